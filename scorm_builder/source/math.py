"""LaTeX formulas → MathML, when the course is built."""

from __future__ import annotations

import re
from functools import cache

from latex2mathml import exceptions
from latex2mathml.converter import convert
from lxml import etree

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENT = re.compile(re.escape(_MATHML) + r"(math|m[a-z]+|semantics|annotation)\Z")
_ATTRIBUTE = re.compile(r"(?!on|href|src|style)[a-z]+\Z")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_FAULTS: tuple[type[Exception], ...] = (
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type)),
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    RecursionError,
)


class BadMath(Exception):  # noqa: N818 - a fault of the author, turned into a finding
    """A formula that cannot be read; the message says why."""


@cache
def to_mathml(formula: str, display: str) -> str:
    """MathML of a formula; `display` is `inline` or `block`. Raises `BadMath`.

    The converter copies the text of `\\text{…}` as it is, so its output is trusted only when all of
    it is MathML.
    """
    try:
        mathml = convert(formula, display=display)
        root = etree.fromstring(mathml, _PARSER)
    except _FAULTS as problem:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(problem).__name__.removesuffix("Error"))
        raise BadMath(name.lower()) from problem
    for element in root.iter():
        if not _ELEMENT.match(str(element.tag)):
            raise BadMath("`<` and `&` cannot stand in a formula's text")
        if not all(_ATTRIBUTE.match(str(name)) for name in element.attrib):
            raise BadMath("this command is not allowed")
        if element.text and re.match(r"\\[A-Za-z]", element.text):
            raise BadMath(f"`{element.text}` is not a known command")
    return mathml
