"""`Course` → its documents, and the files that go with them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from scorm_builder import bundle, state
from scorm_builder.messages import direction
from scorm_builder.scoring import scoring
from scorm_builder.source.blocks import SHIPPED
from scorm_builder.source.model import Complete, Count, Failed
from scorm_builder.source.questions.kinds import SHIPPED as QUESTIONS_SHIPPED
from scorm_builder.source.questions.views import QUIZ, UNLIMITED
from scorm_builder.source.references import base_of
from scorm_builder.styles import pack_fonts, theme_css
from scorm_builder.units import leaving

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from pathlib import Path

    from scorm_builder.messages import Messages, Text
    from scorm_builder.source.course import Course
    from scorm_builder.source.design import Picture
    from scorm_builder.units import Unit

_DOCUMENT = "index.html"
UPRIGHT = {"ar", "fa", "he", "ja", "ko", "ur", "zh"}
"""Languages whose scripts have no italics and no spaced letters."""


@dataclass
class StepView:
    """A step as templates see it. `number` counts the steps that count; an extra step has 0."""

    id: str
    route: str
    number: int
    title: str
    html: Markup
    quiz: Markup
    done: str
    required: bool
    topic: TopicView
    previous: StepView | None = None
    next: StepView | None = None


@dataclass
class TopicView:
    """A topic as templates see it; `minutes` is 0 when the author gives none."""

    id: str
    number: int
    title: str
    summary: str
    minutes: int
    required: bool
    steps: list[StepView] = field(default_factory=list)


@dataclass
class ElsewhereView:
    """A page of another topic to which something in this one leads. `places` are the addresses of the
    headings on it that are asked for."""

    route: str
    title: str
    topic: str
    places: set[str] = field(default_factory=set)


@dataclass
class DesignView:
    """What templates see of a theme: its pictures, and its papers, which are empty when built in.

    A picture has `url`, `width`, `height`, `alt`, `dark` and `sizes`.
    """

    logo: Picture | None
    cover: Picture | None
    paper: str
    dark_paper: str


@dataclass
class CourseView:
    """A course as templates see it.

    `total` is what the learner's progress counts, `steps_total` the number of steps that count. `rule`
    says when a learner is done where a score is part of it, `scored` are the steps whose quizzes give
    that score, `needed` those that a learner cannot be done without. `contents` are the titles of
    what counts: topics, or the steps of a topic by itself. `alone`: it is one; `elsewhere` are the
    pages of the others to which it leads.
    """

    id: str
    lang: str
    dir: str
    title: str
    label: str
    description: str
    help: Markup
    certificate: bool
    version: str
    count: str
    order: str
    intro: Markup
    glossary: Markup
    total: int
    minutes: int
    steps_total: int
    rule: str
    scored: list[StepView]
    needed: list[StepView]
    topics: list[TopicView]
    contents: list[str]
    alone: bool
    elsewhere: list[ElsewhereView]


@dataclass(frozen=True, kw_only=True)
class Document:
    """What one file for a browser shows: which pages of the course are in it, and what its head says.

    `missing` is the page for an address that leads nowhere, `elsewhere` are those of other topics. `platform`: it is opened in a learning
    platform, to which a learner goes back. `metas` and `links` are the attributes of such elements;
    `data` is what the runtime must know besides.
    """

    title: str
    description: str
    theme: bool = False
    steps: Sequence[StepView] = ()
    completion: bool = False
    glossary: bool = False
    missing: bool = False
    elsewhere: Sequence[ElsewhereView] = ()
    platform: bool = True
    metas: Sequence[Mapping[str, str]] = ()
    links: Sequence[Mapping[str, str]] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


def in_one(unit: Unit, course: CourseView) -> dict[str, Document]:
    """All pages of a unit in one document, which is launched."""
    return {
        unit.launch: Document(
            title=f"{course.title} – {course.label}",
            description=course.description,
            theme=True,
            steps=[step for topic in course.topics for step in topic.steps],
            completion=True,
            glossary=bool(course.glossary),
            elsewhere=course.elsewhere,
        )
    }


class Shape(Protocol):
    """What a target decides of documents: `ADAPTER` are its scripts, `STATE_LIMIT` the characters that a
    learner's state may have."""

    @property
    def ADAPTER(self) -> Sequence[str]: ...  # noqa: N802, D102
    @property
    def STATE_LIMIT(self) -> int: ...  # noqa: N802, D102

    def units(self, course: Course, /) -> list[Unit]:
        """What a learner opens by itself."""

    def documents(self, unit: Unit, view: CourseView, /) -> Mapping[str, Document]:
        """The files of a unit for a browser, and which of its pages each of them shows."""


