"""What the mediators read from answers about each actor's no-deal worth.

As `sim.talks.beliefs`: they know all but that worth; what an answer says of a possible worth is
worked out once for all mediators, whose priors differ.
"""

from __future__ import annotations

from sim.core import codes, grids, positions, primitives
from sim.core.state import State
from sim.model import aspiration, constants, draws


def observation(
    state: State, actor: int, package: int, pull: float, tick: int, into: list[float], first: int
) -> None:
    """An actor as seen from outside at a tick: all that an answer rests on but its worth."""
    into[first + codes.SEEN_WORTH] = positions.worth_of(state, actor, package)
    into[first + codes.SEEN_BEST] = positions.best_of(state, actor)
    positions.consider(state, actor, tick)
    into[first + codes.SEEN_LEFT] = state.left[actor]
    into[first + codes.SEEN_ADDED] = state.added[actor]
    into[first + codes.SEEN_CONCEDED] = state.conceded[actor]
    into[first + codes.SEEN_LABEL] = pull
    into[first + codes.SEEN_ACCEPT_BAR] = state.tables.accept_bar[actor]
    into[first + codes.SEEN_REJECT_BAR] = positions.reject_bar_of(state, actor)
    positions.believed_shares(state, actor, package, into, first + codes.SEEN)


def observe(state: State, actor: int, given: int) -> None:
    """Note an answer to the live text as seen from outside, now."""
    k = room_to_see(state)
    state.seen_actor[k] = actor
    state.seen_package[k] = state.package
    state.seen_answer[k] = given
    state.seen_hard[k] = positions.crosses(state, actor, state.package)
    pull = positions.label_pull(state, actor, state.label, state.by)
    observation(
        state, actor, state.package, pull, state.tick, state.seen_number, k * state.seen_width
    )


def room_to_see(state: State) -> int:
    """The place of one more observation."""
    if state.seen == state.seen_room:
        old, new = state.seen_room, 2 * state.seen_room
        state.seen_actor = state.pools.more_longs(state.seen_actor, old, new)
        state.seen_package = state.pools.more_longs(state.seen_package, old, new)
        state.seen_answer = state.pools.more_longs(state.seen_answer, old, new)
        state.seen_hard = state.pools.more_longs(state.seen_hard, old, new)
        width = state.seen_width
        state.seen_number = state.pools.more_doubles(state.seen_number, old * width, new * width)
        state.seen_room = new
    state.seen += 1
    return state.seen - 1


def row_of(state: State, actor: int, package: int) -> int:
    """Where what was answered on a package is summed up; NONE: nothing was."""
    for k in range(state.rows):
        if state.row_actor[k] == actor and state.row_package[k] == package:
            return k
    return codes.NONE


def _new_row(state: State, actor: int, package: int) -> int:
    if state.rows == state.row_room:
        old, new = state.row_room, 2 * state.row_room
        state.row_actor = state.pools.more_longs(state.row_actor, old, new)
        state.row_package = state.pools.more_longs(state.row_package, old, new)
        n, m = old * codes.POINTS, new * codes.POINTS
        state.row_least = state.pools.more_doubles(state.row_least, n, m)
        state.row_most = state.pools.more_doubles(state.row_most, n, m)
        state.row_mass = state.pools.more_doubles(state.row_mass, n, m)
        state.row_room = new
    row = state.rows
    state.rows += 1
    state.row_actor[row] = actor
    state.row_package[row] = package
    for k in range(row * codes.POINTS, (row + 1) * codes.POINTS):
        state.row_least[k] = -constants.INFINITE
        state.row_most[k] = constants.INFINITE
    return row


def _incline(state: State, actor: int, seen: list[float], first: int, into: list[float]) -> None:
    """Inclination at each possible no-deal worth, as seen once."""
    spare = state.tables.actors * codes.POINTS
    grids.standards(state.no_deals, state.wanted, spare, seen, first)
    grids.inclinations(
        into, state.tables.precision[actor], state.tables.aversion[actor], seen, first,
        positions.others_of(state, actor), state.no_deals, state.wanted, spare,
    )  # fmt: skip


def _incline_now(state: State, actor: int, pull: float, tick: int) -> None:
    """The same of the observation in `fresh`, into `grid`.

    Its standards are kept for the packages to come while something is decided.
    """
    at = actor * codes.POINTS
    if not state.moment or state.standing[actor] != state.moment or (
        state.standing_tick[actor] != tick or state.standing_pull[actor] != pull
    ):  # fmt: skip
        state.standing[actor] = state.moment
        state.standing_tick[actor], state.standing_pull[actor] = tick, pull
        grids.standards(state.no_deals, state.wanted, at, state.fresh, 0)
    grids.inclinations(
        state.grid, state.tables.precision[actor], state.tables.aversion[actor], state.fresh, 0,
        positions.others_of(state, actor), state.no_deals, state.wanted, at,
    )  # fmt: skip


