"""The play-test of a package that another program made: what can be seen from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.playtest import checks
from scorm_builder.playtest.conversation import listen, listen_to_end
from scorm_builder.playtest.visit import Visit
from scorm_builder.playtest.words import STATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Call, Device, Person
    from scorm_builder.playtest.watch import Watch

_BEGINS = 10.0
"""Seconds in which a course must call Initialize."""
_RESTS = 1500
"""Milliseconds in which it may do what it does after that."""
NO_CLOSING = "on this platform a course is not told of its end"


def opened(person: Person, device: Device, findings: Findings, mode: str = "") -> Visit | None:
    """A visit that has come that far that there is a page; None when there is none."""
    try:
        visit = Visit(person, device, mode)
        visit.course.wait_for_load_state("load")
    except PlaywrightError as problem:
        findings.hold(checks.LAUNCHES, problem.message.splitlines()[0])
        return None
    found = visit.course.url.startswith(person.stage.server.origin)
    findings.hold(checks.LAUNCHES, None if found else f"the page is {visit.course.url}")
    return visit


class ForeignPlay:
    """A package that we know nothing of: it is opened, left alone, closed, killed and opened again."""

    def __init__(self, person: Person, findings: Findings, watch: Watch) -> None:
        self.person = person
        self.findings = findings
        self.watch = watch

    def play(self, progress: Callable[[str], None]) -> None:
        """Make every check that can be made."""
        device = self.person.stage.device()
        self.watch.over(device.context)
        for number, act in enumerate((self._close, self._kill, self._close), 1):
            self.findings.where = f"visit {number}"
            progress(self.findings.where)
            if not self._visit(device, act):
                break
        device.close()

    def _visit(self, device: Device, leave: Callable[[Visit], list[Call]]) -> bool:
        visit = opened(self.person, device, self.findings)
        if visit is None:
            return False
        begun = visit.wait_for_call(self.person.words.initialize, _BEGINS + self.person.patience)
        visit.page.wait_for_timeout(_RESTS + self.person.platform.profile.answers.wait * 5)
        if self.findings.where == "visit 3":
            name = self.person.words.initialize
            told = f"after a crash the course did not call {name} any more"
            self.findings.hold(checks.SURVIVES_KILL, None if begun else told)
        calls = leave(visit)
        listen(calls, self.findings, self.person.words)
        self._judge_status(calls)
        return begun

    def _judge_status(self, calls: list[Call]) -> None:
        if self.findings.where != "visit 1" or not calls:
            return
        status = self.person.words.statuses[0].element
        was_set = any(call.sets(status) for call in calls)
        told = "the first visit ended without a status"
        self.findings.hold(checks.STATUS_SET, None if was_set else told)
        if not any(call.sets(STATE) for call in calls):
            self.findings.skip(checks.STATE_SIZE, "the course kept no state while it was watched")

    def _close(self, visit: Visit) -> list[Call]:
        calls = visit.close()
        if self.person.polite:
            listen_to_end(calls, self.findings, self.person.words)
        else:
            self.findings.skip(checks.FINISHES, NO_CLOSING)
        return calls

    def _kill(self, visit: Visit) -> list[Call]:
        calls = visit.calls()
        visit.kill()
        return calls
