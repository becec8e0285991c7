"""Moodle XML, the export of a question bank → our questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scorm_builder.importing.answers import (
    MOST_ANSWERS,
    Answer,
    Range,
    choice,
    limited,
    matching,
    number,
    numeric,
    sequencing,
    short,
    true_false,
)
from scorm_builder.importing.imported import Fields, Imported, LeftOut, Source
from scorm_builder.importing.markdown import (
    Context,
    clean,
    from_html,
    from_plain,
    looks_like_html,
)
from scorm_builder.importing.pictures import decoded
from scorm_builder.importing.xml import child, children, line, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from scorm_builder.importing.pictures import Pictures

_FILE = "@@PLUGINFILE@@/"
_FALSE = ("false", "0", "")
_MOST_WEIGHT = 100


@dataclass(frozen=True)
class _Reader:
    """Reads one question."""

    source: Source
    element: _Element
    pictures: Pictures

    @property
    def line(self) -> int:
        """The line of its name, by which people know it."""
        named = child(self.element, "name")
        return line(self.element if named is None else named)

    def lose(self, message: str, hint: str) -> None:
        self.source.lose(self.line, message, hint)

    def value(self, name: str) -> str:
        """The text of a field, in a `<text>` or not."""
        return clean(text_of(child(self.element, name)))

    def says(self, name: str, default: bool) -> bool:
        found = child(self.element, name)
        return default if found is None else text_of(found).lower() not in _FALSE

    def markdown(self, element: _Element | None) -> str:
        """What stands in the `<text>` of an element, in the element's format."""
        if element is None:
            return ""
        text = text_of(child(element, "text"))
        form = element.get("format") or self.form
        context = Context(lambda address: self.picture(element, address), self.lose)
        if form in ("markdown", "plain_text"):
            return clean(text) if form == "markdown" else from_plain(text)
        if form == "moodle_auto_format" and looks_like_html(text):
            return from_html(re.sub(r"\n(?!\s*<)", "<br>", text), context)
        return from_plain(text) if form == "moodle_auto_format" else from_html(text, context)

    @property
    def form(self) -> str:
        asked = child(self.element, "questiontext")
        return "html" if asked is None else asked.get("format") or "html"

    def picture(self, element: _Element, address: str) -> str | None:
        """The path of a picture whose file stands in the element that shows it."""
        if not address.startswith(_FILE):
            return self.pictures.add_inline(address)
        wanted = unquote(address.removeprefix(_FILE).partition("?")[0])
        for file in children(element, "file"):
            folder = (file.get("path") or "/").strip("/")
            name = "/".join(part for part in (folder, file.get("name") or "") if part)
            if name == wanted:
                return self.pictures.add(name, decoded(file.text or ""))
        return None


def read(source: Source, root: _Element, pictures: Pictures) -> Iterator[Imported]:
    """The questions of a quiz export."""
    category = ""
    for element in children(root, "question"):
        reader = _Reader(source, element, pictures)
        if element.get("type") == "category":
            category = reader.value("category")
            continue
        try:
            yield _question(reader, category)
        except LeftOut as problem:
            source.leave_out(reader.line, problem)


def _question(reader: _Reader, category: str) -> Imported:
    kind = reader.element.get("type") or ""
    if kind not in _TYPES:
        raise LeftOut(*_WITHOUT.get(kind, (f"it is of the type `{kind[:40]}`", _REBUILD)))
    limited(children(reader.element, "answer", "subquestion", "hint"), MOST_ANSWERS)
    answered = _TYPES[kind](reader)
    asked = reader.markdown(child(reader.element, "questiontext"))
    fields = {"ask": asked, **answered, **_around(reader, answered.get("feedback", {}))}
    _lose_rest(reader, kind)
    name = reader.value("idnumber") or reader.value("name")
    return Imported(" ".join(name.split()), reader.line, fields, reader.source, category)


_REBUILD = "ask it in another way, or leave it on the platform"
_WITHOUT = {
    "description": (
        "this is a text, not a question",
        "a text without answers belongs on the page, or into `intro` of the quiz",
    ),
    "cloze": ("it has answers in its text (`cloze`)", "make a question of each gap"),
    "multianswer": ("it has answers in its text (`cloze`)", "make a question of each gap"),
    "random": ("it draws another question (`random`)", "`draw:` in a quiz draws from a pool"),
}


# Types


def _multichoice(reader: _Reader) -> Fields:
    fields = choice(_answers(reader, reader.markdown), reader.lose, one=reader.says("single", True))
    if fields["type"] == "likert":
        return fields
    return {**fields, "shuffle": reader.says("shuffleanswers", False)}


def _choice_set(reader: _Reader) -> Fields:
    """All right options and no other, or nothing: a plug-in of Moodle."""
    answers = [
        Answer(one.text, one.credit > 0, one.because) for one in _answers(reader, reader.markdown)
    ]
    fields = choice(answers, lambda _message, _hint: None, one=False)
    return {**fields, "partial": None, "shuffle": reader.says("shuffleanswers", False)}


def _answers(reader: _Reader, read: Callable[[_Element], str]) -> list[Answer]:
    return [
        Answer(read(one), _credit(one), reader.markdown(child(one, "feedback")))
        for one in children(reader.element, "answer")
    ]


