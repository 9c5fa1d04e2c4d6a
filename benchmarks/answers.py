"""An outside check of one function: how people answered formal proposals of known worth.

    python -m benchmarks.answers [--draws 400] [--refits 200] [--seed 1]

The model's answer function (`benchmarks.proposals`) with the tool's own wide ranges, and with two
or three numbers fitted by maximum likelihood, beside baselines that know nothing of it. Whatever
is fitted is scored on dialogues that it was not fitted to. All guesses are printed, whatever comes
out. See docs/external-check.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from textwrap import wrap

import numpy as np
from scipy.optimize import Bounds, minimize
from scipy.special import expit

from benchmarks.proposals import ALL, Answerer, Answers, read, scenario
from sim.analysis.resample import bootstrap, resamples, tails
from sim.analysis.runs import Bools, Floats, Ints
from sim.analysis.wording import NOTICE
from sim.scenario.defaults import DEFAULTS

LEVEL = 0.95
CONCESSIONS = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)
CONSTANT, LOGIT, BOTH = "constant", "logit, own points", "logit, own points and behind"
DRAWN, END = "drawn at the start", "100% conceded"
FITTED, NOT_AVERSE = "fitted", ", no aversion"


@dataclass(frozen=True, slots=True)
class Fit:
    """The numbers that fit best, and the chances of a yes that they give (P,)."""

    numbers: dict[str, float]
    chances: Floats


def fit(answerer: Answerer, yes: Floats, no: Floats, *, averse: bool) -> Fit:
    """The numbers under which these answers are likeliest, within the tool's own ranges.

    Everybody's no deal is worth the same here, so the margin that a yes needs cannot be told from
    concession: it is held at 0, and the concession is anything from none to all of the way.
    """
    ranges = {"concession": (0.0, 1.0)}
    for name in ("precision", "aversion") if averse else ("precision",):
        ranges[name] = DEFAULTS[name].least, DEFAULTS[name].most
    low, high = np.array([*ranges.values()]).T

    def numbers(unit: Floats) -> dict[str, float]:
        fitted = dict(zip(ranges, (low + unit * (high - low)).tolist(), strict=True))
        return {"accept_bar": 0.0, "aversion": 0.0} | fitted

    def loss(unit: Floats) -> float:
        chances = answerer.chances(**numbers(unit))
        return float(losses(chances, yes, no).sum() / (yes.sum() + no.sum()))

    best = minimize(loss, np.full(len(low), 0.5), method="L-BFGS-B", bounds=Bounds(0.0, 1.0)).x
    return Fit(numbers(best), answerer.chances(**numbers(best)))


def refitted(answers: Answers, answerer: Answerer, refits: int) -> list[dict[str, float]]:
    """The numbers that fit best where the dialogues are drawn again, with aversion."""
    found = []
    for block in resamples(answers.dialogue.max() + 1, 0, refits):
        for times in block:
            counts = answers.counts(times[answers.dialogue].astype(float))
            found.append(fit(answerer, *counts, averse=True).numbers)
    return found


def logit(columns: Floats, yes: Floats, no: Floats) -> Floats:
    """(P,) chances of a logit on columns (P, C) and a constant; no part of the model."""
    design = np.column_stack([np.ones(len(columns)), columns])

    def loss(slopes: Floats) -> float:
        x = design @ slopes
        return float((yes * np.logaddexp(0, -x) + no * np.logaddexp(0, x)).sum())

    return np.asarray(expit(design @ minimize(loss, np.zeros(design.shape[1])).x))


def constant(yes: Floats, no: Floats) -> Floats:
    """(P,) the share of yes, whatever is proposed."""
    return np.full(len(yes), yes.sum() / (yes.sum() + no.sum()))


def losses(chances: Floats, yes: Floats, no: Floats) -> Floats:
    """The log loss of chances of a yes, times how many said yes and no."""
    safe = np.clip(chances, 1e-12, 1 - 1e-12)
    return -np.asarray(yes * np.log(safe) + no * np.log1p(-safe))


def baselines(answers: Answers) -> dict[str, Floats]:
    """(N,) chances of a yes that know nothing of the model."""
    own, other = (answers.pairs / ALL).T
    behind = np.column_stack([own, np.maximum(0.0, other - own)])
    return {
        CONSTANT: answers.from_others(constant),
        LOGIT: answers.from_others(partial(logit, own[:, None])),
        BOTH: answers.from_others(partial(logit, behind)),
    }


def by_default(answers: Answers, answerers: Sequence[Answerer]) -> dict[str, Floats]:
    """(N,) chances of a yes averaged over draws of the tool's own ranges; nothing is fitted."""
    points = {DRAWN: None} | {f"{100 * share:.0f}% conceded": share for share in CONCESSIONS}
    guesses = {}
    for name, share in points.items():
        for what, numbers in ((name, {}), (name + NOT_AVERSE, {"aversion": 0.0})):
            drawn = [answerer.chances(share, **numbers) for answerer in answerers]
            guesses[what] = np.mean(drawn, axis=0)[answers.pair]
    return guesses


