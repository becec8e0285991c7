"""Play-tests that must fail, and such that must not: faults put into our own runtime, packages of others, and kills."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from scorm_builder.build import build
from scorm_builder.lms import PROFILES, built_in, records
from scorm_builder.package import Package, source_date, write_zip
from scorm_builder.playtest import browsers, run
from scorm_builder.playtest.course import PlayedCourse
from scorm_builder.playtest.learning import Learning
from scorm_builder.playtest.results import Findings, Results, Verdict
from scorm_builder.playtest.run import Plan
from scorm_builder.playtest.visit import Person, Stage
from scorm_builder.playtest.watch import Watch
from scorm_builder.serving import Playable, Site, opened, playable, serve
from scorm_builder.targets import TARGETS
from tests.courses import EVERY_BLOCK, ROOT, SAMPLE, write

from .conftest import CHROMIUM, _missing
from .others import GOOD, packed_by_others

EVERY_QUESTION = ROOT / "tests/courses/every-question-valid/course"
SCRIPT = re.compile(r"course(-\w+)?\.js")
SHORT = """\
format: 1
id: short
title: A short course
lang: en
version: "1"
topics:
  - id: one
    title: One
    steps:
      - {id: first, title: First, page: first.md, done: blocks}
"""
FILES = {
    "course.yaml": SHORT,
    "first.md": ":::question {#exit required}\n:::\n",
    "first.questions.yaml": "questions:\n  - {id: exit, type: true-false, ask: Is it open?, answer: true}\n",
}
TOPIC = """\
  - id: two
    title: Two
    steps: [{id: third, title: Third, page: third.md, done: confirm}]
"""
KILLED = {
    "course.yaml": """\
format: 1
id: killed
title: A course to kill
lang: en
version: "1"
tracking: {complete: both, score: asked, report: passed-failed}
topics:
  - id: one
    title: One
    steps:
      - {id: read, title: Read, page: read.md, done: confirm}
      - {id: worked, title: Worked, page: worked.md, done: blocks}
      - {id: practised, title: Practised, page: practised.md, done: viewed}
      - {id: asked, title: Asked, page: asked.md, quiz: quiz.yaml, done: passed}
""",
    "read.md": ":::accordion\n## One {#one}\n\nA line.\n\n## Two {#two}\n\nA line.\n:::\n",
    "worked.md": """\
