"""The standards that a course is compiled to. A new one is a new module and a line in `TARGETS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from scorm_builder.targets import scorm12

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.package import Package
    from scorm_builder.source.course import Course


class Target(Protocol):
    """What a standard's module provides.

    `ADAPTER` is its script in templates/runtime; `STATE_LIMIT` the characters that a learner's
    state may have.
    """

    @property
    def ADAPTER(self) -> str: ...  # noqa: N802, D102
    @property
    def STATE_LIMIT(self) -> int: ...  # noqa: N802, D102

    def check(self, course: Course) -> list[Diagnostic]:
        """What this standard asks of an author, beside what holds for every target."""

    def package(self, course: Course, files: Mapping[str, bytes | Path]) -> Package:
        """The rendered files with those that the standard adds."""

    def verify(self, package: Package) -> None:
        """The last guard. Raises `AssertionError` when the package breaks the standard: our bug."""

    def worst_state(self, course: Course) -> int:
        """The most characters that a learner's state can have."""

    def advice(self, course: Course) -> list[str]:
        """What whoever uploads the package should know, a sentence each."""


TARGETS: dict[str, Target] = {"scorm12": scorm12}
