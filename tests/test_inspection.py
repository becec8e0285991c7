"""What is in a package, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorm_builder import cli
from scorm_builder.build import build
from scorm_builder.package import write_zip
from scorm_builder.targets import TARGETS
from tests.broken_packages import packed
from tests.courses import ROOT, SAMPLE
from tests.good_packages import GOOD

DATE = (2026, 1, 1, 0, 0, 0)

FIRE = """\
Fire safety
  SCORM 1.2
 #, 8 files, # unpacked
  no faults found

Items
  The alarm [alarm]  alarm.html, sco, mastery 80
  More [more]
    The stairs [stairs]  stairs/index.html, sco

Metadata
  title: Fire safety

By type
  xsd #  4 files
  xml #  1 file
  html #  2 files
  svg #  1 file
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_summary_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    Path("course.zip").write_bytes(GOOD["1.2"].packed())
    assert cli.main(["inspect", "course.zip"]) == 0
    told, largest = capsys.readouterr().out.split("\nLargest files\n")
    assert re.sub(r" +\d+ (kB|bytes)", " #", told) == FIRE
    assert largest.splitlines()[-1].split() == ["media/bell.svg", "6", "bytes"]


def test_a_summary_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("course.zip").write_bytes(GOOD["4th"].packed())
    assert cli.main(["inspect", "course.zip", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["standard"] == "SCORM 2004 4th Edition"
    assert found["title"] == found["metadata"]["title"] == "Fire safety"
    assert found["metadata"]["language"] == "en"
    (organization,) = found["organizations"]
    assert organization["items"] == [
        {
            "identifier": "alarm",
            "title": "The alarm",
            "launch": "alarm.html",
            "parameters": None,
            "type": "sco",
            "visible": True,
            "mastery": "0.8",
            "items": [],
        }
    ]
    assert found["files"] == 3
    assert found["unpacked"] == sum(row["bytes"] for row in found["types"])
    assert found["ours"] is None
    assert (found["errors"], found["warnings"]) == (0, 0)


def test_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    Path("course.zip").write_bytes(GOOD["1.2"].packed())
    cli.main(["inspect", "course.zip", "--format", "json"])
    reference = (ROOT / "docs/format.md").read_text("utf-8")
    example = next(
        text
        for text in re.findall(r"```jsonc\n(.*?)```", reference, re.DOTALL)
        if "largest" in text
    )
    written = json.loads(re.sub(r" //.*", "", example))

    def names(value: object) -> object:
        if isinstance(value, dict):
            return {key: names(inner) for key, inner in value.items() if key != "ours"}
        return [names(value[0])] if isinstance(value, list) and value else None

    told = json.loads(capsys.readouterr().out)
    assert names(told) == names(written)
    assert list(told) == list(written)


def test_a_package_of_ours_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    package = build(SAMPLE, TARGETS["scorm12"]).package
    assert package
    write_zip(package, Path("ours.zip"), DATE)
    assert cli.main(["inspect", "ours.zip"]) == 0
    line = "made by scorm-builder: course cultuur-van-vertrouwen, version 1.0.0"
    assert line in capsys.readouterr().out


def test_faults_are_counted_and_those_who_tell_them_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("course.zip").write_bytes(packed("missing launch file"))
    assert cli.main(["inspect", "course.zip"]) == 0
    line = "1 error; scorm-builder check course.zip tells them"
    assert line in capsys.readouterr().out


def test_what_cannot_be_read_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    Path("course.zip").write_bytes(packed("not well-formed"))
    assert cli.main(["inspect", "course.zip"]) == 1
    assert "[manifest-syntax]" in capsys.readouterr().out
