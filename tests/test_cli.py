"""The command line as a user meets it: what it says, what it writes, and its exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from scorm_builder import __version__
from scorm_builder.cli import _first_target, cli, main
from scorm_builder.source.model import Standard
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, ROOT, SAMPLE, write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_build_says_what_it_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(SAMPLE)]) == 0
    first, _, rest = capsys.readouterr().out.partition("\n")
    assert first.startswith("dist/cultuur-van-vertrouwen-1.0.0-scorm12.zip  ")
    assert first.endswith(" files")
    assert (
        rest
        == """
Cultuur van vertrouwen, version 1.0.0
  4 steps in 4 topics
  progress takes at most 309 of the 4,096 characters that the platform keeps

A learner is done when all 4 required steps are done and the score is 70 at least:
  1 step by reaching the end of the page
  1 step by a button that says so
  1 step by finishing what is required on the page
  1 step by passing its quiz

The score, from 0 to 100:
  that of the quiz of `herstel-werkbladen`: the best of as many attempts as one likes
  sent when it is 70 at least and all required steps are done
  a lower one is never sent, since there is always another attempt
  status: `passed` when a learner is done; after that it is never lowered

For the administrator of the learning platform
  Activity completion: by status, `passed` or `completed`.
  Grading: the highest grade of 100, of the highest attempt.
  Mastery score: 70, as the course itself decides; a setting by which it overrides the status may be on or off.
  Attempts: unlimited, and continue the last attempt. Never force a new one.
  New version: replace the file in the same activity; learners keep their progress.
"""
    )
    assert [file.name for file in (here / "dist").iterdir()] == [
        "cultuur-van-vertrouwen-1.0.0-scorm12.zip"
    ]


def test_an_error_stops_the_build_and_writes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"course.yaml": OUTLINE.replace("title: One", "titel: One"), "first.md": "Text.\n"})
    assert main(["build"]) == 1
    assert (
        capsys.readouterr().out
        == """\
course.yaml:8:5: error: `titel` is not a known field [unknown-field]
    8 |     titel: One
            ^
  hint: did you mean `title`?

1 error
"""
    )
    assert not (here / "dist").exists()


def test_warnings_count_with_strict(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here, {"first.md": "Text.\n", "stray.pdf": b"%PDF"})
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    assert main(["build", "--strict"]) == 1
    assert not (here / "dist").exists()
    assert main(["build", "-o", "out", "--format", "json"]) == 0
    report = json.loads(
        capsys.readouterr().out.partition('{\n  "version"')[2].join(['{\n  "version"', ""])
    )
    assert report["ok"] is True
    assert report["package"]["file"] == "out/small-1-scorm12.zip"
    assert [found["code"] for found in report["diagnostics"]] == ["unused-file"]


def test_several_targets_are_built_in_one_run(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"first.md": "Text.\n"})
    assert main(["build", "--target", "scorm2004-3", "--target", "scorm12", "--strict"]) == 0
    out = capsys.readouterr().out
    assert [line.partition("  ")[0] for line in out.splitlines()[:2]] == [
        "dist/small-1-scorm2004-3.zip",
        "dist/small-1-scorm12.zip",
    ]
    assert (
        """
A small course, version 1
  1 step in 1 topic
  progress takes at most 26 of the 64,000 characters that SCORM 2004 3rd Edition keeps
  progress takes at most 26 of the 4,096 characters that SCORM 1.2 keeps
