"""The answers to the questions of the sample, given as a person gives them: by clicks and keys."""

from __future__ import annotations

from playwright.sync_api import Locator

ANSWERS = {
    "werktijd": "55",
    "een-geweigerd": "b",
    "open-vragen": "ad",
    "drie-lekkages": "cbb",
    "nieuwe-kaartjes": "abcd",
    "vreemde-plek": "b",
    "alles-tekenen": "a",
    "halte": "11",
    "volgorde": "cbda",
    "waarheen": "abcd",
    "tekening": "c",
    "overdragen": "ace",
    "sleutelbos": "b",
    "rechtzetten": "f",
    "deze-week": "De bestellingen, van maandag af.",
}


def answer(question: Locator) -> None:
    """Give the answer that is right, and do not check it."""
    said = ANSWERS[question.get_attribute("data-question") or ""]
    match question.get_attribute("data-type"):
        case "numeric" | "open":
            question.locator("input, textarea").fill(said)
        case "matching":
            for select, target in zip(question.locator("select").all(), said, strict=True):
                select.select_option(target)
        case "sequencing":
            _put_in_order(question, said)
        case "scenario":
            for letter in said:
                question.locator(f'[value="{letter}"]').filter(visible=True).check()
                question.locator(".go").filter(visible=True).click()
        case _:
            for letter in said:
                question.locator(f'[value="{letter}"]').check()


def _put_in_order(question: Locator, order: str) -> None:
    for place, letter in enumerate(order):
        item = question.locator(f'[data-option="{letter}"]')
        here = [one.get_attribute("data-option") for one in question.locator(".option").all()]
        for _ in range(here.index(letter) - place):
            item.locator(".up").click()
