"""What `sim.talks.state.State` says of the talks, read off the core's arrays.

A function a name. `numbers` are the tables that its actors, issues and packages are numbered by.
"""

from __future__ import annotations

from sim.core import codes, positions
from sim.core.state import State
from sim.scenario.stances import Standpoint
from sim.scenario.tables import Tables as Numbers
from sim.talks import timers
from sim.talks.labels import LABELS
from sim.talks.outcomes import NAMES as OUTCOMES
from sim.talks.parts import Beliefs, Framework, LiveText, Observation
from sim.talks.timers import KIND_NAMES, Hazard, Timer


def seq(state: State, numbers: Numbers) -> int:
    return state.seq


def tick(state: State, numbers: Numbers) -> int:
    return state.tick


def order(state: State, numbers: Numbers) -> int:
    return state.order


def moved(state: State, numbers: Numbers) -> int:
    return state.moved


def closed(state: State, numbers: Numbers) -> bool:
    return bool(state.closed)


def suspended(state: State, numbers: Numbers) -> bool:
    return bool(state.suspended)


def suspensions(state: State, numbers: Numbers) -> int:
    return state.suspensions


def outcome(state: State, numbers: Numbers) -> str:
    name: str = "" if state.outcome < 0 else OUTCOMES[state.outcome]
    return name


def session(state: State, numbers: Numbers) -> int:
    return state.session


def level(state: State, numbers: Numbers) -> float:
    return state.level


def sessions(state: State, numbers: Numbers) -> int:
    return state.later_sessions


def texts(state: State, numbers: Numbers) -> int:
    return state.texts


def tabler(state: State, numbers: Numbers) -> int:
    return state.tabler


def pending(state: State, numbers: Numbers) -> dict[tuple[str, int], Timer]:
    found = {}
    for k in range(state.timers):
        kind, who = KIND_NAMES[state.timer_kind[k]], state.timer_who[k]
        due, nth, cause = state.timer_due[k], state.timer_order[k], state.timer_cause[k]
        found[kind, who] = Timer(due, nth, kind, who, cause)
    return found


def paused(state: State, numbers: Numbers) -> dict[tuple[str, int], tuple[int, int]]:
    found = {}
    for k in range(state.paused):
        held = KIND_NAMES[state.paused_kind[k]], state.paused_who[k]
        found[held] = state.paused_left[k], state.paused_cause[k]
    return found


def hazards(state: State, numbers: Numbers) -> dict[tuple[str, int], Hazard]:
    found = {}
    for k in range(state.hazards):
        kind, who = KIND_NAMES[state.hazard_kind[k]], state.hazard_who[k]
        unit, rate = state.hazard_unit[k], state.hazard_rate[k]
        found[kind, who] = Hazard(unit, rate, state.hazard_since[k])
    return found


def phases(state: State, numbers: Numbers) -> list[tuple[int, ...]]:
    n, issues = state.tables.actors, state.tables.issues
    return [tuple([state.phase[i * issues + j] for j in range(issues)]) for i in range(n)]


def stand(state: State, numbers: Numbers) -> list[Standpoint]:
    return [numbers.standpoint(i, own) for i, own in enumerate(phases(state, numbers))]


def dispositions(state: State, numbers: Numbers) -> list[float]:
    return [state.disposition[i] for i in range(state.tables.actors)]


def errors(state: State, numbers: Numbers) -> list[list[float]]:
    n = state.tables.actors
    return [[state.error[i * n + k] for k in range(n)] for i in range(n)]


def lock(state: State, numbers: Numbers) -> list[tuple[float, int]]:
    return [(state.lock_level[i], state.lock_since[i]) for i in range(state.tables.actors)]


def shift(state: State, numbers: Numbers) -> list[float]:
    return [state.shift[i] for i in range(state.tables.actors)]


def left(state: State, numbers: Numbers) -> dict[int, tuple[float, int]]:
    """Of those for whom waiting has not cost the same all along."""
    found = {}
    for i in range(state.tables.actors):
        if state.left_share[i] != 1.0 or state.left_since[i] != state.tables.now:
            found[i] = state.left_share[i], state.left_since[i]
    return found


def conceded(state: State, numbers: Numbers) -> dict[int, tuple[float, int]]:
    """Of those who have not come down at one pace from the start."""
    found = {}
    for i in range(state.tables.actors):
        if (
            state.conceded_share[i] != state.tables.opening_concession[i]
            or state.conceded_since[i] != 0
        ):
            found[i] = state.conceded_share[i], state.conceded_since[i]
    return found


def near(state: State, numbers: Numbers) -> list[float]:
    return [state.near[i] for i in range(state.tables.actors)]


def phi(state: State, numbers: Numbers) -> list[float]:
    return [state.phi[i] for i in range(state.tables.actors)]


def said_final(state: State, numbers: Numbers) -> list[bool]:
    return [bool(state.said_final[i]) for i in range(state.tables.actors)]


def said(state: State, numbers: Numbers) -> list[int]:
    return [state.said[i] for i in range(state.tables.actors)]


def tastes(state: State, numbers: Numbers) -> dict[tuple[int, int], tuple[float, bool]]:
    """Those that something has bound."""
    found = {}
    for k in range(state.tastes):
        bound = state.taste_luck[k], bool(state.taste_shared[k])
        found[state.taste_actor[k], state.taste_package[k]] = bound
    return found


