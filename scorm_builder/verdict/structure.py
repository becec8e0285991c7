"""A manifest held against the tables of its edition: elements, their order, attributes, values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scorm_builder import rules
from scorm_builder.diagnostics import Diagnostic, did_you_mean
from scorm_builder.elements import Attribute, Element
from scorm_builder.manifest import MANIFEST
from scorm_builder.verdict.contents import Contents, place, shown
from scorm_builder.verdict.editions import EDITIONS, XSI, Edition
from scorm_builder.verdict.forms import GRAMMARS
from scorm_builder.verdict.grammar import FOREIGN, Form, Grammar, particle_at
from scorm_builder.verdict.values import Value, words_of

_INSTANCE = frozenset({"schemaLocation", "noNamespaceSchemaLocation", "type", "nil"})


def structure(package: Contents) -> Iterator[Diagnostic]:
    """Everything that the schemas of the edition refuse, and what they let pass by mistake."""
    root = package.manifest.root
    if root.space == package.edition.packaging and root.name == "manifest":
        grammar = GRAMMARS[package.edition.title]
        yield from _Reading(package.edition, grammar, _passed_over(package)).element(root)


def _passed_over(package: Contents) -> frozenset[str]:
    """Namespaces whose schema is in the package, and those of the other standard: a rule of its own."""
    pairs = package.manifest.root.get("schemalocation").split()
    named = zip(pairs[::2], pairs[1::2], strict=False)
    others = (space for edition in EDITIONS for _, space in edition.spaces)
    return frozenset({*others, *(space for space, file in named if file in package.files)})


@dataclass(frozen=True)
class _Reading:
    """One run over a manifest."""

    edition: Edition
    grammar: Grammar
    passed_over: frozenset[str]

    def form(self, element: Element) -> Form | None:
        forms = self.grammar.forms.get(element.space, {})
        parent = element.parent
        inner = f"{parent.name}/{element.name}" if parent else ""
        return forms.get(inner) or forms.get(element.name)

    def element(self, element: Element) -> Iterator[Diagnostic]:
        form = self.form(element)
        if form is None:
            return
        yield from self._attributes(element, form)
        yield from self._text(element, form)
        if form.unchecked:
            return
        yield from self._order(element, form) if form.in_order else self._set(element, form)
        for child in element.children:
            yield from self._child(element, child, form)

    def _child(self, parent: Element, child: Element, form: Form) -> Iterator[Diagnostic]:
        if child.space != parent.space:
            yield from self._foreign(parent, child, form)
        elif child.name in form.names:
            yield from self.element(child)
        else:
            yield self._unknown(parent, child, form.names)

    def _foreign(self, parent: Element, child: Element, form: Form) -> Iterator[Diagnostic]:
        known = self.grammar.roots.get(child.space)
        if not form.foreign:
            yield self._unknown(parent, child, form.names)
        elif known is None:
            yield from self._strange(child, strict=self.edition.strict or form.strict)
        elif child.name in known:
            yield from self.element(child)
        elif self.edition.strict or form.strict or _differs_in_case(child.name, known):
            yield self._unknown(parent, child, known)
        else:
            message = f"{self.edition.title} has no `{child.tag}`: platforms pass over it"
            yield rules.IGNORED_ELEMENT.at(place(child), message, _instead(child.name))

    def _strange(self, child: Element, *, strict: bool) -> Iterator[Diagnostic]:
        """An element of a namespace that is none of the edition's."""
        if not child.space and strict:
            yield self._unknown(child.parent or child, child, ())
        elif strict and child.space not in self.passed_over:
            message = (
                f"`{child.tag}` is of `{shown(child.space)}`, whose schema is not in the package"
            )
            hint = "name the schema in xsi:schemaLocation and pack it, or remove the element"
            yield rules.FOREIGN_NAMESPACE.at(place(child), message, hint)

    def _unknown(self, parent: Element, child: Element, known: Iterable[str]) -> Diagnostic:
        names = tuple(known)
        same = _differs_in_case(child.name, names)
        if same:
            right = f"{child.prefix}:{same}" if child.prefix else same
            message = f"`{child.tag}` is written `{right}` in {self.edition.title}"
            return rules.MANIFEST_CASING.at(place(child), message, "capitals count")
        message = f"`{shown(parent.tag)}` cannot hold `{shown(child.tag)}` in {self.edition.title}"
        hint = _instead(child.name) or did_you_mean(child.name[:60], names)
        return rules.MANIFEST_ELEMENT.at(place(child), message, hint)

    def _order(self, element: Element, form: Form) -> Iterator[Diagnostic]:
        """The children in the order of the table, each as often as it says."""
        at, times = 0, 0
        own = (child.name for child in element.children if child.space == element.space)
        given = {name.lower() for name in own}
        for child in element.children:
            name = child.name if child.space == element.space else FOREIGN
            found = particle_at(form.children, name, at)
            if found < 0:
                if name != FOREIGN and name in form.names:
                    yield _misplaced(child, form)
                continue
            times = times + 1 if found == at else 1
            at = found
            most = form.children[found].most
            if most is not None and times > most:
                yield _repeated(child, element)
        for one in form.children:
            if one.least and one.name.lower() not in given:
                yield _missing(element, one.name, "element")

    def _set(self, element: Element, form: Form) -> Iterator[Diagnostic]:
        """The children in any order, none more often than the table says."""
        most = {one.name: one.most for one in form.children}
        given: dict[str, int] = {}
        for child in element.children:
            given[child.name] = given.get(child.name, 0) + 1
            limit = most.get(child.name)
            if limit is not None and given[child.name] > limit:
                yield _repeated(child, element)

    def _text(self, element: Element, form: Form) -> Iterator[Diagnostic]:
        if form.text is not None:
            yield from _value(element, f"`{element.tag}`", element.text, form.text)
        elif element.text.strip():
            message = f"`{element.tag}` holds the text `{shown(element.text.strip(), 40)}`"
            hint = "it holds elements only" if form.children else "it is empty"
            yield rules.MANIFEST_TEXT.at(place(element), message, hint)

    def _attributes(self, element: Element, form: Form) -> Iterator[Diagnostic]:
        for attribute in element.attributes:
            if attribute.space:
                yield from self._foreign_attribute(element, attribute, form)
            elif attribute.name in form.attributes:
                what = f"`{attribute.name}` of `{element.tag}`"
                yield from _value(element, what, attribute.value, form.attributes[attribute.name])
            else:
                yield self._unknown_attribute(element, attribute, form.attributes)
        given = {one.name for one in element.attributes if not one.space}
        cased = {name.lower() for name in given}
        for name in sorted(form.required - given):
            if name.lower() not in cased:
                yield _missing(element, name, "attribute")

    def _foreign_attribute(
        self, element: Element, attribute: Attribute, form: Form
    ) -> Iterator[Diagnostic]:
        if attribute.space == XSI and attribute.name in _INSTANCE:
            return
        known = self.grammar.attributes.get((attribute.space, attribute.name))
        names = [name for space, name in self.grammar.attributes if space == attribute.space]
        if known and form.foreign_attributes:
            yield from _value(element, f"`{_tag(attribute)}`", attribute.value, known)
        elif (
            not form.foreign_attributes
            or _differs_in_case(attribute.name, names)
            or (self.edition.strict and (names or attribute.space not in self.passed_over))
        ):
            yield self._unknown_attribute(element, attribute, names)

    def _unknown_attribute(
        self, element: Element, attribute: Attribute, known: Iterable[str]
    ) -> Diagnostic:
        names = tuple(known)
        same = _differs_in_case(attribute.name, names)
        if same:
            right = f"{attribute.prefix}:{same}" if attribute.prefix else same
            message = f"`{_tag(attribute)}` is written `{right}` in {self.edition.title}"
            return rules.MANIFEST_CASING.at(place(element), message, "capitals count")
        message = (
            f"`{element.tag}` has no attribute `{shown(_tag(attribute))}` in {self.edition.title}"
        )
        hint = did_you_mean(attribute.name[:60], names)
        return rules.MANIFEST_ATTRIBUTE.at(place(element), message, hint)


