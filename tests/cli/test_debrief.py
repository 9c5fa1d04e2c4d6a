"""Games side by side, as people ask for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.engine.play import Start, play
from sim.ensemble.inputs import kept_inputs
from sim.scenario.loading import load
from sim.store.keeping import keep
from sim.store.store import open_store
from sim.talks.events import AnyEvent
from sim.talks.log import FORMAT, NOTICE, Header, run_id, write_log
from sim.version import VERSION
from tests.cli.asking import ask, misfits, told
from tests.engine.test_seats import game

SEATS = [("union",), ("management", "mediator"), ("management", "mediator", "union"), ()]
NAME = "labour-dispute"


def written(path: Path, name: str, events: list[AnyEvent]) -> str:
    write_log(path, Header(VERSION, FORMAT, NOTICE, name, load(name).text), events)
    return str(path)


def saved(path: Path, seats: tuple[str, ...], seed: int, name: str = NAME) -> str:
    """A game of somebody who decides at random, as a file."""
    return written(path, name, game(load(name), seats, seed)[0])


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Twenty games of other numbers, seats and endings, one of them not over."""
    folder = tmp_path_factory.mktemp("games")
    games = [
        saved(folder / f"team-{k:02d}-of-our-class.jsonl", SEATS[k % 4], k % 5) for k in range(19)
    ]
    kept = kept_inputs(load(NAME), 1, 0)
    start = Start(1, attempt=kept.tried - 1, seats=("union",))
    events, _ = play(load(NAME), kept.values, start)
    return [*games, written(folder / "late.jsonl", NAME, events)]


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(tmp_path_factory.mktemp("one") / "one.jsonl", ("union",), 3)


def test_twenty_games_fit_a_terminal(twenty: list[str]) -> None:
    text = told("debrief", *twenty, "-n", "0")
    assert misfits(text.partition("\nAGAIN ")[0]) == []
    assert text.startswith("A labour dispute at a ferry line\n20 games of a model: neither news")
    for head in ("HOW THE GAMES ENDED", "WHAT IT CAME TO FOR EACH ROLE", "TERMS AGREED ON",
                 "TOGETHER"):  # fmt: skip
        assert head in text
    assert "WHERE THE ODDS TURNED" not in text
    assert "Points of different roles cannot be compared" in " ".join(text.split())


def test_a_game_that_is_not_over_is_listed(twenty: list[str]) -> None:
    text = " ".join(told("debrief", *twenty, "-n", "0").split())
    assert "not over" in text
    assert "next)" in text
    assert "Not over 1, counted in nothing below" in text


def test_other_numbers_are_marked(twenty: list[str], one: str, tmp_path: Path) -> None:
    mixed = told("debrief", *twenty, "-n", "0")
    assert "inputs" in mixed
    assert "The games have different numbers" in mixed
    again = saved(tmp_path / "again.jsonl", ("union",), 3)
    same = told("debrief", one, again, "-n", "0")
    assert "All were played with the same numbers (seed 3)" in same
    assert "People played Union." in same


def test_the_engine_alone(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    told("run", "flat-sale", "--seed", "2", "--log", str(path))
    assert "The engine played every role." in told("debrief", str(path), "-n", "0")


def test_where_the_odds_turned(one: str) -> None:
    text = told("debrief", one, "-n", "5", "--jobs", "1")
    assert misfits(text.partition("\nAGAIN ")[0]) == []
    assert "WHERE THE ODDS TURNED" in text
    found = json.loads(told("debrief", one, "-n", "5", "--jobs", "1", "--json"))
    turn = found["found"]["turns"]["one"]
    assert turn["futures"] == 5
    if turn["point"] is not None:
        assert f"one: event {turn['point']['seq']}, day" in text


def test_an_interrupt_leaves_the_tables(one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.analysis.debrief.turning_points", interrupted)
    result = ask("debrief", one)
    assert result.exit_code == 130
    assert "HOW THE GAMES ENDED" in result.stdout
    assert "stopped before a game was done" in result.stdout


def test_as_data(twenty: list[str]) -> None:
    found = json.loads(told("debrief", *twenty, "-n", "0", "--json"))
    assert found["notice"] == "games of a model: neither news nor forecast"
    assert len(found["found"]["games"]) == 20
    assert sum(found["found"]["outcomes"].values()) == 19
    for one in found["found"]["games"]:
        for role in one["roles"]:
            assert (role["worth"] is None) == (role["more"] is None)


def test_the_figure_is_written(one: str, tmp_path: Path) -> None:
    text = told("debrief", one, "-n", "0", "-o", str(tmp_path / "out"))
    assert "Written to" in text
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == {
        f"debrief.{end}" for end in ("png", "svg", "csv", "txt")
    }
    result = ask("debrief", one, "-n", "0", "-o", one)
    assert (result.exit_code, "write the name of a folder" in result.stderr) == (2, True)


def test_games_of_a_store(tmp_path: Path) -> None:
    case, where = load(NAME), str(tmp_path / "runs.db")
    events, _ = game(case, ("union",), 3)
    with open_store(where, create=True) as store:
        keep(store, NAME, case.text, events)
    text = told("debrief", run_id(events), "--store", where, "-n", "0")
    assert run_id(events) in text


def test_the_same_name_twice_is_told_apart(tmp_path: Path) -> None:
    paths = []
    for team in ("red", "blue"):
        (tmp_path / team).mkdir()
        paths.append(saved(tmp_path / team / "game.jsonl", ("union",), 3))
    found = json.loads(told("debrief", *paths, "-n", "0", "--json"))
    assert [one["name"].split("/")[-2] for one in found["found"]["games"]] == ["red", "blue"]
    result = ask("debrief", paths[0], paths[0], "-n", "0")
    assert (result.exit_code, "give each once" in result.stderr) == (2, True)


def test_two_scenarios_are_refused(one: str, tmp_path: Path) -> None:
    other = saved(tmp_path / "sale.jsonl", ("seller",), 1, "flat-sale")
    result = ask("debrief", one, other)
    assert result.exit_code == 2
    assert "debrief each by itself" in result.stderr


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(b'"wages":"', b'"wages":"un', 1),
        lambda text: b"\n".join(line for k, line in enumerate(text.split(b"\n")) if k != 4),
        lambda _: b"",
    ],
    ids=["cut", "unknown option", "event missing", "empty"],
)
def test_a_spoilt_file_is_refused(one: str, tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "spoilt.jsonl"
    assert callable(spoil)
    path.write_bytes(spoil(Path(one).read_bytes()))
    result = ask("debrief", one, str(path), "-n", "0")
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("given", [("cairo-2024",), ("nowhere.jsonl",), ()])
def test_what_is_no_game_is_refused(given: tuple[str, ...]) -> None:
    result = ask("debrief", *given)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