def _cut(state: State, k: int) -> None:
    """Narrow the luck that is still possible for a package, at each possible worth."""
    actor, package, given = state.seen_actor[k], state.seen_package[k], state.seen_answer[k]
    first, x = k * state.seen_width, state.grid
    _incline(state, actor, state.seen_number, first, x)
    row = row_of(state, actor, package)
    if row == codes.NONE:
        row = _new_row(state, actor, package)
    accept = state.seen_number[first + codes.SEEN_ACCEPT_BAR]
    reject = -state.seen_number[first + codes.SEEN_REJECT_BAR]
    if given != constants.REJECT:
        bar = accept if given == constants.ACCEPT else reject
        for p in range(codes.POINTS):
            at = row * codes.POINTS + p
            state.row_least[at] = max(state.row_least[at], bar - x[p])
    if given == constants.REJECT or (given == constants.CRITICISE and not state.seen_hard[k]):
        bar = accept if given == constants.CRITICISE else reject
        for p in range(codes.POINTS):
            at = row * codes.POINTS + p
            state.row_most[at] = min(state.row_most[at], bar - x[p])
    for p in range(codes.POINTS):
        at = row * codes.POINTS + p
        state.row_mass[at] = grids.interval_mass(state.row_least[at], state.row_most[at])


def read_answers(state: State, actor: int) -> None:
    """Bring up to date how likely all that was seen of an actor is, at each possible worth."""
    fresh = 0
    for k in range(state.used[actor], state.seen):
        if state.seen_actor[k] == actor:
            _cut(state, k)
            fresh = 1
    state.used[actor] = state.seen
    if fresh or not state.product_known[actor]:
        first = actor * codes.POINTS
        for p in range(codes.POINTS):
            state.product[first + p] = 1.0
        for row in range(state.rows):
            if state.row_actor[row] == actor:
                for p in range(codes.POINTS):
                    state.product[first + p] *= state.row_mass[row * codes.POINTS + p]
        state.product_known[actor] = 1
        for mediator in range(state.tables.actors):
            state.weights_known[mediator * state.tables.actors + actor] = 0


def belief(state: State, mediator: int, actor: int, tick: int, into: list[float], to: int) -> None:
    """The mediator's 21 weights over the actor's no-deal worth, at a tick."""
    read_answers(state, actor)
    pair = mediator * state.tables.actors + actor
    first = pair * codes.POINTS
    if not state.weights_known[pair]:
        if not state.prior_known[pair]:
            centre = state.tables.worth[actor] + state.error[pair]
            sd = constants.PRIOR_WIDTH * state.tables.belief_error[mediator]
            grids.prior(state.prior, first, centre, sd)
            state.prior_known[pair] = 1
        for p in range(codes.POINTS):
            state.grid2[p] = state.product[actor * codes.POINTS + p]
        grids.posterior(state.weights, first, state.prior, first, state.grid2)
        state.weights_known[pair] = 1
    if _mood_likelihood(state, mediator, actor, tick):
        grids.posterior(into, to, state.weights, first, state.grid2)
        return
    for p in range(codes.POINTS):
        into[to + p] = state.weights[first + p]


def _mood_likelihood(state: State, mediator: int, actor: int, tick: int) -> int:
    """What a mood relayed about the live text says, into `grid2`; whether it says anything.

    Answers to its package are exact, and count once.
    """
    if not state.live or state.answer[actor] != codes.SILENT:
        return 0
    mood = state.mood[mediator * state.tables.actors + actor]
    if mood == codes.SILENT or row_of(state, actor, state.package) != codes.NONE:
        return 0
    pull = positions.label_pull(state, actor, state.label, state.by)
    observation(state, actor, state.package, pull, tick, state.fresh, 0)
    _incline(state, actor, state.fresh, 0, state.grid)
    accept = state.fresh[codes.SEEN_ACCEPT_BAR]
    reject = state.fresh[codes.SEEN_REJECT_BAR]
    chance = state.tables.misreport[mediator]
    for p in range(codes.POINTS):
        x = state.grid[p]
        yes = draws.logistic_cdf(x - accept)
        between = draws.interval_mass(-reject - x, accept - x)
        no = draws.logistic_cdf(-reject - x)
        if mood == constants.CRITICISE:
            state.grid2[p] = (1 - chance) * between + chance * (yes + no)
        else:
            told = yes if mood == constants.ACCEPT else no
            state.grid2[p] = (1 - chance) * told + chance * between / 2
    return 1


