"""The line from a folder to a package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.checks import check
from scorm_builder.diagnostics import Diagnostic, errors
from scorm_builder.render import render
from scorm_builder.source.load import load
from scorm_builder.templating import TemplateFault

if TYPE_CHECKING:
    from pathlib import Path

    from scorm_builder.package import Package
    from scorm_builder.source.course import Course
    from scorm_builder.targets import Target

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Build:
    """What came of a build: the course as far as it could be read, the package when there was no
    error, and every finding in order."""

    course: Course | None
    package: Package | None
    diagnostics: list[Diagnostic]


def inspect(root: Path, target: Target, progress: Progress = lambda _done, _total: None) -> Build:
    """Read and check the course in `root` for a target, and make nothing."""
    course, findings = load(root, progress)
    if course and not errors(findings):
        findings = [*findings, *check(course), *target.check(course)]
    return Build(course, None, sorted(set(findings)))


def build(root: Path, target: Target, progress: Progress = lambda _done, _total: None) -> Build:
    """Compile the course in `root` to the package of a target."""
    found = inspect(root, target, progress)
    if found.course is None or errors(found.diagnostics):
        return found
    try:
        files = render(found.course, target.ADAPTER, target.STATE_LIMIT)
    except TemplateFault as fault:
        return Build(found.course, None, sorted([*found.diagnostics, fault.diagnostic]))
    package = target.package(found.course, files)
    target.verify(package)
    return Build(found.course, package, found.diagnostics)
