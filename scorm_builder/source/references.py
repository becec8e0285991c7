"""What a page refers to: links, pictures and files, each resolved to its address in the package."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from scorm_builder import rules
from scorm_builder.diagnostics import MOST_HINTS, Diagnostic, did_you_mean
from scorm_builder.messages import file_size, language_name
from scorm_builder.source import media
from scorm_builder.source.files import MAX_NAME, refused_type
from scorm_builder.source.glossary import GLOSSARY
from scorm_builder.source.names import slug
from scorm_builder.source.page import Made, PageLink
from scorm_builder.source.pictures import BadPictureError, sizes

if TYPE_CHECKING:
    from scorm_builder.diagnostics import Position
    from scorm_builder.source.page import Page, Site
    from scorm_builder.source.pictures import Sizes

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = ("http", "https", "mailto", "tel")
_TYPES = media.SOUNDS | media.VIDEOS
_HTML = (".html", ".htm")
_PLAIN = re.compile(r"[a-z0-9_][a-z0-9._-]*(/[a-z0-9_][a-z0-9._-]*)*")
_MARKDOWN = (".md", ".markdown")
_SHOWN = "auto, (min-width: 40em) 38em, 100vw"
"""How wide a picture is shown: as it is laid out, where a browser waits for that; else as wide as the
column of text (`--measure` in course.css), or as the screen of a phone."""


def base_of(route: str) -> str:
    """What the ids on a page begin with. The theme page is `/`, which no step's id can follow."""
    return "/-" if route == "/" else route


