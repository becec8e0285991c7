"""What a build says in plain words: what it made, and when a learner is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder.scoring import SEVERAL, scoring
from scorm_builder.source.model import WEIGHTED, Complete, Done, Failed, Packaging, Report
from scorm_builder.units import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.scoring import Scoring
    from scorm_builder.source.course import Course
    from scorm_builder.source.installed import Installed
    from scorm_builder.source.model import Step, Tracking
    from scorm_builder.source.questions.models import Quiz
    from scorm_builder.targets import Target

DONE_BY = {
    Done.VIEWED: "by reaching the end of the page",
    Done.CONFIRM: "by a button that says so",
    Done.BLOCKS: "by finishing what is required on the page",
    Done.FINISHED: "by finishing its quiz",
    Done.PASSED: "by passing its quiz",
}
"""How a step gets done, by its done rule."""


def summary(course: Course, *targets: Target) -> list[tuple[str, Sequence[str]]]:
    """Paragraphs with a title, each a list of lines."""
    steps = [step for _, _, step in course.steps()]
    required = [step for _, topic, step in course.steps() if topic.counts(step)]
    outline = course.outline
    extra = len(steps) - len(required)
    told = any(target.REPORTS for target in targets)
    apart = (
        told and outline.packaging is Packaging.TOPICS
    )  # only a platform opens topics by themselves
    return [
        (
            f"{outline.title}, version {outline.version}",
            [
                f"{many(len(steps), 'step')} in {many(len(outline.topics), 'topic')}"
                + (f", {extra} of them extra" if extra else ""),
                *_theme(course.design.theme),
                *_fits(course, targets),
            ],
        ),
        *(_by_topic(course) if apart else _rule(course, required, told=told)),
        *_advice(course, targets),
    ]


def _by_topic(course: Course) -> list[tuple[str, list[str]]]:
    """When a learner is done with each topic, where each is reported and graded by itself."""
    lines = []
    for unit in units(course):
        (topic,) = unit.course.outline.topics
        extra = "" if unit.needed else "; the course does not need it"
        lines.append(f"`{topic.id}`: {_rule_of_topic(unit.course)}{extra}")
    return [("A learner is done with a topic, which a platform opens and grades by itself:", lines)]


def _rule_of_topic(course: Course) -> str:
    score = scoring(course)
    number = sum(1 for _, topic, step in course.steps() if topic.counts(step))
    steps = f"when {_all(number)} done"
    if not score:
        return steps
    if not score.mark:
        return f"{steps}; it sends a score"
    enough = f"the score is {score.mark} at least"
    if course.outline.tracking.complete is Complete.QUIZ_PASSED:
        return f"when {enough}"
    return f"{steps} and {enough}"


def _rule(course: Course, required: list[Step], *, told: bool) -> list[tuple[str, list[str]]]:
    """When a learner is done, and what the score has to do with it. `told`: a platform is told of it."""
    score = scoring(course)
    steps = f"{_all(len(required))} done"
    if not score:
        return [(f"A learner is done when {steps}:", _ways(required))]
    lines = [*_made(course, score), *(_told(course, score) if told else [])]
    about = ("The score, from 0 to 100:", lines)
    if not score.mark:
        return [(f"A learner is done when {steps}:", _ways(required)), about]
    enough = f"the score is {score.mark} at least"
    if course.outline.tracking.complete is Complete.QUIZ_PASSED:
        return [(f"A learner is done when {enough}, whatever steps are done.", []), about]
    return [(f"A learner is done when {steps} and {enough}:", _ways(required)), about]


def _made(course: Course, score: Scoring) -> list[str]:
    """Which quizzes give the score."""
    if course.outline.tracking.score not in SEVERAL:
        (only,) = score.quizzes
        return [f"that of the quiz of `{only.step.id}`: {_attempts(only.quiz)}"]
    weighted = course.outline.tracking.score == WEIGHTED
    return [
        f"the mean of {many(len(score.quizzes), 'quiz')}"
        + (", by the weights of their questions:" if weighted else ":"),
        *(
            f"  `{one.step.id}`: {_attempts(one.quiz)}"
            + (f"; it weighs {one.weight}" if weighted else "")
            for one in score.quizzes
        ),
    ]


def _attempts(quiz: Quiz) -> str:
    if quiz.attempts == 1:
        return "the only attempt"
    number = f"{quiz.attempts} attempts" if quiz.attempts else "as many attempts as one likes"
    return f"the {quiz.counts} of {number}"


def _told(course: Course, score: Scoring) -> list[str]:
    """When the platform gets the score, and what word with it."""
    tracking = course.outline.tracking
    ready = "once each quiz is finished" if len(score.quizzes) > 1 else "once the quiz is finished"
    word = f"`{tracking.report}` when a learner is done"
    if not score.mark:
        return [f"sent {ready}", f"status: {word}, whatever the score is"]
    done = " and all required steps are done"
    late = "" if tracking.complete is Complete.QUIZ_PASSED else done
    lines = [f"sent when it is {score.mark} at least{late}", _low(tracking, score, done)]
    if tracking.report is Report.PASSED_FAILED:
        never = tracking.failed is Failed.LAST_ATTEMPT and score.endless
        word = "`passed` when a learner is done" + (
            "" if never else ", `failed` with a lower score"
        )
    return [*lines, f"status: {word}; after that it is never lowered"]


def _low(tracking: Tracking, score: Scoring, done: str) -> str:
    """When a score goes out that is not enough."""
    late = done if tracking.complete is Complete.ALL_REQUIRED else ""
    if tracking.failed is Failed.AT_ONCE:
        return f"a lower one is sent after each attempt{', once all required steps are done' if late else ''}"
    if score.endless:
        return "a lower one is never sent, since there is always another attempt"
    return f"a lower one is sent when no attempt is left{late}"


def _theme(theme: Installed | None) -> list[str]:
    return [f"in the theme {theme.name}, version {theme.version}"] if theme else []


def _fits(course: Course, targets: Sequence[Target]) -> list[str]:
    """How much of what a platform keeps a learner can take."""
    return [
        f"progress takes at most {target.worst_state(course):,} of the {target.STATE_LIMIT:,}"
        f" characters that {target.KEEPER if len(targets) == 1 else target.TITLE} keeps"
        for target in targets
    ]


def _advice(course: Course, targets: Sequence[Target]) -> list[tuple[str, Sequence[str]]]:
    """What those should know who get the packages, once where it is the same for several targets."""
    told: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for target in targets:
        lines = tuple(target.advice(course))
        told.setdefault((target.READER, lines), []).append(target.TITLE)
    readers = [reader for reader, _ in told]
    return [
        (f"For {reader}" + (f", {', '.join(names)}" if readers.count(reader) > 1 else ""), lines)
        for (reader, lines), names in told.items()
    ]


def _all(number: int) -> str:
    words = {1: "the one required step is", 2: "both required steps are"}
    return words.get(number, f"all {number:,} required steps are")


def _ways(required: list[Step]) -> list[str]:
    lines = []
    for done, words in DONE_BY.items():
        number = sum(1 for step in required if step.rule is done)
        if number:
            lines.append(f"{many(number, 'step')} {words}")
    return lines


def many(number: int, noun: str) -> str:
    """A number with its noun: 1 step, 2 steps, 3 quizzes."""
    plural = "zes" if noun == "quiz" else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def size_text(size: int) -> str:
    """A number of bytes for people."""
    if size < 1000:
        return f"{size} bytes"
    for unit, limit in (("kB", 1e6), ("MB", 1e9)):
        if size < limit:
            return f"{size / (limit / 1000):.{0 if unit == 'kB' else 1}f} {unit}"
    return f"{size / 1e9:.2f} GB"
