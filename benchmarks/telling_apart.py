"""How often inputs that matter are found, and how many found do not: planted, so it is known.

    python -m benchmarks.telling_apart [--repeats 400]

First table: unknowns that separate kept runs. Of 10 inputs one matters, of 128 or 400 five do, each
for a difference of 12 of 100 runs between its lowest and highest third; a draw has two runs.
Second table: the same, but an outcome of 4 of 100 runs, which five inputs of 128 make 12 of 100
more likely; these and the others are words, half of which have a level of one draw in 50.
Third table: positions set to both ends on the same kept runs, of 10 or 40 of which half move a
deal by 2 to 12 of 100. Fourth table: pairs of 128 unknowns, half of them numbers and half words, of
which one matters, for a double difference of 20 or 30 of 100 runs between its corners; and two
unknowns by themselves. `found` is the share of those that matter which are listed, `false` the
share of the listed that do not matter (the mean over repeats, none being 0), `held` the share of
the intervals of what is listed that hold the true difference. Each with its standard error over the
repeats, all of them from one seed.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np

from sim.analysis.association import Draws, apart, between, trend
from sim.analysis.if_changed import RATE
from sim.analysis.levels import LEAST_DRAWS, Told
from sim.analysis.multiple import each_level, false_finds
from sim.analysis.paired import Pairs, chances, difference
from sim.analysis.products import listed_of, product_chances
from sim.analysis.runs import Floats
from sim.scenario.loading import load

SEED = 1
APART, LUCK = 0.12, 2
RARE, LEVELS, SMALL = 0.04, 3, 0.02
PAIRED, ANY = 128, load("flat-sale").inputs[0]
Counts = tuple[float, float, float]  # found, false, held


def separated(draws: int, inputs: int, rng: np.random.Generator) -> Counts:
    """Unknowns of which a few matter."""
    matter, slope = min(5, inputs // 10), 1.5 * APART
    values = rng.uniform(size=(draws, inputs))
    chance = 0.5 + slope * (values[:, :matter] - 0.5).sum(axis=1)
    share = rng.binomial(LUCK, chance)[:, None] / LUCK
    told = Draws(share, np.ones(draws), np.full(draws, float(LUCK)))
    ranks = values.argsort(axis=0).argsort(axis=0).astype(np.float64)
    adjusted = false_finds([trend(ranks[:, k], told)[0] for k in range(inputs)])
    listed = np.flatnonzero(adjusted <= RATE)
    level = 1 - RATE * max(1, len(listed)) / inputs
    held = [_holds(told, ranks[:, k], level, APART if k < matter else 0.0) for k in listed]
    return _counts(listed, matter, held)


def _holds(told: Draws, ranks: Floats, level: float, true: float) -> bool:
    third = len(ranks) / 3
    low, high = (told.mean(of, level) for of in (ranks < third, ranks >= 2 * third))
    _, least, most = apart(low, high)
    return bool(least[0] <= true <= most[0])


def rare(draws: int, inputs: int, rng: np.random.Generator) -> Counts:
    """Words of which a few matter, for an outcome that seldom comes."""
    matter = min(5, inputs // 10)
    even = np.full(LEVELS, 1 / LEVELS)
    small = np.array([SMALL, *[(1 - SMALL) / (LEVELS - 1)] * (LEVELS - 1)])
    words = np.stack(
        [rng.choice(LEVELS, size=draws, p=(even, small)[k % 2]) for k in range(inputs)], axis=1
    )
    chance = RARE + APART * (words[:, :matter] == LEVELS - 1).sum(axis=1)
    told = Draws(rng.binomial(LUCK, chance)[:, None] / LUCK, np.ones(draws), np.full(draws, 2.0))
    every = [[words[:, k] == level for level in range(LEVELS)] for k in range(inputs)]
    groups = [[one for one in each if one.sum() >= LEAST_DRAWS] for each in every]
    adjusted = false_finds([between(each, told)[0] for each in groups])
    listed = np.flatnonzero(adjusted <= RATE)
    level, held = 1 - RATE * max(1, len(listed)) / inputs, []
    for k in listed:
        _, least, most = apart(told.mean(groups[k][0], level), told.mean(groups[k][-1], level))
        held.append(bool(least[0] <= (APART if k < matter else 0.0) <= most[0]))
    return _counts(listed, matter, held)


def moved(draws: int, rows: int, rng: np.random.Generator) -> Counts:
    """Positions of which the first half moves deals, over luck and draws that are common."""
    matter = rows // 2
    shifts = np.concatenate([np.linspace(0.02, 0.12, matter), np.zeros(rows - matter)])
    lean = rng.uniform(-0.3, 0.3, draws)
    luck, churn = rng.uniform(size=draws), rng.uniform(size=(2, rows, draws))
    pairs = Pairs.of(np.arange(draws), np.ones(draws))
    ends = [
        [
            _ended(luck < 0.5 + lean + side * shift / 2, churn[k, row])
            for k, side in enumerate((-1, 1))
        ]
        for row, shift in enumerate(shifts)
    ]
    adjusted = false_finds(chances(pairs, [high - low for low, high in ends]))
    listed = np.flatnonzero(adjusted <= RATE)
    level = each_level(1 - RATE * max(1, len(listed)) / rows, 2)
    held = []
    for row in listed:
        least, most = difference(pairs, *ends[row]).interval(0, level)
        held.append(least <= shifts[row] * 0.9 <= most)
    return _counts(listed, matter, held)


def together(draws: int, double: int, rng: np.random.Generator) -> Counts:
    """Pairs of 128 unknowns of which one matters, by `double` runs of 100 between its corners."""
    values = rng.uniform(size=(PAIRED, draws))
    thirds = np.floor(3 * values)
    told = [(_word if k % 2 else _number)(str(k), row) for k, row in enumerate(values)]
    middling = thirds / 2 - 0.5
    chance = 0.5 + 0.15 * (values[4] - 0.5) + 0.3 * (values[6] - 0.5)
    chance += double / 100 * middling[1] * middling[3]
    share = rng.binomial(LUCK, chance)[:, None] / LUCK
    known = Draws(share, np.ones(draws), np.full(draws, float(LUCK)))
    asked, chances_of = product_chances(told, known)
    rows = list(listed_of(told, known, ("deal", 0), asked, chances_of[0]))
    right = [(row.first, row.second) == ("1", "3") for row in rows]
    held = [
        row.corners.least <= (double / 100 if matters else 0.0) <= row.corners.most
        for row, matters in zip(rows, right, strict=True)
    ]
    wrong = (len(rows) - sum(right)) / max(1, len(rows))
    return float(any(right)), wrong, float(np.mean(held)) if held else np.nan


def _number(path: str, values: Floats) -> Told:
    ranks, third = values.argsort().argsort().astype(np.float64) + 1, len(values) / 3
    ends = (("", 0.0, 0.33), ("", 0.67, 1.0))
    return Told(replace(ANY, path=path), ranks, ends, (ranks <= third, ranks > 2 * third))


def _word(path: str, values: Floats) -> Told:
    groups = tuple(np.floor(3 * values) == place for place in range(3))
    levels = tuple((str(place), None, None) for place in range(3))
    return Told(replace(ANY, path=path), None, levels, groups)


def _ended(deal: np.typing.NDArray[np.bool_], churn: Floats) -> Floats:
    """A deal or none; one run in ten is thrown anew, as where a change only stirs the luck."""
    deal = np.where(churn < 0.05, True, np.where(churn > 0.95, False, deal))
    return np.stack([deal, ~deal], axis=1).astype(np.float64)


def _counts(listed: np.typing.NDArray[np.int64], matter: int, held: list[bool]) -> Counts:
    right = int((listed < matter).sum())
    wrong = (len(listed) - right) / max(1, len(listed))
    return right / matter, wrong, float(np.mean(held)) if held else np.nan


PLANTED = {
    "unknowns": (separated, (500, 1000, 2000, 6000), (10, 128, 400)),
    "words, a rare outcome": (rare, (500, 1000, 2000, 6000), (128,)),
    "positions": (moved, (250, 500, 1000), (10, 40)),
    "of 100, a pair of 128 unknowns": (together, (2000, 6000), (20, 30)),
}


def main() -> None:
    """Print all of them as one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=400)
    parser.add_argument("--only", choices=PLANTED, metavar="PLANTED")
    asked = parser.parse_args()
    repeats = asked.repeats
    print("| draws | inputs | found | false | held |\n|---|---|---|---|---|")
    for nth, (name, (plant, sizes, counts)) in enumerate(PLANTED.items()):
        for draws in sizes if asked.only in (None, name) else ():
            for inputs in counts:
                rng = np.random.Generator(np.random.PCG64([SEED, nth, draws, inputs]))
                each = np.array([plant(draws, inputs, rng) for _ in range(repeats)])
                told = " | ".join(_with_error(column) for column in each.T)
                print(f"| {draws:,} | {inputs} {name} | {told} |", flush=True)


def _with_error(values: Floats) -> str:
    """Of 100, and the standard error of it."""
    known = 100 * values[np.isfinite(values)]
    if len(known) < 2:
        return "-"
    return f"{known.mean():.1f} ± {known.std(ddof=1) / len(known) ** 0.5:.1f}"


if __name__ == "__main__":
    main()
