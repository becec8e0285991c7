"""Every type of questions in every state, on a page and in a quiz: for everybody, light and dark, in both directions,
in both kinds of LMS, and as it was after a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .every_type import EVERY, every
from .learner import Learner
from .measures import COLOURS, OVERFLOW, SMALL, check, examine
from .quiz_courses import files

HANDS = Path(__file__).with_name("hands.js").read_text(encoding="utf-8")
RIGHT, PARTLY, WRONG = range(3)


class Everything:
    """A learner who does the same with every type, on the page (`p`) or in the quiz (`q`)."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        self.arrive()

    def arrive(self) -> None:
        self.learner.course.evaluate(f"{HANDS}; undefined")
        self.act("turn", "#/s0")

    def act(self, name: str, *values: str) -> None:
        self.learner.course.evaluate("args => hands.act(...args)", [name, *values])

    def press(self, button: str) -> None:
        for name in EVERY:
            self.act(button, f"p-{name}")

    def answer(self, group: str, how: int) -> None:
        first = self.learner.course.evaluate("hands.look().first")
        for name, (question, answers) in EVERY.items():
            id_, given = f"{group}-{name}", answers[how]
            if "items" in question:
                given = next(one for one in given.split() if one != first[id_])
            self.act("answer", id_, json.dumps(given))

    def verdicts(self, group: str) -> set[str]:
        seen = self.learner.course.evaluate("hands.look().verdicts")
        return {verdict for name, verdict in seen.items() if name.startswith(group)}

    def is_well(self) -> None:
        course = self.learner.course
        assert check(course) == []
        assert course.evaluate(SMALL) == []
        assert course.evaluate(OVERFLOW) == [0, []]
        self.learner.page.emulate_media(color_scheme="dark")
        assert examine(course, options=COLOURS)[0] == []
        self.learner.page.emulate_media(color_scheme="light")

    def is_restored(self) -> None:
        self.act("flush")
        before = self.learner.course.evaluate("hands.view()")
        self.learner.kill()
        self.learner.launch()
        self.arrive()
        assert self.learner.course.evaluate("hands.view()") == before


@pytest.fixture(params=[("en", "strict"), ("ar", "again")], ids=["ltr", "rtl"])
def everything(request: pytest.FixtureRequest, play_files: Callable[..., Learner]) -> Everything:
    lang, kind = request.param
    course = files({**every(), "lang": lang}, "every")
    view = {"width": 320, "height": 640}
    return Everything(play_files(course, kind=kind, lang=lang, viewport=view))


def test_on_a_page(everything: Everything) -> None:
    everything.is_well()
    everything.press("check")  # nothing yet
    everything.is_well()
    everything.answer("p", WRONG)
    everything.press("check")
    assert everything.verdicts("p") == {"wrong", "kept"}
    everything.is_well()
    everything.is_restored()
    everything.press("again")
    everything.answer("p", PARTLY)
    everything.is_restored()
    everything.press("check")
    assert everything.verdicts("p") == {"partly", "wrong", "kept"}
    everything.is_well()
    everything.press("solve")
    everything.is_well()
    everything.is_restored()


def test_in_a_quiz(everything: Everything) -> None:
    everything.act("start")
    everything.is_well()
    everything.act("hand-in")  # nothing yet
    everything.is_well()
    everything.answer("q", RIGHT)
    everything.is_restored()
    everything.act("hand-in")
    assert everything.verdicts("q") == {"right", "kept"}
    everything.is_well()
    everything.is_restored()


def test_in_a_quiz_that_is_not_passed(everything: Everything) -> None:
    everything.act("start")
    everything.answer("q", WRONG)
    everything.act("hand-in")
    assert everything.verdicts("q") == {"wrong", "kept"}
    everything.is_well()
    everything.act("start")
    everything.answer("q", PARTLY)
    everything.act("hand-in")
    assert everything.verdicts("q") == {"partly", "wrong", "kept"}
    everything.is_well()
    everything.is_restored()
