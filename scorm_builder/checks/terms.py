"""The glossary and the pages together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course


def unused_terms(course: Course) -> Iterator[Diagnostic]:
    """Words that are explained and stand nowhere, when all pages could be read."""
    pages = course.pages.values()
    if not course.glossary or any(not page.parsed or errors(page.diagnostics) for page in pages):
        return
    used = {name for page in pages for name in page.terms}
    for name, term in course.glossary.terms.items():
        if name not in used:
            yield rules.UNUSED_TERM.at(
                course.glossary.places[name],
                f"`{term.term}` stands on no page",
                "add the form in which it is written to `also`, or remove it",
            )
