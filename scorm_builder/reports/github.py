"""Findings as workflow commands, which GitHub shows at the line in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.reports import Report


def write(report: Report) -> str:
    """A command a finding; then, when a package was written, its file."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for found in report.diagnostics:
        position = found.position
        properties = {"file": report.path(position)}
        if position.line:
            properties["line"] = str(position.line)
        if position.column:
            properties["col"] = str(position.column)
        properties["title"] = found.code
        fields = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = f"{found.message}\n{found.hint}" if found.hint else found.message
        yield f"::{found.severity} {fields}::{_data(message)}"
    for one in report.written:
        yield one.file.as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
