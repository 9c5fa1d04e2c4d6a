"""An outside check: our distribution beside published forecasts of one case that has ended.

    python benchmarks/external.py [--runs 2000] [--draws 100] [--seed 1] [--jobs 0] [-o DIR]

The case is `emission-standards`, after Table 2 of Scholz, Calbert and Smith (2011). What they
report besides, and no scenario holds, stands here: the outcome, and the forecasts of Bueno de
Mesquita (1994). The scenario and its four variants were written, and this list made, before any
run was looked at; all are printed, whatever comes out. See docs/external-check.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from sim.analysis.baselines import (
    KALAI_SMORODINSKY,
    MEAN,
    NASH,
    kalai_smorodinsky,
    mean_positions,
    nash,
    option_ids,
    standing,
)
from sim.analysis.design import design_of
from sim.analysis.positions import (
    Guess,
    agreed_places,
    distance_again,
    naive_forecasts,
    positions_of,
    scored,
)
from sim.analysis.terms import Terms, framework_terms
from sim.analysis.wording import NOTICE, in_100, size_of, span_in_100
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.ensemble.what_if import under
from sim.plots.figure import Plate, save_plate
from sim.plots.guesses import OUTCOME, agreed_plate, guesses_plate
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.tables import Tables

NAME, ISSUE = "emission-standards", "years"
HAPPENED = 8.833  # years, as reported
PUBLISHED = {"published forecast, at first": 8.35, "published forecast, at last": 9.05}
AS_IT_IS = "the model, as it is"


@dataclass(frozen=True, slots=True)
class Arm:
    """The scenario as it is, or under a variant; no guess where it reached no framework."""

    name: str
    terms: Terms
    guess: Guess | None


def years(case: Case) -> dict[str, float]:
    """What each option is on the line: its title begins with the number."""
    titles = case.labels.options[ISSUE]
    ids = case.names.options[case.names.issues.index(ISSUE)]
    return {option: float(titles[option].partition(" ")[0]) for option in ids}


def told(case: Case) -> list[Guess]:
    """The guesses that need no run: published, naive, and by chance."""
    line = years(case)
    tables = case.at(case.draw(lambda _: 0.5))
    places = list(line.values())
    naive = naive_forecasts(positions_of(tables, case.names.issues.index(ISSUE), places))
    return [
        *(Guess(name, "published", scored([x], HAPPENED)) for name, x in PUBLISHED.items()),
        *(Guess(name, "naive", scored([x], HAPPENED)) for name, x in naive.items()),
        Guess("every option alike", "chance", scored(places, HAPPENED)),
    ]


def by_rules(found: Ensemble) -> list[Guess]:
    """What our own simple rules give over the input draws of an ensemble."""
    line, case = years(found.case), found.case
    firsts = found.frame.unique("draw", keep="first", maintain_order=True)
    given: dict[str, list[float]] = {MEAN: [], NASH: [], KALAI_SMORODINSKY: []}
    j = case.names.issues.index(ISSUE)
    for row in firsts.iter_rows(named=True):
        inputs = {
            name.removeprefix("input."): value
            for name, value in row.items()
            if name.startswith("input.") and value is not None
        }
        for rule, option in rules_of(case.at(inputs), j).items():
            given[rule].append(line[option])
    return [Guess(rule, "rule", scored(places, HAPPENED)) for rule, places in given.items()]


def rules_of(tables: Tables, issue: int) -> dict[str, str]:
    """The option that each rule gives on an issue; of packages that tie the first in the file."""
    at = standing(tables)
    return {
        MEAN: mean_positions(tables)[issue],
        NASH: option_ids(tables, nash(tables, at)[0])[issue],
        KALAI_SMORODINSKY: option_ids(tables, kalai_smorodinsky(tables, at)[0])[issue],
    }


def played(name: str, found: Ensemble) -> Arm:
    """What the frameworks of an ensemble say of the years, and what they guess."""
    line, case = years(found.case), found.case
    options = dict(zip(case.names.issues, case.names.options, strict=True))
    terms = framework_terms(found.frame, options)
    reached = agreed_places(found.frame, ISSUE, line)
    if reached is None:
        return Arm(name, terms, None)
    runs, places = reached
    score = scored(places.tolist(), HAPPENED, runs.weight.tolist())
    again = distance_again(runs, places, HAPPENED)
    return Arm(name, terms, Guess(name, "model", score, again, terms.without))


def page(guesses: Sequence[Guess], arms: Sequence[Arm], size: str) -> str:
    """All guesses as a table of at most 80 columns."""
    rows = [
        f"Emission standards: years of delay; reported outcome {HAPPENED:g}",
        f"This is {NOTICE}.",
        *wrap(f"The model's rows are of its frameworks, among {size}.", 80),
        "",
        f"{'':42}{'median':>6}{'5-95%':>9}{'far':>6}{'(again)':>9}{'score':>7}",
    ]
    for one in guesses:
        x = one.score
        span = f"{x.low:g}-{x.high:g}" if x.high > x.low else ""
        again = "" if one.again is None else f"{one.again.low:.1f}-{one.again.high:.1f}"
        rows.append(
            f"{one.name:42}{x.median:>6.2f}{span:>9}{x.distance:>6.2f}{again:>9}{x.crps:>7.2f}"
        )
    rows += ["", f"{'of 100 runs, without a framework':42}{'':6}{'(again)':>9}{'(inputs)':>9}"]
    for arm in arms:
        terms = arm.terms
        again, inputs = (span_in_100(x) for x in (terms.without_sampling, terms.without_inputs))
        rows.append(f"{arm.name:42}{in_100(terms.without):>6}{again:>9}{inputs:>9}")
    return "\n".join([*rows, "", *wrap(CAVEATS, 80)])


CAVEATS = """
5-95%: the middle 90% of a guess. Far: expected absolute distance to the outcome, in
years. Score: the continuous ranked probability score, which counts spread too; less is
nearer. Again: 95% interval, if all were played again. Inputs: 90% range, if the inputs
that nobody reported differ. One case whose end was known: no skill can be claimed from it.
"""


def arms_of(case: Case, settings: Settings) -> tuple[Ensemble, list[Arm]]:
    """The scenario and its variants, played; the first ensemble besides."""
    first = ensemble(case, settings)
    arms = [played(AS_IT_IS, first)]
    for name, variant in case.what_if.items():
        title = f"  {variant.title[0].lower()}{variant.title[1:]}"
        arms.append(played(title, ensemble(under(case, name)[0], settings)))
    return first, arms


def plates(case: Case, arms: Sequence[Arm], guesses: Sequence[Guess], size: str) -> list[Plate]:
    """Both figures."""
    numbers = {"outcome": (OUTCOME, HAPPENED)}
    numbers |= {one.name: (one.kind, one.score.median) for one in guesses[:2]}
    numbers |= {
        f"weighted {what}": ("naive", one.score.median)
        for what, one in zip(("mean", "median"), guesses[2:4], strict=True)
    }
    marks = [Guess(name, kind, scored([x], HAPPENED)) for name, (kind, x) in numbers.items()]
    return [
        agreed_plate(arms[0].terms, ISSUE, years(case), marks, case.title),
        guesses_plate(guesses, HAPPENED, case.title, size),
    ]


def main(args: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="An outside check on one ended case.")
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, help="folder for figures and their numbers")
    asked = parser.parse_args(args)
    case = load(NAME)
    first, arms = arms_of(case, Settings(asked.runs, asked.draws, asked.seed, asked.jobs))
    guesses = [*told(case), *by_rules(first)]
    guesses += [arm.guess for arm in arms if arm.guess is not None]
    size = size_of(design_of(first.frame))
    print(page(guesses, arms, size))
    if asked.output is not None:
        for plate in plates(case, arms, guesses, size):
            save_plate(plate, asked.output)


if __name__ == "__main__":
    main()
