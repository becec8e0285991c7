"""Right and wrong answers to a question, and what each is worth: from what its element on the page says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from babel import UnknownLocaleError
from babel.numbers import get_decimal_symbol

_NONSENSE = "qqqq"
_SENTENCE = "One two three four five six seven eight nine ten"
_MOST_MOMENTS = 100


@dataclass(frozen=True)
class Asked:
    """A question as its element tells: its type, its data attributes, the letters of its options (or of its
    sources), those of its targets, its moments by name, and the most characters that can be written."""

    type: str
    data: dict[str, str]
    options: list[str]
    targets: list[str]
    moments: dict[str, list[dict[str, Any]]]
    longest: int
    lang: str

    @property
    def tag(self) -> int:
        """Under which its answer is kept."""
        return int(self.data["tag"])

    @property
    def weight(self) -> int:
        """What it is worth beside others; 0 for what is not scored."""
        return int(self.data["weight"])

    @property
    def tries(self) -> int:
        """How often it may be tried; 0 is without end."""
        return int(self.data["attempts"])


@dataclass(frozen=True)
class Answer:
    """What to choose (letters, one for each place), type (a text) or go through (letters), and what that is
    worth from 0 to 1; None where nothing is right or wrong."""

    value: str
    credit: float | None


def right_answer(asked: Asked) -> Answer:
    """An answer that is worth all."""
    data = asked.data
    match asked.type:
        case "likert":
            return Answer(asked.options[-1], None)
        case "open":
            return Answer(_words(asked), None)
        case "fill-in":
            return Answer(json.loads(data["answers"])[0], 1)
        case "numeric":
            return Answer(_typed(_inside(data), asked.lang), 1)
        case "scenario":
            return _way(asked, best=True)
        case _:
            return Answer(data["answer"], 1)


def wrong_answer(asked: Asked) -> Answer | None:
    """An answer that is worth as little as can be; None where every answer that can be given is right."""
    match asked.type:
        case "likert" | "open":
            return right_answer(asked)
        case "fill-in":
            return Answer(_NONSENSE[: asked.longest], 0)
        case "numeric":
            return Answer(_typed(_outside(asked.data), asked.lang), 0)
        case "scenario":
            return _way(asked, best=False)
        case "matching":
            return _judged(asked, _mismatch(asked))
        case "sequencing":
            return _judged(asked, _disorder(asked))
        case _:
            return _judged(asked, _wrong_choice(asked))


def worth(asked: Asked, value: str) -> float:
    """What letters are worth: all, or a part where the author says so."""
    answer = asked.data["answer"]
    if asked.type in ("matching", "sequencing"):
        points = sum(one == other for one, other in zip(value, answer, strict=False))
    else:
        points = sum(1 if letter in answer else -1 for letter in value)
    share = max(0.0, points / len(answer))
    return share if "partial" in asked.data or share == 1 else 0.0


def _judged(asked: Asked, value: str) -> Answer | None:
    if not value or worth(asked, value) == 1:
        return None
    return Answer(value, worth(asked, value))


def _wrong_choice(asked: Asked) -> str:
    answer = asked.data["answer"]
    others = [letter for letter in asked.options if letter not in answer]
    return others[0] if others else answer[:-1]


def _mismatch(asked: Asked) -> str:
    """For each source a target that is not its own; each at most once where that is asked."""
    answer = asked.data["answer"]
    if len(set(answer)) == len(answer) and len(answer) > 1:
        return answer[1:] + answer[0]
    return "".join(next((t for t in asked.targets if t != one), "") for one in answer)


def _disorder(asked: Asked) -> str:
    """An order that is not the right one, nor the one in which it stands: that is no answer yet."""
    answer = asked.data["answer"]
    turned = (answer[n:] + answer[:n] for n in range(1, len(answer)))
    return next((one for one in (*turned, answer[::-1]) if one != asked.data["first"]), "")


def _words(asked: Asked) -> str:
    text = _SENTENCE
    while len(text.split()) < int(asked.data.get("words", "0")):
        text += f" {_SENTENCE}"
    return text[: asked.longest]


def _bounds(data: dict[str, str]) -> tuple[float | None, float | None]:
    least, most = (data.get(name, "") for name in ("least", "most"))
    return (float(least) if least else None, float(most) if most else None)


def _inside(data: dict[str, str]) -> str:
    least, most = _bounds(data)
    return data.get("answer") or _plain(least if least is not None else most or 0.0)


def _outside(data: dict[str, str]) -> str:
    least, most = _bounds(data)
    return _plain(most + 1000 if most is not None else (least or 0.0) - 1000)


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _typed(number: str, lang: str) -> str:
    """A number with a point as it is written in the language of the course."""
    try:
        return number.replace(
            ".", get_decimal_symbol(lang.replace("-", "_"), numbering_system="latn")
        )
    except (UnknownLocaleError, ValueError):
        return number


def _way(asked: Asked, *, best: bool) -> Answer:
    """The choices through a dialogue: the best everywhere, or the one with the fewest points."""
    name, way, points = next(iter(asked.moments)), "", 0
    while asked.moments[name] and len(way) < _MOST_MOMENTS:
        options = asked.moments[name]
        chosen = (
            next((one for one in options if one["best"]), options[0])
            if best
            else min(options, key=lambda one: (one["points"], one["best"]))
        )
        way += chosen["letter"]
        points += chosen["points"]
        name = chosen["to"]
    most = asked.data.get("most", "")
    return Answer(way, points / int(most) if most else None)
