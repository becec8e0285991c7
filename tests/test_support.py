"""The support code: what the runtime writes is what is read, and no typing error goes unseen."""

from __future__ import annotations

import contextlib
import json
import random
import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder.build import build
from scorm_builder.cli import main
from scorm_builder.source.load import load_outline
from scorm_builder.support import (
    WHERE,
    Certificate,
    NoCode,
    Score,
    Standing,
    certificate_sum,
    decode,
    release,
)
from scorm_builder.targets import TARGETS
from tests.courses import OUTLINE, ROOT, SAMPLE, write
from tests.support_codec import BROWSERS, CALLS, DIGITS, EPOCH, encode, score, write_code

TARGET = TARGETS["scorm12"]
STANDINGS = st.builds(
    Standing,
    release=st.integers(0, 2**20 - 1),
    where=st.sampled_from(WHERE),
    complete=st.booleans(),
    reported=st.booleans(),
    kept=st.booleans(),
    pending=st.booleans(),
    offered=st.booleans(),
    call=st.sampled_from(CALLS),
    error=st.integers(0, 1023),
    saved=st.none() | st.integers(1, 2**24 - 1).map(lambda n: EPOCH + timedelta(minutes=n)),
    browser=st.sampled_from(BROWSERS),
    major=st.integers(0, 511),
    done=st.lists(st.booleans(), min_size=1, max_size=300).map(tuple),
    score=st.none()
    | st.builds(Score, st.none() | st.integers(0, 100), st.integers(0, 100), st.booleans()),
).map(lambda one: one if one.call else Standing(**{**vars(one), "error": 0}))


@given(STANDINGS)
@settings(max_examples=300, deadline=None)
def test_a_code_survives_the_round_trip(standing: Standing) -> None:
    assert decode(encode(standing)) == standing


@given(STANDINGS, st.data())
@settings(max_examples=200, deadline=None)
def test_a_code_is_read_as_people_write_it(standing: Standing, data: st.DataObject) -> None:
    spoken = {"0": "oO0", "1": "iIlL1", "-": ["-", " ", "", "\u2011", "–"]}
    typed = [data.draw(st.sampled_from(spoken.get(c, c + c.lower()))) for c in encode(standing)]
    assert decode("".join(typed)) == standing


@given(STANDINGS, st.data())
@settings(max_examples=300, deadline=None)
def test_one_wrong_character_or_two_swapped_are_always_found(
    standing: Standing, data: st.DataObject
) -> None:
    code = encode(standing).replace("-", "")
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from(DIGITS.replace(code[at], "")))
    with pytest.raises(NoCode):
        decode(code[:at] + wrong + code[at + 1 :])
    if at and code[at] != code[at - 1]:
        with pytest.raises(NoCode):
            decode(code[: at - 1] + code[at] + code[at - 1] + code[at + 1 :])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is too short"),
        ("1-2", "it is too short"),
        ("1ABC-DEFU", "`U` is in no code"),
        ("12ZZ", "a character is wrong, missing or in another place"),
        (
            "0000-0000",
            "it is of another version of scorm-builder, or begins with a wrong character",
        ),
        ("1010", "a part of it is missing, or it was made by something else"),
    ],
)
def test_what_is_no_code(text: str, reason: str) -> None:
    with pytest.raises(NoCode, match=reason):
        decode(text)


@given(st.text(DIGITS + DIGITS.lower() + "-", max_size=80))
@settings(max_examples=500, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    with contextlib.suppress(NoCode):
        decode(text)


def sample(done: str, **more: object) -> Standing:
    steps = tuple(step == "1" for step in done)
    fields = {
        "release": 0xABCDE, "where": "lms", "complete": False, "reported": False, "kept": True,
        "pending": True, "offered": False, "call": "LMSCommit", "error": 101,
        "saved": datetime(2026, 11, 24, 1, 13, tzinfo=UTC), "browser": "Firefox", "major": 128,
    }  # fmt: skip
    return Standing(done=steps, **{**fields, **more})  # type: ignore[arg-type]


def test_a_code_is_short() -> None:
    """With its hyphens: at most 40 characters for a normal course, whatever was done of it."""
    chance = random.Random(7)
    worst = {
        steps: max(len(encode(sample("".join(chance.choices("01", k=steps))))) for _ in range(200))
        for steps in (4, 20, 60)
    }
    assert worst == {4: 24, 20: 28, 60: 38}
    assert len(encode(sample("1" * 117 + "0" * 83))) == 29
    assert len(encode(sample("1" * 2000))) == 28


def test_a_release_is_told_by_its_outline_and_by_its_version() -> None:
    one = release("fire", "1", [("alarm", True), ("route", False)])
    moved = release("fire", "1", [("route", False), ("alarm", True)])
    newer = release("fire", "2", [("alarm", True), ("route", False)])
    stricter = release("fire", "1", [("alarm", True), ("route", True)])
    assert len({one, moved, newer, stricter}) == 4
    assert one >> 10 == newer >> 10 == stricter >> 10 != moved >> 10
    assert one < 2**20


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0": ("Edge", 142),
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0": ("Firefox", 128),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.1 Safari/605.1.15": ("Safari", 18),
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
    " Mobile Safari/537.36": ("Chrome", 141),
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36": ("Samsung Internet", 28),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1": ("Chrome for iOS", 131),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) FxiOS/133.0 Mobile/15E148 Safari/605.1.15": ("Firefox for iOS", 133),
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
    " Safari/537.36 OPR/115.0.0.0": ("Opera", 115),
    "something new/999": ("", 0),
}


