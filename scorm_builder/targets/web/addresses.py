"""Routes as files of a website: `#/step/heading` → `step.html#/step/heading`.

All pages lie beside each other. So every address is relative and the same on each of them, and the site
works in any folder, on hosts that leave out `.html`, and without a host.
"""

from __future__ import annotations

import hashlib
import html
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from scorm_builder.render import elsewhere
from scorm_builder.source.glossary import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scorm_builder.source.course import Course

THEME, DONE, MISSING = "/", "/-/done", "/-/missing"

_ADDRESS = re.compile(r'(?<=[\s"])(href|src|srcset|poster)="([^"]*)"')
"""Of a link or a file. In text a quotation mark is written as an entity, so that this is an attribute."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)
"""How an address begins that is not that of another file of the site."""


def addresses(course: Course) -> dict[str, str]:
    """The file of each page, by its route, in the order of the course.

    A page that is no step gives way to a step of its name, and a step to the theme page.
    """
    steps = [step.id for _, _, step in course.steps()]
    steps += [page.route.removeprefix("/") for page in elsewhere(course)]
    files = {THEME: "index.html"}
    files |= {f"/{id_}": f"{id_}_.html" if id_ == "index" else f"{id_}.html" for id_ in steps}
    others = [DONE, *([GLOSSARY] if course.outline.glossary else [])]
    for route in others:
        name = route.rpartition("/")[2]
        files[route] = f"{name}_.html" if name in steps else f"{name}.html"
    return files


def told(course: Course, pages: Mapping[str, str]) -> dict[str, str]:
    """The files that the runtime must be told of: the one of a step is `step.html`."""
    steps = {f"/{step.id}" for _, _, step in course.steps()}
    return {
        route: name
        for route, name in pages.items()
        if route not in steps or route != f"/{name.removesuffix('.html')}"
    }


def hashed(
    files: Mapping[str, bytes | Path], names: tuple[str, ...]
) -> tuple[dict[str, bytes | Path], dict[str, str]]:
    """The files, some under a name that tells their content, and their new names by the old ones.

    So no page can come to a script or a style of another version, whatever a cache still has.
    """
    renamed = {}
    for name in names:
        content = files[name]
        assert isinstance(content, bytes)
        path = PurePosixPath(name)
        digest = hashlib.sha256(content).hexdigest()[:10]
        renamed[name] = f"{path.stem}-{digest}{path.suffix}"
    return {renamed.get(name, name): content for name, content in files.items()}, renamed


def linked(text: str, pages: Mapping[str, str], own: str, renamed: Mapping[str, str]) -> str:
    """A page, shown at `own`, whose links lead to the files of other pages, and to renamed files."""

    def address(found: re.Match[str]) -> str:
        name, value = found.groups()
        return f'{name}="{_linked(value, pages, own, renamed)}"'

    return _ADDRESS.sub(address, text)


def _linked(value: str, pages: Mapping[str, str], own: str, renamed: Mapping[str, str]) -> str:
    if not value.startswith("#/"):
        return renamed.get(value, value)
    route = value[1:]
    page = _page(route, pages)
    if page == own:
        return value
    return pages[page] if page == route else f"{pages[page]}{value}"


def _page(route: str, pages: Mapping[str, str]) -> str:
    """The page that a route belongs to, which may be that of something on it."""
    parts = route.split("/")
    above = ["/".join(parts[:end]) for end in range(len(parts), 1, -1)]
    return next((one for one in above if one in pages), THEME)


def in_full(text: str, root: str) -> str:
    """A page whose addresses are whole ones, of a site at `root`."""

    def address(found: re.Match[str]) -> str:
        name, value = found.groups()
        return found[0] if _ELSEWHERE.match(value) else f'{name}="{root}{value}"'

    return _ADDRESS.sub(address, text)


def page_of(text: str) -> Iterator[str]:
    """The files of the site that a page leads to or shows."""
    for name, value in _ADDRESS.findall(text):
        listed = value.split(", ") if name == "srcset" else [value]
        for one in listed:
            address = html.unescape(one.split(" ")[0].partition("#")[0])
            if not _ELSEWHERE.match(address):
                yield address
