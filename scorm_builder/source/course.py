"""A loaded course: what its author wrote, read and compiled, with the place of everything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scorm_builder.source.glossary import GLOSSARY
from scorm_builder.source.page import Kept, Page
from scorm_builder.source.questions.views import quiz_route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scorm_builder.messages import Messages
    from scorm_builder.source.design import Design
    from scorm_builder.source.files import Files
    from scorm_builder.source.glossary import Glossary
    from scorm_builder.source.model import Outline, Step, Topic
    from scorm_builder.source.page import Made
    from scorm_builder.source.yaml12 import Document, Route
    from scorm_builder.templating import Templates

COURSE_FILE = "course.yaml"


@dataclass(frozen=True)
class Course:
    """A course whose files could all be read.

    `pages` are the compiled pages by path; `document` tells where each value of the outline stands.
    `whole` is the course of which this is one topic, see `units.py`.
    """

    root: Path
    outline: Outline
    document: Document
    files: Files
    pages: Mapping[str, Page]
    messages: Messages
    templates: Templates
    design: Design
    glossary: Glossary | None
    whole: Course | None = None

    def topics(self) -> Iterator[tuple[Route, Topic]]:
        """The topics, each with its route in course.yaml."""
        for index, topic in enumerate(self.outline.topics):
            yield ("topics", index), topic

    def steps(self) -> Iterator[tuple[Route, Topic, Step]]:
        """The steps in order, each with its route in course.yaml and its topic."""
        for route, topic in self.topics():
            for index, step in enumerate(topic.steps):
                yield (*route, "steps", index), topic, step

    def page(self, step: Step) -> Page:
        """The compiled page of a step; an empty one when it could not be found."""
        return self._shown_at(f"/{step.id}")

    def quiz(self, step: Step) -> Page:
        """The compiled quiz of a step; an empty page when it has none."""
        return self._shown_at(quiz_route(step.id))

    def kept_of(self, step: Step) -> list[Kept]:
        """What is kept of a learner on a step, beside that it is done."""
        return [*self.page(step).kept, *self.quiz(step).kept]

    def intro(self) -> Page:
        """The compiled introduction; an empty page when there is none."""
        return self._shown_at("/")

    def terms(self) -> Page:
        """The compiled glossary; an empty page when there is none."""
        return self._shown_at(GLOSSARY)

    def _shown_at(self, route: str) -> Page:
        return self._routes.get(route) or Page("", route)

    @cached_property
    def _routes(self) -> dict[str, Page]:
        return {page.route: page for page in self.pages.values()}

    def kept(self) -> Iterator[Kept]:
        """What is kept of a learner beside the steps that are done."""
        for page in self.pages.values():
            yield from page.kept

    def used_files(self) -> set[str]:
        """The author's files that are packed."""
        return set().union(*(page.files for page in self.pages.values()))

    def made_files(self) -> dict[str, Made]:
        """The files that were made of the author's, by their name in the package."""
        return {name: made for page in self.pages.values() for name, made in page.made.items()}
