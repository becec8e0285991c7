"""Code and formulas, turned into HTML when the course is built."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import escape
from pygments import highlight as _highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_FORMATTER = HtmlFormatter(nowrap=True)


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def is_known(language: str) -> bool:
    """Whether code in this language can be coloured."""
    return _lexer(language) is not None


def highlight(code: str, language: str) -> str:
    """Code as HTML: with `<span class>` for its parts in a known language, else escaped."""
    lexer = _lexer(language) if language else None
    return str(escape(code)) if lexer is None else _highlight(code, lexer, _FORMATTER)
