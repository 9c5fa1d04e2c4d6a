"""A scenario whose parties have changed places: its page is the mirror, within its intervals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.analysis.resample import Interval
from sim.api import EnsembleRequest, EnsembleResult, ensemble_results
from sim.scenario.loading import load_text
from tests.often import tried

# Two parties that differ in all that is unknown: worth and salience of one, a line of the other.
TALKS = """
title: Talks of two
question: Whether changing places changes anything else.
limits: Made up.
protocol: alternating_offers
calendar: {start: 2025-01-01, now: 2025-01-01, horizon: 60 days}
issues:
  price: {title: The price, options: {low: low, middling: middling, high: high}}
parties:
  no_deal: {worth: 40, loss_in_90_days: 10}
  salience: {price: 80}
  firmness: 50
  precision: 90
  aversion: 0
  accept_bar: 10
  reject_bar: 100
  blame: 0
  opening_concession: 90
  tolerance: 50
suspension: {chance: 0}
after_yes: {breaks_down: 0 a day, settles: 0.1 a day}
actors:
  left:
    title: left
    roles: [party]
    no_deal: {worth: [5, 80]}
    firmness: [10, 90]
    price: {wants: low}
  right:
    title: right
    roles: [party]
    price: {wants: high, red_line: {choice: {none: 1, hard: 1}}}
"""
SWAP = {"left": "right", "right": "left", "low": "high", "high": "low"}


def swapped(text: str) -> str:
    """Left for right, and low for high."""
    return re.sub(r"\b(left|right|low|high)\b", lambda found: SWAP[found[0]], text)


def mirror_of(text: str) -> str:
    """The same talks, with actors and options in their first order."""
    head, actors = text.split("actors:\n")
    left, right = re.split(r"(?=^  right:)", actors, flags=re.MULTILINE)
    return f"{head}actors:\n{swapped(right)}{swapped(left)}"


def page(text: str, runs: int, kept: int, seed: int) -> EnsembleResult:
    """What is found of some talks."""
    request = EnsembleRequest(runs, runs, seed, kept=kept)
    *_, whole = ensemble_results(load_text(text, "talks.yaml"), request)
    return whole


@tried(30, 600)
def test_a_mirrored_scenario_has_the_mirrored_page_within_its_intervals(runs: int) -> None:
    kept = max(20, runs // 4)
    here = page(TALKS, runs, kept, 1)
    there = page(mirror_of(TALKS), runs, kept, 2)
    terms = zip(here.deal_terms["price"], reversed(there.deal_terms["price"]), strict=True)
    overlap([one.sampling for one in here.outcomes], [one.sampling for one in there.outcomes])
    for one, other in terms:
        overlap([one.sampling], [other.sampling])
    moved_alike(here, there)
    built_alike(here, there)


def moved_alike(here: EnsembleResult, there: EnsembleResult) -> None:
    """Each position's shift of each outcome, and that of its mirror."""
    assert here.changes is not None
    assert there.changes is not None
    rows = {row.path: row for row in there.changes.if_changed.rows}
    listed = here.changes.if_changed.listed
    assert listed != (), "so few runs tell nothing"
    for row in here.changes.if_changed.rows:
        mirror = rows.pop(swapped(row.path))
        turned = swapped(row.low) != mirror.low
        for effect in row.effects:
            other = mirror.of(swapped(effect.outcome))
            ends = (-other.most, -other.least) if turned else (other.least, other.most)
            assert effect.least <= ends[1], (row.path, effect.outcome)
            assert ends[0] <= effect.most, (row.path, effect.outcome)
    assert rows == {}


def built_alike(here: EnsembleResult, there: EnsembleResult) -> None:
    """Rules favour neither side."""
    assert here.built is not None
    assert there.built is not None
    for one, other in zip(here.built.choices, there.built.choices, strict=True):
        rules = {rule.rule: rule for rule in other.rules}
        for rule in one.rules:
            overlap(rule.intervals, rules[rule.rule].intervals)


def overlap(one: Sequence[Interval | None], other: Sequence[Interval | None]) -> None:
    for mine, its in zip(one, other, strict=True):
        if mine is not None and its is not None:
            assert mine.low <= its.high
            assert its.low <= mine.high
