"""What mediators do: table texts, revise them, carry them, take stock, speak in public."""

from __future__ import annotations

from sim.core import believing, codes, consent, positions, primitives, prospects, writing
from sim.core.state import State
from sim.model import aversion, constants, draws
from sim.model import belief as beliefs


def table(state: State, timer: int) -> int:
    """A text of a mediator's, or word that there is nothing left to propose."""
    if state.live:
        return codes.NONE
    mediator, tick = state.timer_who[timer], state.timer_due[timer]
    if not in_view(state, mediator, tick):
        e = writing.begin(state, codes.ASSESSED, timer, mediator)
        state.event[e + codes.TEXT] = state.texts
        state.event[e + codes.BITS] = codes.EXHAUSTED
        writing.add(state, e, 0.0)
        return e
    return _tabled(state, timer, _choose(state, mediator, tick))


def revise(state: State, timer: int) -> int:
    """A text that would find consent more surely than the one refused, or word of why not."""
    if not state.live:
        return codes.NONE
    mediator, tick = state.timer_who[timer], state.timer_due[timer]
    if not in_view(state, mediator, tick):
        return _none_better(state, timer, 0.0, codes.EXHAUSTED)
    choice = _choose(state, mediator, tick)
    package = choice // codes.RULES
    better = prospects.consent_to(state, mediator, package, tick)
    standing = prospects.standing(state, mediator, tick)
    if better > standing:
        return _tabled(state, timer, choice)
    return _none_better(state, timer, standing, codes.KEEPS)


def _none_better(state: State, timer: int, chance: float, bits: int) -> int:
    e = writing.begin(state, codes.ASSESSED, timer, state.timer_who[timer])
    state.event[e + codes.TEXT] = state.texts
    state.event[e + codes.BITS] = bits
    writing.add(state, e, chance)
    return e


def in_view(state: State, mediator: int, tick: int) -> int:
    """Find the packages that a mediator may table, with what it believes; whether there are any.

    A package that was refused, or lapsed, is among them only while each who refused it asks less
    for it than then and it has the best chance of all that are left.
    """
    consent.open_packages(state)
    prospects.begin(state, mediator, tick)
    state.candidates, freed = 0, 0
    live = state.package if state.live else codes.NONE
    for package in range(state.tables.packages):
        if not state.open_[package] or package == live:
            continue
        if not _willing(state, mediator, package, tick):
            continue
        if state.barred[package]:
            if not _may_pass(state, mediator, package, tick):
                continue
            freed += 1
        state.candidate[state.candidates] = package
        state.candidates += 1
    if freed:
        best = prospects.likeliest(state, mediator, tick)
        n = 0
        for c in range(state.candidates):
            package = state.candidate[c]
            if package == best or not state.barred[package]:
                state.candidate[n] = package
                n += 1
        state.candidates = n
    return state.candidates > 0


def _willing(state: State, mediator: int, package: int, tick: int) -> int:
    """Whether a mediator may table a package: where its own yes is needed, tabling gives it."""
    if not prospects.needs(state, mediator, package):
        return 1
    return positions.own_answer(state, mediator, package, 0.0, tick) == constants.ACCEPT


def _may_pass(state: State, mediator: int, package: int, tick: int) -> int:
    """Whether each who refused a package asks less for it now, as the mediator believes."""
    for k in range(state.tables.consenting_count):
        actor = state.tables.consenting[k]
        if actor != mediator and not believing.asks_less(
            state, actor, package, tick, state.believed, actor * codes.POINTS
        ):
            return 0
    return 1


def _choose(state: State, mediator: int, tick: int) -> int:
    """A package by the talks' rule, and the rule that chose it: package * RULES + rule."""
    rule = state.tables.mediation
    if rule == codes.NONE:
        package = state.plugs.choose(mediator, tick, state.candidate, state.candidates)
        return package * codes.RULES + codes.PLUGGED
    if rule == codes.LIKELIEST:
        return prospects.likeliest(state, mediator, tick) * codes.RULES + rule
    if rule == codes.FAIREST:
        return prospects.fairest(state, mediator, tick) * codes.RULES + rule
    kept = prospects.keep_above(state)
    if kept == 0:
        return prospects.fairest(state, mediator, tick) * codes.RULES + codes.FAIREST
    if rule == codes.NASH:
        return prospects.nash(state, kept) * codes.RULES + rule
    name = state.tables.names.choice[mediator * state.tables.names.texts + state.texts]
    u = primitives.uniform(state.run, name, state.begun_revise[mediator])
    return prospects.proportional(state, kept, u) * codes.RULES + rule


def _tabled(state: State, timer: int, choice: int) -> int:
    mediator = state.timer_who[timer]
    package = choice // codes.RULES
    e = writing.begin(state, codes.TABLED, timer, mediator)
    state.event[e + codes.TEXT] = state.texts + 1
    state.event[e + codes.PACKAGE] = package
    state.event[e + codes.GIVEN] = codes.BRIDGING
    state.event[e + codes.OTHER] = choice % codes.RULES
    state.event[e + codes.MORE] = state.number if state.live else codes.NONE
    k = 0
    for actor in range(state.tables.actors):
        gain = primitives.NAN
        if k < state.tables.consenting_count and state.tables.consenting[k] == actor:
            k += 1
            if prospects.needs(state, actor, package):
                gain = positions.worth_of(state, actor, package) - state.floors[actor]
        writing.add(state, e, gain)
    return e