def _credit(element: _Element) -> float:
    return number(element.get("fraction") or "0") / 100


def _plain(element: _Element) -> str:
    """What may be typed, in a `<text>` or, in old files, beside it."""
    inner = child(element, "text")
    return " ".join(clean(text_of(inner) if inner is not None else element.text or "").split())


def _true_false(reader: _Reader) -> Fields:
    """In old files the answers are named in a language, the one for true first."""
    answers = _answers(reader, _plain)
    if len(answers) != 2:
        raise LeftOut("it has not two answers, true and false", "export it again")
    first, second = answers
    if first.text.lower() == "false" or second.text.lower() == "true":
        first, second = second, first
    return true_false(first.credit > second.credit, first.because, second.because)


def _short(reader: _Reader) -> Fields:
    answers = _answers(reader, _plain)
    fields, feedback = short(answers, reader.lose, capitals=reader.says("usecase", False))
    return {**fields, "feedback": feedback}


def _numeric(reader: _Reader) -> Fields:
    ranges, wrong = [], ""
    for element in children(reader.element, "answer"):
        text, because = _plain(element), reader.markdown(child(element, "feedback"))
        if text in ("*", ""):
            wrong = wrong or because
            continue
        middle, away = number(text), number(text_of(child(element, "tolerance")) or "0")
        ranges.append(Range(middle - away, middle + away, middle, away, _credit(element), because))
    fields, feedback = numeric(ranges, wrong, reader.lose)
    return {**fields, **_unit(reader), "feedback": feedback}


def _unit(reader: _Reader) -> Fields:
    units = child(reader.element, "units")
    names = [
        clean(text_of(child(unit, "unit_name")))
        for unit in ([] if units is None else children(units, "unit"))
        if number(text_of(child(unit, "multiplier")) or "1") == 1
    ]
    if units is not None and len(children(units, "unit")) > 1:
        reader.lose("a second unit is not carried over", "here a number has one unit")
    return {"unit": names[0]} if names else {}


def _match(reader: _Reader) -> Fields:
    pairs = []
    for element in children(reader.element, "subquestion"):
        target = child(element, "answer")
        plain = "" if target is None else from_plain(_plain(target))
        pairs.append((reader.markdown(element), plain))
    kept = {} if reader.says("shuffleanswers", True) else {"shuffle": False}
    return {**matching(pairs), **kept}


def _ordering(reader: _Reader) -> Fields:
    items = [reader.markdown(one) for one in children(reader.element, "answer")]
    if reader.value("selecttype").upper() not in ("", "0", "ALL"):
        reader.lose("that only some items are shown is not carried over", "here all are")
    return sequencing(items, partial=reader.value("gradingtype") not in ("-1", "ALL_OR_NOTHING"))


def _essay(reader: _Reader) -> Fields:
    hint = "say in `explain` what a good answer holds"
    reader.lose("a teacher marked the answer; here it has no score", hint)
    for name, what in (
        ("graderinfo", "the information for the marker"),
        ("responsetemplate", "the beginning of the answer"),
    ):
        if reader.value(name):
            reader.lose(f"{what} is not carried over", "put it into the question if it matters")
    words = reader.value("minwordlimit")
    return {"type": "open", **({"words": int(words)} if words.isdecimal() and int(words) else {})}


_TYPES: dict[str, Callable[[_Reader], Fields]] = {
    "multichoice": _multichoice,
    "multichoiceset": _choice_set,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numeric,
    "matching": _match,
    "match": _match,
    "ddmatch": _match,
    "ordering": _ordering,
    "essay": _essay,
}


# What every question has


def _around(reader: _Reader, feedback: Fields) -> Fields:
    parts = {"right": "correct", "partly": "partiallycorrect", "wrong": "incorrect"}
    told = {
        key: feedback.get(key) or reader.markdown(child(reader.element, f"{name}feedback"))
        for key, name in parts.items()
    }
    hints = [reader.markdown(hint) for hint in children(reader.element, "hint")]
    if sum(map(bool, hints)) > 1:
        reader.lose("hints are shown together", "there one came after each try")
    return {
        "hint": "\n\n".join(hint for hint in hints if hint),
        "explain": reader.markdown(child(reader.element, "generalfeedback")),
        "weight": _weight(reader),
        "feedback": {key: text for key, text in told.items() if text},
    }


def _weight(reader: _Reader) -> int | None:
    """The points, when they are not 1: a whole number from 1 to 100."""
    points = number(reader.value("defaultgrade") or "1")
    weight = min(max(round(points), 1), _MOST_WEIGHT)
    if weight != points:
        reader.lose(f"{points:g} points become a weight of {weight}", "whole numbers, 1 to 100")
    return weight if weight > 1 else None


def _lose_rest(reader: _Reader, kind: str) -> None:
    if kind != "essay" and number(reader.value("penalty") or "0"):
        hint = "here another try costs nothing; `attempts` says how many there are"
        reader.lose("the penalty for another try is not carried over", hint)
    if any(children(tags, "tag") for tags in children(reader.element, "tags", "coursetags")):
        reader.lose("tags are not carried over", "`topic` names what a question is about")
    if reader.value("image"):
        reader.lose("a picture in the form of Moodle 1 is not carried over", "add it to the text")
