"""A visit: a learner opens the package in the simulated LMS, and leaves it in one of the ways that there are."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from scorm_builder.lms import empty_record, family
from scorm_builder.lms.launch import PACKAGE
from scorm_builder.playtest.words import STATE, WORDS
from scorm_builder.state import State, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Frame, Page, ViewportSize

    from scorm_builder.lms import Named
    from scorm_builder.playtest.words import Words
    from scorm_builder.serving import Server, Site

SIZE: ViewportSize = {"width": 1024, "height": 720}
PATIENCE = 8.0
"""Seconds after which a page did not do what it must."""
_CALLS = 100
"""Calls that a course may need before it is ready, or for a save: what a slow platform makes it wait."""
_POLL = 0.02
_IS_DONE = "id => document.getElementById('/' + id).classList.contains('done')"
_CALL = "({ name, args, result, code }) => [name, args, String(result), code, lms.model.functions[name][0]]"


class Call(NamedTuple):
    """A call of the API: its function, its arguments, the answer, and the error code after it. `role` is what
    the function does, whatever the standard calls it: initialize, get, set, commit, finish, or another
    word for those that ask for errors."""

    name: str
    args: list[str]
    result: str
    code: int
    role: str

    def sets(self, element: str) -> bool:
        """Whether it sets this element."""
        return self.role == "set" and self.args[:1] == [element]

    def __str__(self) -> str:
        given = ", ".join(f'"{one[:80]}…"' if len(one) > 80 else f'"{one}"' for one in self.args)
        return f"{self.name}({given})"


def until(condition: Callable[[], object], seconds: float) -> bool:
    """Wait for what must become true; whether it did."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(_POLL)
    return True


def is_done(course: Frame, step: str) -> bool:
    """Whether the page of a course of ours says that a step is done."""
    return bool(course.evaluate(_IS_DONE, step))


@dataclass(frozen=True)
class Stage:
    """Where plays are played: a browser, and the site with the package in it."""

    browser: Browser
    site: Site
    server: Server

    def device(self) -> Device:
        """A browser with a memory of its own, as another computer has it."""
        context = self.browser.new_context(viewport=SIZE, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE * 1000)
        return Device(context)

    def crash(self) -> None:
        """The processes that show pages end, whatever they are doing, and nothing in a page hears of it."""
        session = self.browser.new_browser_cdp_session()
        for one in session.send("SystemInfo.getProcessInfo")["processInfo"]:
            if one["type"] == "renderer":
                with suppress(OSError):
                    os.kill(int(one["id"]), getattr(signal, "SIGKILL", signal.SIGTERM))
        for one in session.send("Target.getTargets")["targetInfos"]:
            if (
                one["type"] == "page"
            ):  # to close it in another way would begin a process for it first
                session.send("Target.closeTarget", {"targetId": one["targetId"]})
        session.detach()


@dataclass
class Device:
    """A browser of a learner, and the tab in it: a new one for each visit would cost a process."""

    context: BrowserContext
    _tab: Page | None = None

    def tab(self) -> Page:
        """The tab that is open, or a new one after a crash."""
        if self._tab is None or self._tab.is_closed():
            self._tab = self.context.new_page()
        return self._tab

    def lose_tab(self) -> None:
        """It is gone; what the device remembers is not."""
        self._tab = None

    def close(self) -> None:
        """Nobody uses it any more."""
        self.context.close()


