"""Rules for what a manifest refers to: identifiers, organizations, items, resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, did_you_mean
from scorm_builder.elements import Element
from scorm_builder.manifest import Item
from scorm_builder.verdict.contents import Contents, place, shown
from scorm_builder.verdict.values import NAME

_LONGEST = 255
"""Characters of an identifier and of a title: Moodle's database keeps no more (measured)."""
_TITLE_12 = 200
"""An XML name without a colon, near enough: letters of every script."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def identifiers(package: Contents) -> Iterator[Diagnostic]:
    """The form of identifiers (xs:ID), and that no two are the same."""
    first: dict[str, Element] = {}
    spaces = {package.edition.packaging, dict(package.edition.spaces).get("imsss")}
    for element in package.manifest.root.walk():
        name = "identifier" if element.space == package.edition.packaging else "id"
        if not element.has(name) or element.space not in spaces:
            continue
        identifier = element.get(name)
        yield from _identifier(element, identifier)
        other = first.setdefault(identifier, element)
        if other is not element:
            message = (
                f"`{shown(identifier)}` is the identifier of `{other.tag}` on line {other.line} too"
            )
            hint = "identifiers are unique in the whole manifest, across items and resources"
            yield rules.REPEATED_IDENTIFIER.at(place(element), message, hint)


def _identifier(element: Element, identifier: str) -> Iterator[Diagnostic]:
    hint = "begin with a letter or `_`, then letters, digits, `.`, `-` and `_`"
    if not NAME.fullmatch(identifier):
        message = (
            f"`{shown(identifier)}` is no identifier" if identifier else "an identifier is empty"
        )
        yield rules.BAD_IDENTIFIER.at(place(element), message, hint)
    elif len(identifier) > _LONGEST:
        message = f"an identifier has {len(identifier):,} characters, {_LONGEST} at most"
        yield rules.BAD_IDENTIFIER.at(place(element), message, "make it shorter")


def organizations(package: Contents) -> Iterator[Diagnostic]:
    """Which organization a platform shows."""
    manifest = package.manifest
    for group in manifest.root.all("organizations"):
        given = group.all("organization")
        wanted = group.get("default")
        known = [one.get("identifier") for one in given]
        if given and wanted not in known and (wanted or package.edition.is_2004):
            what = f"`{shown(wanted)}` names no organization" if wanted else "`default` is missing"
            hint = (
                did_you_mean(wanted[:60], known) if wanted else f'write default="{shown(known[0])}"'
            )
            yield rules.DEFAULT_ORGANIZATION.at(place(group), what, hint)
        if len(given) > 1:
            message = f"the package has {len(given)} organizations; platforms show the default one"
            yield rules.SEVERAL_ORGANIZATIONS.at(place(given[1]), message)


def nothing_to_launch(package: Contents) -> Iterator[Diagnostic]:
    """A package that a platform takes, and then has nothing to show of."""
    manifest = package.manifest
    if any(item.reference for item in manifest.items()):
        return
    where = manifest.default.element if manifest.default else manifest.root
    if manifest.organizations and not any(True for _ in manifest.items()):
        message = "no organization has an item: there is nothing to launch"
    elif manifest.organizations:
        message = "no item has an `identifierref`: there is nothing to launch"
    else:
        message = "the package has no organization: there is nothing to launch"
    hint = "an item with an identifierref launches the resource of that identifier"
    yield rules.NOTHING_TO_LAUNCH.at(place(where), message, hint)


def items(package: Contents) -> Iterator[Diagnostic]:
    """Each item: what it launches, what it holds, what it is called with."""
    launching = any(item.reference for item in package.manifest.items())
    for item in package.manifest.items():
        if item.reference:
            yield from _reference(package, item)
            if item.items and package.edition.is_2004:
                message = f"the item `{shown(item.id)}` launches something and holds items"
                hint = "give what it launches an item of its own"
                yield rules.ITEM_WITH_BOTH.at(place(item.element), message, hint)
            continue
        if not item.items and launching:
            message = f"the item `{shown(item.id)}` launches nothing and holds nothing"
            yield rules.EMPTY_ITEM.at(place(item.element), message, "add an identifierref")
        if item.parameters:
            message = f"the parameters of `{shown(item.id)}` have nothing to be given to"
            yield rules.IDLE_PARAMETERS.at(place(item.element), message)


def _reference(package: Contents, item: Item) -> Iterator[Diagnostic]:
    resource = package.resources.get(item.reference)
    if not package.manifest.root.all("resources"):  # which is reported as such
        return
    if item.reference not in package.targets:
        message = f"`{shown(item.reference)}` names no resource"
        hint = did_you_mean(item.reference[:60], list(package.resources)[:200])
        yield rules.DANGLING_REFERENCE.at(place(item.element), message, hint)
    elif resource and not resource.launch and not resource.element.has("href"):
        message = f"the resource `{shown(resource.id)}` is launched, and has no `href`"
        hint = "name its first file in `href`"
        yield rules.NO_LAUNCH_FILE.at(place(resource.element), message, hint)


def titles(package: Contents) -> Iterator[Diagnostic]:
    """What learners read in the platform's menu."""
    elements = [(one.element, one.title) for one in package.manifest.organizations]
    elements += [(one.element, one.title) for one in package.manifest.items()]
    most = _LONGEST if package.edition.is_2004 else _TITLE_12
    for element, title in elements:
        if not title and not _other_children(element):
            message = f"`{element.tag}` `{shown(element.get('identifier'))}` has no title"
            yield rules.MISSING_TITLE.at(place(element), message, "write one: it is in the menu")
        elif len(title) > _LONGEST and most == _LONGEST:  # that of 1.2 has 200, by its schema
            message = f"a title has {len(title):,} characters, {_LONGEST} at most"
            yield rules.LONG_TITLE.at(place(element), message, "Moodle cannot store it")
        if _TAG.search(title):
            message = f"the title `{shown(title)}` holds HTML, which platforms show, remove or obey"
            yield rules.TITLE_MARKUP.at(place(element), message, "write plain text")


