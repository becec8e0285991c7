"""The places on a page that a link can lead to, each with an address of its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.source.model import ID

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Position
    from scorm_builder.source.page import Page

_OF_FOOTNOTES = re.compile(r"fn(ref)?[0-9]+(-[0-9]+)?\Z")

# Letters that are no letter with an accent.
_IN_ASCII = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


class Addresses:
    """Gives out the addresses of one page, which all begin with `base`: `/step-id/name`."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.numbers: dict[str, int] = {}

    def named(self, name: str, at: Position) -> str:
        """The address of what the author named, which must have the form of a name."""
        hint = ""
        if not re.fullmatch(ID, name):
            hint = "lower-case letters, digits and hyphens, a letter first"
        elif _OF_FOOTNOTES.match(name):
            hint = "choose another: footnotes have such ids"
        if hint:
            self.page.diagnostics.append(
                rules.BAD_ATTRIBUTE.at(at, f"an id cannot be `{name}`", hint)
            )
        return self.taken(name, at)

    def taken(self, name: str, at: Position) -> str:
        """The address of `name`, which nothing else on the page may have."""
        if name in self.page.anchors:
            self.page.diagnostics.append(
                rules.DUPLICATE_ID.at(at, f"`{name}` is used twice on this page", "rename one")
            )
        self.page.anchors.add(name)
        return f"{self.base}/{name}"

    def of_heading(self, text: str) -> str:
        """The address of a heading without a name: its words, with a number when they are taken."""
        name = free = slug(text)
        while free in self.page.anchors or _OF_FOOTNOTES.match(free):
            self.numbers[name] = self.numbers.get(name, 1) + 1
            free = f"{name}-{self.numbers[name]}"
        self.page.anchors.add(free)
        return f"{self.base}/{free}"


def slug(text: str) -> str:
    """ASCII letters, digits and hyphens, a letter first.

    Where ASCII cannot write a letter a hash of the text is behind it, so that an address does not
    depend on the headings before it: `第1章` is `h-1-` and six digits.
    """
    letters = unicodedata.normalize("NFKD", text.lower().translate(_IN_ASCII))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if any(letter.isalnum() and not letter.isascii() for letter in plain):
        written = re.sub(r"[\s-]+", "-", unicodedata.normalize("NFC", text).lower())
        words += f"-{hashlib.sha256(written.encode()).hexdigest()[:6]}"
    return words if words[:1].isalpha() else f"h-{words.strip('-')}".strip("-")
