"""Tags, the worst case, and that the runtime's codec and ours in the tests say the same."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorm_builder import state as state_module
from scorm_builder.build import build
from scorm_builder.state import TAG_BITS, tag, worst_case
from scorm_builder.targets import TARGETS
from tests.courses import ROOT, write
from tests.state_codec import State, decode, encode

TAGS = st.integers(0, (1 << TAG_BITS) - 1)
VALUES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", max_size=4)
STATES = st.builds(
    State,
    attempt=st.text("abcdXYZ09-_", min_size=4, max_size=4),
    counter=st.integers(0, 36**6 - 1),
    done=st.sets(TAGS, max_size=300),
    items=st.dictionaries(TAGS, VALUES, max_size=20),
)


def test_a_tag_is_the_first_21_bits_of_the_sha256_of_the_id() -> None:
    # printf waarom-vertrouwen | sha256sum begins with 826e84
    assert tag("waarom-vertrouwen") == 0x826E84 >> 3
    assert tag("a", "b") == tag("a/b")
    assert tag("a") != tag("b")


def test_no_step_may_have_the_tag_of_the_day_of_completion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = write(tmp_path, {"first.md": "x"})
    monkeypatch.setattr(state_module, "COMPLETED", tag("first"))
    (found,) = build(course, TARGETS["scorm12"]).diagnostics
    assert (found.code, str(found.position)) == ("tag-clash", "course.yaml:10:14")


@given(STATES)
@settings(max_examples=150, deadline=None)
def test_a_state_survives_the_round_trip_in_safe_characters_and_within_the_worst_case(
    state: State,
) -> None:
    text = encode(state)
    assert decode(text) == state
    read = state_module.decode(text)
    assert read
    assert State(read.attempt, read.counter, set(read.done), read.items) == state
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(text) <= worst_case(len(state.done), [len(v) for v in state.items.values()])


@pytest.mark.parametrize(
    "text", ["", "2aaaa.1.", "1aaaa", "1aa a.1.", "1aaaa.1.z", "1aaaa.1..ab", "{}"]
)
def test_what_is_no_state_of_ours_is_not_read(text: str) -> None:
    assert state_module.decode(text) is None


@pytest.mark.parametrize(("steps", "fits"), [(200, 532), (1000, 2193), (2000, 4030), (2035, 4095)])
def test_the_worst_case_of_many_steps(steps: int, fits: int) -> None:
    assert worst_case(steps, []) == fits


def test_the_worst_case_grows_with_every_step_and_every_value() -> None:
    sizes = [worst_case(steps, []) for steps in range(3000)]
    assert sizes == sorted(sizes)
    assert worst_case(3, [4, 2]) == worst_case(3, []) + 4 + 5 + 2 + 5


def test_the_most_spread_tags_still_fit() -> None:
    steps = 2000
    spread = {round(i * ((1 << TAG_BITS) - 1) / (steps - 1)) for i in range(steps)}
    assert len(encode(State("aaaa", 36**6 - 1, spread))) <= worst_case(steps, []) <= 4096


def test_the_runtime_writes_and_reads_the_same_grammar(tmp_path: Path) -> None:
    """Many states, there and back through templates/runtime/state.js in node."""
    states = _random_states(100)
    (tmp_path / "in.json").write_text(json.dumps([encode(state) for state in states]))
    script = """
      const fs = require('fs'), vm = require('vm');
      const sandbox = vm.createContext({crypto: globalThis.crypto, Math, Map, Set, console});
      vm.runInContext(fs.readFileSync(process.argv[1], 'utf8') + ';globalThis.State = State;', sandbox);
      const texts = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
      const out = texts.map((text) => {
        const state = sandbox.State.decode(text);
        return {text: sandbox.State.encode(state), done: [...state.done], items: [...state.items],
                attempt: state.attempt, counter: state.counter};
      });
      console.log(JSON.stringify(out));
    """
    result = subprocess.run(
        ["node", "-e", script, str(ROOT / "templates/runtime/state.js"), str(tmp_path / "in.json")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for state, there in zip(states, json.loads(result.stdout), strict=True):
        assert there["attempt"] == state.attempt
        assert there["counter"] == state.counter
        assert set(there["done"]) == state.done
        assert dict(map(tuple, there["items"])) == state.items
        assert decode(there["text"]) == state
        assert len(there["text"]) == len(encode(state))


def _random_states(number: int) -> list[State]:
    import random

    chance = random.Random(12)
    states = []
    for index in range(number):
        size = chance.choice([0, 1, 2, 5, 30, 200, 2000])
        done = set(chance.sample(range(1 << TAG_BITS), size))
        items = {chance.randrange(1 << TAG_BITS): "Ab9_"[: chance.randint(1, 4)] for _ in range(3)}
        states.append(State("aB-9", index, done, items))
    return states
