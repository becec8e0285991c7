"""A theme as a learner sees it: its colours and fonts, light and dark, and nothing that cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.fonts import LOGO, font

from .learner import Learner, Pack
from .site import REPOSITORY, Lms, Site
from .test_pages import OVERFLOW, check

HOUSE = """\
theme:
  colours: {paper: "#fff8f0", accent: "#b4430a", warm: "#7a2a86"}
  fonts: {text: {family: House, files: [house.ttf], licence: Ours}}
  logo: {file: logo.svg, alt: Kade}
  cover: {file: logo.svg, decorative: true}
  radius: none
  css: house.css
topics:
"""
NIGHT = """\
theme:
  colours: {paper: "#10151c", ink: "#e8edf2", accent: "#ffd23e"}
topics:
"""
WIDE = """\
theme:
  logo: {file: wide.svg, alt: "A name that is long"}
topics:
"""
COLOURS = """() => [getComputedStyle(document.documentElement).backgroundColor,
    getComputedStyle(document.querySelector('#resume')).backgroundColor]"""
FONTS = "() => document.fonts.ready.then(() => [...document.fonts].map(font => [font.family, font.status]))"


@pytest.fixture(scope="module")
def themed(
    compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Pack]:
    """The sample course in a theme."""
    packs: dict[str, Pack] = {}

    def themed(theme: str) -> Pack:
        if theme not in packs:
            course = tmp_path_factory.mktemp("themed") / "course"
            shutil.copytree(REPOSITORY / "course", course)
            outline = course / "course.yaml"
            text = outline.read_text(encoding="utf-8")
            outline.write_text(text.replace("topics:\n", theme, 1), encoding="utf-8")
            (course / "logo.svg").write_text(LOGO, encoding="utf-8")
            wide = LOGO.replace('width="90"', 'width="400"')
            (course / "wide.svg").write_text(wide, encoding="utf-8")
            (course / "house.css").write_text(".foot { background: url(logo.svg); }")
            (course / "house.ttf").write_bytes(font("Cultrvanoe"))
            packs[theme] = compile_course(course)
        return packs[theme]

    return themed


@pytest.mark.parametrize(
    ("theme", "scheme", "paper", "accent"),
    [
        (HOUSE, "light", "rgb(255, 248, 240)", "rgb(180, 67, 10)"),
        (HOUSE, "dark", "rgb(28, 23, 17)", "rgb(252, 132, 86)"),
        (NIGHT, "light", "rgb(16, 21, 28)", "rgb(255, 210, 62)"),
        (NIGHT, "dark", "rgb(16, 21, 28)", "rgb(255, 210, 62)"),
    ],
    ids=["house-light", "house-dark", "night-light", "night-dark"],
)
def test_the_colours_are_seen_and_can_be_read(
    theme: str,
    scheme: str,
    paper: str,
    accent: str,
    themed: Callable[[str], Pack],
    new_context: Callable[..., BrowserContext],
    lms: Lms,
    site: Site,
) -> None:
    pack = themed(theme)
    lms.package = pack.folder
    context = new_context(color_scheme=scheme, reduced_motion="reduce")
    learner = Learner(context, pack, lms, site.address).launch()
    assert learner.course.evaluate(COLOURS) == [paper, accent]
    assert check(learner.course) == []
    learner.begin()
    for step in pack.steps:
        expect(learner.heading).to_have_text(step.title)
        learner.finish(step)
        assert check(learner.course) == [], step.id
        learner.next.click()


def test_fonts_and_pictures_come_from_the_package(
    themed: Callable[[str], Pack],
    new_context: Callable[..., BrowserContext],
    lms: Lms,
    site: Site,
) -> None:
    pack = themed(HOUSE)
    lms.package = pack.folder
    learner = Learner(new_context(), pack, lms, site.address).launch()
    assert learner.course.evaluate(FONTS) == [["House", "loaded"]]
    family = "element => getComputedStyle(element).fontFamily"
    assert str(learner.heading.evaluate(family)).startswith("House,")
    logo = learner.course.get_by_role("img", name="Kade")
    expect(logo).to_be_visible()
    assert logo.evaluate("image => image.naturalWidth") == 90
    foot = learner.course.locator(".foot").evaluate("e => getComputedStyle(e).backgroundImage")
    assert "files/logo.svg" in foot
    learner.begin()
    expect(logo).to_be_visible()


@pytest.mark.parametrize("width", [320, 600])
def test_a_logo_leaves_room_for_what_stands_beside_it(
    width: int,
    themed: Callable[[str], Pack],
    new_context: Callable[..., BrowserContext],
    lms: Lms,
    site: Site,
) -> None:
    pack = themed(WIDE)
    lms.package = pack.folder
    context = new_context(viewport={"width": width, "height": 600})
    learner = Learner(context, pack, lms, site.address).launch()
    assert learner.course.evaluate(OVERFLOW) == [0, []]
    learner.begin()
    learner.finish(pack.steps[0])
    expect(learner.course.locator("#save")).to_be_visible()
    assert learner.course.evaluate(OVERFLOW) == [0, []]
    exit_, logo = (
        learner.button("exit").bounding_box(),
        learner.course.locator(".logo").bounding_box(),
    )
    assert exit_
    assert logo
    assert exit_["x"] >= logo["x"] + logo["width"]
    assert abs(exit_["y"] - logo["y"]) < exit_["height"], "on one line"
