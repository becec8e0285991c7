"""The block `table`: a Markdown table or a CSV file, with headers, a caption and aligned numbers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.source.parts import matching
from scorm_builder.source.printing import text_of
from scorm_builder.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it import MarkdownIt

    from scorm_builder.source.references import References

MAX_CSV = 512 * 1024
"""Bytes of a CSV file: more rows than anybody reads on a page."""

_DELIMITERS = {"semicolon": ";", "tab": "\t", "comma": ","}
_NUMBER = re.compile(
    r"[+\-−±~≈]?\s?[€$£¥]?\s?[0-9][0-9.,\s'’]*(?:[%‰€$£¥]|°C?|[^\W\d_]{1,3}[²³]?)?"
)
_NO_VALUE = frozenset(["", "-", "–", "—", "?"])


@dataclass(frozen=True)
class CsvFile:
    """A CSV file of the course; no `text` when it cannot be read."""

    path: str
    text: str | None


@dataclass(frozen=True)
class _Table:
    """What opens a table, the text of its cells row by row, and the class of each column."""

    opening: Token
    rows: list[list[Token]]
    classes: list[str]


def csv_file(references: References, value: str, at: Position) -> CsvFile:
    """The file that an author names as the source of a table."""
    path = references.resolve(value, at)
    if path is None:
        return CsvFile(value, None)
    references.page.transcripts.add(path)
    text = read_text(references.site.files.root / path, path, MAX_CSV)
    if isinstance(text, Diagnostic):
        references.page.diagnostics.append(text)
        return CsvFile(path, None)
    return CsvFile(path, text)


def set_tables(
    md: MarkdownIt, tokens: Sequence[Token], env: dict[str, Any], path: str
) -> tuple[list[Token], list[Diagnostic]]:
    """The tokens of the page `path`, with the table of each block `table` as its attributes say."""
    made: list[Token] = []
    findings = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        made.append(token)
        index += 1
        view = token.meta.get("view") if token.info == "table" else None
        if not view or (view["src"] and view["src"].text is None):
            continue
        end = matching(tokens, index - 1)
        inner = tokens[index:end]
        table = _find(view, inner, Position(path, (token.map or [0])[0] + 1, 1))
        if isinstance(table, Diagnostic):
            findings.append(table)
            continue
        table.opening.meta = {"caption": view["caption"]}
        texts = [[text_of(md, cell, env).strip() for cell in row] for row in table.rows]
        made += _in_tokens(table, texts, view["header"])
        made += _without_table(inner)
        index = end
    return made, findings


def _find(view: Mapping[str, Any], inner: Sequence[Token], at: Position) -> _Table | Diagnostic:
    """The one table of a block."""
    starts = [index for index, token in enumerate(inner) if token.type == "table_open"]
    number = len(starts) + bool(view["src"])
    if number != 1:
        return rules.BLOCK_PARTS.at(
            at,
            f"`table` holds {number or 'no'} table{'s' if number else ''}, and needs one",
            "write a Markdown table between its lines, or name a CSV file: src=name.csv",
        )
    if starts:
        return _written(inner[starts[0] : matching(inner, starts[0])])
    values = _values(view["src"], view["delimiter"], view["header"])
    if isinstance(values, Diagnostic):
        return values
    opening = Token("table_open", "table", 1, block=True)
    return _Table(opening, [[_text(v) for v in row] for row in values], [""] * len(values[0]))


def _without_table(tokens: Sequence[Token]) -> list[Token]:
    start = next((i for i, token in enumerate(tokens) if token.type == "table_open"), None)
    if start is None:
        return list(tokens)
    return [*tokens[:start], *tokens[matching(tokens, start) + 1 :]]


def _written(tokens: Sequence[Token]) -> _Table:
    """A table in Markdown."""
    table = _Table(tokens[0], [], [])
    for token, following in pairwise(tokens):
        if token.type == "tr_open":
            table.rows.append([])
        elif token.type in ("th_open", "td_open"):
            table.rows[-1].append(following)
        if token.type == "th_open":
            table.classes.append(str(token.attrs.get("class", "")))
    return table


# CSV


def _values(source: CsvFile, delimiter: str, header: str) -> list[list[str]] | Diagnostic:
    """The values of a CSV file, as many in each row. Empty rows are left out."""
    text = source.text or ""
    sign = _DELIMITERS.get(delimiter) or _delimiter(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    rows: list[list[str]] = []
    try:
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if rows and len(values) != len(rows[0]):
                return rules.BAD_TABLE.at(
                    Position(source.path, reader.line_num, 1),
                    f"this row has {len(values)} value{'s' * (len(values) > 1)}, the first has {len(rows[0])}",
                    f"write as many, an empty one where there is none: `a{sign}{sign}c`",
                )
            rows.append(values)
    except csv.Error as problem:
        return rules.BAD_TABLE.at(
            Position(source.path, reader.line_num, 1),
            f"this is no CSV: {problem}",
            'close each quote, and write a quote in quotes twice: `""`',
        )
    if len(rows) < (1 if header == "column" else 2):
        return rules.BAD_TABLE.at(
            Position(source.path), f"`{source.path}` has no rows", "write some under its header"
        )
    return rows


def _delimiter(header: str) -> str:
    """What stands most often between the names in a header."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(_DELIMITERS.values(), key=bare.count)


def _text(value: str) -> Token:
    child = Token("text", "", 0, content=value.strip())
    return Token("inline", "", 0, content=value, children=[child], block=True)


# As it is printed


def _in_tokens(table: _Table, texts: list[list[str]], header: str) -> list[Token]:
    """The table as tokens. Its first row is its head, unless headers stand in the first column alone."""
    rows = list(zip(table.rows, texts, strict=True))
    head = [] if header == "column" else rows[:1]
    body = [row for row in rows[len(head) :] if any(row[1])]
    labelled = header != "row"
    classes = [
        name or ("number" if _is_of_numbers([text[column] for _, text in body]) else "")
        for column, name in enumerate(table.classes)
    ]
    if labelled:
        classes[0] = table.classes[0]
    made = [table.opening]
    if head:
        scopes = ["col"] * len(classes)
        made += _element("thead", _row(*head[0], classes, scopes))
    scopes = ["row" if labelled and column == 0 else "" for column in range(len(classes))]
    inner = [token for cells, words in body for token in _row(cells, words, classes, scopes)]
    made += _element("tbody", inner) if inner else []
    return [*made, Token("table_close", "table", -1, block=True)]


def _row(
    cells: list[Token], texts: list[str], classes: list[str], scopes: list[str]
) -> list[Token]:
    """A row; a cell with a scope is a header, unless it is empty."""
    made = []
    for cell, text, name, scope in zip(cells, texts, classes, scopes, strict=True):
        attrs = {"scope": scope if text else "", "class": name}
        made += _element("th" if attrs["scope"] else "td", [cell], attrs)
    return _element("tr", made)


def _element(tag: str, inner: list[Token], attrs: Mapping[str, str] | None = None) -> list[Token]:
    kept: dict[str, str | int | float] = {key: v for key, v in (attrs or {}).items() if v}
    return [
        Token(f"{tag}_open", tag, 1, attrs=kept, block=True),
        *inner,
        Token(f"{tag}_close", tag, -1, block=True),
    ]


def _is_of_numbers(texts: list[str]) -> bool:
    """Whether a column has numbers, and nothing else but gaps."""
    values = [text for text in texts if text not in _NO_VALUE]
    return bool(values) and all(_NUMBER.fullmatch(value) for value in values)
