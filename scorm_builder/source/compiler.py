"""A Markdown file → a page: its HTML, and what it refers to.

A page is compiled on its own, so pages can be compiled side by side. What takes the whole course to
know, such as whether a heading in another page exists, is checked in `checks`.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from scorm_builder import rules
from scorm_builder.diagnostics import MOST_HINTS, Diagnostic, Position, Rule, did_you_mean, errors
from scorm_builder.source import html
from scorm_builder.source.addresses import Addresses
from scorm_builder.source.attributes import Recording, Refers
from scorm_builder.source.block_views import block_view, keep, part_view
from scorm_builder.source.blocks import QUESTION, missing_alt
from scorm_builder.source.glossary import GLOSSARY
from scorm_builder.source.names import collated
from scorm_builder.source.page import Page
from scorm_builder.source.parts import divide, matching
from scorm_builder.source.printing import TASK, language_of, print_tokens, text_of
from scorm_builder.source.questions.files import ENDING, QuestionFile, load_practice, load_quiz
from scorm_builder.source.questions.kinds import KINDS
from scorm_builder.source.questions.views import (
    QUIZ,
    keeps,
    question_view,
    quiz_keeps,
    quiz_view,
)
from scorm_builder.source.references import References, base_of
from scorm_builder.source.spans import Span, span_of
from scorm_builder.source.syntax import MAX_NESTING, parser
from scorm_builder.source.tables import set_tables
from scorm_builder.source.terms import is_quiet, link_terms
from scorm_builder.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from scorm_builder.source.glossary import Glossary
    from scorm_builder.source.page import Site
    from scorm_builder.source.questions.models import Practice, Question, Quiz
    from scorm_builder.source.yaml12 import Route

_HEADING_ID = re.compile(r"\{#([^\s{}]+)\}$")
_PART_ATTRIBUTES = re.compile(r"\{[^{}]*\}$")
_MOST_OPEN_BRACKETS = 500
_MOST_AROUND = 8
_MOST_INSIDE = 200
MAX_PAGE = 512 * 1024
"""Bytes of a Markdown file: some 250 printed pages."""


def compile_page(site: Site, path: str, route: str) -> Page:
    """Compile the page `path`, which is shown at `route`: `/step-id`, or `/` for the intro.

    Raises `Fault` when the template of a block is at fault.
    """
    return _Compiler(site, path, route, base_of(route)).compile()


def compile_glossary(site: Site, glossary: Glossary) -> Page:
    """Compile what the terms of a glossary mean: a list of definitions, in the order of the terms."""
    return _Compiler(site, glossary.path, GLOSSARY, GLOSSARY).definitions(glossary)


def compile_quiz(site: Site, path: str, route: str) -> Page:
    """Compile the quiz `path`, which is shown at `route`: `/step-id/-quiz`.

    Raises `Fault` when the template of a question is at fault.
    """
    return _Compiler(site, path, route, route).quiz()


class _Compiler:
    """Compiles one file: looks at every token once, then prints them.

    `base` is what ids on the page begin with. `shift` is the level of the heading which a transcript
    stands under, 0 for a page. `host` compiles the file in which this one is included: they are one
    page, with the same places and levels of headings.
    """

    def __init__(
        self,
        site: Site,
        path: str,
        route: str,
        base: str,
        *,
        shift: int = 0,
        host: _Compiler | None = None,
    ) -> None:
        self.site = site
        self.page = Page(path, route)
        self.route = route
        self.step = route.removesuffix(f"/{QUIZ}").removeprefix("/")
        self.base = base
        self.shift = shift
        self.level = shift or 1
        self.host = host
        self.lines: list[str] = []
        self.column = 1
        self.cursor = (0, 0)
        self.headless = range(0)
        self.addresses = Addresses(self.page, base)
        self.inner_numbers = count(1)
        self.quiet = 0
        self.terms_shown_later: set[str] = set()
        self.asked: set[str] = set()
        self.asking = False
        self.references = References(site, self.page, route, base)
        self.md = parser(site.lang)
        self.env: dict[str, Any] = {"base": base, "words": site.words}
        if host:
            self.join(host)

    def join(self, host: _Compiler) -> None:
        """Become a part of the page of `host`."""
        self.level = host.level
        self.page.anchors = host.page.anchors
        self.page.terms = host.page.terms
        self.terms_shown_later = host.terms_shown_later
        self.addresses.numbers = host.addresses.numbers
        self.references.own_links = host.references.own_links
        self.inner_numbers = host.inner_numbers

    def compile(self) -> Page:
        text = read_text(self.site.files.root / self.page.path, self.page.path, MAX_PAGE)
        if isinstance(text, Diagnostic):
            self.add(text)
            return self.page
        self.lines = text.split("\n")
        if self.lines[0].strip() == "---":
            self.report(
                rules.FRONT_MATTER,
                0,
                "this page begins with `---`, as front matter does",
                "remove these lines: the title is in course.yaml;"
                " for a line across the page write `***`",
            )
            return self.page
        tokens = self.parse(text, Span(0, len(self.lines), 1, faithful=True))
        if tokens is None:
            return self.page
        self.page.parsed = True
        tokens = self.without_title(tokens)
        self.visit(tokens)
        tokens, findings = set_tables(self.md, tokens, self.env, self.page.path)
        self.page.diagnostics += findings
        if not self.host:
            self.own_links()
            self.unused_questions()
            self.page.terms |= self.terms_shown_later
        if not any(_says_something(token) for token in tokens) and not self.page.diagnostics:
            self.report(
                rules.EMPTY_PAGE,
                0,
                f"`{self.page.path}` has no content",
                "write the text of this page, or remove its step",
            )
        if not errors(self.page.diagnostics):
            self.page.html = print_tokens(self.md, self.site.templates, tokens, self.env)
        return self.page

    def definitions(self, glossary: Glossary) -> Page:
        self.lines = glossary.lines
        self.page.parsed = True
        self.page.uses.add("glossary")
        self.page.anchors |= glossary.terms.keys()
        texts: dict[str, str] = {}
        linked: set[str] = set()
        for name, term in glossary.terms.items():
            tokens = self.md.parseInline(term.text, self.env)
            tokens[0].map = [glossary.places[name].line - 1, len(self.lines)]
            self.page.terms = {name}
            self.visit(tokens)
            linked |= self.page.terms - {name}
            texts[name] = self.md.renderer.render(tokens, self.md.options, self.env)
        self.page.terms = linked
        self.own_links()
        named = sorted(texts, key=lambda name: (collated(glossary.terms[name].term), name))
        pairs = [
            f'<dt id="{GLOSSARY}/{name}">{escape(glossary.terms[name].term)}</dt>\n<dd>{texts[name]}</dd>\n'
            for name in named
        ]
        self.page.html = f"<dl>\n{''.join(pairs)}</dl>\n"
        return self.page

    def parse(self, text: str, span: Span) -> list[Token] | None:
        """The tokens of a text, or None when it cannot be parsed in full and in time."""
        for line, paragraph in _paragraphs(text.split("\n")):
            if paragraph.count("[") - paragraph.count("]") > _MOST_OPEN_BRACKETS:
                self.report(
                    rules.PAGE_TOO_DEEP,
                    span.line(line),
                    f"more than {_MOST_OPEN_BRACKETS} brackets are not closed",
                    "is a mark repeated by mistake?",
                )
                return None
        tokens = divide(self.md.parse(text, self.env), self.site.blocks)
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            self.report(
                rules.PAGE_TOO_DEEP,
                span.first,
                f"nested deeper than {MAX_NESTING} levels",
                "is a mark repeated by mistake?",
            )
            return None
        span.place(tokens)
        return tokens

    def own_links(self) -> None:
        """Links to places on this page, which are all known by now."""
        broken = [one for one in self.references.own_links if one.anchor not in self.page.anchors]
        for number, link in enumerate(broken):
            hint = did_you_mean(link.anchor, self.page.anchors) if number < MOST_HINTS else ""
            message = f"this page has no heading or block `{link.written}`"
            self.add(rules.BROKEN_ANCHOR.at(link.at, message, hint))

    def report(self, rule: Rule, line: int, message: str, hint: str = "") -> None:
        self.add(rule.at(Position(self.page.path, line + 1, self.column), message, hint))

    def add(self, diagnostic: Diagnostic) -> None:
        self.page.diagnostics.append(diagnostic)

    def find(self, needle: str, lines: Sequence[int]) -> Position:
        """The place of `needle` in these lines, after what was found before."""
        first = max(self.cursor, (lines[0], 0))
        for line in range(first[0], min(lines[1], len(self.lines))):
            column = self.lines[line].find(needle, first[1] if line == first[0] else 0)
            if needle and column >= 0:
                self.cursor = (line, column + len(needle))
                return Position(self.page.path, line + 1, column + 1)
        return Position(self.page.path, lines[0] + 1, self.column)

    def visit(self, tokens: Sequence[Token]) -> None:
        lines = [0, len(self.lines)]
        for index, token in enumerate(tokens):
            lines = token.map or lines
            if token.attrs or token.meta:
                self.attributes(token, lines)
            visit = _VISITORS.get(token.type)
            if visit:
                visit(self, token, lines, tokens[index + 1 : index + 2])
            if self.site.glossary:
                self.link_terms(self.site.glossary, tokens, index)

    def link_terms(self, glossary: Glossary, tokens: Sequence[Token], index: int) -> None:
        """Link the terms in the text `tokens[index]`, if it is one in which that is wanted."""
        token = tokens[index]
        if index < self.quiet:
            return
        if is_quiet(token):
            self.quiet = matching(tokens, index)
        elif token.type == "inline" and "label" not in token.meta:
            token.children = link_terms(token.children or [], glossary, self.page.terms)

    def attributes(self, token: Token, lines: Sequence[int]) -> None:
        """An id that the author wrote becomes an address under that of the page."""
        if "id" in token.attrs:
            name = str(token.attrs["id"])
            token.attrs["id"] = self.addresses.named(name, self.find("#" + name, lines))
        for refused in token.meta.get("insecure_attrs", ()) if token.meta else ():
            self.add(
                rules.UNKNOWN_ATTRIBUTE.at(
                    self.find(refused, lines),
                    f"`{refused}` is not an attribute that Markdown may set",
                    "id, class, lang, dir and title are",
                )
            )

    # Headings

    def without_title(self, tokens: list[Token]) -> list[Token]:
        """Take a level-1 heading off the top: the title of a step stands in course.yaml."""
        if (
            self.shift
            or self.host
            or not tokens
            or tokens[0].type != "heading_open"
            or tokens[0].tag != "h1"
        ):
            return tokens
        self.page.heading = self.plain(tokens[1])
        self.page.heading_at = Position(self.page.path, (tokens[0].map or [0])[0] + 1, 3)
        return tokens[3:]

    def plain(self, inline: Token) -> str:
        text = text_of(self.md, inline, self.env)
        return _HEADING_ID.sub("", text.rstrip()).strip()

    def heading(self, token: Token, lines: Sequence[int], rest: Sequence[Token]) -> None:
        level = int(token.tag[1]) + self.shift
        if level == 1:
            self.report(
                rules.SECOND_H1,
                lines[0],
                "only the title of the page is a heading of level 1",
                "write `##`",
            )
            level = 2
        elif level > self.level + 1:
            self.skipped(level - self.shift, self.level - self.shift, lines[0])
        self.level = level
        token.tag = f"h{min(level, 6)}"
        name = _take_heading_id(rest[0])
        if name:
            token.attrs["id"] = self.addresses.named(name, self.find("#" + name, lines))
        elif "id" not in token.attrs:
            token.attrs["id"] = self.addresses.of_heading(self.plain(rest[0]))

    def skipped(self, level: int, before: int, line: int) -> None:
        first = "transcript" if self.shift else "page"
        message = f"a heading of level {level} follows one of level {before}"
        if before == (0 if self.shift else 1):
            message = f"the first heading of a {first} has level {before + 1}, this has {level}"
        self.report(rules.SKIPPED_HEADING, line, message, f"write `{'#' * (before + 1)}`")

    def heading_end(self, token: Token, *_: object) -> None:
        token.tag = f"h{min(self.level, 6)}"

    # Text, code, formulas, tables

    def inline(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        children = token.children or []
        for child in children:
            if child.type == "html_inline" and child.content.startswith(TASK):
                child.type = "task"
                self.page.uses.add("task-list")
        raw = [child for child in children if child.type == "html_inline"]
        if raw:
            self.html_faults("".join(child.content for child in raw), lines)
        for child in raw:
            child.content = html.clean_tag(child.content)
        for child in children:
            visit = _INLINE_VISITORS.get(child.type)
            if visit:
                visit(self, child, lines)
            if child.attrs or child.meta:
                self.attributes(child, lines)

    def footnotes(self, *_: object) -> None:
        self.page.uses.add("footnotes")

    def html_block(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        self.html_faults(token.content, lines)
        token.content = html.clean(token.content)

    def html_faults(self, raw: str, lines: Sequence[int]) -> None:
        for fault in html.faults(raw):
            at = self.find(fault.sign, lines)
            self.add(rules.HTML_REMOVED.at(at, fault.message, fault.hint))

    def fence(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        # Imported here: only courses with code pay for the lexers.
        from scorm_builder.source.code import is_known

        self.page.uses.add("code")
        language = language_of(token)
        if language and not is_known(language):
            self.report(
                rules.UNKNOWN_LANGUAGE,
                lines[0],
                f"`{language}` is no known language",
                "leave it out for plain text",
            )

    def math(self, token: Token, lines: Sequence[int], _rest: object = None) -> None:
        # Imported here: only courses with formulas pay for the converter.
        from scorm_builder.source.math import BadMath, to_mathml

        formula = token.content.strip()
        display = "inline" if token.type == "math_inline" else "block"
        try:
            token.meta = {**token.meta, "mathml": to_mathml(formula, display)}
        except BadMath as problem:
            at = self.find(formula.split("\n")[0], lines)
            message = f"this formula cannot be read: {problem}"
            self.add(rules.BAD_MATH.at(at, message, "for a dollar sign write `\\$`"))

    def table_head(self, _token: Token, lines: Sequence[int], _rest: object) -> None:
        if lines[0] not in self.headless and not self.lines[lines[0]].replace("|", "").strip(
            " \t>"
        ):
            self.report(
                rules.TABLE_NO_HEADER,
                lines[0],
                "this table has an empty header",
                "say in the first row what each column holds",
            )

    def cell(self, token: Token, *_: object) -> None:
        """The alignment as a class: a strict Content-Security-Policy refuses inline styles."""
        style = str(token.attrs.pop("style", ""))
        if style:
            token.attrs["class"] = "align-" + style.rpartition(":")[2]
        if token.tag == "th":
            token.attrs["scope"] = "col"

    # Links, pictures, blocks

    def link(self, token: Token, lines: Sequence[int]) -> None:
        href = str(token.attrs.get("href", ""))
        token.attrs.update(self.references.link(href, self.find(href or "](", lines)))

    def image(self, token: Token, lines: Sequence[int]) -> None:
        src = str(token.attrs.get("src", ""))
        at = self.find(src or "](", lines)
        if not src:
            hint = "name a file: `![what it shows](../media/name.svg)`"
            self.add(rules.MISSING_FILE.at(at, "this picture has no address", hint))
            return
        decorative = "decorative" in str(token.attrs.get("class", "")).split()
        alt = text_of(self.md, token, self.env)
        if not alt.strip() and not decorative:
            self.add(missing_alt(src, at, ".decorative"))
        picture = self.references.picture(src, at)
        if picture:
            size = {"width": picture["width"], "height": picture["height"]}
            token.attrs.update(src=picture["url"], **picture["sizes"], **size)
            token.attrs.update(loading="lazy", decoding="async")

    def stray(self, _token: Token, lines: Sequence[int], _rest: object) -> None:
        self.report(rules.BLOCK_NOT_OPENED, lines[0], "`:::` closes no block", "remove it")

    def block(self, token: Token, lines: Sequence[int], rest: Sequence[Token]) -> None:
        line = self.lines[lines[0]]
        at = Position(self.page.path, lines[0] + 1, line.find(":::") + 1 or self.column)
        if self.shift and self.is_recording(token.info):
            message = "a transcript cannot hold a recording of its own"
            self.add(rules.BAD_ATTRIBUTE.at(at, message, "write what is heard and seen here"))
            return
        view = block_view(self.references, token, line, at, self.step, self.insert)
        if view and view["id"]:
            view["key"] = self.addresses.taken(view["id"], at)
        wanted = self.site.blocks[token.info].holds if view else ""
        if wanted and rest[0].type == "block_close":
            message = f"`{token.info}` is empty"
            self.add(rules.BLOCK_PARTS.at(at, message, f"write {wanted} in it"))
        token.meta["view"] = view
        if view and token.info == QUESTION:
            view["html"] = self.practice(view, at)
        if view and token.info == "table" and view["header"] == "column":
            self.headless = range(*lines)

    def part(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        """Take off the attributes at the end of a part's heading or first text."""
        text = token.meta["text"]
        braces = _PART_ATTRIBUTES.search(text.content.rstrip()) if text else None
        written = braces[0] if braces else ""
        if text:
            text.meta["label"] = True  # of a control, perhaps, in which no link should stand
        view = part_view(self.references, token, written, self.find(written, lines))
        token.meta["view"] = view
        if written:
            # An id goes back to a heading, which does with it what it does everywhere.
            left = f" {{#{view['id']}}}" if token.meta["title"] and view["id"] else ""
            last = text.children[-1]
            last.content = last.content[: last.content.rfind("{")].rstrip() + left

    def part_end(self, token: Token, lines: Sequence[int], _rest: object) -> None:
        """Give a part its address, and the tag under which a learner's state of it is kept."""
        meta = token.meta
        view, keeps = meta["view"], meta["block"].meta["keeps"]
        if meta["title"]:
            view["level"], view["key"] = meta["title"][0].tag, str(meta["title"][0].attrs["id"])
        elif view["id"]:
            view["key"] = self.addresses.named(view["id"], self.find(f"#{view['id']}", lines))
        elif keeps is not None and meta["text"]:
            view["key"] = self.addresses.of_heading(self.plain(meta["text"]))
        if meta["picture"]:
            attrs = meta["picture"].attrs
            view["src"], view["caption"] = attrs.get("src", ""), attrs.pop("title", "")
        name = view["key"].removeprefix(f"{self.base}/")
        view["tag"] = keep(
            self.references, self.step, name, keeps, Position(self.page.path, lines[0] + 1)
        )

    def is_recording(self, name: str) -> bool:
        return name in self.site.blocks and issubclass(self.site.blocks[name].attributes, Recording)

    def insert(self, refers: Refers, path: str, at: Position) -> Markup:
        """Another Markdown file, in the way in which a block refers to it."""
        way = self.include if refers is Refers.SNIPPET else self.transcript
        return way(path, at)

    def transcript(self, path: str, at: Position) -> Markup:
        """Another Markdown file, printed inside this page under its latest heading."""
        if self.shift:
            message = "a page in a page cannot hold a third"
            self.add(rules.BAD_ATTRIBUTE.at(at, message, "write what is heard and seen here"))
            return Markup()
        base = f"{self.base}/-{next(self.inner_numbers)}"
        inner = _Compiler(self.site, path, self.route, base, shift=self.level)
        html = self.take(inner)
        # It is closed at first: a term has its first place on the page without it.
        self.terms_shown_later |= inner.page.terms
        return html

    def include(self, path: str, at: Position) -> Markup:
        """Another Markdown file, printed as if its text stood here."""
        around = [one.page.path for one in self.hosts()]
        if path in around:
            message = f"`{path}` would stand in itself"
            self.add(rules.INCLUDE_TOO_DEEP.at(at, message, "remove this block"))
            return Markup()
        number = next(self.inner_numbers)
        if len(around) >= _MOST_AROUND or number > _MOST_INSIDE:
            message = f"a page holds {_MOST_INSIDE} files at most, {_MOST_AROUND - 1} in each other"
            self.add(rules.INCLUDE_TOO_DEEP.at(at, message, "write the text here"))
            return Markup()
        inner = _Compiler(self.site, path, self.route, self.base, shift=self.shift, host=self)
        inner.env["base"] = f"{self.base}/-{number}"  # its footnotes are numbered anew
        html = self.take(inner)
        self.level = inner.level
        return html

    def hosts(self) -> Iterator[_Compiler]:
        """The compiler of this file, and those of the files in which it is included."""
        compiler: _Compiler | None = self
        while compiler:
            yield compiler
            compiler = compiler.host

    def take(self, inner: _Compiler) -> Markup:
        """Compile what is printed inside this page, and have all that it needs."""
        page = inner.compile()
        self.page.take(page)
        return Markup(page.html)  # noqa: S704 - compiled Markdown

    # Questions

    def quiz(self) -> Page:
        page = self.page
        page.uses |= {QUESTION, "quiz"}
        file, page.diagnostics = load_quiz(self.site.files, page.path)
        if not file:
            return page
        page.parsed = True
        page.quiz = file
        tag = keep(self.references, self.step, QUIZ, quiz_keeps(), file.document.at())
        self.lines = file.lines
        self.asking = True
        intro = _Texts(self, file).block(file.says.intro, "intro")
        views = []
        for route, question in file.sound():
            self.terms_shown_later |= page.terms
            page.terms = set()  # each question by itself, since nobody may be asked all of them
            at = file.document.at(*route, "id")
            place = {"key": self.addresses.named(question.id, at), "required": False}
            texts = _Texts(self, file, route, question.id)
            views.append(self.ask(texts, question, place, file.says))
        page.terms |= self.terms_shown_later
        self.own_links()
        if not errors(page.diagnostics):
            place = {"key": self.base, "tag": tag}
            view = quiz_view(file.says, place, intro, views, self.mark(file.says))
            context = {"quiz": view, "t": self.site.words}
            page.html = self.site.templates.render("_quiz.html", context)
        return page

    def mark(self, quiz: Quiz) -> int:
        """The score that passes a quiz; that of the course when it names this one. 0 is none."""
        tracking = self.site.tracking
        named = tracking.score == self.step and tracking.by_score
        return quiz.pass_ or (named and tracking.pass_) or 0

    def practice(self, block: Mapping[str, Any], at: Position) -> Markup:
        """A question of the page's own file, where a block asks for it."""
        *_, root = hosts = list(self.hosts())
        if root.shift or not root.step or any(one.asking for one in hosts):
            message = "a question stands on the page of a step"
            hint = "not on the first page of the course, in a transcript, or in another question"
            self.add(rules.BAD_ATTRIBUTE.at(at, message, hint))
            return Markup()
        file, name = root.questions, root.questions_path
        if not file:
            if not self.site.files.has(name):
                message = f"the questions of this page stand in `{name}`, which does not exist"
                hint = f"write them in it, beginning with `questions:` and `- id: {block['id']}`"
                self.add(rules.UNKNOWN_QUESTION.at(at, message, hint))
            return Markup()
        known = {question.id for _, question in file.routes()}
        if block["id"] not in known:
            message = f"`{name}` has no question `{block['id']}`"
            hint = did_you_mean(block["id"], known)
            self.add(rules.UNKNOWN_QUESTION.at(at, message, hint))
            return Markup()
        root.asked.add(block["id"])
        sound = {question.id: (route, question) for route, question in file.sound()}
        if block["id"] not in sound:
            return Markup()
        inner = _Compiler(self.site, name, self.route, self.base, shift=self.shift, host=self)
        inner.lines = file.lines
        inner.asking = True
        place = {"key": block["key"], "required": block["required"]}
        route, question = sound[block["id"]]
        html = inner.ask(_Texts(inner, file, route, question.id), question, place)["html"]
        self.page.take(inner.page)
        return Markup(html)  # noqa: S704 - compiled Markdown

    @property
    def questions_path(self) -> str:
        """Where the questions of this page stand, if it has any."""
        return f"{PurePosixPath(self.page.path).with_suffix('')}{ENDING}"

    @cached_property
    def questions(self) -> QuestionFile[Practice] | None:
        """The questions of this page."""
        path = self.questions_path
        if not self.site.files.has(path):
            return None
        file, findings = load_practice(self.site.files, path)
        self.page.transcripts.add(path)
        self.page.diagnostics += findings
        return file

    def unused_questions(self) -> None:
        if self.shift or not self.questions or errors(self.page.diagnostics):
            return
        for route, question in self.questions.routes():
            if question.id not in self.asked:
                at = self.questions.document.at(*route, "id")
                message = f"`{self.page.path}` does not show the question `{question.id}`"
                hint = f"write `:::question {{#{question.id}}}` and `:::`, or remove it"
                self.add(rules.UNUSED_QUESTION.at(at, message, hint))

    def ask(
        self, texts: _Texts, question: Question, place: dict[str, Any], quiz: Quiz | None = None
    ) -> dict[str, Any]:
        """What the template of a question gets, and what came of it as `html`."""
        at = texts.file.document.at(*texts.route, "id")
        length = keeps(question, self.site.tracking)
        place["tag"] = keep(self.references, self.step, question.id, length, at)
        self.page.uses |= {QUESTION, f"{QUESTION}-{question.type}", *KINDS[question.type].needs}
        view = question_view(question, texts, place, quiz)
        if not errors(self.page.diagnostics):
            context = {"question": view, "t": self.site.words}
            view["html"] = self.site.templates.render("questions/_question.html", context)
        return {"html": Markup(), **view}

    def text(self, text: str, span: Span, name: str, *, inline: bool) -> list[Token]:
        """The tokens of a text in a YAML file, looked at; `name` tells its footnotes from others."""
        self.env = {"base": f"{self.base}/-{name}", "words": self.site.words}
        self.cursor, self.quiet, self.column = (span.first, 0), 0, span.column
        level = self.level
        if inline:
            tokens = self.md.parseInline(text, self.env)
            tokens[0].map = [span.first, span.end]
            tokens[0].meta["label"] = True
        else:
            tokens = self.parse(text, span) or []
        self.visit(tokens)
        self.level = level
        tokens, findings = set_tables(self.md, tokens, self.env, self.page.path)
        self.page.diagnostics += findings
        return tokens

    def printed(self, tokens: Sequence[Token]) -> Markup:
        """HTML of tokens that have been looked at."""
        if errors(self.page.diagnostics):
            return Markup()
        return Markup(print_tokens(self.md, self.site.templates, tokens, self.env))  # noqa: S704 - compiled Markdown


