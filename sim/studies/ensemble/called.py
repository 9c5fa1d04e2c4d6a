"""What inputs, outcomes and levels are called on an ensemble's page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.analysis.wording import named
from sim.telling.labels import spoken
from sim.text import unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.effects import Row as Position
    from sim.analysis.products import Where
    from sim.analysis.unknowns import Level, Unknown
    from sim.studies.ensemble.result import EnsembleResult, Names

_PLURALS = {
    "deal": "deals",
    "framework_only": "frameworks without a deal",
    "implementation_failed": "failed implementations",
    "collapsed": "collapses",
    "no_agreement": "runs without agreement",
}
ASSUMED, REPORTED = "assumed", "reported"


def field(path: str) -> str:
    """A path below its actor: `corridor.red_line` is `corridor: red line`."""
    return ": ".join(spoken(part) for part in path.split("."))


def input_of(names: Names, path: str) -> str:
    """A whole path: `hamas.corridor.red_line` is `Hamas, corridor: red line`."""
    actor, _, rest = path.partition(".")
    return (
        f"{names.actors[actor]}, {field(rest)}" if rest and actor in names.actors else field(path)
    )


def outcomes(names: Names, outcome: str, own: str = "") -> str:
    """Runs of an outcome: `deals`; `deals, corridor: forces stay`, but for one's `own` issue."""
    issue, term, option = outcome.partition("=")
    if not term:
        return _PLURALS.get(outcome, named(outcome))
    title = names.options[issue][option]
    return f"deals: {title}" if issue == own else f"deals, {spoken(issue)}: {title}"


def moved_outcome(names: Names, outcome: str, own: str = "") -> str:
    """An outcome in short: `no agreement`, `corridor: forces stay`, but for one's `own` issue."""
    issue, term, option = outcome.partition("=")
    if not term:
        return named(outcome)
    title = names.options[issue][option]
    return title if issue == own else f"{spoken(issue)}: {title}"


def value(names: Names, path: str, text: str) -> str:
    """A value of an input, actors and options by their titles."""
    if text in names.actors:
        return names.actors[text]
    for part in path.split("."):
        if text in names.options.get(part, {}):
            return names.options[part][text]
    return spoken(text)


def ends(names: Names, row: Position) -> str:
    """The ends of a position: `from none to hard`."""
    low, high = (value(names, row.path, end) for end in (row.low, row.high))
    return f"from {low} to {high}"


def level(names: Names, one: Unknown, level: Level) -> str:
    """Where an input lies, and in how many draws: `hard (138)`."""
    at = where(names, one.path, (level.name, level.low, level.high), one.unit)
    return f"{at} ({level.draws:,})"


def where(names: Names, path: str, at: Where, unit: str) -> str:
    """Where an input lies: a name as it is called, or a span of numbers."""
    name, low, high = at
    return value(names, path, name) if low is None or high is None else span(low, high, unit)


def span(low: float, high: float, unit: str) -> str:
    """Numbers of an input, to what their scale carries: `0-12`, `0.037-0.4 a day`.

    Points have the decimals of their width, other numbers two digits of their own.
    """
    points = unit in ("", "points")
    decimals = [_decimals(high - low if points and high > low else end) for end in (low, high)]
    ends = [f"{end:.{places}f}" for end, places in zip((low, high), decimals, strict=True)]
    ends = [end.rstrip("0").rstrip(".") if "." in end else end for end in ends]
    where = "-".join(dict.fromkeys(ends))
    return where if points else f"{where} {unit_of(where, unit)}"


def _decimals(size: float) -> int:
    """Decimals that leave two digits of a number."""
    return max(0, 1 - math.floor(math.log10(size))) if size > 0 else 0


def who_says_of(row: Position) -> str:
    """The same of a position; setting another want than the reported one is contrary to that."""
    return "contrary to the report" if row.reported else who_says(row.evidence)


def who_says(evidence: Sequence[str]) -> str:
    """Whether a fact backs the words of an input; the number behind them never."""
    return REPORTED if evidence else ASSUMED


def where_all(result: EnsembleResult, stem: str) -> str:
    """Where the rest of a table stands: in its file, where that was written."""
    name = f"{stem}.csv"
    return f"in {name}" if name in result.played.files else "with --all"
