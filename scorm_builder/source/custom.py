"""Blocks of a course's own: `templates/blocks/<name>.html`, with `<name>.yaml` for attributes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from scorm_builder import resources, rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.source.blocks import BLOCKS, Attributes, Block, File, Page, Picture
from scorm_builder.source.decode import decode
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
_TAKEN = frozenset(dir(Attributes)) | set(Attributes.model_fields) | {"key", "tag"}
_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")


class _Attribute(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    type: Literal["text", "number", "flag", "picture", "file", "page"] = "text"
    required: bool = False
    description: str = ""


class _Declaration(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    attributes: dict[str, _Attribute] = Field(default_factory=dict)


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
    fields: dict[str, Any] = {}
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
        missing: Any = ... if what.required else {"number": 0.0, "flag": False}.get(what.type, "")
        fields[attribute] = (_TYPES[what.type], Field(missing, description=what.description))
    return create_model(name, __base__=Attributes, **fields), document.diagnostics
