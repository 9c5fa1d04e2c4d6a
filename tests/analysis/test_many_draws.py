"""What is resampled in blocks is the same in any: there may be more draws than one has room for."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis import mixing, resample


def test_ends_of_a_range_are_known_as_well_whatever_the_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hits, runs = np.arange(60.0) % 11, np.full(60, 20.0)
    whole = mixing.ends_within(hits, runs, np.ones(60), (0.05, 0.95))
    monkeypatch.setattr(resample, "_CELLS", 100)
    assert mixing.ends_within(hits, runs, np.ones(60), (0.05, 0.95)) == whole


def test_a_bootstrap_is_the_same_whatever_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resample.bootstrap(30, 1, lambda times: times[:, :3], 50)
    again = resample.bootstrap(30, 1, lambda times: times[:, :3], 50)
    monkeypatch.setattr(resample, "_CELLS", 100)
    in_blocks = resample.bootstrap(30, 1, lambda times: times[:, :3], 50)
    assert (whole == again).all()
    assert (whole == in_blocks).all()
