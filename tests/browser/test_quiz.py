"""A quiz, from its start to its result and back again, in both kinds of LMS and after a crash."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

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
      - {id: test, title: The test, quiz: test.yaml}
      - {id: end, title: The end, page: end.md}
"""
QUESTIONS = """\
questions:
  - id: exit
    type: single
    ask: What do you do first?
    options: {a: Take the lift, b: Walk to the exit, c: Wait}
    answer: b
    because: {a: A lift can stop.}
    explain: Smoke is the greatest danger.
    topic: basics
  - id: feeds
    type: multiple
    ask: What feeds a fire?
    options: {a: Oxygen, b: Fuel, c: Water, d: Heat}
    answer: [a, b, d]
    partial: true
    weight: 2
    explain: Take one away and the fire goes out.
  - id: lift
    type: true-false
    ask: You may use the lift in a small fire.
    answer: false
"""
RIGHT = {"exit": "b", "feeds": "abd", "lift": "f"}
WRONG = {"exit": "a", "feeds": "c", "lift": "t"}
KINDS = pytest.mark.parametrize("kind", ["again", "strict"])
Play = Callable[..., Learner]


def files(quiz: str = "", outline: str = OUTLINE) -> dict[str, str]:
    """A course with a quiz of three questions whose fields are these."""
    return {"course.yaml": outline, "test.yaml": f"{quiz}\n{QUESTIONS}", "end.md": "Go home.\n"}


def pools(count: int, draw: int) -> str:
    """A quiz that draws from as many questions, of which the right option is always a."""
    lines = [f"shuffle: all\ndraw: {{any: {draw}}}\nquestions:"]
    for n in range(count):
        lines.append(f"  - {{id: q{n}, type: single, pool: any, answer: a, ask: Number {n}?,")
        lines.append("      options: {a: One, b: Two, c: Three, d: Four, e: Five}}")
    return "\n".join(lines)


def quiz(learner: Learner) -> Locator:
    return learner.here.locator(".quiz")


def question(learner: Learner, name: str) -> Locator:
    return quiz(learner).locator(f'[data-question="{name}"]')


def start(learner: Learner) -> None:
    if learner.here.get_attribute("id") != "/test":
        learner.course.evaluate("location.hash = '#/test'")
    quiz(learner).get_by_role("button", name=learner.say("quiz.start")).press("Enter")


def choose(learner: Learner, name: str, letters: str) -> None:
    box = question(learner, name)
    for letter in letters:
        box.locator(f'[value="{letter}"]').press("Space")


def answer(learner: Learner, answers: dict[str, str]) -> None:
    """Choose and check, one question after the other."""
    for name, letters in answers.items():
        choose(learner, name, letters)
        question(learner, name).locator(".check").press("Enter")


def hand_in(learner: Learner) -> None:
    quiz(learner).get_by_role("button", name=learner.say("quiz.hand-in")).press("Enter")


def result(learner: Learner) -> str:
    """The result as it reads, in one line, without its buttons."""
    text = quiz(learner).locator(".result").inner_text()
    return " ".join(text.split("\nTry")[0].split("\nPrint")[0].split())


def saved(learner: Learner) -> None:
    """Wait until what was done last has been saved."""
    expect(learner.course.locator("#save")).to_have_attribute("data-state", "done")
    learner.page.wait_for_timeout(1500)


def again(learner: Learner) -> None:
    """The browser crashes, and the course is opened again."""
    learner.kill()
    learner.launch()
    learner.course.evaluate("location.hash = '#/test'")
    expect(learner.heading).to_have_text("The test")


def order(learner: Learner) -> list[tuple[str | None, str]]:
    """The questions that are asked, each with its options, as they stand."""
    asked = quiz(learner).locator(".question").filter(visible=True).all()
    return [
        (
            one.get_attribute("data-question"),
            "".join(o.get_attribute("data-option") or "" for o in one.locator(".option").all()),
        )
        for one in asked
    ]


