"""The website in Chromium: addresses, progress, tabs, versions, and the site without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Error, Page, expect

from scorm_builder.build import build
from scorm_builder.package import write_folder
from scorm_builder.state import decode, tag
from scorm_builder.targets import TARGETS
from tests.courses import SAMPLE, write

from .site import Lms, Site
from .test_targets import FILES, RIGHT, WRONG

KEY = "scorm-builder:fire:"
NOTE = """\
It rings. See [the stairs](route.md#stairs), or wait for a siren.

:::reflection {#note keep=platform longest=100}
What do you do?
:::
"""
SITE = {
    **FILES,
    "course.yaml": FILES["course.yaml"].replace("version:", "glossary: terms.yaml\nversion:"),
    "alarm.md": NOTE,
    "route.md": "Walk.\n\n## Stairs\n\nHold the rail.\n",
    "terms.yaml": "terms:\n  - term: siren\n    text: It howls.\n",
}


class Hosted:
    """A folder of files on a server, in a folder of it, and what its readers do."""

    def __init__(self, lms: Lms, address: str, context: BrowserContext, folder: Path) -> None:
        self.lms, self.context, self.folder = lms, context, folder
        self.address = f"{address}/package/{lms.number}/"
        self.versions = 0
        self.deploy(SITE)

    def deploy(self, files: dict[str, str]) -> None:
        self.versions += 1
        folder = self.folder / f"{self.versions}"
        built = build(write(folder / "course", dict(files)), TARGETS["web"])
        assert built.package, built.diagnostics
        write_folder(built.package, folder / "site")
        self.lms.package = folder / "site"

    def open(self, name: str = "index.html") -> Page:
        page = self.context.new_page()
        self.go(page, name)
        return page

    def go(self, page: Page, name: str) -> None:
        page.goto(self.address + name)
        expect(page.locator("html.ready")).to_be_attached()

    def done(self, page: Page) -> set[str]:
        """The steps that the browser knows to be done."""
        state = decode(page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}')).state"))
        assert state
        return {step for step in ("alarm", "test", "route") if tag(step) in state.done}


@pytest.fixture
def hosted(
    site: Site, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> Iterator[Hosted]:
    yield Hosted(site.lms(tmp_path), site.address, new_context(locale="en"), tmp_path)


def confirm(page: Page) -> None:
    page.locator(".here .confirm").click()
    expect(page.locator(".here .finished")).to_be_visible()


def attempt(page: Page, answers: dict[str, str]) -> None:
    page.locator(".quiz :is(.start button, .retry)").filter(visible=True).click()
    for name, letters in answers.items():
        question = page.locator(f'[data-question="{name}"]')
        for letter in letters:
            question.locator(f'[data-option="{letter}"] input').check()
        question.locator(".check").click()
    hand_in = page.locator(".hand-in")
    if hand_in.is_visible():
        hand_in.click()
    expect(page.locator(".result")).to_be_visible()


def kept_offline(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready")


def test_a_learner_goes_from_page_to_page_to_the_end(hosted: Hosted) -> None:
    page = hosted.open()
    page.locator("#resume").click()
    expect(page).to_have_url(hosted.address + "alarm.html")
    expect(page).to_have_title("The alarm – Fire safety")
    page.get_by_role("link", name="siren").click()
    # the term stands on another page, which is fetched when it is asked for
    expect(page.locator("#meaning")).to_contain_text("It howls.")
    page.keyboard.press("Escape")
    confirm(page)
    page.get_by_role("link", name="the stairs").click()
    expect(page).to_have_url(hosted.address + "route.html#/route/stairs")
    expect(page.get_by_role("heading", name="Stairs")).to_be_focused()
    confirm(page)
    page.go_back()
    expect(page).to_have_url(hosted.address + "alarm.html")
    page.go_forward()
    page.reload()
    expect(page.locator(".here .finished")).to_be_visible()
    page.goto(hosted.address + "index.html#/test")  # the address in a platform
    expect(page).to_have_url(hosted.address + "test.html")
    page.locator(".quiz .start button").click()
    for name, letters in RIGHT.items():
        question = page.locator(f'[data-question="{name}"]')
        for letter in letters:
            question.locator(f'[data-option="{letter}"] input').check()
        question.locator(".check").click()
    expect(page.locator(".result .mark")).to_contain_text("Passed")
    assert hosted.done(page) == {"alarm", "test", "route"}
    hosted.go(page, "done.html")
    expect(page.locator("h1")).to_have_text("Well done!")
    expect(page.locator(".score .figure")).to_contain_text("100%")
    hosted.go(page, "")
    expect(page.locator("#percent")).to_have_text("100%")
    assert not page.locator("#exit").count()


def test_the_same_actions_mean_the_same(hosted: Hosted) -> None:
    """As in tests/browser/test_targets.py, told to the reader alone."""
    page = hosted.open("alarm.html")
    confirm(page)
    hosted.go(page, "route.html")
    confirm(page)
    hosted.go(page, "test.html")
    attempt(page, WRONG)
    hosted.go(page, "done.html")
    expect(page.locator("h1")).to_have_text("Not finished yet")
    expect(page.locator(".score")).to_contain_text("50%")
    expect(page.locator(".score")).to_contain_text("Not passed")
    page.close()
    page = hosted.open("test.html")  # another visit, and the last attempt
    attempt(page, RIGHT)
    hosted.go(page, "done.html")
    expect(page.locator("h1")).to_have_text("Well done!")
    expect(page.locator(".score")).to_contain_text("100%")
    assert hosted.done(page) == {"alarm", "test", "route"}


def test_the_menu_knows_the_whole_course(hosted: Hosted) -> None:
    page = hosted.open("route.html")
    confirm(page)
    page.locator("#bookmark").click()
    hosted.go(page, "test.html")
    page.locator("#open-menu").click()
    rows = page.locator("#contents .topic")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Completed")
    expect(page.locator("#marks a")).to_have_attribute("href", "route.html")
    expect(page.locator("#contents [aria-current=page]")).to_have_text("The test")
    page.locator("#search").fill("rail")
    expect(page.locator("#found")).to_have_text("1 page found")
    page.locator("#results a").click()
    expect(page).to_have_url(hosted.address + "route.html#/route/stairs")


def test_no_tab_takes_anything_from_another(hosted: Hosted) -> None:
    one, two = hosted.open("alarm.html"), hosted.open("route.html")
    one.get_by_role("textbox").fill("I walk out")
    confirm(one)
    confirm(two)
    assert hosted.done(one) == {"alarm", "route"}
    # a tab that slept hears of nothing, and still leaves what the others did
    three = hosted.open("test.html")
    three.evaluate("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    hosted.go(one, "alarm.html")
    one.get_by_role("textbox").fill("I walk out at once")
    one.get_by_role("textbox").blur()
    three.locator(".quiz .start button").click()
    three.close(run_before_unload=True)
    hosted.go(two, "alarm.html")
    expect(two.get_by_role("textbox")).to_have_value("I walk out at once")
    assert hosted.done(two) == {"alarm", "route"}
    hosted.go(two, "test.html")
    expect(two.locator(".quiz .start button")).to_be_hidden()


def test_a_site_is_there_without_a_network_and_changes_as_a_whole(hosted: Hosted) -> None:
    page = hosted.open("alarm.html")
    confirm(page)
    kept_offline(page)
    old = page.locator("script[src]").get_attribute("src")
    there = hosted.lms.package
    hosted.context.set_offline(True)
    hosted.lms.package = hosted.folder / "nothing"
    for name in ("route.html", "", "glossary.html#/-/glossary/siren", "route"):
        hosted.go(page, name)
    expect(page.locator("h1")).to_have_text("The route")
    hosted.context.set_offline(False)
    hosted.lms.package = there
    # another version, while two tabs show this one
    more = SITE["course.yaml"].replace("The route", "The way out").replace('"1"', '"2"')
    hosted.deploy(
        {**SITE, "course.yaml": more.replace("tracking:", "certificate: true\ntracking:")}
    )
    second = hosted.open("alarm.html")
    ready = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    for _ in range(100):
        if page.evaluate(ready):
            break
        page.wait_for_timeout(100)
    hosted.go(second, "route.html")
    expect(second.locator("h1")).to_have_text("The route")
    assert second.locator("script[src]").get_attribute("src") == old
    second.close()
    # one tab alone begins with the new one, as soon as the browser knows that it is alone
    for _ in range(10):
        with suppress(Error):  # the page loads once more by itself, perhaps right now
            page.goto(hosted.address + "route.html", wait_until="commit")
        page.wait_for_timeout(500)
        if page.locator("h1").inner_text() != "The route":
            break
    expect(page.locator("h1")).to_have_text("The way out")
    expect(page.locator("html.ready")).to_be_attached()
    assert page.locator("script[src]").get_attribute("src") != old
    assert hosted.done(page) == {"alarm"}
    hosted.go(page, "")
    expect(page.locator("#percent")).to_have_text("33%")


def test_a_film_is_played_without_a_network(
    site: Site, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    built = build(SAMPLE, TARGETS["web"])
    assert built.package
    write_folder(built.package, tmp_path / "site")
    (film,) = (name for name in built.package.files if name.endswith((".mp4", ".webm")))
    lms = site.lms(tmp_path / "site")
    page = new_context().new_page()
    address = f"{site.address}/package/{lms.number}/"
    page.goto(address)
    kept_offline(page)
    page.goto(address)  # the worker answers, and fetches what can wait
    for _ in range(100):
        if (
            page.evaluate(
                "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
                ".then((all) => all.length)"
            )
            >= len(built.package.files) - 1
        ):
            break
        page.wait_for_timeout(100)
    lms.package = tmp_path / "nothing"
    asked = f"fetch('{film}', {{ headers: {{ Range: 'bytes=100-199' }} }})"
    told = page.evaluate(
        f"{asked}.then(async (part) => [part.status, part.headers.get('Content-Range'),"
        " (await part.arrayBuffer()).byteLength])"
    )
    content = built.package.files[film]
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    assert told == [206, f"bytes 100-199/{size}", 100]
    page.goto(address + "gesprek-doorvragen.html")
    page.evaluate("document.querySelector('video').play()")
    expect(page.locator("video")).to_have_js_property("ended", value=False)
    assert page.evaluate("document.querySelector('video').error") is None


def test_a_page_is_read_without_a_script(
    hosted: Hosted, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(hosted.address)
    page.get_by_role("link", name="The basics").click()
    expect(page.get_by_role("heading", name="The alarm")).to_be_visible()
    expect(page.get_by_text("It rings.")).to_be_visible()
    page.get_by_role("link", name="Continue").click()
    expect(page).to_have_url(hosted.address + "test.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(
    scheme: str, hosted: Hosted, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(
        color_scheme=scheme,
        viewport={"width": 320, "height": 600},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name in ("index.html", "alarm.html", "done.html", "glossary.html", "404.html"):
        page.goto(hosted.address + name)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
