"""What is served: the simulated LMS, a package in it, and what it knows of its learners."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scorm_builder import lms, resources
from scorm_builder.lms import PROFILES, Learner, Named, Record, built_in, empty_record
from scorm_builder.serving.answers import file_answer
from scorm_builder.serving.guard import COURSE_POLICY, FOREIGN_POLICY

if TYPE_CHECKING:
    from starlette.requests import Request

    from scorm_builder.serving.playable import Playable

LEARNERS = (
    Learner("learner-1", "Visser, Anna"),
    Learner("learner-2", "Okafor, Ben"),
    Learner("learner-3", "Haddad, Chaima"),
)
"""Who may learn; any other id is a learner too."""
MAX_MESSAGE = 4 * 1024 * 1024
"""Bytes that a page may send at once."""
MAX_WAIT = 60_000
"""Milliseconds that a page may wait for an answer: what a profile may say."""

_VALUES = ("mode", "credit", "mastery_score")


@dataclass
class Site:
    """A package that is played, and the records of its learners by their ids.

    `profile` is the name of the one that a launch has when it asks for none; `profiles` are those
    that there are besides the built-in ones. `playable` may be replaced while it is served: the next
    request gets the new one. Records are replaced, never changed, so any thread may look at them.
    """

    playable: Playable
    profile: str = "strict"
    profiles: dict[str, Named] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    _launches: Counter[str] = field(default_factory=Counter)
    """Of each learner: what fails in one visit at random need not fail in the next."""

    def routes(self) -> list[Route]:
        """The addresses of the LMS, below that of the server."""
        return [
            Route("/package/{name:path}", self.file),
            Route("/lms/launch.json", self.launch),
            Route("/lms/record", self.store, methods=["POST"]),
            Route("/lms/record", self.record, methods=["GET", "PUT"]),
            Route("/lms/wait", self.wait),
            Route("/lms/{name}", self.script),
        ]

    def named(self, name: str) -> Named:
        """A profile by its name. Raises KeyError when there is none."""
        if name in self.profiles or name not in PROFILES:
            return self.profiles[name]
        return built_in(name)

    async def file(self, request: Request) -> Response:
        """A file of the package, under the policy that suits who made it."""
        name = request.path_params["name"]
        content = self.playable.package.files.get(name)
        if content is None:
            raise HTTPException(404, "the package has no such file")
        answer = file_answer(request, name, content)
        policy = COURSE_POLICY if self.playable.ours else FOREIGN_POLICY
        answer.headers["Content-Security-Policy"] = policy
        # an embed is sandboxed, and so has no origin: what it loads is of another one
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    async def script(self, request: Request) -> Response:
        """A file of the simulated LMS's own."""
        file = resources.lms_runtime() / request.path_params["name"]
        if not file.is_file() or file.suffix == ".ts":
            raise HTTPException(404)
        return file_answer(request, file.name, file)

    async def launch(self, request: Request) -> Response:
        """What the player begins with, for the learner and the profile of the question."""
        asked = request.query_params
        try:
            named = self.named(asked.get("profile", self.profile))
        except KeyError as problem:
            raise HTTPException(404, "there is no such profile") from problem
        learner = _learner(request)
        data = lms.launch_values(
            named,
            self.playable.manifest,
            self.records.get(learner.id, empty_record()),
            f"{request.scope['root_path']}/package/",
            learner=learner,
            values={name: asked[name] for name in _VALUES if name in asked},
        )
        data["profile"]["answers"]["seed"] += self._launches[learner.id]
        self._launches[learner.id] += 1
        return JSONResponse(data)

    async def record(self, request: Request) -> Response:
        """What is known of a learner; or, with PUT, what is to be known from now on."""
        learner = _learner(request).id
        if request.method == "PUT":
            record = await _sent(request)
            if not isinstance(record, dict) or not isinstance(record.get("items"), dict):
                raise HTTPException(400, "this is no record")
            self.records[learner] = record
            return Response(status_code=204)
        return JSONResponse(self.records.get(learner, empty_record()))

    async def wait(self, request: Request) -> Response:
        """An answer that takes as many milliseconds as are asked for: so a page stands still, and the machine does not."""
        asked = request.query_params.get("ms", "")
        if not asked.isdecimal() or int(asked) > MAX_WAIT:
            raise HTTPException(400, "this is no time to wait")
        await asyncio.sleep(int(asked) / 1000)
        return Response(status_code=204)

    async def store(self, request: Request) -> Response:
        """The player says what an attempt is now."""
        learner = _learner(request).id
        known = self.records.get(learner, empty_record())
        try:
            self.records[learner] = lms.stored(known, await _sent(request))
        except ValueError as problem:
            raise HTTPException(400, str(problem)) from problem
        return Response(status_code=204)


def _learner(request: Request) -> Learner:
    wanted = request.query_params.get("learner", LEARNERS[0].id)
    return next((one for one in LEARNERS if one.id == wanted), Learner(wanted, "Learner, Other"))


async def _sent(request: Request) -> Any:
    """The JSON that a page sent."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_MESSAGE:
            raise HTTPException(413, "this is too much at once")
    try:
        return json.loads(body)
    except ValueError as problem:
        raise HTTPException(400, "this is no JSON") from problem
