"""Which elements a manifest may hold, in which order, with which attributes: tables, and how they are read.

Not XSDs: the published ones may not travel with us, no library of ours can compile two of them, and
what they say of a fault is not for people. A line of a table is an element: its children in order,
its attributes, its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scorm_builder.verdict.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Particle:
    """A child in its place: how often it stands there."""

    name: str
    least: int = 1
    most: int | None = 1


FOREIGN = "#"
"""Elements of other namespaces, any number of them. `#!`: only those that the edition knows."""


@dataclass(frozen=True)
class Form:
    """What an element may hold. `text` is nothing for one that holds no text of its own."""

    children: tuple[Particle, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    text: Value | None = None
    foreign_attributes: bool = False
    in_order: bool = True
    unchecked: bool = False
    """Whether anything may stand in it."""
    strict: bool = False
    """Whether its schema refuses elements that it does not know, in whichever edition."""

    @property
    def names(self) -> tuple[str, ...]:
        """The children that it knows, in order."""
        return tuple(one.name for one in self.children if one.name != FOREIGN)

    @property
    def foreign(self) -> bool:
        """Whether elements of other namespaces may stand in it."""
        return any(one.name == FOREIGN for one in self.children)


Forms = Mapping[str, Form]
"""The elements of a namespace. One that differs by its parent is `parent/name`."""


@dataclass(frozen=True)
class Grammar:
    """All namespaces of an edition, and the attributes that may stand in elements of others."""

    forms: Mapping[str, Forms]
    attributes: Mapping[tuple[str, str], Value]
    roots: Mapping[str, frozenset[str]]
    """The elements of a namespace that may stand in others."""


_TIMES: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def form(
    children: str = "",
    text: Value | None = None,
    *,
    open_to_others: bool = False,
    in_order: bool = True,
    **attributes: Value | tuple[Value],
) -> Form:
    """A line of a table: `title? item* #` for the children, a type for each attribute.

    A type in a tuple is that of an attribute that must be there.
    """
    return Form(
        children=tuple(_particle(one) for one in children.split()),
        attributes={
            name: value[0] if isinstance(value, tuple) else value
            for name, value in attributes.items()
        },
        required=frozenset(name for name, value in attributes.items() if isinstance(value, tuple)),
        text=text,
        foreign_attributes=open_to_others,
        in_order=in_order,
        strict="#!" in children,
    )


def _particle(word: str) -> Particle:
    if word.startswith(FOREIGN):
        return Particle(FOREIGN, 0, None)
    least, most = _TIMES.get(word[-1], (1, 1))
    return Particle(word.rstrip("?*+"), least, most)


def particle_at(particles: Sequence[Particle], name: str, start: int) -> int:
    """The place of a name from `start` on, or -1."""
    places = (at for at in range(start, len(particles)) if particles[at].name == name)
    return next(places, -1)
