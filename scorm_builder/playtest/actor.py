"""What a person does on a page of ours: opens, ticks, writes, answers, confirms and goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorm_builder.playtest.answers import Answer, Asked, right_answer, wrong_answer
from scorm_builder.playtest.hands import Hands
from scorm_builder.playtest.plan import asked, tasks

if TYPE_CHECKING:
    from random import Random

    from playwright.sync_api import ElementHandle, Frame

    from scorm_builder.playtest.plan import Task

_WORDS = "What I take from this is written here in more than enough words"
_MOST_ATTEMPTS = 5
"""At a quiz; who failed as often does not try again."""


@dataclass(frozen=True)
class Deed:
    """Something that was done: in words, and the tag under which the course must keep it, 0 for none."""

    what: str
    tag: int
    at: float = field(default_factory=time.monotonic)
    """On the monotonic clock."""


@dataclass
class Played:
    """What came of a page: what was done, and of its questions what was judged otherwise than it is worth."""

    deeds: list[Deed] = field(default_factory=list)
    answers: list[Deed] = field(default_factory=list)
    misjudged: list[str] = field(default_factory=list)
    score: int | None = None
    """Of the quiz of the page, in hundredths of a per cent."""
    attempts: int = 0


class Actor:
    """A person at a page. `right`: who gives right answers (and tries a wrong one first where that costs
    nothing); another gives wrong ones alone, as long as they are asked for."""

    def __init__(
        self, course: Frame, *, right: bool, mouse: bool = False, answered: set[int] | None = None
    ) -> None:
        """`mouse`: see `Hands`. `answered`: tags of questions of a quiz that was begun, which are answered once."""
        self.course = course
        self.right = right
        self.hands = Hands(mouse)
        self.answered = set() if answered is None else answered

    def play(self) -> Played:
        """Do all that there is to do on the page that is shown."""
        played = Played()
        for task in tasks(self.course):
            self.do(task, played)
        return played

    def go_on(self) -> None:
        """Press what leads to the next step."""
        page = self.course.wait_for_selector(".page.here")
        assert page
        self.hands.press(page, ".next")

    def do(self, task: Task, played: Played) -> None:
        """Do one thing."""
        match task.kind:
            case "question":
                self._practise(task, played)
            case "quiz":
                self._take_quiz(task, played)
            case kind:
                if _HANDLE[kind](self.hands, task.element):
                    played.deeds.append(Deed(_SAID[kind], task.tag))

    # questions on a page

    def _practise(self, task: Task, played: Played) -> None:
        box = task.element
        if box.get_attribute("data-locked") is not None:  # answered in an earlier visit
            return
        question = asked(box)
        tries = question.tries or 2
        good = right_answer(question)
        bad = wrong_answer(question)
        if bad and bad.credit is not None and (tries > 1 or not self.right):
            self._check(box, question, bad, played)
            if not self.right:
                self.hands.press(box, ".solve")
            elif not self.hands.press(box, ".again"):
                return
        if self.right or bad is None or bad.credit is None:
            self._check(box, question, good, played)

    def _check(self, box: ElementHandle, question: Asked, answer: Answer, played: Played) -> None:
        self.hands.give(box, question, answer)
        self.hands.press(box, ".check")
        deed = Deed(f"question `{question.data['question']}` was answered", question.tag)
        played.answers.append(deed)
        played.deeds.append(deed)
        told = str(box.eval_on_selector(".outcome", "one => one.dataset.verdict"))
        if told != _verdict(answer):
            played.misjudged.append(
                f"question `{question.data['question']}`: the answer `{answer.value}` is"
                f" {_verdict(answer)}, the course says {told}"
            )

    # quizzes

    def _take_quiz(self, task: Task, played: Played) -> None:
        box = task.element
        most = min(int(box.get_attribute("data-attempts") or 0) or 1, _MOST_ATTEMPTS)
        button = ".start button"
        while played.attempts < most and self.hands.press(box, button):
            played.attempts += 1
            score = self._attempt(box, played)
            played.score = max(score, played.score or 0)
            played.deeds.append(Deed("the quiz was handed in", task.tag))
            button = ".retry"

    def move_in_quiz(self, task: Task, played: Played, chance: Random) -> None:
        """Begin the quiz, answer one of its questions, or hand it in when all are answered."""
        if self.hands.press(task.element, ".start button"):
            return
        hand_in = task.element.query_selector(".hand-in")
        if hand_in is None or not hand_in.is_visible():
            return
        shown = task.element.query_selector_all(
            ".questions > .question:not([hidden], [data-locked])"
        )
        opened = [one for one in shown if asked(one).tag not in self.answered]
        if opened:
            one = chance.choice(opened)
            self.answered.add(asked(one).tag)
            self._answer_one(one, played)
        elif any(self.hands.press(task.element, ".hand-in") for _ in range(2)):
            played.deeds.append(Deed("the quiz was handed in", task.tag))

    def _attempt(self, box: ElementHandle, played: Played) -> int:
        """Answer all questions of the quiz and hand it in; what that is worth."""
        sums = [0.0, 0.0]
        for question_box in box.query_selector_all(".questions > .question:not([hidden])"):
            credit = self._answer_one(question_box, played)
            if credit is not None:
                weight = asked(question_box).weight
                sums = [sums[0] + weight * credit, sums[1] + weight]
        for _ in range(2):  # the second time it says that answers are missing
            self.hands.press(box, ".hand-in")
        points, whole = sums
        return int(points / whole * 10_000 + 0.5 + 1e-7) if whole else 0

    def _answer_one(self, box: ElementHandle, played: Played) -> float | None:
        question = asked(box)
        scored = right_answer(question).credit is not None
        answer = right_answer(question) if self.right else wrong_answer(question)
        if answer is None:  # what cannot be answered wrong is left open
            return 0 if scored else None
        if box.get_attribute("data-locked") is not None:  # of an attempt before
            return answer.credit
        self.hands.give(box, question, answer)
        deed = Deed(f"question `{question.data['question']}` was answered", question.tag)
        played.deeds.append(deed)
        for _ in range(question.tries or 1):
            if not self.hands.press(box, ".check"):
                break
            self.hands.press(box, ".again")
        played.answers.append(deed)
        return answer.credit


def _verdict(answer: Answer) -> str:
    if answer.credit is None:
        return "kept"
    return "right" if answer.credit == 1 else "partly" if answer.credit else "wrong"


def _open(hands: Hands, summary: ElementHandle) -> bool:
    if not summary.evaluate("one => one.parentElement.open"):
        hands.click(summary)
    return True


def _press_one(hands: Hands, button: ElementHandle) -> bool:
    if not button.is_visible():
        return False
    hands.click(button)
    return True


def _tick(hands: Hands, box: ElementHandle) -> bool:
    if box.is_checked():
        return False
    hands.click(box)
    return True


def _write(_hands: Hands, field: ElementHandle) -> bool:
    if not field.is_editable():
        return False
    words = int(field.evaluate("one => one.closest('[data-words]')?.dataset.words ?? 0"))
    text = " ".join([_WORDS] * (1 + words // 10))[: int(field.get_attribute("maxlength") or 1000)]
    if field.input_value() == text:
        return False
    field.fill(text)
    field.dispatch_event("change")
    return True


def _read(hands: Hands, box: ElementHandle) -> bool:
    """Read a transcript instead of watching."""
    box.eval_on_selector("details", "one => { one.open = true; }")
    return hands.press(box, ".read")


_HANDLE: dict[str, Callable[[Hands, ElementHandle], bool]] = {
    "part": _open,
    "tab": _press_one,
    "reveal": _press_one,
    "confirm": _press_one,
    "tick": _tick,
    "text": _write,
    "recording": _read,
}
_SAID = {
    "part": "a part was opened",
    "tab": "a tab was opened",
    "reveal": "a part was shown",
    "confirm": "a button said that it was read",
    "tick": "a box was ticked",
    "text": "a text was written",
    "recording": "a transcript was read",
}
