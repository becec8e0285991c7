"""What must come of answers, worked out from the author's files and the learner's doings alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

Question = dict[str, Any]
MOST = 30
RANKS = ["incomplete", "failed", "completed", "passed"]
INTERACTIONS = {
    "multiple": "choice", "single": "choice", "hotspot": "choice", "open": "fill-in", "scenario": "performance",
}  # fmt: skip


def units(text: str, count: int) -> str:
    """As much of a text as has so many units of UTF-16."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode(
        "utf-16-le", "surrogatepass"
    )


def whole(text: str) -> str:
    """A text as it comes back: in UTF-8, which has no halves of characters, and without a mark before it."""
    text = text.removeprefix("\ufeff")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Judged(NamedTuple):
    """What an answer is worth (None: neither right nor wrong), how it is told, and whether it is all
    that is asked for."""

    credit: Fraction | None
    response: str
    complete: bool = True


def judge(question: Question, given: str, first: str) -> Judged | None:
    """An answer by the rules of the author's guide; None when there is none. `first` is the order in which
    items stood at the beginning."""
    match question["type"]:
        case "true-false":
            return by_letters(given, "t" if question["answer"] else "f", partial=False)
        case "likert":
            return Judged(None, given) if given else None
        case "single" | "multiple" | "hotspot":
            return by_letters(given, question["answer"], question.get("partial", False))
        case "fill-in":
            text = whole(given)
            return Judged(Fraction(fits(question, text)), text) if text.strip(BLANK) else None
        case "numeric":
            return by_number(question, given)
        case "matching":
            return by_pairs(question, given)
        case "sequencing":
            answered = bool(given) and given != first
            return by_places(question, given, ",".join(given)) if answered else None
        case "scenario":
            return by_way(question, given)
        case _:
            text = whole(given)
            long_enough = words(text) >= question["words"]
            return Judged(None, text, long_enough) if text.strip(BLANK) else None


BLANK = " \t\n\r\v\f\u00a0\ufeff\u2028\u2029"


def by_letters(given: str, answer: str | list[str], partial: bool) -> Judged | None:
    right = set(answer)
    credit = max(Fraction(0), Fraction(2 * len(set(given) & right) - len(given), len(right)))
    return Judged(shared(credit, partial), ",".join(sorted(given))) if given else None


def shared(credit: Fraction, partial: bool) -> Fraction:
    return credit if partial or credit == 1 else Fraction(0)


def by_places(question: Question, given: str, response: str, complete: bool = True) -> Judged:
    right = question["answer"]
    if isinstance(right, dict):
        right = [right[source] for source in sorted(right)]
    hits = sum(one == two for one, two in zip(given, right, strict=True))
    return Judged(shared(Fraction(hits, len(right)), question["partial"]), response, complete)


def by_pairs(question: Question, given: str) -> Judged | None:
    if not given.strip("-"):
        return None
    told = [f"{source}.{target}" for source, target in zip(sorted(question["sources"]), given, strict=True) if target != "-"]  # fmt: skip
    targets = list(question["answer"].values())
    once = len(set(targets)) == len(targets)
    complete = "-" not in given and (not once or len(set(given)) == len(given))
    return by_places(question, given, ",".join(told), complete)


def numeric_bounds(question: Question) -> tuple[Decimal, Decimal]:
    if "answer" in question:
        exact, spread = Decimal(str(question["answer"])), Decimal(str(question["tolerance"]))
        return exact - spread, exact + spread
    return Decimal(str(question["least"])), Decimal(str(question["most"]))


def by_number(question: Question, given: str) -> Judged | None:
    """`given` is the number, not how it was typed."""
    if not given:
        return None
    least, most = numeric_bounds(question)
    return Judged(Fraction(least <= Decimal(given) <= most), given)


def outlook(nodes: dict[str, Any], name: str) -> int:
    """The most points that a moment still leads to."""
    choices = nodes[name].get("choices", {}).values()
    return max((one["points"] + outlook(nodes, one["to"]) for one in choices), default=0)


def by_way(question: Question, given: str) -> Judged | None:
    nodes = question["nodes"]
    name = next(iter(nodes))
    most = outlook(nodes, name)
    earned, told = 0, []
    for letter in given:
        told.append(f"{name}.{letter}")
        one = nodes[name]["choices"][letter]
        earned += one["points"]
        name = one["to"]
    if "choices" in nodes[name]:
        return None
    return Judged(Fraction(earned, most) if most else None, ",".join(told))


def words(text: str) -> int:
    """Runs of letters and digits; in Han each one counts."""
    spaced = "".join(f" {one} " if "CJK" in unicodedata.name(one, "") else one for one in text)
    return len("".join(one if one.isalnum() else " " for one in spaced).split())


