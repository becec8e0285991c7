"""What a file of questions may say: a quiz, or the questions of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from scorm_builder.source.model import ID
from scorm_builder.source.schema import Form, Keys, held, json_schema

LETTER = r"^[a-z]$"
TRIES = 30
"""The most attempts at a question or a quiz that an author can give."""
FIELD = 40
"""Characters that can be typed into the field of a numeric question, and by default of `fill-in`."""

_BY_LETTER = Keys(LETTER, "a letter from a to z")
_BY_WORD = Keys(ID, "lower-case letters, digits and hyphens, a letter first")
_BY_TRUTH = Keys(r"^(true|false)$", "true or false")
_LETTER = Form("a letter from a to z", pattern=LETTER)
_SHORT = Form("a text in Markdown", shortest=1, longest=500)
_LONG = Form("a text in Markdown", shortest=1, longest=2000)
_LETTERS = 26


_TEXTS: dict[str, Any] = {
    "shortest": 2,
    "longest": _LETTERS,
    "keys": _BY_LETTER,
    "each": _SHORT,
}
"""Of a field with a text for each letter."""
_BECAUSE: dict[str, Any] = {"default": {}, "keys": _BY_LETTER, "each": _LONG}
"""Of a field with what is told to those who chose an option."""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What is told after an answer, by how it was."""

    right: str = held("told when all of the answer is right", default="", longest=2000)
    partly: str = held("told when a part of it is right", default="", longest=2000)
    wrong: str = held("told when it is wrong", default="", longest=2000)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has."""

    id: str = held(
        "lower-case letters, digits and hyphens, a letter first; names the question for ever",
        pattern=ID,
    )
    type: str = held("the kind of question")
    ask: str = held("the question, in Markdown: its first paragraph asks", shortest=1, longest=5000)
    hint: str = held("what helps before the answer, in Markdown", default="", longest=2000)
    explain: str = held("what explains the answer, in Markdown", default="", longest=5000)
    pool: str = held("of a quiz: the pool that it is drawn from", default="", pattern=ID)
    topic: str = held("of a quiz: the id of the topic that it counts for", default="", pattern=ID)


@dataclass(frozen=True, kw_only=True)
class Scored(Question):
    """What every question has that can be answered right or wrong."""

    weight: int = held("how much it counts: 1 to 100", default=1, least=1, most=100)
    attempts: int | None = held(
        "how often it may be answered; by default as often as one likes, in a quiz once",
        default=None,
        least=1,
        most=TRIES,
    )
    feedback: Feedback = held("what is told after an answer", default=Feedback())


@dataclass(frozen=True, kw_only=True)
class Single(Scored):
    """One of several options is right."""

    type: Literal["single"] = held("one of the options is right")
    options: dict[str, str] = held("the options, each under its letter", **_TEXTS)
    answer: str = held("the letter of the right option", pattern=LETTER)
    because: dict[str, str] = held("what is told to who chose an option", **_BECAUSE)
    shuffle: bool | None = held("true: the options stand in another order each time", default=None)


@dataclass(frozen=True, kw_only=True)
class Multiple(Scored):
    """Several options are right."""

    type: Literal["multiple"] = held("several of the options are right")
    options: dict[str, str] = held("the options, each under its letter", **_TEXTS)
    answer: list[str] = held("the letters of the right options", shortest=1, each=_LETTER)
    because: dict[str, str] = held("what is told to who chose an option", **_BECAUSE)
    shuffle: bool | None = held("true: the options stand in another order each time", default=None)
    partial: bool = held("true: a part of the answer counts for a part", default=False)


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Scored):
    """A statement that is true or not."""

    type: Literal["true-false"] = held("a statement is true or not")
    answer: bool = held("whether the statement is true")
    because: dict[str, str] = held(
        "what is told to who chose `true` or `false`", default={}, keys=_BY_TRUTH, each=_LONG
    )


@dataclass(frozen=True, kw_only=True)
class FillIn(Scored):
    """A word or a few, typed."""

    type: Literal["fill-in"] = held("a word or a few are typed")
    answers: list[str] = held(
        "the texts that are right; the first is shown as the right one",
        shortest=1,
        longest=50,
        each=Form("a text that is right", shortest=1, longest=100),
    )
    capitals: bool = held("true: capitals must be right", default=False)
    accents: bool = held("true: accents must be right", default=False)
    spaces: bool = held("true: spaces must be right", default=False)
    typos: int = held("how many letters may be wrong", default=0, least=0, most=3)
    longest: int = held(
        "how many characters can be typed: 1 to 100", default=FIELD, least=1, most=100
    )


@dataclass(frozen=True, kw_only=True)
class Numeric(Scored):
    """A number, typed."""

    type: Literal["numeric"] = held("a number is typed")
    answer: float | None = held("the number that is right", default=None)
    tolerance: float = held("how far from it is right too", default=0, least=0)
    least: float | None = held("instead of `answer`: the least number that is right", default=None)
    most: float | None = held("instead of `answer`: the largest number that is right", default=None)
    unit: str = held("what the number counts, such as `km`", default="", longest=30)


@dataclass(frozen=True, kw_only=True)
class Matching(Scored):
    """What belongs together."""

    type: Literal["matching"] = held("a target is chosen for every source")
    sources: dict[str, str] = held("what something is chosen for, each under its letter", **_TEXTS)
    targets: dict[str, str] = held("what is chosen from, each under its letter", **_TEXTS)
    answer: dict[str, str] = held(
        "the letter of the right target, under the letter of each source",
        shortest=1,
        keys=_BY_LETTER,
        each=_LETTER,
    )
    partial: bool = held("true: a part of the answer counts for a part", default=False)
    shuffle: bool = held("false: the targets keep their order", default=True)


@dataclass(frozen=True, kw_only=True)
class Sequencing(Scored):
    """What comes after what."""

    type: Literal["sequencing"] = held("items are put in order")
    items: dict[str, str] = held("the items, each under its letter", **_TEXTS)
    answer: list[str] = held("the letters in the right order", shortest=1, each=_LETTER)
    partial: bool = held("true: each item in its place counts for a part", default=False)


@dataclass(frozen=True, kw_only=True)
class Likert(Question):
    """An opinion on a scale, which is neither right nor wrong."""

    type: Literal["likert"] = held("an opinion on a scale, neither right nor wrong")
    options: dict[str, str] = held("the options, each under its letter", **_TEXTS)


@dataclass(frozen=True, kw_only=True)
class Open(Question):
    """An answer in one's own words, which is neither right nor wrong."""

    type: Literal["open"] = held("an answer in one's own words, neither right nor wrong")
    keep: Literal["device", "platform"] = held("where the answer is kept", default="device")
    longest: int = held("characters of the answer: 1 to 5,000", default=600, least=1, most=5000)
    words: int = held("how many it must have: 1 to 500", default=1, least=1, most=500)


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of a picture, in percent of its size, and what it is in words."""

    x: float = held("how far it is from the left side, in percent", least=0, most=100)
    y: float = held("how far it is from the top, in percent", least=0, most=100)
    width: float = held("how wide it is, in percent", least=1, most=100)
    height: float = held("how high it is, in percent", least=1, most=100)
    text: str = held("what it is, in words", shortest=1, longest=500)


@dataclass(frozen=True, kw_only=True)
class Hotspot(Scored):
    """Areas of a picture of which some are right."""

    type: Literal["hotspot"] = held("areas of a picture are chosen")
    src: str = held("a picture, its path from the folder of this file", shortest=1)
    alt: str = held("what the picture shows, in words", shortest=1, longest=500)
    areas: dict[str, Area] = held(
        "the areas, each under its letter", shortest=2, longest=_LETTERS, keys=_BY_LETTER
    )
    answer: list[str] = held("the letters of the right areas", shortest=1, each=_LETTER)
    because: dict[str, str] = held("what is told to who chose an option", **_BECAUSE)
    partial: bool = held("true: a part of the answer counts for a part", default=False)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What can be said or done, and where that leads."""

    say: str = held("what is said or done", shortest=1, longest=500)
    to: str = held("the name of the node that it leads to", pattern=ID)
    points: int = held("what it earns: 0 to 100", default=0, least=0, most=100)
    because: str = held("what is told to who chose it, in Markdown", default="", longest=2000)