:::reflection {#learned keep=platform required}
What did you learn?
:::

:::checklist {required}
- Close the windows. {#windows}
- Call everybody by name. {#names}
- Look behind the curtain. {#curtain}
:::
""",
    "practised.md": ":::question {#exit}\n:::\n\n:::question {#door}\n:::\n",
    "practised.questions.yaml": """\
questions:
  - {id: exit, type: true-false, ask: Is it open?, answer: true}
  - {id: door, type: single, ask: Which door?, options: {a: Front, b: Back, c: None}, answer: b}
""",
    "asked.md": "A line.\n",
    "quiz.yaml": """\
pass: 50
attempts: 3
questions:
  - {id: alarm, type: single, ask: What now?, options: {a: Wait, b: Leave}, answer: b}
  - {id: kinds, type: multiple, ask: What burns?, options: {a: Wood, b: Oil, c: Stone}, answer: [a, b]}
  - {id: number, type: numeric, ask: How many?, answer: 3}
  - {id: word, type: fill-in, ask: What is it called?, answers: [handle]}
""",
}
"""A course with a thing of each kind that is kept."""


@pytest.fixture(scope="module", autouse=True)
def _browser() -> None:
    if missing := _missing():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


def packed(course: Path, target: str = "scorm12") -> Playable:
    package = build(course, TARGETS[target]).package
    assert package
    return served(package)


def served(package: Package) -> Playable:
    found = playable(package)
    assert isinstance(found, Playable)
    return found


def by_itself(work: Callable[[Playable, Plan], Any], found: Playable, plan: Plan) -> Any:
    """In a thread of its own: playwright, which the other tests have open, works once in each."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work, found, plan).result()


def play(found: Playable, *profiles: str, **more: int) -> Results:
    plan = Plan([built_in(one) for one in profiles], Path(CHROMIUM), **more)
    results: Results = by_itself(run.test, found, plan)
    return results


def failures(results: Results) -> dict[str, dict[str, list[str]]]:
    """By profile and check: what is said."""
    return {
        trial.profile: {
            one.check.name: [failure.what for failure in one.failures]
            for one in trial.outcomes
            if one.failures
        }
        for trial in results.trials
    }


def cures(results: Results) -> str:
    return "\n".join(
        failure.cure
        for trial in results.trials
        for outcome in trial.outcomes
        for failure in outcome.failures
    )


# Faults put into our own runtime


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Playable:
    return packed(write(tmp_path_factory.mktemp("short"), dict(FILES)))


@pytest.fixture(scope="module")
def short_2004(tmp_path_factory: pytest.TempPathFactory) -> Playable:
    return packed(write(tmp_path_factory.mktemp("short"), dict(FILES)), "scorm2004-3")


@dataclass(frozen=True)
class Fault:
    """What is put before the course's own start, and where that must be found, and where not."""

    name: str
    script: str
    fails: dict[str, str]
    """By profile the check that fails."""
    holds: tuple[str, ...]
    cure: str


# `Host` is the adapter: a faulty one stands between the course and the platform.
FAULTS = [
    Fault(
        "saves-only-at-exit",
        "Host.save = async () => '';",
        {"strict": "steps-saved", "frame-killer": "nothing-lost"},
        (),
        "save and commit at every step, never at the end alone",
    ),
    Fault(
        "writes-not-attempted",
        "{ const open = Host.open; Host.open = async (named) => { const session = await open(named);"
        " window.parent.API.LMSSetValue('cmi.core.lesson_status', 'not attempted'); return session; }; }",
        {"strict": "status-words", "moodle": "status-words"},
        (),
        "`not attempted` is the platform's own word",
    ),
    Fault(
        "status-goes-down",
        "{ const save = Host.save; Host.save = async (values) => { const fault = await save(values);"
        " window.parent.API.LMSSetValue('cmi.core.lesson_status', 'incomplete'); return fault; }; }",
        {"strict": "status-kept", "minimal": "status-kept"},
        (),
        "set a lower one than `completed` or `passed` never again",
    ),
    Fault(
        "five-thousand-characters",
        "{ const { fit } = State; const long = (text) => `${text}${`.${'A'.repeat(900)}`.repeat(6)}`;"
        " State.fit = (...all) => long(fit(...all)); }",
        {"strict": "state-size", "truncating": "state-size"},
        ("moodle",),
        "keep the state within 4,096 characters",
    ),
    Fault(
        "id-with-a-space",
        "{ const { add } = Results; Results.add = (record) => add({ ...record, id: `${record.id} correct` }); }",
        {"strict": "identifiers", "moodle": "identifiers"},
        ("minimal",),
        "leave blanks and other characters out of ids",
    ),
    Fault(
        "begins-again",
        "{ const save = Host.save; let n = 0; Host.save = (values) => { if (n++ === 1)"
        " window.parent.API.LMSInitialize(''); return save(values); }; }",
        {"strict": "initializes-once"},
        (),
        "a second one is refused, and some platforms drop what was not committed",
    ),
    Fault(
        "needs-lesson-mode",
        "{ const { open } = Host; Host.open = async (named) => window.parent.API.LMSInitialize('') &&"
        " window.parent.API.LMSGetValue('cmi.core.lesson_mode') !== ''"
        " ? (window.parent.API = { ...window.parent.API, LMSInitialize: () => 'true' }, open(named))"
        " : { where: 'review', learner: '', name: '', state: '', location: '', complete: false, error: '' }; }",
        {"minimal": "optional-elements"},
        ("strict",),
        "a `lesson_mode` that nobody knows is `normal`",
    ),
]


def patched(found: Playable, script: str) -> Playable:
    """The package with a script before the last part of its own, which starts the course."""
    (name,) = (one for one in found.package.files if SCRIPT.fullmatch(one))
    source = found.package.files[name]
    assert isinstance(source, bytes)
    start = source.rindex(b"(async()=>{")
    changed = source[:start] + script.encode() + b"\n" + source[start:]
    package = replace(found.package, files={**found.package.files, name: changed})
    return served(package)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_a_runtime_is_found_where_it_matters(fault: Fault, short: Playable) -> None:
    results = play(patched(short, fault.script), *fault.fails, *fault.holds)
    found = failures(results)
    for profile, check in fault.fails.items():
        assert check in found[profile], found
    for profile in fault.holds:
        assert found[profile] == {}
    assert fault.cure in cures(results)
    assert not results.passed


# By SCORM 2004: an attempt that is not suspended is lost, and a platform may not work out what it is not told.
FAULTS_2004 = [
    Fault(
        "exit-normal",
        "{ const { save } = Host; Host.save = async (values) => { const fault = await save(values);"
        " const api = window.parent.API_1484_11; api.SetValue('cmi.exit', 'normal'); api.Commit(''); return fault; }; }",
        {"strict": "nothing-lost"},
        ("open-edx",),
        "set the exit to `suspend` as soon as a visit begins",
    ),
    Fault(
        "completion-never-set",
        "{ const api = window.parent.API_1484_11; window.parent.API_1484_11 = { ...api,"
        " SetValue: (name, value) => name === 'cmi.completion_status' ? 'true' : api.SetValue(name, value) }; }",
        {"open-edx": "end-status"},
        ("strict",),
        "compare `tracking` in course.yaml",
    ),
]


@pytest.mark.parametrize("fault", FAULTS_2004, ids=lambda fault: fault.name)
def test_a_fault_in_a_runtime_is_found_by_scorm_2004_too(
    fault: Fault, short_2004: Playable
) -> None:
    test_a_fault_in_a_runtime_is_found_where_it_matters(fault, short_2004)


# A website


def test_a_website_passes(tmp_path: Path) -> None:
    """From its zip. Whatever the profiles: it has one column, and no check of a platform is made."""
    package = packed(write(tmp_path / "course", dict(KILLED)), "web").package
    write_zip(package, tmp_path / "killed.zip", source_date())
    with opened(tmp_path / "killed.zip") as found:
        assert isinstance(found, Playable)
        results = play(found, "strict", "moodle")
    assert failures(results) == {"web": {}}
    told = {one.check.name: one for one in results.trials[0].outcomes}
    assert told["legal-calls"].reason == "a website has no platform"
    made = [name for name, one in told.items() if one.verdict is Verdict.PASSED]
    assert made == [
        "launches", "survives-kill", "console-errors", "failed-files", "outside-requests", "steps-done",
        "steps-saved", "answers-judged", "answers-saved", "nothing-lost", "end-status", "end-score",
        "accessible", "reflows", "works-offline",
    ]  # fmt: skip


def test_a_website_that_keeps_nothing_is_found(tmp_path: Path) -> None:
    """And its worker knows the script by another hash: so it keeps nothing either."""
    found = packed(write(tmp_path, dict(FILES)), "web")
    results = play(patched(found, "Storage.prototype.setItem = () => {};"), "strict")
    assert set(failures(results)["web"]) == {
        "steps-saved", "answers-saved", "nothing-lost", "end-status", "works-offline",
    }  # fmt: skip
    assert "write what is done to the storage of the browser" in cures(results)


# Ours


def learned(found: Playable, plan: Plan) -> tuple[dict[str, Any], dict[str, str]]:
    """What fails for one learner who does all well, and what the platform has of them in the end."""
    (named,) = plan.profiles
    site = Site(found)
    with browsers.opened(plan.program) as browser, serve(site) as server:
        findings = Findings(ours=True, first=False)
        person = Person(Stage(browser, site, server), "anna", named)
        watch = Watch(findings, server.origin)
        course = PlayedCourse(found.course or {})
        Learning(person, course, findings, watch, right=True).learn(lambda _: None)
        return findings.failures, person.values


def test_every_type_of_questions_is_told_by_scorm_2004_as_a_strict_platform_takes_it() -> None:
    plan = Plan([built_in("strict")], Path(CHROMIUM))
    found = packed(EVERY_QUESTION, "scorm2004-4")
    failed, values = by_itself(learned, found, plan)
    assert failed == {}
    told = records(values, "cmi.interactions")
    assert {one["type"] for one in told} == {
        "choice", "true-false", "fill-in", "numeric", "matching", "sequencing", "likert",
        "performance", "long-fill-in",
    }  # fmt: skip
    assert all(
        {"id", "timestamp", "result", "latency", "description"} <= one.keys() for one in told
    )
    assert {one["result"] for one in told} >= {"correct", "neutral"}


def test_a_course_of_ours_passes_on_every_platform(short: Playable, tmp_path: Path) -> None:
    """A short one where each call takes a second, meanwhile the sample course everywhere else."""
    plan = Plan([built_in(one) for one in PROFILES if one != "slow"], Path(CHROMIUM), tmp_path)
    slow = replace(plan, profiles=[built_in("slow")], pictures=None)
    with ThreadPoolExecutor(2) as pool:
        patient = pool.submit(run.test, short, slow)
        results = pool.submit(run.test, packed(SAMPLE), plan).result()
    assert failures(results) | failures(patient.result()) == {name: {} for name in PROFILES}
    assert results.passed
    assert {one.name for one in tmp_path.iterdir()} >= {"theme.png", "theme-320.png"}


def test_each_topic_of_a_package_is_played(tmp_path: Path) -> None:
    """In the second one the button of its step does nothing; the first is without fault."""
    outline = FILES["course.yaml"].replace("topics:\n", "packaging: topics\ntopics:\n") + TOPIC
    good = packed(write(tmp_path, {**FILES, "course.yaml": outline, "third.md": "A line.\n"}))
    page = good.package.files["two.html"]
    assert isinstance(page, bytes)
    bad = replace(
        good.package,
        files={**good.package.files, "two.html": page.replace(b'class="confirm"', b"")},
    )
    (trial,) = play(served(bad), "strict").trials
    found = {(one.check.name, failure.where) for one in trial.outcomes for failure in one.failures}
    assert ("steps-done", "Two: Third") in found
    assert all(where.startswith("Two: ") for _, where in found)
    judged = {one.check.name: one.verdict for one in trial.outcomes}
    assert judged["answers-judged"] is Verdict.PASSED


@pytest.mark.parametrize("course", [EVERY_BLOCK, EVERY_QUESTION], ids=lambda one: one.parent.name)
def test_every_block_and_every_type_of_questions_passes(course: Path) -> None:
    assert failures(play(packed(course), "moodle")) == {"moodle": {}}


@pytest.mark.parametrize("third", range(3))
def test_kills_cost_nothing_that_is_older_than_the_last_action(third: int, tmp_path: Path) -> None:
    """300 over all platforms; `benchmarks/kills.py` has a thousand."""
    profiles = [built_in(one) for one in PROFILES[third::3]]
    plan = Plan(profiles, Path(CHROMIUM), kills=100, seed=7)
    found = by_itself(run.kill_alone, packed(write(tmp_path, dict(KILLED))), plan)
    assert sum(one.done for one in found.values()) == 100
    assert sum(one.actions for one in found.values()) >= 100
    assert {name: one.lost for name, one in found.items() if one.lost} == {}


def test_kills_find_a_runtime_that_saves_late(short: Playable) -> None:
    """What the device has not, and the platform gets at the end alone, is lost."""
    script = "Host.save = async () => ''; Storage.prototype.setItem = () => {};"
    plan = Plan([built_in("strict")], Path(CHROMIUM), kills=6)
    assert by_itself(run.kill_alone, patched(short, script), plan)["strict"].lost


# Packages of others

MANIFEST = """\
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Foreign</title>
<item identifier="i" identifierref="r"><title>One</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="start.html"/></resources></manifest>"""


def foreign(script: str, more: str = "") -> Playable:
    page = f"<!doctype html><title>Foreign</title><p>Hello.</p>{more}<script>{script}</script>"
    files = {"imsmanifest.xml": MANIFEST.encode(), "start.html": page.encode()}
    return served(Package("foreign", "imsmanifest.xml", files))


def test_a_good_package_of_others_passes_what_can_be_checked() -> None:
    results = play(foreign(GOOD), "strict", "minimal", "popup")
    found = failures(results)
    assert (found["strict"], found["minimal"]) == ({}, {})
    assert "finds-api" in found["popup"]  # it looks in its parent alone
    strict = {one.check.name: one.reason for one in results.trials[0].outcomes}
    assert strict["steps-saved"].startswith("only a package of scorm-builder")
    assert not results.ours


def test_a_bad_package_of_others_is_told_what_is_wrong() -> None:
    script = GOOD.replace("'completed');", "'not attempted');").replace("pagehide", "unload-never")
    image = '<img src="none.png" alt=""><script src="http://127.0.0.1:9/x.js"></script>'
    (found,) = failures(play(foreign(f"{script} null.x;", image), "strict")).values()
    assert set(found) == {
        "finishes", "status-words", "console-errors", "failed-files", "outside-requests",
    }  # fmt: skip


def test_a_package_of_another_program_is_judged_fairly(tmp_path: Path) -> None:
    file = packed_by_others(tmp_path)
    with opened(file) as found:
        assert isinstance(found, Playable)
        results = play(found, "strict", "frame-killer")
    assert failures(results) == {"strict": {}, "frame-killer": {}}
    made = [one.check.name for one in results.trials[0].outcomes if one.verdict is Verdict.PASSED]
    assert made == [
        "launches", "finds-api", "initializes-once", "finishes", "legal-calls", "status-set",
        "status-words", "status-kept", "survives-kill", "console-errors", "failed-files",
        "outside-requests",
    ]  # fmt: skip
