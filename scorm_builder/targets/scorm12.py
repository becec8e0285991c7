"""SCORM 1.2: the manifest (Content Aggregation Model 1.2) and what the standard asks.

One course is one SCO in one organization. Identifiers derive from the course's id alone, since
learning platforms hang attempts on them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from scorm_builder import resources, rules, state
from scorm_builder.package import Package, length
from scorm_builder.render import LAUNCH
from scorm_builder.scoring import scoring
from scorm_builder.source.model import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course
    from scorm_builder.source.page import Kept

NAME = "scorm12"
ADAPTER = "scorm12.js"
STATE_LIMIT = 4096
"""Characters of cmi.suspend_data (Run-Time Environment 1.2, 3.4.4: CMIString4096)."""

MANIFEST = "imsmanifest.xml"
_MIB = 1024 * 1024
_LARGE = 100 * _MIB
_LONG = 100
"""Characters of one value that are worth a word when a state is too long."""

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "http://www.w3.org/XML/1998/namespace"
# Moodle and others read these prefixes literally (quirk P7).
_PREFIXES: dict[str | None, str] = {None: _CP, "adlcp": _ADLCP, "imsmd": _MD, "xsi": _XSI}
_LOCATIONS = (
    (_CP, "imscp_rootv1p1p2.xsd"),
    (_ADLCP, "adlcp_rootv1p2.xsd"),
    (_MD, "imsmd_rootv1p2p1.xsd"),
)
_XSDS = ("adlcp_rootv1p2.xsd", "ims_xml.xsd", "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd")


def check(course: Course) -> list[Diagnostic]:
    """A state that cannot outgrow suspend_data, and a package of a size that platforms take."""
    return [*_check_state(course), *_check_size(course)]


def worst_state(course: Course) -> int:
    """The most characters that a learner's state can have."""
    done = sum(1 for _ in course.steps()) + sum(1 for one in course.kept() if not one.length)
    done += _mark(course) > 0
    return state.worst_case(done, [one.length for one in course.kept() if one.length])


def _values(course: Course) -> Iterator[tuple[str, Kept]]:
    """What is kept of blocks, each with the id of its step."""
    for _route, _topic, step in course.steps():
        for kept in course.kept_of(step):
            yield step.id, kept


def _check_state(course: Course) -> list[Diagnostic]:
    worst = worst_state(course)
    if worst <= STATE_LIMIT:
        return []
    steps = sum(1 for _ in course.steps())
    alone = state.worst_case(steps, [])
    culprit = f"its {steps:,} steps take {alone:,}" if steps > 1 else f"its step takes {alone}"
    if worst > alone:
        culprit += f", their blocks {worst - alone:,}"
    at, hint = course.document.at_key("topics"), "divide the course into two"
    step, longest = max(_values(course), key=lambda value: value[1].length, default=("", None))
    if longest and longest.length >= _LONG:
        at = longest.at
        culprit += f", of which `{longest.id}` of `{step}` {longest.length:,}"
        hint = (
            f"make `longest` of `{longest.id}` smaller, keep what is written at length on the device,"
            " or divide the course into two"
        )
    message = (
        f"a learner's progress could take {worst:,} characters, SCORM 1.2 keeps {STATE_LIMIT:,}:"
        f" {culprit}"
    )
    return [rules.STATE_TOO_LARGE.at(at, message, hint)]


def _check_size(course: Course) -> list[Diagnostic]:
    sizes = {path: length(course.root / path) for path in course.used_files()}
    for made in course.made_files().values():
        sizes[made.path] = sizes.get(made.path, 0) + length(made.content)
    total = sum(sizes.values())
    if total <= _LARGE:
        return []
    largest = max(sizes, key=lambda path: sizes[path])
    return [
        rules.LARGE_PACKAGE.at(
            course.document.at(),
            f"the media are {total / _MIB:,.0f} MiB, `{largest}` alone {sizes[largest] / _MIB:,.0f} MiB",
            "many platforms take no more than 100 MiB; ask the administrator, or make videos smaller",
        )
    ]


def package(course: Course, files: Mapping[str, bytes | Path]) -> Package:
    """The rendered files with the manifest and its schemas."""
    outline = course.outline
    folder = resources.schemas(NAME)
    schemas = {name: (folder / name).read_bytes() for name in _XSDS}
    manifest = {MANIFEST: _serialise(_manifest(course, sorted(files)))}
    return Package(
        f"{outline.id}-{outline.version}-{NAME}", MANIFEST, {**manifest, **schemas, **files}
    )


