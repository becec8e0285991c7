"""How single Markdown elements become HTML, where markdown-it's own way is not good enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def install(md: MarkdownIt) -> None:
    """Teach a parser's renderer our HTML. `env` holds `route`, the page's, and `words`."""
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)


def _fence(_: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    # Imported here: only courses with code pay for the lexers.
    from scorm_builder.source.code import highlight

    token = tokens[index]
    language = token.info.split()[0] if token.info.strip() else ""
    name = f' class="language-{escape(language)}"' if language else ""
    # Focusable, so that a long line can be scrolled to by keyboard.
    return f'<pre class="code" tabindex="0"><code{name}>{highlight(token.content, language)}</code></pre>\n'


def _code_block(_: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f'<pre class="code" tabindex="0"><code>{escape(tokens[index].content)}</code></pre>\n'


def _table_open(_: Any, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
    label = escape(env["words"]("table"))
    return f'<div class="table" role="group" tabindex="0" aria-label="{label}">\n<table>\n'


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"


def _math(_: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    mathml = str(tokens[index].meta["mathml"])
    return mathml if tokens[index].type == "math_inline" else f'<div class="math">{mathml}</div>\n'


def _footnote(tokens: Sequence[Token], index: int) -> tuple[int, str]:
    """The number of a footnote, and what tells its references apart."""
    meta = tokens[index].meta
    again = meta.get("subId", 0)
    return meta["id"] + 1, f"-{again + 1}" if again > 0 else ""


def _footnote_ref(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    number, again = _footnote(tokens, index)
    label = escape(env["words"]("footnote", number=number))
    route = env["route"]
    return (
        f'<sup class="footnote-ref"><a href="#{route}/fn{number}" id="{route}/fnref{number}{again}"'
        f' role="doc-noteref" aria-label="{label}">{number}</a></sup>'
    )


def _footnote_block_open(_: Any, _tokens: Sequence[Token], _i: int, _options: Any, env: Any) -> str:
    label = escape(env["words"]("footnotes"))
    return f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>\n'


def _footnote_open(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    number, _again = _footnote(tokens, index)
    return f'<li id="{env["route"]}/fn{number}">'


def _footnote_anchor(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    number, again = _footnote(tokens, index)
    label = escape(env["words"]("footnote.back"))
    return (
        f' <a href="#{env["route"]}/fnref{number}{again}" class="footnote-back"'
        f' role="doc-backlink" aria-label="{label}">↩\ufe0e</a>'
    )


_RULES = {
    "fence": _fence,
    "code_block": _code_block,
    "table_open": _table_open,
    "table_close": _table_close,
    "math_inline": _math,
    "math_inline_double": _math,
    "math_block": _math,
    "math_block_label": _math,
    "footnote_ref": _footnote_ref,
    "footnote_block_open": _footnote_block_open,
    "footnote_open": _footnote_open,
    "footnote_anchor": _footnote_anchor,
}
