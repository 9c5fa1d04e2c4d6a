"""`play`: from a case and its luck to a log, a pure function.

>>> run = play(case, Start(seed=7))      # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sim.engine.clock import Clock, never
from sim.engine.looping import COMPILED, finished
from sim.model.constants import LOGISTIC_UNIT_SD
from sim.model.draws import logistic
from sim.scenario.moves import Move
from sim.scenario.tables import Tables
from sim.talks.choices import Choice
from sim.talks.conditioning import Record
from sim.talks.event import Branch
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import opened
from sim.talks.luck import Luck
from sim.talks.state import State
from sim.talks.timers import CLOSE
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Start:
    """Where a run's luck starts from. `draw` is the number of its input draw."""

    seed: int = 0
    run: int = 0
    draw: int = 0
    attempt: int = 0  # number of the try at which the draw's inputs were kept
    what_if: str = ""  # a variant of the case from now on
    ceiling: float = 1.0  # chance of the record from which on inputs are kept for certain
    seats: tuple[str, ...] = ()  # actors that people play
    branches: tuple[Branch, ...] = ()

    @classmethod
    def of(cls, first: TalksOpened) -> Start:
        """Where a run started from, by its first event: to play it again."""
        return cls(
            first.seed,
            first.run,
            first.draw,
            first.attempt,
            first.what_if,
            first.ceiling,
            first.seats,
            first.branches,
        )


def opening_event(
    case: Case, values: Mapping[str, float | str], start: Start, tables: Tables
) -> TalksOpened:
    """The first event of a run: all that is needed to play it again; `tables` of the values."""
    return TalksOpened(
        seq=0,
        tick=0,
        actor="",
        cause=-1,
        fired=-1,
        provenance="assumed",
        scenario=case.title,
        digest=case.digest,
        engine=VERSION,
        seed=start.seed,
        run=start.run,
        draw=start.draw,
        values=dict(values),
        beliefs=_belief_errors(tables, Luck(start.seed, start.draw), start.attempt),
        attempt=start.attempt,
        what_if=start.what_if,
        ceiling=start.ceiling,
        seats=start.seats,
        branches=start.branches,
    )


def _belief_errors(tables: Tables, luck: Luck, attempt: int) -> dict[str, dict[str, float]]:
    """Everyone's lasting errors about the no-deal worth of all whose consent counts."""
    names = tables.names.actors
    return {
        holder: {
            names[about]: tables.actors[h].belief_error
            * LOGISTIC_UNIT_SD
            * logistic(luck.u(holder, f"belief_error/{names[about]}", attempt))
            for about in tables.concerned
            if about != h
        }
        for h, holder in enumerate(names)
    }


def play(
    case: Case,
    values: Mapping[str, float | str],
    start: Start,
    script: Sequence[Move] | None = None,
    choices: Sequence[Choice] = (),
) -> tuple[list[AnyEvent], State]:
    """Play one run from its opening; the same arguments give the same events, byte for byte.

    Parameters
    ----------
    values
        Effective value of every input, by path (`case.draw`).
    script
        Forced moves in order of their ticks, the record included; None is the record, and
        what the what-if of `start` adds.
    choices
        What people decided, in order.

    Returns
    -------
    The log, and the state that it folds to; without an outcome where a seat of `start` has
    still to decide: `asked(state, state.next_timer())` says what.

    Raises
    ------
    RecordError
        Where no try can give the record at these values.
    SettingError
        Where a decision is not open, or not due.
    """
    tables = case.at(values)
    first = opening_event(case, values, start, tables)
    state = opened(case, first, script, tables)
    events: list[AnyEvent] = [first]
    return events, play_on(state, events, choices)


def play_on(state: State, events: list[AnyEvent], choices: Sequence[Choice] = ()) -> State:
    """Play a state on, in place, adding what happens to a list of events.

    To its outcome, or to the next decision that a seat has to take.
    """
    return Clock(state, events.append, choices=choices).run()


def play_record(
    case: Case,
    values: Mapping[str, float | str],
    start: Start,
    enough: Callable[[State], bool] = never,
) -> tuple[list[AnyEvent], State]:
    """Play up to where the record closes, and not beyond: no luck has been drawn by then.

    It ends earlier, its state without a `record`, after an event that is `enough`.
    """
    tables = case.at(values)
    first = opening_event(case, values, start, tables)
    events: list[AnyEvent] = [first]
    clock = Clock(opened(case, first, None, tables), events.append, before=CLOSE, enough=enough)
    state = clock.run()
    if enough(state):
        return events, state
    state.record = Record.whole(state)
    return events, state


def play_after(
    record: tuple[list[AnyEvent], State], run: int, ceiling: float = 1.0
) -> tuple[list[AnyEvent], State]:
    """One run from a record played once for many: the same log as `play` gives.

    Seed, draw, attempt and what-if are the record's. `ceiling`: the chance of the record from
    which on inputs are kept for certain; below 1 luck is drawn as it is given the record, however
    rare, and the run weighs what `weight_of` says: with 0 the chance itself.

    Where the core is compiled the state that it ends in lacks what nobody asks of a run that is
    over: answers, tastes, beliefs and timers.
    """
    prefix, state = record
    first = prefix[0]
    assert isinstance(first, TalksOpened)
    own = replace(first, run=run, ceiling=ceiling)
    events = [own, *prefix[1:]]
    branch = state.branch(Luck(first.seed, run))
    branch.ceiling = ceiling
    if COMPILED:
        Clock(branch, events.append, enough=_closed).run()
        if finished(branch, events):
            return events, branch
    return events, play_on(branch, events)


def _closed(state: State) -> bool:
    return state.closed
