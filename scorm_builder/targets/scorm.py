"""What all standards of SCORM ask of a package: the files around a course, and what a platform keeps.

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
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course
    from scorm_builder.source.page import Kept

Schemas = tuple[str, ...]
"""The folders of `schemas/` in which the XSDs of a standard lie."""

MANIFEST = "imsmanifest.xml"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_MIB = 1024 * 1024
_LARGE = 100 * _MIB
_LONG = 100
"""Characters of one value that are worth a word when a state is too long."""


def check(course: Course, title: str, limit: int) -> list[Diagnostic]:
    """A state that cannot outgrow suspend_data, and a package of a size that platforms take.

    `title` is the name of the standard, `limit` the characters of a state that it keeps.
    """
    return [*_check_state(course, title, limit), *_check_size(course)]


def worst_state(course: Course) -> int:
    """The most characters that a learner's state can have."""
    done = sum(1 for _ in course.steps()) + sum(1 for one in course.kept() if not one.length)
    done += mark(course) > 0
    return state.worst_case(done, [one.length for one in course.kept() if one.length])


def _values(course: Course) -> Iterator[tuple[str, Kept]]:
    """What is kept of blocks, each with the id of its step."""
    for _route, _topic, step in course.steps():
        for kept in course.kept_of(step):
            yield step.id, kept


def _check_state(course: Course, title: str, limit: int) -> list[Diagnostic]:
    worst = worst_state(course)
    if worst <= limit:
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
        f"a learner's progress could take {worst:,} characters, {title} keeps {limit:,}: {culprit}"
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


def mark(course: Course) -> int:
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


def package(
    course: Course,
    name: str,
    manifest: etree._Element,
    schemas: Schemas,
    files: Mapping[str, bytes | Path],
) -> Package:
    """The rendered files with the manifest and its schemas."""
    outline = course.outline
    etree.indent(manifest)
    text = etree.tostring(manifest, xml_declaration=True, encoding="UTF-8") + b"\n"
    return Package(
        f"{outline.id}-{outline.version}-{name}",
        MANIFEST,
        {MANIFEST: text, **read(schemas), **files},
    )


def verify(package: Package, schemas: Schemas) -> None:
    """The manifest is valid by these schemas, refers to nothing that is not there, and lists every
    file."""
    content = package.files[MANIFEST]
    assert isinstance(content, bytes)
    root = etree.fromstring(content)
    schema = compiled(schemas)
    assert schema.validate(root), f"{MANIFEST}: {schema.error_log}"
    # libxml2 checks neither that identifiers are unique nor where references lead.
    identifiers = [e.get("identifier") for e in root.iter() if e.get("identifier")]
    assert len(identifiers) == len(set(identifiers)), "an identifier is there twice"
    organizations = root.find("{*}organizations")
    assert organizations is not None
    assert organizations.get("default") in {o.get("identifier") for o in organizations}, (
        "the default names no organization"
    )
    resource_ids = {r.get("identifier") for r in root.iter("{*}resource")}
    for item in root.iter("{*}item"):
        assert item.get("identifierref") in resource_ids, "an item names no resource"
    listed = {file.get("href") for file in root.iter("{*}file")}
    assert listed == set(package.files) - {MANIFEST, *read(schemas)}, (
        "the manifest lists other files"
    )


def manifest(
    course: Course, prefixes: dict[str | None, str], locations: Mapping[str, str]
) -> etree._Element:
    """The root element: the namespaces by prefix, and the file of the schema of each."""
    outline = course.outline
    root = etree.Element(
        f"{{{prefixes[None]}}}manifest",
        {"identifier": f"course-{outline.id}", "version": outline.version},
        nsmap=prefixes | {"xsi": XSI},  # type: ignore[arg-type]
    )
    root.set(f"{{{XSI}}}schemaLocation", " ".join(f"{ns} {file}" for ns, file in locations.items()))
    return root


def add_sco(root: etree._Element, course: Course, files: Iterable[str], scorm_type: str) -> None:
    """Name the course as the one resource, with all its files. `scorm_type` is the attribute that says so:
    its last word begins with a capital in SCORM 2004 alone."""
    resource = add(
        add(root, "resources"),
        "resource",
        identifier=f"resource-{course.outline.id}",
        type="webcontent",
        href=LAUNCH,
    )
    resource.set(scorm_type, "sco")
    for name in files:
        add(resource, "file", href=name)


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """A child in the namespace of its parent, or as `{namespace}name`."""
    namespace = etree.QName(parent).namespace
    tag = name if name.startswith("{") else f"{{{namespace}}}{name}"
    child = etree.SubElement(parent, tag, attributes)
    child.text = text or None
    return child


@cache
def read(schemas: Schemas) -> dict[str, bytes]:
    """Our XSDs in these folders, by name."""
    files = [file for folder in schemas for file in resources.schemas(folder).glob("*.xsd")]
    return {file.name: file.read_bytes() for file in sorted(files)}


@cache
def compiled(schemas: Schemas) -> etree.XMLSchema:
    """Our XSDs as one schema: that of the manifest imports the others by name."""
    files = read(schemas)
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside(files))
    (entry,) = (name for name in files if name.startswith("imscp_"))
    return etree.XMLSchema(etree.fromstring(files[entry], parser))


class _Beside(etree.Resolver):
    """Finds a schema by its name alone, as it lies in a package."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self.files = files

    # lxml gives a context, and takes one back, which its stubs do not know
    def resolve(self, url: str, _id: str, context: object) -> object:  # type: ignore[override]
        return self.resolve_string(self.files[url.rpartition("/")[2]], context)  # type: ignore[call-arg]
