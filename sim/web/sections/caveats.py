"""What none of the numbers say."""

from __future__ import annotations

from sim.analysis.wording import NOTICE
from sim.text import many
from sim.web.blocks import Block, Listing
from sim.web.report import Report

_KIND = (
    f"This is {NOTICE}. A share is a count of runs of this model with these assumptions. It is "
    "not the chance that anything happens."
)
_RANGES = (
    "The interval if played again narrows with more runs; the range if the inputs differ does "
    "not. What the model leaves out is in neither."
)
_MOVES = (
    "What moves a share most depends on how wide the ranges are that were assumed. It is no "
    "measure of anyone's fault or weight."
)
_SCALES = (
    "Worths are of 0 to 100 on each actor's own scale. Those of different actors cannot be "
    "compared; where a rule compares them all the same, it is said."
)
_ACTORS = (
    "Every actor is treated as of one mind, and by the same rules. Actors are in alphabetical "
    "order."
)
_DAYS = (
    "Days after the record are counted, never dated: nothing here is an account of what happened."
)
_CHANCE = (
    "Where many differences are looked at, some look large by luck. Each table says whether its "
    "intervals hold each by itself or together."
)


def tell(report: Report) -> list[Block]:
    """Points to read before quoting anything."""
    assumed = (
        f"All {many(report.study.basis.numbers, 'number')} are assumed. Where a source is cited, "
        "it backs a word, and someone read it so."
    )
    return [Listing((_KIND, _RANGES, assumed, _MOVES, _SCALES, _ACTORS, _DAYS, _CHANCE))]
