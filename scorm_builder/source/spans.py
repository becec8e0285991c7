"""Where a text in a YAML file stands, line by line, so that a fault in it can be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from scorm_builder.source.yaml12 import Document, Route

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


@dataclass(frozen=True)
class Span:
    """The lines of a text, from `first` up to and without `end`, counted from 0, and the column that
    it begins in, counted from 1. It is `faithful` when each of its lines is a line of the file."""

    first: int
    end: int
    column: int
    faithful: bool

    def line(self, number: int) -> int:
        """The line of the file in which this line of the text stands."""
        return self.first + (number if self.faithful else 0)

    def place(self, tokens: Sequence[Token]) -> None:
        """Tell tokens of the text their lines in the file."""
        for token in tokens:
            if token.map and self.faithful:
                token.map = [token.map[0] + self.first, token.map[1] + self.first]
            elif token.map:
                token.map = [self.first, self.end]


def span_of(document: Document, lines: Sequence[str], route: Route) -> Span:
    """The span of the text at `route` of a document that has these lines."""
    at = document.at(*route)
    first, end = at.line - 1, document.last_line(*route)
    written = lines[first][at.column - 1 :]
    if _PROPERTIES.sub("", written, count=1)[:1] == "|":
        first = next((n for n in range(at.line, end) if lines[n].strip()), first)
        indent = len(lines[first]) - len(lines[first].lstrip())
        return Span(first, end, indent + 1, faithful=True)
    return Span(first, end, at.column, faithful=end == at.line and "\\n" not in written)
