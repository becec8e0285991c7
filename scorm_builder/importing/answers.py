"""Answers with credits, as Moodle and its formats have them → fields of our types."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scorm_builder.importing.imported import LETTERS, Fields, LeftOut

Lose = Callable[[str, str], None]
"""Told what is not carried over: a message, and what to do."""

T = TypeVar("T")
MOST_ANSWERS = 50
"""Texts or numbers that one question accepts."""
_NEAR = 0.011
"""Platforms round a third to 33.333 or to 33."""
_LONGEST, _USUAL = 100, 40
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True)
class Answer:
    """An option or an accepted answer: its text, its share of the points, what is told about it."""

    text: str
    credit: float
    because: str = ""


@dataclass(frozen=True)
class Range:
    """Numbers that are right, from `least` to `most`; `middle` and `tolerance` when it was so said."""

    least: float
    most: float
    middle: float | None = None
    tolerance: float = 0
    credit: float = 1
    because: str = ""


def choice(answers: Sequence[Answer], lose: Lose, *, one: bool) -> Fields:
    """A question with options, of which one or several may be chosen."""
    answers = [answer for answer in answers if answer.text or answer.credit or answer.because]
    options = lettered([answer.text for answer in answers])
    right = [letter for letter, answer in zip(options, answers, strict=True) if answer.credit > 0]
    because = {
        letter: answer.because
        for letter, answer in zip(options, answers, strict=True)
        if answer.because
    }
    if not right:
        return _opinion(options, because, lose, one=one)
    told = {"because": because} if because else {}
    if one:
        return {
            "type": "single",
            "options": options,
            "answer": _best(options, answers, lose),
            **told,
        }
    _compare_credits(answers, len(right), lose)
    return {"type": "multiple", "options": options, "answer": right, **told, "partial": True}


def lettered(texts: Sequence[str]) -> dict[str, str]:
    """Texts under letters, in their order."""
    return dict(zip(LETTERS, limited(texts), strict=False))


def limited(options: Sequence[T], most: int = len(LETTERS)) -> Sequence[T]:
    """Options or answers, when a question can have so many."""
    if len(options) > most:
        hint = "make several questions of it"
        raise LeftOut(f"it has {len(options):,} options, {most} at most", hint)
    return options


def _opinion(options: Fields, because: Fields, lose: Lose, *, one: bool) -> Fields:
    if not one:
        raise LeftOut("no option is right", "say which options are right, and import again")
    lose("no option is right: it becomes a `likert`, which has no score", "is one of them right?")
    if because:
        lose("the feedback of its options is not carried over", "put it into `explain`")
    return {"type": "likert", "options": options}


def _best(options: Fields, answers: Sequence[Answer], lose: Lose) -> str:
    best = max(answer.credit for answer in answers)
    right = [
        letter for letter, answer in zip(options, answers, strict=True) if answer.credit == best
    ]
    if len(right) > 1:
        raise LeftOut(
            f"{len(right)} options are right, of which one can be chosen",
            "keep one of them, or let several be chosen; then import again",
        )
    if best < 1 or any(answer.credit not in (0, best) for answer in answers):
        lose(
            "options have points of their own",
            "here the right option gives all points, and the others none",
        )
    return right[0]


def _compare_credits(answers: Sequence[Answer], right: int, lose: Lose) -> None:
    """Whether `partial` gives the same points: each right option a share, each wrong one as much off."""
    wrong = [answer.credit for answer in answers if answer.credit <= 0]
    even = all(abs(answer.credit - 1 / right) < _NEAR for answer in answers if answer.credit > 0)
    if even and all(abs(credit + 1 / right) < _NEAR for credit in wrong):
        return
    if even and not any(wrong):
        lose("wrong options cost nothing", "here each costs as much as a right one gives")
    else:
        lose(
            "options have points of their own",
            "here all right options give the same, and each wrong one costs as much",
        )


def short(answers: Sequence[Answer], lose: Lose, *, capitals: bool) -> tuple[Fields, Fields]:
    """A question with a field for a word or a few, and its feedback."""
    wrong = next((one.because for one in answers if one.text == "*" and one.credit <= 0), "")
    accepted: list[Answer] = []
    for answer in answers:
        if answer.text == "*" and answer.credit <= 0:
            continue
        if _accepts(answer, lose) and answer.text not in [one.text for one in accepted]:
            accepted.append(answer)
    if not accepted:
        raise LeftOut("none of its answers can be compared", "write the answers out, without `*`")
    texts = [answer.text.replace(r"\*", "*") for answer in accepted]
    longest = max(map(len, texts))
    fields: Fields = {"type": "fill-in", "answers": texts}
    fields |= {"capitals": True} if capitals else {}
    fields["accents"] = True  # as there: platforms compare letter by letter
    fields |= {"longest": longest} if longest > _USUAL else {}
    return fields, _feedback(_told([answer.because for answer in accepted], lose), wrong)


def _accepts(answer: Answer, lose: Lose) -> bool:
    """Whether an answer is one that we can ask for."""
    if answer.credit < 1:
        lose(
            "an answer with a part of the points is not carried over"
            if answer.credit > 0
            else "a wrong answer with feedback of its own is not carried over",
            "here an answer is right or wrong; `feedback` tells more",
        )
    elif re.search(r"(?<!\\)\*", answer.text):
        lose("an answer with `*` is not carried over", "write out what may be answered")
    elif not answer.text or len(answer.text) > _LONGEST:
        lose(f"an answer of {len(answer.text)} characters is not carried over", "1 to 100 fit")
    else:
        return True
    return False


def _told(because: Sequence[str], lose: Lose) -> str:
    """What is told about right answers: one text for all."""
    texts = list(dict.fromkeys(text for text in because if text))
    if len(texts) > 1:
        hint = "here all right answers share `feedback: {right: …}`"
        lose("the feedback of an accepted answer is not carried over", hint)
    return texts[0] if texts else ""


def _feedback(right: str, wrong: str) -> Fields:
    return {key: text for key, text in (("right", right), ("wrong", wrong)) if text}


def numeric(ranges: Sequence[Range], wrong: str, lose: Lose) -> tuple[Fields, Fields]:
    """A question with a field for a number, and its feedback."""
    full = [one for one in ranges if one.credit >= 1]
    if not full:
        raise LeftOut("no number is right", "say which one gives all points, and import again")
    if len(full) > 1:
        lose("a second right number is not carried over", "a question takes one, or a range")
    if len(full) < len(ranges):
        lose(
            "a number with a part of the points is not carried over",
            "here a number is right or wrong",
        )
    return {"type": "numeric", **_numbers(full[0])}, _feedback(full[0].because, wrong)


def _numbers(one: Range) -> Fields:
    if one.middle is None:
        return {"least": _plain(one.least), "most": _plain(one.most)}
    tolerance = {"tolerance": _plain(one.tolerance)} if one.tolerance else {}
    return {"answer": _plain(one.middle), **tolerance}


def _plain(number: float) -> float:
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def number(text: str) -> float:
    """A number as these formats write it, or a `LeftOut`."""
    text = text.strip()
    value = float(text) if _NUMBER.fullmatch(text) and len(text) < 40 else math.inf
    if math.isinf(value):
        raise LeftOut(f"`{text[:40]}` is no number", "write it with digits and a full stop: 3.5")
    return value


def true_false(answer: bool, because_true: str, because_false: str) -> Fields:
    """A statement that is true or not."""
    told = {"true": because_true, "false": because_false}
    because = {key: text for key, text in told.items() if text}
    return {"type": "true-false", "answer": answer, **({"because": because} if because else {})}


def matching(pairs: Sequence[tuple[str, str]]) -> Fields:
    """Sources with the target of each. A pair without a source is a target to spare."""
    pairs = [(source, target) for source, target in pairs if source or target]
    if any(not target for _, target in pairs):
        raise LeftOut("one of its pairs is not whole", "write `=source -> target`")
    targets = lettered(list(dict.fromkeys(target for _, target in pairs)))
    letters = {target: letter for letter, target in targets.items()}
    sources = lettered([source for source, _ in pairs if source])
    answer = dict(
        zip(sources, (letters[target] for source, target in pairs if source), strict=True)
    )
    return {
        "type": "matching", "sources": sources, "targets": targets, "answer": answer, "partial": True,
    }  # fmt: skip


def sequencing(items: Sequence[str], *, partial: bool) -> Fields:
    """Items in their right order."""
    options = lettered(items)
    return {
        "type": "sequencing", "items": options, "answer": list(options),
        **({"partial": True} if partial else {}),
    }  # fmt: skip
