"""The preview as an author has it: saves, faults, learners, platforms, and packages of others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.courses import EVERY_BLOCK, write

from .every_type import EVERY, every
from .others import packed_by_others
from .quiz_courses import files
from .site import REPOSITORY

PAGES = 8
OUTLINE = """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1"
progress: {count: steps}
topics:
  - id: alarm
    title: The alarm
    steps:
""" + "".join(f"      - {{id: step-{n}, title: Step {n}, page: {n}.md}}\n" for n in range(PAGES))
LONG = "\n\n".join(f"Paragraph {n} of a page that is longer than a screen." for n in range(60))
FILES: dict[str, str | bytes] = {
    "course.yaml": OUTLINE,
    **{f"{n}.md": f"## Part {n}\n\n{LONG}\n" for n in range(PAGES)},
}


class Previewed:
    """A running preview, and the page that shows it."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        self.page = page
        self.address = address
        self.folder = folder
        self.course: FrameLocator = page.frame_locator("#screen > iframe:not(.coming)")

    def open(self) -> Previewed:
        self.page.goto(self.address)
        return self

    def save(self, path: str, text: str) -> None:
        """Save a file of the course, and wait until the page knows."""
        before = self.build
        (self.folder / path).write_text(text, encoding="utf-8")
        expect(self.page.locator("html")).not_to_have_attribute(
            "data-build", before, timeout=15_000
        )

    @property
    def build(self) -> str:
        """The number of the version that is on the screen."""
        self.page.wait_for_selector("html[data-build]")
        return self.page.locator("html").get_attribute("data-build") or ""

    @property
    def value(self) -> Callable[[str], str | None]:
        """What the platform has stored, by element."""
        learner = self.page.locator("#learner").input_value()
        answer = self.page.request.get(f"{self.address}lms/record?learner={learner}")
        attempts = [one for item in answer.json()["items"].values() for one in item]
        return lambda name: attempts[-1]["values"].get(name) if attempts else None

    def fact(self, name: str) -> Any:
        """What the record says under a name."""
        return self.page.locator("#record .facts div", has_text=name).locator("dd")

    def tab(self, name: str) -> Any:
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel", name=name)

    def step(self, number: int) -> None:
        """Go to a step, and see that it is there."""
        self.course.locator("#resume, .next").filter(visible=True).first.click()
        expect(self.course.locator(f'[id="/step-{number}"]')).to_be_visible()


@contextmanager
def started(source: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a preview that runs as a process of its own."""
    command = [
        sys.executable,
        "-m",
        "scorm_builder",
        "preview",
        str(source),
        "--no-browser",
        *options,
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=environment,
    )  # fmt: skip
    assert process.stdout
    try:
        yield process.stdout.readline().split()[-1], process
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Pages in which nothing odd happens."""
    odd: list[str] = []
    contexts = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: odd.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: odd.append(f"error: {error.error}"))
        context.on(
            "request",
            lambda request: (
                odd.append(f"outside: {request.url}")
                if not request.url.startswith(("http://127.0.0.1:", "blob:", "about:", "data:"))
                else None
            ),
        )
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert odd == []


@pytest.fixture
def preview(new_page: Callable[..., Page], tmp_path: Path) -> Iterator[Callable[..., Previewed]]:
    """Preview a course of these files, in a browser of these options."""
    running = []
    pages: list[Page] = []

    def preview(
        files: dict[str, str | bytes] | None = None, *options: str, **browser: Any
    ) -> Previewed:
        folder = write(tmp_path / "course", files or FILES)
        running.append(started(folder, *options))
        address, _ = running[-1].__enter__()
        pages.append(new_page(**browser))
        return Previewed(pages[-1], address, folder).open()

    yield preview
    for page in pages:  # before what they ask is gone
        page.close()
    for one in running:
        one.__exit__(None, None, None)


