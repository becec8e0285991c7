"""YAML text → plain values and the place of each of them.

YAML 1.2 (core schema): `no`, `on` and `1:30` are texts. The event stream of PyYAML's C parser is
built into values here and not by a PyYAML loader, because we need the place of every value and
key, every duplicate key, and a bound on nesting and on what aliases multiply into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position, Rule
from scorm_builder.source.text import place

if TYPE_CHECKING:
    from collections.abc import Iterator

Route = tuple[str | int, ...]
"""The keys and indices that lead to a value: `("topics", 0, "title")`."""

MAX_DEPTH = 64
MAX_VALUES = 200_000

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = re.compile(r"(?:null|Null|NULL|~|)\Z")
_TRUE = re.compile(r"(?:true|True|TRUE)\Z")
_FALSE = re.compile(r"(?:false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_MAX_DIGITS = 300
_MOST_INVISIBLE = 100
# What YAML does not allow (1.2.2, 5.1), and what the parser takes for line ends and editors do not.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


@dataclass(slots=True)
class Document:
    """What a YAML text says: its value, and where each value and each key of it stands."""

    path: str
    value: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _values: dict[Route, tuple[int, int]] = field(default_factory=dict)
    _keys: dict[Route, tuple[int, int]] = field(default_factory=dict)
    _ends: dict[Route, int] = field(default_factory=dict)

    def at(self, *route: str | int) -> Position:
        """The place of the value at `route`, or of the nearest value around it."""
        return self._place(self._values, route)

    def at_key(self, *route: str | int) -> Position:
        """The place of the key that ends `route`, or of the nearest value around it."""
        if route in self._keys:
            return self._place(self._keys, route)
        return self._place(self._values, route)

    def last_line(self, *route: str | int) -> int:
        """The line in which the text at `route` ends."""
        return self._ends.get(route, self.at(*route).line)

    def _place(self, places: dict[Route, tuple[int, int]], route: Route) -> Position:
        while route not in places:
            if not route:
                return Position(self.path, 1, 1)
            route = route[:-1]
        return Position(self.path, *places[route])


class _Stop(Exception):  # noqa: N818 - ends the reading, is no error of ours
    """The reading of a document ends here, with this finding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_yaml(text: str, path: str) -> Document:
    """Read one YAML document. Faults are in `diagnostics`; after a fatal one the value is None."""
    document = Document(path)
    document.diagnostics += islice(_invisible(text, path), _MOST_INVISIBLE)
    if document.diagnostics:
        return document
    try:
        document.value = _Reader(document, iter(yaml.parse(text, Loader=_PARSER))).read()
    except _Stop as stop:
        document.diagnostics.append(stop.diagnostic)
    except yaml.MarkedYAMLError as problem:
        document.diagnostics.append(_syntax_error(problem, path))
    return document


