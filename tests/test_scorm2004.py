"""The packages of SCORM 2004: their manifests to the letter, what our schemas refuse, and what ADL's
validator of packages looks at."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder.build import build
from scorm_builder.package import Package, write_zip
from scorm_builder.targets import TARGETS, scorm, scorm2004
from tests.courses import OUTLINE, SAMPLE, write

GOLDEN = Path(__file__).parent / "golden"
EDITIONS = {"scorm2004-3": scorm2004.THIRD, "scorm2004-4": scorm2004.FOURTH}
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
ADLSEQ = "{http://www.adlnet.org/xsd/adlseq_v1p3}"
ADLNAV = "{http://www.adlnet.org/xsd/adlnav_v1p3}"
IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
SCORED = """\
tracking: {complete: both, score: test, pass: 85}
"""
QUIZ = "questions: [{id: q, type: true-false, ask: Is it?, answer: true}]\n"

each_edition = pytest.mark.parametrize("name", EDITIONS)


@pytest.fixture(scope="module")
def samples() -> dict[str, Package]:
    """The packages of the sample, by target."""
    return dict(build(SAMPLE, *TARGETS.values()).packages)


def manifest(package: Package) -> bytes:
    content = package.files["imsmanifest.xml"]
    assert isinstance(content, bytes)
    return content


@each_edition
def test_the_manifest_of_the_sample(
    name: str, samples: dict[str, Package], request: pytest.FixtureRequest
) -> None:
    golden = GOLDEN / f"imsmanifest-{name}.xml"
    found = manifest(samples[name])
    if request.config.getoption("--update-golden"):
        golden.write_bytes(found)
    assert found.decode() == golden.read_text("utf-8")


@each_edition
def test_where_a_score_decides_the_platform_knows_the_mark(name: str, tmp_path: Path) -> None:
    outline = f"{OUTLINE}      - {{id: test, title: Test, quiz: test.yaml}}\n{SCORED}"
    files = {"course.yaml": outline, "first.md": "Text.", "test.yaml": QUIZ}
    package = build(write(tmp_path, files), EDITIONS[name]).package
    assert package
    primary = etree.fromstring(manifest(package)).find(f".//{IMSSS}primaryObjective")
    assert primary is not None
    assert dict(primary.attrib) == {"objectiveID": "PRIMARY", "satisfiedByMeasure": "true"}
    assert primary.findtext(f"{IMSSS}minNormalizedMeasure") == "0.85"


def test_the_editions_write_the_threshold_in_their_own_form(samples: dict[str, Package]) -> None:
    found = {}
    for name in EDITIONS:
        element = etree.fromstring(manifest(samples[name])).find(f".//{ADLCP}completionThreshold")
        assert element is not None
        found[name] = (element.text, dict(element.attrib))
    assert found == {
        "scorm2004-3": ("1.0", {}),
        "scorm2004-4": (None, {"completedByMeasure": "true", "minProgressMeasure": "1.0"}),
    }


def test_all_targets_hold_the_same_course(samples: dict[str, Package]) -> None:
    """But for its adapter, and for what a platform keeps."""
    control = {name for name in samples["scorm12"].files if name.endswith((".xml", ".xsd"))}
    course = {*samples["scorm12"].files} - control
    for name in EDITIONS:
        files = samples[name].files
        assert {path for path in files if not path.endswith((".xml", ".xsd"))} == course
        for path in course - {"course.js"}:
            one, other = samples["scorm12"].files[path], files[path]
            if path == "index.html":
                assert isinstance(one, bytes)
                one = one.replace(b'"limit":4096', b'"limit":64000')
            assert one == other, path
    assert samples["scorm2004-3"].files["course.js"] == samples["scorm2004-4"].files["course.js"]


Edit = Callable[[etree._Element], object]
EDITS: dict[str, Edit] = {
    "no metadata": lambda root: root.remove(root[0]),
    "another version": lambda root: _set(root, f"{CP}metadata/{CP}schemaversion", "1.3"),
    "another schema": lambda root: _set(root, f"{CP}metadata/{CP}schema", "ADL"),
    "a title too long": lambda root: _set(root, f".//{CP}item/{CP}title", "x" * 201),
    "a type in small letters": lambda root: _attribute(
        root, f".//{CP}resource", f"{ADLCP}scormtype", "sco"
    ),
    "a type of no SCORM": lambda root: _attribute(
        root, f".//{CP}resource", f"{ADLCP}scormType", "SCO"
    ),
    "an identifier with a digit first": lambda root: _attribute(
        root, f".//{CP}item", "identifier", "1"
    ),
    "visible as yes": lambda root: _attribute(root, f".//{CP}item", "isvisible", "1"),
    "a button that is none": lambda root: _set(root, f".//{ADLNAV}hideLMSUI", "next"),
    "global objectives unsaid": lambda root: root.find(f".//{CP}organization").attrib.pop(
        f"{ADLSEQ}objectivesGlobalToSystem"
    ),
    "an attribute of sequencing that is none": lambda root: _attribute(
        root, f".//{IMSSS}controlMode", "flows", "true"
    ),
    "a path that leads away": lambda root: _attribute(root, f".//{CP}file", "href", "../a.js"),
    "sequencing before the title": lambda root: root.find(f".//{CP}item").insert(
        0, root.find(f".//{CP}item/{IMSSS}sequencing")
    ),
    "a manifest in the manifest": lambda root: etree.SubElement(
        root, f"{CP}manifest", identifier="b"
    ),
}


def _set(root: etree._Element, path: str, text: str) -> None:
    element = root.find(path)
    assert element is not None
    element.text = text


def _attribute(root: etree._Element, path: str, name: str, value: str) -> None:
    element = root.find(path)
    assert element is not None
    element.set(name, value)


@each_edition
@pytest.mark.parametrize("edit", EDITS)
def test_our_schemas_refuse(edit: str, name: str, samples: dict[str, Package]) -> None:
    schema = scorm.compiled(EDITIONS[name].SCHEMAS)
    root = etree.fromstring(manifest(samples[name]))
    schema.assertValid(root)
    EDITS[edit](root)
    assert not schema.validate(root)


def test_no_edition_takes_the_threshold_of_the_other(samples: dict[str, Package]) -> None:
    third, fourth = (
        manifest(samples[name]).replace(b"3rd", b"4th") for name in ("scorm2004-3", "scorm2004-4")
    )
    assert not scorm.compiled(EDITIONS["scorm2004-4"].SCHEMAS).validate(etree.fromstring(third))
    assert not scorm.compiled(EDITIONS["scorm2004-3"].SCHEMAS).validate(etree.fromstring(fourth))


@pytest.mark.parametrize("name", ["scorm12", *EDITIONS])
def test_a_zip_passes_what_the_validator_of_adl_looks_at(
    name: str, samples: dict[str, Package], tmp_path: Path
) -> None:
    file = tmp_path / "course.zip"
    write_zip(samples[name], file, (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert names[0] == "imsmanifest.xml"  # MANIFEST_AT_ROOT
        root = etree.fromstring(archive.read("imsmanifest.xml"))  # WELLFORMEDNESS
        schemas = {n: archive.read(n) for n in names if n.endswith(".xsd")}
    cp = f"{{{root.nsmap[None]}}}"
    assert root.tag == f"{cp}manifest"  # MANIFEST_ROOT_ELEMENT
    assert list(root.iter(f"{cp}manifest")) == [root]  # SUBMANIFEST
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation") or ""
    pairs = dict(zip(location.split()[::2], location.split()[1::2], strict=True))
    used = {etree.QName(element).namespace for element in root.iter()}
    assert used <= pairs.keys()
    assert set(pairs.values()) <= schemas.keys()  # REQUIRED_FILES_AT_ROOT
    for namespace, schema in pairs.items():
        assert etree.fromstring(schemas[schema]).get("targetNamespace") == namespace
    hrefs = {element.get("href") for element in root.iter(f"{cp}resource", f"{cp}file")}
    assert hrefs <= set(names)  # RESOURCE_HREF
    assert set(names) - hrefs == {"imsmanifest.xml", *schemas}  # EXCESS_BAGGAGE


@each_edition
def test_the_manifest_keeps_the_application_profile(name: str, samples: dict[str, Package]) -> None:
    root = etree.fromstring(manifest(samples[name]))
    told = [element.text for element in root.findall(f"{CP}metadata/*")]
    assert told[:2] == ["ADL SCORM", EDITIONS[name].VERSION]
    organizations = root.find(f"{CP}organizations")
    assert organizations is not None
    assert organizations.get("default") == organizations[0].get("identifier")
    resources = {r.get("identifier"): r for r in root.iter(f"{CP}resource")}
    items = list(root.iter(f"{CP}item"))
    assert {item.get("identifierref") for item in items} == resources.keys()
    for item in items:
        assert [etree.QName(child).localname for child in item] == [
            "title",
            "completionThreshold",
            "sequencing",
            "presentation",
        ]
    for resource in resources.values():
        assert resource.get(f"{ADLCP}scormType") == "sco"
        assert resource.get("href")
    prefixes = {None, "adlcp", "adlseq", "adlnav", "imsss", "lom", "xsi"}
    assert set(root.nsmap) == prefixes  # P7: read literally


@each_edition
def test_the_last_guard_sees_what_schemas_cannot(name: str, samples: dict[str, Package]) -> None:
    package = samples[name]
    stray = Package(package.name, package.first, {**package.files, "stray.txt": b""})
    with pytest.raises(AssertionError, match="lists other files"):
        EDITIONS[name].verify(stray)


@each_edition
def test_the_published_schemas_accept_the_sample(
    published,
    name: str,
    samples: dict[str, Package],
    tmp_path: Path,
) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "course.zip"
    write_zip(samples[name], file, (1980, 1, 1, 0, 0, 0))
    edition, findings = published(file)
    assert (edition, findings.items) == ({"3": "scorm2004-3rd", "4": "scorm2004-4th"}[name[-1]], [])
