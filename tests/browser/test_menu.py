"""What helps around the pages: the outline, the search, bookmarks, the size of text, print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from .learner import Learner, Pack, say
from .site import Lms, Site
from .test_pages import OVERFLOW, check

SCALE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def menu(learner: Learner) -> Locator:
    """The menu, opened."""
    learner.button("menu").click()
    found = learner.course.get_by_role("dialog", name=say("menu"))
    expect(found).to_be_visible()
    return found


def looked_up(learner: Learner, words: str) -> list[str]:
    """The titles that a search gives."""
    learner.course.get_by_role("searchbox", name=say("search")).fill(words)
    return learner.course.locator("#results strong").all_text_contents()


def test_the_outline_tells_how_far_a_learner_is(learner: Learner) -> None:
    learner.launch().learn(1)
    outline = menu(learner).get_by_role("navigation", name=say("outline"))
    states = outline.locator(".topic .state").all_text_contents()
    assert states == [say("run.state.done"), say("run.state.busy"), *[say("run.state.new")] * 2]
    current = outline.locator("[aria-current=page]")
    expect(current).to_have_text(learner.pack.course["topics"][1]["title"])
    outline.get_by_role("link", name=learner.pack.course["topics"][2]["title"]).click()
    expect(learner.heading).to_have_text(learner.pack.steps[2].title)
    expect(learner.heading).to_be_focused()


def test_the_menu_is_left_by_keyboard_to_where_it_was_opened(learner: Learner) -> None:
    learner.launch()
    learner.button("menu").focus()
    learner.page.keyboard.press("Enter")
    expect(learner.course.get_by_role("dialog")).to_be_visible()
    learner.page.keyboard.press("Escape")
    expect(learner.course.get_by_role("dialog")).to_be_hidden()
    expect(learner.button("menu")).to_be_focused()


def test_a_search_minds_neither_accents_nor_case_nor_the_order_of_words(learner: Learner) -> None:
    learner.launch()
    menu(learner)
    found = looked_up(learner, "HANDTEKENING kraan")
    assert found[0] == "Wat een handtekening kost"
    assert looked_up(learner, "kraan Hándtekéning") == found
    assert looked_up(learner, "xyzzy") == []
    expect(learner.course.locator("#found")).to_have_text(say("run.found", count=0))
    looked_up(learner, "knieen")  # knieën
    result = learner.course.locator("#results li")
    expect(result).to_have_count(1)
    expect(result.locator("mark")).to_have_text("knieën")
    expect(learner.course.get_by_role("navigation", name=say("outline"))).to_be_hidden()
    result.get_by_role("link").click()
    expect(learner.heading).to_have_text("Wat een handtekening kost")


def test_a_search_reads_the_introduction_and_the_terms_too(learner: Learner) -> None:
    learner.launch()
    menu(learner)
    title = learner.pack.course["title"]
    assert looked_up(learner, "woningcorporatie") == [title]
    learner.course.locator("#results a").click()
    expect(learner.course.get_by_role("dialog")).to_be_hidden()
    opened = menu(learner)
    looked_up(learner, "")
    opened.get_by_role("link", name=say("glossary"), exact=True).click()
    expect(learner.heading).to_have_text(say("glossary"))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Şehir IŞIK", "işik", "IŞIK"), ("İstanbul", "istanbul", "İstanbul"), ("Straße", "STRASSE", "Straße"),
        ("Łódź", "lodz", "Łódź"), ("naïve café", "CAFE", "café"), ("smørrebrød", "smorrebrod", "smørrebrød"),
        ("東京都の信頼", "信頼", "信頼"), ("ガイド", "ｶﾞｲﾄﾞ", "ガイド"), ("الثِّقَة", "الثقة", "الثِّقَة"), ("שָׁלוֹם", "שלום", "שָׁלוֹם"),
    ],
)  # fmt: skip
def test_a_search_in_every_script(learner: Learner, text: str, words: str, found: str) -> None:
    learner.launch()
    write = "text => { document.querySelector('.step p:not(.label)').textContent = text; }"
    learner.course.evaluate(write, f"Before {text} after")
    menu(learner)
    looked_up(learner, words)
    expect(learner.course.locator("#results mark").first).to_have_text(found)


def test_bookmarks_and_the_size_of_text_stay_on_the_device(learner: Learner) -> None:
    learner.launch().begin()
    before = learner.course.evaluate(SCALE)
    mark = learner.button("bookmark")
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    opened = menu(learner)
    opened.get_by_role("button", name=say("text.larger")).click()
    opened.get_by_role("button", name=say("text.larger")).click()
    expect(opened.locator("#size")).to_have_text(say("run.percent", n=125))
    learner.kill()
    learner.launch()
    assert learner.course.evaluate(SCALE) == pytest.approx(before * 1.25)
    expect(learner.course.locator("#bookmark")).to_be_hidden()  # the theme page is always near
    opened = menu(learner)
    opened.locator("#marks").get_by_role("link", name=learner.pack.steps[0].title).click()
    expect(learner.heading).to_have_text(learner.pack.steps[0].title)
    learner.button("bookmark").click()
    menu(learner)
    expect(learner.course.locator("#marks")).to_be_hidden()


@pytest.mark.parametrize(("button", "printed"), [("print.topic", 1), ("print.all", 6)])
def test_a_topic_or_the_whole_course_is_printed(
    learner: Learner, button: str, printed: int
) -> None:
    learner.launch().begin()
    learner.course.evaluate("() => { window.print = () => { window.printed = true; }; }")
    opened = menu(learner)
    learner.page.emulate_media(media="print")
    learner.course.evaluate("id => document.getElementById(id).click()", button.replace(".", "-"))
    assert learner.course.evaluate("window.printed")
    shown = learner.course.locator("main .page h1").filter(visible=True)
    expect(shown).to_have_count(printed)
    expect(opened).to_be_hidden()
    learner.page.emulate_media(media="screen")
    learner.course.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    expect(learner.course.locator(".printed")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_fits_a_phone_and_axe_finds_nothing(
    scheme: str, new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    small = {"width": 320, "height": 500}
    context = new_context(color_scheme=scheme, reduced_motion="reduce", viewport=small)
    learner = Learner(context, sample, lms, site.address).launch()
    learner.begin()
    learner.button("bookmark").click()
    menu(learner)
    for words in ("", "vertrouwen"):
        looked_up(learner, words)
        assert check(learner.course) == []
        assert learner.course.evaluate(OVERFLOW) == [0, []]
