"""The one style sheet and the one script of a package: the parts that a course uses, without comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rcssmin
import rjsmin

from scorm_builder import resources
from scorm_builder.templating import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

STYLE = "course.css"
SCRIPT = "course.js"


def style(course: Path, uses: Collection[str], design: str = "") -> bytes:
    """The style sheet for a course in the folder `course` whose pages use these blocks.

    The rules of `design` come last.
    """
    parts = [
        "css/course.css",
        "css/support.css",
        *(f"css/blocks/{name}.css" for name in sorted(uses)),
    ]
    ours = _joined(course, parts, "\n", rcssmin.cssmin)
    return "\n".join(filter(None, [ours, rcssmin.cssmin(design)])).encode()


def script(course: Path, adapter: str, uses: Collection[str]) -> bytes:
    """The script, with `adapter` for the platform.

    What stands on a page is made ready by the scripts of its blocks; `pages.js`, which comes last,
    starts everything.
    """
    blocks = [f"blocks/{name}.js" for name in sorted(uses)]
    names = [
        "state.js",
        adapter,
        "progress.js",
        "support.js",
        "completion.js",
        "blocks.js",
        *blocks,
        "pages.js",
    ]
    # Where one file ends without a semicolon the next could be read as its argument.
    return _joined(course, [f"runtime/{name}" for name in names], "\n;", rjsmin.jsmin).encode()


def _joined(course: Path, names: list[str], between: str, minify: Callable[[str], str]) -> str:
    """These templates, those of the course before ours, one after another; not all must exist."""
    places = [(course / FOLDER / name, resources.templates() / name) for name in names]
    files = [own if own.is_file() else ours for own, ours in places]
    return between.join(minify(f.read_text("utf-8")) for f in files if f.is_file())
