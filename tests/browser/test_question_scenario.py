"""A conversation of choices: gone through by keyboard, read back, broken off at any moment, told to the LMS."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from .learner import Learner
from .measures import OVERFLOW, SMALL, check
from .test_questions import Play, again, answers, press, question, said, saved, told

OUTLINE = """\
format: 1
id: talk
title: To talk
lang: en
version: "1"
topics:
  - id: basics
    title: Basics
    steps:
      - {id: leave, title: Late again, page: leave.md, done: blocks}
"""
NODES = """\
    nodes:
      morning:
        say: "Noor comes in. “The train again.”"
        choices:
          a: {say: You say that this is the third time., to: closed, because: She folds her arms.}
          b: {say: You ask whether she has a minute., to: talk, points: 2, because: She sits down.}
      talk:
        say: “My father is ill.”
        choices:
          a: {say: You ask what would help., to: together, points: 2, because: She thinks.}
          b: {say: You let her start at ten., to: solved, points: 1}
      closed:
        say: She says no more than she must.
        choices:
          a: {say: You ask how she is., to: talk, points: 1, because: She looks up.}
          b: {say: You leave it at that., to: silence}
      together: {title: Together, say: The team knows why.}
      solved: {title: For now, say: She starts at ten.}
      silence: {title: Nothing was said, say: She calls in sick.}
