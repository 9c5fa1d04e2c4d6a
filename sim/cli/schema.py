"""`detente schema`: the JSON Schema of scenario files."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.output import say, say_json
from sim.files import refuse_taken, write_bytes


@click.command("schema")
@options.out("Write it there instead of printing it.", metavar="FILE")
@click.option("--force", is_flag=True, help="Let -o replace a file.")
def command(out: str | None, force: bool) -> None:
    """Print the JSON Schema of scenario files; editors complete and check by it.

    A scenario names it in its first line: # yaml-language-server: $schema=FILE
    """
    from sim.scenario.schema import schema, schema_text

    if out is None:
        say_json(schema())
    else:
        path = refuse_taken(out, "-o", force=force)
        write_bytes(path, schema_text().encode(), replace=force)
        say(f"Written {out}")
