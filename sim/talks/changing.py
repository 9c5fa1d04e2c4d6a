"""A position set anew from now on: the numbers that the talks go on with (`sim.core.changing`)."""

from __future__ import annotations

from dataclasses import replace

from sim.core.tables import Tables as Arrays
from sim.scenario.defaults import rows
from sim.scenario.tables import Actor, Tables
from sim.talks import stepping
from sim.talks.arrays import set_anew, tables_of, tell_worths
from sim.talks.events import InputChanged
from sim.talks.guarding import tactic_of
from sim.talks.loading import coming
from sim.talks.state import State


def from_now(state: State, event: InputChanged) -> tuple[Tables, Arrays]:
    """What fields set by an event make of a state's numbers, and as arrays."""
    source = state.tables.source.variant(tuple(event.sets.items()))
    tables = source.at({**state.tables.values, **event.values})
    state.tactics = [tactic_of(actor.tactic) for actor in tables.actors]
    return replace(tables, actors=kept(state, tables)), tables_from_now(state, tables, None)


def tables_from_now(state: State, numbers: Tables, actors: tuple[int, ...] | None) -> Arrays:
    """What a change from now makes of a state's numbers.

    Parameters
    ----------
    numbers
        Those of the changed case.
    actors
        Whose numbers alone may differ; None: any.
    """
    left = replace(numbers, actors=kept(state, numbers))
    core = state.core
    if actors is None:
        ways = coming(state, left)
        found = tables_of(left, state.phases, ways, stepping.texts_named(core))
    else:
        found = set_anew(stepping.tables_at(core), left, actors)
    tell_worths(found, [actor.worth for actor in numbers.actors])
    return found


def kept(state: State, tables: Tables) -> tuple[Actor, ...]:
    """A new no-deal worth strikes as a shock: what is believed of the old one stays known.

    What has acted by now stays too.
    """
    return tuple(
        new if new is old else replace(new, **{name: getattr(old, name) for name in _KEPT})
        for old, new in zip(state.tables.actors, tables.actors, strict=True)
    )


_KEPT = [row.name for row in rows("actor") if row.from_now in {"shock", "settled"}]
