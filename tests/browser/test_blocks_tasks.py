"""Blocks that a learner does something with, by keyboard, in a strict LMS, and again after a crash."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from .learner import Learner, Pack, Words
from .measures import OVERFLOW, SMALL, check
from .site import Site

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
:::checklist {required}
- Close the windows. {#windows}
- Call everybody by name. {#names}

  Look behind the curtain too.
:::
"""
LIFT = """\
The doors open.

:::reveal {#answer label="What do you do?"}
You let it go.

## Why {#why}

:::reveal {#inner}
Smoke rises.
:::
:::

:::reveal {#last}
Take the stairs.
:::
"""
Play = Callable[..., Learner]


@pytest.fixture
def play(
    tmp_path: Path,
    compile_course: Callable[[Path], Pack],
    new_context: Callable[..., BrowserContext],
    site: Site,
) -> Play:
    """Launch a course of these files in a strict LMS."""

    def play(
        files: dict[str, str], outline: str = OUTLINE, lang: str = "en", **options: Any
    ) -> Learner:
        for name, text in {"course.yaml": outline, **files}.items():
            (tmp_path / "course" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "course" / name).write_text(text, encoding="utf-8")
        pack = compile_course(tmp_path / "course")
        lms = site.lms(pack.folder, kind="strict")
        context = new_context(reduced_motion="reduce", **options)
        return Learner(context, pack, lms, site.address, Words(lang)).launch()

    return play


def press(learner: Learner, *keys: str) -> None:
    for key in keys:
        learner.page.keyboard.press(key)


def turn(learner: Learner, address: str) -> None:
    learner.course.evaluate("address => { location.hash = address; }", address)


def again(learner: Learner, address: str) -> None:
    """The browser crashes, and the course is opened again."""
    learner.kill()
    learner.launch()
    turn(learner, address)


def boxes(learner: Learner) -> list[Locator]:
    names = ["Close the windows.", "Call everybody by name."]
    return [learner.course.get_by_role("checkbox", name=name, exact=True) for name in names]


def is_well(learner: Learner) -> None:
    """The page that is shown is no obstacle for anybody."""
    assert check(learner.course) == []
    assert learner.course.evaluate(SMALL) == []
    assert learner.course.evaluate(OVERFLOW) == [0, []]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_checklist_is_ticked_by_keyboard_and_stays_so(scheme: str, play: Play) -> None:
    learner = play(
        {"leave.md": LEAVE, "lift.md": LIFT},
        color_scheme=scheme,
        viewport={"width": 320, "height": 640},
    )
    learner.begin()
    is_well(learner)
    learner.next.press("Enter")
    expect(learner.course.locator("#hint")).to_contain_text(learner.say("run.checklist.need"))
    windows, names = boxes(learner)
    expect(windows).to_be_focused()
    press(learner, "Space", "Tab", "Space", "Space")
    expect(windows).to_be_checked()
    expect(names).not_to_be_checked()
    is_well(learner)
    learner.lms.until(lambda lms: lms.state.count(".") == 4)
    again(learner, "#/leave")
    windows, names = boxes(learner)
    expect(windows).to_be_checked()
    expect(names).not_to_be_checked()
    names.press("Space")
    learner.sees("run.step-done")
    windows.press("Space")
    learner.sees("run.step-done")
    assert learner.lms.objectives() == {"leave": "completed"}
    assert learner.refusals() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reveal_opens_in_its_place_and_the_step_waits_for_it(scheme: str, play: Play) -> None:
    learner = play(
        {"leave.md": LEAVE, "lift.md": LIFT},
        color_scheme=scheme,
        viewport={"width": 320, "height": 640},
    )
    turn(learner, "#/lift")
    question = learner.course.get_by_role("button", name="What do you do?")
    on = learner.course.get_by_role("button", name=learner.say("reveal")).filter(visible=True)
    expect(learner.course.get_by_text("You let it go.")).to_be_hidden()
    expect(on).to_have_count(0)
    is_well(learner)
    learner.next.press("Enter")
    expect(question).to_be_focused()
    expect(learner.course.locator("#hint")).to_contain_text(learner.say("run.reveal.need"))
    press(learner, "Enter")
    expect(learner.course.get_by_text("You let it go.")).to_be_focused()
    expect(question).to_be_hidden()
    expect(on).to_have_count(2)
    press(learner, "Tab", "Enter")
    expect(learner.course.get_by_text("Smoke rises.")).to_be_focused()
    learner.page.wait_for_timeout(1500)
    expect(learner.text("run.step-done")).to_be_hidden()
    press(learner, "Tab", "Enter")
    learner.next.scroll_into_view_if_needed()
    learner.sees("run.step-done")
    is_well(learner)
    again(learner, "#/lift")
    expect(learner.course.get_by_text("Take the stairs.")).to_be_visible()
    assert learner.lms.objectives() == {"lift": "completed"}


