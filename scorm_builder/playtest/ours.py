"""The play-test of a package of ours: every step, every answer, crashes, other devices, and the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scorm_builder.playtest.learning import Learning

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scorm_builder.playtest.course import PlayedCourse
    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Person
    from scorm_builder.playtest.watch import Watch


class OurPlay:
    """Two learners under one profile: one who does all well, and one who answers wrong."""

    def __init__(
        self, person: Person, course: PlayedCourse, findings: Findings, watch: Watch,
        pictures: Path | None = None,
    ) -> None:  # fmt: skip
        self.person = person
        self.course = course
        self.findings = findings
        self.watch = watch
        self.pictures = pictures

    def play(self, progress: Callable[[str], None]) -> None:
        """Make every check."""
        learning = self._learner(self.person, right=True)
        if not learning.learn(progress):
            return
        progress("afterwards")
        learning.come_back()
        learning.review()
        learning.device.close()
        if learning.asked:
            other = replace(self.person, id=f"{self.person.id}-wrong")
            self._learner(other, right=False).learn(progress)
        else:
            learning.skip_answers()

    def _learner(self, person: Person, *, right: bool) -> Learning:
        return Learning(person, self.course, self.findings, self.watch, self.pictures, right=right)
