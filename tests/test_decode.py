"""A YAML document as a model, and every fault in the author's words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from scorm_builder.source.decode import decode
from scorm_builder.source.model import Count, Done, Order, Outline, Report
from scorm_builder.source.schema import held, json_schema
from scorm_builder.source.yaml12 import read_yaml


def read(text: str) -> tuple[Outline | None, list[str]]:
    document = read_yaml(text, "course.yaml")
    found = decode(document, Outline)
    return found, [
        f"{one.position.line}:{one.position.column} {one.code}: {one.message}"
        for one in sorted(document.diagnostics)
    ]


def faults(text: str) -> list[str]:
    outline, found = read(text)
    assert outline is None
    return found


def test_a_small_outline_has_the_defaults(outline: str) -> None:
    found, diagnostics = read(outline)
    assert diagnostics == []
    assert found
    assert (found.format, found.id, found.title, found.lang) == (1, "fire", "Fire safety", "en")
    assert (found.label, found.description, found.intro) == ("", "", None)
    assert (found.progress.count, found.progress.order) == (Count.STEPS, Order.FREE)
    assert (found.tracking.complete, found.tracking.report) == ("all-required", Report.COMPLETED)
    (topic,) = found.topics
    assert (topic.summary, topic.minutes, topic.required) == ("", None, True)
    (step,) = topic.steps
    assert (step.done, step.required, step.page) == (None, True, "alarm.md")
    assert (step.rule, step.quiz) == (Done.VIEWED, None)


def test_every_choice_can_be_made(outline: str) -> None:
    found, diagnostics = read(
        outline.replace(
            "topics:",
            "progress: {count: topics, order: linear}\ntracking: {report: passed}\ntopics:",
        )
        + "        done: blocks\n        required: false\n"
    )
    assert diagnostics == []
    assert found
    assert (found.progress.count, found.progress.order) == (Count.TOPICS, Order.LINEAR)
    assert found.tracking.report is Report.PASSED
    assert found.topics[0].steps[0].done is Done.BLOCKS
    assert not found.topics[0].steps[0].required


def test_a_quiz_may_stand_alone_or_under_a_page(outline: str) -> None:
    for content in ("page: alarm.md\n        quiz: alarm.yaml", "quiz: alarm.yaml"):
        found, diagnostics = read(outline.replace("page: alarm.md", content))
        assert diagnostics == []
        assert found
        assert found.topics[0].steps[0].quiz == "alarm.yaml"
        assert found.topics[0].steps[0].rule is Done.FINISHED


def test_blanks_around_a_title_are_taken_off(outline: str) -> None:
    found, _ = read(outline.replace("title: Fire safety", 'title: "  Fire safety "'))
    assert found
    assert found.title == "Fire safety"


@pytest.mark.parametrize("text", ["", "# nothing", "~", "null\n"])
def test_an_empty_outline(text: str) -> None:
    assert faults(text) == ["1:1 missing-field: `course.yaml` is empty"]


@pytest.mark.parametrize("text", ["text", "12", "[a, b]"])
def test_an_outline_that_is_no_mapping(text: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith("1:1 wrong-type: ")


@dataclass(frozen=True)
class Mark:
    """A model with a word of Python as a field."""

    pass_: int = held("the mark", least=1)


def test_a_field_may_be_called_by_a_word_of_python() -> None:
    document = read_yaml("pass: 80", "quiz.yaml")
    assert decode(document, Mark) == Mark(pass_=80)
    document = read_yaml("pass_: 80", "quiz.yaml")
    assert decode(document, Mark) is None
    assert document.diagnostics[0].message == "`pass_` is not a known field"
    assert json_schema(Mark)["required"] == ["pass"]


def test_an_outline_that_cannot_be_read_is_not_judged_as_well() -> None:
    (fault,) = faults("a: b: c")
    assert fault.startswith("1:5 yaml-syntax: ")


def test_all_that_is_missing_is_reported() -> None:
    messages = [fault.partition(": ")[2] for fault in faults("format: 1")]
    assert messages == [
        f"`{name}` is missing" for name in ("id", "lang", "title", "topics", "version")
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("id: fire", "id: Fire", "bad-value", 2, 5),
        ("id: fire", "id: 1fire", "bad-value", 2, 5),
        ("id: fire", "id: fire_exit", "bad-value", 2, 5),
        ("id: fire", "id: " + "f" * 65, "bad-value", 2, 5),
        ("id: fire", 'id: "fire\\n"', "bad-value", 2, 5),
        ("id: fire", "id: ''", "bad-value", 2, 5),
        ("id: fire", "id: 7", "wrong-type", 2, 5),
        ("id: fire", "id:", "wrong-type", 2, 4),
        ("title: Fire safety", "title: true", "wrong-type", 3, 8),
        ("title: Fire safety", "title: ' '", "bad-value", 3, 8),
        ("title: Fire safety", "title: " + "é" * 201, "too-long", 3, 8),
        ("lang: en", "lang: e", "bad-value", 4, 7),
        ("lang: en", "lang: en_GB", "bad-value", 4, 7),
        ("lang: en", "lang: en-12", "bad-value", 4, 7),
        ('version: "1.0.0"', "version: 1.0", "wrong-type", 5, 10),
        ('version: "1.0.0"', "version: 1 0", "bad-value", 5, 10),
        ('version: "1.0.0"', 'version: "123456789012345678901"', "bad-value", 5, 10),
        ("format: 1", "format: 2", "bad-value", 1, 9),
        ("format: 1", "format: true", "wrong-type", 1, 9),
        ("format: 1", "format: 1.0", "wrong-type", 1, 9),
        ("format: 1", "format: '1'", "wrong-type", 1, 9),
        ("page: alarm.md", "page: alarm.html", "bad-value", 12, 15),
        ("page: alarm.md", "page: [alarm.md]", "wrong-type", 12, 15),
        ("page: alarm.md", "page: alarm.md\n        done: no", "unknown-value", 13, 15),
        ("page: alarm.md", "page: alarm.md\n        required: no", "wrong-type", 13, 19),
        ("page: alarm.md", "page: alarm.md\n        colour: red", "unknown-field", 13, 9),
        ("title: Basics", "title: Basics\n    minutes: 601", "bad-value", 9, 14),
        ("title: Basics", "title: Basics\n    minutes: 1.5", "wrong-type", 9, 14),
        ("title: Basics", "title: Basics\n    summary: " + "s" * 501, "too-long", 9, 14),
    ],
)
def test_a_fault_stands_at_its_value(
    old: str, new: str, code: str, line: int, column: int, outline: str
) -> None:
    assert outline.count(old) == 1
    (fault,) = faults(outline.replace(old, new))
    assert fault.startswith(f"{line}:{column} {code}: ")


@pytest.mark.parametrize("char", ["\\0", "\\a", "\\e", "\\x7F", "\\uFFFE"])
def test_control_characters_by_an_escape(char: str, outline: str) -> None:
    (fault,) = read(outline.replace("title: Basics", f'title: "Bas{char}ics"'))[1]
    assert fault == "8:12 forbidden-character: `title` holds a control character"


def test_tabs_and_line_ends_are_no_control_characters(outline: str) -> None:
    written = outline.replace("topics:", 'description: "a\\tb\\nc"\ntopics:')
    assert read(written)[1] == []


def test_pages_may_be_called_markdown_in_any_case(outline: str) -> None:
    for name in ("a.md", "a.MD", "a/b.markdown"):
        assert read(outline.replace("alarm.md", name))[1] == []
