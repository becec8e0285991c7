"""Every way to finish a step, in two LMSs: half of it, a crash, the rest, and a crash again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from scorm_builder.state import tag
from tests.courses import EVERY_BLOCK, write

from .learner import Learner, Pack, Step, Words
from .scorm12 import decode, faults
from .site import Lms, Site

NewContext = Callable[..., BrowserContext]
Find = Callable[[Locator, str], Locator]
"""What is meant with a name, on the page that is shown."""

en = Words("en")
PLAY_THE_END = """async media => {
    media.muted = true;
    await media.play();
    Object.assign(media, { currentTime: media.duration / 2, playbackRate: 16 });
}"""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A way to finish a step: the page, what is done on it one by one, and how that is seen.

    `control` is what gets the focus when a task is asked for, with the message `need`; `act` does it.
    """

    id: str
    page: str
    tasks: tuple[str, ...]
    half: int = 1
    done: str = "blocks"
    need: str = "run.parts.need"
    control: Find
    act: Callable[[Locator, str], None]
    seen: Find
    on_device: bool = False

    def do(self, here: Locator, *tasks: str) -> None:
        for task in tasks:
            self.act(here, task)
            expect(self.seen(here, task)).to_have_count(1)

    def shows(self, here: Locator, count: int) -> None:
        """Exactly the first tasks are seen to be done."""
        for number, task in enumerate(self.tasks):
            expect(self.seen(here, task)).to_have_count(1 if number < count else 0)


def opens(id_: str, page: str, seen: Find, act: Find | None = None) -> Rule:
    """A block of which every part is opened: the summaries of its parts, or what acts for them."""

    def summary(here: Locator, name: str) -> Locator:
        return here.locator("summary", has_text=name)

    return Rule(
        id=id_,
        page=page,
        tasks=("The pin", "The hose", "The wall"),
        control=summary,
        act=lambda here, name: (act or summary)(here, name).click(),
        seen=seen,
    )


def parts(block: str, places: tuple[str, str, str] = ("", "", "")) -> str:
    ids = ("pin", "hose", "wall")
    headings = (
        f"## The {id_} {{#{id_}{at}}}\n\nText." for id_, at in zip(ids, places, strict=True)
    )
    return f":::{block}\n" + "\n\n".join(headings) + "\n:::\n"


def seen_part(here: Locator, name: str) -> Locator:
    return here.locator(".seen", has_text=name)


def tab(here: Locator, name: str) -> Locator:
    return here.get_by_role("tab", name=name)


def button(name: str) -> Find:
    return lambda here, _task: here.get_by_role("button", name=name, exact=True)


def finished(here: Locator, _task: str) -> Locator:
    return here.get_by_text(en("run.step-done"), exact=True).filter(visible=True)


def question(here: Locator, name: str) -> Locator:
    return here.get_by_role("button", name=name)


def answer(here: Locator, name: str) -> Locator:
    return here.get_by_text(f"Of {name}").filter(visible=True)


def reveal(id_: str, done: str, more: str = "") -> Rule:
    one, two = (
        f":::reveal {{#{name} label={name}}}\nOf {name}\n:::\n" for name in ("heat", "smoke")
    )
    return Rule(
        id=id_,
        page=f"What is it?\n\n{one}\n{two}\n{more}",
        tasks=("heat", "smoke", *(["end"] if done == "viewed" else [])),
        done=done,
        need="run.reveal.need",
        control=question,
        act=lambda here, name: (
            here.locator(".next").scroll_into_view_if_needed()
            if name == "end"
            else question(here, name).click()
        ),
        seen=lambda here, name: (finished if name == "end" else answer)(here, name),
    )


def recording(kind: str, source: str) -> Rule:
    def act(here: Locator, task: str) -> None:
        if task == "a bit":
            here.locator(kind).evaluate(PLAY_THE_END)
            return
        here.locator("summary", has_text=en(f"{kind}.transcript")).click()
        button(en(f"{kind}.read"))(here, task).click()

    heard = {
        "a bit": re.compile(f"^[1-9]|{en(f'run.{kind}.done')}"),
        "all": en(f"run.{kind}.done"),
    }
    return Rule(
        id=kind,
        page=f':::{kind} {{#{kind} src={source} required=100% captions="drill.en.vtt"}}\n:::\n',
        tasks=("a bit", "all"),
        need=f"run.{kind}.need",
        control=lambda here, _task: here.locator(kind),
        act=act,
        seen=lambda here, task: here.locator(".watched").filter(has_text=heard[task]),
    )