@KINDS
def test_a_quiz_is_done_by_keyboard_and_ends_with_its_last_question(
    kind: str, play_files: Play
) -> None:
    learner = play_files(files("pass: 70\nattempts: 2"), kind=kind)
    learner.begin()
    learner.page.keyboard.press("Tab")
    expect(quiz(learner).get_by_role("button", name="Start")).to_be_focused()
    learner.page.keyboard.press("Enter")
    expect(question(learner, "exit")).to_be_focused()
    expect(question(learner, "exit").locator(".label")).to_have_text("Question 1 of 3")
    for keys in (
        ["Tab", "ArrowDown", "Tab", "Enter"],  # b is right
        ["Tab", "Space", "Tab", "Space", "Tab", "Tab", "Tab", "Enter"],  # a and b are a part
        ["Tab", "Space", "ArrowDown", "Tab", "Enter"],
    ):
        for key in keys:
            learner.page.keyboard.press(key)
    # (1 + 2 × 2/3 + 1) / 4, as two decimals
    assert result(learner) == (
        "Your result Passed 83.33% 2 of 3 questions right"
        " You need 70% to pass. You have 1 attempt left. Basics 100% Not right yet: Question 2"
    )
    expect(question(learner, "lift").locator(".outcome")).to_be_focused()
    expect(learner.course.locator("#polite")).to_contain_text("Right. Passed. 83.33%.")
    learner.sees("run.step-done")
    learner.lms.until(lambda lms: "test" in lms.objectives())
    again(learner)
    assert result(learner).startswith("Your result Passed 83.33%")
    expect(question(learner, "feeds").get_by_label("Fuel")).to_be_checked()
    expect(question(learner, "feeds").get_by_text("Right answer")).to_be_visible()
    expect(quiz(learner).get_by_role("button", name="Hand in")).to_be_hidden()


@KINDS
def test_answers_are_handed_in_together_and_none_is_forgotten(kind: str, play_files: Play) -> None:
    learner = play_files(files("feedback: at-end\npass: 70"), kind=kind)
    learner.begin()
    start(learner)
    expect(question(learner, "exit").locator(".check")).to_be_hidden()
    choose(learner, "exit", "b")
    choose(learner, "lift", "t")
    saved(learner)
    again(learner)
    expect(question(learner, "exit").get_by_label("Walk to the exit")).to_be_checked()
    hand_in(learner)
    expect(question(learner, "feeds").get_by_label("Oxygen")).to_be_focused()
    hint = quiz(learner).locator(".hint")
    expect(hint).to_contain_text("1 question has no answer yet:")
    assert hint.get_by_role("link").all_inner_texts() == ["Question 2"]
    choose(learner, "lift", "f")  # which can be changed until the end
    expect(hint).to_be_hidden()
    hand_in(learner)
    hand_in(learner)
    expect(quiz(learner).get_by_role("heading", name="Your result")).to_be_focused()
    assert "Not passed 50% 2 of 3 questions right" in result(learner)
    expect(question(learner, "feeds").locator(".outcome")).to_have_text(re.compile("Not answered"))
    quiz(learner).get_by_role("link", name="Question 2").press("Enter")
    expect(question(learner, "feeds")).to_be_focused()


def test_only_the_wrong_ones_are_tried_again(play_files: Play) -> None:
    learner = play_files(files("retry: wrong\nshuffle: all\npass: 100"))
    learner.begin()
    start(learner)
    answer(learner, {**RIGHT, "feeds": "ac"})
    before = order(learner)
    quiz(learner).get_by_role("button", name="Try those again").press("Enter")
    assert order(learner) == before
    expect(question(learner, "feeds")).to_be_focused()
    for box in question(learner, "feeds").get_by_role("checkbox").all():
        expect(box).not_to_be_checked()
    expect(question(learner, "exit").get_by_label("Walk to the exit")).to_be_checked()
    expect(question(learner, "exit").locator(".check")).to_be_hidden()
    expect(quiz(learner).locator(".result")).to_be_hidden()
    saved(learner)
    again(learner)
    answer(learner, {"feeds": "abd"})
    assert "Passed 100% 3 of 3 questions right" in result(learner)
    expect(quiz(learner).get_by_role("button", name="Try")).to_have_count(0)


def test_what_is_drawn_and_its_order_stay_until_the_next_attempt(play_files: Play) -> None:
    learner = play_files({**files(), "test.yaml": pools(20, 6)})
    learner.begin()
    expect(quiz(learner).get_by_text("6 questions")).to_be_visible()
    start(learner)
    first = order(learner)
    assert len(first) == 6
    saved(learner)
    again(learner)
    assert order(learner) == first
    answer(learner, {name or "": "b" for name, _ in first})
    saved(learner)
    again(learner)
    assert order(learner) == first
    quiz(learner).get_by_role("button", name="Try again").press("Enter")
    second = order(learner)
    assert len(second) == 6
    assert second != first
    assert {letters for _, letters in second} != {"abcde"}


