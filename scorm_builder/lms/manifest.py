"""What a package launches, of all that its imsmanifest.xml says: ours or anyone's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, Position
from scorm_builder.elements import Element, NotXml, decoded, parse
from scorm_builder.manifest import MANIFEST, manifest_of
from scorm_builder.manifest import Item as SaidItem
from scorm_builder.manifest import Manifest as Said

if TYPE_CHECKING:
    from collections.abc import Mapping

_STANDARDS = {
    "1.3": "scorm2004-2",
    "CAM 1.3": "scorm2004-2",
    "2004 2nd Edition": "scorm2004-2",
    "2004 3rd Edition": "scorm2004-3",
    "2004 4th Edition": "scorm2004-4",
}
"""What the words for a version mean. A platform takes any other for SCORM 1.2."""
_NUMBER = re.compile(r"\d{1,3}(\.\d+)?")


@dataclass(frozen=True)
class Rule:
    """A precondition: it holds when `all` or `any` of its conditions do. A condition that begins with
    `not ` is turned round. They are about the item itself, or `of` another with which it shares an objective."""

    combination: str
    conditions: tuple[str, ...]
    of: str = ""


@dataclass(frozen=True)
class Rollup:
    """Whether an item counts for the completion and the satisfaction of the whole, and what its measure
    weighs; and whether the platform leaves both to the course where that says nothing."""

    completion: bool = True
    objective: bool = True
    weight: float = 1.0
    completion_set: bool = False
    objective_set: bool = False


@dataclass(frozen=True)
class Item:
    """Something to launch, by its identifier. The texts of the manifest, "" where it has none.

    `mastery_score` is the score that is enough: of 100, in SCORM 2004 from -1 to 1.
    `prerequisites` are what must be done before, in AICC's script (SCORM 1.2). The rest is of SCORM
    2004: `completion_threshold` is how much progress is all, `objectives` are the ids of those that
    the manifest gives the item, `hides` the buttons that a platform shall not show, `stops` the rules
    under which nobody comes past it, `disabled` those under which nobody opens it, `rollup` what it
    counts for.
    """

    id: str
    title: str
    href: str
    """From the root of the package, with the parameters of the item."""
    mastery_score: str = ""
    launch_data: str = ""
    max_time_allowed: str = ""
    time_limit_action: str = ""
    visible: bool = True
    prerequisites: str = ""
    completion_threshold: str = ""
    objectives: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    stops: tuple[Rule, ...] = ()
    disabled: tuple[Rule, ...] = ()
    rollup: Rollup = Rollup()


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself. `items` are those of its default organization that launch
    something, in order; `first` is its first resource that has a file."""

    title: str
    version: str
    """Of the standard, such as `1.2`; "" when the manifest does not say."""
    items: tuple[Item, ...]
    first: Item | None

    @property
    def standard(self) -> str:
        """What it is played by: `scorm12`, or an edition of SCORM 2004 such as `scorm2004-4`."""
        return _STANDARDS.get(self.version, "scorm12")


def family(standard: str) -> str:
    """A standard without its edition: `scorm12` or `scorm2004`."""
    return standard.partition("-")[0]


def read_manifest(data: bytes) -> Manifest | Diagnostic:
    """Read the bytes of a manifest, or say why it launches nothing."""
    try:
        root = parse(decoded(data)[0])
    except NotXml as problem:
        if problem.doctype:
            return _bad(str(problem), "remove `<!DOCTYPE …>`", problem.line)
        return _bad(f"this cannot be read as XML ({problem})", "pack it again", problem.line)
    if root.name.lower() != "manifest":
        return _bad(f"the first element is `{root.name}`", "a manifest begins with `<manifest`")
    manifest = _manifest(manifest_of(root))
    if not manifest.items and manifest.first is None:
        hint = "an item needs an identifierref, and its resource an href"
        return _bad("nothing in this package can be launched", hint)
    return manifest


def _bad(message: str, hint: str, line: int = 0) -> Diagnostic:
    return rules.BAD_PACKAGE.at(Position(MANIFEST, line), message, hint)


def _manifest(said: Said) -> Manifest:
    launched = [one for one in said.resources if one.launch]
    hrefs = {one.id: one.launch.address for one in launched if one.launch}
    shown = said.default
    found = [one for one in shown.walk() if one.reference in hrefs] if shown else []
    in_2004 = partial(_more_of_2004, owners=_owners(found))
    more = in_2004 if said.version in _STANDARDS else _more_of_12
    items = tuple(replace(_item(one, hrefs), **more(one.element)) for one in found)
    first = next((Item(one.id, "", hrefs[one.id]) for one in launched), None)
    return Manifest(shown.title if shown else "", said.version, items, first)


def _item(said: SaidItem, hrefs: dict[str, str]) -> Item:
    """What is written alike in all standards, but for capital letters."""
    return Item(
        id=said.id,
        title=said.title,
        href=_joined(hrefs[said.reference], said.parameters),
        launch_data=_text(said.element, "datafromlms"),
        time_limit_action=_text(said.element, "timelimitaction"),
        visible=said.visible,
    )


