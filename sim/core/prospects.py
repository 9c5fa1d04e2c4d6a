"""What a mediator believes of the packages that it may table, and which it chooses.

As `sim.talks.prospects` and `sim.engine.mediation`. The packages in view are those of
`state.candidate`; a chance is worked out when a rule asks for it and kept until the next view.
"""

from __future__ import annotations

import math

from sim.core import believing, codes, consent, positions, primitives
from sim.core.state import State
from sim.model import constants


def begin(state: State, mediator: int, tick: int) -> None:
    """Look at packages anew: nothing is known of any."""
    state.memo_stamp += 1
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        state.floors[actor] = believing.believed_floor(state, mediator, actor, tick)
        state.powers[actor] = math.exp(
            constants.LEAN_POWER * state.tables.bias[mediator * state.tables.actors + actor]
        )


def needs(state: State, actor: int, package: int) -> int:
    """Whether a package needs an actor's consent."""
    return state.tables.needs[actor * state.tables.packages + package]


def _chance(
    state: State, mediator: int, actor: int, package: int, by: int, pull: float, tick: int
) -> float:
    """The chance of an actor's yes to a text of `by`, at a tick."""
    if actor == by:
        return 1.0  # tabling is accepting
    if actor == mediator:
        own = positions.own_answer(state, actor, package, pull, tick)
        return 1.0 if own == constants.ACCEPT else 0.0
    if positions.crosses(state, actor, package):
        return 0.0
    return believing.chance_of_yes(
        state, actor, package, pull, tick, state.believed, actor * codes.POINTS
    )


def look_at(state: State, mediator: int, package: int, tick: int) -> None:
    """Work out the chance of each whose consent a package needs, unless that is known."""
    if state.memo_known[package] == state.memo_stamp:
        return
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if needs(state, actor, package):
            state.memo[package * state.tables.actors + actor] = _chance(
                state, mediator, actor, package, mediator, 0.0, tick + constants.UNENDED
            )
    state.memo_known[package] = state.memo_stamp


def consent_to(state: State, mediator: int, package: int, tick: int) -> float:
    """The chance that a package finds the consent it needs."""
    look_at(state, mediator, package, tick)
    for actor in range(state.tables.actors):
        state.chance[actor] = state.memo[package * state.tables.actors + actor]
    return consent.chance(state, package)


def standing(state: State, mediator: int, tick: int) -> float:
    """The chance that the live text finds the consent it needs, so long as it may stand."""
    end = tick + constants.UNENDED
    if state.end != codes.NONE:
        end = min(state.end, end)
    for actor in range(state.tables.actors):
        if state.needed[actor]:
            pull = positions.label_pull(state, actor, state.label, state.by)
            state.chance[actor] = _chance(
                state, mediator, actor, state.package, state.by, pull, end
            )
    return consent.chance(state, state.package)


def _bound_most(state: State, mediator: int, tick: int) -> None:
    """What each one's chance of a yes is at most, by worth alone."""
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if actor != mediator:
            believing.read_answers(state, actor)
            believing.bound_by_worth(state, actor, tick + constants.UNENDED)


def _most(state: State, mediator: int, actor: int, package: int) -> float:
    """What was answered before may be liked better than its worth says."""
    worth = positions.worth_of(state, actor, package)
    if actor == mediator or worth > 1.0:
        return 1.0
    if believing.row_of(state, actor, package) != codes.NONE:
        return 1.0
    return believing.most_by_worth(state, actor, worth, state.believed, actor * codes.POINTS)


def fairest(state: State, mediator: int, tick: int) -> int:
    """The leximin of the chances of a yes; one whose consent is not needed is never worst."""
    _bound_most(state, mediator, tick)
    for c in range(state.candidates):
        package = state.candidate[c]
        least = constants.INFINITE
        for k in range(state.tables.consenting_count):
            actor = state.tables.consenting[k]
            if needs(state, actor, package):
                least = min(least, _most(state, mediator, actor, package))
        state.bounds[c] = least
    return _best_first(state, mediator, tick, 1)


def likeliest(state: State, mediator: int, tick: int) -> int:
    """The package with the greatest chance of consent."""
    _bound_most(state, mediator, tick)
    for c in range(state.candidates):
        package = state.candidate[c]
        for k in range(state.tables.consenting_count):
            actor = state.tables.consenting[k]
            if needs(state, actor, package):
                state.chance[actor] = _most(state, mediator, actor, package)
        state.bounds[c] = consent.chance(state, package)
    return _best_first(state, mediator, tick, 0)


