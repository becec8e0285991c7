"""Small courses for tests, as a mapping of file name to content."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "course"
EVERY_BLOCK = ROOT / "tests/courses/every-block-valid/course"

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd"
    "0000000b4944415478da63606040000000050001a5f645400000000049454e44ae426082"
)
"""A PNG of 2 × 1."""

OUTLINE = """\
format: 1
id: small
title: A small course
lang: en
version: "1"
topics:
  - id: one
    title: One
    steps:
      - {id: first, title: First, page: first.md}
"""


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into `folder`, with a small course.yaml when there is none among them."""
    for name, content in {"course.yaml": OUTLINE, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
