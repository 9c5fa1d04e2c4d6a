"""Answers: lines of JSON as they come, data, and a user's mistake told as one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import msgspec
from starlette.responses import Response, StreamingResponse

from sim.errors import DetenteError
from sim.studio.scheduler import Waiting

JSON = "application/json"
LINES = "application/x-ndjson"


def answer(found: object, status: int = 200) -> Response:
    """Data."""
    return Response(msgspec.json.encode(found), status, media_type=JSON)


def mistake(error: DetenteError, status: int = 422) -> Response:
    """What is wrong, and how to mend it."""
    return answer({"error": str(error)}, status)


def stream(waiting: Waiting[Any]) -> Response:
    """Pictures as they come; whoever goes away waits no more."""
    return StreamingResponse(_lines(waiting), media_type=LINES)


async def _lines(waiting: Waiting[Any]) -> AsyncIterator[bytes]:
    try:
        async for line in waiting.pictures():
            yield line
    except DetenteError as error:
        yield msgspec.json.encode({"error": str(error)}) + b"\n"


def typed(name: str) -> Mapping[str, str]:
    """The type of a static file."""
    kinds = {"js": "text/javascript", "css": "text/css", "html": "text/html"}
    return {"content-type": f"{kinds[name.rpartition('.')[2]]}; charset=utf-8"}
