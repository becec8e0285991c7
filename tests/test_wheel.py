"""An installed wheel, away from the checkout, makes the same package as the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.courses import ROOT, SAMPLE


def run(*arguments: str | Path, cwd: Path, path: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(path)}
    result = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return result.stdout


def test_the_wheel_and_the_checkout_make_the_same_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "node_modules", "dist", "__pycache__", ".*_cache"
    )
    shutil.copytree(ROOT, source, ignore=ignored)
    pip = ("-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", ".", "--no-deps", "--no-build-isolation", "-w", tmp_path / "wheels",
        cwd=source, path=Path())  # fmt: skip
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    installed = tmp_path / "installed"
    run(*pip, "install", "--no-deps", "--target", installed, wheel, cwd=tmp_path, path=Path())
    shutil.rmtree(source)

    module = ("-m", "scorm_builder", "build", SAMPLE, "-o")
    for name, path in (("wheel", installed), ("checkout", ROOT)):
        run(*module, tmp_path / name, cwd=tmp_path, path=path)
    where = run(
        "-c", "import scorm_builder; print(scorm_builder.__file__)", cwd=tmp_path, path=installed
    )
    assert where.startswith(str(installed))
    (first,) = (tmp_path / "wheel").glob("*.zip")
    (second,) = (tmp_path / "checkout").glob("*.zip")
    assert first.read_bytes() == second.read_bytes()

    run("-m", "scorm_builder", "new", "course", "--lang", "nl", cwd=tmp_path, path=installed)
    assert "no faults found" in run(
        "-m", "scorm_builder", "check", "--strict", cwd=tmp_path, path=installed
    )

    shipped = (
        "from scorm_builder import lms, resources;"
        "print(all(lms.built_in(name) for name in lms.PROFILES),"
        " *sorted(file.name for file in resources.lms_runtime().iterdir()))"
    )
    told = run("-c", shipped, cwd=tmp_path, path=installed)
    assert told == run("-c", shipped, cwd=tmp_path, path=ROOT)
    assert "player.html" in told
