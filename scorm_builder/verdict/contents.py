"""What the rules of a verdict look at, and how they name what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scorm_builder.archive import Entry
from scorm_builder.diagnostics import Position
from scorm_builder.elements import Element
from scorm_builder.manifest import MANIFEST, Manifest, Resource
from scorm_builder.verdict.editions import Edition

_LONG = 80
_NAMED = 3
"""Names that a sentence lists before it counts the rest."""


@dataclass(frozen=True)
class Contents:
    """A package as far as it can be read: its entries, and its manifest with the edition it follows."""

    entries: tuple[Entry, ...]
    manifest: Manifest
    edition: Edition

    @cached_property
    def files(self) -> dict[str, Entry]:
        """The files by name, without folders."""
        return {entry.name: entry for entry in self.entries if not entry.folder}

    @cached_property
    def folded(self) -> dict[str, str]:
        """The names of the files by what they are when case is ignored."""
        return {name.casefold(): name for name in self.files}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file."""
        parts = (name.split("/") for name in self.files)
        return frozenset("/".join(path[:end]) for path in parts for end in range(1, len(path)))

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The resources by identifier; of two of one identifier the first."""
        return {one.id: one for one in reversed(self.manifest.resources)}

    @cached_property
    def targets(self) -> frozenset[str]:
        """What an item may refer to: resources, and manifests within the manifest."""
        inner = (element.get("identifier") for element in self.manifest.inner)
        return frozenset({*self.resources, *inner})

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """The files that each resource lists, by its identifier: as written, and as they are meant."""
        return {
            name: frozenset(
                path for file in one.files for path in (file.path, file.address) if path
            )
            for name, one in self.resources.items()
        }

    def actual(self, path: str) -> str | None:
        """The file that a path means, also one with other capitals."""
        return path if path in self.files else self.folded.get(path.casefold())


def place(element: Element) -> Position:
    """Where an element begins in the manifest."""
    return Position(MANIFEST, element.line, element.column)


def entry_place(name: str) -> Position:
    """An entry of the zip."""
    return Position(shown(name, 200))


WHOLE = Position("")
"""The package itself."""


def printable(text: str) -> str:
    """A text of others on one line, without what a terminal obeys and without hidden signs."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def shown(text: str, most: int = _LONG) -> str:
    """A text of others as a finding quotes it: printable, and not longer than a line."""
    safe = printable(text[: most + 1])
    return safe if len(safe) <= most else f"{safe[: most - 1]}…"


def named(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    first = ", ".join(f"`{shown(name)}`" for name in names[:_NAMED])
    rest = len(names) - _NAMED
    return f"{first} and {rest:,} more" if rest > 0 else first