TEXTS = {"begun": "The stairs.", "written": "The stairs, on foot."}


def reflection(keep: str) -> Rule:
    def field(here: Locator, _task: str) -> Locator:
        return here.get_by_role("textbox", name="Where would you go?")

    def act(here: Locator, task: str) -> None:
        field(here, task).fill(TEXTS[task])
        field(here, task).blur()

    return Rule(
        id=f"reflection-{keep}",
        page=f":::reflection {{#plan keep={keep} words=4 required}}\nWhere would you go?\n:::\n",
        tasks=("begun", "written"),
        need="run.reflection.need",
        control=field,
        act=act,
        seen=lambda here, task: here.locator(".written").filter(has_text=TEXTS[task].rstrip(".")),
        on_device=keep == "device",
    )


RULES = (
    Rule(
        id="viewed",
        page="A line.\n\n" * 60,
        tasks=("end",),
        half=0,
        done="viewed",
        need="",
        control=finished,
        act=lambda here, _task: here.locator(".next").scroll_into_view_if_needed(),
        seen=finished,
    ),
    Rule(
        id="confirm",
        page="A line.\n",
        tasks=("confirm",),
        half=0,
        done="confirm",
        need="run.need.confirm",
        control=button(en("confirm")),
        act=lambda here, task: button(en("confirm"))(here, task).click(),
        seen=finished,
    ),
    opens("accordion", parts("accordion {one required}"), seen_part),
    opens("flip-cards", parts("flip-cards {required}"), seen_part),
    opens(
        "labelled-image",
        parts(
            'labelled-image {src=door.svg alt="A door." required}',
            (" x=20% y=20%", " x=50% y=50%", " x=80% y=80%"),
        ),
        seen_part,
        lambda here, name: here.locator(".spots").get_by_role("link", name=name),
    ),
    Rule(
        id="tabs",
        page=parts("tabs {required}"),
        tasks=("The hose", "The wall"),
        control=tab,
        act=lambda here, name: tab(here, name).click(),
        seen=lambda here, name: here.locator("[role=tab].seen", has_text=name),
    ),
    Rule(
        id="checklist",
        page=":::checklist {required}\n- Close the windows {#windows}\n- Call everybody {#call}\n:::\n",
        tasks=("Close the windows", "Call everybody"),
        need="run.checklist.need",
        control=lambda here, name: here.get_by_role("checkbox", name=name),
        act=lambda here, name: here.get_by_role("checkbox", name=name).check(),
        seen=lambda here, name: here.get_by_role("checkbox", name=name, checked=True),
    ),
    reveal("reveal-viewed", "viewed", "A line.\n\n" * 60),
    reveal("reveal-blocks", "blocks"),
    recording("video", "drill.mp4"),
    recording("audio", "bell.mp3"),
    reflection("device"),
    reflection("platform"),
)
HEAD = """\
format: 1
id: rules
title: Ways to finish
lang: en
version: "{version}"
progress:
  order: {order}
topics:
"""


def outline(order: str = "free", version: str = "1", rules: tuple[Rule, ...] = RULES) -> str:
    """A topic with one step for each rule."""
    return HEAD.format(order=order, version=version) + "".join(
        f"  - id: topic-{rule.id}\n    title: About {rule.id}\n    steps:\n"
        f"      - {{id: {rule.id}, title: Step {rule.id}, page: {rule.id}.md, done: {rule.done}}}\n"
        for rule in rules
    )


def course(folder: Path, **options: str) -> Path:
    media = ("drill.mp4", "drill.en.vtt", "bell.mp3", "door.svg")
    for name in media:
        shutil.copy(EVERY_BLOCK / "media" / name, folder / name)
    return write(folder, {
        "course.yaml": outline(**options), **{f"{rule.id}.md": rule.page for rule in RULES},
    })  # fmt: skip