class _Texts:
    """Makes HTML of the texts under `route` of a file of questions, on the page that `compiler` makes.
    `name` is the id of the question that stands there."""

    def __init__(
        self,
        compiler: _Compiler,
        file: QuestionFile[Quiz] | QuestionFile[Practice],
        route: Route = (),
        name: str = "",
    ) -> None:
        self.compiler = compiler
        self.file = file
        self.route = route
        self.name = name
        self.words = compiler.site.words

    def block(self, text: str, *route: str | int, later: bool = False) -> Markup:
        page = self.compiler.page
        known = page.terms
        if later:  # a term has its first place where it is seen at once
            page.terms = set(known)
        html = self.compiler.printed(self.tokens(text, route))
        if later:
            self.compiler.terms_shown_later |= page.terms
            page.terms = known
        return html

    def inline(self, text: str, *route: str | int) -> Markup:
        tokens = self.tokens(text, route, inline=True)
        if any(child.type == "link_open" for child in tokens[0].children or []):
            self.fault(
                route, "a link cannot stand where something is chosen", "explain it elsewhere"
            )
        return self.compiler.printed(tokens)

    def prompt(self, text: str, *route: str | int) -> tuple[Markup, Markup]:
        tokens = self.tokens(text, route)
        if tokens and tokens[0].type != "paragraph_open":
            hint = "pictures, lists and blocks stand under it"
            self.fault(route, f"`{route[-1]}` must begin with a paragraph, which asks", hint)
            return Markup(), Markup()
        return self.compiler.printed(tokens[1:2]), self.compiler.printed(tokens[3:])

    def picture(self, src: str, *route: str | int) -> dict[str, Any] | None:
        at = self.file.document.at(*self.route, *route)
        return self.compiler.references.picture(src, at)

    def tokens(self, text: str, route: Route, *, inline: bool = False) -> list[Token]:
        if not text:
            return []
        span = span_of(self.file.document, self.file.lines, (*self.route, *route))
        name = "-".join(str(part) for part in (self.name, *route))
        return self.compiler.text(text, span, name, inline=inline)

    def fault(self, route: Route, message: str, hint: str) -> None:
        at = self.file.document.at(*self.route, *route)
        self.compiler.add(rules.BAD_QUESTION.at(at, message, hint))


