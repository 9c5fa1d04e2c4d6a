"""From the tables of a draw of the inputs to the arrays of the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from sim.core import codes
from sim.core.scripts import Script
from sim.core.tables import Tables
from sim.model.aspiration import concession_exponent
from sim.model.draws import weibull_mean
from sim.model.ratification import binomial_at_least
from sim.scenario.defaults import rows
from sim.scenario.moves import Move
from sim.scenario.rules import Text
from sim.scenario.tables import Tables as Numbers
from sim.talks.guarding import protocol_of
from sim.talks.keys import names_of
from sim.talks.labels import LABEL_CODES

PROTOCOLS = ("mediated", "alternating_offers")  # that the core has
TACTIC = "time_dependent"  # and its tactic
RULES = {"nash": codes.NASH, "fairest": codes.FAIREST, "likeliest": codes.LIKELIEST,
         "proportional": codes.PROPORTIONAL}  # fmt: skip
NUMBERED = tuple(
    [row.name for row in rows("actor") if row.name not in ("planning_horizon", "bias")]
)
"""The numbers of an actor in the order of their arrays; but a date, and what it has of each."""
VERBS = {
    "raise": codes.RAISE, "withdraw": codes.WITHDRAW, "table": codes.PUT, "accept": codes.ACCEPT,
    "criticise": codes.CRITICISE, "reject": codes.REJECT, "statement": codes.SAY_LINE,
    "progress": codes.PROGRESS, "pessimism": codes.PESSIMISM, "silence": codes.SILENCE,
    "collapse": codes.COLLAPSE_TOLD, "doubt": codes.DOUBT, "set": codes.SET,
}  # fmt: skip


def script_of(moves: Sequence[Move], texts: Mapping[str, Text]) -> Script:
    """Forced moves, in the order of their ticks, and the texts they table, as arrays."""
    found, places = Script(len(moves), len(texts)), {name: k for k, name in enumerate(texts)}
    for k, move in enumerate(moves):
        found.tick[k], found.actor[k], found.verb[k] = move.tick, move.actor, VERBS[move.verb]
        found.what[k], found.text[k] = move.what, places.get(move.text, codes.NONE)
        found.chosen[k] = move.provenance == "chosen"
    for k, text in enumerate(texts.values()):
        found.package[k], found.label[k] = text.package, LABEL_CODES[text.label]
        if text.answer_by is not None:
            found.own_days[k], found.days[k] = 1, text.answer_by
    return found


def tables_of(
    numbers: Numbers,
    phases: list[tuple[int, ...]],
    moving: Mapping[int, tuple[int, ...]],
    texts: int,
) -> Tables:
    """The numbers of a draw as arrays.

    Parameters
    ----------
    phases
        By actor: those of its demands, by issue.
    moving
        By demand (actor times issues plus issue): the phases that it may come to yet.
    texts
        How many luck shall have names for.
    """
    names = names_of(
        numbers.names,
        tuple([session.id for session in numbers.sessions]),
        numbers.after_yes.items,
        tuple([shock.id for shock in numbers.shocks]),
        texts,
    )
    n, issues = len(numbers.actors), len(numbers.names.issues)
    reached = [
        list(product(*[(phase, *moving.get(i * issues + j, ())) for j, phase in enumerate(own)]))
        for i, own in enumerate(phases)
    ]
    stands = len([phases for ways in reached for phases in ways])
    after = numbers.after_yes
    sizes = len(numbers.sessions), len(after.ratifications), len(numbers.shocks), stands
    found = Tables(names, sizes, len(after.items))
    assert found.numbers == len(NUMBERED), "a number of actors without its array in `Tables`"
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
        found.shock_rate[k] = shock.rate
    found.settles, found.slope = after.settles, after.slope
    found.breaks_down = after.breaks_down
    for k, vote in enumerate(after.ratifications):
        found.vote_actor[k], found.vote_delay[k], found.vote_k[k] = vote.actor, vote.delay, vote.k
        found.vote_seats[k] = vote.seats
        if vote.seats:
            found.vote_chance[k] = binomial_at_least(vote.seats, vote.majority, vote.support)
    return found


def _load_standpoints(
    found: Tables, numbers: Numbers, reached: list[list[tuple[int, ...]]]
) -> None:
    place = 0
    for i, ways in enumerate(reached):
        found.stand_first[i], found.stand_count[i] = place, len(ways)
        place += len(ways)
        _load_ways(found, numbers, i, ways)


def _load_ways(found: Tables, numbers: Numbers, actor: int, ways: list[tuple[int, ...]]) -> None:
    place, packages = found.stand_first[actor], found.packages
    for phases in ways:
        point, code = numbers.standpoint(actor, phases), 0
        for phase in phases:
            code = codes.PHASES * code + phase
        found.stand_code[place] = code
        found.stand_best[place] = point.best
        found.stand_firmness[place] = point.firmness
        found.stand_beta[place] = concession_exponent(point.firmness)
        worths, hard = point.worths, point.hard
        for p in range(packages):
            found.stand_worth[place * packages + p] = worths[p]
            found.stand_hard[place * packages + p] = hard[p]
        place += 1


def set_anew(base: Tables, numbers: Numbers, actors: tuple[int, ...]) -> Tables:
    """Tables that differ from others, of the same talks, in some actors' numbers alone."""
    sizes = base.sessions, base.votes, base.shocks, base.stands
    found = Tables(base.names, sizes, base.items)
    found.copy(base)
    n, issues = base.actors, base.issues
    for i in actors:
        for k in range(n):
            found.reaches[i * n + k] = 0
        for j in range(issues):
            found.staked[i * issues + j] = 0
        _load_actor(found, numbers, i)
        first = base.stand_first[i]
        stood = [base.stand_code[first + way] for way in range(base.stand_count[i])]
        _load_ways(found, numbers, i, [_phases_of(code, issues) for code in stood])
    _load_lists(found, numbers)
    return found


