"""Figures of what an ensemble's first page says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.effects import Effect, IfChanged
from sim.api import EnsembleRequest, EnsembleResult, ensemble_results, load
from sim.cli.study_plates import Called, of_result
from sim.plots.figure import new_figure
from sim.plots.if_changed import Line, draw_if_changed, lines_of
from sim.studies.ensemble.called import span


@pytest.fixture(scope="module")
def result() -> EnsembleResult:
    """Few runs, in which every position counts as listed."""
    request = EnsembleRequest(runs=20, draws=10, seed=1, kept=6)
    *_, found = ensemble_results(load("flat-sale"), request)
    assert found.changes is not None
    changed = found.changes.if_changed
    rows = tuple(replace(row, listed=not row.path.startswith("buyer")) for row in changed.rows)
    return replace(found, changes=replace(found.changes, if_changed=replace(changed, rows=rows)))


def changed_in(result: EnsembleResult) -> IfChanged:
    assert result.changes is not None
    return result.changes.if_changed


def test_there_is_a_figure_of_each_table_and_one_to_be_printed(result: EnsembleResult) -> None:
    plates = {one.stem: one for one in of_result(result)}
    assert list(plates) == ["if_changed", "positions", "unknowns"]
    found = changed_in(result)
    assert plates["if_changed"].table.height == len(found.rows) * len(found.outcomes)
    assert {"at_low_end", "least", "facts"} < set(plates["if_changed"].table.columns)
    assert plates["positions"].figure.get_size_inches().tolist() == pytest.approx([8.27, 11.69])
    assert "n = 6 kept runs of 6 draws" in plates["if_changed"].figure.get_supxlabel()


def test_mirrors_of_a_listed_unknown_stand_beside_it(result: EnsembleResult) -> None:
    assert result.unknowns is not None
    rows = tuple(
        replace(row, associations=tuple(replace(one, listed=mine) for one in row.associations))
        for row in result.unknowns.rows
        for mine in [row.path == "seller.no_deal.worth"]
    )
    found = replace(result.unknowns, rows=rows)
    plates = {one.stem: one for one in of_result(replace(result, unknowns=found))}
    drawn = [text.get_text() for text in plates["unknowns"].figure.axes[0].texts]
    inputs = [text for text in drawn if "no deal: worth" in text]
    assert inputs == [f"{who}, no deal: worth (assumed)" for who in ("Buyer", "Seller")]
    assert {"reported", "facts", "usually_missed_below"} < set(plates["unknowns"].table.columns)


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (0.0369, 12.04, "points", "0-12"),
        (38.31, 100.0, "points", "38-100"),
        (1.333, 1.667, "", "1.33-1.67"),
        (2.51, 7.0, "days", "2.5-7 days"),
        (0.0004, 0.0123, "a day", "0.0004-0.012 a day"),
        (20.0, 20.0, "points", "20"),
    ],
)
def test_numbers_have_the_digits_that_their_scale_carries(
    low: float, high: float, unit: str, said: str
) -> None:
    assert span(low, high, unit) == said


def test_all_who_hold_a_position_stand_together_with_what_each_moves_most(
    result: EnsembleResult,
) -> None:
    lines = list(lines_of(changed_in(result), "deal", Called(result.names)))
    heads = [k for k, line in enumerate(lines) if line.effect is None]
    assert lines[0].effect is None
    for first, last in zip(heads, [*heads[1:], len(lines)], strict=True):
        held = [line for line in lines[first + 1 : last] if line.main]
        assert [line.label.partition(" (")[0] for line in held] == ["Buyer", "Seller"]
    assert all(line.label.startswith("most: ") for line in lines if not line.main)


def test_a_row_runs_from_the_share_at_the_low_end_to_that_at_the_high_end(
    result: EnsembleResult,
) -> None:
    lines = list(lines_of(changed_in(result), "deal", Called(result.names)))[:2]
    _, (ax,) = new_figure(6, 3)
    draw_if_changed(ax, lines, 0.5)
    effect = lines[1].effect
    assert effect is not None
    drawn = [np.asarray(line.get_xdata()).tolist() for line in ax.lines[1:]]
    assert drawn == [
        [100 * effect.low, 100 * effect.high], [100 * effect.low], [100 * effect.high],
    ]  # fmt: skip


def test_a_label_of_two_lines_has_more_room_than_one_of_one() -> None:
    effect = Effect("deal", "", "", 0.5, 0.4, 0.6, 0.2, 0.1, 0.3)
    lines = [Line("short", effect), Line("a long label " * 6, effect), Line("short", effect)]
    _, (ax,) = new_figure(6, 3)
    draw_if_changed(ax, lines, 0.5)
    first, second, third = (text.get_position()[1] for text in ax.texts[::2])
    assert (first, second, third) == (0.0, 1.25, 2.5)
