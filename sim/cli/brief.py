"""`detente brief`: the confidential role sheet of a seat."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sim.cli import options
from sim.cli.options import Which
from sim.cli.output import say, warn
from sim.files import refuse_taken, write_bytes
from sim.text import kept


@click.command("brief")
@options.name
@click.option("--as", "seat", metavar="SEAT", required=True, help="Whose sheet it is.")
@click.option("--seed", type=options.SEED, default=0, show_default=True, help="Of the game.")
@options.sets
@options.what_if
@options.out("Write it there instead of printing it.", metavar="FILE")
@click.option("--force", is_flag=True, help="Let -o replace a file.")
def command(name: str, seat: str, seed: int, **how: Any) -> None:
    """Print the role sheet of a seat: who it is, what it wants, and what it knows.

    Nothing of what others want or can do without is in it. Its numbers are those of the game
    that `detente play` plays with the same seed; the command for it is printed beside the
    sheet, to standard error: it is for whoever hands the sheets out.
    """
    from sim.cli.loaded import loaded
    from sim.cli.seat_game import at_the_start, checked
    from sim.cli.seat_role import brief
    from sim.ensemble.inputs import first_of
    from sim.ensemble.what_if import under

    out = None if how["out"] is None else Path(how["out"])
    if out is not None:
        refuse_taken(out, "-o", force=how["force"])
    which = Which(name, seed, sets=how["sets"], what_if=how["what_if"])
    case, added = under(loaded(name, which.sets), which.what_if, titled_so=False)
    taken = checked(case, [seat])
    values, start = first_of(case, seed, added, taken)
    page = brief(at_the_start(case, values, start, seat))
    warn(f"The game with these numbers: {which.call('play', '--as', seat)}")
    if out is None:
        say(page)
        return
    content = "".join(f"{kept(line).rstrip()}\n" for line in page)
    write_bytes(out, content.encode(), replace=how["force"])
    say(f"Written to {out}")
