"""What a platform opens, reports and grades by itself: the course, or each of its topics.

A topic by itself is a course with that one topic: the same ids, tags, pages and words, and an id of its own,
by which the copy on the device, the support code and a manifest know it. All that can be asked of a course
can be asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from scorm_builder import state
from scorm_builder.scoring import scoring
from scorm_builder.source.glossary import GLOSSARY
from scorm_builder.source.model import Complete, Order, Packaging, Report
from scorm_builder.source.questions.views import quiz_route

if TYPE_CHECKING:
    from scorm_builder.source.course import Course
    from scorm_builder.source.model import Outline, Topic, Tracking
    from scorm_builder.source.page import PageLink

LAUNCH = "index.html"


@dataclass(frozen=True)
class Unit:
    """A course, or a topic as one.

    `launch` is its document. `counts`: it has steps that count, so that what comes after it waits for it in
    a linear course; `needed`: without it nobody is done with the course, which is the same but where
    the score alone decides. `weight` is its share of the score of the course, from 0 to 1.
    """

    course: Course
    launch: str
    counts: bool
    needed: bool
    weight: Fraction

    @property
    def mark(self) -> int:
        """The score that is enough; 0 where none decides."""
        score = scoring(self.course)
        return score.mark if score else 0

    @property
    def worst_state(self) -> int:
        """The most characters that a learner's state can have in it."""
        kept = list(self.course.kept())
        done = sum(1 for _ in self.course.steps()) + sum(1 for one in kept if not one.length)
        lengths = [one.length for one in kept if one.length]
        return state.worst_case(done + (self.mark > 0), lengths)


def units(course: Course) -> list[Unit]:
    """The units of a package of this course, in order."""
    if course.outline.packaging is Packaging.COURSE:
        return [Unit(course, LAUNCH, counts=True, needed=True, weight=Fraction(1))]
    return [_unit(course, topic) for topic in course.outline.topics]


def waiting(course: Course) -> list[tuple[Unit, Unit | None]]:
    """The units, each with the one before that must be done first: in a linear course, the last one that
    counts. What that one waits for was done then too."""
    pairs = []
    before: Unit | None = None
    for unit in units(course):
        pairs.append((unit, before))
        if unit.counts and course.outline.progress.order is Order.LINEAR:
            before = unit
    return pairs


def whole(course: Course) -> list[Unit]:
    """The course as one unit, whatever its author wrote for learning platforms."""
    return units(_packed(course, Packaging.COURSE))


def in_topics(course: Course) -> Course:
    """The course with a unit for each topic, whatever its author wrote."""
    return _packed(course, Packaging.TOPICS)


def _packed(course: Course, packaging: Packaging) -> Course:
    return replace(course, outline=replace(course.outline, packaging=packaging))


def leaving(unit: Course) -> list[PageLink]:
    """The links in a unit that lead to a page which is not in it."""
    links = [link for page in unit.pages.values() for link in page.links]
    return [link for link in links if link.page not in unit.pages]


def _unit(course: Course, topic: Topic) -> Unit:
    weight = _weight(course, topic)
    by_score = course.outline.tracking.complete is Complete.QUIZ_PASSED
    outline = course.outline.alone(topic)
    outline = replace(outline, tracking=_tracking(outline, scored=weight > 0))
    routes = _routes(outline)
    pages = {path: page for path, page in course.pages.items() if page.route in routes}
    return Unit(
        replace(course, outline=outline, pages=pages, whole=course),
        f"{topic.id}.html",
        counts=topic.counting,
        needed=weight > 0 if by_score else topic.counting,
        weight=weight,
    )


def _weight(course: Course, topic: Topic) -> Fraction:
    """What the quizzes of a topic weigh among those that give the score; 0 where none of them does."""
    score = scoring(course)
    if not score:
        return Fraction(0)
    ids = {step.id for step in topic.steps}
    own = sum(one.weight for one in score.quizzes if one.step.id in ids)
    return Fraction(own, sum(one.weight for one in score.quizzes))


def _tracking(outline: Outline, *, scored: bool) -> Tracking:
    """The rule of the course for one topic: without a score, all required steps complete it. A topic that
    another may wait for says that it is passed, which all standards ask for."""
    tracking = outline.tracking
    judged = tracking.report is Report.PASSED_FAILED
    if not scored:
        tracking = replace(tracking, complete=Complete.ALL_REQUIRED, score=None, pass_=None)
    if judged and scored:
        return tracking
    linear = outline.progress.order is Order.LINEAR
    return replace(tracking, report=Report.PASSED) if linear or judged else tracking


def _routes(outline: Outline) -> set[str]:
    """Where the pages of an outline are shown."""
    ids = [step.id for _, step in outline.steps()]
    intro = ["/"] if outline.intro else []
    return {GLOSSARY, *intro, *(f"/{id_}" for id_ in ids), *map(quiz_route, ids)}
