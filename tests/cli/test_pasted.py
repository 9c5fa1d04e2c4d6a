"""Every command that is printed runs when it is pasted, whatever the names in it are."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.web.page
from sim.cli.main import COMMANDS
from sim.cli.reported import Asked, reported
from sim.scenario.loading import load
from sim.web.parts import PARTS
from tests.cli.asking import ask

FOLDER = "dir with \u00e4 space"
NAMES = {
    "letters": "my t\u00e4st \u05e9\u05dc\u05d5\u05dd.yaml",
    "quotes": 'it\'s "so" `id` $HOME.yaml',
    "newline": "two\nlines.yaml",
    "dash": "-n.yaml",
}
NASTY = f"{FOLDER}/it's `so` $HOME\nt\u00e4st \u05e9\u05dc\u05d5\u05dd.yaml"
PLACEHOLDER = re.compile(r"\b(?:DIR|FILE|NAME|GAME|N|M|ACTOR|RUN)\b")
# How much is played where a printed command leaves it to the default.
FEW = {
    "ensemble": ("-n", "20", "--draws", "10"),
    "compare": ("-n", "20", "--draws", "10"),
    "turning-points": ("-n", "2"),
    "infer": ("--tries", "40", "-n", "20", "--draws", "10"),
    "bargain": ("--draws", "4"),
    "sensitivity": ("--points", "16", "--runs", "4"),
}
SET = "seller.title=\u05d4\u05de\u05d5\u05db\u05e8 it's $5"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with scenarios of such names, and one core: no processes for so little."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    for room in ("sim.plots.figure", "sim.cli.plates"):  # what is drawn, others test
        monkeypatch.setattr(f"{room}.save_plate", lambda plate, out: [out.folder / plate.stem])
    for name in (NASTY, *(f"{FOLDER}/{one}" for one in NAMES.values()), NAMES["dash"]):
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(load("flat-sale").text, encoding="utf-8")


def commands(text: str) -> Iterator[list[str]]:
    """The commands in a text, as a shell splits them, without those that leave a blank."""
    text = text.replace("\\\n", "")
    for found in re.finditer(r"(?<![\w-])detente (?=([a-z-]+)[ \n])", text):
        if found[1] in COMMANDS:
            call = _up_to_its_end(text[found.start() :])
            if not PLACEHOLDER.search(call):
                yield shlex.split(call, comments=True)[1:]


def _up_to_its_end(text: str) -> str:
    """Up to the end of the line, or a backtick, outside of quotes."""
    quote = ""
    for at, one in enumerate(text):
        if quote:
            quote = "" if one == quote else quote
        elif one in "'\"":
            quote = one
        elif one in "\n`":
            return text[:at]
    assert not quote, f"a quote that nothing closes: {text}"
    return text


def run(args: list[str]) -> str:
    """Call it, a few runs where it says nothing of how many; what it printed."""
    few = FEW.get(args[0], ())
    left = [] if (few and few[0] in args) or "--resume" in args else list(few)
    result = ask(*args, *left)
    assert result.exit_code == 0, (args, result.output)
    return str(result.output)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_command_for_the_same_run_names_the_same_file(name: str) -> None:
    for path in (name,) if name.startswith("-") else (f"{FOLDER}/{name}",):
        page = ask("run", "--seed", "3", "--", path).stdout
        again = next(commands(page))
        assert again == ["run", f"./{path}" if path.startswith("-") else path, "--seed", "3"]
        assert ask(*again).exit_code == 0
        assert ask(*again).stdout.splitlines()[5:] == page.splitlines()[5:]


CALLS = {
    "run": ["run", NASTY, "--set", SET, "--log", "a log's.jsonl", "--store", "a store's.db"],
    "replay": ["replay", "a log's.jsonl"],
    "replay a kept one": ["replay", "{id}", "--store", "a store's.db"],
    "explain": ["explain", NASTY, "2", "--set", SET],
    "brief": ["brief", NASTY, "--as", "buyer", "--set", SET],
    "play": ["play", NASTY, "--as", "buyer", "-o", "a game's.jsonl"],
    "ensemble": ["ensemble", NASTY, "-n", "20", "--draws", "10", "--set", SET],
    "ensemble -o": ["ensemble", NASTY, "-n", "20", "--draws", "10", "-o", "a 'set'"],
    "ensemble again": ["ensemble", NASTY, "-n", "20", "--draws", "10", "-o", "a set"],
    "compare": ["compare", NASTY, "-n", "20", "--draws", "10", "--set", SET],
    "sweep": ["sweep", NASTY, "--over", "seller.price.salience=30:60:2", "-n", "20", "--set", SET],
    "sensitivity": ["sensitivity", NASTY, "--method", "morris", "--points", "8", "--runs", "4",
                    "--inputs", "seller.price.*"],
    "bargain": ["bargain", NASTY, "--draws", "4"],
    "map": ["map", NASTY, "--set", SET],
    "stability": ["stability", NASTY, "--draws", "4", "--set", "seller.control=[price]"],
    "fork": ["fork", NASTY, "--at", "2", "--set", "seller.no_deal.worth=40", "-n", "4"],
    "fork --keep": ["fork", NASTY, "--at", "2", "--set", "seller.no_deal.worth=40", "-n", "4",
                    "--keep", "1", "--store", "a store's.db"],
    "turning-points": ["turning-points", NASTY, "-n", "2", "--set", SET],
    "verify": ["verify", "a log's.jsonl"],
    "log list": ["log", "list", "--store", "a store's.db"],
    "log show": ["log", "show", "{id}", "--store", "a store's.db"],
    "debrief": ["debrief", "a log's.jsonl", "-n", "0"],
    "new": ["new", "mine"],
}  # fmt: skip


@pytest.mark.parametrize("called", CALLS)
def test_what_a_command_prints_runs(called: str) -> None:
    args = list(CALLS[called])
    if called != "run" and {"a log's.jsonl", "a store's.db"} & set(args):
        kept = next(one for one in commands(ask(*CALLS["run"]).stdout) if "--store" in one)
        args = [kept[1] if one == "{id}" else one for one in args]
    if called == "ensemble again":
        ask(*args)
        printed = ask(*args).stderr
    else:
        printed = run(args)
    for one in commands(printed):
        run(one)
    if called not in ("verify", "log list", "debrief", "explain", "bargain", "compare", "map"):
        assert list(commands(printed)), printed


@pytest.mark.parametrize("at_hand", [True, False])
def test_the_commands_of_an_ensemble_of_one_run_run(at_hand: bool) -> None:
    run(["ensemble", NASTY, "-n", "1", "--draws", "1", "-o", "one"])
    if not at_hand:
        Path(NASTY).unlink()
    printed = list(commands(run(["ensemble", "--resume", "one", "--all"])))
    assert ("run" if at_hand else "replay") in {one[0] for one in printed}
    for one in printed:
        run(one)


def test_a_cure_that_is_a_command_runs() -> None:
    missing = ask("log", "list", "--store", "no 'store'.db")
    assert missing.exit_code == 2
    call = re.findall(r"`(.*)`", missing.stderr)
    assert call == ["detente run NAME --store 'no '\"'\"'store'\"'\"'.db'"]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports of what plays nothing of its own."""
    few = tuple(part for part in PARTS if not part.plays)
    monkeypatch.setattr(sim.web.page.told, "__defaults__", (few,))


