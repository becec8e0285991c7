"""Questions of other systems, imported: the exact file and report, and no traceback for any input."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.cli import main
from scorm_builder.diagnostics import Fault, errors
from scorm_builder.importing import (
    MAX_SOURCE,
    MOST_QUESTIONS,
    Import,
    gift,
    import_questions,
    markdown,
    moodle,
    qti,
    writing,
)
from scorm_builder.importing.checked import MODELS
from scorm_builder.importing.ids import ids
from scorm_builder.importing.imported import Fields, Source
from scorm_builder.importing.package import MAX_FILE, MOST_FILES
from scorm_builder.importing.pictures import Pictures
from scorm_builder.source.decode import decode
from scorm_builder.source.questions import models
from scorm_builder.source.syntax import parser
from scorm_builder.source.yaml12 import Document, read_yaml
from tests.courses import PIXEL

HERE = Path(__file__).parent / "imports"
GUIDE = (Path(__file__).parent.parent / "docs/importing.md").read_text("utf-8")
CASES = sorted(path for path in HERE.iterdir() if path.is_dir())


def given_in(case: Path, folder: Path) -> Path:
    """The file of a case, in `folder`; a folder `package` becomes a zip."""
    (source,) = (path for path in case.iterdir() if not path.name.startswith("expected"))
    if source.is_file():
        copy = folder / source.name
        copy.write_bytes(source.read_bytes())
        return copy
    with zipfile.ZipFile(folder / f"{source.name}.zip", "w") as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(source))
    return folder / f"{source.name}.zip"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_import(
    case: Path, here: Path, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    file = given_in(case, here)
    faulty = case.name.endswith("-error")
    assert main(["import", "questions", file.name, "-o", "quiz.yaml"]) == faulty
    found = {"expected.txt": capsys.readouterr().out}
    if not faulty:
        found["expected.yaml"] = Path("quiz.yaml").read_text("utf-8")
    for name, text in found.items():
        if pytestconfig.getoption("--update-golden"):
            (case / name).write_text(text, "utf-8")
        assert text == (case / name).read_text("utf-8")
    if faulty:
        return
    for question in read_yaml(found["expected.yaml"], "quiz.yaml").value["questions"]:
        document = Document("quiz.yaml", question)
        assert decode(document, MODELS[question["type"]])
        assert document.diagnostics == []


def test_the_pictures_of_an_import_stand_beside_it(here: Path) -> None:
    for case in ("moodle", "qti-package"):
        file = given_in(HERE / case, here)
        assert main(["import", "questions", file.name, "-o", f"{case}/My quiz.yaml"]) == 0
        text = Path(case, "My quiz.yaml").read_text("utf-8")
        (named,) = re.findall(r"!\[.+?\]\((.+?)\)", text)
        assert Path(case, named).read_bytes().startswith(b"\x89PNG")
        assert Path(named).parts[0] == "my-quiz-media"
        assert sorted(path.name for path in Path(case).iterdir()) == [
            "My quiz.yaml",
            "my-quiz-media",
        ]


# The guide


def fence(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_guide_is_what_happens(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("fire.gift").write_text(fence("gift"))
    assert main(fence("sh").split()[1:]) == 0
    assert capsys.readouterr().out == fence("text")
    assert Path("fire.yaml").read_text("utf-8") == fence("yaml")


def test_the_guide_names_every_type() -> None:
    table = GUIDE.split("## What becomes of a question")[1].split("Not imported")[0]
    rows = [line.split("|")[1:5] for line in table.splitlines() if line.startswith("| ")][1:]
    named = [
        set(re.findall(r"`(\w[\w-]*)`", " ".join(column))) for column in zip(*rows, strict=True)
    ]
    assert named[3] == set(MODELS)
    assert named[1] == set(moodle._TYPES) - {"match"}  # another name of `matching`
    assert {name.lower() for name in named[2]} == set(qti._TYPES)


# What is asked of a file


def test_nothing_is_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("fire.gift").write_text("Is it hot? {T}")
    Path("fire.yaml").write_text("mine")
    assert main(["import", "questions", "fire.gift"]) == 2
    assert (
        "fire.yaml is there already; remove it, or name another with -o" in capsys.readouterr().err
    )
    assert Path("fire.yaml").read_text() == "mine"
    file = given_in(HERE / "moodle", here)
    Path("quiz-media").mkdir()
    assert main(["import", "questions", str(file), "-o", "quiz.yaml"]) == 2
    assert "quiz-media is there already" in capsys.readouterr().err
    assert not Path("quiz.yaml").exists()


def test_all_is_written_or_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail_for_the_file(self: Path, target: Path) -> Path:
        if target.name == "quiz.yaml":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_file)
    file = given_in(HERE / "moodle", here)
    assert main(["import", "questions", str(file), "-o", "out/quiz.yaml"]) == 2
    assert list(Path("out").iterdir()) == []
    with pytest.raises(FileExistsError):
        (here / "there.yaml").touch()
        writing.write(here / "there.yaml", "", {})


def test_a_file_of_ours_ends_in_yaml(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("fire.gift").write_text("Is it hot? {T}")
    assert main(["import", "questions", "fire.gift", "-o", "fire.md"]) == 2
    assert "fire.md is no YAML file; name one that ends in .yaml" in capsys.readouterr().err
    assert main(["import"]) == 2


QTI = '<assessmentItem identifier="i"><itemBody>{}</itemBody></assessmentItem>'
LAUGHS = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<quiz><question type="&b;"/></quiz>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "cut.xml",
            b'<?xml version="1.0"?>\n<quiz>\n<question type="multichoice">\n<name>',
            "cut.xml:4: error: this cannot be read as XML (Premature end of data in tag name line 4)",
        ),
        (
            "laughs.xml",
            f'<?xml version="1.0"?>\n<!-- a -->\n{LAUGHS}'.encode(),
            "laughs.xml:3: error: a document type is declared here, which is not read [bad-import]",
        ),
        (
            "outside.xml",
            b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>',
            "outside.xml:1: error: a document type is declared here, which is not read [bad-import]",
        ),
        ("old.xml", b"<questestinterop/>", "old.xml:1: error: this is QTI 1.2 [bad-import]"),
        ("new.xml", b"<qti-assessment-item/>", "new.xml:1: error: this is QTI 3 [bad-import]"),
        ("page.xml", b"<html/>", "page.xml:1: error: this is XML, but neither Moodle XML nor an item of QTI 2"),
        ("test.xml", b"<assessmentTest/>", "test.xml:1: error: this is a test, which names its items"),
        ("none.xml", b"<quiz/>", "none.xml: error: there is no question in this file [bad-import]"),
        ("text.xml", QTI.format("<p>Read.</p>").encode(), "text.xml: error: no question could be imported"),
        ("note.txt", b"A note.\n", "note.txt:1: error: this is no GIFT, Moodle XML or QTI [bad-import]"),
        ("empty.gift", b"", "empty.gift:1: error: this is no GIFT, Moodle XML or QTI [bad-import]"),
        ("all.gift", b"Which? {~a ~b}", "all.gift: error: no question could be imported [bad-import]"),
        ("latin.gift", "Où est le café ? {T}".encode("latin-1"), "latin.gift:1:2: error: `latin.gift` is not saved as UTF-8"),
        ("wide.xml", "<quiz/>".encode("utf-16"), "wide.xml: error: `wide.xml` is saved as UTF-16"),
        ("picture.gift", PIXEL, "picture.gift:1:1: error: `picture.gift` is not saved as UTF-8"),
        ("zero.gift", b"a\0b", "zero.gift:1: error: `zero.gift` is not a text file"),
        ("control.gift", b"What? {=\x01}", "control.gift:1:9: error: a control character stands here (U+0001)"),
        ("broken.zip", b"PK\x03\x04 and no more", "broken.zip: error: this zip cannot be read (File is not a zip file)"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_imported(
    name: str, content: bytes, told: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(content)
    assert main(["import", "questions", name, "-o", "out/quiz.yaml"]) == 1
    report = capsys.readouterr().out
    assert told in report
    assert "  hint: " in report
    assert not Path("out").exists()


def test_what_is_no_file_cannot_be_imported(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    assert main(["import", "questions", "folder"]) == 1
    assert "folder: error: `folder` is a folder [unreadable-file]" in capsys.readouterr().out
    assert main(["import", "questions", "nowhere/fire.gift"]) == 1
    assert "nowhere/fire.gift: error: `fire.gift` cannot be read" in capsys.readouterr().out


def packed(
    files: dict[str, bytes], name: str = "p.zip", method: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(name, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return Path(name)


def fault(file: Path) -> str:
    with pytest.raises(Fault) as caught:
        import_questions(file, "media")
    return caught.value.diagnostic.message


def test_a_zip_is_read_within_bounds(here: Path) -> None:
    bomb = packed({"item.xml": b" " * (MAX_FILE + 1)})
    tracemalloc.start()
    assert fault(bomb) == "`item.xml` in this zip is too large"
    assert tracemalloc.get_traced_memory()[1] < 3 * MAX_FILE
    tracemalloc.stop()
    many = packed({f"{number}.txt": b"" for number in range(MOST_FILES + 1)}, "many.zip")
    assert fault(many) == "this zip has 5,001 files, 5,000 at most"
    piles = packed({f"{number}.xml": b" " * (MAX_FILE - 1) for number in range(9)}, "piles.zip")
    assert fault(piles) == "`8.xml` in this zip is too large"
    whole = packed({"item.xml": QTI.encode() * 50}, "cut.zip", zipfile.ZIP_STORED).read_bytes()
    Path("cut.zip").write_bytes(whole.replace(b"identifier", b"identifies"))
    assert fault(Path("cut.zip")).startswith("`item.xml` in this zip cannot be read (Bad CRC-32")


ENTRY = """<assessmentItem identifier="i">
<responseDeclaration identifier="R" cardinality="single" baseType="string"><correctResponse><value>x</value></correctResponse></responseDeclaration>
<itemBody><p><img src="{}" alt="a door"/>It is <textEntryInteraction responseIdentifier="R"/>.</p></itemBody></assessmentItem>"""


@pytest.mark.parametrize(
    "address", ["../secret.png", "/etc/secret.png", "..%2Fsecret.png", "C:\\secret.png", ""]
)
def test_a_picture_outside_is_not_read(address: str, here: Path) -> None:
    (here / "secret.png").write_bytes(PIXEL)
    (here / "in").mkdir()
    item = here / "in/item.xml"
    item.write_text(ENTRY.format(address))
    inside = packed(
        {"in/item.xml": item.read_bytes(), "../secret.png": PIXEL, "/etc/secret.png": PIXEL}
    )
    for file in (item, inside):
        found = import_questions(file, "media")
        assert found.pictures == {} or file == inside
        assert all(path.startswith("media/") and ".." not in path for path in found.pictures)
    (here / "in/door.png").write_bytes(PIXEL)
    item.write_text(ENTRY.format("door.png"))
    assert import_questions(item, "media").pictures == {"media/door.png": PIXEL}


def test_an_import_has_bounds(here: Path) -> None:
    Path("large.gift").write_bytes(b"#" * (MAX_SOURCE + 1))
    assert fault(Path("large.gift")) == "`large.gift` is larger than 65,536 kB"
    Path("many.gift").write_text("\n\n".join(f"::q{number}::Yes? {{T}}" for number in range(250)))
    found = import_questions(Path("many.gift"), "media")
    assert len(found.questions) == MOST_QUESTIONS
    (told,) = found.diagnostics
    assert told.position.line == 401
    assert told.message == "a file holds 200 questions; from here on none is imported"
    letters = " ".join(f"~o{number}" for number in range(26))
    Path("long.gift").write_text(
        f"Which? {{=o26 {letters}}}\n\n{'x' * 5001} {{T}}\n\nAnd? {{={'y' * 101}}}"
    )
    found = import_questions(Path("long.gift"), "media")
    assert [one.message for one in found.diagnostics] == [
        "it has 27 options, 26 at most",
        "`ask` has 5001 characters, 5000 at most",
        "an answer of 101 characters is not carried over",
        "none of its answers can be compared",
        "no question could be imported",
    ]
    deep = "<b>" * 5000 + "x" + "</b>" * 5000
    Path("deep.gift").write_text(f"[html]Deep {deep}. {{T}}")
    assert import_questions(Path("deep.gift"), "media").questions[0]["ask"] == "Deep"


# Parts


def html(text: str) -> str:
    return markdown.from_html(
        text, markdown.Context(lambda address: f"m/{address}", lambda *_: None)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain & <b>bold</b>", "plain & **bold**"),
        ("<p>one</p><p>two<br>lines<br><br>three</p>", "one\n\ntwo\\\nlines\n\nthree"),
        ("a <b> b </b>c <i></i>", "a  **b** c".replace("  ", " ")),
        ("5<b>(x)</b>5", "5<strong>(x)</strong>5"),
        ("<b><i>x</i></b> <strong><b>y</b></strong>", "***x*** **y**"),
        ("<h3><b>Title</b></h3>text", "**Title**\n\ntext"),
        ("H<sub>2</sub>O x<sup>2</sup> <u>u</u> <del>d</del>", "H<sub>2</sub>O x<sup>2</sup> <u>u</u> <s>d</s>"),
        ("<code>a`b*</code>", "``a`b*``"),
        ("<pre>if x:\n    y</pre>", "```\nif x:\n    y\n```"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<table><tr><td>a</td><td>b|c</td></tr><tr><td>1</td></tr></table>", "| a | b\\|c |\n|---|---|\n| 1 |  |"),
        ('<a href="https://e.org/a b(c)">x [y]</a>', r"[x \[y\]](https://e.org/ab%28c%29)"),
        ('<a href="javascript:x">x</a><a href="">y</a>', "xy"),
        ('<img src="d.png" alt="A [door]"> <img src="e.png" role="presentation">', r"![A \[door\]](m/d.png) ![](m/e.png){.decorative}"),
        ('<img src="//e.org/d.png" alt="d">', "[d](https://e.org/d.png)"),
        ("1. not a list", "1\\. not a list"),
        ("<p># no</p><p>- no</p><p>+</p><p>: no</p><p>---</p><p>&gt; no</p>", "\\# no\n\n\\- no\n\n\\+\n\n\\: no\n\n\\---\n\n\\> no"),
        ("*a* _b_ a_b `c` [d](e) &lt;b&gt; &amp;amp; $x$ {.y} ~~z~~ --help (c)", r"\*a\* \_b\_ a_b \`c\` \[d](e) \<b> \&amp; \$x\$ \{.y} \~~z\~~ \--help \(c)"),
        (r"\(a+b\), $$c$$ and \[d_1\]", "$a+b$, $c$ and $d_1$"),
        ("<script>x</script><style>y</style>z<video src=a></video>", "z"),
        ("<q>so</q>\u2028\x07&nbsp;on", "“so” on"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_markdown(text: str, expected: str) -> None:
    assert html(text) == expected


def shown(text: str) -> str:
    """The words that Markdown shows, by our parser."""
    tokens = [one for token in parser("en").parse(text) for one in token.children or ()]
    return " ".join(one.content for one in tokens)


def bare(text: str) -> str:
    """Without what our typography changes."""
    return re.sub(r"[\s\"'“”‘’.…–—±+\-]", "", text)


SIGNS = st.text(st.sampled_from("ab 1.\n*_`[](){}<>&#;:|~$!\\-+=^\"'/é東"), max_size=40)


@settings(max_examples=400, deadline=None)
@given(SIGNS)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    if markdown._MATH.search(text) is None:
        assert bare(shown(markdown.from_plain(text))) == bare(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from("<b> </b> <i> </i> <p> </p> <ul> <li> </ul> <ol> </ol> <br> <pre> </pre> <table> <tr> <td> </table> <h2> </h2> <code> </code> <a href=x> </a> <img src=y> <blockquote> </blockquote> a b. (c) * _ 1. - # ` | &amp; <".split()), max_size=25))  # fmt: skip
def test_any_html_becomes_markdown_that_holds(pieces: list[str]) -> None:
    html(" ".join(pieces))
    html("".join(pieces))


TEXTS = st.text(st.one_of(st.sampled_from("ab: #-'\"\\\n [&*!|>%@`,?{}~=\u200f"), st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff\ufeff")), max_size=150).map(markdown.clean)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.fixed_dictionaries({"id": st.just("a"), "ask": TEXTS, "answers": st.lists(TEXTS.map(lambda text: text.replace("\n", " ")), min_size=1), "options": st.dictionaries(st.sampled_from("abny"), TEXTS, min_size=1), "answer": st.one_of(st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False)), "because": st.dictionaries(st.sampled_from(["true", "false"]), TEXTS, min_size=1)}), min_size=1, max_size=3))  # fmt: skip
def test_what_is_written_is_read_again(questions: list[Fields]) -> None:
    text = writing.question_file(questions)
    document = read_yaml(text, "q.yaml")
    assert document.diagnostics == []
    assert document.value == {"questions": questions}


GIFT = st.lists(st.sampled_from(["{", "}", "=", "~", "#", "->", "%50%", "%-", "::", "####", "..", ":", "\\", "\n", "\n\n", "//", "[html]", "[id:a]", "$CATEGORY:", "T", "F", "3", "a b", "<b>", "<", "&amp;", "*", "_", "$", "é", "\\n"]), max_size=40).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.one_of(GIFT, st.text(max_size=60)))
def test_any_gift_gives_questions_or_findings(text: str) -> None:
    source = Source("a.gift", markdown.clean(text))
    found = list(gift.read(source, Pictures("media")))
    told = {one.position.line for one in source.diagnostics()} | {one.line for one in found}
    asked = [one for one in source.text.split("\n\n") if re.search(r"^(?!\s*(//|\$|$))", one, re.M)]
    assert told or not asked


@settings(max_examples=300, deadline=None)
@given(GIFT, st.sampled_from(["a.gift", "a.xml"]))
def test_any_file_is_imported_or_refused(text: str, name: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_text(
            text if name == "a.gift" else f"<quiz><question type='essay'>{text}", "utf-8"
        )
        try:
            found = import_questions(file, "media")
        except Fault:
            return
    assert isinstance(found, Import)
    assert found.questions or errors(found.diagnostics)
    for question in found.questions:
        document = Document("q.yaml", question)
        assert decode(document, MODELS[question["type"]]), document.diagnostics
    names = [question["id"] for question in found.questions]
    assert len(set(names)) == len(names)


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(max_size=80), st.sampled_from(["a", "a-2", "a-2-2", "A"]))))
def test_every_name_gets_an_id_of_its_own(names: list[str]) -> None:
    found = ids(names)
    assert len(set(found)) == len(names)
    assert all(re.fullmatch(models.ID, one) for one in found)


def test_a_name_that_is_an_id_stays() -> None:
    assert ids(["a", "B c", "a", "a-2", "1. x", "h-2", "東"]) == [
        "a", "b-c", "a-3", "a-2", "q-1-x", "h-2", "q-1ae0bc",
    ]  # fmt: skip
