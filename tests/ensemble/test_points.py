"""Runs at chosen points of the inputs: the same luck everywhere, and nothing else changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest

from sim.engine.play import Start, play
from sim.ensemble import fit, points, searching
from sim.ensemble.cells import Cell, Shelf, play_pieces
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.ensemble.driving import Search
from sim.ensemble.fit import Fit
from sim.ensemble.points import Held, Placed, Task, Value, grounded, player, rounds
from sim.errors import RecordError
from sim.scenario.case import Case
from sim.scenario.distributions import bounds, possible
from sim.scenario.inputs import Input
from sim.scenario.language import LABELS
from sim.scenario.loading import load
from sim.scenario.tables import Tables
from sim.talks.events import OUTCOMES
from tests.cli.test_ensemble import rarely_accepted
from tests.engine.made import case_of

UNITS = {"points": "", "days": " days", "a day": " a day"}


@cache
def case(name: str = "flat-sale") -> Case:
    return load(name)


def cell(task: Task, piece: Held | Placed) -> Cell:
    if isinstance(piece, Held):
        task = grounded(task, [piece.values], jobs=1)
    return player(task)(piece)


def other_value(of: Case, one: Input) -> tuple[Value, str]:
    """A value that an input may have, and for a certain one that it has not; as written."""
    if one.unit in UNITS:
        low, high = bounds(one.dist) or (0.0, 0.0)
        value = 0.7 * high if low == high else 0.3 * low + 0.7 * high
        return value, f"{value!r}{UNITS[one.unit]}"
    names = possible(one.dist)
    if len(names) > 1:
        return names[-1], str(names[-1])
    last, options = one.path.rpartition(".")[2], of.labels.options
    issue = next((part for part in one.path.split(".") if part in options), "")
    known = {"red_line": ("soft", "hard"), "label": LABELS, "leans": ("none", *of.names.actors)}
    name = next(one for one in known.get(last) or options[issue] if one not in names)
    return name, name


def told_by_nobody(tables: Tables) -> Tables:
    """But for whose attendance no source reports: that a held one is drawn stays said."""
    return replace(
        tables, sessions=tuple(replace(one, drawn=frozenset()) for one in tables.sessions)
    )


@pytest.mark.parametrize("name", ["cairo-2024", "labour-dispute"])
def test_holding_an_input_is_setting_it(name: str) -> None:
    of = case(name)
    rng = np.random.default_rng(0)
    uniforms = defaultdict(lambda: 0.6, zip(of.paths, rng.random(len(of.paths)), strict=True))
    known = [one for one in of.inputs if one.unit != "date" and not one.path.startswith("record.")]
    some = [one for k, one in enumerate(known) if k % 6 == 0 or not one.uncertain]
    assert sum(not one.uncertain for one in some) > 10
    for one in some:
        value, written = other_value(of, one)
        held, set_anew = of.holding({one.path: value}), of.variant(((one.path, written),))
        values = held.draw(uniforms.__getitem__)
        assert values == set_anew.draw(uniforms.__getitem__)
        mine, theirs = (told_by_nobody(one.at(values)) for one in (held, set_anew))
        differ = [f.name for f in fields(mine) if f.name not in {"source", "values"}]
        differ = [name for name in differ if getattr(mine, name) != getattr(theirs, name)]
        assert (one.path, differ) == (one.path, [])


def test_inputs_that_were_certain_are_held_one_after_the_other() -> None:
    of = case("cairo-2024")
    once = of.holding({"israel.corridor.wants": "leave"})
    twice = once.holding({"israel.other_demands.wants": "dropped"})
    both = of.holding({"israel.corridor.wants": "leave", "israel.other_demands.wants": "dropped"})
    values = twice.draw(lambda _: 0.5)
    actors = twice.at(values).actors
    assert actors == both.at(both.draw(lambda _: 0.5)).actors
    assert actors != of.at(of.draw(lambda _: 0.5)).actors


@pytest.mark.parametrize(
    ("name", "path", "draws", "luck"),
    [("cairo-2024", "hamas.corridor.salience", 2, 3), ("flat-sale", "buyer.firmness", 4, 12)],
)
def test_a_held_point_is_the_ensemble_of_the_scenario_with_that_set(
    name: str, path: str, draws: int, luck: int
) -> None:
    of = case(name)
    found = cell(Task(of, 3, draws=draws), Held(((path, 20.0),), (0, draws), luck))
    whole = ensemble(of.variant(((path, "20"),)), Settings(draws * luck, draws, 3, jobs=1))
    ends = whole.frame.sort("draw", "luck")["outcome"].to_list()
    assert [OUTCOMES[k] for k in found.outcomes] == ends
    assert sum(found.tried) == whole.tried


def test_where_the_record_is_rare_a_held_point_has_the_weights_of_the_ensemble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fit, "RAREST", 0.5)  # what is rare is a matter of patience
    of = case("labour-dispute")
    at = "union.precision", 60.0
    found = cell(Task(of, 0, draws=20), Held((at,), (0, 20), 1))
    whole = ensemble(of.variant(((at[0], "60"),)), Settings(20, 20, 0, jobs=1))
    ends = whole.frame.sort("draw", "luck")
    assert list(found.tried) == ends["inputs_tried"].to_list()
    assert list(found.weights) == ends["weight"].to_list()
    assert len(set(found.weights)) > 1
    assert [OUTCOMES[k] for k in found.outcomes] == ends["outcome"].to_list()


def test_draws_at_a_point_are_searched_for_as_far_as_an_ensembles_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The pilot misses what is rare and likely, so that its ceiling alone is too low."""
    foreseen = Fit(400, 1e-3, 2.0**-24)
    monkeypatch.setattr(searching, "pilot", lambda *_: foreseen)
    of, point = case_of(rarely_accepted()), (("bob.firmness", 50.0),)
    whole = ensemble(of.variant((("bob.firmness", "50"),)), Settings(6, 6, 3, jobs=1))
    assert whole.fit.raised > 2
    told = list[object]()
    grounded(Task(of, 3, draws=6), [point], 1, lambda _, __, so_far: told.append(so_far))
    assert [type(one) for one in told] == [Search]
    found = cell(Task(of, 3, draws=6), Held(point, (0, 6), 1))
    assert dict(enumerate(found.tried)) == whole.kept_at
    assert list(found.weights) == whole.frame["weight"].to_list()


