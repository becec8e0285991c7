"""The service worker: which files it keeps, each known by the hash of its content."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scorm_builder.package import length
from scorm_builder.targets.web.around import ROBOTS, SITEMAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.source.course import Course

NAME = "service-worker.js"
_NEVER = (SITEMAP, ROBOTS)
_LATER = frozenset(
    ".docx .flac .m4a .m4v .mov .mp3 .mp4 .odt .ogg .ogv .opus .pdf .pptx .wav .webm .xlsx .zip".split()
)
"""What a page can be read without: it is fetched when all else is there."""
_HUGE = 100 * 1024 * 1024
"""What is larger stays on the server: a browser holds a file as a whole to see that it is the right one."""


def worker(course: Course, files: Mapping[str, bytes | Path]) -> bytes:
    """The worker for these files."""
    kept = {
        name: _hash(content) for name, content in sorted(files.items()) if _is_kept(name, content)
    }
    later = {name for name in kept if PurePosixPath(name).suffix in _LATER}
    tables = {
        "FILES": {name: digest for name, digest in kept.items() if name not in later},
        "MEDIA": {name: kept[name] for name in sorted(later)},
        "CACHE": f"scorm-builder:{course.outline.id}",
    }
    lines = [f"const {name} = {json.dumps(value, indent=1)};" for name, value in tables.items()]
    return "\n".join([*lines, _script(course)]).encode()


def _script(course: Course) -> str:
    places = (folder / "short" / NAME for folder in course.templates.folders)
    return next(place for place in places if place.is_file()).read_text("utf-8")


def _is_kept(name: str, content: bytes | Path) -> bool:
    return name not in _NEVER and length(content) <= _HUGE


def _hash(content: bytes | Path) -> str:
    """SHA-256 in base64, as browsers compare it (Subresource Integrity)."""
    if isinstance(content, bytes):
        digest = hashlib.sha256(content)
    else:
        with content.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
    return base64.b64encode(digest.digest()).decode()
