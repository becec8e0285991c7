"""What a reader of questions gives: questions as fields of ours, and what could not be carried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Fault, Position, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

Fields = dict[str, Any]
"""Fields of a question as they stand in a question file."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_PLACES = 5


class LeftOut(Exception):  # noqa: N818 - carries a finding, is no error of ours
    """A question cannot be one of ours, and why; `line` when it is not that of the question."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


@dataclass(frozen=True)
class Imported:
    """A question: the id or name that it had, if any, where it stood, and its fields but for the id."""

    name: str
    line: int
    fields: Fields
    source: Source
    category: str = ""


@dataclass
class Source:
    """A file with questions: its text, its path for findings, and the findings so far.

    One finding is told once, with all its places.
    """

    path: str
    text: str
    found: dict[tuple[Rule, str, str], list[Position]] = field(default_factory=dict)

    def lose(self, line: int, message: str, hint: str = "") -> None:
        """Say that part of a question is not carried over."""
        self._add(rules.IMPORT_LOSS, line, message, hint)

    def leave_out(self, line: int, problem: LeftOut) -> None:
        """Say that a question is not imported."""
        self._add(rules.NOT_IMPORTED, problem.line or line, problem.message, problem.hint)

    def add(self, rule: Rule, found: Diagnostic) -> None:
        """Say what a finding says, under another rule."""
        self.found.setdefault((rule, found.message, found.hint), []).append(found.position)

    def part(self, path: str, text: str) -> Source:
        """Another file of the same import: an item of a package."""
        return Source(path, text, self.found)

    def bad(self, line: int, message: str, hint: str = "") -> Fault:
        """What ends the import, to be raised."""
        return Fault(rules.BAD_IMPORT.at(Position(self.path, line), message, hint))

    def diagnostics(self) -> list[Diagnostic]:
        """The findings in the order of their first places."""
        return sorted(
            rule.at(places[0], message + _others(places), hint)
            for (rule, message, hint), places in self.found.items()
        )

    def _add(self, rule: Rule, line: int, message: str, hint: str) -> None:
        places = self.found.setdefault((rule, message, hint), [])
        position = Position(self.path, line)
        if position not in places[-1:]:
            places.append(position)


def _others(places: Sequence[Position]) -> str:
    """The places behind the first one, in words."""
    if len(places) == 1:
        return ""
    names = [_name(place, places[0]) for place in places[1:]]
    more = len(names) - _MOST_PLACES
    told = names[:_MOST_PLACES] if more > 1 else names
    return f" (also {', '.join(told)}{f' and {more} more' if more > 1 else ''})"


def _name(place: Position, first: Position) -> str:
    return f"line {place.line}" if place.path == first.path else f"in `{place.path}`"
