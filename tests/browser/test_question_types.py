"""Each type of questions: right, wrong and in part, by keyboard, in both kinds of LMS, and after a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, expect

from .learner import Learner

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: {lang}
version: "1"
topics:
  - id: basics
    title: Basics
    steps:
      - {{id: page, title: Page, page: page.md, done: blocks}}
      - {{id: end, title: End, page: end.md}}
"""
Play = Callable[..., Learner]


class Case(NamedTuple):
    """A question, an answer to it, and what comes of that: the verdict, and the response and result
    that the platform gets."""

    name: str
    question: str
    answer: Callable[[Locator], None]
    verdict: str
    response: str
    result: str


def press(key: str, *keys: str) -> Callable[[Locator], None]:
    """Keys on the first control, and then on what has the focus."""

    def act(box: Locator) -> None:
        box.locator(".answer :is(input, select, button)").first.press(key)
        for one in keys:
            box.page.keyboard.press(one)

    return act


def write(text: str) -> Callable[[Locator], None]:
    def act(box: Locator) -> None:
        box.locator(".answer :is(input, textarea)").press_sequentially(text)

    return act


def pick(*targets: str) -> Callable[[Locator], None]:
    """A target for each source, by the first letters of its text."""

    def act(box: Locator) -> None:
        for row, target in zip(box.locator("select").all(), targets, strict=True):
            row.focus()
            row.press_sequentially(target)

    return act


def order(*letters: str) -> Callable[[Locator], None]:
    """Move each item up until it has its place."""

    def act(box: Locator) -> None:
        for place, letter in enumerate(letters):
            item = box.locator(f'[data-option="{letter}"]')
            while box.locator(".sequence > li").nth(place).get_attribute("data-option") != letter:
                item.locator(".up").press("Enter")

    return act


FILL = "type: fill-in\nask: What opens a door?\nanswers: [the handle, a handle]\ntypos: 2"
STRICT = "type: fill-in\nask: Which sign?\nanswers: [Exit]\ncapitals: true\naccents: true"
NUMBER = "type: numeric\nask: How long?\nanswer: 2.5\ntolerance: 0.5\nunit: hours"
EXACT = "type: numeric\nask: How many doors?\nanswer: 1250"
MATCH = (
    "type: matching\nask: What puts it out?\nsources: {a: Wood, b: Oil}\n"
    "targets: {a: Water, b: Blanket, c: Fan}\nanswer: {a: a, b: b}\npartial: true"
)
ORDER = (
    "type: sequencing\nask: In which order?\nitems: {a: Leave, b: Warn, c: Call}\n"
    "answer: [b, a, c]\npartial: true"
)
SCALE = "type: likert\nask: How sure are you?\noptions: {a: Not, b: Somewhat, c: Very}"
OPEN = "type: open\nask: What would you do?\nkeep: platform\nlongest: 60\nwords: 2"
OWN = "type: open\nask: What would you do?\nwords: 2"
PLACE = (
    "type: hotspot\nask: Which way out?\nsrc: plan.svg\nalt: A plan.\nareas:\n"
    "  a: {x: 0, y: 0, width: 40, height: 80, text: Left}\n"
    "  b: {x: 50, y: 0, width: 40, height: 80, text: Right}\nanswer: [b]"
)
CASES = [
    Case("word", FILL, write(" The  HANDLE "), "Right", " The  HANDLE ", "correct"),
    Case("word-typo", FILL, write("the handel"), "Right", "the handel", "correct"),
    Case("word-wrong", FILL, write("a key"), "Not right", "a key", "wrong"),
    Case("word-strict", STRICT, write("exit"), "Not right", "exit", "wrong"),
    Case("number", NUMBER, write("2.75 Hours"), "Right", "2.75", "correct"),
    Case("number-edge", NUMBER, write("3"), "Right", "3", "correct"),
    Case("number-wrong", NUMBER, write("−3.01"), "Not right", "-3.01", "wrong"),
    Case("number-grouped", EXACT, write("1,250"), "Right", "1250", "correct"),
    Case("number-arabic", EXACT, write("١٢٥٠"), "Right", "1250", "correct"),
    Case("pairs", MATCH, pick("Wa", "Bl"), "Right", "a.a,b.b", "correct"),
    Case("pairs-partly", MATCH, pick("Wa", "Fa"), "Partly right", "a.a,b.c", "0.5"),
    Case("pairs-wrong", MATCH, pick("Fa", "Wa"), "Not right", "a.c,b.a", "wrong"),
    Case("order", ORDER, order("b", "a", "c"), "Right", "b,a,c", "correct"),
    Case("scale", SCALE, press("Space", "ArrowDown"), "Your answer is kept", "b", "neutral"),
    Case("open", OPEN, write("Wárm 🔥 day"), "Your answer is kept", "Wárm 🔥 day", "neutral"),
    Case("place", PLACE, press("Space", "ArrowDown"), "Right", "b", "correct"),
    Case("place-wrong", PLACE, press("Space"), "Not right", "a", "wrong"),
]


