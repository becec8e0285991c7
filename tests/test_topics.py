"""Topics by themselves: as several items of one package, and as packages of their own."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scorm_builder.build import Build, build
from scorm_builder.cli import main
from scorm_builder.explain import confirm, explain
from scorm_builder.ours import course_data
from scorm_builder.package import Package, write_zip
from scorm_builder.source.load import load_outline
from scorm_builder.source.model import Outline
from scorm_builder.support import Certificate, Standing, certificate_sum
from scorm_builder.targets import TARGETS, scorm, scorm12, scorm2004
from scorm_builder.units import units
from tests.courses import ROOT, write

HERE = Path(__file__).parent
HOUSE = ROOT / "tests/courses/topics-valid/course"
TOPICS = ["stairs", "roof", "cellar", "doors"]
SCHEMAS = {
    "scorm12": scorm12.SCHEMAS,
    "scorm2004-3": scorm2004.THIRD.SCHEMAS,
    "scorm2004-4": scorm2004.FOURTH.SCHEMAS,
}

each_target = pytest.mark.parametrize("name", SCHEMAS)


@pytest.fixture(scope="module")
def together() -> Build:
    """The house for every standard of SCORM, each with an item for each topic."""
    return build(HOUSE, *(TARGETS[name] for name in SCHEMAS))


@pytest.fixture(scope="module")
def apart() -> Build:
    """The house for every standard of SCORM, each topic in a package of its own."""
    return build(HOUSE, *(TARGETS[name] for name in SCHEMAS), split=True)


def text(package: Package, name: str = "imsmanifest.xml") -> bytes:
    content = package.files[name]
    assert isinstance(content, bytes)
    return content


def root_of(package: Package) -> etree._Element:
    return etree.fromstring(text(package))


def data(package: Package, name: str) -> dict[str, Any]:
    found = course_data(text(package, name))
    assert found
    return found


def tags(data: dict[str, Any]) -> dict[str, int]:
    return {step["id"]: step["tag"] for topic in data["topics"] for step in topic["steps"]}


# Manifests


@each_target
def test_the_manifest_of_a_package_with_topics(
    name: str, together: Build, request: pytest.FixtureRequest
) -> None:
    golden = HERE / "golden" / f"imsmanifest-topics-{name}.xml"
    found = text(together.packages[name])
    if request.config.getoption("--update-golden"):
        golden.write_bytes(found)
    assert found.decode() == golden.read_text("utf-8")


@each_target
def test_the_published_schemas_accept_it(
    name: str, together: Build, apart: Build, tmp_path: Path, published: Callable[[Path], Any]
) -> None:
    names = [name, *(f"{name}/{topic}" for topic in TOPICS)]
    for package in ({**together.packages, **apart.packages}[one] for one in names):
        file = tmp_path / f"{package.name}.zip"
        write_zip(package, file, (1980, 1, 1, 0, 0, 0))
        _edition, findings = published(file)
        assert findings.items == []


@each_target
def test_our_own_verdict_is_clean_and_shows_the_tree(
    name: str, together: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "house.zip"
    write_zip(together.packages[name], file, (1980, 1, 1, 0, 0, 0))
    assert main(["check", str(file), "--strict"]) == 0
    capsys.readouterr()
    assert main(["inspect", str(file), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ours"] == {"course": "house", "version": "1"}
    (organization,) = found["organizations"]
    assert [(one["identifier"], one["launch"]) for one in organization["items"]] == [
        (f"item-house_{topic}", f"{topic}.html") for topic in TOPICS
    ]


def test_items_are_the_same_in_one_package_and_in_several(together: Build, apart: Build) -> None:
    for name in SCHEMAS:
        shared = root_of(together.packages[name])
        for topic in TOPICS:
            own = root_of(apart.packages[f"{name}/{topic}"])
            (item,) = own.iter("{*}item")
            assert item.get("identifier") == f"item-house_{topic}"
            (twin,) = (
                one for one in shared.iter("{*}item") if dict(one.attrib) == dict(item.attrib)
            )
            assert twin.findtext("{*}title") == item.findtext("{*}title")
            assert twin.findtext("{*}masteryscore") == item.findtext("{*}masteryscore")


def test_packages_of_their_own_are_named_by_ids(apart: Build) -> None:
    names = [package.name for key, package in apart.packages.items() if key.startswith("scorm12/")]
    assert names == [f"house_{topic}-1-scorm12" for topic in TOPICS]
    assert apart.targets == list(SCHEMAS)
    package = apart.packages["scorm12/roof"]
    assert root_of(package).get("identifier") == "course-house_roof"
    for key, one in apart.packages.items():  # they know nothing of each other
        for name in ("prerequisites", "dependency", "sequencingRules", "rollupRules", "mapInfo"):
            assert not root_of(one).findall(f".//{{*}}{name}"), (key, name)
    assert "index.html" in package.files


def test_steps_have_the_same_tags_in_every_form(tmp_path: Path, apart: Build) -> None:
    whole = write(tmp_path, {file.name: file.read_bytes() for file in HOUSE.iterdir()})
    outline = (whole / "course.yaml").read_text("utf-8").replace("packaging: topics\n", "")
    (whole / "course.yaml").write_text(outline, "utf-8")
    package = build(whole, TARGETS["scorm12"]).package
    assert package
    expected = tags(data(package, "index.html"))
    found = {}
    ids = set()
    for topic in TOPICS:
        own = data(apart.packages[f"scorm12/{topic}"], "index.html")
        ids.add(own["id"])
        found |= tags(own)
    assert found == expected
    assert ids == {f"house_{topic}" for topic in TOPICS}


EDITS: dict[str, Callable[[etree._Element], object]] = {
    "a dependency on nothing": lambda root: _first(root, "dependency").attrib.pop("identifierref"),
    "two dependencies": lambda root: _first(root, "resource").append(
        etree.fromstring(etree.tostring(_first(root, "dependency")))
    ),
    "a file behind a dependency": lambda root: _first(root, "resource").append(
        etree.fromstring(etree.tostring(_first(root, "file")))
    ),
}
EDITS_12 = {
    "a script of another kind": lambda root: _first(root, "prerequisites").set("type", "lua"),
    "no kind of script": lambda root: _first(root, "prerequisites").attrib.pop("type"),
    "an expression": lambda root: setattr(_first(root, "prerequisites"), "text", "a&b"),
    "a script too long": lambda root: setattr(_first(root, "prerequisites"), "text", "a" * 201),
}
EDITS_2004 = {
    "an action of another kind": lambda root: _first(root, "ruleAction").set("action", "skip"),
    "a condition that is none": lambda root: _first(root, "ruleCondition").set("condition", "done"),
    "a condition on nothing": lambda root: _first(root, "ruleCondition").attrib.pop("referencedObjective"),
    "all conditions": lambda root: _first(root, "ruleConditions").set("conditionCombination", "all"),
    "a map to nowhere": lambda root: _first(root, "mapInfo").attrib.pop("targetObjectiveID"),
    "half a map": lambda root: _first(root, "mapInfo").attrib.pop("writeNormalizedMeasure"),
    "a weight above 1": lambda root: _first(root, "rollupRules").set("objectiveMeasureWeight", "2"),
    "a weight too fine": lambda root: _first(root, "rollupRules").set(
        "objectiveMeasureWeight", "0.33333"
    ),
    "half a roll-up": lambda root: _first(root, "rollupRules").attrib.pop("rollupProgressCompletion"),
    "rules behind objectives": lambda root: _first(root, "sequencing").append(
        _first(root, "sequencingRules")
    ),
}  # fmt: skip


def _first(root: etree._Element, name: str) -> etree._Element:
    return next(root.iter(f"{{*}}{name}"))


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        *((name, edit) for name in SCHEMAS for edit in EDITS),
        *(("scorm12", edit) for edit in EDITS_12),
        *((name, edit) for name in ("scorm2004-3", "scorm2004-4") for edit in EDITS_2004),
    ],
)
def test_our_schemas_refuse(name: str, edit: str, together: Build) -> None:
    schema = scorm.compiled(SCHEMAS[name])
    root = root_of(together.packages[name])
    schema.assertValid(root)
    {**EDITS, **EDITS_12, **EDITS_2004}[edit](root)
    assert not schema.validate(root)


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        (b'<dependency identifierref="shared-house"/>', b'<dependency identifierref="item-house_roof"/>', "a dependency names no"),
        (b'<dependency identifierref="shared-house"/>', b'<dependency identifierref="resource-house_roof"/>', "depends on another"),
        (b'      <dependency identifierref="shared-house"/>\n', b"", "there for nothing"),
        (b'identifierref="resource-house_roof"', b'identifierref="resource-house_stairs"', "two items"),
        (b">item-house_stairs<", b">resource-house_stairs<", "waits for nothing"),
        (b'href="roof.html" adlcp', b'href="stairs.html" adlcp', "does not list what it launches"),
        (b'<file href="roof.html"/>', b'<file href="roof.html"/>\n<file href="stairs.html"/>', "listed twice"),
    ],
)  # fmt: skip
def test_the_last_guard_holds_the_references(
    good: bytes, bad: bytes, message: str, together: Build
) -> None:
    package = together.packages["scorm12"]
    manifest = text(package)
    assert good in manifest
    files = {**package.files, "imsmanifest.xml": manifest.replace(good, bad)}
    with pytest.raises(AssertionError, match=message):
        scorm12.verify(Package(package.name, package.first, files))


# What a topic has


OUTLINE = """\
format: 1
id: small
title: Small
lang: en
version: "1"
packaging: topics
{tracking}
topics:
  - id: one
    title: One
    steps:
      - {{id: first, title: First, page: first.md}}
      - {{id: test, title: Test, quiz: test.yaml}}
  - id: two
    title: Two
    steps: [{{id: second, title: Second, page: second.md}}]
  - id: three
    title: Three
    required: false
    steps: [{{id: more, title: More, quiz: more.yaml}}]
