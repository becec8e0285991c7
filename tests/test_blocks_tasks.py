"""Blocks that a learner does something with: what is printed of them, and what can be wrong."""

from __future__ import annotations

from pathlib import Path

from scorm_builder import state
from scorm_builder.source.load import load
from tests.courses import OUTLINE, write
from tests.test_page import page

BLOCKS = OUTLINE.replace("page: first.md", "page: first.md\n        done: blocks")


def codes(folder: Path, text: str, outline: str = OUTLINE) -> list[tuple[str, int]]:
    _, findings = load(write(folder, {"course.yaml": outline, "first.md": text}))
    return [(found.code, found.position.line) for found in findings]


def test_an_item_of_a_checklist_is_the_label_of_its_box(tmp_path: Path) -> None:
    text = ":::checklist {#leave required}\nFirst:\n\n- *Close* the windows. {#windows}\n- Go\n\n  Now.\n:::"
    compiled = page(tmp_path, text)
    windows, go = state.tag("first", "windows"), state.tag("first", "go")
    assert compiled.html == (
        '<div class="checklist" id="/first/leave" data-required>\n<p>First:</p>\n\n<ul>\n'
        f'<li>\n<label><input type="checkbox" id="/first/windows" data-tag="{windows}">'
        "<span><em>Close</em> the windows.</span></label>\n\n</li>\n"
        f'<li>\n<label><input type="checkbox" id="/first/go" data-tag="{go}"><span>Go</span></label>\n'
        "<p>Now.</p>\n\n</li>\n</ul>\n</div>"
    )
    assert [(one.id, one.length) for one in compiled.kept] == [("windows", 1), ("go", 1)]
    assert compiled.required


def test_a_checklist_without_items_is_a_fault(tmp_path: Path) -> None:
    assert codes(tmp_path, ":::checklist\nNothing.\n:::") == [("block-parts", 1)]


def test_a_reveal_has_a_button_and_is_always_asked_for(tmp_path: Path) -> None:
    compiled = page(
        tmp_path, ':::reveal {#answer label="And then?"}\nGo.\n:::\n\n:::reveal {#b}\nB\n:::'
    )
    tag, second = state.tag("first", "answer"), state.tag("first", "b")
    assert compiled.html == (
        f'<div class="reveal" id="/first/answer" data-tag="{tag}">\n'
        '<button type="button" class="quiet">And then?</button>\n<div>\n<p>Go.</p>\n\n</div>\n</div>'
        f'<div class="reveal" id="/first/b" data-tag="{second}">\n'
        '<button type="button" class="quiet">Read on</button>\n<div>\n<p>B</p>\n\n</div>\n</div>'
    )
    assert [(one.id, one.length) for one in compiled.kept] == [("answer", 0), ("b", 0)]
    assert compiled.required


def test_a_reveal_needs_an_id(tmp_path: Path) -> None:
    assert codes(tmp_path, ":::reveal\nGo.\n:::") == [("missing-attribute", 1)]
