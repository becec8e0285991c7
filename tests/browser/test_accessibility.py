"""The course with every block under all that docs/accessibility.md says is checked by machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.courses import EVERY_BLOCK

from .learner import Pack
from .measures import CUT, OVERFLOW, OVERLAP, SMALL, SPACED, examine, in_language, stops
from .site import REPOSITORY, Site

NewContext = Callable[..., BrowserContext]
GOLDEN = REPOSITORY / "tests/golden"

PLAIN = "::before, ::after { content: none !important; }"
"""Axe cannot tell the contrast of a text with something drawn before or after it."""

OPEN_QUESTIONS = re.compile(
    r"video-caption: <video"  # a track is added when the video plays (test_media.py), or a reason is given
    r"|color-contrast: <mo>"  # a sign of a formula
    r"|(color-contrast|label-content-name-mismatch): <a [^>]*footnote-back"  # an arrow with a name
)

USE = """(page) => {
    const act = () => {
        for (const box of page.querySelectorAll('details')) box.open = true;
        for (const box of page.querySelectorAll('button:not(.confirm, [popovertarget], [disabled]), [role=tab]')) {
            if (box.checkVisibility()) box.click();
        }
        for (const box of page.querySelectorAll('[type=checkbox]:not(:disabled, :checked)')) box.click();
        for (const box of page.querySelectorAll('textarea')) {
            box.value = 'What I think of it';
            box.dispatchEvent(new Event('input', { bubbles: true }));
        }
    };
    act();
    act(); // what opened may hold more
}"""


@pytest.fixture(scope="module")
def every(compile_course: Callable[[Path], Pack]) -> Pack:
    return compile_course(EVERY_BLOCK)


@pytest.fixture(scope="module")
def mirrored(
    compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory
) -> Pack:
    return compile_course(in_language("ar", tmp_path_factory.mktemp("ar"), EVERY_BLOCK))


@pytest.fixture(params=["every", "mirrored"], ids=["ltr", "rtl"])
def pack(request: pytest.FixtureRequest) -> Pack:
    found: Pack = request.getfixturevalue(request.param)
    return found


def opened(new_context: NewContext, pack: Pack, site: Site, **options: object) -> Page:
    """The course without an LMS, in a browser into which styles can be put."""
    page = new_context(bypass_csp=True, reduced_motion="reduce", **options).new_page()
    page.goto(f"{site.address}/package/{site.lms(pack.folder).number}/index.html")
    page.wait_for_selector("html.ready")
    return page


def every_page(page: Page) -> Iterator[str]:
    """Turn to each page of the course, as it is and with all on it used; says which it is."""
    ids = page.evaluate("[...document.querySelectorAll('.page:not(#closed)')].map(page => page.id)")
    for id_ in ids:
        page.evaluate("id => { location.hash = '#' + id; }", id_)
        here = page.locator(f"[id='{id_}']")
        expect(here).to_be_visible()
        yield id_
        here.evaluate(USE)
        yield f"{id_}, used"
        page.evaluate("history.replaceState(null, '', '#'); document.activeElement.blur()")


def test_axe_finds_nothing(new_context: NewContext, pack: Pack, site: Site) -> None:
    page = opened(new_context, pack, site, viewport={"width": 1280, "height": 800})
    page.add_style_tag(content=PLAIN)
    for name in every_page(page):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            wrong, unsure = examine(page.main_frame)
            assert wrong == [], f"{name}, {scheme}"
            if (
                pack.course["lang"] == "en"
            ):  # in mirrored cards it takes part of a pixel for an overlap
                assert [one for one in unsure if not OPEN_QUESTIONS.match(one)] == [], name


@pytest.mark.parametrize("size", [(320, 256), (1000, 700)], ids=["400 %", "desktop"])
def test_every_page_fits_and_can_be_pressed(
    size: tuple[int, int], new_context: NewContext, pack: Pack, site: Site
) -> None:
    page = opened(new_context, pack, site, viewport={"width": size[0], "height": size[1]})
    for name in every_page(page):
        assert page.evaluate(OVERFLOW) == [0, []], name
        assert page.evaluate(SMALL) == [], name
        assert page.evaluate(OVERLAP) == [], name
        spaced = page.add_style_tag(content=SPACED)
        assert page.evaluate(OVERFLOW) == [0, []], f"{name}, spaced"
        assert page.evaluate(CUT) == [], f"{name}, spaced"
        assert page.evaluate(OVERLAP) == [], f"{name}, spaced"
        spaced.evaluate("style => style.remove()")


@pytest.mark.parametrize("size", [(320, 256), (1000, 700)], ids=["400 %", "desktop"])
def test_the_focus_can_always_be_seen(
    size: tuple[int, int], new_context: NewContext, every: Pack, site: Site
) -> None:
    page = opened(new_context, every, site, viewport={"width": size[0], "height": size[1]})
    for name in every_page(page):
        for key in ("Tab", "Shift+Tab"):
            seen = list(stops(page, key))
            assert len(seen) > 3, name
            assert [stop for stop in seen if stop[1]] == [], f"{name}, {key}"
