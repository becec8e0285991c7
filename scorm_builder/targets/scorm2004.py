"""SCORM 2004: the manifest (Content Aggregation Model) and what the standard asks, for its editions.

The editions differ in their schemas and in what a manifest says: that is the data of an `Edition`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.render import in_one
from scorm_builder.source.model import Order, Packaging, Report
from scorm_builder.targets import scorm, scorm_manifest
from scorm_builder.targets.scorm_manifest import add
from scorm_builder.units import units, waiting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml import etree

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.package import Package
    from scorm_builder.render import CourseView, Document
    from scorm_builder.source.course import Course
    from scorm_builder.units import Unit

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
_ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
_ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
_IMSSS = "http://www.imsglobal.org/xsd/imsss"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
# Moodle and others read these prefixes literally (quirk P7).
_PREFIXES: dict[str | None, str] = {
    None: _CP,
    "adlcp": _ADLCP,
    "adlseq": _ADLSEQ,
    "adlnav": _ADLNAV,
    "imsss": _IMSSS,
    "lom": _LOM,
}
_LOCATIONS = {
    _CP: "imscp_v1p1.xsd",
    _ADLCP: "adlcp_v1p3.xsd",
    _ADLSEQ: "adlseq_v1p3.xsd",
    _ADLNAV: "adlnav_v1p3.xsd",
    _IMSSS: "imsss_v1p0.xsd",
    _LOM: "lom.xsd",
}
_HIDDEN = ("previous", "continue", "exit", "abandon")
"""Buttons of a platform that the course makes needless; a way out stays."""
_HIDDEN_IN_TOPICS = ("exit", "abandon")
"""Where there are several items, a platform leads from one to the next."""
_BEFORE = "BEFORE"
"""The objective by which an item knows of the one that it waits for."""


@dataclass(frozen=True)
class Threshold:
    """How an edition writes that a course is complete when all of it is done: as a text, or in
    attributes."""

    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Edition:
    """An edition of SCORM 2004 as a target."""

    NAME: str
    TITLE: str
    VERSION: str
    """The word by which platforms know the edition, exactly."""
    THRESHOLD: Threshold
    ADAPTER: tuple[str, ...] = ("document.js", "scorm.js", "scorm2004.js")
    STATE_LIMIT: int = 64_000
    """Characters of cmi.suspend_data (Run-Time Environment, 4.2.23)."""
    READER: str = scorm.READER
    KEEPER: str = scorm.KEEPER
    REPORTS: bool = True

    def units(self, course: Course) -> list[Unit]:
        """As the author wrote."""
        return units(course)

    def documents(self, unit: Unit, view: CourseView) -> dict[str, Document]:
        """All pages of a unit in one document."""
        return in_one(unit, view)

    @property
    def SCHEMAS(self) -> scorm.Schemas:  # noqa: N802 - a constant, as in the module of a target
        """Those that the editions share, and its own."""
        return ("scorm2004", self.NAME)

    def check(self, course: Course) -> list[Diagnostic]:
        """A state that cannot outgrow suspend_data, and a package of a size that platforms take."""
        return scorm.check(course, self.TITLE, self.STATE_LIMIT)

    def package(self, course: Course, files: Mapping[str, bytes | Path]) -> Package:
        """The rendered files with the manifest and its schemas."""
        manifest = _manifest(self, course, sorted(files))
        return scorm.package(course, self.NAME, manifest, self.SCHEMAS, files)

    def verify(self, package: Package) -> None:
        """The manifest is valid, refers to nothing that is not there, and lists every file."""
        scorm.verify(package, self.SCHEMAS)

    def worst_state(self, course: Course) -> int:
        """The most characters that a learner's state can have."""
        return scorm.worst_state(course)

    def advice(self, course: Course) -> list[str]:
        """The settings of a platform that matter for this package."""
        return scorm.advice(course)


THIRD = Edition("scorm2004-3", "SCORM 2004 3rd Edition", "2004 3rd Edition", Threshold("1.0"))
FOURTH = Edition(
    "scorm2004-4",
    "SCORM 2004 4th Edition",
    "2004 4th Edition",
    Threshold(attributes=(("completedByMeasure", "true"), ("minProgressMeasure", "1.0"))),
)


def _manifest(edition: Edition, course: Course, files: list[str]) -> etree._Element:
    """IMS Content Packaging 1.1.4 with ADL's elements; the order of elements is the schema's."""
    root = scorm_manifest.manifest(course, _PREFIXES, _LOCATIONS)
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", edition.VERSION)
    _add_lom(metadata, course)
    _add_organization(root, edition, course)
    scorm_manifest.add_resources(root, course, files, f"{{{_ADLCP}}}scormType")
    return root


