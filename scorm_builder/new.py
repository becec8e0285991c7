"""A small course to begin with."""

from __future__ import annotations

import json
from pathlib import Path

from scorm_builder.source.model import course_schema

SCHEMA_FILE = "course.schema.json"
_STARTER = Path(__file__).resolve().parent / "starter"


class FolderNotEmpty(Exception):  # noqa: N818 - a fault of usage
    """The folder for a new course holds something already."""


def make_course(folder: Path, lang: str) -> list[Path]:
    """Write the starter course of a language, and the schema for editors. Gives the files written.

    Raises `FolderNotEmpty`, and OSError when a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(folder)
    sources = {
        file.relative_to(base): file.read_bytes()
        for base in (_STARTER / "any", _STARTER / lang)
        for file in sorted(base.rglob("*"))
        if file.is_file()
    }
    sources[Path(SCHEMA_FILE)] = schema_text().encode()
    for path, content in sorted(sources.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return sorted(sources)


def schema_text() -> str:
    """The JSON Schema of course.yaml, as it is written to a file."""
    return json.dumps(course_schema(), indent=2, ensure_ascii=False) + "\n"
