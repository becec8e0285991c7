"""What our runtime knows of a course, read back from its launch page; nothing of anyone else's."""

from __future__ import annotations

import json
import re
from typing import Any

_DATA = re.compile(rb'<script type="application/json" id="course">(.*?)</script>', re.DOTALL)


def course_data(page: bytes) -> dict[str, Any] | None:
    """`id`, `lang`, `topics` with `steps`, `score` and more, see `render.py`; None for a page that
    another program made."""
    found = _DATA.search(page)
    try:
        data = json.loads(found[1]) if found else None
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and {"id", "topics", "release"} <= set(data) else None
