"""Every fault of a course: the exact report, and nothing beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scorm_builder.build import build
from scorm_builder.diagnostics import errors
from scorm_builder.rules import CATALOGUE
from scorm_builder.targets import TARGETS

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in (HERE / "courses").glob("*/course"))
MANUAL = HERE.parent / "docs" / "diagnostics.md"
CODE = re.compile(r" \[([a-z0-9-]+)\]$", re.MULTILINE)
MB = 1024 * 1024

Course = Callable[..., Path]
Report = Callable[[Path], str]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_course(
    case: Path, report: Report, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(case)
    expected = case / "expected.txt"
    found = report(Path("course")) + "\n"
    if pytestconfig.getoption("--update-golden"):
        expected.write_bytes(found.encode())
    assert found == expected.read_bytes().decode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_name_of_a_case_ends_in_its_verdict(case: Path) -> None:
    found = build(case / "course", TARGETS["scorm12"]).diagnostics
    verdict = "error" if errors(found) else "warning" if found else "valid"
    assert case.name.rpartition("-")[2] == verdict


# What a repository cannot hold, or should not: made here, each with its report.


def _many_films(course: Course) -> Path:
    attributes = "src=film.mp4 captions=none reason=silent transcript=film.md required=80%"
    page = "".join(f":::video {{#film-{number} {attributes}}}\n:::\n" for number in range(460))
    return course({"alarm.md": page, "film.mp4": b"", "film.md": "Nothing is said.\n"})


def _large_plan(course: Course) -> Path:
    root = course({"alarm.md": "Read [the plan](plan.pdf).\n", "plan.pdf": ""})
    os.truncate(root / "plan.pdf", 120 * MB)
    return root


def _linked_out(course: Course) -> Path:
    Path("plan.pdf").write_bytes(b"%PDF-1.4\n")
    page = "Read [the plan](plan.pdf).\n"
    return course({"alarm.md": page, "plan.pdf": lambda path: path.symlink_to(Path("../plan.pdf"))})


def _linked_within(course: Course) -> Path:
    page = "Read [the plan](plan.pdf).\n"
    files = {"alarm.md": page, "plan-2.pdf": "%PDF-1.4\n"}
    return course({**files, "plan.pdf": lambda path: path.symlink_to("plan-2.pdf")})


MADE: dict[str, tuple[Callable[[Course], Path], str]] = {
    "no folder": (
        lambda course: Path("nowhere"),
        """\
nowhere/course.yaml: error: `nowhere` is no folder that can be read: No such file or directory \
[no-course]
  hint: name the folder that holds course.yaml

1 error""",
    ),
    "a file as the folder": (
        lambda course: course({}) / "alarm.md",
        """\
course/alarm.md/course.yaml: error: `course/alarm.md` is a file [no-course]
  hint: name the folder that holds course.yaml

1 error""",
    ),
    "an empty folder": (
        lambda course: course({"course.yaml": None}),
        """\
course/course.yaml: error: `course` holds no course.yaml [no-course]
  hint: `scorm-builder new DIR` makes a course

1 error""",
    ),
    "a folder named course.yaml": (
        lambda course: course({"course.yaml": Path.mkdir}),
        """\
course/course.yaml: error: `course.yaml` is a folder [unreadable-file]
  hint: rename the folder and put a text file in its place

1 error""",
    ),
    "a pipe named course.yaml": (
        lambda course: course({"course.yaml": os.mkfifo}),
        """\
course/course.yaml: error: `course.yaml` is no ordinary file [unreadable-file]
  hint: put a text file in its place

1 error""",
    ),
    "a link that leads to itself": (
        lambda course: course({"course.yaml": lambda path: path.symlink_to("course.yaml")}),
        """\
course/course.yaml: error: `course.yaml` cannot be read: Too many levels of symbolic links \
[unreadable-file]
  hint: replace the link by the file

1 error""",
    ),
    "a folder as a page": (
        lambda course: course({"alarm.md": Path.mkdir}),
        """\
course/course.yaml:12:15: error: `alarm.md` is a folder [missing-file]
   12 |         page: alarm.md
                      ^
  hint: name a file in it

1 error""",
    ),
    "a large course.yaml": (
        lambda course: course({"course.yaml": "#" * 5 * MB}),
        """\
