"""What a profile may say: how one learning platform behaves, setting by setting.

Each default is what the Run-Time Environment book of the standard says, or, where it leaves a choice,
what a course must be able to live with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from scorm_builder.source.schema import Form, Keys, held, json_schema

Call = Literal["initialize", "get", "set", "commit", "finish"]

TYPES = (
    "CMIString255", "CMIString4096", "SuspendData", "CMIIdentifier", "CMIDecimal", "CMIScore", "Weighting", "CMITime",
    "CMITimespan", "CMIFeedback", "Volume", "Speed", "Captions", "Credit", "Status",
    "ObjectiveStatus", "Entry", "Exit", "Mode", "LimitAction", "InteractionType", "Result",
)  # fmt: skip
"""The types of lms/runtime/scorm12.js."""
TYPES_2004 = (
    "Text250", "Localized250", "Localized4000", "Location", "LaunchData", "SuspendData", "Identifier",
    "Real", "Scaled", "Measure", "Level", "Time", "Span", "Language", "Captioning", "Completion",
    "Success", "Credit", "Entry", "Exit", "Mode", "LimitAction", "InteractionType", "Result",
    "Response", "Pattern", "Request", "Validity",
)  # fmt: skip
"""The types of lms/runtime/scorm2004.js."""
FAULTS = (
    "general", "commit", "finish", "argument", "malformed", "gap", "no_record", "dependency", "repeated",
    "no_children", "no_count", "unknown", "not_implemented", "unset", "keyword", "no_keyword", "read_only", "write_only",
    "type", "range", "overlong", "order",
)  # fmt: skip
"""The kinds of refusals in both."""


def _types(names: tuple[str, ...]) -> Keys:
    return Keys(f"^({'|'.join(names)})$", "the types are " + ", ".join(f"`{one}`" for one in names))


_FAULT = Keys(f"^({'|'.join(FAULTS)})$", "refusals are " + ", ".join(f"`{one}`" for one in FAULTS))
_CHARACTERS = Form("a number of characters", least=0, most=1_000_000)
_LIMITS = "the most characters of a type, such as `SuspendData: 64000`"
_FORMS = "the regular expression of the values of a type, in place of that of the book"


@dataclass(frozen=True, kw_only=True)
class Player:
    """How a course is shown, and how it goes away."""

    window: Literal["frame", "popup"] = held("where a course is shown", default="frame")
    launches: Literal["item", "resource"] = held(
        "what is shown first: the first item of the organization, or the first resource of the"
        " manifest that has a file",
        default="item",
    )
    state: Literal["item", "package"] = held(
        "what has a state of its own: each item, or the package as a whole", default="item"
    )
    api_after: int = held(
        "after how many milliseconds the API appears", default=0, least=0, most=60_000
    )
    closing: Literal["leave", "remove"] = held(
        "how a course is closed: its page is left, so that it may finish, or it is removed before"
        " any script of it runs",
        default="leave",
    )


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How the functions of the API answer."""

    states: bool = held(
        "true: nothing is taken before Initialize and after Finish, nor a second Initialize",
        default=True,
    )
    ends: bool = held(
        "true: after Finish nothing is taken; false: it is, though no second Initialize",
        default=True,
    )
    arguments: Literal["text", "any"] = held(
        'text: an argument must be a text, and `""` where the book says so; any: a number is taken'
        " as its digits, and a left-out or superfluous argument does no harm",
        default="text",
    )
    results: Literal["text", "numbers", "native"] = held(
        "what answers are: texts; counts and scores as numbers of JavaScript; or true, false and"
        " numbers of JavaScript wherever they can be",
        default="text",
    )
    codes: bool = held("true: LMSGetLastError tells what went wrong", default=True)
    wait: int = held(
        "how many milliseconds each call takes, but for those that ask for an error",
        default=0,
        least=0,
        most=60_000,
    )
    failing: float = held(
        "how many of 100 calls fail with code 101, at random", default=0, least=0, most=100
    )
    failing_calls: list[Call] = held(
        "which of the functions fail",
        default=["initialize", "get", "set", "commit", "finish"],
    )
    seed: int = held("where the random numbers begin, so that a run can be repeated", default=1)


@dataclass(frozen=True, kw_only=True)
class _Elements:
    """What can be said of elements in every standard."""

    missing: list[str] = held(
        "elements that are not there although others of their kind are: `cmi.core.lesson_mode`, or"
        " `cmi.objectives` with all below it",
        default=[],
        each=Form("the name of an element", pattern=r"^(cmi|adl)(\.[a-z_]+)+$"),
    )
    anything: bool = held("true: every name is an element, and takes every value", default=False)
    codes: dict[str, int] = held(
        "the code of a refusal, where it is another one than the book's", default={}, keys=_FAULT
    )
    overlong: Literal["refuse", "cut", "drop"] = held(
        "what becomes of a text with too many characters: it is refused; or taken, and"
        " stored cut; or taken, and not stored",
        default="refuse",
    )
    unset: Literal["first", "empty"] = held(
        'what an element gives that was never set: the value that the book says, or `""`',
        default="first",
    )
    id_first: bool = held(
        "true: a new record of a list begins with its `id` or `pattern`", default=True
    )
    ordered: bool = held(
        "true: the elements of an interaction are taken in their order alone", default=False
    )


@dataclass(frozen=True, kw_only=True)
class Elements(_Elements):
    """Which elements there are, and what they take."""

    optional: bool = held(
        "true: the elements that a platform need not have are there too", default=True
    )
    limits: dict[str, int] = held(_LIMITS, default={}, keys=_types(TYPES), each=_CHARACTERS)
    forms: dict[str, str] = held(_FORMS, default={}, keys=_types(TYPES))
    comments: Literal["replace", "append"] = held(
        "what setting `cmi.comments` again does", default="replace"
    )


