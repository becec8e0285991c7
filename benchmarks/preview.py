"""Measure how long a save takes to be on the screen, and the build in it.

    python benchmarks/preview.py COURSE [--runs 20]

COURSE is a folder with a course, which is copied; `corpus_to_course.py` makes one of 200 steps of the neutral
corpus. Needs Chromium, by its path in CHROMIUM or on the PATH. From before the file is written until
the browser has painted what was written: the builder notices it, builds, and tells the page, which
puts it into the course that is shown. `anew` is until the course that was loaded anew has taken its
place, where the learner was.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOWN = """(mark) => new Promise((done) => {
  const look = () => {
    const frame = document.querySelector('#screen > iframe:not(.coming)');
    const here = frame?.contentDocument?.querySelector('.page.here');
    if (here?.textContent.includes(mark)) requestAnimationFrame(() => setTimeout(done, 0, Date.now()));
    else requestAnimationFrame(look);
  };
  look();
})"""

LOADED = """() => new Promise((done) => {
  new MutationObserver(() => done(Date.now())).observe(document.documentElement, { attributeFilter: ['data-build'] });
})"""


def first_page(course: Path) -> Path:
    """The page of the first step."""
    found = re.search(r"steps:.*?page: ([^\s,}]+)", (course / "course.yaml").read_text(), re.DOTALL)
    assert found
    return course / found[1]


def measure(page, file: Path, number: int) -> tuple[float, float]:
    """Seconds from a save to the screen, and to the course that was loaded anew."""
    mark = f"Edit number {number}."
    text = re.sub(r"\n\nEdit number \d+\.\n$", "", file.read_text()) + f"\n\n{mark}\n"
    page.evaluate(f"void (window.seen = ({SHOWN})({mark!r}))")
    page.evaluate(f"void (window.loaded = ({LOADED})())")
    begun = time.time()
    file.write_text(text)
    shown, loaded = (page.evaluate(f"window.{name}") / 1000 - begun for name in ("seen", "loaded"))
    time.sleep(0.3)
    return shown, loaded


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("course", type=Path)
    options.add_argument("--runs", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        course = Path(scratch, "course")
        shutil.copytree(chosen.course, course)
        command = [sys.executable, "-m", "scorm_builder", "preview", str(course), "--no-browser"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.goto(process.stdout.readline().split()[-1])
        page.wait_for_selector("html[data-build]")
        frame = page.frame_locator("#screen > iframe")
        frame.locator("#resume").click()
        times = [measure(page, first_page(course), number) for number in range(chosen.runs + 1)][1:]
        browser.close()
        process.terminate()
        told, _ = process.communicate()
        built = [int(ms.replace(",", "")) for ms in re.findall(r"built in ([\d,]+) ms", told)]
        steps = len(re.findall(r"page:", (course / "course.yaml").read_text()))
        report("save to screen", [shown * 1000 for shown, _ in times], steps)
        report("to it anew", [loaded * 1000 for _, loaded in times], steps)
        report("of it the build", built[2:], steps)


def report(name: str, times: list[float], steps: int) -> None:
    print(
        f"{name:16} {steps} steps  median {statistics.median(times):5.0f} ms"
        f"  fastest {min(times):5.0f}  slowest {max(times):5.0f}  of {len(times)}"
    )


if __name__ == "__main__":
    main()
