"""One learner of a course of ours, from the first launch to the last: what they do, and whether the platform has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.playtest import checks
from scorm_builder.playtest.actor import Actor
from scorm_builder.playtest.conversation import listen, listen_to_end
from scorm_builder.playtest.ending import Ending, outcome
from scorm_builder.playtest.foreign import NO_CLOSING, opened
from scorm_builder.playtest.walk import Walk
from scorm_builder.playtest.words import STATE

if TYPE_CHECKING:
    from pathlib import Path

    from scorm_builder.playtest.course import PlayedCourse
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


class Learning(Walk):
    """One learner of a platform from the first launch to the last."""

    keeper = "the platform"

    def __init__(
        self, person: Person, course: PlayedCourse, findings: Findings, watch: Watch,
        pictures: Path | None = None, *, right: bool,
    ) -> None:  # fmt: skip
        """`right`: whether answers are right. `pictures` is a folder for screenshots."""
        super().__init__(course, findings, pictures, right=right)
        self.person = person
        self.watch = watch
        self.ended = False  # by an exit after which a platform may begin a new attempt
        self.device = self._device()
        self.visit: Visit

    @property
    def opened(self) -> Visit:
        """The visit."""
        return self.visit

    @property
    def patience(self) -> float:
        """That with the platform."""
        return self.person.patience

    def _device(self) -> Device:
        device = self.person.stage.device()
        self.watch.over(device.context)
        return device

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

    def begin(self) -> bool:
        """The first launch."""
        return self._launch(self.device)

    @property
    def soon(self) -> float:
        """What a course needs to tell the platform."""
        return _SOON + self.person.platform.profile.answers.wait * 0.04

    def kept(self) -> set[int]:
        """The tags that the platform has."""
        state = self.person.state
        return set(state.tags) if state else set()

    def is_told(self) -> bool:
        """Where a platform fails, it is enough that the learner sees so: it is saved later."""
        return not self.person.reliable and bool(self.visit.course.evaluate(_TOLD))

    # leaving and coming back

    def crash(self) -> None:
        """On the same device, once the platform has all."""
        self.person.until(lambda: self.known.keys() <= self.kept(), self.soon)
        self._listen()
        self.visit.kill()
        launched = self._launch(self.device)
        self.findings.hold(
            checks.SURVIVES_KILL, None if launched else "after a crash the course did not open"
        )
        if launched:
            self._judge_return("on the same device")

    def _judge_return(self, where: str) -> None:
        """All that was done is there again: the course saves what it has when it opens."""
        for _ in range(_RETURNS):
            if self.person.until(lambda: self.known.keys() <= self.kept(), self.soon):
                break
            if self.person.reliable:
                break
            self.visit.kill()
            self._launch(self.device)
        self.judge_loss(where, _SUSPEND if self.ended else "")

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

    def end(self) -> None:
        """The end, as the platform has it; on one that fails now and then after some returns."""
        wanted = self._wanted()
        for _ in range(_RETURNS):
            self._leave()
            if self._has(wanted) or self.person.reliable:
                break
            self._launch(self.device)
        status = self._status()
        told = f"the status is `{status}`, where `{wanted.status}` is what the course says"
        self.findings.hold(checks.END_STATUS, told if status != wanted.status else None)
        self.judge_score(self._score(), wanted.score)

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
                self._judge_return("on another device")
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
