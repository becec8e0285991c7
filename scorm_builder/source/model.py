"""What `course.yaml` may say. These models are its schema: they check it, and print it for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_ID_FORM = "lower-case letters, digits and hyphens, a letter first, 64 at most"
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
# 200 characters is the length of a title in the manifest (IMS CP 1.1.2).
Title = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
]
PagePath = Annotated[
    str,
    StringConstraints(pattern=r"(?i)\.(md|markdown)$"),
    Field(description="a Markdown file, its path from the folder of course.yaml"),
]


class Count(StrEnum):
    """What "x of y done" counts."""

    STEPS = "steps"
    TOPICS = "topics"


class Order(StrEnum):
    """Whether a learner may begin anywhere or must go step by step."""

    FREE = "free"
    LINEAR = "linear"


class Done(StrEnum):
    """When a step is done: its end was seen, the learner confirmed it, or its required blocks are."""

    VIEWED = "viewed"
    CONFIRM = "confirm"
    BLOCKS = "blocks"


class Report(StrEnum):
    """The word that a learning platform gets for a finished course."""

    COMPLETED = "completed"
    PASSED = "passed"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Progress(_Model):
    """How progress is counted and in which order steps open."""

    count: Count = Field(
        Count.STEPS, strict=False, description="what the learner's progress counts: steps or topics"
    )
    order: Order = Field(
        Order.FREE,
        strict=False,
        description="free, or linear: a step opens when those before it are done",
    )


class Tracking(_Model):
    """When a course is complete and how that is reported."""

    complete: Literal["all-required"] = Field(
        "all-required", description="when all required steps are done"
    )
    report: Report = Field(
        Report.COMPLETED, strict=False, description="the word that the learning platform gets"
    )


class Step(_Model):
    """One page of content, whose completion is reported."""

    id: Id = Field(description=f"{_ID_FORM}; names the step for ever")
    title: Title = Field(description="the title of the step as learners see it")
    page: PagePath
    done: Done = Field(
        Done.VIEWED,
        strict=False,
        description="viewed: the end was seen; confirm: the learner says so; blocks: its required blocks are done",
    )
    required: bool = Field(True, description="false: an extra, which does not count")


class Topic(_Model):
    """A named group of steps."""

    id: Id = Field(description=f"{_ID_FORM}; names the topic for ever")
    title: Title = Field(description="the title of the topic as learners see it")
    summary: str = Field("", max_length=500, description="one or two sentences under the title")
    minutes: int | None = Field(None, ge=1, le=600, description="how long the topic takes")
    required: bool = Field(True, description="false: an extra, which does not count")
    steps: list[Step] = Field(min_length=1, description="the pages of the topic, in order")


class Outline(_Model):
    """The course: its name, its rules and its steps."""

    format: int = Field(ge=1, le=1, description="the version of this format: 1")
    id: Id = Field(description=f"{_ID_FORM}; never changes: learners' progress hangs on it")
    title: Title = Field(description="the title of the course as learners see it")
    label: str = Field(
        "", max_length=60, description="the word above the title; by default Theme, Thema"
    )
    lang: str = Field(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=35,
        description="the language, as a BCP 47 tag: nl, en-GB",
    )
    # IMS CP 1.1.2 gives a manifest's version 20 characters.
    version: str = Field(
        pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$",
        description='letters, digits, `.`, `_` and `-`, no blanks, 20 at most: "1.0.0"',
    )
    description: str = Field(
        "", max_length=1000, description="what the course is about, for the catalogue"
    )
    intro: PagePath | None = None
    progress: Progress = Progress()
    tracking: Tracking = Tracking()
    topics: list[Topic] = Field(min_length=1, description="the topics, in order")


def course_schema() -> dict[str, Any]:
    """The JSON Schema of `course.yaml`, for editors."""
    schema = Outline.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
