"""What a learner sees of the sample, with eyes, keyboard, paper or none of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .learner import Learner, Pack, Words, say
from .measures import OVERFLOW, SMALL, check, in_language, pages, turn_to
from .site import REPOSITORY, Lms, Site


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    scheme: str, new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    context = new_context(color_scheme=scheme, reduced_motion="reduce")
    learner = Learner(context, sample, lms, site.address).launch()
    assert check(learner.course, scheme) == []
    learner.begin()
    for step in sample.steps:
        expect(learner.heading).to_have_text(step.title)
        if step.done != "viewed":
            assert check(learner.course, scheme) == [], f"{step.id}, before"
        learner.finish(step)
        assert check(learner.course, scheme) == [], f"{step.id}, after"
        learner.next.click()
    learner.sees("run.complete")
    assert check(learner.course, scheme) == []
    learner.exit()
    assert check(learner.course, scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_banners(
    scheme: str, new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    lms.kind = "strict"
    context = new_context(color_scheme=scheme, reduced_motion="reduce")
    learner = Learner(context, sample, lms, site.address).launch()
    learner.begin()
    learner.lms_now("add", "commit-fails")
    learner.finish(sample.steps[0])
    learner.sees("run.fault")
    assert check(learner.course, scheme) == []
    learner.kill()
    lms.cmi.clear()
    learner.launch()
    learner.sees("offer")
    assert check(learner.course, scheme) == []
    lms.given = {"cmi.core.lesson_mode": "review"}
    learner.launch()
    learner.sees("review")
    assert check(learner.course, scheme) == []


def test_the_theme_page_in_so_many_words(learner: Learner) -> None:
    learner.launch()
    for words in ("0 van de 4 stappen afgerond", "0%", "4 onderwerpen", "Beginnen"):
        expect(learner.here.get_by_text(words, exact=True)).to_be_visible()
    expect(learner.heading).to_have_text("Cultuur van vertrouwen")
    expect(learner.course.get_by_role("progressbar")).to_have_attribute("value", "0")
    learner.learn(1)
    learner.overview()
    for words in (
        "1 van de 4 stappen afgerond",
        "25%",
        f"Verder met: {learner.pack.steps[1].title}",
    ):
        expect(learner.here.get_by_text(words, exact=True)).to_be_visible()
    expect(learner.course.locator(".topic .state")).to_have_text(
        [say("run.state.done"), say("run.state.busy"), *[say("run.state.new")] * 2]
    )


def test_no_text_is_left_unfilled(learner: Learner) -> None:
    learner.launch()
    for address in pages(learner):
        turn_to(learner, address)
        words = learner.course.locator("body").inner_text()
        assert not re.search(r"[{}]|undefined|null|NaN|\brun\.", words)


def test_each_page_says_where_you_are(learner: Learner) -> None:
    learner.launch()
    expect(learner.here.locator(".trail")).to_have_count(0)
    learner.begin()
    for number, step in enumerate(learner.pack.steps, start=1):
        expect(learner.heading).to_have_text(step.title)
        expect(learner.heading).to_be_focused()
        assert learner.course.evaluate("scrollY") == 0
        title = f"{step.title} – {learner.pack.course['title']}"
        assert learner.course.title() == title
        learner.sees("position", number=number, total=4)
        learner.next.click()
        if step.done != "viewed":
            expect(learner.here.locator("#hint")).to_be_visible()
            learner.next.click()
    expect(learner.heading).to_be_focused()
    learner.course.evaluate("history.back()")
    expect(learner.heading).to_have_text(learner.pack.steps[-1].title)
    expect(learner.heading).to_be_focused()


def test_next_says_what_is_missing(learner: Learner) -> None:
    learner.launch()
    learner.begin()
    learner.next.click()
    hint = f"{say('run.need.confirm')} {say('run.anyway')}"
    expect(learner.here.locator("#hint")).to_have_text(hint)
    expect(learner.course.get_by_role("status")).to_have_text(hint)
    expect(learner.button("confirm")).to_be_focused()
    learner.next.click()
    expect(learner.heading).to_have_text(learner.pack.steps[1].title)
    learner.next.click()
    hint = f"{say('run.video.need')} {say('run.anyway')}"
    expect(learner.here.locator("#hint")).to_have_text(hint)
    expect(learner.here.locator("video")).to_be_focused()
    learner.overview()
    learner.sees_done()


def test_the_first_key_leads_to_the_content(learner: Learner) -> None:
    learner.launch()
    learner.page.keyboard.press("Tab")
    expect(learner.course.locator(".skip")).to_be_focused()
    learner.page.keyboard.press("Enter")
    expect(learner.course.locator("#main")).to_be_focused()


@pytest.mark.parametrize(
    "size", [(320, 640), (600, 400)], ids=lambda size: "x".join(map(str, size))
)
def test_every_page_fits(
    size: tuple[int, int],
    new_context: Callable[..., BrowserContext],
    sample: Pack,
    lms: Lms,
    site: Site,
) -> None:
    context = new_context(viewport={"width": size[0], "height": size[1]})
    learner = Learner(context, sample, lms, site.address).launch()
    for address in pages(learner):
        turn_to(learner, address)
        if learner.button("quiz.start").is_visible():
            learner.button("quiz.start").click()
        closed = learner.here.locator("details:not([open]) > summary").filter(visible=True).all()
        for summary in reversed(closed):  # the numbers are of those that are still closed
            summary.click()
        assert learner.course.evaluate(OVERFLOW) == [0, []], address
        assert learner.course.evaluate(SMALL) == [], address


@pytest.mark.parametrize("lang", ["ar-EG", "he"])
def test_right_to_left(
    lang: str,
    tmp_path: Path,
    compile_course: Callable[[Path], Pack],
    new_context: Callable[..., BrowserContext],
    site: Site,
) -> None:
    course = in_language(lang, tmp_path)
    with (course / "waarom/vertrouwen.md").open("a", encoding="utf-8") as page:
        page.write("\n```python\nf(1)\n```\n")
    words = course / f"templates/messages/{lang}.json"
    words.parent.mkdir(parents=True)
    words.write_text('{"extra": "+"}', "utf-8")
    pack = compile_course(course)
    context = new_context(viewport={"width": 1000, "height": 700})
    says = Words(lang.partition("-")[0])
    learner = Learner(context, pack, site.lms(pack.folder), site.address, says).launch()
    assert learner.course.evaluate("getComputedStyle(document.body).direction") == "rtl"
    learner.begin()
    expect(learner.here.locator("pre")).to_have_css("direction", "ltr")
    learner.finish(pack.steps[0])
    # in Egypt numbers have other digits, which the build does not write
    expect(learner.course.locator("#save")).to_have_text(re.compile(r"[0-9]{1,2}:[0-9]{2}"))
    for address in pages(learner):
        turn_to(learner, address)
        assert learner.course.evaluate(OVERFLOW) == [0, []], address


LANGUAGES = sorted(file.stem for file in (REPOSITORY / "templates/messages").glob("*.json"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_fits_a_phone(
    lang: str,
    tmp_path: Path,
    compile_course: Callable[[Path], Pack],
    new_context: Callable[..., BrowserContext],
    site: Site,
) -> None:
    pack = compile_course(in_language(lang, tmp_path))
    context = new_context(viewport={"width": 320, "height": 640})
    learner = Learner(context, pack, site.lms(pack.folder), site.address, Words(lang)).launch()
    total = len([step for topic in pack.course["topics"] for step in pack.required(topic["id"])])
    learner.begin()
    learner.finish(pack.steps[0])
    for address in pages(learner):
        turn_to(learner, address)
        assert learner.course.evaluate(OVERFLOW) == [0, []], address
    learner.overview()
    learner.sees("run.progress", done=1, total=total, count=total)


def paper(page: Page, pack: Pack) -> None:
    """The page, or the paper, shows the whole course."""
    main = page.locator("main")
    for step in pack.steps:
        expect(main.get_by_role("heading", level=1, name=step.title, exact=True)).to_be_visible()
        prose = page.locator(f'[id="/{step.id}"] .prose > p').last
        expect(prose).to_be_visible()


def test_print_shows_the_whole_course(learner: Learner, site: Site) -> None:
    learner.open(f"{site.address}/package/{learner.lms.number}/index.html")
    page = learner.page
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper(page, learner.pack)
    expect(page.locator("main")).to_contain_text("Sami gaat aan het werk.")
    expect(page.get_by_text("Sami gaat aan het werk.")).to_be_visible()
    for control in page.get_by_role("button").all():
        expect(control).to_be_hidden()
    assert len(page.pdf()) > 10_000


def test_without_script_everything_can_be_read(
    new_context: Callable[..., BrowserContext], sample: Pack, site: Site
) -> None:
    lms = site.lms(sample.folder)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.address}/package/{lms.number}/index.html")
    expect(page.locator("noscript p")).to_have_text(say("noscript"))
    expect(page.locator("noscript p")).to_be_visible()
    paper(page, sample)
    for key in ("exit", "confirm", "retry", "video.read"):
        expect(page.get_by_role("button", name=say(key), exact=True)).to_have_count(0)
    page.locator("summary", has_text=say("video.transcript")).click()
    expect(page.get_by_text("Sami gaat aan het werk.")).to_be_visible()
    page.get_by_role("link", name=re.compile(sample.steps[2].title)).first.click()
    assert page.url.endswith("#/" + sample.steps[2].id)


def test_a_folder_without_a_server(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms
) -> None:
    learner = Learner(new_context(), sample, lms, "")
    learner.open((sample.folder / "index.html").as_uri())
    learner.sees("device")
    learner.learn(2)
    learner.overview()
    expect(
        learner.course.get_by_text(re.compile(r"^Op dit apparaat bewaard om \d\d:\d\d$"))
    ).to_be_visible()
    learner.page.reload()
    learner.look(learner.page.main_frame)
    learner.sees("device")
    learner.sees_done(*[step.id for step in sample.steps[:2]])
    learner.kill()
    learner.open((sample.folder / "index.html").as_uri())
    learner.sees_done(*[step.id for step in sample.steps[:2]])
    learner.learn(2, start=2)
    learner.sees("run.complete")


def test_columns_are_aligned_as_written(learner: Learner) -> None:
    learner.launch()
    aligned = """[...document.querySelectorAll('.align-right')].map(cell => getComputedStyle(cell).textAlign)"""
    assert set(learner.course.evaluate(aligned)) == {"end"}
