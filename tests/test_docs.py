"""The documentation tells all and tells the truth: fields, options, examples, commands and links."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from scorm_builder import cli, resources, state
from scorm_builder.build import build
from scorm_builder.lms import PROFILES, Profile, built_in
from scorm_builder.lms.profile import FAULTS, TYPES_2004, Elements2004, Rules2004
from scorm_builder.lms.profile import TYPES as TYPES_OF_ELEMENTS
from scorm_builder.new import make_course
from scorm_builder.playtest.checks import CATALOGUE
from scorm_builder.render import CourseView, DesignView, ElsewhereView, StepView, TopicView
from scorm_builder.reports import Report, text
from scorm_builder.source import compiler, custom, files, glossary, html, media, syntax, yaml12
from scorm_builder.source.blocks import BLOCKS
from scorm_builder.source.decode import decode
from scorm_builder.source.design import Picture
from scorm_builder.source.model import Outline
from scorm_builder.source.questions.models import Asked, Feedback, Question, Quiz, Scored
from scorm_builder.source.schema import Field, choices, fields_of, variants
from scorm_builder.source.text import MAX_TEXT
from scorm_builder.source.theme import Theme
from scorm_builder.source.yaml12 import read_yaml
from scorm_builder.summary import summary
from scorm_builder.targets import TARGETS
from tests.browser.scorm12 import SCORM_12
from tests.browser.scorm2004 import SCORM_2004
from tests.courses import ROOT, SAMPLE

TARGET = TARGETS["scorm12"]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK_PAGES = sorted((ROOT / "docs/blocks").glob("*.md"))
QUESTION_PAGES = sorted((ROOT / "docs/questions").glob("*.md"))
FORMAT = (ROOT / "docs/format.md").read_text("utf-8")
AUTHORING = (ROOT / "docs/authoring.md").read_text("utf-8")
ACCESSIBILITY = (ROOT / "docs/accessibility.md").read_text("utf-8")
PROFILE_PAGE = (ROOT / "docs/profiles.md").read_text("utf-8")
CHECKS = ROOT / "docs/checks.md"
ADMIN = (ROOT / "docs/lms-admin.md").read_text("utf-8")

FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def fences(text: str, language: str) -> list[str]:
    return [content for _, name, content in FENCE.findall(text) if name == language]


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", FENCE.sub("", text), re.MULTILINE | re.DOTALL
    )
    assert found, f"there is no heading {heading}"
    return found[1]


def rows(text: str) -> dict[str, str]:
    """The rows of all tables, by the names in their first cell."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line[:1] == "|" else [""]
        for name in re.findall(r"`([^`]+)`", cells[0]):
            assert name not in found, f"{name} is there twice"
            found[name] = line
    return found


# The fields of course.yaml, of blocks, and of the command line


def models(model: type, heading: str) -> Iterator[tuple[str, type]]:
    """Each model, with the first field that has it."""
    told = {model}
    todo = [(heading, model)]
    while todo:
        name, one = todo.pop(0)
        yield name, one
        inner = []
        for field in fields_of(one).values():
            for kind in (field.kind, *get_args(field.kind)):
                if dataclasses.is_dataclass(kind) and kind not in told:
                    told.add(kind)
                    inner.append((f"`{field.name}`", kind))
        todo = inner + todo


def cell(default: object) -> str:
    """The cell of a table that tells a default."""
    if default is None:
        return "| none |"
    if isinstance(default, bool):
        return f"| `{str(default).lower()}` |"
    if isinstance(default, list | dict):
        return f"| {', '.join(f'`{one}`' for one in default) or 'none'} |"
    return f"| `{default}` |" if default != "" else '| `""` |'


def limits(field: Field) -> list[int]:
    form = field.form
    return [limit for limit in (form.longest, form.least, form.most) if limit is not None]


@pytest.mark.parametrize(("heading", "model"), list(models(Outline, "The course")))
def test_every_field_of_a_course_is_documented(heading: str, model: type) -> None:
    assert_told(rows(section(FORMAT, heading)), fields_of(model))


def assert_told(table: dict[str, str], fields: dict[str, Field]) -> None:
    """Each field has a row with its choices, its limits and its default."""
    assert table.keys() == fields.keys()
    for name, field in fields.items():
        row = table[name]
        told = [f"`{choice}`" for choice in choices(field.kind) or ()]
        told += [f" {limit:,} " for limit in limits(field)]
        if field.required:
            told.append("| required |")
        elif not dataclasses.is_dataclass(field.default):
            told.append(cell(field.default))
        assert [part for part in told if part not in row] == [], name


