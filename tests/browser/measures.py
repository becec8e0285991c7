"""What a machine can measure of a page: axe, widths, targets, the focus, its text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page, expect

from .learner import Learner
from .site import REPOSITORY

AXE = REPOSITORY / "node_modules/axe-core/axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": STANDARD},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    "iframes": False,
}
COLOURS = {**OPTIONS, "runOnly": ["color-contrast", "link-in-text-block"]}
"""What another colour scheme can change."""

SEEN = """const seen = box => box.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })
    && getComputedStyle(box).clipPath === 'none' && !box.closest('.aside:not(:focus), .skip:not(:focus)');"""

OVERFLOW = f"""() => {{
    {SEEN}
    const width = document.documentElement.clientWidth;
    const scrolls = box => box && (/auto|scroll/.test(getComputedStyle(box).overflowX) || scrolls(box.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter(box => {{
        const {{ left, right, width: own }} = box.getBoundingClientRect();
        return own && seen(box) && !scrolls(box.parentElement) && (right > width + 0.5 || left < -0.5);
    }});
    return [document.documentElement.scrollWidth - width, wide.map(box => box.outerHTML.slice(0, 80))];
}}"""
"""How many pixels the page can be scrolled sideways, and what reaches out of it."""

SMALL = f"""() => {{
    {SEEN}
    const controls = 'a[href], button, summary, input, select, textarea, [role=tab], [tabindex="0"]';
    return [...document.querySelectorAll(controls)].filter(box => {{
        const inline = getComputedStyle(box).display === 'inline' && box.closest('.prose');
        if (!seen(box) || box.disabled || inline) return false;
        const whole = [box, ...(box.labels ?? [])].map(one => one.getBoundingClientRect());
        const drawn = ['::before', '::after'].map(one => getComputedStyle(box, one)).filter(one => one.position === 'absolute');
        const sizes = [...whole, ...drawn].map(one => Math.min(parseFloat(one.width), parseFloat(one.height)) || 0);
        return Math.max(...sizes) < 43.5;
    }}).map(box => `${{box.offsetWidth}} × ${{box.offsetHeight}} ${{box.outerHTML.slice(0, 120)}}`);
}}"""
"""What can be pressed and is less than 44 pixels wide or high, but for links in a text."""

FOCUS = """() => {
    const box = document.activeElement;
    if (!box || box === document.body) return null;
    const said = `${box.outerHTML.slice(0, 120)}`;
    const inner = /VIDEO|AUDIO|IFRAME/.test(box.tagName);
    const ringed = (style) => style.boxShadow !== 'none'
        || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const shown = [box, ...(box.labels ?? []), box.parentElement].filter((one) => getComputedStyle(one).opacity !== '0');
    const looks = shown.flatMap((one) => ['', '::before', '::after'].slice(one === box.parentElement ? 1 : 0)
        .map((part) => getComputedStyle(one, part)));
    const lines = [...box.getClientRects()].filter(({ width, height }) => width && height);
    const inside = lines.map(({ left, top, right, bottom }) => [
        (Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
        Math.min(bottom, innerHeight) - Math.max(top, 0), Math.min(right, innerWidth) - Math.max(left, 0)])
        .filter(([, , high, wide]) => high > 0 && wide > 0);
    const hit = inside.some(([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found && (box.contains(found) || found.contains(box) && found.matches('label, h1, h2, h3, h4, h5, h6'));
    });
    const cut = lines.length && inside.length && !inner
        && Math.min(...lines.map(({ top }) => top)) < -1 && box.offsetHeight < innerHeight;
    return [said, [
        !inside.length && 'out of sight', inside.length && !hit && 'behind something', cut && 'cut off',
        !inner && !looks.some(ringed) && 'without a ring',
    ].filter(Boolean)];
}"""
"""What has the focus, and what is wrong with it; null at the end of the page."""

START = """end => {
    if (document.querySelector('dialog[open], :popover-open')) return;
    const place = document.createElement('i');
    place.tabIndex = -1;
    document.body[end](place);
    place.focus();
    place.remove();
}"""
"""Where the next Tab key begins: at one end of the page, or in what lies over it."""

CUT = f"""() => {{
    {SEEN}
    const hides = (value) => /hidden|clip/.test(value);
    return [...document.body.querySelectorAll('*')].filter(box => {{
        const style = getComputedStyle(box);
        if (!seen(box) || !box.innerText?.trim() || box.closest('video, audio, .aside')) return false;
        return hides(style.overflowX) && box.scrollWidth > box.clientWidth + 1
            || hides(style.overflowY) && box.scrollHeight > box.clientHeight + 1;
    }}).map(box => box.outerHTML.slice(0, 120));
}}"""
"""Boxes that hide a part of their text."""

OVERLAP = f"""() => {{
    {SEEN}
    const blocks = [];
    const top = document.querySelector('dialog[open], :popover-open') ?? document.body;
    const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {{
        const parent = text.parentElement;
        if (!text.data.trim() || !seen(parent) || parent.closest('math, sup, script, noscript, .aside, video, audio')) continue;
        let block = parent;
        while (getComputedStyle(block).display.startsWith('inline') && block.parentElement) block = block.parentElement;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) blocks.push([block, box, text.data.trim()]);
    }}
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
    return blocks.flatMap(([block, box, text], i) => blocks.slice(i + 1)
        .filter(([other, its]) => other !== block && meet(box, its))
        .map(([, , its]) => `${{text.slice(0, 60)}} / ${{its.slice(0, 60)}}`));
}}"""
"""Texts that stand on one another."""

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules of axe that look at colours."""

SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }
"""
"""What success criterion 1.4.12 allows a reader to set."""


def examine(
    frame: Frame, part: str = "html", options: dict[str, Any] = OPTIONS
) -> tuple[list[str], list[str]]:
    """What axe finds wrong by WCAG 2.2, levels A and AA, and by good practice; and what it cannot tell."""
    if not frame.evaluate("typeof axe === 'object'"):
        frame.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found: dict[str, list[dict[str, Any]]] = frame.evaluate(
        "([part, options]) => axe.run(part, options)", [part, options]
    )
    wrong, open_ = (
        [f"{rule['id']}: {node['html']}" for rule in found[kind] for node in rule["nodes"]]
        for kind in ("violations", "incomplete")
    )
    return wrong, open_


def check(frame: Frame, scheme: str = "light") -> list[str]:
    """What axe finds wrong; in the dark scheme, what can only be wrong there."""
    return examine(frame, options=OPTIONS if scheme == "light" else COLOURS)[0]


def stops(page: Page, key: str = "Tab", most: int = 200) -> Iterator[tuple[str, list[str]]]:
    """Press the key from one end of the page to the other: what has the focus, and its faults."""
    page.evaluate(START, "prepend" if key == "Tab" else "append")
    for _ in range(most):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None:
            return
        if stop[1]:  # what counts is where things stand once pictures and frames have come
            page.wait_for_timeout(250)
            stop = page.evaluate(FOCUS)
        yield tuple(stop)
    raise AssertionError(f"the {key} key goes round and round")


def pages(learner: Learner) -> list[str]:
    """The address of every page."""
    return ["#/", *(f"#/{step.id}" for step in learner.pack.steps)]


def turn_to(learner: Learner, address: str) -> None:
    learner.course.evaluate("address => { location.hash = address; }", address)
    title = next((step.title for step in learner.pack.steps if address == f"#/{step.id}"), None)
    expect(learner.heading).to_have_text(title or learner.pack.course["title"])


def in_language(lang: str, folder: Path, source: Path = REPOSITORY / "course") -> Path:
    """A course, the sample if not said, as if it were written in another language."""
    course = folder / "course"
    shutil.copytree(source, course)
    outline = course / "course.yaml"
    written = outline.read_text("utf-8").splitlines(keepends=True)
    said = [f"lang: {lang}\n" if line.startswith("lang: ") else line for line in written]
    outline.write_text("".join(said), "utf-8")
    return course


def keep_topics(course: Path, topics: list[dict[str, Any]]) -> None:
    """Let the questions of a course name no topic but these."""
    ids = {topic["id"] for topic in topics}
    for quiz in course.rglob("*.yaml"):
        lines = quiz.read_text("utf-8").splitlines(keepends=True)
        kept = [one for one in lines if not one.startswith("    topic: ") or one.split()[1] in ids]
        quiz.write_text("".join(kept), "utf-8")
