"""Questions on a page, answered by keyboard, in both kinds of LMS, and again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from .learner import Learner
from .measures import OVERFLOW, SMALL, check

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1"
topics:
  - id: basics
    title: Basics
    steps:
      - {id: leave, title: Leave, page: leave.md, done: blocks}
      - {id: lift, title: The lift, page: lift.md}
"""
LEAVE = """\
The alarm goes.

:::question {#exit required}
:::

:::question {#feeds required}
:::

:::question {#lift}
:::
"""
QUESTIONS = """\
questions:
  - id: exit
    type: single
    ask: |
      What do you do first?

      You are on the third floor.
    options: {a: Take the lift, b: Walk to the exit, c: Wait}
    answer: b
    because: {a: A lift can stop., b: That is the way.}
    hint: What stops working in a fire?
    explain: Smoke is the greatest danger.
    feedback: {right: You know your way out., wrong: Read the page again.}
  - id: feeds
    type: multiple
    ask: What feeds a fire?
    options: {a: Oxygen, b: Fuel, c: Water, d: Heat}
    answer: [a, b, d]
    attempts: 2
    partial: true
    shuffle: true
    explain: Take one away and the fire goes out.
    feedback: {partly: There is more to it.}
  - id: lift
    type: true-false
    ask: You may use the lift in a small fire.
    answer: false
    because: {true: Also a small fire can cut the power.}
"""
FILES = {
    "course.yaml": OUTLINE,
    "leave.md": LEAVE,
    "leave.questions.yaml": QUESTIONS,
    "lift.md": "The doors open.\n",
}
Play = Callable[..., Learner]


def question(learner: Learner, name: str) -> Locator:
    return learner.course.locator(f'[data-question="{name}"]')


def press(learner: Learner, *keys: str) -> None:
    for key in keys:
        learner.page.keyboard.press(key)


def said(learner: Learner) -> Locator:
    return learner.course.locator("#polite")


def told(box: Locator) -> str:
    """What stands at a question after its answer, in one line."""
    return " ".join(box.locator(".outcome").inner_text().split())


def marks(box: Locator) -> dict[str, str]:
    """The words at each option that has any."""
    rows = box.locator(".option").all()
    found = {row.get_attribute("data-option") or "": row.locator(".mark") for row in rows}
    return {letter: mark.inner_text() for letter, mark in found.items() if mark.is_visible()}


def answers(learner: Learner) -> list[tuple[str, str, str, str]]:
    """What the LMS was told of answers: id, type, response and result of each record."""
    values: dict[str, str] = {}
    for call in learner.calls():
        if call.name == "LMSSetValue" and call.values[0].startswith("cmi.interactions."):
            values[call.values[0]] = call.values[1]
    numbers = sorted({int(name.split(".")[2]) for name in values})
    parts = ("id", "type", "student_response", "result")
    return [
        tuple(values[f"cmi.interactions.{n}.{part}"] for part in parts)  # type: ignore[misc]
        for n in numbers
    ]


def again(learner: Learner) -> None:
    """The browser crashes, and the course is opened again."""
    state = learner.lms.state
    learner.kill()
    learner.launch()
    assert learner.lms.state.split(".")[3:] == state.split(".")[3:]
    learner.course.evaluate("location.hash = '#/leave'")


