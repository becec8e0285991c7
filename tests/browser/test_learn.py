"""Learn the sample step by step, in an LMS page with the API of scorm-again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from scorm_builder.state import tag

from .learner import Learner, Pack, say
from .scorm12 import decode
from .site import Lms, Site

Visit = Callable[[], Learner]


def hundredths(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 6000 + round(float(seconds) * 100)


@pytest.fixture
def elsewhere(
    new_context: Callable[..., BrowserContext], sample: Pack, lms: Lms, site: Site
) -> Visit:
    """The same learner at another device, which remembers nothing."""
    return lambda: Learner(new_context(), sample, lms, site.address).launch()


def test_each_step_is_in_the_lms_at_once(learner: Learner) -> None:
    learner.launch()
    lms, steps = learner.lms, learner.pack.steps
    learner.stored(0)
    assert lms.cmi["cmi.core.exit"] == "suspend"
    learner.begin()
    time = counter = 0
    for done, step in enumerate(steps, start=1):
        learner.finish(step)
        learner.stored(done)
        assert lms.cmi["cmi.core.lesson_location"] == f"/{step.id}"
        assert hundredths(lms.cmi["cmi.core.session_time"]) > time
        assert decode(lms.state).counter > counter
        time = hundredths(lms.cmi["cmi.core.session_time"])
        counter = decode(lms.state).counter
        learner.next.click()
    learner.sees("run.complete")
    learner.overview()
    learner.sees("run.progress", done=4, total=4, count=4)
    learner.sees_done(*[step.id for step in steps])


def test_the_film_counts_when_it_is_watched(learner: Learner) -> None:
    learner.launch()
    film = learner.pack.steps[1]
    learner.to(film)
    video = learner.here.locator("video")
    video.evaluate("video => { video.muted = true; video.playbackRate = 16; }")
    video.focus()
    learner.page.keyboard.press("Space")
    learner.text("run.step-done").wait_for(timeout=10000)
    learner.sees("run.video.done")
    state = decode(learner.lms.state)
    assert state.done == {tag(film.id)}
    played = int.from_bytes(state.value(tag(film.id, "gesprek-film"))) >> 4
    assert 16 <= played.bit_count() <= 20
    assert learner.lms.status == "incomplete"


@pytest.mark.parametrize("done", range(4))
def test_a_killed_browser_loses_nothing(done: int, elsewhere: Visit) -> None:
    first = elsewhere()
    steps = first.pack.steps
    if done:
        first.learn(done - 1)
        first.finish(steps[done - 1])
    first.kill()
    assert not first.lms.finishes
    first.stored(done)

    second = elsewhere()
    second.sees_done(*[step.id for step in steps[:done]])
    second.sees("run.progress", done=done, total=4, count=4)
    words = say("run.resume", title=steps[done].title) if done else say("run.start")
    expect(second.resume).to_have_text(words)
    second.resume.click()
    expect(second.heading).to_have_text(steps[done].title)
    second.stored(done)


def test_a_killed_browser_keeps_a_finished_course(elsewhere: Visit) -> None:
    first = elsewhere()
    first.learn(3)
    first.finish(first.pack.steps[3])
    first.kill()
    first.stored(4)

    second = elsewhere()
    second.sees("run.complete")
    expect(second.resume).to_have_text(say("run.again"))
    assert not [call for call in second.calls() if call.sets("cmi.core.lesson_status")]
    second.begin()
    second.sees("run.step-done")
    second.page.reload()
    second.look(second.page.frame("course"))
    second.sees("run.complete")
    second.close_tab()
    first.stored(4)


def test_the_exit_button_ends_the_session_once(learner: Learner) -> None:
    learner.launch()
    learner.learn(1)
    learner.exit()
    learner.lms.until(lambda lms: lms.finishes)
    assert not learner.button("exit").is_visible()
    learner.page.evaluate("document.getElementById('course').remove()")
    calls = learner.calls()
    assert calls[-1].name == "LMSFinish"
    assert [call.name for call in calls].count("LMSFinish") == 1
    learner.page.close()
    assert learner.lms.finishes == 1
    learner.stored(1)


def test_closing_the_tab_ends_the_session_once(learner: Learner) -> None:
    learner.launch()
    learner.learn(1)
    learner.close_tab()
    assert learner.lms.finishes == 1
    assert learner.lms.calls[-1].name == "LMSFinish"
    assert learner.lms.cmi["cmi.core.lesson_location"] == f"/{learner.pack.steps[1].id}"
    learner.launch()
    expect(learner.resume).to_have_text(say("run.resume", title=learner.pack.steps[1].title))


def test_an_lms_that_takes_its_frame_away_ends_the_session_once(learner: Learner) -> None:
    learner.launch()
    learner.page.evaluate("document.getElementById('course').remove()")
    learner.lms.until(lambda lms: lms.finishes)
    assert [call.name for call in learner.calls()].count("LMSFinish") == 1


def test_a_window_of_its_own(learner: Learner) -> None:
    learner.lms.player = "popup"
    learner.launch()
    learner.begin()
    learner.finish(learner.pack.steps[0])
    learner.stored(1)
    with learner.course.page.expect_event("close"):
        # the window is gone before a click has come back
        learner.button("exit").evaluate("button => void setTimeout(() => button.click())")
    learner.lms.until(lambda lms: lms.finishes == 1)


def test_an_lms_that_is_later_than_its_frame(learner: Learner) -> None:
    learner.lms.player = "late"
    learner.launch()
    learner.begin()
    learner.finish(learner.pack.steps[0])
    learner.stored(1)


@pytest.mark.parametrize(
    "given",
    [
        {"cmi.core.lesson_mode": "review"},
        {"cmi.core.lesson_mode": "browse"},
        {"cmi.core.credit": "no-credit"},
    ],
    ids=lambda given: "-".join(given.values()),
)
def test_a_visit_that_does_not_count_writes_nothing(
    given: dict[str, str], learner: Learner
) -> None:
    learner.launch()
    learner.learn(1)
    learner.close_tab()
    before = dict(learner.lms.cmi)
    memory = "JSON.stringify({ ...localStorage })"

    learner.lms.given = given
    learner.launch()
    device = learner.course.evaluate(memory)
    learner.sees("review")
    learner.sees_done(learner.pack.steps[0].id)
    learner.resume.click()
    learner.finish(learner.pack.steps[1])
    assert learner.course.evaluate(memory) == device
    names = {call.name for call in learner.calls()}
    assert names <= {"LMSInitialize", "LMSGetValue", "LMSGetLastError"}
    learner.exit()
    learner.lms.until(lambda lms: lms.finishes == 2)
    assert learner.calls()[-1].name == "LMSFinish"
    assert learner.lms.cmi == before


def test_a_preview_of_a_course_not_begun_does_not_complete_it(learner: Learner) -> None:
    """A Finish without a status is `completed` in Moodle, also for a learner who only previews."""
    learner.lms.given = {"cmi.core.lesson_mode": "browse"}
    learner.launch()
    learner.sees("review")
    learner.exit()
    assert {call.name for call in learner.calls()} <= {
        "LMSInitialize", "LMSGetValue", "LMSGetLastError",
    }  # fmt: skip


def test_a_final_status_of_the_lms_is_never_lowered(learner: Learner) -> None:
    learner.lms.cmi = {"cmi.core.lesson_status": "passed", "cmi.suspend_data": '{"foreign": 1}'}
    learner.launch()
    learner.learn(4)
    assert learner.lms.status == "passed"
    assert {tag(step.id) for step in learner.pack.steps} < decode(learner.lms.state).done
    learner.close_tab()
    assert learner.lms.status == "passed"


def test_a_status_that_an_lms_lost_is_told_again(learner: Learner) -> None:
    learner.launch()
    learner.learn(4)
    learner.close_tab()
    learner.lms.cmi["cmi.core.lesson_status"] = "incomplete"
    learner.launch()
    learner.sees("run.complete")
    assert learner.lms.status == "passed"
