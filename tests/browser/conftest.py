"""The package of the sample course, a site that serves it, and browsers that mind every fault."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Response, expect, sync_playwright

from scorm_builder.build import build
from scorm_builder.package import source_date, write_zip
from scorm_builder.playtest.browsers import ARGUMENTS
from scorm_builder.targets import TARGETS

from .learner import Learner, Pack, Words
from .scorm12 import SCORM_12, faults
from .scorm2004 import SCORM_2004
from .site import LMS_FILES, REPOSITORY, Lms, Site

expect.set_options(timeout=15_000)  # a busy machine is no fault
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
NPM = [
    LMS_FILES["/scorm12.js"],
    LMS_FILES["/scorm2004.js"],
    REPOSITORY / "node_modules/axe-core/axe.min.js",
]


def _missing() -> str:
    if not CHROMIUM or not Path(CHROMIUM).is_file():
        return "no Chromium: install it or set CHROMIUM to its path"
    if not all(file.is_file() for file in NPM):
        return "node_modules is not complete: run npm ci"
    return ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if missing := _missing():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", *ARGUMENTS]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="session")
def compile_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Pack]:
    """Build a course, and unpack its zip."""

    def compile_course(course: Path, target: str = "scorm12", document: str = "index.html") -> Pack:
        folder = tmp_path_factory.mktemp("package")
        built = build(course, TARGETS[target])
        assert built.package, built.diagnostics
        write_zip(built.package, folder / "course.zip", source_date())
        with zipfile.ZipFile(folder / "course.zip") as archive:
            archive.extractall(folder / "unpacked")
        return Pack(folder / "unpacked", document)

    return compile_course


@pytest.fixture(scope="session")
def sample(compile_course: Callable[[Path], Pack]) -> Pack:
    return compile_course(REPOSITORY / "course")


@pytest.fixture
def lms(site: Site, sample: Pack) -> Iterator[Lms]:
    """An LMS with scorm-again's API; whatever happens, it never hears an illegal call."""
    lms = site.lms(sample.folder)
    yield lms
    assert faults(lms.calls) == []
    assert not lms.lowered


@pytest.fixture
def new_context(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers with a memory of their own. Anything odd that happens in them fails the test."""
    odd: list[str] = []
    contexts: list[BrowserContext] = []

    def failed(request: Request) -> None:
        # a browser breaks off what it no longer needs: the rest of a film, all when a tab closes
        if "ERR_ABORTED" not in str(request.failure):
            odd.append(f"failed: {request.url} {request.failure}")

    def asked(request: Request) -> None:
        if not request.url.startswith((site.address, "file:", "data:image/svg+xml")):
            odd.append(f"outside: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            odd.append(f"{response.status}: {response.url}")

    def new_context(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "nl-NL", **options})
        context.set_default_timeout(15_000)
        context.on("console", lambda message: odd.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: odd.append(f"error: {error.error}"))
        context.on("requestfailed", failed)
        context.on("request", asked)
        context.on("response", answered)
        contexts.append(context)
        return context

    yield new_context
    for context in contexts:
        context.close()
    assert odd == []


@pytest.fixture
def learner(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> Learner:
    return Learner(new_context(), sample, lms, site.address)


@pytest.fixture
def play_files(
    tmp_path: Path,
    compile_course: Callable[[Path], Pack],
    new_context: Callable[..., BrowserContext],
    site: Site,
) -> Iterator[Callable[..., Learner]]:
    """Launch a course of these files in an LMS, which never hears an illegal call."""
    started: list[Lms] = []

    def play_files(
        files: dict[str, str],
        kind: str = "again",
        lang: str = "en",
        target: str = "scorm12",
        **options: Any,
    ) -> Learner:
        folder = tmp_path / f"course-{len(started)}"
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        pack = compile_course(folder, target)
        standard = SCORM_12 if target == "scorm12" else SCORM_2004
        started.append(site.lms(pack.folder, kind=kind, standard=standard))
        context = new_context(reduced_motion="reduce", **options)
        return Learner(context, pack, started[-1], site.address, Words(lang)).launch()

    yield play_files
    for lms in started:
        assert faults(lms.calls, lms.standard) == []
        assert not lms.lowered