class _Reader:
    """Builds values from the events of one document."""

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.events = events
        self.count = 0
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.open_anchors: set[str] = set()

    def read(self) -> Any:
        value = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self._stop(
                        rules.YAML_SYNTAX,
                        event,
                        "a second document begins here",
                        "remove the `---`",
                    )
                seen = True
                value = self._value(next(self.events), (), 0)
        return value

    def _value(self, event: yaml.Event, route: Route, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise self._stop(rules.YAML_TOO_DEEP, event, *_DEEP)
        self._count(1, event)
        self.document._values[route] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        anchor = event.anchor if isinstance(event, yaml.NodeEvent) else None
        before = self.count
        if anchor:
            self.open_anchors.add(anchor)
        if isinstance(event, yaml.MappingStartEvent):
            value: Any = self._mapping(route, depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(route, depth)
        else:
            assert isinstance(event, yaml.ScalarEvent)
            value = _scalar(event)
            self._note_end(event, route)
        if anchor:
            self.open_anchors.discard(anchor)
            self.anchors[anchor] = (value, self.count - before + 1)
        return value

    def _note_end(self, event: yaml.ScalarEvent, route: Route) -> None:
        end = event.end_mark
        if end and end.line + 1 > self.document._values[route][0]:
            # Of a block (`|`, `>`) the mark stands at the beginning of the line behind it.
            self.document._ends[route] = end.line + (end.column > 0)

    def _mapping(self, route: Route, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self._stop(
                    rules.YAML_SYNTAX,
                    event,
                    "a field's name cannot be a list or a group",
                    "put quotes around a text that begins with `{`, `[`, `*` or `&`",
                )
            key = event.value
            place = _place(event)
            value_event = next(self.events)
            if key in mapping:
                first = self.document._keys[(*route, key)][0]
                self.document.diagnostics.append(
                    rules.DUPLICATE_KEY.at(
                        Position(self.document.path, *place),
                        f"`{key}` stands here twice, first on line {first}",
                        "remove one of the two",
                    )
                )
                self._skip(value_event, depth)
                continue
            self.document._keys[(*route, key)] = place
            mapping[key] = self._value(value_event, (*route, key), depth + 1)
        return mapping

    def _sequence(self, route: Route, depth: int) -> list[Any]:
        sequence: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            sequence.append(self._value(event, (*route, len(sequence)), depth + 1))
        return sequence

    def _skip(self, event: yaml.Event, depth: int) -> None:
        """Read a value that has no place in the document: that of a repeated key."""
        kept = self.document
        self.document = Document(kept.path)
        self._value(event, (), depth + 1)
        self.document = kept

    def _alias(self, event: yaml.AliasEvent) -> Any:
        name = event.anchor
        if name in self.open_anchors:
            raise self._stop(rules.YAML_SYNTAX, event, f"`*{name}` stands for itself", "")
        if name not in self.anchors:
            raise self._stop(
                rules.YAML_SYNTAX,
                event,
                f"`*{name}` has no `&{name}` before it",
                f'put quotes around a text that begins with a star: "*{name}"',
            )
        value, size = self.anchors[name]
        self._count(size, event)
        return value

    def _count(self, size: int, event: yaml.Event) -> None:
        self.count += size
        if self.count > MAX_VALUES:
            raise self._stop(
                rules.YAML_TOO_MANY_VALUES,
                event,
                f"the aliases (`*name`) stand for more than {MAX_VALUES:,} values",
                "divide the course, or write out what the aliases stand for",
            )

    def _stop(self, rule: Rule, event: yaml.Event, message: str, hint: str) -> _Stop:
        return _Stop(rule.at(Position(self.document.path, *_place(event)), message, hint))


def _place(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: yaml.ScalarEvent) -> Any:
    """Resolve a scalar by the core schema (YAML 1.2.2, 10.3.2); quoted ones are always texts."""
    text: str = event.value
    if event.style or not event.implicit[0]:
        return text
    if _NULL.match(text):
        return None
    if _TRUE.match(text):
        return True
    if _FALSE.match(text):
        return False
    if len(text) <= _MAX_DIGITS:
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text


# A sign in the parser's own words: what to say instead, and the cure.
_ADVICE = (
    ("tab character", "this line is indented with a tab", "indent with spaces"),
    ("'\\t'", "this line is indented with a tab", "indent with spaces"),
    (
        "mapping values are not allowed",
        "there is a second colon in this line, or the indentation is off",
        'put quotes around a text that holds a colon: "so: like this"',
    ),
    ("could not find expected ':'", "this line has no colon", "write `name: value`"),
    (
        "did not find expected key",
        "this line does not fit the lines above it",
        "check the indentation, and put quotes around a text with a quote in it",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list above it",
        "check the indentation of the list",
    ),
    ("did not find expected ','", "a bracket is not closed, or a comma is missing", "close it"),
    ("unexpected end of stream", "a quote or a bracket is not closed", "close it"),
    (
        "cannot start any token",
        "a text cannot begin with this character",
        "put quotes around the text",
    ),
    (
        "alphabetic or numeric character",
        "a text cannot begin with a star or an ampersand",
        "put quotes around the text",
    ),
)


_DEEP = (f"nested deeper than {MAX_DEPTH} levels", "is a bracket missing?")


def _syntax_error(problem: yaml.MarkedYAMLError, path: str) -> Diagnostic:
    words = problem.problem or problem.context or "unknown"
    if "nesting depth" in words:  # libyaml from 0.2.6 on looks far ahead, and counts too
        return rules.YAML_TOO_DEEP.at(_at(path, problem.problem_mark), *_DEEP)
    message, hint = f"this cannot be read as YAML ({words})", "check this line and those above it"
    for sign, plain, cure in _ADVICE:
        if sign in words:
            message, hint = f"{plain} ({words})", cure
            break
    # What is not closed is found at the end of the file; its place is where it was opened.
    opened = "not closed" in message and problem.context_mark
    mark = opened or problem.problem_mark or problem.context_mark
    return rules.YAML_SYNTAX.at(_at(path, mark), message, hint)


def _at(path: str, mark: yaml.Mark | None) -> Position:
    return Position(path, mark.line + 1, mark.column + 1) if mark else Position(path)


def _invisible(text: str, path: str) -> Iterator[Diagnostic]:
    for found in _INVISIBLE.finditer(text):
        yield rules.FORBIDDEN_CHARACTER.at(
            place(path, text, found.start()),
            f"an invisible character stands here (U+{ord(found[0]):04X})",
            "remove it",
        )
