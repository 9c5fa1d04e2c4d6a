"""The tables of a draw from its values: all that the record of the talks rests on.

As `sim.scenario.template` and the plans beside it. What only counts after the record (delays,
suspensions, shocks, what follows a yes) is not in them.
"""

from __future__ import annotations

from sim.core import codes, primitives, slots, wanting
from sim.core.plans import Plans
from sim.core.scripts import Script
from sim.core.tables import Tables
from sim.core.wanting import Wants
from sim.model import constants


def build(plans: Plans, values: list[float], wants: Wants, script: Script, tables: Tables) -> None:
    """Fill script and tables in place; they have the sizes of the plans."""
    _date_moves(plans, values, script)
    _build_texts(plans, values, script)
    for actor in range(plans.actors):
        _number_actor(plans, values, tables, actor)
        _value_actor(plans, values, wants, script, tables, actor)
        _need_actor(plans, values, tables, actor)
        _horizon_actor(plans, values, script, tables, actor)
    _list_actors(plans, tables)
    _build_rules(plans, values, tables)
    _build_sessions(plans, values, tables)


def ticks(days: float) -> int:
    """Whole minutes of a number of days."""
    return primitives.truncated(days * constants.MINUTES_A_DAY)


def _date_moves(plans: Plans, values: list[float], script: Script) -> None:
    """Moves in the order of their ticks; those of one minute as listed."""
    for k in range(plans.moves):
        before = plans.earliest[k]
        for j in range(plans.after_first[k], plans.after_first[k] + plans.after_count[k]):
            day = script.day[plans.after[j]]
            if j == plans.after_first[k] or day > before:
                before = day
        drawn = slots.number(plans, values, plans.move_when[k])
        earliest, latest = plans.earliest[k], plans.latest[k]
        if before >= latest:  # a date that is held may be later than what is certain
            drawn = max(drawn, before)
        elif before > earliest:
            share = (drawn - earliest) / (latest - earliest)
            drawn = min(latest, before + share * (latest - before))
        script.day[k], script.at[k] = drawn, ticks(drawn)
    for k in range(plans.moves):
        place = k
        while place > 0 and script.tick[place - 1] > script.at[k]:
            script.tick[place] = script.tick[place - 1]
            script.place[place] = script.place[place - 1]
            place -= 1
        script.tick[place], script.place[place] = script.at[k], k
    for place in range(plans.moves):
        k = script.place[place]
        script.actor[place] = slots.code(plans, values, plans.move_who[k])
        script.verb[place], script.what[place] = plans.move_verb[k], plans.move_what[k]
        script.text[place] = plans.move_text[k]


def _build_texts(plans: Plans, values: list[float], script: Script) -> None:
    """Texts; packages count in mixed radix over the issues."""
    for text in range(plans.texts):
        package = 0
        for issue in range(plans.issues):
            option = slots.code(plans, values, plans.text_terms[text * plans.issues + issue])
            package = package * plans.width[issue] + option
        script.package[text] = package
        script.label[text] = slots.code(plans, values, plans.text_label[text])
        script.own_days[text] = plans.text_days[text] != codes.NONE
        if script.own_days[text]:
            script.days[text] = slots.number(plans, values, plans.text_days[text])


def _number_actor(plans: Plans, values: list[float], tables: Tables, actor: int) -> None:
    for k in range(plans.numbers):
        slot = plans.number[k * plans.actors + actor]
        if slot != codes.NONE:
            tables.number[k][actor] = slots.number(plans, values, slot)
    row = actor * plans.actors
    for other in range(plans.actors):
        tables.bias[row + other] = 0.0
        tables.reaches[row + other] = plans.reaches[row + other]
    leaning = codes.NONE
    if plans.leans[actor] != codes.NONE:
        leaning = slots.code(plans, values, plans.leans[actor])
    if leaning != codes.NONE:
        tables.bias[row + leaning] = slots.number(plans, values, plans.bias[actor])


def _value_actor(
    plans: Plans, values: list[float], wants: Wants, script: Script, tables: Tables, actor: int
) -> None:
    """What packages are worth to an actor however its demands may come to stand."""
    for issue in range(plans.issues):
        pair = actor * plans.issues + issue
        tables.staked[pair] = plans.stance[pair]
        if plans.stance[pair]:
            wanting.value(plans, values, wants, tables.tolerance[actor], actor, issue)
            tables.raised[pair] = _moment(
                plans, values, script, plans.raised[pair], plans.raised_by[pair]
            )
            tables.withdrawn[pair] = _moment(
                plans, values, script, plans.withdrawn[pair], plans.withdrawn_by[pair]
            )
    first = plans.stand_first[actor]
    tables.stand_first[actor], tables.stand_count[actor] = first, plans.stand_count[actor]
    for place in range(first, first + plans.stand_count[actor]):
        tables.stand_code[place] = plans.stand_code[place]
        wanting.stand(plans, values, wants, tables, actor, place)
    if plans.fallback[actor * plans.issues] != codes.NONE:
        tables.worth[actor] = _fallback(plans, values, tables, actor)


