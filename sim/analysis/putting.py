"""A text put to everyone at `now`, in one draw: the chance that it finds the consent it needs.

Each says yes with P(accept) = F(lambda (U - theta - delta) - kappa) (McKelvey & Palfrey 1995), its
luck independent of the others'. Where the record holds answers of an actor, its luck is what
they leave of it (`recorded_luck`): an answer that was given stands until a number that it rests
on is another. Inputs may be moved from `now` on; the past, and what it says of luck, stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sim.analysis.bargain_moment import Moment
from sim.analysis.recorded_luck import Part, chance_above, luck_of
from sim.analysis.runs import Bools, Floats
from sim.model.answer import inclination
from sim.model.aversion import aversion
from sim.model.consent import chance_of_quota, quota_met
from sim.model.constants import MINUTES_A_DAY
from sim.model.draws import logistic_cdf
from sim.scenario.case import Case
from sim.scenario.tables import Actor, Tables
from sim.talks.parts import LiveText
from sim.talks.positions import believed_share, crosses, position
from sim.talks.state import State

_SETS = 12  # voters whose sets of yeses are counted one by one


@dataclass(frozen=True, slots=True)
class TextAsked:
    """A text to be put: the one on the table, one of the scenario's, or terms.

    `text` names one of the scenario's own. `terms` are option ids by issue; issues left out
    stay as in the text on the table, or in the status quo where there is none. Neither: the
    text on the table. `after` are days after `now` on which it is answered, nothing else having
    happened in between.
    """

    text: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    after: float = 0.0

    def of(self, state: State) -> LiveText | None:
        """The text in one draw; None where the table is asked for and there is none on it."""
        if not (self.text or self.terms):
            return state.live
        tables = state.tables
        if self.text:
            own = tables.texts[self.text]
            package, by, label = own.package, own.by, own.label
        else:
            package, by, label = self._package(state), 0, "draft"
        if self.text and self.text == _on_the_table(state):
            return state.live
        now = tables.rules.now
        return LiveText(state.texts + 1, -1, package, by, label, now, tables.needed(package))

    def _package(self, state: State) -> int:
        names, asked = state.tables.names, dict(self.terms)
        quo = state.tables.status_quo
        base = quo if state.live is None else names.package_options[state.live.package]
        package = 0
        for issue, ids, o in zip(names.issues, names.options, base, strict=True):
            place = ids.index(asked[issue]) if issue in asked else o
            package = package * len(ids) + place
        return package


def _on_the_table(state: State) -> str:
    """The name of the scenario's text that the record tabled last, if it is still there."""
    if state.live is None:
        return ""
    tabled = [move.text for move in state.tables.record if move.verb == "table"]
    return tabled[-1] if tabled else ""


