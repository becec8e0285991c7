"""Findings for programs. The shape is frozen: `version` goes up when a field changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scorm_builder.diagnostics import errors

if TYPE_CHECKING:
    from scorm_builder.reports import Report


def write(report: Report) -> str:
    """One JSON object: `ok`, `diagnostics` in order, and `packages` that were written, of which
    `package` is the first."""
    packages = [
        {"file": one.file.as_posix(), "bytes": one.size, "files": one.entries}
        for one in report.written
    ]
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
            "package": packages[0] if packages else None,
            "packages": packages,
        },
        ensure_ascii=False,
        indent=2,
    )
