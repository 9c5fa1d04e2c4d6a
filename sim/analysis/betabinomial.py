"""How a share differs between input draws, with luck taken out.

Each draw d has a chance p_d of its own, and its runs are independent given it: a
beta-binomial (Skellam 1948), fitted by marginal maximum likelihood, or by moments where
that does not converge. More luck a draw makes p_d better known but does not spread the
p_d; more draws make the fit better known but do not narrow it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaincinv, betaln, expit

from sim.analysis.runs import Floats

_LOG_SIZE = (float(np.log(1e-2)), float(np.log(1e5)))
_LOGIT_MEAN = (-14.0, 14.0)


@dataclass(frozen=True, slots=True)
class Beta:
    """A beta distribution by its mean and its size (a + b; large: narrow)."""

    mean: float
    size: float

    def quantile(self, at: float) -> float:
        """Quantile of the conditional share, 0 to 1."""
        if np.log(self.size) >= _LOG_SIZE[1] - 1e-6:  # draws do not differ
            return self.mean
        return float(betaincinv(self.mean * self.size, (1 - self.mean) * self.size, at))


def fit(hits: Floats, runs: Floats, weight: Floats) -> Beta:
    """The beta distribution of the draws' chances.

    Parameters
    ----------
    hits, runs : (D,) arrays
        Successes and (effective) runs of each draw; neither all nor none may succeed.
    weight : (D,) array
        What each draw weighs.
    """
    start = by_moments(hits, runs, weight)
    weight = weight / weight.mean()

    def loss(at: Floats) -> float:
        mean, size = float(expit(at[0])), float(np.exp(at[1]))
        a, b = mean * size, (1 - mean) * size
        return -float(weight @ (betaln(hits + a, runs - hits + b) - betaln(a, b)))

    found = minimize(
        loss,
        np.array([np.log(start.mean / (1 - start.mean)), np.log(start.size)]),
        method="L-BFGS-B",
        bounds=[_LOGIT_MEAN, _LOG_SIZE],
    )
    if not (found.success and np.isfinite(found.fun)):
        return start
    return Beta(float(expit(found.x[0])), float(np.exp(found.x[1])))


def by_moments(hits: Floats, runs: Floats, weight: Floats) -> Beta:
    """The fit by the first two moments of the draws' shares (Kleinman 1973)."""
    weight = weight / weight.sum()
    shares = hits / runs
    mean = float(weight @ shares)
    assert 0 < mean < 1, "all draws agree: there is nothing to fit"
    noise = float(weight @ (1 / runs))
    spread = float(weight @ (shares - mean) ** 2) / (1 - float(weight @ weight))
    # One run a draw, all but for draws of next to no weight, tells nothing of how alike.
    alike = (spread / (mean * (1 - mean)) - noise) / (1 - noise) if noise < 1 - 1e-9 else 0.0
    size = 1 / alike - 1 if alike > 0 else np.inf
    return Beta(mean, float(np.clip(size, *np.exp(_LOG_SIZE))))
