"""From the state of a run whose record has closed to the arrays of the core, and back."""

from __future__ import annotations

from itertools import product
from typing import Any

from sim.core import believing, codes, positions, timing
from sim.core.state import State
from sim.core.tables import Names, Tables
from sim.model.aspiration import concession_exponent
from sim.model.draws import weibull_mean
from sim.model.ratification import binomial_at_least
from sim.scenario.stances import RAISED, WITHDRAWN
from sim.scenario.tables import Tables as Numbers
from sim.talks import timers
from sim.talks.luck import name_key, run_key
from sim.talks.outcomes import NAMES as OUTCOMES
from sim.talks.state import Framework
from sim.talks.state import State as Talks

RULES = {"nash": codes.NASH, "fairest": codes.FAIREST, "likeliest": codes.LIKELIEST,
         "proportional": codes.PROPORTIONAL}  # fmt: skip
LABELS = {"draft": codes.DRAFT, "bridging": codes.BRIDGING, "final": codes.FINAL}
PROTOCOLS = ("mediated", "alternating_offers")
KINDS = {
    timers.DEMAND: codes.DEMAND,
    timers.WITHDRAWAL: codes.WITHDRAWAL,
    timers.CONVENE: codes.CONVENE,
    timers.ADJOURN: codes.ADJOURN,
    timers.TABLE: codes.TABLE,
    timers.REVISE: codes.REVISE,
    timers.COUNTER: codes.COUNTER,
    timers.TELL: codes.TELL,
    timers.MOOD: codes.MOOD,
    timers.ANSWER: codes.ANSWER,
    timers.RETHINK: codes.RETHINK,
    timers.SUPERSEDE: codes.SUPERSEDE,
    timers.LAPSE: codes.LAPSE,
    timers.STOCK: codes.STOCK,
    timers.SPEAK: codes.SPEAK,
    timers.STATE: codes.STATE,
    timers.SHOCK: codes.SHOCK,
    timers.AGREE: codes.AGREE,
    timers.SUSPEND: codes.SUSPEND,
    timers.RESUME: codes.RESUME,
    timers.COLLAPSE: codes.COLLAPSE,
    timers.SETTLE: codes.SETTLE,
    timers.BREAK: codes.BREAK,
    timers.RATIFY: codes.RATIFY,
    timers.FAIL: codes.FAIL,
    timers.CONCLUDE: codes.CONCLUDE,
    timers.HORIZON: codes.HORIZON,
}
_NAMES: dict[Any, Names] = {}
MOST_STANDS = 27  # of an actor


def names_of(numbers: Numbers) -> Names:
    """What luck is keyed to; made once for each set of names."""
    names = numbers.names
    key = (
        names.actors,
        names.issues,
        names.package_keys,
        tuple([session.id for session in numbers.sessions]),
        numbers.after_yes.items,
        tuple([shock.id for shock in numbers.shocks]),
    )
    found = _NAMES.get(key)
    if found is None:
        if len(_NAMES) > 8:
            _NAMES.clear()
        found = _NAMES[key] = _named(numbers)
    return found


