"""What an author may write behind the name of each block: its attributes as a model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal

from scorm_builder.source.model import ID
from scorm_builder.source.schema import held


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
class Asked(Attributes):
    """A question of the page's own file."""

    id: str = held(f"the id of a question: {_ID_FORM}: {{#way}}", pattern=ID)
    required: bool = held("the question must have been finished", default=False)


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
