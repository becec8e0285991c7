"""Dataclasses as schemas: what each field may hold, in a form that can be checked and printed.

A field is written `name: str = held("what it is", longest=200)`. `decode` reads a document by it, and
`json_schema` prints it for editors.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import MISSING, dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin


@dataclass(frozen=True)
class Keys:
    """What the keys of a group must look like, when its author chooses them: a pattern, and what
    that is in words."""

    pattern: str
    form: str


@dataclass(frozen=True)
class Form:
    """What a value must look like beside its type: lengths of texts, lists and groups, bounds of
    numbers.

    `pattern` is a regular expression that JavaScript and Python read alike; `when_empty` is the hint
    for a field without a value. `keys` and `each` are about what a list or a group holds.
    """

    description: str = ""
    when_empty: str = "give it a value, or remove the line"
    pattern: str = ""
    shortest: int = 0
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    keys: Keys | None = None
    each: Form | None = None


@dataclass(frozen=True)
class Field:
    """A field of a model. `kind` is its type, `marks` what else stands in its `Annotated`.

    A word of Python's own, such as `pass`, is the field `pass_` of its model, its `attribute`.
    """

    name: str
    attribute: str
    kind: Any
    marks: tuple[Any, ...]
    form: Form
    required: bool
    default: Any


def held(description: str = "", *, default: Any = MISSING, **form: Any) -> Any:
    """A dataclass field of this form; required when it has no default."""
    metadata = {"form": Form(description, **form)}
    if isinstance(default, dict | list):
        return dataclasses.field(default_factory=default.copy, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def fields_of(model: type) -> dict[str, Field]:
    """The fields of a model by name, in order."""
    return _fields_of(model)


@cache
def _fields_of(model: Any) -> dict[str, Field]:
    hints = typing.get_type_hints(model, include_extras=True)
    found = {}
    for field in dataclasses.fields(model):
        hint = hints[field.name]
        marks = getattr(hint, "__metadata__", ())
        required = field.default is MISSING and field.default_factory is MISSING
        form = field.metadata.get("form", Form())
        default = None if field.default is MISSING else field.default
        if field.default_factory is not MISSING:
            default = field.default_factory()
        kind = hint.__origin__ if marks else hint
        name = field.name.removesuffix("_")
        found[name] = Field(name, field.name, kind, marks, form, required, default)
    return found


def optional(kind: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether it had that."""
    if not _is_union(kind) or type(None) not in get_args(kind):
        return kind, False
    (inner,) = (part for part in get_args(kind) if part is not type(None))
    return inner, True


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in (types.UnionType, typing.Union)


KIND = "type"
"""The field that tells models of a union apart, each of which has a word of its own there."""


def variants(kind: Any) -> dict[str, Any] | None:
    """The models of a union by their words, when a type is a union."""
    if not _is_union(kind):
        return None
    return {get_args(fields_of(model)[KIND].kind)[0]: model for model in get_args(kind)}


def choices(kind: Any) -> list[str] | None:
    """The words to choose from, when a type is a choice."""
    if get_origin(kind) is Literal:
        return [str(choice) for choice in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [str(choice) for choice in kind]
    return None


def json_schema(model: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model."""
    fields = fields_of(model)
    schema: dict[str, Any] = {
        "type": "object",
        "description": (model.__doc__ or "").strip(),
        "properties": {name: _property(field) for name, field in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, field in fields.items() if field.required]
    return {**schema, "required": required} if required else schema


def _property(field: Field) -> dict[str, Any]:
    schema = _type(field.kind, field.form)
    if field.form.description:
        schema["description"] = field.form.description
    if not field.required and isinstance(field.default, str | int):
        schema["default"] = field.default
    return schema


_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _type(kind: Any, form: Form) -> dict[str, Any]:
    kind, nullable = optional(kind)
    words = choices(kind)
    if words is not None:
        return _choice([*words, None] if nullable else words)
    if get_origin(kind) in (list, dict):
        return _several(kind, form)
    models = variants(kind)
    if models:
        return {"oneOf": [json_schema(model) for model in models.values()]}
    if dataclasses.is_dataclass(kind):
        return json_schema(kind)  # type: ignore[arg-type]
    name = _TYPES[kind]
    limits = {
        "pattern": form.pattern or None,
        "minLength": form.shortest or None,
        "maxLength": form.longest,
        "minimum": form.least,
        "maximum": form.most,
    }
    return {"type": [name, "null"] if nullable else name, **_known(limits)}


def _choice(words: list[Any]) -> dict[str, Any]:
    return {"enum": words} if len(words) > 1 else {"const": words[0]}


def _several(kind: Any, form: Form) -> dict[str, Any]:
    each = _type(get_args(kind)[-1], form.each or Form())
    if get_origin(kind) is list:
        return {
            "type": "array",
            "items": each,
            **_known({"minItems": form.shortest, "maxItems": form.longest}),
        }
    limits = {
        "propertyNames": {"pattern": form.keys.pattern} if form.keys else None,
        "minProperties": form.shortest or None,
        "maxProperties": form.longest,
    }
    return {"type": "object", "additionalProperties": each, **_known(limits)}


def _known(limits: dict[str, Any]) -> dict[str, Any]:
    return {key: limit for key, limit in limits.items() if limit is not None}
