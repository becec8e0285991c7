"""Dialogues in which each choice leads on to another moment: `scenario`."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scorm_builder import rules
from scorm_builder.source.questions.choices import check_different
from scorm_builder.source.questions.kind import Kind
from scorm_builder.source.questions.models import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.source.questions.kind import Faults, Texts, View
    from scorm_builder.source.questions.models import Choice, Node

    Nodes = Mapping[str, Node]


@dataclass(frozen=True)
class Outlook:
    """What can still come from a moment on: the most choices, and the most points."""

    choices: int
    points: int


def outlooks(nodes: Nodes) -> dict[str, Outlook]:
    """The outlook at each moment of a dialogue without loops. Of the first one it is the longest way
    through all, and the most that can be earned."""
    found: dict[str, Outlook] = {}
    for name in reversed(in_order(nodes)):
        choices = nodes[name].choices.values()
        found[name] = Outlook(
            max((1 + found[one.to].choices for one in choices), default=0),
            max((one.points + found[one.to].points for one in choices), default=0),
        )
    return found


def in_order(nodes: Nodes) -> list[str]:
    """The moments, each behind all that lead to it, and otherwise as the author wrote them. What is in
    a loop, or comes after one, is left out."""
    place = {name: index for index, name in enumerate(nodes)}
    leading = dict.fromkeys(nodes, 0)
    for node in nodes.values():
        for choice in node.choices.values():
            leading[choice.to] += 1
    free = [(place[name], name) for name, number in leading.items() if not number]
    found = []
    while free:
        _, name = heapq.heappop(free)
        found.append(name)
        for choice in nodes[name].choices.values():
            leading[choice.to] -= 1
            if not leading[choice.to]:
                heapq.heappush(free, (place[choice.to], choice.to))
    return found


def _check(question: Scenario, faults: Faults) -> None:
    nodes = question.nodes
    for name, node in nodes.items():
        _check_node(name, node, nodes, faults.within("nodes", name))
    if all(choice.to in nodes for node in nodes.values() for choice in node.choices.values()):
        _check_ways(nodes, faults)


def _check_node(name: str, node: Node, nodes: Nodes, faults: Faults) -> None:
    for letter, choice in node.choices.items():
        if choice.to not in nodes:
            faults.unknown(("choices", letter, "to"), choice.to, nodes, "node")
    texts = {letter: choice.say for letter, choice in node.choices.items()}
    check_different(texts, "choices", faults)
    if len(node.choices) == 1:
        message = f"`{name}` has one choice, which leaves nothing to choose"
        hint = "add a choice, or tell both nodes as one"
        faults.add_at_key(rules.BAD_QUESTION, ("choices",), message, hint)
    if node.choices and node.title:
        message = f"`title` says how it ended, and `{name}` has choices"
        faults.add_at_key(rules.BAD_QUESTION, ("title",), message, "remove one of them")
    if not node.choices and not node.title:
        message = f"`{name}` is an end, and does not say how it ended"
        hint = "add `title`, in a few words, or `choices`"
        faults.add_at_key(rules.BAD_QUESTION, (), message, hint)


def _check_ways(nodes: Nodes, faults: Faults) -> None:
    """Each moment is come to, and every way comes to an end."""
    first = next(iter(nodes))
    if not nodes[first].choices:
        message = f"`{first}`, with which it begins, is an end"
        hint = "give it `choices`, or put another node first"
        faults.add_at_key(rules.BAD_QUESTION, ("nodes", first), message, hint)
        return
    met: set[str] = set()
    _follow(nodes, first, (), met, faults)
    for name in nodes:
        if name not in met:
            message = f"no way leads from `{first}` to `{name}`"
            hint = f"lead to it: `to: {name}`, or remove it"
            faults.add_at_key(rules.BAD_QUESTION, ("nodes", name), message, hint)
            _follow(nodes, name, (), met, faults)


def _follow(
    nodes: Nodes, name: str, before: tuple[str, ...], met: set[str], faults: Faults
) -> None:
    """Go every way from a moment on once, and find fault with choices that lead back."""
    met.add(name)
    way = (*before, name)
    for letter, choice in nodes[name].choices.items():
        if choice.to in way:
            message = f"`{choice.to}` comes again, so that this may never end"
            hint = "lead on to another node"
            at = ("nodes", name, "choices", letter, "to")
            faults.add(rules.BAD_QUESTION, at, message, hint)
        elif choice.to not in met:
            _follow(nodes, choice.to, way, met, faults)


def _view(question: Scenario, texts: Texts) -> View:
    nodes = question.nodes
    order = in_order(nodes)
    numbers = {name: index for index, name in enumerate(order, 1)}
    outlook = outlooks(nodes)
    moments = []
    for name in order:
        node, at = nodes[name], ("nodes", name)
        options = [
            {
                "letter": letter,
                "text": texts.inline(choice.say, *at, "choices", letter, "say"),
                "because": texts.block(
                    choice.because, *at, "choices", letter, "because", later=True
                ),
                "to": choice.to,
                "number": numbers[choice.to],
                "points": choice.points,
                "best": _worth(choice, outlook) == outlook[name].points,
            }
            for letter, choice in node.choices.items()
        ]
        moments.append(
            {
                "name": name,
                "number": numbers[name],
                "title": node.title,
                "say": texts.block(node.say, *at, "say", later=name != order[0]),
                "options": options,
                "matters": not all(one["best"] for one in options),
            }
        )
    most = outlook[order[0]].points
    # Without points there is nothing to score: then it is a story.
    return (
        {"moments": moments, "data": {"data-most": most}}
        if most
        else {"moments": moments, "data": {}, "weight": 0}
    )


def _worth(choice: Choice, outlook: Mapping[str, Outlook]) -> int:
    return choice.points + outlook[choice.to].points


def _keeps(question: Scenario) -> int:
    return outlooks(question.nodes)[next(iter(question.nodes))].choices


SCENARIO = Kind(Scenario, _check, _view, _keeps)