@dataclass(frozen=True, kw_only=True)
class Node:
    """A moment of a dialogue; without choices it is an end."""

    title: str = held("of an end: how it ended, in a few words", default="", longest=200)
    say: str = held("what is said or what happens, in Markdown", shortest=1, longest=2000)
    choices: dict[str, Choice] = held(
        "what can be chosen, each under its letter", default={}, longest=_LETTERS, keys=_BY_LETTER
    )


@dataclass(frozen=True, kw_only=True)
class Scenario(Scored):
    """A dialogue in which each choice leads on to another."""

    type: Literal["scenario"] = held("a dialogue in which each choice leads on")
    nodes: dict[str, Node] = held(
        "the moments of the dialogue by their names, the first one first",
        shortest=2,
        longest=100,
        keys=_BY_WORD,
    )

    @property
    def earns(self) -> bool:
        """Whether there are points to earn. Without, it is a story, neither right nor wrong."""
        return any(one.points for node in self.nodes.values() for one in node.choices.values())


Asked = (
    Single
    | Multiple
    | TrueFalse
    | FillIn
    | Numeric
    | Matching
    | Sequencing
    | Likert
    | Open
    | Hotspot
    | Scenario
)
"""The questions that a file may hold."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """The questions of one page."""

    questions: list[Asked] = held("the questions", shortest=1, longest=200)


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """Questions that are answered together, and give a score."""

    intro: str = held("what stands above the questions, in Markdown", default="", longest=5000)
    pass_: int | None = held("the score that passes, in percent", default=None, least=1, most=100)
    attempts: int | None = held(
        "how often the quiz may be done; by default as often as one likes",
        default=None,
        least=1,
        most=TRIES,
    )
    retry: Literal["all", "wrong"] = held(
        "what another attempt asks: all questions, or those that were not right", default="all"
    )
    counts: Literal["best", "last"] = held("which attempt counts", default="best")
    shuffle: Literal["none", "questions", "options", "all"] = held(
        "what stands in another order in each attempt", default="none"
    )
    draw: dict[str, int] = held(
        "how many questions of a pool are asked",
        default={},
        keys=_BY_WORD,
        each=Form("a number of questions", least=1, most=200),
    )
    feedback: Literal["at-once", "at-end"] = held(
        "when it is told what was right: after each question, or after the last", default="at-once"
    )
    solutions: Literal["last", "always", "never"] = held(
        "when right answers and explanations are shown: once the quiz is passed or no attempt is"
        " left, after every attempt, or never",
        default="last",
    )
    minutes: int | None = held("a limit of time, in minutes", default=None, least=1, most=600)
    extend: bool = held("false: the time cannot be extended", default=True)
    questions: list[Asked] = held("the questions", shortest=1, longest=200)


def quiz_schema() -> dict[str, Any]:
    """The JSON Schema of a quiz, for editors."""
    return {**_DIALECT, "title": "Quiz", **json_schema(Quiz)}


def practice_schema() -> dict[str, Any]:
    """The JSON Schema of the questions of a page, for editors."""
    return {**_DIALECT, "title": "Questions", **json_schema(Practice)}


_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
