"""Questions whose parts are put together: `matching` and `sequencing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.source.questions.choices import check_different, check_letters
from scorm_builder.source.questions.kind import Kind
from scorm_builder.source.questions.models import Matching, Sequencing

if TYPE_CHECKING:
    from scorm_builder.source.questions.kind import Faults, Texts, View

_LIST = 60
"""Characters of a target that a list to choose from can show on a phone."""


def _check_matching(question: Matching, faults: Faults) -> None:
    faults.unknown_keys("answer", question.answer, question.sources, "source")
    for source, target in question.answer.items():
        if target not in question.targets:
            faults.unknown(("answer", source), target, question.targets, "target")
    for source in question.sources:
        if source not in question.answer:
            message = f"the source `{source}` has no target"
            hint = f"write which one is right: `{source}: {next(iter(question.targets))}`"
            faults.add_at_key(rules.BAD_QUESTION, ("answer",), message, hint)
    check_different(question.sources, "sources", faults)
    check_different(question.targets, "targets", faults)


def _view_matching(question: Matching, texts: Texts) -> View:
    """`rich`: a target is more than a list to choose from can show, so that they stand above it too;
    `again`: one is right more than once."""
    targets = {
        letter: texts.inline(text, "targets", letter) for letter, text in question.targets.items()
    }
    right = [question.answer.get(letter, "") for letter in sorted(question.sources)]
    return {
        "sources": [
            {
                "letter": letter,
                "html": texts.inline(text, "sources", letter),
                "right": targets.get(question.answer.get(letter, ""), ""),
            }
            for letter, text in question.sources.items()
        ],
        "targets": [
            {"letter": letter, "html": html, "words": html.striptags()}
            for letter, html in targets.items()
        ],
        "rich": any("<" in html or len(html.striptags()) > _LIST for html in targets.values()),
        "again": len(set(right)) < len(right),
        "data": {"data-answer": "".join(right)},
    }


def _check_sequencing(question: Sequencing, faults: Faults) -> None:
    check_letters(question.answer, question.items, faults, "item")
    for letter in question.items:
        if letter not in question.answer:
            message = f"`{letter}` is missing in the right order"
            faults.add(rules.BAD_QUESTION, ("answer",), message, "name each item once")
    check_different(question.items, "items", faults)


def _view_sequencing(question: Sequencing, texts: Texts) -> View:
    """`right` are the items in their order. They never stand so at first."""
    items = {letter: texts.inline(text, "items", letter) for letter, text in question.items.items()}
    return {
        "options": [{"letter": letter, "html": html} for letter, html in items.items()],
        "right": [items[letter] for letter in question.answer if letter in items],
        "data": {"data-answer": "".join(question.answer), "data-shuffle": ""},
    }


ARRANGING = {
    "matching": Kind(
        Matching, _check_matching, _view_matching, lambda question: len(question.sources)
    ),
    "sequencing": Kind(
        Sequencing, _check_sequencing, _view_sequencing, lambda question: len(question.items)
    ),
}
"""The kinds of this module, by their words."""
