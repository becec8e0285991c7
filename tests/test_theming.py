"""A theme: colours that can be read, fonts cut to size, and what of it is in the package."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scorm_builder import bundle, palette, resources
from scorm_builder.build import Build, build
from scorm_builder.colours import Colour, contrast, from_oklch, nearest, to_oklch
from scorm_builder.fonts import ALWAYS, subset
from scorm_builder.palette import NAMES, TEXT, Scheme, printed, weakest
from scorm_builder.source.schema import fields_of
from scorm_builder.source.theme import Colours, Font, Fonts, Logo, Look
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, PIXEL, ROOT, write
from tests.fonts import LOGO, font

COLOURS = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF)).map(Colour.read)
GIVEN = st.dictionaries(st.sampled_from(NAMES), COLOURS)


def made(folder: Path, theme: str, files: dict[str, str | bytes]) -> Build:
    """The build of a small course with this theme."""
    outline = f"{OUTLINE}theme:\n{theme}"
    page = {"course.yaml": outline, "first.md": "Press the button.\n"}
    return build(write(folder, {**page, **files}), TARGETS["scorm12"])


def packed(folder: Path, theme: str, **files: str | bytes) -> dict[str, bytes]:
    """The files of a package that has no fault."""
    found = made(folder, theme, {name.replace("__", "."): text for name, text in files.items()})
    assert found.diagnostics == []
    assert found.package
    return {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name, content in found.package.files.items()
    }


def rules_of(files: dict[str, bytes], *uses: str) -> str:
    """What a theme adds to the style sheet of a course whose pages use these blocks."""
    whole, ours = files[bundle.STYLE].decode(), bundle.style([resources.templates()], uses).decode()
    assert whole.startswith(ours)
    return whole.removeprefix(ours).strip()


# Colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21),
        ("#777", "#fff", 4.478),
        ("#ff0000", "#fff", 3.998),
        ("#abc", "#abc", 1),
    ],
)
def test_the_contrast_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(Colour.read(one), Colour.read(other)) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),
    # CSS Color 4, by the conversion code of its authors.
    [
        ("#ff0000", 0.628, 0.2577, 29.23),
        ("#008000", 0.5198, 0.1769, 142.5),
        ("#ffffff", 1, 0, None),
    ],
)
def test_oklch_is_that_of_css(colour: str, lightness: float, chroma: float, hue: float) -> None:
    seen = to_oklch(Colour.read(colour))
    assert seen.lightness == pytest.approx(lightness, abs=0.001)
    assert seen.chroma == pytest.approx(chroma, abs=0.001)
    assert hue is None or seen.hue * 57.29578 == pytest.approx(hue, abs=0.1)


@given(COLOURS)
def test_a_colour_survives_oklch(colour: Colour) -> None:
    back = from_oklch(to_oklch(colour)).parts
    assert all(abs(a - b) < 2 / 255 for a, b in zip(back, colour.parts, strict=True))


def test_the_nearest_colour_keeps_its_hue_and_moves_no_further_than_it_must() -> None:
    white = Colour.read("#fff")
    found = nearest(Colour.read("#f36f21"), lambda colour: contrast(colour, white) >= TEXT)
    assert str(found) == "#c75300"
    assert found
    assert contrast(found, white) == pytest.approx(TEXT, abs=0.1)
    assert nearest(white, lambda _: False) is None


def test_our_own_colours_can_be_read() -> None:
    ours = palette.built_in()
    assert ours.dark.dark
    assert not ours.light.dark
    for scheme in (ours.light, ours.dark):
        assert [(name, weakest(name, scheme)) for name in NAMES if weakest(name, scheme)] == []


def test_what_is_checked_is_what_the_style_sheet_mixes() -> None:
    css = (resources.templates() / "css/course.css").read_text("utf-8")

    def shares(mixture: str) -> set[float]:
        return {int(share) / 100 for share in re.findall(mixture, css)}

    assert shares(r"--soft: color-mix\(in srgb, var\(--ink\) (\d+)%, var\(--paper\)\)") == {
        palette.SOFT
    }
    assert shares(r"--line: color-mix\(in srgb, var\(--ink\) (\d+)%, var\(--paper\)\)") == {
        palette.LINE
    }
    assert shares(r"--raised: color-mix\(in srgb, #fff (\d+)%, var\(--paper\)\)") == {palette.WHITE}
    assert shares(r"--raised: color-mix\(in srgb, var\(--ink\) (\d+)%, var\(--paper\)\)") == {
        palette.LIFT
    }
    tints = r"color-mix\(in srgb, var\(--(?:tone|accent|warm)\) (\d+)%, var\(--paper\)\)"
    assert max(shares(tints)) <= palette.TINT
    assert "background: color-mix(in srgb, var(--accent) 88%, var(--ink))" in css  # more contrast


@settings(max_examples=200, deadline=None)
@given(GIVEN, GIVEN)
def test_what_is_derived_can_be_read_wherever_anything_can(
    light: dict[str, Colour], dark: dict[str, Colour]
) -> None:
    made = palette.palette(light, dark)
    kept = light | dark if made.light.dark else dark  # a dark paper is there always
    for scheme, own in ((made.light, light), (made.dark, kept)):
        for name in NAMES:
            if name in own:
                assert scheme.of(name) == own[name]
            else:
                assert not weakest(name, scheme) or palette.passing(name, scheme) is None


def test_the_dark_colours_are_the_light_ones_turned() -> None:
    light = {"paper": "#ffffff", "ink": "#222222", "accent": "#0057b8", "warm": "#b3261e"}
    dark = palette.palette({name: Colour.read(text) for name, text in light.items()}, {}).dark
    assert {name: str(dark.of(name)) for name in light} == {
        "paper": "#141414", "ink": "#e7e7e7", "accent": "#7bb2ff", "warm": "#ffa093",
    }  # fmt: skip


def test_a_dark_paper_is_dark_always_but_on_paper() -> None:
    given_ = {"paper": Colour.read("#101418"), "ink": Colour.read("#eeeeee")}
    made = palette.palette(given_, {})
    assert made.dark == made.light
    on_paper: Scheme = printed(made.light)
    assert str(on_paper.paper) == "#ffffff"
    assert [weakest(name, on_paper) for name in NAMES] == [None] * 4


# What is packed


def test_the_colours_in_the_style_sheet(tmp_path: Path) -> None:
    theme = '  colours: {accent: "#0057b8"}\n  dark: {accent: "#8fc1ff"}\n  radius: small\n'
    files = packed(tmp_path, theme)
    assert rules_of(files) == (
        ":root{--radius:.25rem}"
        ":root{--paper:#fbfaf7;--accent:#0057b8;--warm:#8a4b08;--ink:#1c2330}"
        "@media (prefers-color-scheme:dark){"
        ":root{--paper:#14181b;--accent:#8fc1ff;--warm:#f0bf7c;--ink:#e7e9e6}}"
    )
    document = files["index.html"].decode()
    assert '<meta name="theme-color" content="#fbfaf7">' in document


def test_a_dark_theme_says_so_and_prints_dark_on_white(tmp_path: Path) -> None:
    theme = '  colours: {paper: "#101418", ink: "#eee"}\n'
    code = "```python\nx = 1\n```\n"
    css = rules_of(packed(tmp_path, theme, first__md=code), "code")
    assert "color-scheme:dark" in css
    printed_ = css.split("@media print")[1]
    assert "--paper:#ffffff;" in printed_
    assert "--code-word:#8a2d62;" in printed_
    assert "--code-word:#f0a3cf;" in css.split("@media")[0]


def test_a_course_without_a_theme_has_nothing_of_one(tmp_path: Path) -> None:
    files = packed(tmp_path, "  dark: {}\n")
    assert rules_of(files) == ""
    assert b"theme-color" not in files["index.html"]
    assert b'class="logo' not in files["index.html"]


def test_the_logo_and_the_cover(tmp_path: Path) -> None:
    theme = (
        "  logo: {file: logo.svg, alt: Fire & rescue}\n  cover: {file: c.png, decorative: true}\n"
    )
    files = packed(tmp_path, theme, logo__svg=LOGO, c__png=PIXEL)
    assert files["files/logo.svg"] == LOGO.encode()
    document = files["index.html"].decode()
    assert (
        '<picture class="logo plate">\n'
        '<img src="files/logo.svg" alt="Fire &amp; rescue" width="90" height="30">\n</picture>\n'
    ) in document
    assert '<img class="cover" src="files/c.png" width="2" height="1" alt="">' in document


def test_a_logo_for_the_dark_has_no_plate(tmp_path: Path) -> None:
    theme = "  logo: {file: a.svg, dark: b.svg, alt: Fire}\n"
    document = packed(tmp_path, theme, a__svg=LOGO, b__svg=LOGO)["index.html"].decode()
    assert (
        '<picture class="logo">\n'
        '<source media="(prefers-color-scheme: dark)" srcset="files/b.svg">\n'
        '<img src="files/a.svg"'
    ) in document


def test_a_logo_for_a_dark_paper_has_no_plate(tmp_path: Path) -> None:
    theme = '  colours: {paper: "#101418", ink: "#eee"}\n  logo: {file: a.svg, alt: Fire}\n'
    document = packed(tmp_path, theme, a__svg=LOGO)["index.html"].decode()
    assert '<picture class="logo">' in document


def test_a_style_sheet_of_the_course_that_is_no_utf_8(tmp_path: Path) -> None:
    """Also one that takes the place of ours."""
    found = made(tmp_path / "a", "  dark: {}\n", {"templates/css/course.css": b"/* caf\xe9 */"})
    assert [(one.position.path, one.code) for one in found.diagnostics] == [
        ("templates/css/course.css", "not-utf8")
    ]
    found = made(tmp_path / "b", "  css: house.css\n", {"house.css": b"/* caf\xe9 */"})
    assert [(one.position.path, one.code) for one in found.diagnostics] == [
        ("house.css", "not-utf8")
    ]


def test_own_rules_come_last_with_their_files(tmp_path: Path) -> None:
    rules = ".foot { background: URL( 'lines.svg#top' ); }\n/* url(no.png) */\n"
    theme = "  css: house.css\n  radius: 6px\n"
    files = packed(tmp_path, theme, house__css=rules, lines__svg=LOGO)
    own = '.foot{background:url("files/lines.svg#top")}'
    assert rules_of(files) == f":root{{--radius:6px}}{own}"
    assert "files/lines.svg" in files


# Fonts

FONTS = """\
  fonts:
    text: {family: Boxes, files: [a.ttf, b.ttf], licence: "Ours, 2026"}