@dataclass(frozen=True)
class Person:
    """A learner of one platform: all that it knows of them is in the record of this id. `item` is the one
    of the package that they open, by default the first."""

    stage: Stage
    id: str
    platform: Named
    item: str = ""

    @property
    def words(self) -> Words:
        """Those of the standard that the package is played by."""
        return WORDS[family(self.stage.site.playable.manifest.standard)]

    @property
    def patience(self) -> float:
        """Seconds after which something that a platform must do is not done."""
        return PATIENCE + self.platform.profile.answers.wait * _CALLS / 1000

    @property
    def polite(self) -> bool:
        """Whether the platform lets a course know that it is closed."""
        return self.platform.profile.player.closing == "leave"

    @property
    def reliable(self) -> bool:
        """Whether it keeps what it is told, each time."""
        return (
            not self.platform.profile.saving.expires and not self.platform.profile.answers.failing
        )

    @property
    def attempt(self) -> dict[str, Any]:
        """What the platform has of the last attempt at the item, or at the first that was opened."""
        record = self.stage.site.records.get(self.id, empty_record())
        kept = dict(record["items"])
        if self.item and PACKAGE not in kept:
            kept = {self.item: kept.get(self.item, [])}
        attempts: list[dict[str, Any]] = next(iter(kept.values()), [])
        return attempts[-1] if attempts else {"values": {}, "finished": False, "status": ""}

    @property
    def values(self) -> dict[str, str]:
        """The values of that attempt."""
        return dict(self.attempt["values"])

    @property
    def state(self) -> State | None:
        """What the platform has of a course of ours."""
        return decode(self.values.get(STATE, ""))

    def until(self, condition: Callable[[], object], seconds: float | None = None) -> bool:
        """Wait for what arrives at the platform; whether it did."""
        return until(condition, self.patience if seconds is None else seconds)


class Opened(Protocol):
    """A course that is open: its document, in a window."""

    @property
    def course(self) -> Frame: ...  # noqa: D102
    @property
    def window(self) -> Page: ...  # noqa: D102

    def show(self, step: str) -> None:
        """Open a step by its address."""


class Visit:
    """One launch of the package. `page` is the platform's, `course` the frame or window in it."""

    def __init__(self, person: Person, device: Device, mode: str = "") -> None:
        """Open it. Raises playwright's Error when nothing comes."""
        self.person = person
        self.device = device
        self.page: Page = device.tab()
        self.page.set_default_timeout(person.patience * 1000)
        asked = {"learner": person.id, "profile": person.platform.name}
        asked |= {"mode": mode} if mode else {}
        asked |= {"item": person.item} if person.item else {}
        address = person.stage.server.player(**asked)
        if person.platform.profile.player.window == "popup":
            with self.page.expect_popup() as opened:
                self.page.goto(address, wait_until="commit")
            self.window: Page = opened.value
            self.window.set_default_timeout(person.patience * 1000)
        else:
            self.page.goto(address, wait_until="commit")
            self.window = self.page
        self.course: Frame = self._frame()

    def _frame(self) -> Frame:
        if self.window is not self.page:
            return self.window.main_frame
        frame = self.page.wait_for_selector("iframe").content_frame()  # type: ignore[union-attr]
        assert frame
        return frame

    def calls(self) -> list[Call]:
        """All calls of this visit."""
        return [Call(*call) for call in self.page.evaluate(f"lms.calls.map({_CALL})")]

    def wait_for_call(self, name: str, seconds: float) -> bool:
        """Wait until the course calls a function; whether it did."""
        return until(lambda: any(call.name == name for call in self.calls()), seconds)

    def close(self) -> list[Call]:
        """Leave as a person does who closes the course, and give the calls of the visit."""
        self.page.evaluate("lms.close()")
        self.person.until(lambda: self.person.attempt["finished"], 1)  # a beacon
        return self.calls()

    def wait_ready(self) -> None:
        """Wait for a course of ours, and take over what a lost save left on this device."""
        self.course.wait_for_selector("html.ready", state="attached")
        offer = self.course.query_selector("#accept")
        if offer and offer.is_visible():
            offer.click()

    def show(self, step: str) -> None:
        """Open a step of a course of ours by its address."""
        self.course.evaluate("id => { location.hash = `#/${id}`; }", step)
        self.course.wait_for_selector(f'.here[id="/{step}"]')

    def kill(self) -> None:
        """The browser dies: nothing in the page hears of it."""
        self.person.stage.crash()
        self.device.lose_tab()
