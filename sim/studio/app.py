"""The studio as an application: which address shows what."""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sim.errors import DetenteError, SettingError
from sim.studio.desk import Desk, changes
from sim.studio.guard import App, Guard
from sim.studio.scheduler import Scheduler
from sim.studio.streams import answer, mistake, stream, typed

FILES = ("app.css", "app.js", "explore.js", "figure.js", "levers.js", "page.js", "state.js")


class Studio:
    """The answers of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.scheduler = Scheduler()

    async def index(self, _: Request) -> Response:
        """The page."""
        return _static("index.html")

    async def file(self, request: Request) -> Response:
        """A file of the page."""
        name = request.path_params["name"]
        return _static(name) if name in FILES else Response("no such file\n", 404)

    async def scenario(self, _: Request) -> Response:
        """What the page begins with."""
        return answer(await run_in_threadpool(self.desk.scenario))

    async def explore(self, request: Request) -> Response:
        """Pictures of moved positions."""
        try:
            now = changes(await _asked(request))
            waiting = self.scheduler.wait_for(("explore", now), self.desk.explore(now))
        except DetenteError as error:
            return mistake(error)
        return stream(waiting)


async def _asked(request: Request) -> object:
    try:
        return msgspec.json.decode(await request.body())
    except msgspec.DecodeError as error:
        raise SettingError(f"no JSON: {error}") from error


def _static(name: str) -> Response:
    found = pkgutil.get_data("sim.studio", f"static/{name}")
    assert found is not None, f"{name} is shipped"
    return Response(found, headers=typed(name))


def application(desk: Desk, port: int) -> App:
    """The studio behind its guard; `port` is the one that it is reached at."""
    studio = Studio(desk)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(studio.scheduler.close)

    routes = [
        Route("/", studio.index),
        Route("/static/{name}", studio.file),
        Route("/api/scenario", studio.scenario),
        Route("/api/explore", studio.explore, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, lifespan=lifespan), port)
