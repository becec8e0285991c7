"""`scorm-builder preview` on the terminal: what it says, ports, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scorm_builder import cli
from scorm_builder.new import make_course
from scorm_builder.preview.run import FIRST_PORT, _has_screen
from scorm_builder.serving.server import free_port, listen
from tests.courses import ROOT


@pytest.fixture
def course(tmp_path: Path) -> Path:
    make_course(tmp_path / "course", "en")
    return tmp_path / "course"


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A preview that runs, and hears Ctrl-C also where its parent does not."""
    command = [sys.executable, "-c", STARTED, "preview", *map(str, arguments), "--no-browser"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


STARTED = """import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from scorm_builder.cli import run
run()"""


def until(process: subprocess.Popen[str], words: str) -> str:
    """What is said up to the line with these words."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def plain(text: str) -> str:
    """What is said, without what differs each time."""
    text = re.sub(r"\d\d:\d\d:\d\d", "TIME", text)
    text = re.sub(r"http://127\.0\.0\.1:\d+/[\w-]+/", "ADDRESS", text)
    return re.sub(r"[\d,]+ (ms|files|kB)", r"N \1", text)


def test_the_terminal_says_where_it_is_what_changed_and_what_is_wrong(course: Path) -> None:
    page = next(path for path in sorted(course.rglob("*.md")) if path.name != "README.md")
    name = page.relative_to(course).as_posix()
    right = page.read_text("utf-8")
    with running(course, "--port", free_port(8400), "--profile", "moodle") as process:
        assert plain(until(process, "built in")) == (
            "Preview   ADDRESS\nPlatform  Moodle (moodle)\nCtrl-C ends it.\n\n"
            "TIME  built in N ms, N files, N kB\n"
        )
        time.sleep(0.3)
        page.write_text(right + "\n[there](nowhere.md)\n", "utf-8")
        said = plain(until(process, "1 error\n"))
        assert said.startswith(f"TIME  {name}: 1 error, N ms\n")
        assert "`nowhere.md` does not exist [missing-file]" in said
        page.write_text(right, "utf-8")
        until(process, f"{name}: built in")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(course: Path, sign: signal.Signals) -> None:
    with running(course) as process:
        address = urlsplit(until(process, "Preview").split()[-1])
        until(process, "built in")
        connection = HTTPConnection("127.0.0.1", address.port or 0)
        connection.request("GET", f"{address.path}events")  # a page that listens
        connection.getresponse().readline()
        process.send_signal(sign)
        said, _ = process.communicate(timeout=30)
        connection.close()
    assert said == "\nThe preview has ended.\n"
    assert process.returncode == 0


def test_a_port_that_is_taken_is_said(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["preview", str(course), "--port", str(port), "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert re.search(rf"port {port} cannot be used: .+; (\d+) is free: --port \1\n", said)


def test_without_a_wish_the_next_free_port_is_taken(course: Path) -> None:
    first = free_port(FIRST_PORT)
    with listen(first), running(course) as process:
        said = until(process, "built in")
    address = urlsplit(said.split()[1])
    assert FIRST_PORT <= (address.port or 0) != first
    assert f"Port {FIRST_PORT} is taken, so this is the next free one." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "moodel"], "did you mean `moodle`?"),
        (["--profile", "no.yaml"], "there is no file `no.yaml`"),
        (["--port", "0"], "0 is not in the range"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said(
    course: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert cli.main(["preview", str(course), *arguments]) == 2
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_a_zip_that_is_no_package_is_said_until_it_is_one(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK")
    with running(file) as process:
        assert "this zip cannot be read" in until(process, "hint:")


def test_no_browser_is_opened_where_nobody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not _has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert _has_screen()
    monkeypatch.setenv("CI", "true")
    assert not _has_screen()