course/course.yaml: error: `course.yaml` is larger than 4,096 kB [file-too-large]
  hint: divide it into smaller files

1 error""",
    ),
    "a large page": (
        lambda course: course({"alarm.md": "Ring. " * MB}),
        """\
course/alarm.md: error: `alarm.md` is larger than 512 kB [file-too-large]
  hint: divide it into smaller files

1 error""",
    ),
    "Latin-1": (
        lambda course: course({"alarm.md": "Ring it.\n\nThe café\n".encode("latin-1")}),
        """\
course/alarm.md:3:8: error: `alarm.md` is not saved as UTF-8 (byte 0xe9 stands here) [not-utf8]
    3 | The caf\ufffd
               ^
  hint: save it as UTF-8

1 error""",
    ),
    "UTF-16": (
        lambda course: course({"alarm.md": "Ring it.\n".encode("utf-16")}),
        """\
course/alarm.md: error: `alarm.md` is saved as UTF-16 [not-utf8]
  hint: save it as UTF-8

1 error""",
    ),
    "a picture as a page": (
        lambda course: course({"alarm.md": b"Ring\nit\0\n"}),
        """\
course/alarm.md:2: error: `alarm.md` is not a text file [not-utf8]
    2 | it·
  hint: is it a picture or a document?

1 error""",
    ),
    "a control character": (
        lambda course: course({"course.yaml": "format: 1\ntitle: Fi\x07re\n"}),
        """\
course/course.yaml:2:10: error: a control character stands here (U+0007) [forbidden-character]
    2 | title: Fi·re
                 ^
  hint: remove it

1 error""",
    ),
    "a link out of the course": (
        _linked_out,
        """\
course/alarm.md:1:17: error: `plan.pdf` leads out of the folder of the course [outside-course]
    1 | Read [the plan](plan.pdf).
                        ^
  hint: copy the file into the course, and name it there

1 error""",
    ),
    "a link within the course": (
        _linked_within,
        """\
course/plan-2.pdf: warning: nothing names `plan-2.pdf`, so it is not packed [unused-file]
  hint: link to it, or remove it

1 warning""",
    ),
    "460 films": (
        _many_films,
        """\
course/course.yaml:6:1: error: a learner's progress could take 4,166 characters, \
SCORM 1.2 keeps 4,096: its step takes 26, their blocks 4,140 [state-too-large]
    6 | topics:
        ^
  hint: divide the course into two

1 error""",
    ),
    "a large download": (
        _large_plan,
        """\
course/course.yaml:1:1: warning: the media are 120 MiB, `plan.pdf` alone 120 MiB [large-package]
    1 | format: 1
        ^
  hint: many platforms take no more than 100 MiB; ask the administrator, or make videos smaller

1 warning""",
    ),
    "byte order mark and CRLF": (
        lambda course: course({"alarm.md": b"\xef\xbb\xbfRing\r\nit.\r\n"}),
        "no faults found",
    ),
}


@pytest.mark.parametrize("case", MADE)
def test_made_course(case: str, course: Course, report: Report) -> None:
    make, expected = MADE[case]
    assert report(make(course)) == expected


# The catalogue, its tests and its manual


def test_every_code_has_a_course_that_breaks_it() -> None:
    reports = [(case / "expected.txt").read_text("utf-8") for case in CASES]
    reports += [expected for _make, expected in MADE.values()]
    for folder in ("imports", "profiles", "packages"):
        reports += [file.read_text("utf-8") for file in (HERE / folder).glob("*/expected.txt")]
    reports.append((HERE / "golden" / "verdicts.txt").read_text("utf-8"))
    assert {code for text in reports for code in CODE.findall(text)} == set(CATALOGUE)


def test_every_code_has_a_heading_in_the_manual() -> None:
    headings = re.findall(r"^### (.+)$", MANUAL.read_text("utf-8"), re.MULTILINE)
    assert headings == list(CATALOGUE)


def test_every_case_holds_its_report() -> None:
    assert [case.name for case in CASES if not (case / "expected.txt").is_file()] == []
    assert sorted(path.parent for path in (HERE / "courses").glob("*/expected.txt")) == CASES
