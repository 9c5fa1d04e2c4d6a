"""Runs in a store: kept once, got again by every command, out to files and back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.cli.loaded import Source, from_log, from_store
from sim.cli.log_keeping import Taken, take
from sim.cli.options import Which
from sim.engine.forking import Arm
from sim.scenario.loading import load
from sim.store.keeping import stream_of
from sim.store.store import open_store
from sim.talks.log import FORMAT, NOTICE, Header, lines, whole
from sim.version import VERSION
from tests.cli.asking import ask, bare, misfits, shell, told
from tests.engine.test_seats import due_game
from tests.talks.older import EVENTS, older_log

SEED = ("--seed", "7")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "kept.db")


def keep(store: str, name: str = "flat-sale", *more: str) -> str:
    """Keep a run: its id."""
    return str(json.loads(told("run", name, *SEED, "--store", store, "--json", *more))["id"])


def branch_of(store: str, parent: str, future: int = 1) -> str:
    """Keep a branch of a kept run: its id."""
    with open_store(store) as opened:
        source = from_store(opened, parent)
        events, _ = Arm.after(source.case(), source.events, 5).future(future, source.id)
        rows = list(lines(events))
        return take(opened, Source(Which(""), source.name, source.text, rows, events)).id


def waiting(path: Path) -> Path:
    """The log of a game that somebody has still to decide in."""
    case, events, _ = due_game()
    header = Header(VERSION, FORMAT, NOTICE, "labour-dispute", case.text)
    path.write_bytes(whole(header, lines(events)))
    return path


def refused(*args: str) -> str:
    """What is said of a call that is not done."""
    result = ask(*args)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    return result.stderr


# Keeping


def test_a_run_is_told_with_how_to_get_it_again(store: str) -> None:
    page = told("run", "cairo-2024", *SEED, "--store", store)
    found = re.search(r"\nKept:\s+detente (replay [0-9a-f]{12}) \\\s+(--store)\s", page)
    assert found is not None
    again = told(*found[1].split(), found[2], store)
    assert again.partition("HOW THIS RUN ENDED")[0] == page.partition("HOW THIS RUN ENDED")[0]
    assert misfits(page.replace(store, "kept.db")) == []


def test_the_same_run_is_kept_once(store: str) -> None:
    first = keep(store)
    page = told("run", "flat-sale", *SEED, "--store", store)
    assert f"Was kept already: detente replay {first}" in " ".join(page.split())
    assert keep(store) == first
    assert len(json.loads(told("log", "list", "--store", store, "--json"))["runs"]) == 1


def test_the_same_run_under_another_name_is_the_same(store: str, tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    path.write_text(load("flat-sale").text, encoding="utf-8")
    assert keep(store) == keep(store, str(path))


def test_a_run_that_cannot_be_kept_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wrong = [str(tmp_path / "file" / "kept.db"), str(tmp_path), "mysql://x"]
    for where in wrong:
        result = ask("run", "flat-sale", "--store", where, "--log", str(tmp_path / "run.jsonl"))
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.strip().splitlines()) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_run_that_cannot_be_played_makes_no_store(store: str) -> None:
    refused("run", "nowhere", "--store", store)
    assert not Path(store).exists()


# RUN in every command


def said(*args: str) -> str:
    """A page without the commands it ends with."""
    return told(*args).partition("\nAGAIN ")[0]


def test_every_command_takes_an_id_or_its_beginning(store: str, tmp_path: Path) -> None:
    id_ = keep(store, "cairo-2024")
    log = str(tmp_path / "run.jsonl")
    told("run", "cairo-2024", *SEED, "--log", log)
    for command in (("explain", "20"), ("explain", "--at", "+31"), ("replay", "--at", "+31")):
        name, *more = command
        assert said(name, id_[:5], *more, "--store", store) == said(name, log, *more)
    figures = [str(tmp_path / one) for one in ("a", "b")]
    told("plot", id_, "--store", store, "-o", figures[0])
    told("plot", log, "-o", figures[1])
    for path in sorted(Path(figures[0]).glob("*.csv")):
        assert path.read_bytes() == (Path(figures[1]) / path.name).read_bytes()
    assert told("log", "show", id_, "--store", store) == told("replay", id_, "--store", store)
    events = Path(log).read_bytes().count(b"\n") - 1
    assert f"all {events} events" in told("verify", id_, "--store", store)


def test_what_to_do_next_is_of_the_store(store: str) -> None:
    id_ = keep(store, "cairo-2024")
    page = bare(told("replay", id_[:4], "--store", store))
    for command in ("explain", "fork", "replay"):
        assert re.search(rf"detente{command}{id_}[^?]*--store{re.escape(bare(store))}", page)
    assert "detenterun" not in page
    assert "detenteensemble" not in page


def test_an_id_that_is_not_there_or_needs_its_store_is_refused(store: str) -> None:
    id_ = keep(store)
    assert "no run in" in refused("replay", "ffffffff", "--store", store)
    assert "--seed 7" in refused("explain", id_, "1", "--store", store, *SEED)
    assert "add --store" in refused("explain", id_, "1")
    assert "no such store" in refused("replay", id_, "--store", f"{store}x")


# The list


def test_the_list_has_branches_under_the_runs_that_they_left(store: str) -> None:
    root, other = keep(store), keep(store, "labour-dispute")
    branch = branch_of(store, root, 3)
    leaf = branch_of(store, branch, 4)
    stray = branch_of(store, other)
    page = told("log", "list", "--store", store)
    ids = re.findall(r"^( +)([0-9a-f]{12}) ", page, re.MULTILINE)
    assert [(len(indent), id_) for indent, id_ in ids] == [
        (2, root), (4, branch), (6, leaf), (2, other), (4, stray),
    ]  # fmt: skip
    assert f"{branch}  from event 5, future 3" in page
    assert f"{root}  flat-sale, seed 7" in page
    assert misfits(page.replace(store, "kept.db")) == []


def test_the_list_as_data(store: str) -> None:
    root = keep(store)
    branch = branch_of(store, root, 3)
    found = json.loads(told("log", "list", "--store", store, "--json"))["runs"]
    assert [one["id"] for one in found] == [root, branch]
    assert (found[1]["parent"], found[1]["fork_at"], found[1]["future"]) == (root, 5, 3)
    for one in found:
        told_of = json.loads(told("replay", one["id"], "--store", store, "--json"))
        assert one["outcome"] == told_of["outcome"]
        assert one["events"] == len(told_of["events"])
        assert (one["seed"], one["engine"]) == (7, VERSION)


def test_a_long_seed_fits_and_no_runs_are_said(store: str) -> None:
    told("run", "flat-sale", "--seed", str(2**63 - 1), "--store", store)
    assert misfits(told("log", "list", "--store", store).replace(store, "kept.db")) == []
    with open_store(f"{store}x", create=True):
        pass
    assert "no runs yet" in " ".join(told("log", "list", "--store", f"{store}x").split())
    assert told("log", "export", "all", "--store", f"{store}x") == "Nothing is kept there yet.\n"


# Out and in


@pytest.mark.parametrize("name", ["flat-sale", "cairo-2024"])
def test_an_export_is_what_log_writes(store: str, tmp_path: Path, name: str) -> None:
    log, out = tmp_path / "run.jsonl", tmp_path / "out.jsonl"
    id_ = keep(store, name, "--log", str(log))
    told("log", "export", id_, "--store", store, "-o", str(out))
    assert out.read_bytes() == log.read_bytes()


def test_what_is_imported_is_exported_as_it_was(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = f"{store}1"
    root = keep(first)
    branch_of(first, root)
    folder = tmp_path / "logs"
    told("log", "export", "all", "--store", first, "-o", f"{folder}/")
    game = waiting(tmp_path / "game.jsonl")
    files = sorted([*folder.glob("*.jsonl"), game, older_log(tmp_path, monkeypatch)])
    page = told("log", "import", *map(str, files), "--store", store)
    assert page.endswith(f"4 of 4 files are in {store}\n")
    told("log", "export", "all", "--store", store, "-o", str(tmp_path / "again"))
    contents = {path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert contents == {path.read_bytes() for path in files}


def test_an_old_log_is_kept_in_its_own_bytes_and_read_as_of_today(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = older_log(tmp_path, monkeypatch)
    told("log", "import", str(old), "--store", store)
    id_ = from_log(str(old)).id
    with open_store(store) as opened:
        assert opened.lines(id_) == old.read_bytes().splitlines()[1:]
    assert f"all {len(EVENTS)} events are as played" in told("verify", id_, "--store", store)
    assert said("explain", id_, "20", "--store", store) == said("explain", str(old), "20")


def test_a_game_that_is_not_over_can_be_kept(store: str, tmp_path: Path) -> None:
    path = waiting(tmp_path / "game.jsonl")
    told("log", "import", str(path), "--store", store)
    assert "not over yet" in told("log", "list", "--store", store)
    assert "mediator has to decide" in told("verify", str(path))


def test_what_is_there_is_recognised_and_not_written_over(store: str, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    id_ = keep(store, "flat-sale", "--log", str(log))
    assert f"was kept already as {id_}" in told("log", "import", str(log), "--store", store)
    export = ("log", "export", id_, "--store", store, "-o", str(log))
    assert told(*export) == f"Was there already: {log}\n"
    log.write_text("mine", encoding="utf-8")
    assert "add --force" in refused(*export)
    assert log.read_text(encoding="utf-8") == "mine"
    assert told(*export, "--force") == f"Written: {log}\n"


def test_nothing_is_exported_where_one_file_is_another(store: str, tmp_path: Path) -> None:
    keep(store)
    other = keep(store, "labour-dispute")
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / f"{other}.jsonl").write_text("mine", encoding="utf-8")
    assert "add --force" in refused("log", "export", "all", "--store", store, "-o", str(folder))
    assert len(list(folder.iterdir())) == 1
    assert "give a folder" in refused("log", "export", "all", "--store", store, "-o", store)


def test_a_parent_that_is_not_there_is_said(store: str, tmp_path: Path) -> None:
    root = keep(store)
    branch = branch_of(store, root)
    path = str(tmp_path / "branch.jsonl")
    told("log", "export", branch, "--store", store, "-o", path)
    page = " ".join(told("log", "import", path, "--store", f"{store}2").split())
    assert f"a branch of run {root}, which is not in" in page
    listed = told("log", "list", "--store", f"{store}2")
    assert f"Left run {root}, which is not here: {branch}" in listed
    assert f"it left run {root} after event 5" in told("replay", path)


def altered(path: Path, number: int, old: bytes, new: bytes) -> None:
    rows = path.read_bytes().split(b"\n")
    assert old in rows[number - 1]
    rows[number - 1] = rows[number - 1].replace(old, new, 1)
    path.write_bytes(b"\n".join(rows))


@pytest.mark.parametrize(
    ("number", "old", "new", "said"),
    [
        (9, b'"seq":7', b'"seq":6', "9:1: is event 6, and event 7 comes next"),
        (9, b'"seq":7', b'"seq": 7', "9:1: is not written as a log is"),
        (9, b'"cause"', b'"x":1,"cause"', "9:1: is not written as a log is"),
        (9, b'"run":0', b'"run":1', "9:1: is not written as a log is"),
        (9, b'"seq"', b'"sequel"', "9:1: is not an event of a log"),
        (2, b'"attempt":', b'"attempt":-1', "2:1: is not an event of a log (Expected `int` >= 0"),
        (2, b'"digest":"', b'"digest":"0', "2:1: the log was played on scenario 0"),
        (1, b"issues:", b"isues:", "1:1: its scenario does not validate: flat-sale:"),
        (1, b"Buyer", b"Biyer", "2:1: the log was played on scenario"),
        (1, b'"parent":""', b'"parent":"%b"' % (b"ab" * 6), f"1:1: names '{'ab' * 6}' as its"),
        (1, b'"format":2', b'"format":9', "1:1: is of log format 9"),
    ],
)
def test_what_is_no_whole_log_is_refused_with_its_place(
    store: str, tmp_path: Path, number: int, old: bytes, new: bytes, said: str
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    for path, seed in ((good, "1"), (bad, "7")):
        told("run", "flat-sale", "--seed", seed, "--log", str(path))
    altered(bad, number, old, new)
    assert f"{bad}:{said}" in refused("log", "import", str(bad), "--store", store)
    assert not Path(store).exists()
    result = ask("log", "import", str(bad), str(good), "--store", store)
    assert result.exit_code == 2
    assert f"{good}: kept as" in result.stdout
    assert result.stdout.endswith(f"1 of 2 files are in {store}\n")


def test_a_file_that_is_not_there_keeps_no_other_out(store: str, tmp_path: Path) -> None:
    good, gone = tmp_path / "good.jsonl", tmp_path / "gone.jsonl"
    told("run", "flat-sale", "--seed", "1", "--log", str(good))
    result = ask("log", "import", str(gone), str(good), "--store", store)
    assert result.exit_code == 2
    assert result.stdout.endswith(f"1 of 2 files are in {store}\n")
    assert f"{gone}: cannot be read" in result.stderr


def test_keeping_says_what_was_there(store: str) -> None:
    id_ = keep(store)
    with open_store(store) as opened:
        source = from_store(opened, id_)
        assert take(opened, source) == Taken(id_, store, len(source.rows), before=True)


def test_a_store_is_used_by_many_at_once(store: str) -> None:
    for seed in ("1", "2"):
        found = shell("run", "flat-sale", "--seed", seed, "--store", store)
        assert (found.returncode, found.stderr) == (0, "")
    assert told("log", "list", "--store", store).count("flat-sale, seed") == 2


def test_several_files_that_are_all_refused_are_in_no_store(store: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    result = ask("log", "import", *2 * [str(tmp_path / "a.jsonl")], "--store", store)
    assert result.exit_code == 2
    assert result.stdout == "0 of 2 files are in no store\n"
    assert result.stderr.count("a.jsonl:1:1: is empty") == 2


@pytest.mark.parametrize("name", ["../../x", "/x", "x\n", "a/b", "..", "é" * 12])
def test_an_id_of_a_store_is_no_path_to_elsewhere(store: str, tmp_path: Path, name: str) -> None:
    log = tmp_path / "run.jsonl"
    told("run", "flat-sale", "--log", str(log))
    source = from_log(str(log))
    stream = stream_of(
        source.events, source.name, source.text, source.seeds, source.arithmetic, name
    )
    with open_store(store, create=True) as opened:
        opened.append(stream, 0, source.rows)
    before = set(tmp_path.rglob("*"))
    result = ask("log", "export", "all", "--store", store, "-o", str(tmp_path / "a" / "b"))
    assert result.exit_code == 2
    assert "12 hex digits" in result.stderr
    assert {path.name for path in set(tmp_path.rglob("*")) - before} <= {"a", "b"}
    told("log", "export", name, "--store", store, "-o", str(tmp_path / "alone.jsonl"))
    assert (tmp_path / "alone.jsonl").read_bytes() == log.read_bytes()