def test_a_link_opens_a_closed_part_and_what_it_stands_behind(play: Play) -> None:
    learner = play({"leave.md": "Go.\n", "lift.md": LIFT.replace("Take the", "## On {#on}\n\nTake the")},
        OUTLINE.replace(", done: blocks", ""))  # fmt: skip
    turn(learner, "#/lift/on")
    expect(learner.course.get_by_role("heading", name="On")).to_be_focused()
    expect(learner.course.get_by_text("You let it go.")).to_be_visible()
    expect(learner.course.get_by_text("Smoke rises.")).to_be_hidden()


def test_all_is_open_on_paper_and_without_scripts(
    play: Play, new_context: Callable[..., BrowserContext]
) -> None:
    learner = play({"leave.md": LEAVE, "lift.md": LIFT})
    turn(learner, "#/lift")
    learner.page.emulate_media(media="print")
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto((learner.pack.folder / "index.html").as_uri())
    for page in (learner.course, plain):
        for text in ("You let it go.", "Smoke rises.", "Take the stairs."):
            expect(page.get_by_text(text)).to_be_visible()
        expect(page.get_by_role("button", name="What do you do?")).to_be_hidden()


GLOSSARY = """\
terms:
  - {term: warden, text: Who looks after a *floor*. Goes to the assembly point last.}
  - {term: assembly point, text: Where you meet.}
"""