def _named(numbers: Numbers) -> Names:
    names = numbers.names
    n, issues = len(names.actors), len(names.issues)
    sessions, items, shocks = numbers.sessions, numbers.after_yes.items, numbers.shocks
    sizes = n, issues, len(names.package_keys)
    found = Names(sizes, len(sessions), len(items), len(shocks))
    for p, key in enumerate(names.package_keys):
        found.package[p] = key
    for i, name in enumerate(names.actors):
        found.taste[i] = name_key(name, "taste")
        found.coin[i] = name_key(name, "coin")
        found.tabling[i] = name_key(name, "tabling")
        found.offer[i] = name_key(name, "offer")
        found.deliberation[i] = name_key(name, "deliberation")
        found.suspension[i] = name_key(name, "suspension")
        found.ratification[i] = name_key(name, "ratification")
        found.vote[i] = name_key(name, "vote")
        found.statement[i] = name_key(name, "statement")
        for j, issue in enumerate(names.issues):
            found.statement_on[i * issues + j] = name_key(name, f"statement/{issue}")
        for k, other in enumerate(names.actors):
            found.channel[i * n + k] = name_key(name, f"channel/{other}")
            found.reply[i * n + k] = name_key(name, f"reply/{other}")
            found.misreport[i * n + k] = name_key(name, f"misreport/{other}")
        for text in range(codes.TEXTS):
            found.revise[i * codes.TEXTS + text] = name_key(name, f"{timers.REVISE}/{text}")
            found.counter[i * codes.TEXTS + text] = name_key(name, f"{timers.COUNTER}/{text}")
            found.choice[i * codes.TEXTS + text] = name_key(name, f"choice/{text}")
    for k, session in enumerate(sessions):
        found.slip[k] = name_key("", f"slip/{session.id}")
    for k, item in enumerate(items):
        found.settles[k] = name_key("", f"settles/{item}")
    for k, shock in enumerate(shocks):
        found.shock[k] = name_key("", f"shock/{shock.id}")
    found.later = name_key("", "session")
    found.resumption = name_key("", "resumption")
    found.collapse = name_key("", "collapse")
    found.breakdown = name_key("", "breakdown")
    return found


def tables_of(numbers: Numbers, phases: list[tuple[int, ...]], moving: set[int]) -> Tables:
    """The numbers of a draw as arrays.

    Parameters
    ----------
    phases
        By actor: those of its demands, by issue.
    moving
        Demands that may be raised or withdrawn yet: actor times issues plus issue.
    """
    names = names_of(numbers)
    n, issues = len(numbers.actors), len(numbers.names.issues)
    reached = [_reachable(i, phases[i], moving, issues) for i in range(n)]
    stands = len([phases for ways in reached for phases in ways])
    after = numbers.after_yes
    sizes = len(numbers.sessions), len(after.ratifications), len(numbers.shocks), stands
    found = Tables(names, sizes, len(after.items))
    _load_standpoints(found, numbers, reached)
    for i in range(n):
        _load_actor(found, numbers, i)
    _load_lists(found, numbers)
    _load_rules(found, numbers)
    for k, session in enumerate(numbers.sessions):
        found.session_opens[k], found.session_closes[k] = session.opens, session.closes
        found.session_level[k] = session.level
        for i in session.attend:
            found.session_attend[k * n + i] = 1
    for k, shock in enumerate(numbers.shocks):
        for i, shift in enumerate(shock.shift):
            found.shock_shift[k * n + i] = shift
    found.settles, found.slope = after.settles, after.slope
    found.breaks_down = after.breaks_down
    for k, vote in enumerate(after.ratifications):
        found.vote_actor[k], found.vote_delay[k], found.vote_k[k] = vote.actor, vote.delay, vote.k
        found.vote_seats[k] = vote.seats
        if vote.seats:
            found.vote_chance[k] = binomial_at_least(vote.seats, vote.majority, vote.support)
    return found


def _reachable(
    actor: int, phases: tuple[int, ...], moving: set[int], issues: int
) -> list[tuple[int, ...]]:
    """The phases that an actor's demands may come to."""
    choices = [
        (phase, *{RAISED, WITHDRAWN} - {phase}) if actor * issues + j in moving else (phase,)
        for j, phase in enumerate(phases)
    ]
    return list(product(*choices))


def _load_standpoints(
    found: Tables, numbers: Numbers, reached: list[list[tuple[int, ...]]]
) -> None:
    place, packages = 0, found.packages
    for i, ways in enumerate(reached):
        found.stand_first[i], found.stand_count[i] = place, len(ways)
        for phases in ways:
            point, code = numbers.standpoint(i, phases), 0
            for phase in phases:
                code = 3 * code + phase
            found.stand_code[place] = code
            found.stand_best[place] = point.best
            found.stand_beta[place] = concession_exponent(point.firmness)
            worths, hard = point.worths, point.hard
            for p in range(packages):
                found.stand_worth[place * packages + p] = worths[p]
                found.stand_hard[place * packages + p] = hard[p]
            place += 1


