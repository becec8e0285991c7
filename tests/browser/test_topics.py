"""Topics that a platform opens by themselves: each is complete, and none knows of another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scorm_builder.state import COMPLETED, PASSED, tag

from .learner import Learner, Pack, Words
from .scorm12 import SCORM_12, decode, faults
from .scorm2004 import SCORM_2004
from .site import LMS_FILES, REPOSITORY, Site
from .test_quiz import answer, saved
from .test_targets import STANDARDS

OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1"
packaging: topics
progress: {order: linear}
tracking: {complete: both, score: test, pass: 80, report: passed-failed}
topics:
  - id: basics
    title: The basics
    summary: What you do first.
    steps:
      - {id: alarm, title: The alarm, page: alarm.md, done: confirm}
      - {id: test, title: The test, quiz: test.yaml}
  - id: more
    title: More
    required: false
    steps:
      - {id: route, title: The route, page: route.md, done: confirm}
"""
FILES = {
    "course.yaml": OUTLINE,
    "alarm.md": "It rings. Then [walk](route.md).\n",
    "route.md": "Walk.\n",
    "test.yaml": """\
attempts: 2
questions:
  - {id: loud, type: true-false, ask: Is the alarm loud?, answer: true, topic: basics}
  - {id: far, type: true-false, ask: Is the exit near?, answer: true, topic: more}
""",
}
KEYS = "Object.keys(localStorage).sort()"


@pytest.fixture(scope="module")
def folders(
    tmp_path_factory: pytest.TempPathFactory, compile_course: Callable[..., Pack]
) -> dict[str, Path]:
    """The unpacked package for each standard."""
    course = tmp_path_factory.mktemp("course")
    for name, text in FILES.items():
        (course / name).write_text(text, "utf-8")
    return {name: compile_course(course, name, "basics.html").folder for name in STANDARDS}


def confirm(learner: Learner, step: str) -> None:
    learner.course.evaluate(f"location.hash = '#/{step}'")
    expect(learner.here).to_have_id(f"/{step}")
    learner.button("confirm").click()
    learner.sees("run.step-done")


# Every target, and both halves of every standard: that is not all of both.
@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("scorm12", "again"),
        ("scorm12", "strict"),
        ("scorm2004-3", "again"),
        ("scorm2004-4", "strict"),
    ],
)
def test_each_topic_is_completed_and_nothing_leaks(
    target: str,
    kind: str,
    folders: dict[str, Path],
    site: Site,
    new_context: Callable[..., BrowserContext],
) -> None:
    context = new_context(reduced_motion="reduce")
    standard = SCORM_12 if target == "scorm12" else SCORM_2004

    def topic(id_: str) -> Learner:
        document = f"{id_}.html"
        lms = site.lms(folders[target], kind=kind, standard=standard, document=document)
        pack = Pack(folders[target], document)
        return Learner(context, pack, lms, site.address, Words("en")).launch()

    basics = topic("basics")
    expect(basics.heading).to_have_text("The basics")
    expect(basics.course.locator(".theme .label").first).to_have_text("Fire safety")
    confirm(basics, "alarm")
    basics.here.get_by_role("link", name="walk").click()
    expect(basics.here).to_have_id("/route")
    expect(basics.here).to_contain_text("This page is part of the topic “More”.")
    basics.course.evaluate("location.hash = '#/test'")
    basics.here.locator(".start button").press("Enter")
    answer(basics, {"loud": "t", "far": "t"})
    expect(basics.here.locator(".result")).to_be_visible()
    expect(basics.here.locator(".result dt")).to_have_text(["The basics", "More"])
    saved(basics)
    first = basics.lms
    first.until(lambda lms: lms.status in ("passed", "completed"))
    basics.page.close()

    more = topic("more")
    more.sees("run.progress", count=1, done=0, total=1)
    assert not more.course.locator(".score").count()
    confirm(more, "route")
    second = more.lms
    second.until(lambda lms: lms.status in ("passed", "completed"))
    assert more.course.evaluate(KEYS) == [
        "scorm-builder:fire_basics:learner-1",
        "scorm-builder:fire_more:learner-1",
    ]
    more.page.close()

    assert decode(first.state).done == {tag("alarm"), tag("test"), PASSED}
    assert decode(second.state).done == {tag("route")}
    assert decode(second.state).items.keys() == {COMPLETED}
    assert first.cmi[f"{standard.core}score.raw"] == "100"
    assert f"{standard.core}score.raw" not in second.cmi
    assert first.objectives().keys() == {"alarm", "test", "basics"}
    assert second.objectives().keys() == {"route", "more"}

    basics.launch()
    basics.sees("run.complete")
    expect(basics.course.locator(".theme .steps .state")).to_have_text(["Completed", "Completed"])
    for lms in (first, second):
        assert faults(lms.calls, lms.standard) == []
        assert not lms.lowered


