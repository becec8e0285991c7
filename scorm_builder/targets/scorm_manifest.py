"""What the manifests of all standards of SCORM have in common.

A course is one organization, and each of its units an item and a SCO: see `units.py`. Identifiers derive
from ids alone, since learning platforms hang attempts on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from scorm_builder.source.model import Packaging
from scorm_builder.units import units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from scorm_builder.source.course import Course
    from scorm_builder.units import Unit

XSI = "http://www.w3.org/2001/XMLSchema-instance"


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


def add_organization(root: etree._Element, course: Course) -> etree._Element:
    """The one organization, which is the course."""
    identifier = f"organization-{course.outline.id}"
    organizations = add(root, "organizations", default=identifier)
    organization = add(organizations, "organization", identifier=identifier)
    add(organization, "title", course.outline.title)
    return organization


def item_id(unit: Unit) -> str:
    """The identifier of a unit in the menu of a platform, the same in whatever package it is."""
    return f"item-{unit.course.outline.id}"


def add_item(organization: etree._Element, unit: Unit) -> etree._Element:
    """What a platform shows of a unit in its menu, and launches."""
    item = add(
        organization,
        "item",
        identifier=item_id(unit),
        identifierref=f"resource-{unit.course.outline.id}",
        isvisible="true",
    )
    add(item, "title", unit.course.outline.title)
    return item


def add_resources(
    root: etree._Element, course: Course, files: Collection[str], scorm_type: str
) -> None:
    """Name the SCO of each unit, with its document; what several share is an asset on which they depend.

    `scorm_type` is the attribute that says which is which: its last word begins with a capital in SCORM
    2004 alone.
    """
    found = units(course)
    if course.outline.packaging is Packaging.COURSE:
        _add_resource(add(root, "resources"), scorm_type, found[0], files)
        return
    resources_ = add(root, "resources")
    shared = f"shared-{course.outline.id}"
    for unit in found:
        sco = _add_resource(resources_, scorm_type, unit, [unit.launch])
        add(sco, "dependency", identifierref=shared)
    asset = add(resources_, "resource", identifier=shared, type="webcontent")
    asset.set(scorm_type, "asset")
    launched = {unit.launch for unit in found}
    _add_files(asset, [name for name in files if name not in launched])


def _add_resource(
    parent: etree._Element, scorm_type: str, unit: Unit, files: Iterable[str]
) -> etree._Element:
    identifier = f"resource-{unit.course.outline.id}"
    sco = add(parent, "resource", identifier=identifier, type="webcontent", href=unit.launch)
    sco.set(scorm_type, "sco")
    _add_files(sco, files)
    return sco


def _add_files(resource: etree._Element, files: Iterable[str]) -> None:
    for name in files:
        add(resource, "file", href=name)


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """A child in the namespace of its parent, or as `{namespace}name`."""
    namespace = etree.QName(parent).namespace
    tag = name if name.startswith("{") else f"{{{namespace}}}{name}"
    child = etree.SubElement(parent, tag, attributes)
    child.text = text or None
    return child
