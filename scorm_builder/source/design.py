"""How a course looks: what its `theme:` says over what an installed theme says, resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from scorm_builder import rules
from scorm_builder.colours import Colour
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.fonts import SUFFIXES, FontError, read_face
from scorm_builder.palette import Palette, palette
from scorm_builder.source import media
from scorm_builder.source.installed import Installed, retold
from scorm_builder.source.own_css import read_css
from scorm_builder.source.page import Page
from scorm_builder.source.references import References
from scorm_builder.source.theme import Colours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from scorm_builder.diagnostics import Position
    from scorm_builder.fonts import Face
    from scorm_builder.source.page import Site
    from scorm_builder.source.theme import Cover, Font, Logo, Look, Theme


_WIDE = "(min-width: 60em) 60em, 100vw"
"""How wide a cover is shown."""


@dataclass(frozen=True)
class Picture:
    """A picture as templates see it. `dark` is the address of the one in the dark, or empty; `sizes`
    the attributes by which a browser picks a smaller file."""

    url: str
    width: int
    height: int
    alt: str
    dark: str
    sizes: Mapping[str, str]


@dataclass(frozen=True)
class FontFile:
    """A file of a font. `at` is where the author names it."""

    file: Path
    face: Face
    at: Position


@dataclass(frozen=True)
class FontFamily:
    """A font with its files."""

    name: str
    licence: str
    files: tuple[FontFile, ...]


@dataclass(frozen=True)
class Design:
    """How a course looks. `given` tells where each colour of a scheme is given.

    `files` are what it has packed, by name in the package; `used` the files of the course that it
    names.
    """

    palette: Palette
    given: Mapping[tuple[str, str], Position] = field(default_factory=dict)
    radius: str = ""
    text: FontFamily | None = None
    display: FontFamily | None = None
    logo: Picture | None = None
    cover: Picture | None = None
    css: tuple[str, ...] = ()
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    used: frozenset[str] = frozenset()
    theme: Installed | None = None


def load_design(
    theme: Theme, installed: Installed | None, at: Callable[..., Position], site: Site
) -> tuple[Design, list[Diagnostic]]:
    """The look of a course. `at` gives the place of a field of its `theme:`."""
    findings: list[Diagnostic] = []
    parts = [_Part(theme, site, at)]
    if installed:
        below = _Part(
            _without_what_is_replaced(installed.look, theme),
            replace(site, files=installed.files),
            installed.document.at,
            installed.at,
        )
        faults = [*installed.document.diagnostics, *below.page.diagnostics]
        findings += [retold(fault, installed) for fault in faults]
        parts.insert(0, below)
    findings += parts[-1].page.diagnostics
    return _over(parts, installed), findings


def _without_what_is_replaced(look: Look, theme: Theme) -> Look:
    """The look without the pictures that a course has of its own, which then need not be packed."""
    logo, cover = (None if theme.logo else look.logo), (None if theme.cover else look.cover)
    return replace(look, logo=logo, cover=cover)


class _Part:
    """What one `Look` says, with its files found. `at` gives the place of a field in its file.

    `home` is what stands for all these places in a course, when that file is not of the course.
    """

    def __init__(
        self,
        look: Look,
        site: Site,
        at: Callable[..., Position],
        home: Position | None = None,
    ) -> None:
        self.look = look
        self.at = at
        self.home = home
        self.source = site.files
        self.page = Page("", "/")
        self.references = References(site, self.page, "/", "/")
        self.used: set[str] = set()
        self.light = self._colours("colours", look.colours)
        self.dark = self._colours("dark", look.dark)
        self.text = self._font("text", look.fonts.text)
        self.display = self._font("display", look.fonts.display)
        self.logo = self._logo(look.logo) if look.logo else None
        self.cover = self._cover(look.cover) if look.cover else None
        self.css = self._css(look.css) if look.css else ""

    def _colours(self, group: str, colours: Colours) -> dict[str, tuple[Colour, Position]]:
        texts = {token.name: getattr(colours, token.name) for token in fields(Colours)}
        return {
            name: (Colour.read(text), self.home or self.at(group, name))
            for name, text in texts.items()
            if text
        }

    def _font(self, role: str, font: Font | None) -> FontFamily | None:
        if font is None:
            return None
        found = [
            self._font_file(path, self.at("fonts", role, "files", index))
            for index, path in enumerate(font.files)
        ]
        return FontFamily(font.family, font.licence, tuple(file for file in found if file))

    def _font_file(self, path: str, at: Position) -> FontFile | None:
        found = self._used(path, at)
        if found is None:
            return None
        message, hint = f"`{path}` is no font", f"use one of {', '.join(SUFFIXES)}"
        if media.suffix(found) in SUFFIXES:
            try:
                face = read_face(self.source.root / found)
            except FontError:
                message, hint = f"the font `{path}` is damaged", "fetch it again from its makers"
            else:
                if face.may_be_packed:
                    return FontFile(self.source.root / found, face, self.home or at)
                message = f"the font `{path}` says that it may not be packed"
                hint = "take one with an open licence, such as the SIL OFL"
        self.page.diagnostics.append(rules.BAD_FONT.at(at, message, hint))
        return None

    def _used(self, path: str, at: Position) -> str | None:
        found = self.references.resolve(path, at)
        self.used |= {found} if found else set()
        return found

    def _logo(self, logo: Logo) -> Picture | None:
        picture = self._picture(logo.file, self.at("logo", "file"), logo.alt)
        if picture is None or not logo.dark:
            return picture
        dark = self._picture(logo.dark, self.at("logo", "dark"), logo.alt)
        return replace(picture, dark=dark.url) if dark else None

    def _cover(self, cover: Cover) -> Picture | None:
        at = self.at("cover", "file")
        if cover.decorative and cover.alt:
            message, hint = "a decorative picture has no text alternative", "remove one of the two"
            self.page.diagnostics.append(rules.MISSING_ALT.at(at, message, hint))
        elif not cover.decorative and not cover.alt.strip():
            message = f"the picture `{cover.file}` has no text alternative"
            hint = "say what it shows in `alt`, or write `decorative: true` when it adds nothing"
            self.page.diagnostics.append(rules.MISSING_ALT.at(at, message, hint))
        return self._picture(cover.file, at, cover.alt)

    def _picture(self, path: str, at: Position, alt: str) -> Picture | None:
        found = self.references.picture(path, at)
        if found is None:
            return None
        sizes = {**found["sizes"], "sizes": _WIDE} if found["sizes"] else {}
        return Picture(found["url"], found["width"], found["height"], alt, "", sizes)

    def _address(self, path: str) -> str:
        self.page.files.add(path)
        return self.source.packed(path)

    def _css(self, path: str) -> str:
        found = self._used(path, self.at("css"))
        if found is None:
            return ""
        text, findings = read_css(found, self.source, self._address)
        self.page.diagnostics += findings
        return text

    def packed(self) -> dict[str, bytes | Path]:
        """The files to pack, by name in the package."""
        own = {self.source.packed(path): self.source.root / path for path in self.page.files}
        return own | {name: made.content for name, made in self.page.made.items()}


def _over(parts: list[_Part], installed: Installed | None) -> Design:
    """The parts as one design: of each thing the last word counts.

    A colour and its dark one belong together: who changes the first does not mean the old second.
    """
    own = parts[-1]
    light: dict[str, tuple[Colour, Position]] = {}
    dark: dict[str, tuple[Colour, Position]] = {}
    for part in parts:
        dark = {name: what for name, what in dark.items() if name not in part.light} | part.dark
        light |= part.light
    given = {("light", name): at for name, (_, at) in light.items()}
    given |= {("dark", name): at for name, (_, at) in dark.items()}

    def last(name: str) -> Any:
        said = [getattr(part, name) for part in parts if getattr(part, name)]
        return said[-1] if said else None

    colours = palette(
        {name: colour for name, (colour, _) in light.items()},
        {name: colour for name, (colour, _) in dark.items()},
    )
    logo = last("logo")
    if logo and colours.light.dark and not logo.dark:
        logo = replace(logo, dark=logo.url)  # drawn for a dark paper
    return Design(
        palette=colours,
        given=given,
        radius=next((part.look.radius for part in reversed(parts) if part.look.radius), ""),
        text=last("text"),
        display=last("display"),
        logo=logo,
        cover=last("cover"),
        css=tuple(part.css for part in parts if part.css),
        files={name: content for part in parts for name, content in part.packed().items()},
        used=frozenset(own.used | own.page.files | {made.path for made in own.page.made.values()}),
        theme=installed,
    )