def fits(question: Question, text: str) -> bool:
    given = folded(question, text)
    for answer in question["answers"]:
        right = folded(question, answer)
        if distance(given, right) <= min(question["typos"], len(right) // 4):
            return True
    return False


def folded(question: Question, text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip(BLANK)
    text = text.translate(dict.fromkeys(map(ord, "‘’"), "'") | dict.fromkeys(map(ord, "“”"), '"'))
    if not question["spaces"]:
        text = re.sub(r"\s+", " ", text)
    if not question["capitals"]:
        text = text.lower()
    if not question["accents"]:
        text = "".join(
            one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)
        )
    return text


def distance(a: str, b: str) -> int:
    """Optimal string alignment, straight from its definition."""
    table = {(-1, -1): 0}
    table |= {(i, -1): i + 1 for i in range(len(a))} | {(-1, j): j + 1 for j in range(len(b))}
    for i in range(len(a)):
        for j in range(len(b)):
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i] != b[j])]
            if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(a) - 1, len(b) - 1]


def half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


class Record(NamedTuple):
    """What the platform is told of an answer."""

    id: str
    type: str
    response: str
    result: str


def result(credit: Fraction | None) -> str:
    if credit is None:
        return "neutral"
    if credit in (0, 1):
        return "correct" if credit else "wrong"
    return f"{min(99, max(1, half_up(100 * credit))) / 100:g}"


@dataclass
class Asked:
    """A question as a learner has it before them."""

    spec: Question
    step: str
    default: int
    given: str = ""
    first: str = ""
    tries: int = 0
    checked: bool = False

    @property
    def judged(self) -> Judged | None:
        return judge(self.spec, self.given, self.first)

    @property
    def scores(self) -> bool:
        type_, nodes = self.spec["type"], self.spec.get("nodes")
        return type_ not in ("likert", "open") and (
            not nodes or outlook(nodes, next(iter(nodes))) > 0
        )

    @property
    def credit(self) -> Fraction | None:
        found = self.judged
        return (found.credit if found else Fraction(0)) if self.scores else None

    @property
    def final(self) -> bool:
        most = self.spec.get("attempts", self.default)
        return self.checked and (self.tries >= most or self.credit in (None, 1))

    @property
    def private(self) -> bool:
        return self.spec.get("keep") == "device"

    def verdict(self) -> str:
        if self.judged is None:
            return "none"
        credit = self.credit
        if credit is None:
            return "kept"
        return "right" if credit == 1 else "partly" if credit else "wrong"

    def clear(self) -> None:
        self.given, self.tries, self.checked = "", 0, False


@dataclass
class QuizModel:
    spec: dict[str, Any]
    mark: int
    all: dict[str, Asked]
    asked: list[Asked] = field(default_factory=list)
    attempt: int = 0
    begun: bool = False
    finished: bool = False
    passed: bool = False
    kept: int = 0
    warned: bool = False

    @property
    def score(self) -> int:
        """In hundredths of a percent."""
        scored = [(one.spec["weight"], one.credit or 0) for one in self.asked if one.scores]
        total = sum(weight for weight, _ in scored)
        return half_up(Fraction(sum(weight * credit for weight, credit in scored)) / total * 10000)

    @property
    def more(self) -> bool:
        """Whether another attempt is offered."""
        left = self.spec.get("attempts", self.attempt + 1) > self.attempt
        return self.attempt > 0 and not self.begun and left and self.score < 10000


