"""Measure builds against a floor, in one run: whole processes, medians, peak memory of the largest.

    python benchmarks/measure.py BENCH_DIR [--work DIR] [--sizes S M L XL] [--runs 5]

BENCH_DIR holds `corpus.py`, which writes the neutral corpus, and `floor_e2e.py`, the smallest honest
build with ordinary libraries (mistune is needed for it; it is no dependency of ours). Only ratios
within one run mean something: machines differ, and so do their moods.
"""

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def run(command: list[str | Path]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory in MiB of a process and its children."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, env=environment
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {command}")
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(
    commands: dict[str, list[str | Path]], runs: int
) -> dict[str, tuple[float, float, float]]:
    """The medians of each command, run in turn so that a noisy moment hits all alike."""
    results: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            result = run(command)
            if turn:  # the first is a warm-up
                results[name].append(result)
    return {
        name: tuple(statistics.median(column) for column in zip(*rows, strict=True))
        for name, rows in results.items()
    }


def prepare(bench: Path, work: Path, size: str) -> None:
    corpus = work / f"corpus-{size}"
    if not corpus.exists():
        run([sys.executable, bench / "corpus.py", "gen", "--size", size, "--out", corpus])
    for name, command in {
        f"floor-{size}": [
            sys.executable,
            bench / "corpus.py",
            "adapt",
            "--to",
            "yamlmd",
            "--link",
            "--src",
            corpus,
            "--out",
        ],
        f"ours-{size}": [sys.executable, HERE / "corpus_to_course.py", corpus],
    }.items():
        if not (work / name).exists():
            run([*command, work / name])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("bench", type=Path)
    options.add_argument("--work", type=Path, default=ROOT / ".benchmarks")
    options.add_argument("--sizes", nargs="+", default=["S", "M", "L"])
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    # An installer does so too. In a checkout nothing may have, if PYTHONDONTWRITEBYTECODE is set.
    compileall.compile_dir(ROOT / "scorm_builder", quiet=1)
    build = [sys.executable, "-m", "scorm_builder"]
    print(f"{'':12} {'wall s':>8} {'CPU s':>8} {'MiB':>7}   wall against the floor")
    for size in chosen.sizes:
        prepare(chosen.bench, chosen.work, size)
        results = compare(
            {
                "floor": [sys.executable, chosen.bench / "floor_e2e.py", chosen.work / f"floor-{size}",
                          chosen.work / "floor.zip", "stdlike"],
                "ours": [*build, "build", chosen.work / f"ours-{size}", "-o", chosen.work / "out"],
            },
            chosen.runs,
        )  # fmt: skip
        report(size, results, "floor")
    results = compare(
        {"click": [sys.executable, "-c", "import click"], "--help": [*build, "--help"]}, chosen.runs
    )
    report("help", results, "click")


def report(size: str, results: dict[str, tuple[float, float, float]], floor: str) -> None:
    for name, (wall, cpu, memory) in results.items():
        ratio = wall / results[floor][0]
        print(f"{size:5}{name:7} {wall:8.3f} {cpu:8.3f} {memory:7.0f}   {ratio:.2f}")


if __name__ == "__main__":
    main()
