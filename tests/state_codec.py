"""The state grammar of docs/architecture.md once more, written apart from the runtime's.

Tests compare the two: what the runtime writes, this reads, and the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TAG_BITS = 21


@dataclass
class State:
    attempt: str
    counter: int
    done: set[int] = field(default_factory=set)
    items: dict[int, str] = field(default_factory=dict)


def decode(text: str) -> State:
    assert text[0] == "1", text
    head, counter, packed, *items = text.split(".")
    state = State(head[1:], int(counter, 36), _unpack(packed))
    for item in items:
        state.items[_number(item[:4])] = item[4:]
    return state


def encode(state: State) -> str:
    items = [f"{_characters(tag)}{value}" for tag, value in state.items.items()]
    return ".".join([f"1{state.attempt}", _base36(state.counter), _pack(state.done), *items])


def _unpack(packed: str) -> set[int]:
    if not packed:
        return set()
    k = DIGITS.index(packed[0])
    bits = "".join(f"{ALPHABET.index(char):06b}" for char in packed[1:])
    done: set[int] = set()
    tag, position = -1, 0
    while "0" in bits[position:] and len(bits) - position >= k + 1:
        end = bits.index("0", position)
        if len(bits) - end - 1 < k:
            break
        low = int(bits[end + 1 : end + 1 + k] or "0", 2)
        tag += ((end - position) << k) + low + 1
        position = end + 1 + k
        done.add(tag)
    return done


def _pack(done: set[int]) -> str:
    if not done:
        return ""
    return min((_pack_with(done, k) for k in range(TAG_BITS)), key=len)


def _pack_with(done: set[int], k: int) -> str:
    bits, before = "", -1
    for tag in sorted(done):
        gap = tag - before - 1
        bits += "1" * (gap >> k) + "0" + (f"{gap & ((1 << k) - 1):0{k}b}" if k else "")
        before = tag
        if len(bits) > 1 << 16:  # a k too small for these gaps: no writer would choose it
            return "x" * (1 << 16)
    bits += "1" * (-len(bits) % 6)
    return DIGITS[k] + "".join(ALPHABET[int(bits[i : i + 6], 2)] for i in range(0, len(bits), 6))


def _number(characters: str) -> int:
    number = 0
    for char in characters:
        number = number << 6 | ALPHABET.index(char)
    return number


def _characters(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 63] for shift in (18, 12, 6, 0))


def _base36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or "0"
