"""Findings for people: place, rule, sentence, the line itself, and the cure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from scorm_builder.diagnostics import Severity
from scorm_builder.summary import many, size_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scorm_builder.diagnostics import Position
    from scorm_builder.reports import Report

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_WIDTH = 100
_MOST = 200
"""Findings. Who has more mends some, and looks again."""


def write(report: Report) -> str:
    """The whole report. Colours are removed by click when the output is no terminal."""
    return "\n".join([*_findings(report), *_summary(report)])


def _findings(report: Report) -> Iterator[str]:
    lines = Lines(report)
    for found in report.diagnostics[:_MOST]:
        place = click.style(_place(report, found.position), bold=True)
        severity = click.style(found.severity, fg=_COLOURS[found.severity], bold=True)
        yield f"{place}: {severity}: {found.message} [{found.code}]"
        yield from _excerpt(lines, found.position)
        if found.hint:
            yield f"  {click.style('hint:', fg='cyan')} {found.hint}"
    if report.diagnostics:
        yield ""
        more = len(report.diagnostics) - _MOST
        yield _count(report.diagnostics) + (f", {more:,} of them not shown" if more > 0 else "")


def _place(report: Report, position: Position) -> str:
    numbers = [str(number) for number in (position.line, position.column) if number]
    return ":".join([report.path(position), *numbers])


class Lines:
    """The lines of files with findings, each file read once."""

    def __init__(self, report: Report) -> None:
        self.root = report.root
        self.files = {path: text.split("\n") for path, text in report.texts.items()}

    def at(self, position: Position) -> str:
        """The line of a position, or nothing when it cannot be read."""
        if position.path not in self.files:
            self.files[position.path] = self._read(position.path)
        lines = self.files[position.path]
        return lines[position.line - 1] if position.line <= len(lines) else ""

    def _read(self, path: str) -> list[str]:
        try:
            text = (self.root / path).read_text("utf-8-sig", errors="replace")
        except OSError:
            return []
        return text.split("\n")


def _excerpt(lines: Lines, position: Position) -> Iterator[str]:
    """The authored line with a caret under the place, when there is a line."""
    if not position.line:
        return
    line = lines.at(position)
    if not line.strip():
        return
    start = max(0, position.column - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH].replace("\t", " ")
    gutter = f"{position.line:>5} | "
    yield gutter + "".join(char if char.isprintable() else "·" for char in shown)
    if position.column:
        before = shown[: position.column - 1 - start]
        yield " " * (len(gutter) + _columns(before)) + click.style("^", fg="green", bold=True)


def _columns(text: str) -> int:
    """The width of a text on a terminal: wide characters take two columns, marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _count(diagnostics: object) -> str:
    found = list(diagnostics)  # type: ignore[call-overload]
    parts = []
    for severity in Severity:
        number = sum(1 for one in found if one.severity is severity)
        if number:
            parts.append(f"{number} {severity}{'s' if number > 1 else ''}")
    return ", ".join(parts)


def _summary(report: Report) -> Iterator[str]:
    if report.written and report.diagnostics:
        yield ""
    for one in report.written:
        name = click.style(str(one.file), fg="green", bold=True)
        yield f"{name}  {size_text(one.size)}, {many(one.entries, one.noun)}"
    if not report.written and not report.diagnostics:
        yield "no faults found"
    yield from paragraphs(report.summary)


def paragraphs(told: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Paragraphs with a title, a line before each."""
    for title, lines in told:
        yield ""
        yield click.style(title, bold=True)
        yield from (f"  {line}" for line in lines)
