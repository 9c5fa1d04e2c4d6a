"""The Python face: what a notebook sees."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import sim.api
import sim.studies.compare.playing
import sim.studies.sensitivity.playing
import sim.studies.sweep.playing
import sim.studies.turning.playing
from sim.api import (
    OUTCOMES,
    TACTICS,
    Case,
    Choice,
    Interrupted,
    View,
    chosen,
    ensemble,
    events,
    game,
    load,
    play,
    with_inputs,
)
from sim.ensemble import driver, inputs
from sim.ensemble.arguments import DRAWS
from sim.ensemble.blocks import first_runs
from sim.ensemble.chunks import Settings
from sim.errors import SettingError
from sim.talks.log import digest
from sim.talks.luck import Luck
from tests.engine.made import case_of, rare


def test_its_own_examples_hold() -> None:
    for module, least in (
        (sim.api, 4),
        (sim.studies.compare.playing, 3),
        (sim.studies.sweep.playing, 3),
        (sim.studies.sensitivity.playing, 3),
        (sim.studies.turning.playing, 4),
    ):
        failed, tried = doctest.testmod(module)
        assert tried >= least
        assert failed == 0


def test_a_run_is_that_run_of_the_ensemble() -> None:
    case = load("cairo-2024")
    frame = ensemble(case, runs=24, draws=6, seed=5).frame
    for number in (0, 7, 23):
        found = play(case, seed=5, run=number, draws=6).summary
        row = frame.row(by_predicate=pl.col("run") == number, named=True)
        assert found.outcome == row["outcome"] in OUTCOMES
        assert found.end_day == row["end_day"]
        assert found.tried == row["tried"]


def test_a_run_of_a_record_too_rare_to_wait_for_is_weighted_alike() -> None:
    case = case_of(rare())
    frame = ensemble(case, runs=12, draws=12, seed=1).frame
    assert (frame["weight"] < 1).all()
    for number in (1, 4):
        found = play(case, seed=1, run=number, draws=12).summary
        row = frame.row(number, named=True)
        assert (found.outcome, found.weight) == (row["outcome"], row["weight"])


def test_what_a_what_if_changes_arrives_in_the_frame_and_is_the_draws_own() -> None:
    case = load("cairo-2024")
    path = "input.israel.corridor.also_served_by.monitored"
    before = ensemble(case, runs=20, draws=10, seed=1).frame
    after = ensemble(case, runs=20, draws=10, seed=1, what_if="substitute-trusted").frame
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
    with pytest.raises(SettingError, match=r"seats is 'union': write a list, as \['union'\]"):
        game(load("labour-dispute"), "union")


def test_an_event_has_its_type_and_can_be_told_by_its_class() -> None:
    log = play(flat(), seed=7).events
    tabled = [event for event in log if isinstance(event, events.TextTabled)]
    assert [event.seq for event in tabled] == [e.seq for e in log if e.type == "TextTabled"]
    assert tabled[0].terms
    assert {event.type for event in log} == {type(event).__name__ for event in log}


def flat() -> Case:
    return load("flat-sale")


NUMBERS: dict[str, Callable[[Any], object]] = {
    "seed": lambda value: play(flat(), seed=value),
    "run": lambda value: play(flat(), run=value),
    "draws": lambda value: play(flat(), draws=value),
    "tried": lambda value: play(flat(), tried=value),
    "runs": lambda value: ensemble(flat(), runs=value),
    "jobs": lambda value: ensemble(flat(), jobs=value),
}


@pytest.mark.parametrize("value", [-1, 2**63, "1", 1.0, 1.5, True, None, [1]], ids=repr)
@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_is_none_is_told_with_its_name_and_range(name: str, value: Any) -> None:
    with pytest.raises(SettingError) as caught:
        NUMBERS[name](value)
    told = str(caught.value)
    assert told.startswith(f"{name} is {value!r}: write a whole number from ")


@pytest.mark.parametrize("name", ["draws", "runs"])
def test_there_is_no_ensemble_of_none(name: str) -> None:
    with pytest.raises(SettingError, match=f"{name} is 0: write a whole number from 1 to"):
        NUMBERS[name](0)


@pytest.mark.parametrize("kind", [np.int64, np.uint8, np.int16])
def test_whole_numbers_of_any_kind_are_numbers(kind: type[np.integer[Any]]) -> None:
    case, of = flat(), {"seed": 7, "run": 3, "draws": 5}
    given: dict[str, Any] = {name: kind(value) for name, value in of.items()}
    assert play(case, **given).events == play(case, 7, 3, 5).events
    four: list[Any] = [kind(6), kind(3), kind(7), kind(1)]
    assert ensemble(case, *four).frame.equals(ensemble(case, 6, 3, 7).frame)
    assert game(case, ["buyer"], seed=given["seed"]).seq == game(case, ["buyer"], seed=7).seq


def test_what_is_no_case_is_told_what_to_write() -> None:
    with pytest.raises(SettingError, match=r"case is 'flat-sale': write load\(\.\.\.\)"):
        play("flat-sale")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match=r"sets is 'a=b': write a list"):
        load("flat-sale", "a=b")
    missing: Any = None
    with pytest.raises(SettingError, match="name_or_path is None: write a name or a path"):
        load(missing)
    with pytest.raises(SettingError, match=r"sets is None: write a list of texts, \[\] for none"):
        load("flat-sale", missing)
    with pytest.raises(SettingError, match=r"seats is \[3\]: write a list of texts"):
        game(flat(), [3])  # type: ignore[list-item]
    with pytest.raises(SettingError, match=r"case is 'flat-sale': write load\(\.\.\.\)"):
        with_inputs("flat-sale", {"buyer.firmness": 3.0})  # type: ignore[arg-type]


@pytest.mark.parametrize("values", [None, pl.DataFrame({"run": [1]}), [1.0], {3: 1.0}], ids=repr)
def test_inputs_that_are_no_values_by_path_are_told_what_to_write(values: Any) -> None:
    with pytest.raises(SettingError, match=r"^values is \w+: write values by path, as frame.row"):
        with_inputs(flat(), values)


def test_a_path_is_loaded_like_its_name(tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    path.write_text(flat().text, "utf-8")
    assert load(path).digest == load(str(path)).digest


def test_what_is_shown_of_a_case_a_run_and_a_game_is_short() -> None:
    case = load("cairo-2024")
    shown = [case, play(case, seed=1), game(case, ["hamas"]), ensemble(case, 4, 2)]
    assert [repr(one).partition("(")[0] for one in shown] == ["Case", "Run", "Game", "Ensemble"]
    assert [repr(one) for one in shown if len(repr(one)) > 200] == []


def test_tries_are_looked_for_once_for_all_runs_of_a_case_and_seed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, tries, attempt = load("cairo-2024"), list[int](), inputs._attempt

    def counted(of: Case, luck: Luck, number: int, *more: Any) -> inputs.Kept:
        tries.append(number)
        return attempt(of, luck, number, *more)

    monkeypatch.setattr(inputs, "_attempt", counted)
    first = play(case, seed=3)
    searched = len(tries)
    assert searched == 1  # the one that is kept is played; all others are worked out in the core
    assert play(case, seed=3).events == first.events
    assert play(case, seed=3, run=DRAWS).inputs == first.inputs
    game(case, ["hamas"], seed=3)
    assert len(tries) == searched
    play(case, seed=4)
    assert len(tries) == searched + 1


@dataclass
class Gives:
    """A tactic that always gives up as much; at one call it is Ctrl-C that is pressed."""

    share: float
    interrupt_at: int = 0
    asked: int = 0

    def conceded(self, _: View) -> float:
        self.asked += 1
        if self.asked == self.interrupt_at:
            raise KeyboardInterrupt
        return self.share


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Callable[[Gives], Case]:
    """A case whose seller has a tactic of these."""
    monkeypatch.setattr(TACTICS, "_added", {})

    def case(tactic: Gives) -> Case:
        TACTICS.add("mine", tactic)
        return load("flat-sale", ["seller.tactic=mine"])

    return case


def test_a_tactic_that_is_added_anew_is_played_anew(added: Callable[[Gives], Case]) -> None:
    case = added(Gives(0.1))
    before = play(case, seed=1).events
    added(Gives(0.9))
    assert play(case, seed=1).events != before


def test_an_interrupt_is_raised_with_what_was_finished(added: Callable[[Gives], Case]) -> None:
    tactic = Gives(0.5)
    case = added(tactic)
    whole = ensemble(case, 200, 20, seed=1)
    assert (whole.complete, whole.interrupted) == (True, False)
    tactic.interrupt_at, tactic.asked = tactic.asked // 2, 0
    with pytest.raises(Interrupted) as caught:
        ensemble(case, 200, 20, seed=1)
    finished = caught.value.finished
    assert 0 < finished.frame.height < 200
    assert not finished.complete
    assert f"{finished.frame.height} of them played" in str(caught.value)
    kept = whole.frame.filter(pl.col("run").is_in(finished.frame["run"].implode()))
    assert kept.equals(finished.frame)


def test_an_interrupt_before_anything_is_finished_is_a_plain_one(
    added: Callable[[Gives], Case],
) -> None:
    case = added(Gives(0.5, interrupt_at=1))
    with pytest.raises(KeyboardInterrupt) as caught:
        ensemble(case, 200, 20, seed=1)
    assert type(caught.value) is KeyboardInterrupt


def test_runs_that_were_set_aside_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    case, [block, *_] = flat(), first_runs(40, 20).cut(20)
    played = driver.ensemble(case, Settings(40, 20, 1, 1))
    rest = played.table.filter(pl.col("run") >= 20)
    short = replace(played, table=rest, complete=False, set_aside=(block,))
    monkeypatch.setattr(sim.api, "_ensemble", lambda *_: short)
    found = ensemble(case, 40, 20, 1)
    assert (found.complete, found.set_aside) == (False, (block,))
