"""A preview from its start to Ctrl-C: serve, watch, build again, and tell on the terminal."""

from __future__ import annotations

import os
import signal
import sys
import webbrowser
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn

import click
import watchfiles

from scorm_builder.diagnostics import errors
from scorm_builder.messages import languages
from scorm_builder.package import size
from scorm_builder.preview.desk import Desk, clock
from scorm_builder.preview.sources import Folder, Source, Zip, changed
from scorm_builder.reports import Report, text
from scorm_builder.serving import NOTHING, Server, Site
from scorm_builder.serving.server import PortTaken, free_port, serve
from scorm_builder.summary import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scorm_builder.lms import Named
    from scorm_builder.preview.desk import Version

FIRST_PORT = 8300
"""The port that is tried first; an address that stays is what a browser keeps its memory by."""
_QUIET, _LONGEST = 20, 200
"""Milliseconds: a save is over when nothing was written for so long, or after so long at the latest."""


def preview(source: Source, profile: Named, port: int | None, *, browser: bool) -> None:
    """Show a course until Ctrl-C. Raises `PortTaken` when it is `port` that cannot be had."""
    version = source.version()
    site = Site(version.playable or NOTHING, profile.name, {profile.name: profile})
    desk = Desk(site, source.platform)
    desk.show(version)
    versions = _Versions(source, desk, version)
    if isinstance(source, Folder):
        desk.languages, desk.speak = languages(source.root), versions.speak
    with _server(desk, port) as server:
        signal.signal(signal.SIGTERM, _interrupt)
        _say_hello(server, profile if source.platform else None, port)
        _say(source, version, "")
        if browser and _has_screen():
            webbrowser.open(server.address)
        try:
            for paths in _saves(source):
                versions.saved(paths)
        except KeyboardInterrupt:
            click.echo("\nThe preview has ended.")
        finally:
            desk.end()
    if isinstance(source, Zip):
        source.close()


def _interrupt(*_: object) -> NoReturn:
    """Whoever ends this process means the same as a person at the keyboard."""
    raise KeyboardInterrupt


def _server(desk: Desk, port: int | None) -> Server:
    if port is not None:
        return serve(desk.site, port, desk.routes())
    try:
        return serve(desk.site, FIRST_PORT, desk.routes())
    except PortTaken:
        return serve(desk.site, free_port(FIRST_PORT), desk.routes())


def _has_screen() -> bool:
    """Whether a browser could be seen: not on a server, nor in CI."""
    if os.environ.get("CI"):
        return False
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


@dataclass
class _Versions:
    """What is shown, one version after the other: after a save, or in another language."""

    source: Source
    desk: Desk
    last: Version
    _one: Lock = field(default_factory=Lock)

    def saved(self, paths: set[Path]) -> None:
        """These files were saved."""
        with self._one:
            new = self.source.version()
            if changed(self.last, new, paths):
                self._show(new, _names(self.source, paths))

    def speak(self, lang: str) -> None:
        """From now on the course is in another language; "" is its own."""
        assert isinstance(self.source, Folder)
        with self._one:
            self.source.lang = lang
            self._show(self.source.version(), f"in {lang}" if lang else "in its own language")

    def _show(self, new: Version, why: str) -> None:
        self.last = new
        self.desk.show(new)
        _say(self.source, new, why)


def _saves(source: Source) -> Iterator[set[Path]]:
    """The files of each save."""
    found = watchfiles.watch(
        source.watched.resolve(), watch_filter=lambda _, path: source.minds(Path(path)),
        debounce=_LONGEST, step=_QUIET, raise_interrupt=True,
    )  # fmt: skip
    for changes in found:
        yield {Path(path) for _, path in changes}


# The terminal


def _say_hello(server: Server, profile: Named | None, port: int | None) -> None:
    click.echo(f"Preview   {click.style(server.address, fg='green', bold=True)}")
    if profile:
        click.echo(f"Platform  {profile.title} ({profile.name})")
    else:
        click.echo("Website   no platform: the browser keeps the progress")
    if port is None and server.port != FIRST_PORT:
        click.echo(f"Port {FIRST_PORT} is taken, so this is the next free one.")
    click.echo("Ctrl-C ends it.\n")


def _names(source: Source, paths: set[Path]) -> str:
    """What was saved, in a few words."""
    names = sorted(path.relative_to(source.watched.resolve()).as_posix() for path in paths)
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return ", ".join(names[:2]) + more


def _say(source: Source, version: Version, why: str) -> None:
    made = version.playable
    what = f"{why}: " if why else ""
    took = f"{round(version.seconds * 1000):,} ms"
    if made:
        verb = "built" if isinstance(source, Folder) else "opened"
        about = f"{many(len(made.package.files), 'file')}, {size(made.package) / 1000:,.0f} kB"
        told = f"{what}{verb} in {click.style(took, bold=True)}, {about}"
    else:
        number = many(len(errors(version.diagnostics)), "error")
        told = f"{what}{click.style(number, fg='red', bold=True)}, {took}"
    click.echo(f"{click.style(clock(), dim=True)}  {told}")
    if version.diagnostics:
        click.echo(text.write(Report(version.root, version.diagnostics)))
