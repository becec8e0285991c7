"""Blocks that a learner does something with: what is printed of them, and what can be wrong."""

from __future__ import annotations

import re
from pathlib import Path

from scorm_builder import state
from scorm_builder.build import build
from scorm_builder.checks import check
from scorm_builder.source.load import load
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, PIXEL, write
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
        '<div class="checklist" id="/first/leave" data-required>\n<p>First:</p>\n\n<ul class="bare">\n'
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


def test_an_included_file_stands_as_if_it_were_written_there(tmp_path: Path) -> None:
    shared = (
        "### Mind {#mind}\n\n[up](#stairs) [here](#mind) ![red](red.png) and[^1]\n\n[^1]: Note.\n\n"
        ":::checklist {required}\n- Close\n:::\n"
    )
    text = (
        "## Stairs\n\nUp[^1]\n\n:::include {src=shared/mind.md}\n:::\n\n#### More\n\n[^1]: Mine.\n"
    )
    compiled = page(tmp_path, text, **{"shared/mind.md": shared, "shared/red.png": PIXEL})
    assert '<h3 id="/first/mind">Mind</h3>' in compiled.html
    assert '<h4 id="/first/more">More</h4>' in compiled.html
    assert '<a href="#/first/stairs">up</a> <a href="#/first/mind">here</a>' in compiled.html
    assert 'src="files/shared/red.png"' in compiled.html
    ids = re.findall(r' id="([^"]+)"', compiled.html)
    assert len(ids) == len(set(ids))
    assert {"/first/fn1", "/first/-1/fn1"} <= set(ids)
    assert [one.tag for one in compiled.kept] == [state.tag("first", "close")]
    assert (compiled.required, compiled.files) == (True, {"shared/red.png"})
    assert compiled.transcripts == {"shared/mind.md"}


def test_a_file_may_stand_on_many_pages_and_each_has_a_state_of_its_own(tmp_path: Path) -> None:
    outline = OUTLINE + "      - {id: second, title: Second, page: second.md}\n"
    include = ":::include {src=a.md}\n:::\n"
    course, findings = load(
        write(
            tmp_path,
            {
                "course.yaml": outline,
                "first.md": include,
                "second.md": include + "\n[there](first.md#go)\n",
                "a.md": ":::include {src=b.md}\n:::\n",
                "b.md": ":::checklist\n- Go\n:::\n",
            },
        )
    )
    assert course
    assert findings == check(course) == []
    assert [one.tag for one in course.kept()] == [
        state.tag("first", "go"),
        state.tag("second", "go"),
    ]


def test_a_fault_in_an_included_file_is_told_there_and_once(tmp_path: Path) -> None:
    outline = OUTLINE + "      - {id: second, title: Second, page: second.md}\n"
    include = "## A {#a}\n\n:::include {src=b.md}\n:::\n"
    files = {
        "first.md": include,
        "second.md": include,
        "b.md": "Go.\n\n## B {#a}\n\n[x](#none)\n\n##### C\n",
    }
    built = build(write(tmp_path, {"course.yaml": outline, **files}), TARGETS["scorm12"])
    found = [(one.code, one.position.path, one.position.line) for one in built.diagnostics]
    assert found == [
        ("duplicate-id", "b.md", 3),
        ("broken-anchor", "b.md", 5),
        ("skipped-heading", "b.md", 7),
    ]


def test_a_page_holds_as_many_files_as_somebody_would_write(tmp_path: Path) -> None:
    chain = {f"n{i}.md": f":::include {{src=n{i + 1}.md}}\n:::\n" for i in range(9)}
    deep = {"first.md": ":::include {src=n0.md}\n:::\n", **chain, "n9.md": "End.\n"}
    many = {"first.md": ":::include {src=n.md}\n:::\n" * 201, "n.md": "Go.\n"}
    for name, files, place in (("deep", deep, ("n6.md", 1)), ("many", many, ("first.md", 401))):
        _, findings = load(write(tmp_path / name, dict(files)))
        told = [(one.code, one.position.path, one.position.line) for one in findings]
        assert told == [("include-too-deep", *place)]


def test_a_reflection_is_a_field_named_by_its_question(tmp_path: Path) -> None:
    compiled = page(tmp_path, ":::reflection {#plan words=3 required}\nWhere *to*?\n:::")
    assert compiled.html == (
        '<div class="reflection tint" id="/first/plan" data-words="3" data-required>\n'
        '<div id="/first/plan/question">\n<p>Where <em>to</em>?</p>\n\n</div>\n'
        '<textarea rows="5" maxlength="600" aria-labelledby="/first/plan/question"'
        ' aria-describedby="/first/plan/kept"></textarea>\n<p class="written" aria-hidden="true"></p>\n'
        '<div class="small" id="/first/plan/kept">\n<p>Write at least 3 words.</p>\n'
        "<p>Kept in this browser only, and sent nowhere.</p>\n"
        '<p class="lost" hidden>What you write here is not kept. Download your answers before you leave.</p>\n'
        '</div>\n<button type="button" class="quiet">Download all my answers</button>\n</div>'
    )
    assert (compiled.kept, compiled.required) == ([], True)


