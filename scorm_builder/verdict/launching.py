"""Rules for the files that a manifest names, and those that it does not; for how a course starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.elements import Element
from scorm_builder.manifest import MANIFEST, Link, Resource, local
from scorm_builder.verdict.contents import WHOLE, Contents, named, place, shown
from scorm_builder.verdict.zip_rules import ordinary

_CONTROL = re.compile(r"(\.xsd|\.dtd)$", re.IGNORECASE)
_MOST_COMPARED = 2_000
"""Files with which a name that is not there is compared; resources that one may need."""
_MOST_HINTS = 20
_MOST_STEPS = 500_000
"""From resource to resource in one package: a manifest may be made to take for ever."""


def addresses(package: Contents) -> Iterator[Diagnostic]:
    """The form of every address of the manifest."""
    for link in _links(package):
        why = _bad(link)
        if why:
            message = f"the address `{shown(link.href)}` {why}"
            hint = "write the path from the root of the package, with `/` between folders"
            yield rules.BAD_HREF.at(place(link.element), message, hint)


def _links(package: Contents) -> Iterator[Link]:
    for resource in package.manifest.resources:
        if resource.launch:
            yield resource.launch
        yield from resource.files


def _bad(link: Link) -> str:
    href = link.href
    if "\\" in href:
        return "has backslashes"
    if href.startswith("/"):
        return "begins with a slash"
    if href.lower().startswith("file:") or re.match(r"[A-Za-z]:[^/]?[^/]", href):
        return "" if re.match(r"(mailto|data|javascript):", href) else "is a path of a computer"
    if link.element.name == "file" and re.search(r"[?#]", href) and not _is_file(href):
        return "has a query or a fragment, which a file has not"
    return "leads out of the package" if (link.path or "").startswith("../") else ""


def _is_file(href: str) -> bool:
    return local(href) is None


def files(package: Contents) -> Iterator[Diagnostic]:
    """Every file that the manifest names is in the package, in the same capitals."""
    told: set[str] = set()
    for link in [*_links(package), *_metadata(package)]:
        path = link.path
        if path is None or _bad(link) or path in told or path in package.files:
            continue
        raw = link.address.partition("?")[0].partition("#")[0]
        if link.address in package.files or raw in package.files:
            continue
        told.add(path)
        yield _missing(package, link.element, path, compare=len(told) <= _MOST_HINTS)


def _metadata(package: Contents) -> Iterator[Link]:
    """Metadata that are kept in a file of their own."""
    for element in package.manifest.root.walk():
        if element.name == "location" and element.space == package.edition.adlcp:
            href = element.text.strip()
            if href:
                yield Link(element, href, href)


def _missing(package: Contents, element: Element, path: str, *, compare: bool) -> Diagnostic:
    other = package.folded.get(path.casefold())
    if other:
        message = f"`{shown(path)}` is called `{shown(other)}` in the package"
        return rules.WRONG_CASE.at(place(element), message, "write it the same way")
    if path.rstrip("/") in package.folders:
        message = f"`{shown(path)}` is a folder"
        return rules.MISSING_FILE.at(place(element), message, "name a file in it")
    names = list(package.files)[:_MOST_COMPARED] if compare else []
    near = get_close_matches(path[:200], names, n=1)
    hint = (
        f"did you mean `{shown(near[0])}`?" if near else "pack it, or remove it from the manifest"
    )
    return rules.MISSING_FILE.at(place(element), f"`{shown(path)}` is not in the package", hint)


def launches(package: Contents) -> Iterator[Diagnostic]:
    """What items launch: in the package, and listed by its resource or by one that it needs."""
    launched = {item.reference for item in package.manifest.items()}
    steps = _MOST_STEPS
    for name in [name for name in package.resources if name in launched]:
        resource = package.resources[name]
        link = resource.launch
        if not link or _bad(link):
            continue
        if link.path is None:
            message = f"`{shown(link.href)}` is on another server, where no platform can be found"
            hint = "pack the course itself"
            yield rules.OUTSIDE_LAUNCH.at(place(link.element), message, hint)
        elif package.actual(link.path) and link.path not in package.listed[name] and steps > 0:
            reach = _reach(package, resource)
            steps -= len(reach)
            if not any(link.path in package.listed.get(one, ()) for one in reach):
                yield _not_listed(link.element, link.path)


def _not_listed(element: Element, path: str) -> Diagnostic:
    message = f"the launch file `{shown(path)}` is not listed among the files of its resource"
    hint = f'add <file href="{shown(path)}"/>: some platforms copy only what is listed'
    return rules.LAUNCH_NOT_LISTED.at(place(element), message, hint)


def _reach(package: Contents, resource: Resource) -> set[str]:
    """The resources that one needs, itself first of all."""
    seen = {resource.id}
    todo = [resource]
    while todo and len(seen) < _MOST_COMPARED:
        wanted = {name for name, _ in todo.pop().dependencies} - seen
        seen |= wanted
        todo += [package.resources[name] for name in wanted if name in package.resources]
    return seen


def parameters(package: Contents) -> Iterator[Diagnostic]:
    """Parameters at the start, which some platforms drop (quirk P11)."""
    for item in package.manifest.items():
        if not item.reference:
            continue
        resource = package.resources.get(item.reference)
        query = "?" in resource.launch.href if resource and resource.launch else False
        if item.parameters or query:
            what = item.parameters or (resource.launch.href if resource and resource.launch else "")
            message = f"the item `{shown(item.id)}` starts with `{shown(what)}`"
            hint = "some platforms drop parameters: the course must work without them"
            yield rules.START_PARAMETERS.at(place(item.element), message, hint)


def order(package: Contents) -> Iterator[Diagnostic]:
    """Open edX launches the first resource that has an address, whatever the items say (quirk P10)."""
    default = package.manifest.default
    first = next((one for one in package.manifest.resources if one.launch), None)
    items = default.walk() if default else ()
    wanted = next((one.reference for one in items if one.reference), "")
    launched = package.resources.get(wanted)
    if first and launched and launched.launch and first is not launched:
        message = (
            f"`{shown(first.id)}` is the first resource, `{shown(wanted)}` that of the first item"
        )
        hint = "put the resource of the first item first: Open edX starts with the first one"
        yield rules.LAUNCH_ORDER.at(place(first.element), message, hint)


def unlisted(package: Contents) -> Iterator[Diagnostic]:
    """Files that the manifest does not name: platforms that copy only what is listed lose them.

    Where an address is no path, it may have been meant for one of them.
    """
    links = [*_links(package), *_metadata(package)]
    if any(_bad(link) for link in links):
        return
    listed = {path.casefold() for link in links for path in (link.path, link.address) if path}
    folders = tuple(path for path in listed if path.endswith("/"))
    names = [
        name for name, entry in package.files.items()
        if name.casefold() not in listed and name != MANIFEST and ordinary(entry)
        and not _CONTROL.search(name) and not name.casefold().startswith(folders)
    ]  # fmt: skip
    if names and package.manifest.resources:
        noun = "file is" if len(names) == 1 else "files are"
        message = f"{len(names):,} {noun} not in the manifest: {named(sorted(names))}"
        hint = "list each as <file> of a resource, or leave it out"
        yield rules.UNLISTED_FILE.at(WHOLE, message, hint)


RULES = (addresses, files, launches, parameters, order, unlisted)
