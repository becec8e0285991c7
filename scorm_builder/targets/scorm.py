"""What all standards of SCORM ask of a package: the files around a course, and what a platform keeps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from scorm_builder import resources, rules, state
from scorm_builder.package import Package, length
from scorm_builder.scoring import scoring
from scorm_builder.source.model import Packaging, Report
from scorm_builder.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic, Position
    from scorm_builder.source.course import Course
    from scorm_builder.source.page import Kept
    from scorm_builder.units import Unit

Schemas = tuple[str, ...]
"""The folders of `schemas/` in which the XSDs of a standard lie."""

READER = "the administrator of the learning platform"
KEEPER = "the platform"

MANIFEST = "imsmanifest.xml"
_MIB = 1024 * 1024
_LARGE = 100 * _MIB
_LONG = 100
"""Characters of one value that are worth a word when a state is too long."""


def check(course: Course, title: str, limit: int) -> list[Diagnostic]:
    """A state that cannot outgrow suspend_data, and a package of a size that platforms take.

    `title` is the name of the standard, `limit` the characters of a state that it keeps.
    """
    states = [found for unit in units(course) for found in _check_state(unit, title, limit)]
    return [*states, *_check_size(course)]


def worst_state(course: Course) -> int:
    """The most characters that a learner's state can have, of all units."""
    return max(unit.worst_state for unit in units(course))


def _values(course: Course) -> Iterator[tuple[str, Kept]]:
    """What is kept of blocks, each with the id of its step."""
    for _route, _topic, step in course.steps():
        for kept in course.kept_of(step):
            yield step.id, kept


def _check_state(unit: Unit, title: str, limit: int) -> list[Diagnostic]:
    course, worst = unit.course, unit.worst_state
    if worst <= limit:
        return []
    steps = sum(1 for _ in course.steps())
    alone = state.worst_case(steps, [])
    culprit = f"its {steps:,} steps take {alone:,}" if steps > 1 else f"its step takes {alone}"
    if worst > alone:
        culprit += f", their blocks {worst - alone:,}"
    whose = f" in the topic `{course.outline.topics[0].id}`" if course.whole else ""
    divide = f"divide the {'topic' if whose else 'course'} into two"
    at, hint = _outline_of(course), divide
    step, longest = max(_values(course), key=lambda value: value[1].length, default=("", None))
    if longest and longest.length >= _LONG:
        at = longest.at
        culprit += f", of which `{longest.id}` of `{step}` {longest.length:,}"
        hint = (
            f"make `longest` of `{longest.id}` smaller, keep what is written at length on the device,"
            f" or {divide}"
        )
    message = f"a learner's progress{whose} could take {worst:,} characters, {title} keeps {limit:,}: {culprit}"
    return [rules.STATE_TOO_LARGE.at(at, message, hint)]


def _outline_of(unit: Course) -> Position:
    """Where the topics of a course are listed, or the steps of a topic by itself."""
    if not unit.whole:
        return unit.document.at_key("topics")
    ids = [topic.id for topic in unit.whole.outline.topics]
    return unit.document.at_key("topics", ids.index(unit.outline.topics[0].id), "steps")


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


def advice(course: Course) -> list[str]:
    """The settings of a platform that matter for this package."""
    tracking = course.outline.tracking
    words = ["completed", "passed"]
    if tracking.report is not Report.COMPLETED:
        words.reverse()
    by_topics = course.outline.packaging is Packaging.TOPICS
    return [
        f"Activity completion: by status, `{words[0]}` or `{words[1]}`{', of all items' if by_topics else ''}.",
        *(_grading_of_topics(course) if by_topics else _grading(course)),
        "Attempts: unlimited, and continue the last attempt. Never force a new one.",
        *_after_failing(course),
        "New version: replace the file in the same activity; learners keep their progress.",
    ]


def _grading_of_topics(course: Course) -> Iterator[str]:
    scored = [unit.course for unit in units(course) if scoring(unit.course)]
    ids = ", ".join(f"`{unit.outline.topics[0].id}`" for unit in scored)
    if not scored:
        yield "Grading: by learning objects, or none; no topic sends a score."
    elif len(scored) == 1:
        yield f"Grading: the highest grade of 100; only {ids} sends a score."
    else:
        yield f"Grading: the average grade of 100; a score each has {ids}."


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
    _verify_references(root)
    listed = [file.get("href") for file in root.iter("{*}file")]
    assert len(listed) == len(set(listed)), "a file is listed twice"
    assert set(listed) == set(package.files) - {MANIFEST, *read(schemas)}, (
        "the manifest lists other files"
    )


def _verify_references(root: etree._Element) -> None:
    """Each resource is there for an item or for a resource, and each of those names one that is there."""
    resources_by_id = {one.get("identifier"): one for one in root.iter("{*}resource")}
    launched = [item.get("identifierref") for item in root.iter("{*}item")]
    assert set(launched) <= resources_by_id.keys(), "an item names no resource"
    assert len(launched) == len(set(launched)), "two items name one resource"
    needed = {one.get("identifierref") for one in root.iter("{*}dependency")}
    assert needed <= resources_by_id.keys(), "a dependency names no resource"
    assert needed.isdisjoint(launched), "a SCO depends on another"
    assert {*launched, *needed} == resources_by_id.keys(), "a resource is there for nothing"
    for name in launched:
        href = resources_by_id[name].get("href")
        own = {file.get("href") for file in resources_by_id[name].iter("{*}file")}
        assert href in own, "a SCO does not list what it launches"
    told = {
        one.get("targetObjectiveID") for one in root.iterfind(".//{*}primaryObjective/{*}mapInfo")
    }
    heard = {one.get("targetObjectiveID") for one in root.iterfind(".//{*}objective/{*}mapInfo")}
    assert heard <= told, "an item waits for what no item tells"
    waits = [one.text for one in root.iter("{*}prerequisites")]
    assert set(waits) <= {item.get("identifier") for item in root.iter("{*}item")}, (
        "an item waits for nothing"
    )


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