class References:
    """Resolves what one page refers to; findings and files go to the page.

    `route` is where the page is shown, `base` what its ids begin with. `own_links` are those to
    places on the page itself.
    """

    def __init__(self, site: Site, page: Page, route: str, base: str) -> None:
        self.site = site
        self.page = page
        self.route = route
        self.base = base
        self.own_links: list[PageLink] = []
        self.missed = 0

    def link(self, href: str, at: Position) -> dict[str, str]:
        """The attributes of a link to `href`."""
        scheme = _SCHEME.match(href)
        if scheme and scheme[1].lower() == "term":
            return self._term_link(slug(unquote(href[scheme.end() :])), at)
        if scheme or href.startswith("//"):
            return self._web_link(href, scheme[1].lower() if scheme else "", at)
        path, _, anchor = href.partition("#")
        if not path and not anchor:
            self._report(
                rules.BROKEN_LINK.at(
                    at, "this link leads nowhere", "name a page, a file or an address"
                )
            )
            return {}
        target = self.resolve(path, at) if path else self.page.path
        if target is None:
            return {}
        if not path or media.suffix(target) in _MARKDOWN:
            return self._page_link(target, unquote(anchor), at)
        # A file in a new window: in the frame of a platform it would take the place of the course.
        return {"href": self.pack(target, at), "target": "_blank", "rel": "noopener"}

    def _web_link(self, href: str, scheme: str, at: Position) -> dict[str, str]:
        if scheme not in _WEB:
            self._report(
                rules.UNSAFE_LINK.at(
                    at,
                    f"a link cannot lead to `{href[:60]}`",
                    "link to a page, a file, or an address with https:",
                )
            )
        return {"href": href, "target": "_blank", "rel": "noopener noreferrer"}

    def _term_link(self, name: str, at: Position) -> dict[str, str]:
        glossary = self.site.glossary
        terms = glossary.terms if glossary else {}
        if name not in terms:
            hint = (
                did_you_mean(name, terms)
                or "name a glossary in course.yaml: `glossary: terms.yaml`"
            )
            self._report(rules.BROKEN_LINK.at(at, f"the glossary has no term `{name}`", hint))
            return {}
        self.page.terms.add(name)
        return {"href": f"#{GLOSSARY}/{name}", "class": "term"}

    def _page_link(self, target: str, anchor: str, at: Position) -> dict[str, str]:
        route = self.route if target == self.page.path else self.site.routes.get(target)
        if route is None:
            self._report(
                rules.BROKEN_LINK.at(
                    at,
                    f"`{target}` is not the page of a step",
                    "make it the page of a step in course.yaml, or link to a page that is one",
                )
            )
            return {}
        if not anchor:
            self.page.links.append(PageLink(target, "", "", at))
            return {"href": f"#{route}"}
        name = anchor if anchor.isascii() else slug(anchor)  # `#東京` is the heading 東京
        link = PageLink(target, name, anchor, at)
        if target == self.page.path:
            self.own_links.append(link)
            return {"href": f"#{self.base}/{name}"}
        self.page.links.append(link)
        return {"href": f"#{base_of(route)}/{name}"}

    def picture(self, src: str, at: Position) -> dict[str, Any] | None:
        """The address and size of a picture, or None when there is something wrong with it.

        `sizes` are the attributes by which a browser picks among several files, if there are any.
        """
        found = self._found(src, at)
        if found is None:
            return None
        path, width, height = found
        try:
            made = sizes(self.site.files.root / path, width)
        except BadPictureError as problem:
            reason, hint = problem.args
            self._report(rules.BAD_IMAGE.at(at, f"the picture `{src}` {reason}", hint))
            return None
        if made:
            return self._in_sizes(path, made, at)
        return {"url": self.pack(path, at), "width": width, "height": height, "sizes": {}}

    def poster(self, src: str, at: Position) -> dict[str, str] | None:
        """The address of a picture that is shown where only one file can be named."""
        found = self._found(src, at)
        return {"url": self.pack(found[0], at)} if found else None

    def _found(self, src: str, at: Position) -> tuple[str, int, int] | None:
        """The path, width and height of a picture."""
        if _SCHEME.match(src) or src.startswith("//"):
            self._report(
                rules.OUTSIDE_REQUEST.at(
                    at,
                    f"the picture `{src[:60]}` is on another server",
                    "put it in the folder of the course",
                )
            )
            return None
        path = self.resolve(src, at)
        if path is None:
            return None
        size = media.picture_size(self.site.files.root / path)
        if size is None:
            self._report(_bad_image(src, path, at))
            return None
        return path, *size

    def _in_sizes(self, path: str, made: Sizes, at: Position) -> dict[str, Any]:
        """The address of the widest size, and the list from which a browser picks."""
        listed = []
        for size in made.all:
            if size.content is None:
                url = self.pack(path, at)
            else:
                url = self.site.files.packed_as(path, f"-{size.width}-{made.key[:8]}.webp")
                self.page.made[url] = Made(path, size.content)
            listed.append(f"{url} {size.width}w")
        widest = made.all[-1]
        choice = {"srcset": ", ".join(listed), "sizes": _SHOWN} if len(listed) > 1 else {}
        return {"url": url, "width": widest.width, "height": widest.height, "sizes": choice}

    def embed(self, value: str, at: Position) -> dict[str, str] | None:
        """The address of what is shown in a frame; `host` is the other server that it comes from."""
        if _SCHEME.match(value) or value.startswith("//"):
            return self._outside_embed(value, at)
        path = self.resolve(value, at)
        if path is None:
            return None
        folder = path.rpartition("/")[0]
        if media.suffix(path) not in _HTML or not folder:
            hint = 'put it in a folder of its own: src="../demo/index.html"'
            message = f"`{value}` is no HTML file in a folder of its own"
            self._report(rules.BAD_ATTRIBUTE.at(at, message, hint))
            return None
        for file in sorted(self.site.files.paths):
            if file.startswith(f"{folder}/"):
                self._pack_as_is(file, folder, at)
        return {"url": _in_embeds(path, folder), "host": ""}

    def _outside_embed(self, value: str, at: Position) -> dict[str, str] | None:
        address = urlsplit(value)
        if address.scheme == "https" and address.netloc in self.site.embeds:
            return {"url": value, "host": address.netloc}
        hint = "copy it into the course"
        if address.scheme == "https" and address.netloc:
            hint += f", or allow its server in course.yaml: `embeds: [{address.netloc}]`"
        message = f"`{value[:60]}` is on another server"
        self._report(rules.OUTSIDE_REQUEST.at(at, message, hint))
        return None

    def _pack_as_is(self, path: str, folder: str, at: Position) -> None:
        """Have a file packed so that its neighbours find it by the name that they know."""
        name = _in_embeds(path, folder)
        refused = refused_type(path, at)
        if refused:
            self._report(refused)
        elif not _PLAIN.fullmatch(name) or len(name) > MAX_NAME:
            message = f"`{path}` has a name that not every platform takes"
            hint = "give it a short one of lower-case letters, digits, `.`, `_` and `-`"
            self._report(rules.BAD_ATTRIBUTE.at(at, message, hint))
        self.page.made[name] = Made(path, self.site.files.root / path)

    def file(self, value: str, at: Position) -> dict[str, str] | None:
        """The address and media type of a file."""
        path = self.resolve(value, at)
        return self.described(path, at) if path else None

    def download(self, value: str, at: Position) -> dict[str, str] | None:
        """The address of a file, its own name, what kind it is, its ending and its size in words."""
        path = self.resolve(value, at)
        if path is None:
            return None
        ending = media.suffix(path)
        length = (self.site.files.root / path).stat().st_size
        return {
            "url": self.pack(path, at),
            "name": PurePosixPath(path).name,
            "kind": media.kind(path),
            "ending": ending.removeprefix(".").upper(),
            "size": file_size(self.site.words.lang, length),
        }

    def described(self, path: str, at: Position) -> dict[str, str]:
        """The address and media type of a resolved file; of captions the language too."""
        found = {"url": self.pack(path, at), "type": _TYPES.get(media.suffix(path), "")}
        if media.suffix(path) == ".vtt":
            lang = media.caption_language(path, self.site.lang)
            found |= {"lang": lang, "label": language_name(lang)}
        return found

    def resolve(self, written: str, at: Position) -> str | None:
        """The course path of a file that the author wrote relative to the page."""
        compare = self.missed < MOST_HINTS
        path = self.site.files.resolve(unquote(written), at, self.page.path, compare=compare)
        if isinstance(path, Diagnostic):
            self.missed += 1
            self._report(path)
            return None
        if not os.access(self.site.files.root / path, os.R_OK):
            self._report(
                rules.UNREADABLE_FILE.at(
                    at, f"`{written}` cannot be read", "check that you may read the file"
                )
            )
            return None
        return path

    def pack(self, path: str, at: Position) -> str:
        """Have a file packed, and give its address."""
        refused = refused_type(path, at)
        if refused:
            self._report(refused)
        self.page.files.add(path)
        return self.site.files.packed(path)

    def _report(self, diagnostic: Diagnostic) -> None:
        self.page.diagnostics.append(diagnostic)


def _in_embeds(path: str, folder: str) -> str:
    """The name in the package of a file in a folder whose files keep their names."""
    digest = hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"embeds/{digest}{path.removeprefix(folder)}"


def _bad_image(src: str, path: str, at: Position) -> Diagnostic:
    kind = media.suffix(path)
    if kind not in media.PICTURES:
        known = ", ".join(sorted(media.PICTURES))
        return rules.BAD_IMAGE.at(at, f"browsers do not show `{src}`", f"use one of {known}")
    if kind == ".svg":
        hint = "save it again, with `width` and `height` or a `viewBox`"
        return rules.BAD_IMAGE.at(at, f"the drawing `{src}` is damaged or has no size", hint)
    return rules.BAD_IMAGE.at(at, f"the picture `{src}` is damaged", "save it again")
