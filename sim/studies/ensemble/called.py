"""What inputs, outcomes and levels are called on an ensemble's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.wording import named
from sim.telling.labels import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.studies.ensemble.result import Names

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


def value(names: Names, path: str, text: str) -> str:
    """A value of an input, options by their titles."""
    for part in path.split("."):
        if text in names.options.get(part, {}):
            return names.options[part][text]
    return spoken(text)


def who_says(evidence: Sequence[str]) -> str:
    """Whether a fact backs the words of an input; the number behind them never."""
    return REPORTED if evidence else ASSUMED