def until(condition: Callable[[], object]) -> None:
    """Wait for what a browser does with the next frame that it paints."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_save_is_seen_at_once_and_the_learner_stays_where_they_are(
    preview: Callable[..., Previewed],
) -> None:
    author = preview()
    author.step(0)
    author.step(1)
    expect(author.fact("Status")).to_have_text("incomplete")
    author.course.get_by_text("Paragraph 30 of").filter(visible=True).scroll_into_view_if_needed()
    place = author.page.frames[1].evaluate("scrollY")
    assert place > 300
    state = author.value("cmi.suspend_data")
    author.save("1.md", f"## A new heading\n\n{LONG}\n")
    expect(author.course.get_by_role("heading", name="A new heading")).to_be_attached()
    expect(author.course.locator('[id="/step-1"]')).to_be_visible()
    assert abs(author.page.frames[1].evaluate("scrollY") - place) < 3
    assert author.page.locator("#screen > iframe").count() == 1
    assert str(author.value("cmi.suspend_data")).split(".")[2:] == str(state).split(".")[2:]


def test_a_website_is_shown_page_by_page(preview: Callable[..., Previewed]) -> None:
    author = preview(FILES, "--target", "web", viewport={"width": 1280, "height": 900})
    shown = author.course
    state = author.tab("State")
    expect(author.page.locator("#about")).to_contain_text("There is no platform.")
    for name in ("Close", "Kill", "No network"):
        expect(author.page.get_by_text(name, exact=True)).to_be_hidden()
    expect(author.page.get_by_role("tab")).to_have_text(["State"])
    author.page.get_by_text("Dark", exact=True).click()
    author.step(0)
    author.step(1)
    dark = "getComputedStyle(document.documentElement).backgroundColor === 'rgb(20, 24, 27)'"
    until(lambda: author.page.frames[1].evaluate(dark))
    expect(state.locator(".steps .done")).to_have_text(re.compile("Step 0"))
    shown.get_by_text("Paragraph 30 of").filter(visible=True).scroll_into_view_if_needed()
    place = author.page.frames[1].evaluate("scrollY")
    assert place > 300
    author.save("1.md", f"## A new heading\n\n{LONG}\n")
    expect(shown.get_by_role("heading", name="A new heading")).to_be_attached()
    frame = author.page.frames[-1]
    assert frame.url.endswith("/package/step-1.html")
    assert abs(frame.evaluate("scrollY") - place) < 3
    assert frame.evaluate(dark)
    expect(state.locator(".steps .done")).to_have_count(1)

    author.page.get_by_role("button", name="At 40 %").click()
    expect(shown.locator("#tally")).to_have_text("3 of 8 steps completed")
    expect(state.locator(".steps .done")).to_have_count(3)
    author.page.get_by_role("button", name="Come back tomorrow").click()
    expect(shown.locator("#resume")).to_have_attribute("href", "step-3.html")
    shown.locator("#resume").click()
    (author.folder / "course.yaml").write_text(OUTLINE.replace("id: step-3", "id: other"))
    expect(shown.get_by_role("heading", name="Fire safety")).to_be_visible()
    author.page.get_by_role("button", name="New").click()
    expect(shown.locator("#tally")).to_have_text("0 of 8 steps completed")
    expect(state).to_have_text("The course has kept nothing yet.")


TOPICS: dict[str, str | bytes] = {
    "course.yaml": """\
format: 1
id: fire
title: Fire safety
lang: en
version: "1"
packaging: topics
topics:
  - id: alarm
    title: The alarm
    steps:
      - {id: sound, title: The sound, page: sound.md, done: confirm}
      - {id: route, title: The route, page: route.md, done: confirm}
  - id: exits
    title: Exits
    steps: [{id: doors, title: Doors, page: doors.md, done: confirm}]
