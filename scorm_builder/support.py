"""The codes that a learner reads out: the support code and that of a certificate, read offline.

Their form is in docs/architecture.md; `templates/runtime/support.js` and `certificate.js` write them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""

_SUPPORT, _SCORED, _CERTIFICATE = "1", "2", "C"
_CHECK = 1021
_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
_HASH = 2**40 - 87
_NONE = 127
"""No score."""
_LONGEST = 12
"""A run of steps is shorter than 2 to the power of this and one; no platform keeps so many."""

WHERE = ("lms", "device", "lost", "review")
"""Where progress is kept, by the words of the runtime."""

_CALLS = ("", "LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit")
_BROWSERS = (
    "", "Edge", "Opera", "Samsung Internet", "Firefox for iOS", "Firefox", "Chrome for iOS", "Chrome",
    "Safari",
)  # fmt: skip


class NoCode(Exception):  # noqa: N818 - it says what a text is
    """A text is no code of ours; the reason is for people."""


@dataclass(frozen=True)
class Score:
    """The score of a learner, in whole per cent and never rounded up; None while there is none.

    `mark` is the score that is enough, 0 where none decides. `spent`: no attempt is left.
    """

    reached: int | None
    mark: int
    spent: bool


@dataclass(frozen=True)
class Standing:
    """How things stood with a learner. `done` has the steps in the order of their course; `score` is
    None in a course that has none.

    `kept` is false when the device keeps no copy, `pending` true when something is not saved yet,
    `offered` when the learner has not said yet whether what the device has is to be restored.
    """

    release: int
    where: str
    complete: bool
    reported: bool
    kept: bool
    pending: bool
    offered: bool
    call: str
    error: int
    saved: datetime | None
    browser: str
    major: int
    done: tuple[bool, ...]
    score: Score | None = None


@dataclass(frozen=True)
class Certificate:
    """What the code of a certificate holds: its date, and a sum over all that it says."""

    day: date
    sum: int


def release(course: str, version: str, steps: Iterable[tuple[str, bool]]) -> int:
    """Twenty bits that tell a release: ten for its outline, ten for its version.

    `steps` are the ids in order, and whether each counts.
    """
    outline = [course]
    rules = [version]
    for id_, counts in steps:
        outline.append(id_)
        rules.append("1" if counts else "0")
    return _short_hash(outline) << 10 | _short_hash(rules)


def _short_hash(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest()[:2]) >> 6


def decode(text: str) -> Standing | Certificate:
    """Read a code as it was typed. Raises `NoCode` when it is none, or has a typing error."""
    digits = _typed(text)
    if digits[0] not in (_SUPPORT, _SCORED, _CERTIFICATE):
        raise NoCode("it is of another version of scorm-builder, or begins with a wrong character")
    bits = "".join(f"{_DIGITS.index(digit):05b}" for digit in digits[1:-2])
    try:
        if digits[0] == _CERTIFICATE:
            return _certificate(bits)
        return _standing(bits, scored=digits[0] == _SCORED)
    except (IndexError, ValueError) as problem:
        raise NoCode("a part of it is missing, or it was made by something else") from problem


def certificate_sum(course: str, version: str, name: str, day: date) -> int:
    """What a certificate's code must hold for this course, version, name and day."""
    words = " ".join(unicodedata.normalize("NFC", name).split())
    total = 1
    for byte in "\n".join([course, version, words, day.isoformat()]).encode():
        total = (total * 257 + byte) % _HASH
    return total


def _typed(text: str) -> str:
    """The digits of a code, whatever its case and hyphens; O is 0, I and L are 1."""
    digits = re.sub(r"[\s\-‐-―−]", "", text).upper().translate(str.maketrans("OIL", "011"))
    for char in digits:
        if char not in _DIGITS:
            raise NoCode(f"`{char}` is in no code")
    if len(digits) < 4:
        raise NoCode("it is too short")
    total = 0
    for digit in digits[:-2]:
        total = (total * 32 + _DIGITS.index(digit)) % _CHECK
    if total != _DIGITS.index(digits[-2]) * 32 + _DIGITS.index(digits[-1]):
        raise NoCode("a character is wrong, missing or in another place")
    return digits


class _Bits:
    """Bits that are read from the front."""

    def __init__(self, bits: str) -> None:
        self.rest = bits

    def number(self, width: int) -> int:
        if len(self.rest) < width:
            raise ValueError(width)
        head, self.rest = self.rest[:width], self.rest[width:]
        return int(head, 2)

    def flag(self) -> bool:
        return self.number(1) == 1

    def gamma(self) -> int:
        """A number from 1, as Elias' gamma code."""
        zeros = self.rest.index("1")
        if zeros > _LONGEST:
            raise ValueError(zeros)
        return self.number(2 * zeros + 1)


def _standing(text: str, *, scored: bool) -> Standing:
    bits = _Bits(text)
    release_ = bits.number(20)
    where = WHERE[bits.number(2)]
    complete, reported, kept, pending, offered = (bits.flag() for _ in range(5))
    call = _CALLS[bits.number(3)]
    error = bits.number(10) if call else 0
    minutes = bits.number(24)
    browser = _BROWSERS[bits.number(4)]
    major = bits.number(9)
    saved = _EPOCH + timedelta(minutes=minutes) if minutes else None
    score = _score(bits) if scored else None
    done = _runs(bits) if bits.flag() else _bitmap(bits)
    return Standing(
        release_, where, complete, reported, kept, pending, offered, call, error, saved, browser,
        major, done, score,
    )  # fmt: skip


def _score(bits: _Bits) -> Score:
    reached, mark = bits.number(7), bits.number(7)
    return Score(None if reached == _NONE else reached, mark, bits.flag())


def _bitmap(bits: _Bits) -> tuple[bool, ...]:
    return tuple(bit == "1" for bit in bits.rest[: bits.rest.rindex("1")])


def _runs(bits: _Bits) -> tuple[bool, ...]:
    done: list[bool] = []
    value = bits.flag()
    while "1" in bits.rest:
        done += [value] * bits.gamma()
        value = not value
    return tuple(done)


def _certificate(text: str) -> Certificate:
    bits = _Bits(text)
    return Certificate(_EPOCH.date() + timedelta(days=bits.number(15)), bits.number(40))
