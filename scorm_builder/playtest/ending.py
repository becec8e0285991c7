"""Which status and score a learner must have in the end, by the rules of docs/format.md under `tracking`.

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
class Ending:
    """What the platform must have: a status, and a score from 0 to 100 or none."""

    status: str
    score: float | None


def ending(course: PlayedCourse, done: set[str], took: Mapping[str, Took]) -> Ending:
    """By the ids of the steps that are done, and what came of the quizzes by theirs."""
    complete = all(step.id in done for step in course.steps if step.counts)
    report = str(course.data["report"])
    if not course.quizzes:
        return Ending(report if complete else "incomplete", None)
    return _scored(course, took, complete, report)


def _scored(course: PlayedCourse, took: Mapping[str, Took], all_done: bool, report: str) -> Ending:
    rule = course.data["score"]["complete"]
    finished = all(quiz.step in took for quiz in course.quizzes)
    total = _total(course, took) if finished else 0
    enough = finished and total >= course.mark * 100
    reached = (rule == "quiz-passed" or all_done) and (enough or not course.mark)
    missed = (
        finished and not enough and _is_over(course, took) and (rule != "all-required" or all_done)
    )
    told = finished and (not course.mark or (reached if enough else missed))
    status = "incomplete"
    if reached:
        status = "passed" if report == "passed-failed" else report
    elif missed and report == "passed-failed":
        status = "failed"
    return Ending(status, total / 100 if told else None)


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


def stored(ending: Ending, mark: int, mastery: str) -> Ending:
    """What a platform keeps of it: most make passed or failed of a score, where the manifest has a mastery
    score. `mastery` is that rule of a profile."""
    judges = mastery == "any" or (mastery == "final" and ending.status != "incomplete")
    if not mark or ending.score is None or not judges:
        return ending
    return Ending("passed" if ending.score >= mark else "failed", ending.score)
