"""The score of a course: which quizzes give it, what each weighs, and which mark decides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from scorm_builder.source.model import AVERAGE, WEIGHTED
from scorm_builder.source.questions.models import Scenario, Scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.source.course import Course
    from scorm_builder.source.model import Step
    from scorm_builder.source.questions.models import Question, Quiz

SEVERAL = (AVERAGE, WEIGHTED)
"""The words for a score that all required quizzes give."""


@dataclass(frozen=True)
class Counted:
    """A quiz that counts for the score; `weight` is whole, and means something beside the others."""

    step: Step
    quiz: Quiz
    weight: int


@dataclass(frozen=True)
class Scoring:
    """The score of a course. `mark` is what passes; it is 0 where the score decides on nothing."""

    quizzes: Sequence[Counted]
    mark: int

    @property
    def endless(self) -> bool:
        """Whether a learner may always try again."""
        return any(one.quiz.attempts is None for one in self.quizzes)


def scoring(course: Course) -> Scoring | None:
    """How the score of a course is made; None when it has none, or none that is without fault."""
    tracking = course.outline.tracking
    found = counted(course)
    if not tracking.score or not found:
        return None
    own = found[0][1].pass_ if tracking.score not in SEVERAL else None
    mark = (tracking.pass_ or own or 0) if tracking.by_score else 0
    weights = [share(quiz) if tracking.score == WEIGHTED else Fraction(1) for _, quiz in found]
    quizzes = [
        Counted(step, quiz, weight)
        for (step, quiz), weight in zip(found, _whole(weights), strict=True)
    ]
    return Scoring(quizzes, mark)


def counted(course: Course) -> list[tuple[Step, Quiz]]:
    """The quizzes that give the score: the one that is named, or those of all required steps that
    have something to score."""
    score = course.outline.tracking.score
    found = [
        (step, file.says, topic.counts(step))
        for _route, topic, step in course.steps()
        if (file := course.quiz(step).quiz)
    ]
    if score in SEVERAL:
        return [(step, quiz) for step, quiz, counts in found if counts and share(quiz)]
    return [(step, quiz) for step, quiz, _counts in found if step.id == score]


def share(quiz: Quiz) -> Fraction:
    """What the questions of an attempt weigh: of a pool as many as are drawn, at their mean."""
    return sum((Fraction(_weight(one)) * _chance(quiz, one) for one in quiz.questions), Fraction(0))


def always_scored(quiz: Quiz) -> bool:
    """Whether every attempt has a question that can be right or wrong, whatever is drawn."""
    unscored: dict[str, int] = {}
    for one in quiz.questions:
        if not one.pool and _weight(one):
            return True
        if one.pool:
            unscored[one.pool] = unscored.get(one.pool, 0) + (not _weight(one))
    return any(quiz.draw.get(pool, 0) > number for pool, number in unscored.items())


def _weight(question: Question) -> int:
    """0 of what is neither right nor wrong."""
    if isinstance(question, Scenario) and not question.earns:
        return 0
    return question.weight if isinstance(question, Scored) else 0


def _chance(quiz: Quiz, question: Question) -> Fraction:
    if not question.pool:
        return Fraction(1)
    size = sum(1 for one in quiz.questions if one.pool == question.pool)
    return Fraction(quiz.draw.get(question.pool, 0), size)


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """The same proportions in whole numbers."""
    scale = lcm(*(weight.denominator for weight in weights))
    found = [int(weight * scale) for weight in weights]
    common = gcd(*found) or 1
    return [weight // common for weight in found]