"""
QUESTIONS = f"""\
questions:
  - id: noor
    type: scenario
    ask: Noor is late. What do you do?
    explain: A question opens more than a remark.
    feedback: {{right: Well done., partly: Ask more., wrong: Ask her.}}
{NODES}"""
FILES = {
    "course.yaml": OUTLINE,
    "leave.md": "Read this.\n\n:::question {#noor required}\n:::\n",
    "leave.questions.yaml": QUESTIONS,
}
QUIZ = {
    "course.yaml": OUTLINE.replace("page: leave.md, done: blocks", "quiz: leave.yaml"),
    "leave.yaml": QUESTIONS,
}


def log(box: Locator) -> list[str]:
    """All that can be read of the conversation, line by line."""
    shown: str = box.locator(".answer").inner_text()
    return [line.strip() for line in shown.splitlines() if line.strip()]


def choose(box: Locator, name: str) -> None:
    box.get_by_role("radio", name=name).press("Space")
    box.get_by_role("button", name="Go on").press("Enter")


def moment(box: Locator, name: str) -> Locator:
    return box.locator(f'[data-moment="{name}"]')


def is_well(learner: Learner) -> None:
    assert check(learner.course) == []
    assert learner.course.evaluate(SMALL) == []
    assert learner.course.evaluate(OVERFLOW) == [0, []]


FIRST = ["Noor comes in. “The train again.”", "Your choice"]
THIRD = "You say that this is the third time."
MINUTE = "You ask whether she has a minute."


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_a_conversation_by_keyboard(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    expect(learner.heading).to_be_focused()
    box = question(learner, "noor")
    assert log(box) == [*FIRST, THIRD, MINUTE, "Go on"]
    press(learner, "Tab", "Space", "Tab", "Enter")
    expect(moment(box, "closed")).to_be_focused()
    expect(said(learner)).to_have_text("She folds her arms. She says no more than she must.")
    second = [
        *FIRST,
        THIRD,
        "She folds her arms.",
        "She says no more than she must.",
        "Your choice",
    ]
    assert log(box) == [*second, "You ask how she is.", "You leave it at that.", "Go on"]
    press(learner, "Tab")
    expect(box.get_by_role("radio", name="You ask how she is.")).to_be_focused()
    press(learner, "ArrowDown", "ArrowUp", "Tab", "Enter")
    press(learner, "Tab", "ArrowDown", "Tab", "Enter")
    expect(moment(box, "solved")).to_be_focused()
    expect(said(learner)).to_contain_text("For now")
    expect(said(learner)).to_contain_text("She starts at ten.")
    expect(said(learner)).to_contain_text("Partly right. Ask more.")
    assert told(box) == "Partly right Ask more."
    assert log(box) == [
        *FIRST, THIRD, "Could be better", "She folds her arms.",
        "She says no more than she must.", "Your choice", "You ask how she is.", "Best choice", "She looks up.",
        "“My father is ill.”", "Your choice", "You let her start at ten.", "Could be better",
        "For now", "She starts at ten.", "2 points out of 4",
    ]  # fmt: skip
    expect(box.get_by_role("radio").filter(visible=True)).to_have_count(0)
    saved(learner)
    assert answers(learner) == [
        ("leave_noor", "performance", "morning.a,closed.a,talk.b", "0.5"),
    ]
    # another try begins at the beginning
    box.get_by_role("button", name="Try again").press("Enter")
    expect(box.get_by_role("radio", name=THIRD)).to_be_focused()
    expect(box.get_by_role("radio", name=THIRD)).not_to_be_checked()
    assert log(box) == [*FIRST, THIRD, MINUTE, "Go on"]
    choose(box, MINUTE)
    choose(box, "You ask what would help.")
    assert told(box) == "Right Well done. A question opens more than a remark."
    assert log(box)[-1] == "4 points out of 4"
    learner.lms.until(lambda lms: lms.status == "completed")
    assert answers(learner)[1] == ("leave_noor", "performance", "morning.b,talk.a", "correct")
    patterns = [call.values[1] for call in learner.calls() if "pattern" in str(call.values)]
    assert patterns == ["morning.b,talk.a"] * 2
    # also the best end is no end of practice
    expect(box.get_by_role("button", name="Try again")).to_be_visible()
    expect(box.get_by_role("button", name="Show the answer")).to_be_hidden()


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_every_moment_is_there_again_after_a_crash(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    for name in (THIRD, "You ask how she is.", "You ask what would help."):
        box = question(learner, "noor")
        choose(box, name)
        before = log(box)
        saved(learner)
        again(learner)
        assert log(question(learner, "noor")) == before
    box = question(learner, "noor")
    assert told(box) == "Partly right Ask more."
    assert log(question(learner, "noor"))[-1] == "3 points out of 4"
    box.get_by_role("button", name="Try again").press("Enter")
    choose(box, THIRD)
    choose(box, "You leave it at that.")
    assert told(box) == "Not right Ask her."
    assert log(box)[-1] == "0 points out of 4"
    saved(learner)
    again(learner)
    box = question(learner, "noor")
    assert log(box)[-1] == "0 points out of 4"
    box.get_by_role("button", name="Show the answer").press("Enter")
    assert log(box) == [
        *FIRST, THIRD, "Could be better", "She folds her arms.", MINUTE, "Best choice",
        "She says no more than she must.", "Your choice", "You ask how she is.", "Best choice",
        "You leave it at that.", "Could be better",
        "Nothing was said", "She calls in sick.", "0 points out of 4",
    ]  # fmt: skip
    assert told(box).endswith("A question opens more than a remark.")
    expect(box.get_by_role("button", name="Try again")).to_be_hidden()


def test_without_a_choice_it_does_not_go_on(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "noor")
    choose(box, THIRD)
    box.get_by_role("button", name="Go on").press("Enter")
    expect(box.get_by_role("radio", name="You ask how she is.")).to_be_focused()
    expect(said(learner)).to_have_text("Give an answer first.")
    assert told(box) == "Give an answer first."
    learner.next.press("Enter")
    expect(learner.course.locator("#hint")).to_be_visible()
    expect(box.get_by_role("radio", name="You ask how she is.")).to_be_focused()
    choose(box, "You leave it at that.")
    assert told(box) == "Not right Ask her."


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_a_story_without_points_has_no_score(kind: str, play_files: Play) -> None:
    story = QUESTIONS.replace(", points: 2", "").replace(", points: 1", "")
    learner = play_files({**FILES, "leave.questions.yaml": story}, kind=kind)
    learner.begin()
    box = question(learner, "noor")
    choose(box, MINUTE)
    choose(box, "You let her start at ten.")
    assert log(box)[-2:] == ["For now", "She starts at ten."]
    assert told(box).startswith("Your answer is kept")
    learner.lms.until(lambda lms: lms.status == "completed")
    assert answers(learner) == [("leave_noor", "performance", "morning.b,talk.b", "neutral")]
    box.get_by_role("button", name="Try again").press("Enter")
    assert log(box) == [*FIRST, THIRD, MINUTE, "Go on"]


@pytest.mark.parametrize("feedback", ["at-once", "at-end"])
def test_a_quiz_tells_what_came_of_it_when_it_should(feedback: str, play_files: Play) -> None:
    files = {**QUIZ, "leave.yaml": f"feedback: {feedback}\n{QUESTIONS}"}
    learner = play_files(files)
    learner.begin()
    learner.button("quiz.start").press("Enter")
    box = question(learner, "noor")
    choose(box, THIRD)
    is_late = feedback == "at-end"
    assert ("She folds her arms." in log(box)) != is_late
    assert said(learner).inner_text().startswith("She folds") != is_late
    choose(box, "You leave it at that.")
    if is_late:
        expect(box.locator(".outcome")).to_be_hidden()
        assert log(box)[-2:] == ["Nothing was said", "She calls in sick."]
        learner.button("quiz.hand-in").press("Enter")
    assert told(box).startswith("Not right Ask her.")
    assert "She folds her arms." in log(box)
    assert log(box)[-1] == "0 points out of 4"
    saved(learner)


def test_a_long_way_is_told_by_its_letters(play_files: Play) -> None:
    names = [f"n{number:02}-{'x' * 20}" for number in range(12)]
    nodes = "".join(
        f"      {name}: {{say: On?, choices: {{a: {{say: 'Yes', to: {after}, points: 1}}, b: {{say: 'No', to: end}}}}}}\n"
        for name, after in zip(names, [*names[1:], "end"], strict=True)
    )
    questions = QUESTIONS.replace(
        NODES, f"    nodes:\n{nodes}      end: {{title: The end, say: Here.}}\n"
    )
    learner = play_files({**FILES, "leave.questions.yaml": questions})
    learner.begin()
    box = question(learner, "noor")
    for _ in names:
        choose(box, "Yes")
    learner.lms.until(lambda lms: lms.status == "completed")
    assert [record[2] for record in answers(learner)] == [",".join("a" * 12)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_moment_is_well_on_a_phone(scheme: str, play_files: Play) -> None:
    learner = play_files(FILES, color_scheme=scheme, viewport={"width": 320, "height": 640})
    learner.begin()
    is_well(learner)
    box = question(learner, "noor")
    for name in (THIRD, "You ask how she is.", "You let her start at ten."):
        choose(box, name)
        is_well(learner)
    box.get_by_role("button", name="Show the answer").press("Enter")
    is_well(learner)


def test_it_is_mirrored_in_arabic(play_files: Play) -> None:
    files = {**FILES, "course.yaml": OUTLINE.replace("lang: en", "lang: ar")}
    learner = play_files(files, lang="ar", viewport={"width": 320, "height": 640})
    learner.begin()
    box = question(learner, "noor")
    box.get_by_role("radio").first.press("Space")
    box.locator(".go").press("Enter")
    group = moment(box, "morning").locator(".options").bounding_box()
    whole = box.bounding_box()
    assert group
    assert whole
    assert group["x"] - whole["x"] < whole["x"] + whole["width"] - group["x"] - group["width"]
    is_well(learner)


def test_paper_has_the_way_and_a_reader_without_script_all_nodes(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "noor")
    choose(box, MINUTE)
    choose(box, "You ask what would help.")
    learner.page.emulate_media(media="print")
    assert log(box)[:3] == [*FIRST, MINUTE]
    assert log(box)[-3:] == ["Together", "The team knows why.", "4 points out of 4"]
    plain = learner.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto(f"{learner.address}/package/{learner.lms.number}/index.html")
    lines = log(page.locator("[data-question=noor]"))
    plain.close()
    # each node behind those that lead to it, with the number that they name
    assert lines[:8] == ["1", *FIRST, THIRD, "2", MINUTE, "3", "2"]
    assert lines[-3:] == ["6", "Nothing was said", "She calls in sick."]