@dataclass
class CourseModel:
    """A course and what must be known of a learner in it."""

    course: dict[str, Any]
    quizzes: dict[str, QuizModel] = field(default_factory=dict)
    practice: dict[str, dict[str, Asked]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    history: set[Record] = field(default_factory=set)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    passed: bool = False
    status: str = "incomplete"
    grade: str = ""

    def __post_init__(self) -> None:
        for name, step in self.course["steps"].items():
            quiz = step["quiz"]
            mark = quiz.get("pass") or (self.by_score and self.tracking["score"] == name and self.tracking.get("pass")) or 0  # fmt: skip
            asked = {one["id"]: Asked(one, name, 1) for one in quiz["questions"]}
            self.quizzes[name] = QuizModel(quiz, mark, asked)
            self.practice[name] = {
                one["id"]: Asked(one, name, MOST + 1) for one in step["practice"]
            }

    @property
    def tracking(self) -> dict[str, Any]:
        found: dict[str, Any] = self.course["tracking"]
        return found

    @property
    def by_score(self) -> bool:
        return self.tracking.get("complete", "all-required") != "all-required" or self.tracking["report"] == "passed-failed"  # fmt: skip

    # what a learner does

    def begin(self, step: str) -> None:
        quiz = self.quizzes[step]
        some = quiz.spec["retry"] == "wrong" and quiz.attempt > 0
        for one in quiz.all.values():
            if not some or one.credit not in (None, 1):
                one.clear()
        quiz.attempt += 1
        quiz.begun = True
        quiz.warned = False

    def settle(self, one: Asked) -> None:
        found = one.judged
        if one.checked or found is None:
            return
        one.checked = True
        one.tries = min(MOST, one.tries + 1)
        if one.private or self.tracking["interactions"] == "none":
            return
        type_ = one.spec["type"]
        response = units(found.response, 255).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")  # fmt: skip
        id_ = f"{one.step}_{one.spec['id']}"
        record = Record(id_, INTERACTIONS.get(type_, type_), response, result(found.credit if one.scores else None))  # fmt: skip
        self.history.add(record)
        key = (one.step, one.spec["id"])
        if self.tracking["interactions"] == "latest" and key in self.places:
            self.records[self.places[key]] = record
        else:
            self.places[key] = len(self.records)
            self.records.append(record)

    def check(self, one: Asked) -> bool:
        """Whether it was taken for an answer."""
        found = one.judged
        if found is None or not found.complete:
            return False
        self.settle(one)
        quiz = self.quizzes[one.step]
        if one in quiz.asked:
            self.changed(one.step)
        return True

    def changed(self, step: str) -> None:
        quiz = self.quizzes[step]
        quiz.warned = False
        if (
            quiz.begun
            and quiz.spec["feedback"] == "at-once"
            and all(one.final for one in quiz.asked)
        ):
            self.finish(step)

    def hand_in(self, step: str) -> None:
        quiz = self.quizzes[step]
        missing = [one for one in quiz.asked if not ((found := one.judged) and found.complete)]
        if missing and not quiz.warned:
            quiz.warned = True
            return
        self.finish(step)

    def finish(self, step: str) -> None:
        quiz = self.quizzes[step]
        for one in quiz.asked:
            self.settle(one)
        quiz.begun, quiz.finished = False, True
        quiz.passed = quiz.passed or (quiz.mark > 0 and quiz.score >= 100 * quiz.mark)
        quiz.kept = max(quiz.kept, quiz.score) if quiz.spec["counts"] == "best" else quiz.score
        if quiz.passed if self.course["steps"][step]["done"] == "passed" else quiz.finished:
            self.done.add(step)
        self.report()

    # what the platform has to be told

    def report(self) -> None:
        tracking = self.tracking
        all_done = len(self.done) == len(self.quizzes)
        if "score" not in tracking:
            self.raise_to(tracking["report"] if all_done else "incomplete")
            return
        counted = self.counted()
        weights = sum(weight for _, weight in counted)
        exists = all(quiz.finished for quiz, _ in counted)
        total = half_up(
            sum((quiz.kept * weight for quiz, weight in counted), Fraction(0)) / weights
        )
        mark = self.mark(counted[0][0])
        enough = exists and total >= 100 * mark
        self.passed = self.passed or (mark > 0 and enough)
        by = tracking["complete"]
        complete = (by == "quiz-passed" or all_done) and (not mark or self.passed)
        spent = all("attempts" in quiz.spec and quiz.attempt >= quiz.spec["attempts"] and not quiz.begun for quiz, _ in counted)  # fmt: skip
        may_fail = spent or tracking.get("failed") == "at-once"
        failed = exists and not self.passed and may_fail and (by != "all-required" or all_done)
        if complete:
            split = tracking["report"] == "passed-failed"
            self.raise_to("passed" if split else tracking["report"])
        elif failed and tracking["report"] == "passed-failed":
            self.raise_to("failed")
        if exists and (not mark or (complete if enough else failed)):
            self.grade = f"{total / 100:g}"

    def counted(self) -> list[tuple[QuizModel, Fraction]]:
        score = self.tracking["score"]
        if score in self.quizzes:
            return [(self.quizzes[score], Fraction(1))]
        return [(quiz, weight(quiz.spec) if score == "weighted" else Fraction(1)) for quiz in self.quizzes.values()]  # fmt: skip

    def mark(self, first: QuizModel) -> int:
        if not self.by_score:
            return 0
        own = first.spec.get("pass", 0) if self.tracking["score"] in self.quizzes else 0
        return int(self.tracking.get("pass") or own)

    def raise_to(self, status: str) -> None:
        self.status = max(self.status, status, key=RANKS.index)


def weight(quiz: dict[str, Any]) -> Fraction:
    """What the questions of an attempt weigh: of a pool as many as are drawn, at their mean."""
    total = Fraction(0)
    for one in quiz["questions"]:
        pool = one.get("pool")
        size = sum(other.get("pool") == pool for other in quiz["questions"])
        chance = Fraction(quiz["draw"][pool], size) if pool else Fraction(1)
        total += Asked(one, "", 1).scores * Fraction(one.get("weight", 0)) * chance
    return total
