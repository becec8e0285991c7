"""An installed theme: a Python package that holds a folder of files, and is never run.

Its package declares an entry point of the group `scorm_builder.themes`: a name, and the package with
`theme.yaml`. Only its files are read; its templates run in the sandbox, like a course's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, did_you_mean
from scorm_builder.source.decode import decode
from scorm_builder.source.files import scan
from scorm_builder.source.text import read_text
from scorm_builder.source.theme import Look
from scorm_builder.source.yaml12 import read_yaml
from scorm_builder.templating import FOLDER, Layer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from scorm_builder.diagnostics import Position
    from scorm_builder.source.files import Files
    from scorm_builder.source.yaml12 import Document

GROUP = "scorm_builder.themes"
THEME_FILE = "theme.yaml"
PACKED = "theme"
"""The folder of the package that the files of a theme go to."""


@dataclass(frozen=True)
class Installed:
    """An installed theme. `at` is where a course names it."""

    name: str
    version: str
    files: Files
    document: Document
    look: Look
    at: Position

    def layer(self) -> Layer:
        """Its templates."""
        return Layer(self.files.root / FOLDER, self.name, self.at)


def find_theme(name: str, version: str, at: Position) -> Installed | Diagnostic:
    """The theme that a course names at `at`, in any version or in the given one."""
    # Imported here: it brings a reader of e-mail, and few courses name a theme.
    from importlib.metadata import entry_points

    found = {point.name: point for point in sorted(entry_points(group=GROUP))}
    if name not in found:
        hint = did_you_mean(name, found) if found else "install it: pip install name-of-the-theme"
        return rules.UNUSABLE_THEME.at(at, f"there is no installed theme `{name}`", hint)
    point = found[name]
    actual = point.dist.version if point.dist else ""
    if version not in ("", actual):
        return rules.UNUSABLE_THEME.at(
            at,
            f"the theme `{name}` is installed in version {actual}, not {version}",
            "install the other version, or change `version`",
        )
    folder = _folder(point)
    text = read_text(folder / THEME_FILE, THEME_FILE) if folder else None
    if folder is None or not isinstance(text, str):
        return rules.UNUSABLE_THEME.at(
            at, f"the theme `{name}` has no {THEME_FILE} that can be read", "tell who made it"
        )
    document = read_yaml(text, THEME_FILE)
    look = decode(document, Look) or Look()
    return Installed(name, actual, scan(folder, PACKED), document, look, at)


def _folder(point: EntryPoint) -> Path | None:
    """The folder of the package that an entry point names; the package is not imported."""
    try:
        spec = find_spec(point.module)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def retold(found: Diagnostic, theme: Installed) -> Diagnostic:
    """A finding in the files of a theme, at the place where the course names it."""
    return Diagnostic(
        theme.at,
        found.code,
        found.severity,
        f"in the theme `{theme.name}`, {found.position}: {found.message}",
        found.hint,
    )
