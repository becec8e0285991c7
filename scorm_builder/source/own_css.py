"""A style sheet of an author: the files that it names are packed, and nothing outside is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.source.files import refused_type
from scorm_builder.source.text import place, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from scorm_builder.diagnostics import Position
    from scorm_builder.source.files import Files

# In the order of CSS Syntax 3: what stands in a comment or a string is neither address nor rule.
_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z)
      | (?P<import>@import\b)
      | (?:image-set|src)\(\s*(?P<set>["'])
      | url\(\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'()]*))\s*\)
      | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def read_css(
    path: str, files: Files, address: Callable[[str], str]
) -> tuple[str, list[Diagnostic]]:
    """The text of a style sheet, and what is wrong with it.

    `address` has a file packed, and gives its address as it must stand in the packed style sheet.
    """
    text = read_text(files.root / path, path)
    if isinstance(text, Diagnostic):
        return "", [text]
    findings: list[Diagnostic] = []

    def packed(token: re.Match[str]) -> str:
        at = place(path, text, token.start())
        written = token["double"] or token["single"] or token["bare"]
        fault = _fault(token, written, at)
        if fault:
            findings.append(fault)
        if fault or written is None or written.startswith("#"):
            return token[0]
        name, mark, rest = written.partition("#")
        found = _resolved(files, name, at, path)
        if isinstance(found, Diagnostic):
            findings.append(found)
            return token[0]
        return f'url("{address(found)}{mark}{rest}")'

    return _TOKEN.sub(packed, text), findings


def _resolved(files: Files, written: str, at: Position, seen_from: str) -> str | Diagnostic:
    found = files.resolve(written, at, seen_from)
    return found if isinstance(found, Diagnostic) else refused_type(found, at) or found


def _fault(token: re.Match[str], written: str | None, at: Position) -> Diagnostic | None:
    """What an author's style sheet cannot hold, when `token` is that."""
    if token["import"]:
        return rules.OUTSIDE_REQUEST.at(
            at, "a style sheet takes in no other one", "put all rules in one file"
        )
    if token["set"]:
        return rules.OUTSIDE_REQUEST.at(
            at, "this address stands in no `url()`", 'write it as url("name.svg")'
        )
    if written and _SCHEME.match(written):
        return rules.OUTSIDE_REQUEST.at(
            at,
            f"`{written[:60]}` is no file of the course",
            "put it in the folder of the course",
        )
    return None
