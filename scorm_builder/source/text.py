"""Bytes of an authored file → text, or the reason why not."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from pathlib import Path

_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f]")

MAX_TEXT = 4 * 1024 * 1024
"""Bytes. The outline of 2,000 steps is 0.3 MB; a page of 4 MB is two thousand printed pages."""


def read_text(file: Path, path: str, limit: int = MAX_TEXT) -> str | Diagnostic:
    """The text of `file`, without a byte order mark and with `\\n` line ends.

    `path` is its name inside the course. A file that cannot be read, has more than `limit` bytes, or
    is not UTF-8 gives the finding that says so.
    """
    start = Position(path)
    try:
        if file.exists() and not file.is_file() and not file.is_dir():  # a pipe would never end
            return rules.UNREADABLE_FILE.at(
                start, f"`{path}` is no ordinary file", "put a text file in its place"
            )
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except IsADirectoryError:
        return rules.UNREADABLE_FILE.at(
            start, f"`{path}` is a folder", "rename the folder and put a text file in its place"
        )
    except OSError as problem:
        return rules.UNREADABLE_FILE.at(
            start,
            f"`{path}` cannot be read: {problem.strerror or problem}",
            "replace the link by the file"
            if problem.errno == errno.ELOOP
            else "check that you may read the file",
        )
    if len(data) > limit:
        return rules.FILE_TOO_LARGE.at(
            start,
            f"`{path}` is larger than {limit // 1024:,} kB",
            "divide it into smaller files",
        )
    return text_of(data, path)


def text_of(data: bytes, path: str) -> str | Diagnostic:
    """The text of these bytes of the file `path`, as `read_text` gives it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return rules.NOT_UTF8.at(Position(path), f"`{path}` is saved as UTF-16", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return rules.NOT_UTF8.at(
            Position(path, line, column),
            f"`{path}` is not saved as UTF-8 (byte 0x{data[problem.start]:02x} stands here)",
            "save it as UTF-8",
        )
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return rules.NOT_UTF8.at(
            Position(path, line), f"`{path}` is not a text file", "is it a picture or a document?"
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        return rules.FORBIDDEN_CHARACTER.at(
            place(path, text, control.start()),
            f"a control character stands here (U+{ord(control[0]):04X})",
            "remove it",
        )
    return text


def place(path: str, text: str, index: int) -> Position:
    """Where the character `index` of a text stands."""
    before = text[:index]
    return Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