def test_at_a_placed_point_runs_weigh_what_the_record_does_there() -> None:
    """The record is taken as reported, however unlikely it is: luck is drawn as it leaves it."""
    of, seed, luck = case("labour-dispute"), 1, 4
    paths = tuple(one.path for one in of.inputs if one.uncertain)
    rows = tuple(map(tuple, np.random.default_rng(3).random((12, len(paths))).tolist()))
    draws = tuple(range(5, 17))
    found = cell(Task(of, seed, paths=paths), Placed(rows, draws, luck))
    for k, chance in enumerate(found.weights):
        given = dict.fromkeys(of.paths, 0.5) | dict(zip(paths, rows[k // luck], strict=True))
        start = Start(seed, k % luck, draws[k // luck], ceiling=0.0)
        _, state = play(of, of.draw(given.__getitem__), start)
        assert OUTCOMES[found.outcomes[k]] == state.outcome
        assert chance == state.weight == found.weights[k // luck * luck]
    assert len(set(found.weights)) > 6
    assert len(set(found.outcomes)) > 1


def test_moves_of_a_what_if_from_now_are_made_at_every_point() -> None:
    of, name, draws, luck = case("cairo-2024"), "demand-withdrawn", 3, 2
    plain, added = (
        cell(Task(of, 2, draws, what_if=one), Held((("us.bias", 50.0),), (0, draws), luck))
        for one in ("", name)
    )
    held = of.holding({"us.bias": 50.0})
    whole = ensemble(held, Settings(draws * luck, draws, 2, jobs=1, what_if=name))
    ends = whole.frame.sort("draw", "luck")["outcome"].to_list()
    assert [OUTCOMES[k] for k in added.outcomes] == ends
    assert added.outcomes != plain.outcomes
    paths = tuple(one.path for one in of.inputs if one.uncertain)
    rows = tuple(map(tuple, np.random.default_rng(3).random((6, len(paths))).tolist()))
    some = Placed(rows, tuple(range(6)), 2)
    there, as_it_was = (cell(Task(of, 2, what_if=one, paths=paths), some) for one in (name, ""))
    assert there.outcomes != as_it_was.outcomes
    assert there.weights == as_it_was.weights  # the past is the same


def test_an_input_that_the_record_does_not_hang_on_keeps_the_tries() -> None:
    task = Task(case("cairo-2024"), 0, draws=2)
    slow, fast = (
        cell(task, Held((("after_yes.settles", value),), (0, 2), 1)) for value in (0.005, 0.1)
    )
    assert slow.tried == fast.tried


def test_a_point_where_no_try_gives_the_record_has_no_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> None:
        raise RecordError("none")

    monkeypatch.setattr(points, "kept_draws", never)
    found = cell(Task(case(), 9), Held((("buyer.firmness", 1.0),), (0, 3), 2))
    assert (found.outcomes, found.tried) == (b"", ())


def test_rounds_are_of_the_same_draws_at_every_point() -> None:
    at: list[tuple[tuple[str, Value], ...]] = [(("a", 1.0),), (("a", 2.0),)]
    plan = rounds(at, draws=12, luck=3, block=5)
    assert [[piece.draws for piece in one] for one in plan] == [
        [(0, 5)] * 2, [(5, 10)] * 2, [(10, 12)] * 2,
    ]  # fmt: skip
    assert all([piece.values for piece in one] == at for one in plan)
    assert sum(piece.runs for one in plan for piece in one) == 2 * 12 * 3


def test_a_guard_changes_nothing() -> None:
    paths = ("buyer.firmness", "guard")
    task = Task(case(), 4, paths=paths)
    same, other, moved = (
        cell(task, Placed((row,), (0,), 6)) for row in ((0.2, 0.1), (0.2, 0.9), (0.9, 0.1))
    )
    assert (same.outcomes, same.weights) == (other.outcomes, other.weights)
    assert len(same.outcomes) == len(moved.outcomes) == 6


def test_processes_change_no_number() -> None:
    task = Task(case(), 1, draws=4)
    at: list[tuple[tuple[str, Value], ...]] = [
        (("buyer.no_deal.worth", value),) for value in (20.0, 70.0)
    ]
    pieces = [piece for one in rounds(at, 4, 2, 2) for piece in one]
    alone, together = Shelf(), Shelf()
    assert play_pieces(player(task), pieces, alone, jobs=1)
    assert play_pieces(player(task), pieces, together, jobs=2)
    assert alone.cells == together.cells
