"""A learner, who only does what a person can do: look, click and type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from playwright.sync_api import BrowserContext, Frame, Locator, expect
from playwright.sync_api import Error as PlaywrightError

from scorm_builder.state import PASSED, tag

from .answering import answer
from .scorm12 import Call, decode
from .site import REPOSITORY, Lms


@dataclass(frozen=True)
class Step:
    id: str
    title: str
    done: str
    topic: str


class Pack:
    """A package in a folder, and what its document says of the course."""

    def __init__(self, folder: Path, document: str = "index.html") -> None:
        self.folder = folder
        html = (folder / document).read_text(encoding="utf-8")
        found = re.search(r'<script type="application/json" id="course">(.*?)</script>', html, re.S)
        assert found
        self.course: dict[str, Any] = json.loads(found[1])
        self.steps = [
            Step(step["id"], step["title"], step["done"], topic["id"])
            for topic in self.course["topics"]
            for step in topic["steps"]
        ]

    def required(self, topic: str) -> list[str]:
        """The ids of the steps that a topic needs."""
        (found,) = (entry for entry in self.course["topics"] if entry["id"] == topic)
        return [step["id"] for step in found["steps"] if step["required"]]


class Words:
    """The texts of one language, as a learner reads them."""

    def __init__(self, lang: str) -> None:
        file = REPOSITORY / f"templates/messages/{lang}.json"
        self.messages = json.loads(file.read_text(encoding="utf-8"))
        self.plural = Locale.parse(lang, sep="-").plural_form

    def __call__(self, key: str, **values: object) -> str:
        message = self.messages[key]
        if isinstance(message, dict):
            message = message[self.plural(values["count"])]
        return message.format(**values)


say = Words("nl")


class Learner:
    """One person with one browser: `launch` opens the course in the LMS."""

    def __init__(
        self,
        context: BrowserContext,
        pack: Pack,
        lms: Lms,
        address: str,
        words: Words = say,
    ) -> None:
        self.context = context
        self.pack = pack
        self.lms = lms
        self.address = address
        self.say = words

    def launch(self) -> Learner:
        self.page = self.context.new_page()
        self.page.goto(f"{self.address}/lms.html?{self.lms.number}")
        if self.lms.player == "popup":
            with self.page.expect_popup() as opened:
                self.page.evaluate("lms.play()")
            return self.look(opened.value.main_frame)
        frame = self.page.frame("course")
        assert frame
        return self.look(frame)

    def open(self, url: str) -> Learner:
        """Open the document itself, without an LMS."""
        self.page = self.context.new_page()
        self.page.goto(url)
        return self.look(self.page.main_frame)

    def look(self, frame: Frame) -> Learner:
        self.course = frame
        frame.wait_for_load_state()
        self.button("exit").wait_for()
        return self

    # what is on the screen

    @property
    def here(self) -> Locator:
        """The page of the course that is shown."""
        return self.course.locator("main .page").filter(visible=True)

    @property
    def heading(self) -> Locator:
        return self.course.get_by_role("heading", level=1)

    @property
    def resume(self) -> Locator:
        """The button of the theme page."""
        return self.course.locator("#resume")

    @property
    def next(self) -> Locator:
        return self.here.locator(".next")

    def button(self, key: str) -> Locator:
        return self.course.get_by_role("button", name=self.say(key), exact=True)

    def text(self, key: str, **values: object) -> Locator:
        """What is said with a message, where it can be seen."""
        words = self.say(key, **values)
        return self.course.get_by_text(words, exact=True).filter(visible=True).first

    def sees(self, key: str, **values: object) -> None:
        self.text(key, **values).wait_for()

    def sees_done(self, *steps: str) -> None:
        """The theme page marks exactly these steps as done."""
        rows = self.course.locator(".topic")
        expect(rows.first).to_be_visible()
        topics = self.pack.course["topics"]
        for topic in topics:
            for row, ids in self.rows(topic):
                words = self.say("run.state.done")
                state = row.locator(".state").first
                if all(step in steps for step in ids):
                    expect(state).to_have_text(words)
                else:
                    expect(state).not_to_have_text(words)

    def rows(self, topic: dict[str, Any]) -> Iterator[tuple[Locator, list[str]]]:
        """The rows of the theme page for a topic, with the steps that each stands for."""
        element = self.course.locator(f'[id="/{topic["id"]}"]')
        ids = [step["id"] for step in topic["steps"]]
        yield element, self.pack.required(topic["id"]) or ids
        if len(ids) > 1:
            for at, step in enumerate(ids):
                yield element.locator(".steps li").nth(at), [step]

    # what a learner does

    def begin(self) -> None:
        self.resume.click()
        expect(self.here).not_to_have_id("/")

    def to(self, step: Step) -> None:
        """Choose a step on the theme page."""
        (topic,) = (topic for topic in self.pack.course["topics"] if topic["id"] == step.topic)
        name = step.title if len(topic["steps"]) > 1 else topic["title"]
        self.course.get_by_role("link", name=name, exact=True).click()
        expect(self.heading).to_have_text(step.title)

    def overview(self) -> None:
        self.here.get_by_role("link", name=self.say("overview"), exact=True).click()

    def finish(self, step: Step) -> None:
        """Do what the step that is shown asks, and see that it is done."""
        expect(self.heading).to_have_text(step.title)
        match step.done:
            case "confirm":
                self.button("confirm").click()
            case "blocks":
                self.read_transcript()
            case "viewed":
                self.read_to_the_end()
            case "passed":
                self.take_quiz()
        self.sees("run.step-done")

    def read_transcript(self) -> None:
        self.here.locator("summary", has_text=self.say("video.transcript")).click()
        self.button("video.read").click()

    def take_quiz(self) -> None:
        """Answer each question of the quiz here as it should be, and hand it in."""
        self.button("quiz.start").click()
        for question in self.here.locator(".quiz .question").filter(visible=True).all():
            answer(question)
        self.button("quiz.hand-in").click()
        self.sees("run.quiz.passed")

    def read_to_the_end(self) -> None:
        self.next.scroll_into_view_if_needed()

    def learn(self, count: int, start: int = 0) -> None:
        """Learn as many steps of the course, one after the other."""
        self.begin()
        for step in self.pack.steps[start : start + count]:
            if step.done != "viewed":  # then "next" says it as well, and sooner
                self.finish(step)
            self.next.click()
            expect(self.heading).not_to_have_text(step.title)

    def exit(self) -> None:
        self.button("exit").click()
        self.sees("closed")

    # how a learner goes away

    def kill(self) -> None:
        """The browser dies: nothing in the page hears of it."""
        with self.page.expect_event("crash"), suppress(PlaywrightError):
            self.page.goto("chrome://crash")
        self.page.close()

    def close_tab(self) -> None:
        finishes = self.lms.finishes
        self.page.close()
        self.lms.until(lambda lms: lms.finishes > finishes)

    def stored(self, count: int) -> None:
        """The LMS has exactly the first steps, wherever it can tell, and the topics they finish."""
        ids = [step.id for step in self.pack.steps[:count]]
        whole = count == len(self.pack.steps)
        passed = {PASSED} if whole else set()
        assert decode(self.lms.state).done == {tag(step) for step in ids} | passed
        topics = [topic["id"] for topic in self.pack.course["topics"]]
        finished = [topic for topic in topics if set(self.pack.required(topic)) <= set(ids)]
        found = {id_ for id_, status in self.lms.objectives().items() if status == "completed"}
        assert found == {*ids, *finished}
        assert self.lms.status == ("passed" if whole else "incomplete")
        assert self.lms.cmi.get("cmi.core.score.raw") == ("100" if whole else None)

    def lms_now(self, does: str, *modes: str) -> None:
        """From now on the strict LMS is in these modes (`add`), or no longer (`delete`)."""
        for mode in modes:
            self.page.evaluate(f"lms.strict.modes.{does}('{mode}')")

    def refusals(self) -> list[list[Any]]:
        """The calls to the strict LMS that gave an error code."""
        log: list[list[Any]] = self.page.evaluate("lms.strict.log")
        return [call for call in log if call[3] and call[0] != "LMSGetLastError"]

    def calls(self) -> list[Call]:
        """What the runtime said to the LMS in this launch."""
        return [Call(*call) for call in self.page.evaluate("lms.calls")]