class Putting:
    """One text in one draw; `moved` puts it with an input at another value."""

    def __init__(self, moment: Moment, asked: TextAsked) -> None:
        text = asked.of(moment.state)
        assert text is not None, "no text to be put"
        self.weight, self.text = moment.weight, text
        self._record = moment.record
        self._tick = moment.now + round(asked.after * MINUTES_A_DAY)
        self._tables, self._stand = moment.state.tables, list(moment.state.stand)
        self._state = moment.state.still()
        live = moment.state.live
        if text is not live and self._state.said_final[text.by]:
            self._state.phi[text.by] /= 2  # another text after one called final
        self._tabled = live is text and self._tables.actors[text.by].party
        self._luck: dict[tuple[int, float], tuple[Part, ...]] = {}
        self._known = self.chances()
        self._places = {i: position(self._state, i, text, self._tick) for i in self._known}
        self._consent = self.consent_of(self._known)

    def chances(self) -> dict[int, float]:
        """Of a yes, by actor whose consent is needed, given what each answered before."""
        return {i: self._chance(i) for i in self._state.tables.needed(self.text.package)}

    def fresh(self) -> dict[int, float]:
        """The same of answers that nothing before binds: with luck drawn anew."""
        found = {}
        for i in self._state.tables.needed(self.text.package):
            open_to_it = not crosses(self._state, i, self.text.package)
            found[i] = logistic_cdf(-self._least(i)) if open_to_it else 0.0
        return found

    def consent(self) -> float:
        """The chance that the text finds the consent it needs."""
        return self.consent_of(self.chances())

    def consent_of(self, chances: dict[int, float]) -> float:
        """The same of given chances, by actor whose consent is needed."""
        return consent_chance(self._state.tables, chances)

    def moved(self, path: str, value: float | str) -> float:
        """The chance of consent with an input at a value from `now` on."""
        owner = path.partition(".")[0]
        if owner in self._tables.names.actors and path != f"{owner}.needed":
            return self._moved_actor(self._tables.names.actors.index(owner), path, value)
        with self._with(self._source.at(self._values(path, value)), self._tables.concerned):
            return self.consent()

    def _moved_actor(self, owner: int, path: str, value: float | str) -> float:
        """Of an input of one actor: the others' chances change only by what they see of it."""
        tables, known = self._tables, self._known
        if owner not in known and not tables.actors[owner].party:
            return self._consent
        actors = list(tables.actors)
        values = self._values(path, value)
        actors[owner] = self._source.actor_at(owner, values, tables.record)
        moved = replace(tables, actors=tuple(actors))
        with self._with(moved, [owner]):
            changed = {owner: self._chance(owner)} if owner in known else {}
            if not self._unseen(owner):
                others = [i for i in known if i != owner]
                changed |= {i: self._beside(i, owner) for i in others}
            return self.consent_of(known | changed)

    def _beside(self, actor: int, owner: int) -> float:
        """The chance of an actor for which nothing is otherwise but what another gains."""
        others = [i for i in self._tables.parties if i != actor]
        tabled = self._tabled and actor == self.text.by
        if owner not in others or tabled or crosses(self._state, actor, self.text.package):
            return self._known[actor]
        place, me = self._places[actor], self._tables.actors[actor]
        shares = list(place.attained)
        shares[others.index(owner)] = believed_share(
            self._state, actor, owner, self.text.package, self._tick
        )
        own = place.worth, place.no_deal, self._state.stand[actor].best
        felt = aversion(me.aversion, own, shares)
        x = inclination(me.precision, place.worth, place.aspiration, felt)
        return chance_above(self._luck_of(actor), me.accept_bar - x)

    def _unseen(self, owner: int) -> bool:
        """Whether an actor's gain is to all others what it was."""
        me, was = self._state.tables.actors[owner], self._tables.actors[owner]
        point, before = self._state.stand[owner], self._stand[owner]
        package = self.text.package
        return (
            me.worth == was.worth
            and me.loss_in_90_days == was.loss_in_90_days
            and me.discount == was.discount
            and me.lock_in_half_life == was.lock_in_half_life
            and point.worth(package) == before.worth(package)
            and point.best == before.best
        )

    def value(self, path: str) -> float | str:
        """What an input is in this draw."""
        return self._tables.values[path]

    def _chance(self, actor: int) -> float:
        if self._tabled and actor == self.text.by:
            return 1.0  # tabling is accepting
        if crosses(self._state, actor, self.text.package):
            return 0.0
        return chance_above(self._luck_of(actor), self._least(actor))

    def _least(self, actor: int) -> float:
        """What luck has to be above for a yes."""
        place = position(self._state, actor, self.text, self._tick)
        return self._state.tables.actors[actor].accept_bar - place.x

    def _luck_of(self, actor: int) -> tuple[Part, ...]:
        consistency = self._state.tables.actors[actor].consistency
        key = actor, consistency
        if key not in self._luck:
            both = self._tables.actors[actor].consistency, consistency
            self._luck[key] = luck_of(self._record, actor, self.text.package, both)
        return self._luck[key]

    def _values(self, path: str, value: float | str) -> dict[str, float | str]:
        return {**self._tables.values, path: value}

    @property
    def _source(self) -> Case:
        source = self._tables.source
        assert isinstance(source, Case), "tables that no scenario gave"
        return source

    @contextmanager
    def _with(self, tables: Tables, whose: Iterable[int]) -> Iterator[None]:
        """Other tables for a while, in which only the numbers of some are others."""
        state = self._state
        state.tables = tables
        for i in whose:
            if _other_worths(tables.actors[i], self._tables.actors[i]):
                state.stand[i] = tables.standpoint(i, state.phases[i])
        try:
            yield
        finally:
            state.tables, state.stand = self._tables, list(self._stand)


def _other_worths(one: Actor, other: Actor) -> bool:
    """Whether what packages are worth to an actor may differ, or how firm it is on the whole."""
    return (
        one.stances != other.stances
        or one.soft_red_line != other.soft_red_line
        or one.firmness != other.firmness
    )


def consent_chance(tables: Tables, chances: dict[int, float]) -> float:
    """The chance that all who are asked consent, or a quota of them and every veto-holder."""
    rule = tables.consent
    if rule.quota is None:
        return math.prod(chances.values())
    must = [i for i in chances if i in rule.vetoes]
    free = [i for i in chances if i not in must and tables.actors[i].party]
    held = math.fsum([rule.weights[i] for i in must if tables.actors[i].party])
    whole = math.fsum([rule.weights[i] for i in tables.parties])
    weights = tuple(rule.weights[i] for i in free)
    if len(free) > _SETS:
        own = [*(chances[i] for i in free), 1.0]
        return math.prod([chances[i] for i in must]) * chance_of_quota(
            own, [*weights, held], whole, rule.quota
        )
    enough = _of_sets([chances[i] for i in free]) @ _winning(weights, held, whole, rule.quota)
    return math.prod([chances[i] for i in must]) * float(enough)


def _of_sets(chances: Sequence[float]) -> Floats:
    """(2**n,) the chance of each set of yeses: those without the last one first."""
    found = np.ones(1)
    for chance in chances:
        found = np.concatenate([found * (1.0 - chance), found * chance])
    return found


@lru_cache(maxsize=256)
def _winning(weights: tuple[float, ...], held: float, whole: float, quota: float) -> Bools:
    """(2**n,) whether each set of yeses is enough, in the order of `_of_sets`."""
    sums = np.array([held])
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return np.array([quota_met(given, whole, quota) for given in sums.tolist()], dtype=np.bool_)
