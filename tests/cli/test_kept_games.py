"""Games that are kept: written after every decision, gone on with, and refused if changed."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from dataclasses import replace as replaced
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from sim.cli.main import main
from sim.cli.seat_game import Game, seats_of
from sim.cli.seat_help import command, explained
from sim.engine.verifying import verify
from sim.ensemble import fit
from sim.ensemble.chunks import play_run
from sim.ensemble.inputs import first_of
from sim.scenario.loading import load, load_text
from sim.store.keeping import keep
from sim.store.store import open_store
from sim.talks.event import Branch
from sim.talks.events import TalksOpened
from sim.talks.log import read_log
from sim.telling.asking import OPEN
from sim.telling.orders import PASSES, refuse_closed
from tests.cli.asking import ask, misfits, told


def piped(folder: Path, lines: str, *args: str) -> Result:
    """`detente ...` with lines piped in, in a folder."""
    with chdir(folder):
        return CliRunner().invoke(main, args, input=lines, prog_name="detente")


def test_a_game_piped_in_is_told_as_if_typed(tmp_path: Path) -> None:
    args = ("play", "labour-dispute", "--as", "union", "--seed", "2")
    result = piped(tmp_path, "wait 2\n", *args)
    assert result.exit_code == 0
    assert misfits(result.output) == []
    assert "\nunion +6> wait 2\nYou do not answer yet.\n" in result.output
    assert "--resume labour-dispute-union.jsonl" in result.output


def test_a_game_in_two_sittings_is_the_game_in_one(tmp_path: Path) -> None:
    lines = ["wait 2", "pass", "criticise", "pass", "commit week", "pass", "pass", "criticise"]
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    start = ("play", "labour-dispute", "--as", "union", "--seed", "2", "-o")
    piped(tmp_path, "\n".join(lines), *start, str(one))
    piped(tmp_path, "\n".join(lines[:3]), *start, str(two))
    piped(tmp_path, "\n".join(lines[3:]), "play", "--resume", str(two))
    assert one.read_bytes() == two.read_bytes()
    log = read_log(one)
    assert verify(load_text(log.header.scenario, log.header.name), log.events).equal


def test_a_what_if_and_a_setting_are_played_and_resumed(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    how = ("--what-if", "demand-withdrawn", "--set", "us.delay=3 days", "-o", str(path))
    result = piped(tmp_path, "keep\n", "play", "cairo-2024", "--as", "hamas", *how)
    assert result.exit_code == 0
    assert "What if" not in " ".join(result.output.split())
    again = piped(tmp_path, "", "play", "--resume", str(path))
    assert again.exit_code == 0
    assert "us.delay" not in again.output


@pytest.fixture
def game(tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    args = ("play", "labour-dispute", "--as", "union", "--seed", "2", "-o", str(path))
    piped(tmp_path, "criticise\n", *args)
    return path


def test_a_game_is_not_replaced_unasked(game: Path, tmp_path: Path) -> None:
    before = game.read_bytes()
    args = ("play", "flat-sale", "--as", "buyer", "-o", str(game))
    result = piped(tmp_path, "", *args)
    assert result.exit_code == 2
    assert f"go on with --resume {game}, or add --force" in result.output
    assert game.read_bytes() == before
    assert piped(tmp_path, "", *args, "--force").exit_code == 0
    assert game.read_bytes() != before


CHANGES = [
    (r'"seed":2', '"seed":1', "its seed gives"),
    (
        r'("tick":)(\d+)(,"actor":"union","cause":\d+,"fired":\d+,"provenance":"chosen")',
        r"\g<1>9\g<2>\3",
        "event",
    ),
    (r'"answer_days":[\d.]+', '"answer_days":1.0', "event"),
    (r"TextCriticised", "TextAccepted", "event"),
    (r'"terms"', '"trems"', "game.jsonl"),
]


@pytest.mark.parametrize(("old", "new", "words"), CHANGES)
def test_a_changed_game_is_refused(game: Path, old: str, new: str, words: str) -> None:
    head, *rows = game.read_text(encoding="utf-8").splitlines(keepends=True)
    changed, count = re.subn(old, new, "".join(rows))
    assert count
    game.write_text(head + changed, encoding="utf-8")
    result = ask("play", "--resume", str(game))
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(game) in result.stderr
    assert words in result.stderr


REFUSED = [
    (
        ("labour-dispute", "--as", "chair"),
        "no actor is called chair: write one of management, mediator",
    ),
    (("labour-dispute",), "no seat: add --as and one of management, mediator, union"),
    ((), "no scenario: write its name, or --resume"),
    (("nowhere", "--as", "x"), "no scenario and no file 'nowhere'"),
    (("labour-dispute", "--as", "union", "--what-if", "moon"), "no what-if is called 'moon'"),
    (("--resume", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
    (("labour-dispute", "--resume", "game.jsonl"), "labour-dispute: --resume game.jsonl goes on"),
    (("--resume", "game.jsonl", "--seed", "0"), "--seed: --resume game.jsonl goes on"),
    (("--resume", "game.jsonl", "--as", "union"), "--as: --resume game.jsonl goes on"),
]


@pytest.mark.parametrize(("args", "words"), REFUSED)
def test_what_cannot_be_played_is_refused(args: tuple[str, ...], words: str) -> None:
    result = ask("play", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_run_is_no_game(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    told("run", "flat-sale", "--log", str(path))
    result = ask("play", "--resume", str(path))
    assert result.exit_code == 2
    assert "nobody sits at it" in result.stderr


def test_who_decides_nothing_has_no_seat() -> None:
    case = load("cairo-2024", ["actors.press_corps={title: Press corps, roles: [mediator]}"])
    assert "press_corps" in seats_of(case)


def test_a_finished_game_says_so(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    lines = "table price=340\n" + "criticise\npass\nkeep\n" * 200
    piped(tmp_path, lines, "play", "flat-sale", "--as", "seller", "-o", str(path))
    result = piped(tmp_path, "accept\n", "play", "--resume", str(path))
    assert result.exit_code == 0
    assert "THE GAME IS OVER" in result.output
    assert "detente replay" in result.output
    assert "accept" not in result.output.partition("THE GAME IS OVER")[2].replace("accepted", "")


def test_a_record_too_rare_to_wait_for_is_played_as_a_run_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fit, "RAREST", 0.9)  # so that every record is
    case = load("labour-dispute")
    values, start = first_of(case, 4)
    assert start.ceiling < 1.0
    assert Game(case, "labour-dispute", values, start).events == play_run(case, 4, 0, 100)[0]
    seated = Game(case, "x", *first_of(case, 4, "", ("union",)))
    assert seated.whose == "union"


def test_the_list_tells_games_from_runs(tmp_path: Path) -> None:
    path, store = tmp_path / "game.jsonl", str(tmp_path / "kept.db")
    piped(tmp_path, "", "play", "labour-dispute", "--as", "union", "--seed", "3", "-o", str(path))
    told("log", "import", str(path), "--store", store)
    told("run", "flat-sale", "--seed", "3", "--store", store)
    page = told("log", "list", "--store", store)
    assert "labour-dispute, seed 3, game of union " in page
    assert "flat-sale, seed 3 " in page
    assert misfits(page.replace(store, "kept.db")) == []
    found = json.loads(told("log", "list", "--store", store, "--json"))["runs"]
    assert [one["seats"] for one in found] == [["union"], []]


def test_a_branch_in_which_people_sit_is_a_game(tmp_path: Path) -> None:
    store, case = str(tmp_path / "kept.db"), load("flat-sale")
    events, _ = play_run(case, 3, 0, 100)
    first = events[0]
    assert isinstance(first, TalksOpened)
    late = replace(first, branches=(Branch(4, events[4].tick, 0, 1, "", ("buyer",)),))
    with open_store(store, create=True) as opened:
        keep(opened, "flat-sale", case.text, [late, *events[1:5]])
    [one] = json.loads(told("log", "list", "--store", store, "--json"))["runs"]
    assert (one["fork_at"], one["seats"]) == (4, ["buyer"])


@pytest.mark.parametrize("kind", OPEN)
def test_help_says_that_any_word_lets_a_decision_pass(kind: str) -> None:
    """`wait`, `keep` and `pass` are taken alike: each says so, as what the usual one does."""
    at = Game(load("labour-dispute"), "x", *first_of(load("labour-dispute"), 0, "", ("union",)))
    asked = replaced(at.question(at.seat("union")), kind=kind)
    usual = OPEN[kind][-1]
    others = [one for one in PASSES if one != usual]
    shown = {
        one: " ".join(" ".join(command(at.seat("union"), asked, one)).split()) for one in PASSES
    }
    assert shown[usual].endswith(f"{' and '.join(others)} do the same here.")
    for one in others:
        refuse_closed(asked, one)
        assert f" Here the same as {usual}. " in shown[one]
    assert shown[usual] in " ".join(" ".join(explained(at.seat("union"), asked)).split())
