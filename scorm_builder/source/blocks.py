"""The blocks that a page can hold, each with its attributes as a model.

A block is one `Block` in `BLOCKS` and one template `templates/blocks/<name>.html`. A course adds its
own with a template of that name in its `templates/blocks/` and, for attributes, a `<name>.yaml`
beside it (docs/authoring.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean
from scorm_builder.source.decode import matches
from scorm_builder.source.model import ID
from scorm_builder.source.schema import Field, choices, fields_of, held


class Refers(Enum):
    """What the value of an attribute names."""

    PICTURE = "picture"
    POSTER = "a picture in one size"
    FILE = "file"
    VIDEOS = "videos"
    SOUNDS = "sounds"
    CAPTIONS = "captions"
    WORDS = "the words of captions"
    EMBED = "a page to show in a frame"
    PAGE = "page"
    SNIPPET = "a text that is printed in place"
    LINK = "link"
    DOWNLOAD = "download"
    TABLE = "table"


Picture = Annotated[str, Refers.PICTURE]
Poster = Annotated[str, Refers.POSTER]
File = Annotated[str, Refers.FILE]
Videos = Annotated[str, Refers.VIDEOS]
Sounds = Annotated[str, Refers.SOUNDS]
Captions = Annotated[str, Refers.CAPTIONS]
Words = Annotated[str, Refers.WORDS]
Embedded = Annotated[str, Refers.EMBED]
Page = Annotated[str, Refers.PAGE]
Snippet = Annotated[str, Refers.SNIPPET]
Link = Annotated[str, Refers.LINK]
Download = Annotated[str, Refers.DOWNLOAD]
Csv = Annotated[str, Refers.TABLE]

_ID_FORM = "lower-case letters, digits and hyphens, a letter first"


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """The attributes that every block may have."""

    id: str = held(_ID_FORM, default="", pattern=ID)


@dataclass(frozen=True, kw_only=True)
class Note(Attributes):
    """A remark beside the text."""

    type: Literal["info", "tip", "warning"] = held("what kind of remark it is", default="info")
    title: str = held("the words above the remark", default="")


@dataclass(frozen=True, kw_only=True)
class Figure(Attributes):
    """A picture with a caption."""

    src: Picture = held('a picture: src="../media/name.svg"')
    alt: str = held("what the picture shows, in words", default="")
    decorative: bool = held("the picture adds nothing to the text", default=False)
    credit: str = held("who made it", default="")


@dataclass(frozen=True, kw_only=True)
class Recording(Attributes):
    """What plays for a while, and can be read instead."""

    id: str = held(f"a name, which progress hangs on: {_ID_FORM}: {{#film}}", pattern=ID)
    transcript: Page = held("a Markdown file with what is heard and seen", default="")
    required: int = held(
        "how much of it must be played: required=80%", default=0, least=0, most=100
    )


@dataclass(frozen=True, kw_only=True)
class Video(Recording):
    """A video with captions and a transcript."""

    src: Videos = held('one or more files: src="../media/name.mp4"')
    captions: Captions = held("a WebVTT file, or none with a reason", default="")
    subtitled: bool = held("the captions are shown from the start", default=False)
    poster: Poster = held("a picture to show before it plays", default="")
    reason: str = held("why it needs no captions", default="")


@dataclass(frozen=True, kw_only=True)
class Audio(Recording):
    """A sound with a transcript."""

    src: Sounds = held('one or more files: src="../media/name.mp3"')
    captions: Words = held("a WebVTT file with what is heard", default="")


@dataclass(frozen=True, kw_only=True)
class Opened(Attributes):
    """Parts that are opened one by one."""

    required: bool = held("every part must have been opened", default=False)


@dataclass(frozen=True, kw_only=True)
class Accordion(Opened):
    """Headings that open what stands under them."""

    one: bool = held("opening a part closes the others", default=False)


@dataclass(frozen=True, kw_only=True)
class Tabs(Opened):
    """Parts of which one is seen, picked by its heading."""

    manual: bool = held("arrow keys only go to a tab, Enter or Space opens it", default=False)


@dataclass(frozen=True, kw_only=True)
class Button(Attributes):
    """A call to do something, as a link that looks like a button."""

    to: Link = held('a page, a file or an address: to="../stairs/stairs.md#up"')
    title: str = held("the words on it", shortest=1)


@dataclass(frozen=True, kw_only=True)
class LinkCard(Attributes):
    """A card that is one link."""

    to: Link = held('a page, a file or an address: to="../stairs/stairs.md#up"')
    title: str = held("the words of the link", shortest=1)


@dataclass(frozen=True, kw_only=True)
class FileCard(Attributes):
    """A file to take along."""

    src: Download = held('a file: src="../media/plan.pdf"')
    title: str = held("what the file is called, else its name", default="")


@dataclass(frozen=True, kw_only=True)
class Quote(Attributes):
    """What somebody said or wrote, and who."""

    by: str = held('who said or wrote it: by="a name"')
    role: str = held("who that is", default="")
    source: str = held("the title of the work it stands in", default="")
    src: Picture = held("a picture of who said it", default="")
    alt: str = held("what the picture shows, when it adds to the name", default="")


@dataclass(frozen=True, kw_only=True)
class Moment(Attributes):
    """A part of a timeline."""

    when: str = held('the time, in words: when="March 2026"')


@dataclass(frozen=True, kw_only=True)
class Checklist(Attributes):
    """Tasks to tick."""

    required: bool = held("every item must have been ticked", default=False)


@dataclass(frozen=True, kw_only=True)
class Reveal(Attributes):
    """What follows when a button is pressed."""

    id: str = held(f"a name, which progress hangs on: {_ID_FORM}: {{#answer}}", pattern=ID)
    label: str = held("the words on the button", default="")


@dataclass(frozen=True, kw_only=True)
class Reflection(Attributes):
    """A question that a learner answers in writing, for themselves."""

    id: str = held(f"a name, which the answer hangs on: {_ID_FORM}: {{#plan}}", pattern=ID)
    keep: Literal["device", "platform"] = held("where the answer is kept", default="device")
    longest: int = held("characters of the answer: 1 to 5,000", default=600, least=1, most=5000)
    words: int = held("how many it must have: 1 to 500", default=1, least=1, most=500)
    required: bool = held("something must have been written", default=False)


@dataclass(frozen=True, kw_only=True)
class Embed(Attributes):
    """A web page in a frame: a simulation, a map."""

    src: Embedded = held('an HTML file in a folder of its own: src="../demo/index.html"')
    title: str = held("what it is, in words", shortest=1)
    height: int = held("how high the frame is: 100 to 2,000", default=400, least=100, most=2000)


@dataclass(frozen=True, kw_only=True)
class Include(Attributes):
    """A text that several pages share."""

    src: Snippet = held('a Markdown file: src="../shared/warning.md"')


@dataclass(frozen=True, kw_only=True)
class LabelledImage(Attributes):
    """A picture with numbers, each with a text."""

    src: Picture = held('a picture: src="../media/name.svg"')
    alt: str = held("what the picture shows, in words", shortest=1)
    required: bool = held("every text must have been opened", default=False)


@dataclass(frozen=True, kw_only=True)
class Spot(Attributes):
    """Where on a picture a number stands."""

    x: int = held("how far it is from the left side of the picture: x=20%", least=0, most=100)
    y: int = held("how far it is from the top of the picture: y=35%", least=0, most=100)


@dataclass(frozen=True, kw_only=True)
class Table(Attributes):
    """A table with a caption, from Markdown or a CSV file."""

    caption: str = held("what the table shows", shortest=1)
    header: Literal["row", "column", "both"] = held("where its headers stand", default="row")
    src: Csv = held("a CSV file: src=../media/name.csv", default="")
    delimiter: Literal["auto", "comma", "semicolon", "tab"] = held(
        "what stands between the values of the file", default="auto"
    )


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


def _check_figure(figure: Figure, at: Position) -> list[Diagnostic]:
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


def _check_video(video: Video, at: Position) -> list[Diagnostic]:
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


def _check_audio(audio: Audio, at: Position) -> list[Diagnostic]:
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


def _written(reflection: Reflection) -> Length:
    """Its UTF-8 as base64url: three bytes, so four characters, for one of UTF-16 at worst."""
    return 4 * reflection.longest if reflection.keep == "platform" else None


def _seen(block: Any) -> Length:
    """Whether a part was seen is kept when the block asks for it."""
    return 0 if block.required else None


def _played(recording: Recording) -> Length:
    """24 bits as four base64url characters: a bit for each 5 % that was played."""
    return 4 if recording.required else None


_TO_OPEN = Parts(By.HEADINGS, keeps=_seen)
_BLOCKS = (
    Block("note", Note),
    Block("figure", Figure, _check_figure),
    Block("video", Video, _check_video, keeps=_played, needs=("media",)),
    Block("audio", Audio, _check_audio, keeps=_played, needs=("media",)),
    Block("accordion", Accordion, parts=_TO_OPEN, needs=("parts", "details")),
    Block("flip-cards", Opened, parts=_TO_OPEN, needs=("parts", "details", "cards")),
    Block("tabs", Tabs, parts=_TO_OPEN, needs=("parts",)),
    Block("quote", Quote),
    Block("cards", Attributes, parts=Parts(By.HEADINGS)),
    Block("process", Attributes, parts=Parts(By.HEADINGS), needs=("path",)),
    Block("timeline", Attributes, parts=Parts(By.HEADINGS, attributes=Moment), needs=("path",)),
    Block("gallery", Attributes, parts=Parts(By.PICTURES)),
    Block("image-compare", Attributes, parts=Parts(By.PICTURES, most=2)),
    Block(
        "labelled-image",
        LabelledImage,
        parts=Parts(By.HEADINGS, attributes=Spot, keeps=_seen, check=_check_spots),
        needs=("accordion", "details", "parts"),
    ),
    Block("columns", Attributes, parts=Parts(By.LINES, most=4)),
    Block("button", Button, needs=("link",)),
    Block("table", Table),
    Block("link-card", LinkCard, needs=("link",)),
    Block("download", FileCard, needs=("link",)),
    Block("checklist", Checklist, parts=Parts(By.ITEMS, least=1, keeps=lambda _: 1)),
    Block("reflection", Reflection, keeps=_written, holds="a question"),
    Block("include", Include),
    Block("embed", Embed),
    Block("reveal", Reveal, keeps=lambda _: 0, waits=True),
)
BLOCKS = {block.name: block for block in _BLOCKS}
SHIPPED = frozenset(name for block in _BLOCKS for name in (block.name, *block.needs))
"""What has styles, scripts or messages that only travel in a package that uses it."""


@dataclass(frozen=True)
class Written:
    """The attributes of a block as an author wrote them: values, and the column of each."""

    values: dict[str, str]
    columns: dict[str, int]


_SOMETHING = re.compile(r"\S")
_ATTRIBUTE = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}="]+)
          |(?P<key>[A-Za-z][\w-]*)(?:=(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"{}]+)))?
        )(?=[\s}]|$)""",
    re.VERBOSE,
)


