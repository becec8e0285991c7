"""Ids: learners' progress hangs on them, so each is used once and told from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules, state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic, Position
    from scorm_builder.source.course import Course


def duplicate_ids(course: Course) -> Iterator[Diagnostic]:
    """A topic or a step that has the id of another."""
    seen: dict[str, Position] = {}
    for id_, at in _topic_and_step_ids(course):
        if id_ in seen:
            first = seen[id_]
            yield rules.DUPLICATE_ID.at(
                at, f"`{id_}` is also the id on line {first.line}", "give each its own id"
            )
        seen.setdefault(id_, at)


def _topic_and_step_ids(course: Course) -> Iterator[tuple[str, Position]]:
    for route, topic in course.topics():
        yield topic.id, course.document.at(*route, "id")
    for route, _topic, step in course.steps():
        yield step.id, course.document.at(*route, "id")


def tag_clashes(course: Course) -> Iterator[Diagnostic]:
    """Two different ids with the same tag, so that being done with one would count for the other."""
    seen = {state.COMPLETED: "-/completed", state.PASSED: "-/passed"}
    for name, tag, at in _tags(course):
        if seen.setdefault(tag, name) != name:
            yield rules.TAG_CLASH.at(
                at,
                f"by coincidence a learner's progress cannot tell `{name}` and `{seen[tag]}` apart",
                "change the id of the newer one, which no learner has seen",
            )


def _tags(course: Course) -> Iterator[tuple[str, int, Position]]:
    for route, _topic, step in course.steps():
        at = course.document.at(*route, "id")
        yield step.id, state.tag(step.id), at
        for kept in course.kept_of(step):
            yield f"{step.id}/{kept.id}", kept.tag, at
