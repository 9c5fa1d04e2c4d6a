"""What actors want in one draw, and what that makes packages worth to them.

As `sim.scenario.stance_plan` and `sim.scenario.stances`, which say why.
"""

from __future__ import annotations

from sim.core import codes, primitives, slots
from sim.core.plans import Plans
from sim.core.primitives import Memory
from sim.core.tables import Tables
from sim.model import aspiration, worth


class Wants:
    """Stances at the values of one draw: by pair, and by an actor's options."""

    def __init__(self, actors: int, issues: int, options: int) -> None:
        self.memory = Memory()
        self.value = self.memory.doubles(actors * options)
        self.before = self.memory.doubles(actors * options)
        self.line = self.memory.longs(actors * options)
        self.salience = self.memory.doubles(actors * issues)
        self.firmness = self.memory.doubles(actors * issues)  # NaN: as the actor in general
        # scratch
        self.steps = self.memory.longs(options)
        self.share = self.memory.doubles(issues)
        self.phase = self.memory.longs(issues)
        self.part = self.memory.doubles(options)
        self.crossed = self.memory.longs(options)


def value(
    plans: Plans, values: list[float], wants: Wants, tolerance: float, actor: int, issue: int
) -> None:
    """What an actor wants on an issue."""
    pair, at = actor * plans.issues + issue, actor * plans.options + plans.first_option[issue]
    n = plans.width[issue]
    if plans.position[pair] == codes.NONE:
        _by_points(plans, values, wants, at, n)
    else:
        where = slots.code(plans, values, plans.position[pair])
        _count_steps(wants, where, n, plans.opposes[pair])
        _by_steps(wants, wants.value, at, n, tolerance)
    _draw_lines(plans, values, wants, pair, at, n)
    if plans.purpose[pair] != codes.NONE:
        _blend(plans, values, wants, pair, at, n)
    wants.salience[pair] = slots.number(plans, values, plans.salience[pair])
    wants.firmness[pair] = primitives.NAN
    if plans.own_firmness[pair] != codes.NONE:
        wants.firmness[pair] = slots.number(plans, values, plans.own_firmness[pair])
    if plans.before[pair] != codes.NONE:
        _count_steps(wants, slots.code(plans, values, plans.before[pair]), n, 0)
        _by_steps(wants, wants.before, at, n, tolerance)


def _count_steps(wants: Wants, where: int, n: int, opposes: int) -> None:
    """Steps of each option from the best of one who wants, or opposes, a place."""
    farthest = max(where, n - 1 - where)
    for option in range(n):
        away = option - where if option > where else where - option
        wants.steps[option] = farthest - away if opposes else away


def _most(wants: Wants, n: int) -> int:
    most = 0
    for option in range(n):
        most = max(most, wants.steps[option])
    return most


def _by_steps(wants: Wants, into: list[float], at: int, n: int, tolerance: float) -> None:
    most = _most(wants, n)
    for option in range(n):
        into[at + option] = worth.value(wants.steps[option], most, tolerance)


def _by_points(plans: Plans, values: list[float], wants: Wants, at: int, n: int) -> None:
    """Points that are given, straight lines between them; steps from the nearest best."""
    start, low, top = 0, 0.0, 0.0
    for option in range(n):
        slot = plans.points[at + option]
        if slot == codes.NONE:
            continue
        high = slots.number(plans, values, slot)
        for k in range(1, option - start):
            wants.value[at + start + k] = low + (high - low) * k / (option - start)
        wants.value[at + option] = high
        start, low = option, high
    for option in range(n):
        top = wants.value[at + option] if option == 0 else max(top, wants.value[at + option])
    for option in range(n):
        wants.steps[option] = n
        for best in range(n):
            if wants.value[at + best] == top:
                away = option - best if option > best else best - option
                wants.steps[option] = min(wants.steps[option], away)


def _draw_lines(
    plans: Plans, values: list[float], wants: Wants, pair: int, at: int, n: int
) -> None:
    """The red line that each option crosses."""
    line, most = slots.code(plans, values, plans.line[pair]), _most(wants, n)
    for option in range(n):
        wants.line[at + option] = codes.NO_LINE
    if line == codes.NO_LINE or most == 0:
        return
    if plans.line_named[pair]:
        for option in range(n):
            if plans.line_on[at + option]:
                wants.line[at + option] = line
        return
    first = slots.number(plans, values, plans.line_start[pair])
    if plans.line_of[pair]:
        first = first * most / plans.line_of[pair]
    for option in range(n):
        if wants.steps[option] > 0 and wants.steps[option] >= first:
            wants.line[at + option] = line


