"""XML of others, read without entities, without the network and within bounds, with the place of every element.

Expat tells what a tree of libxml2 does not: columns, and prefixes as they are written, which some
platforms compare instead of the namespaces.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_XML = 8 * 1024 * 1024
"""Bytes: a manifest that lists 65,535 files has some five million."""
MAX_PARTS = 200_000
"""Elements and attributes together."""
_MAX_SIGNS = 300_000
"""Signs that open a tag or close one: who has more has more elements too."""
MAX_DEPTH = 100
_SEPARATOR = "\x01"
"""Between a namespace and a name: no character of XML."""
_ENCODINGS = frozenset(
    codecs.lookup(name).name
    for name in ("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "utf-16")
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")


class NotXml(Exception):  # noqa: N818 - says what is wrong with a text of others, not with us
    """A text is no XML that we read. `doctype` and `size` tell two kinds of it apart."""

    def __init__(
        self, why: str, line: int = 0, column: int = 0, *, doctype: bool = False, size: bool = False
    ) -> None:
        super().__init__(why)
        self.line, self.column, self.doctype, self.size = line, column, doctype, size


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its namespace, "" for none, and its name."""

    space: str
    name: str
    prefix: str
    value: str


@dataclass(slots=True, eq=False)
class Element:
    """An element, where it begins, and what is in it. `text` is its own, not that of its children."""

    space: str
    name: str
    prefix: str
    attributes: tuple[Attribute, ...]
    line: int
    column: int
    parent: Element | None = field(default=None, repr=False)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    @property
    def tag(self) -> str:
        """The name as it is written, with its prefix."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def all(self, name: str) -> list[Element]:
        """The children of a name, in any namespace and in any case, as platforms look for them."""
        return [child for child in self.children if child.name.lower() == name]

    def first(self, name: str) -> Element | None:
        """The first child of a name, or nothing."""
        return next(iter(self.all(name)), None)

    def get(self, name: str) -> str:
        """The value of an attribute of a name, in any namespace and in any case; "" for none."""
        found = (one.value for one in self.attributes if one.name.lower() == name)
        return next(found, "").strip()

    def has(self, name: str) -> bool:
        """Whether it has such an attribute."""
        return any(one.name.lower() == name for one in self.attributes)

    def walk(self) -> Iterator[Element]:
        """This element and all in it, in the order of the text."""
        todo = [self]
        while todo:
            element = todo.pop()
            yield element
            todo.extend(reversed(element.children))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding. Lines end as XML reads them.

    Raises `NotXml` for an encoding that platforms need not know, or bytes that are not of it.
    """
    found = _DECLARED.match(data)
    name = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    name = name or (found[1].decode("ascii") if found else "utf-8")
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = ""
    if known not in _ENCODINGS | {"utf-8-sig"}:
        raise NotXml(f"`{name}` is an encoding that platforms need not know", 1, 1)
    try:
        text = data.decode(known)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise NotXml(f"a byte here is not {name.upper()}", line) from problem
    return re.sub("\r\n?", "\n", text), name.removesuffix("-sig").lower()


def parse(text: str) -> Element:
    """The root element of a text. Raises `NotXml`, also for a document type, which is never read."""
    if text.count("<") > _MAX_SIGNS:
        raise NotXml("more elements than any course has", size=True)
    reader = _Reader()
    try:
        reader.parser.Parse(text.encode(), True)
    except expat.ExpatError as problem:
        why = expat.errors.messages.get(problem.code) or str(problem)
        raise NotXml(why, problem.lineno, problem.offset + 1) from problem
    assert reader.root is not None, "expat takes no text without an element"
    return reader.root


class _Reader:
    """Builds the tree from what expat tells."""

    def __init__(self) -> None:
        parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.namespace_prefixes = True
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        self.parser = parser
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.parts = 0

    def _start(self, tag: str, flat: list[str]) -> None:
        self.parts += 1 + len(flat) // 2
        if self.parts > MAX_PARTS or len(self.stack) >= MAX_DEPTH:
            deep = len(self.stack) >= MAX_DEPTH
            why = f"more than {MAX_DEPTH} levels" if deep else "more elements than any course has"
            raise self._bad(why, size=True)
        names = zip(flat[::2], flat[1::2], strict=True)
        attributes = tuple(Attribute(*_split(name), value) for name, value in names)
        parent = self.stack[-1] if self.stack else None
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        element = Element(*_split(tag), attributes, line, column, parent)
        if parent:
            parent.children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def _end(self, _tag: str) -> None:
        self.stack.pop()

    def _text(self, text: str) -> None:
        self.stack[-1].text += text

    def _doctype(self, *_declared: object) -> None:
        raise self._bad("a document type is declared here, which is not read", doctype=True)

    def _bad(self, why: str, *, doctype: bool = False, size: bool = False) -> NotXml:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return NotXml(why, line, column, doctype=doctype, size=size)


def _split(name: str) -> tuple[str, str, str]:
    """Namespace, name and prefix of what expat gives as one."""
    parts = name.split(_SEPARATOR)
    if len(parts) == 1:
        return "", name, ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""
