"""What is in each page of a website, and what its head says to browsers, search engines and those who
share it (Open Graph)."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from scorm_builder.render import Document
from scorm_builder.source.glossary import GLOSSARY
from scorm_builder.targets.web.addresses import DONE, MISSING, THEME, addresses, told
from scorm_builder.targets.web.around import MANIFEST
from scorm_builder.targets.web.icons import LARGE, SMALL

if TYPE_CHECKING:
    from typing import Any

    from scorm_builder.render import CourseView, StepView
    from scorm_builder.source.course import Course
    from scorm_builder.units import Unit

MISSING_FILE = "404.html"
_LONG = 160
"""Characters of a description that search engines show."""
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def documents(unit: Unit, view: CourseView) -> dict[str, Document]:
    """A file for each page, and one for an address that leads nowhere."""
    course = unit.course
    files = {**addresses(course), MISSING: MISSING_FILE}
    data = {"files": told(course, files)}
    steps = {step.route: step for topic in view.topics for step in topic.steps}
    found = {}
    for route, name in files.items():
        step = steps.get(route)
        title = _title(course, view, step, route)
        description = _description(step) if step else ""
        found[name] = Document(
            title=title,
            description=description or view.description,
            theme=route == THEME,
            steps=[step] if step else [],
            completion=route == DONE,
            glossary=route == GLOSSARY,
            missing=route == MISSING,
            elsewhere=[page for page in view.elsewhere if page.route == route],
            platform=False,
            metas=_metas(course, title, description or view.description, route, name),
            links=_links(course, route, name),
            data=data,
        )
    return found


def _title(course: Course, view: CourseView, step: StepView | None, route: str) -> str:
    """As the runtime calls the page."""
    words = {DONE: "done.title", GLOSSARY: "glossary", MISSING: "web.missing"}
    if step:
        return f"{step.title} – {view.title}"
    if route in words:
        return f"{course.messages(words[route])} – {view.title}"
    return f"{view.title} – {view.label}"


def _description(step: StepView) -> str:
    """The beginning of the first paragraph of a step, or the summary of its topic."""
    for found in _PARAGRAPH.finditer(step.html):
        text = " ".join(html.unescape(_TAG.sub("", found[1])).split())
        if text:
            return _cut(text)
    return step.topic.summary


def _cut(text: str) -> str:
    """A text that is not too long, ended at a word where there are any."""
    if len(text) <= _LONG:
        return text
    short = text[: _LONG - 1]
    return f"{short.rpartition(' ')[0] or short} …"


def _metas(
    course: Course, title: str, description: str, route: str, name: str
) -> list[dict[str, str]]:
    outline = course.outline
    url = address_of(outline.web.url, "" if route == THEME else name)
    said = {
        "og:type": "website" if route == THEME else "article",
        "og:site_name": outline.title,
        "og:title": title,
        "og:description": description,
        "og:locale": outline.lang.replace("-", "_"),
        **({"og:url": url, **_picture(course)} if url else {}),
    }
    metas = [{"property": key, "content": text} for key, text in said.items() if text]
    if not outline.web.index or route in (DONE, MISSING):
        metas.append({"name": "robots", "content": "noindex"})
    return metas


def _picture(course: Course) -> dict[str, str]:
    """The cover; without one the sign of the site."""
    cover = course.design.cover
    card = {"twitter:card": "summary_large_image" if cover else "summary"}
    if not cover:
        return {"og:image": address_of(course.outline.web.url, LARGE), **card}
    return {
        "og:image": address_of(course.outline.web.url, cover.url),
        "og:image:width": str(cover.width),
        "og:image:height": str(cover.height),
        "og:image:alt": cover.alt,
        **card,
    }


def _links(course: Course, route: str, name: str) -> list[dict[str, str]]:
    url = address_of(course.outline.web.url, "" if route == THEME else name)
    links: list[dict[str, Any]] = [
        {"rel": "icon", "type": "image/png", "href": SMALL},
        {"rel": "apple-touch-icon", "href": SMALL},
        {"rel": "manifest", "href": MANIFEST},
    ]
    if url and route != MISSING:
        links.insert(0, {"rel": "canonical", "href": url})
    return links


def address_of(root: str, name: str) -> str:
    """The whole address of a file of the site at `root`; empty where that is not known."""
    return f"{root.rstrip('/')}/{name}" if root else ""
