"""What a package of ours says of itself: its steps, and which quizzes give its score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Step:
    """A step of the course. `counts`: without it nobody is done."""

    id: str
    title: str
    tag: int
    rule: str
    counts: bool
    topic: str


@dataclass(frozen=True)
class Quiz:
    """A quiz that gives the score; `attempts` is 0 without a limit."""

    step: str
    weight: int
    attempts: int


@dataclass(frozen=True)
class PlayedCourse:
    """The course in a package, as its own launch page tells it: see `render.py`."""

    data: dict[str, Any]

    @cached_property
    def steps(self) -> list[Step]:
        """All steps in order."""
        return [
            Step(
                step["id"],
                step["title"],
                step["tag"],
                step["done"],
                topic["required"] and step["required"],
                topic["id"],
            )
            for topic in self.data["topics"]
            for step in topic["steps"]
        ]

    @property
    def title(self) -> str:
        """What the theme page is called."""
        return str(self.data["title"])

    @property
    def linear(self) -> bool:
        """Whether a step opens only when those before it are done."""
        return bool(self.data["order"] == "linear")

    @property
    def quizzes(self) -> list[Quiz]:
        """Those that give the score."""
        told = self.data.get("score", {}).get("quizzes", [])
        return [Quiz(one["step"], one["weight"], one["attempts"]) for one in told]

    @property
    def mark(self) -> int:
        """The score that is enough, 0 where none decides."""
        return int(self.data.get("score", {}).get("pass", 0))
