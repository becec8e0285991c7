"""A learner's state: the tags of ids, the string that a platform keeps, and its worst case.

The grammar is in docs/architecture.md; `templates/runtime/state.js` is its other half.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAG_BITS = 21
_HEADER = len("1") + len("aaaa") + len(".") + len("zzzzzz") + len(".")
_PARAMETER = 1
_ITEM = len(".") + 4
_DATE = _ITEM + 3


def tag(step: str, block: str = "") -> int:
    """The tag of a step, or of a block or part on its page: 21 bits of the SHA-256 of its id."""
    name = f"{step}/{block}" if block else step
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:3]) >> (24 - TAG_BITS)


COMPLETED = tag("-", "completed")
"""The tag of the day on which a learner had done all, which no step can have as its id."""


PASSED = tag("-", "passed")
"""The tag of having reached the score that is enough, which lasts."""


def worst_case(done: int, values: Sequence[int]) -> int:
    """The most characters that a state can have: everything done, every value at its longest, and
    the day on which all was done.

    `done` is the number of steps, blocks and parts that can be done, `values` the length of the
    longest value of each that has one. Golomb-Rice coding of n gaps that sum to less than 2^21 takes at most
    n(k + 1) + 2^(21 − k) bits for any parameter k, and the writer takes the best k.
    """
    bits = min(done * (k + 1) + (1 << (TAG_BITS - k)) for k in range(TAG_BITS))
    tags = _PARAMETER + -(-bits // 6) if done else 0
    return _HEADER + tags + _DATE + sum(_ITEM + length for length in values)


@dataclass(frozen=True)
class State:
    """A learner's state: the tags of what is done, and the value of each block by its tag.

    `attempt` is drawn when an attempt starts without a state; `counter` is one higher at every save.
    """

    attempt: str
    counter: int
    done: frozenset[int]
    items: dict[int, str]

    @property
    def tags(self) -> frozenset[int]:
        """Of all that is kept, done or with a value."""
        return self.done | self.items.keys()


_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_STATE = re.compile(
    r"1(?P<attempt>[\w-]{4})\.(?P<counter>[0-9a-z]{1,10})\."
    r"((?P<k>[0-9a-k])(?P<packed>[\w-]*))?(?P<items>(\.[\w-]{4,})*)",
    re.ASCII,
)


def decode(text: str) -> State | None:
    """Read what a platform keeps of a learner; None when that is no state of ours."""
    form = _STATE.fullmatch(text)
    if form is None:
        return None
    items = [item for item in form["items"].split(".") if item]
    return State(
        attempt=form["attempt"],
        counter=int(form["counter"], 36),
        done=frozenset(_tags(int(form["k"], 36), bits(form["packed"])) if form["k"] else ()),
        items={int(bits(item[:4]), 2): item[4:] for item in items},
    )


def bits(digits: str) -> str:
    """The six bits of each base64url character, as text of 0 and 1."""
    return "".join(f"{_DIGITS.index(digit):06b}" for digit in digits)


def _tags(k: int, packed: str) -> Iterator[int]:
    """Ascending tags, each a gap: so many one-bits, a zero bit, then the low `k` bits."""
    at, tag = 0, -1
    while (zero := packed.find("0", at)) >= 0 and zero + 1 + k <= len(packed):
        end = zero + 1 + k
        tag += 1 + ((zero - at) << k) + int("0" + packed[zero + 1 : end], 2)
        yield tag
        at = end
