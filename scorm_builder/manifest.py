"""What an imsmanifest.xml says, ours or anyone's: organizations, items, resources, files.

Read as leniently as platforms read it, by local names, whatever the namespace and its prefix.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scorm_builder.elements import Element

MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True)
class Item:
    """An entry of an organization. Texts are "" where the manifest has none."""

    element: Element
    id: str
    title: str
    reference: str
    """The identifier of the resource that it launches."""
    parameters: str
    visible: bool
    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """This item and all in it, in order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True)
class Organization:
    """A tree of items."""

    element: Element
    id: str
    title: str
    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """All its items, in order."""
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True)
class Link:
    """An address that an element gives: as it is written, and with the bases that hold for it."""

    element: Element
    href: str
    address: str

    @property
    def path(self) -> str | None:
        """The file of the package that it names; nothing for an address outside, or no address."""
        return local(self.address)


@dataclass(frozen=True)
class Resource:
    """Files that belong together, and the one that is launched."""

    element: Element
    id: str
    type: str
    kind: str
    """`sco` or `asset`."""
    launch: Link | None
    files: tuple[Link, ...]
    dependencies: tuple[tuple[str, Element], ...]


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. `default` is the organization that is shown."""

    root: Element
    schema: str
    version: str
    """Of the standard, as it is written."""
    organizations: tuple[Organization, ...]
    default: Organization | None
    resources: tuple[Resource, ...]
    inner: tuple[Element, ...]
    """Manifests within this one."""

    def items(self) -> Iterator[Item]:
        """The items of all organizations, in order."""
        for organization in self.organizations:
            yield from organization.walk()


def manifest_of(root: Element) -> Manifest:
    """Everything that a manifest says, as far as it says it."""
    inner = tuple(one for one in root.walk() if one is not root and one.name == "manifest")
    manifests = (root, *inner)
    organizations = tuple(
        _organization(one)
        for manifest in manifests
        for group in manifest.all("organizations")
        for one in group.all("organization")
    )
    groups = root.all("organizations")
    wanted = groups[0].get("default") if groups else ""
    named = [one for one in organizations if one.id == wanted]
    metadata = root.first("metadata")
    return Manifest(
        root=root,
        schema=_text(metadata, "schema"),
        version=_text(metadata, "schemaversion"),
        organizations=organizations,
        default=next(iter([*named, *organizations]), None),
        resources=tuple(
            _resource(one)
            for manifest in manifests
            for group in manifest.all("resources")
            for one in group.all("resource")
        ),
        inner=inner,
    )


def _organization(element: Element) -> Organization:
    items = tuple(_item(one) for one in element.all("item"))
    return Organization(element, element.get("identifier"), _title(element), items)


def _item(element: Element) -> Item:
    return Item(
        element=element,
        id=element.get("identifier"),
        title=_title(element),
        reference=element.get("identifierref"),
        parameters=element.get("parameters"),
        visible=element.get("isvisible").lower() not in ("false", "0"),
        items=tuple(_item(one) for one in element.all("item")),
    )


def _resource(element: Element) -> Resource:
    base = _base(element)
    launch = element.get("href")
    return Resource(
        element=element,
        id=element.get("identifier"),
        type=element.get("type"),
        kind=element.get("scormtype"),
        launch=Link(element, launch, base + launch) if launch else None,
        files=tuple(
            Link(one, one.get("href"), base + one.get("href"))
            for one in element.all("file")
            if one.get("href")
        ),
        dependencies=tuple((one.get("identifierref"), one) for one in element.all("dependency")),
    )


def _base(element: Element) -> str:
    """The bases of a resource, of its group and of the manifest, one behind the other."""
    bases = [element.get("base")]
    parent = element.parent
    while parent:
        bases.insert(0, parent.get("base"))
        parent = parent.parent
    return "".join(base if not base or base.endswith("/") else f"{base}/" for base in bases)


def _title(element: Element) -> str:
    return _text(element, "title")


def _text(element: Element | None, name: str) -> str:
    found = element.first(name) if element else None
    return found.text.strip() if found else ""


def local(address: str) -> str | None:
    """The path in the package that an address means, without its query; nothing for one outside."""
    try:
        parts = urlsplit(address.strip().replace("\\", "/"))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = posixpath.normpath(unquote(parts.path)).lstrip("/")
    return path + "/" if parts.path.endswith("/") and path != "." else path
