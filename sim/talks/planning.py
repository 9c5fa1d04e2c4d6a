"""From the plans of a case to arrays: where each number of a draw comes from, and how it is drawn.

The plans are those that `sim.scenario.template` is made of; the arrays are those of the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any

from sim.core import codes
from sim.core.inputs import Inputs
from sim.core.plans import Plans
from sim.core.scripts import Script
from sim.core.state import State
from sim.core.tables import Tables
from sim.core.trying import Bench
from sim.scenario.attending import IN, OUT
from sim.scenario.case import Case
from sim.scenario.distributions import Choice, Point, Triangular, Uniform
from sim.scenario.slots import Moment, Named, Number
from sim.scenario.stance_plan import LINES
from sim.talks.arrays import NUMBERED, VERBS
from sim.talks.keys import names_of
from sim.talks.labels import LABEL_CODES
from sim.talks.luck import name_key

LATER = {
    "statements", "deliberation", "counter_delay", "public_optimism", "delay", "revision_delay",
    "channel_delay", "misreport",
}  # fmt: skip
"""Numbers of an actor that nothing before the end of the record rests on."""
NEEDED = {
    "no": codes.NEVER_NEEDED, "always": codes.ALWAYS_NEEDED, "on change": codes.NEEDED_ON_CHANGE,
}  # fmt: skip


def bench_of(case: Case) -> Bench:
    """Where the tries at a case's record are worked out."""
    plans = plans_of(case)
    names = plans.names
    tables = Tables(names, (plans.sessions, 0, 0, plans.stands), 0)
    assert tables.numbers == plans.numbers, "a number of actors without its array in `Tables`"
    for p in range(plans.packages):
        tables.excluded[p] = plans.excluded[p]
    for k, i in enumerate(case.names.mediators):
        tables.mediators[k], tables.mediator[i] = i, 1
    tables.mediator_count = len(case.names.mediators)
    tables.horizon = plans.horizon_tick
    for pair in range(plans.actors * plans.issues):
        tables.dated[pair] = plans.dated[pair]
    state = State(tables)
    state.script = Script(plans.moves, plans.texts)
    return Bench(inputs_of(case), plans, state, name_key("inputs", "kept"))


def inputs_of(case: Case) -> Inputs:
    """How the inputs of a case are drawn, in the order of their paths."""
    found = Inputs(len(case.inputs), len([value for one in case.inputs for value in _choices(one)]))
    free = 0
    for k, one in enumerate(case.inputs):
        found.name[k] = name_key("inputs", one.path)
        dist: Any = one.dist
        if isinstance(dist, Point):
            found.kind[k] = codes.POINT
            found.low[k] = 0.0 if isinstance(dist.value, str) else dist.value
        elif isinstance(dist, Choice):
            found.kind[k], found.first[k], found.count[k] = codes.CHOICE, free, len(dist.values)
            for place, value in enumerate(dist.values):
                found.bound[free] = dist.bounds[place]
                found.choice[free] = place if isinstance(value, str) else value
                free += 1
        else:
            found.kind[k] = codes.UNIFORM
            found.low[k], found.high[k] = dist.low, dist.high
            if isinstance(dist, Triangular):
                found.kind[k], found.best[k] = codes.TRIANGULAR, dist.best
            else:
                assert isinstance(dist, Uniform), dist
    return found


def _choices(one: Any) -> Any:
    return one.dist.values if isinstance(one.dist, Choice) else ()