"""


def test_a_font_is_packed_with_the_characters_of_the_course(tmp_path: Path) -> None:
    characters = "Prestho.bun€Ωж"
    page = {
        "a__ttf": font(characters),
        "b__ttf": font(characters, weight=700),
        "first__md": "€ жо\n",
    }
    files = packed(tmp_path / "one", FONTS, **page)
    names = sorted(name for name in files if name.startswith("fonts/"))
    assert [re.sub("-[0-9a-f]{8}", "", name) for name in names] == [
        "fonts/boxes-400-normal.woff2", "fonts/boxes-700-normal.woff2", "fonts/licences.txt",
    ]  # fmt: skip
    regular = TTFont(BytesIO(files[names[0]]))
    assert regular.flavor == "woff2"
    assert set(map(chr, regular.getBestCmap())) == set("Prestho.bun€ж") - {"Ω"}
    assert files["fonts/licences.txt"].decode() == "Boxes: Ours, 2026\nMade for a test\n"
    css = rules_of(files)
    assert css.startswith(
        '@font-face{font-family:"Boxes";font-weight:400;font-style:normal;font-display:swap;'
        f'src:url("{names[0]}") format("woff2")}}@font-face{{'
    )
    assert '--text:"Boxes",-apple-system' in css
    assert '--display:"Boxes",-apple-system' in css
    assert packed(tmp_path / "two", FONTS, **page) == files


def test_titles_may_have_a_font_of_their_own(tmp_path: Path) -> None:
    theme = "  fonts:\n    display: {family: Boxes, files: [a.ttf], licence: Ours}\n"
    css = rules_of(packed(tmp_path, theme, a__ttf=font()))
    assert "--text" not in css
    assert """--display:"Boxes",'Iowan Old Style'""" in css


def test_a_font_that_may_not_be_packed(tmp_path: Path) -> None:
    theme = FONTS.replace(", b.ttf", "")
    (found,) = made(tmp_path, theme, {"a.ttf": font(fs_type=2)}).diagnostics
    assert (found.code, found.message) == (
        "bad-font",
        "the font `a.ttf` says that it may not be packed",
    )


def subset_of(content: bytes, folder: Path) -> bytes:
    file = folder / "whole.ttf"
    file.write_bytes(content)
    return subset(file, ALWAYS)


def test_a_font_that_is_damaged_inside(tmp_path: Path) -> None:
    """Also where only packing looks, at the outlines; no byte makes a traceback."""
    whole = font()
    outlines = TTFont(BytesIO(whole)).reader.tables["glyf"]
    broken = bytearray(whole)
    broken[outlines.offset : outlines.offset + outlines.length] = b"\x7f" * outlines.length
    theme = FONTS.replace(", b.ttf", "")
    found = made(tmp_path / "outlines", theme, {"a.ttf": bytes(broken)})
    assert [one.code for one in found.diagnostics] == ["bad-font"]
    packed_ = subset_of(whole, tmp_path)
    for number in range(0, len(packed_), 29):
        turned = bytearray(packed_)
        turned[number] ^= 0x55
        theme_2 = theme.replace("a.ttf", "a.woff2")
        found = made(tmp_path / f"woff2-{number}", theme_2, {"a.woff2": bytes(turned)})
        assert {one.code for one in found.diagnostics} <= {"bad-font"}, number
    for length in range(0, len(whole), 97):
        cut = made(tmp_path / str(length), theme, {"a.ttf": whole[:length]})
        assert [one.code for one in cut.diagnostics] == ["bad-font"], length


# The guide

THEMING = (ROOT / "docs/theming.md").read_text("utf-8")
NAMED = re.compile(r"^`([\w/.-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def example(language: str, number: int) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```$", THEMING, re.MULTILINE | re.DOTALL)[number]


def test_the_example_of_the_guide_names_every_field_and_is_right(tmp_path: Path) -> None:
    text = example("yaml", 0)
    told = yaml.safe_load(text)["theme"]
    groups = [
        (told, Look),
        (told["colours"], Colours),
        (told["fonts"], Fonts),
        (told["logo"], Logo),
    ]
    groups += [(font_, Font) for font_ in told["fonts"].values()]
    for fields, model in groups:
        assert fields.keys() == fields_of(model).keys()
    files = re.findall(r"style/[\w.-]+", text)
    made_ = {name: LOGO for name in files if name.endswith(".svg")}
    fonts = {name: font() for name in files if name.endswith((".woff2", ".ttf"))}
    sheet = dict(NAMED.findall(THEMING))["style/house.css"]
    photo = BytesIO()
    Image.new("RGB", (8, 4)).save(photo, "JPEG")
    more = {"style/engine.jpg": photo.getvalue(), "style/house.css": sheet, "style/lines.svg": LOGO}
    course = {"course.yaml": OUTLINE + text, "first.md": "Go.\n"}
    found = build(write(tmp_path, {**course, **made_, **fonts, **more}), TARGETS["scorm12"])
    assert found.diagnostics == []


def test_the_finding_of_the_guide_is_what_is_said() -> None:
    assert (
        example("text", 0) in (ROOT / "tests/courses/low-contrast-error/expected.txt").read_text()
    )


def test_the_files_of_the_guide_are_those_of_the_example() -> None:
    named = dict(NAMED.findall(THEMING))
    folder = ROOT / "tests/theme"
    assert named["pyproject.toml"] == (folder / "pyproject.toml").read_text("utf-8")
    for name in ("theme.yaml", "templates/_footer.html"):
        assert named[name] == (folder / "house_theme" / name).read_text("utf-8")


def test_every_block_of_a_template_is_documented() -> None:
    told = set()
    for row in re.findall(r"^\| `(\S+\.html)` \| (.*?) \|", THEMING, re.MULTILINE):
        told |= {(row[0], name) for name in re.findall(r"`(\w+)`", row[1])}
    ours = resources.templates()
    found = set()
    for file in ours.rglob("*.html"):
        blocks = re.findall(r"{% block (\w+)", file.read_text("utf-8"))
        found |= {(file.relative_to(ours).as_posix(), name) for name in blocks}
    assert told == found


@pytest.mark.parametrize("name", ["index.html", "_header.html", "_footer.html", "_theme.html", "_topic.html", "_step.html"])  # fmt: skip
def test_a_block_is_filled_in(name: str, tmp_path: Path) -> None:
    ours = (resources.templates() / name).read_text("utf-8")
    blocks = re.findall(r"{% block (\w+)", ours)
    filled = "".join(
        f"{{% block {block} %}}<i>{block}</i>{{{{ super() }}}}{{% endblock %}}" for block in blocks
    )
    template = f'{{% extends "built-in/{name}" %}}{filled}'
    theme = "  logo: {file: l.svg, alt: A}\n  cover: {file: l.svg, decorative: true}\n"
    plain = packed(tmp_path / "a", theme, l__svg=LOGO)["index.html"].decode()
    files = {f"templates/{name}": template, "l.svg": LOGO}
    found = made(tmp_path / "b", theme, files)
    assert found.diagnostics == []
    assert found.package
    document = found.package.files["index.html"]
    assert isinstance(document, bytes)
    text = document.decode()
    for block in blocks:
        assert f"<i>{block}</i>" in text
        text = text.replace(f"<i>{block}</i>", "")
    assert text == plain


@pytest.mark.parametrize(
    ("lang", "theme", "text", "uses"),
    [
        ("en", "  logo: {file: a.svg, alt: Ours}\n", "Go.\n", ["logo"]),
        ("en", "  cover: {file: a.svg, decorative: true}\n", "Go.\n", ["cover"]),
        ("he", "  radius: none\n", "Go.\n", ["rtl", "upright"]),
        ("zh-Hant", "  radius: none\n", "Go.\n", ["upright"]),
        ("en", "  radius: none\n", "- [ ] Go\n", ["task-list"]),
        ("en", "  radius: none\n", "Go.[^1]\n\n[^1]: Now.\n", ["footnotes"]),
    ],
)
def test_a_style_that_few_courses_need_is_in_those(
    lang: str, theme: str, text: str, uses: list[str], tmp_path: Path
) -> None:
    outline = re.sub("lang: .*", f"lang: {lang}", f"{OUTLINE}theme:\n{theme}")
    found = build(
        write(tmp_path, {"course.yaml": outline, "first.md": text, "a.svg": LOGO}),
        TARGETS["scorm12"],
    )
    assert found.package
    css = found.package.files[bundle.STYLE]
    assert isinstance(css, bytes)
    folders = [resources.templates()]
    assert css.startswith(bundle.style(folders, uses))
    assert not css.startswith(bundle.style(folders, [*uses, "code"]))
