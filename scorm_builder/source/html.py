"""HTML that an author wrote in Markdown: what is harmless stays, the rest is a finding."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

_TAGS = frozenset(
    "abbr b bdi bdo br caption cite code col colgroup dd del details dfn div dl dt em hr i ins"
    " kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot"
    " th thead tr u ul var wbr".split()
)
_VOID = frozenset("br col hr wbr".split())
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
}


_MOST = 10_000
"""Characters of one piece of HTML. Some releases of Python read broken tags in quadratic time."""

_ATTRIBUTE = "remove the attribute"
_TAG = "use Markdown or a block"
_OPEN = "close it in the same paragraph"


@dataclass(frozen=True)
class Fault:
    """Something wrong with a piece of HTML: `sign` is how it begins, for finding its place."""

    sign: str
    message: str
    hint: str


class _Inspector(HTMLParser):
    """Collects what is not allowed and what is left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[Fault] = []
        self.open: list[str] = []

    def fault(self, sign: str, message: str, hint: str = _TAG) -> None:
        self.faults.append(Fault(sign, message, hint))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        if tag not in _TAGS:
            self.fault(f"<{tag}", f"`<{tag}>` is not allowed in a page")
            return
        for name, _ in attrs:
            if name not in allowed:
                self.fault(name, f"`{name}` is not allowed on `<{tag}>`", _ATTRIBUTE)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _TAGS and tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif not any(f"<{tag}" == fault.sign for fault in self.faults):
            self.fault(f"</{tag}", f"`</{tag}>` closes nothing", "remove it")

    def handle_pi(self, _data: str) -> None:
        self.fault("<?", "`<?` is not allowed in a page")

    def handle_decl(self, _decl: str) -> None:
        self.fault("<!", "`<!` is not allowed in a page")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


def faults(html: str) -> list[Fault]:
    """What is wrong with a piece of HTML: tags, attributes, tags and comments left open."""
    if len(html) > _MOST:
        return [Fault("<", f"this HTML has more than {_MOST:,} characters", _TAG)]
    if html.rpartition("<!--")[2].find("-->") < 0 and "<!--" in html:
        return [Fault("<!--", "this comment is not closed", "end it with `-->`")]
    inspector = _Inspector()
    try:
        inspector.feed(html)
        inspector.close()
    except AssertionError:  # how the parser refuses some declarations
        return [Fault("<", "this HTML cannot be read", _TAG)]
    left = [Fault(f"<{tag}", f"`<{tag}>` is not closed", _OPEN) for tag in inspector.open]
    return inspector.faults + left


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
