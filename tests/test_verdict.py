"""Verdicts on packages: good ones of every edition, a corpus of broken ones, those of others, hostile ones."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from scorm_builder import cli, elements, rules
from scorm_builder.build import build
from scorm_builder.diagnostics import errors
from scorm_builder.new import make_course
from scorm_builder.package import write_zip
from scorm_builder.reports import Report, text
from scorm_builder.targets import TARGETS
from scorm_builder.verdict import judge
from scorm_builder.verdict.forms import GRAMMARS
from scorm_builder.verdict.tracking import Script
from tests.broken_packages import BROKEN, packed
from tests.courses import SAMPLE
from tests.good_packages import GOOD, PAGE, SCORM12, Package

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "verdicts.txt"
ELSEWHERE = sorted((HERE / "elsewhere").glob("*.xml"))
ELSEWHERE_NAMES = [file.stem for file in ELSEWHERE]
DATE = (2026, 1, 1, 0, 0, 0)


def report_of(file: Path) -> str:
    found = judge(file)
    return click.unstyle(text.write(Report(file, found.diagnostics, texts=found.texts)))


def codes_of(packed: bytes, folder: Path) -> list[str]:
    file = folder / "package.zip"
    file.write_bytes(packed)
    return sorted(found.code for found in judge(file).diagnostics)


# Good ones


@pytest.mark.parametrize("edition", GOOD)
def test_a_good_package_has_no_findings(edition: str, tmp_path: Path) -> None:
    assert codes_of(GOOD[edition].packed(), tmp_path) == []


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3", "scorm2004-4"])
def test_our_own_packages_have_no_findings(target: str, tmp_path: Path) -> None:
    make_course(tmp_path / "starter", "en")
    for folder in (SAMPLE, tmp_path / "starter"):
        package = build(folder, TARGETS[target]).package
        assert package
        write_zip(package, tmp_path / "ours.zip", DATE)
        assert report_of(tmp_path / "ours.zip") == "no faults found"


@pytest.mark.parametrize("manifest", ELSEWHERE, ids=lambda file: file.stem)
def test_packages_of_other_tools_are_judged_without_false_alarms(
    manifest: Path, tmp_path: Path
) -> None:
    """What is found is wrong indeed: `metadata` where the schemas have none, a default organization
    that is none, a prefix by which Moodle does not see the SCO."""
    expected = manifest.with_suffix(".txt").read_text("utf-8").split()
    assert codes_of(elsewhere(manifest), tmp_path) == expected


def elsewhere(manifest: Path) -> bytes:
    """A package around a manifest that another tool wrote: every file that it names."""
    xml = manifest.read_text("utf-8")
    root = elements.parse(xml)
    names = {one.get("href") for one in root.walk() if one.name == "file"}
    names |= {one.text.strip() for one in root.walk() if one.name == "location"}
    names |= set(root.get("schemalocation").split()[1::2])
    return Package(xml, dict.fromkeys(sorted(names), PAGE)).packed()


def test_every_line_of_the_tables_is_used_by_a_good_package() -> None:
    root = elements.parse(GOOD["everything"].manifest)
    used = {(one.space, one.name) for one in root.walk()}
    for space, known in GRAMMARS["SCORM 2004 4th Edition"].forms.items():
        names = {name.rpartition("/")[2] for name in known}
        assert {name for name in names if (space, name) not in used} <= {"location"}, space


# Broken ones


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_package_gets_these_findings_and_no_others(case: str, tmp_path: Path) -> None:
    assert codes_of(packed(case), tmp_path) == BROKEN[case][2].split()


def test_what_is_said_of_broken_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    told = []
    for case in BROKEN:
        Path("course.zip").write_bytes(packed(case))
        told.append(f"## {case}\n\n{report_of(Path('course.zip'))}\n")
    reports = "\n".join(told)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(reports, "utf-8")
    assert reports == GOLDEN.read_text("utf-8")


def test_the_corpus_breaks_every_rule_for_packages() -> None:
    first, last = rules.BAD_ZIP.code, rules.BAD_PREREQUISITES.code
    known = list(rules.CATALOGUE)
    of_packages = known[known.index(first) : known.index(last) + 1]
    told = {code for _base, _changes, codes in BROKEN.values() for code in codes.split()}
    assert set(of_packages) - told == set()
    assert len(BROKEN) > 100


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert report_of(tmp_path / "none.zip").splitlines()[0].endswith("[bad-zip]")


# The published schemas


@pytest.mark.parametrize("case", [*BROKEN, *GOOD, *ELSEWHERE_NAMES])
def test_what_the_published_schemas_refuse_is_refused(
    case: str, tmp_path: Path, published: Callable[[Path], Any]
) -> None:
    file = tmp_path / "package.zip"
    manifest = HERE / "elsewhere" / f"{case}.xml"
    if case in BROKEN:
        file.write_bytes(packed(case))
    else:
        file.write_bytes(GOOD[case].packed() if case in GOOD else elsewhere(manifest))
    found = judge(file)
    if found.contents is None:
        return  # nothing that a schema could look at
    _edition, theirs = published(file)
    refused = [
        line for _, line, level, rule, _ in theirs.items if level == "error" and rule == "schema"
    ]
    assert bool(errors(found.diagnostics)) >= bool(refused)
    if case not in BROKEN:
        assert {one.position.line for one in errors(found.diagnostics)} >= set(refused)
        assert case in ELSEWHERE_NAMES or not refused


@pytest.mark.parametrize("edition", ["1.2", "2nd", "3rd", "4th"])
def test_every_element_of_the_tables_is_one_of_the_schemas(
    edition: str, tmp_path: Path, published: Callable[[Path], Any]
) -> None:
    """An element too many in a table would be taken by us, and by nobody else."""
    package = GOOD[edition]
    grammar = next(
        found
        for title, found in GRAMMARS.items()
        if edition in (title.split()[-1], title.split()[-2])
    )
    for space, known in grammar.roots.items():
        for name in sorted(known):
            foreign = f'<x:{name} xmlns:x="{space}"/></manifest>'
            manifest = package.manifest.replace("</manifest>", foreign)
            file = tmp_path / "package.zip"
            file.write_bytes(Package(manifest, package.files).packed())
            unknown = "No matching global element declaration"
            theirs = [told for *_, told in published(file)[1].items]
            assert not [told for told in theirs if unknown in told], (space, name)


@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), edition=st.sampled_from(sorted(GOOD)))
def test_the_tables_refuse_what_the_published_schemas_refuse(
    data: st.DataObject, edition: str, tmp_path: Path, published: Callable[[Path], Any]
) -> None:
    """Of a good manifest with one change of any kind, and nothing else."""
    root = etree.fromstring(GOOD[edition].manifest.encode())
    within = [one for one in root.iter(etree.Element) if one is not root]
    data.draw(st.sampled_from(CHANGES))(data.draw(st.sampled_from(within)), data)
    file = tmp_path / "package.zip"
    file.write_bytes(Package(etree.tostring(root).decode(), GOOD[edition].files).packed())
    theirs = [
        told for *_, level, rule, told in published(file)[1].items
        if level == "error" and rule == "schema" and "metadata/schema" not in told
    ]  # fmt: skip
    found = judge(file).diagnostics
    assert bool(errors(found)) >= bool(theirs), theirs
    # libxml2 lets elements pass that stand behind those of others, though the schema has an order.
    ours = [one for one in found if one.code in OF_TABLES]
    assert bool(theirs) >= bool(ours), ours


OF_TABLES = {
    "manifest-element", "manifest-incomplete", "manifest-attribute", "manifest-value", "manifest-text",
}  # fmt: skip
TEXTS = st.sampled_from(["", "x", "0.5", "2", " sco ", "true", "TRUE", "-1", "1e3", "P1D", "PT"])


def _drop(element: Any, _data: st.DataObject) -> None:
    element.getparent().remove(element)


def _double(element: Any, _data: st.DataObject) -> None:
    element.addnext(deepcopy(element))


def _first(element: Any, _data: st.DataObject) -> None:
    element.getparent().insert(0, element)


def _write(element: Any, data: st.DataObject) -> None:
    element.text = data.draw(TEXTS)


def _attribute(element: Any, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*element.attrib, "x", "{http://example.org}y"]))
    element.set(name, data.draw(TEXTS))


def _without(element: Any, _data: st.DataObject) -> None:
    for name in list(element.attrib)[:1]:
        del element.attrib[name]


CHANGES = [_drop, _double, _first, _write, _attribute, _without]


# Hostile ones


def test_a_zip_with_a_list_that_never_ends_is_not_read(tmp_path: Path) -> None:
    """The list says that it is 2 GiB long, in a file that has 3 GiB of nothing."""
    file = tmp_path / "list.zip"
    size = 2 * 1024**3
    with file.open("wb") as stream:
        stream.truncate(size)
        stream.seek(size)
        stream.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, size, 0, 0))
    assert [one.code for one in judge(file).diagnostics] == ["bad-zip"]


def test_an_entry_that_lies_about_its_size_is_read_as_far_as_it_says(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", SCORM12)
        archive.writestr("zeros.bin", bytes(64 * 1024**2))
    lying = stream.getvalue()
    at = lying.index(b"zeros.bin", lying.index(b"PK\x01\x02")) - 46 + 24
    lying = lying[:at] + struct.pack("<L", 10) + lying[at + 4 :]
    assert "zip-damaged" in codes_of(lying, tmp_path)


def test_findings_of_a_kind_are_bounded(tmp_path: Path) -> None:
    many = "".join(f'<item identifier="i{number}"/>' for number in range(20_000))
    manifest = SCORM12.replace('<item identifier="more">', f'{many}<item identifier="more">')
    found = codes_of(Package(manifest, GOOD["1.2"].files).packed(), tmp_path)
    assert found.count("missing-title") == found.count("empty-item") == 200


def test_resources_that_need_each_other_are_no_circle_without_an_end(tmp_path: Path) -> None:
    circle = '<file href="media/bell.svg"/><dependency identifierref="alarm-files"/>'
    manifest = SCORM12.replace('<file href="media/bell.svg"/>', circle).replace(
        '<file href="alarm.html"/>', ""
    )
    package = Package(manifest, GOOD["1.2"].files)
    assert codes_of(package.packed(), tmp_path) == ["launch-not-listed"]


def test_names_of_others_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    manifest = SCORM12.replace("The alarm", "The \u202ealarm\x9b31m &lt;b&gt;").replace(
        'href="alarm.html"', 'href="al\u202earm\x9b31m.html"'
    )
    (tmp_path / "odd.zip").write_bytes(Package(manifest, GOOD["1.2"].files).packed())
    told = report_of(tmp_path / "odd.zip")
    assert [char for char in told if not char.isprintable() and char != "\n"] == []


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), edition=st.sampled_from(sorted(GOOD)))
def test_no_bytes_raise(data: st.DataObject, edition: str, tmp_path: Path) -> None:
    content = bytearray(GOOD[edition].packed())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    codes_of(bytes(content), tmp_path)


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), edition=st.sampled_from(sorted(GOOD)))
def test_no_manifest_raises(data: st.DataObject, edition: str, tmp_path: Path) -> None:
    """Pieces of a good manifest in other places: most of them are still XML."""
    manifest = GOOD[edition].manifest
    pieces = [match for match in manifest.split("\n") if match.strip()]
    for _ in range(data.draw(st.integers(1, 4))):
        piece = data.draw(st.sampled_from([*pieces, '<a href="//[x"/>', "&#x10FFFF;", "<title/>"]))
        at = data.draw(st.integers(0, len(pieces)))
        pieces.insert(at, piece)
        if data.draw(st.booleans()):
            pieces.pop(data.draw(st.integers(1, len(pieces) - 1)))
    codes_of(Package("\n".join(pieces), GOOD[edition].files).packed(), tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_no_file_raises(content: bytes, tmp_path: Path) -> None:
    assert codes_of(content, tmp_path) == ["bad-zip"]


# Prerequisites


@pytest.mark.parametrize(
    "script",
    [
        "",
        "a",
        "a&b",
        "a|b&c",
        "~a",
        "(a|b)&c",
        'a="passed"',
        'a<>"p"',
        "1*{a,b}",
        "{a,b}",
        " a & b ",
    ],
)
def test_a_script_that_can_be_read(script: str) -> None:
    assert Script(script).whole()


@pytest.mark.parametrize(
    "script", ["a&", "(a", "~", "a b", "a,b", "&&", "a=", "a=b", "2*a", "{a", 'a"']
)
def test_a_script_that_cannot_be_read(script: str) -> None:
    assert not Script(script).whole()


@given(st.text(max_size=200))
def test_no_script_raises(script: str) -> None:
    Script(script).whole()


# The command line


def test_the_place_of_a_finding_is_in_the_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("course.zip").write_bytes(packed("missing launch file"))
    assert cli.main(["check", "course.zip"]) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "course.zip/imsmanifest.xml:37:5: error: `alarm.html` is not in the package [missing-file]",
        '   37 |     <resource identifier="alarm-files" type="webcontent" adlcp:scormtype="sco" href="alarm.html">',
        "            ^",
    ]
    assert cli.main(["check", "course.zip", "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert found["path"] == "course.zip/imsmanifest.xml"
    assert cli.main(["check", "course.zip", "--format", "github"]) == 1
    assert "file=course.zip/imsmanifest.xml,line=37,col=5" in capsys.readouterr().out
    assert cli.main(["check", "course.zip", "--format", "sarif"]) == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["ruleId"] == "missing-file"


def test_warnings_count_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("course.zip").write_bytes(packed("junk"))
    assert cli.main(["check", "course.zip"]) == 0
    assert cli.main(["check", "course.zip", "--strict"]) == 1
    assert cli.main(["check", "none.zip"]) == 1
    assert "no such file" in capsys.readouterr().out
