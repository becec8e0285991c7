"""Markdown → HTML, feature by feature, through the compiler of pages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from scorm_builder.build import build
from scorm_builder.diagnostics import errors
from scorm_builder.source.load import load
from scorm_builder.source.page import Page
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, PIXEL, write


def page(folder: Path, text: str, lang: str = "en", **files: str | bytes) -> Page:
    """The compiled page `first.md` of a course that holds `files` too."""
    outline = OUTLINE.replace("lang: en", f"lang: {lang}")
    course, findings = load(write(folder, {"course.yaml": outline, "first.md": text, **files}))
    assert not errors(findings), findings
    assert course
    return course.pages["first.md"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain *and* **strong** ~~gone~~.", "<p>Plain <em>and</em> <strong>strong</strong> <s>gone</s>.</p>\n"),
        ("## A heading", '<h2 id="/first/a-heading">A heading</h2>\n'),
        ("## A heading {#named}", '<h2 id="/first/named">A heading</h2>\n'),
        ("## Één & twee\n\n## Één & twee", '<h2 id="/first/een-twee">Één &amp; twee</h2>\n<h2 id="/first/een-twee-2">Één &amp; twee</h2>\n'),
        ("## 東京", '<h2 id="/first/h-130016">東京</h2>\n'),
        ("東京の\n*空*\n。はHTML\nです", "<p>東京の<em>空</em>。はHTML\nです</p>\n"),
        ("서울의\n하늘", "<p>서울의\n하늘</p>\n"),
        ("これは**「東京」**です。*空。*HTML ~~「雲」~~は", "<p>これは<strong>「東京」</strong>です。<em>空。</em>HTML <s>「雲」</s>は</p>\n"),
        ("2 *3* 4 * 5 **東京 ** _空_は", "<p>2 <em>3</em> 4 * 5 **東京 ** _空_は</p>\n"),
        ("## 第1章\n\n## 第1節", '<h2 id="/first/h-1-d94bf8">第1章</h2>\n<h2 id="/first/h-1-2a5ac4">第1節</h2>\n'),
        ("## 東京 駅\n\n[up](#東京-駅)", '<h2 id="/first/h-b9898e">東京 駅</h2>\n<p><a href="#/first/h-b9898e">up</a></p>\n'),
        ("## Straße, Łódź & Kapı", '<h2 id="/first/strasse-lodz-kapi">Straße, Łódź &amp; Kapı</h2>\n'),
        ("[the word]{lang=nl}", '<p><span lang="nl">the word</span></p>\n'),
        ("[site](https://example.org/?a=1&b=2)", '<p><a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">site</a></p>\n'),
        ("## Up {#up}\n\n[up](#up)", '<h2 id="/first/up">Up</h2>\n<p><a href="#/first/up">up</a></p>\n'),
        ("[self](first.md)", '<p><a href="#/first">self</a></p>\n'),
        ("Term\n: What it means", "<dl>\n<dt>Term</dt>\n<dd>What it means</dd>\n</dl>\n"),
        ("`code`", "<p><code>code</code></p>\n"),
        ("```\na < b\n```", '<pre class="code" tabindex="0"><code>a &lt; b\n</code></pre>\n'),
        ("```python\nx = 1\n```", '<pre class="code" tabindex="0"><code class="language-python"><span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n</code></pre>\n'),
        ("Press <kbd>Ctrl</kbd>.", "<p>Press <kbd>Ctrl</kbd>.</p>\n"),
        ("$5 and $10", "<p>$5 and $10</p>\n"),
        ("# First\n\nText.", "<p>Text.</p>\n"),
    ],
)  # fmt: skip
def test_markdown(tmp_path: Path, text: str, html: str) -> None:
    assert page(tmp_path, text).html == html


@pytest.mark.parametrize(
    ("lang", "html"),
    [
        ("en", "“yes” isn’t"),
        ("nl", "“yes” isn’t"),
        ("de", "„yes“ isn’t"),
        ("fr", "«\u202fyes\u202f» isn’t"),
        ("sv", "”yes” isn’t"),
        ("pt-PT", "«yes» isn’t"),
        ("pt-BR", "“yes” isn’t"),
        ("zh-CN", "“yes” isn’t"),
        ("zh-TW", "「yes」 isn’t"),
        ("ar", "«yes» isn’t"),
    ],
)
def test_quotes_are_those_of_the_language(tmp_path: Path, lang: str, html: str) -> None:
    assert page(tmp_path, '"yes" isn\'t', lang).html == f"<p>{html}</p>\n"


def test_a_table_scrolls_by_keyboard_and_has_no_inline_style(tmp_path: Path) -> None:
    html = page(tmp_path, "| a | b |\n|---|--:|\n| 1 | 2 |").html
    assert html == (
        '<div class="table" role="group" tabindex="0" aria-label="Table">\n<table>\n<thead>\n<tr>\n'
        '<th scope="col">a</th>\n<th class="align-right" scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n'
        '<tr>\n<td>1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n'
    )


def test_footnotes_have_addresses_under_their_page(tmp_path: Path) -> None:
    html = page(tmp_path, "One[^a], two[^a].\n\n[^a]: The note.").html
    assert (
        'href="#/first/fn1" id="/first/fnref1" role="doc-noteref" aria-label="Note 1">1</a>' in html
    )
    assert 'id="/first/fnref1-2"' in html
    assert '<li id="/first/fn1"><p>The note. <a href="#/first/fnref1"' in html


def test_a_picture_has_its_size_and_its_file_is_packed(tmp_path: Path) -> None:
    made = page(tmp_path, "![A dot.](Media/My%20Dot.png)", **{"Media/My Dot.png": PIXEL})
    assert made.html == (
        '<p><img src="files/media/my-dot.png" alt="A dot." width="2" height="1" loading="lazy"'
        ' decoding="async"></p>\n'
    )
    assert made.files == {"Media/My Dot.png"}


def test_a_decorative_picture(tmp_path: Path) -> None:
    assert 'alt=""' in page(tmp_path, "![](dot.png){.decorative}", **{"dot.png": PIXEL}).html


def test_a_drawing_without_a_size_has_that_of_its_view_box(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20.4"/>'
    assert 'width="30" height="20"' in page(tmp_path, "![x](a.svg)", **{"a.svg": svg}).html


def test_formulas_are_mathml(tmp_path: Path) -> None:
    html = page(tmp_path, "So $x^2$.\n\n$$\\frac{a}{b}$$").html
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in html
    assert (
        '<div class="math"><math xmlns="http://www.w3.org/1998/Math/MathML" display="block">'
        in html
    )


def test_a_link_to_a_file_opens_beside_the_course(tmp_path: Path) -> None:
    made = page(tmp_path, "[form](form.pdf)", **{"form.pdf": b"%PDF"})
    assert made.html == '<p><a href="files/form.pdf" target="_blank" rel="noopener">form</a></p>\n'


def test_blocks_nest_without_counting_colons(tmp_path: Path) -> None:
    text = """\
