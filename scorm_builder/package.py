"""The files of one output, and the zip or the folder that they are written to."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_STORED = frozenset(
    ".avif .gif .jpeg .jpg .m4a .m4v .mp3 .mp4 .ogg .ogv .opus .png .webm .webp .zip .docx .pptx .xlsx .pdf"
    " .woff2".split()
)
"""Compressed already: stored as they are."""

_CHUNK = 1 << 20
_FILE_MODE = 0o644

Date = tuple[int, int, int, int, int, int]
_EARLIEST: Date = (1980, 1, 1, 0, 0, 0)
_LATEST_YEAR = 2107


@dataclass(frozen=True)
class Package:
    """What one target makes of a course: `files` by POSIX name, text in memory, media on disk.

    `first` is the name that stands first in the zip.
    """

    name: str
    first: str
    files: Mapping[str, bytes | Path]


def size(package: Package) -> int:
    """The bytes of all files before compression."""
    return sum(length(content) for content in package.files.values())


def length(content: bytes | Path) -> int:
    """The bytes of one file."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def read_all(content: bytes | Path) -> bytes:
    """One file as a whole."""
    return content if isinstance(content, bytes) else content.read_bytes()


def source_date() -> Date:
    """The date of files in a zip: SOURCE_DATE_EPOCH (reproducible-builds.org), else 1 January 1980.

    A date before 1980, which a zip cannot hold, becomes that day. Raises ValueError when the
    variable is no number of seconds, or one after 2107.
    """
    date = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH") or 0))[:6]
    if date[0] > _LATEST_YEAR:
        raise ValueError(date)
    return max(date, _EARLIEST)


def write_zip(
    package: Package,
    file: Path,
    date: Date,
    progress: Callable[[int], None] = lambda _bytes: None,
) -> None:
    """Write the package. The same package and date give the same bytes on any machine.

    Entries are sorted, dated alike and without owner. Media are copied in pieces, so memory does not
    grow with them. The zip appears under its name when it is whole; `progress` is told of bytes.
    Raises OSError when the file cannot be written; nothing is left behind then.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            for name in sorted(package.files, key=lambda name: (name != package.first, name)):
                _add(archive, name, package.files[name], date, progress)
        Path(temporary).chmod(_FILE_MODE)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_folder(
    package: Package, folder: Path, progress: Callable[[int], None] = lambda _bytes: None
) -> None:
    """Write the files of the package into `folder`, in place of what is there.

    The folder appears under its name when it is whole. Raises OSError when it cannot be written; what
    was there stays then, and nothing is left behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        for name, content in package.files.items():
            _write(content, new / name, progress)
        if folder.exists():
            folder.replace(old)
        try:
            new.replace(folder)
        except OSError:
            if old.exists():
                old.replace(folder)
            raise


def _write(content: bytes | Path, file: Path, progress: Callable[[int], None]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        shutil.copyfile(content, file)
    file.chmod(_FILE_MODE)
    progress(length(content))


def _add(
    archive: zipfile.ZipFile,
    name: str,
    content: bytes | Path,
    date: Date,
    progress: Callable[[int], None],
) -> None:
    entry = zipfile.ZipInfo(name, date)
    entry.create_system = 3
    entry.external_attr = (0o100000 | _FILE_MODE) << 16
    stored = PurePosixPath(name).suffix.lower() in _STORED
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    if isinstance(content, bytes):
        archive.writestr(entry, content)
        progress(len(content))
        return
    entry.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(entry, "w") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            progress(len(chunk))
