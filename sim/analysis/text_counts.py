"""What became of the texts that the model tabled: how many a run, by whom, and how they ended.

All are counts of runs that count, and shares honour weights. Texts of the record are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.runs import Bools, Floats, Runs, runs_of, weighted_quantiles

if TYPE_CHECKING:
    import polars as pl

OF_TEXTS = ("lapsed", "unanswered", "replaced", "framework_day", "open_packages")  # columns
OF_ACTORS = ("tabled", "revising", "missing", "surplus")  # families of columns, by actor


@dataclass(frozen=True, slots=True)
class Part:
    """`count` of `whole`; `share` honours the weights of runs, 0 where there are none."""

    count: int
    whole: int
    share: float


@dataclass(frozen=True, slots=True)
class ByOne:
    """Of all texts, those that an actor tabled, and those of them that answer a refusal."""

    party: bool
    tabled: Part
    revising: Part


@dataclass(frozen=True, slots=True)
class TextCounts:
    """The texts of all runs.

    How they ended: `agreed`, `unanswered` (time over, and somebody whose consent they needed
    had not answered; `missing` by who), `answered` (time over, all had answered), `replaced`,
    `standing` (on the table when the run ended). `revisions` are texts by which a mediator
    answers a refusal, `counters` those of a party. `below` are frameworks worth less than no
    deal to somebody who accepted them, `below_by` by who. `shut` are draws of the inputs in
    which hard red lines leave no package a way to consent.
    """

    runs: int
    texts: int
    mean: float  # a run
    lower_quartile: float
    upper_quartile: float
    by: Mapping[str, ByOne]
    revisions: Part
    counters: Part
    agreed: Part
    unanswered: Part
    missing: Mapping[str, Part]
    answered: Part
    replaced: Part
    standing: Part
    below: Part
    below_by: Mapping[str, Part]
    shut: Part


def text_counts(frame: pl.DataFrame, parties: Sequence[str]) -> TextCounts:
    """Count the texts of runs.

    Parameters
    ----------
    frame : one row a run, with the columns `OF_TEXTS` and those of `OF_ACTORS` by actor
    parties : who counters where it answers a refusal; others revise
    """
    runs = runs_of(frame)
    tabled, revising = _family(runs, "tabled"), _family(runs, "revising")
    texts = _sum(runs, tabled.values())
    lapsed, unanswered, replaced = (_column(runs, name) for name in OF_TEXTS[:3])
    agreed = np.isfinite(_column(runs, "framework_day"))
    left = texts - lapsed - replaced  # one at the most: agreed, or on the table at the end
    below = {one: surplus < 0 for one, surplus in _family(runs, "surplus").items()}
    lower, upper = weighted_quantiles(texts, runs.weight, [0.25, 0.75])

    def of_texts(count: Floats) -> Part:
        return _part(runs, count, texts)

    def of_frameworks(hit: Bools) -> Part:
        return _part(runs, hit.astype(float), agreed.astype(float))

    return TextCounts(
        runs=len(texts),
        texts=int(texts.sum()),
        mean=float((runs.weight * texts).sum()) / runs.total,
        lower_quartile=lower,
        upper_quartile=upper,
        by={
            one: ByOne(one in parties, of_texts(n), of_texts(revising[one]))
            for one, n in tabled.items()
        },
        revisions=of_texts(_sum(runs, (n for one, n in revising.items() if one not in parties))),
        counters=of_texts(_sum(runs, (n for one, n in revising.items() if one in parties))),
        agreed=of_texts(left * agreed),
        unanswered=of_texts(unanswered),
        missing={one: of_texts(n) for one, n in _family(runs, "missing").items()},
        answered=of_texts(lapsed - unanswered),
        replaced=of_texts(replaced),
        standing=of_texts(left * ~agreed),
        below=of_frameworks(np.logical_or.reduce(list(below.values()))),
        below_by={one: of_frameworks(hit) for one, hit in below.items()},
        shut=_shut(runs),
    )


def _column(runs: Runs, name: str) -> Floats:
    return runs.frame[name].cast(float).fill_null(float("nan")).to_numpy()


def _family(runs: Runs, name: str) -> dict[str, Floats]:
    """The columns of a family, by actor."""
    start = f"{name}."
    named = (one for one in runs.frame.columns if one.startswith(start))
    return {one.removeprefix(start): _column(runs, one) for one in named}


def _sum(runs: Runs, columns: Iterable[Floats]) -> Floats:
    total = np.zeros_like(runs.weight)
    for column in columns:
        total = total + column
    return total


def _part(runs: Runs, count: Floats, whole: Floats) -> Part:
    weighed = float((runs.weight * whole).sum())
    share = float((runs.weight * count).sum()) / weighed if weighed else 0.0
    return Part(int(count.sum()), int(whole.sum()), share)


def _shut(runs: Runs) -> Part:
    """Draws of the inputs in none of whose runs a package is open."""
    most = np.zeros(runs.draws)
    np.maximum.at(most, runs.place, _column(runs, "open_packages"))
    shut, weights = most == 0, runs.importance()
    return Part(int(shut.sum()), runs.draws, float((weights * shut).sum() / weights.sum()))
