"""No input, however broken, gives a traceback, a hang or half a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scorm_builder
from scorm_builder.build import build
from scorm_builder.targets import TARGETS

MANY = 40_000
SECONDS = 120
CODE = re.compile(r" \[([a-z0-9-]+)\]$", re.MULTILINE)
OUTLINE = """\
{format: 1, id: fire, title: Fire, lang: en, version: "1", topics:
[{id: basics, title: Basics, steps: [{id: alarm, title: Alarm, page: alarm.md}]}]}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'

Course = Callable[..., Path]


# Root may read and write everything, unless it gives that up.
AS_ANYBODY = (
    ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]
    if os.geteuid() == 0
    else []
)


def run(*arguments: str, before: Sequence[str] = (), **environment: str) -> tuple[int, str]:
    """The exit code and the output of the command, which must not end in a fault of ours."""
    found = subprocess.run(
        [*before, sys.executable, "-m", "scorm_builder", *arguments],
        capture_output=True,
        check=False,
        timeout=SECONDS,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(scorm_builder.__file__).parents[1]),
            **environment,
        },
    )
    output = (found.stdout + found.stderr).decode(errors="replace")
    assert "Traceback" not in output
    assert found.returncode in (0, 1, 2)
    return found.returncode, output


def build_course(root: Path) -> set[str]:
    """Build; give the codes that were reported. A package is there whole, or not at all."""
    code, output = run("build", str(root), "-o", "out")
    written = sorted(Path().glob("out/**/*"))
    if code:
        assert written == []
    else:
        (file,) = written
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
    return set(CODE.findall(output))


# course.yaml

OUTLINES: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "missing-field"),
    "a byte order mark": ("\ufeff", "missing-field"),
    "blanks": ("\n \n\n", "missing-field"),
    "null": ("~", "missing-field"),
    "one word": ("course", "wrong-type"),
    "a list": ("- a\n" * MANY, "wrong-type"),
    "binary": (bytes(range(256)) * 64, "not-utf8"),
    "UTF-16": ("format: 1\n".encode("utf-16"), "not-utf8"),
    "UTF-16 without a mark": ("format: 1\n".encode("utf-16-le"), "not-utf8"),
    "UTF-32": ("format: 1\n".encode("utf-32"), "not-utf8"),
    "Latin-1": ("title: Café".encode("latin-1"), "not-utf8"),
    "10 MB": (b"key: value\n" * 1_000_000, "file-too-large"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "not-utf8"),
    "brackets": ("[" * MANY, "yaml-too-deep"),
    "braces": ("{" * 900, "yaml-syntax"),  # from 1,000 on libyaml may count them first
    "nested mappings": ("{a: " * MANY, "yaml-too-deep"),
    "nested lists": ("- " * MANY, "yaml-too-deep"),
    "question marks": ("? " * MANY, "yaml-syntax"),
    "colons": ("a:" * MANY, "yaml-syntax"),
    "tabs": ("\t" * MANY, "yaml-syntax"),
    "an open quote": ('"' + "a" * MANY, "yaml-syntax"),
    "exclamation marks": ("!" * MANY, "wrong-type"),
    "an alias to itself": ("a: &a [*a]", "yaml-syntax"),
    "an alias to nothing": ("a: *b", "yaml-syntax"),
    "an alias bomb": (
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"k{i}: &k{i} [{', '.join([f'*k{i - 1}' if i else '*a'] * 10)}]\n" for i in range(9)),
        "yaml-too-many-values",
    ),
    "merge keys": ("a: &a {<<: {b: 1}}\n<<: *a\n", "missing-field unknown-field"),
    "many values": ("[" + "1," * 250_000 + "]", "yaml-too-many-values"),
    "a tag": ("!!python/object/apply:os.system ['true']", "wrong-type"),
    "an unknown tag": ("!<x> course", "wrong-type"),
    "a directive": ("%YAML 9.9\n---\na: 1\n", "yaml-syntax"),
    "two documents": ("a: 1\n---\na: 1\n", "yaml-syntax"),
    "a lone surrogate": ('title: "\\ud800"', "yaml-syntax"),
    "a surrogate pair": ('title: "\\ud83d\\ude00"', "yaml-syntax"),
    "a NUL": ("title: a\0b", "not-utf8"),
    "line separators": ("\u2028" * 1_000_000, "forbidden-character"),
    "a NUL escaped": ('format: "\\0"', "missing-field wrong-type"),
    "an escape sequence": ("title: \x1b[31m", "forbidden-character"),
    "a long number": ("format: " + "9" * 100_000, "missing-field wrong-type"),
    "a number too large": ("format: 1e999", "missing-field wrong-type"),
    "not a number": ("format: .nan", "missing-field wrong-type"),
    "keys of all kinds": ("1: a\ntrue: b\n~: c\n'': d\n'': e\n", "duplicate-key missing-field unknown-field"),
}  # fmt: skip


