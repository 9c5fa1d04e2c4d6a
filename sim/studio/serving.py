"""Serves the studio on this machine until it is told to end."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from sim.errors import SettingError
from sim.studio.app import application
from sim.studio.desk import Desk

HOST = "127.0.0.1"
CLIENTS = 64  # connections at a time
PATIENCE = 1  # seconds that an answer under way has to end


def serve(desk: Desk, port: int, *, show: bool, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Parameters
    ----------
    port
        0 is any that is free.
    show
        Whether to open the page in a browser.

    Raises
    ------
    SettingError
        Where the port is taken.
    """
    with bound(port) as listening:
        number = listening.getsockname()[1]
        address = f"http://{HOST}:{number}/"
        say(address)
        if show:
            webbrowser.open_new_tab(address)
        settings = uvicorn.Config(
            application(desk, number),
            access_log=False,
            log_level="warning",
            limit_concurrency=CLIENTS,
            timeout_graceful_shutdown=PATIENCE,
            server_header=False,
        )
        try:
            uvicorn.Server(settings).run([listening])
        except KeyboardInterrupt:
            return  # it is how a server ends


def bound(port: int) -> socket.socket:
    """A socket of this machine alone.

    Raises
    ------
    SettingError
        Where the port is taken, or none that one may have.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()  # whoever reads the address may ask at once
    except OSError as error:
        found.close()
        raise SettingError(
            f"--port {port}: cannot be had ({error.strerror}): write another, or 0 for any"
        ) from error
    return found