COMMON = fields_of(Scored)
ASKED = variants(Asked) or {}


def test_every_field_of_a_quiz_is_documented() -> None:
    assert_told(rows(section(FORMAT, "A quiz")), fields_of(Quiz))
    assert_told(rows(section(FORMAT, "`feedback`")), fields_of(Feedback))
    assert_told(rows(section(FORMAT, "Every question")), COMMON)


@pytest.mark.parametrize(
    ("heading", "model"), [found for name in ASKED for found in models(ASKED[name], f"`{name}`")]
)
def test_every_field_of_a_question_is_documented(heading: str, model: type) -> None:
    common = COMMON if issubclass(model, Question) else {}
    own = {name: field for name, field in fields_of(model).items() if name not in common}
    assert_told(rows(section(FORMAT, heading)), own)


@pytest.mark.parametrize(("heading", "model"), list(models(Profile, "The fields")))
def test_every_field_of_a_profile_is_documented(heading: str, model: type) -> None:
    of_2004 = model in (Elements2004, Rules2004)
    named = heading.replace("`", "`scorm2004.", 1) if of_2004 else heading
    assert_told(rows(section(PROFILE_PAGE, named)), fields_of(model))


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_is_documented_in_its_own_words(name: str) -> None:
    told = section(PROFILE_PAGE, name)
    found = built_in(name).profile
    assert told.startswith(f"\n**{found.title}.** {found.about}\n")
    assert re.findall(r"^- (.+)$", told, re.MULTILINE) == found.sources
    assert f"(../scorm_builder/lms/profiles/{name}.yaml)" in told


def test_every_type_and_refusal_of_a_profile_is_documented() -> None:
    for heading, names in (
        ("Types", (*TYPES_OF_ELEMENTS, *TYPES_2004)),
        ("Refusals", FAULTS),
    ):
        assert set(re.findall(r"`(\w+)`", section(PROFILE_PAGE, heading))) >= set(names)


def test_the_profile_of_the_guide_is_one() -> None:
    (example,) = fences(PROFILE_PAGE, "yaml")
    document = read_yaml(example, "my-lms.yaml")
    assert decode(document, Profile)
    assert document.diagnostics == []


TYPES = [page.stem for page in QUESTION_PAGES if page.stem != "README"]


def question_page(name: str) -> str:
    return (ROOT / f"docs/questions/{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", TYPES)
def test_the_page_of_a_type_of_questions_is_whole(name: str) -> None:
    assert name in ASKED
    told = re.findall(r"^## (.*)$", FENCE.sub("", question_page(name)), re.MULTILINE)
    assert told == ["Score", "Keyboard and screen reader", "Print", "Record"]
    assert f"(../format.md#{name})" in question_page(name)
    assert f"| [`{name}`]({name}.md) |" in question_page("README")
    assert f"(questions/{name}.md)" in section(FORMAT, f"`{name}`")


@pytest.mark.parametrize("name", TYPES)
def test_an_example_of_a_question_is_right(name: str, fire: Path) -> None:
    for example in fences(question_page(name), "yaml"):
        ids = re.findall(r"^  - id: (\S+)", example, re.MULTILINE)
        page = "".join(f":::question {{#{one}}}\n:::\n\n" for one in ids)
        (fire / "alarm/sound.md").write_text(page, "utf-8")
        (fire / "alarm/sound.questions.yaml").write_text(example, "utf-8")
        assert complaints(fire) == "no faults found"


def block_page(name: str) -> str:
    return (ROOT / f"docs/blocks/{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", list(BLOCKS))
def test_the_page_of_a_block_is_whole(name: str) -> None:
    page = re.sub(r"^```.*?^```$", "", block_page(name), flags=re.MULTILINE | re.DOTALL)
    told = re.findall(r"^## (.*)$", page, re.MULTILINE)
    parts = ["Parts"] if BLOCKS[name].parts else []
    assert told == ["Attributes", *parts, "Keyboard and screen reader", "Print", "Done"]
    assert f"| [`{name}`]({name}.md) |" in (ROOT / "docs/blocks/README.md").read_text("utf-8")
    for field in fields_of(BLOCKS[name].parts.attributes) if BLOCKS[name].parts else ():
        assert field == "id" or f"`{field}`" in section(block_page(name), "Parts")


