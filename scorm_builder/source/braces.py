"""`{#id key=value key="a value" flag}`, as an author wrote it → the attributes of a block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean
from scorm_builder.source.attributes import Attributes
from scorm_builder.source.blocks import Block
from scorm_builder.source.decode import matches
from scorm_builder.source.schema import Field, choices, fields_of


@dataclass(frozen=True)
class Written:
    """The attributes of a block as an author wrote them: values, and the column of each."""

    values: dict[str, str]
    columns: dict[str, int]


_SOMETHING = re.compile(r"\S")
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
    while start := _SOMETHING.search(inner, index):
        found = _ATTRIBUTE.match(inner, index)
        place = Position(at.path, at.line, at.column + start.start())
        if not found:
            return rules.BLOCK_SYNTAX.at(place, *_unreadable(inner[start.start() :].strip()))
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
    fields = fields_of(block.attributes)
    findings = []
    taken: dict[str, Any] = {}
    for name, text in written.values.items():
        where = Position(at.path, at.line, written.columns[name])
        if name not in fields:
            message = f"`{name}` is not an attribute of `{block.name}`"
            findings.append(rules.UNKNOWN_ATTRIBUTE.at(where, message, did_you_mean(name, fields)))
            continue
        try:
            taken[fields[name].attribute] = _read(fields[name], text)
        except ValueError as problem:
            hint = "write blanks, not commas" if text.endswith(",") else str(problem)
            message = f"`{name}` of `{block.name}` cannot be `{text}`"
            findings.append(rules.BAD_ATTRIBUTE.at(where, message, hint))
    for name, field in fields.items():
        if field.required and name not in written.values:
            message = f"the block `{block.name}` has no `{name}`"
            findings.append(rules.MISSING_ATTRIBUTE.at(at, message, field.form.description))
    if findings:
        return None, findings
    attributes = block.attributes(**taken)
    return attributes, block.check(attributes, at)


def _read(field: Field, text: str) -> Any:
    """An attribute's text as a value of its type. Raises ValueError with a hint."""
    words = choices(field.kind)
    if words is not None and text not in words:
        raise ValueError(did_you_mean(text, words))
    if field.kind is bool:
        if text not in ("true", "false"):
            raise ValueError("leave out the value")
        return text == "true"
    if field.kind is int:
        return _whole(field, text)
    if field.kind is float:
        try:
            return float(text)
        except ValueError:
            raise ValueError("write a number") from None
    if not matches(field.form, text):
        raise ValueError(field.form.description)
    return text


def _whole(field: Field, text: str) -> int:
    """A whole number in its bounds; of a hundred, `80%` is one too, and a flag all of it."""
    least, most = field.form.least or 0, field.form.most or 0
    digits = text
    if most == 100:
        digits = "100" if text == "true" else text.removesuffix("%")
    if not re.fullmatch(r"[0-9]{1,5}", digits) or not least <= int(digits) <= most:
        raise ValueError(field.form.description)
    return int(digits)