def read_attributes(text: str, at: Position) -> Written | Diagnostic:
    """Read `{#id key=value key="a value" flag}`, which begins at `at`. A flag has the value true."""
    if not text:
        return Written({}, {})
    if not (text.startswith("{") and text.endswith("}")):
        return rules.BLOCK_SYNTAX.at(
            at, f"`{text}` is no list of attributes", "write them in braces: {key=value}"
        )
    inner = text[:-1]
    values: dict[str, str] = {}
    columns: dict[str, int] = {}
    index = 1
    while start := _SOMETHING.search(inner, index):
        found = _ATTRIBUTE.match(inner, index)
        place = Position(at.path, at.line, at.column + start.start())
        if not found:
            return rules.BLOCK_SYNTAX.at(place, *_unreadable(inner[start.start() :].strip()))
        name = "id" if found["id"] else found["key"]
        if name in values:
            return rules.BLOCK_SYNTAX.at(place, f"`{name}` stands here twice", "remove one")
        values[name] = _value(found)
        columns[name] = place.column
        index = found.end()
    return Written(values, columns)


def _unreadable(text: str) -> tuple[str, str]:
    """Why a text is no attribute, and the cure."""
    if re.match(r'[A-Za-z][\w-]*="[^"]*$', text):
        return f"the quote after `{text.partition(chr(34))[0]}` is not closed", "close it"
    return (
        f"`{text.split()[0]}` is no attribute",
        'write #id, key=value, key="a value" or a single word',
    )