def in_report(*args: str) -> list[list[str]]:
    """The commands in a report."""
    run(["report", *args, "-o", "it's.md", "--force"])
    return list(commands(Path("it's.md").read_text(encoding="utf-8")))


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("kept", [False, True])
def test_the_commands_of_a_report_run(kept: bool) -> None:
    args = [NASTY, "-n", "20", "--draws", "10", "--seed", "3", "--set", SET]
    if kept:
        run(["ensemble", *args, "-o", "a 'set'"])
        args = ["a 'set'"]
    printed = in_report(*args)
    of_one = "replay" if kept else "run"
    assert {one[0] for one in printed} == {"report", "ensemble", of_one, "inputs"}
    for number, one in enumerate(printed):
        if one not in printed[:number]:
            run([*one, "--force"] if one[0] == "report" else one)


@pytest.mark.usefixtures("quiet")
def test_a_report_of_a_data_set_names_no_scenario_that_is_not_at_hand() -> None:
    run(["ensemble", NASTY, "-n", "20", "--draws", "10", "-o", "a 'set'"])
    Path(NASTY).write_text(load("labour-dispute").text, encoding="utf-8")
    printed = in_report("a 'set'")
    assert [one[:4] for one in printed] == [
        ["report", "a 'set'", "-o", "it's.md"], ["replay", "a 'set'", "--run", "0"],
    ]  # fmt: skip
    assert "It is below, whole" in Path("it's.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("quiet")
def test_the_commands_of_a_report_of_a_what_if_are_of_that_what_if() -> None:
    run(["ensemble", NASTY, "-n", "20", "--draws", "10", "--what-if", "patient-seller", "-o", "s"])
    printed = in_report("s")
    assert [one[0] for one in printed] == ["ensemble", "report", "ensemble", "replay"]
    run(next(one for one in printed if one[0] == "ensemble"))
    with reported(Asked("s", None, None, None, 1, (), True, False, None, "it's.html")) as report:
        assert "--what-if patient-seller" in report.played
        assert shlex.split(report.call("run"))[-2:] == ["--what-if", "patient-seller"]
        assert report.call("inputs", what_if=False) == ""


def test_a_page_says_how_it_was_asked_for() -> None:
    asked = Asked(NASTY, 20, 10, 3, 1, (SET,), True, False, None, "it's.html")
    words = ["-n", "20", "--draws", "10", "--seed", "3", "--set", SET, "--quick", "-o", "it's.html"]
    assert shlex.split(asked.call) == ["detente", "report", NASTY, *words]
