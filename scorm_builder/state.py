"""A learner's state: the tags of ids, the string that a platform keeps, and its worst case.

The grammar is in docs/architecture.md; `templates/runtime/state.js` is its other half.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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
