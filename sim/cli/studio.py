"""`detente studio`: positions moved on a page of this machine."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import SEED
from sim.cli.output import say
from sim.errors import SettingError

PORT = 8177


@click.command("studio")
@click.argument("name", metavar="[NAME|FILE]", default="cairo-2024", callback=options.named)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
    help="Where it is reached; 0 is any that is free.",
)  # fmt: skip
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option("--seed", type=SEED, default=0, show_default=True, help="Of inputs and luck.")
@options.sets
def command(name: str, port: int, seed: int, sets: tuple[str, ...], *, no_open: bool) -> None:
    """Move a position and watch the outcomes move, in a browser.

    A page of this machine alone, until Ctrl-C: nothing is sent anywhere, and nobody else can open
    it. It needs the extra `studio`.
    """
    from sim.cli.loaded import loaded

    case = loaded(name, sets)
    try:
        from sim.studio.desk import Desk
        from sim.studio.serving import serve
    except ModuleNotFoundError as error:
        if error.name not in {"starlette", "uvicorn"}:
            raise
        raise SettingError(
            f"studio: needs {error.name}, of the extra studio: pip install 'detente[studio]'"
        ) from error
    serve(
        Desk(case, name, sets, seed),
        port,
        show=not no_open,
        say=lambda address: say([f"Detente studio: {address}  (Ctrl-C ends it)"]),
    )
