"""The support code of docs/architecture.md once more, written apart from the runtime's."""

from __future__ import annotations

from datetime import UTC, datetime

from scorm_builder.support import WHERE, Score, Standing

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CALLS = ["", "LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit"]
BROWSERS = ["", "Edge", "Opera", "Samsung Internet", "Firefox for iOS", "Firefox"]
BROWSERS += ["Chrome for iOS", "Chrome", "Safari"]
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def encode(standing: Standing) -> str:
    minutes = int((standing.saved - EPOCH).total_seconds()) // 60 if standing.saved else 0
    flags = [standing.complete, standing.reported, standing.kept, standing.pending]
    fields = [
        f"{standing.release:020b}",
        f"{WHERE.index(standing.where):02b}",
        *["01"[flag] for flag in [*flags, standing.offered]],
        f"{CALLS.index(standing.call):03b}",
        f"{standing.error:010b}" if standing.call else "",
        f"{minutes:024b}",
        f"{BROWSERS.index(standing.browser):04b}{standing.major:09b}",
        score(standing.score) if standing.score else "",
        min(bitmap(standing.done), runs(standing.done), key=len),
    ]
    return write_code("2" if standing.score else "1", "".join(fields))


def score(score: Score) -> str:
    reached = 127 if score.reached is None else score.reached
    return f"{reached:07b}{score.mark:07b}{score.spent:b}"


def bitmap(done: tuple[bool, ...]) -> str:
    return "0" + "".join("01"[one] for one in done) + "1"


def runs(done: tuple[bool, ...]) -> str:
    found = "1" + "01"[done[0]]
    start = 0
    for at in range(1, len(done) + 1):
        if at == len(done) or done[at] != done[start]:
            number = f"{at - start:b}"
            found += "0" * (len(number) - 1) + number
            start = at
    return found


def write_code(kind: str, bits: str) -> str:
    bits += "0" * (-len(bits) % 5)
    code = kind + "".join(DIGITS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    total = 0
    for digit in code:
        total = (total * 32 + DIGITS.index(digit)) % 1021
    code += DIGITS[total // 32] + DIGITS[total % 32]
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
