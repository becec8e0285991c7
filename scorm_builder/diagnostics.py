"""What is wrong with a course, as data: a place, a rule, a sentence and a cure."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """An error stops the build; a warning stops it with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in an authored file: POSIX path inside the course, line and column from 1, 0 = unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of fault: `code` is its name for ever, `summary` says what must hold."""

    code: str
    severity: Severity
    summary: str

    def at(self, position: Position, message: str, hint: str = "") -> Diagnostic:
        """The finding that this rule is broken at `position`."""
        return Diagnostic(position, self.code, self.severity, message, hint)


@dataclass(frozen=True, order=True, slots=True)
class Diagnostic:
    """One finding, sorted by its place. `hint` says how to mend it and may be empty."""

    position: Position
    code: str
    severity: Severity = field(compare=False)
    message: str
    hint: str = ""


class Fault(Exception):  # noqa: N818 - carries a finding, is no error of ours
    """Something of the author's ends a stage; `diagnostic` says what."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


MOST_HINTS = 100
"""Findings of a kind on a page for which a misspelt name is compared with all others."""


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that stop a build."""
    return [found for found in diagnostics if found.severity is Severity.ERROR]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt word: the nearest known one, or the list of all."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return "known: " + ", ".join(f"`{name}`" for name in names) if names else ""