@pytest.mark.parametrize(("target", "profile"), [("scorm12", "moodle"), ("scorm2004-3", "strict")])
def test_a_learner_goes_from_item_to_item_in_one_visit(
    target: str,
    profile: str,
    folders: dict[str, Path],
    site: Site,
    new_context: Callable[..., BrowserContext],
) -> None:
    play = site.play(folders[target], profile=profile)
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(f"{site.address}/play/{play.number}/player.html")
    opens(page, "The basics")
    course = page.frame_locator("iframe")
    can_open = "lms.items.filter((item) => lms.isOpen(item)).map(({ id }) => id)"
    confirms(page, "Start")
    assert page.evaluate(can_open) == ["item-fire_basics"]
    course.get_by_role("link", name="Continue").click()
    course.get_by_role("button", name="Start").click()
    for question in ("Is the alarm loud?", "Is the exit near?"):
        box = course.get_by_role("group", name=question)
        box.get_by_label("True").check()
        box.get_by_role("button", name="Check").click()
    expect(course.locator(".result")).to_be_visible()
    expect(course.locator("#save")).to_contain_text("saved")
    page.evaluate("lms.relaunch('item-fire_more')")
    opens(page, "More")
    assert page.evaluate(can_open) == ["item-fire_basics", "item-fire_more"]
    # in SCORM 2004 the whole does not need the extra one; SCORM 1.2 cannot say so
    assert page.evaluate("lms.course.completed") is (target != "scorm12")
    confirms(page, "Start")
    page.evaluate("lms.relaunch('item-fire_basics')")
    opens(page, "The basics")
    expect(course.locator("#percent")).to_have_text("100%")
    items = play.record["items"]
    assert list(items) == ["item-fire_basics", "item-fire_more"]
    told = {name: attempts[-1]["values"] for name, attempts in items.items()}
    assert {name: decode(values["cmi.suspend_data"]).done for name, values in told.items()} == {
        "item-fire_basics": {tag("alarm"), tag("test"), PASSED},
        "item-fire_more": {tag("route")},
    }


def confirms(page: Page, link: str) -> None:
    """Do a step that a learner says is done."""
    course = page.frame_locator("iframe")
    course.get_by_role("link", name=link).click()
    course.get_by_role("button", name="I have read this").click()
    expect(course.locator("#save")).to_contain_text("saved")


def opens(page: Page, title: str) -> None:
    """The first page of a topic, ready to be used."""
    course = page.frame_locator("iframe")
    course.locator("html.ready").wait_for()
    expect(course.get_by_role("heading", level=1)).to_have_text(title)


def test_an_engine_of_sequencing_reads_what_a_linear_course_means(browser: Browser) -> None:
    """The first topic and the last have a score, the second is an extra: see tests/courses/topics-valid."""
    page = browser.new_page()
    page.add_script_tag(path=LMS_FILES["/scorm2004.js"])
    page.add_script_tag(path=Path(__file__).parent / "sequencing.js")
    manifest = REPOSITORY / "tests/golden/imsmanifest-topics-scorm2004-4.xml"
    page.evaluate("(text) => { window.engine = sequence(text); }", manifest.read_text("utf-8"))

    def ask(request: str, topic: str = "") -> object:
        return page.evaluate(
            "([request, item]) => engine.ask(request, item)",
            [request, topic and f"item-house_{topic}"],
        )

    def finish(topic: str, score: float = 0) -> object:
        return page.evaluate(
            "([item, score]) => engine.finish(item, score)", [f"item-house_{topic}", score]
        )

    assert ask("start")
    assert not ask("continue")
    assert not any(ask("choice", topic) for topic in ("roof", "cellar", "doors"))
    finish("stairs", 0.9)
    assert not ask("choice", "doors")
    assert ask("choice", "cellar")  # past the extra one
    assert not ask("continue")
    finish("cellar")
    assert ask("continue")
    assert finish("doors", 0.6) == [
        "completed",
        True,
        pytest.approx(0.9 / 3 + 0.6 * 2 / 3, abs=1e-3),
    ]
    page.close()
