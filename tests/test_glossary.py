"""The glossary: which words of a page become links, and what the page of terms says."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from scorm_builder.build import build
from scorm_builder.source.load import load
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, write

NAMED = OUTLINE.replace("topics:", "glossary: terms.yaml\ntopics:")
TERMS = """\
terms:
  - {term: trust, also: [trusts, Trust Fund], text: A *feeling*.}
  - {term: assembly point, text: Where you show trust. Not an assembly point.}
  - {term: .NET, text: A platform.}
  - {term: confiança, text: Trust in Portuguese.}
  - {term: 東京, text: A city.}
  - {term: ケア, text: Care.}
  - {term: 신뢰, text: Trust in Korean.}
"""


def linked(folder: Path, text: str, terms: str = TERMS, **files: str) -> str:
    """The HTML of a page with its links to terms as `<name|words>`."""
    course, findings = load(
        write(folder, {"course.yaml": NAMED, "terms.yaml": terms, "first.md": text, **files})
    )
    assert course, findings
    link = re.compile(r'<a href="#/-/glossary/([^"]+)" class="term">(.*?)</a>', re.DOTALL)
    return link.sub(r"<\1|\2>", course.pages["first.md"].html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("We trust, and trust.", "<p>We <trust|trust>, and trust.</p>\n"),
        ("Trust is. It trusts.", "<p><trust|Trust> is. It trusts.</p>\n"),
        ("It is so. Trusts are.", "<p>It is so. <trust|Trusts> are.</p>\n"),
        ("The Trust of trustees, distrust and mistrusts.", "<p>The Trust of trustees, distrust and mistrusts.</p>\n"),
        ("A Trust Fund.", "<p>A <trust|Trust Fund>.</p>\n"),
        ("A trust fund, self-trust’s.", "<p>A <trust|trust> fund, self-trust’s.</p>\n"),
        ("The assembly\npoint", "<p>The <assembly-point|assembly\npoint></p>\n"),
        ("An *assembly* point", "<p>An <em>assembly</em> point</p>\n"),
        ("Use .NET now", "<p>Use <net|.NET> now</p>\n"),
        ("confianças e confiança", "<p>confianças e <confianca|confiança></p>\n"),
        ("私は東京に。", "<p>私は<h-130016|東京>に。</p>\n"),
        ("ヘルスケアの", "<p>ヘルスケアの</p>\n"),
        ("HTMLのケア", "<p>HTMLの<h-502e07|ケア></p>\n"),
        ("trustの", "<p><trust|trust>の</p>\n"),
        ("신뢰는", "<p><h-817d68|신뢰>는</p>\n"),
        ("## trust\n\n[trust](first.md) `trust` <kbd>trust</kbd> $trust$ trust", None),
        ("[trust]{.no-term} trust", '<p><span class="no-term">trust</span> <trust|trust></p>\n'),
        ("{.no-term}\nNo trust here.\n\nTrust.", '<p class="no-term">No trust here.</p>\n<p><trust|Trust>.</p>\n'),
        ("[so](term:trust) trust [it](<term:assembly point>)", "<p><trust|so> trust <assembly-point|it></p>\n"),
        ("trust\n: assembly point", "<dl>\n<dt>trust</dt>\n<dd><assembly-point|assembly point></dd>\n</dl>\n"),
    ],
)  # fmt: skip
def test_the_first_place_of_a_term_is_a_link(tmp_path: Path, text: str, html: str | None) -> None:
    found = linked(tmp_path, text)
    if html is None:
        assert re.findall(r"<trust\|", found) == ["<trust|"]
        assert found.endswith("<trust|trust></p>\n")
    else:
        assert found == html


def test_what_is_included_is_part_of_the_page_and_a_label_of_a_box_no_link(tmp_path: Path) -> None:
    text = "No.\n\n:::include {src=a.md}\n:::\n\ntrust\n\n:::checklist\n- assembly point\n\n  assembly point\n:::\n"
    found = linked(tmp_path, text, **{"a.md": "trust"})
    assert found.startswith("<p>No.</p>\n<p><trust|trust></p>\n\n<p>trust</p>")
    assert "<span>assembly point</span>" in found
    assert "<p><assembly-point|assembly point></p>" in found


def test_a_term_has_its_first_place_on_the_page_also_when_a_transcript_has_it(
    tmp_path: Path,
) -> None:
    film = ":::audio {#a src=a.mp3 transcript=said.md}\n:::\n\nMore trust, and .NET.\n"
    html = linked(tmp_path, film, **{"a.mp3": "", "said.md": "Trust, they say. 東京."})
    assert "<p><trust|Trust>, they say. <h-130016|東京>.</p>" in html
    assert "<p>More <trust|trust>, and <net|.NET>.</p>" in html


def test_the_page_of_terms_explains_each_in_order_without_itself(tmp_path: Path) -> None:
    terms = "terms:\n  - {term: Öl, text: Oil.}\n  - {term: zinc, also: [is], text: It is *zinc*.}\n  - {term: oak, text: No zinc.}\n"
    folder = write(tmp_path, {"course.yaml": NAMED, "terms.yaml": terms, "first.md": "Öl, oak"})
    built = build(folder, TARGETS["scorm12"])
    assert built.diagnostics == []
    assert built.course and built.package
    assert built.course.terms().html == (
        '<dl>\n<dt id="/-/glossary/oak">oak</dt>\n'
        '<dd>No <a href="#/-/glossary/zinc" class="term">zinc</a>.</dd>\n'
        '<dt id="/-/glossary/ol">Öl</dt>\n<dd>Oil.</dd>\n'
        '<dt id="/-/glossary/zinc">zinc</dt>\n<dd>It is <em>zinc</em>.</dd>\n</dl>\n'
    )
    document = built.package.files["index.html"]
    assert isinstance(document, bytes)
    assert document.count(b'href="#/-/glossary">') == 3


def test_a_course_without_a_glossary_ships_nothing_of_it(tmp_path: Path) -> None:
    package = build(write(tmp_path, {"first.md": "Trust."}), TARGETS["scorm12"]).package
    assert package
    for name in ("index.html", "course.js", "course.css"):
        content = package.files[name]
        assert isinstance(content, bytes)
        assert b"glossary" not in content


@pytest.mark.parametrize(
    ("terms", "page", "found"),
    [
        ("terms: []", "Go.", ("bad-value", "terms.yaml", 1)),
        ("terms:\n  - {term: a}", "Go.", ("missing-field", "terms.yaml", 2)),
        ("terms:\n  - {term: go, text: '[x](none.md)'}", "Go.", ("missing-file", "terms.yaml", 2)),
        ("terms:\n  - {term: go, text: '[x](#no)'}", "Go.", ("broken-anchor", "terms.yaml", 2)),
        ("terms:\n  - {term: go, text: x}", "Go.\n\n[a](term:goo)", ("broken-link", "first.md", 3)),
    ],
)
def test_a_fault_is_told_where_it_stands(
    tmp_path: Path, terms: str, page: str, found: tuple[str, str, int]
) -> None:
    _, findings = load(
        write(tmp_path, {"course.yaml": NAMED, "terms.yaml": terms, "first.md": page})
    )
    told = [(one.code, one.position.path, one.position.line) for one in findings]
    assert told == [found]


def test_a_heading_of_the_intro_does_not_take_the_place_of_the_glossary(tmp_path: Path) -> None:
    outline = NAMED.replace("topics:", "intro: intro.md\ntopics:")
    files = {"course.yaml": outline, "terms.yaml": TERMS, "first.md": "trust"}
    course, _ = load(write(tmp_path, {**files, "intro.md": "## Glossary\n"}))
    assert course
    assert course.intro().html == '<h2 id="/-/glossary-2">Glossary</h2>\n'


def test_many_terms_cost_a_long_page_little(tmp_path: Path) -> None:
    words = [f"w{number:04}" for number in range(2000)]
    terms = "terms:\n" + "".join(f"  - {{term: {word} {'a' * 60}, text: x}}\n" for word in words)
    text = " ".join(f"{word} aaa" for word in words * 5)
    write(tmp_path, {"course.yaml": NAMED, "terms.yaml": terms, "first.md": text})
    start = time.process_time()
    load(tmp_path)
    with_terms = time.process_time() - start
    assert with_terms < 5
