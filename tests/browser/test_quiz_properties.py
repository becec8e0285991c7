"""Any quiz, and whatever a learner does with it: every call is legal, the score is the one that the tests work out,
and whoever comes back finds all as it was."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext

from scorm_builder.build import build
from scorm_builder.source.course import Course
from scorm_builder.source.page import Kept
from scorm_builder.state import COMPLETED
from scorm_builder.targets import TARGETS, scorm12
from tests.courses import write

from .every_type import LONGEST, longest
from .learner import Learner, Pack, Words
from .quiz_courses import GROUPS, NUMBERS, POINTS, answer, courses, files
from .quiz_model import Asked, CourseModel, Record
from .scorm12 import decode, faults
from .site import Site

FIXED = bool(os.environ.get("CI"))
"""In continuous integration always the same courses; elsewhere others each time."""
HANDS = Path(__file__).with_name("hands.js")
IN_A_BROWSER = settings(
    deadline=None,
    derandomize=FIXED,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large
    ],
)  # fmt: skip
STYLE = st.sampled_from(["right", "right", "wrong", "partly", "odd"])
NUMBER = st.integers(0, 60)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), STYLE, NUMBER),
        st.tuples(st.sampled_from(["check", "check", "again", "solve"]), NUMBER),
        st.tuples(st.just("all"), STYLE, NUMBER),
        st.tuples(st.sampled_from(["start", "start", "hand-in", "hand-in"])),
        st.tuples(st.just("turn"), NUMBER),
        st.tuples(st.sampled_from(["kill", "crash", "close", "device"])),
    ),
    min_size=8,
    max_size=30,
)
Action = tuple[Any, ...]


class Play:
    """A course as it is played, beside the model of it."""

    def __init__(self, course: dict[str, Any], built: Course, learner: Learner) -> None:
        self.built = built
        self.model = CourseModel(course)
        self.course = course
        self.learner = learner
        self.steps = list(course["steps"])
        self.refused: list[Any] = []
        self.complete = True  # no record was lost
        self.forgotten = False  # what was on the other device alone
        self.learner.launch()
        self.turn(0)

    def act(self, name: str, *values: str) -> Any:
        done, self.seen = self.learner.course.evaluate(
            "args => hands.act(...args)", [name, *values]
        )
        return done

    def turn(self, n: int) -> None:
        self.step = self.steps[n % len(self.steps)]
        self.act("turn", f"#/{self.step}")
        self.orders()
        self.judge()

    def orders(self) -> None:
        """How items stood at first, and what is asked, only the page can tell."""
        for name, first in self.seen["first"].items():
            self.named(name).first = first
        quiz = self.model.quizzes[self.step]
        if quiz.begun or quiz.finished:
            quiz.asked = [quiz.all[name] for name in self.seen["asked"]]

    def named(self, name: str) -> Asked:
        practice = self.model.practice[self.step]
        return practice.get(name) or self.model.quizzes[self.step].all[name]

    def shown(self) -> list[Asked]:
        quiz = self.model.quizzes[self.step]
        return [*self.model.practice[self.step].values(), *quiz.asked]

    def locked(self, one: Asked) -> bool:
        return one.checked or (
            one in self.model.quizzes[one.step].asked and not self.model.quizzes[one.step].begun
        )

    # one thing that a learner does

    def do(self, action: Action) -> None:
        name, *values = action
        getattr(self, name.replace("-", "_"))(*values)
        self.judge()

    def answer(self, style: str, n: int) -> None:
        if asked := self.shown():
            self.give(asked[n % len(asked)], style, n // len(asked))

    def give(self, one: Asked, style: str, n: int) -> None:
        is_way = one.spec["type"] == "scenario"
        value = answer(one.spec, style, n, self.course["lang"], one.given if is_way else "")
        was_free = not self.locked(one)
        self.act("answer", one.spec["id"], json.dumps(value))
        if not was_free:
            return
        quiz = self.model.quizzes[one.step]
        before = one.given
        one.given = one.given + value if is_way else read(one, value, self.course["lang"])
        if one.spec["type"] not in ("open", "fill-in") or one.given != before:
            quiz.warned = False
        checks = one not in quiz.asked or quiz.spec["feedback"] == "at-once"
        if is_way and value and one.judged and checks:
            self.model.check(one)

    def check(self, n: int) -> None:
        if asked := self.shown():
            one = asked[n % len(asked)]
            if self.act("check", one.spec["id"]):
                self.model.check(one)

    def again(self, n: int) -> None:
        if asked := self.shown():
            one = asked[n % len(asked)]
            if self.act("again", one.spec["id"]):
                one.checked = False
                one.given = "" if one.spec["type"] == "scenario" else one.given

    def solve(self, n: int) -> None:
        if asked := self.shown():
            one = asked[n % len(asked)]
            if self.act("solve", one.spec["id"]):
                one.tries = 31

    def all(self, style: str, n: int) -> None:
        """Every question that is asked, one after the other; the last but some otherwise."""
        for at, one in enumerate(list(self.model.quizzes[self.step].asked)):
            self.give(one, style if (n >> at) % 3 else "right", n)
            if self.act("check", one.spec["id"]):
                self.model.check(one)
            self.judge()

    def start(self) -> None:
        quiz = self.model.quizzes[self.step]
        may = quiz.more or quiz.attempt == 0
        assert self.act("start") == may
        if may:
            self.model.begin(self.step)
            self.orders()
            self.drawn()

    def hand_in(self) -> None:
        assert self.act("hand-in") == self.model.quizzes[self.step].begun
        if self.model.quizzes[self.step].begun:
            self.model.hand_in(self.step)

    # how a learner goes away, and comes back

    def kill(self) -> None:
        """The browser dies after what was done had time to be saved."""
        self.act("flush")
        self.leave(self.learner.kill)

    def crash(self) -> None:
        """The browser dies at once: the device alone has what was done last."""
        self.leave(self.learner.kill)
        self.records_lost()

    def close(self) -> None:
        self.leave(self.learner.close_tab)

    def device(self) -> None:
        """Another device, with what the platform has."""

        def go() -> None:
            self.learner.exit()
            self.learner.course.evaluate("localStorage.clear()")
            self.learner.page.close()
            for step in self.steps:
                for one in [
                    *self.model.quizzes[step].all.values(),
                    *self.model.practice[step].values(),
                ]:
                    if one.private and one.given:
                        one.given = ""
                        self.forgotten = True

        self.leave(go)

    def leave(self, go: Callable[[], None]) -> None:
        course = self.learner.course
        before = course.evaluate("steps => hands.views(steps)", self.steps)
        state = decode(course.evaluate("hands.kept()"))
        self.hear()
        go()
        self.learner.launch()
        after = decode(self.learner.lms.state)
        assert (after.attempt, after.done, after.items) == (state.attempt, state.done, state.items)
        found = self.learner.course.evaluate("steps => hands.views(steps)", self.steps)
        if not self.forgotten:
            assert not (lost := changes(before, found)), json.dumps(lost)
        self.forgotten = False
        for quiz in self.model.quizzes.values():
            quiz.warned = False
        self.act("turn", f"#/{self.step}")

    def records_lost(self) -> None:
        """What was told within the last second may be missing: then the platform has fewer records, or older ones."""
        told = self.told()
        assert set(told) <= self.model.history
        self.complete = self.complete and told == self.model.records

    # what must hold after each of these

    def judge(self) -> None:
        quiz = self.model.quizzes[self.step]
        expected = {
            one.spec["id"]: one.verdict() if self.locked(one) else "" for one in self.shown()
        }
        assert self.seen["verdicts"] == expected
        assert self.seen["open"] == quiz.begun
        over = quiz.finished and not quiz.begun
        assert self.seen["retry"] == quiz.more
        assert percent(self.seen["score"]) == (quiz.score / 100 if over else None)

    def drawn(self) -> None:
        """As many of each pool as the author says, and all others, in the author's order or another."""
        quiz = self.model.quizzes[self.step]
        pools = [one.spec.get("pool", "") for one in quiz.asked]
        assert {pool: pools.count(pool) for pool in quiz.spec["draw"]} == quiz.spec["draw"]
        assert pools.count("") == sum("pool" not in one.spec for one in quiz.all.values())
        if quiz.spec["shuffle"] not in ("questions", "all"):
            assert quiz.asked == [one for one in quiz.all.values() if one in quiz.asked]

    def hear(self) -> None:
        if self.learner.lms.kind == "strict":
            self.refused += self.learner.refusals()

    def told(self) -> list[Record]:
        cmi = self.learner.lms.cmi
        count = sum(name.endswith(".id") for name in cmi if "interactions" in name)
        parts = ("id", "type", "student_response", "result")
        return [
            Record(*(cmi.get(f"cmi.interactions.{n}.{part}", "") for part in parts))
            for n in range(count)
        ]

    def end(self) -> None:
        self.act("flush")
        self.hear()
        lms = self.learner.lms
        assert set(self.told()) <= self.model.history
        assert self.told() == self.model.records or not self.complete
        assert lms.cmi.get("cmi.core.score.raw", "") == self.model.grade
        assert lms.status == self.model.status
        assert set(lms.objectives()) >= self.model.done
        assert self.refused == []
        assert faults(lms.calls) == []
        assert not lms.lowered
        self.learner.page.close()


