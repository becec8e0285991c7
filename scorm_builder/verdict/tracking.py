"""Rules for what a manifest hands to the run time: mastery scores, time limits, prerequisites (1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.elements import Element
from scorm_builder.verdict.contents import Contents, place, shown
from scorm_builder.verdict.values import number

_SPAN = re.compile(r"\d{2,4}:\d\d:\d\d(\.\d{1,2})?", re.ASCII)
_mastery = number(0, 100)


def values(package: Contents) -> Iterator[Diagnostic]:
    """A mastery score from 0 to 100, and a time as the run time writes it."""
    for element in _additions(package, "masteryscore"):
        complaint = _mastery(element.text)
        if complaint and len(element.text) <= 200:
            message = f"the mastery score `{shown(element.text)}` is {complaint}"
            yield rules.TRACKING_VALUE.at(place(element), message, "write it as in `80`")
    for element in _additions(package, "maxtimeallowed"):
        if not _SPAN.fullmatch(element.text.strip()) and len(element.text) <= 13:
            message = f"the time `{shown(element.text)}` is not written as `HHHH:MM:SS`"
            yield rules.TRACKING_VALUE.at(place(element), message, "half an hour is `0000:30:00`")


def prerequisites(package: Contents) -> Iterator[Diagnostic]:
    """A script that cannot be read keeps Moodle from opening the whole course (measured)."""
    known = {item.id for item in package.manifest.items()}
    for element in _additions(package, "prerequisites"):
        script = element.text.strip()
        if len(script) > 200:
            continue
        reader = Script(script)
        if not reader.whole():
            message = f"the prerequisites `{shown(script)}` cannot be read"
            hint = 'as in `lesson-1&lesson-2`, `~lesson-1` or `lesson-1="passed"`'
            yield rules.BAD_PREREQUISITES.at(place(element), message, hint)
            continue
        missing = [name for name in reader.operands if name not in known]
        if missing:
            message = f"`{shown(missing[0])}` in the prerequisites names no item"
            yield rules.DANGLING_REFERENCE.at(place(element), message, "it would never be met")


def _additions(package: Contents, name: str) -> Iterator[Element]:
    for item in package.manifest.items():
        for child in item.element.children:
            if child.name == name and child.space == package.edition.adlcp:
                yield child


_TOKEN = re.compile(
    r"\s*(?:(?P<sign><>|[&|~(){}*=,])|\"(?P<text>[^\"]*)\"|(?P<name>[^\s&|~(){}*=,<>\"]+))"
)


class Script:
    """An AICC script: `operands` are the identifiers that it asks for.

    Operators are `&`, `|` and `~`, a status is compared by `=` and `<>`, and `2*{a,b,c}` is at least two
    of a set.
    """

    def __init__(self, text: str) -> None:
        self.operands: list[str] = []
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if not found:
                self.tokens.append(("bad", text[at]))
                break
            self.tokens.append((str(found.lastgroup), found[found.lastgroup or 0]))
            at = found.end()
        self.at = 0

    def whole(self) -> bool:
        """Whether it is an expression, and nothing beside it. An empty one asks for nothing."""
        return not self.tokens or (self._either() and self.at == len(self.tokens))

    def _sign(self, *signs: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] in [("sign", one) for one in signs]:
            self.at += 1
            return True
        return False

    def _next(self, kind: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == kind:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def _either(self) -> bool:
        right = self._one()
        while right and self._sign("&", "|"):
            right = self._one()
        return right

    def _one(self) -> bool:
        while self._sign("~"):
            pass
        if self._sign("("):
            return self._either() and self._sign(")")
        if self._sign("{"):
            return self._set()
        name = self._next("name")
        if name is None:
            return False
        if name.isdecimal() and self._sign("*"):
            return self._sign("{") and self._set()
        self.operands.append(name)
        return self._next("text") is not None if self._sign("=", "<>") else True

    def _set(self) -> bool:
        right = self._either()
        while right and self._sign(","):
            right = self._either()
        return right and self._sign("}")


RULES = (values, prerequisites)
