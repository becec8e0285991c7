"""A YAML document → a model, with every fault at its place and in the author's words."""

from __future__ import annotations

import dataclasses
import re
from difflib import get_close_matches
from functools import cache
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from scorm_builder import rules
from scorm_builder.diagnostics import Rule, did_you_mean
from scorm_builder.source.schema import KIND, Field, Form, choices, fields_of, optional, variants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

    from scorm_builder.source.yaml12 import Document, Route

Model = TypeVar("Model")


def decode(document: Document, model: type[Model]) -> Model | None:
    """The document as `model`, a dataclass, or None. Faults are added to the document's diagnostics."""
    if document.value is None:
        if not document.diagnostics:
            hint = "`scorm-builder new` makes an example"
            document.diagnostics.append(
                rules.MISSING_FIELD.at(document.at(), f"`{document.path}` is empty", hint)
            )
        return None
    decoder = _Decoder(document)
    decoded = decoder.value(model, Form(), document.value, ())
    told = {found.position for found in document.diagnostics}
    for route in _control_characters(document.value):
        if document.at(*route) not in told:
            decoder.fault(
                rules.FORBIDDEN_CHARACTER,
                route,
                f"{_name(route)} holds a control character",
                "remove it",
            )
    return None if decoder.faulty else decoded


class _Decoder:
    """Decodes one document; `faulty` when any value could not be taken."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faulty = False

    def fault(self, rule: Rule, route: Route, message: str, hint: str = "") -> None:
        self.faulty = True
        self.document.diagnostics.append(rule.at(self.document.at(*route), message, hint))

    def fault_at_key(self, rule: Rule, route: Route, message: str, hint: str = "") -> None:
        self.faulty = True
        self.document.diagnostics.append(rule.at(self.document.at_key(*route), message, hint))

    def value(self, kind: Any, form: Form, value: Any, route: Route) -> Any:
        kind, nullable = optional(kind)
        if value is None and nullable:
            return None
        words = choices(kind)
        if words is not None:
            return self.choice(kind, words, value, route)
        if get_origin(kind) is list:
            return self.sequence(get_args(kind)[0], form, value, route)
        if get_origin(kind) is dict:
            return self.mapping(get_args(kind)[1], form, value, route)
        models = variants(kind)
        if models:
            return self.variant(models, value, route)
        if dataclasses.is_dataclass(kind):
            return self.model(kind, form, value, route)
        return self.scalar(kind, form, value, route)

    def choice(self, kind: Any, words: list[str], value: Any, route: Route) -> Any:
        if isinstance(value, str) and value in words:
            return kind(value) if isinstance(kind, type) else value
        message = f"{_name(route)} cannot be `{_shown(value)}`"
        return self.fault(rules.UNKNOWN_VALUE, route, message, did_you_mean(str(value), words))

    def sequence(self, kind: Any, form: Form, value: Any, route: Route) -> Any:
        if not isinstance(value, list):
            return self.wrong_type("a list", form, value, route)
        self.number_of(form, value, route)
        each = form.each or Form()
        return [self.value(kind, each, inner, (*route, i)) for i, inner in enumerate(value)]

    def mapping(self, kind: Any, form: Form, value: Any, route: Route) -> Any:
        if not isinstance(value, dict):
            return self.wrong_type("a group of fields", form, value, route)
        self.number_of(form, value, route)
        for key in value if form.keys else ():
            self.key(form, key, route)
        each = form.each or Form()
        return {k: self.value(kind, each, inner, (*route, k)) for k, inner in value.items()}

    def key(self, form: Form, key: str, route: Route) -> None:
        """Find fault with a key that does not have the form of those that its author may choose."""
        assert form.keys
        if _fits(form.keys.pattern, key):
            return
        lower = key.strip().lower()
        near = f"did you mean `{lower}`?" if _fits(form.keys.pattern, lower) else form.keys.form
        message = f"`{_shown(key)}` cannot stand in {_name(route)}"
        self.fault_at_key(rules.UNKNOWN_FIELD, (*route, key), message, near)

    def number_of(self, form: Form, value: Sized, route: Route) -> None:
        """Find fault with a list or a group that holds too little or too much."""
        number = len(value)
        if not number and form.shortest:
            self.empty(form, route)
        elif number < form.shortest:
            message = f"{_name(route)} holds {number}, and {form.shortest} at least are needed"
            self.fault(rules.BAD_VALUE, route, message, f"write {form.description}")
        elif form.longest is not None and number > form.longest:
            message = f"{_name(route)} holds {number}, {form.longest} at most"
            self.fault(rules.BAD_VALUE, route, message, "divide it")

    def variant(self, models: dict[str, Any], value: Any, route: Route) -> Any:
        """One of several models, told apart by a word."""
        if not isinstance(value, dict):
            return self.wrong_type("a group of fields", Form(), value, route)
        if KIND not in value:
            near = get_close_matches(KIND, value, n=1)
            message = f"`{KIND}` is missing"
            if near:
                message = f"{_name((*route, near[0]))} is not a known field"
                return self.fault_at_key(
                    rules.UNKNOWN_FIELD, (*route, near[0]), message, f"did you mean `{KIND}`?"
                )
            return self.fault_at_key(rules.MISSING_FIELD, route, message, did_you_mean("", models))
        word = value[KIND]
        if not isinstance(word, str) or word not in models:
            message = f"`{KIND}` cannot be `{_shown(word)}`"
            hint = did_you_mean(str(word), models)
            return self.fault(rules.UNKNOWN_VALUE, (*route, KIND), message, hint)
        return self.model(models[word], Form(), value, route)

    def model(self, kind: Any, form: Form, value: Any, route: Route) -> Any:
        if not isinstance(value, dict):
            return self.wrong_type("a group of fields", form, value, route)
        fields = fields_of(kind)
        unknown = [name for name in value if name not in fields]
        for name in unknown:
            message = f"{_name((*route, name))} is not a known field"
            hint = did_you_mean(name, fields)
            self.fault_at_key(rules.UNKNOWN_FIELD, (*route, name), message, hint)
        taken = {}
        for name, field in fields.items():
            if name in value:
                taken[field.attribute] = self.value(
                    field.kind, field.form, value[name], (*route, name)
                )
            elif field.required:
                self.missing(field, unknown, route)
        return None if self.faulty else kind(**taken)

    def missing(self, field: Field, unknown: list[str], route: Route) -> None:
        if any(get_close_matches(name, [field.name]) for name in unknown):
            return  # it is there, misspelt, and that was said
        message = f"`{field.name}` is missing"
        self.fault_at_key(rules.MISSING_FIELD, route, message, field.form.description)

    def scalar(self, kind: Any, form: Form, value: Any, route: Route) -> Any:
        taken = (int, float) if kind is float else (kind,)
        if type(value) not in taken or value in (inf, -inf):
            return self.wrong_type(_KINDS[kind], form, value, route)
        return self.text(form, value, route) if kind is str else self.number(form, value, route)

    def number(self, form: Form, value: float, route: Route) -> Any:
        name = _name(route)
        if form.least is not None and value < form.least:
            message = f"{name} is {_shown(value)}, and must be {form.least} at least"
            return self.fault(rules.BAD_VALUE, route, message, form.description)
        if form.most is not None and value > form.most:
            message = f"{name} is {_shown(value)}, and must be {form.most} at most"
            return self.fault(rules.BAD_VALUE, route, message, form.description)
        return value

    def text(self, form: Form, value: str, route: Route) -> Any:
        name = _name(route)
        if form.shortest:
            value = value.strip()
        if len(value) < form.shortest:
            return self.empty(form, route)
        if form.longest is not None and len(value) > form.longest:
            message = f"{name} has {len(value)} characters, {form.longest} at most"
            return self.fault(rules.TOO_LONG, route, message, "make it shorter")
        if not matches(form, value):
            message = f"{name} cannot be `{_shown(value)}`"
            return self.fault(rules.BAD_VALUE, route, message, form.description)
        return value

    def empty(self, form: Form, route: Route) -> None:
        self.fault(rules.BAD_VALUE, route, f"{_name(route)} is empty", f"write {form.description}")

    def wrong_type(self, wanted: str, form: Form, value: Any, route: Route) -> None:
        if not route:
            message = f"{self.document.path} must hold fields, such as `title: …`"
            hint = "`scorm-builder new` makes an example"
        else:
            message = f"{_name(route)} must be {wanted}"
            hint = _cure(wanted, form, value) or form.description
        self.fault(rules.WRONG_TYPE, route, message, hint)


_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def matches(form: Form, text: str) -> bool:
    """Whether a text has the pattern of its form."""
    return not form.pattern or _fits(form.pattern, text)


def _fits(pattern: str, text: str) -> bool:
    return _pattern(pattern).search(text) is not None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    # In Python a `$` also matches before a last line end, in JavaScript and JSON Schema it does not.
    return re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern)


def _name(route: Route) -> str:
    names = [part for part in route if isinstance(part, str)]
    if isinstance(route[-1], int):
        return f"item {route[-1] + 1} of `{names[-1]}`"
    return f"`{names[-1]}`"


def _shown(value: object) -> str:
    text = "".join(char if char.isprintable() else "·" for char in str(value)[:60])
    return text if len(str(value)) <= 60 else text[:59] + "…"


def _cure(wanted: str, form: Form, value: object) -> str:
    """How to mend a value of the wrong type, when we can tell."""
    word = str(value).lower()
    if value is None:
        return form.when_empty
    if wanted == "text" and isinstance(value, int | float):
        return f'put it in quotes: "{word}"'
    if wanted in ("a whole number", "a number") and isinstance(value, str) and value.isdigit():
        return f"remove the quotes: {value}"
    if wanted == "true or false" and word in ("yes", "no", "on", "off"):
        return f"write `{'true' if word in ('yes', 'on') else 'false'}`"
    if wanted == "a group of fields" and form.keys:
        return f"write each on a line of its own, under {form.keys.form}"
    if wanted == "a group of fields" and isinstance(value, str):
        return "write its fields, as in `- id: name`, each on a line of its own"
    return ""


def _control_characters(value: Any) -> Iterator[Route]:
    """Texts that no XML and no page can hold: control characters by `\\x07` and the like."""
    todo: list[tuple[Route, Any]] = [((), value)]
    while todo:
        route, inner = todo.pop()
        if isinstance(inner, dict):
            todo.extend(((*route, key), part) for key, part in inner.items())
        elif isinstance(inner, list):
            todo.extend(((*route, index), part) for index, part in enumerate(inner))
        elif isinstance(inner, str) and _FORBIDDEN.search(inner):
            yield route


# What XML 1.0 (section 2.2) does not allow in a text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
