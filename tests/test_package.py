"""The zip: the same bytes everywhere, in bounded memory, whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scorm_builder.package import Package, source_date, write_zip
from tests.courses import ROOT, SAMPLE

DATE = (1980, 1, 1, 0, 0, 0)


def build(course: Path, out: Path, **environment: str) -> bytes:
    """Build through the command line in a process of its own, and give the zip."""
    umask = int(environment.pop("UMASK", "022"), 8)
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    subprocess.run(
        [sys.executable, "-m", "scorm_builder", "build", str(course), "-o", str(out)],
        check=True, capture_output=True, env=env, preexec_fn=lambda: os.umask(umask),
    )  # fmt: skip
    (file,) = out.glob("*.zip")
    return file.read_bytes()


def test_the_same_bytes_under_another_locale_zone_umask_hash_seed_and_folder(
    tmp_path: Path,
) -> None:
    import shutil

    elsewhere = tmp_path / "een andere map"
    elsewhere.mkdir()
    # Copied in reverse, so that the file system gives the names in another order.
    for file in sorted(SAMPLE.rglob("*"), reverse=True):
        if file.is_file():
            copy = elsewhere / file.relative_to(SAMPLE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
            copy.chmod(0o600)
    first = build(SAMPLE, tmp_path / "a", LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1", UMASK="022")
    second = build(
        elsewhere, tmp_path / "b",
        LC_ALL="nl_NL.UTF-8", TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", UMASK="077",
    )  # fmt: skip
    assert first == second


def test_entries_are_sorted_behind_the_manifest_dated_alike_and_media_stored(
    tmp_path: Path,
) -> None:
    build(SAMPLE, tmp_path)
    (file,) = tmp_path.glob("*.zip")
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        assert names[0] == "imsmanifest.xml"
        assert names[1:] == sorted(names[1:])
        assert {entry.date_time for entry in entries} == {DATE}
        assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
        methods = {Path(entry.filename).suffix: entry.compress_type for entry in entries}
        assert methods[".mp4"] == methods[".png"] == zipfile.ZIP_STORED
        assert methods[".html"] == methods[".svg"] == zipfile.ZIP_DEFLATED
        assert archive.testzip() is None


def test_source_date_epoch_dates_the_files(tmp_path: Path) -> None:
    build(SAMPLE, tmp_path, SOURCE_DATE_EPOCH="1767225600")
    (file,) = tmp_path.glob("*.zip")
    with zipfile.ZipFile(file) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_a_date_that_a_zip_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert source_date() == DATE
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(2**33))
    with pytest.raises(ValueError, match="2242"):
        source_date()


def test_a_failed_write_leaves_the_old_package_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    file.write_bytes(b"the old one")
    package = Package("course", "a.txt", {"a.txt": b"a", "film.mp4": tmp_path / "gone.mp4"})
    with pytest.raises(FileNotFoundError):
        write_zip(package, file, DATE)
    assert file.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [file]


def test_memory_does_not_grow_with_media(tmp_path: Path) -> None:
    """A film of 300 MiB, in a process that may not have 200 MiB of data in all."""
    film = tmp_path / "film.mp4"
    with film.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)
    script = f"""
import resource
from pathlib import Path
from scorm_builder.package import Package, write_zip
resource.setrlimit(resource.RLIMIT_DATA, (200 * 1024 * 1024,) * 2)
folder = Path({str(tmp_path)!r})
write_zip(Package("x", "film.mp4", {{"film.mp4": folder / "film.mp4"}}), folder / "x.zip", {DATE})
"""
    subprocess.run(
        [sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (tmp_path / "x.zip").stat().st_size > 300 * 1024 * 1024
