"""What each standard calls what a play-test listens for, and which status it has for what a learner came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorm_builder.playtest.ending import Ending, Outcome, judged_by_mastery

if TYPE_CHECKING:
    from scorm_builder.lms import Profile

STATE = "cmi.suspend_data"
"""Where all standards keep a learner's state."""


@dataclass(frozen=True)
class Status:
    """An element for a status: the words that a course may set, and those of an end, the lower first."""

    element: str
    words: tuple[str, ...]
    final: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words of a standard. Codes are those of refusals.

    `initialize` and `finish` are what the functions at both ends of a visit are called. `statuses` has
    first the one that every course must set. `identifier` is the form of ids, `optional` that of
    elements that a course must do without, which a platform `lacks` by its code; `nothing` is the code of
    what was never set. `illegal` are refusals that are the fault of the call, with what they mean;
    `cures` what to do, by the forms of the call's element and value.
    """

    initialize: str
    finish: str
    statuses: tuple[Status, ...]
    mode: str
    exit: str
    score: str
    identifier: str
    optional: str
    lacks: tuple[int, ...]
    nothing: int
    illegal: Mapping[int, str]
    cures: tuple[tuple[str, str, str], ...]
    said: Callable[[Mapping[str, Any]], str]
    """The status of an attempt in a record, in words."""
    of: Callable[[Outcome], str]
    """The same of what a learner came to."""
    kept: Callable[[Ending, int, Profile], Ending]
    """What a platform makes of an ending when a visit is finished, by the mark of the course."""


def _of_12(came: Outcome) -> str:
    if came.reached:
        return "passed" if came.report == "passed-failed" else came.report
    return "failed" if came.missed and came.report == "passed-failed" else "incomplete"


def _of_2004(came: Outcome) -> str:
    """Completion; and success, where there is a mark or the course says so."""
    success = came.reached and (came.mark > 0 or came.report.startswith("passed"))
    failure = came.missed and came.mark > 0
    completion = "completed" if came.reached else "incomplete"
    return f"{completion}{' passed' if success else ' failed' if failure else ''}"


def _said_2004(attempt: Mapping[str, Any]) -> str:
    words = (attempt["status"], attempt.get("success", ""))
    return " ".join(word for word in words if word not in ("", "unknown"))


SCORM_12 = Words(
    initialize="LMSInitialize",
    finish="LMSFinish",
    statuses=(
        Status(
            "cmi.core.lesson_status",
            ("passed", "completed", "failed", "incomplete", "browsed"),
            ("failed", "completed", "passed"),
        ),
    ),
    mode="cmi.core.lesson_mode",
    exit="cmi.core.exit",
    score="cmi.core.score.raw",
    identifier=r"[A-Za-z0-9_-]{1,255}",
    optional=r"cmi\.(core\.lesson_mode|student_preference|student_data|objectives|comments)",
    lacks=(401,),
    nothing=0,
    illegal={
        201: "wrong argument", 202: "cannot have children", 203: "is no list", 301: "not initialized",
        402: "a keyword cannot be set", 403: "can only be read", 404: "can only be written",
        405: "wrong type, word or form",
    },
    cures=(
        (
            r"cmi\.interactions\.\d+\.result",
            "incorrect",
            "say `wrong`: `incorrect` is the word of SCORM 2004",
        ),
        (
            r"cmi\.core\.exit",
            "normal",
            "leave exit empty or set `suspend`: `normal` is a word of SCORM 2004",
        ),
        (
            r".*(time|latency).*",
            r"[\s\S]*",
            "write a time as HHHH:MM:SS.SS, with two digits at least for each part",
        ),
    ),
    said=lambda attempt: str(attempt["status"]),
    of=_of_12,
    kept=lambda ending, mark, profile: judged_by_mastery(ending, mark, profile.rules.mastery),
)  # fmt: skip

SCORM_2004 = Words(
    initialize="Initialize",
    finish="Terminate",
    statuses=(
        Status(
            "cmi.completion_status",
            ("completed", "incomplete", "not attempted", "unknown"),
            ("completed",),
        ),
        Status("cmi.success_status", ("passed", "failed", "unknown"), ("failed", "passed")),
    ),
    mode="cmi.mode",
    exit="cmi.exit",
    score="cmi.score.raw",
    identifier=r"(urn:[A-Za-z0-9-]{2,32}:|(?!urn:))[\w.~:/?#@!$&'()*+;=%-]{1,4000}",
    optional=r"cmi\.(mode|learner_preference|objectives|interactions|comments_from_learner)",
    lacks=(401, 402),
    nothing=403,
    illegal={
        103: "initialized already", 104: "the visit has ended", 112: "not initialized",
        113: "the visit has ended", 122: "not initialized", 123: "the visit has ended",
        132: "not initialized", 133: "the visit has ended", 142: "not initialized",
        143: "the visit has ended", 201: "wrong argument", 301: "there is no such record or list",
        351: "a gap between records, or an id that is taken", 404: "can only be read",
        405: "can only be written", 406: "wrong type, word or form", 407: "out of range",
        408: "something must be set before it",
    },
    cures=(
        (
            r"cmi\.interactions\.\d+\.result",
            "wrong",
            "say `incorrect`: `wrong` is the word of SCORM 1.2",
        ),
        (
            r"cmi\.interactions\..*timestamp",
            r"[\s\S]*",
            "write a moment as 2026-01-02T03:04:05.67Z, with two decimals before the zone",
        ),
        (
            r".*(session_time|latency)",
            r"[\s\S]*",
            "write a time as PT1H2M3.45S, with two decimals at most",
        ),
        (
            r".*(learner_response|pattern)",
            r"[\s\S]*",
            "set the type of the interaction first, and part answers by `[,]`, pairs by `[.]` and ranges by `[:]`",
        ),
        (r".*scaled.*", r"[\s\S]*", "a scaled score lies between -1 and 1: 80 of 100 is 0.8"),
    ),
    said=_said_2004,
    of=_of_2004,
    kept=lambda ending, _mark, _profile: ending,
)  # fmt: skip

WORDS = {"scorm12": SCORM_12, "scorm2004": SCORM_2004}
"""By the family of a standard, whatever its edition."""
