"""YAML 1.2 by its core schema, with the place of every value and key."""

from __future__ import annotations

import time

import pytest

from scorm_builder.diagnostics import Position
from scorm_builder.source.yaml12 import MAX_DEPTH, MAX_VALUES, Document, read_yaml


def read(text: str) -> Document:
    return read_yaml(text, "course.yaml")


def findings(text: str) -> list[str]:
    return [f"{found.position}: {found.code}" for found in read(text).diagnostics]


def place(line: int, column: int) -> Position:
    return Position("course.yaml", line, column)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("2024-05-01", "2024-05-01"),
        ("=", "="),
        ("<<", "<<"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("012", 12),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1.0.0", "1.0.0"),
        ("1e", "1e"),
        ("9" * 400, "9" * 400),
        ("'12'", "12"),
        ('"true"', "true"),
        ("''", ""),
        ("!!str 12", "12"),
        ("|\n  12\n", "12\n"),
        (">-\n  one\n  two", "one two"),
        ('"\\u00e9\\x41\\n"', "éA\n"),
        ("é 漢 😀", "é 漢 😀"),
        ("[1, no, ~]", [1, "no", None]),
        ("{no: on}", {"no": "on"}),
        ("1: 2", {"1": 2}),
        ("true: 1", {"true": 1}),
        ("- &a [x]\n- *a", [["x"], ["x"]]),
        ("a: &a {b: 1}\nc: {<<: *a}", {"a": {"b": 1}, "c": {"<<": {"b": 1}}}),
        ("%YAML 1.2\n---\na: 1\n...\n", {"a": 1}),
        ("# nothing\n", None),
    ],
)
def test_values(text: str, value: object) -> None:
    document = read(text)
    assert document.diagnostics == []
    assert document.value == value
    assert type(document.value) is type(value)


OUTLINE = """\
title: "A"
topics:
  - id: one
    steps: [{id: s1}, {id: 漢, page: p}]
  - id: two
"""


@pytest.mark.parametrize(
    ("route", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("title",), (1, 8), (1, 1)),
        (("topics",), (3, 3), (2, 1)),
        (("topics", 0), (3, 5), (3, 5)),
        (("topics", 0, "id"), (3, 9), (3, 5)),
        (("topics", 0, "steps", 0, "id"), (4, 18), (4, 14)),
        (("topics", 0, "steps", 1, "page"), (4, 37), (4, 31)),
        (("topics", 1, "id"), (5, 9), (5, 5)),
        (("topics", 1, "steps"), (5, 5), (5, 5)),
        (("topics", 9, "steps", 1, "page"), (3, 3), (3, 3)),
        (("nothing",), (1, 1), (1, 1)),
    ],
)
def test_places(route: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    document = read(OUTLINE)
    assert document.at(*route) == place(*value)
    assert document.at_key(*route) == place(*key)


def test_columns_count_characters_after_an_emoji() -> None:
    assert read("{😀😀: 1, a: 2}").at("a") == place(1, 12)


def test_the_place_in_an_alias_is_that_of_the_alias() -> None:
    document = read("a: &x {b: 1}\nc: *x\n")
    assert document.at("c", "b") == place(2, 4)


def test_every_repeated_key_is_reported_and_the_first_one_counts() -> None:
    document = read("a: 1\nb: {c: 1, c: 2}\na: [x, y]\na: 3\n")
    assert document.value == {"a": 1, "b": {"c": 1}}
    assert document.at("a") == place(1, 4)
    assert [(str(found.position), found.message) for found in document.diagnostics] == [
        ("course.yaml:2:11", "`c` stands here twice, first on line 2"),
        ("course.yaml:3:1", "`a` stands here twice, first on line 1"),
        ("course.yaml:4:1", "`a` stands here twice, first on line 1"),
    ]


def test_a_repeated_key_may_still_hold_an_anchor() -> None:
    document = read("a: 1\na: &x [y]\nb: *x\n")
    assert document.value == {"a": 1, "b": ["y"]}
    assert document.at("b") == place(3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c", "course.yaml:1:5: yaml-syntax"),
        ('a: "b', "course.yaml:1:4: yaml-syntax"),
        ("a: *b", "course.yaml:1:4: yaml-syntax"),
        ("a: &a [*a]", "course.yaml:1:8: yaml-syntax"),
        ("? [a]\n: b", "course.yaml:1:3: yaml-syntax"),
        ("a: 1\n---\nb: 2\n", "course.yaml:2:1: yaml-syntax"),
        ("a: b\n c: d\n", "course.yaml:2:3: yaml-syntax"),
        ("a: é\x07", "course.yaml:1:5: forbidden-character"),
        ("é: 1\nb: 漢\x1b", "course.yaml:2:5: forbidden-character"),
        ("a: \x7f", "course.yaml:1:4: forbidden-character"),
    ],
)
def test_faults_and_their_places(text: str, expected: str) -> None:
    assert findings(text) == [expected]
    assert read(text).value is None


def test_nesting_is_bounded() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).diagnostics == []
    deeper = MAX_DEPTH + 2
    assert findings("[" * deeper + "]" * deeper) == [f"course.yaml:1:{deeper}: yaml-too-deep"]


def test_the_number_of_values_is_bounded() -> None:
    assert read("- 1\n" * (MAX_VALUES - 1)).diagnostics == []
    assert findings("- 1\n" * MAX_VALUES) == [f"course.yaml:{MAX_VALUES}:3: yaml-too-many-values"]


def test_an_alias_counts_for_all_that_it_stands_for() -> None:
    bomb = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 40))
    begin = time.monotonic()
    assert [one.partition(": ")[2] for one in findings(bomb)] == ["yaml-too-many-values"]
    assert time.monotonic() - begin < 5