def test_what_the_platform_keeps_of_a_reflection_is_proved_to_fit(tmp_path: Path) -> None:
    text = ":::reflection {#plan keep=platform longest=900}\nWhere to?\n:::\n"
    compiled = page(tmp_path / "fits", text)
    assert [(one.id, one.length) for one in compiled.kept] == [("plan", 3600)]
    assert f'data-tag="{state.tag("first", "plan")}"' in compiled.html
    more = text + "\n:::reflection {#then keep=platform}\nAnd then?\n:::\n"
    (found,) = build(write(tmp_path / "more", {"first.md": more}), TARGETS["scorm12"]).diagnostics
    assert (str(found.position), found.code, found.message, found.hint) == (
        "first.md:1:1",
        "state-too-large",
        (
            "a learner's progress could take 6,036 characters, SCORM 1.2 keeps 4,096: its step takes 26,"
            " their blocks 6,010, of which `plan` of `first` 3,600"
        ),
        "make `longest` of `plan` smaller, keep what is written at length on the device, or divide the course into two",
    )


def test_a_reflection_asks_something_in_reasonable_numbers(tmp_path: Path) -> None:
    assert codes(tmp_path, ":::reflection {#plan}\n:::") == [("block-parts", 1)]
    for wrong in ("longest=0", "longest=5001", "words=50%", "words=x", "keep=lms"):
        assert codes(tmp_path, f":::reflection {{#plan {wrong}}}\nWhy?\n:::") == [
            ("bad-attribute", 1)
        ]


def test_an_embedded_page_keeps_its_neighbours(tmp_path: Path) -> None:
    files = {
        "first.md": ":::embed {src=demo/index.html title=Door height=300 #door}\nOpen it.\n:::\n",
        "demo/index.html": '<script src="lib/a_b.js"></script>',
        "demo/lib/a_b.js": "1",
    }
    built = build(write(tmp_path, dict(files)), TARGETS["scorm12"])
    assert built.diagnostics == []
    assert built.package and built.course
    names = [name for name in built.package.files if name.startswith("embeds/")]
    assert names == ["embeds/2a97516c/index.html", "embeds/2a97516c/lib/a_b.js"]
    assert built.course.pages["first.md"].html == (
        '<figure class="embed" id="/first/door">\n'
        '<iframe src="embeds/2a97516c/index.html" title="Door" height="300" sandbox="allow-scripts"'
        ' loading="lazy"></iframe>\n<figcaption>\n<p>Open it.</p>\n\n'
        '<p><a href="embeds/2a97516c/index.html" target="_blank" rel="noopener">'
        "Open “Door” in a new window</a></p>\n</figcaption>\n</figure>"
    )


def test_a_page_of_another_server_is_embedded_only_where_the_course_allows_it(
    tmp_path: Path,
) -> None:
    allowed = OUTLINE + "embeds: [www.example.org]\n"
    embed = ":::embed {{src={} title=Map}}\n:::\n"
    fine = embed.format("https://www.example.org/map?a=1")
    assert codes(tmp_path, fine, allowed) == []
    for address in (
        "https://www.example.org/",
        "http://www.example.org/",
        "//www.example.org/",
        "javascript:1",
    ):
        outline = OUTLINE if address.startswith("https") else allowed
        assert codes(tmp_path, embed.format(address), outline) == [("outside-request", 1)]


def test_what_cannot_be_embedded_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "first.md": ":::embed {src=top.html title=A}\n:::\n\n:::embed {src=a/x.png title=A}\n:::\n\n:::embed {src=b/i.html title=A}\n:::",
        "top.html": "", "a/x.png": PIXEL, "b/i.html": "", "b/run.sh": "", "b/a b.js": "",
    }  # fmt: skip
    _, findings = load(write(tmp_path, files))
    assert [(one.code, one.position.line, one.message) for one in findings] == [
        ("bad-attribute", 1, "`top.html` is no HTML file in a folder of its own"),
        ("bad-attribute", 4, "`a/x.png` is no HTML file in a folder of its own"),
        ("bad-attribute", 7, "`b/a b.js` has a name that not every platform takes"),
        ("refused-file-type", 7, "`b/run.sh`: learning platforms refuse `.sh` files"),
    ]