def _tag(attribute: Attribute) -> str:
    return f"{attribute.prefix}:{attribute.name}" if attribute.prefix else attribute.name


def _differs_in_case(name: str, known: Iterable[str]) -> str:
    """The known name that differs from this one in case alone."""
    return next((one for one in known if one != name and one.lower() == name.lower()), "")


_INSTEAD = {
    "masteryscore": "2004 has `imsss:minNormalizedMeasure`, from 0 to 1, in an objective of `imsss:sequencing`",
    "maxtimeallowed": "2004 has `attemptAbsoluteDurationLimit` of `imsss:limitConditions`",
    "prerequisites": "2004 has `imsss:sequencingRules`",
    "completionthreshold": "only SCORM 2004 has it",
    "sequencing": "only SCORM 2004 has it",
    "presentation": "only SCORM 2004 has it",
    "data": "only the 4th Edition has it",
}


def _instead(name: str) -> str:
    return _INSTEAD.get(name.lower(), "")


def _value(element: Element, what: str, value: str, kind: Value) -> Iterator[Diagnostic]:
    complaint = kind(value)
    if not complaint:
        return
    same = _differs_in_case(" ".join(value.split()), words_of(kind))
    if same:
        message = f"{what} is `{shown(value)}`, and must be `{same}`"
        yield rules.MANIFEST_CASING.at(place(element), message, "capitals count")
        return
    told = (
        f"{what} is `{shown(value, 40)}`, {complaint}" if value else f"{what} is empty, {complaint}"
    )
    hint = did_you_mean(value.strip()[:60], words_of(kind))
    yield rules.MANIFEST_VALUE.at(place(element), told, hint)


def _misplaced(child: Element, form: Form) -> Diagnostic:
    order = ", ".join(one.name if one.name != FOREIGN else "others" for one in form.children)
    parent = child.parent.tag if child.parent else MANIFEST
    message = f"`{child.tag}` stands too late in `{parent}`"
    return rules.MANIFEST_ORDER.at(place(child), message, f"the order is {order}")


def _repeated(child: Element, parent: Element) -> Diagnostic:
    message = f"`{parent.tag}` holds a second `{child.tag}`"
    return rules.MANIFEST_ORDER.at(place(child), message, "it holds one")


def _missing(element: Element, name: str, what: str) -> Diagnostic:
    message = f"`{element.tag}` has no {what} `{name}`"
    return rules.MANIFEST_INCOMPLETE.at(place(element), message, "it must have one")
