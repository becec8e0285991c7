"""What the tests share: a small course to break, and the text report of a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from scorm_builder.build import build
from scorm_builder.reports import Report, text
from scorm_builder.targets import TARGETS

pytest_plugins = ["tests.published"]

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1.0.0"
topics:
  - id: basics
    title: Basics
    steps:
      - id: alarm
        title: The alarm
        page: alarm.md
"""

Content = str | bytes | Callable[[Path], object] | None
"""Of a file: its text, its bytes, what makes something else in its place, or nothing at all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write expected files instead of comparing"
    )


MAY_SKIP = "the published schemas are not beside the checkout"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """In continuous integration every test can run: one that skips has failed."""
    result = yield
    report = result.get_result()
    if report.skipped and os.environ.get("CI") and MAY_SKIP not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in continuous integration: {report.longrepr}"


@pytest.fixture
def outline() -> str:
    """The course.yaml of a course with one step, `alarm`, whose page is alarm.md."""
    return OUTLINE


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What builds keep goes to a folder of the tests, also in processes of their own."""
    os.environ["SCORM_BUILDER_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Mapping[str, Content]], Path]:
    """Makes `course` in an empty current folder: `outline`, a page, and over those the given files."""
    monkeypatch.chdir(tmp_path)

    def make(files: Mapping[str, Content]) -> Path:
        root = Path("course")
        for name, content in {
            "course.yaml": OUTLINE,
            "alarm.md": "Press the red button.\n",
            **files,
        }.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if callable(content):
                content(path)
            elif content is not None:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture
def report() -> Callable[[Path], str]:
    """The report that `scorm-builder check` prints of a folder, without colours."""
    return lambda root: click.unstyle(
        text.write(Report(root, build(root, TARGETS["scorm12"]).diagnostics))
    )
