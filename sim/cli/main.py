"""`detente`: each command's module is imported only when it is called for."""

# Click says which arguments its methods have.
# ruff: noqa: ARG002

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from io import StringIO
from typing import Any

import click

from sim import interrupts
from sim.cli.forgotten import see_values
from sim.cli.output import in_their_encodings, warn, warnings_told
from sim.errors import BinariesError, DetenteError, OutputError
from sim.files import let_go
from sim.version import VERSION, compiled

GROUPS = {
    "Play": {
        "run": "Play one run and tell it as a story.",
        "ensemble": "Play many runs: what they came to, with both ranges.",
        "compare": "Set a scenario beside its variants, or beside others.",
        "play": "Take a seat, and decide for it.",
        "brief": "Print the confidential role sheet of a seat.",
    },
    "Look": {
        "map": "See who stands where, and whose consent is needed.",
        "plot": "Draw an ensemble, or one run, as figures with their numbers.",
        "explain": "Say why one event of a run came about.",
        "replay": "Tell a run from its log, or where it stood at a moment.",
        "turning-points": "Show where along a run its futures changed.",
        "report": "Write one page that tells a whole study.",
        "debrief": "Set played games side by side.",
        "log": "List, show, export and import the runs of a store.",
    },
    "Check": {
        "new": "Write a commented scenario to start from.",
        "validate": "Say everything that is wrong with a scenario file.",
        "inputs": "List a scenario's inputs and what backs each.",
        "seeds": "List the coded facts and what each informs.",
        "verify": "Play a run again and compare, or check a whole store.",
        "schema": "Write the JSON Schema of scenario files, for editors.",
    },
    "Study": {
        "sweep": "How the outcomes follow one input, or two.",
        "sensitivity": "Which inputs the outcome hangs on, and how much is luck.",
        "infer": "See what the record teaches about what nobody can see.",
        "bargain": "See what could be agreed, and what a text would need.",
        "stability": "See who could move alone, and which states would hold.",
        "fork": "The same past, another move: how the outcomes shift.",
    },
    "Share": {
        "import": "Write a scenario from a table, or another tool's files.",
        "export": "Write what another tool can hold of a scenario.",
        "studio": "Move a position on a page, and watch the outcomes move.",
    },
}
# Its matrices are small: more threads only wait for each other beside the processes that play,
# and sums in another order would make a number's last digit hang on how many cores there are.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
READER_LEFT = 141  # what a shell says of a program whose reader has left: 128 and SIGPIPE
COMMANDS = {name: about for group in GROUPS.values() for name, about in group.items()}
EPILOG = (
    "A scenario is a file, or the name of a shipped one such as cairo-2024. What is played "
    "is a model: neither news nor forecast."
)


class Lazy(click.Group):
    """A group whose help needs none of its commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sim.cli.{cmd_name.replace('-', '_')}").command
        command.short_help = COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; an unknown one names the nearest.

        Raises
        ------
        SettingError
            If the value of an option was forgotten.
        """
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(COMMANDS)}"
            ctx.fail(f"no command {args[0]!r}: {hint}")
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            see_values(ctx, command, rest)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in their groups."""
        width = max(map(len, COMMANDS))
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([(name.ljust(width), text) for name, text in commands.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run it with streams that lose no more than they must, and end with its code."""
        if sys.stdout is None:
            warn("standard output is closed: send it to a file, or to /dev/null")
            sys.exit(2)
        code = 0
        try:
            with in_their_encodings(), warnings_told():
                try:
                    code = super().main(*args, **{**kwargs, "standalone_mode": False}) or 0
                except click.ClickException as error:
                    usage = StringIO()
                    error.show(file=usage)
                    warn(usage.getvalue().rstrip("\n"))
                    code = error.exit_code
        except click.Abort:  # what click makes of an interrupt while it reads the arguments
            raise KeyboardInterrupt from None
        except OSError as error:  # of a help text, which is not printed by us
            if error.filename is not None:
                raise
            if not isinstance(error, BrokenPipeError):
                warn(str(OutputError("standard output", error)))
            sys.exit(READER_LEFT if isinstance(error, BrokenPipeError) else 2)
        finally:
            interrupts.ignore()
            let_go(sys.stdout)
            let_go(sys.stderr)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a mistake its user can mend is told without a traceback."""
        for name in ONE_THREAD:  # before anything imports NumPy
            os.environ.setdefault(name, "1")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            interrupts.ignore()
            warn(interrupts.STOPPED)
            ctx.exit(interrupts.INTERRUPTED)
        except DetenteError as error:
            warn(str(error))
            ctx.exit(2)
        except BrokenPipeError:
            ctx.exit(READER_LEFT)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        try:
            click.echo(f"detente {VERSION}{' (compiled)' if compiled() else ''}")
        except BinariesError as error:
            warn(str(error))
            ctx.exit(2)
        ctx.exit()


@click.group(
    cls=Lazy,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def main() -> None:
    """Play negotiations that a file describes, thousands of times."""


if __name__ == "__main__":
    import_module("sim.__main__")
