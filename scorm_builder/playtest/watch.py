"""What happens in a browser that nobody asked for: failed scripts and files, requests to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scorm_builder.playtest import checks

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

    from scorm_builder.playtest.results import Findings

_LOCAL = ("data:", "blob:", "about:", "chrome:", "chrome-error:", "devtools:")
_LOADING = "Failed to load resource"
_LONG = 300
_NOISY = (checks.CONSOLE_ERRORS, checks.FAILED_FILES, checks.OUTSIDE_REQUESTS)


class Watch:
    """Hears all contexts of a browser that it is told of, and tells `findings`, where the learner is then."""

    def __init__(self, findings: Findings, origin: str) -> None:
        self.findings = findings
        self.origin = origin
        self.offline = False
        """Whether there is no network, so that what needs one, such as a film, fails by right."""

    def over(self, context: BrowserContext) -> None:
        """From now on this one too."""
        for check in _NOISY:
            self.findings.hold(check)
        context.on("console", self._said)
        context.on("weberror", self._threw)
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        # what did not come is told by its answer
        if message.type == "error" and not message.text.startswith(_LOADING) and not self.offline:
            self.findings.hold(checks.CONSOLE_ERRORS, _short(message.text))

    def _threw(self, error: WebError) -> None:
        self.findings.hold(checks.CONSOLE_ERRORS, _short(str(error.error)))

    def _is_here(self, url: str) -> bool:
        return url.startswith((self.origin, *_LOCAL))

    def _asked(self, request: Request) -> None:
        if not self._is_here(request.url):
            self.findings.hold(checks.OUTSIDE_REQUESTS, f"{_short(request.url)} was asked for")

    def _failed(self, request: Request) -> None:
        # a browser breaks off what it no longer needs: the rest of a film, all when a page goes away
        broken = "ERR_ABORTED" not in str(request.failure) and not self.offline
        if self._is_here(request.url) and broken:
            self.findings.hold(checks.FAILED_FILES, f"{self._name(request.url)}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if self._is_here(response.url) and response.status >= 400:
            self.findings.hold(
                checks.FAILED_FILES, f"{self._name(response.url)}: status {response.status}"
            )

    def _name(self, url: str) -> str:
        """The file in the package."""
        return _short(url.removeprefix(self.origin).partition("/package/")[2] or url)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
