"""Questions → a question file as a person would write it, and the pictures beside it."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scorm_builder.importing.imported import Fields

_SCHEMA = "# yaml-language-server: $schema={}.schema.json"
_WIDTH = 100
# Plain YAML: nothing at its start or within it that means something, in YAML 1.1 neither.
_PLAIN = re.compile(r"(?:\d+ )?[^\W\d_](?:[^\n\t:#]|:(?=\S)|(?<! )#)*")
_WORDS = frozenset("null true false yes no on off y n".split())
_LETTER = re.compile("[a-z]")
# A line break in a folded text would change these.
_UNFOLDABLE = re.compile(r"^ | $|  |[\t\n]")


def question_file(questions: Sequence[Fields]) -> str:
    """The text of a file with these questions, whose texts hold no control characters."""
    blocks = ["\n".join(_item(question)) for question in questions]
    schema = "quiz" if any("pool" in question for question in questions) else "questions"
    return f"{_SCHEMA.format(schema)}\nquestions:\n" + "\n\n".join(blocks) + "\n"


def _item(question: Fields) -> Iterator[str]:
    marker = "- "
    for key, value in question.items():
        for line in _field(key, value, 4):
            yield f"  {marker}{line[4:]}" if marker else line
            marker = ""


def _field(key: str, value: Any, indent: int) -> Iterator[str]:
    start = " " * indent + f"{key}:"
    if isinstance(value, dict):
        yield start
        for inner, text in value.items():
            yield from _field(inner, text, indent + 2)
    elif isinstance(value, list) and all(_LETTER.fullmatch(item) for item in value):
        yield f"{start} [{', '.join(value)}]"
    elif isinstance(value, list):
        yield start
        yield from (f"{' ' * (indent + 2)}- {_quoted(item)}" for item in value)
    elif isinstance(value, str):
        yield from _text(start, value, indent + 2)
    else:
        yield f"{start} {json.dumps(value)}"


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """A text behind its key: on the line, or as a block under it."""
    pad = " " * indent
    if "\n" in text and text == text.strip():
        yield f"{start} |-"
        yield from (f"{pad}{line}" if line else "" for line in text.split("\n"))
    elif len(start) + len(text) > _WIDTH and not _UNFOLDABLE.search(text):
        yield f"{start} >-"
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent=pad, subsequent_indent=pad,
            break_long_words=False, break_on_hyphens=False, expand_tabs=False,
            replace_whitespace=False, drop_whitespace=True,
        )  # fmt: skip
    else:
        yield f"{start} {_quoted(text)}"


def _quoted(text: str) -> str:
    """A text of one line, in quotes when it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and text == text.strip():
        return text
    if "\n" in text:
        return json.dumps(text, ensure_ascii=False)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def write(file: Path, text: str, pictures: Mapping[str, bytes]) -> None:
    """Write a question file and its pictures, by their paths from it; all of it or nothing.

    Raises OSError when it cannot be written, FileExistsError when something of it is there already.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.parent / f".{file.name}.{os.getpid()}.tmp"
    temporary.mkdir()
    placed: list[Path] = []
    try:
        for path, content in {file.name: text.encode(), **pictures}.items():
            (temporary / path).parent.mkdir(exist_ok=True)
            (temporary / path).write_bytes(content)
        # The file itself comes last: while it is not there, nothing names the pictures.
        for one in sorted(temporary.iterdir(), key=lambda one: one.name == file.name):
            place = file.parent / one.name
            if place.exists() or place.is_symlink():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
            one.rename(place)
            placed.append(place)
    except BaseException:
        for place in placed:
            shutil.rmtree(place, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
