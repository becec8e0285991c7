"""Colours that a course gives: people must be able to read what is written in them."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.colours import Colour, nearest
from scorm_builder.palette import NAMES, TEXT, passing, weakest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.palette import Scheme
    from scorm_builder.source.course import Course

_WHEN = {"light": "in the light", "dark": "in the dark"}


def low_contrast(course: Course) -> Iterator[Diagnostic]:
    """A colour that does not stand out enough where it is the colour of text (WCAG 2.2, 1.4.3)."""
    given, palette = course.design.given, course.design.palette
    for name in _WHEN:
        scheme = palette.of(name)
        if name == "dark" and scheme == palette.light:
            continue  # the same fault
        if not _takes_ink(scheme):
            at = given.get((name, "paper")) or given["light", "paper"]
            message = f"neither black nor white can be read on `{scheme.paper}`, {_WHEN[name]}"
            yield rules.LOW_CONTRAST.at(at, message, _would_do(_better_paper(scheme)))
            continue
        for token in NAMES:
            pair = weakest(token, scheme)
            if pair and (name, token) in given:
                yield rules.LOW_CONTRAST.at(
                    given[name, token],
                    f"`{token}` {pair.where} has a contrast of {_ratio(pair.ratio)},"
                    f" and needs {_ratio(TEXT)}, {_WHEN[name]}",
                    _would_do(passing(token, scheme)),
                )


def _takes_ink(scheme: Scheme) -> bool:
    """Whether black or white can be read everywhere on a paper."""
    inks = (replace(scheme, ink=Colour.read(ink)) for ink in ("#000000", "#ffffff"))
    return any(weakest("ink", tried) is None for tried in inks)


def _better_paper(scheme: Scheme) -> Colour | None:
    return nearest(scheme.paper, lambda paper: _takes_ink(replace(scheme, paper=paper)))


def _would_do(colour: Colour | None) -> str:
    return f'"{colour}" would do' if colour else ""


def _ratio(ratio: float) -> str:
    """Rounded down, so that what is too little also looks so."""
    return f"{floor(ratio * 100) / 100:g}:1"
