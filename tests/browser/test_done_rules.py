"""Every way to finish a step, in two LMSs: half of it, a crash, the rest, and a crash again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from scorm_builder.build import build
from scorm_builder.state import COMPLETED, tag
from scorm_builder.targets import TARGETS, scorm12
from tests.courses import EVERY_BLOCK, OUTLINE, write

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


@pytest.mark.parametrize("then", ["retry", "crash"])
@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.id in ("accordion", "reflection-platform")],
    ids=lambda rule: rule.id,
)
def test_what_a_commit_lost_is_saved_after_all(
    rule: Rule, then: str, free: Pack, launch: Launch
) -> None:
    lms = launch.lms(free, "strict")
    step = step_of(free, rule)
    learner = launch.on_a_new_device(free, lms)
    learner.to(step)
    learner.lms_now("add", "commit-fails")
    rule.do(learner.here, *rule.tasks)
    learner.sees("run.step-done")
    learner.sees("run.fault")
    assert lms.objectives() == {}
    if then == "retry":
        learner.lms_now("delete", "commit-fails")
        learner.button("retry").click()
        expect(learner.button("retry")).to_be_hidden()
    else:
        learner.kill()
        learner.launch()
        learner.sees("run.restored", count=1)
    assert lms.objectives() == {step.id: "completed", step.topic: "completed"}
    learner = launch.on_a_new_device(free, lms)
    learner.to(step)
    rule.shows(learner.here, len(rule.tasks))


OLD = """\
:::accordion {required}
## The coat {#coat}

Leave it.

## The lift {#lift}

Never.

## The stairs {#stairs}

On foot.
:::

:::tabs {required}
## Front {#front}

The desk.

## Back {#back}

The lawn.

## Roof {#roof}

The ladder.
:::

:::checklist {required}
- Close the windows {#windows}
- Call everybody {#call}
- Take the list {#list}
:::

:::reveal {#heat label="Heat?"}
Of heat.
:::

:::reveal {#smoke label="Smoke?"}
Of smoke.
:::

:::reflection {#plan keep=platform words=3 required}
Where would you go?
:::
"""
NEW = """\
:::reflection {#plan keep=platform words=4 required}
And where would you go at night?
:::

:::reveal {#flames label="Flames?"}
Of flames.
:::

:::reveal {#heat label="How hot?"}
Of more heat.
:::

:::checklist {#before required}
- Take the list of names {#list}
- Lock nothing {#lock}
- Shut every window {#windows}
:::

:::tabs {#ways required}
## Over the roof {#roof}

The ladder.

## Behind the house {#back}

The lawn.
:::

:::flip-cards {#what required}
## Which stairs? {#stairs}

The wide ones.

## A telephone? {#phone}

No.

## Your coat? {#coat}

No.
:::
"""


def what_is_done(learner: Learner) -> dict[str, list[str]]:
    """What the page shows to be seen, ticked, opened and written."""
    found = {
        ".seen:not(section)": "one => (one.querySelector('summary') ?? one).textContent",
        ":checked": "one => one.closest('label').textContent",
        ".reveal > :not([hidden], button)": "one => one.textContent",
        "textarea": "one => one.value",
    }
    return {
        selector: sorted(
            text.strip() for text in
            learner.here.locator(selector).evaluate_all(f"all => all.filter(one => one.checkVisibility()).map({words})")
        )
        for selector, words in found.items()
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["again", "strict"])
def test_what_was_done_stays_with_its_id_in_another_release(
    kind: str, compile_course: Callable[[Path], Pack], launch: Launch, tmp_path: Path
) -> None:
    linear = "progress: {order: linear}\ntopics:"
    outline = OUTLINE.replace("first.md", "first.md, done: blocks").replace("topics:", linear)
    more = outline + "      - {id: second, title: Second, page: second.md}\n"
    old, new = (
        compile_course(
            write(tmp_path / name, {"course.yaml": more, "first.md": page, "second.md": "End.\n"})
        )
        for name, page in (("old", OLD), ("new", NEW))
    )
    lms = launch.lms(old, kind)
    learner = launch.on_a_new_device(old, lms)
    learner.begin()
    here = learner.here
    for name in ("The coat", "The stairs"):
        here.locator("summary", has_text=name).click()
        expect(here.locator(".seen", has_text=name)).to_be_visible()
    tab(here, "Back").click()
    for name in ("Close the windows", "Take the list"):
        here.get_by_role("checkbox", name=name).check()
    question(here, "Heat?").click()
    here.get_by_role("textbox").fill("Down the stairs")
    here.get_by_role("textbox").blur()
    before = what_is_done(learner)
    assert before == {
        ".seen:not(section)": ["Back", "Front", "The coat", "The stairs"],
        ":checked": ["Close the windows", "Take the list"],
        ".reveal > :not([hidden], button)": ["Of heat."],
        "textarea": ["Down the stairs"],
    }
    learner.kill()

    lms.package = new.folder
    learner.pack = new
    learner.launch()
    learner.begin()
    here = learner.here
    assert what_is_done(learner) == {
        ".seen:not(section)": ["Behind the house", "Which stairs?", "Your coat?"],
        ":checked": ["Shut every window", "Take the list of names"],
        ".reveal > :not([hidden], button)": ["Of more heat."],
        "textarea": ["Down the stairs"],
    }
    learner.next.click()
    expect(here.get_by_role("textbox")).to_be_focused()
    here.get_by_role("textbox").fill("Down the wide stairs")
    question(here, "Flames?").click()
    here.get_by_role("checkbox", name="Lock nothing").check()
    tab(here, "Over the roof").click()
    here.locator("summary", has_text="A telephone?").click()
    learner.sees("run.step-done")
    assert lms.objectives() == {"first": "completed"}
    learner.kill()

    lms.package = old.folder
    learner = launch.on_a_new_device(old, lms)
    learner.to(old.steps[0])
    assert what_is_done(learner) == {
        **before,
        ".seen:not(section)": ["Back", "Front", "Roof", "The coat", "The stairs"],
        "textarea": ["Down the wide stairs"],
    }
    learner.next.click()
    expect(learner.heading).to_have_text("Second")


def test_the_longest_state_is_within_what_the_build_says(
    free: Pack, launch: Launch, tmp_path: Path
) -> None:
    built = build(course(tmp_path), TARGETS["scorm12"])
    assert built.course
    assert built.package
    lms = launch.lms(free, "strict")
    learner = launch.on_a_new_device(free, lms)
    for rule in RULES:
        learner.course.evaluate("address => { location.hash = address; }", f"#/{rule.id}")
        expect(learner.heading).to_have_text(f"Step {rule.id}")
        rule.do(learner.here, *rule.tasks)
        learner.sees("run.step-done")
        for field in learner.here.get_by_role("textbox").all():
            field.fill("四" * 1000)
            field.blur()
            expect(field).to_have_value("四" * 600)
    learner.kill()
    learner.launch()

    state = decode(lms.state)
    kept = list(built.course.kept())
    ticked = {one.tag for one in kept if not one.length}
    assert state.done == ticked | {tag(rule.id) for rule in RULES}
    values = {one.tag: one.length for one in kept if one.length}
    assert {tag_: len(value) for tag_, value in state.items.items()} == {**values, COMPLETED: 3}
    assert len(lms.state) <= scorm12.worst_state(built.course) <= scorm12.STATE_LIMIT
    assert learner.refusals() == []
