"""Points in blocks of rows: what differs between blocks, and studies that are stopped."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

import sim.ensemble.points
from sim.analysis.factors import GUARD, paths_of
from sim.api import load
from sim.engine.play import play_after
from sim.ensemble.cells import Cell, Shelf, play_pieces
from sim.ensemble.designs import (
    ROWS,
    Ends,
    Played,
    Stretch,
    Swapped,
    fingerprint,
    sobol_points,
    stretch_player,
    stretches,
)
from sim.ensemble.points import Task
from sim.talks.events import OUTCOMES, AnyEvent, TalksOpened
from sim.talks.state import State
from tests.engine.made import Run


def swapped(rows: int, *taken: tuple[int, ...]) -> Swapped:
    return Swapped(*sobol_points(3, rows, 7), taken)


def test_points_are_balanced_inside_and_begin_alike_whatever_their_number() -> None:
    a, b = sobol_points(3, 64, 7)
    for points in (a, b):
        assert ((points > 0) & (points < 1)).all()
        for column in points.T:  # one in each 64th: what makes the sequence worth its name
            assert sorted(np.floor(column * 64).astype(int)) == list(range(64))
    fewer = sobol_points(3, 16, 7)[0]
    assert (a[:16] == fewer).all()
    assert (sobol_points(3, 16, 8)[0] != fewer).all()


def test_a_block_differs_from_a_in_its_columns_alone() -> None:
    design = swapped(8, (0,), (1, 2))
    whole = slice(None)
    a, b, first, rest = (design.at(block, whole) for block in range(design.blocks))
    assert (first[:, 0] == b[:, 0]).all()
    assert (first[:, 1:] == a[:, 1:]).all()
    assert (rest == np.column_stack([a[:, 0], b[:, 1], b[:, 2]])).all()
    assert (design.at(2, slice(4, 8)) == first[4:]).all()
    held = Ends(a, ((1, 0.95),))
    assert (held.at(0, whole) == a).all()
    assert (held.at(1, whole)[:, 1] == 0.95).all()
    assert (held.at(1, whole)[:, [0, 2]] == a[:, [0, 2]]).all()


def test_a_fingerprint_is_of_the_points_and_not_of_their_number() -> None:
    assert fingerprint(swapped(8, (0,))) == fingerprint(swapped(16, (0,)))
    assert fingerprint(swapped(8, (0,))) != fingerprint(swapped(8, (1,)))


def test_a_stopped_study_is_of_whole_rows() -> None:
    design = swapped(16, (0,))
    pieces = stretches(design, 2)
    assert [(p.block, p.rows) for p in pieces[:4]] == [
        (0, (0, ROWS)), (1, (0, ROWS)), (2, (0, ROWS)), (0, (ROWS, 2 * ROWS))
    ]  # fmt: skip
    shelf = Shelf()
    for number, piece in enumerate(pieces[:8]):
        ended = np.full(piece.runs, number % len(OUTCOMES), np.uint8)
        shelf.add(Cell(number, ended.tobytes(), (number / 10,) * ROWS))
    played = Played.of(shelf, design, 2)
    assert played.rows == 2 * ROWS  # the third group lacks its last block
    assert played.table(0, OUTCOMES[3]).tolist() == [[0, 0]] * ROWS + [[1, 1]] * ROWS
    assert played.chances(1).tolist() == pytest.approx([0.1] * ROWS + [0.4] * ROWS)
    assert Played.of(shelf, swapped(4, (0,)), 2).rows == ROWS


def test_runs_at_a_point_have_the_same_luck_in_every_block_and_process() -> None:
    case = load("flat-sale")
    paths = paths_of(case)
    assert paths[-1] == GUARD
    columns = (len(paths) - 1,), (paths.index("seller.firmness"),), ()
    design = Swapped(*sobol_points(len(paths), 4, 3), columns)
    task, pieces = Task(case, 1, paths=paths), stretches(design, 4)
    one, two = Shelf(), Shelf()
    assert play_pieces(stretch_player(task, design), pieces, one, jobs=1)
    assert play_pieces(stretch_player(task, design), pieces, two, jobs=2)
    assert one.cells == two.cells
    a, b, guard, _, again = (one.cells[k].outcomes for k in range(5))
    assert a == guard == again
    assert len(set(a + b)) > 1
    assert one.cells[0].weights == (1.0,) * ROWS  # no record, whose chance is 1


def test_the_chance_of_a_record_is_one_a_point() -> None:
    case = load("labour-dispute")
    paths = paths_of(case)
    design = Swapped(*sobol_points(len(paths), 8, 3), ())
    play = partial(stretch_player(Task(case, 1, paths=paths), design))
    cell = play(Stretch(0, (0, ROWS), 4))
    assert len(cell.weights) == ROWS
    assert all(0.0 <= weight <= 1.0 for weight in cell.weights)
    assert len(cell.outcomes) == 4 * ROWS


def test_all_runs_at_a_point_share_the_belief_errors_of_its_input_draw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in an ensemble. Blocks differ in what each is about: A and what is swapped share them."""
    found: dict[int, list[dict[str, dict[str, float]]]] = {}

    def seen(record: tuple[list[AnyEvent], State], run: int, ceiling: float) -> Run:
        events, state = play_after(record, run, ceiling)
        assert isinstance(events[0], TalksOpened)
        found.setdefault(block, []).append(events[0].beliefs)
        return events, state

    monkeypatch.setattr(sim.ensemble.points, "play_after", seen)
    design, of = swapped(4, (0,)), load("flat-sale")
    paths = tuple(one.path for one in of.inputs if one.uncertain)[:3]
    play_stretch = stretch_player(Task(of, 1, paths=paths), design)
    for block in range(design.blocks):
        play_stretch(Stretch(block, (0, 4), 2))
    for errors in found.values():
        assert errors[::2] == errors[1::2]
        assert all(one != other for one, other in zip(errors[::2], errors[2::2], strict=False))
    a, b, mixed = (found[block] for block in range(3))
    assert a == mixed
    assert all(one != other for one, other in zip(a, b, strict=True))
