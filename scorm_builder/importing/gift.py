"""GIFT, Moodle's text format for questions → our questions.

A question is a run of lines without an empty one. Its signs `~ = # { } :` are escaped by a backslash;
escaped ones become control characters first, which no text file has, so that all others mean something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder.importing.answers import (
    MOST_ANSWERS,
    Answer,
    Range,
    choice,
    limited,
    matching,
    number,
    numeric,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scorm_builder.importing.pictures import Pictures

_ESCAPED = dict(zip("~=#{}:n\\", "\x01\x02\x03\x04\x05\x06\x07\x08", strict=True))
_MEANT = str.maketrans({mark: "\n" if sign == "n" else sign for sign, mark in _ESCAPED.items()})
_ESCAPE = re.compile(r"\\([~=#{}:n\\])")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\n])+)\]")
_TAGGED = re.compile(r"\[tag:")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,10})?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_BLANK = "_____"
_CATEGORY = "$CATEGORY:"


@dataclass(frozen=True)
class _Chunk:
    """The lines of one question: where they begin, and the id and the tags in their comments."""

    line: int
    text: str
    name: str
    tagged: bool


@dataclass(frozen=True)
class _Reader:
    """Reads one question. `form` is the format of its texts."""

    source: Source
    line: int
    form: str
    pictures: Pictures

    def lose(self, message: str, hint: str) -> None:
        self.source.lose(self.line, message, hint)

    def markdown(self, text: str) -> str:
        """A text in the format that stands before it, else in that of the question."""
        form, text = _formatted(text, self.form)
        context = Context(self.pictures.add_inline, self.lose)
        if form == "markdown":
            return clean(text)
        if form == "html":
            return from_html(text, context)
        if form == "moodle" and looks_like_html(text):
            return from_html(re.sub(r"\n(?!\s*<)", "<br>", text.strip()), context)
        return from_plain(text)

    def plain(self, text: str) -> str:
        """What may be typed: no Markdown."""
        return " ".join(clean(_formatted(text, "")[1]).split())


def is_gift(text: str) -> bool:
    """Whether a text has what every GIFT file has: answers in braces."""
    return re.search(r"(?<!\\)\{[^{}]*\}", text) is not None


def read(source: Source, pictures: Pictures) -> Iterator[Imported]:
    """The questions of a GIFT file."""
    category = ""
    for chunk in _chunks(source.text):
        text = _ESCAPE.sub(lambda sign: _ESCAPED[sign[1]], chunk.text)
        line = chunk.line
        if text.startswith(_CATEGORY):
            first, _, text = text.partition("\n")
            category = first.removeprefix(_CATEGORY).translate(_MEANT).strip()
            line += 1
        if not text.strip():
            continue
        if chunk.tagged:
            source.lose(line, "tags are not carried over", "`topic` names what a question is about")
        try:
            yield _question(_Chunk(line, text, chunk.name, False), category, source, pictures)
        except LeftOut as problem:
            source.leave_out(line, problem)


def _chunks(text: str) -> Iterator[_Chunk]:
    lines: list[str] = []
    comments: list[str] = []
    start = 0
    for number_, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            comments.append(bare)
            if lines:
                lines.append("")
        elif bare:
            start = start if lines else number_
            lines.append(line)
        else:
            if lines:
                yield _Chunk(start, "\n".join(lines), *_told(comments))
            lines, comments = [], []


def _told(comments: list[str]) -> tuple[str, bool]:
    """The id in the comments of a question, and whether there are tags."""
    together = "\n".join(comments)
    found = _ID.search(together)
    name = found[1].replace("\\]", "]").strip() if found else ""
    return name, _TAGGED.search(together) is not None


def _question(chunk: _Chunk, category: str, source: Source, pictures: Pictures) -> Imported:
    title, text, offset = _title(chunk.text)
    before, inside, after = _braces(text, chunk.line + chunk.text[:offset].count("\n"))
    ask = f"{before}{_BLANK}{after}" if after.strip() else before
    form, _ = _formatted(ask, "moodle")
    reader = _Reader(source, chunk.line, form, pictures)
    answers, marks, general = inside.rpartition("####")
    fields = {
        "ask": reader.markdown(ask),
        **_answered((answers if marks else general).strip(), reader),
    }
    if marks:
        fields["explain"] = reader.markdown(general)
    return Imported(chunk.name or title, chunk.line, fields, source, category)


def _title(text: str) -> tuple[str, str, int]:
    """The title between `::`, what stands behind it, and where that begins."""
    bare = text.lstrip()
    if not bare.startswith("::"):
        return "", text, 0
    end = bare.find("::", 2)
    if end < 0:
        raise LeftOut("its title is not closed", "write `::title::` before the question")
    start = len(text) - len(bare) + end + 2
    return " ".join(clean(_meant(bare[2:end])).split()), text[start:], start


def _braces(text: str, line: int) -> tuple[str, str, str]:
    """What stands before, in and behind the braces with the answers."""
    first = re.search(r"[{}]", text)
    if not first:
        hint = "a text without answers belongs on the page, or into `intro` of the quiz"
        raise LeftOut("this is a text, not a question", hint)
    here = line + text[: first.start()].count("\n")
    if first[0] == "}":
        raise LeftOut("this `}` closes nothing", r"write `\}` for a brace in a text", here)
    end = text.find("}", first.end())
    if end < 0:
        hint = "close it by `}`; an empty line ends a question"
        raise LeftOut("this `{` is not closed", hint, here)
    inside, after = text[first.end() : end], text[end + 1 :]
    for stray in re.finditer(r"[{}]", inside + after):
        at = here + (inside + after)[: stray.start()].count("\n")
        hint = r"a question has its answers in one pair of braces; write `\{` and `\}` in a text"
        raise LeftOut("there are more braces than one pair", hint, at)
    return text[: first.start()], inside, after


def _answered(text: str, reader: _Reader) -> Fields:
    """The fields of the type that the answers are of."""
    if not text:
        reader.lose(
            "a teacher marked the answer; here it has no score",
            "say in `explain` what a good answer holds",
        )
        return {"type": "open"}
    if text[0] == "#":
        return _numeric(text[1:], reader)
    if text[0] == ">":
        raise LeftOut("its order is in a form of a plug-in", "write it as a `sequencing`")
    if "~" in text:
        return _choice(text, reader)
    if "=" in text and "->" in text:
        return _matching(text, reader)
    truth = _TRUTH.get(text.partition("#")[0].strip().upper())
    if truth is not None:
        return _true_false(truth, text, reader)
    fields, feedback = short(
        [_answer(one, 1, reader, reader.plain) for one in _split(text, "=")],
        reader.lose,
        capitals=False,
    )
    return {**fields, "feedback": feedback}


def _split(text: str, sign: str) -> list[str]:
    first, *others = text.split(sign)
    pieces = [first, *others] if first.strip() else others
    return list(limited(pieces, MOST_ANSWERS))


def _answer(text: str, credit: float, reader: _Reader, read: Callable[[str], str]) -> Answer:
    """One answer: its weight, its text and its feedback."""
    weight, text = _weighted(text, credit)
    answer, _, because = text.partition("#")
    return Answer(read(answer), weight, reader.markdown(because))


def _weighted(text: str, credit: float) -> tuple[float, str]:
    text = text.strip()
    found = _WEIGHT.match(text)
    return (float(found[1]) / 100, text[found.end() :]) if found else (credit, text)


def _choice(text: str, reader: _Reader) -> Fields:
    one = "=" in text
    answers = []
    for piece in limited(re.findall(r"[~=][^~=]*|^[^~=]+", text)):
        credit, bare = (1, piece[1:]) if piece[0] == "=" else (0, piece.removeprefix("~"))
        answers.append(_answer(bare, credit, reader, reader.markdown))
    return choice(answers, reader.lose, one=one)


def _matching(text: str, reader: _Reader) -> Fields:
    pairs = []
    for piece in _split(text, "="):
        source, arrow, target = piece.partition("->")
        if not arrow:
            raise LeftOut("one of its pairs has no `->`", "write `=source -> target`")
        pairs.append((reader.markdown(source), reader.markdown(f"[plain]{target}")))
    return matching(pairs)


def _true_false(truth: bool, text: str, reader: _Reader) -> Fields:
    _, wrong, right = ([reader.markdown(part) for part in text.split("#", 2)] + ["", ""])[:3]
    return true_false(truth, *((right, wrong) if truth else (wrong, right)))


def _numeric(text: str, reader: _Reader) -> Fields:
    text, _, wrong = text.partition("~")
    ranges = []
    for piece in _split(text, "="):
        credit, bare = _weighted(piece, 1)
        numbers, _, because = bare.partition("#")
        ranges.append(_range(numbers.translate(_MEANT), credit, reader.markdown(because)))
    fields, feedback = numeric(ranges, reader.markdown(wrong.partition("#")[2]), reader.lose)
    return {**fields, "feedback": feedback}


def _range(text: str, credit: float, because: str) -> Range:
    least, dots, most = text.partition("..")
    if dots:
        return Range(number(least), number(most), credit=credit, because=because)
    middle, _, tolerance = text.partition(":")
    value, away = number(middle), number(tolerance) if tolerance.strip() else 0
    return Range(value - away, value + away, value, away, credit, because)


def _formatted(text: str, form: str) -> tuple[str, str]:
    """The format that stands before a text, or the given one; and the text with its signs."""
    bare = text.strip()
    found = _FORMAT.match(bare)
    if found:
        return found[1].lower(), _meant(bare[found.end() :])
    return form, _meant(bare)


def _meant(text: str) -> str:
    return text.translate(_MEANT)