:::note {type=tip title="Outer"}
Before

:::note {#inner}
```
:::
```
:::

After
:::
"""
    html = page(tmp_path, text).html
    assert html.count("<p>Before</p>") == html.count("<p>After</p>") == 1
    assert html.index("Before") < html.index(":::") < html.index("After")


def test_a_video_keeps_a_state_under_the_id_of_its_step(tmp_path: Path) -> None:
    files = {
        "a.mp4": b"",
        "a.nl.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHoi.\n",
        "a.md": "# What is said\n\nWords.",
    }
    made = page(
        tmp_path,
        ':::video {#film src="a.mp4" captions="a.nl.vtt" transcript="a.md" required=80%}\nAbout.\n:::',
        **files,
    )
    (block,) = made.kept
    assert (block.id, block.length) == ("film", 4)
    assert made.transcripts == {"a.md"}
    assert 'srclang="nl" label="Nederlands"' in made.html
    assert '<h2 id="/first/-1/what-is-said">What is said</h2>' in made.html
    assert made.anchors == {"film"}


CAPTIONS = """\
WEBVTT

00:01.000 --> 00:02.000
<v Ann>Hoi.

00:02.000 --> 00:03.000
<v Bob>Dag <i>A & B</i>.
"""


def test_a_transcript_is_made_of_captions_and_keeps_their_language(tmp_path: Path) -> None:
    text = ':::video {#film src="a.mp4" captions="a.nl.vtt" subtitled}\n:::\n'
    made = page(tmp_path, text, **{"a.mp4": b"", "a.nl.vtt": CAPTIONS})
    words = "<p><b>Ann:</b> Hoi.</p>\n<p><b>Bob:</b> Dag A &amp; B.</p>\n"
    assert f'<div>\n<div lang="nl" dir="ltr">\n{words}</div>\n\n</div>\n</details>' in made.html
    assert 'data-kind="video" data-subtitled>' in made.html
    own = page(tmp_path, text, "nl")
    assert f"<div>\n{words}\n</div>\n</details>" in own.html


def test_a_sound_is_a_recording_with_its_captions_as_text(tmp_path: Path) -> None:
    files = {"a.mp3": b"0" * 12_345_678, "a.opus": b"", "a.vtt": CAPTIONS}
    text = ':::audio {#talk src="a.mp3, a.opus" captions="a.vtt" required=50%}\nA talk.\n:::\n'
    made = page(tmp_path, text, **files)
    assert made.html.startswith('''\
<div class="media audio" id="/first/talk" data-kind="audio" data-tag="''')
    assert (
        """data-required="50">
<figure>
<audio controls preload="none" aria-label="Audio">
<source src="files/a.mp3" type="audio/mpeg">
<source src="files/a.opus" type="audio/ogg">
</audio>
<figcaption>
<p>A talk.</p>

</figcaption>
</figure>
<p class="small">Audio, 12 MB</p>
"""
        in made.html
    )
    assert "<p><b>Ann:</b> Hoi.</p>" in made.html
    assert made.files == {"a.mp3", "a.opus"}
    assert [(kept.id, kept.length) for kept in made.kept] == [("talk", 4)]
    built = build(tmp_path, TARGETS["scorm12"])
    assert built.diagnostics == []  # also not that nothing names the captions


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Video, 5 MB"), ("fr", "Vidéo, 5\u202fMo"), ("ja", "動画（5 MB）")]
)
def test_the_size_of_a_large_file_is_told(tmp_path: Path, lang: str, told: str) -> None:
    text = ':::video {#film src="a.mp4" captions="a.vtt"}\n:::\n'
    files = {"a.mp4": b"0" * 5_000_000, "a.vtt": CAPTIONS}
    assert f'<p class="small">{told}</p>' in page(tmp_path, text, lang, **files).html
    assert "MB" not in page(tmp_path, text, "en", **{"a.mp4": b"0" * 4_999_999}).html


def test_a_course_adds_a_block_and_changes_a_template(tmp_path: Path) -> None:
    own = {
        "templates/blocks/motto.html": '<blockquote cite="{{ block.source }}">{{ content }}</blockquote>\n',
        "templates/blocks/motto.yaml": "attributes:\n  source: {type: text, required: true}\n",
        "templates/blocks/note.html": "<aside>{{ content }}</aside>\n",
    }
    html = page(
        tmp_path, ':::motto {source="Ann & Bob"}\nWords.\n:::\n\n:::note\nMine.\n:::\n', **own
    ).html
    assert html == (
        '<blockquote cite="Ann &amp; Bob"><p>Words.</p>\n</blockquote><aside><p>Mine.</p>\n</aside>'
    )


def test_pages_compiled_side_by_side_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = "".join(f"      - {{id: s{n}, title: S{n}, page: s{n}.md}}\n" for n in range(90))
    outline = OUTLINE.partition("      - {id: first")[0] + steps
    folder = write(
        tmp_path, {"course.yaml": outline, **{f"s{n}.md": f"Page {n}.\n" for n in range(90)}}
    )
    heard: list[tuple[int, int]] = []
    many = build(
        folder, TARGETS["scorm12"], progress=lambda done, total: heard.append((done, total))
    )
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0})
    one = build(folder, TARGETS["scorm12"])
    assert many.package
    assert one.package
    assert many.package.files == one.package.files
    assert heard[-1] == (90, 90)


def test_a_transcript_links_to_its_own_headings_and_is_printed_twice_with_other_ids(
    tmp_path: Path,
) -> None:
    video = (
        ':::video {{#{0} src="a.mp4" captions=none reason="no speech" transcript="t.md"}}\n:::\n\n'
    )
    files = {"a.mp4": b"", "t.md": "[down](#end)\n\n# End\n\nWords."}
    html = page(tmp_path, video.format("one") + video.format("two"), **files).html
    for number in (1, 2):
        assert f'<a href="#/first/-{number}/end">down</a>' in html
        assert html.count(f'id="/first/-{number}/end"') == 1


def test_what_an_author_names_has_that_address(tmp_path: Path) -> None:
    text = """\
:::note {#remark}
Text.
:::

{#prices .wide}
| a |
|---|
| 1 |

{#sum}
```
x
```

[remark](#remark) [prices](#prices) [sum](#sum)
"""
    html = page(tmp_path, text).html
    for name in ("remark", "prices", "sum"):
        assert f'id="/first/{name}"' in html
        assert f'href="#/first/{name}"' in html
    assert '<table id="/first/prices" class="wide">' in html
    assert '<pre id="/first/sum" class="code"' in html


def test_a_task_list_says_what_is_done(tmp_path: Path) -> None:
    html = page(tmp_path, "- [x] one\n- [ ] two").html
    assert '<input type="checkbox" disabled checked aria-label="Done"> one' in html
    assert '<input type="checkbox" disabled aria-label="To do"> two' in html


def test_a_page_is_found_however_its_accent_is_written(tmp_path: Path) -> None:
    """A keyboard writes `é` as one character, some file systems as two."""
    one, two = (unicodedata.normalize(form, "café.md") for form in ("NFC", "NFD"))
    outline = OUTLINE.replace("first.md", one)
    built = build(write(tmp_path, {"course.yaml": outline, two: "Coffee."}), TARGETS["scorm12"])
    assert built.diagnostics == []
    assert built.package
    page = built.package.files["index.html"]
    assert isinstance(page, bytes)
    assert b"<p>Coffee.</p>" in page
