"""A zip with QTI items, read within bounds. Nothing is unpacked: files are asked for by their names."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scorm_builder.archive import Archive, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from scorm_builder.importing.imported import Source

MOST_FILES = 5_000
"""Files in a package."""
MAX_FILE = 16 * 1024 * 1024
"""Bytes of one file in it, unpacked."""
MAX_TOTAL = 128 * 1024 * 1024
"""Bytes of all that is read of it, unpacked."""


class Package:
    """The files of a zip by their names."""

    def __init__(self, file: Path, source: Source) -> None:
        self.source = source
        self.left = MAX_TOTAL
        self.known: dict[str, bytes] = {}
        try:
            self.archive = Archive(file)
        except Unreadable as problem:
            raise source.bad(0, f"this zip cannot be read ({problem})", _AGAIN) from problem
        self.entries = {one.name: one for one in self.archive.entries if not one.folder}
        if len(self.entries) > MOST_FILES:
            self.archive.close()
            message = f"this zip has {len(self.entries):,} files, {MOST_FILES:,} at most"
            raise source.bad(0, message, "export fewer questions at once")

    def close(self) -> None:
        """Nothing can be read from then on."""
        self.archive.close()

    def pages(self) -> list[str]:
        """The names of its XML files, but for its manifest."""
        return [
            name
            for name in self.entries
            if name.lower().endswith(".xml") and posixpath.basename(name) != "imsmanifest.xml"
        ]

    def read(self, name: str) -> bytes:
        """A file, or a `Fault` when it cannot be read or is too large."""
        if name not in self.known:
            self.known[name] = self._unpacked(name)
        return self.known[name]

    def _unpacked(self, name: str) -> bytes:
        try:
            content = self.archive.read(self.entries[name], min(MAX_FILE, self.left))
        except Unreadable as problem:
            message = f"`{name}` in this zip cannot be read ({problem})"
            raise self.source.bad(0, message, _AGAIN) from problem
        if content is None:
            message = f"`{name}` in this zip is too large"
            raise self.source.bad(0, message, "export fewer questions at once")
        self.left -= len(content)
        return content

    def path(self, name: str, address: str) -> str:
        """The name of the file that the file `name` means by an address."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))

    def beside(self, name: str, address: str) -> bytes | None:
        """What a file names by its address, when it is in the zip."""
        path = self.path(name, address)
        return self.read(path) if path in self.entries else None


_AGAIN = "export it again, without a password"
