"""The page of the simulated LMS: opening, closing, killing and coming back, in every kind of window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .site import Play, Site

MANIFEST = """\
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <organizations default="o"><organization identifier="o"><title>Two</title>
    <item identifier="one" identifierref="r1"><title>One</title>
      <adlcp:masteryscore>80</adlcp:masteryscore></item>
    <item identifier="two" identifierref="r2"><title>Two</title></item>
  </organization></organizations>
  <resources><resource identifier="r2" type="webcontent" adlcp:scormtype="sco" href="course.html?two"/>
    <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="course.html?one"/></resources>
</manifest>
"""
COURSE = """\
<!doctype html><html lang="en"><title>Course</title><h1>Course</h1><script src="course.js"></script></html>
"""
# A course that says one thing at its end, from whatever event comes first.
SCRIPT = """\
const find = () => parent.API ?? opener?.API;
window.begin = () => {
  const api = find();
  if (!api) return void setTimeout(begin, 50);
  api.LMSInitialize('');
  api.LMSSetValue('cmi.suspend_data', 'begun');
  api.LMSSetValue('cmi.core.exit', 'suspend');
  api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
  api.LMSCommit('');
  document.body.append(Object.assign(document.createElement('p'), { textContent: 'begun' }));
};
addEventListener('pagehide', () => {
  find().LMSSetValue('cmi.suspend_data', 'left');
  find().LMSFinish('');
});
begin();
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, text in {
        "imsmanifest.xml": MANIFEST, "course.html": COURSE, "course.js": SCRIPT,
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def until(page: Page, condition: str) -> None:
    """Wait in the page's own time; its policy lets nothing wait inside of it."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(condition)


# Two items of SCORM 2004, and a course that says where it wants to go when it is asked to end.
MANIFEST_2004 = """\
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Two</title>
    <item identifier="one" identifierref="r1"><title>One</title></item>
    <item identifier="two" identifierref="r2"><title>Two</title></item>
  </organization></organizations>
  <resources><resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="course.html?one"/>
    <resource identifier="r2" type="webcontent" adlcp:scormType="sco" href="course.html?two"/></resources>
</manifest>
"""
SCRIPT_2004 = """\
const api = parent.API_1484_11;
api.Initialize('');
api.SetValue('cmi.exit', 'suspend');
api.SetValue('cmi.completion_status', 'completed');
api.Commit('');
window.end = (request) => {
  api.SetValue('adl.nav.request', request);
  api.Terminate('');
};
"""


def test_a_course_of_scorm_2004_goes_where_it_asks(
    tmp_path: Path, site: Site, new_context: Callable[..., BrowserContext]
) -> None:
    files = {"imsmanifest.xml": MANIFEST_2004, "course.html": COURSE, "course.js": SCRIPT_2004}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    play = site.play(tmp_path)
    page = new_context().new_page()
    page.goto(f"{site.address}/play/{play.number}/player.html")
    until(page, "window.lms?.calls.some((call) => call.name === 'Commit')")
    valid = "['continue', 'previous', 'choice.{target=two}'].map((one) => lms.api.GetValue(`adl.nav.request_valid.${one}`))"
    assert page.evaluate(valid) == ["true", "false", "true"]
    page.frames[-1].evaluate("end('continue')")
    until(page, "lms.item.id === 'two' && lms.calls.some((call) => call.name === 'Commit')")
    assert page.evaluate("lms.course") == {"completed": True, "satisfied": None, "measure": None}
    page.frames[-1].evaluate("end('suspendAll')")
    until(page, "lms.window === null")
    assert play.record["items"]["two"][-1]["values"]["adl.nav.request"] == "suspendAll"
    page.evaluate("lms.relaunch()")
    until(page, "lms.session.phase === 'running'")
    assert page.evaluate("lms.api.GetValue('cmi.entry')") == "resume"


Opened = Callable[..., tuple[Play, Page]]


@pytest.fixture
def opened(package: Path, site: Site, new_context: Callable[..., BrowserContext]) -> Opened:
    def opened(profile: str = "strict", **more: Any) -> tuple[Play, Page]:
        play = site.play(package, profile=profile, **more)
        page = new_context().new_page()
        page.goto(f"{site.address}/play/{play.number}/player.html")
        until(page, "window.lms?.calls.some((call) => call.name === 'LMSCommit')")
        return play, page

    return opened


def values(play: Play, item: str = "one") -> dict[str, str]:
    found = play.record["items"][item][-1]["values"]
    assert isinstance(found, dict)
    return found


def test_a_course_is_shown_and_its_commits_are_stored(opened: Opened) -> None:
    play, page = opened()
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Course")
    assert values(play)["cmi.suspend_data"] == "begun"
    assert values(play)["cmi.student_data.mastery_score"] == "80"
    assert play.messages[0]["event"] == "commit"


@pytest.mark.parametrize("profile", ["strict", "popup", "late-api", "moodle"])
def test_a_course_that_is_closed_may_say_goodbye(opened: Opened, profile: str) -> None:
    play, page = opened(profile)
    page.evaluate("lms.close()")
    page.wait_for_timeout(200)
    assert values(play)["cmi.suspend_data"] == "left"
    assert play.record["items"]["one"][-1]["finished"] is True
    assert page.evaluate("[lms.window, document.querySelector('iframe')]") == [None, None]


@pytest.mark.parametrize(
    ("profile", "how"), [("strict", "kill"), ("popup", "kill"), ("frame-killer", "close")]
)
def test_a_course_that_is_killed_says_nothing(opened: Opened, profile: str, how: str) -> None:
    play, page = opened(profile)
    calls = page.evaluate("lms.calls.length")
    page.evaluate(f"lms.{how}()")
    page.wait_for_timeout(200)
    assert values(play)["cmi.suspend_data"] == "begun"
    assert page.evaluate("lms.calls.length") == calls
    page.evaluate("lms.relaunch()")
    until(page, "lms.session.phase === 'running'")
    assert page.evaluate("lms.api.LMSGetValue('cmi.core.entry')") == "resume"
    assert play.record["items"]["one"][-1]["finished"] is False


def test_a_window_that_the_learner_closes_ends_the_visit(opened: Opened) -> None:
    play, page = opened("popup")
    page.context.pages[1].evaluate("window.close()")
    until(page, "lms.window === null && lms.session.dead")
    assert values(play)["cmi.suspend_data"] == "left"
    page.evaluate("lms.relaunch()")
    until(page, "lms.session.phase === 'running'")
    assert page.evaluate("lms.api.LMSGetValue('cmi.core.entry')") == "resume"


def test_a_tab_that_is_closed_sends_a_beacon(opened: Opened) -> None:
    play, page = opened()
    page.goto("about:blank")
    page.wait_for_timeout(200)
    assert values(play)["cmi.suspend_data"] == "left"


def test_each_item_has_a_state_of_its_own(opened: Opened) -> None:
    play, page = opened()
    page.evaluate("lms.open('two')")
    until(page, "lms.item.id === 'two' && lms.calls.length > 4")
    assert page.frames[-1].url.endswith("course.html?two")
    assert sorted(play.record["items"]) == ["one", "two"]
    assert values(play)["cmi.suspend_data"] == "left"


def test_open_edx_shows_the_first_resource_and_has_one_state(opened: Opened) -> None:
    play, page = opened("open-edx")
    assert page.frames[-1].url.endswith("course.html?two")
    assert list(play.record["items"]) == ["package"]


@pytest.mark.parametrize(("profile", "answer"), [("strict", "false"), ("moodle", "true")])
def test_a_network_that_is_gone(opened: Opened, profile: str, answer: str) -> None:
    play, page = opened(profile)
    page.evaluate("lms.offline = true")
    page.evaluate("lms.api.LMSSetValue('cmi.suspend_data', 'lost')")
    assert page.evaluate("lms.api.LMSCommit('')") == answer
    assert values(play)["cmi.suspend_data"] == "begun"
