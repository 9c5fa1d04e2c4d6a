"""The outcomes that studies of inputs ask about: how a run ended, and what its deal held.

An outcome is one of the five endings, or a deal with an option: `corridor=stay`, written as terms
are. The shares of all endings add up to 1, those of an issue's options to the share of deals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import Floats, Ints
from sim.talks.events import OUTCOMES

if TYPE_CHECKING:
    import polars as pl

    from sim.scenario.names import Names

DEAL = OUTCOMES[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An ending, or a deal with an option of an issue (then `issue` and `option` are not "")."""

    name: str
    issue: str = ""
    option: str = ""


def outcomes_of(names: Names) -> tuple[Outcome, ...]:
    """The five endings, and a deal with each option of each issue, as a scenario orders them."""
    endings = (Outcome(name) for name in OUTCOMES)
    terms = (
        Outcome(f"{issue}={option}", issue, option)
        for issue, options in zip(names.issues, names.options, strict=True)
        for option in options
    )
    return *endings, *terms


def came_out(ending: Ints, term: Ints, widths: Sequence[int]) -> Floats:
    """(..., K) whether each run came to each outcome, 1 or 0, in the order of `outcomes_of`.

    Parameters
    ----------
    ending : (...) places in `OUTCOMES`
    term : (..., issues) options of its deal; none of them where there was no deal
    widths : how many options each issue has
    """
    parts = [ending[..., None] == np.arange(len(OUTCOMES))]
    parts += [term[..., k, None] == np.arange(width) for k, width in enumerate(widths)]
    return np.concatenate(parts, axis=-1).astype(np.float64)


def of_frame(frame: pl.DataFrame, outcomes: Sequence[Outcome]) -> Floats:
    """(N, K) the same of an ensemble's frame, run by run."""
    deal = (frame["outcome"] == DEAL).to_numpy()
    columns = [
        deal & (frame[f"term.{one.issue}"] == one.option).fill_null(value=False).to_numpy()
        if one.issue
        else (frame["outcome"] == one.name).to_numpy()
        for one in outcomes
    ]
    return np.stack(columns, axis=1).astype(np.float64)