def _take_heading_id(inline: Token) -> str:
    """`## Heading {#name}`: take the name off the text."""
    last = inline.children[-1] if inline.children else None
    found = _HEADING_ID.search(last.content.rstrip()) if last and last.type == "text" else None
    if not last or not found:
        return ""
    last.content = last.content[: found.start()].rstrip()
    return found[1]


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The runs of lines between empty ones, each with its first line."""
    start = 0
    for index, line in enumerate([*lines, ""]):
        if not line.strip():
            yield start, "\n".join(lines[start:index])
            start = index + 1


def _says_something(token: Token) -> bool:
    """Whether a reader sees or hears anything of a token; a comment is nothing."""
    return bool(token.content.strip() or token.type in ("block_open", "hr") or token.children)


_VISITORS: dict[str, Callable[..., None]] = {
    "heading_open": _Compiler.heading,
    "heading_close": _Compiler.heading_end,
    "inline": _Compiler.inline,
    "fence": _Compiler.fence,
    "footnote_block_open": _Compiler.footnotes,
    "html_block": _Compiler.html_block,
    "math_block": _Compiler.math,
    "thead_open": _Compiler.table_head,
    "th_open": _Compiler.cell,
    "td_open": _Compiler.cell,
    "block_open": _Compiler.block,
    "part_open": _Compiler.part,
    "part_close": _Compiler.part_end,
    "block_stray": _Compiler.stray,
}
_INLINE_VISITORS: dict[str, Callable[..., None]] = {
    "link_open": _Compiler.link,
    "image": _Compiler.image,
    "math_inline": _Compiler.math,
}
