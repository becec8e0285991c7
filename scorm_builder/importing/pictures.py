"""The pictures of imported questions, collected to be written beside the questions."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import PurePosixPath

from scorm_builder.source.media import PICTURES
from scorm_builder.source.names import slug

MAX_PICTURES = 64 * 1024 * 1024
"""Bytes of all pictures of an import."""

MOST_PICTURES = 1000

_DATA = re.compile(r"data:image/([a-z+.-]+);base64,", re.IGNORECASE)
_ENDINGS = {"jpeg": ".jpg", "svg+xml": ".svg"}


class Pictures:
    """Pictures by their names in a folder beside the questions."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {}
        self.size = 0

    def add(self, name: str, content: bytes | None) -> str | None:
        """Take a picture; gives its path as seen from the questions, or None when it is none."""
        path = PurePosixPath(name.replace("\\", "/"))
        ending = path.suffix.lower()
        if not content or ending not in PICTURES or self._full(content):
            return None
        stem = slug(path.stem)[:60]
        number, taken = 1, f"{stem}{ending}"
        while self.files.get(taken, content) != content:
            number += 1
            taken = f"{stem}-{number}{ending}"
        if taken not in self.files:
            self.files[taken] = content
            self.size += len(content)
        return f"{self.folder}/{taken}"

    def _full(self, content: bytes) -> bool:
        return self.size + len(content) > MAX_PICTURES or len(self.files) == MOST_PICTURES

    def add_inline(self, address: str) -> str | None:
        """Take a picture that stands in its own address, as `data:`."""
        found = _DATA.match(address)
        if not found:
            return None
        kind = found[1].lower()
        return self.add(f"picture{_ENDINGS.get(kind, f'.{kind}')}", decoded(address[found.end() :]))


def decoded(text: str) -> bytes | None:
    """The bytes of base64, or None."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
