"""Rules for what a manifest says that it is: its root, its version, its prefixes, its schemas."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.elements import Element
from scorm_builder.verdict.contents import Contents, place, shown
from scorm_builder.verdict.editions import EDITIONS, SCHEMA, SCORM12

_HINT = "known: " + ", ".join(f"`{edition.version}`" for edition in EDITIONS)


def root(package: Contents) -> Iterator[Diagnostic]:
    """The first element, by which platforms and validators know the standard."""
    element = package.manifest.root
    known = {edition.packaging for edition in EDITIONS}
    hint = f"{package.edition.title} has `{package.edition.packaging}`"
    if element.name != "manifest":
        message = f"the first element is `{shown(element.tag)}`, not `manifest`"
        yield rules.MANIFEST_ROOT.at(place(element), message, "export the course as SCORM")
    elif element.space not in known:
        what = f"`{shown(element.space)}`" if element.space else "no namespace"
        message = f"the manifest is of {what}, which is neither SCORM 1.2 nor SCORM 2004"
        yield rules.MANIFEST_ROOT.at(place(element), message, hint)


def version(package: Contents) -> Iterator[Diagnostic]:
    """The word for the version, which platforms compare letter by letter."""
    said = _raw(package, "schemaversion")
    at = place(_metadata(package))
    words = {edition.version: edition for edition in EDITIONS}
    if said is None:
        new = package.edition.is_2004
        rule = rules.MISSING_VERSION if new else rules.IMPLIED_VERSION
        guess = "platforms take it for SCORM 1.2" if new else "some platforms guess another one"
        message = f"the manifest does not say its version: {guess}"
        hint = f"write <schemaversion>{package.edition.version}</schemaversion> in <metadata>"
        yield rule.at(at, message, hint)
    elif said.text not in words:
        message = (
            f"`{shown(said.text)}` is no version of SCORM: platforms compare it letter by letter"
        )
        yield rules.UNKNOWN_VERSION.at(place(said), message, _HINT)
    elif words[said.text].packaging != package.edition.packaging:
        message = f"the version is `{said.text}`, the namespace that of {package.edition.title}"
        yield rules.MIXED_VERSIONS.at(place(said), message, "make both say the same")


def schema(package: Contents) -> Iterator[Diagnostic]:
    """The word for the standard."""
    said = _raw(package, "schema")
    if said is None:
        if _raw(package, "schemaversion") is not None:
            rule = rules.MISSING_VERSION if package.edition.is_2004 else rules.IMPLIED_VERSION
            message = f"`metadata` has no `schema`, which must be `{SCHEMA}`"
            hint = f"write <schema>{SCHEMA}</schema> before <schemaversion>"
            yield rule.at(place(_metadata(package)), message, hint)
    elif said.text.strip() != SCHEMA:
        message = f"`schema` is `{shown(said.text)}`, not `{SCHEMA}`"
        yield rules.UNKNOWN_VERSION.at(place(said), message)


def mixed(package: Contents) -> Iterator[Diagnostic]:
    """Additions of the other standard: platforms guess by them (quirk P6)."""
    others = {
        space: "SCORM 2004" if edition.is_2004 else edition.title
        for edition in EDITIONS
        if edition.packaging != package.edition.packaging
        for _, space in edition.spaces
    }
    told = set()
    for element in package.manifest.root.walk():
        for space in (element.space, *(one.space for one in element.attributes)):
            if space in others and space not in told:
                told.add(space)
                message = f"`{space}` is of {others[space]}"
                hint = f"this manifest is of {package.edition.title}; use the namespaces of one"
                yield rules.MIXED_VERSIONS.at(place(element), message, hint)


def prefixes(package: Contents) -> Iterator[Diagnostic]:
    """Prefixes as Moodle compares them: it looks at the letters, not at the namespace (quirk P7)."""
    wanted = {space: prefix for prefix, space in package.edition.spaces}
    wanted.pop(dict(SCORM12.spaces)["imsmd"], None)  # which it does not read
    wanted[package.edition.packaging] = ""
    told = set()
    for element in package.manifest.root.walk():
        parts = [
            (element.space, element.prefix),
            *((a.space, a.prefix) for a in element.attributes),
        ]
        for space, prefix in parts:
            if wanted.get(space, prefix) != prefix and (space, prefix) not in told:
                told.add((space, prefix))
                what = f"the prefix `{shown(prefix)}`" if prefix else "no prefix"
                right = f"`{wanted[space]}:`" if wanted[space] else "none"
                message = f"`{shown(element.tag)}` has {what} for `{space}`, and needs {right}"
                hint = "Moodle and others compare prefixes, not namespaces"
                yield rules.MANIFEST_PREFIX.at(place(element), message, hint)


def schemas(package: Contents) -> Iterator[Diagnostic]:
    """The files that strict importers validate with (quirk P2)."""
    element = package.manifest.root
    words = element.get("schemalocation").split()
    if len(words) % 2:
        message = "xsi:schemaLocation is not pairs of a namespace and a file"
        yield rules.SCHEMA_LOCATION.at(place(element), message)
        return
    for file in words[1::2]:
        if "://" in file:
            message = f"the schema `{shown(file)}` is on another server"
            hint = "name a file of the package, or leave xsi:schemaLocation out"
            yield rules.SCHEMA_LOCATION.at(place(element), message, hint)
        elif file not in package.files:
            message = f"the schema `{shown(file)}` is not in the package"
            hint = "pack it, or leave xsi:schemaLocation out"
            yield rules.SCHEMA_LOCATION.at(place(element), message, hint)


def submanifests(package: Contents) -> Iterator[Diagnostic]:
    """Manifests in the manifest, which the last edition has no more."""
    if package.edition.version == EDITIONS[-1].version:
        for element in package.manifest.inner:
            message = "the 4th Edition has no manifests within a manifest"
            hint = "move its items and resources into the outer one"
            yield rules.SUBMANIFEST.at(place(element), message, hint)


def bases(package: Contents) -> Iterator[Diagnostic]:
    """`xml:base`, which Moodle reads on a resource alone, and others not at all (quirk P18)."""
    for element in package.manifest.root.walk():
        if element.has("base") and element.name in ("manifest", "resources", "resource"):
            message = f"`xml:base` of `{element.tag}` is read differently by every platform"
            yield rules.XML_BASE.at(place(element), message, "write the whole path in every href")


def _metadata(package: Contents) -> Element:
    return package.manifest.root.first("metadata") or package.manifest.root


def _raw(package: Contents, name: str) -> Element | None:
    metadata = package.manifest.root.first("metadata")
    return metadata.first(name) if metadata else None


RULES = (version, schema, mixed, prefixes, schemas, submanifests, bases)
