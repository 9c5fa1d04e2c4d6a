"""What parties and stakeholders do: answer, think again, counter, offer, commit themselves."""

from __future__ import annotations

from sim.core import believing, codes, consent, grids, positions, prospects, writing
from sim.core.state import State
from sim.model import constants, draws


def answer(state: State, timer: int) -> int:
    """A first answer to the live text."""
    actor = state.timer_who[timer]
    if not state.live or state.answer[actor] != codes.SILENT:
        return codes.NONE
    return _weighed(state, timer, actor, codes.ANSWERED)


def rethink(state: State, timer: int) -> int:
    """Another answer than before; nothing where it turns out to be the same."""
    actor = state.timer_who[timer]
    if not state.live or state.answer[actor] == codes.SILENT:
        return codes.NONE
    return _weighed(state, timer, actor, codes.REVISED)


def _weighed(state: State, timer: int, actor: int, kind: int) -> int:
    """The actor's answer to the live text at a tick, and the numbers it rests on."""
    package = state.package
    luck = positions.taste(state, actor, package)
    shared = positions.shares_disposition(state, actor, package)
    pull = positions.label_pull(state, actor, state.label, state.by)
    x = positions.position(state, actor, package, pull, state.timer_due[timer], 0.0, 0)
    bar = state.place[codes.REJECT_BAR]
    given = positions.category(state, actor, package, x, bar, luck)
    if kind == codes.REVISED and given == state.answer[actor]:
        return codes.NONE
    e = writing.begin(state, kind, timer, actor)
    state.event[e + codes.TEXT] = state.number
    state.event[e + codes.GIVEN] = given
    if kind == codes.REVISED:
        state.event[e + codes.PACKAGE] = state.answer[actor]
        last, cause = state.answered_seq[actor], state.timer_cause[timer]
        state.event[e + codes.MORE] = codes.NONE if cause == last else cause
    weigh(state, e, actor, luck, shared)
    return e


def weigh(state: State, e: int, actor: int, luck: float, shared: int) -> None:
    """Write what an answer to the live text rests on: its actor's position stands at place 0."""
    hard, bar = positions.crosses(state, actor, state.package), state.place[codes.REJECT_BAR]
    state.event[e + codes.OTHER] = state.via[actor]
    state.event[e + codes.BITS] = (codes.SHARED if shared else 0) + (codes.HARD if hard else 0)
    writing.add(state, e, state.place[codes.WORTH])
    writing.add(state, e, state.place[codes.NO_DEAL])
    writing.add(state, e, state.place[codes.ASPIRATION])
    writing.add(state, e, state.place[codes.AVERSION])
    writing.add(state, e, state.tables.precision[actor])
    writing.add(state, e, luck)
    writing.add(state, e, state.tables.accept_bar[actor])
    writing.add(state, e, bar)


def state_red_line(state: State, timer: int) -> int:
    """A public commitment on the issue that weighs most with the actor, if any does."""
    actor = state.timer_who[timer]
    for k in range(actor * state.tables.issues, (actor + 1) * state.tables.issues):
        issue = state.tables.foremost[k]
        if issue == codes.NONE:
            return codes.NONE
        if state.phase[actor * state.tables.issues + issue] == codes.PHASE_RAISED:
            e = writing.begin(state, codes.LINE_STATED, timer, actor)
            state.event[e + codes.OTHER] = issue
            writing.add(state, e, state.tables.lock_in[actor])
            return e
    return codes.NONE


def counter(state: State, timer: int) -> int:
    """The text that is worth most to the party, if worth more than to let the live one stand."""
    party, tick = state.timer_who[timer], state.timer_due[timer]
    given = state.answer[party]
    if not state.live or given == codes.SILENT or given == constants.ACCEPT:
        return codes.NONE
    least = positions.reservation_of(state, party, tick, 0.0)
    _find_counters(state, party, tick, least)
    if state.candidates == 0:
        return codes.NONE
    package = _best_counter(state, party, tick, least)
    gain = _gain(state, party, package, party, codes.DRAFT, tick, least)
    if gain <= _gain(state, party, state.package, state.by, state.label, tick, least):
        return codes.NONE
    e = writing.begin(state, codes.TABLED, timer, party)
    state.event[e + codes.TEXT] = state.texts + 1
    state.event[e + codes.PACKAGE] = package
    state.event[e + codes.GIVEN] = codes.DRAFT
    state.event[e + codes.OTHER] = codes.COUNTERED
    state.event[e + codes.MORE] = state.number
    return e


