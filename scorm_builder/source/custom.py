"""Blocks of a course's own: `templates/blocks/<name>.html`, with `<name>.yaml` for attributes."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, make_dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from scorm_builder import resources, rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.source.attributes import Attributes, File, Page, Picture
from scorm_builder.source.blocks import BLOCKS, Block
from scorm_builder.source.decode import decode
from scorm_builder.source.schema import held
from scorm_builder.source.text import read_text
from scorm_builder.source.yaml12 import read_yaml
from scorm_builder.templating import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.source.files import Files

_BLOCKS = "blocks"
_TYPES: dict[str, Any] = {
    "text": str,
    "number": float,
    "flag": bool,
    "picture": Picture,
    "file": File,
    "page": Page,
}
_DEFAULTS: dict[str, Any] = {"number": 0.0, "flag": False}
_TAKEN = frozenset(["id", "key", "tag", *keyword.kwlist])
_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")


@dataclass(frozen=True)
class _Attribute:
    type: Literal["text", "number", "flag", "picture", "file", "page"] = held(default="text")
    required: bool = held(default=False)
    description: str = held(default="")


@dataclass(frozen=True)
class _Declaration:
    attributes: dict[str, _Attribute] = held(default={})


def load_blocks(files: Files) -> tuple[Mapping[str, Block], list[Diagnostic]]:
    """The built-in blocks and those of the course."""
    blocks = dict(BLOCKS)
    findings: list[Diagnostic] = []
    built_in = resources.templates() / _BLOCKS
    for path in sorted(files.paths):
        name = PurePosixPath(path).stem
        own = path == f"{FOLDER}/{_BLOCKS}/{name}.html"
        if not own or (built_in / f"{name}.html").exists() or not _NAME.match(name):
            continue
        attributes, problems = _attributes(files, name)
        findings += problems
        blocks[name] = Block(name, attributes)
    return blocks, findings


def _attributes(files: Files, name: str) -> tuple[type[Attributes], list[Diagnostic]]:
    path = f"{FOLDER}/{_BLOCKS}/{name}.yaml"
    if path not in files.paths:
        return Attributes, []
    text = read_text(files.root / path, path)
    if isinstance(text, Diagnostic):
        return Attributes, [text]
    document = read_yaml(text, path)
    declaration = decode(document, _Declaration)
    if declaration is None:
        return Attributes, document.diagnostics
    fields: list[tuple[str, Any, Any]] = []
    for attribute, what in declaration.attributes.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", attribute) or attribute in _TAKEN:
            document.diagnostics.append(
                rules.BAD_VALUE.at(
                    document.at_key("attributes", attribute),
                    f"an attribute cannot be named `{attribute}`",
                    "lower-case letters, digits and `_`, a letter first; some names are taken",
                )
            )
            continue
        default = {} if what.required else {"default": _DEFAULTS.get(what.type, "")}
        fields.append((attribute, _TYPES[what.type], held(what.description, **default)))
    model = make_dataclass(name, fields, bases=(Attributes,), frozen=True, kw_only=True)
    return model, document.diagnostics