def by_fit(answers: Answers, answerer: Answerer) -> dict[str, Floats]:
    """(N,) chances of a yes of the model, fitted to the other folds."""

    def chances(averse: bool, yes: Floats, no: Floats) -> Floats:
        return fit(answerer, yes, no, averse=averse).chances

    return {
        FITTED: answers.from_others(partial(chances, True)),
        FITTED + NOT_AVERSE: answers.from_others(partial(chances, False)),
    }


@dataclass(frozen=True, slots=True)
class Score:
    """A number, and its 95% interval if the dialogues were drawn again."""

    value: float
    low: float
    high: float


def scores(answers: Answers, guesses: Mapping[str, Floats], against: str = "") -> dict[str, Score]:
    """The mean log loss of each guess, or how much less it is than that of one of them.

    Dialogues are resampled as wholes, the same for every guess; what was fitted stays.
    """
    yes = answers.yes.astype(float)
    each = {name: losses(chances, yes, 1 - yes) for name, chances in guesses.items()}
    if against:
        each = {name: each[against] - loss for name, loss in each.items()}
    return {name: resampled(answers, loss) for name, loss in each.items()}


def resampled(answers: Answers, values: Ints | Floats, among: Bools | None = None) -> Score:
    """The mean of values (N,), over some answers or all, with its interval by dialogue."""
    counted = np.ones(len(values)) if among is None else among.astype(float)
    sums = np.bincount(answers.dialogue, values * counted)
    sizes = np.bincount(answers.dialogue, counted)
    again = bootstrap(len(sizes), 0, lambda times: (times @ sums / (times @ sizes))[:, None])
    low, high = np.quantile(again, tails(LEVEL)).tolist()
    return Score(float(sums.sum() / sizes.sum()), low, high)


def groups(answers: Answers, fitted: Floats) -> dict[str, Bools]:
    """Answers by what was proposed, when, and the chance of a yes that the fitted model gives."""

    def cut(what: str, values: Ints | Floats, ends: Sequence[int], unit: str) -> dict[str, Bools]:
        return {
            f"{what} {low}-{high - (unit == '')}{unit}": (values >= low) & (values < high)
            for low, high in pairwise(ends)
        }

    own = cut("own points", answers.own, (0, 13, 16, 18, 20, 23, 37), "")
    ahead = {"not behind": answers.behind <= 0}
    behind = cut("behind by", answers.behind, (1, 4, 7, 37), "")
    order = {"first proposal": ~answers.later, "after a refusal": answers.later}
    chance = cut("fitted chance", 100 * fitted, (0, 50, 75, 85, 92, 100), "%")
    return own | ahead | behind | order | chance


