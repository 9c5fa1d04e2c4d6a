"""Pairs of explanations drawn: ends that go on, and numbers as people write them."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.explanations import Explained, Fit, Ratio
from sim.analysis.resample import Interval
from sim.plots.explanations import ratios_plate


def ratio(second: str, times: float, low: float, high: float) -> Ratio:
    return Ratio("", "a", second, times, Interval(low, high, 0.99, "made up"), True, low > 1)


def drawn() -> Axes:
    fits = tuple(Fit(name, name, 200, 200, 40.0, 0.1, None, same=False) for name in "abc")
    ratios = (ratio("b", 2.0, 1.5, 3.0), ratio("c", 100.0, 0.0, math.inf))
    figure = ratios_plate(Explained(fits, ratios, (), (), 0.95), "Talks").figure
    assert "n = 200 tries of an explanation at most." in " ".join(figure.get_supxlabel().split())
    return figure.axes[0]


def test_an_interval_without_an_end_has_arrows_and_others_have_none() -> None:
    marks = [
        (line.get_marker(), float(np.atleast_1d(line.get_ydata())[0])) for line in drawn().lines
    ]
    assert [one for one in marks if one[0] in {"<", ">"}] == [("<", 1), (">", 1)]


def test_ticks_are_numbers_written_out() -> None:
    ticks = [label.get_text() for label in drawn().get_xticklabels()]
    assert ticks == ["0.001", "0.01", "0.1", "0.33", "1", "3", "10", "100", "1,000"]