@pytest.mark.parametrize("case", OUTLINES)
def test_outline(case: str, course: Course) -> None:
    content, codes = OUTLINES[case]
    assert build_course(course({"course.yaml": content})) == set(codes.split())


TITLES = {
    "right to left": "\u202eFire\u202c \u200fsafety",
    "emoji": "👩‍🚒🔥 " * 10,
    "combining marks": "F" + "\u0301" * 190,
    "markup": "</title><script>alert(1)</script>&amp;",
    "template": "{{ 7 * 7 }}{% raw %}",
    "no words": "\u200b",
    "the end of a script": "]]></script><!--",
}


@pytest.mark.parametrize("case", TITLES)
def test_title(case: str, course: Course, outline: str) -> None:
    title = TITLES[case].replace("\\", "\\\\").replace('"', '\\"')
    root = course({"course.yaml": outline.replace("title: Fire safety", f'title: "{title}"')})
    assert build_course(root) == set()
    (file,) = Path("out").iterdir()
    document = zipfile.ZipFile(file).read("index.html").decode()
    assert "<script>alert" not in document
    assert "{{" not in document.replace(TITLES[case], "")


# Pages

PAGES: dict[str, tuple[str | bytes, str]] = {
    "binary": (bytes(range(256)) * 64, "not-utf8"),
    "UTF-16": ("Ring".encode("utf-16"), "not-utf8"),
    "Latin-1": ("Café".encode("latin-1"), "not-utf8"),
    "lone surrogates": ("\ud800".encode("utf-8", "surrogatepass"), "not-utf8"),
    "a NUL": ("a\0b", "not-utf8"),
    "empty": ("", "empty-page"),
    "a byte order mark": ("\ufeff", "empty-page"),
    "blank lines": ("\n" * MANY, "empty-page"),
    "10 MB": ("word " * 2_000_000, "file-too-large"),
    "right to left": ("\u202e" * 1000, ""),
    "emoji": ("👩‍🚒" * 10_000, ""),
    "combining marks": ("a" + "\u0301" * 10_000, ""),
    "opening brackets": ("[" * MANY, "page-too-deep"),
    "opening pictures": ("![" * MANY, "page-too-deep"),
    "pictures": ("![](" * 20_000, ""),
    "a formula with a script": ("$\\text{<script>}$", "bad-math"),
    "a formula with an ampersand": ("$\\text{a & b}$", "bad-math"),
    "half a fraction": ("$\\frac{1}$", "bad-math"),
    "a declaration in a tag": ("<div><![x[", "html-removed"),
    "a comment that does not end": ("<!-- note\n\nThe rest.", "html-removed"),
    "tags that do not end": ("<div " * MANY, "html-removed"),
    "a heading of blanks": ("## a" + " " * MANY + "b", ""),
    "broken anchors": (
        "".join(f"## h{n}\n\n[a](#b{n})\n\n" for n in range(10_000)), "broken-anchor",
    ),
    "missing files": ("".join(f"[a](b{n}.md)\n\n" for n in range(20_000)), "missing-file"),
    "many attributes": (":::note {" + " ".join(f"a{n}" for n in range(50_000)) + "}\n:::\n", "unknown-attribute"),
    "equal headings": ("## a\n\n" * 20_000, ""),
    "less than": ("<" * MANY, ""),
    "emphasis that crosses": ("*a_" * MANY, ""),
    "stars": ("*" * MANY, ""),
    "strong that opens": ("**a " * MANY, ""),
    "underscores": ("_a" * MANY, ""),
    "strikes": ("~~a" * MANY, ""),
    "backticks": ("`" * MANY, "empty-page"),
    "backticks of all lengths": ("".join("`" * n + "a" for n in range(1, 450)), ""),
    "quotes": ('"' * 40_000, ""),
    "apostrophes": ("'a " * 40_000, ""),
    "dollars": ("$" * 40_000, ""),
    "dollars that open": ("$a " * 40_000, ""),
    "ampersands": ("&" * MANY, ""),
    "entities": ("&#0;&#xd800;&#x110000;&nbsp" * 1000, ""),
    "backslashes": ("\\" * MANY, ""),
    "curly brackets": ("{" * MANY, ""),
    "attributes that open": ("[a]{" * 40_000, ""),
    "footnotes": ("[^a]" * 20_000, ""),
    "quote in quote": (">" * MANY, "page-too-deep"),
    "list in list": ("\n".join("  " * n + "- a" for n in range(500)), "page-too-deep"),
    "numbered list in list": ("\n".join("   " * n + "1. a" for n in range(300)), "page-too-deep"),
    "block in block": (":::note\n" * 500 + "a\n" + ":::\n" * 500, "page-too-deep"),
    "blocks that open": (":::note\n" * 40_000, "page-too-deep"),
    "blocks that close": (":::\n" * 1000, "block-not-opened"),
    "10,000 columns": ("|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n" + "|b" * 10_000 + "|\n", ""),
    "rows of one cell": ("|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b\n" * 1000, ""),
    "definitions": ("a\n: b\n" * 5000, ""),
    "references": ("".join(f"[a{n}]: b.md\n" for n in range(10_000)), "empty-page"),
    "a formula in a formula": ("$" + "{" * 5000 + "}" * 5000 + "$", "bad-math"),
    "fractions": ("$" + "\\frac" * 5000 + "$", "bad-math"),
    "roots": ("$" + "\\sqrt{" * 500 + "$", "bad-math"),
    "HTML in a formula": ("$\\text{<b>x</b>}$ $\\href{javascript:x}{y}$", "bad-math"),
    "scripts": ("<script>alert(1)</script>\n\n<SCRIPT SRC=x></SCRIPT>", "html-removed"),
    "frames": ('<iframe src="https://example.org/"></iframe>', "html-removed"),
    "handlers": ("<p onclick=x>a</p>\n\n<b ONCLICK=x>a</b>", "html-removed"),
    "styles": ("<style>a{}</style>\n\na <b style=x>b</b>", "html-removed"),
    "drawings": ("<svg onload=x></svg>\n\n<math><mi/></math>", "html-removed"),
    "forms": ("<form action=x><input name=y></form>", "html-removed"),
    "links in HTML": ('<a href="javascript:x">a</a> <img src=x onerror=y>', "html-removed"),
    "a base": ('<base href="//example.org">', "html-removed"),
    "open tags": ("<details>\n\n" * 1000, "html-removed"),
    "a tag with many attributes": ("<b " + "a " * 1000 + ">", "html-removed"),
    "addresses that run": (
        """[a](javascript:x) [b](JaVaScRiPt:x) [c](&#106;avascript:x) [d](vbscript:x)
        [e](data:text/html,x) <javascript:x> [f](<java\tscript:x>)""",
        "unsafe-link missing-file",
    ),
    "pictures that run": ("![a](javascript:x) ![b](data:image/svg+xml,x)", "outside-request"),
    "attributes that run": ("[a]{onclick=x style=y}\n\n{onclick=x}\nb", "unknown-attribute"),
    "a NUL in an address": ("[a](%00) ![b](%00.png) [c](a%00.md)", "missing-file"),
    "long addresses": (f"[a]({'x' * 5000}) ![b]({'x/' * 5000}y.png)", "missing-file"),
    "no address": ("![]() [a]()", "broken-link missing-file"),
    "odd attributes": (":::note {=}\n:::\n\n:::note {#}\n:::\n\n:::note {a=\"\n:::", "block-syntax"),
    "a lexer with an odd name": ("```../../etc/passwd\na\n```\n\n```\u202e\na\n```", "unknown-code-language"),
    "front matter": ("---\na: *b\n---\n", "front-matter"),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGES)
