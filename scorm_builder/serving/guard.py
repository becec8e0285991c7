"""Who may ask: pages of this server alone, whatever else is open in the same browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
"""What pages of the LMS may load. No inline script, style or handler, and nothing from elsewhere."""
COURSE_POLICY = (
    "default-src 'self'; frame-src 'self' https:; frame-ancestors 'self'; base-uri 'self'"
)
"""For packages of ours. Frames of the servers that an author has named under `embeds` are allowed."""
FOREIGN_POLICY = "frame-ancestors 'self'"
"""For packages of others, which have scripts in their pages."""

_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
_READING = ("GET", "HEAD")


class Guard:
    """Refuses what does not come from a page of this server.

    A name that someone else made point to this machine (DNS rebinding) is not among `hosts`; a page
    of another site that writes has an `Origin` of its own. Who reads must know the token in the
    address, since no answer allows another origin to look at it.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        reason = ""
        if host not in self.hosts:
            reason = "this server answers to its own name alone"
        elif scope["method"] not in _READING and headers.get("origin") != f"http://{host}":
            reason = "only a page of this server may write"

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    answer[name] = value
                answer.setdefault("Content-Security-Policy", POLICY)
                answer.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            await send(message)

        answer = PlainTextResponse(reason, 403) if reason else self.app
        await answer(scope, receive, told)
