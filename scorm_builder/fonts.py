"""Font files: what they are, and the part of them that a course shows."""

from __future__ import annotations

import logging
import struct
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".woff2", ".ttf", ".otf")
_USAGE, _RESTRICTED, _NO_SUBSET = 0x000F, 0x0002, 0x0100
_COPYRIGHT, _LICENCE, _LICENCE_URL = 0, 13, 14
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")

ALWAYS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)]))
"""Characters that are always kept: learners type their own words and names."""


_FAULTS = (OSError, struct.error, ValueError, LookupError, AttributeError, TypeError,
           AssertionError, ArithmeticError, EOFError, MemoryError, zlib.error)  # fmt: skip
"""What fontTools raises for damaged files."""


class FontError(Exception):
    """A file is no font that can be packed."""


@dataclass(frozen=True)
class Face:
    """A font file as CSS describes it. `notice` is what it says of its makers and its licence."""

    weight: str
    style: str
    notice: str
    may_be_packed: bool


def read_face(file: Path) -> Face:
    """What a font file says of itself. Raises `FontError` when it cannot be read."""
    with _faults_told():
        return _face(file)


def subset(file: Path, characters: Iterable[str]) -> bytes:
    """A WOFF2 file with the characters of a font, in all features that they take part in.

    The same file and characters give the same bytes. Raises `FontError` when it cannot be read.
    """
    with _faults_told():
        return _subset(file, "".join(sorted(set(characters))))


@contextmanager
def _faults_told() -> Iterator[None]:
    """Whatever goes wrong while a file is read becomes a `FontError`."""
    # Imported when a course has fonts: it takes as long as reading a small course.
    import brotli
    from fontTools.ttLib import TTLibError

    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it tells of tables that it drops
    try:
        yield
    except (TTLibError, brotli.error, *_FAULTS) as problem:
        raise FontError(str(problem)) from problem


def _face(file: Path) -> Face:
    from fontTools.ttLib import TTFont

    with TTFont(file) as font:
        for table in _NEEDED:
            font[table]
        traits = font["OS/2"]
        notices = [font["name"].getDebugName(of) for of in (_COPYRIGHT, _LICENCE, _LICENCE_URL)]
        return Face(
            weight=_weight(font),
            style="italic" if traits.fsSelection & 1 else "normal",
            notice="\n".join(notice.strip() for notice in notices if notice),
            may_be_packed=traits.fsType & _USAGE != _RESTRICTED and not traits.fsType & _NO_SUBSET,
        )


def _weight(font: Any) -> str:
    """`400`, or `100 900` of a variable font."""
    for axis in font["fvar"].axes if "fvar" in font else ():
        if axis.axisTag == "wght":
            return f"{axis.minValue:.0f} {axis.maxValue:.0f}"
    return str(font["OS/2"].usWeightClass)


def _subset(file: Path, characters: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        flavor="woff2",
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, _LICENCE, _LICENCE_URL, 16, 17, 25],
        notdef_outline=True,
        layout_features=["*"],
    )
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        stream = BytesIO()
        font.save(stream, reorderTables=None)
        return stream.getvalue()
