"""What a package launches: its imsmanifest.xml, ours or anyone's, read without entities or network.

Read as leniently as platforms read: by local names, whatever the namespace and its prefix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True)
class Item:
    """Something to launch, by its identifier. The texts of the manifest, "" where it has none."""

    id: str
    title: str
    href: str
    """From the root of the package, with the parameters of the item."""
    mastery_score: str = ""
    launch_data: str = ""
    max_time_allowed: str = ""
    time_limit_action: str = ""
    visible: bool = True


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. `items` are those of its default organization that launch
    something, in order; `first` is its first resource that has a file."""

    title: str
    version: str
    """Of the standard, such as `1.2`; "" when the manifest does not say."""
    items: tuple[Item, ...]
    first: Item | None


def read_manifest(data: bytes) -> Manifest | Diagnostic:
    """Read the bytes of a manifest, or say why it launches nothing."""
    reader = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, reader)
    except etree.XMLSyntaxError as problem:
        told = (problem.msg or "it is empty").partition(", line ")[0]
        return _bad(f"this cannot be read as XML ({told})", "pack it again", problem.lineno or 0)
    if root.getroottree().docinfo.internalDTD is not None:
        return _bad("a document type is declared here, which is not read", "remove `<!DOCTYPE …>`")
    if _name(root) != "manifest":
        return _bad(f"the first element is `{_name(root)}`", "a manifest begins with `<manifest`")
    manifest = _manifest(root)
    if not manifest.items and manifest.first is None:
        hint = "an item needs an identifierref, and its resource an href"
        return _bad("nothing in this package can be launched", hint)
    return manifest


def _bad(message: str, hint: str, line: int = 0) -> Diagnostic:
    return rules.BAD_PACKAGE.at(Position(MANIFEST, line), message, hint)


def _manifest(root: etree._Element) -> Manifest:
    resources = [one for group in _children(root, "resources") for one in _resources(root, group)]
    hrefs = {one.id: one.href for one in resources}
    organization = _default(root)
    items = () if organization is None else tuple(_items(organization, hrefs))
    return Manifest(
        title="" if organization is None else _text(organization, "title"),
        version=next((_text(one, "schemaversion") for one in _children(root, "metadata")), ""),
        items=items,
        first=resources[0] if resources else None,
    )


def _resources(root: etree._Element, group: etree._Element) -> Iterator[Item]:
    base = _attribute(root, "base") + _attribute(group, "base")
    for resource in _children(group, "resource"):
        href = _attribute(resource, "href")
        if href:
            path = base + _attribute(resource, "base") + href
            yield Item(_attribute(resource, "identifier"), "", path)


def _default(root: etree._Element) -> etree._Element | None:
    for group in _children(root, "organizations"):
        found = _children(group, "organization")
        named = [
            one for one in found if _attribute(one, "identifier") == _attribute(group, "default")
        ]
        return next(iter(named or found), None)
    return None


def _items(parent: etree._Element, hrefs: dict[str, str]) -> Iterator[Item]:
    for item in _children(parent, "item"):
        href = hrefs.get(_attribute(item, "identifierref"), "")
        if href:
            yield Item(
                id=_attribute(item, "identifier"),
                title=_text(item, "title"),
                href=_joined(href, _attribute(item, "parameters")),
                mastery_score=_text(item, "masteryscore"),
                launch_data=_text(item, "datafromlms"),
                max_time_allowed=_text(item, "maxtimeallowed"),
                time_limit_action=_text(item, "timelimitaction"),
                visible=_attribute(item, "isvisible").lower() != "false",
            )
        yield from _items(item, hrefs)


def _joined(href: str, parameters: str) -> str:
    """The rule of the book for the parameters of an item."""
    more = parameters.strip().lstrip("?&")
    if not more or (more.startswith("#") and "#" in href):
        return href
    if more.startswith("#"):
        return href + more
    path, mark, fragment = href.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{more}{mark}{fragment}"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _children(element: etree._Element, wanted: str) -> list[etree._Element]:
    return [child for child in element.iterchildren(etree.Element) if _name(child) == wanted]


def _attribute(element: etree._Element, wanted: str) -> str:
    for name, value in element.items():
        if str(name).rpartition("}")[2].lower() == wanted:
            return str(value).strip()
    return ""


def _text(element: etree._Element, wanted: str) -> str:
    """All text of the first child of a name."""
    found = _children(element, wanted)
    return "".join(str(part) for part in found[0].itertext()).strip() if found else ""
