"""The outline and its pages together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import errors
from scorm_builder.source.model import Done

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course


def nothing_required(course: Course) -> Iterator[Diagnostic]:
    """A course that a learner could never complete, because all of it is extra."""
    if not any(topic.counts(step) for _, topic, step in course.steps()):
        yield rules.NOTHING_REQUIRED.at(
            course.document.at_key("topics"),
            "no step is required, so that nobody can complete the course",
            "remove `required: false` from a step and its topic",
        )


def steps_without_content(course: Course) -> Iterator[Diagnostic]:
    """A step with neither a page nor a quiz."""
    for route, _topic, step in course.steps():
        if not step.page and not step.quiz:
            yield rules.MISSING_FIELD.at(
                course.document.at_key(*route),
                f"the step `{step.id}` has neither a `page` nor a `quiz`",
                "name a Markdown file, a YAML file with questions, or both",
            )


def steps_without_required_blocks(course: Course) -> Iterator[Diagnostic]:
    """A step that is done when its required blocks are, and has none."""
    for route, _topic, step in course.steps():
        page = course.page(step)
        if (
            step.rule is Done.BLOCKS
            and not step.quiz
            and not errors(page.diagnostics)
            and page.parsed
            and not page.required
        ):
            yield rules.NO_REQUIRED_BLOCK.at(
                course.document.at(*route, "done"),
                f"`{step.page}` has no required block, so that the step would never be done",
                "give a block of the page `required`, as in `:::video {#film required=80% …}`,"
                " or use `done: confirm`",
            )


def title_mismatches(course: Course) -> Iterator[Diagnostic]:
    """A page whose own title is another than that of its step, and would not be seen."""
    for _route, _topic, step in course.steps():
        page = course.page(step)
        if page.heading and page.heading != _typographic(step.title, page.heading):
            yield rules.TITLE_MISMATCH.at(
                page.heading_at,
                f"the heading is not the title of the step, “{step.title}”, which learners see",
                "make them equal, or leave the heading out",
            )


def _typographic(title: str, heading: str) -> str:
    """The title with the quotes that Markdown made in the heading, when only those differ."""
    plain = str.maketrans("“”‘’„‚«»\u202f", '""\'\'"\'"" ')
    same = heading.translate(plain).replace("…", "...") == title.translate(plain).replace(
        "…", "..."
    )
    return heading if same else title


def unused_files(course: Course) -> Iterator[Diagnostic]:
    """Files in the folder that nothing names, when all that could name them was read."""
    steps = [step for _, _, step in course.steps()]
    named = [course.page(step) for step in steps if step.page]
    named += [course.quiz(step) for step in steps if step.quiz]
    if course.outline.intro:
        named.append(course.intro())
    if any(not page.parsed or errors(page.diagnostics) for page in named):
        return
    transcripts = {name for page in course.pages.values() for name in page.transcripts}
    remade = {made.path for made in course.made_files().values()}
    used = course.used_files() | course.design.used | remade | set(course.pages) | transcripts
    yield from course.files.unused(used)