def files(questions: dict[str, str], lang: str = "en") -> dict[str, str]:
    """A page with these questions."""
    text = "questions:\n"
    page = ""
    for name, question in questions.items():
        lines = question.replace("\n", "\n    ")
        text += f"  - id: {name}\n    {lines}\n"
        page += f":::question {{#{name} required}}\n:::\n\n"
    return {
        "course.yaml": OUTLINE.format(lang=lang),
        "page.md": page,
        "page.questions.yaml": text,
        "end.md": "Go home.\n",
        "plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"/>',
    }


def box_of(learner: Learner, name: str) -> Locator:
    return learner.course.locator(f'[data-question="{name}"]')


def saved(learner: Learner, before: str) -> None:
    """Wait until the state in the LMS is not the one of before, but for its counter."""
    learner.lms.until(lambda lms: lms.state.split(".")[2:] != before.split(".")[2:])


def again(learner: Learner) -> None:
    """The browser crashes, and the course is opened again."""
    learner.kill()
    learner.launch()
    learner.course.evaluate("location.hash = '#/page'")
    expect(learner.here).to_have_id("/page")


def shown(box: Locator) -> list[object]:
    """What a reader sees of a question: its texts, and what its controls hold."""
    found: list[object] = box.evaluate(
        """box => [box.innerText.replace(/\\s+/g, ' '), ...Array.from(box.querySelectorAll('input, select, textarea'),
          (one) => /radio|checkbox/.test(one.type) ? one.checked : one.value)]"""
    )
    return found


