"""What a Markdown file becomes: a page, with what it refers to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorm_builder.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from scorm_builder.messages import Messages
    from scorm_builder.source.blocks import Block
    from scorm_builder.source.files import Files
    from scorm_builder.source.glossary import Glossary
    from scorm_builder.source.model import Tracking
    from scorm_builder.source.questions.files import QuestionFile
    from scorm_builder.source.questions.models import Quiz
    from scorm_builder.templating import Templates


@dataclass(frozen=True)
class Site:
    """What the pages of a course may refer to. `routes`: page path → route of its step; `embeds`: the
    other servers of which something may be shown; `tracking`: what is reported of its questions."""

    files: Files
    routes: Mapping[str, str]
    lang: str
    words: Messages
    templates: Templates
    blocks: Mapping[str, Block]
    tracking: Tracking
    glossary: Glossary | None = None
    embeds: Collection[str] = ()


@dataclass(frozen=True)
class Made:
    """A file that the build made of the author's file `path`."""

    path: str
    content: bytes | Path


@dataclass(frozen=True)
class Kept:
    """A block, or a part of one, that keeps a state: its id, its tag, the length of its longest
    value, and where it stands. The length is 0 when it is only done or not."""

    id: str
    tag: int
    length: int
    at: Position


@dataclass(frozen=True)
class PageLink:
    """A link to a page, or to a heading on it, whose target is known when all pages are compiled.

    `anchor` is the last part of the address of the heading, `written` what the author calls it; both are
    empty where the link leads to the page.
    """

    page: str
    anchor: str
    written: str
    at: Position


@dataclass
class Page:
    """A compiled page, shown at `route`; not `parsed` when its file could not be. `heading` is its level-1 heading, which is not in `html`.

    `files` are the author's files that it has packed, `made` those that were made of some by their
    name in the package, `transcripts` the files whose text is printed in it, `uses` the names of its
    blocks and of what they need, and `code` when it has any; `required` says that it has a block
    that must be done. `terms` are the names of those of the glossary that stand in it, `quiz` its
    questions when it is no Markdown file. `sources` are all files that it was made of, or would be if
    they were there.
    """

    path: str
    route: str
    parsed: bool = False
    html: str = ""
    heading: str = ""
    heading_at: Position = field(default_factory=lambda: Position(""))
    anchors: set[str] = field(default_factory=set)
    links: list[PageLink] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    made: dict[str, Made] = field(default_factory=dict)
    transcripts: set[str] = field(default_factory=set)
    kept: list[Kept] = field(default_factory=list)
    required: bool = False
    uses: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    quiz: QuestionFile[Quiz] | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def take(self, inner: Page) -> None:
        """Have what a file needs that is printed in this page."""
        self.transcripts |= {inner.path} | inner.transcripts
        self.files |= inner.files
        self.made |= inner.made
        self.links += inner.links
        self.kept += inner.kept
        self.required = self.required or inner.required
        self.uses |= inner.uses
        self.diagnostics += inner.diagnostics
