"""Tokens → HTML: blocks by their templates, some elements in our own way, the rest by markdown-it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from scorm_builder.source.parts import matching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from scorm_builder.templating import Templates


def print_tokens(
    md: MarkdownIt, templates: Templates, tokens: Sequence[Token], env: dict[str, Any]
) -> str:
    """The HTML of tokens. A `block_open` holds what its template gets in `meta["view"]`.

    Raises `Fault` when the template of a block is at fault.
    """
    return "".join(_pieces(md, templates, tokens, env))


def _pieces(
    md: MarkdownIt, templates: Templates, tokens: Sequence[Token], env: dict[str, Any]
) -> Iterator[str]:
    start, index = 0, 0
    while index < len(tokens):
        token = tokens[index]
        if token.type != "block_open":
            index += 1
            continue
        yield md.renderer.render(tokens[start:index], md.options, env)
        end = matching(tokens, index)
        content, parts = _divided(md, templates, tokens[index + 1 : end], env)
        context = {
            "block": token.meta["view"],
            "content": content,
            "parts": parts,
            "t": env["words"],
        }
        yield templates.render(f"blocks/{token.info}.html", context)
        start = index = end + 1
    yield md.renderer.render(tokens[start:], md.options, env)


def _divided(
    md: MarkdownIt, templates: Templates, tokens: Sequence[Token], env: dict[str, Any]
) -> tuple[Markup, list[dict[str, Any]]]:
    """The content of a block outside its parts, and the parts, each with its title and content.

    The title of an item is the text that it begins with, and its content all of it; `rest` is what
    stands behind the title.
    """
    outside: list[Token] = []
    parts = []
    index = 0
    while index < len(tokens):
        end = matching(tokens, index) if tokens[index].nesting else index
        if tokens[index].type == "part_open":
            meta = tokens[index].meta
            inner = tokens[index + 1 + len(meta["title"]) : end]
            title = md.renderer.render([meta["text"]] if meta["text"] else [], md.options, env)
            content = print_tokens(md, templates, inner, env)
            item = meta["text"] and not meta["title"]
            rest = print_tokens(md, templates, inner[3:], env) if item else content
            texts = {"title": title, "content": content, "rest": rest}
            parts.append({**meta["view"], **{name: Markup(text) for name, text in texts.items()}})  # noqa: S704 - compiled Markdown
        else:
            outside += tokens[index : end + 1]
        index = end + 1
    return Markup(print_tokens(md, templates, outside, env)), parts  # noqa: S704 - compiled Markdown


def install(md: MarkdownIt) -> None:
    """Teach a parser's renderer our HTML. `env` holds the page's `base`, and `words`."""
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)


TASK = '<input class="task-list-item-checkbox"'
"""How the plug-in for task lists writes the box of an item."""


def _task(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    done = " checked" if "checked=" in tokens[index].content else ""
    label = escape(env["words"]("task.done" if done else "task.open"))
    return f'<input type="checkbox" disabled{done} aria-label="{label}">'


def is_wide(letter: str) -> bool:
    """Whether a letter or mark has the width of Chinese or Japanese, where no spaces are written."""
    return letter != "" and unicodedata.east_asian_width(letter) in "WF"


def _softbreak(_: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """The end of a line in the source: a space, but not in text that is written without."""
    before = next((t.content[-1] for t in _texts(tokens, index, -1)), "")
    after = next((t.content[0] for t in _texts(tokens, index, 1)), "")
    spaced = any("HANGUL" in unicodedata.name(letter, "") for letter in before + after)
    return "" if is_wide(before) and is_wide(after) and not spaced else "\n"


def _texts(tokens: Sequence[Token], index: int, way: int) -> Iterator[Token]:
    """What has text, from a token on in one direction."""
    while 0 <= (index := index + way) < len(tokens):
        if tokens[index].content:
            yield tokens[index]


def _attributes(renderer: Any, token: Token) -> str:
    """What the author wrote in braces before the element."""
    return str(renderer.renderAttrs(token))


def _fence(renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    # Imported here: only courses with code pay for the lexers.
    from scorm_builder.source.code import highlight

    token = tokens[index]
    language = language_of(token)
    name = f' class="language-{escape(language)}"' if language else ""
    # Focusable, so that a long line can be scrolled to by keyboard.
    token.attrJoin("class", "code")
    code = highlight(token.content, language)
    return f'<pre{_attributes(renderer, token)} tabindex="0"><code{name}>{code}</code></pre>\n'


def _code_block(renderer: Any, tokens: Sequence[Token], index: int, _o: Any, _env: Any) -> str:
    token = tokens[index]
    token.attrJoin("class", "code")
    return f'<pre{_attributes(renderer, token)} tabindex="0"><code>{escape(token.content)}</code></pre>\n'


def _table_open(renderer: Any, tokens: Sequence[Token], index: int, _o: Any, env: Any) -> str:
    caption = escape(tokens[index].meta.get("caption", ""))
    label = caption or escape(env["words"]("table"))
    # In the box the caption stays where it can be read while the table is scrolled.
    told = f"<caption><span>{caption}</span></caption>\n" if caption else ""
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{label}">\n'
        f"<table{_attributes(renderer, tokens[index])}>\n{told}"
    )


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"


def _math(renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    mathml = str(token.meta["mathml"])
    if token.type == "math_inline":
        return mathml
    token.attrJoin("class", "math")
    return f"<div{_attributes(renderer, token)}>{mathml}</div>\n"


def _footnote(tokens: Sequence[Token], index: int) -> tuple[int, str]:
    """The number of a footnote, and what tells its references apart."""
    meta = tokens[index].meta
    again = meta.get("subId", 0)
    return meta["id"] + 1, f"-{again + 1}" if again > 0 else ""


def _footnote_ref(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    number, again = _footnote(tokens, index)
    label = escape(env["words"]("footnote", number=number))
    base = env["base"]
    return (
        f'<sup class="footnote-ref"><a href="#{base}/fn{number}" id="{base}/fnref{number}{again}"'
        f' role="doc-noteref" aria-label="{label}">{number}</a></sup>'
    )


def _footnote_block_open(_: Any, _tokens: Sequence[Token], _i: int, _options: Any, env: Any) -> str:
    label = escape(env["words"]("footnotes"))
    return f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>\n'


def _footnote_open(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    number, _again = _footnote(tokens, index)
    return f'<li id="{env["base"]}/fn{number}">'


def _footnote_anchor(_: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    number, again = _footnote(tokens, index)
    label = escape(env["words"]("footnote.back"))
    return (
        f' <a href="#{env["base"]}/fnref{number}{again}" class="footnote-back"'
        f' role="doc-backlink" aria-label="{label}">↩\ufe0e</a>'
    )


_RULES = {
    "softbreak": _softbreak,
    "task": _task,
    "fence": _fence,
    "code_block": _code_block,
    "table_open": _table_open,
    "table_close": _table_close,
    "math_inline": _math,
    "math_block": _math,
    "footnote_ref": _footnote_ref,
    "footnote_block_open": _footnote_block_open,
    "footnote_open": _footnote_open,
    "footnote_anchor": _footnote_anchor,
}


def language_of(fence: Token) -> str:
    """The language of a code block, or nothing."""
    return (fence.info.split() or [""])[0]


def text_of(md: MarkdownIt, inline: Token, env: dict[str, Any]) -> str:
    """The plain text of a heading or of a picture's alternative."""
    renderer: Any = md.renderer
    return str(renderer.renderInlineAsText(inline.children or [], md.options, env))
