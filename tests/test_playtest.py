"""What a play-test tells, and how: catalogue, results and reports. Playing itself is tested in tests/browser."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from scorm_builder.cli import main
from scorm_builder.lms import Profile
from scorm_builder.lms.profile import Rules
from scorm_builder.playtest import browsers, checks
from scorm_builder.playtest.answers import Asked, right_answer, worth, wrong_answer
from scorm_builder.playtest.conversation import listen, listen_to_end
from scorm_builder.playtest.course import PlayedCourse
from scorm_builder.playtest.ending import Ending, Took, judged_by_mastery, outcome
from scorm_builder.playtest.results import Findings, Kills, Loss, Results, Trial
from scorm_builder.playtest.visit import Call
from scorm_builder.playtest.words import SCORM_12, SCORM_2004, Words
from scorm_builder.reports.playtests import json as json_report
from scorm_builder.reports.playtests import junit, text
from tests.courses import ROOT, SAMPLE

# Results and reports


def results() -> Results:
    """A step that was not saved under one profile, and nothing wrong under another."""
    trials = []
    for name in ("strict", "minimal"):
        findings = Findings(ours=True, first=name == "strict", where="The alarm")
        findings.hold(checks.LAUNCHES)
        if name == "strict":
            findings.hold(checks.STEPS_SAVED, "it was finished, and \x07nobody had it")
            findings.hold(checks.ACCESSIBLE)
        else:
            findings.hold(checks.STEPS_SAVED)
        asked = [checks.LAUNCHES, checks.STEPS_SAVED, checks.ACCESSIBLE]
        loss = Loss("a box was ticked", "The alarm", "a kill and a launch on this device", 2.04)
        kills = Kills(10, 14, [loss], 1) if name == "strict" else None
        trials.append(Trial(name, name.title(), findings.outcomes(asked), 1.26, kills))
    return Results("fire-1-scorm12", True, "chromium 1", trials, 1)


def test_a_report_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    import click

    assert click.unstyle(text.write([results()])).replace("\x07", "") == (
        """\
fire-1-scorm12
made by scorm-builder; played in chromium 1

check        strict   minimal
launches     ok       ok
steps-saved  FAILED   ok
accessible   ok       -

strict: steps-saved  a finished step is saved at once
  in “The alarm”: it was finished, and nobody had it
  to do: save and commit at every step, never at the end alone: phones, crashes and closed lids tell
    a page nothing

Kills
  10 kills after 14 actions under 1 profile, seed 1
  lost: 1 action older than the last one, and the last one 1 times

Not made
  accessible (minimal): once is enough, whatever the platform