@pytest.mark.parametrize("name", list(BLOCKS))
def test_every_attribute_of_a_block_is_documented(name: str) -> None:
    table = rows(section(block_page(name), "Attributes"))
    fields = fields_of(BLOCKS[name].attributes)
    assert table.keys() == fields.keys()
    for attribute, field in fields.items():
        assert ("| required |" in table[attribute]) >= field.required
        assert all(f"`{choice}`" in table[attribute] for choice in choices(field.kind) or ())


def test_everything_of_an_own_block_is_documented() -> None:
    table = rows(section(FORMAT, "Blocks of your own"))
    fields = {*fields_of(custom._Declaration), *fields_of(custom._Attribute)}
    assert table.keys() == fields | custom._TYPES.keys()


def commands() -> dict[str, click.Command]:
    """The commands by what is typed; of a group of commands only those in it."""
    found: dict[str, click.Command] = {"scorm-builder": cli.cli}
    for name, command in cli.cli.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        found |= {f"scorm-builder {name} {part}".strip(): one for part, one in inner.items()}
    return found


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    command = commands()[name]
    context = click.Context(command, info_name=name, **command.context_settings)
    about = section(FORMAT, f"`{name}`")
    table = rows(about) if "|" in about else {}
    known = set()
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Argument):
            assert f"`{name} {parameter.make_metavar(context)}`" in about
            continue
        if "--help" in parameter.opts and name != "scorm-builder":
            continue
        known |= set(parameter.opts)
        row = table[parameter.opts[-1]]
        if isinstance(parameter.type, click.Choice):
            assert all(f"`{choice}`" in row for choice in parameter.type.choices)
        if name != "scorm-builder":
            default = parameter.get_default(context)
            assert (f"| `{default}` |" if default else "| off |") in row
    assert table.keys() == known


def test_every_exit_code_is_documented() -> None:
    codes = {cli._OK, cli._FAULTY, cli._USAGE, cli._BUG, cli._INTERRUPTED}
    written = re.findall(r"^\| (\d+) \|", section(FORMAT, "Exit codes"), re.MULTILINE)
    assert written == [str(code) for code in sorted(codes)]


def test_every_format_of_a_report_is_documented() -> None:
    written = re.findall(r"^- `(\w+)`", section(FORMAT, "Reports"), re.MULTILINE)
    assert written == list(cli._FORMATS)


def test_every_check_of_a_play_test_is_documented() -> None:
    headings = re.findall(r"^### ([a-z0-9-]+)$", CHECKS.read_text("utf-8"), re.MULTILINE)
    assert headings == list(CATALOGUE)


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(inner) for inner in value] if isinstance(value, list) else type(value)