def test_page(case: str, course: Course) -> None:
    content, codes = PAGES[case]
    assert build_course(course({"alarm.md": content})) == set(codes.split())


AWAY = (
    "../../etc/passwd",
    "../../../../../../../../etc/passwd",
    "media/../../etc/passwd",
    "..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
)


@pytest.mark.parametrize("path", AWAY)
def test_no_attribute_leads_out_of_the_course(path: str, course: Course) -> None:
    page = f"""[a]({path}) ![a]({path})

:::figure {{src="{path}" alt=a}}
:::

:::video {{#a src="{path}" captions="{path}" transcript="{path}" poster="{path}"}}
:::
"""
    root = course({"alarm.md": page})
    code, output = run("check", str(root))
    assert code == 1
    assert CODE.findall(output) == ["outside-course"] * 7


@pytest.mark.parametrize("path", ["/etc/passwd", "//etc/passwd", "C:/passwd", "\\\\host\\passwd"])
def test_no_attribute_names_a_file_by_its_whole_path(path: str, course: Course) -> None:
    page = f':::figure {{src="{path}" alt=a}}\n:::\n'
    code, output = run("check", str(course({"alarm.md": page})))
    assert code == 1
    assert set(CODE.findall(output)) <= {"missing-file", "outside-request"}
    assert "root:" not in output


