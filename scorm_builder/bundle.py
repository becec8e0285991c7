"""The one style sheet and the one script of a package: the parts that a course uses, without comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rcssmin
import rjsmin

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

STYLE = "course.css"
SCRIPT = "course.js"


def style(folders: Sequence[Path], uses: Collection[str], design: str = "") -> bytes:
    """The style sheet for a course whose templates lie in `folders` and whose pages use these blocks.

    The rules of `design` come last.
    """
    parts = [
        "css/course.css",
        "css/support.css",
        "css/menu.css",
        *(f"css/blocks/{name}.css" for name in sorted(uses)),
    ]
    ours = _joined(folders, parts, "\n", rcssmin.cssmin)
    return "\n".join(filter(None, [ours, rcssmin.cssmin(design)])).encode()


def script(folders: Sequence[Path], adapter: str, uses: Collection[str]) -> bytes:
    """The script, with `adapter` for the platform.

    What stands on a page is made ready by the scripts of its blocks; `pages.js`, which comes last,
    starts everything.
    """
    blocks = [f"blocks/{name}.js" for name in sorted(uses)]
    names = [
        "state.js",
        adapter,
        "progress.js",
        "elements.js",
        "support.js",
        "completion.js",
        "blocks.js",
        "menu.js",
        *blocks,
        "pages.js",
    ]
    # Where one file ends without a semicolon the next could be read as its argument.
    return _joined(folders, [f"runtime/{name}" for name in names], "\n;", rjsmin.jsmin).encode()


def _joined(
    folders: Sequence[Path], names: list[str], between: str, minify: Callable[[str], str]
) -> str:
    """These templates one after another, each from the first folder that has it; not all must exist."""
    places = [[folder / name for folder in folders if (folder / name).is_file()] for name in names]
    return between.join(minify(found[0].read_text("utf-8")) for found in places if found)
