"""The places on a page that a link can lead to, each with an address of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.source.model import ID
from scorm_builder.source.names import slug

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Position
    from scorm_builder.source.page import Page

RESERVED = frozenset(["done", "glossary"])
"""What follows `/-/` in the addresses of pages that are no steps."""

_OF_FOOTNOTES = re.compile(r"fn(ref)?[0-9]+(-[0-9]+)?\Z")


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
        elif self.is_reserved(name):
            hint = "choose another: a page of the course has this id"
        if hint:
            self.page.diagnostics.append(
                rules.BAD_ATTRIBUTE.at(at, f"an id cannot be `{name}`", hint)
            )
        return self.taken(name, at)

    def is_reserved(self, name: str) -> bool:
        """Whether a page of every course has the address of `name`, which only the intro could have."""
        return self.base == "/-" and name in RESERVED

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
        while free in self.page.anchors or _OF_FOOTNOTES.match(free) or self.is_reserved(free):
            self.numbers[name] = self.numbers.get(name, 1) + 1
            free = f"{name}-{self.numbers[name]}"
        self.page.anchors.add(free)
        return f"{self.base}/{free}"
