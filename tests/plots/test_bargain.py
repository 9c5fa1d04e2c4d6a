"""Keys of the figures of what could be agreed: what is drawn, and nothing else."""

from __future__ import annotations

import pytest
from matplotlib.axes import Axes

from sim.analysis.inverse import Reach
from sim.analysis.openings import Added, Opening
from sim.analysis.resample import Interval
from sim.plots.bargain_needs import draw_needs, draw_openings
from sim.plots.figure import new_figure

ENOUGH = Reach("a.firmness", "points", 0, 100, 50, 20.0, None, -0.3, 0.5, 0, 0.7)
NOT = Reach("b.firmness", "points", 0, 100, 50, None, None, None, None, 0, 0.2)
PART = Interval(0.2, 0.8, 0.95, "made up")
STEP = Opening(Added("price", "low", "high"), 0.5, PART)
SERVES = Opening(Added("price", "low", "", "a"), 0.5, PART)


def key(ax: Axes) -> list[str]:
    legend = ax.get_legend()
    assert legend is not None
    return [text.get_text() for text in legend.get_texts()]


@pytest.mark.parametrize(
    ("rows", "named"), [((ENOUGH,), "nearest that is enough"), ((NOT,), "none is enough")]
)
def test_the_key_of_needs_names_what_is_drawn(rows: tuple[Reach, ...], named: str) -> None:
    first, second = key(draw_needs(new_figure(9, 4)[1][0], rows))
    assert first == "median drawn"
    assert second.startswith(named)


def test_both_are_named_where_both_are_drawn() -> None:
    assert len(key(draw_needs(new_figure(9, 4)[1][0], (ENOUGH, NOT)))) == 3


@pytest.mark.parametrize(
    ("rows", "named"),
    [((STEP,), ["half a step"]), ((SERVES,), ["serves a purpose"]),
     ((STEP, SERVES), ["half a step", "serves a purpose"])],
)  # fmt: skip
def test_the_key_of_openings_covers_no_row(rows: tuple[Opening, ...], named: list[str]) -> None:
    figure, (ax,) = new_figure(9, 4)
    assert key(draw_openings(ax, rows)) == named
    figure.draw_without_rendering()
    legend = ax.get_legend()
    assert legend is not None
    assert legend.get_window_extent().y1 < ax.get_window_extent().y0