def taste(state: State, actor: int, package: int) -> tuple[float, bool]:
    """An actor's eps for a package, and whether it is its lasting disposition."""
    luck = positions.taste(state, actor, package)
    return luck, bool(positions.shares_disposition(state, actor, package))


def cuts(state: State, numbers: Numbers) -> dict[tuple[int, int, int], tuple[float, float]]:
    """By actor, package and the number of the answer's event."""
    found = {}
    for k in range(state.cuts):
        answer = state.cut_actor[k], state.cut_package[k], state.cut_seq[k]
        found[answer] = state.cut_low[k], state.cut_high[k]
    return found


def unsaid(state: State, numbers: Numbers) -> dict[int, int]:
    n = state.tables.actors
    return {i: state.unsaid[i] for i in range(n) if state.unsaid[i] != codes.NONE}


def room(state: State, numbers: Numbers) -> frozenset[int]:
    return frozenset([i for i in range(state.tables.actors) if state.room[i]])


def live(state: State, numbers: Numbers) -> LiveText | None:
    if not state.live:
        return None
    n = state.tables.actors
    return LiveText(
        state.number,
        state.text_seq,
        state.package,
        state.by,
        LABELS[state.label],
        state.tabled,
        tuple([i for i in range(n) if state.needed[i]]),
        frozenset([i for i in range(n) if state.known[i]]),
        None if state.to_answer == codes.NONE else state.to_answer,
        None if state.end == codes.NONE else state.end,
    )


def _answered(state: State) -> list[int]:
    return [i for i in range(state.tables.actors) if state.answer[i] != codes.SILENT]


def answers(state: State, numbers: Numbers) -> dict[int, int]:
    return {i: state.answer[i] for i in _answered(state)}


def answered(state: State, numbers: Numbers) -> dict[int, tuple[int, int]]:
    return {i: (state.answered_tick[i], state.answered_seq[i]) for i in _answered(state)}


def via(state: State, numbers: Numbers) -> dict[int, int]:
    return {i: state.via[i] for i in range(state.tables.actors) if state.via[i] != codes.NONE}


def carry(state: State, numbers: Numbers) -> dict[int, int]:
    return {i: state.carry[i] for i in range(state.tables.actors)}


def moods(state: State, numbers: Numbers) -> dict[tuple[int, int, int], int]:
    n, found = state.tables.actors, {}
    for i in range(n):
        for k in range(n):
            if state.mood[i * n + k] != codes.SILENT:
                found[i, k, state.package] = state.mood[i * n + k]
    return found


def beliefs(state: State, numbers: Numbers) -> list[Beliefs]:
    found = [Beliefs() for _ in range(state.tables.actors)]
    for k in range(state.seen):
        found[state.seen_actor[k]].seen.append(_observation(state, k))
    return found


def _observation(state: State, k: int) -> Observation:
    at, actor = k * state.seen_width, state.seen_actor[k]
    others = state.tables.party_count - state.tables.party[actor]
    return Observation(
        package=state.seen_package[k],
        answer=state.seen_answer[k],
        worth=state.seen_number[at + codes.SEEN_WORTH],
        best=state.seen_number[at + codes.SEEN_BEST],
        hard=bool(state.seen_hard[k]),
        conceded=state.seen_number[at + codes.SEEN_CONCEDED],
        left=state.seen_number[at + codes.SEEN_LEFT],
        added=state.seen_number[at + codes.SEEN_ADDED],
        label=state.seen_number[at + codes.SEEN_LABEL],
        attained=tuple([state.seen_number[at + codes.SEEN + nth] for nth in range(others)]),
        accept_bar=state.seen_number[at + codes.SEEN_ACCEPT_BAR],
        reject_bar=state.seen_number[at + codes.SEEN_REJECT_BAR],
    )


def barred(state: State, numbers: Numbers) -> set[int]:
    return {p for p in range(state.tables.packages) if state.barred[p]}


def begun(state: State, numbers: Numbers) -> dict[tuple[str, int], int]:
    found = {}
    for i in range(state.tables.actors):
        if state.begun_revise[i]:
            found[timers.REVISE, i] = state.begun_revise[i]
        if state.begun_counter[i]:
            found[timers.COUNTER, i] = state.begun_counter[i]
    return found


def countered(state: State, numbers: Numbers) -> dict[int, int]:
    n = state.tables.actors
    return {i: state.countered[i] for i in range(n) if state.countered[i] != codes.NONE}


def exhausted(state: State, numbers: Numbers) -> set[int]:
    return {i for i in range(state.tables.actors) if state.exhausted[i]}


def assessed(state: State, numbers: Numbers) -> dict[int, float]:
    return {i: state.assessed[i] for i in range(state.tables.actors)}


def late(state: State, numbers: Numbers) -> set[tuple[int, int]]:
    found, issues = set(), state.tables.issues
    for i in range(state.tables.actors):
        for j in range(issues):
            if state.late[i * issues + j]:
                found.add((i, j))
    return found


def framework(state: State, numbers: Numbers) -> Framework | None:
    if not state.framework:
        return None
    items = [k for k in range(state.tables.items) if state.item_left[k]]
    n = state.tables.votes
    votes = [state.tables.vote_actor[k] for k in range(n) if state.vote_left[k]]
    package, least = state.framework_package, state.framework_least
    return Framework(package, least, frozenset(items), frozenset(votes))
