"""A browser to play in: one that is installed, driven by playwright."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CURE = "python -m pip install 'scorm-builder[test]'"
_NEEDED = ("playwright", "axe_playwright_python")
_COMMANDS = (
    "google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge",
    "microsoft-edge-stable", "chrome", "msedge",
)  # fmt: skip
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
# The first is a process in reserve, the next two are pages of the browser's own for its address bar: each tab would begin
# them anew, and nobody sees them. The others are of playwright's own list, which this one replaces.
_UNNEEDED = (
    "SpareRendererForSitePerProcess", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    f"--disable-features={','.join(_UNNEEDED)}",
)
"""What a browser is started with that only plays: half the processes, and so half the time for each tab."""


class NoBrowser(Exception):  # noqa: N818 - says what is missing, is no error of ours
    """There is nothing to play in; the message says what cures it."""


def check_extra() -> None:
    """Raise NoBrowser when the extra of this command is not installed."""
    for name in _NEEDED:
        if not _is_there(name):
            raise NoBrowser(f"`test` needs {name}, which comes with an extra; run: {CURE}")


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # a module that was taken away
        return False


def find(asked: Path | None = None) -> Path:
    """The program of Chrome, Chromium or Edge: the one that is asked for, or one that is installed.

    Raises NoBrowser when there is none.
    """
    if asked is not None:
        if shutil.which(asked) is None:
            raise NoBrowser(f"{asked} is no program that can be run")
        return asked
    for place in _places():
        if place.is_file():
            return place
    raise NoBrowser(
        "no Chrome, Chromium or Edge was found; install one, or name it with --browser PATH"
    )


def _places() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM"):
        yield Path(shutil.which(named) or named)
    yield from (Path(found) for name in _COMMANDS if (found := shutil.which(name)))
    if sys.platform == "darwin":
        roots = [Path("/Applications"), Path.home() / "Applications"]
        yield from (root / name for root in roots for name in _MAC)
    if sys.platform == "win32":
        names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        roots = [Path(os.environ[name]) for name in names if os.environ.get(name)]
        yield from (root / name for root in roots for name in _WINDOWS)


@contextmanager
def opened(program: Path) -> Iterator[Browser]:
    """The program, running without a window. Raises NoBrowser when it cannot be driven."""
    from playwright.sync_api import Error, sync_playwright

    # as root, as in a container, Chromium runs only without its sandbox
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=arguments)
        except Error as problem:
            raise NoBrowser(
                f"{program} cannot be driven: {problem.message.splitlines()[0]}"
            ) from problem
        try:
            yield browser
        finally:
            browser.close()