def render(course: Course, shape: Shape) -> dict[str, bytes | Path]:
    """The files of a package, but for what its target adds: documents, styles, scripts and the author's
    files. Raises `Fault` when a template of the course is at fault.
    """
    found = shape.units(course)
    uses = set[str]().union(*(_uses(unit.course) for unit in found))
    rendered = {
        name: text for unit in found for name, text in _documents(unit, shape, uses).items()
    }
    faces, fonts = pack_fonts(course.design, "".join(rendered.values()))
    design = faces + theme_css(course.design, code="code" in uses)
    files: dict[str, bytes | Path] = {
        **{name: text.encode() for name, text in rendered.items()},
        bundle.STYLE: bundle.style(course.templates.folders, uses, design),
        bundle.SCRIPT: bundle.script(course.templates.folders, shape.ADAPTER, uses),
        **fonts,
        **course.design.files,
    }
    files |= {course.files.packed(p): course.files.root / p for p in sorted(course.used_files())}
    files |= {name: made.content for name, made in course.made_files().items()}
    return files


def _documents(unit: Unit, shape: Shape, uses: Set[str]) -> dict[str, str]:
    """The documents of a unit, for a script in which all that is in `uses` has a part."""
    course = unit.course
    words = _words(course)
    shown = words.for_the_runtime((SHIPPED | QUESTIONS_SHIPPED) - uses)
    data = _data(course, shape.STATE_LIMIT, shown)
    view = _course_view(course)
    context = {"course": view, "design": _design_view(course), "t": words}
    return {
        name: course.templates.render(
            _DOCUMENT,
            {**context, "document": document, "data": _script_data({**data, **document.data})},
        )
        for name, document in shape.documents(unit, view).items()
    }


def _uses(course: Course) -> set[str]:
    """The names of all that has a style or a script of its own, and is in this course."""
    lang = course.outline.lang
    optional = {
        "certificate": course.outline.certificate,
        "cover": course.design.cover,
        "logo": course.design.logo,
        "score": scoring(course),
        "rtl": direction(lang) == "rtl",
        "upright": lang.partition("-")[0].lower() in UPRIGHT,
    }
    uses = {name for name, used in optional.items() if used}
    return uses.union(*(page.uses for page in course.pages.values()))


def _design_view(course: Course) -> DesignView:
    design = course.design
    papers = [str(design.palette.of(name).paper) for name in ("light", "dark")]
    return DesignView(design.logo, design.cover, *(papers if design.given else ["", ""]))


def _course_view(course: Course) -> CourseView:
    outline = course.outline
    topics = _topic_views(course)
    _join([step for topic in topics for step in topic.steps])
    intro = course.intro()
    return CourseView(
        id=outline.id,
        lang=outline.lang,
        dir=direction(outline.lang),
        title=outline.title,
        label=outline.label or course.messages("label"),
        description=outline.description,
        help=_with_links(outline.help),
        certificate=outline.certificate,
        version=outline.version,
        count=outline.progress.count,
        order=outline.progress.order,
        intro=Markup(intro.html),  # noqa: S704 - compiled Markdown
        glossary=Markup(course.terms().html),  # noqa: S704 - compiled Markdown
        total=_counted(course),
        minutes=sum(topic.minutes for topic in topics),
        steps_total=sum(1 for topic in topics for step in topic.steps if step.number),
        rule=_rule(course),
        scored=_scored(course, topics),
        needed=_needed(course, topics),
        topics=topics,
        contents=_contents(course, topics),
        alone=course.whole is not None,
        elsewhere=elsewhere(course),
    )


def _contents(course: Course, topics: list[TopicView]) -> list[str]:
    if course.whole:
        return [step.title for topic in topics for step in topic.steps if step.number]
    return [topic.title for topic in topics if any(step.number for step in topic.steps)]


def elsewhere(course: Course) -> list[ElsewhereView]:
    """What is behind the links that lead out of a topic by itself. The introduction has no page of its
    own: such a link leads to the first page of the topic."""
    if not course.whole:
        return []
    pages = {
        f"/{step.id}": ElsewhereView(f"/{step.id}", step.title, topic.title)
        for _, topic, step in course.whole.steps()
    }
    found = {}
    for link in leaving(course):
        route = course.whole.pages[link.page].route
        if route in pages:
            found[route] = pages[route]
            found[route].places |= {f"{base_of(route)}/{link.anchor}"} if link.anchor else set()
    return [found[route] for route in pages if route in found]


def _words(course: Course) -> Messages:
    """The words of the course: what is said at its end hangs on what ends it."""
    words = course.messages
    if course.outline.tracking.complete is not Complete.QUIZ_PASSED:
        return words
    return replace(words, texts={**words.texts, "run.complete": words.texts["score.complete"]})


