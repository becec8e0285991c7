"""A theme for many courses: an installed package, with what a course changes in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scorm_builder import bundle
from scorm_builder.build import Build, build
from scorm_builder.summary import summary
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, ROOT, write
from tests.fonts import LOGO, font

TARGET = TARGETS["scorm12"]
PAGE = ':::alarm {call="Fire!"}\n:::\n'


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example theme in tests/theme, installed by pip."""
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--target", target, ROOT / "tests/theme"],
        check=True, capture_output=True,
    )  # fmt: skip
    return target


@pytest.fixture
def house(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example theme is there."""
    monkeypatch.syspath_prepend(installed)


def made(folder: Path, theme: str, files: dict[str, str | bytes]) -> Build:
    course = {"course.yaml": f"{OUTLINE}theme:\n{theme}", "first.md": PAGE}
    return build(write(folder / "course", {**course, **files}), TARGET)


def packed(folder: Path, theme: str, files: dict[str, str | bytes]) -> dict[str, str]:
    """The text files of a package that has no fault."""
    found = made(folder, theme, files)
    assert found.diagnostics == []
    assert found.package
    texts = {}
    for name, content in found.package.files.items():
        data = content if isinstance(content, bytes) else content.read_bytes()
        if not name.startswith("fonts/"):
            texts[name] = data.decode()
    return texts


def told(folder: Path, theme: str, files: dict[str, str | bytes]) -> list[str]:
    """All that is said, with place and code."""
    found = made(folder, theme, files).diagnostics
    return [f"{one.position} {one.code}: {one.message}; {one.hint}".strip("; ") for one in found]


@pytest.mark.usefixtures("house")
def test_a_course_in_an_installed_theme(tmp_path: Path) -> None:
    files = packed(tmp_path, "  use: house\n", {})
    css, document = files[bundle.STYLE], files["index.html"]
    assert "--radius:0}" in css
    assert "--paper:#fffdf7;--accent:#8a1c12;" in css
    assert "--accent:#ffa79b;" in css
    assert css.endswith('.foot{background:url("theme/lines.svg") repeat-x}')
    assert "theme/lines.svg" in files
    assert '<img src="theme/logo.svg" alt="Fire brigade" width="90" height="30">' in document
    assert '<p class="alarm"><strong>Fire!</strong></p>' in document
    assert "· Version 1</span></p>\n\n<p>Fire brigade, training</p>\n</footer>" in document
    assert "house_theme" not in sys.modules


@pytest.mark.usefixtures("house")
def test_the_summary_says_which_version(tmp_path: Path) -> None:
    course = made(tmp_path, "  use: house\n  version: '2.1'\n", {}).course
    assert course
    assert "in the theme house, version 2.1" in summary(course, TARGET)[0][1]


@pytest.mark.usefixtures("house")
def test_what_the_course_says_goes_over_the_theme(tmp_path: Path) -> None:
    theme = """\
  use: house
  colours: {accent: "#0057b8"}
  radius: large
  css: own.css
  logo: {file: logo.svg, alt: Ours}
"""
    own = '{% extends "theme/_footer.html" %}\n{% block colophon %}{{ super() }}<p>Unit 7</p>{% endblock %}'
    files = packed(
        tmp_path, theme,
        {"own.css": ".foot { color: red; }", "logo.svg": LOGO, "templates/_footer.html": own},
    )  # fmt: skip
    css, document = files[bundle.STYLE], files["index.html"]
    assert "--paper:#fffdf7;--accent:#0057b8;" in css
    assert "--accent:#ffa79b" not in css  # the dark one of another colour
    assert "--radius:1rem}" in css
    assert css.endswith("repeat-x}.foot{color:red}")
    assert 'src="files/logo.svg" alt="Ours"' in document
    assert "theme/logo.svg" not in files
    assert "<p>Fire brigade, training</p>\n<p>Unit 7</p>" in document


@pytest.mark.usefixtures("house")
def test_a_theme_that_cannot_be_used(tmp_path: Path) -> None:
    assert told(tmp_path / "a", "  use: hous\n", {"first.md": "Go.\n"}) == [
        "course.yaml:12:8 unusable-theme: there is no installed theme `hous`; did you mean `house`?"
    ]
    assert told(tmp_path / "b", "  use: house\n  version: '2.0'\n", {"first.md": "Go.\n"}) == [
        (
            "course.yaml:12:8 unusable-theme: the theme `house` is installed in version 2.1, not 2.0;"
            " install the other version, or change `version`"
        )
    ]


def broken(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str | bytes]) -> None:
    """A theme `odd` with these files, as an installer leaves it."""
    info = {
        "odd-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n",
        "odd-1.0.dist-info/entry_points.txt": "[scorm_builder.themes]\nodd = odd_theme\n",
    }
    write(folder, {**info, "odd_theme/__init__.py": "", **files})
    monkeypatch.syspath_prepend(folder)


def test_faults_of_a_theme_are_told_where_the_course_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = """\
colours: {accent: "#f36f21"}
fonts: {text: {family: Odd, files: [odd.ttf], licence: None}}
logo: {file: logo.png, alt: Odd}
colour: red
"""
    broken(tmp_path / "odd", monkeypatch, {"odd_theme/theme.yaml": look})
    assert told(tmp_path / "a", "  use: odd\n", {"first.md": "Go.\n"}) == [
        (
            "course.yaml:12:8 unknown-field: in the theme `odd`, theme.yaml:4:1: `colour` is not a known"
            " field; did you mean `colours`?"
        )
    ]
    look = look.removesuffix("colour: red\n")
    write(tmp_path / "odd", {"odd_theme/theme.yaml": look, "odd_theme/odd.ttf": font(fs_type=2)})
    found = told(tmp_path / "b", "  use: odd\n", {"first.md": "Go.\n"})
    assert [line.split(": ", 1)[0] for line in found] == [
        "course.yaml:12:8 bad-font",
        "course.yaml:12:8 low-contrast",
        "course.yaml:12:8 missing-file",
    ]
    assert "in the theme `odd`, theme.yaml:2:37: the font `odd.ttf` says that" in found[0]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("_footer.html", "{% if %}", "template-error: in the theme `odd`, templates/_footer.html:1: this"),
        ("_footer.html", "<p>{{ course.nothing }}", "template-error: in the theme `odd`, templates/_footer.html:1: this"),
        ("_footer.html", b"\xff", "not-utf8: in the theme `odd`, templates/_footer.html:1:1:"),
        ("_footer.html", '{% extends "built-in/_footer.html" %}{% block coloph %}{% endblock %}', "unknown-template-block: in the theme `odd`, templates/_footer.html:1: `built-in"),
    ],
)  # fmt: skip
def test_faults_in_the_templates_of_a_theme(
    name: str, text: str | bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"odd_theme/theme.yaml": "radius: none\n", f"odd_theme/templates/{name}": text}
    broken(tmp_path / "odd", monkeypatch, files)
    (found,) = told(tmp_path, "  use: odd\n", {"first.md": "Go.\n"})
    assert found.startswith(f"course.yaml:12:8 {message}")


def test_a_theme_without_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(tmp_path / "odd", monkeypatch, {})
    assert told(tmp_path, "  use: odd\n", {"first.md": "Go.\n"}) == [
        (
            "course.yaml:12:8 unusable-theme: the theme `odd` has no theme.yaml that can be read;"
            " tell who made it"
        )
    ]