def plans_of(case: Case) -> Plans:
    """Where the numbers of a case's draws come from."""
    template = case.template
    words = {one.path: _choices(one) or (_sure(one.dist),) for one in case.inputs}
    places = {path: k for k, path in enumerate(case.paths)}
    names = names_of(
        template.names,
        tuple([plan.id for plan in template.sessions]),
        template.items,
        tuple([shock.id for shock in template.shocks]),
        codes.TEXTS,
    )
    reached = [list(product(*map(_phases, actor.stances))) for actor in template.actors]
    slots = _slots(template)
    plans = Plans(
        names,
        (len(slots), len([word for one in slots for word in words.get(one.path, ())])),
        (
            len([option for options in template.names.options for option in options]),
            len([ways for actor in reached for ways in actor]),
            len([one for actor in template.actors for one in actor.together]),
            len(template.sessions),
            len(template.texts),
        ),
        (len(template.record), len([one for entry in template.record for one in entry.after])),
        len(NUMBERED),
    )
    free = {"slot": 0, "word": 0, "words": words, "places": places}
    _plan_issues(plans, template, free)
    _plan_actors(plans, template, free, reached)
    _plan_rules(plans, template, free)
    _plan_sessions(plans, template, free)
    _plan_record(plans, template, free)
    return plans


def worths_planned(case: Case) -> int:
    """How many numbers the worths of all packages are, however demands may stand."""
    stands = 0
    for actor in case.template.actors:
        ways = 1
        for stance in actor.stances:
            ways *= len(_phases(stance))
        stands += ways
    return stands * len(case.names.package_keys)


def _sure(dist: Any) -> Any:
    return dist.value if isinstance(dist, Point) else ""


def _slots(thing: Any) -> list[Any]:
    """Every number and name that plans rest on."""
    if isinstance(thing, Number | Named):
        return [thing]
    parts: Any = ()
    if isinstance(thing, Mapping):
        parts = thing.values()
    elif isinstance(thing, tuple):
        parts = thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        left_out = {"inputs", "names"}
        parts = [getattr(thing, one.name) for one in fields(thing) if one.name not in left_out]
    found: list[Any] = []
    for part in parts:
        found += _slots(part)
    return found


def _phases(stance: Any) -> list[int]:
    """How a demand on an issue may stand, at one time or another."""
    if stance is None:
        return [codes.PHASE_RAISED]
    dated = _dated(stance)
    found = [codes.PHASE_NOT_YET] if dated & codes.RAISES else []
    found.append(codes.PHASE_RAISED)
    return [*found, codes.PHASE_WITHDRAWN] if dated & codes.WITHDRAWS else found


def _dated(stance: Any) -> int:
    found = 0
    for bit, moment in ((codes.RAISES, stance.raised), (codes.WITHDRAWS, stance.withdrawn)):
        if moment.entry is not None or moment.date is not None:
            found |= bit
    return found


def _number(plans: Plans, free: dict[str, Any], number: Number | None) -> int:
    """The slot of a number; NONE: of nothing."""
    if number is None:
        return codes.NONE
    slot: int = free["slot"]
    free["slot"] += 1
    plans.input[slot] = codes.NONE
    if number.fixed is not None:
        plans.fixed[slot] = number.fixed
        return slot
    plans.input[slot] = free["places"][number.path]
    plans.zero[slot], plans.per[slot] = number.scale.zero, number.scale.per
    plans.log[slot] = number.scale.log
    return slot


def _name(plans: Plans, free: dict[str, Any], named: Named | None, means: Mapping[str, int]) -> int:
    """The slot of a word that stands for a number; NONE: of nothing."""
    if named is None:
        return codes.NONE
    slot: int = free["slot"]
    free["slot"] += 1
    plans.input[slot] = codes.NONE
    if named.fixed is not None:
        plans.fixed[slot] = means[named.fixed]
        return slot
    plans.input[slot], plans.word[slot] = free["places"][named.path], free["word"]
    for word in free["words"][named.path]:
        plans.code[free["word"]] = means[str(word)]
        free["word"] += 1
    return slot