""",
    **{f"{name}.md": f"About {name}.\n" for name in ("sound", "route", "doors")},
}


def test_an_author_goes_from_item_to_item(preview: Callable[..., Previewed]) -> None:
    author = preview(TOPICS)
    items = author.page.get_by_role("region", name="Items")
    rows = items.get_by_role("listitem")
    heading = author.course.locator("html.ready h1").filter(visible=True)
    author.course.locator("#resume").click()
    author.course.get_by_role("button", name="I have read this").click()
    expect(rows).to_have_text(["The alarmincomplete", "Exits"])
    items.get_by_role("button", name="Exits").click()
    expect(heading).to_have_text("Exits")
    author.course.locator("#resume").click()
    author.course.get_by_role("button", name="I have read this").click()
    expect(rows).to_have_text(["The alarmincomplete", "Exitscompleted"])
    author.save("doors.md", "Other words about doors.\n")
    expect(author.course.get_by_text("Other words about doors.")).to_be_visible()
    items.get_by_role("button", name="The alarm").click()
    expect(heading).to_have_text("The alarm")
    expect(author.course.locator("#tally")).to_have_text("1 of 2 steps completed")
    author.page.get_by_role("button", name="On another device").click()
    expect(author.course.locator("#tally")).to_have_text("1 of 2 steps completed")
    author.page.get_by_role("button", name="New").click()
    expect(author.course.locator("#tally")).to_have_text("0 of 2 steps completed")
    expect(rows).to_have_text(["The alarmincomplete", "Exits"])


OWN = "Something in my own words."
"""What a learner writes who did everything."""

WHEN_SEEN = """(text) => new Promise((done) => {
  const look = () => {
    const shown = document.querySelector('#screen > iframe:not(.coming)')?.contentDocument?.querySelector('.page.here');
    if (shown?.textContent.includes(text)) done(document.documentElement.dataset.build);
    else setTimeout(look, 1);
  };
  look();
})"""


def test_a_long_course_need_not_be_loaded_anew_to_be_seen(
    preview: Callable[..., Previewed],
) -> None:
    author = preview()
    author.step(0)
    before = author.build
    author.page.evaluate(f"void (window.seen = ({WHEN_SEEN})('Just written'))")
    author.save("0.md", "## Part 0\n\nJust written.\n\nAnd more.\n")
    assert author.page.evaluate("window.seen") == before
    passages = author.course.locator('[id="/step-0"] .prose > *')
    expect(passages).to_have_text(["Part 0", "Just written.", "And more."])


EDITED = """async () => {
  const { showEdits } = await import(new URL('preview/edits.js', location));
  const some = (n) => Math.floor(Math.random() * n);
  const passages = () => Array.from({ length: some(5) }, () => `<p>${'abc'[some(3)]}</p>`).join('\\n');
  const page = (prose) => `<main><article class="page step here" id="/a"><h1>A</h1><div class="prose">${prose}</div></article>`
    + `<article class="page step" id="/b"><div class="prose"><p>b</p></div></article></main>`;
  const wrong = [];
  for (let n = 0; n < 2000; n += 1) {
    const [before, after] = [passages(), passages()];
    const shown = new DOMParser().parseFromString(page(before), 'text/html');
    const differs = showEdits(shown, page(before), page(after));
    const now = [...shown.querySelectorAll('.here .prose > *')].map((one) => one.outerHTML).join('\\n');
    if (now !== after || differs !== (before !== after)) wrong.push([before, after, now, differs]);
  }
  const touched = new DOMParser().parseFromString(page('<p>a</p><p>added by the course</p>'), 'text/html');
  return [wrong, showEdits(touched, page('<p>a</p>'), page('<p>b</p>'))];
}"""


def test_whatever_is_edited_the_page_becomes_what_was_written(
    preview: Callable[..., Previewed],
) -> None:
    author = preview()
    assert author.page.evaluate(EDITED) == [[], False]


def test_nothing_is_seen_of_a_save_that_changes_nothing(preview: Callable[..., Previewed]) -> None:
    author = preview()
    build = author.build
    (author.folder / "1.md").write_text(str(FILES["1.md"]))
    (author.folder / ".hidden").write_text("x")
    author.save("2.md", "Other.\n")
    assert int(author.build) == int(build) + 1


def test_faults_are_shown_with_their_lines_until_they_are_mended(
    preview: Callable[..., Previewed],
) -> None:
    author = preview()
    author.step(0)
    (author.folder / "0.md").write_text("# Step 0\n\n![](no.svg)\n\n[there](nowhere.md)\n")
    faults = author.page.locator("#faults")
    expect(faults.get_by_role("heading", name="3 errors")).to_be_visible()
    row = faults.get_by_role("listitem").filter(
        has_text="nowhere.md` does not exist".replace("`", "")
    )
    expect(row).to_contain_text("0.md:5:9")
    expect(row.locator("pre")).to_have_text("5 [there](nowhere.md)")
    expect(row.locator("mark")).to_have_text("n")
    expect(row).to_contain_text("Hint:")
    expect(row).to_contain_text("missing-file")
    author.page.get_by_role("button", name=re.compile("Show the version of")).click()
    expect(author.course.get_by_role("heading", name="Part 0")).to_be_visible()
    author.page.get_by_role("button", name="Show them").click()
    expect(faults).to_be_visible()
    author.save("0.md", "## Mended\n")
    expect(faults).to_be_hidden()
    expect(author.course.get_by_role("heading", name="Mended")).to_be_visible()


def test_a_course_that_is_broken_at_first_is_shown_as_soon_as_it_can_be(
    preview: Callable[..., Previewed],
) -> None:
    author = preview({**FILES, "course.yaml": OUTLINE.replace("title: Fire", "titel: Fire")})
    expect(author.page.get_by_role("heading", name="1 error")).to_be_visible()
    assert author.page.get_by_role("button", name="Show the version").count() == 0
    (author.folder / "course.yaml").write_text(OUTLINE)
    expect(author.course.get_by_role("heading", name="Fire safety")).to_be_visible()


def test_a_learner_is_somewhere_in_the_course(preview: Callable[..., Previewed]) -> None:
    author = preview()
    button = author.page.get_by_role("button", name="At 40 %")
    button.click()
    expect(author.course.get_by_text("3 of 8 steps")).to_be_visible()
    expect(author.page.locator("#record table tbody tr")).to_have_count(3)
    panel = author.tab("State")
    expect(panel.locator("li.done")).to_have_count(3)
    expect(panel.locator("li.done").first).to_contain_text("Step 0, done")
    expect(panel).to_contain_text("of 4,096 characters")
    author.page.get_by_role("button", name="All done").click()
    author.tab("Record")
    expect(author.fact("Status")).to_have_text("completed")
    expect(author.page.locator("#record table tbody tr")).to_have_count(9)
    author.page.get_by_role("button", name="New").click()
    expect(author.course.get_by_text("0 of 8 steps")).to_be_visible()
    expect(author.fact("Status")).to_have_text("incomplete")


def test_whoever_passed_answered_every_question_right(preview: Callable[..., Previewed]) -> None:
    author = preview(files(every(), "fire"))
    author.page.get_by_role("button", name="All done").click()
    expect(author.fact("Status")).to_have_text("completed")
    expect(author.fact("Score")).to_have_text("100 of 100")
    author.page.frames[-1].evaluate("location.hash = '#/s0'")
    outcomes = author.course.locator("#\\/s0 .question .outcome")
    expect(outcomes.first).to_be_visible()
    told = [one.get_attribute("data-verdict") for one in outcomes.all()]
    assert told == ["kept" if name in ("likert", "open") else "right" for name in EVERY] * 2
    panel = author.tab("State")
    names, words = (panel.locator(f".steps {one}").all_text_contents() for one in ("dt", "dd"))
    kept = dict(zip(names, words, strict=True))
    assert kept.pop("the quiz") == "attempt 1 · 100 % · passed"
    answers = "b", "a, b", "f", "handle", "2.5", "a, b", "b, a, c, d", "b", OWN, "a, b", "a"
    assert kept == {
        f"{group}-{name}": f"{answer} · 1 try"
        for group in "pq"
        for name, answer in zip(EVERY, answers, strict=True)
    }


def test_what_is_kept_of_blocks_is_said_in_words(preview: Callable[..., Previewed]) -> None:
    author = preview(
        {one.relative_to(EVERY_BLOCK).as_posix(): one.read_bytes() for one in EVERY_BLOCK.rglob("*.*")}
    )  # fmt: skip
    author.page.get_by_role("button", name="All done").click()
    expect(author.fact("Status")).to_have_text("completed")
    panel = author.tab("State")
    names, words = (panel.locator(f".steps {one}").all_text_contents() for one in ("dt", "dd"))
    kept = dict(zip(names, words, strict=True))
    expected = {
        "exits: Back door": "opened",
        "alarm: The door": "opened",
        "drill": "100 % played",
        "walked": "ticked",
        "reason": "opened",
    }
    assert {name: kept[name] for name in expected} == expected
    assert OWN in kept.values()
    assert panel.get_by_text("that this version does not have").count() == 0


def test_scorm_2004_is_shown_in_its_own_words(preview: Callable[..., Previewed]) -> None:
    author = preview(FILES, "--target", "scorm2004-4")
    expect(author.fact("Completion")).to_have_text("incomplete")
    expect(author.fact("Progress")).to_have_text("0 %")
    author.page.get_by_role("button", name="All done").click()
    expect(author.fact("Completion")).to_have_text("completed")
    expect(author.fact("Progress")).to_have_text("100 %")
    expect(author.tab("State")).to_contain_text("of 64,000 characters")
    calls = author.tab("Calls").inner_text()
    assert "Initialize" in calls
    assert "LMS" not in calls
    author.course.locator("#exit").click()
    expect(author.page.locator("#away")).to_contain_text("The course is closed, as it asked.")
    assert author.value("adl.nav.request") == "suspendAll"


@pytest.mark.parametrize("way", ["Close", "Kill"])
def test_a_learner_goes_away_and_comes_back(preview: Callable[..., Previewed], way: str) -> None:
    author = preview()
    author.step(0)
    author.step(1)
    author.page.get_by_role("button", name=way, exact=True).click()
    expect(author.page.locator("#screen > iframe")).to_have_count(0)
    assert author.value("cmi.core.exit") == "suspend"
    author.tab("Calls")
    finishes = author.page.locator("#calls code", has_text="LMSFinish")
    expect(finishes).to_have_count(1 if way == "Close" else 0)
    author.page.locator("#away").get_by_role("button", name="Open the course").click()
    expect(author.course.get_by_text("1 of 8 steps")).to_be_visible()
    author.page.get_by_role("button", name="On another device").click()
    expect(author.course.get_by_text("1 of 8 steps")).to_be_visible()


def test_a_save_is_known_also_when_the_course_is_closed(preview: Callable[..., Previewed]) -> None:
    author = preview()
    author.step(0)
    author.page.get_by_role("button", name="Close", exact=True).click()
    expect(author.page.locator("#away")).to_be_visible()
    author.save("0.md", ":::reflection {#note keep=platform longest=100}\nWhy?\n:::\n")
    author.page.get_by_role("button", name="At 40 %").click()
    kept = author.tab("State").locator(".steps dl").first
    expect(kept).to_have_text(f"note{OWN}")


def test_a_lost_network_is_told_and_made_good(preview: Callable[..., Previewed]) -> None:
    author = preview()
    author.step(0)
    author.page.get_by_text("No network").click()
    author.step(1)
    expect(author.page.locator("#record .unsaved")).to_be_visible()
    state = author.value("cmi.suspend_data")
    author.page.get_by_text("No network").click()
    expect(author.page.locator("#record .saved")).to_be_visible()
    assert author.value("cmi.suspend_data") != state


def test_learners_and_platforms_are_changed(preview: Callable[..., Previewed]) -> None:
    author = preview(FILES, "--profile", "moodle")
    expect(author.page.locator("#profile")).to_have_value("moodle")
    author.step(0)
    author.step(1)
    for name in ("open-edx", "strict"):
        author.page.locator("#profile").select_option(name)
        expect(author.course.get_by_text("1 of 8 steps")).to_be_visible()
    author.page.locator("#learner").select_option("learner-2")
    expect(author.course.get_by_text("0 of 8 steps")).to_be_visible()
    author.page.locator("#learner").select_option("learner-1")
    expect(author.course.get_by_text("1 of 8 steps")).to_be_visible()


def test_a_language_is_chosen_for_the_words_of_the_course(
    preview: Callable[..., Previewed],
) -> None:
    author = preview()
    author.step(0)
    author.step(1)
    language = author.page.get_by_label("Language")
    language.select_option(label="Nederlands")
    expect(author.course.get_by_role("button", name="Afsluiten")).to_be_visible()
    expect(author.course.locator('[id="/step-1"]')).to_be_visible()
    assert author.page.frames[-1].evaluate("document.documentElement.lang") == "nl"
    author.save("1.md", "## Other\n")
    expect(author.course.get_by_role("button", name="Afsluiten")).to_be_visible()
    expect(language).to_have_value("nl")
    language.select_option("")
    expect(author.course.get_by_role("button", name="Exit")).to_be_visible()


def test_a_course_in_a_window_of_its_own_is_heard_too(preview: Callable[..., Previewed]) -> None:
    author = preview(FILES, "--profile", "popup")
    expect(author.fact("Status")).to_have_text("incomplete")
    window = author.page.context.pages[1]
    expect(window.get_by_role("heading", name="Fire safety")).to_be_visible()
    author.page.get_by_role("button", name="At 40 %").click()
    expect(author.page.locator("#record table tbody tr")).to_have_count(3)
    for one in author.page.context.pages[:0:-1]:
        one.close()


# a play-test goes through all of them; here are those that open a course in another way
@pytest.mark.parametrize("name", ["open-edx", "late-api", "slow", "frame-killer", "expiring"])
def test_the_course_opens_on_odd_platforms(preview: Callable[..., Previewed], name: str) -> None:
    author = preview(FILES, "--profile", name)
    expect(author.course.get_by_role("heading", name="Fire safety")).to_be_visible(timeout=20_000)
    expect(author.page.locator("#about")).to_contain_text("About")


def test_a_zip_of_another_program_is_played(new_page: Callable[..., Page], tmp_path: Path) -> None:
    file = packed_by_others(tmp_path)
    with started(file) as (address, _):
        author = Previewed(new_page(), address, tmp_path).open()
        expect(author.course.get_by_role("heading", name="Theirs")).to_be_visible()
        expect(author.fact("Status")).to_contain_text("completed")
        assert "LMSInitialize" in author.tab("Calls").inner_text()
        assert author.value("cmi.core.lesson_status") == "completed"
        author.page.close()


def test_calls_are_filtered_and_taken_away(preview: Callable[..., Previewed]) -> None:
    author = preview()
    author.step(0)
    panel = author.tab("Calls")
    expect(panel.locator("tbody tr")).not_to_have_count(0)
    panel.get_by_role("searchbox").fill("suspend_data")
    for text in panel.locator("tbody tr:not(.opened) td:nth-child(2)").all_text_contents():
        assert "suspend_data" in text
    with author.page.expect_download() as download:
        panel.get_by_role("link", name="Download").click()
    calls = json.loads(download.value.path().read_text())
    assert calls
    assert {*calls[0]} >= {"visit", "at", "name", "args", "result", "code"}
    assert all("suspend_data" in json.dumps(call) for call in calls)


def test_a_screen_a_scheme_and_a_direction_are_chosen(preview: Callable[..., Previewed]) -> None:
    author = preview(viewport={"width": 1440, "height": 900})
    expect(author.course.get_by_role("heading", name="Fire safety")).to_be_visible()
    for name, size in {"Phone": (360, 740), "Frame": (600, 400)}.items():
        author.page.get_by_role("radio", name=name).check()
        frame = author.page.frames[1]
        assert (frame.evaluate("innerWidth"), frame.evaluate("innerHeight")) == size
    dark = "getComputedStyle(document.documentElement).backgroundColor === 'rgb(20, 24, 27)'"
    assert not frame.evaluate(dark)
    author.page.get_by_text("Dark", exact=True).click()
    until(lambda: frame.evaluate(dark))
    author.page.get_by_text("Right to left").click()
    assert frame.evaluate("getComputedStyle(document.body).direction") == "rtl"
    author.save("1.md", "Other.\n")
    frame = author.page.frames[-1]
    until(lambda: frame.evaluate(dark))
    assert frame.evaluate("getComputedStyle(document.body).direction") == "rtl"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible(preview: Callable[..., Previewed], scheme: str, width: int) -> None:
    author = preview(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    author.step(0)
    author.page.add_script_tag(path=REPOSITORY / "node_modules/axe-core/axe.min.js")

    def look() -> None:
        script = "axe.run(document, {iframes: false}).then(({violations}) => violations)"
        found = author.page.evaluate(script)
        assert [(one["id"], [n["html"] for n in one["nodes"]]) for one in found] == []
        room = author.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert room <= 0

    for tab in ("Record", "State", "Calls", "Warnings"):
        author.tab(tab)
        look()
    (author.folder / "0.md").write_text(
        "![](no.svg)\n\n[a](a-very-long-name-of-a-file-without-any-break.md)\n"
    )
    expect(author.page.locator("#faults")).to_be_visible()
    look()


def test_everything_is_reached_by_keyboard(preview: Callable[..., Previewed]) -> None:
    author = preview()
    assert author.build
    author.page.get_by_role("tab", name="Record").focus()
    author.page.keyboard.press("ArrowRight")
    expect(author.page.get_by_role("tab", name="State")).to_be_focused()
    expect(author.page.get_by_role("tabpanel", name="State")).to_be_visible()
    author.page.keyboard.press("End")
    expect(author.page.get_by_role("tab", name="Warnings")).to_be_focused()
    author.page.get_by_role("radio", name="Desktop").focus()
    author.page.keyboard.press("ArrowLeft")
    expect(author.page.get_by_role("radio", name="Frame")).to_be_checked()
    author.page.get_by_role("button", name="Close", exact=True).focus()
    author.page.keyboard.press("Enter")
    expect(author.page.locator("#away button")).to_be_focused()


def test_the_page_is_under_a_strict_policy(preview: Callable[..., Previewed]) -> None:
    author = preview()
    answer = author.page.request.get(author.address)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style|<script>", answer.text())


def test_a_page_that_outlives_its_preview_says_so(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    with started(write(tmp_path / "course", FILES)) as (address, _):
        page = new_page()
        page.goto(address)
        page.wait_for_selector("html[data-build]")
    expect(page.locator("#build")).to_contain_text("The preview has ended")
    page.close()
