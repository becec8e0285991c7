"""Random courses with quizzes, and what a learner may give as an answer; for property tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from .quiz_model import numeric_bounds, outlook, units

Question = dict[str, Any]
Draw = st.DrawFn

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLAN = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"/>'
ODD = [
    "🔥",
    "half \ud83d",
    "\udd25 half",
    "It's “quoted” & \"<b>'",
    "é" * 300,
    "🔥" * 200,
    "四" * 300,
    "x" * 254 + "🔥",
    "a,b.c{d}[,]e[.]f",
    " \t ",
    "\ufeffmark",
    "\u202eover",
    "%00|~\\n;",
    "two\nlines",
    "THE  HANDLE",
]
"""Texts that people paste, and that have broken a platform somewhere."""
NUMBERS = [
    ("", ""),
    ("many", ""),
    ("1.2.3,4,5", ""),
    ("--2", ""),
    ("1e3", ""),
    ("９", "9"),
    ("−7", "-7"),
    ("+5", "5"),
    ("٣", "3"),
    (" 12 ", "12"),
    ("1" * 21, ""),
    ("-" + "1" * 20, ""),
]
"""What is typed where a number is asked for, and the number that it is."""
POINTS = {"en": ".", "nl": ",", "ar": "."}
GROUPS = {"en": ",", "nl": ".", "ar": ","}

FEW = st.integers(1, 3)
OFTEN = st.none() | FEW
TEXTS = ["Water", "Sand", "**Foam** `1`", "A blanket", "🔥 Heat", "It's “air”"]


def texts(draw: Draw, least: int = 2) -> dict[str, str]:
    count = draw(st.integers(least, 5))
    letters = draw(st.permutations(LETTERS))[:count]
    return dict(zip(letters, TEXTS, strict=False))


def some(draw: Draw, known: dict[str, Any]) -> list[str]:
    """Letters of which at least one is left out."""
    order = draw(st.permutations(list(known)))
    return order[: draw(st.integers(1, len(known) - 1))]


def single(draw: Draw) -> Question:
    options = texts(draw)
    return {
        "options": options,
        "answer": draw(st.sampled_from(list(options))),
        "shuffle": draw(st.booleans()),
    }


def multiple(draw: Draw) -> Question:
    options = texts(draw)
    return {
        "options": options,
        "answer": some(draw, options),
        "partial": draw(st.booleans()),
        "shuffle": draw(st.booleans()),
    }


def fill_in(draw: Draw) -> Question:
    words = ["the handle", "écluse", "It's", "مقبض"]
    flags = {name: draw(st.booleans()) for name in ("capitals", "accents", "spaces")}
    answers = draw(st.lists(st.sampled_from(words), min_size=1, unique=True))
    return {
        "answers": answers,
        "typos": draw(st.integers(0, 3)),
        "longest": draw(st.sampled_from([12, 40, 100])),
        **flags,
    }


def numeric(draw: Draw) -> Question:
    number = draw(st.integers(-200000, 200000)) / draw(st.sampled_from([1, 10, 100]))
    unit = draw(st.sampled_from(["", "km"]))
    if draw(st.booleans()):
        return {"least": number, "most": number + draw(FEW), "unit": unit}
    return {"answer": number, "tolerance": draw(st.sampled_from([0, 0.5])), "unit": unit}


def matching(draw: Draw) -> Question:
    sources, targets = texts(draw), texts(draw)
    if draw(st.booleans()) and len(targets) >= len(sources):
        order = draw(st.permutations(list(targets)))
        answer = dict(zip(sources, order, strict=False))
    else:
        answer = {one: draw(st.sampled_from(list(targets))) for one in sources}
    flags = {name: draw(st.booleans()) for name in ("partial", "shuffle")}
    return {"sources": sources, "targets": targets, "answer": answer, **flags}


def sequencing(draw: Draw) -> Question:
    items = texts(draw)
    answer = draw(st.permutations(list(items)))
    return {"items": items, "answer": answer, "partial": draw(st.booleans())}


def hotspot(draw: Draw) -> Question:
    names = draw(st.permutations(LETTERS))[: draw(st.integers(2, 4))]
    areas = {
        letter: {"x": 25 * at, "y": 0, "width": 20, "height": 80, "text": f"Door {at}"}
        for at, letter in enumerate(names)
    }
    return {
        "src": "plan.svg",
        "alt": "A plan.",
        "areas": areas,
        "answer": some(draw, areas),
        "partial": draw(st.booleans()),
    }


def scenario(draw: Draw) -> Question:
    """Moments of which each leads to later ones, the last two being ends."""
    count = draw(st.integers(1, 4))
    names = [f"n{at}" for at in range(count)] + ["good", "bad"]
    worth = st.sampled_from([0, 1, 3, 100]) if draw(st.booleans()) else st.just(0)
    nodes: dict[str, Any] = {}
    for at in range(count):
        letters = draw(st.permutations(LETTERS))[: draw(st.integers(2, 3))]
        nodes[names[at]] = {
            "say": f"Moment {at}.",
            "choices": {
                letter: {
                    "say": f"Choice {letter}",
                    # so that every moment is come to
                    "to": names[at + 1] if first else draw(st.sampled_from(names[at + 1 :])),
                    "points": draw(worth),
                    "because": "So it goes.",
                }
                for letter, first in zip(letters, (True, False, False), strict=False)
            },
        }
    last = nodes[names[count - 1]]["choices"]
    last[list(last)[1]]["to"] = "bad"
    nodes |= {name: {"title": name, "say": f"It ends {name}."} for name in ("good", "bad")}
    return {"nodes": nodes}


def open_(draw: Draw) -> Question:
    return {
        "keep": draw(st.sampled_from(["device", "platform"])),
        "longest": draw(st.sampled_from([20, 60, 300])),
        "words": draw(FEW),
    }


TYPES: dict[str, Callable[[Draw], Question]] = {
    "single": single,
    "multiple": multiple,
    "true-false": lambda draw: {"answer": draw(st.booleans())},
    "fill-in": fill_in,
    "numeric": numeric,
    "matching": matching,
    "sequencing": sequencing,
    "likert": lambda draw: {"options": texts(draw)},
    "open": open_,
    "hotspot": hotspot,
    "scenario": scenario,
}
UNSCORED = ("likert", "open")


@st.composite
def questions(draw: Draw, id_: str, type_: str | None = None) -> Question:
    type_ = type_ or draw(st.sampled_from(list(TYPES)))
    found = {"id": id_, "type": type_, "ask": f"What of {id_}?", "explain": "That is why."}
    found |= TYPES[type_](draw)
    if type_ not in UNSCORED:
        found |= {"weight": draw(st.sampled_from([1, 1, 2, 7, 100]))}
        attempts = draw(OFTEN)
        found |= {"attempts": attempts} if attempts else {}
        found["feedback"] = {"right": "Well done.", "partly": "Some of it.", "wrong": "Look again."}
    return found


@st.composite
def quizzes(draw: Draw) -> dict[str, Any]:
    """A quiz in which one question is always asked and can be right or wrong."""
    asked = [draw(questions("q0", draw(st.sampled_from(["single", "multiple", "numeric"]))))]
    asked += [draw(questions(f"q{n}")) for n in range(1, draw(st.integers(1, 6)))]
    pools: dict[str, int] = {}
    for one in asked[1:]:
        pool = draw(st.sampled_from(["", "", "deep", "wide"]))
        if pool:
            one["pool"] = pool
            pools[pool] = pools.get(pool, 0) + 1
    found: dict[str, Any] = {
        "draw": {name: draw(st.integers(1, size)) for name, size in pools.items()},
        "retry": draw(st.sampled_from(["all", "wrong"])),
        "counts": draw(st.sampled_from(["best", "last"])),
        "shuffle": draw(st.sampled_from(["none", "questions", "options", "all"])),
        "feedback": draw(st.sampled_from(["at-once", "at-end"])),
        "solutions": draw(st.sampled_from(["last", "always", "never"])),
        "questions": asked,
    }
    for name, values in (
        ("attempts", FEW),
        ("pass", st.sampled_from([1, 34, 50, 80, 100])),
        ("minutes", st.just(600)),
    ):
        if draw(st.booleans()):
            found[name] = draw(values)
    return found


@st.composite
def trackings(draw: Draw, steps: dict[str, Any]) -> dict[str, Any]:
    """A rule by which the course is complete and scored, without a fault."""
    found: dict[str, Any] = {"interactions": draw(st.sampled_from(["journal", "latest", "none"]))}
    score = draw(st.sampled_from([None, "average", "weighted", *steps]))
    if score is None:
        return {**found, "report": draw(st.sampled_from(["completed", "passed"]))}
    found["score"] = score
    found["complete"] = draw(st.sampled_from(["all-required", "quiz-passed", "both"]))
    found["report"] = draw(st.sampled_from(["completed", "passed", "passed-failed"]))
    if found["report"] == "passed-failed":
        found["failed"] = draw(st.sampled_from(["last-attempt", "at-once"]))
    decides = found["complete"] != "all-required" or found["report"] == "passed-failed"
    if decides and "pass" not in steps.get(score, {}).get("quiz", {}):
        found["pass"] = draw(st.sampled_from([20, 50, 100]))
    return found


@st.composite
def courses(draw: Draw) -> dict[str, Any]:
    """A course: its language, its rule, and steps with a quiz and questions of their page."""
    steps = {}
    for n in range(draw(st.integers(1, 2))):
        quiz = draw(quizzes())
        steps[f"s{n}"] = {
            "quiz": quiz,
            "practice": [draw(questions(f"p{at}")) for at in range(draw(st.integers(0, 3)))],
            "done": draw(st.sampled_from(["finished", "passed"])) if "pass" in quiz else "finished",
        }
    return {
        "lang": draw(st.sampled_from(["en", "nl", "ar"])),
        "tracking": draw(trackings(steps)),
        "steps": steps,
    }


def files(course: dict[str, Any], id_: str) -> dict[str, str]:
    """A course as its author would write it; JSON is YAML too."""
    steps: list[dict[str, Any]] = []
    made = {"plan.svg": PLAN, "end.md": "Go home.\n"}
    for name, step in course["steps"].items():
        made[f"{name}.yaml"] = written(step["quiz"])
        made[f"{name}.md"] = "Read this.\n\n" + "".join(
            f":::question {{#{one['id']}}}\n:::\n\n" for one in step["practice"]
        )
        if step["practice"]:
            made[f"{name}.questions.yaml"] = written({"questions": step["practice"]})
        steps.append(
            {
                "id": name,
                "title": f"Step {name}",
                "page": f"{name}.md",
                "quiz": f"{name}.yaml",
                "done": step["done"],
            }
        )
    made["course.yaml"] = written(
        {
            "format": 1,
            "id": id_,
            "title": "Fire",
            "lang": course["lang"],
            "version": "1",
            "tracking": course["tracking"],
            "topics": [{"id": "basics", "title": "Basics", "steps": steps}],
        }
    )
    return made


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def answer(question: Question, style: str, n: int, lang: str, before: str) -> str:
    """What a learner gives: `right`, `wrong`, `partly` or `odd`. Letters, but for what is typed and for a
    scenario, which goes on from the choices of `before`."""
    match question["type"]:
        case "true-false":
            right = "t" if question["answer"] else "f"
            return right if style == "right" else "tf".replace(right, "")
        case "single" | "likert" | "multiple" | "hotspot":
            known = sorted(question.get("options") or question["areas"])
            return chosen(known, question.get("answer", known[0]), style, n)
        case "fill-in":
            return word(question, style, n)
        case "numeric":
            return number(question, style, n, lang)
        case "matching":
            return pairs(question, style, n)
        case "sequencing":
            return order(question, style, n)
        case "scenario":
            return way(question, style, n, before)
        case _:
            texts = {"right": "I would leave 四 at once", "wrong": "no", "partly": "two words"}
            return units(texts.get(style) or ODD[n % len(ODD)], question["longest"])


def chosen(known: list[str], right: str | list[str], style: str, n: int) -> str:
    wrong = [one for one in known if one not in right]
    if len(right) == 1:
        return right[0] if style == "right" else (wrong or known)[n % len(wrong or known)]
    if style == "partly":
        return "".join(one for at, one in enumerate(known) if n >> at & 1)
    return "".join({"right": sorted(right), "wrong": wrong, "odd": known}[style])


def word(question: Question, style: str, n: int) -> str:
    one = question["answers"][n % len(question["answers"])]
    forms = [one, one.upper(), f"  {one} ", one[1:], one.replace(" ", "   "), one[1::-1] + one[2:]]
    found = {
        "right": one,
        "partly": forms[n % len(forms)],
        "wrong": f"another {n}",
        "odd": ODD[n % len(ODD)],
    }[style]
    return units(found.replace("\n", ""), question["longest"])


def number(question: Question, style: str, n: int, lang: str) -> str:
    if style == "odd":
        return NUMBERS[n % len(NUMBERS)][0]
    least, most = numeric_bounds(question)
    value = {"right": most, "partly": least, "wrong": most + 1 + n}[style]
    plain = f"{value:f}"
    if n % 3 == 1:
        plain = f"{value:,f}"
    marks = {",": GROUPS[lang], ".": POINTS[lang]}
    found = "".join(marks.get(one, one) for one in plain)
    return f"{found} {question['unit']}".strip() if n % 2 else found


def pairs(question: Question, style: str, n: int) -> str:
    """A target for each source, in the order of their letters; `-` is none."""
    targets = list(question["targets"])
    right = [question["answer"][one] for one in sorted(question["sources"])]
    other = [targets[(targets.index(one) + 1 + n) % len(targets)] for one in right]
    mixed = [
        one if n >> at & 1 else two for at, (one, two) in enumerate(zip(right, other, strict=True))
    ]
    odd = [right[0]] * len(right) if n % 2 else [*right[:-1], "-"]
    return "".join({"right": right, "wrong": other, "partly": mixed, "odd": odd}[style])


def order(question: Question, style: str, n: int) -> str:
    right = "".join(question["answer"])
    at = n % (len(right) - 1)
    swapped = right[:at] + right[at + 1] + right[at] + right[at + 2 :]
    found = {"right": right, "wrong": right[::-1], "partly": swapped}
    return found.get(style) or "".join(sorted(right))


def way(question: Question, style: str, n: int, before: str) -> str:
    """The choices from where the learner is: to the end, or only the next one."""
    nodes = question["nodes"]
    name = next(iter(nodes))
    for letter in before:
        name = nodes[name]["choices"][letter]["to"]
    found = ""
    while choices := nodes[name].get("choices"):
        worth = {
            letter: one["points"] + outlook(nodes, one["to"]) for letter, one in choices.items()
        }
        best, worst = max(worth, key=worth.__getitem__), min(worth, key=worth.__getitem__)
        letter = {"right": best, "wrong": worst}.get(style) or list(choices)[n % len(choices)]
        found += letter
        name = choices[letter]["to"]
        if style == "odd":
            break
    return found