def _other_children(element: Element) -> bool:
    """Whether it holds what it cannot hold, which is reported as such: a title misspelt, perhaps."""
    known = {"title", "item", "metadata"}
    return any(one.space == element.space and one.name not in known for one in element.children)


def dependencies(package: Contents) -> Iterator[Diagnostic]:
    """Resources that a resource needs."""
    for resource in package.manifest.resources:
        for wanted, element in resource.dependencies:
            if wanted and wanted not in package.resources:
                message = f"`{shown(wanted)}` names no resource"
                hint = did_you_mean(wanted[:60], list(package.resources)[:200])
                yield rules.DANGLING_REFERENCE.at(place(element), message, hint)


def sequencing(package: Contents) -> Iterator[Diagnostic]:
    """Shared sequencing, and the objectives that rules ask for (SCORM 2004)."""
    elements = [one for one in package.manifest.root.walk() if one.name == "sequencing"]
    known = {one.get("id") for one in elements if one.has("id")}
    for element in elements:
        wanted = element.get("idref")
        if wanted and wanted not in known:
            message = f"`{shown(wanted)}` names no `sequencing` of a `sequencingCollection`"
            hint = did_you_mean(wanted[:60], known)
            yield rules.DANGLING_REFERENCE.at(place(element), message, hint)
        objectives = {one.get("objectiveid") for one in element.walk() if one.has("objectiveid")}
        for one in element.walk():
            name = one.get("referencedobjective")
            if name and name not in objectives:
                message = f"`{shown(name)}` names no objective of this activity"
                hint = did_you_mean(name[:60], objectives)
                yield rules.DANGLING_REFERENCE.at(place(one), message, hint)


def kinds(package: Contents) -> Iterator[Diagnostic]:
    """Whether a resource speaks to the platform (`sco`) or not (`asset`), and its type."""
    name = package.edition.scormtype
    for resource in package.manifest.resources:
        if not resource.element.has("scormtype"):
            message = f"the resource `{shown(resource.id)}` has no `adlcp:{name}`"
            hint = f'adlcp:{name}="sco" when it reports to the platform, else "asset"'
            yield rules.MISSING_SCORMTYPE.at(place(resource.element), message, hint)
        if resource.element.has("type") and resource.type != "webcontent":
            message = f"the type of `{shown(resource.id)}` is `{shown(resource.type)}`"
            yield rules.RESOURCE_TYPE.at(place(resource.element), message, "SCORM has `webcontent`")
    launched = [package.resources.get(item.reference) for item in package.manifest.items()]
    found = [one for one in launched if one]
    if found and all(one.kind.lower() == "asset" for one in found):
        message = "only assets are launched: nothing is reported, and nobody completes this"
        hint = f'adlcp:{name}="sco" on what reports to the platform'
        yield rules.NO_SCO.at(place(found[0].element), message, hint)


def unused(package: Contents) -> Iterator[Diagnostic]:
    """Resources that no item launches and no resource needs.

    Where a reference leads nowhere, or is not there, this would only be its consequence.
    """
    items = list(package.manifest.items())
    launched = {item.reference for item in items if item.reference}
    used = launched | {
        wanted for one in package.manifest.resources for wanted, _ in one.dependencies
    }
    idle = any(not item.reference and not item.items for item in items)
    if idle or not launched or not used <= package.targets:
        return
    for resource in package.manifest.resources:
        if resource.id and resource.id not in used:
            message = f"nothing uses the resource `{shown(resource.id)}`"
            hint = "name it in a `dependency`, or remove it with its files"
            yield rules.UNUSED_RESOURCE.at(place(resource.element), message, hint)


RULES = (
    identifiers, organizations, nothing_to_launch, items, titles, dependencies, sequencing, kinds,
    unused,
)  # fmt: skip
