"""The SCORM 1.2 package: its manifest to the letter, and what our schemas refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from scorm_builder import resources
from scorm_builder.build import build
from scorm_builder.diagnostics import errors
from scorm_builder.package import Package, write_zip
from scorm_builder.targets import TARGETS, scorm12
from tests.courses import OUTLINE, SAMPLE, write

GOLDEN = Path(__file__).parent / "golden"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"


def manifest_of(folder: Path) -> bytes:
    package = build(folder, TARGETS["scorm12"]).package
    assert package
    content = package.files["imsmanifest.xml"]
    assert isinstance(content, bytes)
    return content


def test_the_manifest_of_the_sample(request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / "imsmanifest.xml"
    manifest = manifest_of(SAMPLE)
    if request.config.getoption("--update-golden"):
        golden.write_bytes(manifest)
    assert manifest.decode() == golden.read_text("utf-8")


def test_the_package_is_self_contained_and_lists_every_file() -> None:
    package = build(SAMPLE, TARGETS["scorm12"]).package
    assert package
    root = etree.fromstring(manifest_of(SAMPLE))
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
    assert location
    schemas = location.split()[1::2]
    assert set(schemas) <= set(package.files)
    listed = {file.get("href") for file in root.iter(CP + "file")}
    control = {"imsmanifest.xml", "ims_xml.xsd", *schemas}
    assert listed | control == set(package.files)
    assert not listed & control


def test_no_mastery_score_without_a_score_rule(tmp_path: Path) -> None:
    assert b"masteryscore" not in manifest_of(write(tmp_path, {"first.md": "Text."}))


def test_identifiers_depend_on_the_id_alone(tmp_path: Path) -> None:
    pages = {"first.md": "Text.", "second.md": "More."}
    before = etree.fromstring(manifest_of(write(tmp_path / "a", pages)))
    changed = (
        OUTLINE.replace("A small course", "Another title")
        .replace('"1"', '"2.0"')
        .replace("lang: en", "lang: nl")
        + "      - {id: second, title: Second, page: second.md}\n"
    )
    after = etree.fromstring(manifest_of(write(tmp_path / "b", {**pages, "course.yaml": changed})))
    identifiers = [
        [e.get("identifier") for e in root.iter() if e.get("identifier")]
        for root in (before, after)
    ]
    assert identifiers[0] == identifiers[1]
    assert identifiers[0] == ["course-small", "organization-small", "item-small", "resource-small"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda root: root.remove(root.find(CP + "metadata")),
        lambda root: root.find(f"{CP}metadata/{CP}schemaversion").__setattr__("text", "1.3"),
        lambda root: root.find(f"{CP}metadata/{CP}schema").__setattr__("text", "ADL  SCORM"),
        lambda root: root.find(f".//{CP}item/{CP}title").__setattr__("text", "x" * 201),
        lambda root: root.find(f".//{CP}item/{CP}title").__setattr__("text", ""),
        lambda root: root.find(f".//{CP}item").set("identifier", "1-starts-with-a-digit"),
        lambda root: root.find(f".//{CP}resource").set("type", "text/html"),
        lambda root: root.find(f".//{CP}resource").set("href", "/index.html"),
        lambda root: root.find(f".//{CP}file").set("href", "a b.html"),
        lambda root: root.find(f".//{CP}file").set("href", "../index.html"),
        lambda root: root.find(f".//{CP}resource").set("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype", "SCO"),
        lambda root: root.find(f".//{CP}item").set("{http://www.adlnet.org/xsd/adlcp_rootv1p3}x", "1"),
        lambda root: root.set("version", "x" * 21),
        lambda root: etree.SubElement(root.find(f".//{CP}item"), CP + "title"),
    ],
)  # fmt: skip
def test_our_schemas_refuse(edit: object) -> None:
    schema = etree.XMLSchema(file=str(resources.schemas("scorm12") / "imscp_rootv1p1p2.xsd"))
    root = etree.fromstring(manifest_of(SAMPLE))
    schema.assertValid(root)
    edit(root)  # type: ignore[operator]
    assert not schema.validate(root)


def test_the_last_guard_sees_what_schemas_cannot() -> None:
    package = build(SAMPLE, TARGETS["scorm12"]).package
    assert package
    files = {**package.files, "stray.txt": b""}
    with pytest.raises(AssertionError, match="lists other files"):
        scorm12.verify(Package(package.name, package.first, files))
    manifest = manifest_of(SAMPLE)
    for good, bad, message in (
        (b'identifier="item-', b'identifier="course-', "twice|not a valid value"),
        (b'identifierref="resource-', b'identifierref="item-', "names no resource"),
        (b'default="organization-', b'default="item-', "names no organization"),
    ):
        files = {**package.files, "imsmanifest.xml": manifest.replace(good, bad)}
        with pytest.raises(AssertionError, match=message):
            scorm12.verify(Package(package.name, package.first, files))


def test_a_course_that_could_outgrow_the_platform_is_refused(tmp_path: Path) -> None:
    steps = "".join(f"      - {{id: s{n}, title: Step, page: s{n}.md}}\n" for n in range(2041))
    outline = OUTLINE.partition("      - {id: first")[0] + steps
    folder = write(tmp_path, {"course.yaml": outline, **{f"s{n}.md": "x" for n in range(2041)}})
    found = build(folder, TARGETS["scorm12"]).diagnostics
    (finding,) = [one for one in errors(found) if one.code == "state-too-large"]
    assert str(finding.position) == "course.yaml:6:1"
    assert finding.message == (
        "a learner's progress could take 4,106 characters, SCORM 1.2 keeps 4,096:"
        " its 2,041 steps take 4,106"
    )


def test_the_published_schemas_accept_the_sample(
    published,
    tmp_path: Path,
) -> None:  # type: ignore[no-untyped-def]
    package = build(SAMPLE, TARGETS["scorm12"]).package
    assert package
    file = tmp_path / "course.zip"
    write_zip(package, file, (1980, 1, 1, 0, 0, 0))
    edition, findings = published(file)
    assert edition == "scorm12"
    assert findings.items == []
