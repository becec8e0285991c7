"""Questions whose answer is typed: `fill-in`, `numeric` and `open`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import escape

from scorm_builder import rules
from scorm_builder.source.questions.kind import Kind
from scorm_builder.source.questions.models import FillIn, Numeric, Open

if TYPE_CHECKING:
    from scorm_builder.source.questions.kind import Faults, Texts, View

_UTF8 = 4
"""Characters of base64url that one of UTF-16 takes at worst, as three bytes of UTF-8."""
_DIGITS = 20
"""The most characters of a number that is kept."""


def _check_fill_in(question: FillIn, faults: Faults) -> None:
    seen: dict[str, int] = {}
    for index, answer in enumerate(question.answers):
        if len(answer) > question.longest:
            message = (
                f"`{answer}` has {len(answer)} characters, and {question.longest} can be typed"
            )
            hint = f"write `longest: {len(answer)}`, or a shorter answer"
            faults.add(rules.BAD_QUESTION, ("answers", index), message, hint)
        first = seen.setdefault(" ".join(answer.split()), index)
        if first != index:
            message = f"`{answer}` stands in `answers` twice"
            faults.add(rules.BAD_QUESTION, ("answers", index), message, "remove one")


def _view_fill_in(question: FillIn, _texts: Texts) -> View:
    flags = ("capitals", "accents", "spaces")
    return {
        "longest": question.longest,
        "right": escape(question.answers[0]),
        "data": {
            "data-answers": json.dumps(question.answers, ensure_ascii=False),
            "data-typos": question.typos,
            **{f"data-{name}": "" for name in flags if getattr(question, name)},
        },
    }


def _check_numeric(question: Numeric, faults: Faults) -> None:
    bounds = [name for name in ("least", "most") if getattr(question, name) is not None]
    if (question.answer is None) == (not bounds):
        message = "give `answer`, or `least` and `most`, and not both"
        faults.add_at_key(
            rules.BAD_QUESTION, (), message, "`answer: 12`, or `least: 10` and `most: 14`"
        )
    elif len(bounds) == 1:
        other = "most" if bounds == ["least"] else "least"
        faults.add_at_key(
            rules.BAD_QUESTION, (bounds[0],), f"`{other}` is missing", f"write `{other}` too"
        )
    elif question.answer is None and _bounds(question)[0] > _bounds(question)[1]:
        faults.add(rules.BAD_QUESTION, ("least",), "`least` is more than `most`", "change the two")
    elif question.answer is None and question.tolerance:
        message = "`tolerance` belongs to `answer`"
        faults.add_at_key(rules.BAD_QUESTION, ("tolerance",), message, "remove it")
    for name in ("answer", *bounds):
        value = getattr(question, name)
        if value is not None and len(_plain(value)) > _DIGITS:
            message = f"`{name}` has more than {_DIGITS} digits"
            faults.add(rules.BAD_QUESTION, (name,), message, "ask for it in a larger unit")


def _bounds(question: Numeric) -> tuple[float, float]:
    """The least and the largest number that are right."""
    if question.answer is not None:
        exact, spread = Decimal(repr(question.answer)), Decimal(repr(question.tolerance))
        return float(exact - spread), float(exact + spread)
    return question.least or 0, question.most or 0


def _plain(number: float) -> str:
    """A number with digits and a point alone."""
    text = f"{Decimal(repr(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _view_numeric(question: Numeric, texts: Texts) -> View:
    least, most = _bounds(question)
    if question.answer is not None:
        right = _shown(question.answer, texts)
    else:
        ends = {"least": _shown(least, texts), "most": _shown(most, texts)}
        right = texts.words("question.about", **ends)
    exact = {} if question.answer is None else {"data-answer": _plain(question.answer)}
    return {
        "unit": question.unit,
        "right": escape(f"{right} {question.unit}".strip()),
        "data": {
            **exact,
            "data-least": _plain(least),
            "data-most": _plain(most),
            "data-unit": question.unit,
        },
    }


def _shown(number: float, texts: Texts) -> str:
    """A number as people write it in the language of the course."""
    # Imported here: only a course that asks for a number pays for Babel.
    from babel.numbers import format_decimal

    locale = texts.words.lang.replace("-", "_")
    shown = format_decimal(
        Decimal(_plain(number)),
        locale=locale,
        decimal_quantization=False,
        group_separator=False,
        numbering_system="latn",
    )
    return str(shown)


def _view_open(question: Open, _texts: Texts) -> View:
    private = {"data-private": ""} if question.keep == "device" else {}
    return {
        "keep": question.keep,
        "longest": question.longest,
        "words": question.words,
        "data": {**private, "data-words": question.words},
    }


def _keeps_open(question: Open) -> int:
    """On the device the state keeps only that something was written."""
    return _UTF8 * question.longest if question.keep == "platform" else 1


TYPED = {
    "fill-in": Kind(
        FillIn,
        _check_fill_in,
        _view_fill_in,
        lambda question: _UTF8 * question.longest,
        ("typed", "writing"),
    ),
    "numeric": Kind(Numeric, _check_numeric, _view_numeric, lambda _: _DIGITS, ("typed",)),
    "open": Kind(Open, lambda _question, _faults: None, _view_open, _keeps_open, ("writing",)),
}
"""The kinds of this module, by their words."""
