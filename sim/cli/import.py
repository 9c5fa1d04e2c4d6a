"""`detente import`: other tools' files into a scenario."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415
# Its module is named as the command, a word of Python or not.
# ruff: noqa: N999

from __future__ import annotations

from dataclasses import asdict
from textwrap import wrap
from typing import Any

import click

from sim.cli import options
from sim.cli.output import WIDTH, say, say_json
from sim.files import refuse_taken, write_bytes
from sim.shell import detente, operand


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, callback=options.named)
@click.option(
    "-o", "--out", required=True, metavar="FILE", callback=options.named,
    help="Write the scenario there.",
)  # fmt: skip
@click.option("--format", "named", default="", help="What FILE is in; left out: seen by itself.")
@click.option("--title", default="", help="Of the scenario; left out: what the source says.")
@click.option(
    "--quota", type=float, metavar="PERCENT",
    help="The part of all influence that a deal needs; left out: everyone.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Let -o replace a file.")
@options.as_json
def command(
    files: tuple[str, ...], out: str, named: str, force: bool, as_json: bool, **asked: Any
) -> None:
    """Write a scenario from a table of actors, or from files of another tool.

    The scenario is commented, validates and runs. What was carried over, what had to be assumed
    and what was lost is listed, each with its line or cell.
    """
    from sim.cli.import_notes import told
    from sim.cli.layout import command as command_line
    from sim.imports.importing import ImportRequest, imported

    path = refuse_taken(out, "-o", force=force)
    found = imported(files, ImportRequest(**asked), named)
    write_bytes(path, found.text.encode(), replace=force)
    if as_json:
        notes = [{**asdict(note), "fate": note.fate.value} for note in found.notes]
        say_json({"format": found.format, "written": str(path), "notes": notes})
        return
    say(wrap(f"Read as {found.about}, written to {path}.", WIDTH))
    say(told(found.notes))
    written = operand(str(path))
    first, then = (detente(name, written) for name in found.leads_to)
    say(["", *command_line("Next:", first, 7), *command_line("", then, 7)])
