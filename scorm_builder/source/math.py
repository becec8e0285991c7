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
    StopIteration,
    etree.XMLSyntaxError,
)
# How many children an element has (MathML Core, 3.3 and 3.4).
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
_REASONS = {
    "NoAvailableTokensError": "something is missing at its end",
    "MissingSuperScriptOrSubscriptError": "`^` or `_` has nothing behind it",
    "DoubleSubscriptsError": "there are two `_` on one sign",
    "DoubleSuperscriptsError": "there are two `^` on one sign",
    "ExtraLeftOrMissingRightError": "a `\\left` has no `\\right`",
    "MissingEndError": "a `\\begin` has no `\\end`",
    "RecursionError": "it is nested too deeply",
    "XMLSyntaxError": "`<`, `>` and `&` cannot stand in its text",
}


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
        reason = _REASONS.get(type(problem).__name__, "something is missing after a command")
        raise BadMath(reason) from problem
    for element in root.iter():
        if not _ELEMENT.match(str(element.tag)):
            raise BadMath(_REASONS["XMLSyntaxError"])
        needed = _CHILDREN.get(str(element.tag).removeprefix(_MATHML))
        if needed and len(element) != needed:
            raise BadMath("a command has too little behind it")
        if not all(_ATTRIBUTE.match(str(name)) for name in element.attrib):
            raise BadMath("this command is not allowed")
        if element.text and re.match(r"\\[A-Za-z]", element.text):
            raise BadMath(f"`{element.text}` is not a known command")
    return mathml
