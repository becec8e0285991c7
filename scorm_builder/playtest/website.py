"""The play-test of a website of ours, which no platform plays: the reader's browser keeps what they did."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.playtest import checks
from scorm_builder.playtest.course import PlayedCourse
from scorm_builder.playtest.ending import outcome
from scorm_builder.playtest.visit import PATIENCE
from scorm_builder.playtest.walk import Walk
from scorm_builder.state import decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Frame, Page

    from scorm_builder.playtest.actor import Actor
    from scorm_builder.playtest.course import Step
    from scorm_builder.playtest.ending import Outcome
    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Device, Stage
    from scorm_builder.playtest.watch import Watch
    from scorm_builder.serving import Server

NAME, TITLE = "web", "Website"
"""Of the one column that there is: no platform makes a difference."""
_CURE = "write what is done to the storage of the browser as soon as it is done, and read it when a page opens"
_AT_ONCE = 1.0
_WORKER = 10.0
"""Seconds in which the worker of a site must have kept it."""
_THEME, _DONE = "/", "/-/done"
_NO_PLATFORM = (
    checks.FINDS_API, checks.INITIALIZES_ONCE, checks.FINISHES, checks.LEGAL_CALLS, checks.STATUS_SET,
    checks.STATUS_WORDS, checks.STATUS_KEPT, checks.IDENTIFIERS, checks.OPTIONAL_ELEMENTS, checks.REVIEW,
)  # fmt: skip
_KEPT = "key => JSON.parse(localStorage.getItem(key) ?? '{}').state ?? ''"
_SAYS = """() => {
    const score = document.querySelector('.page.here .score');
    const done = !document.getElementById('complete').hidden;
    return [done, score?.dataset.score ?? '', score?.querySelector('strong').textContent ?? ''];
}"""
"""The page at the end: whether all is done; which word it has for the score, and the score."""
_HAS_WORKER = """seconds => Promise.race([
    navigator.serviceWorker.ready.then(() => true), new Promise((end) => setTimeout(end, seconds * 1000, false)),
])"""


class Reading:
    """The site, open in a tab of somebody's browser."""

    def __init__(self, course: PlayedCourse, server: Server, page: Page) -> None:
        self.window = page
        self._files: dict[str, str] = course.data["files"]
        self._server = server

    @property
    def course(self) -> Frame:
        """A page of the site is a document of its own."""
        return self.window.main_frame

    def show(self, step: str) -> None:
        """The page of a step."""
        self.open(f"/{step}")

    def open(self, route: str) -> None:
        """A page by its route, anew. Raises playwright's Error when it does not come."""
        address = self._server.file(self._files.get(route, f"{route[1:]}.html"))
        self.window.goto(address, wait_until="commit")
        self.window.wait_for_selector("html.ready", state="attached")


class Reader(Walk):
    """Somebody who reads the site with one browser."""

    keeper = "the storage of the browser"
    cure = _CURE
    patience = PATIENCE
    soon = _AT_ONCE

    def __init__(
        self, stage: Stage, findings: Findings, watch: Watch, pictures: Path | None, *, right: bool
    ) -> None:
        """`right` and `pictures` as for `Walk`."""
        course = PlayedCourse(stage.site.playable.course or {})
        super().__init__(course, findings, pictures, right=right)
        self.stage = stage
        self.device: Device = stage.device()
        self.reading: Reading
        self.watch = watch
        watch.over(self.device.context)

    @property
    def opened(self) -> Reading:
        """The site."""
        return self.reading

    def begin(self) -> bool:
        """Open the first page, in the tab that is there or a new one."""
        self.reading = Reading(self.course, self.stage.server, self.device.tab())
        try:
            self.opened.open(_THEME)
        except PlaywrightError as problem:
            self.findings.hold(checks.LAUNCHES, problem.message.splitlines()[0])
            return False
        self.findings.hold(checks.LAUNCHES)
        return True

    def kept(self) -> set[int]:
        """The tags that the browser keeps of the course."""
        key = f"scorm-builder:{self.course.data['id']}:"
        state = decode(self.opened.course.evaluate(_KEPT, key))
        return set(state.tags) if state else set()

    def go_on(self, actor: Actor, step: Step) -> None:
        """The button leads to another page; back to the one that it was on."""
        before = self.opened.window.url
        actor.go_on()
        self.opened.window.wait_for_url(lambda url: url != before)
        self.opened.show(step.id)

    def crash(self) -> None:
        """All tabs, and the worker, die; the site is opened again."""
        self.stage.crash()
        self.device.lose_tab()
        begun = self.begin()
        told = None if begun else "after a crash the site did not open"
        self.findings.hold(checks.SURVIVES_KILL, told)
        if begun:
            self.judge_loss("on the same device")

    def end(self) -> None:
        """What the last page says; the same again without a network."""
        self._judge_end()
        if self.right:
            self._judge_offline()
            self.judge_loss("on the same device")

    def _judge_end(self) -> None:
        self.opened.open(_DONE)
        done, word, text = self.opened.course.evaluate(_SAYS)
        came = outcome(self.course, self.done, self.took)
        said, wanted = _words(done, word), _words(came.reached, _word(self.course, came))
        fault = f"the page at the end says `{said}`, where `{wanted}` is what the course says"
        self.findings.hold(checks.END_STATUS, fault if said != wanted else None)
        self.judge_score(_number(text), came.came)

    def _judge_offline(self) -> None:
        """Every page comes from the worker, once it has all."""
        if not self.opened.course.evaluate(_HAS_WORKER, _WORKER):
            fault = f"{_WORKER:.0f} seconds later the worker had not kept the site"
            self.findings.hold(checks.WORKS_OFFLINE, fault)
            return
        self._set_offline(True)
        for route in (_THEME, *(f"/{step.id}" for step in self.course.steps), _DONE):
            try:
                self.opened.open(route)
            except PlaywrightError as problem:
                fault = f"{route}: {problem.message.splitlines()[0]}"
                self.findings.hold(checks.WORKS_OFFLINE, fault)
        self.findings.hold(checks.WORKS_OFFLINE)
        self._set_offline(False)
        with suppress(PlaywrightError):
            self.opened.open(_THEME)

    def _set_offline(self, offline: bool) -> None:
        self.watch.offline = offline
        self.device.context.set_offline(offline)


def read(
    stage: Stage,
    findings: Findings,
    watch: Watch,
    pictures: Path | None,
    progress: Callable[[str], None],
) -> None:
    """Two readers: one who does all well, and one who answers wrong."""
    for check in _NO_PLATFORM:
        findings.skip(check, "a website has no platform")
    findings.skip(checks.STATE_SIZE, "a browser keeps far more than a course has to keep")
    findings.skip(checks.KILLS, "these kills are made in platforms alone")
    first = Reader(stage, findings, watch, pictures, right=True)
    if not first.learn(progress):
        return
    first.device.close()
    if first.asked:
        Reader(stage, findings, watch, None, right=False).learn(progress)
    else:
        first.skip_answers()


def _word(course: PlayedCourse, came: Outcome) -> str:
    """What the page must call the score."""
    if not course.quizzes:
        return ""
    if came.came is None:
        return "none"
    if not came.mark:
        return "known"
    return "passed" if came.came >= came.mark else "failed"


def _words(done: bool, score: str) -> str:
    return f"{'completed' if done else 'incomplete'} {score}".rstrip()


def _number(text: str) -> float | None:
    """The number in a text of any language; digits are the same in all."""
    found = re.search(r"\d+(?:[.,]\d+)?", text)
    return float(found[0].replace(",", ".")) if found else None
