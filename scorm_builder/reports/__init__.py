"""Findings → the lines of a report, one module a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scorm_builder.diagnostics import Diagnostic, Position


@dataclass(frozen=True)
class Written:
    """What was written: its file, its size in bytes, and how many files it holds, or what else."""

    file: Path
    size: int
    entries: int
    noun: str = "file"


@dataclass(frozen=True)
class Report:
    """What a command found: `root` is the course folder, or the package, as it was typed.

    `texts` are the files that findings have their lines in, where they lie in no folder.
    """

    root: Path
    diagnostics: Sequence[Diagnostic]
    written: Sequence[Written] = ()
    summary: Sequence[tuple[str, Sequence[str]]] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def path(self, position: Position) -> str:
        """The path of a finding as seen from where the command was run."""
        return (PurePosixPath(self.root.as_posix()) / position.path).as_posix()
