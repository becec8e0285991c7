"""Captions (W3C WebVTT) → cues, and the words of all cues as paragraphs to read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEADER = re.compile(r"WEBVTT(?=[ \t\n]|\Z)")
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_OTHER = re.compile(r"(NOTE|STYLE|REGION)(?=[ \t]|\Z)")
_VOICE = re.compile(r"<v(?:\.[^\s.>]+)*\s+([^>]+)>|</v>")
_OTHER_TAG = re.compile(r"<(?!v[.\s]|/v>)[^>]*>")
_DASH = re.compile(r"[-–—]\s*(?=\S)")
_SENTENCE = re.compile(r"""[.!?…。！？؟]["'”’»)\]]*\Z""")
_UNSPACED = frozenset("zh ja th lo km my".split())
"""Languages that are written without spaces between words."""

_PAUSE = 2.0
"""Seconds of silence that begin a new paragraph."""
_LONG = 400
"""Characters after which the end of a sentence does."""
_MOST = 20
"""Findings of one file: a file of another kind is wrong in every line."""


@dataclass(frozen=True)
class Cue:
    """What is said or heard from `start` to `end`, in seconds; `text` holds WebVTT's tags."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words that belong together; `speaker` may be empty."""

    speaker: str
    text: str


def is_webvtt(text: str) -> bool:
    """Whether a text begins as WebVTT does (W3C WebVTT, 4.1)."""
    return _HEADER.match(text) is not None


def read_cues(text: str, path: str) -> tuple[list[Cue], list[Diagnostic]]:
    """The cues of a file that begins as WebVTT, and what browsers would leave out of it."""
    cues: list[Cue] = []
    findings: list[Diagnostic] = []
    for first, lines in _blocks(text):
        times = next((number for number, line in enumerate(lines[:2]) if "-->" in line), None)
        if times is None:
            if not _OTHER.match(lines[0]):
                findings.append(_untimed(lines[0], Position(path, first, 1)))
            continue
        cue = _cue(lines[times:], Position(path, first + times, 1))
        if isinstance(cue, Diagnostic):
            findings.append(cue)
        else:
            cues.append(cue)
    return cues, findings[:_MOST]


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines between empty ones, but for the header, each with its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line:
            block.append(line)
            continue
        if block and number > len(block) + 1:
            yield number - len(block), block
        block = []


def _untimed(line: str, at: Position) -> Diagnostic:
    return rules.BAD_CAPTIONS.at(
        at,
        f"`{line[:40]}` has no time, so browsers do not show it",
        "write 00:01.000 --> 00:04.000 above the words, without an empty line between",
    )


def _cue(lines: Sequence[str], at: Position) -> Cue | Diagnostic:
    found = _TIMES.fullmatch(lines[0])
    if not found:
        comma = re.search(r"\d,\d{3}", lines[0])
        return rules.BAD_CAPTIONS.at(
            at,
            f"`{lines[0].strip()[:60]}` is no time of a caption",
            "write a full stop, not a comma: 00:01.000"
            if comma
            else "write it as 00:01.000 --> 00:04.000, or with hours, 01:00:01.000",
        )
    start, end = _seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])
    if end <= start:
        return rules.BAD_CAPTIONS.at(
            at, "this caption ends before it begins", "the first time is when it appears"
        )
    return Cue(start, end, "\n".join(lines[1:]))


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def paragraphs(cues: Iterable[Cue], lang: str) -> list[Paragraph]:
    """The words of all cues, joined. A new paragraph begins with another speaker, after a silence,
    and with a sentence when the one before is long."""
    space = "" if lang.split("-")[0].lower() in _UNSPACED else " "
    found: list[Paragraph] = []
    before, silent_since = "", 0.0
    for cue in sorted(cues, key=lambda cue: cue.start):
        if cue.text == before:  # two cues for one caption, so that it stays
            silent_since = cue.end
            continue
        paused = cue.start - silent_since >= _PAUSE
        for speaker, text, dashed in _spoken(cue.text):
            last = found[-1] if found else None
            if last and not (paused or dashed or speaker != last.speaker or _is_full(last.text)):
                found[-1] = Paragraph(speaker, last.text + space + text)
            else:
                found.append(Paragraph(speaker, text))
            paused = False
        before, silent_since = cue.text, max(silent_since, cue.end)
    return found


def _is_full(text: str) -> bool:
    return len(text) > _LONG and _SENTENCE.search(text) is not None


def _spoken(text: str) -> Iterator[tuple[str, str, bool]]:
    """What each speaker says in a cue, line by line, and whether it is an answer in a dialogue: one of
    several lines that begin with a dash."""
    said: list[tuple[str, str]] = []
    parts = _VOICE.split(_OTHER_TAG.sub("", text))
    for speaker, spoken in zip(["", *parts[1::2]], parts[::2], strict=True):
        lines = [_plain(line) for line in spoken.split("\n")]
        said += [(_plain(speaker or ""), line) for line in lines if line]
    is_dialogue = sum(_DASH.match(line) is not None for _, line in said) > 1
    for speaker, line in said:
        dash = _DASH.match(line) if is_dialogue else None
        yield speaker, line[dash.end() :] if dash else line, dash is not None


def _plain(text: str) -> str:
    """Without the signs that only machines read."""
    return " ".join(html.unescape(text).split())
