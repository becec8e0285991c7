"""Colours: sRGB and OKLCH, the contrast of WCAG, and the nearest colour that has enough of it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HEX = r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"
"""The pattern of a colour as authors write it."""

_STEPS = 500
"""In how many steps lightness goes from black to white: finer than 8 bits a channel."""


@dataclass(frozen=True)
class Colour:
    """A colour of sRGB: red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def read(cls, text: str) -> Colour:
        """The colour that is written `#rgb` or `#rrggbb`."""
        if not re.match(HEX, text):
            raise ValueError(text)
        digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
        return cls(*(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)))

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part * 255):02x}" for part in self.parts)

    @property
    def parts(self) -> tuple[float, float, float]:
        """Red, green and blue."""
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """The relative luminance of WCAG 2.2."""
        red, green, blue = map(_linear, self.parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mixed(self, share: float, other: Colour) -> Colour:
        """`color-mix(in srgb, self share, other)` of CSS."""
        pairs = zip(self.parts, other.parts, strict=True)
        return Colour(*(share * mine + (1 - share) * its for mine, its in pairs))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


@dataclass(frozen=True)
class Oklch:
    """A colour as people see it: lightness from 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


# The matrices of Björn Ottosson's Oklab, as CSS Color 4 takes them.
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_Three = tuple[float, float, float]


def _times(matrix: tuple[_Three, _Three, _Three], vector: _Three) -> _Three:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def to_oklch(colour: Colour) -> Oklch:
    """The lightness, chroma and hue of a colour."""
    red, green, blue = map(_linear, colour.parts)
    one, two, three = map(math.cbrt, _times(_TO_CONES, (red, green, blue)))
    lightness, a, b = _times(_TO_LAB, (one, two, three))
    return Oklch(lightness, math.hypot(a, b), math.atan2(b, a))


def from_oklch(wanted: Oklch) -> Colour:
    """The nearest colour that a screen has: of the same lightness and hue, with the chroma that fits."""
    least, most = 0.0, wanted.chroma
    if _fits(_unbounded(wanted)):
        least = most
    for _ in range(20):
        if least == most:
            break
        middle = (least + most) / 2
        if _fits(_unbounded(Oklch(wanted.lightness, middle, wanted.hue))):
            least = middle
        else:
            most = middle
    parts = _unbounded(Oklch(wanted.lightness, least, wanted.hue))
    return Colour.read(str(Colour(*(_encoded(min(max(part, 0.0), 1.0)) for part in parts))))


def _unbounded(wanted: Oklch) -> _Three:
    a, b = wanted.chroma * math.cos(wanted.hue), wanted.chroma * math.sin(wanted.hue)
    one, two, three = (part**3 for part in _times(_FROM_LAB, (wanted.lightness, a, b)))
    return _times(_FROM_CONES, (one, two, three))


def _fits(parts: _Three) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in parts)


def nearest(colour: Colour, passes: Callable[[Colour], bool]) -> Colour | None:
    """The colour of the same hue, lighter or darker by as little as can be, that passes."""
    if passes(colour):
        return colour
    seen = to_oklch(colour)
    levels = (step / _STEPS for step in range(_STEPS + 1))
    for level in sorted(levels, key=lambda level: abs(level - seen.lightness)):
        tried = from_oklch(Oklch(level, seen.chroma, seen.hue))
        if passes(tried):
            return tried
    return None
