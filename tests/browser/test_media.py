"""What a browser loads of pictures, videos and sounds, and when."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext

from tests.courses import write

from .learner import Pack
from .site import Site


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
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth")
    asked_for = [url.rpartition("/")[2] for url in asked if ".webp" in url]
    assert [name.split("-")[1] for name in asked_for] == [str(loaded)]
    box = image.bounding_box()
    assert box
    assert box["width"] * density <= loaded
    assert abs(box["width"] * 2 / 3 - box["height"]) < 1
    assert box["width"] <= width