def _more_of_12(element: Element) -> dict[str, Any]:
    return {
        "mastery_score": _text(element, "masteryscore"),
        "max_time_allowed": _text(element, "maxtimeallowed"),
        "prerequisites": _text(element, "prerequisites"),
    }


def _owners(items: list[SaidItem]) -> dict[str, str]:
    """Which item tells all others whether it is satisfied, by the name under which it does."""
    return {
        shared.get("targetobjectiveid"): item.id
        for item in items
        for shared in _all(
            item.element.first("sequencing"), "objectives", "primaryobjective", "mapinfo"
        )
        if shared.get("writesatisfiedstatus") in ("true", "1")
    }


def _more_of_2004(element: Element, owners: Mapping[str, str]) -> dict[str, Any]:
    sequencing = element.first("sequencing")
    objectives = _all(sequencing, "objectives", "primaryobjective") + _all(
        sequencing, "objectives", "objective"
    )
    judged = [one for one in objectives if one.get("satisfiedbymeasure") in ("true", "1")]
    limits = _all(sequencing, "limitconditions")
    shown = _all(element, "presentation", "navigationinterface", "hidelmsui")
    return {
        "mastery_score": _text(judged[0], "minnormalizedmeasure") or "1.0" if judged else "",
        "max_time_allowed": limits[0].get("attemptabsolutedurationlimit") if limits else "",
        "completion_threshold": _threshold(element.first("completionthreshold")),
        "objectives": tuple(filter(None, (one.get("objectiveid") for one in objectives))),
        "hides": tuple(one.text.strip() for one in shown),
        "stops": tuple(_rule(one) for one in _rules(sequencing, "stopForwardTraversal")),
        "disabled": tuple(
            _rule(one, of)
            for one in _rules(sequencing, "disabled")
            if (of := _about(one, objectives, owners)) is not None
        ),
        "rollup": _rollup(sequencing),
    }


def _rules(sequencing: Element | None, action: str) -> list[Element]:
    """The preconditions with this action."""
    return [
        one
        for one in _all(sequencing, "sequencingrules", "preconditionrule")
        if any(found.get("action") == action for found in one.all("ruleaction"))
    ]


def _about(rule: Element, objectives: list[Element], owners: Mapping[str, str]) -> str | None:
    """The item that a rule is about, "" for its own; None where it is about what is not simulated."""
    asked = {
        one.get("referencedobjective") for one in _all(rule, "ruleconditions", "rulecondition")
    }
    if asked == {""}:
        return ""
    read = [
        owners.get(shared.get("targetobjectiveid"))
        for one in objectives
        if {one.get("objectiveid")} == asked
        for shared in one.all("mapinfo")
        if shared.get("readsatisfiedstatus") in ("", "true", "1")
    ]
    return read[0] if len(read) == 1 else None


def _rule(rule: Element, of: str = "") -> Rule:
    group = rule.first("ruleconditions")
    conditions = _all(group, "rulecondition")
    return Rule(
        (group.get("conditioncombination") if group else "") or "all",
        tuple(
            ("not " if one.get("operator") == "not" else "") + one.get("condition")
            for one in conditions
        ),
        of,
    )


def _rollup(sequencing: Element | None) -> Rollup:
    """With the defaults of the schema."""
    rules = next(iter(_all(sequencing, "rolluprules")), None)
    delivery = next(iter(_all(sequencing, "deliverycontrols")), None)

    def is_true(element: Element | None, name: str, default: str) -> bool:
        return ((element.get(name) if element else "") or default) in ("true", "1")

    weight = (rules.get("objectivemeasureweight") if rules else "") or "1"
    return Rollup(
        completion=is_true(rules, "rollupprogresscompletion", "true"),
        objective=is_true(rules, "rollupobjectivesatisfied", "true"),
        weight=float(weight) if _NUMBER.fullmatch(weight) else 1.0,
        completion_set=is_true(delivery, "completionsetbycontent", "false"),
        objective_set=is_true(delivery, "objectivesetbycontent", "false"),
    )


def _threshold(element: Element | None) -> str:
    """A text in the 3rd Edition; attributes in the 4th, which still takes the text where it has none."""
    if element is None:
        return ""
    if not element.has("completedbymeasure") and not element.has("minprogressmeasure"):
        return element.text.strip()
    decides = element.get("completedbymeasure") in ("true", "1")
    return (element.get("minprogressmeasure") or "1.0") if decides else ""


def _text(element: Element, name: str) -> str:
    found = element.first(name)
    return found.text.strip() if found else ""


def _all(element: Element | None, *path: str) -> list[Element]:
    """The elements at the end of a path of names."""
    found = [element] if element else []
    for name in path:
        found = [child for one in found for child in one.all(name)]
    return found


def _joined(href: str, parameters: str) -> str:
    """The rule of the book for the parameters of an item."""
    more = parameters.strip().lstrip("?&")
    if not more or (more.startswith("#") and "#" in href):
        return href
    if more.startswith("#"):
        return href + more
    path, mark, fragment = href.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{more}{mark}{fragment}"
