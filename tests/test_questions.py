"""Questions and quizzes: what their files may say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scorm_builder.new import SCHEMAS, schema_text
from scorm_builder.source.decode import decode
from scorm_builder.source.questions import models
from scorm_builder.source.questions.models import Practice, Quiz
from scorm_builder.source.schema import variants
from scorm_builder.source.yaml12 import read_yaml

SINGLE = """\
questions:
  - id: way
    type: single
    ask: Which way is out?
    options:
      a: Up
      b: Down
    answer: b
"""

TYPES = variants(models.Asked) or {}
KNOWN = "known: " + ", ".join(f"`{name}`" for name in sorted(TYPES))


def read(text: str, model: type[Any] = Practice) -> tuple[Any, list[str]]:
    document = read_yaml(text, "way.yaml")
    decoded = decode(document, model)
    return decoded, [
        f"{found.position.line}:{found.position.column} {found.code}: {found.message}"
        for found in sorted(document.diagnostics)
    ]


def test_a_small_question_has_the_defaults() -> None:
    found, faults = read(SINGLE)
    assert faults == []
    (question,) = found.questions
    assert type(question) is models.Single
    assert (question.id, question.ask, question.options) == (
        "way",
        "Which way is out?",
        {"a": "Up", "b": "Down"},
    )
    assert (question.weight, question.attempts, question.shuffle) == (1, None, None)
    assert (question.because, question.feedback) == ({}, models.Feedback())


def test_a_small_quiz_has_the_defaults() -> None:
    found, faults = read(SINGLE, Quiz)
    assert faults == []
    assert (found.pass_, found.attempts, found.minutes, found.draw) == (None, None, None, {})
    assert (found.retry, found.counts, found.shuffle) == ("all", "best", "none")
    assert (found.feedback, found.solutions, found.extend) == ("at-once", "last", True)


def test_the_pass_mark_of_a_quiz() -> None:
    assert read("pass: 80\n" + SINGLE, Quiz)[0].pass_ == 80
    assert read("pass: 0\n" + SINGLE, Quiz)[1] == [
        "1:7 bad-value: `pass` is 0, and must be 1 at least"
    ]


def test_true_and_false_are_ordinary_keys() -> None:
    text = """\
questions:
  - id: silence
    type: true-false
    ask: May the alarm be silenced?
    answer: false
    because: {true: No., false: Indeed.}
"""
    found, faults = read(text)
    assert faults == []
    (question,) = found.questions
    assert question.answer is False
    assert question.because == {"true": "No.", "false": "Indeed."}


@pytest.mark.parametrize(
    ("old", "new", "fault", "hint"),
    [
        ("type: single", "type: singel", "3:11 unknown-value: `type` cannot be `singel`", "did you mean `single`?"),
        ("type: single", "type: 3", "3:11 unknown-value: `type` cannot be `3`", KNOWN),
        ("type: single", "tpye: single", "3:5 unknown-field: `tpye` is not a known field", "did you mean `type`?"),
        ("    type: single\n", "", "2:5 missing-field: `type` is missing", KNOWN),
        ("b: Down", "B: Down", "7:7 unknown-field: `B` cannot stand in `options`", "did you mean `b`?"),
        ("b: Down", "2: Down", "7:7 unknown-field: `2` cannot stand in `options`", "a letter from a to z"),
        ("      b: Down\n", "", "6:7 bad-value: `options` holds 1, and 2 at least are needed", "write the options, each under its letter"),
        ("b: Down", "b: ''", "7:10 bad-value: `b` is empty", "write a text in Markdown"),
        ("b: Down", "b: 12", "7:10 wrong-type: `b` must be text", 'put it in quotes: "12"'),
        ("      a: Up\n      b: Down\n", "      - Up\n      - Down\n", "6:7 wrong-type: `options` must be a group of fields", "write each on a line of its own, under a letter from a to z"),
        ("      a: Up\n      b: Down\n", "      {}\n", "6:7 bad-value: `options` is empty", "write the options, each under its letter"),
        ("answer: b", "answer: bb", "8:13 bad-value: `answer` cannot be `bb`", "the letter of the right option"),
        ("answer: b", "anser: b", "8:5 unknown-field: `anser` is not a known field", "did you mean `answer`?"),
        ("  - id: way", "  - way\n  - id: way", "2:5 wrong-type: item 1 of `questions` must be a group of fields", "write its fields, as in `- id: name`, each on a line of its own"),
    ],
)  # fmt: skip
def test_a_fault_stands_at_its_value(old: str, new: str, fault: str, hint: str) -> None:
    assert SINGLE.count(old) == 1
    document = read_yaml(SINGLE.replace(old, new), "way.yaml")
    assert decode(document, Practice) is None
    (found,) = document.diagnostics
    at = found.position
    assert f"{at.line}:{at.column} {found.code}: {found.message}" == fault
    assert found.hint == hint


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("3", ""),
        ("-2.5e-3", ""),
        ("'3'", "must be a number"),
        ("true", "must be a number"),
        ("1e999", "must be a number"),
        ("-0.5", ""),
    ],
)
def test_a_number_may_have_a_fraction(value: str, message: str) -> None:
    text = f"{{id: km, type: numeric, ask: How far?, answer: {value}}}"
    document = read_yaml(text, "km.yaml")
    decoded = decode(document, models.Numeric)
    assert [found.message for found in document.diagnostics] == (
        [f"`answer` {message}"] if message else []
    )
    assert (decoded is None) == bool(message)


def test_a_list_has_an_end() -> None:
    answers = ", ".join(f"w{n}" for n in range(51))
    document = read_yaml(f"{{id: w, type: fill-in, ask: Who?, answers: [{answers}]}}", "w.yaml")
    assert decode(document, models.FillIn) is None
    assert [found.message for found in document.diagnostics] == ["`answers` holds 51, 50 at most"]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_schema_tells_models_of_a_union_apart(name: str) -> None:
    schema = json.loads(schema_text(name))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    if "questions" not in schema["properties"]:
        return
    several = schema["properties"]["questions"]["items"]["oneOf"]
    assert [one["properties"]["type"]["const"] for one in several] == list(TYPES)
    options = several[0]["properties"]["options"]
    assert options["propertyNames"] == {"pattern": "^[a-z]$"}
    assert (options["minProperties"], options["maxProperties"]) == (2, 26)
    assert options["additionalProperties"]["minLength"] == 1


def test_the_schema_of_a_quiz_knows_its_pass_mark() -> None:
    assert json.loads(schema_text("quiz"))["properties"]["pass"]["maximum"] == 100
