"""What a build keeps for the next one: pages by all that they were made of.

A page that is compiled anew from the same things is the same page. What it was made of is: the files
that it names, whether there or not, with their names in the package and their routes; and what holds
for all pages. A page with findings may be made of more, since a hint compares a name with all others.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from scorm_builder.source.page import Page, Site

_SAME_MOMENT = 50_000_000
"""Nanoseconds in which a file may be written twice and keep its date."""


class KeptPages:
    """The pages of the last build. One is handed from build to build of the same folder."""

    def __init__(self) -> None:
        self._common: object = None
        self._pages: dict[tuple[str, str], tuple[dict[str, object], object, Page]] = {}
        self._marks: dict[str, object] = {}
        self._begun = 0

    def as_they_were(self, site: Site, jobs: Sequence[tuple[str, str]]) -> dict[str, Page]:
        """The pages, by path, that would become what they were in the last build."""
        self._begun = time.time_ns()
        self._marks = {}
        common = _common(site)
        if common != self._common:
            self._common, self._pages = common, {}
        found = {}
        for job in jobs:
            sources, names, page = self._pages.get(job, (None, None, None))
            if page and sources == self._made_of(site, page) and names == _names(site, page):
                found[page.path] = page
        return found

    def keep(self, site: Site, pages: Mapping[str, Page]) -> None:
        """Keep the pages of this build, but for those of a file that was changed meanwhile."""
        self._pages = {
            (page.path, page.route): (self._made_of(site, page), _names(site, page), page)
            for page in pages.values()
            if not self._changing(site.files.root, page.sources)
        }

    def _made_of(self, site: Site, page: Page) -> dict[str, object]:
        return {path: self._mark(site, path) for path in page.sources}

    def _mark(self, site: Site, path: str) -> object:
        """What tells whether a file, its name and its route are what they were."""
        if path not in self._marks:
            files = site.files
            plain = path in files.paths and path not in files.links
            where = "" if plain else os.path.realpath(files.root / path)
            names = (where, files.packed(path), site.routes.get(path))
            self._marks[path] = (*names, _mark(files.root / path))
        return self._marks[path]

    def _changing(self, root: Path, sources: Iterable[str]) -> bool:
        """Whether one of the files may have been written since this build began."""
        for path in sources:
            status = _status(root / path)
            if status and max(status.st_mtime_ns, status.st_ctime_ns) > self._begun - _SAME_MOMENT:
                return True
        return False


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except (OSError, ValueError):
        return None


def _mark(file: Path) -> object:
    """What tells whether a file is what it was. The second date changes also when the first is set
    back, and when somebody may no longer read the file."""
    status = _status(file)
    return status and (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def _names(site: Site, page: Page) -> object:
    """The names of all files, for pages that hang on them: a hint, and folders that are packed."""
    whole = page.diagnostics or page.made
    return (site.files.paths, site.files.links, dict(site.routes)) if whole else None


def _common(site: Site) -> tuple[Any, ...]:
    """What holds for all pages. The blocks of a course follow from its templates."""
    *own, _ = site.templates.folders
    templates = {file: _mark(file) for folder in own for file in folder.rglob("*")}
    embeds = tuple(site.embeds)
    return site.lang, site.words, site.tracking, site.glossary, embeds, templates
