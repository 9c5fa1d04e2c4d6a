"""`detente new`: a scenario to start from."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.output import say
from sim.errors import SettingError
from sim.files import is_there, write_bytes
from sim.shell import detente, operand


@click.command("new")
@click.argument("name", metavar="NAME")
@click.option("--table", is_flag=True, help="Write NAME.csv, a table of actors to import.")
def command(name: str, table: bool) -> None:
    """Write NAME.yaml here: a commented scenario that validates and runs as it is."""
    from sim.cli.layout import command as command_line
    from sim.imports.template import TABLE
    from sim.scenario.skeleton import skeleton

    text = skeleton(name)  # which sees the name
    text, ending = (TABLE, "csv") if table else (text, "yaml")
    path = Path(f"{name}.{ending}")
    if is_there(path):
        raise SettingError(f"{path} is there already: choose another name")
    write_bytes(path, text.encode(), replace=False)
    written = operand(str(path))
    if table:
        scenario = operand(f"{name}.yaml")
        first, then = detente("import", written, "-o", scenario), detente("bargain", scenario)
    else:
        first, then = (detente(command, written) for command in ("validate", "run"))
    say([f"Written {path}", *command_line("Next:", first, 7), *command_line("", then, 7)])
