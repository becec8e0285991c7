"""The colours of a course, light and dark: what is given, what is derived, and which pairs must differ.

The four tokens are those of `templates/css/course.css`; every other colour of a page is mixed from
them there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from scorm_builder import resources
from scorm_builder.colours import Colour, Oklch, contrast, from_oklch, nearest, to_oklch

if TYPE_CHECKING:
    from collections.abc import Mapping

SOFT, LINE, TINT, WHITE, LIFT = 0.75, 0.15, 0.08, 0.75, 0.09
"""How the style sheet mixes: ink in quiet text and in a line, a tone in the paper of a note, and in
that of a card white, or ink in the dark."""

TEXT = 4.5
"""The contrast of text (WCAG 2.2, 1.4.3). Lines and signs need 3 (1.4.11), and have text's colours."""

_ROUNDS = 3
"""How often colours are fitted: ink is in the paper of a card, tones are in that of a note."""

_DARK = 0.18
"""The luminance under which a paper is dark."""


@dataclass(frozen=True)
class Scheme:
    """The four colours that all others are mixed from."""

    paper: Colour
    ink: Colour
    accent: Colour
    warm: Colour

    def of(self, name: str) -> Colour:
        """The colour of a token."""
        found: Colour = getattr(self, name)
        return found

    @property
    def dark(self) -> bool:
        """Whether its paper is dark."""
        return self.paper.luminance < _DARK

    @property
    def raised(self) -> Colour:
        """The paper of a card."""
        if self.dark:
            return self.ink.mixed(LIFT, self.paper)
        return Colour.read("#ffffff").mixed(WHITE, self.paper)


NAMES = ("paper", "accent", "warm", "ink")
"""The tokens."""


@dataclass(frozen=True)
class Palette:
    """The colours in the light and in the dark."""

    light: Scheme
    dark: Scheme

    def of(self, scheme: str) -> Scheme:
        """The scheme `light` or `dark`."""
        return self.dark if scheme == "dark" else self.light


@dataclass(frozen=True)
class Pair:
    """Two colours that stand on each other: where, and their contrast."""

    where: str
    ratio: float


def pairs(name: str, scheme: Scheme) -> list[Pair]:
    """Where a token is the colour of text. A button has the same pair as a link, turned round."""
    colour, paper = scheme.of(name), scheme.paper
    if name == "paper":
        return []
    if name != "ink":
        return [
            Pair("on `paper`", contrast(colour, paper)),
            Pair("on a card", contrast(colour, scheme.raised)),
            Pair("on a note of its own tint", contrast(colour, colour.mixed(TINT, paper))),
        ]
    quiet = colour.mixed(SOFT, paper)
    notes = [scheme.accent.mixed(TINT, paper), scheme.warm.mixed(TINT, paper)]
    return [
        Pair("on `paper`", contrast(colour, paper)),
        Pair("as quiet text on `paper`", contrast(quiet, paper)),
        Pair("as quiet text on a card", contrast(quiet, scheme.raised)),
        Pair("as quiet text on a note", min(contrast(quiet, note) for note in notes)),
        Pair("on a line of code", contrast(colour, colour.mixed(LINE, paper))),
    ]


def weakest(name: str, scheme: Scheme) -> Pair | None:
    """The pair of a token with the least contrast, when that is too little."""
    failing = [pair for pair in pairs(name, scheme) if pair.ratio < TEXT]
    return min(failing, key=lambda pair: pair.ratio, default=None)


def passing(name: str, scheme: Scheme) -> Colour | None:
    """The colour nearest to that of a token that has contrast enough everywhere, if there is one."""
    return nearest(
        scheme.of(name), lambda colour: weakest(name, replace(scheme, **{name: colour})) is None
    )


@cache
def built_in() -> Palette:
    """The colours of our own style sheet."""
    css = (resources.templates() / "css/course.css").read_text("utf-8")
    light, _, dark = css.partition("(prefers-color-scheme: dark)")
    return Palette(_tokens(light), _tokens(dark))


def _tokens(css: str) -> Scheme:
    found = {name: re.search(rf"--{name}: (#\w+);", css) for name in NAMES}
    return Scheme(**{name: Colour.read(value[1]) for name, value in found.items() if value})


def palette(light: Mapping[str, Colour], dark: Mapping[str, Colour]) -> Palette:
    """All colours by those that are given.

    One that is not given is our own or, in the dark, the light one turned; and is then as much
    lighter or darker as it takes on the papers that are given.
    """
    ours = built_in()
    day = _completed(ours.light, light)
    if day.dark:  # made for a dark paper: it stays as it is in the dark
        return Palette(day, _completed(day, {**light, **dark}))
    turned = {name: _turned(name, colour) for name, colour in light.items()}
    night = replace(ours.dark, **turned)
    return Palette(day, _completed(night, dark))


def printed(scheme: Scheme) -> Scheme:
    """The colours of a scheme, as dark as white paper asks."""
    white = Colour.read("#ffffff")
    return _completed(replace(scheme, paper=white), {"paper": white})


def _completed(start: Scheme, given: Mapping[str, Colour]) -> Scheme:
    scheme = replace(start, **given)
    for name in [name for name in NAMES if name not in given] * _ROUNDS:
        scheme = replace(scheme, **{name: passing(name, scheme) or scheme.of(name)})
    return scheme


# Lightness in the dark: the sum with that in the light, at least and at most; and the most chroma.
_TURNS = {
    "paper": (1.19, 0.16, 0.26, 0.03),
    "ink": (1.18, 0.9, 0.97, 0.03),
    "accent": (1.23, 0.74, 0.86, 0.4),
    "warm": (1.3, 0.78, 0.88, 0.4),
}


def _turned(name: str, colour: Colour) -> Colour:
    """A light token for the dark: its hue, with the lightness turned."""
    seen = to_oklch(colour)
    total, least, most, chroma = _TURNS[name]
    lightness = min(max(total - seen.lightness, least), most)
    return from_oklch(Oklch(lightness, min(seen.chroma, chroma), seen.hue))