@pytest.fixture(scope="module")
def free(compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return compile_course(course(tmp_path_factory.mktemp("free")))


class Launch:
    """Learners of a package: a new device each, and the LMS that was asked for."""

    def __init__(self, new_context: NewContext, site: Site) -> None:
        self.new_context, self.site = new_context, site
        self.all: list[Lms] = []

    def lms(self, pack: Pack, kind: str) -> Lms:
        self.all.append(self.site.lms(pack.folder, kind=kind))
        return self.all[-1]

    def on_a_new_device(self, pack: Pack, lms: Lms) -> Learner:
        context = self.new_context(reduced_motion="reduce")
        return Learner(context, pack, lms, self.site.address, en).launch()


@pytest.fixture
def launch(new_context: NewContext, site: Site) -> Iterator[Launch]:
    launch = Launch(new_context, site)
    yield launch
    assert launch.all
    for lms in launch.all:
        assert faults(lms.calls) == []
        assert not lms.lowered


def step_of(pack: Pack, rule: Rule) -> Step:
    return next(step for step in pack.steps if step.id == rule.id)


def asks(learner: Learner, rule: Rule, task: str) -> None:
    """`next` stays, says what is missing, and leads to it."""
    title = learner.heading.inner_text()
    learner.next.click()
    expect(learner.course.locator("#hint")).to_contain_text(learner.say(rule.need))
    expect(rule.control(learner.here, task)).to_be_focused()
    expect(learner.heading).to_have_text(title)


@pytest.mark.parametrize("kind", ["again", "strict"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_half_of_it_and_the_rest_outlive_a_crash(
    rule: Rule, kind: str, free: Pack, launch: Launch
) -> None:
    lms = launch.lms(free, kind)
    step = step_of(free, rule)
    learner = launch.on_a_new_device(free, lms)
    learner.to(step)
    rule.do(learner.here, *rule.tasks[: rule.half])
    learner.kill()

    learner.launch()
    learner.sees_done()
    learner.to(step)
    rule.shows(learner.here, rule.half)
    if rule.need:
        asks(learner, rule, rule.tasks[rule.half])
    assert lms.objectives() == {}
    commits = lms.commits
    rule.do(learner.here, *rule.tasks[rule.half :])
    learner.sees("run.step-done")
    assert lms.commits > commits
    assert lms.objectives() == {step.id: "completed", step.topic: "completed"}
    assert tag(step.id) in decode(lms.state).done
    assert lms.status == "incomplete"
    learner.kill()

    learner = launch.on_a_new_device(free, lms)
    learner.sees_done(step.id)
    learner.to(step)
    rule.shows(learner.here, 0 if rule.on_device else len(rule.tasks))
    learner.sees("run.step-done")
    learner.next.click()
    expect(learner.heading).not_to_have_text(step.title)
    assert lms.objectives() == {step.id: "completed", step.topic: "completed"}


def test_in_linear_order_next_never_goes_on_before_a_step_is_done(
    compile_course: Callable[[Path], Pack], launch: Launch, tmp_path: Path
) -> None:
    pack = compile_course(course(tmp_path, order="linear"))
    lms = launch.lms(pack, "strict")
    learner = launch.on_a_new_device(pack, lms)
    learner.begin()
    for rule in RULES:
        expect(learner.heading).to_have_text(f"Step {rule.id}")
        for task in rule.tasks:
            if rule.need and task != "end":
                asks(learner, rule, task)
                asks(learner, rule, task)
            rule.do(learner.here, task)
        learner.sees("run.step-done")
        learner.next.click()
    learner.sees("run.complete")
    assert lms.status == "completed"

    for rule in (rule for rule in RULES if rule.id in ("checklist", "reflection-device")):
        learner = launch.on_a_new_device(pack, lms)
        learner.to(step_of(pack, rule))
        for box in learner.here.get_by_role("checkbox").all():
            box.uncheck()
        learner.next.click()
        expect(learner.heading).not_to_have_text(f"Step {rule.id}")
    assert lms.status == "completed"


def test_in_review_nothing_is_locked_asked_or_kept(
    compile_course: Callable[[Path], Pack], launch: Launch, tmp_path: Path
) -> None:
    pack = compile_course(course(tmp_path, order="linear"))
    lms = launch.lms(pack, "strict")
    lms.given = {"cmi.core.lesson_mode": "review"}
    learner = launch.on_a_new_device(pack, lms)
    learner.to(step_of(pack, RULES[1]))
    for rule in RULES[1:]:
        expect(learner.heading).to_have_text(f"Step {rule.id}")
        learner.next.click()
        expect(learner.heading).not_to_have_text(f"Step {rule.id}")
    assert lms.cmi == {}
