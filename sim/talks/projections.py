"""What is read off a log or the state it folds to: the outcome, worths, positions by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.tables import Source
from sim.talks.events import AnyEvent, FrameworkAgreed, TalksOpened
from sim.talks.fold import evolve, opened
from sim.talks.positions import aspiration_of, reservation_of
from sim.talks.state import State
from sim.talks.tallies import Tally, tally


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run came to. Days count from the end of the record; None: it never was.

    `open_packages` are those that hard red lines left a way to consent, as demands stood at the
    end; `texts` are all, `tally` those tabled after the record.
    """

    outcome: str
    end_day: float
    framework_day: float | None
    terms: dict[str, str] | None  # of the framework, by issue
    worths: dict[str, float] | None  # of the framework, by actor with a stake
    surpluses: dict[str, float] | None  # over no deal when it was reached, of those it needed
    no_deal: dict[str, float]  # reservation value at the end, by actor with a stake
    open_packages: int
    texts: int
    tally: Tally
    events: int
    tried: int
    weight: float


def summary(events: Sequence[AnyEvent], state: State) -> Summary:
    """The outcome of a finished run."""
    assert state.outcome, "the run is not over"
    names, now = state.tables.names.actors, state.tables.rules.now
    agreed = next((e for e in reversed(events) if isinstance(e, FrameworkAgreed)), None)
    worths = None
    if state.framework is not None:
        package = state.framework.package
        worths = {names[i]: state.stand[i].worths[package] for i in state.tables.concerned}
    return Summary(
        outcome=state.outcome,
        end_day=(state.tick - now) / MINUTES_A_DAY,
        framework_day=None if agreed is None else (agreed.tick - now) / MINUTES_A_DAY,
        terms=None if agreed is None else agreed.terms,
        worths=worths,
        surpluses=None if agreed is None else agreed.surpluses,
        no_deal={names[i]: reservation_of(state, i, state.tick) for i in state.tables.concerned},
        open_packages=len(state.tables.open_packages(tuple(state.phases))),
        texts=state.texts,
        tally=tally(events, state.tables),
        events=len(events),
        tried=state.tried,
        weight=state.weight,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one actor stands at one moment; worths in its own scale of 0-1."""

    actor: str
    day: float  # from the end of the record; before it negative
    aspiration: float
    no_deal: float
    best: float
    live: float | None  # worth of the live text


def standings(state: State) -> list[Standing]:
    """Where everyone stands whose consent may be needed, by name."""
    text, tables = state.live, state.tables
    return [
        Standing(
            actor=tables.names.actors[i],
            day=(state.tick - tables.rules.now) / MINUTES_A_DAY,
            aspiration=aspiration_of(state, i, state.tick),
            no_deal=reservation_of(state, i, state.tick),
            best=state.stand[i].best,
            live=None if text is None else state.stand[i].worths[text.package],
        )
        for i in tables.concerned
    ]


def worth_series(source: Source, events: Sequence[AnyEvent]) -> list[Standing]:
    """Everyone's standing after each event of a log, from the fold alone."""
    first = events[0]
    assert isinstance(first, TalksOpened), "a log starts with TalksOpened"
    state = opened(source, first)
    found = standings(state)
    for event in events[1:]:
        evolve(state, event)
        found.extend(standings(state))
    return found