def _load_actor(found: Tables, numbers: Numbers, i: int) -> None:
    me, n = numbers.actors[i], found.actors
    found.party[i], found.mediator[i] = me.party, me.mediator
    found.worth[i], found.loss[i], found.discount[i] = me.worth, me.loss_in_90_days, me.discount
    found.opening[i], found.precision[i] = me.opening_concession, me.precision
    found.accept_bar[i], found.reject_bar[i] = me.accept_bar, me.reject_bar
    found.blame[i], found.consistency[i] = me.blame, me.consistency
    found.label_effect[i], found.aversion[i] = me.label_effect, me.aversion
    found.lock_in[i], found.half_life[i] = me.lock_in, me.lock_in_half_life
    found.statements[i], found.resentment[i] = me.statements, me.resentment
    found.deliberation[i], found.planning_horizon[i] = me.deliberation, me.planning_horizon
    found.counters[i], found.counter_delay[i] = me.counters, me.counter_delay
    found.delay[i], found.revision_delay[i] = me.delay, me.revision_delay
    found.channel_delay[i], found.misreport[i] = me.channel_delay, me.misreport
    found.credibility[i], found.optimism[i] = me.credibility, me.public_optimism
    found.belief_error[i] = me.belief_error
    for k, bias in enumerate(me.bias):
        found.bias[i * n + k] = bias
    for k in me.reaches:
        found.reaches[i * n + k] = 1
    names, ranked = numbers.names.issues, []
    for j, stance in enumerate(me.stances):
        found.foremost[i * found.issues + j] = codes.NONE
        if stance is not None:
            found.staked[i * found.issues + j] = 1
            ranked.append((-max(stance.lines), -stance.salience, names[j], j))
    for k, one in enumerate(sorted(ranked)):
        found.foremost[i * found.issues + k] = one[3]
    found.weight[i] = numbers.consent.weights[i] if numbers.consent.weights else 0.0
    found.veto[i] = i in numbers.consent.vetoes
    needs = numbers.needs(i)
    for p in range(found.packages):
        found.needs[i * found.packages + p] = needs[p]


def _load_lists(found: Tables, numbers: Numbers) -> None:
    for k, i in enumerate(numbers.parties):
        found.parties[k] = i
    found.party_count = len(numbers.parties)
    for k, i in enumerate(numbers.names.mediators):
        found.mediators[k] = i
    found.mediator_count = len(numbers.names.mediators)
    for k, i in enumerate(numbers.concerned):
        found.concerned[k] = i
    found.concerned_count = len(numbers.concerned)
    for k, i in enumerate(numbers.consenting):
        found.consenting[k] = i
    found.consenting_count = len(numbers.consenting)
    for p in numbers.names.excluded:
        found.excluded[p] = 1


def _load_rules(found: Tables, numbers: Numbers) -> None:
    rules = numbers.rules
    found.direct = rules.protocol == "alternating_offers"
    found.now, found.rethink = rules.now, rules.rethink
    if rules.recurring is not None:
        found.recurs = 1
        found.recurring_least, found.recurring_most = rules.recurring
        found.recurring_level = rules.recurring_level
        for i in rules.recurring_attend:
            found.recurring_attend[i] = 1
    found.slip_chance, found.slip_days = rules.slip_chance, rules.slip_days
    found.suspend_chance = rules.suspend_chance
    found.resumes, found.collapses = rules.resumes, rules.collapses
    found.report_weight, found.delay_shape = rules.report_weight, rules.delay_shape
    found.delay_whole = weibull_mean(rules.delay_shape)
    if rules.answer_days is not None:
        found.expires, found.answer_days = 1, rules.answer_days
    found.mediation = RULES.get(rules.mediation, codes.NONE)
    found.reservation = rules.standard == "reservation"
    if rules.deadline is not None:
        found.has_deadline = 1
        found.deadline, found.announced = rules.deadline.tick, rules.deadline.announced
    if numbers.consent.quota is not None:
        found.has_quota, found.quota = 1, numbers.consent.quota


