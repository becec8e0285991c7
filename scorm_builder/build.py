"""The line from a folder to a package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.checks import check
from scorm_builder.diagnostics import Diagnostic, Fault, errors
from scorm_builder.render import render
from scorm_builder.source.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from scorm_builder.package import Package
    from scorm_builder.source.course import Course
    from scorm_builder.source.kept_pages import KeptPages
    from scorm_builder.targets import Target

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Build:
    """What came of a build: the course as far as it could be read, the package when there was no
    error, and every finding in order."""

    course: Course | None
    package: Package | None
    diagnostics: list[Diagnostic]


def build(
    root: Path,
    target: Target,
    progress: Progress = lambda _done, _total: None,
    kept: KeptPages | None = None,
) -> Build:
    """Compile the course in `root` to the package of a target, and write nothing.

    A build that is handed what an earlier one `kept` gives the same, sooner.
    """
    course, findings = load(root, progress, kept)
    if course is None:
        return Build(None, None, sorted(set(findings)))
    findings += check(course)
    if not errors(findings):
        findings += target.check(course)
    findings = sorted(set(findings))
    if errors(findings):
        return Build(course, None, findings)
    try:
        files = render(course, target.ADAPTER, target.STATE_LIMIT)
    except Fault as fault:
        return Build(course, None, sorted([*findings, fault.diagnostic]))
    package = target.package(course, files)
    target.verify(package)
    return Build(course, package, findings)