"""
QUIZ = "questions: [{id: q, type: true-false, ask: Is it?, answer: true}]\n"


def rules(folder: Path, tracking: str) -> dict[str, tuple[str, str, int, bool]]:
    """Of each topic: what completes it, what it reports, which mark it has, and whether the course needs it."""
    files = {
        "course.yaml": OUTLINE.format(tracking=tracking), "first.md": "One.", "second.md": "Two.",
        "test.yaml": QUIZ, "more.yaml": QUIZ,
    }  # fmt: skip
    course = build(write(folder, files), TARGETS["scorm12"]).course
    assert course
    found = {}
    for unit in units(course):
        outline = unit.course.outline
        told = outline.tracking
        found[outline.topics[0].id] = (
            told.complete.value, told.report.value, unit.mark, unit.needed,
        )  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("tracking", "expected"),
    [
        ("", {
            "one": ("all-required", "completed", 0, True),
            "two": ("all-required", "completed", 0, True),
            "three": ("all-required", "completed", 0, False),
        }),
        ("tracking: {complete: both, score: test, pass: 80}", {
            "one": ("both", "completed", 80, True),
            "two": ("all-required", "completed", 0, True),
            "three": ("all-required", "completed", 0, False),
        }),
        ("tracking: {complete: quiz-passed, score: average, pass: 80, report: passed}", {
            "one": ("quiz-passed", "passed", 80, True),
            "two": ("all-required", "passed", 0, False),
            "three": ("all-required", "passed", 0, False),
        }),
        ("tracking: {score: weighted, pass: 80, report: passed-failed}", {
            "one": ("all-required", "passed-failed", 80, True),
            "two": ("all-required", "passed", 0, True),
            "three": ("all-required", "passed", 0, False),
        }),
        ("progress: {order: linear}", {
            "one": ("all-required", "passed", 0, True),
            "two": ("all-required", "passed", 0, True),
            "three": ("all-required", "passed", 0, False),
        }),
        ("tracking: {score: test}", {
            "one": ("all-required", "completed", 0, True),
            "two": ("all-required", "completed", 0, True),
            "three": ("all-required", "completed", 0, False),
        }),
    ],
)  # fmt: skip
def test_the_rule_of_the_course_holds_for_each_topic(
    tracking: str, expected: dict[str, Any], tmp_path: Path
) -> None:
    assert rules(tmp_path, tracking) == expected


def test_an_extra_topic_can_be_completed(together: Build) -> None:
    for step in data(together.packages["scorm12"], "roof.html")["topics"][0]["steps"]:
        assert step["required"]
    (topic,) = data(together.packages["scorm12"], "cellar.html")["topics"]
    assert [step["required"] for step in topic["steps"]] == [True, False]


def test_the_result_of_a_quiz_may_be_about_any_topic(together: Build) -> None:
    found = data(together.packages["scorm12"], "doors.html")
    assert [one["id"] for one in found["subjects"]] == TOPICS
    assert [one["id"] for one in found["topics"]] == ["doors"]


def test_a_link_to_another_topic_leads_to_a_page_that_names_it() -> None:
    folder = ROOT / "tests/courses/link-out-of-topic-warning/course"
    package = build(folder, TARGETS["scorm12"]).package
    assert package
    pages = {name: etree.HTML(text(package, f"{name}.html")) for name in ("stairs", "lifts")}
    (page,) = pages["stairs"].xpath('//article[contains(@class, "elsewhere")]')
    assert page.get("id") == "/doors"
    assert page.xpath('.//*[@id="/doors/the-button"]')
    said = [" ".join(one.itertext()) for one in page.iter("p")]
    assert (
        said[0]
        == "This page is part of the topic “Lifts”. Open that topic in your learning platform."
    )
    assert not pages["lifts"].xpath('//article[contains(@class, "elsewhere")]')
    for document in pages.values():  # no link leads nowhere
        ids = set(document.xpath("//@id"))
        assert {href[1:] for href in document.xpath("//a/@href") if href[0] == "#"} <= ids | {
            "main"
        }


def test_the_introduction_stands_in_the_first_topic(tmp_path: Path) -> None:
    outline = OUTLINE.format(tracking="intro: intro.md")
    files = {
        "course.yaml": outline, "intro.md": "Welcome to all of it.", "first.md": "One.",
        "second.md": "See [the start](intro.md).", "test.yaml": QUIZ, "more.yaml": QUIZ,
    }  # fmt: skip
    built = build(write(tmp_path, files), TARGETS["scorm12"])
    assert built.package
    shown = [
        b"Welcome to all" in text(built.package, f"{one}.html") for one in ("one", "two", "three")
    ]
    assert shown == [True, False, False]
    assert [found.code for found in built.diagnostics] == ["link-out-of-topic"]


def test_a_topic_that_could_outgrow_the_platform_is_refused(tmp_path: Path) -> None:
    steps = "".join(f"      - {{id: s{n}, title: Step, page: s{n}.md}}\n" for n in range(2041))
    outline = OUTLINE.format(tracking="").replace(
        "steps: [{id: second, title: Second, page: second.md}]\n", "steps:\n" + steps
    )
    pages = {f"s{n}.md": "x" for n in range(2041)}
    files = {"course.yaml": outline, "first.md": "x", "test.yaml": QUIZ, "more.yaml": QUIZ, **pages}
    (found,) = build(write(tmp_path, files), TARGETS["scorm12"]).diagnostics
    assert found.code == "state-too-large"
    assert str(found.position) == "course.yaml:16:5"
    assert found.message == (
        "a learner's progress in the topic `two` could take 4,106 characters, SCORM 1.2 keeps 4,096:"
        " its 2,041 steps take 4,106"
    )
    assert found.hint == "divide the topic into two"


# Building, and explaining


def test_build_writes_a_package_for_each_topic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(HOUSE), "--split", "topics", "-o", str(tmp_path)]) == 0
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == sorted(f"house_{topic}-1-scorm12.zip" for topic in TOPICS)
    said = capsys.readouterr().out
    assert "`roof`: when both required steps are done; the course does not need it" in said
    assert "`doors`: when the one required step is done and the score is 80 at least" in said
    for name in names:
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.testzip() is None


def outline() -> Outline:
    found, _ = load_outline(HOUSE)
    assert found
    return found


def test_a_support_code_of_a_topic_is_known(together: Build) -> None:
    release = data(together.packages["scorm12"], "cellar.html")["release"]
    found = explain(
        Standing(
            release=release,
            where="lms",
            complete=True,
            reported=True,
            kept=True,
            pending=False,
            offered=False,
            call="",
            error=0,
            saved=None,
            browser="",
            major=0,
            done=(True, False),
        ),
        outline(),
    )
    assert found.paragraphs[0] == (
        "The house: The cellar, version 1",
        ["The learner has exactly this release."],
    )
    titles = [line for _, lines in found.paragraphs for line in lines if "Mice" in line]
    assert titles


def test_a_certificate_of_a_topic_is_known() -> None:
    day = date(2026, 5, 1)
    sum_ = certificate_sum("house_stairs", "1", "Noor de Wit", day)
    found = confirm(Certificate(day, sum_), outline(), "Noor de Wit", "1")
    assert found.fits
    assert "“Stairs”" in found.paragraphs[0][1][0]
    assert not confirm(Certificate(day, sum_), outline(), "Noor", "1").fits