def score_rows(answers: Answers, guesses: Mapping[str, Floats]) -> Iterator[str]:
    """Each guess with its log loss, and the intervals of how much nearer it comes than two."""
    yield f"{'':46}{'less than the':>15}{'less than the':>15}"
    yield f"{'log loss':40}{'(again)':>10}{'constant':>15}{'logit':>15}"
    alone = scores(answers, guesses)
    gains = [scores(answers, guesses, other) for other in (CONSTANT, LOGIT)]
    for name, loss in alone.items():
        span = f"{loss.low:.2f}-{loss.high:.2f}"
        more = (f"{gain[name].low:+.3f} {gain[name].high:+.3f}" for gain in gains)
        yield f"{name:34}{loss.value:>6.3f}{span:>10}" + "".join(f"{one:>15}" for one in more)


def aversion_rows(answers: Answers, guesses: Mapping[str, Floats]) -> Iterator[str]:
    """What aversion to one-sided texts takes off the log loss, everything else alike."""
    yield f"{'log loss':34}{'with aversion':>15}{'without':>9}{'less (again)':>20}"
    alone = scores(answers, guesses)
    for name in guesses:
        if f"{name}{NOT_AVERSE}" in guesses:
            gain = scores(answers, guesses, f"{name}{NOT_AVERSE}")[name]
            without = alone[f"{name}{NOT_AVERSE}"].value
            yield (
                f"{name:34}{alone[name].value:>15.3f}{without:>9.3f}"
                f"{f'{gain.low:+.3f} {gain.high:+.3f}':>20}"
            )


def share_rows(answers: Answers, guesses: Mapping[str, Floats]) -> Iterator[str]:
    """Of groups of answers, how many said yes, and how many each guess expects to."""
    shown = {"drawn": DRAWN, "end": END, "fitted": FITTED, "logit": LOGIT}
    heads = "".join(f"{head:>8}" for head in shown)
    yield f"{'yes of 100':22}{'answers':>8}{'said':>6}{'(again)':>9}{heads}"
    for name, among in groups(answers, guesses[FITTED]).items():
        said = resampled(answers, 100 * answers.yes, among)
        expected = (100 * guesses[guess][among].mean() for guess in shown.values())
        yield (
            f"{name:22}{among.sum():>8}{said.value:>6.0f}{f'{said.low:.0f}-{said.high:.0f}':>9}"
            f"{''.join(f'{share:>8.0f}' for share in expected)}"
        )


def fit_rows(answers: Answers, answerer: Answerer, refits: int) -> Iterator[str]:
    """The numbers that fit all answers best, with their intervals by dialogue."""
    counts = answers.counts(np.ones(len(answers.pair)))
    best, without = (fit(answerer, *counts, averse=averse).numbers for averse in (True, False))
    again = refitted(answers, answerer, refits)
    yield f"{'fitted to all answers':34}{'with aversion':>15}{'(again)':>13}{'without':>9}"
    for name in ("precision", "concession", "aversion"):
        low, high = np.quantile([numbers[name] for numbers in again], tails(LEVEL)).tolist()
        yield f"{name:34}{best[name]:>15.2f}{f'{low:.2f}-{high:.2f}':>13}{without[name]:>9.2f}"


CAVEATS = """
Again: 95% interval, if the dialogues were drawn again. Drawn, end: the tool's own wide ranges
at the start of talks, and with all conceded; nothing in them is fitted. What is fitted is scored
on other dialogues than it was fitted to. This tests one function, on pairs of people who had
talked over most proposals before; it does not test mediation.
"""


def main(args: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="An outside check on real answers.")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--refits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(args)
    answers = read(asked.seed)
    case = scenario(answers.pairs)
    answerers = [Answerer(answers, case, asked.seed, draw) for draw in range(asked.draws)]
    guesses = baselines(answers) | by_default(answers, answerers) | by_fit(answers, answerers[0])
    dialogues = answers.dialogue.max() + 1
    print(f"{len(answers.yes):,} answers ({answers.yes.sum()} yes) in {dialogues} dialogues")
    print(f"The guesses are those of {NOTICE}.")
    for rows in (
        score_rows(answers, guesses),
        aversion_rows(answers, guesses),
        share_rows(answers, guesses),
        fit_rows(answers, answerers[0], asked.refits),
        wrap(" ".join(CAVEATS.split()), 80),
    ):
        print("", *rows, sep="\n")


if __name__ == "__main__":
    main()
