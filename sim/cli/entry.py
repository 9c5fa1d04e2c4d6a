"""`detente` as it is started: signals are heard before anything else is imported."""

# ruff: noqa: PLC0415

from __future__ import annotations

import sys

from sim import interrupts


def main() -> None:
    """Run the command line; a signal at any moment ends it with one line and no traceback."""
    try:
        interrupts.listen()
        code = _called()
        interrupts.ignore()
    except KeyboardInterrupt:
        interrupts.ignore()
        code = interrupts.INTERRUPTED
        interrupts.tell("Stopped before anything was finished.")
    sys.exit(code)


def _called() -> int:
    import click

    from sim.cli.main import main as command

    try:
        code = command.main(prog_name="detente", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:  # what click makes of an interrupt while it reads the arguments
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0
