"""Where the files that we ship lie: templates, schemas, and what belongs to the simulated LMS."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def templates() -> Path:
    """The built-in templates: inside an installed wheel, else beside the package in a checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def schemas(target: str) -> Path:
    """The folder with our XSDs for a target."""
    return _PACKAGE / "schemas" / target


def lms_runtime() -> Path:
    """The folder with the page and the scripts of the simulated LMS."""
    return _PACKAGE / "lms" / "runtime"


def lms_profiles() -> Path:
    """The folder with the built-in profiles of the simulated LMS."""
    return _PACKAGE / "lms" / "profiles"
