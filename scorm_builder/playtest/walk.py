"""Somebody learns a course of ours, step by step. What keeps what they do is for those who build on this."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.playtest import checks
from scorm_builder.playtest.actor import Actor
from scorm_builder.playtest.ending import Took, number
from scorm_builder.playtest.pages import measure, picture
from scorm_builder.playtest.visit import is_done, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scorm_builder.playtest.actor import Played
    from scorm_builder.playtest.course import PlayedCourse, Step
    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Opened

_HINT = "() => document.querySelector('#hint:not([hidden])')?.textContent ?? ''"


class Walk(ABC):
    """From the first step to the last, with a crash on the way. `keeper` is what must have all that is done,
    in words; `cure` what to do where it has not, "" for what the check says."""

    keeper: str
    cure = ""

    def __init__(
        self, course: PlayedCourse, findings: Findings, pictures: Path | None, *, right: bool
    ) -> None:
        """`right`: whether answers are right. `pictures` is a folder for screenshots."""
        self.course = course
        self.findings = findings
        self.pictures = pictures
        self.right = right
        self.done: set[str] = set()
        self.known: dict[int, str] = {}
        self.took: dict[str, Took] = {}
        self.asked = False

    # what those who build on this know

    @property
    @abstractmethod
    def opened(self) -> Opened:
        """The course as it is open now."""

    @abstractmethod
    def begin(self) -> bool:
        """Open the course for the first time; whether that could be done."""

    @abstractmethod
    def crash(self) -> None:
        """The browser dies; come back, and judge what was lost."""

    @abstractmethod
    def end(self) -> None:
        """Come to the end, and judge what it says."""

    @abstractmethod
    def kept(self) -> set[int]:
        """The tags of all that is kept."""

    @property
    @abstractmethod
    def patience(self) -> float:
        """Seconds after which a page did not do what it must."""

    @property
    @abstractmethod
    def soon(self) -> float:
        """Seconds after which what was done must be kept."""

    def is_told(self) -> bool:
        """Whether the page says that something is not kept yet, where that is enough."""
        return False

    def go_on(self, actor: Actor, _step: Step) -> None:
        """Leave a step by its button."""
        actor.go_on()

    # from step to step

    def learn(self, progress: Callable[[str], None]) -> bool:
        """Learn the whole course, with a crash on the way; whether it could be opened."""
        if not self.begin():
            return False
        self._look("theme")
        crash = self._half()
        for at, step in enumerate(self.course.steps):
            self.findings.where = step.title
            progress(step.title if self.right else f"{step.title} (wrong answers)")
            self._learn_step(step)
            if self.course.linear and step.counts and step.id not in self.done:
                break  # those behind it are locked
            if at == crash:
                self.crash()
        self.findings.where = "the end" if self.right else "the end, with wrong answers"
        self.end()
        return True

    def _half(self) -> int:
        """The step after which the browser dies: half of what counts, since some platforms open a course that is
        complete for review alone, and then the rest cannot be learned."""
        counted = [at for at, step in enumerate(self.course.steps) if step.counts]
        return counted[-1] // 2 if counted else 0

    def _learn_step(self, step: Step) -> None:
        self.opened.show(step.id)
        self._look(None)
        actor = Actor(self.opened.course, right=self.right, mouse=self.findings.first)
        try:
            played = actor.play()
            if step.rule == "viewed":
                self.go_on(actor, step)
        except PlaywrightError as problem:
            self.findings.hold(checks.STEPS_DONE, problem.message.splitlines()[0])
            return
        self._keep(step, played)
        self._judge_answers(played)
        self._judge_step(step)
        self.opened.show(step.id)
        self._look(step.id)

    def _keep(self, step: Step, played: Played) -> None:
        self.known |= {
            deed.tag: f"“{step.title}”: {deed.what}" for deed in played.deeds if deed.tag
        }
        if played.score is not None:
            self.took[step.id] = Took(played.score, played.attempts)

    def _judge_step(self, step: Step) -> None:
        may_fail = not self.right and step.rule == "passed"
        if not self._is_done(step, 0.5 if may_fail else self.patience):
            if not may_fail:
                hint = self.opened.course.evaluate(_HINT)
                self.findings.hold(checks.STEPS_DONE, f"all was done, and the step is not; {hint}")
            return
        self.findings.hold(checks.STEPS_DONE)
        self.done.add(step.id)
        self.known[step.tag] = f"“{step.title}” was finished"
        saved = until(lambda: step.tag in self.kept(), self.soon)
        told = self._lacking("it was finished")
        fault = None if saved or self.is_told() else told
        self.findings.hold(checks.STEPS_SAVED, fault, self.cure)

    def _lacking(self, what: str) -> str:
        return f"{what}, and {self.soon:.0f} seconds later {self.keeper} did not have it"

    def _is_done(self, step: Step, seconds: float) -> bool:
        """Whether the page says so, as soon as it does: a browser tells a page later what was opened."""
        return until(lambda: is_done(self.opened.course, step.id), seconds)

    def _judge_answers(self, played: Played) -> None:
        if not played.answers:
            return
        self.asked = True
        self.findings.hold(checks.ANSWERS_JUDGED)
        for fault in played.misjudged:
            self.findings.hold(checks.ANSWERS_JUDGED, fault)
        wanted = {deed.tag for deed in played.answers}
        saved = until(lambda: wanted <= self.kept(), self.soon)
        lacking = next((d.what for d in played.answers if d.tag not in self.kept()), "")
        told = None if saved or self.is_told() else self._lacking(lacking)
        self.findings.hold(checks.ANSWERS_SAVED, told, self.cure)

    def judge_score(self, score: float | None, wanted: float | None) -> None:
        """Whether the score in the end is what the answers are worth; None is no score."""
        if score is None and wanted is None:
            self.findings.skip(checks.END_SCORE, "the course has no score")
            return
        told = f"the score is {number(score)}, where the answers are worth {number(wanted)}"
        self.findings.hold(checks.END_SCORE, told if score != wanted else None)

    def skip_answers(self) -> None:
        """Nothing was asked."""
        for check in (checks.ANSWERS_JUDGED, checks.ANSWERS_SAVED):
            self.findings.skip(check, "the course asks no questions")

    def _look(self, name: str | None) -> None:
        if not self.findings.first or not self.right:
            return
        measure(self.opened, self.findings)
        if self.pictures and name:
            picture(self.opened, self.pictures, name)

    def judge_loss(self, where: str, cure: str = "") -> None:
        """Whether all that was done is kept."""
        lost = [what for tag, what in self.known.items() if tag not in self.kept()]
        told = f"after a crash, {where}, this was lost: {'; '.join(lost[:3])}"
        self.findings.hold(checks.NOTHING_LOST, told if lost else None, cure or self.cure)
