"""The blocks that a page can hold, each with its attributes as a model.

A block is one `Block` in `BLOCKS` and one template `templates/blocks/<name>.html`. A course adds its
own with a template of that name in its `templates/blocks/` and, for attributes, a `<name>.yaml`
beside it (docs/authoring.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean


class Refers(Enum):
    """What the value of an attribute names."""

    PICTURE = "picture"
    FILE = "file"
    VIDEOS = "videos"
    CAPTIONS = "captions"
    PAGE = "page"


def _percent(value: object) -> object:
    text = str(value)
    if text == "true":
        return 100
    return text[:-1] if text.endswith("%") else text


Picture = Annotated[str, Refers.PICTURE]
File = Annotated[str, Refers.FILE]
Videos = Annotated[str, Refers.VIDEOS]
Captions = Annotated[str, Refers.CAPTIONS]
Page = Annotated[str, Refers.PAGE]
Percent = Annotated[int, BeforeValidator(_percent), Field(ge=0, le=100)]


class Attributes(BaseModel):
    """The attributes that every block may have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(
        "",
        pattern=r"^([a-z][a-z0-9-]{0,63})?$",
        description="lower-case letters, digits and hyphens, a letter first",
    )


class Note(Attributes):
    """A remark beside the text."""

    type: Literal["info", "tip", "warning"] = "info"
    title: str = ""


class Figure(Attributes):
    """A picture with a caption."""

    src: Picture = Field(description='a picture: src="../media/name.svg"')
    alt: str = ""
    decorative: bool = False
    credit: str = ""


class Video(Attributes):
    """A video with captions and a transcript."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9-]{0,63}$",
        description="a name, which progress hangs on: lower-case letters, digits and hyphens, {#film}",
    )
    src: Videos = Field(description='one or more files: src="../media/name.mp4"')
    captions: Captions = ""
    transcript: Page = ""
    poster: Picture = ""
    required: Percent = Field(0, description="how much of it must be seen: required=80%")
    reason: str = ""


@dataclass(frozen=True)
class Block:
    """A kind of block: its attributes, what else must hold, and the length of its state.

    `state` is the number of characters of the longest value that it keeps, 0 for no state. A block
    with a state has the attribute `required`.
    """

    name: str
    attributes: type[Attributes]
    check: Callable[[Any, Position], list[Diagnostic]] = lambda _attributes, _at: []
    state: int = 0


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
    if not video.transcript:
        found.append(
            rules.VIDEO_TRANSCRIPT.at(
                at,
                f"the video `{video.id}` has no transcript",
                'write what is heard and seen in a Markdown file, and add transcript="name.md"',
            )
        )
    return found


# A video's state is 24 bits as four base64url characters: a bit for each 5 % that was played.
BLOCKS: dict[str, Block] = {
    "note": Block("note", Note),
    "figure": Block("figure", Figure, _check_figure),
    "video": Block("video", Video, _check_video, state=4),
}


@dataclass(frozen=True)
class Written:
    """The attributes of a block as an author wrote them: values, and the column of each."""

    values: dict[str, str]
    columns: dict[str, int]


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
    while inner[index:].strip():
        found = _ATTRIBUTE.match(inner, index)
        place = Position(at.path, at.line, at.column + index + _blanks(inner, index))
        if not found:
            return rules.BLOCK_SYNTAX.at(
                place,
                *_unreadable(inner[index:].strip()),
            )
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


def _blanks(text: str, index: int) -> int:
    return len(text[index:]) - len(text[index:].lstrip())


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
    try:
        attributes = block.attributes.model_validate(written.values)
    except ValidationError as problem:
        details = problem.errors(include_url=False)
        return None, [_diagnostic(block, written, at, detail) for detail in details]
    return attributes, block.check(attributes, at)


def _diagnostic(block: Block, written: Written, at: Position, detail: Any) -> Diagnostic:
    name = str(detail["loc"][0])
    where = Position(at.path, at.line, written.columns.get(name, at.column))
    fields = block.attributes.model_fields
    description = (fields[name].description or "") if name in fields else ""
    if detail["type"] == "missing":
        return rules.MISSING_ATTRIBUTE.at(
            where, f"the block `{block.name}` has no `{name}`", description
        )
    if detail["type"] == "extra_forbidden":
        return rules.UNKNOWN_ATTRIBUTE.at(
            where, f"`{name}` is not an attribute of `{block.name}`", did_you_mean(name, fields)
        )
    value = written.values.get(name, "")
    if value.endswith(","):
        return rules.BAD_ATTRIBUTE.at(
            where, f"`{name}` of `{block.name}` cannot be `{value}`", "write blanks, not commas"
        )
    if detail["type"] == "float_parsing":
        description = "write a number"
    if detail["type"] == "bool_parsing":
        description = "leave out the value"
    if detail["type"] == "literal_error":
        choices = [
            choice.strip("' ") for choice in re.findall(r"'[^']*'", detail["ctx"]["expected"])
        ]
        description = did_you_mean(value, choices)
    return rules.BAD_ATTRIBUTE.at(
        where, f"`{name}` of `{block.name}` cannot be `{value}`", description
    )
