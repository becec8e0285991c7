"""XML of others, read without entities, without the network, and within bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from scorm_builder.importing.imported import Source

_BLANK = re.compile(r"\s*")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def parse(source: Source) -> etree._Element:
    """The root element. What cannot be read, or declares a document type, is a `Fault`."""
    text = (
        _DECLARATION.sub("", source.text, count=1) if "<?xml" in source.text[:200] else source.text
    )
    before = source.text.count("\n") - text.count("\n")
    start = _prolog(text)
    if text.startswith("<!", start):
        line = source.text[: start + len(source.text) - len(text)].count("\n") + 1
        hint = "remove the line that begins with `<!DOCTYPE`; questions need none"
        raise source.bad(line, "a document type is declared here, which is not read", hint)
    reader = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True,
        remove_comments=True, remove_pis=True, strip_cdata=True, huge_tree=True,
    )  # fmt: skip
    try:
        return etree.fromstring(("\n" * before + text).encode(), reader)
    except etree.XMLSyntaxError as problem:
        line = problem.lineno or 0
        told = (problem.msg or "").rpartition(", line ")[0] or problem.msg or "it is not whole"
        hint = "export it again; a file that was cut off ends in the middle"
        raise source.bad(line, f"this cannot be read as XML ({told})", hint) from problem


def _prolog(text: str) -> int:
    """Where the first thing begins that is neither blank, comment nor instruction."""
    at = 0
    while True:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr] # it matches nothing too
        end = next(
            (
                close
                for begin, close in (("<!--", "-->"), ("<?", "?>"))
                if text.startswith(begin, at)
            ),
            "",
        )
        found = text.find(end, at) if end else -1
        if found < 0:
            return at
        at = found + len(end)


def name(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def line(element: etree._Element) -> int:
    """The line on which an element begins."""
    number: Any = element.sourceline
    return number or 0


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The children of these names, in order."""
    return [child for child in element.iterchildren(etree.Element) if name(child) in names]


def child(element: etree._Element, wanted: str) -> etree._Element | None:
    """The first child of a name."""
    return next(iter(children(element, wanted)), None)


def raw(element: etree._Element) -> str:
    """All text in an element as it stands there."""
    return "".join(str(piece) for piece in element.itertext())


def text_of(element: etree._Element | None) -> str:
    """All text in an element, without blanks around it."""
    return "" if element is None else raw(element).strip()
