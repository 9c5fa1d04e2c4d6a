"""Which smallest changes of preference would make a state hold, as part of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.report.blocks import Block, Note, Row, Table
from sim.studies.stability.saying import called, share, state_words
from sim.text import many

if TYPE_CHECKING:
    from sim.studies.stability.result import Inverse, Needed, StabilityResult

_COMPARISONS, _SETS = 5, 4  # told of an actor
MORE = "more"


def inverse(result: StabilityResult) -> Iterator[Block]:
    """What it would take, actor by actor."""
    found = result.inverse
    if found is None:
        return
    told = _drawn if result.numbers else _sure
    rows = tuple(Row(called(result, one.actor), text=told(found, one)) for one in found.actors)
    state = f"{found.state} ({state_words(result, found.state)})"
    yield Table(f"WHAT WOULD MAKE {state} STABLE, {found.concept}", (), rows)
    together = share(found.together)
    of_draws = f"in {together} of 100 draws" if result.numbers else together
    yield Note(
        "Looked for: the fewest states that an actor now prefers to this one and would have to "
        f"prefer no longer, up to {found.most} of them (for Nash any number); all else stays. "
        f"An equilibrium once every actor's first such set is changed: {of_draws}."
    )


def _sure(found: Inverse, one: Needed) -> str:
    if not one.sets:
        return f"more than {found.most} comparisons would have to change"
    if not one.sets[0]:
        return "stable as it is"
    sets = [" and ".join(map(str, some)) for some in one.sets]
    told = ", or ".join(sets[:_SETS])
    more = f" (and {many(len(sets) - _SETS, 'other set')})" if len(sets) > _SETS else ""
    return f"must no longer prefer {told} to it{more}"


def _drawn(found: Inverse, one: Needed) -> str:
    already = f"stable as it is in {share(one.already)} of 100 draws"
    if not one.comparisons and MORE not in one.fewest:
        return already
    counts = ", ".join(
        f"{'more than ' + str(found.most) if count == MORE else count} in {many(draws, 'draw')}"
        for count, draws in one.fewest.items()
        if count != "0"
    )
    first = [f"{c.state} ({share(c.share)})" for c in one.comparisons[:_COMPARISONS]]
    which = f"; most often of {', '.join(first)}" if first else ""
    return f"{already}; else fewest changes: {counts}{which}"
