"""What must hold for a course whatever it is built for: one function a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder.checks import contrast, ids, links, outline, questions, terms, tracking

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course

CHECKS = (
    ids.duplicate_ids,
    ids.tag_clashes,
    contrast.low_contrast,
    links.broken_anchors,
    links.links_out_of_topics,
    outline.nothing_required,
    outline.steps_without_content,
    outline.steps_without_required_blocks,
    outline.title_mismatches,
    outline.unused_files,
    questions.done_rules,
    questions.unknown_topics,
    questions.ids_on_the_page,
    terms.unused_terms,
    tracking.missing_score,
    tracking.unknown_quiz,
    tracking.extra_quiz,
    tracking.nothing_scored,
    tracking.idle_fields,
    tracking.pass_marks,
    tracking.dead_ends,
)


def check(course: Course) -> list[Diagnostic]:
    """All that is wrong with a course beside what reading it found, and no consequence of that."""
    return [found for rule in CHECKS for found in rule(course)]
