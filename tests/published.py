"""The checker of the published schemas, which are not ours to copy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.courses import ROOT


@pytest.fixture(scope="session")
def published() -> Callable[[Path], Any]:
    """Checks a zip, when `shared/schemas` with the published files lies beside the checkout."""
    folder = ROOT.parent / "shared" / "schemas"
    if not (folder / "check_manifest.py").is_file():
        pytest.skip("the published schemas are not beside the checkout")
    sys.path.insert(0, str(folder))
    try:
        import check_manifest
    finally:
        sys.path.pop(0)
    return lambda file: check_manifest.check(file, folder)
