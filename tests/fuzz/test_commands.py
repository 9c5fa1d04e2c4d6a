"""Command lines: whatever follows `detente` is done or refused, and nothing is lost."""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path
from random import Random

import click
import pytest
from hypothesis import given

from sim.cli.main import COMMANDS, main
from sim.store.store import open_store
from tests.fuzz.mangling import JUNK
from tests.fuzz.tries import FEW, TRIES, called, contents, fuzzed, luck

# As small as it goes, so that a try takes no time: given last, where there is such an option.
SMALL = {
    "runs": "2", "draws": "1", "futures": "1", "count": "1", "points": "8", "tries": "4",
    "jobs": "1",
}  # fmt: skip
LEAST = {"sweep": {"runs": "20", "draws": "10"}, "sensitivity": {"runs": "4"}}
NOT_TRIED = {"cluster", "shared_disk", "thorough", "version", "help"}
PATHS = [
    "my.yaml", "r.jsonl", "set", "kept.db", "game.jsonl", "notes.txt", "new", "sub/new", "",
    ".", "..", "/", "/dev/null/x", "a" * 300, "\x00", "dir with \u00e4 space/my t\u00e4st.yaml",
    "loop", "gone", "-dash", "\u05e9\u05dc\u05d5\u05dd.yaml", "empty", "it's $HOME `id`",
]  # fmt: skip
NAMES = ["flat-sale", "flat-sal", "my.yaml", "r.jsonl", "set", "0", "abc", "nosuch"]
SETTINGS = [
    "seller.no_deal.worth=70", "buyer.price.salience=very high", "calendar.horizon=5 days",
    "seller.price.red_line=hard", "seller.tactic=nosuch", "protocol=mediated", "x=1", "=", "a.b=",
    "calendar.rethink=0 days", "seller.statements=1440 a day", "buyer.price.wants=nosuch",
    "seller.lock_in_half_life=0 days", "consent={quota: 1e-7%}",
]  # fmt: skip
WORDS = [
    "deal", "accept", "seller=accept", "price=320000", "seller", "buyer", "7", "+3", "-1", "all",
    "none", "auto", "5", "0.5", "seller.no_deal.worth=0:100:3", "patient-seller", "seller.*",
    "a,b", "seller,buyer", "nosuch",
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user's: a scenario, a log, a game, a store, a data set, notes, odd names."""
    folder = tmp_path_factory.mktemp("home")
    with chdir(folder):
        flat = (Path(__file__).parents[2] / "scenarios/flat-sale.yaml").read_text(encoding="utf-8")
        odd = Path("dir with \u00e4 space")
        odd.mkdir()
        for path in (
            Path("my.yaml"),
            odd / "my t\u00e4st.yaml",
            Path("\u05e9\u05dc\u05d5\u05dd.yaml"),
        ):
            path.write_text(flat, encoding="utf-8")
        Path("notes.txt").write_text("mine\n", encoding="utf-8")
        Path("empty").touch()
        kept = ("run", "my.yaml", "--seed", "3", "--log", "r.jsonl", "--store", "kept.db")
        called("(made)", *kept)
        called(
            "(made)", "ensemble", "my.yaml", "-n", "4", "--draws", "2", "--jobs", "1", "-o", "set"
        )
        Path("set/runs/notes.txt").write_text("mine\n", encoding="utf-8")
        given = "accept\n" * 3
        called("(made)", "play", "my.yaml", "--as", "seller", "-o", "game.jsonl", given=given)
        Path("loop").symlink_to("loop")
        Path("gone").symlink_to("nowhere")
    return folder


KEPT = "the id of what is kept"
OF_SCENARIOS = ["flat-sale", "my.yaml", "dir with \u00e4 space/my t\u00e4st.yaml"]
FITTING = {
    "name": OF_SCENARIOS, "RUN": [*OF_SCENARIOS, "r.jsonl", "set"], "NAME": ["mine", "my-talks"],
    "[RUN|all]...": ["r.jsonl", "game.jsonl", "set"], "ID": [KEPT], "ID|all": [KEPT, "all"],
    "files": ["r.jsonl"], "names": ["flat-sale", "my.yaml"], "games": ["game.jsonl", "r.jsonl"],
    "seats": ["seller"], "seat": ["seller", "buyer"], "event": ["4", "7"],
    "what_if": ["patient-seller", "patient-buyer"], "withdraw": ["price"],
    "sets": ["seller.no_deal.worth=70", "buyer.price.salience=very high"], "at": ["5", "+3", "0"],
    "answers": ["accept", "seller=reject"], "table": ["price=320000"], "by": ["seller", "buyer"],
    "over": ["seller.no_deal.worth=20:60:20", "buyer.firmness=0:100/3"], "pair": ["buyer,seller"],
    "text": ["price=320000"], "chance": ["0.5"], "after": ["3"], "keep": ["1", "all"],
    "resume": ["set", "game.jsonl"], "store": ["kept.db", "kept.db", "new.db"],
    "log": ["new.jsonl"],
    "out": ["new", "new.html", "new.md", "new.jsonl"], "inputs": ["seller.*"],
}  # fmt: skip


def some_value(option: click.Parameter, luck: Random) -> str:
    """A value for an option: mostly one that fits, sometimes anything."""
    if luck.random() < 0.03:
        return str(luck.choice(JUNK)).encode("utf-8", "replace").decode()
    fits = FITTING.get(option.metavar or "") or FITTING.get(option.name or "")
    if fits and luck.random() < 0.95:
        return luck.choice(fits)
    if isinstance(option.type, click.IntRange):
        low, high = option.type.min or 0, option.type.max or 10
        edge = luck.random() < 0.1
        return str(luck.choice([high, low - 1, high + 1] if edge else [low, low + 1, low + 2]))
    if isinstance(option.type, click.Choice):
        return luck.choice([str(one) for one in option.type.choices])
    about = (option.metavar or "") + (option.name or "")
    if "=" in about and "PATH" in about:
        return luck.choice(SETTINGS)
    if any(word in about.upper() for word in ("FILE", "DIR", "STORE", "OUT", "URL")):
        return luck.choice([*PATHS, *NAMES])
    return luck.choice([*WORDS, *NAMES])


def some_line(name: str, command: click.Command, luck: Random) -> list[str]:
    """A command line for a command."""
    line: list[str] = []
    options = [one for one in command.params if isinstance(one, click.Option)]
    tried = [one for one in options if one.name not in NOT_TRIED]
    asked = [one for one in tried if one.required]
    free = [one for one in tried if not one.required and one.name not in SMALL]
    for option in asked + luck.sample(free, min(len(free), luck.randrange(4))):
        switch = luck.choice(option.opts)
        line += [switch] if option.is_flag else [switch, some_value(option, luck)]
    for one in command.params:
        if isinstance(one, click.Argument):
            times = 1 if one.nargs == 1 else luck.randrange(1, 3)
            if one.required or luck.random() < 0.5:
                line += [some_value(one, luck) for _ in range(times)]
    line += ["--quick"] if any(one.name == "quick" for one in options) else []
    sizes = SMALL | LEAST.get(name, {})
    of_a_run = any(one.name == "run" for one in options)  # whose draws are those it is one of
    small = [o for o in options if o.name in sizes and not (of_a_run and o.name == "draws")]
    return [*name.split(), *line, *(w for o in small for w in (o.opts[-1], sizes[o.name or ""]))]


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= {f"{name} {below}": one for below, one in command.commands.items()}
        else:
            found[name] = command
    return found


# A report takes seconds a try, and the studio serves until it is ended.
ALL = {
    name: one
    for name, one in commands().items()
    if name != "studio" and (TRIES > FEW or name != "report")
}


@pytest.mark.parametrize("name", ALL)
@fuzzed(0.1)
@given(luck=luck)
def test_a_command_line(
    name: str, luck: Random, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("try") / "home"
    shutil.copytree(home, folder, symlinks=True)
    before = contents(folder)
    with chdir(folder):
        line = [_kept() if word == KEPT else word for word in some_line(name, ALL[name], luck)]
        called("command lines", *line, given="accept\n\nquit\n")
        after = contents(folder)
    if "--force" not in line:
        lost = [
            path for path, content in before.items()
            if after.get(path) != content and not _ours(path, line, after)
        ]  # fmt: skip
        assert not lost, f"detente {line} changed {lost}"
    shutil.rmtree(folder)


def _kept() -> str:
    """The id of the run in the store."""
    with open_store("kept.db") as store:
        return store.streams()[0].stream.id


def _ours(path: str, line: list[str], after: dict[str, bytes]) -> bool:
    """Whether a file is one that the command may write on: a store or data set, added to."""
    if path.startswith("kept.db"):
        return path in after
    return path.startswith("set/") and not path.endswith("notes.txt") and "set" in line
