"""The Python face: what a notebook sees."""

from __future__ import annotations

import doctest

import polars as pl
import pytest

import sim.api
from sim.api import OUTCOMES, Choice, chosen, ensemble, game, load, play
from sim.errors import SettingError
from sim.talks.log import digest


def test_its_own_examples_hold() -> None:
    failed, tried = doctest.testmod(sim.api)
    assert tried > 3
    assert failed == 0


def test_a_run_is_that_run_of_the_ensemble() -> None:
    case = load("cairo-2024")
    frame = ensemble(case, runs=24, draws=6, seed=5)
    for number in (0, 7, 23):
        found = play(case, seed=5, run=number, draws=6).summary
        row = frame.row(by_predicate=pl.col("run") == number, named=True)
        assert found.outcome == row["outcome"] in OUTCOMES
        assert found.end_day == row["end_day"]
        assert found.tried == row["tried"]


def test_a_run_of_a_record_too_rare_to_wait_for_is_weighted_alike() -> None:
    sets = ["hamas.precision=100", "hamas.reject_bar=0", "hamas.blame=0", "hamas.accept_bar=0"]
    case = load("cairo-2024", [*sets, "israel.no_deal.worth=[80, 95]", "israel.precision=100"])
    frame = ensemble(case, runs=12, draws=12, seed=1)
    assert (frame["weight"] < 1).all()
    for number in (1, 4):
        found = play(case, seed=1, run=number, draws=12).summary
        row = frame.row(number, named=True)
        assert (found.outcome, found.weight) == (row["outcome"], row["weight"])


def test_what_a_what_if_changes_arrives_in_the_frame_and_is_the_draws_own() -> None:
    case = load("cairo-2024")
    path = "input.israel.corridor.also_served_by.monitored"
    before = ensemble(case, runs=20, draws=10, seed=1)
    after = ensemble(case, runs=20, draws=10, seed=1, what_if="substitute-trusted")
    assert min(before[path].to_list()) < 60
    assert min(after[path].to_list()) >= 80
    assert after.group_by("draw").agg(pl.col(path).n_unique())[path].to_list() == [1] * 10
    same = [name for name in before.columns if name.startswith("input.") and name != path]
    assert after.select(same).equals(before.select(same))


def test_a_what_if_from_now_keeps_the_past_and_its_latents() -> None:
    case = load("cairo-2024")
    base, other = (play(case, seed=3, what_if=name).events for name in ("", "demand-withdrawn"))
    closed = next(e.seq for e in base if type(e).__name__ == "RecordClosed")
    for one, two in zip(base[1 : closed + 1], other[1 : closed + 1], strict=True):
        assert one == two
    assert digest(base) != digest(other)


def test_an_unknown_what_if_names_those_there_are() -> None:
    with pytest.raises(SettingError, match="demand-withdrawn"):
        play(load("cairo-2024"), what_if="demand-withdrwn")


def test_a_game_is_case_seats_and_decisions() -> None:
    case = load("labour-dispute")
    decisions: list[Choice] = []
    while (now := game(case, ["union"], decisions, seed=36)).whose:
        assert (now.whose, now.summary) == ("union", None)
        verb = "accept" if now.asked in ("answer", "rethink") else "pass"
        decisions.append(Choice(seq=now.seq, actor="union", verb=verb))
    assert now.summary is not None
    assert now.summary.outcome in OUTCOMES
    told = chosen(case, now.events)
    assert [one.verb for one in told] == [one.verb for one in decisions]
    assert game(case, ["union"], told, seed=36).events == now.events


def test_a_game_of_nobody_is_refused() -> None:
    with pytest.raises(SettingError, match="no actor is called 'nobody' here"):
        game(load("labour-dispute"), ["nobody"])
