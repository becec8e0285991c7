"""A Markdown file → a page: its HTML, and what it refers to.

A page is compiled on its own, so pages can be compiled side by side. What takes the whole course to
know, such as whether a heading in another page exists, is checked in `checks`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markupsafe import Markup

from scorm_builder import rules, state
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean
from scorm_builder.messages import language_name
from scorm_builder.source import html, media
from scorm_builder.source.blocks import (
    Attributes,
    Block,
    Refers,
    check_attributes,
    missing_alt,
    read_attributes,
)
from scorm_builder.source.files import Files, refused_type
from scorm_builder.source.syntax import MAX_NESTING, parser
from scorm_builder.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from scorm_builder.messages import Messages
    from scorm_builder.templating import Templates

_HEADING_ID = re.compile(r"\s*\{#([^\s{}]+)\}\s*$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")
_WEB = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class Site:
    """What the pages of a course may refer to. `routes`: page path → route of its step."""

    files: Files
    routes: Mapping[str, str]
    lang: str
    words: Messages
    templates: Templates
    blocks: Mapping[str, Block]


@dataclass(frozen=True)
class PageBlock:
    """A block that keeps a state: its id, its tag, and the length of its longest value."""

    id: str
    tag: int
    length: int


@dataclass(frozen=True)
class AnchorLink:
    """A link to a heading, whose target is known when all pages are compiled."""

    page: str
    anchor: str
    at: Position


@dataclass
class Page:
    """A compiled page. `heading` is its level-1 heading, which is not in `html`."""

    path: str
    html: str = ""
    heading: str = ""
    heading_at: Position = field(default_factory=lambda: Position(""))
    anchors: set[str] = field(default_factory=set)
    links: list[AnchorLink] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    blocks: list[PageBlock] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def compile_page(site: Site, path: str, route: str) -> Page:
    """Compile the page `path`, whose ids begin with `route`: `/step-id`, or `/` for the intro."""
    text = read_text(site.files.root / path, path)
    if isinstance(text, Diagnostic):
        return Page(path, diagnostics=[text])
    return _Compiler(site, path, "/-" if route == "/" else route).compile(text)


class _Compiler:
    """Compiles one page: looks at every token once, then prints them."""

    def __init__(self, site: Site, path: str, route: str, level: int = 0) -> None:
        self.site = site
        self.page = Page(path)
        self.route = route
        self.shift = level  # a transcript stands under the heading that it belongs to
        self.level = level or 1
        self.lines: list[str] = []
        self.md = parser(site.lang)
        self.env: dict[str, Any] = {"route": route, "words": site.words, "page": self.page}
        self.cursor = (0, 0)

    def compile(self, text: str) -> Page:
        self.lines = text.split("\n")
        if self.lines[0].strip() == "---":
            self.report(
                rules.FRONT_MATTER, 0, "a page has no front matter", "write it in course.yaml"
            )
            return self.page
        tokens = self.md.parse(text, self.env)
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            self.report(
                rules.PAGE_TOO_DEEP, 0, f"nested deeper than {MAX_NESTING} levels",
                "is a mark repeated by mistake?",
            )
            return self.page
        tokens = self.take_title(tokens)
        self.visit(tokens)
        if not tokens:
            self.report(rules.EMPTY_PAGE, 0, f"`{self.page.path}` has no content", "write some")
        if not any(found.severity == "error" for found in self.page.diagnostics):
            self.page.html = self.print(tokens)
        return self.page

    # --- findings and places

    def report(self, rule: rules.Rule, line: int, message: str, hint: str = "") -> None:
        self.page.diagnostics.append(
            rule.at(Position(self.page.path, line + 1, 1), message, hint)
        )

    def find(self, needle: str, lines: Sequence[int]) -> Position:
        """The place of `needle` in these lines, after what was found before."""
        start = max(self.cursor, (lines[0], 0))
        for line in range(start[0], min(lines[1], len(self.lines))):
            column = self.lines[line].find(needle, start[1] if line == start[0] else 0)
            if needle and column >= 0:
                self.cursor = (line, column + 1)
                return Position(self.page.path, line + 1, column + 1)
        return Position(self.page.path, lines[0] + 1, 1)

    # --- tokens

    def take_title(self, tokens: list[Token]) -> list[Token]:
        """Take a level-1 heading off the top: the title of a step stands in course.yaml."""
        if self.shift or not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
            return tokens
        self.page.heading = self.plain(tokens[1])
        self.page.heading_at = Position(self.page.path, (tokens[0].map or [0])[0] + 1, 3)
        return tokens[3:]

    def plain(self, inline: Token) -> str:
        text = self.md.renderer.renderInlineAsText(inline.children, self.md.options, self.env)
        return _HEADING_ID.sub("", text).strip()

    def visit(self, tokens: list[Token]) -> None:
        lines = [0, len(self.lines)]
        for index, token in enumerate(tokens):
            if token.map:
                lines = token.map
            visit = _VISITORS.get(token.type)
            if visit:
                visit(self, token, lines, tokens[index + 1 : index + 2])
            if token.attrs and token.type not in ("image", "fence"):
                self.own_id(token, lines)
            if token.meta and token.meta.get("insecure_attrs"):
                self.refuse_attributes(token, lines)

    def own_id(self, token: Token, lines: Sequence[int]) -> None:
        """An id that the author wrote becomes an address under the route of the page."""
        anchor = str(token.attrs.get("id", ""))
        if not anchor or anchor.startswith("/"):
            return
        if not _ANCHOR.match(anchor):
            self.page.diagnostics.append(
                rules.BAD_ATTRIBUTE.at(
                    self.find("#" + anchor, lines), f"an id cannot be `{anchor}`",
                    "lower-case letters, digits and hyphens, a letter first",
                )
            )
        token.attrs["id"] = self.anchor(anchor, self.find("#" + anchor, lines))

    def anchor(self, name: str, at: Position) -> str:
        if name in self.page.anchors:
            self.page.diagnostics.append(
                rules.DUPLICATE_ID.at(at, f"`{name}` is used twice on this page", "rename one")
            )
        self.page.anchors.add(name)
        return f"{self.route}/{name}"

    def refuse_attributes(self, token: Token, lines: Sequence[int]) -> None:
        for name in token.meta["insecure_attrs"]:
            self.page.diagnostics.append(
                rules.UNKNOWN_ATTRIBUTE.at(
                    self.find(name, lines), f"`{name}` is not an attribute that Markdown may set",
                    "id, class, lang, dir and title are",
                )
            )

    def heading(self, token: Token, lines: Sequence[int], rest: Sequence[Token]) -> None:
        level = int(token.tag[1]) + self.shift
        line = lines[0]
        if level == 1:
            self.report(
                rules.SECOND_H1, line, "only the title of the page is a heading of level 1",
                "write `##`",
            )
        elif level > self.level + 1:
            self.report(
                rules.SKIPPED_HEADING, line,
                f"a heading of level {level} follows one of level {self.level}",
                f"write `{'#' * (self.level + 1 - self.shift)}`",
            )
        self.level = level
        token.tag = f"h{min(level, 6)}"
        inline = rest[0]
        name = self.heading_id(inline) or str(token.attrs.get("id", ""))
        if name:
            token.attrs["id"] = name
            self.own_id(token, lines)
        else:
            token.attrs["id"] = self.anchor(self.free(_slug(self.plain(inline))), Position(""))

    def heading_id(self, inline: Token) -> str:
        """`## Heading {#name}`: take the name off the text."""
        last = inline.children[-1] if inline.children else None
        found = _HEADING_ID.search(last.content) if last and last.type == "text" else None
        if not last or not found:
            return ""
        last.content = last.content[: found.start()]
        return found[1]

    def free(self, name: str) -> str:
        number, free = 1, name
        while free in self.page.anchors:
            number += 1
            free = f"{name}-{number}"
        return free

    def heading_end(self, token: Token, *_: object) -> None:
        token.tag = f"h{min(self.level, 6)}"

    def inline(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        children = token.children or []
        raw = [child for child in children if child.type == "html_inline"]
        if raw:
            self.inline_html(raw, lines)
        for child in children:
            visit = _INLINE_VISITORS.get(child.type)
            if visit:
                visit(self, child, lines)
            if child.attrs and child.type not in ("image", "text"):
                self.own_id(child, lines)
            if child.meta and child.meta.get("insecure_attrs"):
                self.refuse_attributes(child, lines)

    def inline_html(self, raw: list[Token], lines: Sequence[int]) -> None:
        self.html_faults("".join(token.content for token in raw), lines)
        for token in raw:
            token.content = html.clean_tag(token.content)

    def html_block(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        self.html_faults(token.content, lines)
        token.content = html.clean(token.content)

    def html_faults(self, raw: str, lines: Sequence[int]) -> None:
        for fault in html.faults(raw):
            self.page.diagnostics.append(
                rules.HTML_REMOVED.at(
                    self.find("<", lines), fault,
                    "use Markdown or a block, and close a tag in the paragraph that opens it",
                )
            )

    def fence(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        # Imported here: only courses with code pay for the lexers.
        from scorm_builder.source import code

        language = token.info.split()[0] if token.info.strip() else ""
        self.page.uses.add("code")
        if language and not code.is_known(language):
            self.report(
                rules.UNKNOWN_LANGUAGE, lines[0], f"`{language}` is no known language",
                "leave it out for plain text",
            )

    def math(self, token: Token, lines: Sequence[int], _rest: object = None) -> None:
        from scorm_builder.source.math import BadMath, to_mathml

        display = "inline" if token.type == "math_inline" else "block"
        try:
            token.meta = {**token.meta, "mathml": to_mathml(token.content.strip(), display)}
        except BadMath as problem:
            where = self.find(token.content.strip().split("\n")[0], lines)
            self.page.diagnostics.append(
                rules.BAD_MATH.at(where, f"this formula cannot be read: {problem}")
            )

    def table_head(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        header = self.lines[lines[0]].strip().strip("|").replace("|", "").strip()
        if not header:
            self.report(
                rules.TABLE_NO_HEADER, lines[0], "this table has an empty header",
                "say in the first row what each column holds",
            )

    def cell(self, token: Token, *_: object) -> None:
        """The alignment as a class: a strict Content-Security-Policy refuses inline styles."""
        style = str(token.attrs.pop("style", ""))
        if style:
            token.attrs["class"] = "align-" + style.rpartition(":")[2]
        if token.tag == "th":
            token.attrs["scope"] = "col"

    # --- links and pictures

    def link(self, token: Token, lines: Sequence[int]) -> None:
        href = str(token.attrs.get("href", ""))
        at = self.find(href, lines)
        scheme = _SCHEME.match(href)
        if scheme or href.startswith("//"):
            if not scheme or scheme[1].lower() not in _WEB:
                self.page.diagnostics.append(
                    rules.UNSAFE_LINK.at(
                        at, f"a link cannot lead to `{href[:60]}`",
                        "link to a page, a file, or an address with https:",
                    )
                )
            token.attrs.update({"target": "_blank", "rel": "noopener noreferrer"})
            return
        path, _, anchor = href.partition("#")
        path, anchor = unquote(path), unquote(anchor)
        if not path and not anchor:
            self.page.diagnostics.append(
                rules.BROKEN_LINK.at(at, "this link leads nowhere", "name a page, a file or an address")
            )
            return
        target = self.page.path if not path else self.site.files.resolve(path, at, self.page.path)
        if isinstance(target, Diagnostic):
            self.page.diagnostics.append(target)
        elif media.suffix(target) in (".md", ".markdown"):
            self.page_link(token, target, anchor, at)
        else:
            self.file_link(token, target, at)

    def page_link(self, token: Token, target: str, anchor: str, at: Position) -> None:
        route = self.site.routes.get(target)
        if route is None and target == self.page.path:
            route = self.route
        if route is None:
            self.page.diagnostics.append(
                rules.BROKEN_LINK.at(
                    at, f"`{target}` is not the page of a step", "name it in course.yaml"
                )
            )
            return
        if anchor:
            self.page.links.append(AnchorLink(target, anchor, at))
            base = "/-" if route == "/" else route
            token.attrs["href"] = f"#{base}/{anchor}"
        else:
            token.attrs["href"] = f"#{route}"

    def file_link(self, token: Token, target: str, at: Position) -> None:
        token.attrs["href"] = self.pack(target, at)
        token.attrs.update({"target": "_blank", "rel": "noopener"})

    def pack(self, path: str, at: Position) -> str:
        """Have a file packed, and give its address."""
        refused = refused_type(path, at)
        if refused:
            self.page.diagnostics.append(refused)
        self.page.files.add(path)
        return self.site.files.packed(path)

    def image(self, token: Token, lines: Sequence[int]) -> None:
        src = str(token.attrs.get("src", ""))
        at = self.find(src, lines)
        decorative = "decorative" in str(token.attrs.get("class", "")).split()
        alt = self.md.renderer.renderInlineAsText(token.children, self.md.options, self.env).strip()
        if not alt and not decorative:
            self.page.diagnostics.append(missing_alt(src, at, ".decorative"))
        picture = self.picture(src, at)
        if picture:
            token.attrs.update(
                src=picture["url"], width=picture["width"], height=picture["height"],
                loading="lazy", decoding="async",
            )

    def picture(self, src: str, at: Position) -> dict[str, Any] | None:
        if _SCHEME.match(src) or src.startswith("//"):
            self.page.diagnostics.append(
                rules.OUTSIDE_REQUEST.at(
                    at, f"the picture `{src[:60]}` is on another server",
                    "put it in the folder of the course",
                )
            )
            return None
        path = self.site.files.resolve(unquote(src), at, self.page.path)
        if isinstance(path, Diagnostic):
            self.page.diagnostics.append(path)
            return None
        size = None
        if media.suffix(path) in media.PICTURES:
            size = media.picture_size(self.site.files.root / path)
        if size is None:
            known = ", ".join(sorted(media.PICTURES))
            self.page.diagnostics.append(
                rules.BAD_IMAGE.at(
                    at, f"`{src}` is no picture that can be read", f"use one of {known}"
                )
            )
            return None
        return {"url": self.pack(path, at), "width": size[0], "height": size[1]}

    # --- blocks

    def stray(self, _token: Token, lines: Sequence[int], _rest: object) -> None:
        self.report(rules.BLOCK_NOT_OPENED, lines[0], "`:::` closes no block", "remove it")

    def block(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        line = self.lines[lines[0]]
        at = Position(self.page.path, lines[0] + 1, line.find(":::") + 1)
        kind = self.site.blocks.get(token.info)
        if kind is None:
            self.page.diagnostics.append(
                rules.UNKNOWN_BLOCK.at(
                    at, f"`{token.info}` is not a known block",
                    did_you_mean(token.info, self.site.blocks),
                )
            )
            return
        if not token.meta["closed"]:
            self.page.diagnostics.append(
                rules.BLOCK_NOT_CLOSED.at(at, f"`{token.info}` is not closed", "end it with `:::`")
            )
        column = line.find(token.content) + 1 if token.content else at.column
        written = read_attributes(token.content, Position(at.path, at.line, column))
        if isinstance(written, Diagnostic):
            self.page.diagnostics.append(written)
            return
        attributes, findings = check_attributes(kind, written, at)
        self.page.diagnostics += findings
        if attributes:
            places = {
                name: Position(at.path, at.line, column) for name, column in written.columns.items()
            }
            token.meta["view"] = self.view(kind, attributes, at, places)
            self.page.uses.add(kind.name)

    def view(
        self, kind: Block, attributes: Attributes, at: Position, places: dict[str, Position]
    ) -> dict[str, Any]:
        """What the template of a block gets: its attributes, with files as addresses."""
        view: dict[str, Any] = {"key": "", "tag": 0, **attributes.model_dump()}
        for name, info in kind.attributes.model_fields.items():
            refers = next((m for m in info.metadata if isinstance(m, Refers)), None)
            if refers and view[name]:
                view[name] = self.referred(refers, view[name], places.get(name, at))
            elif refers:
                view[name] = [] if refers is Refers.FILES else None
        if attributes.id:
            view["key"] = self.anchor(attributes.id, places.get("id", at))
        if kind.state and attributes.id:
            view["tag"] = state.tag(self.route.removeprefix("/"), attributes.id)
            if view.get("required"):
                self.page.blocks.append(PageBlock(attributes.id, view["tag"], kind.state))
        view.setdefault("sources", view.get("src"))
        return view

    def referred(self, refers: Refers, value: str, at: Position) -> Any:
        if refers is Refers.PICTURE:
            return self.picture(value, at)
        if refers is Refers.FILES:
            return [self.file(part, at) for part in value.replace(",", " ").split()]
        return self.transcript(value, at) if refers is Refers.PAGE else self.file(value, at)

    def file(self, value: str, at: Position) -> dict[str, str] | None:
        if value == "none":
            return None
        path = self.site.files.resolve(unquote(value), at, self.page.path)
        if isinstance(path, Diagnostic):
            self.page.diagnostics.append(path)
            return None
        found = {"url": self.pack(path, at), "type": media.VIDEOS.get(media.suffix(path), "")}
        if media.suffix(path) == ".vtt":
            lang = media.caption_language(path, self.site.lang)
            found |= {"lang": lang, "label": language_name(lang)}
            if not media.is_webvtt(self.site.files.root / path):
                self.page.diagnostics.append(
                    rules.BAD_CAPTIONS.at(
                        at, f"`{value}` is no WebVTT", "its first line must be WEBVTT"
                    )
                )
        return found

    def transcript(self, value: str, at: Position) -> Markup:
        path = self.site.files.resolve(unquote(value), at, self.page.path)
        if isinstance(path, Diagnostic):
            self.page.diagnostics.append(path)
            return Markup()
        text = read_text(self.site.files.root / path, path)
        if isinstance(text, Diagnostic):
            self.page.diagnostics.append(text)
            return Markup()
        route = f"{self.route}/-{_slug(path)}"
        inner = _Compiler(self.site, path, route, level=self.level).compile(text)
        self.page.files |= inner.files
        self.page.links += inner.links
        self.page.uses |= inner.uses | {path}
        self.page.diagnostics += inner.diagnostics
        return Markup(inner.html)  # noqa: S704 - Markdown, cleaned above

    # --- printing

    def print(self, tokens: list[Token]) -> str:
        return "".join(self.pieces(tokens))

    def pieces(self, tokens: list[Token]) -> Iterator[str]:
        """Markdown between blocks by markdown-it, a block by its template."""
        start, index = 0, 0
        while index < len(tokens):
            if tokens[index].type == "block_open":
                yield self.markdown(tokens[start:index])
                end = _matching(tokens, index)
                content = self.print(tokens[index + 1 : end])
                yield self.template(tokens[index], content)
                start = index = end + 1
            else:
                index += 1
        yield self.markdown(tokens[start:])

    def markdown(self, tokens: list[Token]) -> str:
        return self.md.renderer.render(tokens, self.md.options, self.env) if tokens else ""

    def template(self, token: Token, content: str) -> str:
        context = {
            "block": token.meta["view"],
            "content": Markup(content),  # noqa: S704 - Markdown, cleaned above
            "t": self.site.words,
        }
        return self.site.templates.render(f"blocks/{token.info}.html", context)


def _matching(tokens: list[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += {"block_open": 1, "block_close": -1}.get(tokens[index].type, 0)
        if depth == 0:
            return index
    raise AssertionError("the parser closes every block that it opens")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return slug if slug[:1].isalpha() else f"h-{slug}".strip("-")


_VISITORS = {
    "heading_open": _Compiler.heading,
    "heading_close": _Compiler.heading_end,
    "inline": _Compiler.inline,
    "fence": _Compiler.fence,
    "html_block": _Compiler.html_block,
    "math_block": _Compiler.math,
    "math_block_label": _Compiler.math,
    "thead_open": _Compiler.table_head,
    "th_open": _Compiler.cell,
    "td_open": _Compiler.cell,
    "block_open": _Compiler.block,
    "block_stray": _Compiler.stray,
}
_INLINE_VISITORS = {
    "link_open": _Compiler.link,
    "image": _Compiler.image,
    "math_inline": _Compiler.math,
    "math_inline_double": _Compiler.math,
}
