"""`detente fork --keep`: branches that play again and can be forked again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.engine.verifying import verify
from sim.store.keeping import events_of
from sim.store.store import open_store
from sim.talks.events import TalksOpened
from sim.talks.fold import fold
from tests.cli.asking import bare, copied, told
from tests.cli.test_fork import CHANGES, FEW, change, run


def kept(*args: str) -> dict[str, Any]:
    found = json.loads(told("fork", *args, *FEW, "--json"))
    kept_as: dict[str, Any] = found["kept"]
    return kept_as


def events(store: str, name: str) -> list[Any]:
    with open_store(store) as opened:
        return events_of(opened, opened.find(name))


@pytest.mark.parametrize("kind", CHANGES)
def test_kept_futures_are_branches_that_play_again(kind: str, tmp_path: Path) -> None:
    name, store = "cairo-2024", str(tmp_path / "runs.db")
    at, *words = change(name, kind)
    found = kept(name, "--seed", "56", "--at", at, *words, "--keep", "2", "--store", store)
    assert [one["future"] for one in found["branches"]] == [1, 2]
    case, parent = run(name).case, events(store, found["run"])
    assert parent == list(run(name).events)
    for one in found["branches"]:
        branch = events(store, one["id"])
        first = branch[0]
        assert isinstance(first, TalksOpened)
        assert (first.parent, first.future) == (found["run"], one["future"])
        assert branch[1 : first.fork_at + 1] == parent[1 : first.fork_at + 1]
        assert branch[first.fork_at + 1].provenance == "chosen"
        assert verify(case, branch).equal
        assert fold(case, branch).outcome == one["outcome"]


def test_a_kept_future_can_be_forked_again_and_again(tmp_path: Path) -> None:
    store = str(tmp_path / "runs.db")
    words = ("--withdraw", "israel.corridor", "--keep", "1", "--store", store)
    parent = kept("cairo-2024", "--seed", "56", "--at", "20", *words)
    names = [parent["run"]]
    drawn = []
    for at, change_words in (
        ("36", ["--set", "israel.other_demands.salience=low"]),
        ("45", ["--withdraw", "hamas.corridor"]),
        ("60", ["--set", "hamas.other_demands.salience=low"]),
    ):
        names.append(parent["branches"][0]["id"])
        drawn.append(parent["branches"][0]["future"])
        parent = kept(names[-1][:6], "--store", store, "--at", at, *change_words, "--keep", "1")
        assert parent["run"] == names[-1]
        last = events(store, parent["branches"][0]["id"])
        assert verify(run("cairo-2024").case, last).equal
        assert [way.parent for way in last[0].branches] == names
    assert drawn == [1, 2, 3]  # no luck is drawn from twice


def test_all_futures_can_be_kept_and_keeping_again_changes_nothing(tmp_path: Path) -> None:
    store = str(tmp_path / "runs.db")
    args = ("flat-sale", "--seed", "3", "--at", "6", "--withdraw", "seller.price",
            "--keep", "all", "--store", store)  # fmt: skip
    found = kept(*args)
    assert len(found["branches"]) == 5
    assert kept(*args) == found
    with open_store(store) as opened:
        assert len(opened.streams()) == 6


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("20", ["--withdraw", "israel.corridor"]),
        ("44", ["--table", "corridor=stay"]),
        ("45", ["--answer", "criticise"]),
        ("45", ["--withdraw", "israel.corridor"]),
    ],
)
@pytest.mark.parametrize(
    "first", [["45", "--answer", "accept"], ["44", "--answer", "israel=accept"]]
)
def test_a_branch_can_be_forked_where_it_left_and_before(
    first: list[str], at: str, words: list[str], tmp_path: Path
) -> None:
    store = str(tmp_path / "runs.db")
    found = kept("cairo-2024", "--seed", "56", "--at", *first, "--keep", "1", "--store", store)
    branch = found["branches"][0]["id"]
    args = (branch, "--store", store, "--at", at, *words, "--keep", "1")
    again = kept(*args)["branches"][0]
    assert again["future"] == 2
    assert verify(run("cairo-2024").case, events(store, again["id"])).equal


def test_what_is_kept_is_told_with_where_to_go_on(tmp_path: Path) -> None:
    store = str(tmp_path / "runs.db")
    page = told("fork", "cairo-2024", "--seed", "56", "--at", "45", "--answer", "accept", *FEW,
                "--keep", "2", "--store", store)  # fmt: skip
    assert bare(f"KEPT in {store}: this run as") in bare(page)
    assert bare(f"--at M --answer ACTOR=accept --store {store}") in bare(copied(page))
