"""Courses with each type of questions: with a right and a wrong answer to it, and with those that take the most room."""

from __future__ import annotations

from typing import Any

from .quiz_courses import LETTERS, Question


def longest() -> dict[str, Any]:
    """A course with each type twice, in a quiz and on its page, where answers take the most room."""
    all_ = {letter: f"Text {letter}" for letter in LETTERS}
    areas = {
        letter: {"x": 25 * at, "y": 0, "width": 20, "height": 80, "text": f"Door {at}"}
        for at, letter in enumerate("abcd")
    }
    nodes: dict[str, Any] = {
        f"n{at}": {
            "say": "And then?",
            "choices": {one: {"say": one, "to": f"n{at + 1}", "points": 1} for one in "ab"},
        }
        for at in range(9)
    }
    nodes["n9"] = {"title": "The end", "say": "It ends."}
    types: dict[str, Question] = {
        "single": {"options": all_, "answer": "z"},
        "multiple": {"options": all_, "answer": ["a"]},
        "true-false": {"answer": True},
        "fill-in": {"answers": ["x"], "longest": 10},
        "numeric": {"answer": 5},
        "matching": {"sources": all_, "targets": all_, "answer": {one: one for one in all_}},
        "sequencing": {"items": all_, "answer": list(all_)},
        "likert": {"options": all_},
        "open": {"keep": "platform", "longest": 50},
        "hotspot": {"src": "plan.svg", "alt": "A plan.", "areas": areas, "answer": ["a", "b"]},
        "scenario": {"nodes": nodes},
    }
    asked = {
        group: [
            {"id": f"{group}-{type_}", "type": type_, "ask": "What?", **more}
            for type_, more in types.items()
        ]
        for group in "pq"
    }
    own = {"id": "p-own", "type": "open", "ask": "What do you think?"}
    quiz = {"pass": 1, "minutes": 600, "feedback": "at-end", "draw": {}, "questions": asked["q"]}
    rule = {"complete": "both", "score": "s0", "report": "passed", "interactions": "latest"}
    steps = {"s0": {"quiz": quiz, "practice": [*asked["p"], own], "done": "finished"}}
    return {"lang": "en", "tracking": rule, "steps": steps}


LONGEST = {
    "single": "z",
    "multiple": LETTERS,
    "true-false": "t",
    "fill-in": "四" * 10,
    "numeric": "-1234567890123456.78",
    "matching": LETTERS,
    "sequencing": LETTERS[::-1],
    "likert": "z",
    "open": "四" * 50,
    "hotspot": "abcd",
    "scenario": "ab" * 4 + "a",
}
"""The answer of each type that takes the most room in `longest`."""


EVERY: dict[str, tuple[Question, tuple[str, str, str]]] = {
    "single": ({"options": {"a": "Lift", "b": "Stairs"}, "answer": "b", "because": {"a": "It stops."}}, ("b", "a", "a")),
    "multiple": (
        {"options": {"a": "Oxygen", "b": "Fuel", "c": "Water"}, "answer": ["a", "b"], "partial": True},
        ("ab", "a", "c"),
    ),
    "true-false": ({"answer": False, "because": {"true": "Never."}}, ("f", "t", "t")),
    "fill-in": ({"answers": ["handle"], "typos": 1}, ("handel", "key", "key")),
    "numeric": ({"answer": 2.5, "unit": "km"}, ("2.5", "3", "3")),
    "matching": (
        {"sources": {"a": "Wood", "b": "Oil"}, "targets": {"a": "**Water**", "b": "Blanket", "c": "Fan"}, "answer": {"a": "a", "b": "b"}, "partial": True},
        ("ab", "ac", "ca"),
    ),
    "sequencing": (
        {"items": {"a": "Leave", "b": "Warn", "c": "Call", "d": "Wait"}, "answer": ["b", "a", "c", "d"], "partial": True},
        ("bacd", "badc bdca", "abdc acdb"),
    ),
    "likert": ({"options": {"a": "Not", "b": "Very"}}, ("a", "b", "b")),
    "open": ({"keep": "platform", "longest": 60}, ("Out.", "Walk.", "Run.")),
    "hotspot": (
        {
            "src": "plan.svg", "alt": "A plan.", "partial": True, "answer": ["a", "b"],
            "areas": {one: {"x": 30 * at, "y": 0, "width": 25, "height": 80, "text": f"Door {at}"} for at, one in enumerate("abc")},
        },
        ("ab", "a", "c"),
    ),
    "scenario": (
        {
            "nodes": {
                "first": {"say": "Noor is late.", "choices": {"a": {"say": "Ask.", "to": "good", "points": 2, "because": "She sits."}, "b": {"say": "Wait.", "to": "good", "points": 1}, "c": {"say": "Shout.", "to": "bad"}}},
                "good": {"title": "Together", "say": "She tells."},
                "bad": {"title": "Apart", "say": "She goes."},
            }
        },
        ("a", "b", "c"),
    ),
}  # fmt: skip
"""A question of each type, with an answer that is right, one that is so in part where there is such, and a wrong one. An order has another
beside it, for where the items stand so at first."""


def every() -> dict[str, Any]:
    """A course with each type in a quiz and on its page."""
    asked = {
        group: [
            {"id": f"{group}-{name}", "type": name, "ask": "What?", "hint": "Think.", "explain": "So it is.", **question}
            for name, (question, _) in EVERY.items()
        ]
        for group in "pq"
    }  # fmt: skip
    quiz = {"pass": 50, "feedback": "at-end", "solutions": "always", "questions": asked["q"]}
    steps = {"s0": {"quiz": quiz, "practice": asked["p"], "done": "passed"}}
    return {"lang": "en", "tracking": {"score": "s0"}, "steps": steps}
