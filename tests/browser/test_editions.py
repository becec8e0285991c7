"""A new edition of a course finds exactly the steps that a learner did in the old one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scorm_builder.build import build
from scorm_builder.state import PASSED, tag
from scorm_builder.targets import TARGETS

from .learner import Learner, Pack
from .measures import keep_topics
from .scorm12 import decode
from .site import REPOSITORY, Lms

Edit = Callable[[dict[str, Any]], None]


def new_step(name: str) -> dict[str, Any]:
    return {"id": name, "title": f"New: {name}", "page": f"new/{name}.md", "done": "confirm"}


def retitle(course: dict[str, Any]) -> None:
    course["title"] = "Something else"
    for topic in course["topics"]:
        topic["title"] += " again"
        for step in topic["steps"]:
            step["title"] += " again"


def insert(course: dict[str, Any]) -> None:
    for topic in course["topics"]:
        topic["steps"].insert(0, new_step(f"before-{topic['id']}"))


def move(course: dict[str, Any]) -> None:
    """All steps in the opposite order, in two topics only."""
    first, *_, last = course["topics"]
    steps = [step for topic in course["topics"] for step in topic["steps"]][::-1]
    course["topics"] = [{**last, "steps": steps[:1]}, {**first, "steps": steps[1:]}]


def rename_topics(course: dict[str, Any]) -> None:
    for number, topic in enumerate(course["topics"]):
        topic["id"] = f"topic-{number}"


def remove(course: dict[str, Any]) -> None:
    del course["topics"][0]


def everything(course: dict[str, Any]) -> None:
    for edit in (retitle, insert, move, rename_topics):
        edit(course)
    course["topics"].append({"id": "more", "title": "More", "steps": [new_step("last")]})
    course["version"] = "2.0.0"


@pytest.fixture
def edition(tmp_path: Path) -> Callable[[Edit], Pack]:
    def edition(edit: Edit) -> Pack:
        source, target = tmp_path / edit.__name__, tmp_path / f"{edit.__name__}-package"
        shutil.copytree(REPOSITORY / "course", source)
        course = yaml.safe_load((source / "course.yaml").read_text(encoding="utf-8"))
        edit(course)
        text = yaml.safe_dump(course, allow_unicode=True, sort_keys=False)
        (source / "course.yaml").write_text(text, encoding="utf-8")
        (source / "new").mkdir()
        used = {step["page"] for topic in course["topics"] for step in topic["steps"]}
        for page in used:
            if page.startswith("new/"):
                (source / page).write_text("Something new.\n", encoding="utf-8")
        for page in source.rglob("*/*.md"):
            # pages link to each other, also to one that an edit takes away
            words = page.read_text(encoding="utf-8")
            if "waarom/vertrouwen.md" not in used:
                words = words.replace("../waarom/vertrouwen.md", "#morgen")
            page.write_text(words, encoding="utf-8")
        keep_topics(source, course["topics"])
        built = build(source, TARGETS["scorm12"])
        assert built.package, built.diagnostics
        for name, content in built.package.files.items():
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        return Pack(target)

    return edition


@pytest.mark.parametrize("edit", [retitle, insert, move, rename_topics, remove, everything])
def test_the_same_steps_are_done(
    edit: Edit, edition: Callable[[Edit], Pack], learner: Learner, lms: Lms, sample: Pack
) -> None:
    learner.launch()
    done = [sample.steps[0], sample.steps[2]]
    learner.begin()
    learner.finish(done[0])
    learner.overview()
    learner.to(done[1])
    learner.next.click()
    learner.close_tab()

    new = edition(edit)
    learner.pack, lms.package = new, new.folder
    kept = [step for step in new.steps if step.id in {old.id for old in done}]
    assert kept
    learner.launch()
    learner.sees_done(*[step.id for step in kept])
    following = next(step for step in new.steps if step not in kept)
    learner.to(following)
    learner.finish(following)
    passed = {PASSED} if following.done == "passed" else set()
    tags = {tag(step.id) for step in (*done, following)} | passed
    assert decode(lms.state).done == tags, "a step that is gone is not forgotten"
    learner.close_tab()

    learner.pack, lms.package = sample, sample.folder
    learner.launch()
    again = {step.id for step in (*done, following)} & {step.id for step in sample.steps}
    learner.sees_done(*again)


def test_a_finished_course_stays_finished(
    edition: Callable[[Edit], Pack], learner: Learner, lms: Lms, sample: Pack
) -> None:
    learner.launch()
    learner.learn(4)
    learner.close_tab()
    new = edition(insert)
    learner.pack, lms.package = new, new.folder
    learner.launch()
    learner.sees("run.progress", done=4, total=8, count=8)
    learner.to(new.steps[0])
    learner.finish(new.steps[0])
    assert lms.status == "passed"
    learner.close_tab()
    assert lms.status == "passed"
