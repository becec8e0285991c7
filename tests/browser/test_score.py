"""The score as a learner reads it, and what its quiz means for its step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .learner import Learner
from .measures import OVERFLOW, SMALL, check

Play = Callable[..., Learner]

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1"
tracking: {complete: COMPLETE, score: exam, report: passed}
topics:
  - id: basics
    title: Basics
    steps:
      - {id: read, title: Read this, page: read.md, done: confirm}
      - {id: exam, title: The exam, page: exam.md, quiz: exam.yaml, done: DONE}
"""
QUIZ = """\
pass: 70
questions:
  - {id: lift, type: true-false, ask: You may use the lift., answer: false}
"""
PAGE = """\
:::reveal {#more label=More}
Something else.
:::

:::checklist {#packed required}
- A torch {#torch}
:::
"""
RULE = {
    "both": "You are done when you have completed every step and score at least 70% in “The exam”.",
    "quiz-passed": "You are done when you score at least 70% in “The exam”.",
}


def files(complete: str, done: str = "finished") -> dict[str, str]:
    outline = OUTLINE.replace("COMPLETE", complete).replace("DONE", done)
    return {"course.yaml": outline, "read.md": "Read.\n", "exam.md": PAGE, "exam.yaml": QUIZ}


def turn(learner: Learner, address: str, heading: str) -> None:
    learner.course.evaluate("address => { location.hash = address; }", address)
    expect(learner.heading).to_have_text(heading)


def answer(learner: Learner, value: str) -> None:
    """Do the exam, or do it again."""
    turn(learner, "#/exam", "The exam")
    start, again = (learner.here.locator(one) for one in (".start button", ".result .retry"))
    (start if start.is_visible() else again).click()
    learner.here.locator(f'[value="{value}"]').check()
    learner.here.locator(".check").click()
    learner.here.locator(".result").wait_for()


def score(learner: Learner) -> list[str]:
    """What is told of the score, line by line."""
    text = learner.here.locator(".score").inner_text()
    return [line.strip() for line in text.split("\n") if line.strip()]


def is_well(learner: Learner) -> None:
    assert check(learner.course) == []
    assert learner.course.evaluate(OVERFLOW) == [0, []]
    assert learner.course.evaluate(SMALL) == []


@pytest.mark.parametrize("done", ["finished", "passed"])
def test_a_quiz_alone_is_what_its_step_asks_for(done: str, play_files: Play) -> None:
    learner = play_files(files("both", done))
    answer(learner, "f")
    expect(learner.here.get_by_text("Something else.")).to_be_hidden()
    learner.sees("run.step-done")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("complete", RULE)
def test_the_score_stands_on_the_first_page_and_at_the_end(
    complete: str, scheme: str, play_files: Play
) -> None:
    learner = play_files(
        files(complete), viewport={"width": 320, "height": 640}, color_scheme=scheme
    )
    assert score(learner) == [RULE[complete]]
    turn(learner, "#/-/done", learner.say("run.done.not"))
    told = " ".join(score(learner))
    assert told.startswith(f"{learner.say('score')} {RULE[complete]}")
    assert learner.say("run.score.none") in told

    answer(learner, "t")
    turn(learner, "#/", "Fire safety")
    assert " ".join(score(learner)) == f"{RULE[complete]} 0% {learner.say('run.quiz.failed')}"
    is_well(learner)
    turn(learner, "#/-/done", learner.say("run.done.not"))
    again = learner.here.locator(".score").get_by_role("link", name="The exam")
    assert learner.say("score.again") in score(learner)
    assert learner.say("run.quiz.pass", n=70) in score(learner)
    expect(learner.here.get_by_text(learner.say("done.missing"))).to_be_visible(
        visible=complete == "both"
    )
    is_well(learner)

    turn(learner, "#/read", "Read this")
    learner.button("confirm").click()
    turn(learner, "#/-/done", learner.say("run.done.not"))
    expect(learner.here.get_by_text(learner.say("done.missing"))).to_be_hidden()
    again.click()
    expect(learner.heading).to_have_text("The exam")

    answer(learner, "f")
    turn(learner, "#/-/done", learner.say("run.done"))
    assert learner.say("run.quiz.passed") in " ".join(score(learner))
    assert learner.say("score.again") not in score(learner)
    is_well(learner)
    learner.lms.until(lambda lms: lms.status == "passed")
