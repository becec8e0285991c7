"""A folder → a `Course`, and everything in it that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Fault, Position, errors
from scorm_builder.messages import FALLBACK, load_messages
from scorm_builder.source.compiler import compile_glossary
from scorm_builder.source.course import COURSE_FILE, Course
from scorm_builder.source.custom import load_blocks
from scorm_builder.source.decode import decode
from scorm_builder.source.design import load_design
from scorm_builder.source.files import scan
from scorm_builder.source.glossary import load_glossary
from scorm_builder.source.installed import find_theme, retold
from scorm_builder.source.model import Outline, Tracking
from scorm_builder.source.page import Site
from scorm_builder.source.questions.files import ENDING
from scorm_builder.source.questions.views import is_quiz, quiz_route
from scorm_builder.source.side_by_side import compile_pages
from scorm_builder.source.text import read_text
from scorm_builder.source.yaml12 import Document, read_yaml
from scorm_builder.templating import FOLDER, Templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scorm_builder.source.files import Files
    from scorm_builder.source.glossary import Glossary
    from scorm_builder.source.installed import Installed
    from scorm_builder.source.kept_pages import KeptPages
    from scorm_builder.source.yaml12 import Route


def load(
    root: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    kept: KeptPages | None = None,
    lang: str = "",
) -> tuple[Course | None, list[Diagnostic]]:
    """Read the course in the folder `root`. `progress` is told how many pages are done, of how many;
    `kept` are the pages of an earlier build; `lang` takes the place of what course.yaml says.

    Gives no course when its outline has faults; the pages that it names are read all the same, so
    that their faults are found in the same run. The findings are those of reading alone.
    """
    text = _outline_text(root)
    if isinstance(text, Diagnostic):
        return None, [text]
    document = read_yaml(text, COURSE_FILE)
    outline = decode(document, Outline)
    if not isinstance(document.value, dict):
        return None, document.diagnostics
    files = scan(root)
    if outline and lang:
        outline = replace(outline, lang=lang)
    lang = outline.lang if outline else FALLBACK
    routes, findings = _routes(document, files)
    messages, wording = load_messages(root, lang, document.at("lang"))
    theme, wanting = _theme(outline, document)
    templates = Templates(files.root, theme.layer() if theme else None)
    blocks, custom = load_blocks(files)
    own = [*wording, *custom, *files.leading_out(FOLDER), *_unreadable_templates(files)]
    if theme:
        its_blocks, odd = load_blocks(theme.files)
        blocks = {**its_blocks, **blocks}
        own += [retold(one, theme) for one in (*odd, *_unreadable_templates(theme.files))]
    own += templates.unknown_blocks()
    findings = [*document.diagnostics, *findings, *wanting, *own]
    if errors(own):
        return None, findings
    glossary, odd_terms = _glossary(document, files)
    findings += odd_terms
    embeds = [one for one in _items(document.value, "embeds") if isinstance(one, str)]
    shown = {path: route for path, route in routes.items() if not is_quiz(route)}
    tracking = outline.tracking if outline else Tracking()
    site = Site(files, shown, lang, messages, templates, blocks, tracking, glossary, embeds)
    try:
        pages = compile_pages(site, list(routes.items()), progress, kept)
        if glossary:
            pages[glossary.path] = compile_glossary(site, glossary)
    except Fault as fault:
        return None, [*findings, fault.diagnostic]
    for page in pages.values():
        findings += page.diagnostics
    if outline is None or errors(document.diagnostics):
        # A step that could not be read may well be the one that a link leads to.
        return None, [found for found in findings if found.code != rules.BROKEN_LINK.code]
    design, looks = load_design(outline.theme, theme, partial(document.at, "theme"), site)
    return (
        Course(files.root, outline, document, files, pages, messages, templates, design, glossary),
        [*findings, *looks],
    )


def _glossary(document: Document, files: Files) -> tuple[Glossary | None, list[Diagnostic]]:
    """The glossary of an outline that may have faults."""
    named = document.value.get("glossary")
    at = document.at("glossary")
    if not isinstance(named, str) or at in {found.position for found in document.diagnostics}:
        return None, []
    return load_glossary(files, named, at)


def load_outline(root: Path) -> tuple[Outline | None, list[Diagnostic]]:
    """Read `course.yaml` alone, and none of the pages that it names."""
    text = _outline_text(root)
    if isinstance(text, Diagnostic):
        return None, [text]
    document = read_yaml(text, COURSE_FILE)
    return decode(document, Outline), document.diagnostics


def _outline_text(root: Path) -> str | Diagnostic:
    try:
        names = {entry.name for entry in root.iterdir()}
    except NotADirectoryError:
        return rules.NO_COURSE.at(
            Position(COURSE_FILE),
            f"`{root}` is a file",
            "name the folder that holds course.yaml",
        )
    except OSError as problem:
        return rules.NO_COURSE.at(
            Position(COURSE_FILE),
            f"`{root}` is no folder that can be read: {problem.strerror}",
            "name the folder that holds course.yaml",
        )
    if COURSE_FILE not in names:
        near = sorted(name for name in names if name.lower() in (COURSE_FILE, "course.yml"))
        return rules.NO_COURSE.at(
            Position(COURSE_FILE),
            f"`{root}` holds no {COURSE_FILE}",
            f"rename `{near[0]}`" if near else "`scorm-builder new DIR` makes a course",
        )
    return read_text(root / COURSE_FILE, COURSE_FILE)


def _theme(
    outline: Outline | None, document: Document
) -> tuple[Installed | None, list[Diagnostic]]:
    """The installed theme that a course names, or why there is none."""
    if outline is None or not outline.theme.use:
        return None, []
    found = find_theme(outline.theme.use, outline.theme.version, document.at("theme", "use"))
    return (None, [found]) if isinstance(found, Diagnostic) else (found, [])


def _unreadable_templates(files: Files) -> Iterator[Diagnostic]:
    for path in sorted(files.paths):
        if path.startswith(f"{FOLDER}/") and path.endswith((".html", ".css", ".js")):
            text = read_text(files.root / path, path)
            if isinstance(text, Diagnostic):
                yield text


def _routes(document: Document, files: Files) -> tuple[dict[str, str], list[Diagnostic]]:
    """The route of each page and quiz: `/` for the intro, `/step-id` for a page, `/step-id/-quiz`."""
    told = {found.position for found in document.diagnostics}
    routes: dict[str, str] = {}
    findings = []
    for where, path, route in _named_pages(document.value):
        at = document.at(*where)
        found = files.resolve(path, at)
        if at in told:
            continue
        if isinstance(found, Diagnostic):
            findings.append(found)
        elif found in routes:
            message = f"`{path}` is also {_owner(routes[found])}"
            findings.append(rules.SHARED_PAGE.at(at, message, "give each its own file"))
        elif is_quiz(route) and found.endswith(ENDING):
            message = f"`{path}` holds the questions of a page"
            hint = f"give the quiz a name that does not end in `{ENDING}`"
            findings.append(rules.BAD_VALUE.at(at, message, hint))
        else:
            routes[found] = route
    return routes, findings


def _owner(route: str) -> str:
    """Whose file has this route, in words."""
    step = route.split("/")[1]
    kind = "quiz" if is_quiz(route) else "page"
    return f"the {kind} of the step `{step}`" if step else "the intro"


def _named_pages(outline: dict[str, Any]) -> Iterator[tuple[Route, str, str]]:
    """The pages and quizzes of an outline that may have faults: where each is named, its path and its
    route."""
    if isinstance(outline.get("intro"), str):
        yield ("intro",), outline["intro"], "/"
    for t, topic in enumerate(_items(outline, "topics")):
        for s, step in enumerate(_items(topic, "steps")):
            if not isinstance(step, dict):
                continue
            where = ("topics", t, "steps", s)
            if isinstance(step.get("page"), str):
                yield (*where, "page"), step["page"], f"/{step.get('id')}"
            if isinstance(step.get("quiz"), str):
                yield (*where, "quiz"), step["quiz"], quiz_route(str(step.get("id")))


def _items(value: Any, name: str) -> list[Any]:
    items = value.get(name) if isinstance(value, dict) else None
    return items if isinstance(items, list) else []
