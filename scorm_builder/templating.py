"""Jinja for a course: the built-in templates, overridden file by file by the course's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scorm_builder import resources, rules
from scorm_builder.diagnostics import Fault, Position, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from jinja2 import Template
    from jinja2.bccache import Bucket

    from scorm_builder.diagnostics import Diagnostic, Rule

FOLDER = "templates"
"""The folder beside course.yaml that may hold templates of the course's own."""

BUILT_IN, THEME = "built-in", "theme"
"""Where a template finds the one of its name that it comes before."""


@dataclass(frozen=True)
class Layer:
    """A folder of templates that come before ours.

    Those of a theme are told of at the place `at` where the course names it, as `name`.
    """

    folder: Path
    name: str = ""
    at: Position | None = None

    def fault(self, rule: Rule, path: str, line: int, message: str, hint: str) -> Diagnostic:
        """The finding that the template `path` of this layer breaks a rule."""
        where = Position(f"{FOLDER}/{path}", line)
        if self.at is None:
            return rule.at(where, message, hint)
        return rule.at(self.at, f"in the theme `{self.name}`, {where}: {message}", hint)


class _Compiled(BytecodeCache):
    """Templates as code, by their text: the next build in the same process need not make it again."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._code.get(bucket.key)
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED: dict[type[Environment], _Compiled] = {
    Environment: _Compiled(),
    ImmutableSandboxedEnvironment: _Compiled(),
}


class Templates:
    """The templates of one course: its own, those of its theme, ours.

    What is not ours runs in a sandbox: it can only print. `folders` are where templates are looked
    for, the first one first. A template extends the one that it comes before by the name
    `built-in/index.html`, and that of a theme by `theme/index.html`.
    """

    def __init__(self, course: Path, theme: Layer | None = None) -> None:
        self._layers = [Layer(course / FOLDER), *([theme] if theme else [])]
        self.folders = [*(layer.folder for layer in self._layers), resources.templates()]
        parents = {BUILT_IN: resources.templates()} | ({THEME: theme.folder} if theme else {})
        by_name = {name: FileSystemLoader(folder) for name, folder in parents.items()}
        # The sandbox looks at every attribute and call; templates of ours need no watching.
        ours = not any(layer.folder.exists() for layer in self._layers)
        kind = Environment if ours else ImmutableSandboxedEnvironment
        self._environment = kind(
            loader=ChoiceLoader([FileSystemLoader(self.folders), PrefixLoader(by_name)]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
            bytecode_cache=_COMPILED[kind],
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
            blamed = self._blame(problem)
            if blamed is None:
                raise
            layer, path, line = blamed
            built_in = resources.templates() / path
            hint = "compare it with the built-in one" if built_in.exists() else ""
            message = f"this template does not work: {_reason(problem)}"
            raise Fault(layer.fault(rules.TEMPLATE_ERROR, path, line, message, hint)) from problem

    def unknown_blocks(self) -> Iterator[Diagnostic]:
        """Blocks that fill in nothing: the template that is extended has none of that name."""
        for layer in self._layers:
            for file in sorted(layer.folder.rglob("*.html")):
                path = file.relative_to(layer.folder).as_posix()
                yield from self._unknown_blocks(layer, path, self._parsed(file))

    def _unknown_blocks(
        self, layer: Layer, path: str, template: nodes.Template | None
    ) -> Iterator[Diagnostic]:
        parent = _parent(template)
        known = self._blocks(parent, set())
        if template is None or known is None:
            return
        for block in template.body:
            if isinstance(block, nodes.Block) and block.name not in known:
                message = f"`{parent}` has no block `{block.name}`, so that this is not shown"
                hint = did_you_mean(block.name, known)
                yield layer.fault(rules.UNKNOWN_TEMPLATE_BLOCK, path, block.lineno, message, hint)

    def _blocks(self, name: str, seen: set[str]) -> set[str] | None:
        """The blocks of a template and of those that it extends; None when one is not there."""
        assert self._environment.loader
        try:
            _, file, _ = self._environment.loader.get_source(self._environment, name)
        except TemplateNotFound:
            return None
        template = self._parsed(Path(file or ""))
        if template is None:
            return None
        own = {block.name for block in template.find_all(nodes.Block)}
        parent = _parent(template)
        if not parent or parent in seen:
            return own
        return own | (self._blocks(parent, seen | {parent}) or set())

    def _parsed(self, file: Path) -> nodes.Template | None:
        """A template as a tree; None when it cannot be read, which is told when it is used."""
        try:
            return self._environment.parse(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, TemplateSyntaxError, RecursionError):
            return None

    def _blame(self, problem: Exception) -> tuple[Layer, str, int] | None:
        """The layer, template and line that caused `problem`; None when it was ours."""
        if isinstance(problem, TemplateSyntaxError) and problem.filename:
            return self._place(problem.filename, problem.lineno)
        found = None
        trace: TracebackType | None = problem.__traceback__
        while trace:
            place = self._place(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            found = place or found
            trace = trace.tb_next
        return found

    def _place(self, filename: str, line: int) -> tuple[Layer, str, int] | None:
        file = Path(filename)
        for layer in self._layers:
            if file.is_relative_to(layer.folder):
                return layer, file.relative_to(layer.folder).as_posix(), line
        return None


def _parent(template: nodes.Template | None) -> str:
    """The name of the template that this one extends, when it says so in one word."""
    extends = template.find(nodes.Extends) if template else None
    named = extends.template if extends else None
    return str(named.value) if isinstance(named, nodes.Const) else ""


def _reason(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return f"it takes in itself; another one is extended as `{BUILT_IN}/name.html`"
    if isinstance(problem, TemplateNotFound):
        return f"there is no template `{problem.name}`"
    if isinstance(problem, KeyError):
        return f"there is no message {problem}"
    missing = re.search(r"has no attribute '(\w+)'", str(problem))
    if missing:
        return f"there is no `{missing[1]}` here"
    return str(problem)