def test_the_json_report_has_the_documented_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    example = whole_courses(FORMAT)[0]
    write_course(tmp_path / "course", example)
    (tmp_path / "course/plan.pdf").write_bytes(b"")
    assert cli.main(["build", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    written = json.loads(fences(FORMAT, "json")[0])
    assert shape(told) == shape(written)
    assert told["diagnostics"] == written["diagnostics"]
    assert told["package"]["file"] == written["package"]["file"]
    assert cli.main(["build", "--format", "json", "--strict"]) == 1
    assert json.loads(capsys.readouterr().out) == {**told, "package": None, "packages": []}


# Lists and numbers that stand in the code


def test_the_documented_lists_are_those_of_the_code() -> None:
    lists = {
        "Files": files.REFUSED,
        "Pictures": media.PICTURES,
        "Quotation marks and dashes": syntax._QUOTES.keys(),
        "Attributes": syntax.ALLOWED_ATTRIBUTES,
    }
    for heading, names in lists.items():
        assert [name for name in names if f"`{name}`" not in section(AUTHORING, heading)] == []
    elements = section(AUTHORING, "HTML").split("may stand in a page:")[1].split("They may have")[0]
    assert set(re.findall(r"`(\w+)`", elements)) == html._TAGS
    assert all(f"`{suffix}`" in block_page("video") for suffix in media.VIDEOS)
    assert all(f"`{suffix}`" in block_page("audio") for suffix in media.SOUNDS)
    assert all(f"`{suffix}`" in block_page("figure") for suffix in media.PICTURES)


def test_the_documented_languages_are_the_message_files() -> None:
    files = (resources.templates() / "messages").glob("*.json")
    told = rows(section(AUTHORING, "Change a word, or add a language"))
    assert sorted(told) == sorted(file.stem for file in files)


def test_the_documented_numbers_are_those_of_the_code() -> None:
    assert f"{MAX_TEXT // 1024:,} kB, {yaml12.MAX_DEPTH} levels" in FORMAT
    assert f"{yaml12.MAX_VALUES:,} values" in FORMAT.replace("\n", " ")
    assert f"longer than {files.MAX_NAME} characters" in FORMAT
    assert f"A page has {compiler.MAX_PAGE // 1024} kB at most" in AUTHORING
    for page in (README.read_text("utf-8"), ADMIN):
        assert f"{TARGET.STATE_LIMIT:,} characters" in page
    assert state.worst_case(2000, []) <= TARGET.STATE_LIMIT
    assert round(state.worst_case(200, []), -1) == 530


_VIEWS = [
    ("`course`", CourseView),
    ("a page in `elsewhere`", ElsewhereView),
    ("a topic", TopicView),
    ("`step`", StepView),
    ("`design`", DesignView),
    ("a picture of it", Picture),
]


def test_every_value_that_a_template_gets_is_documented() -> None:
    told = section(AUTHORING, "Change a template")
    for name, view in _VIEWS:
        row = next(line for line in told.splitlines() if line.startswith(f"| {name} |"))
        fields = [field.name for field in dataclasses.fields(view)]
        assert re.findall(r"`(\w+)`", row.split("|")[2]) == fields


def test_every_template_is_documented() -> None:
    told = rows(section(AUTHORING, "Change a template"))
    assert {file.name for file in resources.templates().glob("*.html")} <= told.keys()


def test_the_administrator_is_told_where_the_runtime_stores_what() -> None:
    runtime = resources.templates() / "runtime"
    prefix = re.search(r"`(scorm-builder:)\$", (runtime / "progress.js").read_text("utf-8"))
    assert prefix
    assert f"`{prefix[1]}<course id>:<learner id>`" in ADMIN
    for heading, standard in (("SCORM 1.2", SCORM_12), ("SCORM 2004", SCORM_2004)):
        table = section(ADMIN, heading)
        for element in standard.writable:
            first = element.replace("\\", "").partition(".d+")[0].partition("(")[0]
            assert first in table, element


def test_the_tests_that_accessibility_names_are_there() -> None:
    named = re.findall(r"`((?:tests/)?test_\w+(?:\.py)?)`", ACCESSIBILITY)
    tests = "".join(file.read_text("utf-8") for file in (ROOT / "tests/browser").glob("test_*.py"))
    for name in named:
        folder = ROOT if name.startswith("tests/") else ROOT / "tests/browser"
        assert (folder / name).is_file() if name.endswith(".py") else f"def {name}(" in tests, name
    assert len(named) > 20


# Examples


def whole_courses(text: str) -> list[str]:
    return [example for example in fences(text, "yaml") if "format:" in example]


QUIZ = """\
questions:
  - id: silence
    type: true-false
    ask: May the alarm be silenced?
    answer: false
"""


def write_course(folder: Path, outline: str) -> Path:
    """A course with this outline, and a few words on each of its pages."""
    folder.mkdir(parents=True)
    (folder / "course.yaml").write_text(outline, "utf-8")
    for page in re.findall(r"(?:page|intro): ([\w/.-]+\.md)", outline):
        (folder / page).parent.mkdir(exist_ok=True)
        (folder / page).write_text("Some words.\n\n## The stairs\n", "utf-8")
    for quiz in re.findall(r"quiz: ([\w/.-]+\.yaml)", outline):
        (folder / quiz).write_text(QUIZ, "utf-8")
    if "glossary:" in outline:
        (folder / "glossary.yaml").write_text(
            "terms: [{term: words, text: What is said.}]", "utf-8"
        )
    return folder


def complaints(course: Path) -> str:
    """What the build says of a course, files and terms that are not used aside."""
    found = build(course, TARGET).diagnostics
    return text.write(Report(course, [one for one in found if not one.code.startswith("unused-")]))


@pytest.mark.parametrize("example", [*whole_courses(FORMAT), *whole_courses(AUTHORING)])
def test_an_example_of_a_course_is_right(example: str, tmp_path: Path) -> None:
    assert complaints(write_course(tmp_path / "course", example)) == "no faults found"


def test_an_example_names_every_field() -> None:
    value = read_yaml(whole_courses(FORMAT)[0], "course.yaml").value
    look = [model for _, model in models(Theme, "")]  # docs/theming.md has an example of all of it
    topic, step = value["topics"][0], value["topics"][0]["steps"][0]
    told = [value, value["progress"], value["tracking"], value["web"], topic, step]
    known = [model for _, model in models(Outline, "") if model not in look]
    for fields, model in zip(told, known, strict=True):
        assert fields.keys() == fields_of(model).keys()


OTHERS = [
    *(one for one in fences(FORMAT, "yaml") if "format:" not in one),
    *(one for one in fences(AUTHORING, "yaml") if "questions:" in one),
]


@pytest.mark.parametrize("example", OTHERS)
def test_an_example_of_another_file_is_right(example: str) -> None:
    document = read_yaml(example, "fold.yaml")
    models = {"terms": glossary.Terms, "questions": Quiz}
    model = next((models[name] for name in models if name in document.value), custom._Declaration)
    assert decode(document, model)
    assert document.diagnostics == []


def named_files() -> dict[str, str]:
    """The examples that have a file name above them."""
    found = re.findall(r"^`([\w/.-]+)`:\n\n```\w+\n(.*?)^```$", AUTHORING, re.MULTILINE | re.DOTALL)
    return dict(found)


@pytest.fixture
def fire(tmp_path: Path) -> Path:
    """The course of the author's guide, with all files that its examples name."""
    course = write_course(tmp_path / "course", whole_courses(AUTHORING)[0])
    shutil.copytree(ROOT / "docs/examples", course, dirs_exist_ok=True)
    outline = (course / "course.yaml").read_text("utf-8")
    (course / "course.yaml").write_text(f"{outline}\nglossary: glossary.yaml\n", "utf-8")
    (course / "glossary.yaml").write_text(
        next(one for one in fences(FORMAT, "yaml") if one.startswith("terms:")), "utf-8"
    )
    for name, content in {
        "media/line.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="1"/>',
        "media/drill.mp4": b"",
        "media/drill.webm": b"",
        **{f"media/{name}": b"" for name in ("alarm.mp3", "talk.m4a", "talk.opus")},
        "media/plan.pdf": b"",
        **{name: content.encode() for name, content in named_files().items()},
    }.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_bytes(content)
    return course


BLOCK_EXAMPLES = [text for name in BLOCKS for text in fences(block_page(name), "markdown")]
QUESTIONS = fences(block_page("question"), "yaml")[0]


@pytest.mark.parametrize("example", [*fences(AUTHORING, "markdown"), *BLOCK_EXAMPLES])
def test_an_example_of_a_page_is_right(example: str, fire: Path) -> None:
    (fire / "alarm/sound.md").write_text(example, "utf-8")
    if ":::question" in example:
        (fire / "alarm/sound.questions.yaml").write_text(QUESTIONS, "utf-8")
    assert complaints(fire) == "no faults found"


def document(course: Path) -> str:
    package = build(course, TARGET).package
    assert package
    content = package.files["index.html"]
    assert isinstance(content, bytes)
    return content.decode()


def test_the_own_files_of_the_guide_work(fire: Path) -> None:
    assert sorted(named_files()) == [
        "templates/_closed.html",
        "templates/blocks/fold.html",
        "templates/blocks/fold.yaml",
        "templates/messages/en.json",
        "templates/messages/fi.json",
    ]
    (example,) = [page for page in fences(AUTHORING, "markdown") if ":::fold" in page]
    (fire / "alarm/sound.md").write_text(example, "utf-8")
    made = document(fire)
    assert '<details id="/alarm-sound/lift">\n<summary>Why not the lift?</summary>' in made
    assert "<p>Because it stops <strong>where the fire is</strong>.</p>" in made
    assert 'href="files/media/plan.pdf"' in made
    assert "Ask the warden of your floor." in made
    assert '<p class="label">Module</p>' in made
    assert "I have read and understood this" in made
    outline = fire / "course.yaml"
    outline.write_text(outline.read_text("utf-8").replace("lang: en", "lang: fi"), "utf-8")
    assert "[no-messages]" in complaints(fire)
    assert all(word in document(fire) for word in ("Jatka", "1 aihe", "Aloita", "Previous"))


def test_an_own_template_keeps_what_the_scripts_look_for() -> None:
    built_in = (resources.templates() / "_closed.html").read_text("utf-8")
    own = named_files()["templates/_closed.html"]
    for part in re.findall(r'(?:id|class|data-\w+)="[^"]+"', built_in):
        assert part in own


# README


def test_the_commands_of_the_readme_are_those_of_continuous_integration() -> None:
    install, tests = fences(README.read_text("utf-8"), "sh")[:2]
    assert install == (
        "python3 -m venv .venv && .venv/bin/pip install -q . && "
        ".venv/bin/scorm-builder build course/\n"
    )
    run = (ROOT / ".ci/run").read_text("utf-8")
    assert re.findall(r"^(?:exec )?(bash .*)$", run, re.MULTILINE) == [tests.strip()]
    assert (ROOT / tests.split()[1]).is_file()


def test_the_main_job_of_the_readme_works() -> None:
    found = build(SAMPLE, TARGET)
    assert found.package
    assert found.diagnostics == []


def test_the_tour_of_the_readme_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = README.read_text("utf-8")
    make, check, show, build_, look = fences(page, "sh")[2:]
    assert show == "scorm-builder preview my-course --profile moodle\n"  # tests/test_preview.py
    broken, built = fences(page, "text")
    assert cli.main(make.split()[1:]) == 0
    outline = Path("my-course/course.yaml")
    right = outline.read_text("utf-8")
    *before, last = right.splitlines()
    assert "done: confirm" in last
    wrong = [*before, last.replace("confirm", "confrim")]
    outline.write_text("\n".join(wrong) + "\n", "utf-8")
    capsys.readouterr()
    assert cli.main(check.split()[1:]) == 1
    assert capsys.readouterr().out == broken
    outline.write_text(right, "utf-8")
    assert cli.main(build_.split()[1:]) == 0
    size = re.compile(r"\d+ kB")
    assert size.sub("", capsys.readouterr().out) == size.sub("", built)
    assert [cli.main(line.split()[1:]) for line in look.splitlines()] == [0, 0]
    assert capsys.readouterr().out.endswith("no faults found\n")


def test_the_course_that_new_makes_has_the_summary_of_the_readme(tmp_path: Path) -> None:
    make_course(tmp_path / "my-course", "en")
    course = build(tmp_path / "my-course", TARGET).course
    assert course
    told = README.read_text("utf-8")
    assert all(line in told for _, lines in summary(course, TARGET) for line in lines)


# Pictures and links


def test_the_pictures_are_those_that_the_script_makes_and_small() -> None:
    script = (ROOT / "docs/pictures.py").read_text("utf-8")
    made = {f"{name}.webp" for name in re.findall(r'    Picture\(\s*"([\w-]+)"', script)}
    files = {file.name: file.stat().st_size for file in (ROOT / "docs/img").glob("*.*")}
    shown = {
        name
        for page in PAGES
        for name in re.findall(r"\]\((?:docs/)?img/(.+?)\)", page.read_text("utf-8"))
    }
    assert files.keys() == made == shown
    assert max(files.values()) <= 100_000


@pytest.mark.parametrize(
    ("folder", "name"),
    [*(("blocks", name) for name in BLOCKS), *(("questions", name) for name in TYPES)],
)
def test_a_page_shows_what_it_tells_of(folder: str, name: str) -> None:
    page = (ROOT / f"docs/{folder}/{name}.md").read_text("utf-8")
    shown = re.findall(r"^!\[(.+)\]\(\.\./img/(.+?)\)$", page, re.MULTILINE)
    assert [file for _, file in shown] == [f"{folder}/{name}.webp"]
    assert (ROOT / f"docs/img/{folder}/{name}.webp").stat().st_size <= 40_000


@pytest.mark.parametrize(("folder", "names"), [("blocks", BLOCKS), ("questions", TYPES)])
def test_no_picture_of_an_example_is_left_over(folder: str, names: Collection[str]) -> None:
    assert {file.stem for file in (ROOT / f"docs/img/{folder}").iterdir()} == set(names)


def anchors(file: Path) -> set[str]:
    """The addresses of headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", FENCE.sub("", file.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(
    "page", [*PAGES, *BLOCK_PAGES, *QUESTION_PAGES], ids=lambda page: page.name
)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"`[^`\n]+`", "", FENCE.sub("", page.read_text("utf-8")))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target), link
