"""Names of questions → ids, each once."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from scorm_builder.source.names import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 60
_MOST_WORDS = 6


def ids(names: Sequence[str]) -> list[str]:
    """An id for each name or text: the name itself when it is one, else made of its words.

    A name that comes again gets a number, and never the id of another name.
    """
    bases = [as_id(name) for name in names]
    own = set(bases)
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    found = []
    for base in bases:
        one = base
        while one in taken or (one != base and one in own):
            numbers[base] += 1
            one = f"{base}-{numbers[base] + 1}"
        taken.add(one)
        found.append(one)
    return found


def as_id(name: str) -> str:
    """A name as an id: lower-case letters, digits and hyphens, a letter first."""
    if re.fullmatch(r"[a-z][a-z0-9-]{0,59}", name):
        return name
    words = re.sub(r"\s+", " ", name).strip()
    made = slug(words[:_LONGEST])
    if made.startswith("h-") and not words.lower().startswith(
        "h"
    ):  # of a heading, not of a question
        made = slug(f"q {words[:_LONGEST]}")
    return made[:_LONGEST].strip("-")


def name_of(text: str) -> str:
    """The first words of a text, for an id of a question without a name."""
    return " ".join(text.replace("_____", " ").split()[:_MOST_WORDS])
