"""`detente run`: one run as a story."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, say_json
from sim.files import refuse_taken


@click.command("run")
@options.name
@options.which_run
@options.sets
@options.what_if
@click.option(
    "--log",
    "log",
    metavar="FILE",
    callback=options.named,
    help="Write the run's log there, as JSON Lines.",
)
@click.option("--force", is_flag=True, help="Let --log replace a file.")
@click.option(
    "--store", "store", default="", metavar="FILE|URL", callback=options.named,
    help="Keep the run there; the store is made if there is none.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show the quiet events too.")
@options.as_json
def command(
    name: str, seed: int, run: int, draws: int, sets: tuple[str, ...], **how: object
) -> None:
    """Play one run of a scenario and tell it as a story.

    The same scenario, seed and version give the same run on every supported Python of one
    platform. With --run K it is run K of the ensemble of that seed.

    With --store it is told once it is kept, and not if it cannot be. The same run again is
    recognised: nothing is kept twice.
    """
    from sim.cli.as_json import run_json
    from sim.cli.loaded import Found
    from sim.cli.story_page import Saved, page, written

    which = Which(name, seed, run, draws, sets, str(how["what_if"]))
    log = how["log"]
    path = Path(str(log)) if log is not None else None
    if path is not None:
        refuse_taken(path, "--log", force=bool(how["force"]))
    found = Found.played(which, full=bool(how["everything"]))
    saved = Saved(path)
    if how["store"]:
        from sim.cli.log_keeping import keep

        taken = keep(str(how["store"]), found.source)
        saved = Saved(path, taken.store, taken.before)
    if path is not None:
        written(found.tale, name, path, force=bool(how["force"]))
    if how["as_json"]:
        more = {"id": found.id, "store": saved.store} if saved.store else {}
        say_json({**run_json(found.tale), **more})
    else:
        say(page(found, saved, everything=bool(how["everything"])))
