"""Blocks that set text in a form of its own: what they become, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scorm_builder.build import build
from scorm_builder.targets import TARGETS
from tests.courses import PIXEL, write
from tests.test_page import page


def faults(folder: Path, content: str) -> list[tuple[int, int, str, str]]:
    """What the build says of a course with this page: line, column, code and message."""
    found = build(write(folder, {"first.md": content}), TARGETS["scorm12"]).diagnostics
    return [(one.position.line, one.position.column, one.code, one.message) for one in found]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            ':::quote {#no-harm by="F. Nightingale" role=nurse source=Notes src=door.png}\nDo *no* harm.\n:::',
            (
                '<figure class="quote" id="/first/no-harm">\n<blockquote>\n<p>Do <em>no</em> harm.</p>\n</blockquote>\n<figcaption>\n'
                '<img src="files/door.png" width="2" height="1" alt="" loading="lazy" decoding="async">\n'
                "<p><strong>F. Nightingale</strong>\n<span>nurse</span>\n<cite>Notes</cite>\n</p>\n</figcaption>\n</figure>"
            ),
        ),
        (
            ":::quote {by=Anon}\nNo.\n:::",
            '<figure class="quote">\n<blockquote>\n<p>No.</p>\n</blockquote>\n<figcaption>\n<p><strong>Anon</strong>\n</p>\n</figcaption>\n</figure>',
        ),
        (
            ":::cards {#ways}\nTwo ways.\n\n## [Stairs](first.md)\n\n![](door.png){.decorative}\n\n## Lift {#lift}\n\nNever.\n:::",
            (
                '<p>Two ways.</p>\n<ul class="cards bare wide" id="/first/ways">\n<li class="card">\n<h2 id="/first/stairs"><a href="#/first">Stairs</a></h2>\n'
                '<p><img src="files/door.png" alt="" class="decorative" width="2" height="1" loading="lazy" decoding="async"></p>\n</li>\n'
                '<li class="card">\n<h2 id="/first/lift">Lift</h2>\n<p>Never.</p>\n</li>\n</ul>'
            ),
        ),
        (
            ":::process\n## Call\n\nLoudly.\n\n## Go\n:::",
            '<ol class="path process bare">\n<li>\n<h2 id="/first/call">Call</h2>\n<p>Loudly.</p>\n</li>\n<li>\n<h2 id="/first/go">Go</h2>\n</li>\n</ol>',
        ),
        (
            ':::timeline\n## A drill {when="May 2019"}\n\nOh.\n\n## Stairs {#steel when=now}\n:::',
            (
                '<ol class="path bare">\n<li>\n<h2 id="/first/a-drill"><span class="label">May 2019</span> A drill</h2>\n<p>Oh.</p>\n</li>\n'
                '<li>\n<h2 id="/first/steel"><span class="label">now</span> Stairs</h2>\n</li>\n</ol>'
            ),
        ),
        (
            ":::accordion {one}\n## Why? {#why}\n\nSo.\n\n## When?\n:::",
            (
                '<div class="accordion">\n<details name="/first/why">\n<summary><h2 id="/first/why">Why?</h2></summary>\n<div>\n<p>So.</p>\n</div>\n</details>\n'
                '<details name="/first/why">\n<summary><h2 id="/first/when">When?</h2></summary>\n<div>\n</div>\n</details>\n</div>'
            ),
        ),
        (
            ":::flip-cards {#sides required}\n## Why? {#why}\n\nSo.\n\n## When? {#when}\n:::",
            (
                '<div class="cards flips wide" id="/first/sides">\n'
                '<details class="card" data-part="1555675">\n<summary><h2 id="/first/why">Why?</h2><svg aria-hidden="true"><use href="#i-turn"/></svg></summary>\n<div>\n<p>So.</p>\n</div>\n</details>\n'
                '<details class="card" data-part="1682583">\n<summary><h2 id="/first/when">When?</h2><svg aria-hidden="true"><use href="#i-turn"/></svg></summary>\n<div>\n</div>\n</details>\n</div>'
            ),
        ),
        (
            ":::tabs {manual required}\nPick.\n\n## Front {#front}\n\nOpen.\n\n## Back {#back}\n:::",
            (
                '<div class="tabs" data-manual>\n<p>Pick.</p>\n<section data-part="1732216">\n<h2 id="/first/front">Front</h2>\n<p>Open.</p>\n</section>\n'
                '<section data-part="1577732">\n<h2 id="/first/back">Back</h2>\n</section>\n</div>'
            ),
        ),
    ],
)  # fmt: skip
def test_html(tmp_path: Path, text: str, html: str) -> None:
    """Without the empty lines that templates leave."""
    printed = page(tmp_path, text, **{"door.png": PIXEL}).html
    assert re.sub(r"\n+", "\n", printed).strip() == html


def test_a_quote_says_whose_it_is(tmp_path: Path) -> None:
    assert faults(tmp_path, ":::quote {source=Notes}\nNo.\n:::\n") == [
        (1, 1, "missing-attribute", "the block `quote` has no `by`")
    ]


def test_a_moment_has_a_time(tmp_path: Path) -> None:
    content = ":::timeline\n## A drill {when=2019}\n\n## Stairs {#steel}\n\n## Now\n:::\n"
    assert faults(tmp_path, content) == [
        (4, 11, "missing-attribute", "the block `timeline` has no `when`"),
        (6, 1, "missing-attribute", "the block `timeline` has no `when`"),
    ]
