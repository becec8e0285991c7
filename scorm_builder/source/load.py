"""A folder → a `Course`, and everything in it that cannot be read."""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position, errors
from scorm_builder.messages import load_messages
from scorm_builder.source.course import COURSE_FILE, Course
from scorm_builder.source.custom import load_blocks
from scorm_builder.source.decode import decode
from scorm_builder.source.files import scan
from scorm_builder.source.model import Outline
from scorm_builder.source.page import Page, Site, compile_page
from scorm_builder.source.text import read_text
from scorm_builder.source.yaml12 import Document, read_yaml
from scorm_builder.templating import TemplateFault, Templates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from scorm_builder.source.files import Files

WORTH_A_PROCESS = 40
"""Pages. Below this, starting more processes costs more than it saves."""


def load(
    root: Path, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[Course | None, list[Diagnostic]]:
    """Read the course in the folder `root`. `progress` is told how many pages are done, of how many.

    Gives no course when its outline cannot be read; the findings are those of reading alone.
    """
    text = _outline_text(root)
    if isinstance(text, Diagnostic):
        return None, [text]
    document = read_yaml(text, COURSE_FILE)
    outline = decode(document, Outline)
    if outline is None or errors(document.diagnostics):
        return None, document.diagnostics
    files = scan(root)
    routes, findings = _routes(outline, document, files)
    messages, wording = load_messages(root, outline.lang, document.at("lang"))
    templates = Templates(files.root)
    blocks, custom = load_blocks(files)
    findings = [*document.diagnostics, *findings, *wording, *custom]
    if errors(wording + custom):
        return None, findings
    site = Site(files, routes, outline.lang, messages, templates, blocks)
    try:
        pages = _compile(site, progress)
    except TemplateFault as fault:
        return None, [*findings, fault.diagnostic]
    for page in pages.values():
        findings += page.diagnostics
    course = Course(files.root, outline, document, files, pages, messages, templates)
    return course, findings


def _outline_text(root: Path) -> str | Diagnostic:
    try:
        names = set(os.listdir(root))
    except OSError as problem:
        return rules.NO_COURSE.at(
            Position(COURSE_FILE), f"`{root}` is no folder that can be read: {problem.strerror}"
        )
    if COURSE_FILE not in names:
        near = sorted(name for name in names if name.lower() in (COURSE_FILE, "course.yml"))
        return rules.NO_COURSE.at(
            Position(COURSE_FILE),
            f"`{root}` holds no {COURSE_FILE}",
            f"rename `{near[0]}`" if near else "`scorm-builder new DIR` makes a course",
        )
    return read_text(root / COURSE_FILE, COURSE_FILE)


def _routes(
    outline: Outline, document: Document, files: Files
) -> tuple[dict[str, str], list[Diagnostic]]:
    """The route of each page: `/` for the intro, `/step-id` for a step."""
    named = [(("intro",), outline.intro, "/")] if outline.intro else []
    for t, topic in enumerate(outline.topics):
        for s, step in enumerate(topic.steps):
            named.append((("topics", t, "steps", s, "page"), step.page, f"/{step.id}"))
    routes: dict[str, str] = {}
    findings = []
    for where, path, route in named:
        at = document.at(*where)
        found = files.resolve(path, at)
        if isinstance(found, Diagnostic):
            findings.append(found)
        elif found in routes:
            findings.append(
                rules.SHARED_PAGE.at(
                    at, f"`{path}` is also the page of `{routes[found]}`", "give each its own page"
                )
            )
        else:
            routes[found] = route
    return routes, findings


def _compile(site: Site, progress: Callable[[int, int], None]) -> Mapping[str, Page]:
    """Compile all pages, side by side when there are many."""
    jobs = list(site.routes.items())
    processes = min(os.cpu_count() or 1, len(jobs) // (WORTH_A_PROCESS // 2))
    # Only Linux forks safely and fast: a started interpreter would load everything again.
    if processes < 2 or len(jobs) < WORTH_A_PROCESS or sys.platform != "linux":
        pages = {}
        for path, route in jobs:
            pages[path] = compile_page(site, path, route)
            progress(len(pages), len(jobs))
        return pages
    return _compile_side_by_side(site, jobs, processes, progress)


def _compile_side_by_side(
    site: Site,
    jobs: list[tuple[str, str]],
    processes: int,
    progress: Callable[[int, int], None],
) -> Mapping[str, Page]:
    global _site
    _site = site
    pages = {}
    size = max(8, min(32, len(jobs) // (processes * 4)))
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for page in pool.imap(_compile_one, jobs, chunksize=size):
            pages[page.path] = page
            progress(len(pages), len(jobs))
    return pages


_site: Site
"""The site of the processes that compile pages: it is inherited, since templates do not pickle."""


def _compile_one(job: tuple[str, str]) -> Page:
    return compile_page(_site, *job)