def believed_floor(state: State, mediator: int, actor: int, tick: int) -> float:
    """The reservation value a mediator thinks an actor has at a tick; its own it knows.

    What it believes of another's no-deal worth is left in `state.believed`.
    """
    if mediator == actor:
        return positions.reservation_of(state, actor, tick, 0.0)
    belief(state, mediator, actor, tick, state.believed, actor * codes.POINTS)
    worth = grids.mean(state.believed, actor * codes.POINTS)
    left = positions.left_of(state, actor, tick)
    added = positions.added_of(state, actor, tick)
    return aspiration.reservation(worth, left, added, positions.best_of(state, actor))


def chance_of_yes(
    state: State, actor: int, package: int, pull: float, tick: int, weights: list[float], first: int
) -> float:
    """The chance that a text has the actor's yes at a tick, by somebody's weights."""
    read_answers(state, actor)
    observation(state, actor, package, pull, tick, state.fresh, 0)
    _incline_now(state, actor, pull, tick)
    row = row_of(state, actor, package)
    bar = state.fresh[codes.SEEN_ACCEPT_BAR]
    grids.chances_of_yes(state.grid2, state.grid, bar, state.row_least, state.row_most, row)
    for p in range(codes.POINTS):
        state.sums[p] = weights[first + p] * state.grid2[p]
    return min(1.0, primitives.exact_sum(state.sums, 0, codes.POINTS))


def asks_less(
    state: State, actor: int, package: int, tick: int, weights: list[float], first: int
) -> int:
    """Whether an actor that refused a package asks less for it at a tick than it last did.

    `weights` are somebody's over its no-deal worth. So too where it did not refuse it.
    """
    last = _last_refusal(state, actor, package)
    if last == codes.NONE:
        return 1
    observation(state, actor, package, 0.0, tick, state.fresh, 0)
    _incline_now(state, actor, 0.0, tick)
    _incline(state, actor, state.seen_number, last * state.seen_width, state.grid2)
    for p in range(codes.POINTS):
        state.sums[p] = weights[first + p] * (state.grid[p] - state.grid2[p])
    return primitives.exact_sum(state.sums, 0, codes.POINTS) > 0.0


def still_refuses(state: State, actor: int, package: int, tick: int) -> int:
    """Whether an actor that last gave a package no yes would give it none at a tick either.

    Its taste is the one it had then; a package that it never answered it does not refuse.
    """
    if _last_refusal(state, actor, package) == codes.NONE:
        return 0
    return positions.own_answer(state, actor, package, 0.0, tick) != constants.ACCEPT


def _last_refusal(state: State, actor: int, package: int) -> int:
    """The actor's last answer to a package, where it was no yes; else NONE."""
    for k in range(state.seen - 1, -1, -1):
        if state.seen_actor[k] == actor and state.seen_package[k] == package:
            return codes.NONE if state.seen_answer[k] == constants.ACCEPT else k
    return codes.NONE


def bound_by_worth(state: State, actor: int, tick: int) -> None:
    """Make ready what `most_by_worth` says of an actor at a tick."""
    first = actor * codes.POINTS
    observation(state, actor, 0, 0.0, tick, state.fresh, 0)
    state.fresh[codes.SEEN_WORTH] = 0.0
    spare = state.tables.actors * codes.POINTS
    grids.standards(state.no_deals, state.wanted, spare, state.fresh, 0)
    grids.inclinations(
        state.grid, state.tables.precision[actor], state.tables.aversion[actor], state.fresh, 0, 0,
        state.no_deals, state.wanted, spare,
    )  # fmt: skip
    for p in range(codes.POINTS):
        state.worthless[first + p] = state.grid[p] - state.fresh[codes.SEEN_ACCEPT_BAR]
    for step in range(constants.BOUND_STEPS + 1):
        state.most[actor * (constants.BOUND_STEPS + 1) + step] = codes.NONE


def most_by_worth(
    state: State, actor: int, worth: float, weights: list[float], first: int
) -> float:
    """What the chance of a yes is at most, by worth in steps, for packages not answered yet.

    A step is worked out when a package first asks for it: many packages share a few. It bounds
    which packages are scored, and never says which of them wins.
    """
    step = max(0, primitives.floored(worth * constants.BOUND_STEPS))
    place = actor * (constants.BOUND_STEPS + 1) + step
    if state.most[place] < 0.0:
        gain = state.tables.precision[actor] * primitives.ratio(step + 1, constants.BOUND_STEPS)
        for p in range(codes.POINTS):
            x = state.worthless[actor * codes.POINTS + p] + gain
            state.sums[p] = weights[first + p] * draws.logistic_cdf(x)
        state.most[place] = min(1.0, primitives.exact_sum(state.sums, 0, codes.POINTS))
    return state.most[place]