def _moment(plans: Plans, values: list[float], script: Script, slot: int, move: int) -> int:
    """The tick of a recorded move where there is one, else of a date of its own."""
    if move != codes.NONE:
        return script.at[move]
    if slot == codes.NONE:
        return codes.NONE
    return ticks(slots.number(plans, values, slot))


def phase_at(plans: Plans, tables: Tables, pair: int, tick: int) -> int:
    """Whether a demand stands at a tick, by its own dates."""
    if not plans.stance[pair]:
        return codes.PHASE_RAISED
    if plans.dated[pair] & codes.WITHDRAWS and tables.withdrawn[pair] <= tick:
        return codes.PHASE_WITHDRAWN
    if plans.dated[pair] & codes.RAISES and tables.raised[pair] > tick:
        return codes.PHASE_NOT_YET
    return codes.PHASE_RAISED


def _fallback(plans: Plans, values: list[float], tables: Tables, actor: int) -> float:
    """What the package that no deal comes to is worth, as the demands stand at the end."""
    package, code = 0, 0
    for issue in range(plans.issues):
        pair = actor * plans.issues + issue
        package *= plans.width[issue]
        package += slots.code(plans, values, plans.fallback[pair])
        code = codes.PHASES * code + phase_at(plans, tables, pair, plans.now)
    place = tables.stand_first[actor]
    while tables.stand_code[place] != code:
        place += 1
    return min(1.0, max(0.0, tables.stand_worth[place * plans.packages + package]))


def _need_actor(plans: Plans, values: list[float], tables: Tables, actor: int) -> None:
    """Which packages need its consent."""
    needed = codes.NEVER_NEEDED
    if plans.may_ask[actor]:
        needed = slots.code(plans, values, plans.needed[actor])
    for package in range(plans.packages):
        asks = 1 if needed == codes.ALWAYS_NEEDED else 0
        if needed == codes.NEEDED_ON_CHANGE:
            for issue in range(plans.issues):
                quo = slots.code(plans, values, plans.status_quo[issue])
                option = plans.package_option[package * plans.issues + issue]
                if plans.stance[actor * plans.issues + issue] and option != quo:
                    asks = 1
        tables.needs[actor * plans.packages + package] = asks


def _horizon_actor(
    plans: Plans, values: list[float], script: Script, tables: Tables, actor: int
) -> None:
    """When it thinks the talks must be over: by a date, or so long after the last move."""
    last = plans.now if plans.moves == 0 else script.tick[plans.moves - 1]
    days = ticks(slots.number(plans, values, plans.horizon[actor]))
    tables.planning_horizon[actor] = days if plans.horizon_dated[actor] else last + days


def _list_actors(plans: Plans, tables: Tables) -> None:
    parties, concerned, consenting = 0, 0, 0
    for actor in range(plans.actors):
        tables.party[actor] = plans.party[actor]
        tables.weight[actor], tables.veto[actor] = plans.weight[actor], plans.veto[actor]
        if plans.party[actor]:
            tables.parties[parties] = actor
            parties += 1
        if not plans.concerned[actor]:
            continue
        tables.concerned[concerned] = actor
        concerned += 1
        for package in range(plans.packages):
            if tables.needs[actor * plans.packages + package]:
                tables.consenting[consenting] = actor
                consenting += 1
                break
    tables.party_count, tables.concerned_count = parties, concerned
    tables.consenting_count = consenting


def _build_rules(plans: Plans, values: list[float], tables: Tables) -> None:
    days = slots.number(plans, values, plans.rethink)
    tables.rethink = max(1, primitives.nearest(days * constants.MINUTES_A_DAY))
    tables.direct, tables.now = plans.direct, plans.now
    tables.report_weight = slots.number(plans, values, plans.report_weight)
    tables.press = slots.number(plans, values, plans.press)
    tables.reservation = slots.code(plans, values, plans.standard)
    tables.expires = slots.code(plans, values, plans.expires)
    tables.answer_days = slots.number(plans, values, plans.answer_days)
    if plans.deadline != codes.NONE:
        tables.has_deadline = 1
        tables.deadline = ticks(slots.number(plans, values, plans.deadline))
        tables.announced = ticks(slots.number(plans, values, plans.announced))
    tables.recurs = plans.recurs
    for actor in range(plans.actors):
        tables.recurring_attend[actor] = plans.recurring_attend[actor]


def _build_sessions(plans: Plans, values: list[float], tables: Tables) -> None:
    for k in range(plans.sessions):
        first = primitives.truncated(slots.number(plans, values, plans.session_first[k]))
        last = primitives.truncated(slots.number(plans, values, plans.session_last[k]))
        last = max(first, last)
        tables.session_opens[k] = first * constants.MINUTES_A_DAY + constants.OPENS
        lasts = constants.OPENS + constants.LASTS
        tables.session_closes[k] = last * constants.MINUTES_A_DAY + lasts
        tables.session_level[k] = slots.number(plans, values, plans.session_level[k])
        for actor in range(plans.actors):
            slot = plans.session_attend[k * plans.actors + actor]
            tables.session_attend[k * plans.actors + actor] = slots.code(plans, values, slot)