failed: 1 of 5 checks under 2 profiles"""
    )


def test_a_table_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "25")
    assert text.write([results()]).count("\nlaunches ") == 2


def test_a_report_for_programs() -> None:
    told = json.loads(json_report.write([results()]))
    (package,) = told["packages"]
    strict, minimal = package["profiles"]
    assert (told["version"], told["ok"], package["ok"]) == (2, False, False)
    assert (package["name"], strict["ok"], minimal["ok"]) == ("fire-1-scorm12", False, True)
    assert [one["verdict"] for one in strict["checks"]] == ["passed", "failed", "passed"]
    assert strict["checks"][1]["failures"][0]["where"] == "The alarm"
    assert strict["kills"]["lost"][0]["seconds"] == 2.0
    assert minimal["checks"][2] == {
        "name": "accessible", "verdict": "not-made", "failures": [],
        "reason": "once is enough, whatever the platform",
    }  # fmt: skip


def test_a_report_for_continuous_integration() -> None:
    root = etree.fromstring(junit.write([results()]).encode())
    suites = [
        (one.get("name"), one.get("tests"), one.get("failures"), one.get("skipped")) for one in root
    ]
    assert suites == [
        ("fire-1-scorm12.strict", "3", "1", "0"),
        ("fire-1-scorm12.minimal", "3", "0", "1"),
    ]
    (failure,) = root.iter("failure")
    assert failure.text == (
        "The alarm: it was finished, and \ufffdnobody had it\nto do: " + checks.STEPS_SAVED.cure
    )
    (skipped,) = root.iter("skipped")
    parent = skipped.getparent()
    assert parent is not None
    assert parent.get("classname") == "fire-1-scorm12.minimal"


# Calls


ROLES = {
    "Initialize": "initialize", "GetValue": "get", "SetValue": "set", "Commit": "commit",
    "Finish": "finish", "Terminate": "finish", "GetLastError": "code",
}  # fmt: skip


def call(name: str, *args: str, result: str = "true", code: int = 0) -> Call:
    return Call(f"LMS{name}", list(args), result, code, ROLES[name])


def call2004(name: str, *args: str, result: str = "true", code: int = 0) -> Call:
    return Call(name, list(args), result, code, ROLES[name])


BEGIN = call("Initialize", "")
STATUS = "cmi.core.lesson_status"


def failed(*calls: Call, words: Words = SCORM_12) -> dict[str, list[str]]:
    """The checks that fail, and what is said."""
    findings = Findings(ours=False, first=True)
    listen(calls, findings, words)
    listen_to_end(calls, findings, words)
    return {name: [one.what for one in found] for name, found in findings.failures.items()}


@pytest.mark.parametrize(
    ("calls", "check", "said"),
    [
        ([], "finds-api", "the course called nothing"),
        ([call("GetValue", STATUS, code=301), BEGIN], "initializes-once", f'LMSGetValue("{STATUS}") came before LMSInitialize'),
        ([BEGIN, BEGIN], "initializes-once", "LMSInitialize was called 2 times in one visit"),
        ([BEGIN], "finishes", "the course was closed and did not call LMSFinish"),
        ([BEGIN, call("Finish", ""), call("Commit", "")], "finishes", "after LMSFinish came LMSCommit"),
        ([BEGIN, call("SetValue", STATUS, "not attempted", code=405)], "status-words", 'LMSSetValue("cmi.core.lesson_status", "not attempted") was refused: 405, wrong type, word or form'),
        ([BEGIN, call("SetValue", STATUS, "completed"), call("SetValue", STATUS, "incomplete")], "status-kept", "`incomplete` was set where the status was `completed`"),
        ([BEGIN, call("GetValue", STATUS, result="passed"), call("SetValue", STATUS, "completed")], "status-kept", "`completed` was set where the status was `passed`"),
        ([BEGIN, call("SetValue", "cmi.interactions.0.id", "a b", code=405)], "identifiers", 'LMSSetValue("cmi.interactions.0.id", "a b") was refused: 405, wrong type, word or form'),
        ([BEGIN, call("SetValue", "cmi.suspend_data", "x" * 5000, code=405)], "state-size", "5,000 characters of state were refused: 405"),
        ([BEGIN, call("SetValue", "cmi.core.exit", "normal", code=405)], "legal-calls", 'LMSSetValue("cmi.core.exit", "normal") was refused: 405, wrong type, word or form'),
        ([BEGIN, call("GetValue", "cmi.core.lesson_mode", result="", code=401)], "optional-elements", "the platform has no cmi.core.lesson_mode, and the course told it nothing"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)  # fmt: skip
def test_a_faulty_conversation(calls: list[Call], check: str, said: str) -> None:
    assert failed(*calls)[check] == [said]


def test_a_good_conversation_has_no_fault() -> None:
    assert not failed(
        BEGIN,
        call("GetValue", "cmi.core.lesson_mode", result="", code=401),
        call("GetValue", "cmi.objectives._count", result="", code=401),
        call("GetLastError", result="401", code=401),
        call("SetValue", STATUS, "incomplete"),
        call("Commit", "", result="false", code=101),  # the platform's own trouble
        call("SetValue", "cmi.objectives.0.id", "one", result="false", code=101),
        call("SetValue", "cmi.objectives.0.status", "completed", result="false", code=201),
        call("SetValue", STATUS, "failed"),
        call(
            "Commit", "", result="false", code=101
        ),  # some take what it had for sent, unless it differs
        call("SetValue", STATUS, "incomplete"),
        call("Commit", ""),
        call("SetValue", STATUS, "passed"),
        call("Finish", ""),
    )


BEGIN_2004 = call2004("Initialize", "")
DONE = "cmi.completion_status"
WON = "cmi.success_status"


@pytest.mark.parametrize(
    ("calls", "check", "said"),
    [
        ([call2004("SetValue", DONE, "x", code=132), BEGIN_2004], "initializes-once", f'SetValue("{DONE}", "x") came before Initialize'),
        ([BEGIN_2004], "finishes", "the course was closed and did not call Terminate"),
        ([BEGIN_2004, call2004("Terminate", ""), call2004("Commit", "", code=143)], "finishes", "after Terminate came Commit"),
        ([BEGIN_2004, call2004("SetValue", DONE, "passed", code=406)], "status-words", f'SetValue("{DONE}", "passed") was refused: 406, wrong type, word or form'),
        ([BEGIN_2004, call2004("SetValue", DONE, "completed"), call2004("SetValue", DONE, "incomplete")], "status-kept", "`incomplete` was set where the status was `completed`"),
        ([BEGIN_2004, call2004("GetValue", WON, result="passed"), call2004("SetValue", WON, "failed")], "status-kept", "`failed` was set where the status was `passed`"),
        ([BEGIN_2004, call2004("SetValue", "cmi.objectives.0.id", "a b", code=406)], "identifiers", 'SetValue("cmi.objectives.0.id", "a b") was refused: 406, wrong type, word or form'),
        ([BEGIN_2004, call2004("SetValue", "cmi.suspend_data", "x" * 65000, code=406)], "state-size", "65,000 characters of state were refused: 406"),
        ([BEGIN_2004, call2004("SetValue", "cmi.score.scaled", "80", code=407)], "legal-calls", 'SetValue("cmi.score.scaled", "80") was refused: 407, out of range'),
        ([BEGIN_2004, call2004("GetValue", "cmi.mode", result="", code=402)], "optional-elements", "the platform has no cmi.mode, and the course told it nothing"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)  # fmt: skip
def test_a_faulty_conversation_by_scorm_2004(calls: list[Call], check: str, said: str) -> None:
    assert failed(*calls, words=SCORM_2004)[check] == [said]


def test_a_good_conversation_by_scorm_2004_has_no_fault() -> None:
    assert not failed(
        BEGIN_2004,
        call2004("GetValue", "cmi.suspend_data", result="", code=403),
        call2004("GetValue", "cmi.objectives.0.description", result="", code=403),
        call2004("SetValue", DONE, "incomplete"),
        call2004("SetValue", "cmi.interactions.0.id", "urn:x:q1"),
        call2004("SetValue", "cmi.interactions.1.id", "q2", result="false", code=101),
        call2004("SetValue", "cmi.interactions.1.type", "choice", result="false", code=408),
        call2004("SetValue", "cmi.interactions.2.id", "q3", result="false", code=351),
        call2004("Commit", "", result="false", code=391),
        call2004("SetValue", WON, "failed"),
        call2004("SetValue", DONE, "completed"),
        call2004("SetValue", WON, "passed"),
        call2004("Terminate", ""),
        words=SCORM_2004,
    )


# Answers


def asked(type_: str, options: str = "", targets: str = "", lang: str = "en", **data: str) -> Asked:
    told = {"tag": "1", "weight": "1", "attempts": "0", **data}
    return Asked(type_, told, list(options), list(targets), {}, 100, lang)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (asked("single", "abc", answer="b"), "b", ("a", 0)),
        (asked("multiple", "abc", answer="ab", partial=""), "ab", ("c", 0)),
        (asked("multiple", "abc", answer="abc", partial=""), "abc", ("ab", 2 / 3)),
        (asked("true-false", "tf", answer="f"), "f", ("t", 0)),
        (asked("matching", "ab", "xyz", answer="xy"), "xy", ("yx", 0)),
        (asked("matching", "ab", "xyz", answer="xx"), "xx", ("yy", 0)),
        (asked("sequencing", "abc", answer="bac", first="acb"), "bac", ("cba", 0)),
        (asked("sequencing", "abcd", answer="abcd", first="bcda"), "abcd", ("cdab", 0)),
        (asked("fill-in", answers='["the handle"]'), "the handle", ("qqqq", 0)),
        (asked("numeric", least="2", most="3", answer="2.5", lang="nl"), "2,5", ("1003", 0)),
        (asked("numeric", least="2", lang="en"), "2", ("-998", 0)),
        (asked("numeric", most="-1.5", lang="pt-BR"), "-1,5", ("998,5", 0)),
    ],
    ids=lambda value: value.type if isinstance(value, Asked) else "",
)
def test_a_right_answer_and_a_wrong_one(
    question: Asked, right: str, wrong: tuple[str, float]
) -> None:
    assert right_answer(question).value == right
    given = wrong_answer(question)
    assert given
    assert (given.value, given.credit) == wrong


@pytest.mark.parametrize(
    "question",
    [
        asked("single", "a", answer="a"),
        asked("sequencing", "ab", answer="ab", first="ba"),
        asked("matching", "a", "x", answer="x"),
    ],
    ids=lambda value: value.type,
)
def test_what_cannot_be_answered_wrong(question: Asked) -> None:
    assert wrong_answer(question) is None


def test_what_is_worth_a_part() -> None:
    partly = asked("multiple", "abcd", answer="abc", partial="")
    assert worth(partly, "abd") == pytest.approx(1 / 3)
    assert worth(asked("multiple", "abcd", answer="abc"), "ab") == 0
    assert worth(asked("sequencing", "abc", answer="abc", partial=""), "acb") == pytest.approx(
        1 / 3
    )


# The end


COLUMNS = {
    "no quiz": None, "60": Took(6000, 1), "60 50": Took(6000, 2), "60 90": Took(9000, 2),
    "90": Took(9000, 1), "90, steps later": Took(9000, 1), "60 50, steps later": Took(6000, 2),
}  # fmt: skip
TABLES = (ROOT / "tests/truth-table.txt").read_text("utf-8").split("\n\n")[3::2]
CELLS = [
    [[one.strip() for one in line.split("|")] for line in part.splitlines()] for part in TABLES
]
ROWS = [
    (words, head, row)
    for words, (head, _, *rows) in zip((SCORM_12, SCORM_2004), CELLS, strict=True)
    for row in rows
]


@pytest.mark.parametrize(
    ("words", "head", "row"),
    ROWS,
    ids=lambda value: "/".join(value[:5]) if isinstance(value, list) else "",
)
def test_the_end_is_that_of_the_truth_table(words: Words, head: list[str], row: list[str]) -> None:
    """The table that holds the runtime holds this too: both were written apart from one another."""
    complete, score, report, fails, override = row[:5]
    mark = 80 if score == "80" else 0
    rule = {
        "quizzes": [{"step": "test", "weight": 1, "attempts": 2}], "complete": complete,
        "pass": mark, "early": fails == "at-once",
    }  # fmt: skip
    steps = [
        {"id": one, "title": one, "tag": 1, "done": "viewed", "required": True}
        for one in ("page", "test")
    ]
    course = PlayedCourse({
        "report": report, "topics": [{"id": "t", "required": True, "steps": steps}],
        **({} if score == "none" else {"score": rule}),
    })  # fmt: skip
    for column, cell in zip(head[5:], row[5:], strict=True):
        if column not in COLUMNS:
            continue
        took = {"test": came} if (came := COLUMNS[column]) else {}
        done = set() if "later" in column else {"page"}
        done |= {"test"} if took else set()
        came = outcome(course, done, took)
        rules = replace(Rules(), mastery="any" if override == "on" else "never")
        end = words.kept(Ending(words.of(came), came.score), mark, Profile(rules=rules))
        told = end.status if end.score is None else f"{end.status} {end.score:g}"
        assert told == cell, column


def test_a_platform_may_judge_by_the_score() -> None:
    end = Ending("completed", 60.0)
    assert judged_by_mastery(end, 80, "final") == Ending("failed", 60.0)
    assert judged_by_mastery(Ending("incomplete", 60.0), 80, "final").status == "incomplete"
    assert judged_by_mastery(Ending("incomplete", 60.0), 80, "any").status == "failed"
    assert judged_by_mastery(end, 0, "any") == judged_by_mastery(end, 80, "unset") == end


# The command


def test_without_a_browser_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["test", str(SAMPLE), "--browser", str(tmp_path / "none")]) == 2
    assert "none is no program that can be run" in capsys.readouterr().err
    monkeypatch.setattr(browsers, "_places", lambda: iter(()))
    assert main(["test", str(SAMPLE)]) == 2
    assert "install one, or name it with --browser PATH" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it() -> None:
    script = "import sys; sys.modules['playwright'] = None\nfrom scorm_builder.cli import main\n"
    told = subprocess.run(
        [sys.executable, "-c", f"{script}sys.exit(main(['test', 'course']))"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert "`test` needs playwright, which comes with an extra" in told.stderr
    assert "run: python -m pip install 'scorm-builder[test]'" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "moodel"], "did you mean `moodle`?"),
        (["--profile", "strict", "--all"], "give --profile or --all, not both"),
        (["--target", "scorm2004"], "is not one of"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(SAMPLE), "--browser", "true", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_course_with_faults_is_not_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "course.yaml").write_text("format: 1\n")
    assert main(["test", str(tmp_path), "--browser", "true"]) == 1
    assert "[missing-field]" in capsys.readouterr().out
    (tmp_path / "a.zip").write_bytes(b"no zip")
    assert main(["test", str(tmp_path / "a.zip"), "--browser", "true"]) == 1
    assert "[bad-package]" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["preview", "test"])
def test_a_zip_has_a_target_of_its_own(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"")
    assert main([command, str(file), "--target", "scorm2004-4"]) == 2
    assert "a zip is played as what it is" in capsys.readouterr().err


def test_a_browser_that_cannot_be_driven_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(SAMPLE), "--browser", "true"]) == 2
    assert "cannot be driven" in capsys.readouterr().err
