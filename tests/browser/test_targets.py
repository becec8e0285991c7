"""The same learner in every target: what an LMS comes to know is the same, in the words of its standard."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from scorm_builder.state import tag

from .learner import Learner
from .scorm12 import SCORM_12, decode
from .site import Lms
from .test_quiz import answer, saved

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1"
tracking: {complete: both, score: test, pass: 80, report: passed-failed}
topics:
  - id: basics
    title: The basics
    steps:
      - {id: alarm, title: The alarm, page: alarm.md, done: confirm}
      - {id: test, title: The test, quiz: test.yaml}
  - id: more
    title: More
    steps:
      - {id: route, title: The route, page: route.md, done: confirm}
"""
QUIZ = """\
attempts: 2
questions:
  - {id: loud, type: true-false, ask: Is the alarm loud?, answer: true}
  - id: first
    type: multiple
    ask: What do you do?
    options: {a: Take the lift, b: Walk, c: Warn}
    answer: [b, c]
"""
FILES = {
    "course.yaml": OUTLINE,
    "test.yaml": QUIZ,
    "alarm.md": "It rings.\n",
    "route.md": "Walk.\n",
}
RIGHT, WRONG = {"loud": "t", "first": "bc"}, {"loud": "t", "first": "a"}
STANDARDS = ("scorm12", "scorm2004-3", "scorm2004-4")
STEPS = ("alarm", "test", "route")
ALL = (*STEPS, "basics", "more")
Play = Callable[..., Learner]
Act = Callable[[Learner], None]


@dataclass(frozen=True)
class Meaning:
    """What an LMS knows of a learner, in no standard's words."""

    done: bool
    judged: str
    """`passed`, `failed`, or nothing yet."""
    score: str
    place: str
    steps: Collection[str]
    objectives: Collection[str]
    answers: Collection[tuple[str, str, str, str]]
    """Of each record: its question, its type, what was answered, and the result."""


def meaning(lms: Lms) -> Meaning:
    """Read what an LMS stored."""
    status = [lms.cmi.get(name, "") for name in (lms.standard.status, "cmi.success_status")]
    finished = {name for name, word in lms.objectives().items() if word == "completed"}
    done = decode(lms.state).done
    return Meaning(
        done=status[0] in ("completed", "passed"),
        judged=next((word for word in status if word in ("passed", "failed")), ""),
        score=lms.cmi.get(f"{lms.standard.core}score.raw", ""),
        place=lms.cmi[f"{lms.standard.lesson}location"],
        steps=tuple(step for step in STEPS if tag(step) in done),
        objectives=tuple(name for name in ALL if name in finished),
        answers=tuple(answers(lms)),
    )


def answers(lms: Lms) -> list[tuple[str, str, str, str]]:
    """The records of answers, in the words of SCORM 1.2."""
    response = "student_response" if lms.standard is SCORM_12 else "learner_response"
    found: dict[int, dict[str, str]] = {}
    for name, value in lms.cmi.items():
        record = re.fullmatch(r"cmi\.interactions\.(\d+)\.(\w+)", name)
        if record:
            found.setdefault(int(record[1]), {})[record[2]] = value
    return [
        (
            one["id"],
            one["type"],
            {"true": "t", "false": "f"}.get(one[response], one[response].replace("[,]", ",")),
            one["result"].replace("incorrect", "wrong"),
        )
        for _, one in sorted(found.items())
    ]


def confirm(step: str) -> Act:
    """Go to a step, and say that it is done."""

    def act(learner: Learner) -> None:
        learner.course.evaluate(f"location.hash = '#/{step}'")
        expect(learner.here).to_have_id(f"/{step}")
        learner.button("confirm").click()
        learner.sees("run.step-done")

    return act


def attempt(letters: dict[str, str]) -> Act:
    """Do the quiz, to its last question."""

    def act(learner: Learner) -> None:
        learner.course.evaluate("location.hash = '#/test'")
        expect(learner.here).to_have_id("/test")
        learner.here.locator(".start button, .retry").filter(visible=True).press("Enter")
        answer(learner, letters)
        expect(learner.here.locator(".result")).to_be_visible()
        saved(learner)

    return act


def kill(learner: Learner) -> None:
    """The browser dies, and the course is opened again."""
    learner.kill()
    learner.launch()


def close(learner: Learner) -> None:
    """The tab is closed, and the course is opened again."""
    learner.close_tab()
    learner.launch()


def leave(learner: Learner) -> None:
    """The session is ended with the button, and the course is opened again."""
    learner.exit()
    learner.lms.until(lambda lms: lms.finishes)
    learner.page.close()
    learner.launch()


