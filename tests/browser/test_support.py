"""Help at the foot of every page: its code, read by the command line, is what the learner did."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from .learner import Learner, Pack, say
from .site import REPOSITORY, Lms, Site

CODE = re.compile(r"2[0-9A-Z-]{10,}")


def code(learner: Learner) -> Locator:
    """The code, once Help is opened."""
    shown = learner.course.locator("#support")
    if not shown.is_visible():
        learner.course.locator("summary", has_text=learner.say("help")).last.click()
    expect(shown).to_have_text(CODE)
    return shown


def explained(text: str, course: Path = REPOSITORY / "course") -> dict[str, Any]:
    """What the command line says of a code."""
    command = [sys.executable, "-m", "scorm_builder", "explain", text, "--course", str(course)]
    told = subprocess.run(
        [*command, "--format", "json"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def done(answer: dict[str, Any]) -> list[str]:
    return [step["id"] for step in answer["steps"] if step["done"]]


def test_the_code_says_what_the_learner_did(learner: Learner) -> None:
    learner.launch()
    steps = learner.pack.steps
    learner.to(steps[2])
    learner.finish(steps[2])
    shown = code(learner)
    answer = explained(shown.inner_text())
    assert (answer["course"], done(answer)) == ("same", [steps[2].id])
    assert (answer["where"], answer["pending"], answer["error"]) == ("lms", False, None)
    assert answer["saved"] and answer["kept"]
    assert answer["browser"].startswith("Chrome ")

    learner.overview()
    learner.to(steps[0])
    before = shown.inner_text()
    learner.finish(steps[0])
    expect(shown).not_to_have_text(before)
    assert done(explained(shown.inner_text())) == [steps[0].id, steps[2].id]


def test_the_code_names_what_the_platform_refused(
    new_context: Callable[..., BrowserContext], sample: Pack, site: Site
) -> None:
    lms = site.lms(sample.folder, kind="strict")
    learner = Learner(new_context(), sample, lms, site.address).launch()
    learner.lms_now("add", "commit-fails")
    learner.begin()
    learner.finish(sample.steps[0])
    learner.sees("run.fault")
    answer = explained(code(learner).inner_text())
    assert (answer["error"]["call"], answer["pending"]) == ("LMSCommit", True)
    assert done(answer) == [sample.steps[0].id]
    learner.lms_now("delete", "commit-fails")
    learner.button("retry").click()
    expect(learner.course.locator("#fault")).to_be_hidden()
    answer = explained(code(learner).inner_text())
    assert (answer["error"]["call"], answer["pending"]) == ("LMSCommit", False)


def test_without_a_platform_the_code_says_so(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    learner = Learner(new_context(), sample, lms, site.address)
    learner.open((sample.folder / "index.html").as_uri())
    answer = explained(code(learner).inner_text())
    assert (answer["where"], answer["error"], done(answer)) == ("device", None, [])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_code_is_copied_and_that_is_said(
    width: int, new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    context = new_context(viewport={"width": width, "height": 640})
    learner = Learner(context, sample, lms, site.address).launch()
    shown = code(learner)
    learner.button("help.copy").click()
    expect(learner.course.get_by_role("status").last).to_have_text(learner.say("help.copied"))
    assert learner.course.evaluate("getSelection().toString().trim()") == shown.inner_text()
    assert learner.course.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("named", [True, False], ids=["named", "nobody"])
def test_without_javascript_help_only_says_whom_to_ask_and_there_is_no_page_at_the_end(
    named: bool,
    new_context: Callable[..., BrowserContext],
    compile_course: Callable[[Path], Pack],
    tmp_path: Path,
) -> None:
    course = tmp_path / "course"
    shutil.copytree(REPOSITORY / "course", course)
    if not named:
        outline = (course / "course.yaml").read_text("utf-8")
        (course / "course.yaml").write_text(re.sub(r"(?m)^help: .*\n", "", outline), "utf-8")
    page = new_context(java_script_enabled=False).new_page()
    page.goto((compile_course(course).folder / "index.html").as_uri())
    expect(page.get_by_text(say("version", version="1.0.0"))).to_be_visible()
    expect(page.locator("#help")).to_be_visible(visible=named)
    if named:
        page.locator("#help summary").click()
        expect(page.locator("#help p").filter(visible=True)).to_have_text(re.compile("^Kom je er"))
    expect(page.locator(".completion")).to_be_hidden()
