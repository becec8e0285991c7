"""The page at the end, and the certificate on it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from .learner import Learner, Pack, say
from .measures import OVERFLOW, SMALL, check
from .site import REPOSITORY, Lms, Site

NewContext = Callable[..., BrowserContext]
PROOF = re.compile(r"C[0-9A-Z]{3}(-[0-9A-Z]{4}){2}-[0-9A-Z]{2}")
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"


def today() -> date:
    return datetime.now().astimezone().date()


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"


@pytest.fixture(scope="session")
def certified(
    compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory
) -> Pack:
    """The sample with a certificate."""
    folder = tmp_path_factory.mktemp("certified") / "course"
    shutil.copytree(REPOSITORY / "course", folder)
    outline = folder / "course.yaml"
    text = outline.read_text("utf-8")
    outline.write_text(text.replace("intro:", "certificate: true\nintro:"), "utf-8")
    return compile_course(folder)


@pytest.fixture
def other_lms(site: Site, certified: Pack) -> Iterator[Lms]:
    yield site.lms(certified.folder)


def finish_all(learner: Learner) -> None:
    learner.begin()
    for step in learner.pack.steps:
        learner.finish(step)
        learner.next.click()


def confirmed(code: str, name: str) -> bool:
    """Whether the command line finds that a certificate fits the sample."""
    command = [sys.executable, "-m", "scorm_builder", "explain", code, "--course", "course"]
    told = subprocess.run([*command, "--name", name], cwd=REPOSITORY, capture_output=True)
    assert told.returncode in (0, 1), told.stderr
    return told.returncode == 0


def sheet(learner: Learner) -> Locator:
    return learner.here.locator(".sheet")


def test_the_end_says_what_is_missing_and_then_when_it_was_done(learner: Learner) -> None:
    learner.launch()
    steps = learner.pack.steps
    learner.to(steps[3])
    learner.finish(steps[3])
    learner.next.click()
    expect(learner.heading).to_have_text(say("run.done.not"))
    missing = learner.here.locator("#missing a").locator("visible=true")
    expect(missing).to_have_text([step.title for step in steps[:3]])
    expect(learner.here.get_by_text("Afgerond op")).to_be_hidden()
    for step in steps[:3]:
        missing.first.click()
        learner.finish(step)
        learner.course.evaluate("location.hash = '#/-/done'")
    expect(learner.heading).to_have_text(say("run.done"))
    learner.sees("run.done.on", date=in_words(today()))
    expect(learner.here.locator("#complete li")).to_have_text(
        [topic["title"] for topic in learner.pack.course["topics"]]
    )
    assert not [call for call in learner.calls() if "cmi.core.student_name" in call.values]


def test_the_day_survives_a_later_visit_and_a_review(
    new_context: NewContext, sample: Pack, lms: Lms, site: Site
) -> None:
    first = Learner(new_context(), sample, lms, site.address).launch()
    finish_all(first)
    first.sees("run.done.on", date=in_words(today()))
    first.close_tab()
    earlier = today() - timedelta(days=40)
    days = (earlier - date(2025, 1, 1)).days
    old = "".join("0123456789abcdefghijklmnopqrstuvwxyz"[days // 36**n % 36] for n in (2, 1, 0))
    tag_and_day = re.compile(r"\.([\w-]{4})[0-9a-z]{3}$")
    assert tag_and_day.search(lms.state)
    lms.cmi["cmi.suspend_data"] = tag_and_day.sub(rf".\g<1>{old}", lms.state)
    for mode in ("normal", "review"):
        lms.given = {"cmi.core.lesson_mode": mode}
        later = Learner(new_context(), sample, lms, site.address).launch()
        later.here.get_by_role("link", name=say("done.open"), exact=True).click()
        later.sees("run.done.on", date=in_words(earlier))
        later.close_tab()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_certificate_has_the_name_of_the_platform_and_a_code_that_fits(
    scheme: str, new_context: NewContext, certified: Pack, other_lms: Lms, site: Site
) -> None:
    context = new_context(color_scheme=scheme, reduced_motion="reduce")
    learner = Learner(context, certified, other_lms, site.address).launch()
    learner.course.evaluate("location.hash = '#/-/done'")
    expect(learner.heading).to_have_text(say("run.done.not"))
    expect(learner.course.locator("#certificate")).to_be_hidden()
    assert check(learner.course) == []
    learner.overview()
    finish_all(learner)
    expect(learner.heading).to_have_text(say("run.done"))
    expect(learner.here.locator("input")).to_be_hidden()
    for words in ("Noor de Wit", "Cultuur van vertrouwen", "50 minuten", in_words(today())):
        expect(sheet(learner).get_by_text(words, exact=True)).to_be_visible()
    code = sheet(learner).locator(".proof").inner_text()
    assert PROOF.fullmatch(code)
    assert confirmed(code, "Noor de Wit")
    assert not confirmed(code, "Sami de Wit")
    assert "Noor" not in other_lms.state
    assert check(learner.course) == []


@pytest.mark.parametrize(("width", "height"), [(320, 640), (600, 400), (1280, 800)])
def test_without_a_name_the_learner_gives_one(
    width: int,
    height: int,
    new_context: NewContext,
    certified: Pack,
    other_lms: Lms,
    site: Site,
) -> None:
    other_lms.given = {"cmi.core.student_name": ""}
    context = new_context(viewport={"width": width, "height": height})
    learner = Learner(context, certified, other_lms, site.address).launch()
    finish_all(learner)
    field = learner.course.get_by_label(say("certificate.name"))
    learner.course.evaluate("void (window.print = () => { window.printed = true; })")
    learner.button("certificate.print").click()
    expect(field).to_be_focused()
    assert not learner.course.evaluate("window.printed")
    field.fill("  José  de Wit ")
    expect(sheet(learner).locator(".named")).to_have_text("José de Wit")
    assert confirmed(sheet(learner).locator(".proof").inner_text(), "José de Wit")
    assert learner.course.evaluate(OVERFLOW) == [0, []]
    assert learner.course.evaluate(SMALL) == []
    kept = learner.course.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "Wit" not in kept


def test_the_certificate_prints_alone_on_one_sheet(
    new_context: NewContext, certified: Pack, lms: Lms, site: Site
) -> None:
    learner = Learner(new_context(), certified, lms, site.address)
    learner.open((certified.folder / "index.html").as_uri())
    finish_all(learner)
    learner.course.get_by_label(say("certificate.name")).fill("Noor de Wit")
    learner.course.evaluate("void (window.print = () => {})")
    learner.button("certificate.print").click()
    printed = learner.page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox \[0 0 (\d+)\S* (\d+)", printed) == [(b"841", b"594")]
    learner.course.evaluate("dispatchEvent(new Event('afterprint'))")
    learner.page.emulate_media(media="print")
    expect(sheet(learner)).to_be_hidden()
    title = learner.pack.steps[0].title
    expect(learner.course.get_by_role("heading", name=title, exact=True).last).to_be_visible()
