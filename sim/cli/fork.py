"""`detente fork`: the same past, another move, many futures."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.requests import request
from sim.cli.versions import say_version
from sim.errors import SettingError
from sim.interrupts import INTERRUPTED
from sim.studies.fork.request import ForkRequest
from sim.studies.options import options_of, requested

if TYPE_CHECKING:
    from sim.cli.loaded import Found

ALL = "all"


@click.command("fork")
@click.argument("name", metavar="RUN", callback=options.named)
@options.a_moment
@request(ForkRequest)
@click.option(
    "--keep", metavar="K|all", help="Keep the run and K futures with the change, in --store."
)
@click.option(
    "--store", default="", metavar="FILE|URL", callback=options.named,
    help="RUN is the id of one that is kept there; with --keep RUN may be a scenario or a log "
    "too, and this is where to keep.",
)  # fmt: skip
@options.which_run
@options.what_if
@options.out("Write the shifts there: figure, CSV, words.")
@options.force
@options.as_json
def command(name: str, event: str | None, at: str | None, **how: Any) -> None:
    """Play the futures of a run from event N with a change, and without it.

    RUN is a scenario with its seed, a log file, or the id of a kept run with --store. Future
    k has the same luck in both arms, so that what differs is what the change does: the
    paired shift of every outcome's share, with its interval. All that came before N stays.

    \b
      detente fork cairo-2024 --seed 7 --at 37 --answer accept
      detente fork cairo-2024 --seed 7 --at +41 --withdraw israel.corridor
      detente fork cairo-2024 --seed 7 --at 47 --table corridor=leave

    Changes may be given together: what comes in the place of event N first, then fields,
    demands, a text, and answers. Kept futures can be forked again by their ids. The numbers
    do not depend on --jobs. Ctrl-C ends it with the futures that were finished.
    """  # noqa: D301  (click keeps what follows as it stands)
    from sim.cli.fork_keeping import kept
    from sim.cli.study import drawn, show, watch
    from sim.studies.fork.playing import fork_results

    asked = {key: how[key] for key in options_of(ForkRequest)}
    wanted, out = requested(ForkRequest, asked), how["out"]
    folder = None if out is None else options.figures(out, {"shifts"}, force=how["force"])
    store = str(how["store"])
    keep = 0 if how["keep"] is None else _many(str(how["keep"]), wanted.futures, store)
    run = _run(name, bool(keep), how)
    at_event, which = run.tale.moment(options.moment(event, at)), run.which
    study = partial(
        fork_results, run.tale, at_event, wanted, name=which.name, words=tuple(which.words)
    )
    result = watch(study, 2 * wanted.futures)
    if keep:
        result = replace(result, kept=kept(run, result, store, keep))
    result = drawn(result, folder)
    show(result, as_json=how["as_json"])
    if not result.complete:
        click.get_current_context().exit(INTERRUPTED)


def _many(keep: str, count: int, store: str) -> int:
    """How many futures are to be kept."""
    if not store:
        raise SettingError(f"--keep {keep}: does not say where: add --store FILE")
    if keep == ALL:
        return count
    if not keep.isdecimal() or not 1 <= int(keep) <= count:
        raise SettingError(f"--keep {keep}: write a number from 1 to {count}, or all")
    return int(keep)


def _run(name: str, keep: bool, how: Mapping[str, Any]) -> Found:
    """The run; a name that is no id is not looked for in the store where futures are kept."""
    from sim.cli.loaded import the_run

    store = str(how["store"])
    if not options.is_id(name):
        if store and not keep:
            raise SettingError(
                f"--store {store}: {name} is no id of a run in it: leave --store out, or add "
                "--keep K to keep futures there"
            )
        store = ""
    which = Which(name, how["seed"], how["run"], how["draws"], (), how["what_if"], store)
    found = the_run(which, full=True)
    say_version(found.tale.first)
    return found
