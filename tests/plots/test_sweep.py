"""Figures of sweeps: made of cells whose shares are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.contour import ContourSet

from sim.analysis.sweep_words import headline, record_told, told
from sim.analysis.sweeps import Sweep, sweep_of
from sim.ensemble.axes import Axis
from sim.ensemble.cells import Cell
from sim.ensemble.points import Held
from sim.files.ledger import Outputs
from sim.plots.figure import Plate, save_plate
from sim.plots.sweep import sweep_plate
from sim.plots.sweep_map import map_plate
from sim.talks.events import OUTCOMES

DRAWS, LUCK = 10, 4
NUMBERS = Axis("b.worth", "points", tuple(range(0, 101, 10)), "20 to 70", (20.0, 70.0))
OTHER = Axis("a.worth", "points", (0.0, 50.0, 100.0), "50", (50.0, 50.0))
NAMES = Axis("b.line", "choice", ("none", "soft", "hard"), "soft", None, ("soft",))


def cell(deals: float, seed: int = 0) -> Cell:
    """Runs of which about this share end in a deal, and the rest without agreement."""
    hits = np.random.default_rng(seed).random(DRAWS * LUCK) < deals
    places = np.where(hits, OUTCOMES.index("deal"), OUTCOMES.index("no_agreement"))
    return Cell(-1, places.astype(np.uint8).tobytes(), (), (4,) * DRAWS)


def swept(axes: tuple[Axis, ...], deals: list[float], gap: int = -1) -> Sweep:
    piece = Held((), (0, DRAWS), LUCK)
    cells = [Cell(-1, b"") if k == gap else cell(share) for k, share in enumerate(deals)]
    played = [[(piece, one)] for one in cells]
    return sweep_of(axes, played, "deal", DRAWS, recorded=True)


def tipping() -> Sweep:
    return swept((NUMBERS,), [0.02] * 5 + [0.1, 0.9] + [0.98] * 4)


def a_map(gap: int = -1) -> Sweep:
    deals = [min(1.0, x / 100 * y / 50) for x in NUMBERS.numbers for y in OTHER.numbers]
    return swept((NUMBERS, OTHER), deals, gap)


def words(plate: Plate) -> str:
    return " ".join(plate.figure.get_supxlabel().split())


def test_a_tipping_point_is_drawn_where_it_is() -> None:
    sweep = tipping()
    assert sweep.tip is not None
    assert sweep.tip.verdict == "tips"
    assert sweep.tip.crossing is not None
    assert 50 < sweep.tip.crossing.at < 60
    plate = sweep_plate(sweep, "Made up")
    ax = plate.figure.axes[0]
    upright = [line for line in ax.lines if len(set(np.atleast_1d(line.get_xdata()))) == 1]
    assert sweep.tip.crossing.at in [float(np.atleast_1d(line.get_xdata())[0]) for line in upright]
    assert ax.get_title(loc="left") == headline(sweep)
    assert "A tipping point at 55 points (95% interval 50 to 60)" in plate.alt
    deals = plate.table.filter(pl.col("outcome") == "deal")["share"].to_numpy()
    drawn = next(line for line in ax.lines if line.get_marker() == "o")
    assert np.asarray(drawn.get_ydata(), dtype=float) == pytest.approx(100 * deals)


def test_a_flat_line_has_no_upright_one() -> None:
    sweep = swept((NUMBERS,), [0.4] * 11)
    assert headline(sweep) == "Deal: flat, not told apart from no effect"
    plate = sweep_plate(sweep, "Made up")
    assert not [text for text in plate.figure.axes[0].texts if "tips" in text.get_text()]


def test_n_levels_and_what_the_scenario_says_are_on_the_figures() -> None:
    one, two = words(sweep_plate(tipping(), "Made up")), words(map_plate(a_map(), "Made up"))
    for text in (one, two):
        assert "A model: neither news nor forecast." in text
        assert "each 40 runs: 10 draws of the other inputs x 4 runs of luck" in text
        assert "95% interval" in text
        assert "20 to 70 points" in text
    assert "90% range" not in one  # 10 draws of 4 runs carry none
    assert "White line: 50 of 100" in two


def test_a_figure_says_that_it_is_after_the_record_where_there_is_one() -> None:
    for plate in (sweep_plate(tipping(), "T"), map_plate(a_map(), "T")):
        assert "After the record: every point has the reported answers." in words(plate)
    piece = Held((), (0, DRAWS), LUCK)
    played = [[(piece, cell(share))] for share in (0.2, 0.5, 0.8)]
    without = sweep_of((OTHER,), played, "deal", DRAWS, recorded=False)
    assert "After the record" not in words(sweep_plate(without, "T"))


def test_points_without_runs_are_gaps() -> None:
    sweep = swept((NUMBERS,), [0.02] * 5 + [0.1, 0.9] + [0.98] * 4, gap=2)
    assert sweep.empty == 1
    assert np.isnan(sweep.table("deal")[2])
    assert (sweep.points[2].record, sweep.points[3].record) == (0.0, 0.25)
    assert sweep.tip is not None
    assert len(sweep.tip.values) == 10
    assert "At 1 of the 11 points no try gives it" in sweep_plate(sweep, "Made up").alt


def test_a_map_is_the_shares_with_a_line_at_half() -> None:
    sweep = a_map(gap=4)
    plate = map_plate(sweep, "Made up")
    ax = plate.figure.axes[0]
    (mesh,) = (one for one in ax.collections if isinstance(one, QuadMesh))
    shares = np.asarray(mesh.get_array(), dtype=np.float64).reshape(3, 11)
    assert shares[0, 5] == pytest.approx(100 * sweep.table("deal")[5, 0])
    assert shares[2, 10] == pytest.approx(100 * sweep.table("deal")[10, 2])
    assert [one for one in ax.collections if isinstance(one, ContourSet)]
    assert "Hatched: no try gives the record" in words(plate)
    assert plate.table.height == 33
    assert plate.table["share"].null_count() == 1


def test_what_the_scenario_says_covers_no_line() -> None:
    ax = sweep_plate(tipping(), "Made up").figure.axes[0]
    bars = [one for one in ax.collections if isinstance(one, LineCollection)]
    heights = {float(y) for bar in bars for path in bar.get_segments() for _, y in path}
    assert heights
    assert max(heights) < -2  # below 0 of 100 runs, by more than half its own width
    assert ax.get_ylim()[0] < min(heights)


def test_every_cell_of_a_map_is_whole_and_its_values_are_named() -> None:
    ax = map_plate(a_map(), "Made up").figure.axes[0]
    assert ax.get_xlim() == pytest.approx((-5, 105))
    assert ax.get_ylim() == pytest.approx((-25, 125))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["0", "50", "100"]


def test_names_stand_side_by_side() -> None:
    sweep = swept((NAMES,), [0.2, 0.5, 0.9])
    assert sweep.tip is None
    assert told(sweep) == ["These values have no order, so no tipping point is looked for."]
    ax = sweep_plate(sweep, "Made up").figure.axes[1]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["none", "soft *", "hard"]
    both = map_plate(swept((NUMBERS, NAMES), [0.3] * 33), "Made up").figure.axes[0]
    assert [label.get_text() for label in both.get_yticklabels()] == ["none", "soft *", "hard"]
    assert not [one for one in both.collections if isinstance(one, ContourSet)]


def test_weights_count() -> None:
    """A point where the record is weighted: its share honours the weights, and so its record."""
    weights = tuple(0.02 if k % LUCK else 0.0 for k in range(DRAWS * LUCK))
    deals = np.array([OUTCOMES.index("deal" if k % LUCK == 1 else "collapsed")
                      for k in range(DRAWS * LUCK)], np.uint8)  # fmt: skip
    rare = Cell(-1, deals.tobytes(), weights, (1,) * DRAWS)
    piece = Held((), (0, DRAWS), LUCK)
    axis = Axis("a", "points", (0.0, 1.0), "0 to 1", (0.0, 1.0))
    sweep = sweep_of((axis,), [[(piece, rare)], [(piece, cell(0.5))]], "deal", DRAWS, recorded=True)
    share = sweep.points[0].of("deal")
    assert share is not None
    assert share.share == pytest.approx(1 / 3)
    assert sweep.points[0].record == pytest.approx(0.015)
    assert "At 1 of the 2 points it is too rare to wait for" in record_told(sweep)
    assert "worth as few as 30" in record_told(sweep)


@pytest.mark.parametrize(
    "made", [lambda: sweep_plate(tipping(), "A"), lambda: map_plate(a_map(), "A")]
)
def test_figures_are_written_whole_and_the_same(made: Callable[[], Plate], tmp_path: Path) -> None:
    first, second = (
        {path.name: path.read_bytes() for path in save_plate(made(), Outputs(tmp_path))}
        for _ in range(2)
    )
    assert first == second
    assert set(first) == {f"sweep.{end}" for end in ("png", "svg", "csv", "txt")}
