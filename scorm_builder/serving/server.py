"""A site on this machine: a port, an address that nobody can guess, and a thread that answers."""

from __future__ import annotations

import secrets
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route

from scorm_builder.serving.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from scorm_builder.serving.site import Site

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost")


class PortTaken(Exception):  # noqa: N818 - told to a person, who names another one
    """Another program listens there."""


class Server:
    """A site that is served until `stop`. `address` ends in a slash; what is served stands below it."""

    def __init__(self, listener: socket.socket, routes: Sequence[BaseRoute]) -> None:
        port = listener.getsockname()[1]
        self.origin = f"http://{LOOPBACK}:{port}"
        self.port = port
        token = secrets.token_urlsafe(12)
        self.address = f"{self.origin}/{token}/"
        hosts = frozenset(f"{name}:{port}" for name in _NAMES)
        app = Starlette(
            routes=[Route("/favicon.ico", _no_picture), Mount(f"/{token}", routes=list(routes))],
            middleware=[Middleware(Guard, hosts=hosts)],
        )
        self._listener = listener
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, name="site", daemon=True
        )
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.005)

    def player(self, **asked: str) -> str:
        """The page that plays the package: for a `learner`, with a `profile`, a `mode`, a `credit`, a
        `mastery_score` and an `item` to begin with, where they are given."""
        return f"{self.address}lms/player.html?{urlencode(asked)}"

    def file(self, name: str) -> str:
        """The address of a file of the package."""
        return f"{self.address}package/{name}"

    def stop(self) -> None:
        """Answer nobody any more. What is under way has a second to end."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def serve(site: Site, port: int = 0, routes: Sequence[BaseRoute] = ()) -> Server:
    """Serve a site, and `routes` beside it, on a port of the loopback; 0 is any free one.

    Raises `PortTaken` when another program listens there.
    """
    return Server(listen(port), [*site.routes(), *routes])


def listen(port: int) -> socket.socket:
    """The port, which is ours from now on. Raises `PortTaken`."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as problem:
        listener.close()
        raise PortTaken(f"port {port} cannot be used: {problem.strerror}") from problem
    return listener


def free_port(first: int, most: int = 100) -> int:
    """The first port from this one on that nobody listens at; 0 when there is none near."""
    for port in range(first, min(first + most, 65_536)):
        try:
            listen(port).close()
        except PortTaken:
            continue
        return port
    return 0


async def _no_picture(_request: Request) -> Response:
    """What a browser asks for by itself."""
    return Response(status_code=204)
