"""The simulated LMS in Python: profiles, manifests of anyone, records."""

from __future__ import annotations

import json
import subprocess
from functools import partial
from pathlib import Path

import click
import pytest

from scorm_builder.lms import (
    PROFILES,
    Item,
    Manifest,
    Named,
    built_in,
    empty_record,
    launch_values,
    launchable,
    profile,
    read_manifest,
    records,
    stored,
)
from scorm_builder.lms.manifest import Rollup, Rule
from scorm_builder.lms.profile import FAULTS, TYPES, TYPES_2004
from scorm_builder.reports import Report, text
from tests.courses import ROOT

HERE = Path(__file__).parent
BAD_PROFILES = sorted((HERE / "profiles").iterdir())
BAD_PACKAGES = sorted((HERE / "packages").iterdir())


def compare(case: Path, found: str, config: pytest.Config) -> None:
    expected = case / "expected.txt"
    if config.getoption("--update-golden"):
        expected.write_text(found + "\n", "utf-8")
    assert found + "\n" == expected.read_text("utf-8")


# Profiles


@pytest.mark.parametrize("case", BAD_PROFILES, ids=lambda case: case.name)
def test_a_faulty_profile_is_told_with_its_places(
    case: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(case)
    found = profile("profile.yaml")
    assert isinstance(found, list)
    compare(case, click.unstyle(text.write(Report(Path(), found))), pytestconfig)


def test_an_unknown_name_is_told_with_the_nearest_one() -> None:
    found = profile("modle")
    assert isinstance(found, list)
    assert [(one.code, one.hint) for one in found] == [
        ("unknown-profile", "did you mean `moodle`? A file of your own ends in .yaml")
    ]


def test_a_profile_that_is_not_there_is_told() -> None:
    found = profile("nowhere.yaml")
    assert isinstance(found, list)
    assert [one.code for one in found] == ["missing-file"]


def test_every_file_is_a_profile_that_says_what_it_is_and_where_that_is_taken_from() -> None:
    folder = ROOT / "scorm_builder/lms/profiles"
    assert {file.stem for file in folder.iterdir()} == set(PROFILES)
    for name in PROFILES:
        found = built_in(name).profile
        assert all((found.title, found.about, found.sources)), name


def test_a_profile_goes_over_what_it_extends(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "extends: moodle-standards\nelements:\n  limits:\n    CMIString4096: 8000\n"
        "saving:\n  stores: [finish]\n"
    )
    found = profile(str(file))
    assert isinstance(found, Named)
    data = found.data()
    assert (found.name, found.title, data["about"]) == ("ours", "ours", "")
    limits = {"CMIString255": 255, "CMIString4096": 8000, "SuspendData": 4096, "CMIFeedback": 255}
    assert data["elements"]["limits"] == limits
    assert data["elements"]["id_first"] is False
    assert data["saving"]["stores"] == ["finish"]
    assert data["saving"]["resends"] is False
    assert data["rules"]["names"] == "last, first"


def test_the_defaults_are_the_strict_profile(tmp_path: Path) -> None:
    file = tmp_path / "strict.yaml"
    file.write_text("title: Mine\n")
    found = profile(str(file))
    assert isinstance(found, Named)
    own = ("title", "about", "sources")
    assert {k: v for k, v in found.data().items() if k not in own} == {
        k: v for k, v in built_in("strict").data().items() if k not in own
    }


@pytest.mark.parametrize(
    ("name", "model", "types"),
    [("scorm12", "Scorm12", TYPES), ("scorm2004", "Scorm2004.fourth", TYPES_2004)],
)
def test_types_and_refusals_are_those_of_the_table(
    name: str, model: str, types: tuple[str, ...]
) -> None:
    script = (ROOT / f"scorm_builder/lms/runtime/{name}.js").read_text("utf-8")
    script += f"console.log(JSON.stringify([{model}.types, {model}.faults].map(Object.keys)))"
    told = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout
    known, faults = json.loads(told)
    assert {*types} == {*known} - {"version", "children", "count"}
    assert {*FAULTS} == {*faults}


def test_a_profile_has_in_scorm_2004_what_it_says_of_scorm_12_by_the_same_names(
    tmp_path: Path,
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "elements:\n  overlong: drop\n  missing: [cmi.objectives]\n  id_first: false\n"
        "  limits: {SuspendData: 5000}\nrules:\n  reopens: new\n  mastery: any\n"
        "scorm2004:\n  elements:\n    limits: {Location: 255}\n  rules:\n    success: course\n"
    )
    found = profile(str(file))
    assert isinstance(found, Named)
    data = found.data("scorm2004-3")
    elements, rules = data["elements"], data["rules"]
    assert (elements["overlong"], elements["missing"]) == ("drop", ["cmi.objectives"])
    assert (elements["limits"], elements["id_first"]) == ({"Location": 255}, True)
    assert (rules["reopens"], rules["success"], rules["unsuspended"]) == ("new", "course", "new")
    assert "mastery" not in rules
    assert found.data()["elements"]["limits"] == {"SuspendData": 5000}


# Manifests


@pytest.mark.parametrize("case", BAD_PACKAGES, ids=lambda case: case.name)
def test_a_manifest_that_launches_nothing_is_told(case: Path, pytestconfig: pytest.Config) -> None:
    found = read_manifest((case / "imsmanifest.xml").read_bytes())
    assert not isinstance(found, Manifest)
    compare(case, click.unstyle(text.write(Report(case.relative_to(ROOT), [found]))), pytestconfig)


def test_our_own_manifest_is_read() -> None:
    found = read_manifest((HERE / "golden/imsmanifest.xml").read_bytes())
    assert isinstance(found, Manifest)
    assert found.version == "1.2"
    assert [(item.href, item.mastery_score) for item in found.items] == [("index.html", "70")]
    assert found.first is not None
    assert found.first.href == "index.html"


def test_our_own_manifests_of_scorm_2004_are_read() -> None:
    for edition in ("3", "4"):
        name = f"golden/imsmanifest-scorm2004-{edition}.xml"
        found = read_manifest((HERE / name).read_bytes())
        assert isinstance(found, Manifest)
        assert found.standard == f"scorm2004-{edition}"
        (item,) = found.items
        assert (item.mastery_score, item.completion_threshold) == ("0.7", "1.0")
        assert item.objectives == ("PRIMARY",)
        assert item.hides == ("previous", "continue", "exit", "abandon")
        assert item.rollup == Rollup(completion_set=True, objective_set=True)


def test_an_item_waits_for_the_one_whose_objective_it_reads() -> None:
    house = Path(__file__).parent / "golden/imsmanifest-topics-scorm2004-3.xml"
    found = read_manifest(house.read_bytes())
    assert isinstance(found, Manifest)
    rule = partial(Rule, "any", ("not satisfied", "not objectiveStatusKnown"))
    assert {item.id: item.disabled for item in found.items} == {
        "item-house_stairs": (),
        "item-house_roof": (rule("item-house_stairs"),),
        "item-house_cellar": (rule("item-house_stairs"),),
        "item-house_doors": (rule("item-house_cellar"),),
    }
    other = house.read_text("utf-8").replace(' referencedObjective="BEFORE"', "")
    found = read_manifest(other.encode())
    assert isinstance(found, Manifest)
    assert found.items[1].disabled == (rule(""),)
    other = house.read_text("utf-8").replace(
        'writeSatisfiedStatus="true"', 'writeSatisfiedStatus="false"'
    )
    found = read_manifest(other.encode())
    assert isinstance(found, Manifest)
    assert not any(item.disabled for item in found.items)


IN_2004 = """\
<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>T</title>
    <item identifier="i" identifierref="r"><title>I</title>
      <adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>
      <adlcp:dataFromLMS>room=4</adlcp:dataFromLMS>
      {threshold}
      <imsss:sequencing>
        <imsss:sequencingRules><imsss:preConditionRule>
          <imsss:ruleConditions conditionCombination="any">
            <imsss:ruleCondition operator="not" condition="completed"/><imsss:ruleCondition condition="attempted"/>
          </imsss:ruleConditions><imsss:ruleAction action="stopForwardTraversal"/></imsss:preConditionRule>
          <imsss:preConditionRule><imsss:ruleConditions/><imsss:ruleAction action="skip"/></imsss:preConditionRule>
        </imsss:sequencingRules>
        <imsss:limitConditions attemptAbsoluteDurationLimit="PT30M"/>
        <imsss:rollupRules rollupObjectiveSatisfied="false" objectiveMeasureWeight="0.25"/>
        <imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"/>
          <imsss:objective objectiveID="more"/></imsss:objectives>
      </imsss:sequencing></item>
  </organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="a.html"/></resources>
</manifest>
"""


def test_what_a_manifest_of_scorm_2004_says_is_read() -> None:
    found = read_manifest(IN_2004.format(version="2004 4th Edition", threshold="").encode())
    assert isinstance(found, Manifest)
    assert found.items == (
        Item(
            "i", "I", "a.html", "1.0", "room=4", "PT30M", "exit,message", objectives=("more",),
            stops=(Rule("any", ("not completed", "attempted")),),
            rollup=Rollup(objective=False, weight=0.25),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("threshold", "read"),
    [
        ("<adlcp:completionThreshold>0.75</adlcp:completionThreshold>", "0.75"),
        (
            '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.5"/>',
            "0.5",
        ),
        ('<adlcp:completionThreshold completedByMeasure="true"/>', "1.0"),
        ('<adlcp:completionThreshold minProgressMeasure="0.5"/>', ""),
        ("", ""),
    ],
)
def test_a_threshold_is_read_in_both_forms(threshold: str, read: str) -> None:
    found = read_manifest(IN_2004.format(version="CAM 1.3", threshold=threshold).encode())
    assert isinstance(found, Manifest)
    assert found.standard == "scorm2004-2"
    assert found.items[0].completion_threshold == read


FOREIGN = """\
<?xml version="1.0" encoding="{encoding}"?>
<cp:manifest identifier="m" xml:base="a/" xmlns:cp="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:x="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <cp:metadata><cp:schema>ADL SCORM</cp:schema><cp:schemaversion>1.2</cp:schemaversion></cp:metadata>
  <cp:organizations default="second">
    <cp:organization identifier="first"><cp:title>Wrong</cp:title></cp:organization>
    <cp:organization identifier="second"><cp:title>Größe</cp:title>
      <cp:item identifier="block"><cp:title>Block</cp:title>
        <cp:item identifier="one" identifierref="r1" parameters="?p=1"><cp:title>One</cp:title>
          <x:maxtimeallowed>00:30:00</x:maxtimeallowed>
          <x:timelimitaction>exit,no message</x:timelimitaction>
          <x:datafromlms>room=4</x:datafromlms><x:masteryscore>80</x:masteryscore></cp:item>
      </cp:item>
      <cp:item identifier="two" identifierref="r2" isvisible="false" parameters="#end"/>
      <cp:item identifier="lost" identifierref="nowhere"/>
    </cp:organization>
  </cp:organizations>
  <cp:resources xml:base="b/">
    <cp:resource identifier="shared" type="webcontent"/>
    <cp:resource identifier="r2" xml:base="c/" href="two.html?q=1"/>
    <cp:resource identifier="r1" href="one.html?q=1#top"/>
  </cp:resources>
</cp:manifest>
"""
ONE = Item(
    "one", "One", "a/b/one.html?q=1&p=1#top", "80", "room=4", "00:30:00", "exit,no message"
)  # fmt: skip
TWO = Item("two", "", "a/b/c/two.html?q=1#end", visible=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_manifest_of_anyone_is_read(encoding: str) -> None:
    found = read_manifest(FOREIGN.format(encoding=encoding).encode(encoding))
    first = Item("r2", "", "a/b/c/two.html?q=1")
    assert found == Manifest("Größe", "1.2", (ONE, TWO), first)


def test_what_is_launched_depends_on_the_platform() -> None:
    found = read_manifest(FOREIGN.format(encoding="utf-8").encode())
    assert isinstance(found, Manifest)
    assert launchable(found, built_in("strict")) == (ONE, TWO)
    assert [item.id for item in launchable(found, built_in("open-edx"))] == ["r2"]


# Records


def test_a_launch_has_what_the_player_needs() -> None:
    found = read_manifest(FOREIGN.format(encoding="utf-8").encode())
    assert isinstance(found, Manifest)
    launch = launch_values(
        built_in("open-edx"), found, empty_record(), "../package/", values={"mode": "browse"}
    )
    json.dumps(launch)
    assert [(item["id"], item["state"]) for item in launch["items"]] == [("r2", "package")]
    assert launch["values"] == {"mode": "browse"}
    assert launch["learner"] == {"id": "learner-1", "name": "Visser, Anna"}


def test_a_message_becomes_part_of_the_record() -> None:
    attempt = {"values": {"cmi.suspend_data": "1"}, "finished": False}
    message = {"item": "a", "attempt": 0, "state": attempt, "event": "commit"}
    one = stored(empty_record(), message)
    assert one == {"format": 1, "items": {"a": [attempt]}}
    two = stored(one, {**message, "attempt": 1})
    assert two["items"]["a"] == [attempt, attempt]
    assert one["items"]["a"] == [attempt]


@pytest.mark.parametrize(
    "change", [{"attempt": 2}, {"attempt": -1}, {"state": "x"}, {"item": None}, {"event": 1}]
)
def test_what_is_no_message_changes_nothing(change: dict[str, object]) -> None:
    message = {"item": "a", "attempt": 0, "state": {}, "event": "commit", **change}
    with pytest.raises(ValueError, match=r"no message|no attempt"):
        stored(empty_record(), message)


def test_the_records_of_a_list() -> None:
    values = {
        "cmi.objectives.0.id": "alarm",
        "cmi.objectives.10.id": "exit",
        "cmi.objectives.2.score.raw": "80",
        "cmi.objectives._count": "3",
    }
    found = [{"id": "alarm"}, {"score.raw": "80"}, {"id": "exit"}]
    assert records(values, "cmi.objectives") == found
