"""`detente verify`: what it says, and what it ends with."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from sim.store.store import open_store
from tests.cli.asking import ask, bare, misfits, told
from tests.store.raw import change

SEED = ("--seed", "56")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "run.jsonl"
    told("run", "cairo-2024", *SEED, "--log", str(path))
    return path


@pytest.fixture
def store(tmp_path: Path) -> str:
    where = str(tmp_path / "kept.db")
    for seed in ("1", "2", "3"):
        told("run", "flat-sale", "--seed", seed, "--store", where)
    return where


def answer(*args: str) -> tuple[int, str]:
    """The exit code of a call and what it says, on one line."""
    result = ask("verify", *args)
    assert "Traceback" not in result.stderr
    return result.exit_code, " ".join((result.stdout + result.stderr).split())


def edited(log: Path, folder: Path, number: int, old: bytes, new: bytes) -> str:
    """A log with one line changed."""
    rows = log.read_bytes().split(b"\n")
    assert old in rows[number - 1]
    rows[number - 1] = rows[number - 1].replace(old, new, 1)
    path = folder / "edited.jsonl"
    path.write_bytes(b"\n".join(rows))
    return str(path)


def count(log: Path) -> int:
    """How many events a log has: a line each, after its header."""
    return len(log.read_bytes().splitlines()) - 1


def line_of(log: Path, kind: bytes) -> int:
    """The line of the last event of a type."""
    rows = log.read_bytes().split(b"\n")
    return 1 + max(n for n, row in enumerate(rows) if b'"type":"%b"' % kind in row)


# Runs


def test_a_run_as_it_was_played(log: Path) -> None:
    for run in ((str(log),), ("cairo-2024", *SEED)):
        code, text = answer(*run)
        assert code == 0
        assert f"all {count(log)} events are as played." in text
        assert "neither news nor forecast" in text


def test_the_first_difference_is_told_field_by_field(log: Path, tmp_path: Path) -> None:
    number = line_of(log, b"TextAccepted")
    path = edited(log, tmp_path, number, b'"fired":', b'"fired":1')
    code, text = answer(path)
    assert code == 1
    assert f"{path}:{number}:1:event{number - 2}isnotasplayed." in text.replace(" ", "")
    found = json.loads(ask("verify", path, "--json").stdout)["runs"][0]["difference"]
    assert found["seq"] == number - 2
    fired, played = found["logged"]["fired"], found["played"]["fired"]
    assert str(fired) == f"1{played}"
    assert f"in the log played again fired {fired} {played}" in text
    said = f"does not fold: event {number - 2} does not fit: TextAccepted: nothing is due at tick"
    assert said in text


def test_an_event_taken_out_is_no_log_of_a_run(log: Path, tmp_path: Path) -> None:
    number = line_of(log, b"TextAccepted")
    rows = log.read_bytes().splitlines(keepends=True)
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"".join([*rows[: number - 1], *rows[number:]]))
    code, text = answer(str(path))
    assert code == 2
    said = f"{path}:{number}:1: is event {number - 1}, and event {number - 2} comes next"
    assert bare(said) in bare(text)


def test_a_log_cut_short_and_one_that_goes_on(log: Path, tmp_path: Path) -> None:
    rows = log.read_bytes().splitlines(keepends=True)
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"".join(rows[:42]))
    code, text = answer(str(path))
    assert code == 1
    assert "ends after event 40, and the run goes on with event 41, " in text
    last = count(log) - 1
    more = rows[-1].replace(b'"seq":%d' % last, b'"seq":%d' % (last + 1))
    path.write_bytes(b"".join([*rows, more]))
    code, text = answer(str(path))
    assert code == 2
    assert bare(f"{path}:{last + 3}:1: event {last + 1}: the run is over by then") in bare(text)


def test_another_version_is_said_and_not_guessed_at(log: Path, tmp_path: Path) -> None:
    path = edited(log, tmp_path, 2, b'"engine":"0.1.0"', b'"engine":"0.0.9"')
    code, text = answer(path)
    assert code == 0
    assert "Played by detente 0.0.9, and this is 0.1.0." in text
    path = edited(Path(path), tmp_path, 9, b'"fired":', b'"fired":1')
    code, text = answer(path)
    assert code == 1
    assert "Played by detente 0.0.9, and this is 0.1.0: what differs may come of that." in text


def test_another_version_in_the_first_line_is_said(log: Path, tmp_path: Path) -> None:
    path = edited(log, tmp_path, 1, b'"detente":"0.1.0"', b'"detente":"0.0.9"')
    said = "Its first line says that detente 0.0.9 wrote it, and 0.1.0 played it; this is 0.1.0."
    code, text = answer(path)
    assert (code, said in text) == (0, True)
    found = json.loads(told("verify", path, "--json"))["runs"][0]
    assert (found["written_by"], found["detente"]) == ("0.0.9", "0.1.0")
    assert "first line" not in answer(str(log))[1]
    code, text = answer(edited(Path(path), tmp_path, 2, b'"engine":"0.1.0"', b'"engine":"0.0.9"'))
    assert (code, "first line" in text) == (0, False)


def test_other_inputs_than_those_of_the_seed_are_told(log: Path, tmp_path: Path) -> None:
    start = json.loads(log.read_bytes().split(b"\n")[1])
    values, tried = start["values"], start["attempt"]
    old = b'"israel.firmness":%b' % json.dumps(values["israel.firmness"]).encode()
    code, text = answer(edited(log, tmp_path, 2, old, b'"israel.firmness":1.0'))
    assert code == 1
    said = f"1 input not as seed 56 draws them (draw 0, try {tried}): given by hand, or altered"
    assert said in text
    assert f"israel.firmness 1.0 {values['israel.firmness']}" in text
    code, text = answer(edited(log, tmp_path, 2, old, b'"israel.firmness":101.0'))
    assert code == 2
    assert "edited.jsonl:2:1: event 0: israel.firmness cannot be 101.0" in text


def test_another_seed_is_found_by_its_inputs(log: Path, tmp_path: Path) -> None:
    path = edited(log, tmp_path, 2, b'"seed":56', b'"seed":8')
    code, text = answer(path)
    assert code == 1
    assert "inputs not as seed 8 draws them" in text
    assert misfits(ask("verify", path).stdout.replace(path, "edited.jsonl")) == []


@pytest.mark.parametrize(
    ("number", "old", "new", "said"),
    [
        (2, b'"digest":"', b'"digest":"0x', "2:1: the log was played on scenario 0x"),
        (1, b'"parent":""', b'"parent":"%b"' % (b"ab" * 6), f"1:1: names '{'ab' * 6}' as its"),
        (1, b'"parent":""', b'"parent":"../x"', "1:1: is not the header of a log"),
        (50, b":", b": ", "50:1: is not written as a log is"),
        (50, b'{"run":0,', b'{"run":0,"more":1,', "50:1: is not written as a log is"),
    ],
)
def test_what_is_no_log_of_its_scenario_is_not_played(
    log: Path, tmp_path: Path, number: int, old: bytes, new: bytes, said: str
) -> None:
    path = edited(log, tmp_path, number, old, new)
    code, text = answer(path)
    assert code == 2
    assert bare(f"{path}:{said}") in bare(text)


def test_several_runs_are_summed_up(log: Path, tmp_path: Path) -> None:
    bad = edited(log, tmp_path, 50, b'"fired":', b'"fired":1')
    code, text = answer(str(log), bad, "cairo-2024")
    assert code == 1
    assert text.endswith("3 runs: 2 as played, 1 not")
    junk = tmp_path / "junk.jsonl"
    junk.write_text("{}", encoding="utf-8")
    code, text = answer(str(log), bad, str(junk))
    assert code == 2
    said = f"{junk}: cannot be read: {junk}:1:1: is not the header of a log"
    assert bare(said) in bare(text)
    assert text.endswith("3 runs: 1 as played, 1 not, 1 not readable")
    found = json.loads(ask("verify", str(log), bad, str(junk), "--json").stdout)
    assert [one["equal"] for one in found["runs"]] == [True, False, False]
    assert not found["equal"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "nothing to verify"),
        (("none.jsonl",), "no such log file"),
        (("nowhere",), "no scenario and no file"),
        (("all",), "all: is every run of a store: add --store"),
        (("0f3a",), "0f3a: reads as the id of a kept run: add --store"),
        (("0f",), "0f: reads as the id of a kept run: add --store"),
        (("flat-sale", "--head", "ab"), "--head ab: is of a whole store"),
        (("--store", "none.db"), "no such store"),
        (("--store", "none.db", "--run", "2", "0f3a"), "--run 2: 0f3a is played already"),
        (("--store", "none.db", "--seed", "2"), "--seed 2: none.db is played already"),
    ],
)
def test_what_cannot_be_verified_ends_with_2(args: tuple[str, ...], said: str) -> None:
    code, text = answer(*args)
    assert code == 2
    assert said in text


def test_one_byte_changed_in_a_log_is_found(log: Path, tmp_path: Path) -> None:
    raw, rng = log.read_bytes(), Random(11)
    path, start = tmp_path / "run.jsonl", raw.index(b"\n") + 1
    for _ in range(20):
        place = rng.randrange(start, len(raw) - 1)
        other = rng.choice([byte for byte in range(256) if byte != raw[place]])
        path.write_bytes(raw[:place] + bytes([other]) + raw[place + 1 :])
        code, text = answer(str(path))
        assert code in (1, 2), text


# Stores


def test_a_store_as_it_was_kept_tells_its_head(store: str) -> None:
    code, text = answer("--store", store)
    assert code == 0
    with open_store(store) as opened:
        head = opened.head().hash
        events = sum(one.version for one in opened.streams())
    assert f"3 runs, {events} events in 3 appends; nothing was altered" in text
    assert text.endswith(head)
    assert answer("--store", store, "--head", head)[0] == 0
    told("run", "flat-sale", "--seed", "4", "--store", store)
    assert answer("--store", store, "--head", head)[0] == 0
    assert answer("--store", store, "--head", "0" * 64)[0] == 1
    assert answer("--store", store, "--head", "zz")[0] == 2
    found = json.loads(told("verify", "--store", store, "--json"))
    assert (found["equal"], found["store"]["runs"], found["runs"]) == (True, 4, [])


def test_all_plays_every_run_of_a_store(store: str) -> None:
    code, text = answer("all", "--store", store)
    assert code == 0
    assert text.endswith("3 runs: 3 as played")
    assert len(json.loads(told("verify", "all", "--store", store, "--json"))["runs"]) == 3


def test_a_byte_changed_in_a_store_is_found_and_placed(store: str) -> None:
    with open_store(store) as opened:
        id_ = opened.streams()[1].stream.id
    where = f"stream = '{id_}' AND seq = 5"
    change(store, f"UPDATE events SET tick = tick + 1 WHERE {where}")
    code, text = answer("--store", store)
    assert code == 1
    assert f"NOT AS IT WAS KEPT: stream {id_}: event 5 was altered" in text
    code, text = answer("all", "--store", store)
    assert code == 2
    assert f"{id_}: cannot be read" in text
    assert text.endswith("3 runs: 2 as played, 1 not readable")
    assert answer(id_, "--store", store)[0] == 2


def test_a_kept_run_that_was_never_played_is_found(store: str, tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    told("run", "flat-sale", *SEED, "--log", str(path))
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(rows[:-1]))
    told("log", "import", str(path), "--store", store)
    assert answer("--store", store)[0] == 0
    code, text = answer("all", "--store", store)
    assert code == 1
    assert text.endswith("4 runs: 3 as played, 1 not")
    assert "and the run goes on with event" in text
