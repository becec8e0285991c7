"""A verdict on a package, ours or anyone's: what the standard forbids, and what platforms refuse or dislike.

Nothing of a package is trusted, unpacked to a disk or followed. All findings come of one run; what is
only a consequence of another is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from scorm_builder import rules
from scorm_builder.archive import Archive, Entry, Unreadable
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.elements import MAX_XML, NotXml, decoded, parse
from scorm_builder.manifest import MANIFEST, manifest_of
from scorm_builder.verdict import launching, references, tracking, versions, zip_rules
from scorm_builder.verdict.contents import WHOLE, Contents, entry_place, named, printable, shown
from scorm_builder.verdict.editions import edition_of
from scorm_builder.verdict.structure import structure

_RULES = (
    *versions.RULES, structure, *references.RULES, *launching.RULES, *tracking.RULES,
)  # fmt: skip
_MOST = 200
"""Findings of one rule. Nobody reads more, and a manifest could be made to have a hundred thousand."""


@dataclass(frozen=True)
class Verdict:
    """What was found of a package: `contents` as far as it could be read, its size as a file, and
    the texts that findings have their lines in."""

    diagnostics: list[Diagnostic]
    contents: Contents | None = None
    size: int = 0
    texts: dict[str, str] = field(default_factory=dict)


class _End(Exception):  # noqa: N818 - nothing more can be found, which is no error of ours
    """Nothing more can be read; `found` says why, where no other finding does."""

    def __init__(self, *found: Diagnostic) -> None:
        super().__init__(*found)
        self.found = found


def judge(file: Path) -> Verdict:
    """Everything that is wrong with a package. No input raises, and none takes more than its bounds."""
    try:
        archive = Archive(file)
    except Unreadable as problem:
        hint = "a download or an upload that was cut off ends in the middle"
        message = f"this cannot be read as a zip ({problem})"
        return Verdict([rules.BAD_ZIP.at(WHOLE, message, hint)])
    with archive:
        bombs = list(zip_rules.bombs(archive.entries, archive.size))
        verdict = Verdict(bombs) if bombs else _judge(archive)
    return replace(verdict, diagnostics=sorted({_printable(one) for one in verdict.diagnostics}))


def _judge(archive: Archive) -> Verdict:
    found = [one for rule in zip_rules.RULES for one in islice(rule(archive.entries), _MOST)]
    found += _damage(archive)
    texts: dict[str, str] = {}
    contents = None
    try:
        data = _manifest(archive)
        text, encoding = _text(data)
        texts[MANIFEST] = text
        found += _encoding(encoding)
        contents = _contents(archive.entries, text)
        found += _judged(contents)
    except _End as end:
        found += end.found
    return Verdict(found, contents, archive.size, texts)


def _printable(found: Diagnostic) -> Diagnostic:
    """A finding that does nothing to a terminal, whatever it quotes."""
    return replace(found, message=printable(found.message), hint=printable(found.hint))


def _judged(contents: Contents) -> Iterator[Diagnostic]:
    wrong = list(versions.root(contents))
    yield from wrong
    if contents.manifest.root.name != "manifest":
        return
    for rule in _RULES:
        yield from islice(rule(contents), _MOST)


def _damage(archive: Archive) -> list[Diagnostic]:
    """Files whose content is not what was packed, or that cannot be unpacked."""
    broken: list[str] = []
    why = ""
    for entry in archive.entries:
        if entry.folder or entry.encrypted or not entry.common_method:
            continue
        try:
            for _piece in archive.pieces(entry):
                pass
        except Unreadable as problem:
            why = why or str(problem)
            broken.append(entry.name)
    if not broken:
        return []
    message = f"not all can be unpacked ({shown(why)}): {named(broken)}"
    return [rules.ZIP_DAMAGED.at(WHOLE, message, "pack the course again, and upload it again")]


def _manifest(archive: Archive) -> bytes:
    """The manifest, or why there is none."""
    entry = next((one for one in archive.entries if one.name == MANIFEST), None)
    if entry is None:
        raise _End(_no_manifest(archive.entries))
    if entry.encrypted or not entry.common_method:
        raise _End
    try:
        data = archive.read(entry, MAX_XML)
    except Unreadable as problem:  # reported with all damaged files
        raise _End from problem
    if data is None:
        message = f"the manifest has more than {MAX_XML // 1024**2} MiB"
        raise _End(rules.MANIFEST_TOO_LARGE.at(entry_place(MANIFEST), message))
    return data


def _no_manifest(entries: Sequence[Entry]) -> Diagnostic:
    names = [one.name for one in entries if not one.folder]
    for name in names:
        path = PurePosixPath(name)
        if path.name.lower() != MANIFEST:
            continue
        if len(path.parts) == 1:
            message = f"the manifest is called `{shown(name)}`, and must be `{MANIFEST}`"
            return rules.MANIFEST_NAME.at(
                WHOLE, message, "capitals count on the servers of platforms"
            )
        message = f"the manifest is in a folder: `{shown(name)}`"
        hint = "pack what is in the folder, not the folder itself"
        return rules.MANIFEST_FOLDER.at(WHOLE, message, hint)
    return rules.NO_MANIFEST.at(WHOLE, f"this zip has no {MANIFEST}", _what_instead(names))


def _what_instead(names: Sequence[str]) -> str:
    inner = [name for name in names if name.lower().endswith(".zip")]
    if "cmi5.xml" in names:
        return "it is a package of cmi5, another standard"
    if "tincan.xml" in names:
        return "it is a package of xAPI (Tin Can), another standard"
    if "course.yaml" in names:
        return "it is a course, not a package: unpack it, and use `scorm-builder build`"
    if inner:
        return f"it holds `{shown(inner[0])}`: unpack that one, and check it"
    return "export the course as SCORM"


def _text(data: bytes) -> tuple[str, str]:
    try:
        return decoded(data)
    except NotXml as problem:
        at = Position(MANIFEST, problem.line, problem.column)
        hint = "save it as UTF-8"
        raise _End(rules.MANIFEST_SYNTAX.at(at, str(problem), hint)) from problem


def _encoding(name: str) -> list[Diagnostic]:
    if name in ("utf-8", "utf8", "ascii", "us-ascii"):
        return []
    message = f"the manifest is {name.upper()}"
    hint = "save it as UTF-8, and declare that in its first line"
    return [rules.MANIFEST_ENCODING.at(Position(MANIFEST, 1, 1), message, hint)]


def _contents(entries: tuple[Entry, ...], text: str) -> Contents:
    try:
        root = parse(text)
    except NotXml as problem:
        raise _End(_not_xml(problem)) from problem
    manifest = manifest_of(root)
    return Contents(entries, manifest, edition_of(root.space, manifest.version))


def _not_xml(problem: NotXml) -> Diagnostic:
    at = Position(MANIFEST, problem.line, problem.column)
    if problem.doctype:
        hint = "remove `<!DOCTYPE …>`; a manifest needs none"
        return rules.MANIFEST_DOCTYPE.at(at, str(problem), hint)
    if problem.size:
        return rules.MANIFEST_TOO_LARGE.at(at, f"the manifest has {problem}")
    message = f"this cannot be read as XML ({problem})"
    hint = "`&` is written `&amp;`, and every element is closed"
    return rules.MANIFEST_SYNTAX.at(at, message, hint)
