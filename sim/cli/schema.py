"""`detente schema`: the JSON Schema of scenario files."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.output import say, say_json
from sim.files import write_bytes


@click.command("schema")
@click.option("-o", "--out", metavar="FILE", help="Write it there instead of printing it.")
def command(out: str | None) -> None:
    """Print the JSON Schema of scenario files; editors complete and check by it.

    A scenario names it in its first line: # yaml-language-server: $schema=FILE
    """
    from sim.scenario.schema import schema, schema_text

    if out is None:
        say_json(schema())
    else:
        write_bytes(Path(out), schema_text().encode())
        say(f"Written {out}")
