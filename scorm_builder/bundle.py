"""The one style sheet and the one script of a package: the parts that a course uses, without comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import rcssmin

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

STYLE = "course.css"
SCRIPT = "course.js"


_STRICT = '"use strict";'
"""How each of our scripts begins; one is enough for all that stand behind it."""


_QUOTED = re.compile(r"='([a-z][a-z-]*)'\]")
"""The value of an attribute in a selector, which needs no quotes when it is a word."""


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
    found = [_first(folders, [name]) for name in parts]
    texts = [*(file.read_text("utf-8") for file in found if file), design]
    return _QUOTED.sub(r"=\1]", "".join(rcssmin.cssmin(text) for text in texts)).encode()


def script(folders: Sequence[Path], adapter: Sequence[str], uses: Collection[str]) -> bytes:
    """The script, with the files of the `adapter` for the platform.

    What stands on a page is made ready by the scripts of its blocks; `pages.js`, which comes last,
    starts everything. What the platform is told of questions is a part of the adapter, and stands
    beside each of its files.
    """
    results = [name.replace(".js", "-results.js") for name in adapter]
    blocks = [f"blocks/{name}.js" for name in sorted(uses)]
    names = [
        "elements.js",
        "state.js",
        *(["score.js"] if "quiz" in uses else []),
        *adapter[:-1],
        *(results if "question" in uses else []),
        adapter[-1],
        "progress.js",
        "support.js",
        "completion.js",
        "blocks.js",
        "menu.js",
        *blocks,
        "pages.js",
    ]
    # Ours have their local names shortened: `npm run shorten` makes `short` of `runtime`.
    found = [_first(folders, [f"short/{name}", f"runtime/{name}"]) for name in names]
    texts = [file.read_text("utf-8").strip().removeprefix(_STRICT) for file in found if file]
    # Where one file ends without a semicolon the next could be read as its argument.
    return (_STRICT + "\n;".join(texts)).encode()


def _first(folders: Sequence[Path], names: Sequence[str]) -> Path | None:
    """The file of one of these names in the first folder that has one."""
    places = (folder / name for folder in folders for name in names)
    return next((place for place in places if place.is_file()), None)
