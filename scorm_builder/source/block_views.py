"""A block on a page → what its template gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from scorm_builder import rules, state
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean
from scorm_builder.source import recordings
from scorm_builder.source.attributes import Recording, Refers
from scorm_builder.source.blocks import Block
from scorm_builder.source.braces import check_attributes, read_attributes
from scorm_builder.source.page import Kept
from scorm_builder.source.references import References
from scorm_builder.source.schema import fields_of
from scorm_builder.source.tables import csv_file

if TYPE_CHECKING:
    from markdown_it.token import Token

    from scorm_builder.source.blocks import Length, Parts


def block_view(
    references: References,
    token: Token,
    line: str,
    at: Position,
    step: str,
    insert: Callable[[Refers, str, Position], Markup],
) -> dict[str, Any] | None:
    """The attributes of the block that `token` opens, with files as addresses.

    `line` is the authored line, `at` the place of the block, `step` the id of its step, and
    `insert` prints another Markdown file. Findings go to the page; None after a fatal one.
    """
    page, site = references.page, references.site
    kind = site.blocks.get(token.info)
    if kind is None:
        hint = did_you_mean(token.info, site.blocks)
        page.diagnostics.append(
            rules.UNKNOWN_BLOCK.at(at, f"`{token.info}` is not a known block", hint)
        )
        return None
    if not token.meta["closed"]:
        page.diagnostics.append(
            rules.BLOCK_NOT_CLOSED.at(at, f"`{token.info}` is not closed", "end it with `:::`")
        )
    column = line.find(token.content) + 1 if token.content else at.column
    written = read_attributes(token.content, Position(at.path, at.line, column))
    if isinstance(written, Diagnostic):
        page.diagnostics.append(written)
        return None
    attributes, findings = check_attributes(kind, written, at)
    page.diagnostics += findings
    if attributes is None:
        return None
    page.uses |= {kind.name, *kind.needs}
    places = {name: Position(at.path, at.line, place) for name, place in written.columns.items()}
    view: dict[str, Any] = {"key": "", "tag": None, **vars(attributes)}
    for name, refers in _references_of(kind):
        view[name] = _resolve(references, refers, view[name], places.get(name, at), insert)
    if isinstance(attributes, Recording) and not attributes.transcript and view["captions"]:
        view["transcript"] = view["captions"]["words"]
    page.required = page.required or kind.waits or bool(view.get("required"))
    view["tag"] = keep(references, step, attributes.id, kind.keeps(attributes), at)
    if kind.parts:
        token.meta["keeps"] = kind.parts.keeps(attributes)
        page.diagnostics += _check_number(kind.name, kind.parts, token.meta["parts"], at)
    return view


def _check_number(name: str, parts: Parts, number: int, at: Position) -> list[Diagnostic]:
    if parts.least <= number <= parts.most:
        return []
    bound = f"{parts.least} at least" if number < parts.least else f"{parts.most} at most"
    found = f"{number} part{'' if number == 1 else 's'}"
    return [rules.BLOCK_PARTS.at(at, f"`{name}` has {found}, {bound}", f"write {parts.by.value}")]


def part_view(references: References, part: Token, text: str, at: Position) -> dict[str, Any]:
    """What is known of the part that `part` opens before its content is: its number and the
    attributes that `text`, at `at`, gives it."""
    block = part.meta["block"]
    kind = references.site.blocks[block.info]
    block.meta.setdefault("keeps", None)
    view: dict[str, Any] = {
        "id": "",
        "number": part.meta["number"],
        "key": "",
        "tag": None,
        "level": "",
    }
    assert kind.parts
    written = read_attributes(text, at)
    if isinstance(written, Diagnostic):
        references.page.diagnostics.append(written)
        return view
    attributes, findings = check_attributes(Block(kind.name, kind.parts.attributes), written, at)
    references.page.diagnostics += findings
    if attributes and block.meta["view"]:
        view |= vars(attributes)
        views = block.meta.setdefault("views", [])
        views.append(view)
        references.page.diagnostics += kind.parts.check(block.meta["view"], views, at)
    return view


def keep(references: References, step: str, name: str, length: Length, at: Position) -> int | None:
    """The tag under which something of this name keeps a learner's state, when it keeps any."""
    if length is None or not name:
        return None
    kept = Kept(name, state.tag(step, name), length, at)
    references.page.kept.append(kept)
    return kept.tag


def _references_of(kind: Block) -> list[tuple[str, Refers]]:
    return [
        (name, mark)
        for name, field in fields_of(kind.attributes).items()
        for mark in field.marks
        if isinstance(mark, Refers)
    ]


def _resolve(
    references: References,
    refers: Refers,
    value: str,
    at: Position,
    insert: Callable[[Refers, str, Position], Markup],
) -> Any:
    if refers in (Refers.PAGE, Refers.SNIPPET):
        path = references.resolve(value, at) if value else None
        return insert(refers, path, at) if path else Markup()
    return _RESOLVERS[refers](references, value, at) if value else None


_BY_SCHEME = {"http": "web", "https": "web", "mailto": "mail", "tel": "phone"}


def _link(references: References, value: str, at: Position) -> dict[str, Any]:
    """The attributes of a link, and where it leads: `page`, `file`, `web`, `mail` or `phone`, with
    what to call that place."""
    attributes = references.link(value, at)
    scheme, _, rest = value.partition(":")
    kind = _BY_SCHEME.get(scheme.lower())
    if kind is None:
        kind = "page" if attributes.get("href", "").startswith("#") else "file"
    place = rest.lstrip("/").partition("/")[0] if kind == "web" else rest
    return {"attributes": attributes, "kind": kind, "place": place.partition("?")[0]}


_RESOLVERS: dict[Refers, Callable[[References, str, Position], Any]] = {
    Refers.PICTURE: References.picture,
    Refers.POSTER: References.poster,
    Refers.FILE: References.file,
    Refers.EMBED: References.embed,
    Refers.DOWNLOAD: References.download,
    Refers.LINK: _link,
    Refers.VIDEOS: recordings.videos,
    Refers.SOUNDS: recordings.sounds,
    Refers.CAPTIONS: recordings.captions,
    Refers.WORDS: recordings.words,
    Refers.TABLE: csv_file,
}
