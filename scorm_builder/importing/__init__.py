"""Questions of other systems → our question files, one module a format."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Fault, Position
from scorm_builder.importing import gift, moodle, qti, xml
from scorm_builder.importing.checked import checked
from scorm_builder.importing.ids import as_id, ids, name_of
from scorm_builder.importing.imported import Fields, Imported, LeftOut, Source
from scorm_builder.importing.package import Package
from scorm_builder.importing.pictures import Pictures
from scorm_builder.source.text import read_text, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element

MAX_SOURCE = 64 * 1024 * 1024
"""Bytes of a file to import. Exports hold their pictures, a third larger than they are."""
MOST_QUESTIONS = 200
"""Questions of one file of ours."""


@dataclass(frozen=True)
class Import:
    """What came of a file: questions, their pictures by path, and old names with their new ids."""

    questions: list[Fields]
    pictures: dict[str, bytes]
    renamed: list[tuple[str, str]]
    diagnostics: list[Diagnostic]


def import_questions(file: Path, pictures: str) -> Import:
    """Read the questions of a GIFT, Moodle XML or QTI file.

    `pictures` names the folder that their pictures will be in, seen from the question file. Nothing
    is written. Raises a `Fault` when the file is none that can be read. When there is no question
    in it that can be one of ours, the last finding is an error.
    """
    source = Source(file.name, "")
    collected = Pictures(pictures)
    return _finished(_read(file, source, collected), source, collected)


def _read(file: Path, source: Source, pictures: Pictures) -> Iterator[Imported]:
    if _is_zip(file):
        with closing(Package(file, source)) as package:
            yield from _packed(package, source, pictures)
        return
    text = read_text(file, file.name, MAX_SOURCE)
    if isinstance(text, Diagnostic):
        raise Fault(text)
    whole = source.part(file.name, text)
    if text.lstrip().startswith("<"):
        root = xml.parse(whole)
        beside = partial(_on_disk, file, pictures)
        yield from _of_root(whole, root, pictures, beside)
    elif gift.is_gift(text):
        yield from gift.read(whole, pictures)
    else:
        raise source.bad(1, "this is no GIFT, Moodle XML or QTI", _EXPORT)


_EXPORT = "export the questions as GIFT, Moodle XML, or QTI 2.1"


def _of_root(
    source: Source, root: _Element, pictures: Pictures, picture: Callable[[str], str | None]
) -> Iterator[Imported]:
    """The questions of an XML file, by what its first element is."""
    kind = xml.name(root)
    if kind == "quiz":
        yield from moodle.read(source, root, pictures)
    elif kind == "assessmentitem":
        question = qti.read(source, root, picture)
        if question:
            yield question
    else:
        raise source.bad(xml.line(root), *_WITHOUT.get(kind, (_UNKNOWN, _EXPORT)))


_UNKNOWN = "this is XML, but neither Moodle XML nor an item of QTI 2"
_WITHOUT = {
    "questestinterop": ("this is QTI 1.2", _EXPORT),
    "qti-assessment-item": ("this is QTI 3", _EXPORT),
    "assessmenttest": (
        "this is a test, which names its items but does not hold them",
        "import the zip in which it is together with its items",
    ),
    "manifest": (
        "this is a manifest, which names its items but does not hold them",
        "import the zip in which it is together with its items",
    ),
}


def _is_zip(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return file.is_file() and stream.read(4) == b"PK\x03\x04"
    except OSError:  # said by `read_text`, in its words
        return False


def _packed(package: Package, source: Source, pictures: Pictures) -> Iterator[Imported]:
    """The questions of a package, in the order of its test when there is one."""
    items: dict[str, tuple[Source, _Element]] = {}
    order: list[str] = []
    for name in package.pages():
        part = _part(package, source, name)
        if part is None:
            continue
        kind = xml.name(part[1])
        if kind == "assessmenttest":
            order += [package.path(name, address) for address in _references(part[1])]
        elif kind in ("assessmentitem", "quiz", *_WITHOUT):
            items[name] = part
    for name in sorted(items, key=lambda name: order.index(name) if name in order else len(order)):
        whole, root = items[name]
        picture = partial(_in_package, package, name, pictures)
        try:
            yield from _of_root(whole, root, pictures, picture)
        except Fault as problem:
            source.add(rules.NOT_IMPORTED, problem.diagnostic)


def _part(package: Package, source: Source, name: str) -> tuple[Source, _Element] | None:
    """An XML file of a package; one that cannot be read is said, and no more."""
    path = f"{source.path}/{name}"
    text = text_of(package.read(name), path)
    try:
        if isinstance(text, Diagnostic):
            raise Fault(text)
        part = source.part(path, text)
        return part, xml.parse(part)
    except Fault as problem:
        source.add(rules.NOT_IMPORTED, problem.diagnostic)
        return None


def _references(test: _Element) -> list[str]:
    return [
        one.get("href", "")
        for one in test.iter()
        if isinstance(one.tag, str) and xml.name(one) == "assessmentitemref"
    ]


def _in_package(package: Package, name: str, pictures: Pictures, address: str) -> str | None:
    if address.startswith("data:"):
        return pictures.add_inline(address)
    return pictures.add(unquote(address), package.beside(name, address))


def _on_disk(file: Path, pictures: Pictures, address: str) -> str | None:
    """A picture of an item that is no zip: one in the item's own folder."""
    if address.startswith("data:"):
        return pictures.add_inline(address)
    try:
        folder = file.resolve().parent
        found = (folder / unquote(address)).resolve()
        if not found.is_relative_to(folder) or not found.is_file():
            return None
        return pictures.add(unquote(address), found.read_bytes())
    except (OSError, ValueError):
        return None