def _plan_issues(plans: Plans, template: Any, free: dict[str, Any]) -> None:
    first, issues = 0, plans.issues
    for j, options in enumerate(template.names.options):
        plans.first_option[j], plans.width[j] = first, len(options)
        first += len(options)
        plans.status_quo[j] = _name(plans, free, template.status_quo[j], template.option_index[j])
    for p, package in enumerate(template.names.package_options):
        for j, option in enumerate(package):
            plans.package_option[p * issues + j] = option
    for p in template.names.excluded:
        plans.excluded[p] = 1


def _plan_actors(
    plans: Plans, template: Any, free: dict[str, Any], reached: list[list[tuple[int, ...]]]
) -> None:
    stands, consent = 0, template.consent
    for i, actor in enumerate(template.actors):
        asked = consent.quota is None or i in consent.vetoes
        staked = len([stance for stance in actor.stances if stance is not None]) > 0
        plans.party[i], plans.concerned[i] = actor.party, actor.party or actor.stakeholder
        plans.may_ask[i] = actor.party or (asked and staked)
        plans.weight[i] = consent.weights[i] if consent.weights else 0.0
        plans.veto[i] = i in consent.vetoes
        for k in actor.reaches:
            plans.reaches[i * plans.actors + k] = 1
        _plan_numbers(plans, free, i, actor)
        plans.needed[i] = _name(plans, free, actor.needed, NEEDED)
        plans.leans[i] = _name(plans, free, actor.leans, {"none": codes.NONE, **template.index})
        plans.horizon[i] = _number(plans, free, actor.planning_horizon.days)
        plans.horizon_dated[i] = actor.planning_horizon.dated
        _plan_togethers(plans, template, free, i)
        plans.stand_first[i], plans.stand_count[i] = stands, len(reached[i])
        for phases in reached[i]:
            code = 0
            for phase in phases:
                code = codes.PHASES * code + phase
            plans.stand_code[stands] = code
            stands += 1
        for j, stance in enumerate(actor.stances):
            pair = i * plans.issues + j
            plans.fallback[pair] = codes.NONE
            if actor.fallback is not None:
                plans.fallback[pair] = _name(
                    plans, free, actor.fallback.terms[j], template.option_index[j]
                )
            if stance is not None:
                _plan_stance(plans, template, free, (i, j), stance)


def _plan_numbers(plans: Plans, free: dict[str, Any], i: int, actor: Any) -> None:
    for k, name in enumerate(NUMBERED):
        plans.number[k * plans.actors + i] = codes.NONE
        if name not in LATER:
            plans.number[k * plans.actors + i] = _number(plans, free, actor.numbers[name])
    plans.bias[i] = _number(plans, free, actor.numbers["bias"])


def _plan_togethers(plans: Plans, template: Any, free: dict[str, Any], i: int) -> None:
    first = 0
    for before in template.actors[:i]:
        first += len(before.together)
    plans.together_first[i], plans.together_count[i] = first, len(template.actors[i].together)
    for k, one in enumerate(template.actors[i].together, start=first):
        plans.together[k] = _number(plans, free, one.worth)
        for j in range(plans.issues):
            plans.together_has[k * plans.issues + j] = codes.NONE
        for issue, option in one.options:
            plans.together_has[k * plans.issues + issue] = option


