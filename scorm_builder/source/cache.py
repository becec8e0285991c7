"""The folder in which work is kept from one build to the next.

It may be deleted at any time, shared by builds that run at once, and missing altogether: then the
work is done again.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

FOLDER = "SCORM_BUILDER_CACHE"
"""The environment variable that names another folder than the user's own."""


def place(name: str) -> Path:
    """Where the file `name` is kept, whether it is there or not."""
    # Imported here: most builds keep nothing.
    from platformdirs import user_cache_path

    named = os.environ.get(FOLDER)
    return (Path(named) if named else user_cache_path("scorm-builder", appauthor=False)) / name


def keep(name: str, data: bytes) -> Path | None:
    """Keep `data` under `name`, whole or not at all; None where nothing can be written."""
    file = place(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=file.parent)
    except OSError:
        return None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).replace(file)
    except BaseException as problem:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(problem, OSError):
            return None
        raise
    return file