LOUD = ("test_loud", "true-false", "t", "correct")
RIGHT_RECORDS = (LOUD, ("test_first", "choice", "b,c", "correct"))
WRONG_RECORDS = (LOUD, ("test_first", "choice", "a", "wrong"))
PATHS: dict[str, tuple[list[Act], Meaning]] = {
    "begun": (
        [confirm("alarm")],
        Meaning(False, "", "", "/alarm", ("alarm",), ("alarm",), ()),
    ),
    "passed, the rest is missing": (
        [confirm("alarm"), attempt(RIGHT)],
        Meaning(False, "", "", "/test", STEPS[:2], ("alarm", "test", "basics"), RIGHT_RECORDS),
    ),
    "complete": (
        [confirm("alarm"), attempt(RIGHT), confirm("route")],
        Meaning(True, "passed", "100", "/route", STEPS, ALL, RIGHT_RECORDS),
    ),
    "complete after a crash": (
        [confirm("alarm"), kill, attempt(RIGHT), kill, confirm("route"), kill],
        Meaning(True, "passed", "100", "/route", STEPS, ALL, RIGHT_RECORDS),
    ),
    "complete in three visits": (
        [confirm("alarm"), leave, attempt(RIGHT), close, confirm("route"), leave],
        Meaning(True, "passed", "100", "/route", STEPS, ALL, RIGHT_RECORDS),
    ),
    "one attempt is left": (
        [confirm("alarm"), confirm("route"), attempt(WRONG)],
        Meaning(False, "", "", "/test", STEPS, ALL, WRONG_RECORDS),
    ),
    "failed": (
        [confirm("alarm"), confirm("route"), attempt(WRONG), close, attempt(WRONG), close],
        Meaning(False, "failed", "50", "/test", STEPS, ALL, WRONG_RECORDS * 2),
    ),
    "passed at last": (
        [confirm("alarm"), confirm("route"), attempt(WRONG), kill, attempt(RIGHT), leave],
        Meaning(True, "passed", "100", "/test", STEPS, ALL, WRONG_RECORDS + RIGHT_RECORDS),
    ),
}


# The editions of SCORM 2004 have the same scripts, and the simulated platform has one table for them.
PLAYED = [
    *((target, "again") for target in STANDARDS),
    ("scorm12", "strict"),
    ("scorm2004-4", "strict"),
]


@pytest.mark.parametrize(("target", "kind"), PLAYED)
@pytest.mark.parametrize("path", PATHS)
def test_the_same_actions_mean_the_same(
    path: str, target: str, kind: str, play_files: Play
) -> None:
    acts, expected = PATHS[path]
    learner = play_files(FILES, kind=kind, target=target)
    for act in acts:
        act(learner)
    learner.lms.until(lambda lms: meaning(lms) == expected)
    if kind == "strict":
        assert {call[3] for call in learner.refusals()} <= {403}
    assert learner.lms.status != "not attempted"


@pytest.mark.parametrize(("target", "kind"), PLAYED)
def test_a_learner_who_comes_back_sees_what_was_done(
    target: str, kind: str, play_files: Play
) -> None:
    learner = play_files(FILES, kind=kind, target=target)
    for act in PATHS["passed, the rest is missing"][0]:
        act(learner)
    learner.kill()
    learner.context.clear_cookies()
    learner.launch()
    learner.course.evaluate("localStorage.clear()")
    learner.sees_done("alarm", "test")
    learner.sees("run.progress", done=2, total=3, count=3)
    expect(learner.resume).to_have_text(learner.say("run.resume", title="The route"))


# What SCORM 2004 has beside


@pytest.mark.parametrize(("target", "kind"), [("scorm2004-3", "again"), ("scorm2004-4", "strict")])
def test_progress_is_told_at_every_step(target: str, kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind, target=target)
    seen = [learner.lms.cmi["cmi.progress_measure"]]
    for act in PATHS["complete"][0]:
        act(learner)
        seen.append(learner.lms.cmi["cmi.progress_measure"])
    assert seen == ["0", "0.33", "0.66", "1"]
    assert learner.lms.cmi["cmi.score.scaled"] == "1"
    assert learner.lms.cmi["cmi.objectives.0.description"] == "The alarm"
    assert learner.lms.cmi["cmi.interactions.1.description"] == "What do you do?"


def test_only_the_button_asks_to_go_elsewhere(play_files: Play) -> None:
    learner = play_files(FILES, target="scorm2004-3")
    learner.close_tab()
    learner.launch()
    leave(learner)
    learner.kill()
    asked = [call.launch for call in learner.lms.calls if call.sets("adl.nav.request")]
    assert asked == [2]
