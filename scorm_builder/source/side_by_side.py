"""Compile many pages on all processors.

The interpreter is forked, since templates and parsers do not travel to another one. Only Linux
forks fast and safely; elsewhere, and for little work, one process does it all.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from scorm_builder.diagnostics import Fault
from scorm_builder.source.compiler import compile_page, compile_quiz
from scorm_builder.source.questions.views import is_quiz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scorm_builder.source.kept_pages import KeptPages
    from scorm_builder.source.page import Page, Site

_WORTH_A_PROCESS = 40
"""Pages. For fewer, a process costs more than it saves."""
_HEAVY = 500_000
"""Bytes of a picture of which sizes take a second to make."""
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")

Job = tuple[str, str]
"""The path of a page or a quiz, and its route."""


def compile_pages(
    site: Site, jobs: Sequence[Job], progress: Callable[[int, int], None], kept: KeptPages | None
) -> dict[str, Page]:
    """The pages by path, in the order of `jobs`. `progress` is told how many are done, of how many.

    Those that are `kept` of an earlier build, and would become the same, are not compiled again.
    Raises `Fault` when a template of the course is at fault.
    """
    pages = kept.as_they_were(site, jobs) if kept else {}
    left = [job for job in jobs if job[0] not in pages]
    pages |= {page.path: page for page in _compile_all(site, left, progress)}
    if kept:
        kept.keep(site, pages)
    return {path: pages[path] for path, _ in jobs}


def _compile_all(
    site: Site, jobs: Sequence[Job], progress: Callable[[int, int], None]
) -> list[Page]:
    shares = 1
    # The child of a process with threads has none of them, but may wait for what one of them holds.
    if sys.platform == "linux" and threading.active_count() == 1:
        worth = len(jobs) // _WORTH_A_PROCESS + _heavy_pictures(site)
        shares = max(1, min(len(os.sched_getaffinity(0)), len(jobs), worth))
    pipes = [_start(site, jobs[share::shares]) for share in range(1, shares)]
    pages = []
    for page in _compile(site, jobs[::shares]):
        pages.append(page)
        progress(min(len(pages) * shares, len(jobs)), len(jobs))
    for process, pipe in pipes:
        pages += _finish(process, pipe)
    return pages


def _heavy_pictures(site: Site) -> int:
    """How many pictures are each worth a process, for the sizes that may have to be made of them."""
    pictures = (path for path in site.files.paths if path.lower().endswith(_PICTURES))
    return sum((site.files.root / path).stat().st_size >= _HEAVY for path in pictures)


def _compile(site: Site, jobs: Sequence[Job]) -> Iterator[Page]:
    for path, route in jobs:
        seen = {path}
        noting = replace(site, files=site.files.noting(seen))
        page = (compile_quiz if is_quiz(route) else compile_page)(noting, path, route)
        page.sources = seen
        yield page


def _start(site: Site, jobs: Sequence[Job]) -> tuple[int, int]:
    """A process that compiles `jobs` and writes them to a pipe: its number, and the pipe."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    # In the child. It must leave by _exit: what the parent wants to do at exit is not its own.
    code = 1
    try:
        os.close(reading)
        try:
            outcome: object = list(_compile(site, jobs))
        except Fault as fault:
            outcome = fault.diagnostic
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(outcome, pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    except (KeyboardInterrupt, BrokenPipeError):
        pass  # the parent is interrupted too, and says so; or it has found a fault, and is gone
    except BaseException:  # noqa: BLE001 - shown here, since the parent only sees that it ended
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


def _finish(process: int, pipe: int) -> list[Page]:
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(process, 0)
    if status:
        raise RuntimeError("a process that compiled pages ended early")
    outcome = pickle.loads(data)  # noqa: S301 - written by our own child
    if isinstance(outcome, list):
        return outcome
    raise Fault(outcome)
