"""What a standard, above all SCORM 1.2, lets a course say, and what our state says; both without the
runtime's help."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
STATE = re.compile(
    r"1([\w-]{4})\.([0-9a-z]{1,10})\.(?:([0-9a-k])([\w-]*))?((?:\.[\w-]{4,})*)", re.A
)

STATUS = r"passed|completed|failed|incomplete|browsed"
WRITABLE = {
    r"cmi\.core\.lesson_location": r"[\s\S]{0,255}",
    r"cmi\.core\.lesson_status": STATUS,
    r"cmi\.core\.exit": r"suspend",
    r"cmi\.core\.session_time": r"\d{4}:[0-5]\d:[0-5]\d\.\d\d",
    r"cmi\.suspend_data": r"[A-Za-z0-9._-]{1,4096}",
    r"cmi\.objectives\.\d+\.id": r"[A-Za-z0-9_-]{1,255}",
    r"cmi\.objectives\.\d+\.status": STATUS,
    r"cmi\.core\.score\.(raw|min|max)": r"100|\d{1,2}(\.\d{1,2})?",
    r"cmi\.interactions\.\d+\.id": r"[A-Za-z0-9_-]{1,255}",
    r"cmi\.interactions\.\d+\.type": r"true-false|choice|fill-in|matching|performance|sequencing"
    r"|likert|numeric",
    r"cmi\.interactions\.\d+\.time": r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d\d?)?",
    r"cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern": r"[\s\S]{0,255}",
    r"cmi\.interactions\.\d+\.weighting": r"100|\d{1,2}(\.\d{1,2})?",
    r"cmi\.interactions\.\d+\.student_response": r"[\s\S]{0,255}",
    r"cmi\.interactions\.\d+\.result": r"correct|wrong|neutral|0\.\d{1,2}",
    r"cmi\.interactions\.\d+\.latency": r"\d{4}:[0-5]\d:[0-5]\d\.\d\d",
}
READABLE = (
    r"cmi\.core\.(student_id|student_name|lesson_location|credit|lesson_status|entry|lesson_mode)"
    r"|cmi\.suspend_data|cmi\.objectives\.(_children|_count|\d+\.(id|status))"
    r"|cmi\.interactions\._count"
)
FUNCTIONS = {
    "Initialize": 1,
    "Commit": 1,
    "GetValue": 1,
    "SetValue": 2,
    "GetLastError": 0,
}


@dataclass(frozen=True)
class Standard:
    """What a standard lets a course say, and what its elements are called."""

    name: str
    prefix: str
    end: str
    """The function that ends a session."""
    readable: str
    writable: dict[str, str]
    status: str
    final: tuple[str, ...]
    core: str
    lesson: str
    person: str
    objective: str
    """The status of an objective."""

    @property
    def functions(self) -> dict[str, int]:
        """The number of arguments of each function."""
        return {f"{self.prefix}{name}": n for name, n in {**FUNCTIONS, self.end: 1}.items()}


SCORM_12 = Standard(
    "scorm12",
    "LMS",
    "Finish",
    READABLE,
    WRITABLE,
    status="cmi.core.lesson_status",
    final=("completed", "passed"),
    core="cmi.core.",
    lesson="cmi.core.lesson_",
    person="cmi.core.student_",
    objective="status",
)


class Call(NamedTuple):
    """One call of the API: in which launch, what, and the answer (None when it threw)."""

    launch: int
    name: str
    values: list[str]
    answer: str | None

    def sets(self, element: str) -> bool:
        return self.name.endswith("SetValue") and self.values[0] == element


def faults(calls: list[Call], standard: Standard = SCORM_12) -> list[str]:
    """What is wrong with the calls of one or more launches."""
    found: list[str] = []
    for launch in sorted({call.launch for call in calls}):
        found += _faults([call for call in calls if call.launch == launch], standard)
    return found


def _faults(calls: list[Call], standard: Standard) -> list[str]:
    found = [f"{call}: {fault}" for call in calls if (fault := _fault(call, standard))]
    names = [call.name.removeprefix(standard.prefix) for call in calls]
    names = [name for name in names if name != "GetLastError"]
    if names[:1] != ["Initialize"] or names.count("Initialize") != 1:
        found.append(f"Initialize is not the first call, once: {names}")
    if standard.end in names[:-1]:
        found.append(f"there are calls after the end: {names[names.index(standard.end) :]}")
    return found


def _fault(call: Call, standard: Standard) -> str:
    if standard.functions.get(call.name) != len(call.values):
        return "no such call"
    if not all(isinstance(value, str) for value in call.values):
        return "an argument is not a string"
    match call.name.removeprefix(standard.prefix), call.values:
        case "GetValue", [element]:
            return "" if re.fullmatch(standard.readable, element) else "cannot be read"
        case "SetValue", [element, value]:
            writable = standard.writable.items()
            allowed = [form for name, form in writable if re.fullmatch(name, element)]
            if not allowed:
                return "cannot be set"
            return "" if re.fullmatch(allowed[0], value) else "is no value for it"
        case _, [value]:
            return "the argument is not empty" if value else ""
    return ""


@dataclass(frozen=True)
class State:
    """A learner's state, decoded by the grammar of docs/architecture.md."""

    attempt: str
    counter: int
    done: frozenset[int]
    items: dict[int, str]

    def value(self, tag: int) -> bytes:
        """What a block keeps."""
        bits = _bits(self.items[tag])
        return int(bits, 2).to_bytes(len(bits) // 8)


def decode(text: str) -> State:
    """Read a state; anything that is not one is a fault of the runtime."""
    form = STATE.fullmatch(text)
    assert form, f"no state: {text}"
    attempt, counter, parameter, packed, rest = form.groups()
    items = {_number(item[:4]): item[4:] for item in rest.split(".")[1:]}
    done = _tags(int(parameter, 36), _bits(packed)) if parameter else []
    return State(attempt, int(counter, 36), frozenset(done), items)


def _tags(parameter: int, bits: str) -> list[int]:
    tags: list[int] = []
    at, tag = 0, -1
    while len(bits) - at > parameter and "0" in bits[at:]:
        zero = bits.index("0", at)
        end = zero + 1 + parameter
        if end > len(bits):
            break
        tag += 1 + ((zero - at) << parameter) + int(bits[zero:end], 2)
        tags.append(tag)
        at = end
    return tags


def _bits(text: str) -> str:
    return "".join(f"{DIGITS.index(digit):06b}" for digit in text)


def _number(text: str) -> int:
    return int(_bits(text), 2)
