"""What a learner's code means, in the words of a helpdesk."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from scorm_builder.source.model import Complete
from scorm_builder.summary import DONE_BY, many
from scorm_builder.support import Certificate, Standing, certificate_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scorm_builder.source.model import Outline

VERSION = 1
"""The version of the JSON shape."""

_ERRORS = {
    0: "without an error code",
    101: "general exception",
    102: "it could not be initialised",
    103: "already initialised",
    104: "the session has ended",
    111: "it could not be ended",
    112: "not initialised",
    113: "the session has ended",
    122: "not initialised",
    123: "the session has ended",
    132: "not initialised",
    133: "the session has ended",
    142: "not initialised",
    143: "the session has ended",
    201: "invalid argument",
    202: "the element cannot have children",
    203: "the element is no array",
    301: "not initialised; in SCORM 2004, it cannot be read",
    351: "it cannot be set",
    391: "it could not be stored",
    401: "not implemented; in SCORM 2004, no such element",
    402: "the element is a keyword; in SCORM 2004, not implemented",
    403: "the element is read only; in SCORM 2004, it has no value",
    404: "the element is write only; in SCORM 2004, read only",
    405: "incorrect data type; in SCORM 2004, the element is write only",
    406: "incorrect data type",
    407: "the value is out of range",
    408: "another element must be set before",
}
"""Run-Time Environment 1.2, 3.3.2.2, and of SCORM 2004, 3.1.7."""

_AGAIN = "log in again, and open the course from the platform, on the same device and in the same browser"
_CALLS = {
    "LMSInitialize": (
        (
            "The platform did not let the course begin: its session had ended, or the course was open"
            " in another window."
        ),
        f"Close every window of the course, {_AGAIN}.",
    ),
    "LMSGetValue": (
        (
            "The platform could not give what it has stored. So that nothing of it is overwritten, the"
            " course saved on the device only."
        ),
        (
            f"Close every window of the course, {_AGAIN}. When it comes back, look at the log of the"
            " platform."
        ),
    ),
    "LMSSetValue": (
        (
            "The platform refused a value. Either its session had ended, or it does not take what"
            " SCORM allows."
        ),
        (
            f"Close every window of the course, {_AGAIN}. When it comes back, give the call and the"
            " number to the supplier of the platform."
        ),
    ),
    "LMSCommit": (
        (
            "The platform did not store what the course sent: mostly the session has ended, else the"
            " network or the server failed."
        ),
        (
            f"Leave the window open: the course tries again by itself. When it does not succeed, {_AGAIN}:"
            " it then sends what is missing."
        ),
    ),
}


@dataclass(frozen=True)
class Line:
    """A step as a helpdesk needs it. What is only known from the course is empty without it."""

    number: int
    done: bool
    id: str = ""
    title: str = ""
    required: bool | None = None
    by: str = ""


@dataclass(frozen=True)
class Explanation:
    """The answer in paragraphs for people, and as data for programs. `fits` is false for a
    certificate that is not of this name, course and version."""

    paragraphs: Sequence[tuple[str, Sequence[str]]]
    data: dict[str, Any]
    fits: bool = True


def explain(standing: Standing, outline: Outline | None) -> Explanation:
    """What the standing of a learner means, by the titles of the course when it is of that course, or
    of a topic of it that was opened by itself."""
    match, its = _match(standing, outline)
    known = its if match in ("same", "version") else None
    lines = _lines(standing, known)
    by_score = (
        known is not None
        and known.tracking.complete is Complete.QUIZ_PASSED
        and standing.score is not None  # which not every topic by itself has
    )
    answer = [*_answer(standing, lines, by_score=by_score), *_trouble(standing)]
    title = "How it is" if standing.reported else "Why it says incomplete"
    paragraphs = [
        *_about(match, its, outline),
        (title, answer),
        ("How things stood", _facts(standing)),
        *_steps(lines),
    ]
    return Explanation(paragraphs, _data(standing, match, answer, lines))


def confirm(certificate: Certificate, outline: Outline, name: str, version: str) -> Explanation:
    """Whether a certificate is of this course, this version of it, this name and its own date."""
    proved = [
        one
        for one in _opened(outline)
        if certificate.sum == certificate_sum(one.id, version, name, certificate.day)
    ]
    fits = bool(proved)
    title = (proved or [outline])[0].title
    said = f"“{name}”, “{title}”, version {version}, {certificate.day.isoformat()}"
    if fits:
        first = f"It fits: {said}."
    else:
        first = (
            f"It does not fit: {said}. Write the name and the version as the certificate has them."
        )
    data = {"version": VERSION, "kind": "certificate", "date": certificate.day.isoformat()}
    return Explanation([("The certificate", [first, *_PROOF])], {**data, "fits": fits}, fits)


_PROOF = (
    "It proves that the name, the course, the version and the date belong to this code.",
    (
        "It does not prove that the course was done: a package is open to who reads it, and so is the"
        " way such a code is made. The proof is what the platform has on record."
    ),
)


def _opened(outline: Outline) -> list[Outline]:
    """All that a learner may have opened: the course, and each topic by itself."""
    return [outline, *(outline.alone(topic) for topic in outline.topics)]


def _match(standing: Standing, outline: Outline | None) -> tuple[str, Outline | None]:
    """Whether the course, or which topic of it, is the learner's: same, another version, another course,
    or unknown."""
    if outline is None:
        return "unknown", None
    fitting = [
        one
        for one in _opened(outline)
        if standing.release >> 10 == one.release() >> 10 and len(standing.done) == len(one.steps())
    ]
    same = [one for one in fitting if standing.release == one.release()]
    if same:
        return "same", same[0]
    return ("version", fitting[0]) if fitting else ("other", outline)


def _about(match: str, its: Outline | None, outline: Outline | None) -> list[tuple[str, list[str]]]:
    if its is None or outline is None:
        return []
    title = its.title if its is outline else f"{outline.title}: {its.title}"
    words = {
        "same": "The learner has exactly this release.",
        "version": "The learner has another version, with the same steps in the same order. All of"
        " this holds, but titles and what is required are those of this version.",
        "other": "The learner has another course, or a release with other steps. So the steps have"
        " no titles here, and which of them are required is not known; all else holds.",
    }
    return [(f"{title}, version {outline.version}", [words[match]])]


def _lines(standing: Standing, outline: Outline | None) -> list[Line]:
    if outline is None:
        return [Line(number, done) for number, done in enumerate(standing.done, 1)]
    return [
        Line(number, done, step.id, step.title, topic.counts(step), DONE_BY[step.rule])
        for number, (done, (topic, step)) in enumerate(
            zip(standing.done, outline.steps(), strict=True), 1
        )
    ]


def _answer(standing: Standing, lines: list[Line], *, by_score: bool) -> list[str]:
    """Why the platform says what it says; `by_score`: no step has to be done."""
    if standing.complete and standing.reported:
        return [
            "The course is complete, and the platform knows.",
            (
                "If the platform shows something else, look at its own rule for completion: by status,"
                " `completed` or `passed`."
            ),
        ]
    if standing.complete:
        return ["Everything required is done, but the platform does not have it.", _why(standing)]
    missing = [*([] if by_score else _missing(standing, lines)), *_score(standing)]
    if standing.reported:
        kept = "The platform has it as complete since an earlier visit, and keeps that."
        return [*missing, kept]
    return [*missing, _why(standing)]


def _missing(standing: Standing, lines: list[Line]) -> list[str]:
    missing = [line for line in lines if line.required and not line.done]
    done = sum(line.done for line in lines)
    if missing:
        return [f"{many(len(missing), 'required step')} not done yet."]
    if lines[0].id and standing.score:
        return ["All required steps are done."]
    return [f"Not everything required is done: {done:,} of {many(len(lines), 'step')} done."]


def _score(standing: Standing) -> list[str]:
    """What is wanting of the score."""
    score = standing.score
    if not score or not score.mark:
        return []
    if score.reached is None:
        return [f"There is no score yet, and {score.mark}% is needed."]
    if score.reached >= score.mark:
        return []
    low = f"The score is {score.reached}%, and {score.mark}% is needed"
    if score.spent:
        return [f"{low}. No attempt is left: the platform can begin a new one for the learner."]
    return [f"{low}. The learner can try again."]


def _why(standing: Standing) -> str:
    """Where the progress is, and how it gets to the platform."""
    match standing.where:
        case "review":
            return (
                "This visit saves nothing: the platform opened it as a review or a preview. To go on,"
                " begin a new attempt, or open the course as a learner."
            )
        case "device":
            return (
                "The course was opened without a platform, and its progress is on the device only."
                " Open it from the platform, in the same browser, and choose to restore."
            )
        case "lost":
            return "The platform could not be reached, and the progress is on the device only."
        case _ if standing.pending:
            return "The latest progress is on the device, and not in the platform yet."
    return (
        "All that was done on this device is in the platform. If the learner did more than this,"
        " open the course once on the device and in the browser of that visit."
    )


def _trouble(standing: Standing) -> list[str]:
    found = []
    if standing.offered:
        found.append(
            "The device has finished steps that the platform does not have: on the first page of"
            " the course, choose to restore them."
        )
    if standing.call and (standing.pending or standing.where != "lms"):
        found += _CALLS[standing.call]
    if not standing.kept:
        found.append(
            "The browser keeps nothing on the device: what the platform does not have is lost with"
            " the window. Allow storage for the site, or use no private window."
        )
    return found


def _facts(standing: Standing) -> list[str]:
    places = {
        "lms": "the platform, connected",
        "device": "the device only; there was no platform",
        "lost": "the device only; the platform did not answer",
        "review": "nowhere; the platform opened the course to look at only",
    }
    saved = standing.saved
    over = "" if standing.pending or standing.where != "lms" else "; all was saved since"
    return [
        f"saved in        {places[standing.where]}",
        f"last save       {f'{saved:%Y-%m-%d %H:%M} UTC, by the clock of the device' if saved else 'none in this visit'}",
        f"not yet saved   {'something' if standing.pending else 'nothing'}",
        f"last error      {_error(standing) + over if standing.call else 'none in this visit'}",
        *_reached(standing),
        f"reported        {'complete' if standing.reported else 'not complete'}",
        f"browser         {f'{standing.browser} {standing.major}' if standing.browser else 'unknown'}",
    ]


def _reached(standing: Standing) -> list[str]:
    score = standing.score
    if not score:
        return []
    found = "none yet" if score.reached is None else f"{score.reached}%"
    needed = f"; {score.mark}% is needed" if score.mark else ""
    return [f"score           {found}{needed}{'; no attempt is left' if score.spent else ''}"]


def _error(standing: Standing) -> str:
    text = _ERRORS.get(standing.error, "an error of this platform alone")
    return f"{standing.call} {standing.error}, {text}"


def _steps(lines: list[Line]) -> list[tuple[str, list[str]]]:
    groups = {
        "Missing, required": [line for line in lines if line.required and not line.done],
        "Missing, extra": [line for line in lines if line.required is False and not line.done],
        "Missing": [line for line in lines if line.required is None and not line.done],
        "Done": [line for line in lines if line.done],
    }
    return [
        (f"{title} ({len(group):,})", [_step(line) for line in group])
        for title, group in groups.items()
        if group
    ]


def _step(line: Line) -> str:
    if not line.id:
        return f"step {line.number}"
    by = "" if line.done else f"; gets done {line.by}"
    return f"{line.number:>3}  {line.title} [{line.id}]{by}"


def _data(standing: Standing, match: str, answer: list[str], lines: list[Line]) -> dict[str, Any]:
    call = {"call": standing.call, "code": standing.error, "text": _ERRORS.get(standing.error, "")}
    return {
        "version": VERSION,
        "kind": "support",
        "course": match,
        "answer": answer,
        "where": standing.where,
        "complete": standing.complete,
        "reported": standing.reported,
        "saved": f"{standing.saved:%Y-%m-%dT%H:%MZ}" if standing.saved else None,
        "pending": standing.pending,
        "offered": standing.offered,
        "kept": standing.kept,
        "error": call if standing.call else None,
        "score": asdict(standing.score) if standing.score else None,
        "browser": f"{standing.browser} {standing.major}" if standing.browser else None,
        "steps": [
            {
                "number": line.number,
                "id": line.id,
                "title": line.title,
                "required": line.required,
                "done": line.done,
            }
            for line in lines
        ],
    }
