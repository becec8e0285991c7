"""The blocks for links, columns, pictures and tables: small inputs to exact HTML, and their faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.source.load import load
from tests.courses import write
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
        " <small>Downloaden: Rekenblad (XLSX), 1 kB</small></span>"
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
