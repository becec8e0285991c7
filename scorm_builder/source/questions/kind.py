"""A kind of question: what must hold of it, what its template gets, what is kept of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from scorm_builder import rules
from scorm_builder.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

    from markupsafe import Markup

    from scorm_builder.diagnostics import Diagnostic, Rule
    from scorm_builder.messages import Messages
    from scorm_builder.source.questions.models import Question
    from scorm_builder.source.yaml12 import Document, Route

View = dict[str, Any]
"""What a template gets."""


class Faults:
    """Takes what is wrong with one question, whose fields stand under `route` of a document."""

    def __init__(self, document: Document, route: Route) -> None:
        self.document = document
        self.route = route

    def within(self, *route: str | int) -> Faults:
        """The same for what stands there in the question."""
        return Faults(self.document, (*self.route, *route))

    def add(self, rule: Rule, route: Route, message: str, hint: str = "") -> None:
        """A finding at the value that has this route in the question."""
        self._add(rule.at(self.document.at(*self.route, *route), message, hint))

    def add_at_key(self, rule: Rule, route: Route, message: str, hint: str = "") -> None:
        """A finding at the key that ends this route in the question."""
        self._add(rule.at(self.document.at_key(*self.route, *route), message, hint))

    def _add(self, found: Diagnostic) -> None:
        self.document.diagnostics.append(found)

    def unknown(self, route: Route, word: str, known: Collection[str], what: str) -> None:
        """A letter or word of an answer that nothing in the question has."""
        message = f"there is no {what} `{word}`"
        self.add(rules.BAD_QUESTION, route, message, did_you_mean(word, known))

    def unknown_keys(
        self, name: str, group: Mapping[str, object], known: Collection[str], what: str
    ) -> None:
        """Keys of the field `name` that nothing in the question has."""
        for key in group:
            if key not in known:
                message = f"there is no {what} `{key}`"
                hint = did_you_mean(key, known)
                self.add_at_key(rules.BAD_QUESTION, (name, key), message, hint)


class Texts(Protocol):
    """Makes HTML of what stands in a question, whose route tells its place there. `words` are the
    learner's."""

    words: Messages

    def block(self, text: str, *route: str | int, later: bool = False) -> Markup:
        """Paragraphs, lists and blocks. `later`: it is hidden until something is done."""

    def inline(self, text: str, *route: str | int) -> Markup:
        """What can stand on a button or beside a box to tick: a text without links."""

    def picture(self, src: str, *route: str | int) -> View | None:
        """The address and size of a picture; None when there is something wrong with it."""

    def fault(self, route: Route, message: str, hint: str) -> None:
        """Finds fault with what stands there, which only shows once it is made."""


@dataclass(frozen=True)
class Kind:
    """A kind of question.

    `check` finds fault with one, beside what its model forbids. `view` gives what its template gets
    beside what all get; its `data` are attributes of the whole. `keeps` is the most characters that an
    answer takes in a learner's state. `needs` names what it shares with others: styles, scripts and
    messages that are shipped with it.
    """

    model: type[Question]
    check: Callable[[Any, Faults], None]
    view: Callable[[Any, Texts], View]
    keeps: Callable[[Any], int]
    needs: tuple[str, ...] = ()
