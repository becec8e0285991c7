"""HTML and plain text → Markdown as a person would write it.

What is made is read again by our own parser: where a sign in the text would mean something, or the
emphasis would not hold, the text is written in a safer way.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from scorm_builder.importing.xml import name, raw
from scorm_builder.source.syntax import parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 20_000
"""Characters of a text that are looked at: more than any text of a question may have."""
MOST_PICTURES = 50
"""Pictures of one text."""
MAX_DEPTH = 60
"""Levels of elements in each other. No editor makes more, and what is deeper is not carried."""

_PARAGRAPHS = frozenset(
    "p div section article aside header footer main center address figure figcaption form fieldset"
    " legend dl dt dd li tbody thead tfoot tr td th caption prompt body html itembody".split()
)
_BLOCKS = _PARAGRAPHS | set("ul ol pre blockquote h1 h2 h3 h4 h5 h6 hr table".split())
_EMPHASIS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "var": "em"}
_KEPT = {"sub": "sub", "sup": "sup", "u": "u", "ins": "ins", "s": "s", "strike": "s", "del": "s", "kbd": "kbd", "mark": "mark", "small": "small"}  # fmt: skip
_MARKS = {"strong": "**", "em": "*"}
_CODE = frozenset("code tt samp".split())
_SILENT = frozenset("script style template head title meta link noscript stylesheet".split())
_SHOWN = frozenset(
    "iframe video audio object embed input select textarea button canvas applet math svg".split()
)
# Tokens of the parser that Markdown signs make, by what we call them.
_TOKENS = {
    "strong_open": "strong", "em_open": "em", "code_inline": "code", "link_open": "link",
    "image": "image", "math_inline": "math", "fence": "fence", "table_open": "table",
    "bullet_list_open": "ul", "ordered_list_open": "ol", "blockquote_open": "quote",
    "hr": "hr", "heading_open": "heading", "code_block": "indented", "html_block": "html",
    "block_open": "block", "block_stray": "block", "footnote_ref": "footnote", "dl_open": "dl",
    "s_open": "s", "math_block": "math block", "span_open": "span", "math_block_label": "math block",
}  # fmt: skip

_SPACE = re.compile(r"[\s\xa0]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_MATH = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]|\$\$(.{1,2000}?)\$\$", re.DOTALL)
_SIGN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|$)"  # before a sign, where it would escape
    r"|[`\[${]"
    r"|\*(?!\s)|(?<!\s)\*"
    r"|(?<![\w_])_(?!_)|(?<!_)_(?![\w_])"
    r"|<(?=[A-Za-z/!?])|&(?=[#\w]+;)|~(?=~)|(?<!\S)-(?=-\w)|\((?=(?:c|r|tm)\))",
    re.IGNORECASE,
)
_LINE_START = re.compile(
    r"^([ \t]*)(?=(?:[-+*](?:[ \t]|$)|#{1,6}(?:[ \t]|$)|>|:|[-=_*|][-=_*|: ]*$|~~~))", re.MULTILINE
)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=[ \t]|$)", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*]|\d+[.)]) ")
_ANY_SIGN = re.compile(r"([!-/:-@\[-`{-~])")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)


@dataclass
class Context:
    """What a text needs of its surroundings.

    `picture` gives the path of a picture by its address, or None; `lose` is told what is not carried
    over; `special` writes elements that are no HTML.
    """

    picture: Callable[[str], str | None]
    lose: Callable[[str, str], None]
    special: Callable[[etree._Element], str | None] = field(default=lambda _element: None)


def looks_like_html(text: str) -> bool:
    """Whether a text has tags or named characters."""
    return _HTML.search(text) is not None


def clean(text: str) -> str:
    """A text without what no file of ours can hold, its lines ended by `\\n`."""
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)).strip()


def words(element: etree._Element) -> str:
    """All text in an element, on one line."""
    return _SPACE.sub(" ", clean(raw(element))).strip()


def from_plain(text: str) -> str:
    """Markdown that shows this text; a line stays a line."""
    whole = clean(text)[:LONGEST]
    lines = [_SPACE.sub(" ", line).strip() for line in whole.split("\n")]
    paragraphs = re.split(r"\n\n+", "\n".join(lines).strip())
    made: Counter[str] = Counter()
    pieces = [[_inline_text(line, made) for line in one.split("\n")] for one in paragraphs]
    written = "\n\n".join(_at_line_start("\\\n".join(one)) for one in pieces)
    return written if _counted(written) == made else "\n\n".join(map(_escaped, paragraphs))


def from_html(text: str, context: Context) -> str:
    """Markdown of a piece of HTML."""
    text = clean(text)
    if not text:
        return ""
    reader = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f"<div>{text}</div>", reader)
    return "" if root is None else from_element(root, context)


def from_element(root: etree._Element, context: Context) -> str:
    """Markdown of what stands in an element of HTML or of QTI."""
    for marked in (True, False):
        writer = _Writer(context if marked else _silent(context), root, marked=marked)
        written = writer.write()
        if len(written) > LONGEST or _counted(written) == writer.made:
            return written
    context.lose("the formatting of a text is not carried over", "format the text again")
    return from_plain(words(root))


def _silent(context: Context) -> Context:
    return Context(context.picture, lambda _message, _hint: None, context.special)


class _Writer:
    """Writes an element; `made` counts the signs of Markdown that it wrote."""

    def __init__(self, context: Context, root: etree._Element, *, marked: bool) -> None:
        self.context = context
        self.root = root
        self.marked = marked
        self.made: Counter[str] = Counter()
        self.left = 2 * LONGEST
        self.around: set[etree._Element] = set()
        for element in root.iter(etree.Element):
            if name(element) in _BLOCKS:
                parent = element.getparent()
                while parent is not None and parent not in self.around:
                    self.around.add(parent)
                    parent = parent.getparent()

    def write(self) -> str:
        return "\n\n".join(self.blocks(self.root, 0)).strip()

    # Blocks

    def blocks(self, element: etree._Element, depth: int) -> list[str]:
        """What stands in an element, as paragraphs, lists and so on."""
        if depth > MAX_DEPTH:
            self.too_deep()
            return []
        found: list[str] = []
        run: list[str | None] = [self.text(element.text)]  # None is an end of line
        for child in element.iterchildren(etree.Element):
            tag = name(child)
            if tag in _BLOCKS or (child in self.around and self.context.special(child) is None):
                found += [*self.paragraphs(run), *self.block(child, tag, depth + 1)]
                run = []
            else:
                run.append(None if tag == "br" else self.inline(child, tag, depth + 1))
            run.append(self.text(child.tail))
        return [*found, *self.paragraphs(run)]

    def paragraphs(self, run: list[str | None]) -> Iterator[str]:
        """A run of text; two ends of line are one of a paragraph."""
        lines: list[str] = []
        line = ""
        for piece in [*run, None]:
            if piece is not None:
                line += piece
                continue
            lines.append(re.sub(" +", " ", line).strip(" "))
            line = ""
        for paragraph in re.split(r"\n\n+", "\n".join(lines).strip("\n")):
            if paragraph.strip():
                yield _at_line_start(re.sub(r"(?<!\\)\n", "\\\n", paragraph))

    def block(self, element: etree._Element, tag: str, depth: int) -> list[str]:
        if tag in ("ul", "ol"):
            return self.items(element, tag, depth)
        if tag == "table":
            return self.table(element, depth)
        if tag == "pre":
            return self.fence(element)
        if tag == "hr":
            return []
        inner = self.blocks(element, depth)
        if tag == "blockquote" and inner:
            self.made["quote"] += 1
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(inner).split("\n"))]
        if tag[0] == "h" and tag[1:].isdigit():  # a heading in a question would be one of the page
            return [self.emphasis("strong", one) for one in inner]
        return inner

    def items(self, element: etree._Element, tag: str, depth: int) -> list[str]:
        items = [self.blocks(item, depth + 1) for item in element.iterchildren(etree.Element)]
        items = [item for item in items if item]
        if not items:
            return []
        self.made[tag] += 1
        first = element.get("start", "")
        number = int(first) if first.isascii() and first.isdigit() and len(first) < 9 else 1
        before = element.getprevious()
        behind = before is not None and name(before) == tag  # another sign, or the two are one
        bullet, dot = ("* ", ")") if behind else ("- ", ".")
        between = (
            "\n\n" if any(not _ITEM.match(one) for item in items for one in item[1:]) else "\n"
        )
        lines = []
        for index, item in enumerate(items):
            marker = bullet if tag == "ul" else f"{number + index}{dot} "
            lines.append(marker + between.join(item).replace("\n", "\n" + " " * len(marker)))
        return [re.sub(r"\n +(?=\n)", "\n", between.join(lines))]

    def table(self, element: etree._Element, depth: int) -> list[str]:
        rows = [
            [self.cell(cell, depth + 1) for cell in row.iterchildren(etree.Element)]
            for row in element.iter(etree.Element)
            if name(row) == "tr"
        ]
        rows = [row for row in rows if row]
        if not rows:
            return []
        self.made["table"] += 1
        width = max(map(len, rows))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return ["\n".join([lines[0], "|" + "---|" * width, *lines[1:]])]

    def cell(self, element: etree._Element, depth: int) -> str:
        text = "<br>".join(self.blocks(element, depth)).replace("\\\n", "<br>")
        return re.sub(r"(?<!\\)\|", r"\\|", text.replace("\n", " "))

    def fence(self, element: etree._Element) -> list[str]:
        text = clean(raw(element)).strip("\n")
        if not text:
            return []
        self.made["fence"] += 1
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        marks = "`" * max(3, longest + 1)
        return [f"{marks}\n{text}\n{marks}"]

    # Inline

    def text(self, text: str | None) -> str:
        if not text or self.left < 0:
            return ""
        words = _SPACE.sub(" ", clean_inline(text[: self.left]))
        self.left -= len(words)
        return _inline_text(words, self.made)

    def inline(self, element: etree._Element, tag: str, depth: int) -> str:
        special = self.context.special(element)
        if special is not None:
            return special
        if depth > MAX_DEPTH:
            return self.too_deep()
        if tag in _SILENT:
            return ""
        if tag == "img" or (tag == "object" and element.get("type", "").startswith("image/")):
            return self.image(element)
        if tag in _SHOWN:
            hint = "put it on a page, beside the question"
            self.context.lose(f"`<{tag}>` is not carried over", hint)
            return ""
        if tag in _CODE:
            return self.code(words(element))
        return self.marked_up(element, tag, self.within(element, depth))

    def within(self, element: etree._Element, depth: int) -> str:
        pieces = [self.text(element.text)]
        for child in element.iterchildren(etree.Element):
            tag = name(child)
            pieces.append("\\\n" if tag == "br" else self.inline(child, tag, depth + 1))
            pieces.append(self.text(child.tail))
        return "".join(pieces)

    def marked_up(self, element: etree._Element, tag: str, inner: str) -> str:
        if tag in _EMPHASIS:
            return self.emphasis(_EMPHASIS[tag], inner)
        if tag in _KEPT:
            return _around(inner, f"<{_KEPT[tag]}>", f"</{_KEPT[tag]}>")
        if tag == "a":
            return self.link(element, inner)
        return f"“{inner}”" if tag == "q" else inner

    def emphasis(self, kind: str, inner: str) -> str:
        if not self.marked:
            return _around(inner, f"<{kind}>", f"</{kind}>")
        mark, text = _MARKS[kind], inner.strip(" ")
        if text.startswith(mark) and text.endswith(mark) and text.count(mark) == 2:
            return inner
        if text:
            self.made[kind] += 1
        return _around(inner, mark, mark)

    def code(self, text: str) -> str:
        if not text:
            return ""
        self.made["code"] += 1
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        marks = "`" * (longest + 1)
        space = " " if text[0] == "`" or text[-1] == "`" else ""
        return f"{marks}{space}{text}{space}{marks}"

    def link(self, element: etree._Element, inner: str) -> str:
        address = _SPACE.sub("", clean(element.get("href") or ""))
        if not address:
            return inner
        if not _LINK.fullmatch(address):
            hint = "put the file into the course, and name it there"
            self.context.lose(f"the link to `{address[:60]}` is not carried over", hint)
            return inner
        self.made["link"] += 1
        text = inner if inner.strip() else _SIGN.sub(r"\\\g<0>", address)
        closed = text if "](" in text else re.sub(r"(?<!\\)\]", r"\\]", text)
        return _around(closed, "[", f"]({_address(address)})")

    def image(self, element: etree._Element) -> str:
        address = clean(element.get("src") or element.get("data") or "")
        described = clean(element.get("alt") or words(element))
        alt = _SIGN.sub(r"\\\g<0>", _SPACE.sub(" ", described)).replace("]", r"\]")
        if re.match(r"(?:https?:)?//", address, re.IGNORECASE):
            hint = "a course asks nothing of other servers: put the picture into the course"
            self.context.lose("a picture on another server is a link now", hint)
            self.made["link"] += 1
            whole = address if address[0] != "/" else f"https:{address}"
            return f"[{alt or 'picture'}]({_address(whole)})"
        is_more = self.made["image"] == MOST_PICTURES
        path = self.context.picture(address) if address and not is_more else None
        if path is None:
            hint = "add the picture, and name it in the text"
            self.context.lose(f"the picture `{address[:60]}` is not in the file", hint)
            return alt
        if not alt and element.get("role") == "presentation":
            self.made["image"] += 1
            return f"![]({path}){{.decorative}}"
        if not alt:
            hint = "write what it shows, or add `{.decorative}`; the build asks for it"
            self.context.lose(f"the picture `{path}` has no description", hint)
        self.made["image"] += 1
        return f"![{alt}]({path})"

    def too_deep(self) -> str:
        hint = "make the text simpler, and import again"
        message = f"what is nested deeper than {MAX_DEPTH} levels is not carried over"
        self.context.lose(message, hint)
        return ""


def clean_inline(text: str) -> str:
    """A piece of a text without what no file of ours can hold; blanks at its ends stay."""
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def _around(inner: str, before: str, after: str) -> str:
    """Marks around a text, with the blanks at its ends outside of them."""
    text = inner.strip(" ")
    if not text:
        return inner
    start = inner[: len(inner) - len(inner.lstrip(" "))]
    return f"{start}{before}{text}{after}{inner[len(start) + len(text) :]}"


def _address(address: str) -> str:
    return quote(address, safe="%/:?#[]@!$&'*+,;=~-._")


def _inline_text(text: str, made: Counter[str]) -> str:
    """A text of one line, its formulas as ours and its signs escaped."""
    pieces = []
    last = 0
    for found in _MATH.finditer(text):
        formula = _SPACE.sub(" ", next(filter(None, found.groups()))).strip()
        if not formula or "$" in formula or formula.endswith("\\"):
            continue
        pieces += [_SIGN.sub(r"\\\g<0>", text[last : found.start()]), f"${formula}$"]
        made["math"] += 1
        last = found.end()
    return "".join([*pieces, _SIGN.sub(r"\\\g<0>", text[last:])])


def _at_line_start(text: str) -> str:
    """A paragraph in which no line begins as a list, a heading or the like."""
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\1\\", text))


def _escaped(text: str) -> str:
    return "\\\n".join(_ANY_SIGN.sub(r"\\\1", line) for line in text.split("\n"))


def _counted(markdown: str) -> Counter[str]:
    """The signs of Markdown that our parser finds in a text."""
    found: Counter[str] = Counter()
    for token in parser("en").parse(markdown):
        for one in (token, *(token.children or ())):
            if one.type in _TOKENS:
                found[_TOKENS[one.type]] += 1
    return found
