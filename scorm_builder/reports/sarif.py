"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scorm_builder import __version__, rules

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.reports import Report


def write(report: Report) -> str:
    """One SARIF log with one run; its rules are those that were broken."""
    codes = sorted({found.code for found in report.diagnostics})
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "scorm-builder",
                        "version": __version__,
                        "rules": [
                            {
                                "id": code,
                                "shortDescription": {"text": rules.CATALOGUE[code].summary},
                                "defaultConfiguration": {
                                    "level": str(rules.CATALOGUE[code].severity)
                                },
                            }
                            for code in codes
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(report, found) for found in report.diagnostics],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(report: Report, found: Diagnostic) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(report.path(found.position), errors="surrogateescape")},
    }
    if found.position.line:  # a region cannot begin on line 0
        location["region"] = {
            "startLine": found.position.line,
            "startColumn": max(1, found.position.column),
        }
    text = f"{found.message}. {found.hint}" if found.hint else found.message
    return {
        "ruleId": found.code,
        "level": str(found.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    }
