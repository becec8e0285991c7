"""The blocks for links, columns, pictures and tables: small inputs to exact HTML, and their faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.source.load import load
from tests.courses import PIXEL, write
from tests.test_page import page


def faults(folder: Path, text: str, **files: str | bytes) -> list[str]:
    """What is wrong with a page of this text, each as `line:column code: message`."""
    _, findings = load(write(folder, {"first.md": text, **files}))
    return [
        f"{one.position.line}:{one.position.column} {one.code}: {one.message}" for one in findings
    ]


BLANK = ' target="_blank" rel="noopener noreferrer"'
OUT = '<svg aria-hidden="true"><use href="#i-out"/></svg></a></p>'


def test_a_button_leads_to_a_heading(tmp_path: Path) -> None:
    text = '## Up {#up}\n\n:::button {#go to="#up" title="Up & away"}\nNow.\n:::'
    assert page(tmp_path, text).html == (
        '<h2 id="/first/up">Up</h2>\n'
        '<div class="call" id="/first/go">\n'
        '<p><a class="button" href="#/first/up"><span>Up &amp; away</span>'
        '<svg aria-hidden="true"><use href="#i-forward"/></svg></a></p>\n'
        "<p>Now.</p>\n\n</div>"
    )


@pytest.mark.parametrize(
    ("to", "attributes", "words"),
    [
        ("https://Example.org/a?b=1", f'href="https://Example.org/a?b=1"{BLANK}', "Example.org, opens in a new window"),
        ("mailto:a@example.org?subject=Hi", f'href="mailto:a@example.org?subject=Hi"{BLANK}', "Email to a@example.org"),
        ("tel:+31201234567", f'href="tel:+31201234567"{BLANK}', "Phone +31201234567"),
        ("plan.pdf", 'href="files/plan.pdf" target="_blank" rel="noopener"', "Opens in a new window"),
    ],
)  # fmt: skip
def test_a_link_card_says_where_it_leads(
    to: str, attributes: str, words: str, tmp_path: Path
) -> None:
    text = f':::link-card {{to="{to}" title="There"}}\nWhy.\n:::'
    made = page(tmp_path, text, **{"plan.pdf": b""})
    assert made.html == (
        '<div class="link-card card">\n'
        f"<p><a {attributes}><span>There <small>{words}</small></span>{OUT}\n"
        "<p>Why.</p>\n\n</div>"
    )
    assert made.files == ({"plan.pdf"} if to == "plan.pdf" else set())


def test_a_download_says_what_and_how_much(tmp_path: Path) -> None:
    text = ":::download {src=Plan%20B.xlsx}\n:::"
    made = page(tmp_path, text, "nl", **{"Plan B.xlsx": bytes(1_440)})
    assert made.html == (
        '<div class="link-card card">\n'
        '<p><a href="files/plan-b.xlsx" download="Plan B.xlsx"><span>Plan B.xlsx'
        " <small>Downloaden: spreadsheet (XLSX), 1 kB</small></span>"
        '<svg aria-hidden="true"><use href="#i-down"/></svg></a></p>\n\n</div>'
    )
    assert made.files == {"Plan B.xlsx"}


def test_columns_keep_their_order(tmp_path: Path) -> None:
    assert page(tmp_path, ":::columns\nOne.\n\n***\n\nTwo.\n:::").html == (
        '<div class="columns of-2">\n<div>\n<p>One.</p>\n\n</div>\n<div>\n<p>Two.</p>\n\n</div>\n</div>'
    )


def test_wrong_links_are_found(tmp_path: Path) -> None:
    text = (
        ':::button {to="#down" title="Down"}\n:::\n\n'
        ':::link-card {to="gone.md" title="Gone"}\n:::\n\n'
        ':::button {to="javascript:alert(1)" title="Run"}\n:::\n\n'
        ":::download {src=gone.pdf}\n:::\n\n"
        ":::button {to=first.md}\n:::\n\n"
        ":::columns\nAlone.\n:::"
    )
    assert sorted(faults(tmp_path, text)) == [
        "10:14 missing-file: `gone.pdf` does not exist",
        "13:1 missing-attribute: the block `button` has no `title`",
        "16:1 block-parts: `columns` has 1 part, 2 at least",
        "1:12 broken-anchor: this page has no heading or block `down`",
        "4:15 missing-file: `gone.md` does not exist",
        "7:12 unsafe-link: a link cannot lead to `javascript:alert(1)`",
    ]


ATTRIBUTES = 'width="2" height="1" loading="lazy" decoding="async"'


def test_a_gallery_links_to_its_pictures(tmp_path: Path) -> None:
    text = ':::gallery {#walk}\n![A door.](a.png "The <door>")\n![Stairs.](b.png)\n:::'
    assert page(tmp_path, text, **{"a.png": PIXEL, "b.png": PIXEL}).html == (
        '<div class="gallery wide" id="/first/walk">\n\n<ul class="bare">\n<li>\n<figure>\n'
        '<a href="files/a.png" target="_blank" rel="noopener"><span class="aside">Larger picture: </span>'
        f'<img src="files/a.png" alt="A door." {ATTRIBUTES}></a>\n'
        "<figcaption>The &lt;door&gt;</figcaption>\n</figure>\n</li>\n<li>\n<figure>\n"
        '<a href="files/b.png" target="_blank" rel="noopener"><span class="aside">Larger picture: </span>'
        f'<img src="files/b.png" alt="Stairs." {ATTRIBUTES}></a>\n'
        "</figure>\n</li>\n</ul>\n"
        '<dialog aria-label="Larger picture">\n<figure aria-live="polite"></figure>\n<p>\n'
        '<button type="button" class="quiet" data-by="0">Close</button>\n'
        '<button type="button" class="button quiet" data-by="-1" aria-label="Previous picture">'
        '<svg aria-hidden="true"><use href="#i-back"/></svg></button>\n'
        '<button type="button" class="button quiet" data-by="1" aria-label="Next picture">'
        '<svg aria-hidden="true"><use href="#i-forward"/></svg></button>\n'
        "</p>\n</dialog>\n</div>"
    )


def test_a_comparison_has_labels(tmp_path: Path) -> None:
    text = ':::image-compare\n![Shut.](a.png)\n![Open.](b.png "Today")\n\nThe door.\n:::'
    assert page(tmp_path, text, **{"a.png": PIXEL, "b.png": PIXEL}).html == (
        '<figure class="compare">\n<div>\n'
        f'<figure>\n<img src="files/a.png" alt="Shut." {ATTRIBUTES}>\n<figcaption>Before</figcaption>\n</figure>\n'
        f'<figure>\n<img src="files/b.png" alt="Open." {ATTRIBUTES}>\n<figcaption>Today</figcaption>\n</figure>\n'
        '<input type="range" aria-label="Divider between the pictures" data-before="Before" data-after="Today">\n'
        "</div>\n<figcaption>\n<p>The door.</p>\n\n</figcaption>\n</figure>"
    )


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="560" height="280"/>'
LABELLED = ':::labelled-image {{src=a.svg alt="A box." required}}\n## A *pin* {{#pin {}}}\n\nPull.\n\n## A hose {{{}}}\n\nAim.\n:::'


def test_a_labelled_image_is_a_picture_with_numbers_and_a_list(tmp_path: Path) -> None:
    text = LABELLED.format("x=20% y=5%", "x=50% y=100%")
    made = page(tmp_path, text, **{"a.svg": DRAWING})
    pin, hose = (kept.tag for kept in made.kept)
    assert [kept.id for kept in made.kept] == ["pin", "a-hose"]
    assert made.required
    assert made.html == (
        '<div class="labelled-image">\n\n<div class="spots">\n'
        '<img src="files/a.svg" width="560" height="280" alt="A box." loading="lazy" decoding="async">\n<svg>\n'
        '<a href="#/first/pin" aria-label="1. A pin"><circle cx="20%" cy="5%" r="15"/><text x="20%" y="5%">1</text></a>\n'
        '<a href="#/first/a-hose" aria-label="2. A hose"><circle cx="50%" cy="100%" r="15"/><text x="50%" y="100%">2</text></a>\n'
        '</svg>\n</div>\n<ol class="accordion bare">\n'
        f'<li>\n<details data-part="{pin}">\n<summary><h2 id="/first/pin">A <em>pin</em></h2></summary>\n'
        "<div>\n<p>Pull.</p>\n\n</div>\n</details>\n</li>\n"
        f'<li>\n<details data-part="{hose}">\n<summary><h2 id="/first/a-hose">A hose</h2></summary>\n'
        "<div>\n<p>Aim.</p>\n\n</div>\n</details>\n</li>\n</ol>\n</div>"
    )


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("x=20% y=5%", "x=29% y=5%", []),
        ("x=20% y=5%", "x=28% y=5%", ["6:11 bad-attribute: number 2 stands on number 1 on a phone"]),
        ("x=20% y=5%", "x=20% y=23%", []),
        ("x=20% y=5%", "x=20% y=22%", ["6:11 bad-attribute: number 2 stands on number 1 on a phone"]),
        ("x=20% y=5%", "x=80%", ["6:11 missing-attribute: the block `labelled-image` has no `y`"]),
        ("x=20% y=5%", "x=101% y=1%", ["6:12 bad-attribute: `x` of `labelled-image` cannot be `101%`"]),
    ],
)  # fmt: skip
def test_numbers_are_on_the_picture_and_apart(
    first: str, second: str, found: list[str], tmp_path: Path
) -> None:
    text = LABELLED.format(first, second)
    assert faults(tmp_path, text, **{"a.svg": DRAWING}) == found


def test_two_pictures_are_compared(tmp_path: Path) -> None:
    three = "![Shut.](a.png)\n" * 3
    assert faults(tmp_path, f":::image-compare\n{three}:::", **{"a.png": PIXEL}) == [
        "1:1 block-parts: `image-compare` has 3 parts, 2 at most"
    ]


def table(folder: Path, text: str, **files: str | bytes) -> str:
    """The table that a page of this text has, without what is around it."""
    html = page(folder, text, **files).html
    return html[html.index("<caption>") : html.index("</table>")].replace("\n", "")


def test_a_table_has_a_caption_that_names_its_box(tmp_path: Path) -> None:
    text = ':::table {#t caption="Who & where"}\n| a | b |\n|---|--:|\n| x | y |\n\nBy *us*.\n:::'
    assert page(tmp_path, text).html == (
        '<div class="tabular wide" id="/first/t">\n'
        '<div class="table" role="group" tabindex="0" aria-label="Who &amp; where">\n<table>\n'
        "<caption><span>Who &amp; where</span></caption>\n"
        '<thead>\n<tr>\n<th scope="col">a</th>\n<th scope="col" class="align-right">b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>x</td>\n<td class="align-right">y</td>\n</tr>\n</tbody>\n'
        "</table>\n</div>\n<p>By <em>us</em>.</p>\n\n</div>"
    )


@pytest.mark.parametrize(
    ("header", "html"),
    [
        ("row", '<thead><tr><td></td><th scope="col" class="number">b</th></tr></thead><tbody><tr><td>x</td><td class="number">1</td></tr></tbody>'),
        ("both", '<thead><tr><td></td><th scope="col" class="number">b</th></tr></thead><tbody><tr><th scope="row">x</th><td class="number">1</td></tr></tbody>'),
        ("column", '<tbody><tr><td></td><td>b</td></tr><tr><th scope="row">x</th><td>1</td></tr></tbody>'),
    ],
)  # fmt: skip
def test_the_headers_of_a_table(header: str, html: str, tmp_path: Path) -> None:
    text = f":::table {{caption=C header={header}}}\n|   | b |\n|---|---|\n| x | 1 |\n:::"
    assert table(tmp_path, text) == f"<caption><span>C</span></caption>{html}"


def test_a_table_with_headers_of_rows_alone(tmp_path: Path) -> None:
    text = ":::table {caption=C header=column}\n|   |   |\n|---|---|\n| **x** | 1 |\n:::"
    assert table(tmp_path, text).endswith(
        '</caption><tbody><tr><th scope="row"><strong>x</strong></th><td class="number">1</td></tr></tbody>'
    )


@pytest.mark.parametrize(
    ("values", "is_number"),
    [
        (["1", "-2,5", "1.204"], True),
        (["€ 12", "€ 1,50", "–"], True),
        (["12 %", "100%"], True),
        (["20 km", "5 m²", "18°C"], True),
        (["−3", "", "?"], True),
        (["–", ""], False),
        (["1", "one"], False),
        (["2026-03-01", "2026-03-02"], False),
        (["1 million", "2"], False),
    ],
)
def test_columns_of_numbers(values: list[str], is_number: bool, tmp_path: Path) -> None:
    rows = "".join(f"| {value} |\n" for value in values)
    html = table(tmp_path, f":::table {{caption=C}}\n| a |\n|---|\n{rows}:::")
    assert ('<td class="number">' in html) == is_number


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        ("floor;people\nup;1,5\n", ""),
        ("\ufefffloor,people\r\nup,\"1,5\"\r\n", ""),
        ("floor\tpeople\n\nup\t1,5\n\t\n", ""),
        ('"the, floor, up";people\nup;1,5\n', ""),
        ("fl,oo,r;people\nup;1,5\n", "delimiter=semicolon"),
    ],
)  # fmt: skip
def test_a_table_from_a_file(content: str, delimiter: str, tmp_path: Path) -> None:
    html = table(
        tmp_path, f":::table {{caption=C src=t.csv {delimiter}}}\n:::", **{"t.csv": content}
    )
    head, body = html.split("</thead>")
    assert head.count("<th ") == 2
    assert body == '<tbody><tr><td>up</td><td class="number">1,5</td></tr></tbody>'


def test_values_of_a_file_are_plain_text(tmp_path: Path) -> None:
    files = {"t.csv": 'a,b\n<i>x</i>,"say ""*hi*"""\n'}
    html = table(tmp_path, ":::table {caption=C src=t.csv}\n:::", **files)
    assert html.endswith("<td>&lt;i&gt;x&lt;/i&gt;</td><td>say &quot;*hi*&quot;</td></tr></tbody>")


def test_a_file_for_a_table_that_is_no_text(tmp_path: Path) -> None:
    text = ":::table {caption=C src=t.csv}\n:::\n\n:::table {caption=C src=gone.csv}\n:::"
    assert faults(tmp_path, text, **{"t.csv": b"a,\xe9\n1,2\n"}) == [
        "1:3 not-utf8: `t.csv` is not saved as UTF-8 (byte 0xe9 stands here)",
        "4:21 missing-file: `gone.csv` does not exist",
    ]
