"""Who is heard: the page itself, on this machine, and nobody else.

Any page in a browser may send requests to this machine, so a request is answered only where it
names this server as its host (against rebinding of names), comes from its own page, and, where it
asks for more than a file, brings a header that no other page may send without being allowed to.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

HEADER = "x-detente"
HEADER_VALUE = "studio"
MOST_BODY = 65_536  # bytes
HOSTS = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
SAFE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Guard:
    """Stands before an ASGI application.

    Parameters
    ----------
    port
        The one it is reached at.
    """

    def __init__(self, app: App, port: int) -> None:
        self._app = app
        self._hosts = {f"{host}:{port}" for host in HOSTS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _refuse(send, *refused)
            return
        await self._app(scope, _bounded(receive), _guarded(send))

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Why it is refused, and with which status; None: it is not."""
        if headers.get("host", "") not in self._hosts:
            return 421, "this is no name of the studio: open the address that it printed"
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            return 403, "another page asked: only the studio's own is answered"
        asks = scope["method"] not in {"GET", "HEAD"} or scope["path"].startswith("/api/")
        if asks and headers.get(HEADER) != HEADER_VALUE:
            return 403, f"the header {HEADER} is missing: only the studio's own page is answered"
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > MOST_BODY:
            return 413, f"too much: at most {MOST_BODY} bytes"
        return None


def _headers(scope: Scope) -> dict[str, str]:
    """By name in small letters; one that comes twice is as none."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = "" if key in found else value.decode("latin-1")
    return found


async def _refuse(send: Send, status: int, why: str) -> None:
    body = f"{why}\n".encode()
    headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
    pairs = [(name.encode(), value.encode()) for name, value in {**headers, **SAFE}.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


def _bounded(receive: Receive) -> Receive:
    """Take no more than so much, whatever the length that was announced: then nobody is there."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > MOST_BODY else message

    return bounded


def _guarded(send: Send) -> Send:
    """Say with every answer what its page may do."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            safe = [(name.encode(), value.encode()) for name, value in SAFE.items()]
            message = {**message, "headers": [*message["headers"], *safe]}
        await send(message)

    return guarded
