"""A website: one file for each page, beside each other, which any server of files can hand out.

Progress is kept in the browser; a service worker keeps the whole site on the device.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import escape

from scorm_builder import bundle
from scorm_builder.package import Package
from scorm_builder.targets.web import around, heads, icons, offline
from scorm_builder.targets.web.addresses import (
    MISSING,
    addresses,
    hashed,
    in_full,
    linked,
    page_of,
)
from scorm_builder.units import whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.source.course import Course

NAME = "web"
TITLE = "Website"
ADAPTER = ("files.js", "offline.js", "browser.js")
STATE_LIMIT = 1_000_000
"""Characters that are a small part of what a browser keeps for a site, which is 5 MB at least."""
READER = "whoever puts the website online"
KEEPER = "the website"
REPORTS = False

_WORDS = {"device": "web.device", "reflection.platform": "reflection.device"}
"""Messages that speak of a platform, and those in their place. Pages are compiled with them for all targets."""
_SCRIPT = re.compile(r'<script[^>]* src="[^"]*"></script>\n?')


def check(_course: Course) -> list[Diagnostic]:
    """A website asks nothing of an author that not every target asks."""
    return []


units = whole
documents = heads.documents


def package(course: Course, files: Mapping[str, bytes | Path]) -> Package:
    """The rendered files under names of a website, with what stands around its pages."""
    pages = addresses(course)
    files, renamed = hashed(files, (bundle.STYLE, bundle.SCRIPT))
    made: dict[str, bytes | Path] = {**files, **icons.made(course, files)}
    for route, name in {**pages, MISSING: heads.MISSING_FILE}.items():
        text = _reworded(_text(files[name]), course)
        made[name] = linked(text, pages, route, renamed).encode()
    made[heads.MISSING_FILE] = _reached_from_anywhere(
        _text(made[heads.MISSING_FILE]), course.outline.web.url
    )
    made |= around.files(course, pages)
    made[offline.NAME] = offline.worker(course, made)
    return Package(f"{course.outline.id}-{course.outline.version}-{NAME}", pages["/"], made)


def _text(content: bytes | Path) -> str:
    assert isinstance(content, bytes)
    return content.decode()


def _reworded(text: str, course: Course) -> str:
    """A page that says nothing of a platform."""
    for key, other in _WORDS.items():
        text = text.replace(str(escape(course.messages(key))), str(escape(course.messages(other))))
    return text


def _reached_from_anywhere(text: str, url: str) -> bytes:
    """The page for an address that leads nowhere: hosts show it at any depth, so that what it needs has
    its whole address; the runtime has nothing to do on it."""
    text = _SCRIPT.sub("", text)
    return (in_full(text, f"{url.rstrip('/')}/") if url else text).encode()


def verify(package: Package) -> None:
    """Every link of a page to another file or page leads to one that is there."""
    for name, content in package.files.items():
        if name.endswith(".html") and "/" not in name and isinstance(content, bytes):
            for address in page_of(content.decode()):
                assert address in package.files, f"{name} leads to {address}"


def worst_state(course: Course) -> int:
    """The most characters that a learner's state can have."""
    return max(unit.worst_state for unit in whole(course))


def advice(course: Course) -> list[str]:
    """What a host should do with the files."""
    url = course.outline.web.url
    return [
        "Put the files in a folder of their own, over those of the last version; progress is kept.",
        *_address(url),
        "Serve it over https: without it browsers keep nothing for use without a network.",
    ]


def _address(url: str) -> list[str]:
    if not url:
        return [
            "Without `web: url:` in course.yaml there is no sitemap, and a shared link has no picture."
        ]
    folder = urlsplit(url).path.strip("/")
    robots = (
        ""
        if not folder
        else f" Name {url.rstrip('/')}/{around.SITEMAP} in the robots.txt of the domain."
    )
    return [f"It is made for {url}.{robots}"]
