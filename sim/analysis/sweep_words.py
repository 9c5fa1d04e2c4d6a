"""What a sweep comes to, in sentences for pages and figures."""

from __future__ import annotations

import math

from sim.analysis.shifts import points, points_span
from sim.analysis.sweeps import Point, Sweep
from sim.analysis.tipping import LEAST, SURELY, Found, Tipping
from sim.analysis.wording import ENDED, in_100, named, percent
from sim.ensemble.axes import Axis, shown
from sim.text import many

HEADS = {
    "tips": "A tipping point",
    "gentle": "A gentle slope, no tipping point",
    "unsure": "A steep stretch, no tipping point told apart",
    "above": "No tipping point, stays above 50 of 100",
    "below": "No tipping point, stays below 50 of 100",
    "flat": "Flat, not told apart from no effect",
    "bent": "Not one way only, no tipping point told",
}


def size_of(sweep: Sweep) -> str:
    """`21 points, each 400 runs: 50 draws of the other inputs x 8 runs of luck`."""
    draws, luck = sweep.draws, sweep.luck
    return (
        f"{many(len(sweep.points), 'point')}, each {draws * luck:,} runs: {many(draws, 'draw')} of "
        f"the other inputs x {many(luck, 'run')} of luck, the same luck at every point"
    )


def record_when(sweep: Sweep) -> str:
    """Whether the shares are before the record or after it, for figures; "" where there is none."""
    given = sweep.points[0].record is not None
    return "After the record: every point has the reported answers. " if given else ""


def headline(sweep: Sweep) -> str:
    """What was found, short enough for a figure."""
    tip = sweep.tip
    if tip is None:
        return ""
    head, outcome = HEADS[tip.verdict], named(tip.outcome)
    text = f"{outcome[0].upper()}{outcome[1:]}: {head[0].lower()}{head[1:]}"
    if tip.verdict == "tips" and tip.crossing is not None:
        at_ = f"{place(tip.crossing.at)} {sweep.axes[0].unit}"
        level = percent(tip.crossing.interval.level)
        return f"{text} at {at_} ({level} interval {span(tip.crossing, tip)})"
    return text


def told(sweep: Sweep) -> list[str]:
    """What was found along one input, a paragraph each."""
    tip, axis = sweep.tip, sweep.axes[0]
    if not axis.numeric:
        return ["These values have no order, so no tipping point is looked for."]
    if tip is None:
        return [f"With fewer than {LEAST} values that have runs no tipping point is looked for."]
    parts = [_judged(tip, axis)]
    if tip.astray:
        where = ", ".join(map(shown, tip.astray))
        parts.append(
            f"Not one way only: at {where} the share lies apart from the monotone fit (intervals "
            f"that hold together at {percent(tip.trend.interval.level)}), which so does not tell "
            "all of it: look at the figure."
        )
    return parts


def _judged(tip: Tipping, axis: Axis) -> str:
    head, unit, level = HEADS[tip.verdict], axis.unit, percent(tip.trend.interval.level)
    trend = (
        "along a straight line from the lowest value to the highest the share of "
        f"{named(tip.outcome)} changes by {points(tip.trend.at)} of 100 ({level} interval "
        f"{points_span(tip.trend.interval)})"
    )
    if tip.verdict in {"flat", "above", "below"} or tip.crossing is None or tip.width is None:
        crosses = tip.verdict in {"above", "below"} and tip.crossed > 1 - SURELY
        but = f"; in {in_100(tip.crossed)} of 100 resampled studies it crosses" if crosses else ""
        return f"{head}: {trend}{but}."
    width = (
        f"the middle 80% of its way takes {place(tip.width.at)} {unit} "
        f"({span(tip.width, tip)}) of the {place(tip.values[-1] - tip.values[0])} looked at"
    )
    crossing = f"{place(tip.crossing.at)} {unit} ({level} interval {span(tip.crossing, tip)})"
    if tip.verdict == "tips":
        fewer, more = ("below", "above") if tip.rises else ("above", "below")
        return (
            f"{head} at {crossing}: {fewer} it fewer than 50 of 100 runs {ENDED[tip.outcome]}, "
            f"{more} it more; {width}."
        )
    if tip.verdict == "gentle":
        return f"{head}: {width}; it is at 50 of 100 at {crossing}, and {trend}."
    return (
        f"{head}: the share is at 50 of 100 at {crossing}, but in {in_100(1 - tip.crossed)} of 100 "
        f"resampled studies it does not cross it; {width}."
    )


def place(value: float) -> str:
    """A value along an input, as finely as it is known."""
    return f"{value:.3g}"


def span(found: Found, tip: Tipping) -> str:
    """An interval along an input: `50 to 57`, `50 to beyond 100`."""
    low, high = found.interval.low, found.interval.high
    first = place(low) if math.isfinite(low) else f"below {shown(tip.values[0])}"
    last = place(high) if math.isfinite(high) else f"beyond {shown(tip.values[-1])}"
    return f"{first} to {last}"


def record_told(sweep: Sweep) -> str:
    """How often the record comes out along it; nothing where nothing is recorded."""
    known = [point for point in sweep.points if point.record is not None]
    if not known:
        return ""
    least, most = (pick(known, key=_record) for pick in (min, max))
    seldom, often = in_100(_record(least)), in_100(_record(most))
    text = f"The record comes out in {seldom} of 100 tries, whatever the value."
    if seldom != often:
        text = (
            f"The record comes out in {seldom} of 100 tries at {at(least)} and in {often} at "
            f"{at(most)}: where it hardly does, it speaks against the value."
        )
    weighted = [one for point in known for one in point.shares[:1] if one.weighted]
    if weighted:
        worth = min(one.effective for one in weighted)
        text += (
            f" At {len(weighted):,} of the {many(len(sweep.points), 'point')} it is too rare to "
            f"wait for: runs there carry weights, and are worth as few as {worth:,.0f}."
        )
    if sweep.empty:
        points = many(len(sweep.points), "point")
        text += f" At {sweep.empty:,} of the {points} no try gives it: no runs."
    return text


def _record(point: Point) -> float:
    return 0.0 if point.record is None else point.record


def at(point: Point) -> str:
    """A point by its values."""
    return " and ".join(map(shown, point.values))
