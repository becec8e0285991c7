"""The blocks that a page can hold: what each takes, what must hold, what is kept of it.

A block is one `Block` in `BLOCKS` and one template `templates/blocks/<name>.html`. A course adds its
own with a template of that name in its `templates/blocks/` and, for attributes, a `<name>.yaml`
beside it (docs/authoring.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.source import attributes as models
from scorm_builder.source.attributes import Attributes


class By(Enum):
    """How the content of a block is divided into parts."""

    HEADINGS = "a heading for each part"
    ITEMS = "a list, with an item for each part"
    PICTURES = 'a picture for each part: `![what it shows](name.png "caption")`'
    LINES = "a line `***` between the parts"


View = Mapping[str, Any]
"""What a template gets of a block or of a part."""

Length = int | None
"""The characters of the longest value that is kept of something; 0 when it is only done or not,
None when nothing is kept."""


def _nothing(_attributes: Any) -> Length:
    return None


@dataclass(frozen=True)
class Parts:
    """The parts of a block: how they are told apart, how many there must be, what is kept of each.

    `attributes` are those that an author may write at the end of a part's heading or item. `check` is given
    what is known of the block and of its parts up to one, and the place of that.
    """

    by: By
    least: int = 2
    most: int = 100
    attributes: type[Attributes] = Attributes
    keeps: Callable[[Any], Length] = _nothing
    check: Callable[[View, Sequence[View], Position], list[Diagnostic]] = (
        lambda _block, _parts, _at: []
    )


@dataclass(frozen=True)
class Block:
    """A kind of block: its attributes, what else must hold, its parts, and what is kept of it.

    What a block keeps is a learner's state, under the ids of its step and itself. A block whose attribute
    `required` is set must be done before a step with `done: blocks` is, one that `waits` always. What
    it `holds` must stand in it. `needs` names
    what it shares with others: styles, scripts and messages that are shipped with it.
    """

    name: str
    attributes: type[Attributes]
    check: Callable[[Any, Position], list[Diagnostic]] = lambda _attributes, _at: []
    keeps: Callable[[Any], Length] = _nothing
    parts: Parts | None = None
    needs: tuple[str, ...] = ()
    waits: bool = False
    holds: str = ""


def _check_figure(figure: models.Figure, at: Position) -> list[Diagnostic]:
    if bool(figure.alt.strip()) != figure.decorative:
        return []
    if figure.decorative:
        return [
            rules.BAD_ATTRIBUTE.at(
                at, "a decorative picture has no text alternative", "remove `alt` or `decorative`"
            )
        ]
    return [missing_alt(figure.src, at, "decorative")]


def missing_alt(src: str, at: Position, flag: str) -> Diagnostic:
    """The finding that a picture says nothing to who cannot see it."""
    return rules.MISSING_ALT.at(
        at,
        f"the picture `{src}` has no text alternative",
        f"say what it shows, or write `{{{flag}}}` when it adds nothing to the text",
    )


def _check_video(video: models.Video, at: Position) -> list[Diagnostic]:
    found = []
    if not video.captions:
        found.append(
            rules.VIDEO_CAPTIONS.at(
                at,
                f"the video `{video.id}` has no captions",
                'add captions="name.vtt", or captions=none with reason="no speech"',
            )
        )
    elif video.captions == "none" and not video.reason:
        found.append(
            rules.VIDEO_CAPTIONS.at(
                at,
                f"the video `{video.id}` does not say why it needs no captions",
                'add reason="no speech"',
            )
        )
    has_captions = video.captions not in ("", "none")
    if video.subtitled and not has_captions:
        found.append(
            rules.BAD_ATTRIBUTE.at(
                at, "`subtitled` shows captions, and there are none", "remove it"
            )
        )
    if not video.transcript and not has_captions:
        found.append(
            rules.VIDEO_TRANSCRIPT.at(
                at,
                f"the video `{video.id}` has no transcript",
                'write what is heard and seen in a Markdown file, and add transcript="name.md"',
            )
        )
    return found


def _check_audio(audio: models.Audio, at: Position) -> list[Diagnostic]:
    if audio.transcript or audio.captions:
        return []
    return [
        rules.AUDIO_TRANSCRIPT.at(
            at,
            f"the sound `{audio.id}` has no transcript",
            'write what is heard in a Markdown file, and add transcript="name.md"'
            ' or captions="name.vtt"',
        )
    ]


_NARROW, _APART = 280, 24
"""Pixels: the width of a picture on a small phone, and how far apart two things to press must be."""


def _check_spots(block: View, parts: Sequence[View], at: Position) -> list[Diagnostic]:
    """Whether the last of these numbers can be pressed beside the others on a phone."""
    *others, spot = parts
    if not block["src"]:
        return []
    width = min(_NARROW, block["src"]["width"])
    height = width * block["src"]["height"] / block["src"]["width"]
    for one in others:
        x, y = ((spot["x"] - one["x"]) * width, (spot["y"] - one["y"]) * height)
        if math.hypot(x, y) < 100 * _APART:
            return [
                rules.BAD_ATTRIBUTE.at(
                    at,
                    f"number {spot['number']} stands on number {one['number']} on a phone",
                    f"put them {math.ceil(100 * _APART / width)}% of the width apart, or make them one",
                )
            ]
    return []


def _written(reflection: models.Reflection) -> Length:
    """Its UTF-8 as base64url: three bytes, so four characters, for one of UTF-16 at worst."""
    return 4 * reflection.longest if reflection.keep == "platform" else None


def _seen(block: Any) -> Length:
    """Whether a part was seen is kept when the block asks for it."""
    return 0 if block.required else None


def _played(recording: models.Recording) -> Length:
    """24 bits as four base64url characters: a bit for each 5 % that was played."""
    return 4 if recording.required else None


QUESTION = "question"
"""The block that shows a question of the page's own file."""
_TO_OPEN = Parts(By.HEADINGS, keeps=_seen)
_BLOCKS = (
    Block("note", models.Note),
    Block("figure", models.Figure, _check_figure),
    Block("video", models.Video, _check_video, keeps=_played, needs=("media",)),
    Block("audio", models.Audio, _check_audio, keeps=_played, needs=("media",)),
    Block("accordion", models.Accordion, parts=_TO_OPEN, needs=("parts",)),
    Block("flip-cards", models.Opened, parts=_TO_OPEN, needs=("parts", "cards")),
    Block("tabs", models.Tabs, parts=_TO_OPEN, needs=("parts",)),
    Block("quote", models.Quote),
    Block("cards", Attributes, parts=Parts(By.HEADINGS)),
    Block("process", Attributes, parts=Parts(By.HEADINGS), needs=("path",)),
    Block(
        "timeline", Attributes, parts=Parts(By.HEADINGS, attributes=models.Moment), needs=("path",)
    ),
    Block("gallery", Attributes, parts=Parts(By.PICTURES)),
    Block("image-compare", Attributes, parts=Parts(By.PICTURES, most=2)),
    Block(
        "labelled-image",
        models.LabelledImage,
        parts=Parts(By.HEADINGS, attributes=models.Spot, keeps=_seen, check=_check_spots),
        needs=("accordion", "parts", "spots"),
    ),
    Block("columns", Attributes, parts=Parts(By.LINES, most=4)),
    Block("button", models.Button, needs=("link",)),
    Block("table", models.Table),
    Block("link-card", models.LinkCard, needs=("link",)),
    Block("download", models.FileCard, needs=("link",)),
    Block("checklist", models.Checklist, parts=Parts(By.ITEMS, least=1, keeps=lambda _: 1)),
    Block("reflection", models.Reflection, keeps=_written, needs=("writing",), holds="a question"),
    Block(QUESTION, models.Asked),
    Block("include", models.Include),
    Block("embed", models.Embed),
    Block("reveal", models.Reveal, keeps=lambda _: 0, waits=True),
)
BLOCKS = {block.name: block for block in _BLOCKS}
SHIPPED = frozenset(name for block in _BLOCKS for name in (block.name, *block.needs))
"""What has styles, scripts or messages that only travel in a package that uses it."""