def _value(found: re.Match[str]) -> str:
    if found["id"]:
        return found["id"]
    if found["quoted"] is not None:
        return re.sub(r"\\(.)", r"\1", found["quoted"])
    return found["bare"] or "true"


def check_attributes(
    block: Block, written: Written, at: Position
) -> tuple[Attributes | None, list[Diagnostic]]:
    """The attributes as the block's model, and all that is wrong with them."""
    fields = fields_of(block.attributes)
    findings = []
    taken: dict[str, Any] = {}
    for name, text in written.values.items():
        where = Position(at.path, at.line, written.columns[name])
        if name not in fields:
            message = f"`{name}` is not an attribute of `{block.name}`"
            findings.append(rules.UNKNOWN_ATTRIBUTE.at(where, message, did_you_mean(name, fields)))
            continue
        try:
            taken[name] = _read(fields[name], text)
        except ValueError as problem:
            hint = "write blanks, not commas" if text.endswith(",") else str(problem)
            message = f"`{name}` of `{block.name}` cannot be `{text}`"
            findings.append(rules.BAD_ATTRIBUTE.at(where, message, hint))
    for name, field in fields.items():
        if field.required and name not in written.values:
            message = f"the block `{block.name}` has no `{name}`"
            findings.append(rules.MISSING_ATTRIBUTE.at(at, message, field.form.description))
    if findings:
        return None, findings
    attributes = block.attributes(**taken)
    return attributes, block.check(attributes, at)


def _read(field: Field, text: str) -> Any:
    """An attribute's text as a value of its type. Raises ValueError with a hint."""
    words = choices(field.kind)
    if words is not None and text not in words:
        raise ValueError(did_you_mean(text, words))
    if field.kind is bool:
        if text not in ("true", "false"):
            raise ValueError("leave out the value")
        return text == "true"
    if field.kind is int:
        return _whole(field, text)
    if field.kind is float:
        try:
            return float(text)
        except ValueError:
            raise ValueError("write a number") from None
    if not matches(field.form, text):
        raise ValueError(field.form.description)
    return text


def _whole(field: Field, text: str) -> int:
    """A whole number in its bounds; of a hundred, `80%` is one too, and a flag all of it."""
    least, most = field.form.least or 0, field.form.most or 0
    digits = text
    if most == 100:
        digits = "100" if text == "true" else text.removesuffix("%")
    if not re.fullmatch(r"[0-9]{1,5}", digits) or not least <= int(digits) <= most:
        raise ValueError(field.form.description)
    return int(digits)
