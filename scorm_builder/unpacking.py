"""A finished zip → a `Package`, within bounds: ours or anyone's, which nobody should have to trust.

Nothing in it decides where something is written: each file is unpacked under a number.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Fault, Position
from scorm_builder.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "imsmanifest.xml"
MOST_FILES = 20_000
"""Files in a package."""
_MOST_TIMES = 100
_ALWAYS = 64 * 1024 * 1024
MAX_TOTAL = 4 * 1024 * 1024 * 1024
"""Bytes of a package, unpacked. A small zip may become a hundred times as large."""
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError
)  # fmt: skip


def unpack(file: Path, folder: Path) -> Package | Diagnostic:
    """Unpack the zip `file` into the empty `folder`, which must stay as long as the package is used;
    or say why that cannot be done."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = dict(_entries(archive))
            limit = min(MAX_TOTAL, _ALWAYS + _MOST_TIMES * file.stat().st_size)
            files: dict[str, bytes | Path] = {}
            for number, (name, entry) in enumerate(entries.items()):
                files[name] = folder / str(number)
                limit -= _write(archive, entry, folder / str(number), limit)
        return Package(file.stem, MANIFEST, files)
    except Fault as fault:
        return fault.diagnostic
    except _BROKEN as problem:
        told = str(problem) or type(problem).__name__
        return _bad(file.name, f"this zip cannot be read ({told})", "pack it again").diagnostic


def _bad(path: str, message: str, hint: str) -> Fault:
    return Fault(rules.BAD_PACKAGE.at(Position(path), message, hint))


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of a zip by their names, which have been looked at."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        message = f"this zip has {len(entries):,} files, {MOST_FILES:,} at most"
        raise _bad(MANIFEST, message, "make two courses of it")
    names = {entry.filename.replace("\\", "/") for entry in entries}
    if MANIFEST not in names:
        raise _no_manifest(names)
    for entry in entries:
        name = entry.filename.replace("\\", "/")  # as some programs for Windows write it
        if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name):
            message = f"`{name}` in this zip leads out of its folder"
            raise _bad(name, message, "do not open this zip, unless you know who made it")
        if entry.flag_bits & _ENCRYPTED:
            raise _bad(name, f"`{name}` in this zip has a password", "pack it without one")
        yield name, entry


def _no_manifest(names: set[str]) -> Fault:
    inside = min((name for name in names if name.endswith(f"/{MANIFEST}")), default="")
    hint = "is it a SCORM package? Name the zip that is uploaded to a learning platform"
    if inside:
        folder = inside.removesuffix(f"/{MANIFEST}")
        hint = f"it stands in `{folder}`: pack what is in that folder, not the folder itself"
    return _bad(MANIFEST, f"this zip has no {MANIFEST} at its top", hint)


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, limit: int) -> int:
    """Unpack one file and give its size, whatever the zip says that it is."""
    size = 0
    with archive.open(entry) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                message = f"`{entry.filename}` makes this zip far larger than it is, unpacked"
                raise _bad(entry.filename, message, "a package of this size is taken nowhere")
            out.write(chunk)
    return size
