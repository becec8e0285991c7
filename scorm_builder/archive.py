"""A zip of others, read within bounds. Nothing is unpacked to a disk, nothing in it is trusted."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

_DIRECTORY = 16 * 1024 * 1024
"""Bytes of the list of entries, which is read at once: some 150,000 of them."""
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError, IndexError,
)  # fmt: skip
"""What the standard library raises for bytes that are no sound zip."""


class Unreadable(Exception):  # noqa: N818 - says what is wrong with a file of others, not with us
    """A zip or an entry of it cannot be read; the text says why."""


@dataclass(frozen=True)
class Entry:
    """A file or folder in a zip: what the zip says of it."""

    name: str
    """With `/` between folders, as platforms read it."""
    raw: str
    """As it stands in the zip."""
    size: int
    packed: int
    folder: bool
    link: bool
    encrypted: bool
    method: int
    utf8: bool
    info: zipfile.ZipInfo = field(repr=False, compare=False)

    @property
    def common_method(self) -> bool:
        """Stored or deflated, which every platform can unpack."""
        return self.method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The entries of a zip, and what is in them. Raises `Unreadable`."""

    def __init__(self, file: Path) -> None:
        try:
            self._stream = _Bounded(io.FileIO(file))
        except (OSError, ValueError) as problem:
            raise Unreadable(told(problem)) from problem
        try:
            self.size = self._stream.seek(0, io.SEEK_END)
            self._zip = zipfile.ZipFile(self._stream)
        except _BROKEN as problem:
            self._stream.close()
            raise Unreadable(told(problem)) from problem
        self.entries = tuple(_entry(info) for info in self._zip.infolist())

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing can be read from then on."""
        self._zip.close()
        self._stream.close()

    def read(self, entry: Entry, most: int) -> bytes | None:
        """What is in an entry, or nothing when it is more than `most` bytes."""
        try:
            with self._zip.open(entry.info) as stream:
                content = stream.read(most + 1)
        except _BROKEN as problem:
            raise Unreadable(told(problem)) from problem
        return content if len(content) <= most else None

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        """All of an entry, a piece at a time; its checksum is compared at the end."""
        try:
            with self._zip.open(entry.info) as stream:
                while piece := stream.read(_CHUNK):
                    yield piece
        except _BROKEN as problem:
            raise Unreadable(told(problem)) from problem


class _Bounded(io.BufferedReader):
    """A file of which nobody reads a large part at once, as a zip with a false list makes one do."""

    def read(self, size: int | None = -1, /) -> bytes:
        everything = size is None or size < 0
        content = super().read(_DIRECTORY + 1 if everything else min(size or 0, _DIRECTORY + 1))
        if len(content) > _DIRECTORY:
            raise zipfile.BadZipFile("its list of files is too long")
        return content


def _entry(info: zipfile.ZipInfo) -> Entry:
    raw = info.orig_filename
    name = info.filename
    utf8 = bool(info.flag_bits & 0x800) or raw.isascii()
    if not utf8:
        with contextlib.suppress(ValueError):
            name = name.encode("cp437").decode("utf-8")
    name = name.replace("\\", "/")
    return Entry(
        name=name,
        raw=raw,
        size=info.file_size,
        packed=info.compress_size,
        folder=name.endswith("/"),
        link=_is_link(info),
        encrypted=bool(info.flag_bits & 1),
        method=info.compress_type,
        utf8=utf8,
        info=info,
    )


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Whether it is anything but a plain file or a folder, where the zip was made on Unix."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return info.create_system == 3 and kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def told(problem: Exception) -> str:
    """Why, in a few words."""
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror.lower()
    return str(problem)[:120] or type(problem).__name__
