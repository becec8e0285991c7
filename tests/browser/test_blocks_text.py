"""Blocks that set text in a form of its own, as eyes, keyboard, paper and screen readers find them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .learner import Learner, Pack, Words
from .site import Site
from .test_blocks_tasks import again, is_well, press, turn

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
      - {id: doors, title: Doors, page: doors.md, done: blocks}
      - {id: sides, title: Sides, page: sides.md, done: blocks}
      - {id: rows, title: Rows, page: rows.md}
"""
DOORS = """\
:::tabs {required}
Pick a door.

## Front {#front}

At the desk.

## Back {#back}

With a pass.

### Bicycles {#bicycles}

In the shed.

## Roof {#roof}

Never.
:::

:::tabs {manual}
## Day

By day.

## Night

By night.
:::
"""
SIDES = """\
:::flip-cards {required}
## What is first? {#first}

You warn everybody.

## And the lift? {#lift}

Never the lift.
:::

:::accordion {one required}
## My coat? {#coat}

It stays here.

## When it rains? {#rain}

You get wet.
:::
"""
ROWS = """\
:::cards
## [The doors](doors.md#front)

![](door.svg){.decorative}

Which is open. See [the sides](sides.md).

## The lawn

Meet there.
:::

:::process
## Warn

Call out.

## Go

Take the stairs.
:::

:::timeline
## A drill {when="May 2019"}

Nobody knew.

## Stairs {when=now}

Of steel.
:::

:::quote {by="Ann de Wit" role=warden source="The drill" src="door.svg"}
Leave it.
:::
"""
FILES = {
    "doors.md": DOORS,
    "sides.md": SIDES,
    "rows.md": ROWS,
    "door.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><path d="M0 0h30v20H0z"/></svg>',
}
PHONE = {"width": 320, "height": 640}
Play = Callable[..., Learner]


@pytest.fixture
def play(
    tmp_path: Path,
    compile_course: Callable[[Path], Pack],
    new_context: Callable[..., BrowserContext],
    site: Site,
) -> Play:
    """Launch the course in a strict LMS, or `make` a learner who has not."""

    def play(lang: str = "en", launched: bool = True, **options: Any) -> Learner:
        outline = OUTLINE.replace("lang: en", f"lang: {lang}")
        for name, text in {"course.yaml": outline, **FILES}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        pack = compile_course(tmp_path)
        lms = site.lms(pack.folder, kind="strict")
        context = new_context(**{"reduced_motion": "reduce", **options})
        learner = Learner(context, pack, lms, site.address, Words(lang))
        return learner.launch() if launched else learner

    return play


def tab(learner: Learner, name: str) -> Locator:
    return learner.here.get_by_role("tab", name=name, exact=True)


def is_open(learner: Learner, name: str, text: str) -> None:
    """Of the tabs in the row of this one it alone is open, and its text is seen."""
    expect(tab(learner, name)).to_have_attribute("aria-selected", "true")
    row = tab(learner, name).locator("..")
    expect(row.locator("[aria-selected=true], [tabindex='0']")).to_have_count(1)
    panel = learner.here.get_by_role("tabpanel", name=name, exact=True)
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tabs_by_keyboard_open_one_by_one_until_the_step_is_done(scheme: str, play: Play) -> None:
    learner = play(color_scheme=scheme, viewport=PHONE)
    learner.begin()
    is_well(learner)
    expect(learner.here.locator(".tabs").first).to_match_aria_snapshot("""
        - paragraph: Pick a door.
        - tablist:
          - tab "Front" [selected]
          - tab "Back"
          - tab "Roof"
        - tabpanel "Front":
          - heading "Front" [level=2]
          - paragraph: At the desk.
    """)
    learner.next.press("Enter")
    expect(learner.course.locator("#hint")).to_contain_text(learner.say("run.parts.need"))
    expect(tab(learner, "Back")).to_be_focused()
    press(learner, "Enter")
    is_open(learner, "Back", "With a pass.")
    is_well(learner)
    press(learner, "Home")
    is_open(learner, "Front", "At the desk.")
    learner.lms.until(lambda lms: lms.commits > 1)
    again(learner, "#/doors")
    is_open(learner, "Front", "At the desk.")
    learner.next.press("Enter")
    expect(tab(learner, "Roof")).to_be_focused()
    tab(learner, "Front").focus()
    press(learner, "ArrowLeft")
    is_open(learner, "Roof", "Never.")
    learner.sees("run.step-done")
    press(learner, "ArrowRight")
    is_open(learner, "Front", "At the desk.")
    press(learner, "End", "Tab")
    expect(learner.here.get_by_role("tabpanel", name="Roof")).to_be_focused()
    is_well(learner)
    learner.lms.until(lambda lms: "doors" in lms.objectives())
    assert learner.refusals() == []


def test_a_manual_tab_opens_when_it_is_pressed(play: Play) -> None:
    learner = play()
    learner.begin()
    tab(learner, "Day").focus()
    press(learner, "ArrowRight")
    expect(tab(learner, "Night")).to_be_focused()
    is_open(learner, "Day", "By day.")
    press(learner, "Space")
    is_open(learner, "Night", "By night.")


def test_from_right_to_left_the_next_tab_is_left(play: Play) -> None:
    learner = play(lang="ar", viewport=PHONE)
    learner.begin()
    tab(learner, "Front").focus()
    press(learner, "ArrowLeft")
    is_open(learner, "Back", "With a pass.")
    turn(learner, "#/rows")
    is_well(learner)


