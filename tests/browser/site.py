"""A web site on loopback: packages under a strict policy, and an LMS that plays them."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lxml import etree

from scorm_builder import resources
from scorm_builder.lms import (
    Manifest,
    Named,
    Record,
    built_in,
    empty_record,
    launch_values,
    profile,
    read_manifest,
    stored,
)
from scorm_builder.manifest import MANIFEST

from .scorm12 import SCORM_12, Call, Standard

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent

POLICY = "default-src 'self'"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".xml": "application/xml",
    ".xsd": "application/xml",
    ".webmanifest": "application/manifest+json",
}
LMS_FILES = {
    "/lms.html": HERE / "lms.html",
    "/lms.css": HERE / "lms.css",
    "/lms.js": HERE / "lms.js",
    "/play.js": HERE / "play.js",
    "/scorm12.js": REPOSITORY / "node_modules/scorm-again/dist/scorm12.min.js",
    "/scorm2004.js": REPOSITORY / "node_modules/scorm-again/dist/scorm2004.min.js",
    "/strict-lms.js": REPOSITORY / "tests/runtime/strict-lms.js",
}


@dataclass
class Lms:
    """What an LMS knows of one learner in one package: only what was committed."""

    number: int
    package: Path
    kind: str = "again"
    document: str = "index.html"
    standard: Standard = SCORM_12
    modes: tuple[str, ...] = ()
    player: str = "frame"
    cmi: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    """Values that the LMS hands out whatever is stored, such as a lesson mode."""
    calls: list[Call] = field(default_factory=list)
    launches: int = 0
    finishes: int = 0
    commits: int = 0
    lowered: int = 0
    """How often a final status was taken back."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def launch(self) -> dict[str, Any]:
        """The page is opened: what the API starts with."""
        self.launches += 1
        entry = "ab-initio" if self.launches == 1 else "resume"
        known = self.standard
        if self.launches > 1 and self.cmi.get(f"{known.core}exit") != "suspend":
            entry = ""
            if known is not SCORM_12:
                self.cmi.clear()  # another attempt
        start = {
            f"{known.person}id": "learner-1",
            f"{known.person}name": "Wit, Noor de",
            f"{known.core}credit": "credit",
            f"{known.lesson}mode": "normal",
            known.status: "not attempted",
            f"{known.core}entry": entry,
            **self.asked(),
        }
        written = (f"{known.core}exit", f"{known.core}session_time", "adl.nav.request")
        kept = {
            name: value
            for name, value in self.cmi.items()
            if name == known.status or name not in (*start, *written)
        }
        return {
            "kind": self.kind,
            "standard": known.name,
            "modes": self.modes,
            "profile": built_in("strict").data(known.name),
            "launch": self.launches,
            "cmi": {**start, **kept, **self.given},
            "player": self.player,
            "course": f"/package/{self.number}/{self.document}",
        }

    def asked(self) -> dict[str, str]:
        """What the manifest asks a platform of SCORM 2004 to judge by."""
        if self.standard is SCORM_12:
            return {}
        root = etree.parse(self.package / "imsmanifest.xml").getroot()
        (resource,) = root.findall(f".//{{*}}resource[@href='{self.document}']")
        (item,) = root.findall(f".//{{*}}item[@identifierref='{resource.get('identifier')}']")
        threshold, mark = (
            item.find(f".//{{*}}{name}") for name in ("completionThreshold", "minNormalizedMeasure")
        )
        assert threshold is not None
        share = threshold.get("minProgressMeasure") or threshold.text or ""
        passing = {} if mark is None else {"cmi.scaled_passing_score": mark.text or ""}
        return {"cmi.completion_threshold": share, **passing}

    def receive(self, message: dict[str, Any]) -> None:
        with self.changed:
            now = message["values"].get(self.standard.status)
            final = self.standard.final
            self.lowered += self.status in final and now is not None and now not in final
            self.cmi.update(message["values"])
            self.calls.extend(Call(*call) for call in message["calls"])
            self.commits += message["event"] == f"{self.standard.prefix}Commit"
            self.finishes += message["event"] == f"{self.standard.prefix}{self.standard.end}"
            self.changed.notify_all()

    def until(self, condition: Callable[[Lms], object], seconds: float = 15) -> None:
        """Wait for what a page tells while it goes away."""
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), seconds), self.cmi

    def objectives(self) -> dict[str, str]:
        """The status of each objective by id."""
        found = {}
        for name, value in self.cmi.items():
            if name.startswith("cmi.objectives.") and name.endswith(".id"):
                assert value not in found, f"two objectives are called {value}"
                found[value] = self.cmi[name.removesuffix("id") + self.standard.objective]
        return found

    @property
    def status(self) -> str:
        return self.cmi.get(self.standard.status, "")

    @property
    def state(self) -> str:
        return self.cmi["cmi.suspend_data"]


