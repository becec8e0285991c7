"""The line from a folder to its packages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.checks import check
from scorm_builder.diagnostics import Diagnostic, Fault, errors
from scorm_builder.render import render
from scorm_builder.source.load import load
from scorm_builder.targets import DEFAULT, TARGETS
from scorm_builder.units import in_topics, units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scorm_builder.package import Package
    from scorm_builder.source.course import Course
    from scorm_builder.source.kept_pages import KeptPages
    from scorm_builder.targets import Target

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Build:
    """What came of a build: the course as far as it could be read, the packages by the names of their
    targets when there was no error, and every finding in order.

    A package of one topic has the id of that behind the name of its target: `scorm12/fire`.
    """

    course: Course | None
    packages: Mapping[str, Package]
    diagnostics: list[Diagnostic]

    @property
    def package(self) -> Package | None:
        """The package of the first target."""
        return next(iter(self.packages.values()), None)

    @property
    def targets(self) -> list[str]:
        """The names of the targets that there are packages for."""
        return list(dict.fromkeys(name.partition("/")[0] for name in self.packages))


def build(
    root: Path,
    *targets: Target,
    progress: Progress = lambda _done, _total: None,
    kept: KeptPages | None = None,
    split: bool = False,
    lang: str = "",
) -> Build:
    """Compile the course in `root` to a package for each target, and write nothing.

    Without targets it is for those that course.yaml names. Pages are compiled once for all of them.
    A build that is handed what an earlier one `kept` gives the same, sooner. With `split` each topic has
    packages of its own. `lang` is a language in place of that in course.yaml, to see how a course would
    be with the words of another one.
    """
    course, findings = load(root, progress, kept, lang)
    if course is None:
        return Build(None, {}, sorted(set(findings)))
    course = in_topics(course) if split else course
    chosen = targets or [TARGETS[name] for name in course.outline.targets or (DEFAULT,)]
    findings += check(course)
    packed = {} if errors(findings) else _packed(course, split=split)
    findings += [
        found for target in chosen for one in packed.values() for found in target.check(one)
    ]
    findings = sorted(set(findings))
    if errors(findings):
        return Build(course, {}, findings)
    try:
        packages = {
            f"{target.NAME}{name}": _pack(one, target)
            for target in chosen
            for name, one in packed.items()
        }
    except Fault as fault:
        return Build(course, {}, sorted([*findings, fault.diagnostic]))
    return Build(course, packages, findings)


def _packed(course: Course, *, split: bool) -> dict[str, Course]:
    """What gets packages of its own, by what stands behind the name of a target."""
    if not split:
        return {"": course}
    return {f"/{unit.course.outline.topics[0].id}": unit.course for unit in units(course)}


def _pack(course: Course, target: Target) -> Package:
    package = target.package(course, render(course, target))
    target.verify(package)
    return package
