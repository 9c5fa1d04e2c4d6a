"""Many questions asked at once: how sure each answer must be, so that all together are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.analysis.runs import Floats


def false_finds(chances: Sequence[float]) -> Floats:
    """The least share of false finds at which each is one (Benjamini & Hochberg 1995).

    Parameters
    ----------
    chances
        Of what was seen if there were nothing, one of each question, in [0, 1].
    """
    p = np.asarray(chances, dtype=np.float64)
    order, n = np.argsort(-p, kind="stable"), len(p)
    found = np.empty(n)
    found[order] = np.minimum.accumulate(p[order] * n / np.arange(n, 0, -1))
    return found


def each_level(level: float, questions: int) -> float:
    """The level of each interval at which all together have `level` at least (Dunn 1961)."""
    return 1 - (1 - level) / max(1, questions)
