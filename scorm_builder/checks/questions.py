"""The outline and its quizzes together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import did_you_mean
from scorm_builder.source.model import Done

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course
    from scorm_builder.source.model import Step
    from scorm_builder.source.questions.files import QuestionFile
    from scorm_builder.source.questions.models import Quiz

_OF_QUIZZES = (Done.FINISHED, Done.PASSED)


def _quizzes(course: Course) -> Iterator[tuple[Step, QuestionFile[Quiz]]]:
    for _route, _topic, step in course.steps():
        quiz = course.quiz(step).quiz
        if quiz:
            yield step, quiz


def done_rules(course: Course) -> Iterator[Diagnostic]:
    """A step that is done by a quiz that it does not have, or otherwise than by the one that it has."""
    for route, _topic, step in course.steps():
        at = course.document.at(*route, "done")
        quiz = course.quiz(step).quiz
        if step.done in _OF_QUIZZES and not step.quiz:
            message = f"`{step.id}` has no quiz, so that it would never be {step.done}"
            yield rules.DONE_RULE.at(at, message, "name one: `quiz: name.yaml`")
        elif step.done and step.quiz and step.done not in _OF_QUIZZES:
            message = f"a step with a quiz cannot have `done: {step.done}`"
            yield rules.DONE_RULE.at(at, message, "write `finished` or `passed`")
        elif step.done is Done.PASSED and quiz and quiz.says.pass_ is None:
            message = f"`{step.quiz}` says no score that passes"
            yield rules.DONE_RULE.at(at, message, "add it there: `pass: 80`")


def unknown_topics(course: Course) -> Iterator[Diagnostic]:
    """A question that counts for a topic which the course does not have."""
    known = [topic.id for _, topic in course.topics()]
    for _step, quiz in _quizzes(course):
        for route, question in quiz.routes():
            if question.topic and question.topic not in known:
                yield rules.UNKNOWN_VALUE.at(
                    quiz.document.at(*route, "topic"),
                    f"the course has no topic `{question.topic}`",
                    did_you_mean(question.topic, known),
                )


def ids_on_the_page(course: Course) -> Iterator[Diagnostic]:
    """A question of a quiz with an id that something on the page of its step keeps its state under."""
    for step, quiz in _quizzes(course):
        taken = {kept.id for kept in course.page(step).kept}
        for route, question in quiz.routes():
            if question.id in taken:
                yield rules.DUPLICATE_ID.at(
                    quiz.document.at(*route, "id"),
                    f"`{question.id}` is also an id on `{step.page}`, the page of this step",
                    "give each its own id",
                )
