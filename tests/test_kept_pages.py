"""A build that is handed pages of an earlier one gives what a build from the ground up gives."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorm_builder.build import Build, build
from scorm_builder.source import side_by_side
from scorm_builder.source.kept_pages import KeptPages
from scorm_builder.targets import TARGETS
from tests.courses import EVERY_BLOCK, PIXEL, write

TARGET = TARGETS["scorm12"]
OUTLINE = """\
format: 1
id: edits
title: Edits
lang: {lang}
version: "1"
{more}topics:
  - id: one
    title: One
    steps:
      - {{id: first, title: First, page: {first}}}
      - {{id: second, title: Second, page: two/second.md}}
{last}"""
QUIZ = """\
questions:
  - id: asked
    type: single
    ask: Which?
    options: {{a: "{}", b: "No"}}
    answer: a
"""
THIRD = "      - {{id: third, title: Third, page: third.md{}}}\n"
WIDE = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
CHOICES: dict[str, Sequence[str | bytes | None]] = {
    "course.yaml": [
        OUTLINE.format(lang=lang, more=more, first=first, last=last)
        for lang, more, first, last in [
            ("en", "", "first.md", ""),
            ("nl", "", "first.md", ""),
            ("en", "glossary: terms.yaml\n", "first.md", ""),
            ("en", "", "third.md", ""),
            ("en", "intro: third.md\n", "first.md", ""),
            ("en", "", "first.md", THIRD.format("").replace("{{", "{").replace("}}", "}")),
            ("en", "", "first.md", THIRD.format(", quiz: quiz.yaml").replace("{{", "{").replace("}}", "}")),
            ("en", "", "missing.md", ""),
        ]
    ],
    "first.md": [
        "## Alarm\n\nText, and an alarm.\n",
        "## Alarm\n\n[second](two/second.md#stairs), [third](third.md) and [a file](media/sheet.pdf)\n",
        "![Stairs](media/stairs.svg)\n\n![Pixel](media/pixel.png)\n",
        ":::include {src=part.md}\n:::\n\n:::question {#asked}\n:::\n",
        "{.wrong attr=1}\n\n![](media/stair.svg)\n",
        ":::table {src=media/rows.csv caption=Rows}\n:::\n",
        ":::embed {src=demo/index.html title=Demo height=200}\n:::\n",
        ":::own\n:::\n",
    ],
    "two/second.md": ["## Stairs\n\nDown.\n", "## Lift {#stairs}\n\n[back](../first.md)\n", "", None],
    "third.md": ["Third, with an alarm.\n", "# Third\n\n![Stairs](media/stairs.svg)\n", None],
    "part.md": ["Part.\n", "### Too deep\n", ":::include {src=two/inner.md}\n:::\n", None],
    "two/inner.md": ["Inner, with ![Stairs](../media/stairs.svg).\n", "[first](../first.md)\n", None],
    "first.questions.yaml": [QUIZ.format("Yes"), QUIZ.format("*Yes*"), "questions: 3\n", None],
    "quiz.yaml": [QUIZ.format("Yes"), QUIZ.format("Maybe"), None],
    "terms.yaml": ["terms:\n  - {term: alarm, text: A bell.}\n", "terms:\n  - {term: down, text: X.}\n"],
    "media/stairs.svg": [WIDE, WIDE.replace(b"20", b"30"), b"<svg/>", None],
    "media/pixel.png": [PIXEL, PIXEL[:20], None],
    "media/sheet.pdf": [b"%PDF-1.4", b"%PDF-1.5 longer", None],
    "media/Sheet.pdf": [b"%PDF", None, None],
    "media/rows.csv": ["a,b\n1,2\n", "a,b\n3,4\n", None],
    "demo/index.html": ["<p>Demo</p>", "<p>Other</p>", None],
    "demo/more.html": ["<p>More</p>", None],
    "templates/blocks/own.html": ["<div>Own</div>", "<p>{{ t('label') }}</p>", "{{ no }}", None],
    "templates/blocks/own.yaml": ["attributes: {}\n", "word: {}\n", None],
    "templates/messages/en.json": ['{"label": "Course"}', '{"no.such": "x"}', None],
}  # fmt: skip
EDITS = st.sampled_from(
    [(path, content) for path, contents in CHOICES.items() for content in contents]
)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        files = {path: contents[0] for path, contents in CHOICES.items() if contents[0] is not None}
        yield write(Path(name), files)


def edit(root: Path, path: str, content: str | bytes | None) -> None:
    if content is None:
        (root / path).unlink(missing_ok=True)
    else:
        write(root, {"course.yaml": (root / "course.yaml").read_text(), path: content})


def outcome(found: Build) -> object:
    """All that a build tells, with the bytes of each file."""
    files = found.package.files if found.package else {}
    contents = {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name, content in files.items()
    }
    return contents, found.diagnostics, [one.severity for one in found.diagnostics]


def settle() -> None:
    """Let so much time pass that what was written is no longer taken for what may change."""
    time.sleep(0.06)


@settings(
    max_examples=int(os.environ.get("EDITS", "25")), deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.lists(st.lists(EDITS, min_size=1, max_size=2), min_size=2, max_size=6))
def test_any_sequence_of_edits_gives_the_same_as_a_build_from_the_ground_up(
    saves: list[list[tuple[str, str | bytes | None]]],
) -> None:
    with folder() as root:
        kept = KeptPages()
        settle()
        build(root, TARGET, kept=kept)
        for edits in saves:
            for path, content in edits:
                edit(root, path, content)
            settle()
            assert outcome(build(root, TARGET, kept=kept)) == outcome(build(root, TARGET))


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that are compiled from now on."""
    seen: list[str] = []
    for name in ("compile_page", "compile_quiz"):
        real = getattr(side_by_side, name)

        def noted(site: object, path: str, route: str, real: object = real) -> object:
            seen.append(path)
            return real(site, path, route)  # type: ignore[operator]

        monkeypatch.setattr(side_by_side, name, noted)
    return seen