def test_the_best_attempt_counts_until_none_is_left(play_files: Play) -> None:
    learner = play_files(files("pass: 70\nattempts: 2"))
    learner.begin()
    start(learner)
    answer(learner, {**RIGHT, "lift": "t"})
    assert "Passed 75%" in result(learner)
    quiz(learner).get_by_role("button", name="Try again").press("Enter")
    answer(learner, WRONG)
    assert result(learner) == (
        "Your result Not passed 0% 0 of 3 questions right You need 70% to pass."
        " Your best result counts: 75%. You passed earlier, and that stays so."
        " You have no attempts left. Basics 0%"
        " Not right yet: Question 1 Question 2 Question 3"
    )
    expect(quiz(learner).get_by_role("button", name="Try again")).to_have_count(0)


def test_what_came_of_a_later_attempt_is_saved_at_once(play_files: Play) -> None:
    learner = play_files(files())
    learner.begin()
    start(learner)
    answer(learner, WRONG)
    quiz(learner).get_by_role("button", name="Try again").press("Enter")
    answer(learner, RIGHT)
    learner.kill()
    records = [
        name for name in learner.lms.cmi if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)
    ]
    assert len(records) == 6


@pytest.mark.parametrize(
    ("solutions", "during", "after"),
    [("last", False, False), ("always", True, True), ("never", False, False)],
)
def test_right_answers_are_shown_when_the_author_says(
    solutions: str, during: bool, after: bool, play_files: Play
) -> None:
    learner = play_files(files(f"solutions: {solutions}\npass: 80\nattempts: 2"))
    learner.begin()
    start(learner)
    answer(learner, {"exit": "a"})
    explain = question(learner, "exit").get_by_text("Smoke is the greatest danger.")
    right = question(learner, "exit").get_by_text("Right answer")
    expect(question(learner, "exit").get_by_text("A lift can stop.")).to_be_visible()
    expect(explain).to_be_visible(visible=during)
    expect(right).to_be_visible(visible=during)
    answer(learner, {"feeds": "c", "lift": "f"})
    expect(explain).to_be_visible(visible=after)
    quiz(learner).get_by_role("button", name="Try again").press("Enter")
    answer(learner, {"exit": "a", "feeds": "c", "lift": "t"})
    last = solutions != "never"
    expect(explain).to_be_visible(visible=last)
    expect(right).to_be_visible(visible=last)


def timed(play_files: Play, more: str = "") -> Learner:
    """A quiz of ten minutes, begun, whose clock the test turns."""
    learner = play_files(files(f"minutes: 10\nfeedback: at-end\n{more}"))
    learner.close_tab()
    learner.context.clock.install()
    learner.launch()
    learner.course.evaluate("location.hash = '#/test'")
    start(learner)
    return learner


def pass_time(learner: Learner, minutes: float) -> None:
    learner.context.clock.run_for(int(minutes * 60_000))


def test_a_limit_of_time_warns_and_can_be_extended(play_files: Play) -> None:
    learner = timed(play_files)
    timer = quiz(learner).get_by_role("timer")
    expect(timer).to_have_text("10 minutes left")
    choose(learner, "exit", "b")
    pass_time(learner, 8.9)
    expect(timer).to_have_text("2 minutes left")
    assert learner.course.locator("#polite, #urgent").all_inner_texts() == ["", ""]
    box = learner.course.get_by_role("dialog")
    for _ in range(10):
        pass_time(learner, 0.2)
        expect(box).to_be_visible()
        expect(box.get_by_role("button", name="Yes, more time")).to_be_focused()
        assert check(learner.course) == []
        learner.page.keyboard.press("Enter")
        expect(box).to_be_hidden()
        expect(question(learner, "exit").get_by_label("Walk to the exit")).to_be_focused()
        expect(timer).to_have_text("11 minutes left")
        pass_time(learner, 9.8)
    pass_time(learner, 0.2)
    expect(box).to_be_hidden()  # ten times is enough
    expect(learner.course.locator("#urgent")).to_contain_text("seconds left")
    pass_time(learner, 1.1)
    assert "Your time was up, so your answers were handed in." in result(learner)
    assert "25% 1 of 3 questions right" in result(learner)
    expect(quiz(learner).get_by_role("heading", name="Your result")).to_be_focused()
    learner.sees("run.step-done")


def test_who_comes_back_goes_on_with_the_time_that_was_left(play_files: Play) -> None:
    learner = timed(play_files, "extend: false")
    pass_time(learner, 4.1)
    learner.close_tab()
    learner.launch()
    pass_time(learner, 0.05)
    learner.course.evaluate("location.hash = '#/test'")
    timer = quiz(learner).get_by_role("timer")
    expect(timer).to_have_text("6 minutes left")
    learner.course.evaluate("location.hash = '#/end'")
    pass_time(learner, 6)  # it goes on while another page is read
    expect(learner.heading).to_have_text("The end")
    learner.course.evaluate("location.hash = '#/test'")
    assert "Your time was up" in result(learner)
    learner.sees("run.step-done")


