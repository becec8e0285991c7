"""What a build says in plain words: what it made, and when a learner is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder.source.model import Done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.source.course import Course
    from scorm_builder.source.installed import Installed
    from scorm_builder.source.model import Step
    from scorm_builder.targets import Target

DONE_BY = {
    Done.VIEWED: "by reaching the end of the page",
    Done.CONFIRM: "by a button that says so",
    Done.BLOCKS: "by finishing what is required on the page",
    Done.FINISHED: "by finishing its quiz",
    Done.PASSED: "by passing its quiz",
}
"""How a step gets done, by its done rule."""


def summary(course: Course, target: Target) -> list[tuple[str, Sequence[str]]]:
    """Paragraphs with a title, each a list of lines."""
    steps = [step for _, _, step in course.steps()]
    required = [step for _, topic, step in course.steps() if topic.counts(step)]
    outline = course.outline
    extra = len(steps) - len(required)
    return [
        (
            f"{outline.title}, version {outline.version}",
            [
                f"{many(len(steps), 'step')} in {many(len(outline.topics), 'topic')}"
                + (f", {extra} of them extra" if extra else ""),
                *_theme(course.design.theme),
                _fit(target.worst_state(course), target.STATE_LIMIT),
            ],
        ),
        (f"A learner is done when {_all(len(required))} done:", _ways(required)),
        ("For the administrator of the learning platform", target.advice(course)),
    ]


def _theme(theme: Installed | None) -> list[str]:
    return [f"in the theme {theme.name}, version {theme.version}"] if theme else []


def _fit(worst: int, limit: int) -> str:
    return f"progress takes at most {worst:,} of the {limit:,} characters that the platform keeps"


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
    """A number with its noun: 1 step, 2 steps."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