def _best_first(state: State, mediator: int, tick: int, each: int) -> int:
    """The candidate with the greatest score: branch and bound (Land & Doig 1960).

    `each`: the scores are each one's chance, the least first; else the chance of consent.
    """
    keys, best = state.tables.names.package, codes.NONE
    for c in range(state.candidates):
        state.visited[c] = 0
    for _ in range(state.candidates):
        c = next_bound(state)
        bound = state.bounds[c] * (1.0 + constants.SEARCH_SLACK)
        if best != codes.NONE and bound < state.best_score[0]:
            break
        state.visited[c] = 1
        package = state.candidate[c]
        length = _score(state, mediator, package, tick, each)
        if best == codes.NONE or _beats(state, length, keys[package] < keys[best]):
            best = package
            for k in range(length):
                state.best_score[k] = state.score[k]
    return best


def next_bound(state: State) -> int:
    """The place of the candidate not visited yet with the greatest bound."""
    found = codes.NONE
    for c in range(state.candidates):
        if not state.visited[c] and (found == codes.NONE or state.bounds[c] > state.bounds[found]):
            found = c
    return found


def _beats(state: State, length: int, smaller: int) -> int:
    """Whether the score in hand is greater than the best; of equals the smaller key is."""
    for k in range(length):
        if state.score[k] != state.best_score[k]:
            return state.score[k] > state.best_score[k]
    return smaller


def _score(state: State, mediator: int, package: int, tick: int, each: int) -> int:
    """The score of a package, and how many numbers it has; infinite past those it needs."""
    if not each:
        state.score[0] = settled(consent_to(state, mediator, package, tick))
        return 1
    look_at(state, mediator, package, tick)
    n = 0
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if needs(state, actor, package):
            one = settled(state.memo[package * state.tables.actors + actor])
            place = n
            while place > 0 and state.score[place - 1] > one:
                state.score[place] = state.score[place - 1]
                place -= 1
            state.score[place] = one
            n += 1
    for k in range(n, state.tables.consenting_count):
        state.score[k] = constants.INFINITE
    return state.tables.consenting_count


def settled(number: float) -> float:
    """A number to 12 significant digits, so that the order of sums makes no winner."""
    if number == 0.0 or number == constants.INFINITE:
        return number
    digits = constants.SEARCH_DIGITS - 1 - primitives.floored(math.log10(abs(number)))
    return primitives.rounded(number, digits)


def keep_above(state: State) -> int:
    """Keep the packages that leave everyone they need above what it would settle for: how many."""
    n = 0
    for c in range(state.candidates):
        package, above = state.candidate[c], 1
        for k in range(state.tables.consenting_count):
            actor = state.tables.consenting[k]
            if needs(state, actor, package):
                gain = positions.worth_of(state, actor, package) - state.floors[actor]
                if not gain > 0.0:
                    above = 0
                    break
        if above:
            state.kept[n] = package
            n += 1
    return n


def mean_log_gain(state: State, package: int) -> float:
    """The log of a package's asymmetric Nash product, all gains above 0 (Kalai 1977)."""
    n, all_needed = 0, 1
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if needs(state, actor, package):
            gain = positions.worth_of(state, actor, package) - state.floors[actor]
            state.sums[n] = state.powers[actor] * math.log(gain)
            state.score[n] = state.powers[actor]
            n += 1
        else:
            all_needed = 0
    weight = primitives.exact_sum(state.score, 0, n)
    if not all_needed and not weight > 0.0:
        return 0.0
    return primitives.exact_sum(state.sums, 0, n) / weight


def nash(state: State, kept: int) -> int:
    """Of the packages kept, that of the asymmetric Nash product (Nash 1950; Kalai 1977)."""
    keys, best, top = state.tables.names.package, codes.NONE, 0.0
    for c in range(kept):
        package = state.kept[c]
        log = mean_log_gain(state, package)
        if best == codes.NONE or log > top or (log == top and keys[package] < keys[best]):
            best, top = package, log
    return best


def proportional(state: State, kept: int, u: float) -> int:
    """Of the packages kept, one drawn in proportion to its asymmetric Nash product."""
    keys, top = state.tables.names.package, -constants.INFINITE
    for c in range(1, kept):  # by their keys
        package, place = state.kept[c], c
        while place > 0 and keys[state.kept[place - 1]] > keys[package]:
            state.kept[place] = state.kept[place - 1]
            place -= 1
        state.kept[place] = package
    for c in range(kept):
        state.bounds[c] = mean_log_gain(state, state.kept[c])
        top = max(state.bounds[c], top)
    for c in range(kept):
        state.bounds[c] = math.exp(state.bounds[c] - top)
    left = u * primitives.exact_sum(state.bounds, 0, kept)
    for c in range(kept):
        left -= state.bounds[c]
        if left < 0.0:
            return state.kept[c]
    return state.kept[kept - 1]
