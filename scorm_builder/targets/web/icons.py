"""The sign of a website, for a home screen and for the tab: the logo of the course, or a mark of ours in
its colours."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

    from scorm_builder.palette import Scheme
    from scorm_builder.source.course import Course
    from scorm_builder.source.design import Design

SMALL, LARGE = "icon-192.png", "icon-512.png"
_SIZES = {SMALL: 192, LARGE: 512}
_ROOM = 0.62
"""What is drawn of the side: the middle that stays where a system cuts out a circle."""
_FINE = 4
"""How much larger a mark is drawn than it is shown, so that its edges are smooth."""
_TICK = ((0.33, 0.52), (0.45, 0.64), (0.68, 0.38))


def icons(design: Design) -> list[dict[str, str]]:
    """The icons as a web manifest lists them."""
    found = [
        {"src": name, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for name, side in _SIZES.items()
        for purpose in ("any", "maskable")
    ]
    if design.logo and design.logo.url.endswith(".svg"):
        found.insert(0, {"src": design.logo.url, "sizes": "any", "type": "image/svg+xml"})
    return found


def made(course: Course, files: Mapping[str, bytes | Path]) -> dict[str, bytes]:
    """The icons by name. The same Pillow makes the same bytes."""
    scheme = course.design.palette.light
    logo = course.design.logo
    content = files[logo.url] if logo and PurePosixPath(logo.url).suffix != ".svg" else None
    picture = _logo(content, scheme) if content else _mark(scheme)
    return {name: _png(picture, side) for name, side in _SIZES.items()}


def _logo(content: bytes | Path, scheme: Scheme) -> Image:
    """The logo in the middle of the paper that it was drawn for."""
    from PIL import Image  # the one heavy import of this target

    side = max(_SIZES.values())
    with Image.open(content if isinstance(content, Path) else io.BytesIO(content)) as opened:
        logo = opened.convert("RGBA")
    scale = side * _ROOM / max(logo.size)
    logo = logo.resize((max(1, round(logo.width * scale)), max(1, round(logo.height * scale))))
    paper = Image.new("RGBA", (side, side), str(scheme.paper))
    paper.alpha_composite(logo, ((side - logo.width) // 2, (side - logo.height) // 2))
    return paper.convert("RGB")


def _mark(scheme: Scheme) -> Image:
    """A tick, as it stands at a finished step."""
    from PIL import Image, ImageDraw

    side = max(_SIZES.values()) * _FINE
    picture = Image.new("RGB", (side, side), str(scheme.accent))
    line = [(x * side, y * side) for x, y in _TICK]
    width = round(side * 0.09)
    draw = ImageDraw.Draw(picture)
    draw.line(line, fill=str(scheme.paper), width=width, joint="curve")
    for x, y in (line[0], line[-1]):
        half = width / 2
        draw.ellipse((x - half, y - half, x + half, y + half), fill=str(scheme.paper))
    return picture


def _png(picture: Image, side: int) -> bytes:
    stream = io.BytesIO()
    picture.resize((side, side), resample=3).save(stream, "PNG")  # bicubic
    return stream.getvalue()
