"""Links from page to page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import MOST_HINTS, did_you_mean
from scorm_builder.units import leaving, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course


def broken_anchors(course: Course) -> Iterator[Diagnostic]:
    """A link to a heading or block that its page does not have."""
    for page in course.pages.values():
        hints = 0
        for link in page.links:
            target = course.pages.get(link.page)
            if link.anchor and target and target.parsed and link.anchor not in target.anchors:
                hint = did_you_mean(link.anchor, target.anchors) if hints < MOST_HINTS else ""
                hints += 1
                message = f"`{link.page}` has no heading or block `{link.written}`"
                yield rules.BROKEN_ANCHOR.at(link.at, message, hint)


def links_out_of_topics(course: Course) -> Iterator[Diagnostic]:
    """A link to a page of another topic, where each topic is opened by itself."""
    for unit in units(course):
        for link in leaving(unit.course):
            yield rules.LINK_OUT_OF_TOPIC.at(
                link.at,
                f"`{link.page}` is in another topic, which learners open by itself: they are told where,"
                " and cannot go there",
                "say in words where it is, or build one package for the whole course:"
                " `packaging: course`",
            )