@pytest.mark.parametrize("path", ["../alarm.md", "media/../../alarm.md"])
def test_no_page_lies_out_of_the_course(path: str, course: Course, outline: str) -> None:
    written = outline.replace("page: alarm.md", f"page: {path}")
    root = course({"course.yaml": written.replace("topics:", f"intro: {path}\ntopics:")})
    Path("alarm.md").write_text("Elsewhere.\n")
    assert build_course(root) == {"outside-course"}


# Pictures

PICTURES: dict[str, str | bytes] = {
    "empty.png": b"",
    "text.png": "a picture",
    "short.png": b"\x89PNG\r\n\x1a\n\0\0",
    "no-size.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(16),
    "short.gif": b"GIF89a",
    "short.jpg": b"\xff\xd8\xff\xe0\0",
    "endless.jpg": b"\xff\xd8" + b"\xff\xe0\0\2" * 10_000,
    "short.webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "short.avif": b"\0\0\0\x1cftypavif\0\0\0\0",
    "tiff.png": b"II*\0\x08\0\0\0",
    "empty.svg": b"",
    "html.svg": "<html/>",
    "cut.svg": "<svg",
    "no-size.svg": SVG.format(""),
    "percent.svg": SVG.format('width="100%" height="100%"'),
    "no-box.svg": SVG.format('viewBox="0 0"'),
    "nan.svg": SVG.format('viewBox="0 0 nan nan"'),
    "inf.svg": SVG.format('viewBox="0 0 inf inf"'),
    "digits.svg": SVG.format(f'width="{"9" * 100_000}x" height="1"'),
    "zero.svg": SVG.format('viewBox="0 0 0 0"'),
    "words.svg": SVG.format('viewBox="a b c d"'),
    "encoding.svg": '<?xml version="1.0" encoding="none"?>' + SVG.format('viewBox="0 0 1 1"'),
    "deep.svg": "<svg>" * 100_000,
    "bomb.svg": "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><svg xmlns='http://www.w3.org/2000/svg' width='&i;' height='1'>&i;</svg>",
    "large.svg": SVG.format('width="1" height="1"') + "<!-- " + "a" * 5_000_000 + "-->",
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, course: Course) -> None:
    root = course({"alarm.md": f"![The alarm]({name})\n", name: PICTURES[name]})
    assert build_course(root) == {"bad-image"}


def test_a_picture_cannot_say_that_it_is_huge(course: Course) -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\2\0\0\0"
    root = course({"alarm.md": "![The alarm](alarm.png)\n", "alarm.png": header + bytes(4)})
    assert build_course(root) == {"bad-image"}


def test_nothing_is_read_through_a_drawing(course: Course) -> None:
    drawing = "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg width='&a;'>&a;</svg>"
    root = course({"alarm.md": "![The alarm](alarm.svg)\n", "alarm.svg": drawing})
    assert build_course(root) == {"bad-image"}


# Folders, links and pipes


def test_no_folder() -> None:
    assert run("build", "/no/such/folder")[0] == 1


def test_a_loop_of_folders(course: Course) -> None:
    root = course({"media/loop": lambda path: path.symlink_to("..")})
    assert build_course(root) == set()


