"""The catalogue: every check of a play-test, once. `docs/checks.md` explains each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """Something that must hold. The name is for ever.

    `summary` says what holds; `cure` what to do when it does not. `ours`: only packages of
    scorm-builder say what is needed for it. `once`: it does not hang on the platform. `web`: only a website
    can hold it.
    """

    name: str
    summary: str
    cure: str
    ours: bool = False
    once: bool = False
    web: bool = False


def _check(name: str, summary: str, cure: str) -> Check:
    return Check(name, summary, cure)


def _ours(name: str, summary: str, cure: str, *, once: bool = False, web: bool = False) -> Check:
    return Check(name, summary, cure, ours=True, once=once, web=web)


_REPORT = "this is a fault of scorm-builder, or of a template or script of the course's own: please report it"

# The conversation with the platform
LAUNCHES = _check(
    "launches",
    "the launch page opens",
    "look whether the file that the manifest names is in the zip, and in which upper and lower case",
)
FINDS_API = _check(
    "finds-api",
    "the course finds the platform and begins",
    "look for the object `API`, in SCORM 2004 `API_1484_11`, in the window, its parents and its opener, for some"
    " seconds, before giving up",
)
INITIALIZES_ONCE = _check(
    "initializes-once",
    "a visit has one Initialize, and nothing comes before it",
    "call LMSInitialize, in SCORM 2004 Initialize, once for each load of the page: a second one is refused, and some platforms drop"
    " what was not committed",
)
FINISHES = _check(
    "finishes",
    "a visit that is closed ends with Finish or Terminate, once, and nothing comes after it",
    "call LMSFinish, in SCORM 2004 Terminate, once, in `pagehide`; `unload` is forbidden by browsers and unknown on phones",
)
LEGAL_CALLS = _check(
    "legal-calls",
    "the platform refuses no call",
    "send only the elements, words and forms of the data model of the standard",
)
STATUS_SET = _check(
    "status-set",
    "a status is set in the first visit",
    "set `incomplete` as soon as a visit begins: of a status that is never set, platforms make `completed`",
)
STATUS_WORDS = _check(
    "status-words",
    "a status is one of the words that the standard has for it",
    "`not attempted` is the platform's own word in SCORM 1.2, which a course may not set: set `incomplete` when a"
    " learner begins. In SCORM 2004 passed and failed are words of success_status alone",
)
STATUS_KEPT = _check(
    "status-kept",
    "a final status is never taken back",
    "read the status when a visit begins, and set a lower one than `completed` or `passed` never again",
)
IDENTIFIERS = _check(
    "identifiers",
    "ids of interactions and objectives have the form that the standard asks for",
    "leave blanks and other characters out of ids: a platform that refuses one loses the whole record",
)
STATE_SIZE = _check(
    "state-size",
    "the learner's state fits in what the platform keeps",
    "keep the state within 4,096 characters in SCORM 1.2, and 64,000 in SCORM 2004, which is all that they promise:"
    " what is longer is refused or cut, and the learner begins again",
)
OPTIONAL_ELEMENTS = _check(
    "optional-elements",
    "the course works where optional elements are missing",
    "take an optional element that is unknown or empty for the ordinary case: a `lesson_mode` that nobody knows"
    " is `normal`, and so is `mode` in SCORM 2004",
)
SURVIVES_KILL = _check(
    "survives-kill",
    "after a crash the course opens and begins again",
    "expect every value of an earlier visit, also a half-written one, and none",
)

# The page
CONSOLE_ERRORS = _check(
    "console-errors",
    "no script fails",
    "open the course with the browser's own tools, and mend what its console shows",
)
FAILED_FILES = _check(
    "failed-files",
    "every file that is asked for comes",
    "look whether the file is in the zip, and in which upper and lower case",
)
OUTSIDE_REQUESTS = _check(
    "outside-requests",
    "nothing is asked of other servers",
    "put the file into the package: behind a firewall, or once that server is gone, the course lacks it; and it is"
    " told who learns what",
)

# What only we can know of a package of ours
STEPS_DONE = _ours(
    "steps-done",
    "every step can be opened, and is done by its rule",
    _REPORT,
)
STEPS_SAVED = _ours(
    "steps-saved",
    "a finished step is saved at once",
    "save and commit at every step, never at the end alone: phones, crashes and closed lids tell a page nothing",
)
ANSWERS_JUDGED = _ours(
    "answers-judged",
    "right answers are right, and wrong ones wrong",
    _REPORT,
)
ANSWERS_SAVED = _ours(
    "answers-saved",
    "a checked answer is saved within a second",
    "save and commit at every answer, never at the end alone",
)
NOTHING_LOST = _ours(
    "nothing-lost",
    "after a crash all is there that was done, on this device and on another",
    "save and commit when something is done, and read it back at the next launch",
)
END_STATUS = _ours(
    "end-status",
    "the status at the end is the one that the course says",
    "compare `tracking` in course.yaml, and look which status the platform makes of a score by itself",
)
END_SCORE = _ours(
    "end-score",
    "the score at the end is what the answers are worth",
    "send score.raw between 0 and 100 with score.min and score.max, before the status",
)
REVIEW = _ours(
    "review",
    "in review and in browse mode nothing is written",
    "set nothing when `lesson_mode` (SCORM 2004: `mode`) is `review` or `browse`: platforms store it all the same",
)
ACCESSIBLE = _ours(
    "accessible",
    "axe finds no fault by WCAG 2.2, levels A and AA, on any page",
    "see the rule at dequeuniversity.com/rules/axe, and mend the page, the theme or the template",
    once=True,
)
REFLOWS = _ours(
    "reflows",
    "at a width of 320 pixels nothing has to be scrolled sideways (WCAG 2.2, 1.4.10)",
    "let what is wide wrap, shrink or scroll in a box of its own",
    once=True,
)
WORKS_OFFLINE = _ours(
    "works-offline",
    "once a website was opened, all its pages come without a network",
    _REPORT,
    web=True,
)
KILLS = _ours(
    "kills",
    "killed at any moment, the course has lost nothing older than the last action",
    "save and commit when something is done, and read it back at the next launch",
)

CATALOGUE: dict[str, Check] = {
    check.name: check for check in list(globals().values()) if isinstance(check, Check)
}
