"""Links from page to page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import MOST_HINTS, did_you_mean

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
            if target and target.parsed and link.anchor not in target.anchors:
                hint = did_you_mean(link.anchor, target.anchors) if hints < MOST_HINTS else ""
                hints += 1
                message = f"`{link.page}` has no heading or block `{link.written}`"
                yield rules.BROKEN_ANCHOR.at(link.at, message, hint)
