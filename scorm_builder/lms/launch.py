"""What the player of the simulated LMS is started with, and the record that it writes."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scorm_builder.lms.manifest import Item, Manifest
    from scorm_builder.lms.profiles import Named

Record = dict[str, Any]
"""What the LMS knows of one learner in one package: `{"format": 1, "items": {id: [attempt, …]}}`.

An attempt has `values` (element → text), `finished` (whether its last visit ended with Finish), and,
taken from the values, `status`, `score` (raw, min, max) and `total_time`; by SCORM 2004 also `success`,
`progress` and a score that is `scaled`. See lms/runtime/types.d.ts.
"""

PACKAGE = "package"
"""The id under which a package has one state for all of its items."""

_MESSAGE = {"item": str, "attempt": int, "state": dict, "event": str}
_MOST_ATTEMPTS = 1000


@dataclasses.dataclass(frozen=True)
class Learner:
    """Who learns. The name as SCORM writes it: the last name first."""

    id: str = "learner-1"
    name: str = "Visser, Anna"


def empty_record() -> Record:
    """The record of a learner who was never there."""
    return {"format": 1, "items": {}}


def launch_values(
    named: Named,
    manifest: Manifest,
    record: Record,
    base: str,
    *,
    learner: Learner | None = None,
    values: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the player asks for as launch.json.

    `base` is the address of the package, from that of the player, with a slash at its end. `values`
    are `mode` (normal, review or browse), `credit` and `mastery_score`, where they are not to follow
    from the manifest and the record. The standard is the one that the manifest names.
    """
    items = [_item(item, named) for item in launchable(manifest, named)]
    return {
        "standard": manifest.standard,
        "profile": named.data(manifest.standard),
        "title": manifest.title,
        "base": base,
        "items": items,
        "learner": dataclasses.asdict(learner or Learner()),
        "values": dict(values or {}),
        "record": record,
    }


def launchable(manifest: Manifest, named: Named) -> tuple[Item, ...]:
    """What a platform of this kind lets a learner open, the first first."""
    if manifest.first and (named.profile.player.launches == "resource" or not manifest.items):
        return (manifest.first,)
    return manifest.items


def _item(item: Item, named: Named) -> dict[str, Any]:
    shared = named.profile.player.state == "package"
    return {**dataclasses.asdict(item), "state": PACKAGE if shared else item.id}


def stored(record: Record, message: object) -> Record:
    """The record after a message of the player. Raises ValueError when it is none of its messages."""
    if not isinstance(message, dict) or any(
        not isinstance(message.get(name), kind) for name, kind in _MESSAGE.items()
    ):
        raise ValueError("this is no message of the player")
    attempts = list(record["items"].get(message["item"], []))
    number = message["attempt"]
    if not 0 <= number <= min(len(attempts), _MOST_ATTEMPTS):
        raise ValueError(f"there is no attempt {number}")
    attempts[number:] = [message["state"]]
    return {**record, "items": {**record["items"], message["item"]: attempts}}


def records(values: Mapping[str, str], group: str) -> list[dict[str, str]]:
    """The records of a list among the values of an attempt: `cmi.objectives`, `cmi.interactions`.

    Each by the names below it: `{"id": "step-1", "status": "completed"}`.
    """
    found: dict[int, dict[str, str]] = {}
    form = re.compile(rf"{re.escape(group)}\.(\d+)\.(.+)")
    for name, value in values.items():
        match = form.fullmatch(name)
        if match:
            found.setdefault(int(match[1]), {})[match[2]] = value
    return [found[number] for number in sorted(found)]
