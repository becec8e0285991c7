"""What a browser loads of pictures, videos and sounds, and when."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.courses import OUTLINE, write

from .learner import Pack, say
from .site import REPOSITORY, Site


@pytest.fixture(scope="module")
def gallery(
    compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory
) -> Pack:
    """A course with a photo on its first step."""
    folder = tmp_path_factory.mktemp("gallery")
    grain = random.Random(1).randbytes(3 * 300 * 200)
    photo = Image.frombytes("RGB", (300, 200), grain).resize((3000, 2000))
    photo.save(folder / "door.jpg", quality=90)
    return compile_course(write(folder, {"first.md": "![A door.](door.jpg)\n"}))


@pytest.mark.parametrize(
    ("width", "density", "loaded"),
    [(320, 1, 480), (412, 2, 960), (390, 3, 1440), (1280, 1, 960), (1280, 2, 1440)],
)
def test_a_browser_loads_the_picture_that_fits(
    width: int,
    density: int,
    loaded: int,
    gallery: Pack,
    site: Site,
    new_context: Callable[..., BrowserContext],
) -> None:
    lms = site.lms(gallery.folder)
    context = new_context(viewport={"width": width, "height": 700}, device_scale_factor=density)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.address}/package/{lms.number}/index.html")
    page.wait_for_timeout(200)
    assert not [url for url in asked if ".webp" in url], "before its page is shown"
    page.evaluate("location.hash = '#/first'")
    image = page.locator("img")
    image.evaluate("image => image.decode()")
    asked_for = [url.rpartition("/")[2] for url in asked if ".webp" in url]
    assert [name.split("-")[1] for name in asked_for] == [str(loaded)]
    box = image.bounding_box()
    assert box
    assert box["width"] * density <= loaded
    assert abs(box["width"] * 2 / 3 - box["height"]) < 1
    assert box["width"] <= width


RECORDINGS = """\
:::audio {#talk src=film.mp4 captions=film.nl.vtt required=60%}
A talk.
:::

:::video {#film src=film.mp4 captions=film.nl.vtt subtitled}
:::

:::video {#quiet src=film.mp4 captions=film.nl.vtt}
:::
"""


@pytest.fixture(scope="module")
def recordings(
    compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory
) -> Pack:
    """A course with a sound that must be heard, and two videos. The film of the sample is both."""
    folder = tmp_path_factory.mktemp("recordings")
    shutil.copy(REPOSITORY / "course/media/gesprek.mp4", folder / "film.mp4")
    shutil.copy(REPOSITORY / "course/media/gesprek.nl.vtt", folder / "film.nl.vtt")
    outline = OUTLINE.replace("lang: en", "lang: nl").replace(
        "page: first.md", "page: first.md, done: blocks"
    )
    return compile_course(write(folder, {"course.yaml": outline, "first.md": RECORDINGS}))


@pytest.fixture
def asked(
    recordings: Pack, site: Site, new_context: Callable[..., BrowserContext]
) -> tuple[Page, list[str]]:
    """The page with recordings, and the files that it asks for."""
    lms = site.lms(recordings.folder)
    page = new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{site.address}/package/{lms.number}/index.html#/first")
    expect(page.locator("audio")).to_be_visible()
    return page, asked


PLAY = "media => { media.muted = true; media.playbackRate = 16; return media.play(); }"


def test_nothing_of_a_recording_is_loaded_before_it_plays(asked: tuple[Page, list[str]]) -> None:
    page, files = asked
    page.wait_for_timeout(500)
    assert not [name for name in files if name.startswith("film.")]
    page.locator("video").first.evaluate(PLAY)
    page.wait_for_timeout(300)
    assert {name for name in files if name.startswith("film.")} == {"film.mp4", "film.nl.vtt"}


def test_captions_are_shown_from_the_start_only_where_the_author_says_so(
    asked: tuple[Page, list[str]],
) -> None:
    page, _ = asked
    mode = "media => media.textTracks[0].mode"
    for number, shown in ((0, "showing"), (1, "disabled")):
        video = page.locator("video").nth(number)
        assert video.evaluate(mode) == "disabled"
        video.evaluate(PLAY)
        assert video.evaluate(mode) == shown


def test_a_sound_counts_when_enough_was_heard(asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    heard = page.locator(".audio .watched")
    expect(heard).to_have_text(say("run.audio.watched", n=0, required=60))
    page.locator(".here .next").click()
    expect(page.locator("#hint")).to_contain_text(say("run.audio.need"))
    page.locator("audio").evaluate(PLAY)
    expect(heard).to_have_text(say("run.audio.done"), timeout=20_000)
    expect(page.locator(".page.here")).to_have_class(re.compile(r"\bdone\b"))


def test_a_sound_counts_when_its_text_was_read(asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    page.locator(".audio summary").click()
    page.locator(".audio").get_by_role("button", name=say("audio.read")).click()
    expect(page.locator(".audio .watched")).to_have_text(say("run.audio.done"))
    page.reload()
    expect(page.locator(".audio .watched")).to_have_text(say("run.audio.done"))
