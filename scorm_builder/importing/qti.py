"""An item of QTI 2.0, 2.1 or 2.2 → a question of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorm_builder.importing.answers import (
    MOST_ANSWERS,
    Answer,
    Range,
    choice,
    lettered,
    limited,
    number,
    numeric,
    sequencing,
    short,
)
from scorm_builder.importing.imported import Fields, Imported, LeftOut, Source
from scorm_builder.importing.markdown import Context, clean, from_element, words
from scorm_builder.importing.xml import child, children, line, name, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

_BLANK = "_____"
_INLINE = ("textentryinteraction", "inlinechoiceinteraction")
_RIGHT, _WRONG = ("correct", "right"), ("incorrect", "wrong")
# What a rule for points is made of that gives all points for the right answer, or those of a mapping.
_USUAL = frozenset(
    "responseprocessing responsecondition responseif responseelseif responseelse match variable correct"
    " isnull mapresponse setoutcomevalue basevalue sum and not or equal multiple null member".split()
)


@dataclass
class _Reader:
    """Reads one item. `picture` gives the path of a picture by its address in the item."""

    source: Source
    root: _Element
    picture: Callable[[str], str | None]
    response: _Element | None = None
    because: dict[str, str] = field(default_factory=dict)
    feedback: dict[str, str] = field(default_factory=dict)

    def lose(self, message: str, hint: str) -> None:
        self.source.lose(line(self.root), message, hint)

    def markdown(self, element: _Element) -> str:
        return from_element(element, Context(self.picture, self.lose, _special))

    # The declaration of the response

    def values(self) -> list[str]:
        """The right response, value by value."""
        right = None if self.response is None else child(self.response, "correctresponse")
        return [] if right is None else [text_of(one) for one in children(right, "value")]

    def mapping(self) -> dict[str, _Element]:
        """The entries that give points, when the rules for points use them."""
        found = None if self.response is None else child(self.response, "mapping")
        if found is None or not (self.maps or not self.values()):
            return {}
        entries = limited(children(found, "mapentry"), MOST_ANSWERS)
        return {one.get("mapKey", "").strip(): one for one in entries}

    def points(self) -> dict[str, float]:
        return {key: number(one.get("mappedValue", "0")) for key, one in self.mapping().items()}

    @property
    def maps(self) -> bool:
        rules = child(self.root, "responseprocessing")
        if rules is None:
            return False
        named = (rules.get("template") or "").removesuffix(".xml").endswith("map_response")
        return named or any(name(one) == "mapresponse" for one in _elements(rules))

    def is_one(self) -> bool:
        return self.response is None or self.response.get("cardinality") == "single"


def read(source: Source, root: _Element, picture: Callable[[str], str | None]) -> Imported | None:
    """The question of an item; None when it is left out, which is said."""
    try:
        return _item(_Reader(source, root, picture))
    except LeftOut as problem:
        source.leave_out(line(root), problem)
        return None


def _item(reader: _Reader) -> Imported:
    body, interaction = _interaction(reader)
    wanted = interaction.get("responseIdentifier") or "RESPONSE"
    reader.response = next(
        (
            one
            for one in children(reader.root, "responsedeclaration")
            if one.get("identifier") == wanted
        ),
        None,
    )
    _collect_feedback(reader, interaction)
    answered = _TYPES[name(interaction)](reader, interaction)
    _keep_prompt(interaction)
    paragraphs = reader.markdown(body).split("\n\n")
    fields = {
        "ask": "\n\n".join(one for one in paragraphs if one.strip("\\") != _BLANK),
        **answered,
        "weight": _weight(reader),
        "feedback": {**reader.feedback, **answered.get("feedback", {})},
    }
    _check_rules(reader)
    identifier = reader.root.get("identifier") or reader.root.get("title") or ""
    return Imported(clean(identifier), line(reader.root), fields, reader.source)


def _interaction(reader: _Reader) -> tuple[_Element, _Element]:
    """The body of an item, and the one thing in it that is answered."""
    body = child(reader.root, "itembody")
    if reader.root.get("adaptive") == "true" or children(reader.root, "templatedeclaration"):
        raise LeftOut("it changes while it is answered", "write out one form of it")
    found = [] if body is None else [one for one in _elements(body) if _is_interaction(one)]
    if body is None or not found:
        hint = "a text without answers belongs on the page, or into `intro` of the quiz"
        raise LeftOut("this is a text, not a question", hint)
    if len(found) > 1:
        raise LeftOut(f"it has {len(found)} places to answer", "make a question of each")
    if name(found[0]) not in _TYPES:
        kind = str(found[0].tag).rpartition("}")[2]
        raise LeftOut(f"it is a `{kind}`", "ask it in another way")
    return body, found[0]


def _elements(root: _Element) -> Iterator[_Element]:
    return (one for one in root.iter() if isinstance(one.tag, str))


def _is_interaction(element: _Element) -> bool:
    return name(element).endswith("interaction")


# Types


def _choices(interaction: _Element) -> list[_Element]:
    return list(limited(children(interaction, "simplechoice", "inlinechoice")))


def _choice(reader: _Reader, interaction: _Element) -> Fields:
    """Options; each has its points from the mapping, or as the right response says."""
    elements = _choices(interaction)
    names = _identifiers(elements)
    one, points, right = reader.is_one(), reader.points(), set(reader.values())
    shares = _by_points(names, points, one=one) if points else _by_response(names, right, one=one)
    answers = [
        Answer(reader.markdown(element), credit, reader.because.get(key, ""))
        for element, credit, key in zip(elements, shares, names, strict=True)
    ]
    fields = choice(answers, reader.lose, one=one)
    if fields["type"] == "multiple" and not points:
        del fields["partial"]
    _check_limits(reader, interaction, elements)
    shuffle = interaction.get("shuffle")
    known = shuffle and fields["type"] != "likert"
    return {**fields, **({"shuffle": shuffle == "true"} if known else {})}


def _by_points(names: list[str], points: dict[str, float], *, one: bool) -> list[float]:
    whole = [points.get(key, 0) for key in names if points.get(key, 0) > 0]
    most = max(whole, default=1) if one else sum(whole) or 1
    return [points.get(key, 0) / most for key in names]


def _by_response(names: list[str], right: set[str], *, one: bool) -> list[float]:
    """All or nothing; in the numbers that our `partial` has, so that nothing is lost by them."""
    share = 1.0 if one else 1 / max(len(right), 1)
    return [share if key in right else 0 if one else -share for key in names]


def _check_limits(reader: _Reader, interaction: _Element, elements: list[_Element]) -> None:
    most = interaction.get("maxChoices", "1")
    if not reader.is_one() and most not in ("0", "1") and most != str(len(elements)):
        reader.lose(f"that at most {most[:9]} can be chosen is not carried over", "say it in `ask`")
    if interaction.get("shuffle") == "true" and any(one.get("fixed") == "true" for one in elements):
        reader.lose(
            "an option that keeps its place is not carried over", "`shuffle` moves them all"
        )


def _order(reader: _Reader, interaction: _Element) -> Fields:
    elements = _choices(interaction)
    names = _identifiers(elements)
    right = reader.values()
    if sorted(right) != sorted(names):
        raise LeftOut("its right order does not name every item once", "mend the right response")
    fields = sequencing([reader.markdown(one) for one in elements], partial=False)
    letters = dict(zip(names, fields["items"], strict=True))
    return {**fields, "answer": [letters[key] for key in right]}


def _match(reader: _Reader, interaction: _Element) -> Fields:
    sets = [
        limited(children(one, "simpleassociablechoice"))
        for one in children(interaction, "simplematchset")
    ]
    if len(sets) != 2:
        raise LeftOut("it has not two sets to match", "export it again")
    sources, targets = sets
    pairs = [value.split() for value in reader.values()]
    wanted = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    named = _identifiers(sources)
    if len(wanted) != len(pairs) or sorted(wanted) != sorted(named):
        hint = "make a question of each, in which several can be chosen"
        raise LeftOut("a source has no target, or more than one", hint)
    texts = lettered([reader.markdown(one) for one in targets])
    letters = dict(zip(_identifiers(targets), texts, strict=True))
    fields = {
        "type": "matching",
        "sources": lettered([reader.markdown(one) for one in sources]),
        "targets": texts,
    }
    answer = {
        letter: letters.get(wanted[key], "")
        for letter, key in zip(fields["sources"], named, strict=True)
    }
    partial = {"partial": True} if reader.points() else {}
    kept = {"shuffle": False} if interaction.get("shuffle") == "false" else {}
    return {**fields, "answer": answer, **partial, **kept}


def _identifiers(elements: Sequence[_Element]) -> list[str]:
    return [one.get("identifier", "") for one in elements]


def _text(reader: _Reader, interaction: _Element) -> Fields:
    if interaction.get("patternMask"):
        reader.lose("the form that an answer must have is not carried over", "say it in `ask`")
    base = "string" if reader.response is None else reader.response.get("baseType")
    return _number(reader) if base in ("integer", "float") else _words(reader)


def _words(reader: _Reader) -> Fields:
    entries, points = reader.mapping(), reader.points()
    most = max(points.values(), default=1) or 1
    texts = [clean(value) for value in reader.values()]
    answers = [Answer(text.replace("*", r"\*"), points.get(text, most) / most) for text in texts]
    answers += [
        Answer(clean(key).replace("*", r"\*"), points[key] / most)
        for key in entries
        if key not in texts
    ]
    if not answers:
        raise LeftOut("it has no right answer", "add one, and import again")
    loose = entries and all(one.get("caseSensitive") == "false" for one in entries.values())
    fields, feedback = short(answers, reader.lose, capitals=not loose)
    return {**fields, "feedback": feedback}


def _number(reader: _Reader) -> Fields:
    points = reader.points()
    most = max(points.values(), default=1) or 1
    texts = list(dict.fromkeys([*reader.values(), *points]))
    if not texts:
        raise LeftOut("it has no right answer", "add one, and import again")
    ranges = []
    away = _tolerance(reader)
    for text in texts:
        middle = number(text)
        share = points.get(text, most) / most
        ranges.append(Range(middle - away, middle + away, middle, away, share))
    fields, feedback = numeric(ranges, "", reader.lose)
    return {**fields, "feedback": feedback}


def _tolerance(reader: _Reader) -> float:
    """How far from the right number is right too, when a rule says one distance to both sides."""
    for one in _elements(reader.root):
        if name(one) != "equal" or one.get("toleranceMode", "exact") == "exact":
            continue
        parts = set((one.get("tolerance") or "").split())
        if one.get("toleranceMode") == "absolute" and len(parts) == 1:
            return number(parts.pop())
        reader.lose("how far a number may be off is not carried over", "say it with `tolerance`")
    return 0


def _open(reader: _Reader, _interaction: _Element) -> Fields:
    hint = "say in `explain` what a good answer holds"
    reader.lose("a teacher marked the answer; here it has no score", hint)
    return {"type": "open"}


_TYPES: dict[str, Callable[[_Reader, _Element], Fields]] = {
    "choiceinteraction": _choice,
    "inlinechoiceinteraction": _choice,
    "orderinteraction": _order,
    "matchinteraction": _match,
    "textentryinteraction": _text,
    "extendedtextinteraction": _open,
}


# What stands around the answers


def _collect_feedback(reader: _Reader, interaction: _Element) -> None:
    """Take feedback out of the item: that of an option, and that of right and of wrong answers."""
    names = set(_identifiers(_choices(interaction)))
    for element in list(_elements(reader.root)):
        kind = name(element)
        if kind == "rubricblock" and "candidate" not in (element.get("view") or "").split():
            if words(element):
                reader.lose("a text for who marks is not carried over", "keep it elsewhere")
            _remove(element)
        elif kind in ("feedbackinline", "feedbackblock", "modalfeedback"):
            _place_feedback(reader, element, names)
            _remove(element)


def _place_feedback(reader: _Reader, element: _Element, names: set[str]) -> None:
    key, text = element.get("identifier", ""), reader.markdown(element)
    shown = element.get("showHide", "show") == "show"
    if not text:
        return
    if shown and key in names:
        reader.because[key] = text
    elif shown and key.lower() in _RIGHT:
        reader.feedback["right"] = text
    elif shown and key.lower() in _WRONG:
        reader.feedback["wrong"] = text
    else:
        hint = "put it under `because` or `feedback`"
        reader.lose("feedback with a rule of its own is not carried over", hint)


def _remove(element: _Element) -> None:
    """Take an element out of the item; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _keep_prompt(interaction: _Element) -> None:
    """Leave nothing of an interaction but what it asks."""
    interaction.text = None
    for one in list(interaction):
        if name(one) == "prompt":
            one.tail = None
        else:
            interaction.remove(one)


def _special(element: _Element) -> str | None:
    return _BLANK if name(element) in _INLINE else None


def _weight(reader: _Reader) -> int | None:
    """The points that the item says it gives at most, when they are a weight."""
    for one in children(reader.root, "outcomedeclaration"):
        if one.get("identifier") == "MAXSCORE":
            text = text_of(child(one, "defaultvalue"))
            most = number(text) if re.fullmatch(r"[\d.]{1,9}", text) else 1.0
            return int(most) if most.is_integer() and 1 < most <= 100 else None
    return None


def _check_rules(reader: _Reader) -> None:
    rules = child(reader.root, "responseprocessing")
    if rules is None or all(name(one) in _USUAL for one in _elements(rules)):
        return
    hint = "here the right answer gives all points; `partial` gives a part"
    reader.lose("rules of its own for the points are not carried over", hint)
