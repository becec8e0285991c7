"""Makes the pictures of the README and the guides from courses: `python docs/pictures.py [name…]`.

Needs the packages of `.[dev]` and Chromium, by its path in CHROMIUM or on the PATH. What is on a
picture is the same each time; its letters are those of the fonts on the machine, best with Palatino
(`fonts-urw-base35` in Debian). A new picture is a line in PICTURES; that of a block or of a type of
questions shows the first example on its page, with the files of docs/examples.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scorm_builder.build import build
from scorm_builder.preview.desk import Desk
from scorm_builder.preview.sources import Folder
from scorm_builder.serving import Site, serve
from scorm_builder.source.blocks import BLOCKS, QUESTION
from scorm_builder.targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/img"
EXAMPLES = "docs/examples"

DAY = "2026-03-02T10:15:00"


@dataclass(frozen=True)
class Picture:
    """What to show: a page of a course by its `route`, of which `selector` cuts out a part.

    `done` are the steps that were finished before, `press` are parts to press, one after the other,
    `most` the bytes of the picture, at most.
    """

    name: str
    course: str = "course"
    route: str = "/"
    selector: str = ""
    width: int = 1200
    height: int = 800
    scheme: str = "light"
    done: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    most: int = 100_000


HALF = ("waarom-vertrouwen", "gesprek-doorvragen")
PICTURES = (
    Picture("theme", height=1000, done=HALF),
    Picture("theme-dark", scheme="dark", done=HALF),
    Picture("theme-phone", width=360, height=720, done=HALF),
    Picture("step", route="/loslaten-afstand", width=1000, height=900),
)
PREVIEWS = (
    Picture("preview", width=1440, height=900),
    Picture("preview-state", width=1440, height=900, press=("#tab-state",)),
)  # fmt: skip
"""The page of `scorm-builder preview`, with a learner who has done a part of the course."""

PRESSED = {
    "accordion": ("summary",),
    "flip-cards": ("details:last-child > summary",),
    "hotspot": ("[data-option=b] input",),
    "labelled-image": ("summary",),
    "likert": ("[data-option=c] input",),
    "multiple": ("[data-option=b] input",),
    "question": ("[data-option=b] input",),
    "reveal": ("button",),
    "scenario": ("[data-option=a] input", ".go"),
    "sequencing": ("[data-option=b] .up",),
    "single": ("[data-option=b] input",),
    "tabs": ("[role=tab]:last-child",),
}
"""What is pressed in a block or a question to show both of its states."""

TYPES = sorted({page.stem for page in (ROOT / "docs/questions").glob("*.md")} - {"README"})
EXAMPLE_PICTURES = tuple(
    Picture(
        f"{folder}/{name}",
        EXAMPLES,
        f"/{name}",
        ".prose",
        width=640,
        height=1200,
        press=PRESSED.get(name, ()),
        most=40_000,
    )
    for folder, names in (("blocks", BLOCKS), ("questions", TYPES))
    for name in names
)

# A platform that takes everything, so that no message stands in the way.
PLATFORM = """
const held = { 'cmi.core.lesson_status': 'not attempted', 'cmi.core.lesson_mode': 'normal', 'cmi.core.credit': 'credit' };
const yes = () => 'true';
window.API = {
  LMSInitialize: yes, LMSFinish: yes, LMSCommit: yes, LMSGetLastError: () => '0', LMSGetErrorString: () => '',
  LMSGetDiagnostic: () => '', LMSGetValue: (name) => held[name] ?? '',
  LMSSetValue: (name, value) => { held[name] = value; return 'true'; },
};
"""

READY = """async () => {
  for (const one of document.querySelectorAll('img, iframe')) one.loading = 'eager';
  await Promise.all([...document.images].filter((one) => one.checkVisibility()).map((one) => one.decode()));
}"""


def example_course(folder: Path) -> Path:
    """A course with a step for each block and each type of questions, whose page is the first example
    of that."""
    shutil.copytree(ROOT / EXAMPLES, folder)
    pages = {"route": "## The stairs\n\nDown.\n", "sound": "A bell.\n"}
    for name in BLOCKS:
        about = (ROOT / f"docs/blocks/{name}.md").read_text("utf-8")
        pages[name] = first(about, "markdown")
        if name == QUESTION:
            (folder / f"alarm/{name}.questions.yaml").write_text(first(about, "yaml"), "utf-8")
    for name in TYPES:
        example = first((ROOT / f"docs/questions/{name}.md").read_text("utf-8"), "yaml")
        (folder / f"alarm/{name}.questions.yaml").write_text(example, "utf-8")
        pages[name] = "".join(
            f":::question {{#{one}}}\n:::\n\n"
            for one in re.findall(r"^  - id: (\S+)", example, re.M)
        )
    outline = [
        "format: 1",
        "id: examples",
        "title: Examples",
        "lang: en",
        'version: "1"',
        "topics:",
    ]
    outline += ["  - id: blocks", "    title: Blocks", "    steps:"]
    for name, page in pages.items():
        outline.append(f"      - {{id: {name}, title: {name}, page: alarm/{name}.md}}")
        (folder / f"alarm/{name}.md").write_text(page, "utf-8")
    (folder / "course.yaml").write_text("\n".join(outline) + "\n", "utf-8")
    recordings = ROOT / "tests/courses/every-block-valid/course/media"
    for name in ("drill.mp4", "alarm.mp3", "talk.m4a", "talk.opus"):
        shutil.copy(recordings / "drill.mp4", folder / f"media/{name}")
    (folder / "media/plan.pdf").write_bytes(bytes(240_000))
    return folder


def first(page: str, language: str) -> str:
    """The first example in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def unpack(course: Path, folder: Path) -> str:
    """The address of a course that was built into a folder."""
    package = build(course, TARGETS["scorm12"]).package
    if package is None:
        raise SystemExit(f"{course} has errors: run scorm-builder check {course}")
    for name, content in package.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    return (folder / "index.html").as_uri()


