"""Findings for programs. The shape is frozen: `version` goes up when a field changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scorm_builder.diagnostics import errors

if TYPE_CHECKING:
    from scorm_builder.reports import Report


def write(report: Report) -> str:
    """One JSON object: `ok`, `diagnostics` in order, and `package` when one was written."""
    return json.dumps(
        {
            "version": 1,
            "ok": not errors(report.diagnostics),
            "diagnostics": [
                {
                    "path": report.path(found.position),
                    "line": found.position.line,
                    "column": found.position.column,
                    "code": found.code,
                    "severity": str(found.severity),
                    "message": found.message,
                    "hint": found.hint,
                }
                for found in report.diagnostics
            ],
            "package": {
                "file": report.written.file.as_posix(),
                "bytes": report.written.size,
                "files": report.written.entries,
            }
            if report.written
            else None,
        },
        ensure_ascii=False,
        indent=2,
    )
