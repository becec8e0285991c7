"""Questions whose options are areas of a picture: `hotspot`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from markupsafe import Markup

from scorm_builder import rules
from scorm_builder.source.questions.choices import check_different, check_several
from scorm_builder.source.questions.kind import Kind
from scorm_builder.source.questions.models import Hotspot

if TYPE_CHECKING:
    from scorm_builder.source.questions.kind import Faults, Texts, View
    from scorm_builder.source.questions.models import Area

_NARROW, _FINGER = 275, 24
"""Pixels: the width of a picture in a question on a small phone, and of the least that a finger can
choose."""
_EDGE = 1e-6
"""Percent by which sums of fractions may be off."""
_NUMBERED = Markup("<b>{}.</b> {}")


def _check(question: Hotspot, faults: Faults) -> None:
    check_several(question.answer, question.areas, faults, "area")
    faults.unknown_keys("because", question.because, question.areas, "area")
    texts = {letter: area.text for letter, area in question.areas.items()}
    check_different(texts, "areas", faults)
    before: dict[str, Area] = {}
    for letter, area in question.areas.items():
        message = _misplaced(letter, area, before)
        if message:
            hint = "areas stand beside each other, within the picture"
            faults.add_at_key(rules.BAD_QUESTION, ("areas", letter), message, hint)
        before[letter] = area


def _misplaced(letter: str, area: Area, before: dict[str, Area]) -> str:
    if min(100 - area.x - area.width, 100 - area.y - area.height) < -_EDGE:
        return f"`{letter}` reaches beyond the picture"
    over = next((name for name, one in before.items() if _meet(area, one)), "")
    return f"`{letter}` lies over `{over}`" if over else ""


def _meet(one: Area, other: Area) -> bool:
    """Whether two areas have more in common than an edge."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return min(across, down) > _EDGE


def _check_sizes(question: Hotspot, picture: View, texts: Texts) -> None:
    """Whether each area can be chosen by a finger on a small phone, which takes the form of the picture
    to know."""
    width = min(_NARROW, picture["width"])
    pixels = {"width": width, "height": width * picture["height"] / picture["width"]}
    for letter, area in question.areas.items():
        for side, word in (("width", "wide"), ("height", "high")):
            size = getattr(area, side) * pixels[side] / 100
            if size < _FINGER:
                least = math.ceil(1000 * _FINGER / pixels[side]) / 10
                message = f"`{letter}` is {math.floor(size)} pixels {word} on a phone, too small for a finger"
                texts.fault(
                    ("areas", letter, side), message, f"make it {least:g}, which is 24 pixels"
                )


def _view(question: Hotspot, texts: Texts) -> View:
    picture = texts.picture(question.src, "src")
    if picture:
        _check_sizes(question, picture, texts)
    options = [
        {
            "letter": letter,
            "text": _NUMBERED.format(number, texts.inline(area.text, "areas", letter, "text")),
            "because": texts.block(question.because.get(letter, ""), "because", letter, later=True),
            "area": area,
        }
        for number, (letter, area) in enumerate(question.areas.items(), 1)
    ]
    return {
        "src": picture,
        "alt": question.alt,
        "several": len(question.answer) > 1,
        "options": options,
        "data": {"data-answer": "".join(sorted(question.answer))},
    }


def _keeps(question: Hotspot) -> int:
    return len(question.areas) if len(question.answer) > 1 else 1


HOTSPOT = Kind(Hotspot, _check, _view, _keeps, ("spots",))
