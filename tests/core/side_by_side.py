"""One run by both clocks: what follows a moment after the record, event for event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sim.core import codes, loop
from sim.core.codes import TEXTS
from sim.engine.clock import Clock
from sim.engine.looping import crossroads, finished
from sim.engine.play import Start, play_record
from sim.ensemble.changed import Change
from sim.scenario.case import Case
from sim.talks import loading, stepping
from sim.talks.events import OUTCOMES, AnyEvent, InputChanged
from sim.talks.fold import evolve
from sim.talks.luck import Luck
from sim.talks.projections import summary
from sim.talks.rows import events_of, row_of
from sim.talks.state import State


def closed_run(case: Case, seed: int, run: int) -> tuple[State, AnyEvent]:
    """A run whose record has closed, and its last event; its inputs are the first that are drawn.

    Raises
    ------
    RecordError
        Where they cannot give the record.
    """
    values = case.draw(partial(Luck(seed, run).u, "inputs"))
    _, before = play_record(case, values, Start(seed, run))
    state, events = before.branch(Luck(seed, run)), list[AnyEvent]()
    state.ceiling = 0.0  # its luck is drawn as it is given the record, however rare
    Clock(state, events.append, enough=_closed).run()
    return state, events[-1]


def _closed(state: State) -> bool:
    return state.closed


def check_same(closed: State, places: Sequence[float] = ()) -> int:
    """Play a state on by both clocks, and from further events of that run, given as shares.

    Returns
    -------
    How many events followed.
    """
    slow: list[AnyEvent] = []
    one = Clock(closed.branch(closed.luck), slow.append).run()
    for at in (0, *(int(place * len(slow)) for place in places)):
        begun = closed.branch(closed.luck)
        for event in slow[:at]:
            evolve(begun, event)
        if begun.outcome:
            continue
        way = crossroads(begun.branch(begun.luck), -1)
        assert way is not None
        told = way.ending()
        fast: list[AnyEvent] = []
        if told is None:  # more than the arrays hold: left to the other clock
            assert one.texts >= TEXTS - 1
            assert not finished(begun, fast)
            assert not fast
            continue
        assert finished(begun, fast)
        assert fast == slow[at:]
        assert summary(fast, begun) == summary(slow[at:], one)
        package = one.framework.package if one.framework is not None else -1
        assert told == (OUTCOMES.index(one.outcome), package)
    return len(slow)


def check_rows(closed: State) -> int:
    """Play a state on by the loop: its rows are those of the events that are made of them.

    Returns
    -------
    How many rows there are.
    """
    assert closed.core is not None
    core = stepping.twin(closed.core, closed.luck.key)
    loop.play_on(core)
    rows, floats = loading.rows_of(core), loading.floats_of(core)
    for row, event in zip(rows, events_of(rows, floats, closed.tables, closed.seq), strict=True):
        first, count = row[codes.FLOATS], row[codes.COUNT]
        again, numbers = row_of(event, closed.tables)
        again[codes.FLOATS] = first
        assert tuple(again) == row
        assert repr(numbers) == repr(floats[first : first + count])  # a NaN is one again
    return len(rows)


def changed_run(state: State, last: AnyEvent, case: Case, change: Change) -> State:
    """The same run with fields of its case set anew from now on."""
    before = {one.path: one.dist for one in case.inputs}
    moved = [one for one in case.variant(change).inputs if before.get(one.path) != one.dist]
    values = {one.path: one.sample(state.luck.u("inputs", one.path)) for one in moved}
    new = {path: u for path, u in values.items() if state.tables.values.get(path) != u}
    branch = state.branch(state.luck)
    sets = InputChanged(
        seq=state.seq, tick=state.tick, actor="", cause=last.seq, fired=last.fired,
        provenance="chosen", sets=dict(change), values=new,
    )  # fmt: skip
    evolve(branch, sets)
    return branch
