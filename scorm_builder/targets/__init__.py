"""What a course is compiled to. A new target is a module, or a value of one, and a line in `TARGETS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from scorm_builder.render import Shape
from scorm_builder.targets import scorm12, scorm2004, web

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.package import Package
    from scorm_builder.source.course import Course


class Target(Shape, Protocol):
    """What a target decides.

    `NAME` is what `--target` calls it, `TITLE` what people do. The scripts of its `ADAPTER` lie in
    templates/runtime, that which makes `Host` last. `READER` is who gets the package, `KEEPER` what
    keeps a learner's state; `REPORTS`: a platform is told of status and score.
    """

    @property
    def NAME(self) -> str: ...  # noqa: N802, D102
    @property
    def TITLE(self) -> str: ...  # noqa: N802, D102
    @property
    def READER(self) -> str: ...  # noqa: N802, D102
    @property
    def KEEPER(self) -> str: ...  # noqa: N802, D102
    @property
    def REPORTS(self) -> bool: ...  # noqa: N802, D102

    def check(self, course: Course) -> list[Diagnostic]:
        """What this target asks of an author, beside what holds for every target."""

    def package(self, course: Course, files: Mapping[str, bytes | Path]) -> Package:
        """The rendered files with those that the target adds."""

    def verify(self, package: Package) -> None:
        """The last guard. Raises `AssertionError` when the package is not what it must be: our bug."""

    def worst_state(self, course: Course) -> int:
        """The most characters that a learner's state can have."""

    def advice(self, course: Course) -> list[str]:
        """What whoever uploads the package should know, a sentence each."""


DEFAULT = scorm12.NAME
"""That of a course which names none."""

_ALL: tuple[Target, ...] = (scorm12, scorm2004.THIRD, scorm2004.FOURTH, web)
TARGETS = {target.NAME: target for target in _ALL}
"""Every target by its name."""
