"""The moments of a run at which somebody decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.scenario.case import Case
from sim.talks.events import AnyEvent, TalksOpened, TextTabled
from sim.talks.fold import evolve, opened
from sim.talks.state import State


def tabled(case: Case, events: Sequence[AnyEvent]) -> Iterator[tuple[State, TextTabled]]:
    """Every text of a run that the model tables, with the state at that minute before it."""
    first = events[0]
    assert isinstance(first, TalksOpened)
    state = opened(case, first)
    for event in events[1:]:
        if isinstance(event, TextTabled) and event.provenance == "simulated":
            before = state.branch(state.luck)
            before.tick = event.tick
            yield before, event
        evolve(state, event)


def package_of(state: State, event: TextTabled) -> int:
    """The package of a text's terms."""
    names = state.tables.names
    options = tuple(
        ids.index(event.terms[issue])
        for issue, ids in zip(names.issues, names.options, strict=True)
    )
    return names.package_options.index(options)
