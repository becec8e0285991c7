"""Kills at random moments, and what they cost.

An action is a finished step, a checked answer, a box that was ticked, a text that was kept, or a part that
was opened. What the course promises: on the same device nothing is lost that is older than the last action; on
another device, which has only what the platform has, nothing that is also older than a second.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from scorm_builder.playtest.actor import Actor, Played
from scorm_builder.playtest.plan import tasks
from scorm_builder.playtest.results import Kills, Loss
from scorm_builder.playtest.visit import Visit, is_done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scorm_builder.playtest.course import PlayedCourse, Step
    from scorm_builder.playtest.plan import Task
    from scorm_builder.playtest.visit import Device, Person

_MOST_ACTIONS = 4
_MOST_KILLS = 8
"""Of one learner; then another one begins."""
_PROMPT = 1.0
"""Seconds within which the platform has what was done."""
_LATEST = 1.4
"""The longest wait before a kill."""
_RETURNS = 12
"""To a platform that fails now and then, until a visit brings what the device has."""
_GHOSTS = ("part", "tab", "tick", "reveal", "confirm")
"""What can be pressed by a timer, so that the kill falls into it."""
_PRESS = "(one, after) => void setTimeout(() => one.click(), after)"
_VALUE = "tag => typeof Progress === 'object' ? Progress.value(tag) : ''"
_WHERE = "() => Progress.snapshot().where"
_IS_QUIET = """() => {
    const { where, pending, offer } = Progress.snapshot();
    return where !== 'lms' || !(pending || offer);
}"""


@dataclass(frozen=True)
class Action:
    """What was done, when (on the monotonic clock), under which tag it is kept, and what the page holds of it:
    "" where its being done is all."""

    what: str
    where: str
    tag: int
    value: str
    at: float


def kill(
    person: Person, course: PlayedCourse, count: int, seed: int, say: Callable[[str], None]
) -> Kills:
    """Kill the browser so often, under the profile of this person."""
    chance = Random(seed)  # noqa: S311 - moments, no secrets
    lost: list[Loss] = []
    done = actions = last = number = 0
    while done < count:
        number += 1
        learner = _Learner(replace(person, id=f"{person.id}-{seed}-{number}"), course, chance)
        for _ in range(min(_MOST_KILLS, count - done)):
            say(f"kill {done + 1} of {count}")
            found = learner.act_and_die()
            done += 1
            lost += found.lost
            last += found.last
            if not learner.reborn:
                break
        actions += learner.actions
        learner.device.close()
    return Kills(done, actions, lost, last)


@dataclass
class _Fate:
    lost: list[Loss] = field(default_factory=list)
    last: int = 0


class _Learner:
    """Somebody whose browser dies again and again."""

    def __init__(self, person: Person, course: PlayedCourse, chance: Random) -> None:
        self.person = person
        self.course = course
        self.chance = chance
        self.prompt = _PROMPT + person.platform.profile.answers.wait * 0.03
        self.known: dict[int, Action] = {}
        self.answered: set[int] = set()
        self.actions = 0
        self.device: Device = person.stage.device()
        self.reborn = True
        """Whether they may go on: some platforms open a course that is complete for review alone."""
        self._launch()

    def _launch(self) -> None:
        """Open the course: again where the visit could not begin, which the page says."""
        for _ in range(_RETURNS):
            self.visit = Visit(self.person, self.device)
            self.visit.wait_ready()
            where = self.visit.course.evaluate(_WHERE)
            if where != "lost":
                break
        self.reborn = where != "review"

    def act_and_die(self) -> _Fate:
        """Some actions, a kill, and the next launch: what is lost then."""
        for _ in range(self.chance.randint(1, _MOST_ACTIONS)):
            self._act()
        if self.chance.random() < 0.5:
            self._begin_something()
        else:
            time.sleep(self.chance.choice((0.0, self.chance.uniform(0, _LATEST))))
        killed = time.monotonic()
        self.visit.kill()
        elsewhere = self.person.reliable and self.chance.random() < 0.5
        if elsewhere:
            self.device.close()
            self.device = self.person.stage.device()
        self._launch()
        return self._judge(killed, elsewhere)

    # what a learner does

    def _act(self) -> None:
        """One action, somewhere in the course."""
        step = self._go()
        played = Played()
        actor = Actor(self.visit.course, right=self.chance.random() < 0.5, answered=self.answered)
        todo = tasks(self.visit.course)
        self.chance.shuffle(todo)
        with suppress(PlaywrightError):  # an element that another one hides can wait
            for task in todo:
                self._do(actor, task, played)
                if played.deeds:
                    break
            if not played.deeds and step.rule == "viewed":
                actor.go_on()
        for deed in played.deeds:
            value = str(self.visit.course.evaluate(_VALUE, deed.tag)) if deed.tag else ""
            self._note(deed.what, step, deed.tag, value, deed.at)
        if is_done(self.visit.course, step.id):
            self._note("the step was finished", step, step.tag, "", time.monotonic())

    def _go(self) -> Step:
        """Any step that is open, most often one that is not done."""
        open_to = self.course.steps
        if self.course.linear:
            first = next((n for n, s in enumerate(open_to) if s.tag not in self.known), 0)
            open_to = open_to[: first + 1]
        todo = [step for step in open_to if step.tag not in self.known]
        step = self.chance.choice(todo if todo and self.chance.random() < 0.8 else open_to)
        self.visit.show(step.id)
        return step

    def _do(self, actor: Actor, task: Task, played: Played) -> None:
        if task.kind == "question" and task.element.get_attribute("data-locked") is not None:
            return
        if task.kind == "quiz":
            actor.move_in_quiz(task, played, self.chance)
        elif task.element.is_visible():
            actor.do(task, played)

    def _note(self, what: str, step: Step, tag: int, value: str, at: float) -> None:
        if not tag or (tag in self.known and self.known[tag].value == value):
            return
        self.actions += 1
        self.known.pop(tag, None)  # the last stands last
        self.known[tag] = Action(what, step.title, tag, value, at)

    # how the browser dies

    def _begin_something(self) -> None:
        """Something that is under way, or not yet, when the browser dies."""
        for task in tasks(self.visit.course):
            if task.kind in _GHOSTS and task.element.is_visible():
                self.known.pop(task.tag, None)
                task.element.evaluate(_PRESS, self.chance.randint(0, 30))
                time.sleep(self.chance.uniform(0, 0.06))
                return

    # what is lost

    def _judge(self, killed: float, elsewhere: bool) -> _Fate:
        """All that is missing counts as lost; of that the last action is allowed to be."""
        for _ in range(_RETURNS):
            self.person.until(self._is_settled, 1.5 + self.prompt)
            if self.person.reliable or not self._missing():
                break
            self.visit.kill()  # it is a platform that fails now and then
            self._launch()
        fate = _Fate()
        actions = list(self.known.values())
        for action in self._missing():
            age = killed - action.at
            if action is actions[-1]:
                fate.last = 1
            elif age > self.prompt or (self.reborn and not elsewhere):
                how = "a kill and a launch on " + ("another device" if elsewhere else "this device")
                fate.lost.append(Loss(action.what, action.where, how, age))
            del self.known[action.tag]
        return fate

    def _is_settled(self) -> bool:
        """Whether the platform has all, or nothing is on its way that it still gets in this visit."""
        return not self._missing() or bool(self.visit.course.evaluate(_IS_QUIET))

    def _missing(self) -> list[Action]:
        state = self.person.state
        if state is None:
            return list(self.known.values())
        return [one for one in self.known.values() if not _has(state.done, state.items, one)]


def _has(done: Iterable[int], items: dict[int, str], action: Action) -> bool:
    return items.get(action.tag) == action.value if action.value else action.tag in done
