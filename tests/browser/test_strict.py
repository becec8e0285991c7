"""The sample against an LMS that is strict, and against LMSs that fail, forget or go away."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from .learner import Learner, Pack, say
from .scorm12 import DIGITS
from .site import Lms


@pytest.fixture
def lms(lms: Lms) -> Lms:
    lms.kind = "strict"
    return lms


def test_nothing_is_refused(learner: Learner) -> None:
    learner.launch()
    assert len(learner.calls()) <= 12
    learner.learn(4)
    learner.sees("run.complete")
    learner.stored(4)
    assert learner.refusals() == []
    learner.close_tab()
    learner.launch()
    assert len(learner.calls()) <= 14, "the score too, which an LMS may have lost"
    assert learner.refusals() == []


def test_an_lms_that_answers_with_booleans(learner: Learner) -> None:
    learner.lms.modes = ("booleans",)
    learner.launch()
    learner.learn(4)
    learner.sees("run.complete")
    learner.stored(4)
    learner.close_tab()
    learner.launch()
    learner.sees("run.complete")


@pytest.mark.parametrize("mode", ["mandatory-only", "no-objectives"])
def test_an_lms_without_the_optional_elements(mode: str, learner: Learner) -> None:
    learner.lms.modes = (mode,)
    learner.launch()
    learner.learn(4)
    learner.sees("run.complete")
    expect(learner.button("retry")).to_be_hidden()
    assert learner.lms.status == "passed"
    assert learner.lms.objectives() == {}
    assert {call[3] for call in learner.refusals()} <= {401}
    asked = [call[1][0] for call in learner.refusals()]
    assert len(asked) == len(set(asked)), "asked again for what is not there"


@pytest.mark.parametrize("mode", ["throws", "answers-false", "commit-fails", "disappears"])
def test_a_save_that_fails_is_told_and_tried_again(mode: str, learner: Learner) -> None:
    """Each kind of failure, before the last two steps, so that the status is among what failed."""
    learner.launch()
    learner.learn(2)
    learner.lms_now("add", mode)
    learner.finish(learner.pack.steps[2])
    learner.sees("run.fault")
    expect(learner.course.get_by_role("alert")).to_have_text(say("run.fault"))
    learner.next.click()
    learner.finish(learner.pack.steps[3])
    learner.stored(2)

    learner.button("retry").click()
    learner.sees("run.fault")
    learner.stored(2)

    learner.lms_now("delete", mode)
    learner.button("retry").click()
    expect(learner.button("retry")).to_be_hidden()
    expect(learner.course.get_by_role("status")).to_have_text(say("run.fault.over"))
    learner.stored(4)
    learner.next.click()
    learner.sees("run.complete")


def test_a_retry_sets_values_that_differ(learner: Learner) -> None:
    """Moodle takes what was in a commit that failed for sent, so only a change is sent again."""
    learner.launch()
    learner.learn(3)
    learner.lms_now("add", "commit-fails")
    learner.finish(learner.pack.steps[3])
    learner.sees("run.fault")
    learner.lms_now("delete", "commit-fails")
    learner.button("retry").click()
    expect(learner.button("retry")).to_be_hidden()
    learner.stored(4)
    for element in ("cmi.suspend_data", "cmi.core.lesson_status", "cmi.objectives.3.status"):
        values = [call.values[1] for call in learner.calls() if call.sets(element)]
        assert all(old != new for old, new in pairwise(values)), values


def test_a_failing_save_is_tried_again_by_itself(learner: Learner) -> None:
    learner.launch()
    learner.begin()
    learner.lms_now("add", "commit-fails")
    learner.finish(learner.pack.steps[0])
    learner.sees("run.fault")
    learner.lms_now("delete", "commit-fails")
    learner.button("retry").wait_for(state="hidden")
    learner.stored(1)


@pytest.mark.parametrize("mode", ["disappears", "forgetful"])
def test_what_an_lms_lost_comes_back_from_the_device(mode: str, learner: Learner) -> None:
    learner.launch()
    learner.begin()
    learner.lms_now("add", mode)
    learner.finish(learner.pack.steps[0])
    learner.next.click()
    learner.finish(learner.pack.steps[1])
    learner.kill()
    learner.stored(0)

    learner.launch()
    learner.sees("run.restored", count=2)
    learner.sees_done(*[step.id for step in learner.pack.steps[:2]])
    learner.stored(2)
    assert learner.refusals() == []


@pytest.mark.parametrize("choice", ["offer.accept", "offer.decline"])
def test_a_lost_attempt_is_offered(choice: str, learner: Learner) -> None:
    learner.launch()
    learner.learn(2)
    learner.kill()
    learner.lms.cmi.clear()
    learner.launch()
    learner.sees("offer")
    learner.sees_done()
    learner.button(choice).click()
    expect(learner.button(choice)).to_be_hidden()
    kept = 2 if choice == "offer.accept" else 0
    learner.sees_done(*[step.id for step in learner.pack.steps[:kept]])
    learner.stored(kept)


@pytest.mark.parametrize("choice", ["offer.accept", "offer.decline"])
def test_what_was_learned_while_the_lms_was_lost_is_offered(choice: str, learner: Learner) -> None:
    learner.launch()
    learner.learn(1)
    learner.kill()
    learner.lms.modes = ("throws",)
    learner.launch()
    learner.to(learner.pack.steps[2])
    learner.sees("lost")
    learner.finish(learner.pack.steps[2])
    learner.page.close()

    learner.lms.modes = ()
    learner.launch()
    learner.sees("offer")
    learner.button(choice).click()
    done = [0, 2] if choice == "offer.accept" else [0]
    learner.sees_done(*[learner.pack.steps[at].id for at in done])
    learner.page.close()
    learner.launch()
    expect(learner.button(choice)).to_be_hidden()
    learner.sees_done(*[learner.pack.steps[at].id for at in done])


@pytest.mark.parametrize("mode", ["throws", "read-fails"])
def test_an_lms_that_cannot_be_read_is_left_alone(mode: str, learner: Learner) -> None:
    learner.launch()
    learner.learn(1)
    learner.kill()
    before = dict(learner.lms.cmi)
    learner.lms.modes = (mode,)
    learner.launch()
    learner.sees("lost")
    learner.to(learner.pack.steps[2])
    learner.finish(learner.pack.steps[2])
    assert not [call for call in learner.calls() if call.name in ("LMSSetValue", "LMSCommit")]
    learner.page.close()
    assert learner.lms.cmi == before


def test_an_lms_that_stores_only_at_the_end(learner: Learner) -> None:
    learner.lms.modes = ("volatile",)
    learner.launch()
    learner.learn(2)
    learner.exit()
    learner.lms.until(lambda lms: lms.finishes)
    learner.launch()
    learner.sees_done(*[step.id for step in learner.pack.steps[:2]])
    expect(learner.text("run.restored", count=2)).to_be_hidden()
    learner.learn(2, start=2)
    learner.kill()
    learner.launch()
    learner.sees_done(*[step.id for step in learner.pack.steps])


def test_a_long_state_stays_within_the_limit(learner: Learner) -> None:
    """A state full of what other editions of the course kept."""
    items = [f".A{first}{last}A{'x' * 57}" for first in DIGITS[:8] for last in DIGITS[:8]]
    learner.lms.cmi = {"cmi.suspend_data": f"1AAAA.1.{''.join(items)}".ljust(4096, "x")}
    learner.launch()
    learner.learn(4)
    learner.sees("run.complete")
    assert learner.refusals() == []
    assert len(learner.lms.state) <= 4096
    learner.stored(4)


@pytest.mark.parametrize("foreign", ['{"v":1}', "1AAAA.1.k"])
def test_a_state_of_another_tool_does_no_harm(foreign: str, learner: Learner) -> None:
    learner.lms.cmi = {"cmi.suspend_data": foreign, "cmi.core.lesson_status": "incomplete"}
    learner.launch()
    learner.sees_done()
    learner.learn(1)
    learner.stored(1)


def test_a_page_that_comes_back_from_the_cache_begins_anew(learner: Learner) -> None:
    learner.launch()
    learner.learn(1)
    send = "persisted => type => dispatchEvent(new PageTransitionEvent(type, { persisted }))"
    learner.course.evaluate(f"({send})(true)('pagehide')")
    learner.course.evaluate(f"({send})(true)('pagehide')")
    calls = learner.calls()
    assert [call.name for call in calls].count("LMSFinish") == 1
    with learner.page.expect_event("framenavigated"):
        learner.course.evaluate(f"({send})(true)('pageshow')")
    learner.look(learner.course)
    learner.overview()
    learner.sees("lost")  # this LMS page gives no second session
    assert [call.name for call in learner.calls()].count("LMSFinish") == 1


def test_a_hidden_page_tells_its_time(learner: Learner) -> None:
    learner.launch()
    learner.begin()
    commits = learner.lms.commits
    learner.course.evaluate(
        """() => {
            Object.defineProperty(document, 'hidden', { value: true, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    assert learner.lms.commits == commits + 1
    assert "LMSFinish" not in {call.name for call in learner.calls()}


def test_no_event_that_browsers_no_longer_send(sample: Pack) -> None:
    texts = [file for file in sample.folder.rglob("*") if file.suffix in (".html", ".js")]
    assert {file.name for file in texts} == {"course.js", "index.html"}
    for file in texts:
        assert not re.search(r"\b(on)?(before)?unload\b", file.read_text(encoding="utf-8")), file
