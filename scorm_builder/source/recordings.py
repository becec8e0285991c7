"""What belongs to a video or a sound: its files, its captions, and the text to read instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.messages import direction, file_size
from scorm_builder.source import media, webvtt
from scorm_builder.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scorm_builder.diagnostics import Position
    from scorm_builder.source.references import References

LARGE = 5_000_000
"""Bytes of a file whose size a learner is told before it is loaded."""


def videos(references: References, value: str, at: Position) -> list[dict[str, str]]:
    """The files of one video: address, type, and the size when it is large."""
    return _sources(references, value, media.VIDEOS, at)


def sounds(references: References, value: str, at: Position) -> list[dict[str, str]]:
    """The files of one sound."""
    return _sources(references, value, media.SOUNDS, at)


def _sources(
    references: References, value: str, types: Mapping[str, str], at: Position
) -> list[dict[str, str]]:
    found = [_source(references, name, types, at) for name in value.replace(",", " ").split()]
    return [source for source in found if source]


def _source(
    references: References, name: str, types: Mapping[str, str], at: Position
) -> dict[str, str] | None:
    path = references.resolve(name, at)
    if path is None:
        return None
    kind = types.get(media.suffix(path), "")
    if not kind:
        what = "a video" if types is media.VIDEOS else "a sound"
        known = ", ".join(sorted(types))
        references.page.diagnostics.append(
            rules.BAD_ATTRIBUTE.at(at, f"`{name}` is not {what} for the web", f"use one of {known}")
        )
    size = (references.site.files.root / path).stat().st_size
    told = file_size(references.site.words.lang, size) if size >= LARGE else ""
    return {"url": references.pack(path, at), "type": kind, "size": told}


def captions(references: References, value: str, at: Position) -> dict[str, Any] | None:
    """The address and the language of captions, and their words as a text to read; `none` is none."""
    if value == "none":
        return None
    read = _read(references, value, at)
    return {**references.described(read[0], at), "words": read[1]} if read else None


def words(references: References, value: str, at: Position) -> dict[str, Any] | None:
    """The words of captions that are not shown, and not packed."""
    read = _read(references, value, at)
    if not read:
        return None
    references.page.transcripts.add(read[0])
    return {"words": read[1]}


def _read(references: References, value: str, at: Position) -> tuple[str, Markup] | None:
    """The path of captions, and their words."""
    path = references.resolve(value, at)
    if path is None:
        return None
    text = read_text(references.site.files.root / path, path)
    if isinstance(text, Diagnostic):
        references.page.diagnostics.append(text)
        return None
    if media.suffix(path) != ".vtt" or not webvtt.is_webvtt(text):
        references.page.diagnostics.append(
            rules.BAD_CAPTIONS.at(at, f"`{value}` is no WebVTT", "its first line must be WEBVTT")
        )
        return None
    cues, findings = webvtt.read_cues(text, path)
    references.page.diagnostics += findings
    if not cues and not findings:
        references.page.diagnostics.append(
            rules.BAD_CAPTIONS.at(at, f"`{value}` holds no captions", "write them, or name another")
        )
    lang = media.caption_language(path, references.site.lang)
    paragraphs = webvtt.paragraphs(cues, lang)
    return path, _printed(paragraphs, lang, references.site.lang)


def _printed(words: Sequence[webvtt.Paragraph], lang: str, course_lang: str) -> Markup:
    """As HTML, marked with its language when that is not the course's."""
    name = Markup("<b>{}:</b> ")
    text = Markup().join(
        Markup("<p>{}{}</p>\n").format(name.format(one.speaker) if one.speaker else "", one.text)
        for one in words
    )
    if not text or lang.lower() == course_lang.lower():
        return text
    return Markup('<div lang="{}" dir="{}">\n{}</div>\n').format(lang, direction(lang), text)
