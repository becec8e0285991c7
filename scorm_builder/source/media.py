"""What we must know of pictures, videos and captions: size and type."""

from __future__ import annotations

import re
import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = frozenset(".png .jpg .jpeg .gif .webp .avif .svg".split())
"""The picture files that every browser shows."""

VIDEOS = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
}
SOUNDS = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
_KINDS = {
    "document": ".pdf .doc .docx .odt .rtf .pages .epub",
    "sheet": ".xls .xlsx .xlsm .ods .csv .numbers",
    "slides": ".ppt .pptx .odp .key",
    "picture": " ".join([*PICTURES, ".heic", ".tif", ".tiff"]),
    "video": " ".join([*VIDEOS, ".mov", ".mkv"]),
    "audio": ".mp3 .m4a .aac .ogg .oga .opus .wav .flac",
    "archive": ".zip .7z .rar .gz",
    "text": ".txt .md .markdown",
}
_KIND = {ending: kind for kind, endings in _KINDS.items() for ending in endings.split()}
_NUMBER = re.compile(r"([0-9]{0,8}\.?[0-9]{1,8})(?:px)?")
_PNG = struct.Struct(">12s4sII")
"""How a PNG begins: signature and length, the name of its first chunk, width and height."""
_MAX_SVG = 4 * 1024 * 1024
_LARGEST = 100_000


def suffix(path: str) -> str:
    """The ending of a file name, in lower case: `.png`."""
    return PurePosixPath(path).suffix.lower()


def kind(path: str) -> str:
    """What people call a file of this type: `document`, `sheet`, and `other` for what we do not know."""
    return _KIND.get(suffix(path), "other")


def picture_size(file: Path) -> tuple[int, int] | None:
    """Width and height in CSS pixels, or None when the file is no picture that we can read."""
    kind = suffix(file.name)
    if kind not in PICTURES:
        return None
    try:
        width, height = _svg_size(file) if kind == ".svg" else _raster_size(file)
    except (OSError, ValueError, TypeError, KeyError, IndexError, OverflowError, struct.error):
        return None
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):  # also what is not a number
        return None
    return max(1, round(width)), max(1, round(height))


def _raster_size(file: Path) -> tuple[int, int]:
    with file.open("rb") as stream:
        head = stream.read(_PNG.size)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        _, kind, width, height = _PNG.unpack(head)
        if kind != b"IHDR":
            raise ValueError
        return width, height
    import imagesize  # brings an HTTP client, which a course of PNG alone need not wait for

    width, height = imagesize.get(file)
    return width, height


def _svg_size(file: Path) -> tuple[float, float]:
    """The size by `width` and `height`, else by `viewBox` (SVG 2, 8.2)."""
    if file.stat().st_size > _MAX_SVG:
        raise ValueError
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(file, safe).getroot()
    except etree.XMLSyntaxError as problem:
        raise ValueError from problem
    if etree.QName(root).localname != "svg":
        raise ValueError
    sides = [_NUMBER.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
    if all(sides):
        return tuple(float(side[1]) for side in sides if side)  # type: ignore[return-value]
    box = root.get("viewBox", "").replace(",", " ").split()
    return float(box[2]), float(box[3])


def caption_language(path: str, default: str) -> str:
    """The language in a name like `film.nl.vtt`, else that of the course."""
    parts = PurePosixPath(path).name.split(".")
    tagged = len(parts) > 2 and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", parts[-2])
    return parts[-2] if tagged else default
