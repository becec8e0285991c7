"""What an author looks at: the last good version of a course, and what is wrong with the present one."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from scorm_builder import resources
from scorm_builder.lms import PROFILES
from scorm_builder.messages import language_name
from scorm_builder.package import read_all, size
from scorm_builder.preview.findings import finding_views
from scorm_builder.serving import LEARNERS, Site
from scorm_builder.serving.answers import file_answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from starlette.requests import Request

    from scorm_builder.diagnostics import Diagnostic
    from scorm_builder.package import Package
    from scorm_builder.serving import Playable

PAGE = Path(__file__).resolve().parent / "page"
_MAIN = re.compile(rb"<main.*</main>", re.DOTALL)
_RUNTIME = {one: one for one in ("state.js", "score.js")} | {"writing.js": "blocks/writing.js"}
"""Scripts of our runtime that the page reads and writes a learner's state with, by their names here."""


@dataclass(frozen=True)
class Version:
    """What came of a build: what can be played, or nothing, and what was found; in so many seconds.

    `root` is what the places of the findings begin with.
    """

    playable: Playable | None
    diagnostics: Sequence[Diagnostic]
    root: Path
    seconds: float = 0


@dataclass
class Desk:
    """The page of a preview, and what it is told.

    `show` may be called from any thread; all else is done by that of the server.
    """

    site: Site
    platform: bool = True
    """Whether the course is in the simulated platform: else it is a website, and the browser keeps progress."""
    languages: Sequence[str] = ()
    """In which the course can be shown, beside its own."""
    speak: Callable[[str], None] | None = None
    """Shows it in one of them, or with "" in its own; None where it cannot be."""
    state: dict[str, Any] = field(default_factory=dict)
    _number: int = 0
    _queues: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = field(
        default_factory=dict
    )

    def show(self, version: Version) -> None:
        """Show a version. One that cannot be played leaves the last good one where it is."""
        self._number += 1
        if version.playable:
            self.site.playable = version.playable
        now = clock()
        self.state = {
            **self.state,
            "number": self._number,
            "good": version.playable is not None,
            "at": now,
            "ms": round(version.seconds * 1000),
            "findings": finding_views(version.diagnostics, version.root),
            **(_about(version.playable, now) if version.playable else {}),
        }
        self._publish(json.dumps(self.state))

    def end(self) -> None:
        """Tell all pages that there is nothing more to come."""
        self._publish(None)

    def _publish(self, told: str | None) -> None:
        for queue, loop in list(self._queues.items()):
            loop.call_soon_threadsafe(queue.put_nowait, told)

    def routes(self) -> list[Route]:
        """The addresses of the page, beside those of the site."""
        return [
            Route("/", self.page),
            Route("/events", self.events),
            Route("/about.json", self.about),
            Route("/pages.html", self.pages),
            Route("/language", self.language, methods=["PUT"]),
            Route("/preview/{name}", self.page_file),
        ]

    async def page(self, request: Request) -> Response:
        """The page itself."""
        return file_answer(request, "preview.html", PAGE / "preview.html")

    async def page_file(self, request: Request) -> Response:
        """What the page consists of."""
        name = request.path_params["name"]
        ours = _RUNTIME.get(name)
        file = resources.templates() / "runtime" / ours if ours else PAGE / name
        if not file.is_file():
            raise HTTPException(404)
        return file_answer(request, name, file)

    async def about(self, _request: Request) -> Response:
        """What does not change while the page is open. `platform` is null where the course is in none."""
        languages = [{"lang": one, "name": language_name(one)} for one in self.languages]
        return JSONResponse(
            {"platform": self._platform() if self.platform else None, "languages": languages}
        )

    def _platform(self) -> dict[str, Any]:
        """Who may be a learner, and where."""
        names = dict.fromkeys([*PROFILES, *self.site.profiles])
        named = [self.site.named(name) for name in names]
        profiles = [
            {
                "name": one.name,
                "title": one.title,
                "about": one.profile.about,
                "sources": one.profile.sources,
            }
            for one in named
        ]
        learners = [{"id": one.id, "name": one.name} for one in LEARNERS]
        return {"profile": self.site.profile, "profiles": profiles, "learners": learners}

    async def pages(self, _request: Request) -> Response:
        """What all pages of a website show, as one document: each of them knows of itself alone."""
        return HTMLResponse(b"\n".join(_mains(self.site.playable.package)))

    async def language(self, request: Request) -> Response:
        """The course is to be shown in another language."""
        lang = (await request.body()).decode("utf-8", "replace")
        if self.speak is None or lang not in ("", *self.languages):
            raise HTTPException(400, "the course cannot be shown in this language")
        self.state = {**self.state, "language": lang}
        await run_in_threadpool(self.speak, lang)
        return Response(status_code=204)

    async def events(self, _request: Request) -> Response:
        """The present state at once, then each that comes: server-sent events."""
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues[queue] = asyncio.get_running_loop()
        try:
            told: str | None = json.dumps(self.state)
            while told is not None:
                yield f"data: {told}\n\n"
                told = await queue.get()
        finally:
            del self._queues[queue]


def _pages(package: Package) -> list[str]:
    """The names of the pages of a website, which lie beside each other."""
    return [name for name in package.files if name.endswith(".html") and "/" not in name]


def _mains(package: Package) -> Iterator[bytes]:
    for name in _pages(package):
        found = _MAIN.search(read_all(package.files[name]))
        if found:
            yield found[0]


def clock() -> str:
    """The time of day, where this runs."""
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _told(course: dict[str, Any]) -> dict[str, Any]:
    """What the page needs to know of a course: not its words."""
    return {name: value for name, value in course.items() if name != "messages"}


def _about(playable: Playable, at: str) -> dict[str, Any]:
    """What the page says of a version that can be played."""
    package = playable.package
    return {
        "goodAt": at,
        "title": playable.manifest.title or package.name,
        "package": package.name,
        "files": len(package.files),
        "bytes": size(package),
        "pages": _pages(package),
        "courses": {document: _told(course) for document, course in playable.courses.items()},
    }