def read(one: Asked, value: str, lang: str) -> str:
    """What the runtime makes of what was typed, worked out here: the number, or the text."""
    if one.spec["type"] != "numeric":
        return value
    known = dict(NUMBERS)
    if value in known:
        return known[value]
    bare = value.removesuffix(one.spec["unit"]).strip().replace(GROUPS[lang], "")
    return bare.replace(POINTS[lang], ".")


def changes(before: list[list[Any]], found: list[list[Any]]) -> list[Any]:
    """What is not as it was, of the parts of each page."""
    pages = zip(before, found, strict=True)
    return [(one, two) for page in pages for one, two in zip(*page, strict=True) if one != two]


def percent(text: str) -> float | None:
    number = re.sub(r"[^\d.,]", "", text).replace(",", ".")
    return float(number) if number else None


@pytest.fixture
def play(
    site: Site, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> Iterator[Callable[..., Play]]:
    context = new_context(reduced_motion="reduce")
    context.set_default_timeout(30000)  # nothing here is about time
    context.add_init_script(path=HANDS)
    count = 0

    def play(course: dict[str, Any], kind: str) -> Play:
        nonlocal count
        count += 1
        folder = tmp_path / str(count)
        made = build(
            write(folder / "course", dict(files(course, f"quiz-{count}"))), TARGETS["scorm12"]
        )
        assert made.course and made.package, made.diagnostics
        for name, content in made.package.files.items():
            file = folder / "package" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        pack = Pack(folder / "package")
        lms = site.lms(pack.folder, kind=kind)
        return Play(
            course, made.course, Learner(context, pack, lms, site.address, Words(course["lang"]))
        )

    yield play


def run(
    play: Callable[..., Play], kind: str, course: dict[str, Any], actions: list[Action]
) -> None:
    playing = play(course, kind)
    try:
        for at, action in enumerate(actions):
            note(f"action {at}: {action}")
            playing.do(action)
        playing.end()
    finally:
        playing.learner.page.close()


@settings(IN_A_BROWSER, max_examples=12)
@given(course=courses(), actions=ACTIONS)
def test_any_quiz_in_a_strict_platform(
    play: Callable[..., Play], course: dict[str, Any], actions: list[Action]
) -> None:
    run(play, "strict", course, actions)


@settings(IN_A_BROWSER, max_examples=6)
@given(course=courses(), actions=ACTIONS)
def test_any_quiz_in_scorm_again(
    play: Callable[..., Play], course: dict[str, Any], actions: list[Action]
) -> None:
    run(play, "again", course, actions)


def test_the_longest_state_is_within_what_the_build_says(play: Callable[..., Play]) -> None:
    playing = play(longest(), "strict")
    playing.act("start")
    playing.act("answer", "p-own", json.dumps("Mine."))
    for name, value in LONGEST.items():
        for group in "pq":
            playing.act("answer", f"{group}-{name}", json.dumps(value))
        playing.act("check", f"p-{name}")
        playing.act("solve", f"p-{name}")
    playing.act("flush")
    tags = {one.tag: one for one in playing.built.kept()}
    within(playing, tags)
    playing.act("hand-in")
    playing.act("flush")
    within(playing, tags)
    state = decode(playing.learner.lms.state)
    lengths = {tags[tag].id: len(value) for tag, value in state.items.items() if tag != COMPLETED}
    assert lengths == {one.id: one.length for one in tags.values()}
    assert playing.learner.refusals() == []


def within(playing: Play, tags: dict[int, Kept]) -> None:
    """No value, and no state, is longer than the build reckons with."""
    state = playing.learner.lms.state
    for tag, value in decode(state).items.items():
        assert len(value) <= (3 if tag == COMPLETED else tags[tag].length), tags.get(tag)
    assert len(state) <= scorm12.worst_state(playing.built) <= scorm12.STATE_LIMIT