def verify(package: Package) -> None:
    """The manifest is valid, refers to nothing that is not there, and lists every file."""
    content = package.files[MANIFEST]
    assert isinstance(content, bytes)
    root = etree.fromstring(content)
    schema = _schema()
    assert schema.validate(root), f"{MANIFEST}: {schema.error_log}"
    # libxml2 checks neither that identifiers are unique nor where references lead.
    identifiers = [e.get("identifier") for e in root.iter() if e.get("identifier")]
    assert len(identifiers) == len(set(identifiers)), "an identifier is there twice"
    organizations = root.find(f"{{{_CP}}}organizations")
    assert organizations is not None
    assert organizations.get("default") in {o.get("identifier") for o in organizations}, (
        "the default names no organization"
    )
    resource_ids = {r.get("identifier") for r in root.iter(f"{{{_CP}}}resource")}
    for item in root.iter(f"{{{_CP}}}item"):
        assert item.get("identifierref") in resource_ids, "an item names no resource"
    listed = {file.get("href") for file in root.iter(f"{{{_CP}}}file")}
    assert listed == set(package.files) - {MANIFEST, *_XSDS}, "the manifest lists other files"


def _mark(course: Course) -> int:
    """The score that is enough; 0 where none decides."""
    score = scoring(course)
    return score.mark if score else 0


def advice(course: Course) -> list[str]:
    """The settings of a platform that matter for this package."""
    tracking = course.outline.tracking
    words = ["completed", "passed"]
    if tracking.report is not Report.COMPLETED:
        words.reverse()
    return [
        f"Activity completion: by status, `{words[0]}` or `{words[1]}`.",
        *_grading(course),
        "Attempts: unlimited, and continue the last attempt. Never force a new one.",
        *_after_failing(course),
        "New version: replace the file in the same activity; learners keep their progress.",
    ]


def _grading(course: Course) -> Iterator[str]:
    score = scoring(course)
    if not score:
        yield "Grading: by learning objects, or none; the course sends no score."
        return
    yield "Grading: the highest grade of 100, of the highest attempt."
    if score.mark:
        yield (
            f"Mastery score: {score.mark}, as the course itself decides; a setting by which it overrides"
            " the status may be on or off."
        )


def _after_failing(course: Course) -> Iterator[str]:
    if course.outline.tracking.report is Report.PASSED_FAILED:
        yield (
            "After `failed`, platforms such as Moodle open the attempt as a review, which saves nothing:"
            " to try again, a learner begins a new attempt there."
        )


def _manifest(course: Course, files: list[str]) -> etree._Element:
    """IMS Content Packaging 1.1.2 with ADL's elements; the order of elements is the schema's."""
    outline = course.outline
    root = etree.Element(
        f"{{{_CP}}}manifest",
        {"identifier": f"course-{outline.id}", "version": outline.version},
        nsmap=_PREFIXES,  # type: ignore[arg-type]
    )
    root.set(f"{{{_XSI}}}schemaLocation", " ".join(f"{ns} {file}" for ns, file in _LOCATIONS))
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "ADL SCORM")
    _add(metadata, "schemaversion", "1.2")
    _add_lom(metadata, course)
    organization_id = f"organization-{outline.id}"
    organizations = _add(root, "organizations", default=organization_id)
    organization = _add(organizations, "organization", identifier=organization_id)
    _add(organization, "title", outline.title)
    item = _add(
        organization,
        "item",
        identifier=f"item-{outline.id}",
        identifierref=f"resource-{outline.id}",
        isvisible="true",
    )
    _add(item, "title", outline.title)
    mark = _mark(course)
    if mark:
        etree.SubElement(item, f"{{{_ADLCP}}}masteryscore").text = str(mark)
    resource = _add(
        _add(root, "resources"),
        "resource",
        identifier=f"resource-{outline.id}",
        type="webcontent",
        href=LAUNCH,
    )
    resource.set(f"{{{_ADLCP}}}scormtype", "sco")
    for name in files:
        _add(resource, "file", href=name)
    return root


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_CP}}}{name}", attributes)
    child.text = text or None
    return child


def _add_lom(metadata: etree._Element, course: Course) -> None:
    """Small metadata (IMS Learning Resource Metadata 1.2.1): title, language, text, version."""
    outline = course.outline

    def add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
        child = etree.SubElement(parent, f"{{{_MD}}}{name}")
        child.text = text or None
        return child

    def add_text(parent: etree._Element, name: str, text: str, lang: str) -> None:
        add(add(parent, name), "langstring", text).set(f"{{{_XML}}}lang", lang)

    lom = add(metadata, "lom")
    general = add(lom, "general")
    add_text(general, "title", outline.title, outline.lang)
    add(general, "language", outline.lang)
    if outline.description:
        add_text(general, "description", outline.description, outline.lang)
    add_text(add(lom, "lifecycle"), "version", outline.version, "x-none")


def _serialise(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


@cache
def _schema() -> etree.XMLSchema:
    """Our XSDs as one schema: that of the manifest imports the others by name."""
    return etree.XMLSchema(file=str(resources.schemas(NAME) / "imscp_rootv1p1p2.xsd"))
