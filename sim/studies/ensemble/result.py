"""What an ensemble came to, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.baselines import RuleTerm
from sim.analysis.basis import Basis
from sim.analysis.built import Built
from sim.analysis.design import Design
from sim.analysis.products import Products
from sim.analysis.shares import OutcomeShare
from sim.analysis.terms import OptionShare, Terms
from sim.analysis.text_counts import TextCounts
from sim.analysis.timing import Timing
from sim.analysis.unknowns import Unknowns
from sim.scenario.codebook import Difference
from sim.studies.ensemble.changes import Changes
from sim.studies.ensemble.ranged import Ranged
from sim.studies.ensemble.request import EnsembleRequest


@dataclass(frozen=True, slots=True)
class SetAside:
    """Runs that killed whoever played them: their numbers, and the same in words."""

    runs: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Played:
    """What was played, from where, and where it is kept.

    `name`, `sets` and `what_if` load the scenario again; `name` is "" where it is not at hand
    any more; `what_ifs` are those that the scenario names. `folder` is None where nothing was
    written.
    """

    name: str
    sets: tuple[str, ...]
    what_if: str
    what_ifs: tuple[str, ...]
    title: str
    digest: str
    horizon_days: float
    last_day: str
    detente: str
    results_digest: str
    complete: bool
    set_aside: tuple[SetAside, ...]
    folder: str | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called: actors in the order of their titles, options by issue."""

    actors: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """How rarely the model gives the record by itself.

    `kept` draws of `tried` gave it. Where it is too rare to wait for, runs are `weighted` (all
    may still weigh the same), `share` is its mean chance over a pilot's tries, and `rarest`
    says what makes it so. `limit` is that of tries a draw at which the search stopped, before 50
    draws of equal weight stood (half, of fewer than 100); 0: it did not. `raised`: how often it
    went on, since they did not yet.
    """

    entries: int
    kept: int
    tried: int
    weighted: bool
    share: float
    rarest: str
    limit: int
    raised: int = 0


@dataclass(frozen=True, slots=True)
class More:
    """What an ensemble's longer page tells besides."""

    timings: tuple[Timing, ...]
    texts: TextCounts
    terms: Terms  # of frameworks
    simple_rules: tuple[RuleTerm, ...]


@dataclass(frozen=True, slots=True)
class EnsembleResult:
    """What an ensemble came to; shares are of 1, days are after the record.

    What is None had not been worked out when this partial result was given; `to_quote` is ""
    where too few draws carry a sentence to be quoted. `widest` is the
    widest sampling interval of an outcome, in points of 100.
    """

    notice: str
    request: EnsembleRequest
    played: Played
    names: Names
    design: Design
    widest: float
    outcomes: tuple[OutcomeShare, ...]
    deal_terms: Mapping[str, tuple[OptionShare, ...]]
    to_quote: str
    record: Record
    rests_on: Basis
    parties_differ: tuple[Difference, ...]
    more: More | None = None
    unknowns: Unknowns | None = None
    products: Products | None = None  # not looked at in few draws
    built: Built | None = None
    changes: Changes | None = None
    ranged: Ranged | None = None
    complete: bool = False  # all that was asked for is there
