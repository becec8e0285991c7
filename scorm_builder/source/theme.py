"""What `theme:` in course.yaml may say, and what an installed theme may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scorm_builder.colours import HEX
from scorm_builder.source.schema import held

_FROM_HERE = "its path from the folder of this file"
_PICTURE = f"a picture, {_FROM_HERE}"
_STYLE_SHEET = r"\.[cC][sS][sS]$"


def _colour(what: str) -> Any:
    return held(
        f'{what}: a colour in quotes, "#0b5f5c" or "#fff"',
        default="",
        pattern=HEX,
        when_empty='put the colour in quotes, as in "#0b5f5c": a bare # begins a comment',
    )


@dataclass(frozen=True, kw_only=True)
class Colours:
    """The colours that all others are mixed from."""

    paper: str = _colour("the background")
    ink: str = _colour("the text")
    accent: str = _colour("links, buttons, and what is done")
    warm: str = _colour("warnings")


@dataclass(frozen=True, kw_only=True)
class Font:
    """A font that is packed, with the characters that the course shows."""

    family: str = held(
        "the name of the font",
        shortest=1,
        longest=60,
        pattern=r"^[^\"'\\;{}<>]+$",
    )
    files: list[str] = held(
        "its files: .woff2, .ttf or .otf, one for each weight and style", shortest=1
    )
    licence: str = held(
        "the licence under which it may be packed: SIL OFL 1.1", shortest=1, longest=2000
    )


@dataclass(frozen=True, kw_only=True)
class Fonts:
    """The fonts of the course."""

    text: Font | None = held("the font of everything", default=None)
    display: Font | None = held("another one for titles", default=None)


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A picture on top of every page."""

    file: str = held(_PICTURE, shortest=1)
    dark: str = held(f"the one in the dark: {_PICTURE}", default="")
    alt: str = held("what the picture says, in words", shortest=1)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A picture on the first page."""

    file: str = held(_PICTURE, shortest=1)
    alt: str = held("what the picture shows, in words", default="")
    decorative: bool = held("the picture adds nothing to the text", default=False)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a course looks."""

    colours: Colours = held("the colours", default=Colours())
    dark: Colours = held(
        "the colours in the dark, where derived ones will not do", default=Colours()
    )
    fonts: Fonts = held("the fonts", default=Fonts())
    logo: Logo | None = held("a picture on top of every page", default=None)
    cover: Cover | None = held("a picture on the first page", default=None)
    radius: str = held(
        "how round corners are: none, small, medium, large, or a length such as 6px",
        default="",
        pattern=r"^(none|small|medium|large|[0-9]{1,3}(\.[0-9]{1,3})?(px|rem))$",
    )
    css: str = held(f"a style sheet, {_FROM_HERE}", default="", pattern=_STYLE_SHEET)


@dataclass(frozen=True, kw_only=True)
class Theme(Look):
    """How a course looks: what is said here goes over what an installed theme says."""

    use: str = held("the name of an installed theme", default="")
    version: str = held("the version of the installed theme, when it must be that one", default="")