def records(learner: Learner) -> list[tuple[str, str, str]]:
    """What the LMS was told of answers: id, response and result."""
    values = {
        call.values[0]: call.values[1] for call in learner.calls() if call.name == "LMSSetValue"
    }
    count = sum(name.startswith("cmi.interactions") and name.endswith(".id") for name in values)
    return [
        (
            values[f"cmi.interactions.{n}.id"],
            values.get(f"cmi.interactions.{n}.student_response", ""),
            values[f"cmi.interactions.{n}.result"],
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("kind", ["again", "strict"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_answer(case: Case, kind: str, play_files: Play) -> None:
    learner = play_files(files({case.name: case.question}), kind=kind)
    learner.begin()
    box = box_of(learner, case.name)
    before = learner.lms.state
    box.locator(".check").press("Enter")  # nothing yet
    expect(box.locator(".outcome")).to_be_visible()
    assert records(learner) == []
    case.answer(box)
    expect(box.locator(".outcome")).to_be_hidden()
    saved(learner, before)
    draft = shown(box)
    again(learner)
    box = box_of(learner, case.name)
    compared = 1 if "number" in case.name else None  # not how it was written
    assert shown(box)[:compared] == draft[:compared]
    before = learner.lms.state
    box.locator(".check").press("Enter")
    expect(box.locator(".outcome > .mark")).to_have_text(case.verdict)
    saved(learner, before)
    told = shown(box)
    assert records(learner) == [(f"page_{case.name}", case.response, case.result)]
    again(learner)
    assert shown(box_of(learner, case.name)) == told


@pytest.mark.parametrize("kind", ["again", "strict"])
@pytest.mark.parametrize(
    ("orders", "verdict", "result"),
    [(("abc", "cab"), "Partly right", "0.33"), (("acb", "cba"), "Not right", "wrong")],
    ids=["partly", "wrong"],
)
def test_an_order_that_is_not_right(
    orders: tuple[str, str], verdict: str, result: str, kind: str, play_files: Play
) -> None:
    learner = play_files(files({"order": ORDER}), kind=kind)
    learner.begin()
    box = box_of(learner, "order")
    # how it stands at first is no answer
    letters = next(one for one in orders if one != box.get_attribute("data-first"))
    order(*letters)(box)
    box.locator(".check").press("Enter")
    expect(box.locator(".outcome > .mark")).to_have_text(verdict)
    learner.lms.until(lambda lms: "cmi.interactions.0.result" in lms.cmi)
    assert records(learner) == [("page_order", ",".join(letters), result)]
    told = shown(box)
    again(learner)
    assert shown(box_of(learner, "order")) == told


def test_what_is_no_number_costs_no_attempt(play_files: Play) -> None:
    learner = play_files(files({"doors": EXACT + "\nattempts: 1"}))
    learner.begin()
    box = box_of(learner, "doors")
    for text in ("many", "1.2.3,4,5", "1e3", "--2", "1 2 a", "-12345678901234567890"):
        box.locator("input").fill(text)
        box.locator(".check").press("Enter")
        expect(box.locator(".outcome")).to_have_text("Write a number first, such as 12 or 2.5.")
        expect(box.locator("input")).to_be_focused()
        expect(box.locator("input")).to_have_value(text)
    assert records(learner) == []


@pytest.mark.parametrize(
    ("lang", "typed", "number"),
    [
        ("nl", "2,5", "2.5"),
        ("nl", "1.250", "1250"),
        ("nl", "1.250,75", "1250.75"),
        ("nl", "3.14", "3.14"),
        ("en", "1,250.75", "1250.75"),
        ("en", ".5", "0.5"),
        ("fr", "1 250,5", "1250.5"),
        ("ar", "٣٫٥", "3.5"),
    ],
)
def test_numbers_as_people_write_them(lang: str, typed: str, number: str, play_files: Play) -> None:
    learner = play_files(files({"one": NUMBER}, lang), lang=lang)
    learner.begin()
    box = box_of(learner, "one")
    box.locator("input").fill(typed)
    box.locator(".check").press("Enter")
    learner.lms.until(lambda lms: "cmi.interactions.0.result" in lms.cmi)
    assert [response for _, response, _ in records(learner)] == [number]


def test_what_stays_on_the_device_is_not_told(play_files: Play) -> None:
    learner = play_files(files({"own": OWN}))
    learner.begin()
    box = box_of(learner, "own")
    box.locator("textarea").fill("Run")
    box.locator(".check").press("Enter")
    expect(box.locator(".outcome")).to_have_text("Your answer needs a few more words.")
    box.locator("textarea").fill("Walk calmly")
    box.locator(".check").press("Enter")
    expect(box.locator(".outcome .mark")).to_have_text("Your answer is kept")
    learner.sees("run.step-done")
    again(learner)
    box = box_of(learner, "own")
    expect(box.locator("textarea")).to_have_value("Walk calmly")
    box.get_by_role("button", name="Change my answer").press("Enter")
    box.locator("textarea").fill("Walk calmly out")
    box.locator(".check").press("Enter")
    again(learner)
    expect(box_of(learner, "own").locator("textarea")).to_have_value("Walk calmly out")
    assert records(learner) == []