def _phases_of(code: int, issues: int) -> tuple[int, ...]:
    """The phases of an actor's demands that a code stands for."""
    return tuple([code // codes.PHASES ** (issues - 1 - j) % codes.PHASES for j in range(issues)])


def tell_worths(found: Tables, worths: list[float]) -> None:
    """Note the no-deal worths that a change from now sets, by actor."""
    for i in range(found.actors):
        found.told_worth[i] = worths[i]


def _load_actor(found: Tables, numbers: Numbers, i: int) -> None:
    me, n = numbers.actors[i], found.actors
    found.party[i], found.mediator[i] = me.party, me.mediator
    for k, name in enumerate(NUMBERED):
        found.number[k][i] = getattr(me, name)
    found.told_worth[i], found.planning_horizon[i] = me.worth, me.planning_horizon
    found.tactic[i], found.counters[i] = me.tactic != TACTIC, me.counters
    for k, bias in enumerate(me.bias):
        found.bias[i * n + k] = bias
    for k in me.reaches:
        found.reaches[i * n + k] = 1
    names, ranked = numbers.names.issues, []
    for j, stance in enumerate(me.stances):
        found.foremost[i * found.issues + j] = codes.NONE
        if stance is not None:
            pair = i * found.issues + j
            found.staked[pair] = 1
            found.dated[pair] = 0
            if stance.raised is not None:
                found.dated[pair], found.raised[pair] = codes.RAISES, stance.raised
            if stance.withdrawn is not None:
                found.dated[pair] += codes.WITHDRAWS
                found.withdrawn[pair] = stance.withdrawn
            ranked.append((stance.rank, names[j], j))
    for k, one in enumerate(sorted(ranked)):
        found.foremost[i * found.issues + k] = one[2]
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
    found.direct = protocol_of(rules.protocol).direct
    found.plugged = rules.protocol not in PROTOCOLS
    found.now, found.horizon, found.rethink = rules.now, rules.horizon, rules.rethink
    if rules.recurring is not None:
        found.recurs = 1
        found.recurring_least, found.recurring_most = rules.recurring
        found.recurring_level = rules.recurring_level
        for i in rules.recurring_attend:
            found.recurring_attend[i] = 1
    found.slip_chance, found.slip_days = rules.slip_chance, rules.slip_days
    found.suspend_chance = rules.suspend_chance
    found.resumes, found.collapses = rules.resumes, rules.collapses
    found.report_weight, found.press = rules.report_weight, rules.press_credibility
    found.delay_shape = rules.delay_shape
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
