"""A font for tests, made where it is needed, and a logo."""

from __future__ import annotations

from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"/>'


def font(characters: str = "Presthuco.n", *, weight: int = 400, fs_type: int = 0) -> bytes:
    """A TrueType font in which each of the characters is a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (500, 700), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"box{ord(character)}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"box{ord(character)}" for character in characters})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"copyright": "Made for a test", "familyName": "Boxes"})
    builder.setupOS2(usWeightClass=weight, fsType=fs_type)
    builder.setupPost()
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()
