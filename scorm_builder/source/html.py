"""HTML that an author wrote in Markdown: what is harmless stays, the rest is a finding."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

_TAGS = frozenset(
    "abbr b bdi bdo br caption cite code col colgroup dd del details dfn div dl dt em hr i input ins"
    " kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot"
    " th thead tr u ul var wbr".split()
)
_VOID = frozenset("br col hr input wbr".split())
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "input": {"checked", "disabled", "type"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
}


class _Inspector(HTMLParser):
    """Collects what is not allowed and what is left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        if tag not in _TAGS:
            self.faults.append(f"`<{tag}>` is not allowed in a page")
        else:
            self.faults += [
                f"`{name}` is not allowed on `<{tag}>`" for name, _ in attrs if name not in allowed
            ]
        if tag == "input" and ("type", "checkbox") not in attrs:
            self.faults.append("`<input>` is not allowed in a page")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in _TAGS and tag not in _VOID:
            self.faults.append(f"`</{tag}>` closes nothing")


def faults(html: str) -> list[str]:
    """What is wrong with a piece of HTML, in words: tags, attributes, tags left open."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults + [f"`<{tag}>` is not closed" for tag in inspector.open]


def clean(html: str) -> str:
    """The harmless part of a piece of HTML."""
    return nh3.clean(
        html, tags=set(_TAGS), attributes=_ATTRIBUTES, link_rel=None, strip_comments=True
    )


def clean_tag(html: str) -> str:
    """A single start or end tag, cleaned. Its pair stands elsewhere in the same paragraph."""
    if html.startswith("</"):
        return html if html[2:-1].strip().lower() in _TAGS else ""
    cleaned = clean(html)
    return cleaned.rpartition("</")[0] if cleaned.endswith(">") and "</" in cleaned else cleaned
