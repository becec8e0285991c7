"""What docs/design.md promises of the pages, measured in a browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from .learner import Learner, Pack, say
from .site import Lms, Site

LINES = """() => [...document.querySelectorAll('.here .prose > p')].map((text) => {
    const range = document.createRange();
    range.selectNodeContents(text.firstChild);
    const width = [...range.getClientRects()].reduce((sum, box) => sum + box.width, 0);
    return (text.clientWidth * text.firstChild.length) / width;
})"""


def test_a_line_has_65_to_75_characters(learner: Learner) -> None:
    learner.launch()
    learner.begin()
    lines = learner.course.evaluate(LINES)
    assert len(lines) > 3
    assert 65 <= sum(lines) / len(lines) <= 75


def test_where_you_are_and_how_to_go_on_fit_in_a_small_frame(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    for width, height in ((600, 400), (320, 568)):
        context = new_context(viewport={"width": width, "height": height})
        learner = Learner(context, sample, lms, site.address)
        learner.open(f"{site.address}/package/{lms.number}/index.html")
        learner.course.locator("#device").evaluate("box => box.remove()")
        for part in (learner.heading, learner.course.locator("#tally"), learner.resume):
            box = part.bounding_box()
            assert box
            assert box["y"] + box["height"] <= height


def test_nothing_moves_when_a_step_is_done(learner: Learner) -> None:
    learner.launch()
    for step in learner.pack.steps:
        learner.course.evaluate("id => { location.hash = '#/' + id; }", step.id)
        expect(learner.heading).to_have_text(step.title)
        place = "box => box.getBoundingClientRect().top + scrollY"
        before = learner.next.evaluate(place)
        learner.finish(step)
        learner.sees("run.step-done")
        if step.done in ("viewed", "confirm"):  # elsewhere something was opened
            assert abs(learner.next.evaluate(place) - before) < 2, step.id


def test_without_colours_every_edge_is_a_border(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    context = new_context(forced_colors="active")
    learner = Learner(context, sample, lms, site.address).launch()
    for selector in (".panel", "#resume", "#bar", ".topic .card"):
        style = learner.course.locator(selector).first.evaluate(
            "box => { const s = getComputedStyle(box); return [s.borderTopWidth, s.borderTopColor, s.backgroundColor]; }"
        )
        assert style[0] == "1px"
        assert style[1] != style[2], selector


def test_with_less_motion_asked_for_nothing_moves(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> None:
    for less, moves in (("reduce", False), ("no-preference", True)):
        context = new_context(reduced_motion=less)
        learner = Learner(context, sample, lms, site.address).launch()
        learner.course.evaluate(
            "addEventListener('animationstart', () => { document.body.dataset.moved = 1; })"
        )
        learner.begin()
        expect(learner.heading).to_have_text(learner.pack.steps[0].title)
        learner.course.wait_for_timeout(200)
        assert (learner.course.evaluate("document.body.dataset.moved") == "1") == moves


def test_the_bar_has_a_piece_for_each_step(learner: Learner) -> None:
    learner.launch()
    bar = learner.course.get_by_role("progressbar")
    assert bar.evaluate("box => getComputedStyle(box).getPropertyValue('--n')") == "4"
    expect(learner.course.locator("#percent")).to_have_text(say("run.percent", n=0))