@contextmanager
def opened(browser: Browser, picture: Picture, address: str) -> Iterator[Page]:
    """The page to show, with the steps finished that should be."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=2 if picture.width < 600 else 1.5,
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    )
    context.add_init_script(PLATFORM)
    page = context.new_page()
    page.clock.set_fixed_time(DAY)
    page.goto(address)
    page.wait_for_selector("html.ready")
    page.evaluate("steps => steps.forEach((step) => Progress.complete(step))", list(picture.done))
    page.evaluate("route => { location.hash = route; }", picture.route)
    page.wait_for_timeout(300)
    page.evaluate(READY)
    for frame in page.locator(".here iframe").all():
        frame.content_frame.locator("body > *").first.wait_for()
    page.wait_for_timeout(1000)  # also players have settled
    for part in picture.press:
        page.locator(f".here {picture.selector} {part}").filter(visible=True).first.click()
    if picture.press:
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
    yield page
    context.close()


@contextmanager
def previewed(browser: Browser, picture: Picture) -> Iterator[Page]:
    """The page of a preview, with a learner who was there before."""
    version = replace(Folder(ROOT / picture.course, TARGETS["scorm12"]).version(), seconds=0.084)
    assert version.playable
    site = Site(version.playable, "moodle")
    desk = Desk(site)
    desk.show(version)
    with serve(site, 0, desk.routes()) as server:
        size = {"width": picture.width, "height": picture.height}
        page = browser.new_page(viewport=size, device_scale_factor=1.5, locale="nl-NL")
        page.clock.set_fixed_time(DAY)
        page.goto(server.address)
        page.wait_for_selector("html[data-build]")
        page.get_by_role("button", name="At 40 %").click()
        page.frame_locator("#screen > iframe").get_by_text("50%").wait_for()
        page.locator("#build span").evaluate(
            "(element) => { element.textContent = element.textContent.replace(/^[\\d:]+/, '10:15:00'); }"
        )
        for part in picture.press:
            page.locator(part).click()
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(500)
        yield page
        page.close()
        desk.end()


def shot(page: Page, picture: Picture) -> bytes:
    """The page, or the part of it with a little room around it."""
    if not picture.selector:
        return page.screenshot()
    box = page.locator(f".here {picture.selector}").first.bounding_box()
    if box is None:
        raise SystemExit(f"{picture.name}: there is no {picture.selector}")
    clip = {"x": box["x"] - 16, "y": box["y"] - 16}
    return page.screenshot(
        clip={**clip, "width": box["width"] + 32, "height": box["height"] + 32},
    )


def packed(shot: bytes, most: int) -> bytes:
    """A picture as small as it must be, without loss when that is enough."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    for options in ({"lossless": True}, *({"quality": q} for q in range(95, 40, -5))):
        made = io.BytesIO()
        image.save(made, "webp", method=6, **options)
        if made.tell() <= most:
            break
    return made.getvalue()


def main(names: list[str]) -> None:
    """Make the pictures of these names, or all."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    known = (*PICTURES, *PREVIEWS, *EXAMPLE_PICTURES)
    wanted = [picture for picture in known if not names or picture.name in names]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        courses = sorted({picture.course for picture in wanted})
        examples = example_course(Path(scratch, "examples"))
        places = {one: examples if one == EXAMPLES else ROOT / one for one in courses}
        built = {one: unpack(place, Path(scratch, one)) for one, place in places.items()}
        for picture in wanted:
            way = (
                previewed if picture in PREVIEWS else partial(opened, address=built[picture.course])
            )
            with way(browser, picture) as page:
                content = packed(shot(page, picture), picture.most)
            file = FOLDER / f"{picture.name}.webp"
            file.write_bytes(content)
            print(f"{file.relative_to(ROOT)}  {len(content) / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
