"""The terms of the glossary in a text become links to what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from scorm_builder.source.glossary import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scorm_builder.source.glossary import Glossary

_QUIET = ("heading_open", "dt_open", "link_open")
_CODE = re.compile(r"<(/?)(?:code|kbd|samp|var)\b")


def is_quiet(token: Token) -> bool:
    """Whether no term is linked in what a token opens."""
    return token.type in _QUIET or "no-term" in str(token.attrs.get("class", "")).split()


def link_terms(children: Sequence[Token], glossary: Glossary, known: set[str]) -> list[Token]:
    """The tokens of a text, with a link at the first place of each term that is not yet `known`."""
    linked: list[Token] = []
    run: list[Token] = []
    quiet = 0
    for child in children:
        if child.type in ("text", "softbreak") and not quiet:
            run.append(child)
            continue
        linked += _link(run, glossary, known)
        run = []
        linked.append(child)
        nesting = _nesting(child)
        if quiet or is_quiet(child) or child.type == "html_inline":
            quiet = max(0, quiet + nesting)
    return [*linked, *_link(run, glossary, known)]


def _nesting(token: Token) -> int:
    if token.type != "html_inline":
        return token.nesting
    code = _CODE.match(token.content)
    return 0 if not code else -1 if code[1] else 1


def _link(run: list[Token], glossary: Glossary, known: set[str]) -> list[Token]:
    text = "".join(token.content if token.type == "text" else "\n" for token in run)
    linked: list[Token] = []
    end = 0
    for start, stop, name in glossary.find(text, known):
        known.add(name)
        attributes = {"href": f"#{GLOSSARY}/{name}", "class": "term"}
        linked += _texts(text[end:start])
        linked.append(Token("link_open", "a", 1, attrs=attributes))  # type: ignore[arg-type]
        linked += _texts(text[start:stop])
        linked.append(Token("link_close", "a", -1))
        end = stop
    return [*linked, *_texts(text[end:])] if linked else run


def _texts(text: str) -> Iterator[Token]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        if line:
            yield Token("text", "", 0, content=line)