def saved(learner: Learner) -> None:
    """Wait until the platform has what the device has, which it had when it was done."""
    kept = "Object.values(localStorage).map((entry) => JSON.parse(entry).state)"
    for _ in range(300):
        if learner.lms.state in learner.course.evaluate(kept):
            return
        learner.page.wait_for_timeout(50)
    pytest.fail("what was done last has not been saved")


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_one_of_some_options_by_keyboard(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    box = question(learner, "exit")
    press(learner, "Tab")
    expect(box.get_by_label("Take the lift")).to_be_focused()
    press(learner, "Space", "Tab", "Tab", "Enter")
    expect(box.locator(".outcome")).to_be_focused()
    expect(said(learner)).to_have_text("Not right. A lift can stop. Read the page again.")
    assert told(box) == "Not right Read the page again."
    assert marks(box) == {"a": "Not right"}
    expect(box.get_by_text("A lift can stop.")).to_be_visible()
    expect(box.get_by_text("Smoke is the greatest danger.")).to_be_hidden()
    saved(learner)
    again(learner)
    box = question(learner, "exit")
    assert told(box) == "Not right Read the page again."
    expect(box.get_by_label("Take the lift")).to_be_checked()
    box.get_by_role("button", name="Try again").press("Enter")
    expect(box.get_by_label("Take the lift")).to_be_focused()
    expect(box.locator(".outcome")).to_be_hidden()
    press(learner, "ArrowDown", "Tab", "Tab", "Enter")
    assert told(box) == "Right You know your way out. Smoke is the greatest danger."
    assert marks(box) == {"b": "Right"}
    expect(box.get_by_role("button", name="Try again")).to_be_hidden()
    saved(learner)
    again(learner)
    assert marks(question(learner, "exit")) == {"b": "Right"}
    assert answers(learner) == []
    records = [call.values for call in learner.lms.calls if "student_response" in str(call.values)]
    assert [value for _, value in records] == ["a", "b"]


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_some_of_some_options_are_partly_right(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    box = question(learner, "feeds")
    for name in ("Oxygen", "Water", "Fuel"):
        box.get_by_label(name).press("Space")
    box.get_by_role("button", name="Check").press("Enter")
    assert told(box) == "Partly right There is more to it."
    assert marks(box) == {"a": "Right", "b": "Right", "c": "Not right"}
    expect(said(learner)).to_have_text("Partly right. There is more to it.")
    order = [row.get_attribute("data-option") for row in box.locator(".option").all()]
    box.get_by_role("button", name="Try again").press("Enter")
    box.get_by_label("Oxygen").press("Space")
    box.get_by_role("button", name="Check").press("Enter")
    # the second try was the last
    assert told(box) == "Not right Take one away and the fire goes out."
    assert marks(box) == {
        "a": "Right answer", "b": "Right", "c": "Not right", "d": "Right answer"
    }  # fmt: skip
    saved(learner)
    assert [record[2:] for record in answers(learner)] == [("a,b,c", "0.33"), ("b,c", "wrong")]
    again(learner)
    box = question(learner, "feeds")
    assert [row.get_attribute("data-option") for row in box.locator(".option").all()] == order
    expect(box.get_by_label("Fuel")).to_be_checked()
    expect(box.get_by_label("Oxygen")).not_to_be_checked()
    assert marks(box)["d"] == "Right answer"


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_true_or_false(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    box = question(learner, "lift")
    box.get_by_label("True").press("Space")
    box.get_by_role("button", name="Check").press("Enter")
    expect(said(learner)).to_have_text("Not right. Also a small fire can cut the power.")
    box.get_by_role("button", name="Try again").press("Enter")
    press(learner, "ArrowDown")
    box.get_by_role("button", name="Check").press("Enter")
    assert told(box) == "Right"
    saved(learner)
    assert answers(learner) == [
        ("leave_lift", "true-false", "t", "wrong"),
        ("leave_lift", "true-false", "f", "correct"),
    ]


def test_what_was_chosen_and_not_checked_is_kept(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    question(learner, "exit").get_by_label("Wait").press("Space")
    saved(learner)
    again(learner)
    expect(question(learner, "exit").get_by_label("Wait")).to_be_checked()
    expect(question(learner, "exit").locator(".outcome")).to_be_hidden()
    assert answers(learner) == []


def test_without_an_answer_nothing_is_checked(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "exit")
    box.get_by_role("button", name="Check").press("Enter")
    assert told(box) == learner.say("run.question.empty")
    expect(said(learner)).to_have_text(learner.say("run.question.empty"))
    expect(box.get_by_label("Take the lift")).to_be_focused()
    press(learner, "Space")
    expect(box.locator(".outcome")).to_be_hidden()


def test_a_checked_answer_can_be_read_and_not_changed(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "exit")
    box.get_by_label("Wait").press("Space")
    box.get_by_role("button", name="Check").press("Enter")
    box.get_by_label("Take the lift").press("Space")
    expect(box.get_by_label("Wait")).to_be_checked()
    box.get_by_label("Wait").press("ArrowUp")
    expect(box.get_by_label("Wait")).to_be_checked()
    box.get_by_text("Walk to the exit").click(force=True)
    expect(box.get_by_label("Wait")).to_be_checked()
    expect(box.get_by_label("Wait")).to_have_attribute("aria-disabled", "true")
    many = question(learner, "feeds")
    many.get_by_label("Heat").press("Space")
    many.get_by_role("button", name="Check").press("Enter")
    many.get_by_label("Heat").press("Space")
    many.get_by_label("Fuel").press("Space")
    expect(many.get_by_label("Heat")).to_be_checked()
    expect(many.get_by_label("Fuel")).not_to_be_checked()


def test_who_does_not_find_it_may_see_the_answer(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "exit")
    show = box.get_by_role("button", name=learner.say("question.solve"))
    expect(show).to_be_hidden()
    box.get_by_label("Wait").press("Space")
    box.get_by_role("button", name="Check").press("Enter")
    show.press("Enter")
    expect(box.locator(".outcome")).to_be_focused()
    assert told(box) == "Not right Read the page again. Smoke is the greatest danger."
    assert marks(box) == {"b": "Right answer", "c": "Not right"}
    saved(learner)
    again(learner)
    assert marks(question(learner, "exit")) == {"b": "Right answer", "c": "Not right"}
    expect(question(learner, "exit").locator(".solve")).to_be_hidden()


def test_next_names_what_is_missing_until_all_is_finished(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    first, second = question(learner, "exit"), question(learner, "feeds")
    learner.next.press("Enter")
    expect(first.get_by_label("Take the lift")).to_be_focused()
    expect(learner.course.locator("#hint")).to_contain_text(learner.say("run.question.need"))
    first.get_by_label("Wait").press("Space")
    first.get_by_role("button", name="Check").press("Enter")
    learner.course.evaluate("location.hash = '#/lift'")
    expect(learner.heading).to_have_text("The lift")
    learner.course.evaluate("location.hash = '#/leave'")
    expect(learner.heading).to_have_text("Leave")
    learner.next.press("Enter")
    expect(first.get_by_role("button", name="Try again")).to_be_focused()
    press(learner, "Enter", "ArrowUp", "Tab", "Tab", "Enter")
    for name in ("Oxygen", "Fuel", "Heat"):
        second.get_by_label(name).press("Space")
    expect(learner.text("run.step-done")).to_be_hidden()
    second.get_by_role("button", name="Check").press("Enter")
    expect(said(learner)).to_contain_text("Right. ")
    expect(said(learner)).to_contain_text(learner.say("run.step-done"))
    learner.sees("run.step-done")
    assert learner.lms.objectives()["leave"] == "completed"


def test_a_hint_is_there_before_the_answer(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "exit")
    box.locator("summary", has_text=learner.say("question.hint")).press("Enter")
    expect(box.get_by_text("What stops working in a fire?")).to_be_visible()


def test_a_search_does_not_give_answers_away(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.course.locator("#open-menu").click()
    for word in ("greatest", "stop", "oxygen"):
        learner.course.locator("#search").fill(word)
        expect(learner.course.locator("#results li")).to_have_count(0)


def test_in_review_answers_are_shown_and_nothing_is_written(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    box = question(learner, "exit")
    box.get_by_label("Wait").press("Space")
    box.get_by_role("button", name="Check").press("Enter")
    saved(learner)
    learner.exit()
    learner.lms.given["cmi.core.lesson_mode"] = "review"
    calls = len(learner.lms.calls)
    learner.launch()
    learner.course.evaluate("location.hash = '#/leave'")
    box = question(learner, "exit")
    expect(box.get_by_label("Wait")).to_be_checked()
    assert marks(box) == {"c": "Not right"}
    box.get_by_role("button", name="Try again").press("Enter")
    press(learner, "ArrowUp", "Tab", "Tab", "Enter")
    assert marks(box) == {"b": "Right"}
    learner.exit()
    assert not [call for call in learner.lms.calls[calls:] if call.name == "LMSSetValue"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_state_of_a_question_is_no_obstacle(scheme: str, lang: str, play_files: Play) -> None:
    files = {**FILES, "course.yaml": OUTLINE.replace("lang: en", f"lang: {lang}")}
    learner = play_files(
        files, lang=lang, color_scheme=scheme, viewport={"width": 320, "height": 640}
    )
    learner.begin()

    def is_well() -> None:
        assert check(learner.course) == []
        assert learner.course.evaluate(SMALL) == []
        assert learner.course.evaluate(OVERFLOW) == [0, []]

    is_well()
    boxes = [question(learner, name) for name in ("exit", "feeds", "lift")]
    for box in boxes:
        box.locator(".check").click()
    is_well()
    for box in boxes:
        box.locator("summary, .text").first.click()
        box.locator("[value=a], [value=t]").check()
        box.locator(".check").click()
    is_well()
    boxes[0].locator(".solve").click()
    is_well()


def test_a_page_without_script_shows_the_questions(
    play_files: Play, new_context: Callable[..., BrowserContext]
) -> None:
    learner = play_files(FILES)
    options: dict[str, Any] = {"java_script_enabled": False}
    page = new_context(**options).new_page()
    page.goto((learner.pack.folder / "index.html").as_uri())
    expect(page.get_by_label("Walk to the exit")).to_be_visible()
    expect(page.get_by_role("button", name="Check").first).to_be_hidden()
    expect(page.get_by_text("Smoke is the greatest danger.")).to_be_hidden()