@pytest.mark.parametrize("name", ["course.yaml", "alarm.md", "alarm.svg", "alarm.pdf"])
def test_a_pipe_is_not_waited_for(name: str, course: Course) -> None:
    page = {} if name == "alarm.md" else {"alarm.md": "![a](alarm.svg) [b](alarm.pdf)\n"}
    codes = build_course(course({**page, name: os.mkfifo}))
    assert codes <= {"missing-file", "unreadable-file"}
    assert codes


@pytest.mark.parametrize("name", ["course.yaml", "alarm.md"])
def test_a_device_is_not_read(name: str, course: Course) -> None:
    codes = build_course(course({name: lambda path: path.symlink_to("/dev/zero")}))
    assert codes <= {"missing-file", "outside-course", "unreadable-file"}
    assert codes


@pytest.mark.parametrize("name", ["course.yaml", "alarm.md", "plan.pdf", "alarm.svg"])
def test_a_file_that_may_not_be_read(name: str, course: Course) -> None:
    page = "[The plan](plan.pdf) ![The alarm](alarm.svg)\n"
    root = course(
        {"alarm.md": page, "plan.pdf": "%PDF", "alarm.svg": SVG.format('viewBox="0 0 1 1"')}
    )
    (root / name).chmod(0)
    code, output = run("build", str(root), "-o", "out", before=AS_ANYBODY)
    assert (code, CODE.findall(output)) == (1, ["unreadable-file"])
    assert not Path("out").exists()


def test_a_name_that_is_not_utf8(course: Course) -> None:
    try:
        root = course({os.fsdecode(b"caf\xe9.txt"): "a"})
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    code, output = run("check", str(root), PYTHONUTF8="1")
    assert (code, CODE.findall(output)) == (0, ["unused-file"])


def test_a_terminal_that_knows_ascii_only(course: Course) -> None:
    root = course({"alarm.md": "# The “bell”\n\nRing.\n"})
    code, output = run("check", str(root), PYTHONIOENCODING="ascii:replace", PYTHONUTF8="0")
    assert (code, CODE.findall(output)) == (0, ["title-mismatch"])


# The output


def test_an_output_folder_that_is_a_file(course: Course) -> None:
    root = course({})
    Path("out").write_text("mine")
    assert run("build", str(root), "-o", "out")[0] == 2
    assert Path("out").read_text() == "mine"


def test_an_output_folder_that_cannot_be_made(course: Course) -> None:
    code, output = run("build", str(course({})), "-o", "/proc/none/out")
    assert code == 2
    assert "cannot be written" in output


def test_an_output_file_that_is_a_folder(course: Course) -> None:
    root = course({})
    folder = Path("out/fire-1.0.0-scorm12.zip")
    folder.mkdir(parents=True)
    code, output = run("build", str(root), "-o", "out")
    assert code == 2
    assert "cannot be written" in output
    assert list(Path("out").iterdir()) == [folder]


def test_an_output_folder_that_may_not_be_written(course: Course) -> None:
    root = course({})
    Path("out").mkdir(mode=0o500)
    code, output = run("build", str(root), "-o", "out", before=AS_ANYBODY)
    assert code == 2
    assert "cannot be written: Permission denied" in output
    assert list(Path("out").iterdir()) == []


def test_a_faulty_course_leaves_the_last_package_alone(course: Course) -> None:
    root = course({})
    assert build_course(root) == set()
    before = {path: path.read_bytes() for path in Path("out").iterdir()}
    (root / "alarm.md").write_text("[a](b.md)\n")
    assert run("build", str(root), "-o", "out")[0] == 1
    assert {path: path.read_bytes() for path in Path("out").iterdir()} == before


@pytest.mark.parametrize("epoch", ["x", "1e9", "9" * 12, "9" * 25, "9" * 5000, "nan", "0x10"])
def test_source_date_epoch_that_is_no_date(epoch: str, course: Course) -> None:
    root = course({})
    code, output = run("build", str(root), "-o", "out", SOURCE_DATE_EPOCH=epoch)
    assert code == 2
    assert "SOURCE_DATE_EPOCH" in output
    assert not list(Path().glob("out/*"))


# Templates and messages of the course

