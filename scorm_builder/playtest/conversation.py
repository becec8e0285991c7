"""What the calls of a visit tell of a course, anyone's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scorm_builder.playtest import checks
from scorm_builder.playtest.words import STATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.playtest.results import Findings
    from scorm_builder.playtest.visit import Call
    from scorm_builder.playtest.words import Status, Words

_RECORD = re.compile(r"(cmi\.\w+)\.(\d+)\.")
_IS_ID = re.compile(r"cmi\.(interactions|objectives)\.\d+\.id")
_ACTING = ("initialize", "get", "set", "commit", "finish")
"""The others ask for errors."""


def listen(calls: Sequence[Call], findings: Findings, words: Words) -> None:
    """Judge the calls of one visit, from its beginning, whether it was closed or not."""
    acting = [call for call in calls if call.role in _ACTING]
    findings.hold(checks.FINDS_API, None if acting else "the course called nothing")
    if not acting:
        return
    findings.skip(checks.IDENTIFIERS, "the course names no questions and objectives")
    _judge_order(acting, findings, words)
    unmade: dict[str, int] = {}
    for call in acting:
        _judge_call(call, findings, words, unmade)
    for status in words.statuses:
        _judge_status(acting, findings, status)
    _judge_optional(acting, findings, words)


def listen_to_end(calls: Sequence[Call], findings: Findings, words: Words) -> None:
    """Judge how a visit ended that was closed."""
    acting = [call for call in calls if call.role in _ACTING]
    begun = [call.result for call in acting if call.role == "initialize"]
    if begun and "true" not in begun and "1" not in begun:
        return  # the platform let nobody in: there is nothing to end
    ends = [at for at, call in enumerate(acting) if call.role == "finish"]
    if not ends:
        findings.hold(checks.FINISHES, f"the course was closed and did not call {words.finish}")
    elif len(ends) > 1 or ends[0] != len(acting) - 1:
        after = [call.name for call in acting[ends[0] + 1 :]]
        findings.hold(checks.FINISHES, f"after {words.finish} came {', '.join(after[:5])}")
    else:
        findings.hold(checks.FINISHES)


def _judge_order(calls: Sequence[Call], findings: Findings, words: Words) -> None:
    begun = [call for call in calls if call.role == "initialize"]
    fault = None
    if calls[0].role != "initialize":
        fault = f"{calls[0]} came before {words.initialize}"
    elif len(begun) > 1:
        fault = f"{words.initialize} was called {len(begun)} times in one visit"
    findings.hold(checks.INITIALIZES_ONCE, fault)


def _judge_call(call: Call, findings: Findings, words: Words, unmade: dict[str, int]) -> None:
    """`unmade`: by list the first record that the platform failed to begin, so that all in it and behind it
    must fail too."""
    element, value = [*call.args, "", ""][:2]
    record = _RECORD.match(element)
    if record and call.code not in (0, words.nothing):
        group, number = record[1], int(record[2])
        if call.code not in words.illegal:
            unmade[group] = min(number, unmade.get(group, number))
        elif number >= unmade.get(group, number + 1):
            return
    meaning = words.illegal.get(call.code)
    fault = f"{call} was refused: {call.code}, {meaning}" if meaning else None
    status = next((one for one in words.statuses if call.sets(one.element)), None)
    if status:
        findings.hold(checks.STATUS_WORDS, None if value in status.words else fault)
        fault = fault if value in status.words else None
    elif call.role == "set" and _IS_ID.fullmatch(element):
        odd = not re.fullmatch(words.identifier, value)
        findings.hold(checks.IDENTIFIERS, fault if odd else None)
        fault = None if odd else fault
    elif call.sets(STATE):
        told = f"{len(value):,} characters of state were refused: {call.code}"
        findings.hold(checks.STATE_SIZE, told if fault else None)
        fault = None
    findings.hold(checks.LEGAL_CALLS, fault, _cure(element, value, words) if fault else "")


def _cure(element: str, value: str, words: Words) -> str:
    found = (
        cure
        for name, form, cure in words.cures
        if re.fullmatch(name, element) and re.fullmatch(form, value)
    )
    return next(found, "")


def _judge_status(calls: Sequence[Call], findings: Findings, status: Status) -> None:
    """A status that is set or read may be followed by a higher one alone, but where it could not be saved."""
    final = status.final
    reached = saved = -1
    for call in calls:
        if call.role == "commit":
            reached = saved = reached if call.result in ("true", "1") else saved
        if call.args[:1] != [status.element] or call.code:
            continue
        value = call.result if call.role == "get" else call.args[-1]
        rank = final.index(value) if value in final else -1
        lower = call.role == "set" and rank < reached
        was = final[reached]
        findings.hold(
            checks.STATUS_KEPT, f"`{value}` was set where the status was `{was}`" if lower else None
        )
        reached = max(reached, rank)


def _judge_optional(calls: Sequence[Call], findings: Findings, words: Words) -> None:
    asked = [
        call for call in calls if call.role == "get" and re.match(words.optional, call.args[0])
    ]
    missing = [
        call.args[0]
        for call in asked
        if call.code in words.lacks or (call.result == "" and call.code != (words.nothing or -1))
    ]
    if not missing:
        findings.skip(checks.OPTIONAL_ELEMENTS, "the platform has all that the course asks for")
        return
    silent = not any(call.role == "set" for call in calls)
    told = f"the platform has no {missing[0]}, and the course told it nothing"
    findings.hold(checks.OPTIONAL_ELEMENTS, told if silent else None)