@dataclass
class Play:
    """A learner in a package, in the simulated LMS of a profile."""

    number: int
    package: Path
    profile: str = "strict"
    values: dict[str, str] = field(default_factory=dict)
    record: Record = field(default_factory=empty_record)
    messages: list[dict[str, Any]] = field(default_factory=list)
    answer: int = 204
    """The status of the answer to what is to be stored."""

    def launch(self) -> dict[str, Any]:
        named = profile(self.profile)
        assert isinstance(named, Named), named
        manifest = read_manifest((self.package / MANIFEST).read_bytes())
        assert isinstance(manifest, Manifest), manifest
        base = f"../../play-package/{self.number}/"
        return launch_values(named, manifest, self.record, base, values=self.values)

    def receive(self, message: dict[str, Any]) -> int:
        if self.answer < 300:
            self.record = stored(self.record, message)
            self.messages.append(message)
        return self.answer


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/session/"):
            body = json.dumps(self.server.session(path).launch()).encode()
            self.send(200, body, ".json")
        elif path.startswith("/play/") and path.endswith("/launch.json"):
            self.send(200, json.dumps(self.server.played(path).launch()).encode(), ".json")
        elif path == "/favicon.ico":
            self.send(204, b"", ".png")
        else:
            self.send_file(self.server.find(path))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/play/"):
            self.send(self.server.played(self.path).receive(json.loads(body)), b"", ".json")
            return
        self.server.session(self.path).receive(json.loads(body))
        self.send(204, b"", ".json")

    def send_file(self, file: Path | None) -> None:
        if file is None or not file.is_file():
            self.send(404, b"", ".html")
            return
        body = file.read_bytes()
        span = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not span:
            self.send(200, body, file.suffix)
            return
        start, end = int(span[1]), min(int(span[2] or len(body)), len(body) - 1)
        more = {"Content-Range": f"bytes {start}-{end}/{len(body)}"}
        self.send(206, body[start : end + 1], file.suffix, more)

    def send(self, code: int, body: bytes, suffix: str, more: dict[str, str] | None = None) -> None:
        self.send_response(code)
        headers = {
            "Content-Security-Policy": POLICY,
            "Content-Type": TYPES.get(suffix, "application/octet-stream"),
            "X-Content-Type-Options": "nosniff",
            "Accept-Ranges": "bytes",
            "Cache-Control": "no-store",
            **({} if code == 204 else {"Content-Length": str(len(body))}),
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        try:
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True  # a browser stops a film when it has enough

    def log_message(self, *_: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """A server in a thread of its own; every test adds an `Lms` of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.all: list[Lms] = []
        self.plays: list[Play] = []
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,))
        self.thread.start()

    def lms(self, package: Path, **more: Any) -> Lms:
        lms = Lms(len(self.all), package, **more)
        self.all.append(lms)
        return lms

    def play(self, package: Path, **more: Any) -> Play:
        play = Play(len(self.plays), package, **more)
        self.plays.append(play)
        return play

    def played(self, path: str) -> Play:
        return self.plays[int(path.split("/")[2])]

    def session(self, path: str) -> Lms:
        return self.all[int(path.split("/")[2])]

    def find(self, path: str) -> Path | None:
        if path in LMS_FILES:
            return LMS_FILES[path]
        match path.split("/", 3):
            case ["", "package", number, name] if ".." not in name:
                return self.all[int(number)].package / (name or "index.html")
            case ["", "play-package", number, name] if ".." not in name:
                return self.plays[int(number)].package / name
            case ["", "lms", name] if "/" not in name:
                return resources.lms_runtime() / name
            case ["", "play", _, name] if "/" not in name:
                return resources.lms_runtime() / name
        return None

    def handle_error(self, *_: object) -> None:
        pass  # a tab that goes away leaves half a request behind

    def close(self) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()