def _blend(plans: Plans, values: list[float], wants: Wants, pair: int, at: int, n: int) -> None:
    """A demand's purpose: what serves it is worth more, and may lift a red line."""
    share = slots.number(plans, values, plans.purpose[pair])
    lifted = slots.number(plans, values, plans.lifted_at[pair])
    for option in range(n):
        own, slot = wants.value[at + option], plans.serves[at + option]
        serves = own
        if slot != codes.NONE and own != 1.0:
            serves = slots.number(plans, values, slot)
        wants.value[at + option] = worth.value_with_purpose(own, share, serves)
        if serves >= lifted:
            wants.line[at + option] = codes.NO_LINE


def stand(
    plans: Plans, values: list[float], wants: Wants, tables: Tables, actor: int, place: int
) -> None:
    """What all packages are worth to an actor while its demands stand as a place's code says."""
    _take_columns(plans, wants, actor, tables.stand_code[place])
    best, at = 0.0, place * plans.packages
    for package in range(plans.packages):
        total, softly, hard = 0.0, 0, plans.excluded[package]
        for issue in range(plans.issues):
            option = plans.package_option[package * plans.issues + issue]
            option += plans.first_option[issue]
            total += wants.part[option]
            if wants.crossed[option] == codes.SOFT_LINE:
                softly = 1
            elif wants.crossed[option] == codes.HARD_LINE:
                hard = 1
        if softly:
            total -= tables.soft_red_line[actor]
        total += together(plans, values, wants, actor, package)
        tables.stand_worth[at + package] = total
        tables.stand_hard[at + package] = hard
        if not hard:
            best = max(best, total)
    tables.stand_best[place] = best
    firmness = _firmness(plans, wants, actor, tables.firmness[actor])
    tables.stand_beta[place] = aspiration.concession_exponent(firmness)


def _take_columns(plans: Plans, wants: Wants, actor: int, code: int) -> None:
    """By option what it adds and the line it crosses, by issue the share of its salience."""
    total = 0.0
    for issue in range(plans.issues - 1, -1, -1):
        wants.phase[issue] = code % codes.PHASES
        code = primitives.steps_between(code, codes.PHASES)
    for issue in range(plans.issues):
        pair = actor * plans.issues + issue
        phase = wants.phase[issue]
        wants.share[issue] = 0.0
        if plans.stance[pair] and phase != codes.PHASE_WITHDRAWN:
            if phase == codes.PHASE_RAISED or plans.before[pair] != codes.NONE:
                wants.share[issue] = wants.salience[pair]
        total += wants.share[issue]
    for issue in range(plans.issues):
        weight = 0.0 if total == 0.0 else wants.share[issue] / total
        wants.share[issue] = weight
        first = plans.first_option[issue]
        for option in range(first, first + plans.width[issue]):
            place = actor * plans.options + option
            wants.part[option], wants.crossed[option] = 0.0, codes.NO_LINE
            if wants.phase[issue] == codes.PHASE_RAISED:
                if not plans.stance[actor * plans.issues + issue]:
                    continue
                wants.part[option] = weight * wants.value[place]
                wants.crossed[option] = wants.line[place]
            elif weight != 0.0:
                wants.part[option] = weight * wants.before[place]


def together(plans: Plans, values: list[float], wants: Wants, actor: int, package: int) -> float:
    """What options of several issues add together, where the demands on all of them stand."""
    more = 0.0
    first = plans.together_first[actor]
    for k in range(first, first + plans.together_count[actor]):
        holds = 1
        for issue in range(plans.issues):
            option = plans.together_has[k * plans.issues + issue]
            if option == codes.NONE:
                continue
            if wants.phase[issue] != codes.PHASE_RAISED:
                holds = 0
            if plans.package_option[package * plans.issues + issue] != option:
                holds = 0
        if holds:
            more += slots.number(plans, values, plans.together[k])
    return more


def _firmness(plans: Plans, wants: Wants, actor: int, general: float) -> float:
    """The mean over issues by share of salience; in general, where no issue has its own."""
    own, weighs, mean = 0, 0, 0.0
    for issue in range(plans.issues):
        firmness = wants.firmness[actor * plans.issues + issue]
        stands = plans.stance[actor * plans.issues + issue]
        if not stands or wants.phase[issue] != codes.PHASE_RAISED or firmness != firmness:
            firmness = general
        if firmness != general:
            own = 1
        if wants.share[issue] != 0.0:
            weighs = 1
        mean += wants.share[issue] * firmness
    return mean if own and weighs else general