def summary(found: Import) -> list[tuple[str, Sequence[str]]]:
    """What was imported, as paragraphs with a title."""
    types = Counter(question["type"] for question in found.questions)
    pools = Counter(question["pool"] for question in found.questions if "pool" in question)
    paragraphs: list[tuple[str, Sequence[str]]] = [
        ("Types", [", ".join(f"{number} {kind}" for kind, number in types.items())])
    ]
    if found.pictures:
        paragraphs.append(("Pictures, beside the questions", sorted(found.pictures)))
    if pools:
        title = (
            "Pools, of the categories: `draw` in the quiz says how many questions of each are asked"
        )
        paragraphs.append((title, [f"{pool}: {number}" for pool, number in pools.items()]))
    if found.renamed:
        title = "Ids, of the names: results hang on them, so change them now or never"
        paragraphs.append((title, [f"{one}: was “{name[:80]}”" for name, one in found.renamed]))
    return paragraphs


# From what was found to what is written


def _finished(found: Iterable[Imported], source: Source, pictures: Pictures) -> Import:
    taken = _taken(found)
    pools = _pools([one.category for one in taken])
    names = ids([one.name or name_of(one.fields["ask"]) for one in taken])
    questions = []
    for one, name in zip(taken, names, strict=True):
        pool = pools.get(one.category)
        questions.append({"id": name, **one.fields, **({"pool": pool} if pool else {})})
    renamed = [
        (one.name, name)
        for one, name in zip(taken, names, strict=True)
        if one.name not in ("", name)
    ]
    return Import(questions, _used(pictures, questions), renamed, _told(source, questions))


def _taken(found: Iterable[Imported]) -> list[Imported]:
    """The questions that can be ours, as many as a file may hold."""
    taken: list[Imported] = []
    for one in found:
        if len(taken) == MOST_QUESTIONS:
            message = f"a file holds {MOST_QUESTIONS} questions; from here on none is imported"
            hint = "export by category, and import each file"
            one.source.leave_out(one.line, LeftOut(message, hint))
            break
        try:
            fields = checked(one.fields, partial(one.source.lose, one.line))
            taken.append(replace(one, fields=fields))
        except LeftOut as problem:
            one.source.leave_out(one.line, problem)
    return taken


def _pools(categories: Iterable[str]) -> dict[str, str]:
    """A pool for each category, when the questions are of several."""
    pools = {}
    for category in dict.fromkeys(categories):
        last = re.split(r"(?<!/)/(?!/)", category)[-1].replace("//", "/").strip()
        if last and last not in ("top", "$course$"):
            pools[category] = as_id(last)
    return pools if len(set(pools.values())) > 1 else {}


def _used(pictures: Pictures, questions: list[Fields]) -> dict[str, bytes]:
    """The pictures that a question shows, by path: some stood in what was left out."""
    texts = str(questions)
    paths = {f"{pictures.folder}/{name}": content for name, content in pictures.files.items()}
    return {path: content for path, content in paths.items() if path in texts}


def _told(source: Source, questions: list[Fields]) -> list[Diagnostic]:
    told = source.diagnostics()
    if questions:
        return told
    message = "there is no question in this file" if not told else "no question could be imported"
    hint = _EXPORT if not told else "the warnings above say why"
    return [*told, rules.BAD_IMPORT.at(Position(source.path), message, hint)]
