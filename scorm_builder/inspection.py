"""What is in a package, for people and for programs: its standard, its items, its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from scorm_builder.archive import Archive, Unreadable
from scorm_builder.diagnostics import Severity
from scorm_builder.elements import Element
from scorm_builder.manifest import Item, Organization
from scorm_builder.ours import course_data
from scorm_builder.summary import many, size_text
from scorm_builder.verdict import Verdict
from scorm_builder.verdict.contents import Contents, shown

VERSION = 1
"""Of the JSON; it goes up when a field changes."""
_LARGEST = 10
_MOST_PAGE = 16 * 1024 * 1024
_MOST_LINES = 200
_MASTERY = ("masteryscore", "minnormalizedmeasure")


@dataclass(frozen=True)
class Inspection:
    """The same in two forms: `paragraphs` with a title each, and `data` for JSON."""

    paragraphs: list[tuple[str, list[str]]]
    data: dict[str, Any]


def inspect(file: Path, verdict: Verdict, contents: Contents) -> Inspection:
    """Sum up a package that could be read, with what the verdict on it was."""
    data = _data(file, verdict, contents)
    return Inspection(list(_paragraphs(data)), data)


def _data(file: Path, verdict: Verdict, contents: Contents) -> dict[str, Any]:
    manifest = contents.manifest
    sizes = {name: entry.size for name, entry in contents.files.items()}
    default = manifest.default
    return {
        "version": VERSION,
        "file": file.as_posix(),
        "bytes": verdict.size,
        "files": len(sizes),
        "unpacked": sum(sizes.values()),
        "standard": contents.edition.title,
        "schemaversion": manifest.version or None,
        "identifier": manifest.root.get("identifier"),
        "title": default.title if default else "",
        "ours": _ours(file, contents),
        "metadata": _metadata(manifest.root),
        "organizations": [
            _organization(one, contents, default=one is default) for one in manifest.organizations
        ],
        "types": _types(sizes),
        "largest": [
            {"file": name, "bytes": sizes[name]}
            for name in sorted(sizes, key=lambda name: (-sizes[name], name))[:_LARGEST]
        ],
        "errors": sum(one.severity is Severity.ERROR for one in verdict.diagnostics),
        "warnings": sum(one.severity is Severity.WARNING for one in verdict.diagnostics),
    }


def _ours(file: Path, contents: Contents) -> dict[str, str] | None:
    """The course and its version, when its launch page is one that we make."""
    launches = [
        one.launch.path for one in contents.manifest.resources if one.launch and one.launch.path
    ]
    entry = contents.files.get(launches[0]) if launches else None
    if entry is None or entry.size > _MOST_PAGE:
        return None
    try:
        with Archive(file) as archive:
            data = course_data(archive.read(entry, _MOST_PAGE) or b"")
    except Unreadable:
        return None
    version = contents.manifest.root.get("version")
    if data is None:
        return None
    # a topic by itself has its own id behind that of the course
    return {"course": str(data["id"]).partition("_")[0], "version": version}


def _organization(
    organization: Organization, contents: Contents, *, default: bool
) -> dict[str, Any]:
    return {
        "identifier": organization.id,
        "title": organization.title,
        "default": default,
        "items": [_item(one, contents) for one in organization.items],
    }


def _item(item: Item, contents: Contents) -> dict[str, Any]:
    resource = contents.resources.get(item.reference)
    launch = resource.launch.address if resource and resource.launch else None
    return {
        "identifier": item.id,
        "title": item.title,
        "launch": launch,
        "parameters": item.parameters or None,
        "type": resource.kind or None if resource else None,
        "visible": item.visible,
        "mastery": _mastery(item),
        "items": [_item(one, contents) for one in item.items],
    }


def _mastery(item: Item) -> str | None:
    """The score that is enough, as it is written: 0 to 100 in SCORM 1.2, −1 to 1 in SCORM 2004."""
    todo = [one for one in item.element.children if one.name != "item"]
    while todo:
        element = todo.pop(0)
        if element.name.lower() in _MASTERY:
            return element.text.strip()
        todo += element.children
    return None


def _metadata(root: Element) -> dict[str, Any]:
    """What the metadata say of the whole: IMS and IEEE name the same things."""
    metadata = root.first("metadata")
    general = _below(metadata, "lom", "general")
    location = metadata.first("location") if metadata else None
    words = [_string(one) for one in general.all("keyword")] if general else []
    return {
        "title": _string(_below(general, "title")),
        "description": _string(_below(general, "description")),
        "language": _string(_below(general, "language")),
        "version": _string(_below(metadata, "lom", "lifecycle", "version")),
        "keywords": [word for word in words if word],
        "file": location.text.strip() if location else None,
    }


def _below(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = element.first(name) if element else None
    return element


def _string(element: Element | None) -> str | None:
    """The first text in an element, in whichever language."""
    found = (one.text.strip() for one in element.walk()) if element else iter(())
    return next((text for text in found if text), None)


def _types(sizes: dict[str, int]) -> list[dict[str, Any]]:
    found: dict[str, list[int]] = {}
    for name, size in sizes.items():
        found.setdefault(PurePosixPath(name).suffix.lower().lstrip("."), []).append(size)
    rows = [{"type": kind, "files": len(all_), "bytes": sum(all_)} for kind, all_ in found.items()]
    return sorted(rows, key=lambda row: (-row["bytes"], row["type"]))


def _paragraphs(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield (
        f"{shown(data['title']) or 'no title'}",
        [
            f"{data['standard']}" + ("" if data["schemaversion"] else ", as platforms take it"),
            f"{size_text(data['bytes'])}, {many(data['files'], 'file')}, {size_text(data['unpacked'])} unpacked",
            *_made(data["ours"]),
            *_findings(data),
        ],
    )
    for organization in data["organizations"]:
        several = len(data["organizations"]) > 1
        which = " (the default)" if several and organization["default"] else ""
        title = f"Items of `{shown(organization['identifier'])}`{which}" if several else "Items"
        yield title, _cut([line for one in organization["items"] for line in _tree(one, 0)])
    told = [
        f"{name}: {shown(', '.join(value) if isinstance(value, list) else value, 300)}"
        for name, value in data["metadata"].items()
        if value
    ]
    if told:
        yield "Metadata", told
    yield (
        "By type",
        _columns(
            [
                (row["type"] or "without an ending", row["bytes"], many(row["files"], "file"))
                for row in data["types"]
            ]
        ),
    )
    yield "Largest files", _columns([(row["file"], row["bytes"], "") for row in data["largest"]])


def _made(ours: dict[str, str] | None) -> list[str]:
    if not ours:
        return []
    return [
        f"made by scorm-builder: course {shown(ours['course'])}, version {shown(ours['version'])}"
    ]


def _findings(data: dict[str, Any]) -> list[str]:
    if not data["errors"] and not data["warnings"]:
        return ["no faults found"]
    told = [many(data[f"{kind}s"], kind) for kind in ("error", "warning") if data[f"{kind}s"]]
    return [f"{', '.join(told)}; scorm-builder check {shown(data['file'], 200)} tells them"]


def _tree(item: dict[str, Any], depth: int) -> Iterator[str]:
    notes = [
        shown(item["launch"]) if item["launch"] else "",
        item["type"] or "",
        f"mastery {shown(item['mastery'])}" if item["mastery"] else "",
        "" if item["visible"] else "hidden",
    ]
    told = ", ".join(note for note in notes if note)
    yield (
        "  " * min(depth, 20)
        + f"{shown(item['title']) or 'no title'} [{shown(item['identifier'])}]"
        + (f"  {told}" if told else "")
    )
    for inner in item["items"]:
        yield from _tree(inner, depth + 1)


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"and {more:,} more"] if more > 0 else lines


def _columns(rows: Sequence[tuple[str, int, str]]) -> list[str]:
    """A name, a size and a note a line, the sizes below each other."""
    names = [shown(name, 60) for name, _, _ in rows]
    sizes = [size_text(size) for _, size, _ in rows]
    wide, long = max(map(len, names), default=0), max(map(len, sizes), default=0)
    return [
        f"{name:<{wide}}  {size:>{long}}  {note}".rstrip()
        for name, size, (_, _, note) in zip(names, sizes, rows, strict=True)
    ]
