"""Arguments that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from sim import files
from sim.ensemble.arguments import DRAWS, MAX_SEED, MOST_JOBS
from sim.errors import SettingError
from sim.files.ledger import Outputs
from sim.shell import detente, given, operand, quoted
from sim.talks import outcomes

LOG_ENDS = (".jsonl", ".ndjson", ".log")
LOG_BEGINS = b'{"detente":'
_ID = re.compile(r"[0-9a-f]{1,12}")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

SEED = click.IntRange(0, MAX_SEED)

sets: Decorator = click.option(
    "--set", "sets", multiple=True, metavar="PATH=VALUE",
    help="Change a field of the scenario; may be given more than once.",
)  # fmt: skip
what_if: Decorator = click.option(
    "--what-if", "what_if", default="", metavar="VARIANT",
    help="Play one of the scenario's what_if variants.",
)  # fmt: skip


def named(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """A path that is given on the command line is one: no empty name.

    Raises
    ------
    SettingError
        Where it is empty.
    """
    given = value if isinstance(value, tuple) else (value,)
    if "" in given and ctx.get_parameter_source(str(param.name)) is not ParameterSource.DEFAULT:
        what = param.opts[0] if isinstance(param, click.Option) else param.make_metavar(ctx)
        of = {"--log": "a file", "--store": "a file"}.get(what, "a file or folder")
        raise SettingError(f"{what} '': is an empty name: write the name of {of}")
    return value


as_kept: Decorator = click.option(
    "--store", "store", default="", metavar="FILE|URL", callback=named,
    help="RUN is the id of one that is kept there.",
)  # fmt: skip
jobs: Decorator = click.option(
    "--jobs", default=0, type=click.IntRange(0, MOST_JOBS), metavar="N",
    help="Processes; left out: one a core.",
)  # fmt: skip
force: Decorator = click.option(
    "--force", is_flag=True, help="Let -o replace files that are not as Detente wrote them."
)
outcome: Decorator = click.option(
    "--outcome", default="deal", show_default=True, type=click.Choice(outcomes.NAMES),
    metavar="OUTCOME", help=f"What is asked about: {', '.join(outcomes.NAMES)}.",
)  # fmt: skip
as_json: Decorator = click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")
name: Decorator = click.argument("name", metavar="NAME|FILE", callback=named)


def out(about: str, metavar: str = "DIR") -> Decorator:
    """Where a command writes, if that is said."""
    return click.option("-o", "--out", metavar=metavar, callback=named, help=about)


def figures(out: Path | str, stems: Collection[str] | None, *, force: bool) -> Outputs:
    """Where figures of these names go, seen before anything is played for them.

    Raises
    ------
    DetenteError
        Where they cannot be written there, or would replace what is not Detente's own.
    """
    found = Outputs(out, force=force)
    found.refuse_taken(stems)
    return found


def is_log(name: str) -> bool:
    """Whether a name is that of a log file rather than of a scenario."""
    return Path(name).suffix in LOG_ENDS or files.begins_with(name, LOG_BEGINS)


def is_id(name: str) -> bool:
    """Whether a name reads as the id of a kept run, or the beginning of one, and is no file."""
    return bool(_ID.fullmatch(name)) and not files.is_there(name)


def which_run(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which run of a scenario: `--seed`, and for one of an ensemble `--run` and `--draws`."""
    options = [
        click.option("--seed", type=SEED, default=0, show_default=True, help="Of the luck."),
        click.option(
            "--run", "run", type=click.IntRange(0, 10**12), default=0,
            help="Number of a run of the ensemble of that seed.",
        ),
        click.option(
            "--draws", type=click.IntRange(1, 10**9), default=DRAWS, show_default=True,
            help="Input draws of that ensemble.",
        ),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Which:
    """One run, as the command line names it."""

    name: str
    seed: int = 0
    run: int = 0
    draws: int = DRAWS
    sets: Sequence[str] = ()
    what_if: str = ""
    store: str = ""
    folder: str = ""  # the data set it is a run of; then `name` is "" without its scenario

    @classmethod
    def of(cls, how: Mapping[str, Any]) -> Which:
        """From a command's arguments."""
        return cls(**{field.name: how[field.name] for field in fields(cls) if field.name in how})

    @property
    def kept(self) -> bool:
        """Whether it was played before: it is in a store or a log."""
        return bool(self.store) or (self.name != "" and is_log(self.name))

    @property
    def figures(self) -> Path:
        """Where its figures go by themselves."""
        if self.store:
            return Path("out") / self.name
        stem = Path(self.name).stem
        if not self.kept:
            stem += f"-seed-{self.seed}" + (f"-run-{self.run}" if self.run else "")
        return Path("out") / stem

    @property
    def words(self) -> list[str]:
        """The arguments that give this run again, after the command and its name."""
        if self.store:
            return given("--store", self.store)
        if self.kept:
            return []
        number = given("--run", self.run or None)
        draws = given("--draws", self.draws) if self.run and self.draws != DRAWS else []
        return [*given("--seed", self.seed), *number, *draws, *self.changed]

    def call(self, command: str, *args: object) -> str:
        """A command about this run, as it is written in a shell."""
        return detente(command, operand(self.name), *args, *self.words)

    def replay(self, *args: object) -> str:
        """The command that tells this run, which is kept, again."""
        if self.folder:
            return detente("replay", operand(self.folder), *given("--run", self.run), *args)
        return self.call("replay", *args)

    @property
    def changed(self) -> list[str]:
        """The arguments that change the scenario."""
        return [*given("--what-if", self.what_if), *given("--set", *self.sets)]

    @property
    def called(self) -> str:
        """The run as it is named in a command."""
        return " ".join(map(quoted, [operand(self.name), *self.words]))


def refuse_choice(which: Which) -> None:
    """A run that was played before is what it is: nothing chooses another or changes it.

    Raises
    ------
    SettingError
        If something is to.
    """
    other = Which(which.name)
    for name in ("seed", "run", "draws"):
        value = getattr(which, name)
        if value != getattr(other, name):
            raise SettingError(f"--{name} {value}: {which.name} is played already: leave it out")
    refuse_for_log(which.sets, which.what_if)


def a_run(command: Callable[..., Any]) -> Callable[..., Any]:
    """A run: of a scenario with its seed, a log file, or the id of one in a store."""
    for option in (as_kept, what_if, sets, which_run):
        command = option(command)
    return click.argument("name", metavar="RUN", callback=named)(command)


def a_moment(command: Callable[..., Any]) -> Callable[..., Any]:
    """A moment of a run: N, or `--at N|+DAY`."""
    command = click.option(
        "--at", "at", metavar="N|+DAY", help="An event's number, or the end of a day: +31."
    )(command)
    return click.argument("event", metavar="[N]", required=False)(command)


def moment(event: str | None, at: str | None) -> str:
    """The one moment that was given.

    Raises
    ------
    SettingError
        If there is none, or two.
    """
    if event is not None and at is not None:
        raise SettingError(f"--at {at}: event {event} is asked about already: give one of them")
    moment = event if at is None else at
    if moment is None:
        raise SettingError("no moment: add --at and an event's number, or a day as +31")
    return moment


def refuse_for_log(sets: Sequence[str], what_if: str = "") -> None:
    """What was played before holds its scenario: nothing can be changed in it.

    Raises
    ------
    SettingError
        If something is to be set.
    """
    changes = [f"--set {one}" for one in sets] + ([f"--what-if {what_if}"] if what_if else [])
    if changes:
        raise SettingError(f"{changes[0]}: this is not played again: give its scenario instead")