def _add_organization(root: etree._Element, edition: Edition, course: Course) -> None:
    """Items among which a learner may choose, and which a platform walks through."""
    organization = scorm_manifest.add_organization(root, course)
    organization.set(f"{{{_ADLSEQ}}}objectivesGlobalToSystem", "false")
    alone = course.outline.packaging is Packaging.COURSE
    linear = course.outline.progress.order is Order.LINEAR
    for unit, before in waiting(course):
        item = scorm_manifest.add_item(organization, unit)
        threshold = edition.THRESHOLD
        add(item, f"{{{_ADLCP}}}completionThreshold", threshold.text, **dict(threshold.attributes))
        sequencing = add(item, f"{{{_IMSSS}}}sequencing")
        if before:
            _add_rule(sequencing)
        if not alone:
            _add_rollup(sequencing, unit)
        _add_objectives(sequencing, unit, before, shared=linear and not alone)
        _add_controls(sequencing)
        navigation = add(add(item, f"{{{_ADLNAV}}}presentation"), "navigationInterface")
        for button in _HIDDEN if alone else _HIDDEN_IN_TOPICS:
            add(navigation, "hideLMSUI", button)
    sequencing = add(organization, f"{{{_IMSSS}}}sequencing")
    add(sequencing, "controlMode", choice="true", flow="true")


def _add_rule(sequencing: etree._Element) -> None:
    """Nobody opens a topic before the one that it waits for is done; a platform may not know whether it is."""
    rule = add(add(sequencing, "sequencingRules"), "preConditionRule")
    conditions = add(rule, "ruleConditions", conditionCombination="any")
    for condition in ("satisfied", "objectiveStatusKnown"):
        add(
            conditions,
            "ruleCondition",
            referencedObjective=_BEFORE,
            operator="not",
            condition=condition,
        )
    add(rule, "ruleAction", action="disabled")


def _add_rollup(sequencing: etree._Element, unit: Unit) -> None:
    """What a topic means for the course: that is complete when all topics are that it needs, and
    satisfied when those are that say whether they are."""
    judged = unit.mark or unit.course.outline.tracking.report is not Report.COMPLETED
    add(
        sequencing,
        "rollupRules",
        rollupObjectiveSatisfied=_boolean(unit.needed and judged),
        rollupProgressCompletion=_boolean(unit.needed),
        objectiveMeasureWeight=f"{float(unit.weight):.4f}",
    )


def _boolean(value: object) -> str:
    return "true" if value else "false"


def _add_objectives(
    sequencing: etree._Element, unit: Unit, before: Unit | None, *, shared: bool
) -> None:
    """Where a score decides, which one is enough; where topics wait, what they know of each other."""
    mark = unit.mark
    if not mark and not shared:
        return
    objectives = add(sequencing, "objectives")
    primary = add(
        objectives,
        "primaryObjective",
        objectiveID="PRIMARY",
        satisfiedByMeasure=_boolean(mark),
    )
    if mark:
        add(primary, "minNormalizedMeasure", f"{mark / 100:g}")
    if shared:
        _add_map(primary, unit, read="false", write="true")
    if before:
        objective = add(objectives, "objective", objectiveID=_BEFORE)
        _add_map(objective, before, read="true", write="false")


def _add_map(objective: etree._Element, unit: Unit, *, read: str, write: str) -> None:
    """Share whether a unit is done among all items of the organization."""
    add(
        objective,
        "mapInfo",
        targetObjectiveID=f"done-{unit.course.outline.id}",
        readSatisfiedStatus=read,
        readNormalizedMeasure="false",
        writeSatisfiedStatus=write,
        writeNormalizedMeasure="false",
    )


def _add_controls(sequencing: etree._Element) -> None:
    """What the course says counts."""
    add(
        sequencing,
        "deliveryControls",
        tracked="true",
        completionSetByContent="true",
        objectiveSetByContent="true",
    )


def _add_lom(metadata: etree._Element, course: Course) -> None:
    """Small metadata (IEEE 1484.12.3): title, language, text, version."""
    outline = course.outline

    def add_text(parent: etree._Element, name: str, text: str) -> None:
        add(add(parent, name), "string", text, language=outline.lang)

    lom = add(metadata, f"{{{_LOM}}}lom")
    general = add(lom, "general")
    add_text(general, "title", outline.title)
    add(general, "language", outline.lang)
    if outline.description:
        add_text(general, "description", outline.description)
    add_text(add(lom, "lifeCycle"), "version", outline.version)
