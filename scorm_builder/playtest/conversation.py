"""What the calls of a visit tell of a course, anyone's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scorm_builder.playtest import checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Call

STATUS = "cmi.core.lesson_status"
STATE = "cmi.suspend_data"
FINAL = ("failed", "completed", "passed")
"""Statuses of an end, the lower first."""
_WORDS = ("passed", "completed", "failed", "incomplete", "browsed")
_ILLEGAL = {
    201: "wrong argument", 202: "cannot have children", 203: "is no list", 301: "not initialized",
    402: "a keyword cannot be set", 403: "can only be read", 404: "can only be written",
    405: "wrong type, word or form",
}  # fmt: skip
"""Refusals that are the fault of the call; others are the platform's: 401 is an element that it need not have."""
_RECORD = re.compile(r"cmi\.\w+\.\d+\.")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,255}")
_IS_ID = re.compile(r"cmi\.(interactions|objectives)\.\d+\.id")
_OPTIONAL = re.compile(
    r"cmi\.(core\.lesson_mode|student_preference|student_data|objectives|comments)"
)
_INCORRECT = re.compile(r"cmi\.interactions\.\d+\.result")


def listen(calls: Sequence[Call], findings: Findings) -> None:
    """Judge the calls of one visit, from its beginning, whether it was closed or not."""
    named = [call for call in calls if call.name not in _ASKING]
    findings.hold(checks.FINDS_API, None if named else "the course called nothing")
    if not named:
        return
    findings.skip(checks.IDENTIFIERS, "the course names no questions and objectives")
    _judge_order(named, findings)
    unmade: set[str] = set()
    for call in named:
        _judge_call(call, findings, unmade)
    _judge_status(named, findings)
    _judge_optional(named, findings)


def listen_to_end(calls: Sequence[Call], findings: Findings) -> None:
    """Judge how a visit ended that was closed."""
    named = [call.name for call in calls if call.name not in _ASKING]
    begun = [call.result for call in calls if call.name == "LMSInitialize"]
    if begun and "true" not in begun and "1" not in begun:
        return  # the platform let nobody in: there is nothing to end
    finishes = named.count("LMSFinish")
    if not named or not finishes:
        findings.hold(checks.FINISHES, "the course was closed and did not call LMSFinish")
    elif finishes > 1 or named[-1] != "LMSFinish":
        after = named[named.index("LMSFinish") + 1 :]
        findings.hold(checks.FINISHES, f"after LMSFinish came {', '.join(after[:5])}")
    else:
        findings.hold(checks.FINISHES)


_ASKING = ("LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic")


def _judge_order(calls: Sequence[Call], findings: Findings) -> None:
    begun = [call for call in calls if call.name == "LMSInitialize"]
    fault = None
    if calls[0].name != "LMSInitialize":
        fault = f"{calls[0]} came before LMSInitialize"
    elif len(begun) > 1:
        fault = f"LMSInitialize was called {len(begun)} times in one visit"
    findings.hold(checks.INITIALIZES_ONCE, fault)


def _judge_call(call: Call, findings: Findings, unmade: set[str]) -> None:
    """`unmade`: records of a list that the platform failed to begin, so that all below them must fail too."""
    element, value = [*call.args, "", ""][:2]
    record = _RECORD.match(element)
    if call.code and record:
        if call.code not in _ILLEGAL:
            unmade.add(record[0])
        elif record[0] in unmade:
            return
    fault = (
        f"{call} was refused: {call.code}, {_ILLEGAL[call.code]}" if call.code in _ILLEGAL else None
    )
    if call.name == "LMSSetValue" and element == STATUS:
        findings.hold(checks.STATUS_WORDS, None if value in _WORDS else fault)
        fault = fault if value in _WORDS else None
    elif call.name == "LMSSetValue" and _IS_ID.fullmatch(element):
        odd = not _IDENTIFIER.fullmatch(value)
        findings.hold(checks.IDENTIFIERS, fault if odd else None)
        fault = None if odd else fault
    elif call.name == "LMSSetValue" and element == STATE:
        told = f"{len(value):,} characters of state were refused: {call.code}"
        findings.hold(checks.STATE_SIZE, told if fault else None)
        fault = None
    findings.hold(checks.LEGAL_CALLS, fault, _cure(element, value) if fault else "")


def _cure(element: str, value: str) -> str:
    if _INCORRECT.fullmatch(element) and value == "incorrect":
        return "say `wrong`: `incorrect` is the word of SCORM 2004"
    if element == "cmi.core.exit" and value == "normal":
        return "leave exit empty or set `suspend`: `normal` is a word of SCORM 2004"
    if "time" in element or "latency" in element:
        return "write a time as HHHH:MM:SS.SS, with two digits at least for each part"
    return ""


def _judge_status(calls: Sequence[Call], findings: Findings) -> None:
    """A status that is set or read may be followed by a higher one alone, but where it could not be saved."""
    reached = saved = -1
    for call in calls:
        if call.name == "LMSCommit":
            reached = saved = reached if call.result in ("true", "1") else saved
        if call.args[:1] != [STATUS] or call.code:
            continue
        value = call.result if call.name == "LMSGetValue" else call.args[-1]
        rank = FINAL.index(value) if value in FINAL else -1
        lower = call.name == "LMSSetValue" and rank < reached
        was = FINAL[reached]
        findings.hold(
            checks.STATUS_KEPT, f"`{value}` was set where the status was `{was}`" if lower else None
        )
        reached = max(reached, rank)


def _judge_optional(calls: Sequence[Call], findings: Findings) -> None:
    asked = [call for call in calls if call.name == "LMSGetValue" and _OPTIONAL.match(call.args[0])]
    missing = [call.args[0] for call in asked if call.code == 401 or call.result == ""]
    if not missing:
        findings.skip(checks.OPTIONAL_ELEMENTS, "the platform has all that the course asks for")
        return
    silent = not any(call.name == "LMSSetValue" for call in calls)
    told = f"the platform has no {missing[0]}, and the course told it nothing"
    findings.hold(checks.OPTIONAL_ELEMENTS, told if silent else None)
