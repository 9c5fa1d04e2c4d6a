"""`detente verify`: a run played again, or a store held against its hashes."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json
from sim.errors import SettingError

FOUND = 1  # exit code: something is not as it was
UNREADABLE = 2


@click.command("verify")
@click.argument("names", nargs=-1, metavar="[RUN|all]...", callback=options.named)
@options.which_run
@options.sets
@options.what_if
@click.option(
    "--store", "store", default="", metavar="FILE|URL", callback=options.named,
    help="RUN is the id of one that is kept there; without RUN: that whole store.",
)  # fmt: skip
@click.option("--head", "head", default="", metavar="HASH", help="An end the store had once.")
@options.as_json
def command(names: tuple[str, ...], store: str, head: str, as_json: bool, **how: object) -> None:
    """Play runs again and compare, or check a whole store.

    With RUN: plays it again from its first event and compares every event, to the byte, and
    draws its inputs again. RUN is a log file; with --store an id; or a scenario with its
    seed. What people decided in a game is taken from its log, and so are the versions that
    played and wrote it: where one is another than this, it is said.

    With --store alone: holds all that is kept there against its hashes, which finds what was
    altered, removed or put elsewhere. It prints the head of the store: noted outside of it,
    and given to --head another time, it finds a store that was cut or written anew.

    With --store and the word all: does both, for every run of the store.

    Exit code: 0 all is as it was, 1 a difference was found, 2 something cannot be read.
    """
    from sim.cli.verify_page import json_of, page
    from sim.cli.verify_runs import verified

    if not names and not store:
        raise SettingError("nothing to verify: give a run, or --store for a whole store")
    if "all" in names and not store:
        raise SettingError("all: is every run of a store: add --store and where it is kept")
    if head and (not store or names not in ((), ("all",))):
        raise SettingError(f"--head {head}: is of a whole store: give --store, and no run")
    whiches = [Which.of({**how, "name": one, "store": store}) for one in names]
    if store:
        options.refuse_choice(Which.of({**how, "name": names[0] if names else store}))
    found = verified(whiches, store, head)
    if as_json:
        say_json(json_of(found))
    else:
        say(page(found))
    if not found.equal:
        click.get_current_context().exit(UNREADABLE if found.unreadable else FOUND)
