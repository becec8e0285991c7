"""Jinja for a course: the built-in templates, overridden file by file by the course's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scorm_builder import resources, rules
from scorm_builder.diagnostics import Fault, Position

if TYPE_CHECKING:
    from types import TracebackType

    from jinja2 import Template

FOLDER = "templates"
"""The folder beside course.yaml that may hold templates of the course's own."""


class Templates:
    """The templates of one course. A course's template runs in a sandbox: it can only print."""

    def __init__(self, course: Path) -> None:
        self.own = course / FOLDER
        # The sandbox looks at every attribute and call; templates of ours need no watching.
        kind = ImmutableSandboxedEnvironment if self.own.exists() else Environment
        self._environment = kind(
            loader=FileSystemLoader([self.own, resources.templates()]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
        )
        self._loaded: dict[str, Template] = {}

    def render(self, name: str, context: dict[str, Any]) -> Markup:
        """Render a template. Raises `Fault` when one of the course's own is at fault."""
        try:
            if name not in self._loaded:
                self._loaded[name] = self._environment.get_template(name)
            return Markup(self._loaded[name].render(context))  # noqa: S704 - autoescaped
        except (
            TemplateError,
            SecurityError,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as problem:
            where = self._blame(problem)
            if where is None:
                raise
            built_in = resources.templates() / Path(where.path).relative_to(FOLDER)
            hint = "compare it with the built-in one" if built_in.exists() else ""
            message = f"this template does not work: {_reason(problem)}"
            raise Fault(rules.TEMPLATE_ERROR.at(where, message, hint)) from problem

    def _blame(self, problem: Exception) -> Position | None:
        """The line in a template of the course that caused `problem`; None when it was ours."""
        if isinstance(problem, TemplateSyntaxError) and problem.filename:
            return self._position(problem.filename, problem.lineno)
        found = None
        trace: TracebackType | None = problem.__traceback__
        while trace:
            place = self._position(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            found = place or found
            trace = trace.tb_next
        return found

    def _position(self, filename: str, line: int) -> Position | None:
        file = Path(filename)
        if not file.is_relative_to(self.own):
            return None
        return Position(f"{FOLDER}/{file.relative_to(self.own).as_posix()}", line)


def _reason(problem: Exception) -> str:
    if isinstance(problem, TemplateNotFound):
        return f"there is no template `{problem.name}`"
    if isinstance(problem, KeyError):
        return f"there is no message {problem}"
    missing = re.search(r"has no attribute '(\w+)'", str(problem))
    if missing:
        return f"there is no `{missing[1]}` here"
    return str(problem)
