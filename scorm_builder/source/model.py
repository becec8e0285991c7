"""What `course.yaml` may say. These models are its schema: they check it, and print it for editors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from scorm_builder import support
from scorm_builder.source.schema import held, json_schema
from scorm_builder.source.theme import Theme

_ID_FORM = "lower-case letters, digits and hyphens, a letter first, 64 at most"
ID = r"^[a-z][a-z0-9-]{0,63}$"
"""The pattern of an id, of whatever."""

_PAGE = r"\.([mM][dD]|[mM][aA][rR][kK][dD][oO][wW][nN])$"
_PAGE_FORM = "a Markdown file, its path from the folder of course.yaml"
_YAML = r"\.[yY][aA]?[mM][lL]$"
# Of BCP 47: language, script, region, variants. A browser throws on a tag that is none.
_LANGUAGE = (
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$"
)
# The length of a title in the manifest (IMS CP 1.1.2).
_TITLE = 200


class Count(StrEnum):
    """What "x of y done" counts."""

    STEPS = "steps"
    TOPICS = "topics"


class Order(StrEnum):
    """Whether a learner may begin anywhere or must go step by step."""

    FREE = "free"
    LINEAR = "linear"


class Done(StrEnum):
    """When a step is done: its end was seen, the learner confirmed it, its required blocks are, or its
    quiz was finished or passed."""

    VIEWED = "viewed"
    CONFIRM = "confirm"
    BLOCKS = "blocks"
    FINISHED = "finished"
    PASSED = "passed"


class Complete(StrEnum):
    """What completes a course: its required steps, its score, or both."""

    ALL_REQUIRED = "all-required"
    QUIZ_PASSED = "quiz-passed"
    BOTH = "both"


class Report(StrEnum):
    """What a learning platform is told of a finished course: a word whatever the score is, or one of
    two by the score."""

    COMPLETED = "completed"
    PASSED = "passed"
    PASSED_FAILED = "passed-failed"


class Failed(StrEnum):
    """When a score below the mark is told: when no attempt is left, or each time."""

    LAST_ATTEMPT = "last-attempt"
    AT_ONCE = "at-once"


class Standard(StrEnum):
    """What a course can be compiled to: the targets."""

    SCORM_12 = "scorm12"
    SCORM_2004_3 = "scorm2004-3"
    SCORM_2004_4 = "scorm2004-4"
    WEB = "web"


class Packaging(StrEnum):
    """What a learning platform opens, reports and grades by itself: the course, or each topic of it."""

    COURSE = "course"
    TOPICS = "topics"


class Interactions(StrEnum):
    """Which answers a learning platform gets: every one, the last of each question, or none."""

    JOURNAL = "journal"
    LATEST = "latest"
    NONE = "none"


AVERAGE, WEIGHTED = "average", "weighted"
"""The scores that several quizzes give together."""


@dataclass(frozen=True)
class Progress:
    """How progress is counted and in which order steps open."""

    count: Count = held("what the learner's progress counts: steps or topics", default=Count.STEPS)
    order: Order = held(
        "free, or linear: a step opens when those before it are done", default=Order.FREE
    )


@dataclass(frozen=True)
class Tracking:
    """When a course is complete and how that is reported."""

    complete: Complete = held(
        "all-required: all required steps are done; quiz-passed: the score is enough; both",
        default=Complete.ALL_REQUIRED,
    )
    score: str | None = held(
        f"the id of the step whose quiz gives the score; {AVERAGE}: the mean of the required quizzes;"
        f" {WEIGHTED}: that by the weights of their questions",
        default=None,
        pattern=ID,
    )
    pass_: int | None = held(
        "the least score that is enough, in percent; by default that of the quiz",
        default=None,
        least=1,
        most=100,
    )
    report: Report = held("what the learning platform is told", default=Report.COMPLETED)
    failed: Failed = held(
        "with passed-failed: when a score that is not enough is told", default=Failed.LAST_ATTEMPT
    )
    interactions: Interactions = held(
        "which answers the learning platform gets: every one, the latest of each question, or none",
        default=Interactions.JOURNAL,
    )

    @property
    def by_score(self) -> bool:
        """Whether the score decides on anything, so that there is a mark to pass."""
        return self.complete is not Complete.ALL_REQUIRED or self.report is Report.PASSED_FAILED


@dataclass(frozen=True)
class Web:
    """What is asked of the course as a website."""

    url: str = held(
        "the address of the website, such as https://example.org/course/",
        default="",
        pattern=r"^https?://[^\s/?#\"<>]+(/[^\s?#\"<>]*)?$",
        longest=500,
    )
    index: bool = held("false: search engines are asked to leave it out", default=True)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page of content, a quiz, or a page with a quiz under it, whose completion is reported."""

    id: str = held(f"{_ID_FORM}; names the step for ever", pattern=ID)
    title: str = held("the title of the step as learners see it", shortest=1, longest=_TITLE)
    page: str | None = held(_PAGE_FORM, default=None, pattern=_PAGE)
    quiz: str | None = held(
        "a YAML file with questions, its path from the folder of course.yaml",
        default=None,
        pattern=_YAML,
    )
    done: Done | None = held(
        "viewed: the end was seen; confirm: the learner says so; blocks: its required blocks are done;"
        " of a quiz finished or passed",
        default=None,
    )
    required: bool = held("false: an extra, which does not count", default=True)

    @property
    def rule(self) -> Done:
        """When the step is done, also where its author leaves that open."""
        return self.done or (Done.FINISHED if self.quiz else Done.VIEWED)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A named group of steps."""

    id: str = held(f"{_ID_FORM}; names the topic for ever", pattern=ID)
    title: str = held("the title of the topic as learners see it", shortest=1, longest=_TITLE)
    summary: str = held("one or two sentences under the title", default="", longest=500)
    minutes: int | None = held("how long the topic takes", default=None, least=1, most=600)
    required: bool = held("false: an extra, which does not count", default=True)
    steps: list[Step] = held("the pages of the topic, in order", shortest=1)

    def counts(self, step: Step) -> bool:
        """Whether a step of this topic counts towards the completion of the course."""
        return self.required and step.required

    @property
    def counting(self) -> bool:
        """Whether something in this topic counts towards the completion of the course."""
        return any(self.counts(step) for step in self.steps)

    def alone(self) -> Topic:
        """The topic where there is nothing else, so that it can be completed: its required steps
        count, and all of them where none is required."""
        steps = self.steps
        if not any(step.required for step in steps):
            steps = [replace(step, required=True) for step in steps]
        return replace(self, required=True, steps=steps)


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A course: its name, its rules and its steps."""

    format: int = held("the version of this format: 1", least=1, most=1)
    id: str = held(f"{_ID_FORM}; never changes: learners' progress hangs on it", pattern=ID)
    title: str = held("the title of the course as learners see it", shortest=1, longest=_TITLE)
    label: str = held("the word above the title; by default Theme, Thema", default="", longest=60)
    lang: str = held(
        "the language, as a BCP 47 tag: nl, en-GB",
        pattern=_LANGUAGE,
        longest=35,
    )
    # IMS CP 1.1.2 gives a manifest's version 20 characters.
    version: str = held(
        'letters, digits, `.`, `_` and `-`, no blanks, 20 at most: "1.0.0"',
        pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$",
    )
    description: str = held("what the course is about, for the catalogue", default="", longest=1000)
    help: str = held(
        "who helps a learner, such as an e-mail address; shown at the foot of every page",
        default="",
        longest=200,
    )
    certificate: bool = held("true: a certificate to print, on the page at the end", default=False)
    intro: str | None = held(_PAGE_FORM, default=None, pattern=_PAGE)
    glossary: str | None = held(
        "a YAML file with the words that the course explains",
        default=None,
        pattern=_YAML,
    )
    embeds: list[str] = held(
        "other servers of which a page may show something: www.example.org", default=[]
    )
    targets: list[Standard] = held(
        "what `build` makes a package for; by default scorm12", default=[]
    )
    packaging: Packaging = held(
        "what the learning platform opens and grades by itself: the course, or each of its topics",
        default=Packaging.COURSE,
    )
    progress: Progress = held("how progress is counted", default=Progress())
    tracking: Tracking = held("when a course is complete", default=Tracking())
    theme: Theme = held("how the course looks", default=Theme())
    web: Web = held("the course as a website", default=Web())
    topics: list[Topic] = held("the topics, in order", shortest=1)

    def steps(self) -> list[tuple[Topic, Step]]:
        """The steps in order, each with its topic."""
        return [(topic, step) for topic in self.topics for step in topic.steps]

    def alone(self, topic: Topic) -> Outline:
        """A topic as a course of its own: with an id that no course can have, and under the title of the
        course. The introduction belongs to the first topic."""
        return replace(
            self,
            id=f"{self.id}_{topic.id}",
            title=topic.title,
            label=self.title,
            description=topic.summary,
            intro=self.intro if topic is self.topics[0] else None,
            packaging=Packaging.COURSE,
            progress=replace(self.progress, count=Count.STEPS),
            topics=[topic.alone()],
        )

    def release(self) -> int:
        """The number by which a support code knows this release of the course."""
        steps = [(step.id, topic.counts(step)) for topic, step in self.steps()]
        return support.release(self.id, self.version, steps)


def course_schema() -> dict[str, Any]:
    """The JSON Schema of `course.yaml`, for editors."""
    schema = json_schema(Outline)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Course", **schema}
