"""A package or a website that can be played: what it launches, and what it says of its course."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.lms import Item, Manifest, read_manifest
from scorm_builder.manifest import MANIFEST
from scorm_builder.ours import course_data
from scorm_builder.package import Package, read_all
from scorm_builder.unpacking import no_manifest, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Playable:
    """A package and its manifest. That of a website, which has none, launches its first page."""

    package: Package
    manifest: Manifest

    @property
    def website(self) -> bool:
        """Whether no platform launches it."""
        return MANIFEST not in self.package.files

    @cached_property
    def courses(self) -> dict[str, dict[str, Any]]:
        """What our runtime knows of the course in each item, by the document: `id`, `lang`, `topics` with
        `steps`, `score` and more, see `render.py`. Empty when another program made the package."""
        found: dict[str, dict[str, Any]] = {}
        for item in self.manifest.items:
            data = course_data(read_all(self.package.files.get(item.href, b"")))
            if data is None:
                return {}
            found[item.href] = data
        return found

    @property
    def course(self) -> dict[str, Any] | None:
        """That of the first item."""
        return next(iter(self.courses.values()), None)

    @property
    def ours(self) -> bool:
        """Whether we made it: then it lives under a strict Content-Security-Policy."""
        return self.course is not None


NOTHING = Playable(Package("", MANIFEST, {}), Manifest("", "", (), None))
"""What is played while there is nothing to play."""


def playable(package: Package) -> Playable | Diagnostic:
    """A package with the manifest that it holds, or what is wrong with that; or a website of ours."""
    if MANIFEST not in package.files:
        return _website(package)
    manifest = read_manifest(read_all(package.files[MANIFEST]))
    return manifest if isinstance(manifest, Diagnostic) else Playable(package, manifest)


@contextmanager
def opened(file: Path) -> Iterator[Playable | Diagnostic]:
    """The package in a zip, while the context lasts; or why it cannot be played."""
    if not file.is_file():
        found = rules.MISSING_FILE.at(
            Position(file.name), f"`{file}` does not exist", "check the name"
        )
        yield found
        return
    with tempfile.TemporaryDirectory(prefix="scorm-builder-") as folder:
        package = unpack(file, Path(folder), website=True)
        yield package if isinstance(package, Diagnostic) else playable(package)


def _website(package: Package) -> Playable | Diagnostic:
    course = course_data(read_all(package.files[package.first]))
    if course is None or "files" not in course:
        return no_manifest(package.files)
    title = course["title"]
    return Playable(package, Manifest(title, "", (Item("", title, package.first),), None))
