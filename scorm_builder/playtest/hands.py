"""How a person gives an answer to a question of ours: types, chooses, moves, and presses buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

    from scorm_builder.playtest.answers import Answer, Asked


def give(box: ElementHandle, question: Asked, answer: Answer) -> None:
    """Put an answer into the controls of a question, as a person does."""
    match question.type:
        case "fill-in" | "numeric" | "open":
            field = box.wait_for_selector(".answer :is(input, textarea)")
            assert field
            field.fill(answer.value)
            field.dispatch_event("change")
        case "matching":
            for source, target in zip(question.options, answer.value, strict=True):
                box.query_selector(f'[data-source="{source}"] select').select_option(target)  # type: ignore[union-attr]
        case "sequencing":
            _sort(box, answer.value)
        case "scenario":
            for letter in answer.value:
                _click(
                    box, f'.moment:not([hidden]):not([data-past]) [data-option="{letter}"] label'
                )
                _click(box, ".go")
        case _:
            for letter in question.options:
                chosen = box.eval_on_selector(
                    f'[data-option="{letter}"] input', "one => one.checked"
                )
                if (letter in answer.value) != chosen and not _is_radio_to_clear(
                    box, letter, answer
                ):
                    _click(box, f'[data-option="{letter}"] label')


def _is_radio_to_clear(box: ElementHandle, letter: str, answer: Answer) -> bool:
    """A radio button is cleared by another one alone."""
    kind = box.eval_on_selector(f'[data-option="{letter}"] input', "one => one.type")
    return kind == "radio" and letter not in answer.value


def _sort(box: ElementHandle, order: str) -> None:
    """Move each item up until it has its place."""
    for place, letter in enumerate(order):
        for _ in range(len(order)):
            items = "one => [...one.children].map((item) => item.dataset.option).join('')"
            if box.eval_on_selector(".sequence", items)[place] == letter:
                break
            box.eval_on_selector(f'[data-option="{letter}"] .up', "one => one.click()")


def _click(box: ElementHandle, selector: str) -> None:
    found = box.wait_for_selector(selector)
    assert found
    found.click()


def press(box: ElementHandle, selector: str) -> bool:
    """Press a button when it is there to be pressed; whether it was."""
    button = box.query_selector(selector)
    if button is None or not button.is_visible():
        return False
    button.click()
    return True