def _rule(course: Course) -> str:
    """When a learner is done, in a sentence; empty where that is when all steps are, and no more."""
    score = scoring(course)
    if not score:
        return ""
    if not score.mark:
        return course.messages("rule.steps")
    key = "rule" if course.outline.tracking.complete is Complete.QUIZ_PASSED else "rule.both"
    if len(score.quizzes) == 1:
        title = score.quizzes[0].step.title
        return course.messages(f"{key}.quiz", **{"pass": score.mark, "title": title})
    return course.messages(f"{key}.quizzes", **{"pass": score.mark, "count": len(score.quizzes)})


def _scored(course: Course, topics: list[TopicView]) -> list[StepView]:
    score = scoring(course)
    ids = {one.step.id for one in score.quizzes} if score else set()
    return [step for topic in topics for step in topic.steps if step.id in ids]


def _needed(course: Course, topics: list[TopicView]) -> list[StepView]:
    if course.outline.tracking.complete is Complete.QUIZ_PASSED:
        return []
    return [step for topic in topics for step in topic.steps if step.number]


_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)]|[^\s<>@,;:]+@[^\s<>@,;:]+\.[a-z]{2,}", re.I)


def _with_links(text: str) -> Markup:
    """A text in which each e-mail and web address is a link."""
    html = Markup()
    start = 0
    for found in _ADDRESS.finditer(text):
        scheme = "mailto:" if "@" in found[0] and "/" not in found[0] else ""
        link = Markup('<a href="{}{}" target="_blank" rel="noopener">{}</a>')
        html += text[start : found.start()] + link.format(scheme, found[0], found[0])
        start = found.end()
    return html + text[start:]


def _topic_views(course: Course) -> list[TopicView]:
    topics = []
    number = 0
    for index, topic in enumerate(course.outline.topics, 1):
        view = TopicView(
            topic.id, index, topic.title, topic.summary, topic.minutes or 0, topic.required
        )
        for step in topic.steps:
            counts = topic.counts(step)
            number += counts
            html = Markup(course.page(step).html)  # noqa: S704 - compiled Markdown
            quiz = Markup(course.quiz(step).html)  # noqa: S704 - compiled Markdown
            view.steps.append(
                StepView(
                    step.id,
                    f"/{step.id}",
                    number if counts else 0,
                    step.title,
                    html,
                    quiz,
                    step.rule,
                    step.required,
                    view,
                )
            )
        topics.append(view)
    return topics


def _join(steps: list[StepView]) -> None:
    for before, after in pairwise(steps):
        before.next, after.previous = after, before


def _counted(course: Course) -> int:
    """What the learner's progress counts up to: required steps, or topics that have one."""
    topics = [topic.id for _, topic, step in course.steps() if topic.counts(step)]
    return len(set(topics) if course.outline.progress.count is Count.TOPICS else topics)


def _data(course: Course, limit: int, words: Mapping[str, Text]) -> dict[str, Any]:
    """What the runtime must know of the course."""
    outline = course.outline
    return {
        "id": outline.id,
        "version": outline.version,
        "release": outline.release(),
        "title": outline.title,
        "lang": course.messages.lang,
        "count": outline.progress.count,
        "order": outline.progress.order,
        "report": outline.tracking.report,
        "interactions": outline.tracking.interactions,
        **_score_data(course),
        "certificate": outline.certificate,
        "completed": state.COMPLETED,
        "limit": limit,
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "required": topic.required,
                "steps": [
                    {
                        "id": step.id,
                        "title": step.title,
                        "tag": state.tag(step.id),
                        "done": step.rule,
                        "required": step.required,
                        "tags": [kept.tag for kept in course.kept_of(step)],
                    }
                    for step in topic.steps
                ],
            }
            for topic in outline.topics
        ],
        **_subjects(course),
        "messages": words,
    }


def _subjects(course: Course) -> dict[str, Any]:
    """What the questions of a topic by itself may be about, which is all topics of the course."""
    if not course.whole:
        return {}
    topics = course.whole.outline.topics
    return {"subjects": [{"id": topic.id, "title": topic.title} for topic in topics]}


def _score_data(course: Course) -> dict[str, Any]:
    """What the runtime must know to judge by a score."""
    score = scoring(course)
    if not score:
        return {}
    tracking = course.outline.tracking
    quizzes = [
        {
            "step": one.step.id,
            "tag": state.tag(one.step.id, QUIZ),
            "weight": one.weight,
            "attempts": one.quiz.attempts or UNLIMITED,
        }
        for one in score.quizzes
    ]
    return {
        "score": {
            "quizzes": quizzes,
            "complete": tracking.complete,
            "pass": score.mark,
            "early": tracking.failed is Failed.AT_ONCE,
            "passed": state.PASSED,
        }
    }


_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def _script_data(data: object) -> Markup:
    """JSON that cannot end the `<script>` it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_IN_SCRIPT))  # noqa: S704 - escaped above
