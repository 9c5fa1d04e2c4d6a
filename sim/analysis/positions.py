"""Positions on one line: naive forecasts from them, and how far guesses lie from an outcome.

For an issue whose options are numbers. A guess is one number or a distribution of them;
both are scored against the known outcome by the expected distance and by the continuous
ranked probability score (Gneiting & Raftery 2007), which for one number is that distance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.resample import Interval, bootstrap, tails
from sim.analysis.runs import Floats, Runs, runs_of, weighted_quantiles
from sim.scenario.tables import Tables

if TYPE_CHECKING:
    import polars as pl

ENDS = (0.05, 0.95)  # between which the middle 90% of a guess lies
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Position:
    """Where an actor stands on the line, and what it counts for.

    `capability` is in any unit, at least 0; `salience` is 0 to 1; `place` in the unit of
    the line.
    """

    actor: str
    capability: float
    place: float
    salience: float


@dataclass(frozen=True, slots=True)
class Score:
    """A guess beside the outcome, in the unit of the line.

    `low` and `high` hold the middle 90% of the guess. `distance` is the expected absolute
    distance to the outcome, `crps` the score that counts its spread too; less is nearer.
    """

    median: float
    low: float
    high: float
    distance: float
    crps: float


@dataclass(frozen=True, slots=True)
class Guess:
    """A named guess of some kind; `again`: how far its distance would move if played again.

    `without` is the share of runs that agreed on nothing and so guess nothing; None where
    nothing was played.
    """

    name: str
    kind: str
    score: Score
    again: Interval | None = None
    without: float | None = None


def positions_of(tables: Tables, issue: int, places: Sequence[float]) -> list[Position]:
    """Where the parties stand on one issue, in the order of actors.

    Parameters
    ----------
    tables : the numbers of one input draw; capabilities are the weights of its consent
    issue : its place among the issues
    places : what each option of it is on the line

    Raises
    ------
    AssertionError
        If a party has no one option that is worth most to it.
    """
    found = []
    for i in tables.parties:
        stance = tables.actors[i].stances[issue]
        assert stance is not None, tables.names.actors[i]
        best = [o for o, value in enumerate(stance.values) if value == max(stance.values)]
        assert len(best) == 1, (tables.names.actors[i], best)
        name, weight = tables.names.actors[i], tables.consent.weights[i]
        found.append(Position(name, weight, places[best[0]], stance.salience))
    return found


def weighted_mean(places: Sequence[float], weights: Sequence[float]) -> float:
    """The mean of places by weight: the compromise model (Van den Bos 1991).

    Raises
    ------
    AssertionError
        If nothing weighs anything.
    """
    x, w = _checked(places, weights)
    return float((x * w).sum() / w.sum())


def weighted_median(places: Sequence[float], weights: Sequence[float]) -> float:
    """The place with no more than half of the weight on either side (Black 1948).

    Where half of it lies on each side exactly, the middle between the two places.

    Raises
    ------
    AssertionError
        If nothing weighs anything.
    """
    x, w = _checked(places, weights)
    order = np.argsort(x, kind="stable")
    x, share = x[order], np.cumsum(w[order]) / w.sum()
    low = x[int(np.argmax(share >= 0.5 - _CLOSE))]
    high = x[int(np.argmax(share > 0.5 + _CLOSE))]
    return float((low + high) / 2)


def naive_forecasts(positions: Sequence[Position]) -> dict[str, float]:
    """The mean and the median of positions, by capability x salience, by capability, evenly."""
    places = [one.place for one in positions]
    weighings = {
        "capability x salience": [one.capability * one.salience for one in positions],
        "capability": [one.capability for one in positions],
        "one actor, one vote": [1.0 for _ in positions],
    }
    rules = {"mean": weighted_mean, "median": weighted_median}
    return {
        f"{what} position, {by}": rule(places, weights)
        for by, weights in weighings.items()
        for what, rule in rules.items()
    }


def scored(
    places: Sequence[float], outcome: float, weights: Sequence[float] | None = None
) -> Score:
    """Score a guess: one place, or several by weight (None: all the same).

    Raises
    ------
    AssertionError
        If there is no place, or nothing weighs anything.
    """
    x, w = _checked(places, [1.0] * len(places) if weights is None else weights)
    w = w / w.sum()
    middle, (low, high) = weighted_median(x.tolist(), w.tolist()), weighted_quantiles(x, w, ENDS)
    distance = float((w * np.abs(x - outcome)).sum())
    return Score(middle, low, high, distance, distance - _half_spread(x, w))


def agreed_places(
    frame: pl.DataFrame, issue: str, places: Mapping[str, float]
) -> tuple[Runs, Floats] | None:
    """The runs that reached a framework, and where on the line each put the issue.

    None where no run did.

    Parameters
    ----------
    frame : one row a run, with `framework_day` and a column `term.<issue>`
    issue : its id
    places : what each option is on the line, by its id
    """
    reached = frame.filter(frame["framework_day"].is_not_null() & (frame["weight"] > 0))
    if reached.is_empty():
        return None
    runs = runs_of(reached)
    options = runs.frame[f"term.{issue}"].cast(str).to_list()
    return runs, np.array([places[option] for option in options], dtype=np.float64)


def distance_again(
    runs: Runs, places: Floats, outcome: float, level: float = 0.95, seed: int = 0
) -> Interval:
    """How far the expected distance would move if all were played again.

    A bootstrap over input draws of the runs with a place, `places` (N,) being theirs.

    Parameters
    ----------
    runs : the runs that have a place
    places : where each of them ends, in the unit of the line
    outcome : what the distance is to
    level : of the interval, in (0, 1)
    seed : of the bootstrap alone
    """
    weight = runs.by_draw(runs.weight)
    far = runs.by_draw(runs.weight * np.abs(places - outcome))

    def resampled(times: Floats) -> Floats:
        means: Floats = ((times @ far) / (times @ weight))[:, None]
        return means

    found = bootstrap(runs.draws, seed, resampled)
    low, high = np.quantile(found[:, 0], tails(level)).tolist()
    return Interval(low, high, level, "bootstrap over input draws")


def _half_spread(x: Floats, w: Floats) -> float:
    """Half the expected distance of two draws of a guess."""
    order = np.argsort(x, kind="stable")
    share = np.cumsum(w[order])[:-1]
    return float((share * (1.0 - share) * np.diff(x[order])).sum())


def _checked(places: Sequence[float], weights: Sequence[float]) -> tuple[Floats, Floats]:
    x, w = np.asarray(places, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    assert x.shape == w.shape, (x.shape, w.shape)
    assert (w >= 0).all(), "a weight is below 0"
    assert w.sum() > 0, "nothing weighs anything"
    return x, w
