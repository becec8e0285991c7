"""A zip with QTI items, read within bounds. Nothing is unpacked: files are asked for by their names."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

    from scorm_builder.importing.imported import Source

MOST_FILES = 5_000
"""Files in a package."""
MAX_FILE = 16 * 1024 * 1024
"""Bytes of one file in it, unpacked."""
MAX_TOTAL = 128 * 1024 * 1024
"""Bytes of all that is read of it, unpacked."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError
)  # fmt: skip


class Package:
    """The files of a zip by their names."""

    def __init__(self, file: Path, source: Source) -> None:
        self.source = source
        self.left = MAX_TOTAL
        self.known: dict[str, bytes] = {}
        try:
            self.archive = zipfile.ZipFile(file)
        except _BROKEN as problem:
            raise source.bad(0, f"this zip cannot be read ({_told(problem)})", _AGAIN) from problem
        self.names = [one.filename for one in self.archive.infolist() if not one.is_dir()]
        if len(self.names) > MOST_FILES:
            message = f"this zip has {len(self.names):,} files, {MOST_FILES:,} at most"
            raise source.bad(0, message, "export fewer questions at once")

    def pages(self) -> list[str]:
        """The names of its XML files, but for its manifest."""
        return [
            name
            for name in self.names
            if name.lower().endswith(".xml") and posixpath.basename(name) != "imsmanifest.xml"
        ]

    def read(self, name: str) -> bytes:
        """A file, or a `Fault` when it cannot be read or is too large."""
        if name not in self.known:
            self.known[name] = self._unpacked(name)
        return self.known[name]

    def _unpacked(self, name: str) -> bytes:
        try:
            with self.archive.open(name) as stream:
                content = stream.read(min(MAX_FILE, self.left) + 1)
        except _BROKEN as problem:
            message = f"`{name}` in this zip cannot be read ({_told(problem)})"
            raise self.source.bad(0, message, _AGAIN) from problem
        self.left -= len(content)
        if len(content) > MAX_FILE or self.left < 0:
            message = f"`{name}` in this zip is too large"
            raise self.source.bad(0, message, "export fewer questions at once")
        return content

    def path(self, name: str, address: str) -> str:
        """The name of the file that the file `name` means by an address."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))

    def beside(self, name: str, address: str) -> bytes | None:
        """What a file names by its address, when it is in the zip."""
        path = self.path(name, address)
        return self.read(path) if path in self.names else None


_AGAIN = "export it again, without a password"


def _told(problem: Exception) -> str:
    return str(problem) or type(problem).__name__
