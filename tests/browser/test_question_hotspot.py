"""Areas of a picture, chosen there or in the list, by keyboard, and again after a crash."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.courses import ROOT

from .learner import Learner
from .measures import OVERFLOW, SMALL, check
from .test_questions import Play, again, answers, marks, press, question, said, saved, told

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
"""
PAGE = """\
:::question {#exit required}
:::

:::question {#boxes}
:::
"""
QUESTIONS = """\
questions:
  - id: exit
    type: hotspot
    ask: Where do you go?
    src: corridor.svg
    alt: A corridor with a lift, a door and a window.
    areas:
      a: {x: 4, y: 12, width: 27, height: 69, text: The lift}
      b: {x: 36, y: 10, width: 27, height: 71, text: The door}
      c: {x: 72, y: 24, width: 23, height: 36, text: The window}
    answer: [b]
    because: {a: A lift can stop., b: That is the way.}
    explain: A staircase holds back a fire.
  - id: boxes
    type: hotspot
    ask: What must be moved away?
    src: corridor.svg
    alt: A corridor with boxes under the window.
    areas:
      a: {x: 64, y: 60, width: 10, height: 18, text: The fire extinguisher}
      b: {x: 75, y: 66, width: 11, height: 18, text: The large box}
      c: {x: 86, y: 68, width: 9, height: 16, text: The small box}
    answer: [b, c]
    attempts: 2
    partial: true
"""
FILES = {
    "course.yaml": OUTLINE,
    "leave.md": PAGE,
    "leave.questions.yaml": QUESTIONS,
    "corridor.svg": (ROOT / "docs/examples/media/corridor.svg").read_text("utf-8"),
}


def area(box: Locator, letter: str) -> Locator:
    return box.locator(f'[data-area="{letter}"]')


def on_picture(box: Locator) -> dict[str, str]:
    """What is seen on the picture: the areas that were chosen, and the sign of each that has one."""
    found: dict[str, str] = (
        box.evaluate("""box => Object.fromEntries([...box.querySelectorAll('[data-area]')].map((one) => {
        const sign = one.querySelector('use');
        const seen = sign.checkVisibility() ? sign.getAttribute('href').slice(3) : '';
        return [one.dataset.area, `${'chosen' in one.dataset ? 'chosen' : ''} ${seen}`.trim()];
    }))""")
    )
    return {letter: seen for letter, seen in found.items() if seen}


def is_well(learner: Learner) -> None:
    assert check(learner.course) == []
    assert learner.course.evaluate(SMALL) == []
    assert learner.course.evaluate(OVERFLOW) == [0, []]


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_one_area_by_keyboard(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    box = question(learner, "exit")
    expect(learner.heading).to_be_focused()
    press(learner, "Tab")
    # the list has the focus, and the picture shows where that is
    lift = box.get_by_role("radio", name="1. The lift")
    expect(lift).to_be_focused()
    expect(area(box, "a")).to_have_attribute("data-near", "")
    press(learner, "Space")
    assert on_picture(box) == {"a": "chosen"}
    saved(learner)
    again(learner)
    box = question(learner, "exit")
    expect(box.get_by_role("radio", name="1. The lift")).to_be_checked()
    assert on_picture(box) == {"a": "chosen"}
    box.get_by_role("button", name="Check").press("Enter")
    expect(said(learner)).to_have_text("Not right. A lift can stop.")
    assert marks(box) == {"a": "Not right"}
    assert on_picture(box) == {"a": "chosen wrong"}
    saved(learner)
    again(learner)
    box = question(learner, "exit")
    assert on_picture(box) == {"a": "chosen wrong"}
    box.get_by_role("button", name="Show the answer").press("Enter")
    assert told(box) == "Not right A staircase holds back a fire."
    assert marks(box) == {"a": "Not right", "b": "Right answer"}
    assert on_picture(box) == {"a": "chosen wrong", "b": "done"}
    learner.lms.until(lambda lms: lms.status == "completed")
    records = [call.values for call in learner.lms.calls if "student_response" in str(call.values)]
    assert [value for _, value in records] == ["a"]


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_some_areas_by_pointer_are_partly_right(kind: str, play_files: Play) -> None:
    learner = play_files(FILES, kind=kind)
    learner.begin()
    box = question(learner, "boxes")
    area(box, "a").click()
    area(box, "a").hover()
    expect(box.locator("[data-option=a]")).to_have_attribute("data-near", "")
    area(box, "b").click()
    area(box, "a").click()
    assert on_picture(box) == {"b": "chosen"}
    box.get_by_role("button", name="Check").click()
    assert told(box) == "Partly right"
    assert on_picture(box) == {"b": "chosen done"}
    area(box, "c").click()  # what was checked stays
    assert on_picture(box) == {"b": "chosen done"}
    box.get_by_role("button", name="Try again").click()
    area(box, "c").click()
    box.get_by_role("button", name="Check").click()
    assert told(box) == "Right"
    assert on_picture(box) == {"b": "chosen done", "c": "chosen done"}
    saved(learner)
    assert answers(learner) == [
        ("leave_boxes", "choice", "b", "0.5"),
        ("leave_boxes", "choice", "b,c", "correct"),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_well_on_a_phone(scheme: str, play_files: Play) -> None:
    size = {"width": 320, "height": 640}
    learner = play_files(FILES, color_scheme=scheme, viewport=size, has_touch=True)
    learner.begin()
    is_well(learner)
    box = question(learner, "boxes")
    smallest = area(box, "c").locator("rect").nth(1).bounding_box()
    assert smallest
    assert min(smallest["width"], smallest["height"]) >= 24
    for letter in "abc":
        area(box, letter).tap()
    assert on_picture(box) == dict.fromkeys("abc", "chosen")
    is_well(learner)
    box.get_by_role("button", name="Check").tap()
    is_well(learner)
    box.get_by_role("button", name="Show the answer").tap()
    is_well(learner)


def test_areas_stay_in_their_place_in_arabic(play_files: Play) -> None:
    files = {**FILES, "course.yaml": OUTLINE.replace("lang: en", "lang: ar")}
    learner = play_files(files, lang="ar", viewport={"width": 320, "height": 640})
    learner.begin()
    box = question(learner, "exit")
    picture, lift = box.locator("img").bounding_box(), area(box, "a").bounding_box()
    assert picture
    assert lift
    assert lift["x"] < picture["x"] + picture["width"] / 2
    is_well(learner)


def test_without_script_and_on_paper_the_numbers_are_there(play_files: Play) -> None:
    learner = play_files(FILES)
    learner.begin()
    learner.page.emulate_media(media="print")
    expect(area(question(learner, "exit"), "a").locator("text")).to_be_visible()
    plain = learner.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto(f"{learner.address}/package/{learner.lms.number}/index.html")
    picture = page.locator("[data-question=exit] img").bounding_box()
    lift = page.locator("[data-question=exit] [data-area=a]").bounding_box()
    plain.close()
    assert picture
    assert lift
    assert abs(lift["x"] - picture["x"] - 0.04 * picture["width"]) < 4