OWN: dict[str, tuple[dict[str, str | bytes], str]] = {
    "words that are not JSON": ({"messages/en.json": "{"}, "bad-messages"),
    "words that are not UTF-8": ({"messages/en.json": b'{"exit": "\xff"}'}, "not-utf8"),
    "words in words": ({"messages/en.json": "[" * MANY}, "bad-messages"),
    "words with a foreign placeholder": ({"messages/en.json": '{"topics": "{z}"}'}, "bad-messages"),
    "words with an open brace": ({"messages/en.json": '{"next": "Go {"}'}, "bad-messages"),
    "words with half a character": ({"messages/en.json": '{"next": "\\ud800"}'}, "bad-messages"),
    "a number without end": ({"messages/en.json": '{"next": ' + "9" * 5000 + "}"}, "bad-messages"),
    "a template that is not UTF-8": ({"index.html": b"\xff"}, "not-utf8"),
    "a block with a name that is taken": (
        {"blocks/a.html": "", "blocks/a.yaml": "attributes: {model_dump: {}, key: {}}"}, "bad-value",
    ),
    "a list of words": ({"messages/en.json": "[]"}, "bad-messages"),
    "a template that does not end": ({"index.html": "{% if 1 %}"}, "template-error"),
    "a template without a name": ({"index.html": "{{ nothing.here }}"}, "template-error"),
    "a template in itself": ({"index.html": "{% include 'index.html' %}"}, "template-error"),
    "a template from elsewhere": (
        {"index.html": "{% include '../../../etc/passwd' %}"}, "template-error",
    ),
    "a template that digs": (
        {"index.html": "{{ t.__class__.__mro__[1].__subclasses__() }}"}, "template-error",
    ),
    "a template that divides": ({"index.html": "{{ 1 / 0 }}"}, "template-error"),
    "a template that runs on": (
        {"index.html": "{% for n in range(10 ** 9) %}{% endfor %}"}, "template-error",
    ),
    "a block that is not YAML": ({"blocks/a.html": "", "blocks/a.yaml": "["}, "yaml-syntax"),
    "a block with an odd name": (
        {"blocks/a.html": "", "blocks/a.yaml": "attributes: {__class__: {}}"}, "bad-value",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OWN)
def test_own_templates(case: str, course: Course) -> None:
    files, codes = OWN[case]
    root = course({f"templates/{name}": content for name, content in files.items()})
    assert build_course(root) == set(codes.split())


def test_a_template_at_fault_on_many_pages(course: Course, outline: str) -> None:
    step = "      - {{id: s{0}, title: S, page: s{0}.md}}\n"
    steps = "".join(step.format(number) for number in range(80))
    head = outline.partition("      - id")[0]
    pages = {f"s{number}.md": ":::box\n:::\n" for number in range(80)}
    root = course(
        {"course.yaml": head + steps, **pages, "templates/blocks/box.html": "{{ nothing }}"}
    )
    assert build_course(root) == {"template-error"}


# Whatever comes

FUZZ = settings(max_examples=200, deadline=None, derandomize=True, database=None)
PIECES = st.lists(
    st.sampled_from(
        "a b # ## - 1. > | --- * ** _ ` ``` ~~~ ~~ [ ] ( ) ![ {#a} {.b} { } \\ < > & &amp; \" '"
        " : ::: :::note :::figure :::video :::x {type=tip} {src=a.svg} [^1] [^1]: <b> </b> <div> </div>"
        " <!-- --> <p alarm.md #a https: javascript: .. / % %00 \t \n \n\n é 漢 😀 \u202e \u0301 \x07 \ufeff"
        " {=} $ $$ \\frac x^2".split(" ")
    ),
    max_size=25,
).map("".join)
YAML_PIECES = st.lists(
    st.sampled_from(
        "format id title lang topics steps page progress : :\u0020 -\u0020 \n \n\u0020\u0020 1 true ~"
        " [ ] { } , & * &a *a !! | > ' \" # % @ --- ... ? <<: é 😀 \x07 \t \\ \ufeff \x85".split(
            " "
        )
    ),
    max_size=25,
).map("".join)


def _build(outline: str, page: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "course.yaml").write_bytes(outline.encode("utf-8", "surrogatepass"))
        (root / "alarm.md").write_bytes(page.encode("utf-8", "surrogatepass"))
        found = build(root, TARGETS["scorm12"])
        assert found.package is not None or found.diagnostics


@FUZZ
@given(st.text() | YAML_PIECES)
def test_any_outline(text: str) -> None:
    _build(text, "Ring.\n")


@FUZZ
@given(st.text() | PIECES)
def test_any_page(text: str) -> None:
    _build(OUTLINE, text)
