"""The rules of a course as a learner meets them: order, what counts, what is reported."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, expect

from .learner import Learner, Pack
from .measures import keep_topics
from .scorm12 import faults
from .site import REPOSITORY, Lms, Site

Play = Callable[[Callable[[dict[str, Any]], None]], Learner]


@pytest.fixture
def play(
    tmp_path: Path,
    compile_course: Callable[[Path], Pack],
    new_context: Callable[..., BrowserContext],
    site: Site,
) -> Play:
    """Launch the sample after an edit of its outline."""

    def play(edit: Callable[[dict[str, Any]], None]) -> Learner:
        course = tmp_path / "course"
        shutil.copytree(REPOSITORY / "course", course)
        outline = yaml.safe_load((course / "course.yaml").read_text(encoding="utf-8"))
        edit(outline)
        text = yaml.safe_dump(outline, allow_unicode=True, sort_keys=False)
        (course / "course.yaml").write_text(text, encoding="utf-8")
        keep_topics(course, outline["topics"])
        pack = compile_course(course)
        return Learner(new_context(), pack, site.lms(pack.folder), site.address).launch()

    return play


def lms_of(learner: Learner) -> Lms:
    assert faults(learner.lms.calls) == []
    assert not learner.lms.lowered
    return learner.lms


def test_in_linear_order_a_step_says_what_comes_first_and_opens_when_that_is_done(
    play: Play,
) -> None:
    learner = play(lambda outline: outline["progress"].update(order="linear"))
    first, second, *_ = learner.pack.steps
    rows = learner.course.locator(".topic .state")
    expect(rows.nth(1)).to_have_text(learner.say("run.state.locked", title=first.title))
    learner.to(second)
    expect(learner.button("video.read")).to_be_hidden()
    learner.here.get_by_role(
        "link", name=learner.say("run.state.locked", title=first.title)
    ).click()
    learner.finish(first)
    learner.next.click()
    learner.finish(second)
    assert lms_of(learner).objectives() == {
        first.id: "completed", first.topic: "completed",
        second.id: "completed", second.topic: "completed",
    }  # fmt: skip


def test_in_linear_order_next_waits_and_says_for_what(play: Play) -> None:
    learner = play(lambda outline: outline["progress"].update(order="linear"))
    learner.begin()
    for _ in range(2):
        learner.next.click()
        expect(learner.course.locator("#hint")).to_have_text(learner.say("run.need.confirm"))
        expect(learner.button("confirm")).to_be_focused()
    assert lms_of(learner).objectives() == {}


def test_nothing_is_locked_when_the_course_is_done(play: Play) -> None:
    learner = play(lambda outline: outline["progress"].update(order="linear"))
    learner.learn(4)
    learner.overview()
    learner.sees_done(*[step.id for step in learner.pack.steps])
    learner.to(learner.pack.steps[2])
    expect(learner.course.locator("#lock")).to_be_hidden()


def test_progress_counts_topics(play: Play) -> None:
    def edit(outline: dict[str, Any]) -> None:
        outline["progress"]["count"] = "topics"
        first, second, third, _ = outline["topics"]
        first["steps"] += second["steps"]
        outline["topics"].remove(second)
        third["required"] = False

    learner = play(edit)
    learner.sees("run.progress", done=0, total=2, count=2)
    learner.begin()
    learner.finish(learner.pack.steps[0])
    learner.overview()
    learner.sees("run.progress", done=0, total=2, count=2)
    learner.sees("run.state.part", done=1, total=2)
    learner.begin()
    learner.finish(learner.pack.steps[1])
    learner.overview()
    learner.sees("run.progress", done=1, total=2, count=2)
    learner.sees("run.percent", n=50)
    learner.begin()
    learner.finish(learner.pack.steps[3])
    assert lms_of(learner).status == "passed", "an extra topic does not count"


def test_a_finished_course_is_reported_as_the_author_says(play: Play) -> None:
    learner = play(lambda outline: outline["tracking"].update(report="completed"))
    learner.learn(4)
    assert lms_of(learner).status == "completed"