def playable(talks: Talks) -> bool:
    """Whether arrays can hold what comes: nothing forced, played by people or plugged in."""
    rules = talks.tables.rules
    forced = talks.moved < len(talks.script) or talks.seats or talks.forks
    if not talks.closed or forced:
        return False
    if rules.mediation not in RULES or rules.protocol not in PROTOCOLS:
        return False
    for actor in talks.tables.actors:
        dated = [s for s in actor.stances if s is not None and s.dated]
        if actor.tactic != "time_dependent" or 3 ** len(dated) > MOST_STANDS:
            return False
    return True


def moving(talks: Talks) -> set[int]:
    """The demands that are still to be raised or withdrawn."""
    return {who for kind, who in talks.timers if kind in (timers.DEMAND, timers.WITHDRAWAL)}


def core_tables(talks: Talks) -> Tables:
    """The tables of a state as arrays; made once for the same tables, phases and dates."""
    kept: dict[Any, Tables] = talks.tables.__dict__.setdefault("_core", {})
    key = tuple(talks.phases), tuple(sorted(moving(talks)))
    found = kept.get(key)
    if found is None:
        found = kept[key] = tables_of(talks.tables, talks.phases, moving(talks))
    return found


def load(talks: Talks) -> State:
    """The arrays of a state whose record has closed."""
    tables = core_tables(talks)
    state = State(tables)
    state.reset()
    n = tables.actors
    state.run = run_key(talks.luck.seed, talks.luck.run, talks.luck.future)
    state.seq, state.tick, state.order = talks.seq, talks.tick, talks.order
    state.suspended, state.suspensions = talks.suspended, talks.suspensions
    state.texts, state.tabler = talks.texts, talks.tabler
    state.session, state.level, state.later_sessions = talks.session, talks.level, talks.sessions
    for i in range(n):
        _load_actor_state(state, talks, i)
    _load_text(state, talks)
    _load_beliefs(state, talks)
    for (i, package), (luck, shared) in talks.tastes.items():
        positions.bind_taste(state, i, package, luck, shared)
    for package in talks.barred:
        state.barred[package] = 1
    for (kind, who), timer in talks.timers.items():
        timing.put_timer(state, KINDS[kind], who, timer.due, timer.order, timer.cause)
    for (kind, who), (left, cause) in talks.paused.items():
        timing.hold_back(state, KINDS[kind], who, left, cause)
    if talks.framework is not None:
        state.framework, state.framework_package = 1, talks.framework.package
        state.framework_least = talks.framework.least
        for k in talks.framework.left:
            state.item_left[k] = 1
        for k, vote in enumerate(talks.tables.after_yes.ratifications):
            state.vote_left[k] = vote.actor in talks.framework.votes
    return state


def _load_actor_state(state: State, talks: Talks, i: int) -> None:
    tables, n = state.tables, state.tables.actors
    code = 0
    for j, phase in enumerate(talks.phases[i]):
        state.phase[i * tables.issues + j] = phase
        code = 3 * code + phase
    for k in range(tables.stand_first[i], tables.stand_first[i] + tables.stand_count[i]):
        if tables.stand_code[k] == code:
            state.stand[i] = k
    state.disposition[i] = talks.dispositions[i]
    errors = talks.errors[i]
    for k in range(n):
        state.error[i * n + k] = errors[k]
    state.lock_level[i], state.lock_since[i] = talks.lock[i]
    state.shift[i] = talks.shift[i]
    state.left_share[i], state.left_since[i] = talks.left.get(i, (1.0, tables.now))
    opening = tables.opening[i]
    state.conceded_share[i], state.conceded_since[i] = talks.conceded.get(i, (opening, 0))
    state.near[i], state.phi[i] = talks.near[i], talks.phi[i]
    state.said_final[i], state.said[i] = talks.said_final[i], talks.said[i]
    state.room[i] = i in talks.room
    state.answer[i] = talks.answers.get(i, codes.SILENT)
    state.answered_tick[i], state.answered_seq[i] = talks.answered.get(i, (0, codes.NONE))
    state.via[i] = talks.via.get(i, codes.NONE)
    state.carry[i] = talks.carry.get(i, 0)
    state.begun_revise[i] = talks.begun.get((timers.REVISE, i), 0)
    state.begun_counter[i] = talks.begun.get((timers.COUNTER, i), 0)
    state.countered[i] = talks.countered.get(i, codes.NONE)
    state.exhausted[i] = i in talks.exhausted
    state.assessed[i] = talks.assessed.get(i, 0.0)
    for j in range(tables.issues):
        state.late[i * tables.issues + j] = (i, j) in talks.late


