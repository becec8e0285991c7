"""One learner of a course of ours, from the first launch to the last: what they do, and whether the platform has it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.playtest import checks
from scorm_builder.playtest.actor import Actor
from scorm_builder.playtest.conversation import listen, listen_to_end
from scorm_builder.playtest.ending import Ending, Took, outcome
from scorm_builder.playtest.foreign import NO_CLOSING, opened
from scorm_builder.playtest.pages import measure, picture
from scorm_builder.playtest.words import STATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scorm_builder.playtest.actor import Played
    from scorm_builder.playtest.course import PlayedCourse, Step
    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Device, Person, Visit
    from scorm_builder.playtest.watch import Watch

_RETURNS = 12
"""How often a learner comes back to a platform that fails now and then, until all is saved."""
_SOON = 4.0
"""Seconds after which a course must have told the platform what is saved within one, and some for the journey."""
_TOLD = """() => ['fault', 'lost'].some((id) => document.getElementById(id)?.checkVisibility())"""
_SUSPEND = (
    "set the exit to `suspend` as soon as a visit begins, and to nothing else: after any other one SCORM 2004"
    " begins a new attempt, with nothing in it"
)
_IS_DONE = "id => document.getElementById('/' + id).classList.contains('done')"
_HINT = "() => document.querySelector('#hint:not([hidden])')?.textContent ?? ''"


class Learning:
    """One learner from the first launch to the last."""

    def __init__(
        self, person: Person, course: PlayedCourse, findings: Findings, watch: Watch,
        pictures: Path | None = None, *, right: bool,
    ) -> None:  # fmt: skip
        """`right`: whether answers are right. `pictures` is a folder for screenshots."""
        self.person = person
        self.course = course
        self.findings = findings
        self.watch = watch
        self.pictures = pictures
        self.right = right
        self.done: set[str] = set()
        self.known: dict[int, str] = {}
        self.took: dict[str, Took] = {}
        self.ended = False  # by an exit after which a platform may begin a new attempt
        self.asked = False
        self.device = self._device()
        self.visit: Visit

    def _device(self) -> Device:
        device = self.person.stage.device()
        self.watch.over(device.context)
        return device

    # from step to step

    def learn(self, progress: Callable[[str], None]) -> bool:
        """Learn the whole course, with a crash on the way; whether it could be launched."""
        if not self._launch(self.device):
            return False
        self._look("theme")
        crash = self._half()
        for number, step in enumerate(self.course.steps):
            self.findings.where = step.title
            progress(step.title if self.right else f"{step.title} (wrong answers)")
            self._learn_step(step)
            if self.course.linear and step.counts and step.id not in self.done:
                break  # those behind it are locked
            if number == crash:
                self._crash()
        self._end()
        return True

    def _half(self) -> int:
        """The step after which the browser dies: half of what counts, since some platforms open a course that is
        complete for review alone, and then the rest cannot be learned."""
        counted = [at for at, step in enumerate(self.course.steps) if step.counts]
        return counted[-1] // 2 if counted else 0

    def _launch(self, device: Device, mode: str = "") -> bool:
        visit = opened(self.person, device, self.findings, mode)
        if visit is None:
            return False
        self.visit = visit
        try:
            visit.wait_ready()
        except PlaywrightError:
            self.findings.hold(checks.LAUNCHES, "the course did not become ready")
            return False
        return True

    def _learn_step(self, step: Step) -> None:
        self.visit.show(step.id)
        self._look(None)
        actor = Actor(self.visit.course, right=self.right, mouse=self.findings.first)
        try:
            played = actor.play()
            if step.rule == "viewed":
                actor.go_on()
        except PlaywrightError as problem:
            self.findings.hold(checks.STEPS_DONE, problem.message.splitlines()[0])
            return
        self._keep(step, played)
        self._judge_answers(played)
        self._judge_step(step)
        self.visit.show(step.id)
        self._look(step.id)

    def _keep(self, step: Step, played: Played) -> None:
        self.known |= {
            deed.tag: f"“{step.title}”: {deed.what}" for deed in played.deeds if deed.tag
        }
        if played.score is not None:
            self.took[step.id] = Took(played.score, played.attempts)

    def _judge_step(self, step: Step) -> None:
        may_fail = not self.right and step.rule == "passed"
        if not self._is_done(step, 0.5 if may_fail else self.person.patience):
            if not may_fail:
                hint = self.visit.course.evaluate(_HINT)
                self.findings.hold(checks.STEPS_DONE, f"all was done, and the step is not; {hint}")
            return
        self.findings.hold(checks.STEPS_DONE)
        self.done.add(step.id)
        self.known[step.tag] = f"“{step.title}” was finished"
        saved = self.person.until(lambda: step.tag in self._kept(), self._soon)
        told = f"it was finished, and {self._soon:.0f} seconds later the platform did not have it"
        self.findings.hold(checks.STEPS_SAVED, None if saved or self._is_told() else told)

    def _is_done(self, step: Step, seconds: float) -> bool:
        """Whether the page says so, as soon as it does: a browser tells a page later what was opened."""
        end = time.monotonic() + seconds
        while not self.visit.course.evaluate(_IS_DONE, step.id):
            if time.monotonic() > end:
                return False
            self.visit.page.wait_for_timeout(50)
        return True

    def _judge_answers(self, played: Played) -> None:
        if not played.answers:
            return
        self.asked = True
        self.findings.hold(checks.ANSWERS_JUDGED)
        for fault in played.misjudged:
            self.findings.hold(checks.ANSWERS_JUDGED, fault)
        wanted = {deed.tag for deed in played.answers}
        saved = self.person.until(lambda: wanted <= self._kept(), self._soon)
        lacking = next((d.what for d in played.answers if d.tag not in self._kept()), "")
        told = f"{lacking}, and {self._soon:.0f} seconds later the platform did not have it"
        self.findings.hold(checks.ANSWERS_SAVED, None if saved or self._is_told() else told)

    @property
    def _soon(self) -> float:
        return _SOON + self.person.platform.profile.answers.wait * 0.04

    def _kept(self) -> set[int]:
        """The tags that the platform has."""
        state = self.person.state
        return set(state.done) | set(state.items) if state else set()

    def _is_told(self) -> bool:
        """Where a platform fails, it is enough that the learner sees so: it is saved later."""
        return not self.person.reliable and bool(self.visit.course.evaluate(_TOLD))

    def _look(self, name: str | None) -> None:
        if not self.findings.first or not self.right:
            return
        measure(self.visit, self.findings)
        if self.pictures and name:
            picture(self.visit, self.pictures, name)

    # leaving and coming back

    def _crash(self) -> None:
        self.person.until(lambda: self.known.keys() <= self._kept(), self._soon)
        self._listen()
        self.visit.kill()
        launched = self._launch(self.device)
        self.findings.hold(
            checks.SURVIVES_KILL, None if launched else "after a crash the course did not open"
        )
        if launched:
            self._judge_loss("on the same device")

    def _judge_loss(self, where: str) -> None:
        """All that was done is there again: the course saves what it has when it opens."""
        for _ in range(_RETURNS):
            if self.person.until(lambda: self.known.keys() <= self._kept(), self._soon):
                break
            if self.person.reliable:
                break
            self.visit.kill()
            self._launch(self.device)
        lost = [what for tag, what in self.known.items() if tag not in self._kept()]
        told = f"after a crash, {where}, this was lost: {'; '.join(lost[:3])}"
        cure = _SUSPEND if self.ended else ""
        self.findings.hold(checks.NOTHING_LOST, told if lost else None, cure)

    def _listen(self) -> None:
        calls = self.visit.calls()
        listen(calls, self.findings, self.person.words)
        exits = [call.args[1:] for call in calls if call.sets(self.person.words.exit)]
        self.ended |= bool(exits) and exits[-1] != ["suspend"]
        if self.person.reliable and any(call.sets(STATE) for call in calls):
            self._judge_stored(next(call.args[1] for call in reversed(calls) if call.sets(STATE)))

    def _judge_stored(self, told: str) -> None:
        """A platform that answers true may have cut what it was told."""
        kept = self.person.values.get(STATE, "")
        if len(kept) < len(told) and told.startswith(kept) and kept:
            fault = f"{len(told):,} characters of state were told, {len(kept):,} are kept"
            self.findings.hold(checks.STATE_SIZE, fault)

    def _end(self) -> None:
        """The end, as the platform has it; on one that fails now and then after some returns."""
        self.findings.where = "the end" if self.right else "the end, with wrong answers"
        wanted = self._wanted()
        for _ in range(_RETURNS):
            self._leave()
            if self._has(wanted) or self.person.reliable:
                break
            self._launch(self.device)
        status, score = self._status(), self._score()
        told = f"the status is `{status}`, where `{wanted.status}` is what the course says"
        self.findings.hold(checks.END_STATUS, told if status != wanted.status else None)
        if wanted.score is None and score is None:
            self.findings.skip(checks.END_SCORE, "the course has no score")
            return
        told = f"the score is {_number(score)}, where the answers are worth {_number(wanted.score)}"
        self.findings.hold(checks.END_SCORE, None if score == wanted.score else told)

    def _wanted(self) -> Ending:
        words = self.person.words
        came = outcome(self.course, self.done, self.took)
        end = Ending(words.of(came), came.score)
        profile = self.person.platform.profile
        finishes = self.person.polite and "finish" in profile.saving.stores
        return words.kept(end, self.course.mark, profile) if finishes else end

    def _has(self, wanted: Ending) -> bool:
        return (self._status(), self._score()) == (wanted.status, wanted.score)

    def _status(self) -> str:
        return self.person.words.said(self.person.attempt)

    def _score(self) -> float | None:
        raw = self.person.values.get(self.person.words.score, "")
        try:
            return float(raw)
        except ValueError:
            return None

    def _leave(self) -> None:
        self._listen()
        first = self.person.words.statuses[0].element
        was_set = any(call.sets(first) for call in self.visit.calls())
        calls = self.visit.close()
        if self.person.polite:
            listen_to_end(calls, self.findings, self.person.words)
        else:
            self.findings.skip(checks.FINISHES, NO_CLOSING)
        if self.right and (was_set or not self.findings.made & {checks.STATUS_SET.name}):
            status = self.person.attempt["status"]
            bad = None if status in ("incomplete", "completed", "passed", "failed") else status
            self.findings.hold(checks.STATUS_SET, f"the status is `{bad}`" if bad else None)

    def come_back(self) -> None:
        """On the same device, and on another one, after the end."""
        self.findings.where = "after the end"
        before = self._status()
        for device in (self.device, self._device()):
            if not self._launch(device):
                return
            if device is not self.device:
                self._judge_loss("on another device")
            self._listen()
            self.visit.close()
        status = self._status()
        lower = f"the status was `{before}` and is `{status}`" if status != before else None
        self.findings.hold(checks.STATUS_KEPT, lower)

    def review(self) -> None:
        """A visit that may write nothing."""
        for mode in ("review", "browse"):
            self.findings.where = f"{mode} mode"
            if not self._launch(self._device(), mode):
                return
            self.visit.show(self.course.steps[0].id)
            Actor(self.visit.course, right=True).play()
            self.visit.page.wait_for_timeout(1200)
            calls = self.visit.close()
            told = any(
                call.result == mode for call in calls if call.args == [self.person.words.mode]
            )
            if not told and not any(call.result == "no-credit" for call in calls):
                self.findings.skip(checks.REVIEW, "the platform tells a course no mode")
                continue
            written = [str(call) for call in calls if call.role == "set"]
            fault = f"the course called {', '.join(written[:3])}" if written else None
            self.findings.hold(checks.REVIEW, fault)


def _number(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"