@pytest.mark.parametrize(
    ("path", "content", "anew"),
    [
        ("two/second.md", "Other.\n", ["two/second.md"]),
        ("part.md", "Other.\n", ["first.md"]),
        ("first.questions.yaml", QUIZ.format("Sure"), ["first.md"]),
        ("media/stairs.svg", WIDE.replace(b"20", b"40"), []),
        ("course.yaml", OUTLINE.format(lang="en", more="", first="first.md", last="").replace("Edits", "Other"), []),
        ("course.yaml", OUTLINE.format(lang="nl", more="", first="first.md", last=""), ["first.md", "two/second.md"]),
        ("media/new.svg", WIDE, []),
    ],
)  # fmt: skip
def test_only_what_changed_is_compiled(
    monkeypatch: pytest.MonkeyPatch, path: str, content: str | bytes, anew: list[str]
) -> None:
    with folder() as root:
        edit(root, "first.md", CHOICES["first.md"][3])
        kept = KeptPages()
        settle()
        build(root, TARGET, kept=kept)
        edit(root, path, content)
        seen = compiled(monkeypatch)
        build(root, TARGET, kept=kept)
        assert sorted(seen) == anew


def test_a_page_that_changes_while_it_is_read_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second write has the date and the size of the first, as it may on a quick machine."""
    with folder() as root:
        kept = KeptPages()
        settle()
        real = side_by_side.compile_page

        def slow(site: object, path: str, route: str) -> object:
            page = real(site, path, route)  # type: ignore[arg-type]
            if path == "first.md":
                (root / path).write_text("## Alarm\n\nTaxi, and an alarm.\n")
            return page

        monkeypatch.setattr(side_by_side, "compile_page", slow)
        build(root, TARGET, kept=kept)
        monkeypatch.undo()
        assert outcome(build(root, TARGET, kept=kept)) == outcome(build(root, TARGET))


def test_every_block_is_kept_and_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(EVERY_BLOCK, tmp_path / "course")
    kept = KeptPages()
    settle()
    first = outcome(build(tmp_path / "course", TARGET, kept=kept))
    seen = compiled(monkeypatch)
    assert outcome(build(tmp_path / "course", TARGET, kept=kept)) == first
    assert seen == []
