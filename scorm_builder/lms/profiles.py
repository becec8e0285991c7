"""Profiles by name or from a file: the built-in ones, and those of users that extend one."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scorm_builder import resources, rules
from scorm_builder.diagnostics import Diagnostic, Position, did_you_mean
from scorm_builder.lms.manifest import family
from scorm_builder.lms.profile import Elements, Elements2004, Profile, Rules2004
from scorm_builder.source.decode import decode
from scorm_builder.source.schema import fields_of
from scorm_builder.source.text import read_text
from scorm_builder.source.yaml12 import Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

PROFILES = (
    "strict", "moodle", "moodle-standards", "scorm-cloud", "open-edx", "scorm-again", "minimal",
    "truncating", "forgetful", "expiring", "slow", "flaky", "frame-killer", "popup", "late-api",
)  # fmt: skip
"""The names of the built-in profiles, in the order in which they are shown."""

# What a profile says of itself is not taken over by those that extend it.
_OWN = ("title", "about", "sources", "extends")


@dataclass(frozen=True)
class Named:
    """A profile and the name that it was asked for by."""

    name: str
    profile: Profile

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.profile.title or self.name

    def data(self, standard: str = "scorm12") -> dict[str, Any]:
        """What the scripts of the simulated LMS want to know of it, when it plays a standard."""
        told = dataclasses.asdict(self.profile)
        other = told.pop("scorm2004")
        return {
            **told,
            **(other if family(standard) == "scorm2004" else {}),
            "name": self.name,
            "title": self.title,
        }


def profile(wanted: str) -> Named | list[Diagnostic]:
    """The built-in profile of this name, or the one in the YAML file that is named; or why not."""
    if wanted in PROFILES:
        return built_in(wanted)
    if Path(wanted).suffix.lower() not in (".yaml", ".yml"):
        hint = f"{did_you_mean(wanted, PROFILES)} A file of your own ends in .yaml"
        message = f"there is no profile `{wanted}`"
        return [rules.UNKNOWN_PROFILE.at(Position("--profile"), message, hint)]
    return read_profile(Path(wanted))


@cache
def built_in(name: str) -> Named:
    """One of `PROFILES`."""
    found = read_profile(resources.lms_profiles() / f"{name}.yaml")
    assert isinstance(found, Named), found
    return found


def read_profile(file: Path) -> Named | list[Diagnostic]:
    """The profile in a YAML file, on the ground of the built-in one that it extends."""
    path = file.as_posix()
    if not file.is_file():
        hint = "check the name"
        return [rules.MISSING_FILE.at(Position(path), f"there is no file `{path}`", hint)]
    text = read_text(file, path)
    if isinstance(text, Diagnostic):
        return [text]
    document = read_yaml(text, path)
    own = decode(document, Profile)
    if own is not None:
        document.diagnostics += _bad_forms(own, document)
    if own is None or document.diagnostics:
        return sorted(document.diagnostics)
    value = _ground(document.value, file.stem)
    if value is None:
        hint = did_you_mean(own.extends, PROFILES)
        message = f"there is no built-in profile `{own.extends}`"
        return [rules.UNKNOWN_PROFILE.at(document.at("extends"), message, hint)]
    merged = decode(Document(path, _carried(value)), Profile)
    assert merged
    return Named(file.stem, merged)


def _bad_forms(own: Profile, document: Document) -> Iterator[Diagnostic]:
    for elements, path in ((own.elements, ()), (own.scorm2004.elements, ("scorm2004",))):
        yield from _bad_forms_in(elements, document, (*path, "elements", "forms"))


def _bad_forms_in(
    elements: Elements | Elements2004, document: Document, path: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for name, form in elements.forms.items():
        try:
            re.compile(form)
        except re.error as problem:
            message = f"`{name}` is no regular expression ({problem.msg})"
            hint = "write one in quotes, such as '^[a-z]+$'"
            yield rules.BAD_VALUE.at(document.at(*path, name), message, hint)


def _ground(own: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The fields of a profile over those of what it extends; None when there is no such profile."""
    base = own.get("extends", "strict")
    if base not in PROFILES:
        return None
    if base == name:
        return own
    document = read_yaml((resources.lms_profiles() / f"{base}.yaml").read_text("utf-8"), base)
    ground = _ground(document.value, base) or {}
    return _merged({key: value for key, value in ground.items() if key not in _OWN}, own)


def _merged(ground: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Groups are joined field by field; any other value of `own` stands for itself."""
    both = {
        key: _merged(ground[key], value)
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(ground.get(key), dict)
    }
    return {**ground, **own, **both}


# What a profile says of these is about SCORM 1.2 alone: its types and codes, and an order that only SCORM 2004 demands.
_WORDS = ("limits", "forms", "codes", "id_first")


def _carried(value: dict[str, Any]) -> dict[str, Any]:
    """A profile in which SCORM 2004 has what is said of SCORM 1.2 by the same names."""
    own = value.get("scorm2004", {})
    both = {
        group: {
            **{
                name: told
                for name, told in value.get(group, {}).items()
                if name in fields_of(model) and name not in _WORDS
            },
            **own.get(group, {}),
        }
        for group, model in (("elements", Elements2004), ("rules", Rules2004))
    }
    return {**value, "scorm2004": both}
