"""How a person gives an answer to a question of ours: types, chooses, moves, and presses buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle

    from scorm_builder.playtest.answers import Answer, Asked

_PRESS = """(box, selector) => {
    const button = box.querySelector(selector);
    const pressed = !!button?.checkVisibility({ visibilityProperty: true }) && !button.disabled;
    if (pressed) button.click();
    return pressed;
}"""


@dataclass(frozen=True)
class Hands:
    """`mouse`: whether they move a mouse to what they press, and so find out what lies above it. A script that presses is
    ten times as fast, and enough where the same page was played with the mouse before."""

    mouse: bool

    def click(self, element: ElementHandle) -> None:
        """Press what is there."""
        if self.mouse:
            element.click()
        else:
            element.evaluate("one => one.click()")

    def press(self, box: ElementHandle, selector: str) -> bool:
        """Press a button when it is there to be pressed; whether it was."""
        if not self.mouse:
            return bool(box.evaluate(_PRESS, selector))
        button = box.query_selector(selector)
        if button is None or not button.is_visible():
            return False
        button.click()
        return True

    def give(self, box: ElementHandle, question: Asked, answer: Answer) -> None:
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
                    self._click(
                        box,
                        f'.moment:not([hidden]):not([data-past]) [data-option="{letter}"] label',
                    )
                    self._click(box, ".go")
            case _:
                self._choose(box, answer)

    def _choose(self, box: ElementHandle, answer: Answer) -> None:
        """Tick what is in the answer, and nothing else; a radio button is cleared by another one alone."""
        for letter in box.evaluate(_TO_CHANGE, answer.value):
            self._click(box, f'[data-option="{letter}"] label')

    def _click(self, box: ElementHandle, selector: str) -> None:
        found = box.wait_for_selector(selector)
        assert found
        self.click(found)


_TO_CHANGE = """(box, wanted) => [...box.querySelectorAll('[data-option]')].filter((one) => {
    const input = one.querySelector('input');
    const chosen = wanted.includes(one.dataset.option);
    return input.checked !== chosen && (chosen || input.type !== 'radio');
}).map((one) => one.dataset.option)"""


def _sort(box: ElementHandle, order: str) -> None:
    """Move each item up until it has its place."""
    for place, letter in enumerate(order):
        for _ in range(len(order)):
            items = "one => [...one.children].map((item) => item.dataset.option).join('')"
            if box.eval_on_selector(".sequence", items)[place] == letter:
                break
            box.eval_on_selector(f'[data-option="{letter}"] .up', "one => one.click()")
