"""Questions whose answer is chosen: `single`, `multiple`, `true-false` and `likert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.source.questions.kind import Kind
from scorm_builder.source.questions.models import Likert, Multiple, Single, TrueFalse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.source.questions.kind import Faults, Texts, View


def _check_single(question: Single, faults: Faults) -> None:
    if question.answer not in question.options:
        faults.unknown(("answer",), question.answer, question.options, "option")
    faults.unknown_keys("because", question.because, question.options, "option")
    check_different(question.options, "options", faults)


def _check_multiple(question: Multiple, faults: Faults) -> None:
    check_several(question.answer, question.options, faults, "option")
    faults.unknown_keys("because", question.because, question.options, "option")
    check_different(question.options, "options", faults)


def check_several(
    answer: list[str], known: Mapping[str, object], faults: Faults, what: str
) -> None:
    """Find fault with the letters of what is right among things of which some must be wrong."""
    check_letters(answer, known, faults, what)
    if set(answer) == known.keys():
        message = f"all {what}s are right, so that there is nothing to choose"
        hint = f"add an {what} that is wrong"
        faults.add(rules.BAD_QUESTION, ("answer",), message, hint)


def _check_likert(question: Likert, faults: Faults) -> None:
    check_different(question.options, "options", faults)


def check_letters(
    answer: list[str], known: Mapping[str, object], faults: Faults, what: str
) -> None:
    """Find fault with letters of an answer that nothing has, or that stand there twice."""
    for index, letter in enumerate(answer):
        if letter not in known:
            faults.unknown(("answer", index), letter, known, what)
        elif letter in answer[:index]:
            message = f"`{letter}` stands in `answer` twice"
            faults.add(rules.BAD_QUESTION, ("answer", index), message, "remove one")


def check_different(texts: Mapping[str, str], name: str, faults: Faults) -> None:
    """Find fault with two texts that nobody could tell apart."""
    seen: dict[str, str] = {}
    for letter, text in texts.items():
        first = seen.setdefault(" ".join(text.split()), letter)
        if first != letter:
            message = f"`{letter}` says the same as `{first}`"
            faults.add(rules.BAD_QUESTION, (name, letter), message, "make them different")


def options_view(
    options: Mapping[str, str], because: Mapping[str, str], texts: Texts
) -> list[View]:
    """The options as templates see them: each with its letter, its text, and what is told to who
    chose it."""
    return [
        {
            "letter": letter,
            "text": texts.inline(text, "options", letter),
            "because": texts.block(because.get(letter, ""), "because", letter, later=True),
        }
        for letter, text in options.items()
    ]


def _view_single(question: Single, texts: Texts) -> View:
    return {
        "options": options_view(question.options, question.because, texts),
        "data": {"data-answer": question.answer},
    }


def _view_multiple(question: Multiple, texts: Texts) -> View:
    return {
        "options": options_view(question.options, question.because, texts),
        "data": {"data-answer": "".join(sorted(question.answer))},
    }


def _view_true_false(question: TrueFalse, texts: Texts) -> View:
    """The letters are those of the standard: `t` and `f`."""
    options = [
        {
            "letter": word[0],
            "text": texts.words(f"question.{word}"),
            "because": texts.block(question.because.get(word, ""), "because", word, later=True),
        }
        for word in ("true", "false")
    ]
    return {"options": options, "data": {"data-answer": "t" if question.answer else "f"}}


def _view_likert(question: Likert, texts: Texts) -> View:
    return {"options": options_view(question.options, {}, texts), "data": {}}


def _one_letter(_question: Single | TrueFalse | Likert) -> int:
    return 1


CHOICES = {
    "single": Kind(Single, _check_single, _view_single, _one_letter),
    "multiple": Kind(
        Multiple, _check_multiple, _view_multiple, lambda question: len(question.options)
    ),
    "true-false": Kind(TrueFalse, lambda _question, _faults: None, _view_true_false, _one_letter),
    "likert": Kind(Likert, _check_likert, _view_likert, _one_letter),
}
"""The kinds of this module, by their words."""
