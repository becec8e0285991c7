"""What is previewed: a folder that is built again after each save, or a zip that is opened again."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scorm_builder.build import build
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.manifest import MANIFEST
from scorm_builder.preview.desk import Version
from scorm_builder.serving import playable
from scorm_builder.source.kept_pages import KeptPages
from scorm_builder.targets.web import offline
from scorm_builder.unpacking import unpack

if TYPE_CHECKING:
    from scorm_builder.package import Package
    from scorm_builder.targets import Target

_OUTPUT = "dist"
_KEEPS_NOTHING = b"onactivate = () => registration.unregister();\n"
"""A service worker that a site can register, and that goes away by itself."""


@dataclass
class Folder:
    """A course folder. What did not change since the last version is not made again."""

    root: Path
    target: Target
    kept: KeptPages = field(default_factory=KeptPages)
    lang: str = ""
    """In place of what course.yaml says; "" is as it is written."""

    def version(self) -> Version:
        """Build the course as it is now."""
        begun = time.perf_counter()
        found = build(self.root, self.target, kept=self.kept, lang=self.lang)
        made = playable(_always_new(found.package)) if found.package else None
        assert not isinstance(made, Diagnostic), made
        return Version(made, found.diagnostics, self.root, time.perf_counter() - begun)

    @property
    def platform(self) -> bool:
        """Whether it is shown in a platform: a website is not."""
        return self.target.REPORTS

    @property
    def watched(self) -> Path:
        """The folder in which changes matter."""
        return self.root

    def minds(self, path: Path) -> bool:
        """Whether a change of this file may change the course: not of hidden files, nor of packages."""
        parts = path.relative_to(self.root.resolve()).parts
        return parts[0] != _OUTPUT and not any(part.startswith(".") for part in parts)


@dataclass
class Zip:
    """A finished package, ours or anyone's. Each version has a folder of its own to be unpacked in."""

    file: Path
    platform: bool = True
    """Whether it is shown in a platform: a website is not. Known when it was opened."""
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def version(self) -> Version:
        """Open the zip as it is now. What was unpacked before stays as long as it is played."""
        begun = time.perf_counter()
        folder = tempfile.TemporaryDirectory(prefix="scorm-builder-")
        package = unpack(self.file, Path(folder.name), website=True)
        found = package if isinstance(package, Diagnostic) else playable(_always_new(package))
        if isinstance(found, Diagnostic):
            folder.cleanup()
            return Version(None, [found], self.file, time.perf_counter() - begun)
        self.close()
        self._folder = folder
        self.platform = not found.website
        return Version(found, [], self.file, time.perf_counter() - begun)

    def close(self) -> None:
        """Remove what was unpacked."""
        if self._folder:
            self._folder.cleanup()

    @property
    def watched(self) -> Path:
        """The folder in which changes matter."""
        return self.file.parent

    def minds(self, path: Path) -> bool:
        """Whether it is this zip that changed."""
        return path.name == self.file.name


Source = Folder | Zip


def _always_new(package: Package) -> Package:
    """A website with a service worker that keeps nothing: that of a website would show the version before a save."""
    if MANIFEST in package.files:
        return package
    return replace(package, files={**package.files, offline.NAME: _KEEPS_NOTHING})


def changed(old: Version, new: Version, paths: set[Path]) -> bool:
    """Whether a version differs from the one before, after a save of these files."""
    if old.diagnostics != new.diagnostics or not old.playable or not new.playable:
        return True
    files = new.playable.package.files
    return files != old.playable.package.files or any(
        content in paths for content in files.values()
    )
