"""`detente export`: a scenario as other tools' files."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import asdict
from textwrap import wrap

import click

from sim.cli import options
from sim.cli.output import WIDTH, say, say_json


@click.command("export")
@options.name
@click.option(
    "--to", required=True, metavar="FORMAT", help="genius, geniusweb, negmas, ktab or csv."
)
@options.sets
@click.option(
    "-o", "--out", required=True, metavar="DIR", callback=options.named,
    help="Write its files there.",
)  # fmt: skip
@options.force
@options.as_json
def command(
    name: str, to: str, sets: tuple[str, ...], out: str, force: bool, as_json: bool
) -> None:
    """Write what another tool can hold of a scenario, in its format.

    Inputs are taken in the middle of their ranges. What was carried over, what had to be assumed
    and what was lost is listed, each with its line.
    """
    from sim.cli.import_notes import told
    from sim.cli.loaded import loaded
    from sim.exports.exporting import exported
    from sim.files.ledger import Outputs

    found = exported(loaded(name, sets), to)
    folder = Outputs(out, force=force)
    folder.refuse_taken((), found.files)
    paths = [str(folder.write(file, text.encode())) for file, text in found.files.items()]
    if as_json:
        notes = [{**asdict(note), "fate": note.fate.value} for note in found.notes]
        say_json({"format": found.format, "written": paths, "notes": notes})
        return
    say(wrap(f"Written as {found.about}: {', '.join(paths)}.", WIDTH))
    say(told(found.notes))
