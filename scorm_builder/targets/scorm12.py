"""SCORM 1.2: the manifest (Content Aggregation Model 1.2) and what the standard asks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scorm_builder.render import in_one
from scorm_builder.targets import scorm, scorm_manifest
from scorm_builder.targets.scorm_manifest import add
from scorm_builder.units import units as units  # a part of the target, too
from scorm_builder.units import waiting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml import etree

    from scorm_builder.package import Package
    from scorm_builder.source.course import Course
    from scorm_builder.units import Unit

NAME = "scorm12"
TITLE = "SCORM 1.2"
ADAPTER = ("document.js", "scorm.js", "scorm12.js")
SCHEMAS = ("scorm12",)
STATE_LIMIT = 4096
"""Characters of cmi.suspend_data (Run-Time Environment 1.2, 3.4.4: CMIString4096)."""

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_XML = "http://www.w3.org/XML/1998/namespace"
# Moodle and others read these prefixes literally (quirk P7).
_PREFIXES: dict[str | None, str] = {None: _CP, "adlcp": _ADLCP, "imsmd": _MD}
_LOCATIONS = {
    _CP: "imscp_rootv1p1p2.xsd",
    _ADLCP: "adlcp_rootv1p2.xsd",
    _MD: "imsmd_rootv1p2p1.xsd",
}

check = partial(scorm.check, title=TITLE, limit=STATE_LIMIT)
worst_state = scorm.worst_state
advice = scorm.advice
documents = in_one
READER = scorm.READER
KEEPER = scorm.KEEPER
REPORTS = True
verify = partial(scorm.verify, schemas=SCHEMAS)


def package(course: Course, files: Mapping[str, bytes | Path]) -> Package:
    """The rendered files with the manifest and its schemas."""
    return scorm.package(course, NAME, _manifest(course, sorted(files)), SCHEMAS, files)


def _manifest(course: Course, files: list[str]) -> etree._Element:
    """IMS Content Packaging 1.1.2 with ADL's elements; the order of elements is the schema's."""
    root = scorm_manifest.manifest(course, _PREFIXES, _LOCATIONS)
    metadata = add(root, "metadata")
    add(metadata, "schema", "ADL SCORM")
    add(metadata, "schemaversion", "1.2")
    _add_lom(metadata, course)
    organization = scorm_manifest.add_organization(root, course)
    for unit, before in waiting(course):
        _add_item(organization, unit, before)
    scorm_manifest.add_resources(root, course, files, f"{{{_ADLCP}}}scormtype")
    return root


def _add_item(organization: etree._Element, unit: Unit, before: Unit | None) -> None:
    """A unit, which opens when that `before` it is done; and that when the one before it was."""
    item = scorm_manifest.add_item(organization, unit)
    if before:
        add(item, f"{{{_ADLCP}}}prerequisites", scorm_manifest.item_id(before), type="aicc_script")
    if unit.mark:
        add(item, f"{{{_ADLCP}}}masteryscore", str(unit.mark))


def _add_lom(metadata: etree._Element, course: Course) -> None:
    """Small metadata (IMS Learning Resource Metadata 1.2.1): title, language, text, version."""
    outline = course.outline

    def add_text(parent: etree._Element, name: str, text: str, lang: str) -> None:
        add(add(parent, name), "langstring", text).set(f"{{{_XML}}}lang", lang)

    lom = add(metadata, f"{{{_MD}}}lom")
    general = add(lom, "general")
    add_text(general, "title", outline.title, outline.lang)
    add(general, "language", outline.lang)
    if outline.description:
        add_text(general, "description", outline.description, outline.lang)
    add_text(add(lom, "lifecycle"), "version", outline.version, "x-none")
