"""A file of questions, read and checked: a quiz, or the questions of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, did_you_mean
from scorm_builder.source.decode import decode
from scorm_builder.source.questions.kind import Faults
from scorm_builder.source.questions.kinds import KINDS
from scorm_builder.source.questions.models import Practice, Quiz
from scorm_builder.source.text import read_text
from scorm_builder.source.yaml12 import read_yaml

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Position
    from scorm_builder.source.files import Files
    from scorm_builder.source.questions.models import Question
    from scorm_builder.source.yaml12 import Document, Route

ENDING = ".questions.yaml"
"""How the file of a page's questions ends, behind the name of the page."""

Asking = TypeVar("Asking", Quiz, Practice)


@dataclass(frozen=True)
class QuestionFile(Generic[Asking]):
    """What a file of questions says, where, and in which lines; `faulty` are the questions, by their
    number, that have a fault of their own."""

    says: Asking
    document: Document
    lines: list[str]
    faulty: set[int] = field(default_factory=set)

    def routes(self) -> list[tuple[Route, Question]]:
        """The questions, each with its route in the document."""
        return [(("questions", index), one) for index, one in enumerate(self.says.questions)]

    def sound(self) -> list[tuple[Route, Question]]:
        """Those without a fault."""
        return [one for index, one in enumerate(self.routes()) if index not in self.faulty]


def load_quiz(files: Files, path: str) -> tuple[QuestionFile[Quiz] | None, list[Diagnostic]]:
    """Read and check a quiz."""
    found = _read(files, path, Quiz)
    if isinstance(found, list):
        return None, found
    _check_draw(found.says, found.document)
    if found.says.minutes is not None:
        found.document.diagnostics.append(
            rules.TIME_LIMIT.at(
                found.document.at("minutes"),
                "this quiz has a limit of time, which keeps out who needs longer",
                "leave it out, unless the time is what is tested (WCAG 2.2, 2.2.1)",
            )
        )
    return found, found.document.diagnostics


def load_practice(
    files: Files, path: str
) -> tuple[QuestionFile[Practice] | None, list[Diagnostic]]:
    """Read and check the questions of a page."""
    found = _read(files, path, Practice)
    if isinstance(found, list):
        return None, found
    for route, question in found.routes():
        for name in ("pool", "topic"):
            if getattr(question, name):
                found.document.diagnostics.append(
                    rules.UNKNOWN_FIELD.at(
                        found.document.at_key(*route, name),
                        f"`{name}` is for questions of a quiz",
                        "remove it, or put the question into a quiz",
                    )
                )
    return found, found.document.diagnostics


def _read(files: Files, path: str, model: type[Asking]) -> QuestionFile[Asking] | list[Diagnostic]:
    text = read_text(files.root / path, path)
    if isinstance(text, Diagnostic):
        return [text]
    document = read_yaml(text, path)
    decoded = decode(document, model)
    if decoded is None:
        return document.diagnostics
    found = QuestionFile(decoded, document, text.split("\n"))
    _check_ids(found)
    told = len(document.diagnostics)
    for index, (route, question) in enumerate(found.routes()):
        KINDS[question.type].check(question, Faults(document, route))
        if len(document.diagnostics) > told:
            found.faulty.add(index)
        told = len(document.diagnostics)
    return found


def _check_ids(file: QuestionFile[Asking]) -> None:
    first: dict[str, Position] = {}
    for index, (route, question) in enumerate(file.routes()):
        at = file.document.at(*route, "id")
        if question.id in first:
            message = f"`{question.id}` is also the id on line {first[question.id].line}"
            found = rules.DUPLICATE_ID.at(at, message, "give each its own id")
            file.document.diagnostics.append(found)
            file.faulty.add(index)
        first.setdefault(question.id, at)


def _check_draw(quiz: Quiz, document: Document) -> None:
    """Pools and draws belong together: nothing is drawn from what is not there, or never."""
    pools: dict[str, int] = {}
    for index, question in enumerate(quiz.questions):
        if question.pool:
            pools[question.pool] = pools.get(question.pool, 0) + 1
            if question.pool not in quiz.draw and pools[question.pool] == 1:
                hint = did_you_mean(question.pool, quiz.draw) if quiz.draw else ""
                document.diagnostics.append(
                    rules.BAD_DRAW.at(
                        document.at("questions", index, "pool"),
                        f"`draw` does not say how many questions of `{question.pool}` are asked",
                        hint or f"add it above the questions: `draw: {{{question.pool}: 1}}`",
                    )
                )
    for pool, number in quiz.draw.items():
        if pool not in pools:
            document.diagnostics.append(
                rules.BAD_DRAW.at(
                    document.at_key("draw", pool),
                    f"no question has the pool `{pool}`",
                    did_you_mean(pool, pools) or f"add `pool: {pool}` to questions",
                )
            )
        elif number > pools[pool]:
            document.diagnostics.append(
                rules.BAD_DRAW.at(
                    document.at("draw", pool),
                    f"{number} questions are drawn from `{pool}`, which has {pools[pool]}",
                    "draw fewer, or add questions to the pool",
                )
            )
