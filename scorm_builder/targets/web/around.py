"""What stands around the pages of a website: the sitemap, what robots are told, the web manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from scorm_builder.messages import direction
from scorm_builder.targets.web.addresses import DONE, THEME
from scorm_builder.targets.web.icons import icons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.source.course import Course

SITEMAP, ROBOTS, MANIFEST = "sitemap.xml", "robots.txt", "course.webmanifest"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(course: Course, pages: Mapping[str, str]) -> dict[str, bytes]:
    """These files by name. What needs the address of the site is left out when it is not known."""
    made = {MANIFEST: _manifest(course)}
    web = course.outline.web
    if web.url and web.index:
        root = f"{web.url.rstrip('/')}/"
        made[SITEMAP] = _sitemap(root, pages)
        if urlsplit(root).path == "/":  # robots look for it nowhere else
            made[ROBOTS] = f"User-agent: *\nAllow: /\n\nSitemap: {root}{SITEMAP}\n".encode()
    return made


def _sitemap(root: str, pages: Mapping[str, str]) -> bytes:
    """The pages that a search engine should know (sitemaps.org, version 0.9), without dates, which would
    make other bytes of the same course."""
    tree = etree.Element(f"{{{_SITEMAPS}}}urlset", nsmap={None: _SITEMAPS})  # type: ignore[dict-item]
    for route, name in pages.items():
        if route != DONE:
            place = etree.SubElement(
                etree.SubElement(tree, f"{{{_SITEMAPS}}}url"), f"{{{_SITEMAPS}}}loc"
            )
            place.text = root + ("" if route == THEME else name)
    etree.indent(tree)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8") + b"\n"


def _manifest(course: Course) -> bytes:
    """How the site looks when it is installed (W3C Web Application Manifest). A manifest has one colour
    for light and dark; the pages have both."""
    outline = course.outline
    paper = str(course.design.palette.light.paper)
    data = {
        "name": outline.title,
        "short_name": outline.title,
        "description": outline.description,
        "lang": outline.lang,
        "dir": direction(outline.lang),
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": icons(course.design),
    }
    shown = {key: value for key, value in data.items() if value}
    return (json.dumps(shown, ensure_ascii=False, indent=2) + "\n").encode()
