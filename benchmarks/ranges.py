"""How well the range across inputs is known: planted truths, and every shipped scenario.

    python -m benchmarks.ranges                          # planted truths: a CPU minute
    python -m benchmarks.ranges flat-sale 1500 100       # a scenario: 1,500 draws of 100 runs

A planted truth is a distribution of the draws' chances. A scenario's is the shares that so many
draws of it had in so many runs each; from these chances draws are drawn anew, so that nothing is
told but the method's own error. Errors are of both ends, in points of 100: the mean, and the
standard deviation.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaincinv, betaln, expit

from sim.analysis import mixing
from sim.analysis.runs import Floats
from sim.api import OUTCOMES, ensemble, load

REPEATS = 200
ENDS = (0.05, 0.95)
Chances = Callable[[np.random.Generator, int], Floats]
Way = Callable[[Chances, np.random.Generator], tuple[float, ...]]


def clumps(where: tuple[float, ...], parts: tuple[float, ...]) -> Chances:
    """So many parts of the draws at each of some chances."""
    shares = np.array(parts) / sum(parts)
    return lambda rng, n: rng.choice(np.array(where), size=n, p=shares)


PLANTED: dict[str, Chances] = {
    "clumps .02, .5, .9": clumps((0.02, 0.5, 0.9), (1, 1, 1)),
    "clumps .02, .3, .9 (2:3:5)": clumps((0.02, 0.3, 0.9), (2, 3, 5)),
    "beta(2, 3)": lambda rng, n: rng.beta(2, 3, n),
    "beta(.3, .3)": lambda rng, n: rng.beta(0.3, 0.3, n),
    "beta(.5, 1.5)": lambda rng, n: rng.beta(0.5, 1.5, n),
    "beta(20, 20)": lambda rng, n: rng.beta(20, 20, n),
    "half 0, half beta(2, 2)": lambda rng, n: np.where(rng.random(n) < 0.5, 0, rng.beta(2, 2, n)),
}


def beta_binomial(chances: Chances, rng: np.random.Generator) -> tuple[float, ...]:
    """A beta distribution fitted to 1,000 draws of two runs (Skellam 1948)."""
    hits = rng.binomial(2, chances(rng, 1000)).astype(np.float64)

    def loss(at: Floats) -> float:
        a, b = expit(at[0]) * np.exp(at[1]), (1 - expit(at[0])) * np.exp(at[1])
        return -float(np.sum(betaln(hits + a, 2 - hits + b) - betaln(a, b)))

    mean, size = minimize(loss, np.zeros(2), bounds=[(-14, 14), (-4.6, 11.5)]).x
    a, b = expit(mean) * np.exp(size), (1 - expit(mean)) * np.exp(size)
    return tuple(float(betaincinv(a, b, end)) for end in ENDS)


def mixture(draws: int, luck: int) -> Way:
    """The fit of this package to so many draws of so many runs."""

    def fitted(chances: Chances, rng: np.random.Generator) -> tuple[float, ...]:
        hits = rng.binomial(luck, chances(rng, draws)).astype(np.float64)
        found = mixing.fit(hits, np.full(draws, float(luck)), np.ones(draws))
        return tuple(found.quantile(end) for end in ENDS)

    return fitted


def known(draws: int) -> Way:
    """The ends of so many draws whose chances are known: what no method can better."""
    return lambda chances, rng: tuple(np.quantile(chances(rng, draws), ENDS, method="inverted_cdf"))


WAYS: dict[str, Way] = {
    "beta-binomial, 1,000 x 2": beta_binomial,
    "mixture, 100 x 20": mixture(100, 20),
    "mixture, 300 x 20": mixture(300, 20),
    "chances known, 300 draws": known(300),
}


def of_scenario(name: str, draws: int, luck: int) -> dict[str, Chances]:
    """The shares of each outcome in each of so many draws."""
    frame = ensemble(load(name), draws * luck, draws, seed=11).frame
    found: dict[str, Chances] = {}
    for outcome in OUTCOMES:
        hits = np.bincount(frame["draw"], weights=frame["outcome"] == outcome, minlength=draws)
        if 0 < hits.sum() < len(frame):
            found[f"{name}: {outcome.replace('_', ' ')}"] = shared(hits / luck)
    return found


def shared(chances: Floats) -> Chances:
    """Draws as likely to have each of these chances."""
    return lambda rng, n: rng.choice(chances, size=n)


def main() -> None:
    """Print a table of Markdown."""
    name, *size = sys.argv[1:] or [""]
    truths = of_scenario(name, *map(int, size or ("1500", "100"))) if name else PLANTED
    rng = np.random.default_rng(1)
    print(f"| truth | 5-95% | {' | '.join(WAYS)} |")
    print("|---|---|" + "---|" * len(WAYS))
    for truth, chances in truths.items():
        ends = np.quantile(chances(rng, 200_000), ENDS)
        cells = []
        for way in WAYS.values():
            off = 100 * (np.array([way(chances, rng) for _ in range(REPEATS)]) - ends)
            both = zip(off.mean(axis=0), off.std(axis=0), strict=True)
            cells.append(", ".join(f"{mean:+.1f} ± {spread:.1f}" for mean, spread in both))
        low, high = 100 * ends
        print(f"| {truth} | {low:.0f}-{high:.0f} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
