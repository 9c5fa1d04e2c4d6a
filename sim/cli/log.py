"""`detente log`: the runs of a store."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json, warn

_store = click.option(
    "--store",
    "store",
    required=True,
    metavar="FILE|URL",
    callback=options.named,
    help="Where the runs are kept.",
)


@click.group("log")
def command() -> None:
    """List, show, export and import the runs of a store.

    A store is a SQLite file, or the URL of a PostgreSQL database. `detente run NAME --store
    FILE` keeps a run; with --store a command that takes a RUN takes its id.
    """


@command.command("list")
@_store
@options.as_json
def list_(store: str, as_json: bool) -> None:
    """List the runs, the newest last.

    A branch stands under the run that it left, with the event after which it did.
    """
    from sim.cli.log_list import listed, listed_json, page

    found = listed(store)
    if as_json:
        say_json(listed_json(found))
    else:
        say(page(found))


@command.command("show")
@click.argument("name", metavar="ID", callback=options.named)
@_store
@click.option("--all", "everything", is_flag=True, help="Show the quiet events too.")
@options.as_json
def show(name: str, store: str, everything: bool, as_json: bool) -> None:
    """Tell a run, as `detente replay` does.

    ID may be the beginning of one, if it is the only one that begins so.
    """
    from sim.cli.replay import tell

    tell(Which(name, store=store), None, everything=everything, as_json=as_json)


@command.command("export")
@click.argument("name", metavar="ID|all", callback=options.named)
@_store
@options.out("Write it there; else to ID.jsonl here.", metavar="FILE|DIR")
@click.option("--force", is_flag=True, help="Replace files that hold something else.")
def export(name: str, store: str, out: str | None, force: bool) -> None:
    """Write a run, or all of them, as log files.

    They are JSON Lines, byte for byte what `detente run --log` writes: docs/events.md tells
    what is in them. In a folder each is called by its id.
    """
    from sim.cli.log_keeping import export as to_files

    found = to_files(store, name, out, force=force)
    for one in found:
        say(f"{'Was there already' if one.before else 'Written'}: {one.path}")
    if not found:
        say("Nothing is kept there yet.")


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", callback=options.named)
@_store
@click.pass_context
def import_(ctx: click.Context, files: tuple[str, ...], store: str) -> None:
    """Keep the runs of log files; the store is made if there is none.

    A file is kept whole or not at all. Refused is what cannot be read, does not fold, or holds
    no valid scenario, or another one than was played; then the exit code is 2. What is there
    already is recognised. Whether a run is as the engine plays it: `detente verify FILE`.
    """
    from sim.cli.log_keeping import import_files

    kept, refused = import_files(files, store)
    for path, one in kept.items():
        how = "was kept already" if one.before else "kept"
        say(f"{path}: {how} as {one.id}, {one.events} events")
        if one.missing:
            say(f"  a branch of run {one.missing}, which is not in {one.store}")
    for text in refused:
        warn(text)
    if len(files) > 1:
        where = {one.store for one in kept.values()}
        say(f"{len(kept)} of {len(files)} files are in {''.join(where) or 'no store'}")
    if refused:
        ctx.exit(2)
