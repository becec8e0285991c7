"""The course with every block under all that docs/accessibility.md says is checked by machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.courses import EVERY_BLOCK

from .answering import ANSWERS
from .learner import Learner, Pack
from .measures import COLOURS, CUT, OVERFLOW, OVERLAP, SMALL, SPACED, examine, in_language, stops
from .site import REPOSITORY, Site

NewContext = Callable[..., BrowserContext]

PLAIN = "::before, ::after { content: none !important; }"
"""Axe cannot tell the contrast of a text with something drawn before or after it."""

OPEN_QUESTIONS = re.compile(
    r"color-contrast"  # on pictures and in formulas; that of all tokens is tested by test_design.py
    r"|video-caption"  # a track is added when a video plays, or a reason is given: test_media.py
    r"|frame-tested"  # what an author puts in a frame
    r"|label-content-name-mismatch: <a [^>]*footnote-back"  # an arrow with a name
)

USE = """(page) => {
    const act = () => {
        for (const box of page.querySelectorAll('details')) box.open = true;
        for (const box of page.querySelectorAll('button:not(.confirm, .ask *, .reflection > *, [disabled]), [role=tab]')) {
            if (box.checkVisibility()) box.click();
        }
        for (const box of page.querySelectorAll('[type=checkbox]:not(:disabled, :checked)')) box.click();
        for (const box of page.querySelectorAll('textarea')) {
            box.value = 'What I think of it';
            box.dispatchEvent(new Event('input', { bubbles: true }));
        }
    };
    act();
    act(); // what opened may hold more
}"""


OPENERS = {
    "menu": ".top #open-menu",
    "term": ".here .term",
    "picture": ".here .gallery li a",
}
"""What opens something over the page; Escape closes it."""


@pytest.fixture(scope="module")
def every(compile_course: Callable[[Path], Pack]) -> Pack:
    return compile_course(EVERY_BLOCK)


@pytest.fixture(scope="module")
def mirrored(
    compile_course: Callable[[Path], Pack], tmp_path_factory: pytest.TempPathFactory
) -> Pack:
    return compile_course(in_language("ar", tmp_path_factory.mktemp("ar"), EVERY_BLOCK))


@pytest.fixture(params=["every", "mirrored"], ids=["ltr", "rtl"])
def pack(request: pytest.FixtureRequest) -> Pack:
    found: Pack = request.getfixturevalue(request.param)
    return found


def opened(new_context: NewContext, pack: Pack, site: Site, **options: object) -> Page:
    """The course without an LMS, in a browser into which styles can be put."""
    page = new_context(bypass_csp=True, reduced_motion="reduce", **options).new_page()
    page.add_init_script("Math.random = () => 0")  # what is in another order each time is in one
    page.goto(f"{site.address}/package/{site.lms(pack.folder).number}/index.html")
    page.wait_for_selector("html.ready")
    return page


def every_page(page: Page) -> Iterator[str]:
    """Turn to each page of the course: as it is, with all on it used, and with each thing that opens
    over it. Says which of these it is."""
    closed = dict(OPENERS)
    ids = page.evaluate("[...document.querySelectorAll('.page:not(#closed)')].map(page => page.id)")
    for id_ in ids:
        page.evaluate("id => { location.hash = '#' + id; }", id_)
        here = page.locator(f"[id='{id_}']")
        expect(here).to_be_visible()
        name = id_.strip("/-") or "theme"
        yield name
        here.evaluate(USE)
        yield f"{name}, used"
        for what, opener in list(closed.items()):
            if page.locator(opener).count():
                page.locator(opener).first.click()
                yield f"{name}, {what}"
                page.keyboard.press("Escape")
                del closed[what]
        page.evaluate("history.replaceState(null, '', '#'); document.activeElement.blur()")


def top(page: Page, below: str = "body") -> str:
    """What lies over the page, or this part of it."""
    over = "dialog[open], :popover-open"
    return over if page.locator(over).count() else below


def test_axe_finds_nothing(new_context: NewContext, pack: Pack, site: Site) -> None:
    page = opened(new_context, pack, site, viewport={"width": 1280, "height": 800})
    page.add_style_tag(content=PLAIN)
    for name in every_page(page):
        wrong, unsure = examine(page.main_frame, top(page))
        assert wrong == [], name
        assert [one for one in unsure if not OPEN_QUESTIONS.match(one)] == [], name
        page.emulate_media(color_scheme="dark")
        assert examine(page.main_frame, top(page), COLOURS)[0] == [], f"{name}, dark"
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("size", [(320, 256), (1000, 700)], ids=["400 %", "desktop"])
def test_every_page_fits_and_can_be_pressed(
    size: tuple[int, int], new_context: NewContext, pack: Pack, site: Site
) -> None:
    page = opened(new_context, pack, site, viewport={"width": size[0], "height": size[1]})
    for name in every_page(page):
        assert page.evaluate(OVERFLOW) == [0, []], name
        assert page.evaluate(SMALL) == [], name
        assert page.evaluate(OVERLAP) == [], name
        spaced = page.add_style_tag(content=SPACED)
        assert page.evaluate(OVERFLOW) == [0, []], f"{name}, spaced"
        assert page.evaluate(CUT) == [], f"{name}, spaced"
        assert page.evaluate(OVERLAP) == [], f"{name}, spaced"
        spaced.evaluate("style => style.remove()")


def test_every_page_fits_a_phone_a_frame_and_a_wide_screen(
    new_context: NewContext, pack: Pack, site: Site
) -> None:
    page = opened(new_context, pack, site)
    for name in every_page(page):
        for width, height in ((320, 568), (600, 400), (1280, 800)):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("new Promise(requestAnimationFrame)")  # what follows the width has moved
            assert page.evaluate(OVERFLOW) == [0, []], f"{name}, {width} pixels"


def test_spaced_text_of_twice_the_size_fits_a_phone(
    new_context: NewContext, pack: Pack, site: Site
) -> None:
    page = opened(new_context, pack, site, viewport={"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.setProperty('--scale', 2)")
    page.add_style_tag(content=SPACED)
    for name in every_page(page):
        assert page.evaluate(OVERFLOW) == [0, []], name


@pytest.mark.parametrize("size", [(320, 256), (1000, 700)], ids=["400 %", "desktop"])
def test_the_focus_can_always_be_seen(
    size: tuple[int, int], new_context: NewContext, every: Pack, site: Site
) -> None:
    page = opened(new_context, every, site, viewport={"width": size[0], "height": size[1]})
    for name in every_page(page):
        for key in ("Tab", "Shift+Tab") if name.endswith("used") else ("Tab",):
            seen = list(stops(page, key))
            assert len(seen) > 1, name
            assert [stop for stop in seen if stop[1]] == [], f"{name}, {key}"


SIGNS = """boxes => boxes.map(box => ['::before', '::after'].map(part => getComputedStyle(box, part).content).join())"""
UNDERLINED = """links => links.filter(link => !/underline/.test(getComputedStyle(link).textDecorationLine))
    .map(link => link.outerHTML)"""
STATES = "boxes => boxes.map(box => [box.textContent.trim(), box.querySelector('use').getAttribute('href')])"


def test_no_state_is_colour_alone(new_context: NewContext, every: Pack, site: Site) -> None:
    page = opened(new_context, every, site, forced_colors="active")
    states = page.locator(".topic .state").evaluate_all(STATES)
    for name in every_page(page):
        assert page.locator(".here .prose p > a:not(:has(svg, img))").evaluate_all(UNDERLINED) == []
        chosen, others = (
            set(page.locator(f".here [role=tab][aria-selected={is_}]").evaluate_all(SIGNS))
            for is_ in ("true", "false")
        )
        assert not chosen & others, name
    states += page.locator(".topic .state").evaluate_all(STATES)
    words, icons = ({state[at] for state in states} for at in (0, 1))
    assert len(words) >= len(icons) == 3  # done, begun and not yet
    assert "" not in words


Golden = Callable[[str, str], None]


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Golden:
    """Compare a text with a file of golden/, which --update-golden writes anew."""

    def compare(name: str, found: str) -> None:
        file = REPOSITORY / "tests/golden" / name
        if pytestconfig.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(found, "utf-8")
        assert found == file.read_text("utf-8")

    return compare


def test_what_a_screen_reader_is_given(
    new_context: NewContext, every: Pack, site: Site, golden: Golden
) -> None:
    page = opened(new_context, every, site, viewport={"width": 1000, "height": 700})
    trees: set[str] = set()
    for name in every_page(page):
        tree = page.locator(top(page, "main")).aria_snapshot() + "\n"
        if tree not in trees:
            golden(f"pages/{name.replace(', ', '-')}.yaml", tree)
        trees.add(tree)


ACTS = {
    "summary, .reveal > button": ["Enter"],
    ".read, .confirm": ["Space"],
    "[role=tab]": ["ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"],
    "[type=checkbox]:not(.question *)": ["Space"],
    "[type=range]": ["ArrowRight", "Home", "End"],
    "textarea": list("Een vraag."),
    "#open-menu, .term": ["Enter", "Escape"],
    ".gallery li a": ["Enter", "ArrowRight", "Escape"],
    ".quiz .start button, .hand-in": ["Enter"],
}
"""What a learner does with what the Tab key comes to, the first time."""

DRAWN = "Math.random = () => 0.25;"
"""What is drawn, such as the order of options, is the same each time."""

ANSWER = """answers => {
    const box = document.activeElement;
    const question = box.closest('.question:not([data-locked])');
    if (!question) return [];
    if (box.matches('.check, .go')) return ['Enter'];
    const said = [...answers[question.dataset.question]];
    const times = (key, n) => Array(Math.max(0, n)).fill(key);
    if (box.type === 'checkbox') return said.includes(box.value) === box.checked ? [] : ['Space'];
    if (box.type === 'text') return box.value ? [] : said;
    if (box.type === 'radio') {
        const moments = [...question.querySelectorAll('.moment')].filter((one) => one.checkVisibility());
        const right = said[Math.max(0, moments.length - 1)];
        const place = [...question.querySelectorAll('[type=radio]')].filter(({ name }) => name === box.name)
            .findIndex(({ value }) => value === right);
        return box.checked && box.value === right ? [] : place ? times('ArrowDown', place) : ['Space'];
    }
    if (box.matches('select')) {
        const target = said[[...question.querySelectorAll('select')].indexOf(box)];
        return times('ArrowDown', [...box.options].findIndex(({ value }) => value === target) - box.selectedIndex);
    }
    if (!box.matches('.up')) return [];
    const items = [...question.querySelectorAll('.option')].map(({ dataset }) => said.indexOf(dataset.option));
    const place = items.indexOf(said.indexOf(box.closest('.option').dataset.option));
    return times('Enter', items.slice(0, place).filter((one) => one > items[place]).length);
}"""
"""The keys that answer a question as it should be, of the control that has the focus."""

FOCUSED = """() => {
    const box = document.activeElement;
    const name = box.ariaLabel || box.innerText.trim().replace(/\\s+/g, ' ');
    if (box === document.body) return 'nothing';
    if (box.matches('summary')) return `summary "${name}"${box.parentElement.open ? ' [expanded]' : ''}`;
    return /^(VIDEO|AUDIO|IFRAME)$/.test(box.tagName) ? `${box.tagName.toLowerCase()} "${box.ariaLabel ?? box.title}"` : '';
}"""
"""What the snapshot of Playwright has no role for."""


class Walk:
    """A learner with a keyboard and nothing else: each key, and what has the focus then."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        self.lines: list[str] = []
        self.used: list[str] = []

    def focus(self) -> str:
        course = self.learner.course
        said: str = course.evaluate(FOCUSED)
        snapshot = course.locator(":focus").aria_snapshot() if not said else ""
        return said or snapshot.partition("\n")[0].removeprefix("- ").removesuffix(":")

    def press(self, key: str) -> None:
        self.learner.page.keyboard.press(key)
        if key == "Enter":  # a link takes a moment
            expect(self.learner.course.locator("body")).not_to_be_focused()
        self.lines.append(f"{key:<12}{self.focus()}".rstrip())

    def turn(self, title: str) -> None:
        """Follow the link that has the focus to the page of this title."""
        self.press("Enter")
        expect(self.learner.heading).to_have_text(title)
        expect(self.learner.heading).to_be_focused()
        self.lines += ["", f"# {title}", ""]
        self.used.clear()

    def on(self, selector: str) -> bool:
        return bool(
            self.learner.course.evaluate("s => document.activeElement.matches(s)", selector)
        )

    def act(self) -> None:
        """Use what has the focus: a question until it is answered, all else once."""
        for key in self.learner.course.evaluate(ANSWER, ANSWERS):
            self.press(key)
        for selector, keys in ACTS.items():
            if self.lines[-1] not in self.used and self.on(selector):
                self.used.append(self.lines[-1])
                for key in keys:
                    self.press(key)

    def to(self, selector: str, key: str = "Tab") -> None:
        """Go on with the key until this has the focus, and use all on the way."""
        for _ in range(300):
            self.press(key)
            if key == "Tab":
                self.act()
            if self.on(selector):
                return
        raise AssertionError(f"the {key} key does not reach {selector}")


def test_the_whole_course_by_keyboard(learner: Learner, golden: Golden) -> None:
    learner.context.add_init_script(DRAWN)
    walk = Walk(learner.launch())
    walk.to("#resume")
    for step in learner.pack.steps:
        walk.turn(step.title)
        walk.to(".here .next")
    walk.turn(learner.say("run.done"))
    walk.to("#help > summary")
    walk.to("#exit", "Shift+Tab")
    walk.press("Enter")
    learner.sees("closed")
    learner.lms.until(lambda lms: lms.finishes == 1)
    assert learner.lms.status == "passed"
    golden("keyboard.txt", "\n".join(walk.lines) + "\n")
