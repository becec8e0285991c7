"""A photo or screenshot → the sizes in which a package holds it, as WebP.

Each is smaller than the author's file, in pixels or in bytes, and never larger. WebP alone: every
browser of the last years shows it, so that the package need not hold the author's file as well. AVIF
saved a fifth of the bytes of a size, and would have doubled what is packed.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import warnings
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scorm_builder.source.cache import keep, place

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 960, 1440, 2160)
"""Pixels: a column of text on a phone, on a phone with a sharp screen, on a desktop with one, and
for what is shown wider or printed."""

LEAST_WIDTH = 640
LEAST_BYTES = 30_000
"""A picture that is narrower or has fewer bytes gains nothing."""

_WORTH = 0.75
"""A narrower size is kept when it has at most this share of the bytes of the next wider one."""
_HIGHEST = 16_383
"""Pixels, the most that WebP can hold."""
_MODES = frozenset("1 L LA P PA RGB RGBA RGBX CMYK YCbCr LAB HSV".split())
"""What Pillow converts to 8 bits a channel without loss."""
_HEAD = 1 << 16
_ORIENTATION, _POSITION = 0x0112, 0x8825
_LOSSY = {"quality": 80, "method": 4}
_SHARP = {"quality": 85, "method": 4, "use_sharp_yuv": True}
_LOSSLESS = {"lossless": True, "quality": 75, "method": 4}
_RECIPE = repr((1, WIDTHS, _WORTH, _LOSSY, _SHARP, _LOSSLESS))

_FAULTS = (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError, struct.error,
           KeyError, IndexError, TypeError, zlib.error)  # fmt: skip
"""What Pillow raises for damaged files."""


class BadPictureError(Exception):
    """A picture that cannot be read: the sentence why, and the cure."""


@dataclass(frozen=True)
class Size:
    """A picture in one size. `content` is None for the author's own file."""

    width: int
    height: int
    content: bytes | Path | None


@dataclass(frozen=True)
class Sizes:
    """The sizes of one picture, narrowest first. `key` names what they were made from, and how."""

    key: str
    all: tuple[Size, ...]


def sizes(file: Path, width: int) -> Sizes | None:
    """The sizes for a picture of `width` pixels; None for one that stays as it is.

    Raises `BadPictureError` when the file is damaged.
    """
    if width < LEAST_WIDTH or file.stat().st_size < LEAST_BYTES or not _is_still(file):
        return None
    data = file.read_bytes()
    key = hashlib.sha256(f"{_RECIPE} {_encoder()} ".encode() + data).hexdigest()
    found = _kept(key)
    if found is None:
        found = _keep(key, _make(data))
    return Sizes(key, found) if found else None


def _is_still(file: Path) -> bool:
    """Whether this is a JPEG, or a PNG or WebP that does not move, by its first bytes."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"acTL" not in head.partition(b"IDAT")[0]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return not (head[12:16] == b"VP8X" and head[20] & 2)
    return head.startswith(b"\xff\xd8\xff")


@cache
def _encoder() -> str:
    """The versions that decide on the bytes."""
    from PIL import __version__, features

    return f"{__version__} {features.version('webp')}"


# Kept from one build to the next: an index, written last, and a file a size


def _kept(key: str) -> tuple[Size, ...] | None:
    """What an earlier build made; None when there is nothing, or not as it was written."""
    try:
        index = json.loads(place(f"pictures/{key}.json").read_bytes())
        return tuple(_kept_size(key, *entry) for entry in index[:])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _kept_size(key: str, width: int, height: int, digest: str | None) -> Size:
    if digest is None:
        return Size(width, height, None)
    file = place(_name(key, width))
    if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
        raise ValueError(digest)
    return Size(width, height, file)


def _keep(key: str, made: tuple[Size, ...]) -> tuple[Size, ...]:
    index: list[tuple[int, int, str | None]] = []
    kept: list[Size] = []
    for size in made:
        content, digest = size.content, None
        if isinstance(content, bytes):
            digest = hashlib.sha256(content).hexdigest()
            content = keep(_name(key, size.width), content)
            if content is None:
                return made
        index.append((size.width, size.height, digest))
        kept.append(Size(size.width, size.height, content))
    keep(f"pictures/{key}.json", json.dumps(index).encode())
    return tuple(kept)


def _name(key: str, width: int) -> str:
    return f"pictures/{key}-{width}.webp"


# Made with Pillow, which is imported only where there is something to make


def _make(data: bytes) -> tuple[Size, ...]:
    """The sizes of a picture; none when no size would have fewer bytes than it has."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as source:
                return _sizes_of(source, data)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as problem:
            most = (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
            raise BadPictureError(
                f"has more than {most} million pixels", "make it smaller: no screen shows as many"
            ) from problem
        except _FAULTS as problem:
            raise BadPictureError("is damaged", "save it again") from problem


def _sizes_of(source: Image, data: bytes) -> tuple[Size, ...]:
    if source.mode not in _MODES:
        return ()
    drawn = source.format == "PNG"
    is_private = _POSITION in source.getexif() or "xmp" in source.info
    pixels = _upright(_in_srgb(source), source)
    most, *narrower = _widths(pixels.width)
    width, height, content = _encoded(pixels, most, drawn=drawn)
    if content and (len(content) < len(data) or is_private):
        made = [Size(width, height, content)]
    else:
        made = [Size(*pixels.size, None)]
        content = data
    for narrow in narrower:
        width, height, less = _encoded(pixels, narrow, drawn=drawn)
        if 0 < len(less) <= _WORTH * len(content):
            made.append(Size(width, height, less))
            content = less
    return tuple(reversed(made)) if len(made) > 1 or made[0].content else ()


def _widths(width: int) -> list[int]:
    """From the widest: the picture's own, and those that are clearly narrower."""
    widest = min(width, WIDTHS[-1])
    return [widest, *(one for one in reversed(WIDTHS) if one <= 0.8 * widest)]


def _in_srgb(source: Image) -> Image:
    """The pixels as RGB, or RGBA where some are transparent, in the colours that a screen expects."""
    from PIL import ImageCms

    has_alpha = source.mode in ("LA", "PA", "RGBA") or "transparency" in source.info
    target = "RGBA" if has_alpha else "RGB"
    profile = source.info.get("icc_profile")
    if profile and source.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            mode = "RGBA" if source.mode == "RGBA" else "RGB"
            found = ImageCms.profileToProfile(
                source,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode,
            )
            if found and mode == target:
                return found
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be read is left out, as browsers do
    return source if source.mode == target else source.convert(target)


def _upright(pixels: Image, source: Image) -> Image:
    """Turned as the camera says; what else it says, such as where, is left behind."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(source.getexif().get(_ORIENTATION, 1))
    return pixels if turn is None else pixels.transpose(turn)


def _encoded(pixels: Image, width: int, *, drawn: bool) -> tuple[int, int, bytes]:
    """In this width, as WebP. What is `drawn`, such as a screenshot, often has fewer bytes without
    any loss. Empty when WebP cannot hold the height."""
    from PIL.Image import Resampling

    height = max(1, round(pixels.height * width / pixels.width))
    if height > _HIGHEST:
        return width, height, b""
    if width < pixels.width:
        pixels = pixels.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)
    recipes: list[dict[str, Any]] = [_SHARP, _LOSSLESS] if drawn else [_LOSSY]
    return width, height, min((_webp(pixels, recipe) for recipe in recipes), key=len)


def _webp(pixels: Image, recipe: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    pixels.save(out, "WEBP", **recipe)
    return out.getvalue()