def _plan_stance(
    plans: Plans, template: Any, free: dict[str, Any], place: tuple[int, int], stance: Any
) -> None:
    i, j = place
    pair, at = i * plans.issues + j, i * plans.options + plans.first_option[j]
    options = template.option_index[j]
    plans.stance[pair], plans.opposes[pair] = 1, stance.opposes
    plans.position[pair] = _name(plans, free, stance.position, options)
    plans.salience[pair] = _number(plans, free, stance.salience)
    plans.own_firmness[pair] = _number(plans, free, stance.firmness)
    line = stance.red_line
    plans.line[pair] = _name(plans, free, line.kind, LINES)
    plans.line_start[pair] = _number(plans, free, line.start)
    plans.line_of[pair] = 0 if line.of is None else line.of
    plans.line_named[pair] = line.options is not None
    plans.before[pair] = _name(plans, free, stance.before, options)
    plans.purpose[pair] = plans.lifted_at[pair] = codes.NONE
    if stance.purpose is not None:
        plans.purpose[pair] = _number(plans, free, stance.purpose.share)
        plans.lifted_at[pair] = _number(plans, free, stance.purpose.lifted_at)
    for o in range(plans.width[j]):
        plans.line_on[at + o] = line.options is not None and o in line.options
        plans.points[at + o] = plans.serves[at + o] = codes.NONE
        if stance.points:
            plans.points[at + o] = _number(plans, free, stance.points[o])
        if stance.purpose is not None:
            plans.serves[at + o] = _number(plans, free, stance.purpose.serves[o])
    plans.dated[pair] = _dated(stance)
    plans.raised[pair] = _number(plans, free, stance.raised.date)
    plans.raised_by[pair] = _entry(template, stance.raised)
    plans.withdrawn[pair] = _number(plans, free, stance.withdrawn.date)
    plans.withdrawn_by[pair] = _entry(template, stance.withdrawn)


def _entry(template: Any, moment: Moment) -> int:
    """The place of the recorded move that dates a demand; NONE: none does."""
    for k, entry in enumerate(template.record):
        if entry.move.id == moment.entry:
            return k
    return codes.NONE


def _plan_rules(plans: Plans, template: Any, free: dict[str, Any]) -> None:
    rules, (expires, days) = template.rules, template.answers
    plans.now, plans.horizon_tick = template.now, template.horizon
    plans.direct = template.protocol == "alternating_offers"
    plans.rethink = _number(plans, free, rules["rethink"])
    plans.report_weight = _number(plans, free, rules["report_weight"])
    plans.press = _number(plans, free, rules["press_credibility"])
    plans.standard = _name(plans, free, template.standard, {"aspiration": 0, "reservation": 1})
    plans.expires = _name(plans, free, expires, {"no": 0, "yes": 1})
    plans.answer_days = _number(plans, free, days)
    if template.deadline is not None:
        plans.deadline = _number(plans, free, template.deadline[0])
        plans.announced = _number(plans, free, template.deadline[1])
    every, attend, _ = template.recurring
    plans.recurs = every is not None
    for i in attend:
        plans.recurring_attend[i] = 1


def _plan_sessions(plans: Plans, template: Any, free: dict[str, Any]) -> None:
    for k, session in enumerate(template.sessions):
        plans.session_first[k] = _number(plans, free, session.first)
        plans.session_last[k] = _number(plans, free, session.last)
        plans.session_level[k] = _number(plans, free, session.level)
        for i, here in enumerate(session.attend):
            plans.session_attend[k * plans.actors + i] = _name(plans, free, here, {IN: 1, OUT: 0})


def _plan_record(plans: Plans, template: Any, free: dict[str, Any]) -> None:
    texts = {text.id: k for k, text in enumerate(template.texts)}
    for k, text in enumerate(template.texts):
        plans.text_label[k] = _name(plans, free, text.label, LABEL_CODES)
        plans.text_days[k] = _number(plans, free, text.answer_by)
        for j, term in enumerate(text.terms):
            plans.text_terms[k * plans.issues + j] = _name(
                plans, free, term, template.option_index[j]
            )
    after = 0
    for k, entry in enumerate(template.record):
        plans.move_verb[k], plans.move_what[k] = VERBS[entry.move.verb], entry.move.what
        plans.move_text[k] = texts.get(entry.move.text, codes.NONE)
        plans.move_when[k] = _number(plans, free, entry.when)
        plans.earliest[k], plans.latest[k] = entry.earliest, entry.latest
        plans.move_who[k] = _name(plans, free, entry.who, {"press": codes.NONE, **template.index})
        plans.after_first[k], plans.after_count[k] = after, len(entry.after)
        for before in entry.after:
            plans.after[after] = before
            after += 1
