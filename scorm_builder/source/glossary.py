"""The terms that a course explains, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.source.decode import decode
from scorm_builder.source.names import slug
from scorm_builder.source.schema import held
from scorm_builder.source.text import read_text
from scorm_builder.source.yaml12 import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from scorm_builder.diagnostics import Position
    from scorm_builder.source.files import Files
    from scorm_builder.source.yaml12 import Document

GLOSSARY = "/-/glossary"
"""The route of the page with all terms."""

# Scripts that put no spaces between words; katakana does so between a run of it and what is around.
_KATAKANA = "\u30a1-\u30ff"
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30a0\u3100-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_SPACED = rf"[^\W{_KATAKANA}{_DENSE}]"
_BEFORE = (
    rf"(?:(?<!{_SPACED})(?={_SPACED})|(?=[{_DENSE}])|(?<![{_KATAKANA}])(?=[{_KATAKANA}])|(?!\w))"
)
_AFTER = rf"(?:(?<={_SPACED})(?!{_SPACED})|(?<=[{_DENSE}])|(?<=[{_KATAKANA}])(?![{_KATAKANA}])|(?<!\w))(?![\u0300-\u036f])"
_SENTENCE = re.compile(r"(?:^|[.!?…:][\"'”’»)]*\s+)[\"'“‘«„(¿¡]*$")
_LONGEST_BEFORE = 12


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word and what it means."""

    term: str = held("the word or words", shortest=1, longest=100)
    also: list[str] = held("other forms of it, such as a plural", default=[])
    text: str = held("what it means, in Markdown", shortest=1, longest=2000)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a glossary holds."""

    terms: list[Term] = held("the terms", shortest=1)


@dataclass(frozen=True)
class Glossary:
    """The terms of a course by their names, which are what their addresses end in.

    `places` says where each is explained, `lines` are those of the file. `forms` are all forms by
    which a term goes, `capitals` those with a capital, which it has at the start of a sentence.
    """

    path: str
    terms: Mapping[str, Term]
    places: Mapping[str, Position]
    lines: list[str]
    forms: Mapping[str, str]
    capitals: Mapping[str, str]
    pattern: re.Pattern[str]

    def find(self, text: str, known: Collection[str]) -> Iterator[tuple[int, int, str]]:
        """The places in `text` at which the name of a term stands that is not among `known`."""
        for found in self.pattern.finditer(text):
            form = " ".join(found[0].split())
            name = self.forms.get(form)
            if name is None and _SENTENCE.search(
                text, max(0, found.start() - _LONGEST_BEFORE), found.start()
            ):
                name = self.capitals[form]
            if name and name not in known:
                yield found.start(), found.end(), name


def load_glossary(
    files: Files, path: str, at: Position
) -> tuple[Glossary | None, list[Diagnostic]]:
    """Read the glossary that the outline names at `at`."""
    found = files.resolve(path, at)
    if isinstance(found, Diagnostic):
        return None, [found]
    text = read_text(files.root / found, found)
    if isinstance(text, Diagnostic):
        return None, [text]
    document = read_yaml(text, found)
    decoded = decode(document, Terms)
    if not decoded:
        return None, document.diagnostics
    terms: dict[str, Term] = {}
    places: dict[str, Position] = {}
    forms: dict[str, str] = {}
    for index, term in enumerate(decoded.terms):
        name = slug(term.term)
        terms.setdefault(name, term)
        places.setdefault(name, document.at("terms", index, "term"))
        _take_forms(document, index, term, forms)
    capitals = {form[:1].upper() + form[1:]: name for form, name in forms.items()}
    trie = _trie(sorted({*forms, *capitals}))
    pattern = re.compile(_BEFORE + trie.replace("\\ ", r"\s") + _AFTER)
    return (
        Glossary(found, terms, places, text.split("\n"), forms, capitals, pattern),
        document.diagnostics,
    )


def _take_forms(document: Document, index: int, term: Term, forms: dict[str, str]) -> None:
    name = slug(term.term)
    routes = [("term",), *(("also", number) for number in range(len(term.also)))]
    for route, form in zip(routes, (term.term, *term.also), strict=True):
        written = " ".join(form.split())
        if written in forms or (route == ("term",) and name in forms.values()):
            at = document.at("terms", index, *route)
            message = f"`{written}` is explained already"
            document.diagnostics.append(rules.DUPLICATE_TERM.at(at, message, "remove one"))
        if written:
            forms[written] = name


def _trie(texts: Collection[str]) -> str:
    """A pattern for any of these texts, the longest that fits, which reads each character once."""
    tails: dict[str, list[str]] = {}
    for text in texts:
        if text:
            tails.setdefault(text[0], []).append(text[1:])
    branches = [re.escape(first) + _trie(rest) for first, rest in tails.items()]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{pattern})?" if "" in texts else pattern