@pytest.mark.parametrize(("scheme", "lang"), [("light", "en"), ("dark", "ar")])
def test_a_term_shows_what_it_means_and_gives_the_focus_back(
    scheme: str, lang: str, play: Play
) -> None:
    outline = OUTLINE.replace("topics:", "glossary: terms.yaml\ntopics:").replace(
        ", done: blocks", ""
    )
    learner = play(
        {
            "leave.md": "Ask the warden of the assembly point.\n",
            "lift.md": "No.\n",
            "terms.yaml": GLOSSARY,
        },
        outline.replace("lang: en", f"lang: {lang}"),
        lang=lang,
        color_scheme=scheme,
        viewport={"width": 320, "height": 640},
    )
    learner.begin()
    link = learner.course.get_by_role("link", name="warden")
    box = learner.course.get_by_role("dialog", name="warden")
    link.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_contain_text("Who looks after a floor.")
    is_well(learner)
    press(learner, "Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()
    press(learner, "Enter", "Tab")
    expect(box.get_by_role("link", name="assembly point")).to_be_focused()
    press(learner, "Enter")
    other = learner.course.get_by_role("dialog", name="assembly point")
    expect(other).to_contain_text("Where you meet.")
    press(learner, "Tab", "Enter")
    expect(other).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    learner.heading.click()
    expect(box).to_be_hidden()
    link.press("Enter")
    box.get_by_role("link", name=learner.say("glossary.all")).click()
    expect(learner.heading).to_have_text(learner.say("glossary"))
    expect(box).to_be_hidden()
    is_well(learner)
    learner.course.evaluate("history.back()")
    link.press("Enter")
    learner.course.evaluate("history.forward()")
    expect(learner.heading).to_have_text(learner.say("glossary"))
    expect(box).to_be_hidden()
    learner.page.emulate_media(media="print")
    expect(learner.course.get_by_text("Where you meet.")).to_be_visible()


def test_without_scripts_a_term_leads_to_the_page_of_terms(
    play: Play, new_context: Callable[..., BrowserContext]
) -> None:
    outline = OUTLINE.replace("topics:", "glossary: terms.yaml\ntopics:").replace(
        ", done: blocks", ""
    )
    learner = play(
        {"leave.md": "Ask the warden.", "lift.md": "No.", "terms.yaml": GLOSSARY}, outline
    )
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto((learner.pack.folder / "index.html").as_uri())
    plain.get_by_role("link", name="warden").click()
    expect(plain.get_by_text("Who looks after a floor.")).to_be_in_viewport()


WRITTEN = "Наверх — 楼梯 👩‍🚒\nand out"


@pytest.mark.parametrize("keep", ["device", "platform"])
def test_what_is_written_is_kept_where_the_author_said(keep: str, play: Play) -> None:
    text = f":::reflection {{#plan words=3 keep={keep} required}}\nWhere *to*?\n:::\n"
    learner = play(
        {"leave.md": text, "lift.md": "No.\n"},
        color_scheme="dark" if keep == "device" else "light",
        viewport={"width": 320, "height": 640},
    )
    learner.begin()
    is_well(learner)
    field = learner.course.get_by_role("textbox", name="Where to?")
    expect(field).to_have_accessible_description(
        re.compile(re.escape(learner.say(f"reflection.{keep}")))
    )
    learner.next.press("Enter")
    expect(field).to_be_focused()
    expect(learner.course.locator("#hint")).to_contain_text(learner.say("run.reflection.need"))
    learner.page.keyboard.type("Up.")
    expect(learner.text("run.step-done")).to_be_hidden()
    field.fill(WRITTEN)
    learner.sees("run.step-done")
    is_well(learner)
    learner.lms.until(lambda lms: (lms.state.count(".") > 2) == (keep == "platform"))
    stored = learner.course.evaluate("localStorage['scorm-builder:fire:learner-1 own']")
    assert (stored is not None and "楼梯" in stored) == (keep == "device")
    again(learner, "#/leave")
    field = learner.course.get_by_role("textbox", name="Where to?")
    expect(field).to_have_value(WRITTEN)
    with learner.page.expect_download() as loading:
        learner.button("reflection.take").press("Enter")
    assert loading.value.suggested_filename == "Fire safety.txt"
    taken = Path(loading.value.path()).read_text("utf-8")
    assert taken == f"Leave – Fire safety\n\nWhere to?\n\n{WRITTEN}"
    learner.page.emulate_media(media="print")
    expect(field).to_be_hidden()
    expect(learner.course.locator(".written")).to_have_text(WRITTEN)


def test_in_chinese_and_japanese_the_characters_of_an_answer_count(play: Play) -> None:
    text = ":::reflection {#plan words=4 required}\nWhere *to*?\n:::\n"
    learner = play({"leave.md": text, "lift.md": "No.\n"})
    learner.begin()
    field = learner.course.get_by_role("textbox", name="Where to?")
    field.fill("カい走。")
    learner.next.press("Enter")
    expect(field).to_be_focused()
    field.fill("カい走up。")
    learner.sees("run.step-done")


def test_in_review_nothing_is_written_and_that_is_said(play: Play) -> None:
    text = ":::reflection {#plan}\nWhere *to*?\n:::\n"
    learner = play({"leave.md": text, "lift.md": "No.\n"}, OUTLINE.replace(", done: blocks", ""))
    learner.page.close()
    learner.lms.given = {"cmi.core.lesson_mode": "review"}
    learner.launch()
    turn(learner, "#/leave")
    field = learner.course.get_by_role("textbox", name="Where to?")
    expect(field).not_to_be_editable()
    learner.sees("reflection.lost")


def test_an_embedded_page_runs_in_a_sandbox(play: Play) -> None:
    outline = OUTLINE.replace(", done: blocks", "")
    script = "try { parent.document; } catch { document.body.append('shut'); }"
    learner = play(
        {
            "leave.md": ":::embed {src=demo/index.html title=Door}\nOpen it.\n:::\n",
            "lift.md": "No.\n",
            "demo/index.html": '<html lang="en"><title>Door</title><body><main><h1>Door</h1></main><script src="js/a.js"></script>',
            "demo/js/a.js": script,
        },
        outline,
        viewport={"width": 320, "height": 640},
    )
    learner.begin()
    inside = learner.course.frame_locator('iframe[title="Door"]')
    expect(inside.locator("body")).to_contain_text("shut")
    is_well(learner)
    learner.page.emulate_media(media="print")
    expect(learner.course.locator("iframe")).to_be_hidden()


def test_another_server_is_asked_when_the_learner_wants_it(play: Play, browser: Browser) -> None:
    outline = OUTLINE.replace(", done: blocks", "") + "embeds: [maps.example]\n"
    page = ":::embed {src=https://maps.example/house title=Map}\n:::\n"
    learner = play({"leave.md": page, "lift.md": "No.\n"}, outline)
    learner.begin()
    expect(learner.course.get_by_text("comes from maps.example")).to_be_visible()
    is_well(learner)
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.route("https://maps.example/**", lambda route: route.fulfill(body="<h1>A map</h1>"))
    alone = context.new_page()
    alone.goto(f"{(learner.pack.folder / 'index.html').as_uri()}#/leave")
    button = alone.get_by_role("button", name=learner.say("embed.load"))
    expect(button).to_be_visible()
    assert not any("maps.example" in url for url in asked)
    button.press("Enter")
    expect(alone.frame_locator('iframe[title="Map"]').get_by_text("A map")).to_be_visible()
    expect(alone.locator("iframe")).to_be_focused()
    context.close()
