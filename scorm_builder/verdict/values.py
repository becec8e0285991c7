"""What a text or an attribute of a manifest may hold: each type complains, or says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

Value = Callable[[str], str]
"""A type: the complaint about a value, "" when it is of the type."""

_DURATION = re.compile(
    r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII
)
_MOMENT = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_LOM_DURATION = re.compile(r"P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII)
_LOM_MOMENT = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d+(Z|"
    r"[+-]([01]\d|2[0-3]):[0-5]\d)?)?)?)?)?)?)?",
    re.ASCII,
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def anything(_value: str) -> str:
    """Any text."""
    return ""


def text(most: int) -> Value:
    """A text of a length."""

    def check(value: str) -> str:
        return f"{len(value):,} characters, {most:,} at most" if len(value) > most else ""

    return check


def one_of(*words: str) -> Value:
    """One of these words, with blanks around it or not, in their own case."""

    def check(value: str) -> str:
        if " ".join(value.split()) in words:
            return ""
        return "not " + (
            " or ".join(f"`{word}`" for word in words) if len(words) < 8 else "a known word"
        )

    check.words = words  # type: ignore[attr-defined] # for whoever compares without case
    return check


def exactly(*words: str) -> Value:
    """One of these words, without blanks around it."""
    inner = one_of(*words)

    def check(value: str) -> str:
        return "" if value in words else inner("")

    check.words = words  # type: ignore[attr-defined]
    return check


def words_of(value: Value) -> tuple[str, ...]:
    """The words of a type that has some."""
    return getattr(value, "words", ())


def number(least: float, most: float) -> Value:
    """A decimal number between two, without an exponent."""

    def check(value: str) -> str:
        if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", value.strip(), re.ASCII):
            return "no decimal number"
        inside = least <= float(value) <= most
        return "" if inside else f"not from {least:g} to {most:g}"

    return check


def _form(pattern: re.Pattern[str], complaint: str) -> Value:
    def check(value: str) -> str:
        return "" if pattern.fullmatch(value.strip()) else complaint

    return check


NAME = re.compile(r"[^\W\d][\w.·-]*")
"""What an identifier in XML may be (xs:NCName)."""
name = _form(NAME, "no name: letters, digits, `.`, `-` and `_`, a letter or `_` first")
boolean = one_of("true", "false", "1", "0")
count = _form(re.compile(r"\+?\d+|-0+", re.ASCII), "no whole number from 0")
duration = _form(_DURATION, "no duration, such as `PT1H30M`")
moment = _form(_MOMENT, "no moment, such as `2026-01-31T12:00:00`")
lom_duration = _form(_LOM_DURATION, "no duration, such as `PT1H30M`")
lom_moment = _form(_LOM_MOMENT, "no date, such as `2026-01-31`")
language = _form(_LANGUAGE, "no tag of a language, such as `en-GB`")
measure = number(-1, 1)
share = number(0, 1)