def tell(state: State, timer: int) -> int:
    """The live text reaches an actor out of the room."""
    if not state.live:
        return codes.NONE
    actor = state.timer_who[timer]
    e = writing.begin(state, codes.RELAYED, timer, state.via[actor])
    state.event[e + codes.TEXT] = state.number
    state.event[e + codes.OTHER] = actor
    state.event[e + codes.MORE] = codes.NONE
    return e


def relay_mood(state: State, timer: int) -> int:
    """How an actor out of the room feels, to the author of the text; may be one off."""
    actor = state.timer_who[timer]
    if not state.live or state.answer[actor] != codes.SILENT or state.seat[actor]:
        return codes.NONE  # nobody sounds out a person: who sits there speaks for itself
    pull = positions.label_pull(state, actor, state.label, state.by)
    felt = positions.own_answer(state, actor, state.package, pull, state.timer_due[timer])
    mediator = state.via[actor]
    name = state.tables.names.misreport[mediator * state.tables.actors + actor]
    u = primitives.uniform(state.run, name, state.number)
    e = writing.begin(state, codes.RELAYED, timer, mediator)
    state.event[e + codes.TEXT] = state.number
    state.event[e + codes.OTHER] = state.by
    state.event[e + codes.MORE] = actor
    state.event[e + codes.GIVEN] = misheard(felt, u, state.tables.misreport[mediator])
    return e


def misheard(mood: int, u: float, chance: float) -> int:
    """A mood, or with this chance the category beside it; from the middle either way alike."""
    if u >= chance:
        return mood
    if mood != 0:
        return 0
    return 1 if u < chance / 2 else -1


def take_stock(state: State, timer: int) -> int:
    """The chance that all whose consent it needs say yes before it lapses, and its tilts."""
    if not state.live:
        return codes.NONE
    mediator, tick = state.timer_who[timer], state.timer_due[timer]
    due = max(tick, state.tabled + constants.UNENDED if state.end == codes.NONE else state.end)
    for actor in range(state.tables.actors):
        if state.needed[actor]:
            state.chance[actor] = _chance_of_yes(state, mediator, actor, tick, due)
    e = writing.begin(state, codes.ASSESSED, timer, mediator)
    state.event[e + codes.TEXT] = state.number
    writing.add(state, e, consent.chance(state, state.package))
    n = state.tables.party_count
    for k in range(n):
        actor = state.tables.parties[k]
        floor = believing.believed_floor(state, mediator, actor, tick)
        state.score[k] = aversion.attained(
            positions.worth_of(state, actor, state.package), floor, positions.best_of(state, actor)
        )
    total = primitives.exact_sum(state.score, 0, n)
    for k in range(n):
        share = state.score[k]
        writing.add(state, e, share if n < 2 else share - (total - share) / (n - 1))
    return e


def _chance_of_yes(state: State, mediator: int, actor: int, tick: int, due: int) -> float:
    """The chance a mediator gives at a tick that the actor says yes to the live text in time."""
    if actor == state.by:
        return 1.0
    if positions.crosses(state, actor, state.package):
        return 0.0
    pull = positions.label_pull(state, actor, state.label, state.by)
    if actor == mediator:
        own = positions.own_answer(state, actor, state.package, pull, due)
        return 1.0 if own == constants.ACCEPT else 0.0
    first = actor * codes.POINTS
    believing.belief(state, mediator, actor, tick, state.believed, first)
    return believing.chance_of_yes(state, actor, state.package, pull, due, state.believed, first)


def speak(state: State, timer: int) -> int:
    """What a mediator says in public: what it thinks, and the optimism it chooses."""
    mediator = state.timer_who[timer]
    said = draws.logistic(within(state.assessed[mediator]))
    said += (
        constants.TONE * (state.tables.public_optimism[mediator] - 0.5) * state.tables.report_weight
    )
    e = writing.begin(state, codes.STATED, timer, mediator)
    say(state, e, mediator, draws.logistic_cdf(said))
    return e


def say(state: State, e: int, speaker: int, chance: float) -> None:
    """Write a public word that agreement comes with this chance."""
    claimed = within(chance)
    state.event[e + codes.GIVEN] = codes.PROGRESSED if claimed >= 0.5 else codes.DOUBTED
    put_word(state, e, speaker, claimed, draws.logistic(claimed))


def put_word(state: State, e: int, speaker: int, chance: float, log_lr: float) -> None:
    """Write what a public word says, and what all with a stake believe after it.

    A chance of NaN: it tells of none. A speaker of NONE: the press.
    """
    writing.add(state, e, chance)
    writing.add(state, e, log_lr)
    k = 0
    for actor in range(state.tables.actors):
        after = primitives.NAN
        if k < state.tables.concerned_count and state.tables.concerned[k] == actor:
            k += 1
            if actor != speaker:
                trust = trust_in(state, speaker, actor)
                after = beliefs.moved(state.near[actor], trust, log_lr)
        writing.add(state, e, after)


def within(chance: float) -> float:
    """A chance that somebody may claim in public."""
    return min(constants.CERTAIN, max(1 - constants.CERTAIN, chance))


def trust_in(state: State, speaker: int, actor: int) -> float:
    """How much of a public word an actor takes over; NONE: the press says it."""
    if speaker == codes.NONE:
        return state.tables.press
    n = 0
    row = speaker * state.tables.actors
    for k in range(state.tables.party_count):
        other = state.tables.parties[k]
        if other != actor:
            state.sums[n] = state.tables.bias[row + other]
            n += 1
    mean = primitives.exact_sum(state.sums, 0, n) / n if n else 0.0
    return beliefs.credibility(
        state.tables.credibility[speaker], state.tables.bias[row + actor], mean
    )
