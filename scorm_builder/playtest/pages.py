"""What a machine can measure of a page: axe, and whether it fits a width of 320 pixels. And its picture."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scorm_builder.playtest import checks
from scorm_builder.playtest.visit import SIZE

if TYPE_CHECKING:
    from playwright.sync_api import Frame, ViewportSize

    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Opened

_PHONE: ViewportSize = {"width": 320, "height": 640}
_TALLEST = 8000
_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "iframes": False,
}
_OVERFLOW = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (box) => box && (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX) || scrolls(box.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter((box) => {
        const { right, width: own } = box.getBoundingClientRect();
        return own && box.checkVisibility({ visibilityProperty: true }) && !scrolls(box.parentElement) && right > width + 1;
    });
    const over = document.documentElement.scrollWidth - width;
    return [over, wide.slice(0, 3).map((box) => box.outerHTML.slice(0, 100))];
}"""
"""How many pixels the page can be scrolled sideways, and what reaches out of it."""


@cache
def _axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


def measure(visit: Opened, findings: Findings) -> None:
    """Look at the page that is shown, as it is at two widths."""
    for fault in _examined(visit.course):
        findings.hold(checks.ACCESSIBLE, fault)
    findings.hold(checks.ACCESSIBLE)
    visit.window.set_viewport_size(_PHONE)
    over, wide = visit.course.evaluate(_OVERFLOW)
    told = f"{over} pixels too wide: {', '.join(wide) or 'the page'}"
    findings.hold(checks.REFLOWS, told if over > 0 else None)
    visit.window.set_viewport_size(SIZE)


def _examined(course: Frame) -> list[str]:
    if not course.evaluate("typeof axe === 'object'"):
        course.evaluate(f"{_axe()}; undefined")
    found: dict[str, Any] = course.evaluate("options => axe.run(document, options)", _OPTIONS)
    return [
        f"{rule['help']} ({rule['id']}): {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def picture(visit: Opened, folder: Path, name: str) -> None:
    """The whole page that is shown, as a PNG for each width."""
    name = re.sub(r"[^\w-]+", "-", name).strip("-") or "page"
    for size, suffix in ((SIZE, ""), (_PHONE, "-320")):
        visit.window.set_viewport_size(size)
        height = int(visit.course.evaluate("document.documentElement.scrollHeight"))
        visit.window.set_viewport_size({"width": size["width"], "height": min(height, _TALLEST)})
        visit.window.screenshot(path=folder / f"{name}{suffix}.png")
    visit.window.set_viewport_size(SIZE)
