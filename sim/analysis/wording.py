"""Numbers as the page prints them: runs in 100, and the sentence to quote."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.analysis.design import RANGE_DRAWS, RANGE_LUCK
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.design import Design
    from sim.analysis.resample import Interval
    from sim.analysis.shares import OutcomeShare


NOTICE = "a model: neither news nor forecast"
ASSUMED = "every number is assumed"

ENDED = {
    "deal": "ended in a deal",
    "framework_only": "ended with a framework but no deal",
    "implementation_failed": "reached a framework that was not carried out",
    "collapsed": "ended with the talks collapsed",
    "no_agreement": "ended without agreement",
}


def named(outcome: str) -> str:
    """An outcome in plain words."""
    return outcome.replace("_", " ")


def whole(share: float) -> int:
    """A share of 0-1 as whole runs in 100, halves up."""
    return math.floor(100 * share + 0.5)


def in_100(share: float) -> str:
    """A share as runs in 100; what is not quite none or all is not rounded to it."""
    if 0 < share < 0.005:
        return "<1"
    if 0.995 <= share < 1:
        return ">99"
    return str(whole(share))


def span_in_100(interval: Interval | None) -> str:
    """An interval as runs in 100, `11-17`; a dash where there is none."""
    return "-" if interval is None else f"{whole(interval.low)}-{whole(interval.high)}"


def signed_in_100(difference: float) -> str:
    """A difference of shares as runs in 100, `+7`, halves away from 0."""
    size = whole(abs(difference))
    return f"{-size if difference < 0 else size:+d}" if size else "0"


def enough(*, above: bool) -> str:
    """What a package is worth to whom it has to suit, where it must be worth more or as much."""
    return "more than no deal" if above else "no less than no deal"


def too_little(*, above: bool) -> str:
    """What it is worth to those whom it does not suit."""
    return "no more than no deal" if above else "less than no deal"


def bar(share: float, width: int = 20) -> str:
    """A share as a row of up to `width` marks, at least one if it is not 0."""
    return "#" * (0 if share == 0 else max(1, math.floor(share * width + 0.5)))


def percent(level: float) -> str:
    """A level as `95%`."""
    return f"{100 * level:.10g}%"


def quotation(share: OutcomeShare) -> str:
    """A claim that stands by itself: a count of a model, and how it hangs on inputs."""
    ended = ENDED[share.outcome]
    if share.weighted:
        first = (
            f"In a model, {in_100(share.share)} of 100 runs {ended} "
            f"({share.runs:,} weighted runs, worth {share.effective:,.0f})."
        )
    else:
        first = f"In a model, {share.count:,} of {many(share.runs, 'run')} {ended}."
    if share.inputs is None:
        return first + " How far it depends on inputs that no source reports was not measured."
    low, high = whole(share.inputs.low), whole(share.inputs.high)
    between = f"lies between {low} and {high}%" if low < high else f"is about {low}%"
    return (
        f"{first} For nine in ten draws of the inputs that fit the record the model's chance "
        f"{between}; other assumptions would give another answer."
    )


def size_of(design: Design) -> str:
    """`2,000 runs: 1,000 draws of the unknown inputs, each played twice`."""
    runs = many(design.runs, "run")
    draws = f"{many(design.draws, 'draw')} of the unknown inputs"
    most, least = design.most_luck, design.least_luck
    if most == 1:
        text = f"{runs}, each with a draw of the unknown inputs of its own"
    elif least == most:
        each = "each " if design.draws > 1 else ""
        text = f"{runs}: {draws}, {each}played {'twice' if most == 2 else f'{most:,} times'}"
    else:
        text = f"{runs}: {draws}, each played {least:,} to {most:,} times"
    if not design.weighted:
        return text
    worth = f"{text}, weighted: worth {design.effective:,.0f}"
    return f"{worth} ({design.nothing:,} count for nothing)" if design.nothing else worth


def why_no_range(design: Design) -> str:
    """Why an ensemble of this size has no range over inputs."""
    worth = f"worth {design.effective_draws:.1f}" if design.weighted else f"{design.draws:,}"
    return (
        f"No range over inputs: it takes {RANGE_DRAWS} draws of them, each played {RANGE_LUCK} "
        f"times or more (here {worth}). Fewer draws may hold none near an end of it, and fewer "
        "runs of each do not tell inputs from luck: --draws 100 with -n 2000 gives one."
    )
