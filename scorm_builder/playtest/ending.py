"""What a learner came to in the end, and which score they must have, by the rules of docs/format.md under `tracking`.

Written apart from the runtime, so that the two can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.playtest.course import PlayedCourse


@dataclass(frozen=True)
class Took:
    """What came of a quiz: its best score in hundredths of a per cent, and the attempts it took."""

    score: int
    attempts: int


@dataclass(frozen=True)
class Outcome:
    """What a learner came to: whether they reached what the course asks, or missed it for good; the score
    that is told, from 0 to 100 or none. `report` and `mark` are those of the course; `came` is the score that
    the quizzes gave once all were finished, told or not."""

    reached: bool
    missed: bool
    score: float | None
    report: str
    mark: int
    came: float | None = None


@dataclass(frozen=True)
class Ending:
    """What the platform must have: a status in its words, and a score from 0 to 100 or none."""

    status: str
    score: float | None


def outcome(course: PlayedCourse, done: set[str], took: Mapping[str, Took]) -> Outcome:
    """By the ids of the steps that are done, and what came of the quizzes by theirs."""
    all_done = all(step.id in done for step in course.steps if step.counts)
    report = str(course.data["report"])
    if not course.quizzes:
        return Outcome(all_done, False, None, report, 0)
    rule = course.data["score"]["complete"]
    finished = all(quiz.step in took for quiz in course.quizzes)
    total = _total(course, took) if finished else 0
    enough = finished and total >= course.mark * 100
    reached = (rule == "quiz-passed" or all_done) and (enough or not course.mark)
    missed = (
        finished and not enough and _is_over(course, took) and (rule != "all-required" or all_done)
    )
    told = finished and (not course.mark or (reached if enough else missed))
    came = total / 100 if finished else None
    return Outcome(reached, missed, came if told else None, report, course.mark, came)


def _total(course: PlayedCourse, took: Mapping[str, Took]) -> int:
    weights = sum(quiz.weight for quiz in course.quizzes)
    points = sum(quiz.weight * took[quiz.step].score for quiz in course.quizzes)
    return (2 * points + weights) // (2 * weights)  # half up


def _is_over(course: PlayedCourse, took: Mapping[str, Took]) -> bool:
    """Whether failing is told: no attempt is left, or every attempt is told."""
    spent = all(
        quiz.attempts and took[quiz.step].attempts >= quiz.attempts for quiz in course.quizzes
    )
    return spent or bool(course.data["score"]["early"])


def judged_by_mastery(ending: Ending, mark: int, mastery: str) -> Ending:
    """What a platform keeps by SCORM 1.2: most make passed or failed of a score, where the manifest has a
    mastery score. `mastery` is that rule of a profile."""
    judges = mastery == "any" or (mastery == "final" and ending.status != "incomplete")
    if not mark or ending.score is None or not judges:
        return ending
    return Ending("passed" if ending.score >= mark else "failed", ending.score)


def number(score: float | None) -> str:
    """A score in words."""
    return "none" if score is None else f"{score:g}"