def test_a_link_and_a_search_open_what_holds_their_place(play: Play) -> None:
    learner = play(launched=False)
    address = f"{learner.address}/package/{learner.lms.number}/index.html"
    learner.open(f"{address}#/doors/bicycles")
    is_open(learner, "Back", "In the shed.")
    expect(learner.here.get_by_role("heading", name="Bicycles")).to_be_focused()
    turn(learner, "#/doors/roof")
    is_open(learner, "Roof", "Never.")
    hidden = learner.here.locator(".tabs > [hidden=until-found]")
    expect(hidden).to_have_count(3)
    turn(learner, "#/sides/lift")
    expect(learner.here.get_by_text("Never the lift.")).to_be_visible()


def parts(learner: Learner) -> list[Locator]:
    """The cards to turn, and the parts of the accordion."""
    return [learner.here.locator("details").nth(number) for number in range(4)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_turn_and_an_accordion_keeps_one_part_open(scheme: str, play: Play) -> None:
    learner = play(color_scheme=scheme, viewport=PHONE)
    turn(learner, "#/sides")
    is_well(learner)
    first, lift, *_ = parts(learner)
    learner.next.press("Enter")
    for box, text in ((first, "You warn everybody."), (lift, "Never the lift.")):
        expect(box.locator("summary")).to_be_focused()
        expect(box.get_by_text(text)).to_be_hidden()
        press(learner, "Enter")
        expect(box.get_by_text(text)).to_be_visible()
        expect(box.get_by_role("heading")).to_be_visible()
        press(learner, "Tab")
    is_well(learner)
    press(learner, "Shift+Tab", "Space")
    expect(lift.get_by_text("Never the lift.")).to_be_hidden()
    learner.lms.until(lambda lms: lms.commits > 1)
    again(learner, "#/sides")
    *_, coat, rain = parts(learner)
    learner.next.press("Enter")
    expect(coat.locator("summary")).to_be_focused()
    press(learner, "Enter", "Tab", "Enter")
    expect(rain.get_by_text("You get wet.")).to_be_visible()
    expect(coat.get_by_text("It stays here.")).to_be_hidden()
    learner.sees("run.step-done")
    is_well(learner)
    learner.lms.until(lambda lms: "sides" in lms.objectives())
    assert learner.refusals() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_steps_moments_and_quotes_say_what_they_are(scheme: str, play: Play) -> None:
    learner = play(color_scheme=scheme, viewport=PHONE)
    turn(learner, "#/rows")
    is_well(learner)
    expect(learner.here.locator(".prose")).to_match_aria_snapshot("""
        - list:
          - listitem:
            - heading "The doors" [level=2]:
              - link "The doors"
            - paragraph:
              - text: Which is open. See
              - link "the sides"
          - listitem:
            - heading "The lawn" [level=2]
            - paragraph: Meet there.
        - list:
          - listitem:
            - heading "Warn" [level=2]
            - paragraph: Call out.
          - listitem:
            - heading "Go" [level=2]
            - paragraph: Take the stairs.
        - list:
          - listitem:
            - heading "May 2019 A drill" [level=2]
            - paragraph: Nobody knew.
          - listitem:
            - heading "now Stairs" [level=2]
            - paragraph: Of steel.
        - figure:
          - blockquote:
            - paragraph: Leave it.
          - paragraph:
            - strong: Ann de Wit
            - text: warden The drill
    """)


def test_the_whole_card_is_its_link_but_for_other_links(play: Play) -> None:
    learner = play()
    turn(learner, "#/rows")
    card = learner.here.locator(".card").first
    card.get_by_role("link", name="the sides").click()
    expect(learner.heading).to_have_text("Sides")
    turn(learner, "#/rows")
    card.locator("img").click(position={"x": 40, "y": 20}, force=True)
    expect(learner.heading).to_have_text("Doors")
    expect(learner.here.get_by_role("heading", name="Front")).to_be_focused()


def reads_it_all(page: Page) -> None:
    for text in ("At the desk.", "With a pass.", "Never.", "By day.", "By night."):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    for name in ("Front", "Back", "Roof", "What is first?", "And the lift?", "My coat?"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_paper_has_every_part_and_print_opens_none(play: Play) -> None:
    learner = play(launched=False)
    learner.open(f"{learner.address}/package/{learner.lms.number}/index.html")
    page = learner.page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    reads_it_all(page)
    for text in ("You warn everybody.", "Never the lift.", "It stays here.", "You get wet."):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.locator(".prose details[open]")).to_have_count(0)


def test_without_script_tabs_are_headings_with_their_text(play: Play) -> None:
    learner = play(launched=False, java_script_enabled=False)
    page = learner.context.new_page()
    page.goto(f"{learner.address}/package/{learner.lms.number}/index.html")
    reads_it_all(page)
    page.get_by_text("And the lift?", exact=True).click()
    expect(page.get_by_text("Never the lift.", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [320, 1024])
def test_a_formula_is_not_cut_off(width: int, play_files: Callable[..., Learner]) -> None:
    """It may be wider than the page, and then scrolls; what is higher than its line is all seen."""
    outline = OUTLINE.partition("      - {id: sides")[0].replace("done: blocks", "done: confirm")
    page = "How fast?\n\n$$\nv = \\frac{s}{t}\n$$\n"
    files = {"course.yaml": outline, "doors.md": page}
    learner = play_files(files, viewport={"width": width, "height": 640})
    learner.begin()
    heights = learner.here.locator(".math").evaluate("one => [one.scrollHeight, one.clientHeight]")
    assert heights[0] == heights[1]
