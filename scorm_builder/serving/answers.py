"""A file → the answer to a request for it, or for a part of it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

_TYPES = {
    ".avif": "image/avif", ".css": "text/css", ".csv": "text/csv", ".gif": "image/gif",
    ".htm": "text/html", ".html": "text/html", ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".js": "text/javascript",
    ".json": "application/json", ".m4a": "audio/mp4", ".m4v": "video/mp4",
    ".mjs": "text/javascript", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".oga": "audio/ogg",
    ".ogg": "audio/ogg", ".ogv": "video/ogg", ".opus": "audio/ogg", ".otf": "font/otf",
    ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml", ".ttf": "font/ttf",
    ".txt": "text/plain", ".vtt": "text/vtt", ".wasm": "application/wasm", ".wav": "audio/wav",
    ".webm": "video/webm", ".webmanifest": "application/manifest+json", ".webp": "image/webp",
    ".woff": "font/woff", ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml", ".xml": "application/xml", ".xsd": "application/xml",
    ".zip": "application/zip",
}  # fmt: skip
"""Ours, so that a type does not hang on what is installed on a machine."""
_OTHER = "application/octet-stream"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def media_type(name: str) -> str:
    """The type of a file by its name. Text is UTF-8 unless it says something else itself."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), _OTHER)


def file_answer(request: Request, name: str, content: bytes | Path) -> Response:
    """A file, or the part of it that is asked for with `Range`."""
    kind = media_type(name)
    if isinstance(content, Path):
        return FileResponse(content, media_type=kind)
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    part = _part(found, len(content)) if found else None
    if part is None:
        return Response(content, media_type=kind, headers={"Accept-Ranges": "bytes"})
    if not part:
        headers = {"Content-Range": f"bytes */{len(content)}"}
        return Response(status_code=416, headers=headers)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {part.start}-{part.stop - 1}/{len(content)}",
    }
    return Response(content[part.start : part.stop], 206, headers, kind)


def _part(found: re.Match[str], length: int) -> range | None:
    """Which bytes a range means: empty when there are none, None when it says nothing."""
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        return range(max(0, length - int(last)), length)
    return range(int(first), min(int(last) + 1 if last else length, length))
