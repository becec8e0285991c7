"""A question and a quiz as templates see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from scorm_builder.source.model import Interactions
from scorm_builder.source.questions.kind import Texts, View
from scorm_builder.source.questions.kinds import KINDS
from scorm_builder.source.questions.models import Scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from scorm_builder.source.model import Tracking
    from scorm_builder.source.questions.models import Question, Quiz

UNLIMITED = 0
"""The number of attempts when there is no end to them."""
QUIZ = "-quiz"
"""The name under which the state of a quiz is kept on its step, and the end of its route."""
_DIGITS = 1
_RECORD_DIGITS = 2
_QUIZ_DIGITS = 12


def quiz_route(step: str) -> str:
    """The route of the quiz of a step."""
    return f"/{step}/{QUIZ}"


def is_quiz(route: str) -> bool:
    """Whether a route is that of a quiz."""
    return route.endswith(f"/{QUIZ}")


class Prompts(Texts, Protocol):
    """Makes HTML of all that stands in a question."""

    def prompt(self, text: str, *route: str | int) -> tuple[Markup, Markup]:
        """What asks, for the legend, and what else stands under it."""


def keeps(question: Question, tracking: Tracking) -> int:
    """The most characters that are kept of a question: how often it was answered, the place of its
    record where it has one, and the answer."""
    record = _RECORD_DIGITS if tracking.interactions is Interactions.LATEST else 0
    return _DIGITS + record + KINDS[question.type].keeps(question)


def quiz_keeps() -> int:
    """The characters that are kept of a quiz: the attempt, how it stands, what it began with, the best
    score and the time."""
    return _QUIZ_DIGITS


def question_view(
    question: Question, texts: Prompts, place: View, quiz: Quiz | None = None
) -> View:
    """A question of a quiz or of a page. `place` has its `key` and `tag`, and whether it is
    `required`."""
    legend, more = texts.prompt(question.ask, "ask")
    own = KINDS[question.type].view(question, texts)
    return {
        "id": question.id,
        "type": question.type,
        "quiz": quiz is not None,
        "legend": legend,
        "more": more,
        "hint": texts.block(question.hint, "hint", later=True),
        "topic": question.topic,
        "pool": question.pool,
        **_scored(question, texts, quiz),
        "explain": texts.block(question.explain, "explain", later=True),
        **place,
        **own,
        "data": {**own["data"], **_flags(question, place, quiz)},
    }


def _scored(question: Question, texts: Texts, quiz: Quiz | None) -> View:
    if not isinstance(question, Scored):
        return {"weight": 0, "attempts": UNLIMITED, "feedback": {}}
    told = question.feedback
    by_name = {"right": told.right, "partly": told.partly, "wrong": told.wrong}
    return {
        "weight": question.weight,
        "attempts": question.attempts or (1 if quiz else UNLIMITED),
        "feedback": {
            name: texts.block(text, "feedback", name, later=True) for name, text in by_name.items()
        },
    }


def _flags(question: Question, place: View, quiz: Quiz | None) -> View:
    """What holds for a question or not, as attributes without a value."""
    shuffle = getattr(question, "shuffle", False)
    if shuffle is None:
        shuffle = quiz is not None and quiz.shuffle in ("options", "all")
    flags = {
        "shuffle": shuffle,
        "partial": getattr(question, "partial", False),
        "required": place["required"],
    }
    return {f"data-{name}": "" for name, holds in flags.items() if holds}


def quiz_view(quiz: Quiz, place: View, intro: Markup, questions: Sequence[View], mark: int) -> View:
    """A quiz. `place` has its `key` and `tag`; each of its `questions` has its own HTML as `html`; with
    `mark` one passes."""
    return {
        **place,
        "intro": intro,
        "pass": mark,
        "attempts": quiz.attempts or UNLIMITED,
        "retry": quiz.retry,
        "counts": quiz.counts,
        "shuffle": quiz.shuffle,
        "draw": quiz.draw,
        "feedback": quiz.feedback,
        "solutions": quiz.solutions,
        "minutes": quiz.minutes or 0,
        "extend": quiz.extend,
        "questions": questions,
    }
