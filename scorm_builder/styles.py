"""The style sheet of a design: its tokens, light and dark, its fonts, and the author's own rules."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from scorm_builder import resources, rules
from scorm_builder.colours import Colour, contrast, nearest
from scorm_builder.diagnostics import Fault
from scorm_builder.fonts import ALWAYS, FontError, subset
from scorm_builder.palette import LIFT, NAMES, TEXT, WHITE, Scheme, printed

if TYPE_CHECKING:
    from scorm_builder.source.design import Design, FontFamily, FontFile

LICENCES = "fonts/licences.txt"
_NIGHT = {
    "--raised": f"color-mix(in srgb, var(--ink) {LIFT:.0%}, var(--paper))",
    "color-scheme": "dark",
}
_DAY = {
    "--raised": f"color-mix(in srgb, #fff {WHITE:.0%}, var(--paper))",
    "color-scheme": "light",
}
"""What else belongs to a dark paper that is there always, and to a white one that it is printed on."""
_RADII = {"none": "0", "small": ".25rem", "medium": ".5rem", "large": "1rem"}


def theme_css(design: Design, *, code: bool) -> str:
    """The rules that a design adds to the built-in ones, its fonts aside.

    `code`: whether the course shows code, whose colours stand on the same paper.
    """
    tokens = {"--radius": _RADII.get(design.radius, design.radius)} if design.radius else {}
    parts = [_root(tokens | _families(design))]
    if design.given:
        light, dark = design.palette.light, design.palette.dark
        parts += [
            _root(_colours(light, code=code) | (_NIGHT if light.dark else {})),
            _when("(prefers-color-scheme: dark)", _colours(dark, code=code)),
        ]
        if light.dark:
            parts.append(_when("print", _colours(printed(light), code=code) | _DAY))
    return "".join([*parts, *design.css])


def _when(condition: str, tokens: dict[str, str]) -> str:
    return f"@media {condition} {{\n{_root(tokens)}}}\n"


def _root(tokens: dict[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in tokens.items())
    return f":root {{\n{lines}}}\n" if tokens else ""


def _colours(scheme: Scheme, *, code: bool) -> dict[str, str]:
    tokens = {f"--{name}": str(scheme.of(name)) for name in NAMES}
    return tokens | (_colours_of_code(scheme) if code else {})


def _colours_of_code(scheme: Scheme) -> dict[str, str]:
    """The colours of code, with contrast enough on this paper."""
    css = (resources.templates() / "css/blocks/code.css").read_text("utf-8")
    light, _, dark = css.partition("(prefers-color-scheme: dark)")
    found = dict(re.findall(r"(--code-\w+): (#\w+);", dark if scheme.dark else light))
    tokens = {}
    for name, value in found.items():
        colour = Colour.read(value)
        if name != "--code-mark":  # a paper, not an ink
            colour = nearest(colour, lambda it: contrast(it, scheme.paper) >= TEXT) or colour
        tokens[name] = str(colour)
    return tokens


def _families(design: Design) -> dict[str, str]:
    """The fonts with the built-in ones behind them. Titles have the font of the text, or their own."""
    css = (resources.templates() / "css/course.css").read_text("utf-8")
    built_in = {role: re.search(rf"--{role}: (.+);", css) for role in ("text", "display")}
    tokens = {}
    for role, own in (("text", design.text), ("display", design.display or design.text)):
        behind = built_in["text" if own is design.text else role]
        if own and behind:
            tokens[f"--{role}"] = f'"{own.name}", {behind[1]}'
    return tokens


def pack_fonts(design: Design, text: str) -> tuple[str, dict[str, bytes]]:
    """The `@font-face` rules, and the font files with the characters of `text` alone.

    Raises `Fault` when a font is damaged where only packing finds it.
    """
    families = list(filter(None, [design.text, design.display]))
    if not families:
        return "", {}
    characters = {*ALWAYS, *text, *text.upper(), *text.lower()}
    files: dict[str, bytes] = {}
    faces: dict[str, str] = {}
    for family in families:
        for font in family.files:
            content = _packed(font, characters)
            name = _name(family, font, content)
            files[name] = content
            faces[name] = _face(family, font, name)
    files[LICENCES] = "\n".join(_licence(family) for family in families).encode()
    return "".join(faces.values()), files


def _packed(font: FontFile, characters: set[str]) -> bytes:
    try:
        return subset(font.file, characters)
    except FontError as problem:
        raise Fault(
            rules.BAD_FONT.at(
                font.at, f"the font `{font.file.name}` is damaged", "fetch it again from its makers"
            )
        ) from problem


def _name(family: FontFamily, font: FontFile, content: bytes) -> str:
    """A name that changes with the characters, so that no browser shows an older selection."""
    words = f"{family.name} {font.face.weight} {font.face.style}".lower()
    digest = hashlib.sha256(content).hexdigest()[:8]
    return f"fonts/{re.sub('[^a-z0-9]+', '-', words).strip('-')}-{digest}.woff2"


def _face(family: FontFamily, font: FontFile, name: str) -> str:
    return (
        f'@font-face {{ font-family: "{family.name}"; font-weight: {font.face.weight};'
        f" font-style: {font.face.style}; font-display: swap;"
        f' src: url("{name}") format("woff2"); }}\n'
    )


def _licence(family: FontFamily) -> str:
    notices = sorted({font.face.notice for font in family.files} - {""})
    return "\n".join([f"{family.name}: {family.licence}", *notices, ""])
