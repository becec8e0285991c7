"""The design holds: its tokens and numbers are those of docs/design.md, and every text can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder import resources
from tests.courses import ROOT

DESIGN = (ROOT / "docs/design.md").read_text("utf-8")
CSS = resources.templates() / "css"
SHEETS = sorted(CSS.rglob("*.css"))
COURSE = (CSS / "course.css").read_text("utf-8")
DARK = "@media (prefers-color-scheme: dark)"

Colour = tuple[float, float, float]


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"^\s+(--[a-z]+): (.+);$", block, re.MULTILINE))


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The tokens in light, and those in the dark."""
    light = declared(COURSE.split("}")[0])
    return light, light | declared(COURSE.split(DARK)[1].split("}")[0])


def colour(value: str, known: dict[str, str]) -> Colour:
    """What a browser makes of `#rgb`, `var(--name)` and a mix of two of these."""
    if name := re.fullmatch(r"var\((--\w+)\)", value):
        return colour(known[name[1]], known)
    if mix := re.fullmatch(r"color-mix\(in srgb, (\S+) (\d+)%, (\S+)\)", value):
        one, other, share = colour(mix[1], known), colour(mix[3], known), int(mix[2]) / 100
        red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
        return red, green, blue
    digits = value.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


def luminance(one: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    told = DESIGN.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in told.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_contrast_is_counted_as_wcag_does() -> None:
    assert round(contrast(colour("#000", {}), colour("#fff", {})), 1) == 21
    assert round(contrast(colour("#777", {}), colour("#fff", {})), 2) == 4.48
    assert colour("color-mix(in srgb, #fff 20%, #000)", {}) == pytest.approx((0.2, 0.2, 0.2))


def test_the_documented_tokens_are_those_of_the_style_sheet() -> None:
    light, dark = tokens()
    told = {row[0].strip("`"): [cell.strip("`") for cell in row[1:3]] for row in table("Tokens")}
    assert told == {
        name: [value, dark[name] if dark[name] != value else "the same"]
        for name, value in light.items()
    }


def surfaces() -> dict[str, str]:
    """What texts stand on, as colours."""
    panel = re.search(r"background: (color-mix\(in srgb, var\(--tone\).*?);", COURSE)
    assert panel
    return {
        "paper": "var(--paper)",
        "raised": "var(--raised)",
        "tint": "var(--tint)",
        "accent": "var(--accent)",
        "warning": panel[1].replace("--tone", "--warm"),
    }


@pytest.mark.parametrize("row", table("Contrast"), ids=lambda row: f"{row[0]} on {row[1]}")
def test_the_documented_contrasts_are_right_and_enough(row: list[str]) -> None:
    text, ground, *told = row
    for known, ratio in zip(tokens(), told, strict=True):
        one, other = colour(f"var(--{text})", known), colour(surfaces()[ground], known)
        assert f"{contrast(one, other):.1f}" == ratio
        assert contrast(one, other) >= 4.5


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_size_of_type_is_on_the_scale(sheet: Path) -> None:
    scale = {row[1].strip("`") for row in table("Type")}
    sizes = re.findall(r"font(?:-size)?: ([^;]*)", sheet.read_text("utf-8"))
    used = {size for value in sizes for size in re.findall(r"[\d.]+rem", value.split("/")[0])}
    fluid = {"1.0625rem", "1.125rem", "1.2rem"}  # what the root and the titles grow by
    assert used - fluid <= scale


def test_the_scale_has_one_ratio() -> None:
    for name, size, *_ in table("Type"):
        steps = float(name.replace("−", "-").replace("½", ".5"))
        assert float(size.strip("`rem")) == pytest.approx(1.25**steps, abs=0.001)


def test_styles_are_logical_and_take_their_colours_from_tokens() -> None:
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        sides = "left|right|top|bottom"
        physical = rf"\b(?:margin|padding|border)-(?:{sides})\b|[{{;]\s*(?:{sides}|width|height):"
        assert re.findall(physical, text) == [], sheet
        rules = re.sub(r":root \{.*?\}", "", text, flags=re.DOTALL)
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#000", "#0000", "#0d1012"}, sheet
