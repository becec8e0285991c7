"""Links, columns, pictures and tables of a page: by keyboard, on a phone, on paper, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from . import test_blocks_tasks
from .learner import Learner
from .test_blocks_tasks import OUTLINE, Play, again, is_well, press, turn

play = test_blocks_tasks.play

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1200, "height": 800}


def drawing(colour: str) -> str:
    shape = f'<path fill="{colour}" d="M0 0h600v400H0z"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400" width="600" height="400">'
        f"{shape}</svg>"
    )


DRAWINGS = {f"{name}.svg": drawing(name) for name in ("red", "green", "blue")}
LABELLED = """\
:::labelled-image {src=red.svg alt="A red box." required}
## The pin {#pin x=20% y=30%}

Pull it.

## The hose {#hose x=29% y=30%}

Aim it.
:::
"""
GALLERY = """\
:::gallery
![Red.](red.svg "The first")
![Green.](green.svg)
![Blue.](blue.svg "The last")
:::
"""
COMPARE = """\
:::image-compare
![Red.](red.svg "Monday")
![Green.](green.svg "Tuesday")
:::
"""
LINKS = """\
:::button {to=lift.md title="Take the lift"}
:::

:::link-card {to="https://example.org/" title="The brigade"}
They know [the lift](lift.md).
:::

:::download {src=red.svg title="A drawing"}
:::

:::columns
First.

***

Second.

***

