"""The four formats of a report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scorm_builder import __version__, rules
from scorm_builder.cli import cli
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.reports import Report, Written, github, sarif, text
from scorm_builder.reports import json as json_report

BROKEN = rules.BROKEN_LINK.at(Position("alarm.md", 3, 5), "`a.md` is no page", "name a page")
UNUSED = rules.UNUSED_FILE.at(Position("old.svg"), "`old.svg` is not used")
WRITTEN = Written(Path("dist/fire.zip"), 20_480, 12)
ESCAPE = "\x1b["


def report(*found: Diagnostic, written: Sequence[Written] = ()) -> Report:
    return Report(Path("course"), found, written)


def plain(root: Path, *found: Diagnostic) -> list[str]:
    return click.unstyle(text.write(Report(root, found))).split("\n")


# Text


def excerpt(root: Path, line: str, column: int, *, encoding: str = "utf-8") -> list[str]:
    (root / "alarm.md").write_bytes(f"First.\n{line}\n".encode(encoding))
    found = rules.BROKEN_LINK.at(Position("alarm.md", 2, column), "no page")
    return plain(root, found)[1:-2]


def test_text_shows_place_severity_sentence_code_line_and_cure(tmp_path: Path) -> None:
    (tmp_path / "alarm.md").write_text("One\n\nSee [this](a.md).\n")
    assert plain(tmp_path, BROKEN, UNUSED) == [
        f"{tmp_path.as_posix()}/alarm.md:3:5: error: `a.md` is no page [broken-link]",
        "    3 | See [this](a.md).",
        "            ^",
        "  hint: name a page",
        f"{tmp_path.as_posix()}/old.svg: warning: `old.svg` is not used [unused-file]",
        "",
        "1 error, 1 warning",
    ]


def test_text_counts_in_the_plural() -> None:
    assert text.write(report(BROKEN, BROKEN, UNUSED, UNUSED)).endswith("\n2 errors, 2 warnings")


def test_text_says_that_there_is_nothing_to_say() -> None:
    assert text.write(report()) == "no faults found"


@pytest.mark.parametrize(
    ("line", "column", "shown", "spaces"),
    [
        ("abc x", 5, "abc x", 4),
        ("漢字 x", 4, "漢字 x", 5),
        ("😀😀x", 3, "😀😀x", 4),
        ("\t\tx", 3, "  x", 2),
        ("e\u0301e\u0301x", 5, "e\u0301e\u0301x", 2),
        ("a\u200bb\x07x", 5, "a·b·x", 4),
        ("\u202eabc\u202cx", 6, "·abc·x", 5),
        ("abc", 4, "abc", 3),
    ],
)
def test_the_caret_stands_under_its_character(
    tmp_path: Path, line: str, column: int, shown: str, spaces: int
) -> None:
    gutter = "    2 | "
    assert excerpt(tmp_path, line, column) == [
        gutter + shown,
        " " * (len(gutter) + spaces) + "^",
    ]


def test_the_caret_stands_under_its_character_after_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "alarm.md").write_bytes(b"\xef\xbb\xbfabc\n")
    found = rules.BROKEN_LINK.at(Position("alarm.md", 1, 2), "no page")
    assert plain(tmp_path, found)[1:3] == ["    1 | abc", "         ^"]


def test_of_a_long_line_the_part_around_the_place_is_shown(tmp_path: Path) -> None:
    line = "".join(f"{number:04}" for number in range(1000))
    shown, caret = excerpt(tmp_path, line, 2001)
    assert "0500" in shown
    assert len(shown) < 120
    assert shown[caret.index("^") :].startswith("0500")


def test_a_finding_without_a_column_has_a_line_and_no_caret(tmp_path: Path) -> None:
    assert excerpt(tmp_path, "abc", 0) == ["    2 | abc"]


def test_a_line_that_cannot_be_shown_is_left_out(tmp_path: Path) -> None:
    assert excerpt(tmp_path, "   ", 1) == []
    beyond = rules.BROKEN_LINK.at(Position("alarm.md", 99, 1), "no page")
    assert len(plain(tmp_path, beyond)) == 3
    (tmp_path / "folder").mkdir()
    folder = rules.BROKEN_LINK.at(Position("folder", 1, 1), "no page")
    assert len(plain(tmp_path, folder)) == 3


def test_a_line_in_another_encoding_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    assert excerpt(tmp_path, "café x", 6, encoding="latin-1")[0] == "    2 | caf\ufffd x"


def write_course(root: Path, outline: str) -> None:
    (root / "course.yaml").write_text(outline + "titel: no\n")
    (root / "alarm.md").write_text("Ring.\n")


def test_colours_are_for_terminals_only(tmp_path: Path, outline: str) -> None:
    write_course(tmp_path, outline)
    run = CliRunner()
    assert ESCAPE not in run.invoke(cli, ["check", str(tmp_path)]).output
    assert ESCAPE in run.invoke(cli, ["check", str(tmp_path)], color=True).output


def test_other_formats_have_no_colours(tmp_path: Path, outline: str) -> None:
    write_course(tmp_path, outline)
    for format_ in ("json", "github", "sarif"):
        command = ["check", str(tmp_path), "--format", format_]
        assert ESCAPE not in CliRunner().invoke(cli, command, color=True).output


# JSON


def test_json_is_a_flat_list() -> None:
    assert json.loads(json_report.write(report(BROKEN, UNUSED))) == {
        "version": 1,
        "ok": False,
        "diagnostics": [
            {
                "path": "course/alarm.md",
                "line": 3,
                "column": 5,
                "code": "broken-link",
                "severity": "error",
                "message": "`a.md` is no page",
                "hint": "name a page",
            },
            {
                "path": "course/old.svg",
                "line": 0,
                "column": 0,
                "code": "unused-file",
                "severity": "warning",
                "message": "`old.svg` is not used",
                "hint": "",
            },
        ],
        "package": None,
        "packages": [],
    }


def test_json_of_a_course_with_warnings_alone_is_ok() -> None:
    assert json.loads(json_report.write(report(UNUSED)))["ok"] is True


def test_json_names_what_was_written() -> None:
    found = json.loads(json_report.write(report(written=[WRITTEN])))
    assert found == {
        "version": 1,
        "ok": True,
        "diagnostics": [],
        "package": {"file": "dist/fire.zip", "bytes": 20480, "files": 12},
        "packages": [{"file": "dist/fire.zip", "bytes": 20480, "files": 12}],
    }


def test_json_keeps_letters_as_they_are() -> None:
    found = rules.BROKEN_LINK.at(Position("é.md", 1, 1), 'geen “pagina” \n\t"漢"')
    written = json_report.write(report(found))
    assert "course/é.md" in written
    assert json.loads(written)["diagnostics"][0]["message"] == 'geen “pagina” \n\t"漢"'


# GitHub


def test_github_has_a_command_a_finding() -> None:
    assert github.write(report(BROKEN, UNUSED)).split("\n") == [
        "::error file=course/alarm.md,line=3,col=5,title=broken-link::`a.md` is no page%0Aname a page",
        "::warning file=course/old.svg,title=unused-file::`old.svg` is not used",
    ]


def test_github_escapes_what_would_end_a_command() -> None:
    found = rules.BROKEN_LINK.at(
        Position("50%,a:b\r\n.md", 1, 2), "50%: a, b\r\n::error::x", "100%"
    )
    assert github.write(report(found)) == (
        "::error file=course/50%25%2Ca%3Ab%0D%0A.md,line=1,col=2,title=broken-link"
        "::50%25: a, b%0D%0A::error::x%0A100%25"
    )


def test_github_names_what_was_written() -> None:
    assert github.write(report(written=[WRITTEN])) == "dist/fire.zip"
    assert github.write(report()) == ""


# SARIF


def log(found: Sequence[Diagnostic], root: str = "course") -> dict[str, object]:
    whole = json.loads(sarif.write(Report(Path(root), found)))
    assert whole["version"] == "2.1.0"
    assert whole["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = whole["runs"]
    return run


def test_sarif_of_a_course_without_faults_has_a_run_with_empty_results() -> None:
    assert log([]) == {
        "tool": {"driver": {"name": "scorm-builder", "version": __version__, "rules": []}},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }


def test_sarif_lists_each_broken_rule_once() -> None:
    driver = log([BROKEN, BROKEN, UNUSED])["tool"]["driver"]
    assert driver["rules"] == [
        {
            "id": "broken-link",
            "shortDescription": {"text": "a link to a page leads to a step of the course"},
            "defaultConfiguration": {"level": "error"},
        },
        {
            "id": "unused-file",
            "shortDescription": {"text": "a file in the course is used"},
            "defaultConfiguration": {"level": "warning"},
        },
    ]


def test_sarif_has_no_region_where_the_line_is_not_known() -> None:
    broken, unused = log([BROKEN, UNUSED])["results"]
    assert broken == {
        "ruleId": "broken-link",
        "level": "error",
        "message": {"text": "`a.md` is no page. name a page"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "course/alarm.md"},
                    "region": {"startLine": 3, "startColumn": 5},
                }
            }
        ],
    }
    assert unused["message"] == {"text": "`old.svg` is not used"}
    assert unused["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "course/old.svg"}}}
    ]


def test_a_region_of_sarif_begins_in_column_1_where_the_column_is_not_known() -> None:
    (found,) = log([rules.TEMPLATE_ERROR.at(Position("templates/a.html", 2), "no")])["results"]
    region = found["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 1}


def test_addresses_in_sarif_are_escaped() -> None:
    found = rules.UNUSED_FILE.at(Position("a b/50%#é.svg"), "not used")
    (result,) = log([found])["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "course/a%20b/50%25%23%C3%A9.svg"


def test_paths_are_as_seen_from_where_the_command_was_run() -> None:
    for root, path in (
        (".", "alarm.md"),
        ("../x", "../x/alarm.md"),
        ("course/", "course/alarm.md"),
    ):
        assert Report(Path(root), [BROKEN]).path(BROKEN.position) == path
