"""A block on a page → what its template gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from scorm_builder import rules, state
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean
from scorm_builder.source import media
from scorm_builder.source.blocks import Refers, check_attributes, read_attributes
from scorm_builder.source.page import PageBlock
from scorm_builder.source.schema import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from scorm_builder.source.blocks import Attributes, Block
    from scorm_builder.source.references import References


def block_view(
    references: References,
    token: Token,
    line: str,
    at: Position,
    step: str,
    transcribe: Callable[[str, Position], Markup],
) -> dict[str, Any] | None:
    """The attributes of the block that `token` opens, with files as addresses.

    `line` is the authored line, `at` the place of the block, `step` the id of its step, and
    `transcribe` prints another Markdown file. Findings go to the page; None after a fatal one.
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
    page.uses.add(kind.name)
    places = {name: Position(at.path, at.line, place) for name, place in written.columns.items()}
    view: dict[str, Any] = {"key": "", "tag": 0, **vars(attributes)}
    for name, refers in _references_of(kind):
        view[name] = _resolve(references, refers, view[name], places.get(name, at), transcribe)
    _keep_state(references, kind, attributes, view, step)
    return view


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
    transcribe: Callable[[str, Position], Markup],
) -> Any:
    match refers:
        case Refers.PICTURE:
            return references.picture(value, at) if value else None
        case Refers.VIDEOS:
            files = [references.file(part, at) for part in value.replace(",", " ").split()]
            return [_video(references, file, at) for file in files if file]
        case Refers.CAPTIONS:
            return _captions(references, value, at) if value not in ("", "none") else None
        case Refers.PAGE:
            path = references.resolve(value, at) if value else None
            return transcribe(path, at) if path else Markup()
        case Refers.FILE:
            return references.file(value, at) if value else None


def _video(references: References, file: dict[str, str], at: Position) -> dict[str, str]:
    if not file["type"]:
        references.page.diagnostics.append(
            rules.BAD_ATTRIBUTE.at(
                at,
                "browsers do not play this as a video",
                f"use one of {', '.join(sorted(media.VIDEOS))}",
            )
        )
    return file


def _captions(references: References, value: str, at: Position) -> dict[str, str] | None:
    path = references.resolve(value, at)
    if path is None:
        return None
    if media.suffix(path) != ".vtt" or not media.is_webvtt(references.site.files.root / path):
        references.page.diagnostics.append(
            rules.BAD_CAPTIONS.at(at, f"`{value}` is no WebVTT", "its first line must be WEBVTT")
        )
        return None
    return references.described(path, at)


def _keep_state(
    references: References, kind: Block, attributes: Attributes, view: dict[str, Any], step: str
) -> None:
    """Give a block with a state its tag, under which a learner's progress is kept."""
    if not kind.state or not view.get("required"):
        return
    view["tag"] = state.tag(step, attributes.id)
    references.page.blocks.append(PageBlock(attributes.id, view["tag"], kind.state))