@dataclass(frozen=True, kw_only=True)
class Saving:
    """When something is stored, and what is said when it is not."""

    stores: list[Literal["set", "commit", "finish"]] = held(
        "the calls that store what was told; the others answer true and store nothing",
        default=["commit", "finish"],
    )
    resends: bool = held(
        "true: what a failed save had is sent again by the next one; false: it counts as sent until"
        " it is set to something else",
        default=True,
    )
    offline: Literal["true", "false"] = held(
        "what a save answers when nobody can be reached", default="false"
    )
    leaving: Literal["beacon", "request"] = held(
        "how a save is sent while a page is left: as a beacon, which answers true at once, or as a"
        " request that waits, which browsers refuse then",
        default="beacon",
    )
    expires: int = held(
        "after how many calls the session ends and nothing more is stored; 0 is never",
        default=0,
        least=0,
        most=1_000_000,
    )


@dataclass(frozen=True, kw_only=True)
class _Rules:
    """What is ruled alike by all standards."""

    judges_review: bool = held(
        "true: it judges a visit also without credit, where the book forbids it", default=False
    )
    names: Literal["last, first", "first last"] = held(
        "how a learner's name is written", default="last, first"
    )


@dataclass(frozen=True, kw_only=True)
class Rules(_Rules):
    """What the platform makes of a visit, when it begins and when it ends."""

    unset_status: Literal["completed", "not attempted"] = held(
        "the status at Finish of a course that never set one", default="completed"
    )
    mastery: Literal["never", "unset", "final", "any"] = held(
        "which status a score and a mastery score turn into passed or failed at Finish: none; one"
        " that was never set; any but `incomplete`; or any",
        default="final",
    )
    reopens: Literal["normal", "review", "new"] = held(
        "how an attempt goes on that is completed, passed or failed: as before; for review and"
        " without credit; or as a new attempt",
        default="normal",
    )
    unsuspended: Literal["kept", "new"] = held(
        "what becomes of an attempt whose exit was not `suspend`: it is kept, or a new one begins",
        default="kept",
    )
    entry: Literal["exit", "ab-initio"] = held(
        "what `cmi.core.entry` says on a return: what follows from the exit, or always `ab-initio`",
        default="exit",
    )
    time: Literal["finish", "end"] = held(
        "when the time of a visit counts: at Finish alone, or also after a visit without one",
        default="end",
    )


@dataclass(frozen=True, kw_only=True)
class Elements2004(_Elements):
    """Which elements of SCORM 2004 there are, and what they take. All are mandatory there."""

    limits: dict[str, int] = held(_LIMITS, default={}, keys=_types(TYPES_2004), each=_CHARACTERS)
    forms: dict[str, str] = held(_FORMS, default={}, keys=_types(TYPES_2004))


@dataclass(frozen=True, kw_only=True)
class Rules2004(_Rules):
    """What the platform makes of a visit by SCORM 2004, when it begins and when it ends."""

    completion: Literal["measure", "course"] = held(
        "what decides completion where the manifest has a threshold: `cmi.progress_measure`, or what"
        " the course says",
        default="measure",
    )
    success: Literal["measure", "course"] = held(
        "what decides success where the manifest has a score that is enough: `cmi.score.scaled`, or"
        " what the course says",
        default="measure",
    )
    reopens: Literal["normal", "review", "blank", "new"] = held(
        "how an attempt goes on that is completed, passed or failed: as before; for review and"
        " without credit; the same, and the course finds nothing in it; or as a new attempt",
        default="normal",
    )
    unsuspended: Literal["kept", "new", "blank"] = held(
        "what becomes of an attempt that was not suspended: it is kept; a new one begins; or it goes"
        " on, and the course finds nothing in it",
        default="new",
    )
    entry: Literal["exit", "ab-initio"] = held(
        "what `cmi.entry` says on a return: what follows from the exit, or always `ab-initio`",
        default="exit",
    )
    time: Literal["finish", "end"] = held(
        "when the time of a visit counts: at Terminate alone, or also after a visit without one",
        default="end",
    )


@dataclass(frozen=True, kw_only=True)
class Scorm2004:
    """What is otherwise in SCORM 2004. What a profile says of SCORM 1.2 by the same name holds here too,
    but for the limits and forms of types, and for codes."""

    elements: Elements2004 = held(
        "which elements there are, and what they take", default=Elements2004()
    )
    rules: Rules2004 = held("what is made of a visit", default=Rules2004())


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How a learning platform behaves."""

    title: str = held("its name for people", default="", longest=100)
    extends: str = held(
        "the built-in profile that it is like, but for what stands here", default="strict"
    )
    about: str = held("what is special about it", default="", longest=2000)
    sources: list[str] = held("where that is taken from", default=[])
    player: Player = held("how a course is shown, and how it goes away", default=Player())
    answers: Answers = held("how the functions of the API answer", default=Answers())
    elements: Elements = held("which elements there are, and what they take", default=Elements())
    saving: Saving = held("when something is stored", default=Saving())
    rules: Rules = held("what is made of a visit", default=Rules())
    scorm2004: Scorm2004 = held("what is otherwise in SCORM 2004", default=Scorm2004())


def profile_schema() -> dict[str, Any]:
    """The JSON Schema of a profile, for editors."""
    schema = json_schema(Profile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Profile", **schema}
