"""What a run came to, in numbers: its outcome, its framework, what became of its texts.

As `sim.talks.projections` and `sim.talks.tallies`, which say what each of them is. Texts of the
record are given: only those tabled after it are counted.
"""

from __future__ import annotations

from sim.core import codes, consent, positions, primitives
from sim.core.state import State


def sum_up(state: State, texts: int, into: list[float], first: int) -> None:
    """Write the numbers of a run that is over, where `codes` has them, from `first` on.

    `texts` had been tabled as its record closed.
    """
    n = state.tables.actors
    into[first + codes.RUN_OUTCOME] = state.outcome
    into[first + codes.RUN_TICK] = state.tick
    into[first + codes.RUN_TEXTS] = state.texts
    into[first + codes.RUN_EVENTS] = state.seq
    into[first + codes.RUN_OPEN] = _open_packages(state)
    own = first + codes.RUN_ACTORS
    for k in range(codes.RUN_TABLED * n):
        into[own + k] = primitives.NAN
    for k in range(codes.RUN_TABLED * n, codes.RUN_KINDS * n):
        into[own + k] = 0.0
    _sum_up_worths(state, into, first)
    _tally(state, texts, into, first)


def _open_packages(state: State) -> int:
    consent.open_packages(state)
    found = 0
    for package in range(state.tables.packages):
        if state.open_[package]:
            found += 1
    return found


def _sum_up_worths(state: State, into: list[float], first: int) -> None:
    n, own = state.tables.actors, first + codes.RUN_ACTORS
    into[first + codes.RUN_FRAMEWORK] = codes.NONE
    into[first + codes.RUN_FRAMEWORK_TICK] = primitives.NAN
    for k in range(state.tables.concerned_count):
        actor = state.tables.concerned[k]
        no_deal = positions.reservation_of(state, actor, state.tick, 0.0)
        into[own + codes.RUN_NO_DEAL * n + actor] = no_deal
        if state.framework:
            worth = positions.worth_of(state, actor, state.framework_package)
            into[own + codes.RUN_WORTH * n + actor] = worth
    for k in range(state.events):
        e = k * codes.WIDTH
        if state.event[e + codes.KIND] == codes.AGREED:
            into[first + codes.RUN_FRAMEWORK] = state.event[e + codes.PACKAGE]
            into[first + codes.RUN_FRAMEWORK_TICK] = state.event[e + codes.TICK]
            for actor in range(n):
                surplus = state.float_[state.event[e + codes.FLOATS] + actor]
                into[own + codes.RUN_SURPLUS * n + actor] = surplus


def _tally(state: State, texts: int, into: list[float], first: int) -> None:
    """Count the texts; there is one at a time, and who has answered it is noted on the way."""
    n, own, lapsed, replaced, unanswered = state.tables.actors, first + codes.RUN_ACTORS, 0, 0, 0
    package, by = codes.NONE, codes.NONE
    for k in range(state.events):
        e = k * codes.WIDTH
        kind, actor = state.event[e + codes.KIND], state.event[e + codes.ACTOR]
        if kind == codes.TABLED:
            package, by = state.event[e + codes.PACKAGE], actor
            for other in range(n):
                state.whose[other] = other == by
            into[own + codes.RUN_TABLED * n + by] += 1.0
            if state.event[e + codes.MORE] >= 0:
                into[own + codes.RUN_REVISING * n + by] += 1.0
        elif kind in (codes.ANSWERED, codes.REVISED):
            state.whose[actor] = 1
        elif kind == codes.LAPSED and state.event[e + codes.TEXT] > texts:
            if state.event[e + codes.GIVEN] == codes.SUPERSEDED:
                replaced += 1
                continue
            lapsed += 1
            unanswered += _count_missing(state, package, into, own + codes.RUN_MISSING * n)
    into[first + codes.RUN_LAPSED] = lapsed
    into[first + codes.RUN_UNANSWERED] = unanswered
    into[first + codes.RUN_REPLACED] = replaced


def _count_missing(state: State, package: int, into: list[float], first: int) -> int:
    """Count who has not answered a text that needed their consent; whether anybody has not."""
    found = 0
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        needs = state.tables.needs[actor * state.tables.packages + package]
        if needs and not state.whose[actor]:
            into[first + actor] += 1.0
            found = 1
    return found
