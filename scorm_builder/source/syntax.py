"""Our Markdown: CommonMark with the usual extensions, and blocks.

A block is written as

    :::name {#id key=value flag}
    Markdown, and other blocks
    :::

A line of three or more colons with a name opens, one without closes, as in Pandoc. So blocks nest
without counting colons.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_inline import emphasis, strikethrough
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from scorm_builder.messages import tags
from scorm_builder.source.printing import install, is_wide

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

MAX_NESTING = 60
"""Levels of lists, quotes and blocks in each other. The parser drops what is deeper."""

ALLOWED_ATTRIBUTES = ("id", "class", "lang", "dir", "title")

_OPENS = re.compile(r":{3,}[ \t]*([A-Za-z][\w-]*)[ \t]*(.*)$")
_CLOSES = re.compile(r":{3,}[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
# By what a language may go by; quotes within quotes are the last two.
_QUOTES = {
    "de": "„“‚‘", "cs": "„“‚‘", "sk": "„“‚‘", "sl": "„“‚‘", "bg": "„“‚‘",
    "pl": "„”‚’", "hu": "„”»«", "ro": "„”«»", "hr": "„”‚’",
    "sv": "””’’", "fi": "””’’", "da": "»«›‹",
    "fr": ["«\u202f", "\u202f»", "“", "”"], "it": "«»“”", "es": "«»“”", "pt": "«»“”", "pt-BR": "“”‘’",
    "nb": "«»‘’", "no": "«»‘’", "ru": "«»„“", "uk": "«»„“", "el": "«»“”",
    "ja": "「」『』", "zh-Hant": "「」『』", "ar": "«»‹›", "fa": "«»‹›", "he": "””’’",
}  # fmt: skip


@cache
def parser(lang: str) -> MarkdownIt:
    """The parser for a language, which decides on the typographic quotes."""
    quotes = next((_QUOTES[tag] for tag in reversed(tags(lang)) if tag in _QUOTES), "“”‘’")
    options = {"maxNesting": MAX_NESTING, "typographer": True, "quotes": quotes, "xhtmlOut": False}
    md = MarkdownIt("commonmark", options)
    md.enable(["table", "strikethrough", "replacements", "smartquotes"])
    md.use(footnote_plugin, inline=False)
    md.use(deflist_plugin)
    md.use(tasklists_plugin)
    md.use(attrs_plugin, spans=True, allowed=ALLOWED_ATTRIBUTES)
    md.use(attrs_block_plugin, allowed=ALLOWED_ATTRIBUTES)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False)
    md.block.ruler.before(
        "fence", "block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.at("emphasis", _without_spaces(emphasis.tokenize))
    md.inline.ruler.at("strikethrough", _without_spaces(strikethrough.tokenize))
    install(md)
    # Which links may be is said in our words and with their place, not by leaving them as text.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


def _without_spaces(
    rule: Callable[[StateInline, bool], bool],
) -> Callable[[StateInline, bool], bool]:
    """A rule for `*` or `~~` that knows scripts without spaces.

    CommonMark takes `**「東京」**は` for text, since it looks for a space or a mark behind `」**`.
    """

    def tokenize(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        before, after = state.src[max(start - 1, 0) : start], state.src[state.pos : state.pos + 1]
        inside = before.strip() and after.strip() and state.src[start] != "_"
        if inside and (is_wide(before) or is_wide(after)):
            for delimiter in state.delimiters[known:]:
                delimiter.open = delimiter.close = True
        return True

    return tokenize


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule of markdown-it for `:::`. `token.meta` says whether the block was closed."""
    # Asked of every line of every page: no slice before the first three characters are right.
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]):
        return False
    if state.is_code_block(start):
        return False
    opening = _OPENS.match(_line(state, start))
    stray = not opening and _CLOSES.match(_line(state, start))
    if not opening and not stray:
        return False
    if silent:
        return True
    if stray:
        token = state.push("block_stray", "", 0)
        token.map = [start, start + 1]
        state.line = start + 1
        return True
    assert opening
    last = _closing_line(state, start, end)
    closed = last < end and bool(_CLOSES.match(_line(state, last)))
    token = state.push("block_open", "", 1)
    token.info, token.content = opening[1], opening[2].strip()
    token.map = [start, last]
    token.meta = {"closed": closed}
    _tokenize_inside(state, start + 1, last)
    state.push("block_close", "", -1)
    state.line = last + 1 if closed else last
    return True


def _tokenize_inside(state: StateBlock, first: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "block", last
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, line_max


def _closing_line(state: StateBlock, start: int, end: int) -> int:
    """The line that closes the block opened at `start`, or the end of what holds the block."""
    depth = 1
    fence = ""
    for line in range(start + 1, end):
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return line
        mark = _FENCE.match(text)
        if fence:
            if mark and text.startswith(fence) and not text.strip(fence[0]).strip():
                fence = ""
        elif mark:
            fence = mark[1]
        elif _CLOSES.match(text):
            depth -= 1
        elif _OPENS.match(text):
            depth += 1
        if depth == 0:
            return line
    return end
