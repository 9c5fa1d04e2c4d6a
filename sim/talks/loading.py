"""What the arrays of a run can hold, and what comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core import codes
from sim.core.state import State
from sim.core.tables import Tables
from sim.scenario.stances import Stance
from sim.scenario.tables import Tables as Numbers
from sim.talks import timers
from sim.talks.arrays import PROTOCOLS, RULES, TACTIC, tables_of

if TYPE_CHECKING:
    from sim.talks.state import State as Talks

MOST_WORTHS = 1_000_000  # numbers that the arrays of a draw have room for: about 16 MB


def playable(talks: Talks) -> bool:
    """Whether the loop can play what comes: nothing forced, played by people or plugged in."""
    return bool(talks.closed and playable_once_closed(talks))


def playable_once_closed(talks: Talks) -> bool:
    """The same of a state whose record closes next."""
    rules = talks.tables.rules
    if talks.moved < len(talks.script) or talks.seats or talks.forks:
        return False
    if rules.mediation not in RULES or rules.protocol not in PROTOCOLS:
        return False
    for actor in talks.tables.actors:
        if actor.tactic != TACTIC:
            return False
    return worths_of(talks.tables) <= MOST_WORTHS


def moving(numbers: Numbers, phases: list[tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """By demand, the phases that it may come to yet; none where that is too much for arrays.

    Those that come all the same are looked up when they do.
    """
    found: dict[int, tuple[int, ...]] = {}
    if worths_of(numbers) > MOST_WORTHS:
        return found
    issues = len(numbers.names.issues)
    for i, actor in enumerate(numbers.actors):
        for j, stance in enumerate(actor.stances):
            further = [] if stance is None else _further(stance)
            ways = tuple([phase for phase in further if phase != phases[i][j]])
            if ways:
                found[i * issues + j] = ways
    return found


def coming(talks: Talks, numbers: Numbers) -> dict[int, tuple[int, ...]]:
    """The same of talks that go on with other numbers: their timers stand."""
    found = moving(numbers, talks.phases)
    if worths_of(numbers) > MOST_WORTHS:
        return found
    phases = {timers.DEMAND: codes.PHASE_RAISED, timers.WITHDRAWAL: codes.PHASE_WITHDRAWN}
    issues = len(numbers.names.issues)
    for kind, pair in talks.timers:
        phase = phases.get(kind)
        if phase is not None and phase != talks.phases[pair // issues][pair % issues]:
            found[pair] = tuple(dict.fromkeys((*found.get(pair, ()), phase)))
    return found


def _further(stance: Stance) -> list[int]:
    found = [] if stance.raised is None else [codes.PHASE_RAISED]
    return found if stance.withdrawn is None else [*found, codes.PHASE_WITHDRAWN]


def worths_of(numbers: Numbers) -> int:
    """What packages are worth: how many numbers, for all that demands may come to."""
    stands = 0
    for actor in numbers.actors:
        ways = 1
        for stance in actor.stances:
            if stance is not None and stance.dated:
                ways *= codes.PHASES
        stands += ways
    return stands * len(numbers.names.package_keys)


def opening_tables(numbers: Numbers) -> Tables:
    """The numbers of a draw as arrays, for talks that open; made once for the same numbers."""
    found: Tables | None = numbers.__dict__.get("_core")
    if found is None:
        phases = [tuple([_at_first(stance) for stance in one.stances]) for one in numbers.actors]
        found = tables_of(numbers, phases, moving(numbers, phases), codes.TEXTS)
        numbers.__dict__["_core"] = found
    return found


def _at_first(stance: Stance | None) -> int:
    raised_later = stance is not None and stance.raised is not None
    return codes.PHASE_NOT_YET if raised_later else codes.PHASE_RAISED


def rows_of(state: State) -> list[tuple[int, ...]]:
    """The events of a run as rows of whole numbers: see `codes`."""
    width = codes.WIDTH
    return [
        tuple([state.event[place] for place in range(k * width, (k + 1) * width)])
        for k in range(state.events)
    ]


def floats_of(state: State) -> list[float]:
    """The numbers of all rows, one after another."""
    return [state.float_[k] for k in range(state.floats)]


def ending_of(state: State) -> tuple[int, int]:
    """The outcome, a place in `OUTCOMES`, and the package of its framework; NONE: it has none."""
    return state.outcome, state.framework_package if state.framework else codes.NONE