"""
        in out
    )
    assert out.count("For the administrator of the learning platform\n") == 1


@pytest.mark.parametrize(
    ("line", "options", "made"),
    [
        ("", [], ["scorm12"]),
        ("targets: []", [], ["scorm12"]),
        ("targets: [scorm2004-4, scorm12]", [], ["scorm12", "scorm2004-4"]),
        ("targets: [scorm2004-4]", ["--target", "scorm2004-3"], ["scorm2004-3"]),
        ("targets: [scorm12, scorm12]", [], ["scorm12"]),
        ("", ["--target", "all", "--target", "scorm12"], list(TARGETS)),
    ],
)
def test_targets_are_those_of_the_command_else_of_the_course(
    line: str, options: list[str], made: list[str], here: Path
) -> None:
    write(here, {"course.yaml": f"{OUTLINE}{line}\n", "first.md": "Text.\n"})
    assert main(["build", *options]) == 0
    files = sorted(file.name for file in (here / "dist").iterdir())
    assert files == [f"small-1-{name}.zip" for name in made]


def test_a_target_that_is_none_is_a_fault_of_the_author(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"course.yaml": f"{OUTLINE}targets: [scorm2004]\n", "first.md": "Text.\n"})
    assert main(["build"]) == 1
    assert (
        "course.yaml:11:11: error: item 1 of `targets` cannot be `scorm2004`"
        in capsys.readouterr().out
    )


def test_the_course_is_found_in_this_folder_or_in_course(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "course", {"first.md": "Text.\n"})
    assert main(["check"]) == 0
    assert main(["check", "elsewhere"]) == 1
    assert "`elsewhere` is no folder that can be read" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_new_course_passes_every_check(here: Path, lang: str) -> None:
    assert main(["new", "first", "--lang", lang]) == 0
    assert main(["check", "first", "--strict"]) == 0
    assert main(["build", "first", "--strict"]) == 0
    assert (
        json.loads((here / "first" / "course.schema.json").read_text("utf-8"))["title"] == "Course"
    )
    assert main(["new", "first"]) == 2


@pytest.mark.parametrize("name", ["course", "quiz", "questions"])
def test_a_schema_beside_the_sample_is_that_of_the_models(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", name]) == 0
    assert capsys.readouterr().out == (SAMPLE / f"{name}.schema.json").read_text("utf-8")


def test_every_target_can_be_named() -> None:
    options = {option.name: option for option in cli.commands["build"].params}
    choice = options["targets"].type
    assert isinstance(choice, click.Choice)
    assert list(TARGETS) == [str(one) for one in Standard] == list(choice.choices)[:-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--target", "scorm13"],
        ["new"],
        ["check", "--format", "xml"],
        ["build", "a", "b"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Usage: scorm-builder" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"scorm-builder, version {__version__}\n"
    for command in ([], ["new"], ["check"], ["build"], ["schema"]):
        assert main([*command, "--help"]) == 0
        assert "scorm-builder " in capsys.readouterr().out


def test_a_fault_of_ours_asks_to_be_reported(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"first.md": "Text.\n"})
    monkeypatch.setattr("scorm_builder.build.check", lambda course: 1 / 0)
    assert main(["check"]) == 3
    assert f"This is a fault of scorm-builder {__version__}" in capsys.readouterr().err


def test_interrupted(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_course: object) -> None:
        raise KeyboardInterrupt

    write(here, {"first.md": "Text.\n"})
    monkeypatch.setattr("scorm_builder.build.check", interrupt)
    assert main(["build"]) == 130
    assert not (here / "dist").exists()


def test_ctrl_c_in_the_middle_of_a_build_is_quiet_and_leaves_nothing(here: Path) -> None:
    pages = {f"s{n}.md": "Some *words* and `more`.\n\n" * 400 for n in range(200)}
    steps = "".join(f"      - {{id: s{n}, title: S, page: s{n}.md}}\n" for n in range(200))
    write(here, {"course.yaml": OUTLINE.partition("      - {id: first")[0] + steps, **pages})
    with subprocess.Popen(
        [sys.executable, "-m", "scorm_builder", "build"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        time.sleep(1)  # the pages alone take several seconds
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all its processes
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"\ninterrupted\n")
    assert not (here / "dist").exists()


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = [sys.executable, "-m", "scorm_builder", "schema"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(30) == 0


def test_help_imports_nothing_that_is_slow() -> None:
    script = "import sys, scorm_builder.cli; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert not {"babel", "lxml", "jinja2", "yaml", "markdown_it"} & set(result.stdout.split())


@pytest.mark.parametrize(
    ("written", "asked", "target"),
    [
        ("", None, "scorm12"),
        ("targets: [scorm2004-3, scorm12]\n", None, "scorm2004-3"),
        ("targets: [scorm2004-3]\n", "scorm2004-4", "scorm2004-4"),
        ("targets: [nonsense]\n", None, "scorm12"),
    ],
)
def test_a_preview_is_of_the_first_target(
    written: str, asked: str | None, target: str, tmp_path: Path
) -> None:
    outline = (SAMPLE / "course.yaml").read_text("utf-8")
    (tmp_path / "course.yaml").write_text(outline + written, "utf-8")
    assert target == _first_target(tmp_path, asked).NAME
