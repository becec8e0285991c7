"""A finished zip → a `Package`, within bounds: ours or anyone's, which nobody should have to trust.

Nothing in it decides where something is written: each file is unpacked under a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.archive import Archive, Entry, Unreadable, told
from scorm_builder.diagnostics import Diagnostic, Fault, Position
from scorm_builder.manifest import MANIFEST
from scorm_builder.package import Package
from scorm_builder.units import LAUNCH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_FILES = 20_000
"""Files in a package."""
_MOST_TIMES = 100
_ALWAYS = 64 * 1024 * 1024
MAX_TOTAL = 4 * 1024 * 1024 * 1024
"""Bytes of a package, unpacked. A small zip may become a hundred times as large."""


def unpack(file: Path, folder: Path, *, website: bool = False) -> Package | Diagnostic:
    """Unpack the zip `file` into the empty `folder`, which must stay as long as the package is used;
    or say why that cannot be done. `website`: whether one with a first page will do, without a manifest."""
    try:
        with Archive(file) as archive:
            entries = _entries(archive)
            first = MANIFEST if MANIFEST in entries or not website else LAUNCH
            if first not in entries:
                return no_manifest(entries)
            limit = min(MAX_TOTAL, _ALWAYS + _MOST_TIMES * archive.size)
            files: dict[str, bytes | Path] = {}
            for number, (name, entry) in enumerate(entries.items()):
                files[name] = folder / str(number)
                limit -= _write(archive, entry, folder / str(number), limit)
        return Package(file.stem, first, files)
    except Fault as fault:
        return fault.diagnostic
    except (Unreadable, OSError) as problem:
        return _bad("", f"this zip cannot be read ({told(problem)})", "pack it again").diagnostic


def _bad(path: str, message: str, hint: str) -> Fault:
    return Fault(rules.BAD_PACKAGE.at(Position(path), message, hint))


def _entries(archive: Archive) -> dict[str, Entry]:
    """The files of a zip by their names, which have been looked at."""
    entries = {entry.name: entry for entry in archive.entries if not entry.folder}
    if len(entries) > MOST_FILES:
        message = f"this zip has {len(entries):,} files, {MOST_FILES:,} at most"
        raise _bad(MANIFEST, message, "make two courses of it")
    for name, entry in entries.items():
        if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name):
            message = f"`{name}` in this zip leads out of its folder"
            raise _bad(name, message, "do not open this zip, unless you know who made it")
        if entry.encrypted:
            raise _bad(name, f"`{name}` in this zip has a password", "pack it without one")
    return entries


def no_manifest(names: Iterable[str]) -> Diagnostic:
    """What is wrong with a zip that has these files, and no manifest where it must be."""
    inside = min((name for name in names if name.endswith(f"/{MANIFEST}")), default="")
    hint = "is it a SCORM package? Name the zip that is uploaded to a learning platform"
    if inside:
        folder = inside.removesuffix(f"/{MANIFEST}")
        hint = f"it stands in `{folder}`: pack what is in that folder, not the folder itself"
    return _bad(MANIFEST, f"this zip has no {MANIFEST} at its top", hint).diagnostic


def _write(archive: Archive, entry: Entry, target: Path, limit: int) -> int:
    """Unpack one file and give its size, whatever the zip says that it is."""
    size = 0
    with target.open("wb") as out:
        for piece in archive.pieces(entry):
            size += len(piece)
            if size > limit:
                message = f"`{entry.name}` makes this zip far larger than it is, unpacked"
                raise _bad(entry.name, message, "a package of this size is taken nowhere")
            out.write(piece)
    return size