def _load_text(state: State, talks: Talks) -> None:
    text = talks.live
    if text is None:
        return
    state.live, state.number, state.text_seq = 1, text.number, text.seq
    state.package, state.by = text.package, text.by
    state.label, state.tabled = LABELS[text.label], text.tabled
    state.to_answer = codes.NONE if text.to_answer is None else text.to_answer
    state.end = codes.NONE if text.end is None else text.end
    for i in range(state.tables.actors):
        state.needed[i] = i in text.needed
        state.known[i] = i in text.heard
    for (mediator, about, package), mood in talks.moods.items():
        if package == text.package:
            state.mood[mediator * state.tables.actors + about] = mood
    state.stocked = text.number if text.number in talks.stock else 0


def _load_beliefs(state: State, talks: Talks) -> None:
    for i, beliefs in enumerate(talks.beliefs):
        for one in beliefs.seen:
            k = believing.room_to_see(state)
            state.seen_actor[k], state.seen_package[k] = i, one.package
            state.seen_answer[k], state.seen_hard[k] = one.answer, one.hard
            at = k * state.seen_width
            state.seen_number[at + codes.SEEN_WORTH] = one.worth
            state.seen_number[at + codes.SEEN_BEST] = one.best
            state.seen_number[at + codes.SEEN_LEFT] = one.left
            state.seen_number[at + codes.SEEN_ADDED] = one.added
            state.seen_number[at + codes.SEEN_CONCEDED] = one.conceded
            state.seen_number[at + codes.SEEN_LABEL] = one.label
            state.seen_number[at + codes.SEEN_ACCEPT_BAR] = one.accept_bar
            state.seen_number[at + codes.SEEN_REJECT_BAR] = one.reject_bar
            for nth, share in enumerate(one.attained):
                state.seen_number[at + codes.SEEN + nth] = share


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


def unload(state: State, talks: Talks) -> None:
    """Bring a finished run back: all but answers, beliefs and timers, which nobody asks of then."""
    n, issues = state.tables.actors, state.tables.issues
    talks.seq, talks.tick, talks.order = state.seq, state.tick, state.order
    talks.outcome = OUTCOMES[state.outcome]
    talks.suspended, talks.suspensions = bool(state.suspended), state.suspensions
    talks.texts, talks.tabler, talks.sessions = state.texts, state.tabler, state.later_sessions
    for i in range(n):
        phases = tuple([state.phase[k] for k in range(i * issues, (i + 1) * issues)])
        talks.phases[i], talks.stand[i] = phases, talks.tables.standpoint(i, phases)
        talks.lock[i] = state.lock_level[i], state.lock_since[i]
        talks.shift[i], talks.near[i], talks.phi[i] = state.shift[i], state.near[i], state.phi[i]
        talks.said_final[i], talks.said[i] = bool(state.said_final[i]), state.said[i]
    talks.live = None
    talks.timers.clear()
    talks.paused.clear()
    if state.framework:
        items = frozenset([k for k in range(state.tables.items) if state.item_left[k]])
        votes = talks.tables.after_yes.ratifications
        left = frozenset([vote.actor for k, vote in enumerate(votes) if state.vote_left[k]])
        package, least = state.framework_package, state.framework_least
        talks.framework = Framework(package, least, items, left)
