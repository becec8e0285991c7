"""A package → what came of it under each profile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.lms.launch import launchable
from scorm_builder.playtest import checks, website
from scorm_builder.playtest.checks import CATALOGUE
from scorm_builder.playtest.course import PlayedCourse
from scorm_builder.playtest.foreign import ForeignPlay
from scorm_builder.playtest.kills import kill
from scorm_builder.playtest.ours import OurPlay
from scorm_builder.playtest.results import Findings, Kills, Results, Trial, together
from scorm_builder.playtest.side_by_side import play_each
from scorm_builder.playtest.visit import Person, Stage
from scorm_builder.playtest.watch import Watch
from scorm_builder.serving import Site, serve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

    from scorm_builder.lms import Named
    from scorm_builder.playtest.checks import Check
    from scorm_builder.serving import Playable

DEFAULT = ("strict", "moodle", "minimal", "frame-killer")
"""The book; the platform that is used most; one with no optional element; and one, like a phone, on which a
course is never told of its end. What these take, the others take as a rule."""

Say = Callable[[str], None]
Progress = Callable[[str, str], None]
"""Told of a profile, and of what is played in it."""


@dataclass(frozen=True)
class Plan:
    """What to play: under which profiles, in the browser whose program this is. `pictures` is a folder for
    screenshots; `kills` are spread over the profiles, at moments that hang on `seed`."""

    profiles: Sequence[Named]
    program: Path
    pictures: Path | None = None
    kills: int = 0
    seed: int = 1


def test_all(
    packages: Sequence[Playable], plan: Plan, progress: Progress = lambda _profile, _what: None
) -> list[Results]:
    """Play packages one after another. Pictures are those of the first: they are the same course.

    Raises NoBrowser when the browser cannot be driven.
    """
    plans = [plan, *(replace(plan, pictures=None) for _ in packages[1:])]
    return [test(one, alike, progress) for one, alike in zip(packages, plans, strict=True)]


def test(
    playable: Playable, plan: Plan, progress: Progress = lambda _profile, _what: None
) -> Results:
    """Play the package under every profile. Raises NoBrowser when the browser cannot be driven."""
    site = Site(playable, profiles={one.name: one for one in plan.profiles})
    parts = _parts(playable, plan)
    versions = set()

    def play(browser: Browser, at: int) -> Trial:
        versions.add(browser.version)
        part = parts[at]
        findings = Findings(ours=playable.ours, first=not at)
        return _try(Stage(browser, site, server), part, findings, partial(progress, part.name))

    with serve(site) as server:
        trials = play_each(plan.program, _longest_first(parts), play)
    seed = plan.seed if plan.kills else None
    version = f"{plan.program.name} {', '.join(versions)}"
    return Results(playable.package.name, playable.ours, version, trials, seed)


@dataclass(frozen=True)
class Part:
    """A column of the report: who plays it, and the checks that are asked for. `wait` is how long, in
    milliseconds, each call takes."""

    name: str
    title: str
    play: Callable[[Stage, Findings, Watch, Say], Kills | None]
    checks: Sequence[Check]
    wait: float = 0


def _parts(playable: Playable, plan: Plan) -> list[Part]:
    """What is played of a package: a website as it is, any other under each profile."""
    asked = [
        check
        for check in CATALOGUE.values()
        if (plan.kills or check is not checks.KILLS) and (playable.website or not check.web)
    ]
    if playable.website:

        def read(stage: Stage, findings: Findings, watch: Watch, say: Say) -> None:
            website.read(stage, findings, watch, plan.pictures, say)

        return [Part(website.NAME, website.TITLE, read, asked)]
    return [
        Part(
            named.name, named.title, partial(_play_in, plan, at), asked, named.profile.answers.wait
        )
        for at, named in enumerate(plan.profiles)
    ]


def _longest_first(parts: Sequence[Part]) -> list[int]:
    """Their numbers, those on which a course has to wait before the others."""
    return sorted(range(len(parts)), key=lambda at: -parts[at].wait)


def _try(stage: Stage, part: Part, findings: Findings, say: Say) -> Trial:
    """What comes of a part."""
    started = time.monotonic()
    kills = None
    try:
        kills = part.play(stage, findings, Watch(findings, stage.server.origin), say)
    except PlaywrightError as problem:
        check = checks.STEPS_DONE if findings.ours else checks.LAUNCHES
        findings.hold(check, f"the play-test could not go on: {problem.message.splitlines()[0]}")
    for device in stage.browser.contexts:
        device.close()
    seconds = time.monotonic() - started
    return Trial(part.name, part.title, findings.outcomes(part.checks), seconds, kills)


def _play_in(
    plan: Plan, at: int, stage: Stage, findings: Findings, watch: Watch, say: Say
) -> Kills | None:
    """Play in the platform of the profile at this place of the plan."""
    person = Person(stage, f"learner-{plan.profiles[at].name}", plan.profiles[at])
    if not findings.ours:
        ForeignPlay(person, findings, watch).play(say)
        return None
    told = _courses(person)
    _play_ours(told, findings, watch, None if at else plan.pictures, say)
    return _kill(told, findings, plan, at, say)


def _courses(person: Person) -> list[tuple[Person, PlayedCourse]]:
    """What this platform lets a learner open of a package of ours, in order."""
    playable = person.stage.site.playable
    items = launchable(playable.manifest, person.platform)
    if len(items) == 1:
        return [(person, PlayedCourse(playable.courses[items[0].href]))]
    return [
        (replace(person, item=item.id), PlayedCourse(playable.courses[item.href])) for item in items
    ]


def _play_ours(
    courses: Sequence[tuple[Person, PlayedCourse]], findings: Findings, watch: Watch,
    pictures: Path | None, say: Callable[[str], None],
) -> None:  # fmt: skip
    """Play one item after another; the pictures of several are in a folder each."""
    for person, course in courses:
        folder = pictures
        if len(courses) > 1:
            findings.item = course.title
            folder = pictures / person.item if pictures else None
        OurPlay(person, course, findings, watch, folder).play(say)
    findings.item = ""


def _kill(
    courses: Sequence[tuple[Person, PlayedCourse]], findings: Findings, plan: Plan, at: int,
    say: Callable[[str], None],
) -> Kills | None:  # fmt: skip
    """The share of the kills that this profile has, spread over the items."""
    share = shares(plan)[at]
    if not share:
        findings.skip(checks.KILLS, "there are fewer kills than profiles")
        return None
    findings.where = "kills"
    ends = [share * one // len(courses) for one in range(len(courses) + 1)]
    kills = together(
        kill(person, course, end - start, plan.seed + at, say)
        for (person, course), (start, end) in zip(courses, pairwise(ends), strict=True)
    )
    findings.hold(checks.KILLS)
    for loss in kills.lost:
        findings.hold(checks.KILLS, f"{loss.what}, {loss.seconds:.1f} seconds before {loss.how}")
    return kills


def kill_alone(
    playable: Playable, plan: Plan, progress: Progress = lambda _profile, _what: None
) -> dict[str, Kills]:
    """The kills of a plan without the play-test, by profile, in the first item. Only for a package of ours."""
    site = Site(playable, profiles={one.name: one for one in plan.profiles})

    def play(browser: Browser, at: int) -> Kills:
        named = plan.profiles[at]
        person = Person(Stage(browser, site, server), f"learner-{named.name}", named)
        say = partial(progress, named.name)
        person, course = _courses(person)[0]
        return kill(person, course, shares(plan)[at], plan.seed + at, say)

    with serve(site) as server:
        order = _longest_first(_parts(playable, plan))
        found = play_each(plan.program, order, play)
    return {named.name: kills for named, kills in zip(plan.profiles, found, strict=True)}


def shares(plan: Plan) -> list[int]:
    """How many of the kills each profile has: a platform that lets a course wait has a tenth of what another has."""
    weights = [1 if one.profile.answers.wait else 10 for one in plan.profiles]
    ends = [plan.kills * sum(weights[:at]) // sum(weights) for at in range(len(weights) + 1)]
    return [end - start for start, end in pairwise(ends)]
