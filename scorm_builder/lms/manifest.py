"""What a package launches, of all that its imsmanifest.xml says: ours or anyone's."""

from __future__ import annotations

from dataclasses import dataclass

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.elements import NotXml, decoded, parse
from scorm_builder.manifest import MANIFEST, manifest_of
from scorm_builder.manifest import Item as SaidItem
from scorm_builder.manifest import Manifest as Said

_VERSIONS_2004 = ("1.3", "CAM 1.3", "2004 2nd Edition", "2004 3rd Edition", "2004 4th Edition")


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

    @property
    def standard(self) -> str:
        """By which data model it is played: `scorm12` or `scorm2004`. A platform goes by the word for the
        version, and takes what it does not know for SCORM 1.2, as Moodle does."""
        return "scorm2004" if self.version in _VERSIONS_2004 else "scorm12"


def read_manifest(data: bytes) -> Manifest | Diagnostic:
    """Read the bytes of a manifest, or say why it launches nothing."""
    try:
        root = parse(decoded(data)[0])
    except NotXml as problem:
        if problem.doctype:
            return _bad(str(problem), "remove `<!DOCTYPE …>`", problem.line)
        return _bad(f"this cannot be read as XML ({problem})", "pack it again", problem.line)
    if root.name.lower() != "manifest":
        return _bad(f"the first element is `{root.name}`", "a manifest begins with `<manifest`")
    manifest = _manifest(manifest_of(root))
    if not manifest.items and manifest.first is None:
        hint = "an item needs an identifierref, and its resource an href"
        return _bad("nothing in this package can be launched", hint)
    return manifest


def _bad(message: str, hint: str, line: int = 0) -> Diagnostic:
    return rules.BAD_PACKAGE.at(Position(MANIFEST, line), message, hint)


def _manifest(said: Said) -> Manifest:
    launched = [one for one in said.resources if one.launch]
    hrefs = {one.id: one.launch.address for one in launched if one.launch}
    shown = said.default
    items = (
        tuple(_item(one, hrefs) for one in shown.walk() if one.reference in hrefs) if shown else ()
    )
    first = next((Item(one.id, "", hrefs[one.id]) for one in launched), None)
    return Manifest(shown.title if shown else "", said.version, items, first)


def _item(said: SaidItem, hrefs: dict[str, str]) -> Item:
    def text(name: str) -> str:
        found = said.element.first(name)
        return found.text.strip() if found else ""

    return Item(
        id=said.id,
        title=said.title,
        href=_joined(hrefs[said.reference], said.parameters),
        mastery_score=text("masteryscore"),
        launch_data=text("datafromlms"),
        max_time_allowed=text("maxtimeallowed"),
        time_limit_action=text("timelimitaction"),
        visible=said.visible,
    )


def _joined(href: str, parameters: str) -> str:
    """The rule of the book for the parameters of an item."""
    more = parameters.strip().lstrip("?&")
    if not more or (more.startswith("#") and "#" in href):
        return href
    if more.startswith("#"):
        return href + more
    path, mark, fragment = href.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{more}{mark}{fragment}"
