"""A small course to begin with."""

from __future__ import annotations

import json
from pathlib import Path

from scorm_builder.lms.profile import profile_schema
from scorm_builder.source.model import course_schema
from scorm_builder.source.questions.models import practice_schema, quiz_schema

COURSE_SCHEMAS = {"course": course_schema, "quiz": quiz_schema, "questions": practice_schema}
"""The schemas for editors of the files of a course, each by the first word of its file's name."""
SCHEMAS = {**COURSE_SCHEMAS, "profile": profile_schema}
"""All of them."""
_STARTER = Path(__file__).resolve().parent / "starter"


class FolderNotEmpty(Exception):  # noqa: N818 - a fault of usage
    """The folder for a new course holds something already."""


def make_course(folder: Path, lang: str) -> list[Path]:
    """Write the starter course of a language, and the schemas for editors. Gives the files written.

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
    for name in COURSE_SCHEMAS:
        sources[Path(f"{name}.schema.json")] = schema_text(name).encode()
    for path, content in sorted(sources.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return sorted(sources)


def schema_text(name: str) -> str:
    """A JSON Schema as it is written to a file: of course.yaml, of a quiz, of a page's questions."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"
