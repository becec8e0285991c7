"""Findings → what the page shows of each: its place, its sentence, its line and its cure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scorm_builder.reports import Report
from scorm_builder.reports.text import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic

MOST = 200
"""Findings that are shown. Who has more mends some, and looks again."""


def finding_views(diagnostics: Sequence[Diagnostic], root: Path) -> list[dict[str, Any]]:
    """The findings of the course in `root`, errors first."""
    report = Report(root, diagnostics)
    lines = Lines(report)
    ordered = sorted(diagnostics, key=lambda one: (one.severity, one))
    return [_view(one, report, lines) for one in ordered[:MOST]]


def _view(found: Diagnostic, report: Report, lines: Lines) -> dict[str, Any]:
    at = found.position
    return {
        "severity": found.severity,
        "code": found.code,
        "path": report.path(at),
        "line": at.line,
        "column": at.column,
        "message": found.message,
        "hint": found.hint,
        "excerpt": lines.at(at) if at.line else "",
    }
