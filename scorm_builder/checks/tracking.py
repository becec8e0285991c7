"""The rule by which a course is complete: that it can be met, and that each part of it decides something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import did_you_mean, errors
from scorm_builder.scoring import SEVERAL, always_scored, counted, share
from scorm_builder.source.model import Complete, Done, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic, Position
    from scorm_builder.source.course import Course
    from scorm_builder.source.model import Step, Tracking
    from scorm_builder.source.questions.files import QuestionFile
    from scorm_builder.source.questions.models import Quiz


def _quizzes(course: Course) -> Iterator[tuple[Step, QuestionFile[Quiz]]]:
    for _route, _topic, step in course.steps():
        quiz = course.quiz(step).quiz
        if quiz:
            yield step, quiz


def _are_read(course: Course) -> bool:
    """Whether every quiz could be read, so that it is known what there is."""
    named = [course.quiz(step) for _, _, step in course.steps() if step.quiz]
    return all(page.quiz and not errors(page.diagnostics) for page in named)


def _at(course: Course, name: str) -> Position:
    return course.document.at("tracking", name)


def _at_key(course: Course, name: str) -> Position:
    return course.document.at_key("tracking", name)


def _is_given(course: Course, name: str) -> bool:
    return name in (course.document.value.get("tracking") or {})


def missing_score(course: Course) -> Iterator[Diagnostic]:
    """A rule that asks for a score where no quiz gives one."""
    tracking = course.outline.tracking
    if tracking.score:
        return
    for name, value, decides in (
        ("complete", tracking.complete, tracking.complete is not Complete.ALL_REQUIRED),
        ("report", tracking.report, tracking.report is Report.PASSED_FAILED),
    ):
        if decides:
            yield rules.NO_SCORE.at(
                _at(course, name),
                f"`{name}: {value}` asks for a score, and the course gives none",
                f"add `score: {_proposed(course)}` under `tracking`",
            )


def _proposed(course: Course) -> str:
    ids = [step.id for step, _ in _quizzes(course)]
    return ids[0] if len(ids) == 1 else "average" if ids else "the id of a step with a quiz"


def unknown_quiz(course: Course) -> Iterator[Diagnostic]:
    """A score of a quiz that is not there, or of no quiz at all."""
    score = course.outline.tracking.score
    if not score or not _are_read(course):
        return
    steps = {step.id: step for _, _, step in course.steps()}
    ids = [step.id for step, _ in _quizzes(course)]
    hint = did_you_mean(score, [*ids, *SEVERAL]) if ids else "name a file: `quiz: name.yaml`"
    at = _at(course, "score")
    if score in SEVERAL:
        if not counted(course):
            message = (
                f"no required step has a quiz with something to score, of which `{score}` could be"
            )
            yield rules.UNKNOWN_QUIZ.at(at, message, "name a quiz, or let one be required")
    elif score not in steps:
        yield rules.UNKNOWN_QUIZ.at(at, f"no step has the id `{score}`", hint)
    elif score not in ids:
        yield rules.UNKNOWN_QUIZ.at(at, f"the step `{score}` has no quiz", hint)


def extra_quiz(course: Course) -> Iterator[Diagnostic]:
    """A score that hangs on a quiz which learners may leave out."""
    tracking = course.outline.tracking
    for route, topic, step in course.steps():
        if step.id == tracking.score and step.quiz and not topic.counts(step):
            where = (*route, "required") if not step.required else (*route[:-2], "required")
            yield rules.EXTRA_QUIZ.at(
                course.document.at(*where),
                f"`{step.id}` is an extra, and gives the score of the course",
                "remove `required: false`, or take the score of another quiz",
            )


def nothing_scored(course: Course) -> Iterator[Diagnostic]:
    """A quiz that must give a score, and has or may draw only questions that are neither right nor wrong."""
    if not _are_read(course):
        return
    scored = {step.id for step, _ in counted(course)}
    for route, _topic, step in course.steps():
        file = course.quiz(step).quiz
        if not file or always_scored(file.says):
            continue
        if step.id in scored:
            at = _at(course, "score")
        elif step.done is Done.PASSED:
            at = course.document.at(*route, "done")
        elif file.says.pass_ is not None:
            at = file.document.at("pass")
        else:
            continue
        what = "may draw only questions" if share(file.says) else "has only questions"
        yield rules.NOTHING_SCORED.at(
            at,
            f"`{step.quiz}` {what} that are neither right nor wrong, so that there is no score",
            "add a question that is always asked, and can be right or wrong",
        )


def idle_fields(course: Course) -> Iterator[Diagnostic]:
    """Fields that decide nothing, so that the rule is another than it seems."""
    tracking = course.outline.tracking
    rule = f"`complete: {tracking.complete}` and `report: {tracking.report}`"
    if tracking.pass_ is not None and not tracking.by_score:
        yield rules.IDLE_FIELD.at(
            _at_key(course, "pass"),
            f"`pass` decides nothing with {rule}",
            "remove it, or let the score decide: `complete: quiz-passed` or `report: passed-failed`",
        )
    if _is_given(course, "failed") and tracking.report is not Report.PASSED_FAILED:
        yield rules.IDLE_FIELD.at(
            _at_key(course, "failed"),
            f"`failed` decides nothing with `report: {tracking.report}`",
            "remove it, or write `report: passed-failed`",
        )


def pass_marks(course: Course) -> Iterator[Diagnostic]:
    """A score that decides without a mark, or with two."""
    tracking = course.outline.tracking
    if not tracking.by_score or not tracking.score:
        return
    if tracking.score in SEVERAL:
        if tracking.pass_ is None:
            yield _unmarked(course, tracking, "add it under `tracking`: `pass: 80`")
        return
    for step, file in _quizzes(course):
        own = file.says.pass_
        if step.id != tracking.score:
            continue
        if own is None and tracking.pass_ is None:
            yield _unmarked(course, tracking, f"add it to `{step.quiz}`: `pass: 80`")
        elif None not in (own, tracking.pass_) and tracking.pass_ != own:
            line = file.document.at("pass").line
            yield rules.PASS_MARK.at(
                _at(course, "pass"),
                f"`pass` is {tracking.pass_} here, and {own} on line {line} of `{step.quiz}`",
                "remove one of the two",
            )


def _unmarked(course: Course, tracking: Tracking, hint: str) -> Diagnostic:
    word = tracking.complete if tracking.complete is not Complete.ALL_REQUIRED else tracking.report
    message = f"`{word}` asks for a score that is enough, and none is given"
    return rules.PASS_MARK.at(_at(course, "score"), message, hint)


def dead_ends(course: Course) -> Iterator[Diagnostic]:
    """A quiz that must be passed, may be failed for good, and tells nobody of that."""
    tracking = course.outline.tracking
    if tracking.complete is Complete.QUIZ_PASSED:
        return
    told = tracking.score if tracking.report is Report.PASSED_FAILED else None
    for route, topic, step in course.steps():
        file = course.quiz(step).quiz
        limited = file is not None and file.says.attempts is not None
        if step.done is Done.PASSED and limited and topic.counts(step) and step.id != told:
            yield rules.DEAD_END.at(
                course.document.at(*route, "done"),
                f"who has used all attempts at `{step.quiz}` can never complete the course, and the"
                " platform is not told",
                f"leave out `attempts`, write `done: finished`, or report it: `score: {step.id}` and"
                " `report: passed-failed`",
            )