def go_away_and_come_back(learner: Learner) -> None:
    for step, title in (("end", "The end"), ("test", "The test")):
        learner.course.evaluate("step => { location.hash = `#/${step}`; }", step)
        expect(learner.heading).to_have_text(title)


def test_next_names_the_quiz_until_it_is_passed(play_files: Play) -> None:
    outline = OUTLINE.replace("quiz: test.yaml", "quiz: test.yaml, done: passed")
    learner = play_files(files("pass: 100", outline))
    learner.begin()
    hint = learner.course.locator("#hint")
    learner.next.press("Enter")
    expect(quiz(learner).get_by_role("button", name="Start")).to_be_focused()
    expect(hint).to_contain_text(learner.say("run.quiz.need"))
    learner.page.keyboard.press("Enter")
    choose(learner, "exit", "a")
    go_away_and_come_back(learner)
    learner.next.press("Enter")
    expect(question(learner, "feeds").get_by_label("Oxygen")).to_be_focused()
    question(learner, "exit").locator(".check").press("Enter")
    answer(learner, {"feeds": "c", "lift": "t"})
    expect(learner.text("run.step-done")).to_be_hidden()
    go_away_and_come_back(learner)
    learner.next.press("Enter")
    expect(quiz(learner).get_by_role("button", name="Try again")).to_be_focused()
    expect(hint).to_contain_text(learner.say("run.quiz.need.pass"))
    learner.page.keyboard.press("Enter")
    answer(learner, RIGHT)
    learner.sees("run.step-done")


def test_a_result_can_be_taken_along_and_printed(play_files: Play, tmp_path: Path) -> None:
    learner = play_files(files("pass: 70\nsolutions: always"))
    learner.begin()
    start(learner)
    answer(learner, {**RIGHT, "exit": "a"})
    with learner.page.expect_download() as download:
        quiz(learner).get_by_role("button", name="Download all my answers").press("Enter")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "Fire safety.txt"
    for words in (
        "The test – Fire safety\n\n75%\n\n2 of 3 questions right",
        "Question 1 of 3\nWhat do you do first?\n\nYour answer: Take the lift",
        "A lift can stop.",
        "Not right\n\nSmoke is the greatest danger.",
        "Your answer: Oxygen; Fuel; Heat",
    ):
        assert words in text, text
    learner.course.evaluate("window.print = () => {}")
    quiz(learner).get_by_role("button", name="Print").press("Enter")
    learner.page.emulate_media(media="print")
    expect(learner.course.get_by_text("2 of 3 questions right", exact=True)).to_be_visible()
    expect(learner.course.get_by_text("Go home.")).to_be_hidden()
    expect(quiz(learner).get_by_role("button", name="Print")).to_be_hidden()


def test_in_review_a_quiz_is_read_and_not_done_again(play_files: Play) -> None:
    learner = play_files(files("pass: 70"))
    learner.begin()
    start(learner)
    answer(learner, {**RIGHT, "exit": "a"})
    learner.exit()
    learner.lms.given["cmi.core.lesson_mode"] = "review"
    calls = len(learner.lms.calls)
    learner.launch()
    learner.course.evaluate("location.hash = '#/test'")
    assert "Passed 75%" in result(learner)
    expect(question(learner, "exit").get_by_label("Take the lift")).to_be_checked()
    expect(quiz(learner).get_by_role("button", name="Try again")).to_have_count(0)
    learner.exit()
    assert not [call for call in learner.lms.calls[calls:] if call.name == "LMSSetValue"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_state_of_a_quiz_is_no_obstacle(scheme: str, lang: str, play_files: Play) -> None:
    learner = play_files(
        files("pass: 70\nminutes: 10\nattempts: 3\nfeedback: at-end",
              OUTLINE.replace("lang: en", f"lang: {lang}")),
        lang=lang, color_scheme=scheme, viewport={"width": 320, "height": 640},
    )  # fmt: skip
    learner.begin()

    def is_well() -> None:
        assert check(learner.course) == []
        assert learner.course.evaluate(SMALL) == []
        assert learner.course.evaluate(OVERFLOW) == [0, []]

    is_well()
    start(learner)
    is_well()
    choose(learner, "exit", "a")
    hand_in(learner)
    is_well()
    hand_in(learner)
    is_well()
