"""Dividing the content of a block into its parts: tokens between `part_open` and `part_close`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from scorm_builder.source.blocks import By

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scorm_builder.source.blocks import Block

_LISTS = ("bullet_list_open", "ordered_list_open")


def divide(tokens: list[Token], blocks: Mapping[str, Block]) -> list[Token]:
    """The tokens, with each part of a block that has parts marked.

    `meta["parts"]` of a `block_open` is their number. `meta` of a `part_open` and of its `part_close`
    is one and the same: `block`, the token that opens the block, `number`, `title`, the tokens of its
    heading, `text`, the text of its heading or the first of its item, at the end of which attributes may stand, and
    `picture`, when it is one.
    """
    opens = [index for index, token in enumerate(tokens) if token.type == "block_open"]
    kinds = {i: kind for i in opens if (kind := blocks.get(tokens[i].info)) and kind.parts}
    if not kinds:
        return tokens
    divided: list[Token] = []
    index = 0
    while index < len(tokens):
        kind = kinds.get(index)
        divided.append(tokens[index])
        index += 1
        if not kind or not kind.parts:
            continue
        opening, end = divided[-1], matching(tokens, index - 1)
        inner = list(_DIVIDERS[kind.parts.by](divide(tokens[index:end], blocks)))
        opening.meta["parts"] = _number(inner, opening)
        divided += inner
        index = end
    return divided


def matching(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes what `tokens[start]` opens."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    raise AssertionError("the parser closes everything that it opens")


def _number(inner: Sequence[Token], block: Token) -> int:
    """Number the new parts and tell them which block they belong to. Gives how many there are."""
    number = 0
    for token in inner:
        if token.type == "part_open" and "block" not in token.meta:
            number += 1
            token.meta.update(block=block, number=number)
    return number


def _part(
    inner: list[Token],
    title: Sequence[Token] = (),
    text: Token | None = None,
    picture: Token | None = None,
) -> list[Token]:
    meta: dict[str, Any] = {"title": title, "text": text, "picture": picture}
    place = next((token.map for token in (*title, *inner) if token.map), None)
    around = [Token("part_open", "", 1, map=place), Token("part_close", "", -1)]
    for token in around:
        token.meta = meta
    return [around[0], *title, *inner, around[1]]


def _top_level(tokens: Sequence[Token]) -> Iterator[int]:
    """The indices of tokens that stand in nothing else."""
    depth = 0
    for index, token in enumerate(tokens):
        if depth == 0 and token.nesting >= 0:
            yield index
        depth += token.nesting


def _by_headings(tokens: list[Token]) -> Iterator[Token]:
    headings = [i for i in _top_level(tokens) if tokens[i].type == "heading_open"]
    starts = [i for i in headings if tokens[i].tag <= tokens[headings[0]].tag]
    yield from tokens[: starts[0]] if starts else tokens
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=False):
        yield from _part(tokens[start + 3 : end], tokens[start : start + 3], tokens[start + 1])


def _by_lines(tokens: list[Token]) -> Iterator[Token]:
    lines = [i for i in _top_level(tokens) if tokens[i].type == "hr"]
    for start, end in zip([0, *(i + 1 for i in lines)], [*lines, len(tokens)], strict=True):
        yield from _part(tokens[start:end])


def _by_items(tokens: list[Token]) -> Iterator[Token]:
    index = 0
    while index < len(tokens):
        if tokens[index].type not in _LISTS:
            end = matching(tokens, index)
            yield from tokens[index : end + 1]
            index = end + 1
            continue
        end = matching(tokens, index)
        items = tokens[index + 1 : end]
        for start in _top_level(items):
            inner = items[start + 1 : matching(items, start)]
            begins = len(inner) > 1 and inner[1].type == "inline"
            yield from _part(inner, text=inner[1] if begins else None)
        index = end + 1


def _by_pictures(tokens: list[Token]) -> Iterator[Token]:
    index = 0
    while index < len(tokens):
        end = matching(tokens, index)
        run = tokens[index : end + 1]
        index = end + 1
        pictures = _pictures(run[1]) if run[0].type == "paragraph_open" else []
        if not pictures:
            yield from run
        for picture in pictures:
            inline = Token("inline", "", 0, map=run[1].map, children=[picture], block=True)
            yield from _part([inline], picture=picture)


def _pictures(inline: Token) -> list[Token]:
    """The pictures of a paragraph in which nothing else stands."""
    children = inline.children or []
    pictures = [child for child in children if child.type == "image"]
    others = [child for child in children if child.type != "image" and child.content.strip()]
    return [] if others else pictures


_DIVIDERS = {
    By.HEADINGS: _by_headings,
    By.ITEMS: _by_items,
    By.PICTURES: _by_pictures,
    By.LINES: _by_lines,
}