def test_the_runtime_writes_what_is_read_here() -> None:
    """Five hundred standings, written by templates/runtime/support.js in node."""
    chance = random.Random(3)
    cases = [(_random_standing(chance), agent) for agent in AGENTS for _ in range(60)]
    script = """
      const vm = require('vm'), fs = require('fs');
      const page = vm.createContext({});
      vm.runInContext(fs.readFileSync(process.argv[1], 'utf8') + ';globalThis.Support = Support', page);
      const cases = JSON.parse(fs.readFileSync(0, 'utf8'));
      console.log(JSON.stringify(cases.map(([course, now, agent]) =>
        page.Support.code(course, { ...now, done: new Set(now.done) }, agent))));
    """
    answer = subprocess.run(
        ["node", "-e", script, str(ROOT / "templates/runtime/support.js")],
        input=json.dumps([_as_the_runtime_knows_it(*case) for case in cases]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for (standing, agent), code in zip(cases, json.loads(answer.stdout), strict=True):
        browser, major = AGENTS[agent]
        told = Standing(**{**vars(standing), "browser": browser, "major": major})
        assert decode(code) == told
        assert code == encode(told)


def _random_standing(chance: random.Random) -> Standing:
    steps = chance.choice([1, 2, 4, 20, 60, 300, 2000])
    share = chance.choice([0, 0.02, 0.5, 0.98, 1])
    call = chance.choice(CALLS)
    return Standing(
        chance.randrange(2**20),
        chance.choice(WHERE),
        *[chance.random() < 0.5 for _ in range(5)],
        call,
        chance.choice([0, 101, 301, 405, 1023]) if call else 0,
        chance.choice([None, EPOCH + timedelta(minutes=chance.randrange(1, 2**24))]),
        "",
        0,
        tuple(chance.random() < share for _ in range(steps)),
        chance.choice([None, Score(None, 80, False), Score(100, 100, True), Score(7, 0, False)]),
    )


def _as_the_runtime_knows_it(standing: Standing, agent: str) -> list[object]:
    """The course in two topics, the snapshot of Progress, and the browser's name."""
    steps = [{"id": f"step-{n}"} for n in range(len(standing.done))]
    half = len(steps) // 2
    call = standing.call.removeprefix("LMS")
    now = {
        "where": standing.where,
        "complete": standing.complete,
        "reported": standing.reported,
        "kept": standing.kept,
        "pending": standing.pending,
        "offer": 3 if standing.offered else 0,
        "error": f"{call} {standing.error}" if call else "",
        "saved": standing.saved.timestamp() * 1000 + 59_000 if standing.saved else 0,
        "figures": score(standing.score) if standing.score else None,
        "done": ["a-topic"] + [f"step-{n}" for n, done in enumerate(standing.done) if done],
    }
    topics = [{"steps": steps[:half]}, {"steps": steps[half:]}]
    return [{"topics": topics, "release": standing.release}, now, agent]


def link(address: str, text: str) -> str:
    return f'<a href="{address}" target="_blank" rel="noopener">{text}</a>'


# What the command makes of it

Output = pytest.CaptureFixture[str]


def of(course: Path) -> int:
    outline, _ = load_outline(course)
    assert outline
    return outline.release()


def test_the_example_for_administrators_is_what_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(ROOT)
    code = encode(sample("1010", release=of(SAMPLE), score=Score(None, 70, spent=False)))
    guide = (ROOT / "docs/lms-admin.md").read_text("utf-8")
    assert main(["explain", code, "--course", "course"]) == 0
    told = f"$ scorm-builder explain {code} --course course\n{capsys.readouterr().out}"
    assert f"```text\n{told}```" in guide


@pytest.mark.parametrize(
    ("score", "done", "answer"),
    [
        (Score(None, 80, spent=False), "0", "1 required step not done yet. There is no score yet, and 80% is needed."),
        (Score(79, 80, spent=False), "1", "All required steps are done. The score is 79%, and 80% is needed. The learner can try again."),
        (Score(79, 80, spent=True), "1", "All required steps are done. The score is 79%, and 80% is needed. No attempt is left: the platform can begin a new one for the learner."),
        (Score(85, 80, spent=False), "0", "1 required step not done yet."),
        (Score(20, 0, spent=False), "0", "1 required step not done yet."),
    ],
)  # fmt: skip
def test_what_is_wanting_of_a_score_is_told(
    score: Score, done: str, answer: str, tmp_path: Path, capsys: Output
) -> None:
    course = write(tmp_path, {"course.yaml": OUTLINE})
    code = encode(sample(done, release=of(course), score=score, call="", error=0, pending=False))
    assert code[0] == "2"
    assert main(["explain", code, "--course", str(course)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"Why it says incomplete {answer} All that was done on this device" in told
    figure = "none yet" if score.reached is None else f"{score.reached}%"
    assert f"score {figure}" in told


def test_where_the_score_alone_decides_no_step_is_missing(tmp_path: Path, capsys: Output) -> None:
    outline = OUTLINE.replace("topics:", "tracking: {complete: quiz-passed, score: first}\ntopics:")
    course = write(tmp_path, {"course.yaml": outline})
    code = encode(sample("0", release=of(course), score=Score(60, 80, spent=False)))
    assert main(["explain", code, "--course", str(course)]) == 0
    told = capsys.readouterr().out
    assert "Why it says incomplete\n  The score is 60%, and 80% is needed." in told


def test_the_json_answer_has_the_documented_shape(tmp_path: Path, capsys: Output) -> None:
    reference = (ROOT / "docs/format.md").read_text("utf-8")
    explain = reference.split("### `scorm-builder explain`\n")[1].split("\n### ")[0]
    (written,) = re.findall(r"```jsonc\n(.*?)```", explain, re.S)
    course = write(tmp_path, {"course.yaml": OUTLINE})
    code = encode(sample("1", release=of(course)))
    assert main(["explain", code, "--course", str(course), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    documented = json.loads(re.sub(r"//.*", "", written))
    assert told.keys() == documented.keys()
    assert told["steps"] == [
        {"number": 1, "id": "first", "title": "First", "required": True, "done": True}
    ]
    assert told["steps"][0].keys() == documented["steps"][0].keys()
    assert told["error"] == documented["error"]
    assert told["saved"] == documented["saved"]


TWO = OUTLINE + "      - {id: second, title: Second, page: second.md, required: false}\n"


@pytest.mark.parametrize(
    ("changed", "course", "first_step"),
    [
        (TWO, "same", "First"),
        (TWO.replace('version: "1"', 'version: "2"'), "version", "First"),
        (TWO.replace("id: first", "id: other"), "other", ""),
        (OUTLINE, "other", ""),
    ],
)
def test_another_release_says_what_still_holds(
    changed: str, course: str, first_step: str, tmp_path: Path, capsys: Output
) -> None:
    code = encode(sample("01", release=of(write(tmp_path / "old", {"course.yaml": TWO}))))
    new = write(tmp_path / "new", {"course.yaml": changed})
    assert main(["explain", code, "--course", str(new), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["course"], told["steps"][0]["title"]) == (course, first_step)
    assert [step["done"] for step in told["steps"]] == [False, True]


FAULTS = {
    "complete, and the platform knows": {"complete": True, "reported": True, "done": "11"},
    "but the platform does not have it": {"complete": True, "done": "11"},
    "a review or a preview": {"where": "review", "call": ""},
    "opened without a platform": {"where": "device", "call": ""},
    "did not let the course begin": {"where": "lost", "call": "LMSInitialize"},
    "could not give what it has stored": {"where": "lost", "call": "LMSGetValue"},
    "refused a value": {"call": "LMSSetValue", "error": 405},
    "did not store what the course sent": {"call": "LMSCommit", "error": 391},
    "choose to restore them": {"offered": True},
    "The browser keeps nothing": {"kept": False},
    "as complete since an earlier visit": {"reported": True},
    "1 required step not done yet": {},
    "All that was done on this device is in the platform": {"call": "", "pending": False},
    "all was saved since": {"pending": False},
}


@pytest.mark.parametrize("words", FAULTS)
def test_each_cause_is_named(words: str, tmp_path: Path, capsys: Output) -> None:
    more = {"done": "01", **FAULTS[words]}
    course = write(tmp_path, {"course.yaml": TWO})
    code = encode(sample(str(more.pop("done")), release=of(course), **more))
    assert main(["explain", *code.split("-"), "--course", str(course)]) == 0
    told = capsys.readouterr().out
    assert words in told
    others = {"The browser keeps nothing", "choose to restore them", "a review or a preview"}
    assert not any(other in told for other in others - {words})


def test_the_command_refuses_what_is_no_code_and_reports_a_course_with_faults(
    tmp_path: Path, capsys: Output
) -> None:
    assert main(["explain", "1ABC"]) == 2
    assert "this is no code of a course: a character is wrong" in capsys.readouterr().err
    course = write(tmp_path, {"course.yaml": OUTLINE.replace("title: One", "titel: One")})
    assert main(["explain", encode(sample("1")), "--course", str(course)]) == 1
    assert "did you mean `title`?" in capsys.readouterr().out


# Whom to ask


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ask Noor & Sami, room 12.", "Ask Noor &amp; Sami, room 12."),
        ("help@example.org", link("mailto:help@example.org", "help@example.org")),
        (
            "Mail <help@example.org>, or see https://example.org/a?b=1&c=2.",
            (
                f"Mail &lt;{link('mailto:help@example.org', 'help@example.org')}&gt;, or see "
                f"{link('https://example.org/a?b=1&amp;c=2', 'https://example.org/a?b=1&amp;c=2')}."
            ),
        ),
        (
            "https://example.org/@help",
            link("https://example.org/@help", "https://example.org/@help"),
        ),
    ],
)
def test_addresses_in_the_help_are_links(text: str, html: str, tmp_path: Path) -> None:
    outline = OUTLINE + f"help: {json.dumps(text)}\n"
    package = build(write(tmp_path, {"course.yaml": outline, "first.md": "x"}), TARGET).package
    assert package
    document = package.files["index.html"]
    assert isinstance(document, bytes)
    assert f'<p class="contact">{html}</p>' in document.decode()


# Certificates

NAMES = [
    "Noor de Wit",
    "  Jos\u00e9   Nu\u00f1ez ",
    "Jose\u0301 Nun\u0303ez",
    "山田 太郎",
    "نور",
    "a" * 80,
]


def test_the_runtime_makes_the_certificate_that_is_read_here() -> None:
    scripts = [
        ROOT / f"templates/runtime/{n}.js" for n in ("support", "completion", "blocks/certificate")
    ]
    cases = [(name, days) for name in NAMES for days in (1, 692, 2**15 - 1)]
    script = """
      const vm = require('vm'), fs = require('fs');
      const page = vm.createContext({ TextEncoder });
      const read = (file) => fs.readFileSync(file, 'utf8');
      vm.runInContext(process.argv.slice(1).map(read).join(';') + ';globalThis.Certificate = Certificate', page);
      console.log(JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(([name, days]) =>
        page.Certificate.code({ id: 'fire', version: '1.0' }, name, days))));
    """
    answer = subprocess.run(
        ["node", "-e", script, *map(str, scripts)],
        input=json.dumps(cases), capture_output=True, text=True, check=True,
    )  # fmt: skip
    for (name, days), code in zip(cases, json.loads(answer.stdout), strict=True):
        day = date(2025, 1, 1) + timedelta(days=days)
        assert decode(code) == Certificate(day, certificate_sum("fire", "1.0", name, day))
        assert len(code) == 17


def test_a_certificate_fits_its_name_its_course_its_version_and_its_day() -> None:
    day = date(2026, 11, 24)
    right = certificate_sum("fire", "1", "José de Wit", day)
    assert certificate_sum("fire", "1", " Jose\u0301  de Wit", day) == right
    for other in [
        ("fires", "1", "José de Wit"),
        ("fire", "2", "José de Wit"),
        ("fire", "1", "Jose de Wit"),
    ]:
        assert certificate_sum(*other, day) != right
    assert certificate_sum("fire", "1", "José de Wit", date(2026, 11, 25)) != right


def certificate(course: str, version: str, name: str, day: date) -> str:
    days = (day - EPOCH.date()).days
    return write_code("C", f"{days:015b}{certificate_sum(course, version, name, day):040b}")


def test_the_command_confirms_a_certificate(tmp_path: Path, capsys: Output) -> None:
    course = str(write(tmp_path, {"course.yaml": OUTLINE}))
    code = certificate("small", "1", "Noor de Wit", date(2026, 11, 24))
    assert main(["explain", code, "--course", course, "--name", "Noor de Wit"]) == 0
    told = capsys.readouterr().out
    assert "It fits: “Noor de Wit”, “A small course”, version 1, 2026-11-24." in told
    assert "It does not prove that the course was done" in told
    assert main(["explain", code, "--course", course, "--name", "Sami", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "version": 1, "kind": "certificate", "date": "2026-11-24", "fits": False,
    }  # fmt: skip
    old = certificate("small", "0.9", "Noor de Wit", date(2026, 11, 24))
    arguments = ["explain", old, "--course", course, "--name", "Noor de Wit"]
    assert main(arguments) == 1
    assert main([*arguments, "--release", "0.9"]) == 0
    assert main(["explain", code]) == 2
    assert "for a certificate, give --course and --name" in capsys.readouterr().err