def _find_counters(state: State, party: int, tick: int, least: float) -> None:
    """What would give it more than no deal, and is not refused as it was before."""
    consent.open_packages(state)
    state.candidates = 0
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        error = state.error[party * state.tables.actors + actor]
        grids.prior(state.believed, actor * codes.POINTS, state.tables.worth[actor] + error, 0.0)
    for package in range(state.tables.packages):
        if not state.open_[package] or package == state.package:
            continue
        worth = positions.worth_of(state, party, package)
        if not worth > least or positions.crosses(state, party, package):
            continue
        if state.barred[package] and not _may_pass(state, party, package, tick):
            continue
        state.candidate[state.candidates] = package
        state.bounds[state.candidates] = worth - least
        state.candidates += 1


def _may_pass(state: State, party: int, package: int, tick: int) -> int:
    """Whether it would not refuse a package again, and each other who did asks less for it now."""
    if believing.still_refuses(state, party, package, tick):
        return 0
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if actor != party and not believing.asks_less(
            state, actor, package, tick, state.believed, actor * codes.POINTS
        ):
            return 0
    return 1


def _best_counter(state: State, party: int, tick: int, least: float) -> int:
    """Branch and bound (Land & Doig 1960), as `prospects` has it."""
    keys, best, top = state.tables.names.package, codes.NONE, 0.0
    for c in range(state.candidates):
        state.visited[c] = 0
    for _ in range(state.candidates):
        c = prospects.next_bound(state)
        if best != codes.NONE and state.bounds[c] * (1.0 + constants.SEARCH_SLACK) < top:
            break
        state.visited[c] = 1
        package = state.candidate[c]
        score = prospects.settled(_gain(state, party, package, party, codes.DRAFT, tick, least))
        if best == codes.NONE or score > top or (score == top and keys[package] < keys[best]):
            best, top = package, score
    return best


def _gain(
    state: State, party: int, package: int, by: int, label: int, tick: int, least: float
) -> float:
    """P U + (1 - P) r, less r: of a text of `by` to the party, others' tastes unknown."""
    for k in range(state.tables.consenting_count):
        other = state.tables.consenting[k]
        if not prospects.needs(state, other, package):
            continue
        if other == party:
            state.chance[other] = 1.0
        elif positions.crosses(state, other, package):
            state.chance[other] = 0.0
        else:
            error = state.error[party * state.tables.actors + other]
            pull = positions.label_pull(state, other, label, by)
            ahead = tick + constants.UNENDED
            x = positions.position(state, other, package, pull, ahead, error, 0)
            state.chance[other] = draws.logistic_cdf(x - state.tables.accept_bar[other])
    chance = consent.chance(state, package)
    return chance * (positions.worth_of(state, party, package) - least)


def offer(state: State, timer: int) -> int:
    """In alternating offers: the best for the others of what it would itself accept."""
    party = state.timer_who[timer]
    tick = state.timer_due[timer]
    floor = positions.aspiration_of(state, party, tick)
    package = _best_for_others(state, party, floor, tick)
    why = codes.OFFERED
    if package == codes.NONE:
        package, why = _own_best(state, party), codes.OWN
    e = writing.begin(state, codes.TABLED, timer, party)
    state.event[e + codes.TEXT] = state.texts + 1
    state.event[e + codes.PACKAGE] = package
    state.event[e + codes.GIVEN] = codes.DRAFT
    state.event[e + codes.OTHER] = why
    state.event[e + codes.MORE] = state.number if state.live else codes.NONE
    writing.add(state, e, floor)
    return e


def _best_for_others(state: State, party: int, floor: float, tick: int) -> int:
    """By their mean worth, then its own, then the key; NONE: nothing is worth the floor.

    Or it has refused all that is, and would again.
    """
    keys, best, most, own = state.tables.names.package, codes.NONE, 0.0, 0.0
    for package in range(state.tables.packages):
        worth = positions.worth_of(state, party, package)
        if positions.crosses(state, party, package) or worth < floor:
            continue
        mean = _mean_of_others(state, party, package)
        if best != codes.NONE:
            if mean < most or (mean == most and worth < own):
                continue
            if mean == most and worth == own and keys[package] > keys[best]:
                continue
        if believing.still_refuses(state, party, package, tick):
            continue
        best, most, own = package, mean, worth
    return best


def _mean_of_others(state: State, party: int, package: int) -> float:
    total = 0.0
    for k in range(state.tables.party_count):
        if state.tables.parties[k] != party:
            total += positions.worth_of(state, state.tables.parties[k], package)
    return total / (state.tables.party_count - 1)


def _own_best(state: State, party: int) -> int:
    """Its own best that crosses no hard red line; where all do, its best that anybody can have."""
    keys, best, most = state.tables.names.package, codes.NONE, 0.0
    for lines in range(2):  # heeded at first, then not
        for package in range(state.tables.packages):
            if lines == 0 and positions.crosses(state, party, package):
                continue
            if lines == 1 and state.tables.excluded[package]:
                continue
            worth = positions.worth_of(state, party, package)
            if best != codes.NONE:
                if worth < most or (worth == most and keys[package] > keys[best]):
                    continue
            best, most = package, worth
        if best != codes.NONE:
            break
    return best
