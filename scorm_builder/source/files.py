"""The folder of a course: which files there are, and under which name each is packed."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_NAME = 100
"""Characters of a whole path in the package (fact sheet SCORM 1.2, 1.1)."""
_MAX_TAIL = MAX_NAME - len("files/")

# What Docebo refuses, what Moodle takes for AICC, and programs (fact sheet, 1.1; quirks P12, P15).
REFUSED = frozenset(
    ".htaccess .phps .php5 .php4 .php3 .ph3 .php .phtml .cgi .sh .shtml .asp .aspx .jsp .py .rb .pl"
    " .cst .au .des .crs .exe .bat .cmd .com .msi .dll .scr .ps1 .vbs .jar".split()
)
_OURS = (
    "course.yaml",
    "course.schema.json",
    "quiz.schema.json",
    "questions.schema.json",
    "templates",
    "dist",
)
_PAPERS = re.compile(r"(readme|license|licence|notice|changelog)(\.\w+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Files:
    """The files of a course folder by POSIX path; hidden files and folders are not among them.

    `links` are the symbolic links, to files and to folders; `into` is the folder of the package that
    files go to. `seen` are the paths that were asked for, also of files that are not there.
    """

    root: Path
    paths: frozenset[str]
    links: frozenset[str]
    _folded: dict[str, str] = field(repr=False)
    _names: dict[str, str] = field(repr=False)
    into: str = "files"
    seen: set[str] = field(default_factory=set, repr=False, compare=False)

    def noting(self, seen: set[str]) -> Files:
        """The same files, which note in `seen` what they are asked for."""
        return replace(self, seen=seen)

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        self.seen.add(path)
        return path in self.paths

    def packed(self, path: str) -> str:
        """The name of `path` in the package: safe ASCII, unique when case is ignored."""
        return f"{self.into}/{self._names.get(path) or _unique(_safe(path), path)}"

    def packed_as(self, path: str, ending: str) -> str:
        """The name in the package of something made of `path`: its name with another ending."""
        name = PurePosixPath(self.packed(path)).with_suffix("").as_posix()
        if len(name) + len(ending) > MAX_NAME:
            name = f"files/{PurePosixPath(name).name}"
        return name[: MAX_NAME - len(ending)] + ending

    def resolve(
        self, path: str, at: Position, seen_from: str = "", *, compare: bool = True
    ) -> str | Diagnostic:
        """The path of an existing file that an author wrote as `path`, or what is wrong with it.

        A path is relative to the file `seen_from`, or to the course folder. Case must be exact. A
        missing file is compared with all others for its hint, unless `compare` says not to.
        """
        if path.startswith("/") or "\\" in path or re.match(r"[A-Za-z]:", path):
            return rules.MISSING_FILE.at(
                at,
                f"`{path}` is a path of your computer, not of the course",
                "begin at the file's own folder, as in `../media/name.svg`",
            )
        joined = os.path.normpath(PurePosixPath(seen_from).parent / path)
        if joined.startswith(".."):
            return self._outside(path, at)
        joined = PurePosixPath(joined).as_posix()
        actual = self._folded.get(_fold(joined))
        self.seen.add(actual or joined)
        # Two ways to write an accent are one name: keyboards and file systems differ in it.
        if actual and unicodedata.normalize("NFC", actual) == unicodedata.normalize("NFC", joined):
            return actual if self._inside(actual) else self._outside(path, at)
        if actual:
            return rules.WRONG_CASE.at(
                at, f"`{path}` is written `{actual}` on disk", "write it the same way"
            )
        return self._absent(path, joined, at, seen_from if compare else None)

    def _absent(
        self, path: str, joined: str, at: Position, seen_from: str | None
    ) -> str | Diagnostic:
        file = self.root / joined
        if _is_dir(file):
            return rules.MISSING_FILE.at(at, f"`{path}` is a folder", "name a file in it")
        if _is_file(file):  # behind a link to a folder, or hidden
            return joined if self._inside(joined) else self._outside(path, at)
        similar = "" if seen_from is None else self._similar(joined, seen_from)
        hint = similar or "add the file, or mend the path"
        return rules.MISSING_FILE.at(at, f"`{path}` does not exist", hint)

    def _similar(self, joined: str, seen_from: str) -> str:
        """A hint that gives the path to write, when a file of a similar name is there."""
        wanted = PurePosixPath(joined)
        names = {PurePosixPath(p).name: p for p in self.paths if p.endswith(wanted.suffix)}
        exact = [wanted.name] if wanted.name in names else []
        near = exact or get_close_matches(wanted.name, names, n=1)
        if not near:
            return ""
        folder = PurePosixPath(seen_from).parent.as_posix()
        return f"did you mean `{os.path.relpath(names[near[0]], folder)}`?"

    def leading_out(self, folder: str) -> Iterator[Diagnostic]:
        """Links in `folder` to what is not in the course, which nothing should be read through."""
        for path in sorted(self.links):
            if f"{path}/".startswith(f"{folder}/") and not self._inside(path):
                yield self._outside(path, Position(path))

    def _inside(self, path: str) -> bool:
        if path in self.paths and path not in self.links:
            return True  # found by walking, which follows no link
        try:
            return (self.root / path).resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False

    def _outside(self, path: str, at: Position) -> Diagnostic:
        return rules.OUTSIDE_COURSE.at(
            at,
            f"`{path}` leads out of the folder of the course",
            "copy the file into the course, and name it there",
        )

    def unused(self, used: Iterable[str]) -> Iterator[Diagnostic]:
        """Files that nothing names."""
        seen = {path if path in self.paths else self._behind_links(path) for path in used}
        for path in sorted(self.paths - seen):
            top = path.split("/")[0]
            if top in _OURS or _PAPERS.fullmatch(path):
                continue
            yield rules.UNUSED_FILE.at(
                Position(path),
                f"nothing names `{path}`, so it is not packed",
                "link to it, or remove it",
            )

    def _behind_links(self, path: str) -> str:
        return (self.root / path).resolve().relative_to(self.root).as_posix()


def scan(root: Path, into: str = "files") -> Files:
    """Walk the folder of a course. Links to folders are not followed, so a loop does no harm."""
    root = root.resolve()
    paths: list[str] = []
    links: list[str] = []
    folders = [("", root)]
    while folders:
        prefix, folder = folders.pop()
        for entry in _entries(folder):
            if entry.is_symlink():
                links.append(prefix + entry.name)
            if entry.is_dir(follow_symlinks=False):
                folders.append((f"{prefix}{entry.name}/", Path(entry.path)))
            elif _is_file(entry):  # a pipe or a device is no file to pack
                paths.append(prefix + entry.name)
    paths.sort()
    folded = {_fold(path): path for path in paths}
    return Files(root, frozenset(paths), frozenset(links), folded, _package_names(paths), into)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []


def refused_type(path: str, at: Position) -> Diagnostic | None:
    """The finding that learning platforms refuse a file of this type, if they do."""
    name = PurePosixPath(path).name.lower()
    suffixes = {"." + part for part in name.split(".")[1:]} | {name}
    bad = sorted(suffixes & REFUSED)
    if not bad:
        return None
    return rules.REFUSED_FILE_TYPE.at(
        at, f"`{path}`: learning platforms refuse `{bad[0]}` files", "put it in a zip or a PDF"
    )


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_file(file: Path | os.DirEntry[str]) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _package_names(paths: list[str]) -> dict[str, str]:
    """A name for each path. Where two would be equal, each gets a hash of its own path: a name
    then never depends on which other file came first."""
    safe = {path: _safe(path) for path in paths}
    counts: dict[str, int] = {}
    for name in safe.values():
        counts[name] = counts.get(name, 0) + 1
    return {p: _unique(name, p) if counts[name] > 1 else name for p, name in safe.items()}


def _safe(path: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", path).encode("ascii", "ignore").decode().lower()
    parts = [
        re.sub(r"[^a-z0-9._-]+", "-", part).strip("-.") or "x" for part in ascii_only.split("/")
    ]
    name = "/".join(parts)
    lossless = ascii_only.isascii() and len(ascii_only) == len(path)
    return name if len(name) <= _MAX_TAIL and lossless else _unique(name, path)


def _unique(name: str, path: str) -> str:
    digest = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem, dot, suffix = PurePosixPath(name).name.rpartition(".")
    tail = f"-{digest}.{suffix}" if dot else f"-{digest}"
    return (stem if dot else suffix)[: _MAX_TAIL - len(tail)] + tail
