"""A YAML document → a model, with every fault at its place and in the author's words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from scorm_builder.source.yaml12 import Document, Route

Model = TypeVar("Model", bound=BaseModel)

_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "dict_type": "a group of fields",
}


def decode(document: Document, model: type[Model]) -> Model | None:
    """The document as `model`, or None. The faults are added to the document's diagnostics."""
    if document.value is None and not document.diagnostics:
        document.diagnostics.append(
            rules.MISSING_FIELD.at(
                document.at(), f"`{document.path}` is empty", "`scorm-builder new` makes an example"
            )
        )
    if document.value is None:
        return None
    try:
        decoded = model.model_validate(document.value)
        document.diagnostics.extend(_control_characters(document))
        return decoded
    except ValidationError as problem:
        details = problem.errors(include_url=False, include_context=True)
        for detail in details:
            if not _is_consequence(detail, details):
                document.diagnostics.append(_diagnostic(document, model, detail))
        told = {found.position for found in document.diagnostics}
        hidden = (found for found in _control_characters(document) if found.position not in told)
        document.diagnostics.extend(hidden)
        return None


def _is_consequence(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a field is only missing because its name is misspelt."""
    *parent, name = detail["loc"] or ("",)
    return detail["type"] == "missing" and any(
        other["type"] == "extra_forbidden"
        and list(other["loc"][:-1]) == parent
        and get_close_matches(str(other["loc"][-1]), [str(name)])
        for other in details
    )


def _diagnostic(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Diagnostic:
    route = detail["loc"]
    kind = detail["type"]
    name = _name(route)
    hint = _description(model, route)
    value = detail["input"]
    where = document.at(*route)
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "missing":
        return rules.MISSING_FIELD.at(document.at_key(*route[:-1]), f"{name} is missing", hint)
    if kind == "extra_forbidden":
        known = _fields(model, route[:-1])
        return rules.UNKNOWN_FIELD.at(
            document.at_key(*route),
            f"{name} is not a known field",
            did_you_mean(str(route[-1]), known),
        )
    if kind in _KINDS:
        if not route:
            return rules.WRONG_TYPE.at(
                where,
                f"{document.path} must hold fields, such as `title: …`",
                "`scorm-builder new` makes an example",
            )
        return rules.WRONG_TYPE.at(
            where, f"{name} must be {_KINDS[kind]}", _cure(kind, value, hint)
        )
    if kind in ("enum", "literal_error"):
        choices = [choice.strip("'") for choice in _choices(model, route)]
        return rules.UNKNOWN_VALUE.at(
            where, f"{name} cannot be `{_shown(value)}`", did_you_mean(str(value), choices)
        )
    if kind == "string_too_long":
        most = context["max_length"]
        return rules.TOO_LONG.at(
            where, f"{name} has {len(str(value))} characters, {most} at most", "make it shorter"
        )
    if kind in ("string_too_short", "too_short"):
        return rules.BAD_VALUE.at(where, f"{name} is empty", f"write {hint}" if hint else "")
    if kind == "string_pattern_mismatch":
        return rules.BAD_VALUE.at(where, f"{name} cannot be `{_shown(value)}`", hint)
    least, most = context.get("ge"), context.get("le")
    limit = f"{least} at least" if least is not None else f"{most} at most"
    return rules.BAD_VALUE.at(where, f"{name} is {_shown(value)}, and must be {limit}", hint)


def _name(route: Route) -> str:
    names = [part for part in route if isinstance(part, str)]
    if not names:
        return "the file"
    if isinstance(route[-1], int):
        return f"item {route[-1] + 1} of `{names[-1]}`"
    return f"`{names[-1]}`"


def _shown(value: object) -> str:
    text = "".join(char if char.isprintable() else "·" for char in str(value)[:60])
    return text if len(str(value)) <= 60 else text[:59] + "…"


def _cure(kind: str, value: object, description: str) -> str:
    if kind == "string_type" and isinstance(value, int | float):
        return f'put it in quotes: "{str(value).lower()}"'
    if kind == "int_type" and isinstance(value, str) and value.isdigit():
        return f"remove the quotes: {value}"
    if kind == "bool_type" and str(value).lower() in ("yes", "no", "on", "off"):
        return f"write `{'true' if str(value).lower() in ('yes', 'on') else 'false'}`"
    if kind in ("model_type", "model_attributes_type") and isinstance(value, str):
        return "write its fields, as in `- id: name`, each on a line of its own"
    if value is None:
        return "give it a value, or remove the line"
    return description


def _walk(model: type[BaseModel], route: Route) -> Iterator[tuple[type[BaseModel], str]]:
    """The models along a route, each with the field that leads on."""
    current: type[BaseModel] | None = model
    in_mapping = False
    for part in route:
        if isinstance(part, int):
            continue
        if in_mapping:  # a key that the author chose
            in_mapping = False
            continue
        if current is None or part not in current.model_fields:
            return
        yield current, part
        annotation = current.model_fields[part].annotation
        in_mapping = get_origin(annotation) is dict
        current = _model_in(annotation)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((inner for inner in found if inner), None)


def _fields(model: type[BaseModel], route: Route) -> list[str]:
    """The names that the mapping at `route` may hold."""
    owner: type[BaseModel] | None = model
    for current, name in _walk(model, route):
        owner = _model_in(current.model_fields[name].annotation)
    return list(owner.model_fields) if owner else []


def _description(model: type[BaseModel], route: Route) -> str:
    steps = list(_walk(model, route))
    if not steps or not isinstance(route[-1], str) or steps[-1][1] != route[-1]:
        return ""
    owner, name = steps[-1]
    info = owner.model_fields[name]
    return info.description or ""


def _choices(model: type[BaseModel], route: Route) -> list[str]:
    steps = list(_walk(model, route))
    if not steps:
        return []
    owner, name = steps[-1]
    annotation: Any = owner.model_fields[name].annotation
    return [str(choice) for choice in get_args(annotation) or annotation]


def _control_characters(document: Document) -> Iterator[Diagnostic]:
    """Texts that no XML and no page can hold: control characters by `\\x07` and the like."""
    todo: list[tuple[Route, Any]] = [((), document.value)]
    while todo:
        route, value = todo.pop()
        if isinstance(value, dict):
            todo.extend(((*route, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            todo.extend(((*route, index), inner) for index, inner in enumerate(value))
        elif isinstance(value, str) and not all(map(_allowed, value)):
            yield rules.FORBIDDEN_CHARACTER.at(
                document.at(*route), f"{_name(route)} holds a control character", "remove it"
            )


def _allowed(char: str) -> bool:
    """Whether XML 1.0 (section 2.2) and people allow the character in a text."""
    return (
        char >= " " and char not in "\x7f\ufffe\uffff" and not "\ud800" <= char <= "\udfff"
    ) or (char in "\t\n")