Third.
:::
"""


def shown(learner: Learner) -> Locator:
    return learner.course.get_by_role("dialog", name=learner.say("gallery.larger"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_gallery_by_keyboard(scheme: str, play: Play) -> None:
    learner = play({"leave.md": GALLERY, "lift.md": "Up.\n", **DRAWINGS},
        OUTLINE.replace(", done: blocks", ""), color_scheme=scheme, viewport=PHONE)  # fmt: skip
    learner.begin()
    is_well(learner)
    links = learner.here.get_by_role("list").last.get_by_role("link")
    expect(links).to_have_count(3)
    links.first.focus()
    press(learner, "Enter")
    view = shown(learner)
    expect(view.get_by_role("img", name="Red.")).to_be_visible()
    expect(view.locator("figcaption")).to_have_text("The first (1/3)")
    is_well(learner)
    press(learner, "ArrowRight")
    expect(view.get_by_role("img", name="Green.")).to_be_visible()
    expect(view.locator("figcaption")).to_have_text("(2/3)")
    press(learner, "ArrowLeft", "ArrowLeft")
    expect(view.get_by_role("img", name="Blue.")).to_be_visible()
    view.get_by_role("button", name=learner.say("gallery.next")).press("Enter")
    expect(view.get_by_role("img", name="Red.")).to_be_visible()
    view.get_by_role("button", name=learner.say("gallery.previous")).press("Space")
    press(learner, "Escape")
    expect(view).to_be_hidden()
    expect(links.last).to_be_focused()
    press(learner, "Enter")
    view.get_by_role("button", name=learner.say("gallery.close")).press("Enter")
    expect(links.last).to_be_focused()
    press(learner, "Enter")
    turn(learner, "#/lift")
    expect(view).to_be_hidden()
    learner.next.click()


@pytest.mark.parametrize(
    ("lang", "near", "far"), [("en", "Left", "Right"), ("ar", "Right", "Left")]
)
def test_a_comparison_by_keyboard(lang: str, near: str, far: str, play: Play) -> None:
    outline = OUTLINE.replace(", done: blocks", "").replace("lang: en", f"lang: {lang}")
    learner = play(
        {"leave.md": COMPARE, "lift.md": "Up.\n", **DRAWINGS}, outline, lang, viewport=PHONE
    )
    turn(learner, "#/leave")
    slider = learner.here.get_by_role("slider")

    def said(share: int) -> None:
        values = {"before": "Monday", "n": share, "after": "Tuesday", "rest": 100 - share}
        words = learner.say("run.image-compare.value", **values)
        expect(slider).to_have_attribute("aria-valuetext", words)

    said(50)
    slider.focus()
    press(learner, f"Arrow{near}", f"Arrow{near}")
    said(48)
    is_well(learner)
    press(learner, f"Arrow{far}", "Home")
    said(0)
    box = learner.here.get_by_role("img").first.bounding_box()
    assert box
    place = box["x"] + box["width"] * (0.75 if lang == "en" else 0.25)
    learner.page.mouse.click(place, box["y"] + 20)
    said(75)
    inset = learner.here.get_by_role("figure").last.evaluate(
        "box => getComputedStyle(box).clipPath"
    )
    assert inset == ("inset(0px 0px 0px 75%)" if lang == "en" else "inset(0px 75% 0px 0px)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_open_texts_and_the_step_waits_for_each(scheme: str, play: Play) -> None:
    learner = play({"leave.md": LABELLED, "lift.md": "Up.\n", **DRAWINGS},
        color_scheme=scheme, viewport=PHONE)  # fmt: skip
    learner.begin()
    is_well(learner)
    links = [learner.here.get_by_role("link", name=name) for name in ("1. The pin", "2. The hose")]
    places = [link.bounding_box() for link in links]
    assert places[0] and places[1]
    assert min(place["width"] for place in places if place) >= 24
    learner.next.press("Enter")
    expect(learner.course.locator("#hint")).to_contain_text(learner.say("run.parts.need"))
    links[1].focus()
    press(learner, "Enter")
    expect(learner.here.get_by_text("Aim it.")).to_be_visible()
    hose = learner.here.locator("summary", has_text="The hose")
    expect(hose).to_be_focused()
    is_well(learner)
    learner.lms.until(lambda lms: len(lms.state.split(".")[2]) > 1)
    again(learner, "#/leave")
    expect(learner.here.locator("details.seen summary")).to_have_text("The hose")
    learner.here.get_by_role("link", name="1. The pin").click()
    expect(learner.here.get_by_text("Pull it.")).to_be_visible()
    expect(learner.here.get_by_text("Aim it.")).to_be_hidden()
    learner.sees("run.step-done")
    assert learner.lms.objectives() == {"leave": "completed"}
    assert learner.refusals() == []


@pytest.mark.parametrize(("viewport", "rows"), [(PHONE, 3), (DESK, 1)])
def test_links_and_columns(viewport: dict[str, int], rows: int, play: Play) -> None:
    learner = play({"leave.md": LINKS, "lift.md": "Up.\n", **DRAWINGS},
        OUTLINE.replace(", done: blocks", ""), viewport=viewport)  # fmt: skip
    learner.begin()
    is_well(learner)
    link = learner.here.get_by_role("link", name="The brigade example.org, opens in a new window")
    expect(link).to_have_attribute("target", "_blank")
    tops = {
        box["y"]
        for text in ("First.", "Second.", "Third.")
        if (box := learner.here.get_by_text(text).bounding_box())
    }
    assert len(tops) == rows
    card = learner.here.locator(".link-card", has_text="A drawing")
    with learner.page.expect_download() as download:
        card.click(position={"x": 5, "y": 5})
    assert download.value.suggested_filename == "red.svg"
    learner.here.get_by_role("link", name="the lift", exact=True).click()
    expect(learner.heading).to_have_text("The lift")


TABLE = """\
:::table {caption="Who is there" header=both}
|              | Monday | Tuesday | Wednesday | Thursday | Friday |
|--------------|--------|---------|-----------|----------|--------|
| Ground floor | 112    | 98      | 80        | 1,204    | 8      |
| First floor  | 1,204  | 97      | 97        | 12       | −3     |
:::
"""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_table_is_scrolled_by_keyboard_and_keeps_its_names_in_sight(
    lang: str, play: Play
) -> None:
    outline = OUTLINE.replace(", done: blocks", "").replace("lang: en", f"lang: {lang}")
    learner = play({"leave.md": TABLE, "lift.md": "Up.\n"}, outline, lang, viewport=PHONE)
    learner.begin()
    is_well(learner)
    box = learner.here.get_by_role("group", name="Who is there")
    table = box.get_by_role("table", name="Who is there")
    head = table.get_by_role("rowheader", name="First floor")
    last = table.get_by_role("cell", name="−3")
    expect(table.get_by_role("columnheader")).to_have_count(5)
    expect(last).not_to_be_in_viewport()
    before = head.bounding_box()
    box.focus()
    for _ in range(12):
        press(learner, "ArrowRight" if lang == "en" else "ArrowLeft")
    expect(last).to_be_in_viewport(ratio=0.95)
    expect(table.locator("caption span")).to_be_in_viewport(ratio=1)
    after = head.bounding_box()
    assert before and after
    assert abs(before["x"] - after["x"]) < 1
    tens = [
        cell.evaluate(
            """cell => {
                const range = document.createRange();
                range.selectNodeContents(cell);
                return Math.round(range.getBoundingClientRect().right);
            }"""
        )
        for cell in (table.get_by_role("cell", name="8", exact=True), last)
    ]
    assert tens[0] == tens[1]


def test_all_is_there_on_paper_and_without_scripts(
    play: Play, new_context: Callable[..., BrowserContext]
) -> None:
    learner = play({"leave.md": GALLERY + "\n" + COMPARE, "lift.md": LABELLED, **DRAWINGS},
        OUTLINE.replace(", done: blocks", ""))  # fmt: skip
    learner.begin()
    learner.page.emulate_media(media="print")
    learner.course.evaluate("dispatchEvent(new Event('beforeprint'))")
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto((learner.pack.folder / "index.html").as_uri())
    for page in (learner.course, plain):
        for name in ("Red.", "Green.", "Blue.", "A red box."):
            for picture in page.get_by_role("img", name=name, exact=True).all():
                expect(picture).to_be_visible()
        expect(page.get_by_role("slider")).to_be_hidden()
        monday, tuesday = (page.get_by_text(day).bounding_box() for day in ("Monday", "Tuesday"))
        assert monday and tuesday
        assert tuesday["y"] > monday["y"] + 100
        expect(page.get_by_role("link", name="2. The hose")).to_be_visible()
    expect(learner.course.get_by_text("Aim it.")).to_be_visible()
