"""The template of a case's tables: all its plans together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.inputs import Input
from sim.scenario.moves import Move
from sim.scenario.names import Names
from sim.scenario.plan import ActorPlan, EntryPlan, SessionPlan, TextPlan
from sim.scenario.rules import AfterYes, Consent, Deadline, Ratification, Rules, Shock
from sim.scenario.slots import Named, Number, Values, tick
from sim.scenario.tables import Actor, Source, Tables


@dataclass(frozen=True, slots=True)
class ShockPlan:
    """Something from outside that may strike."""

    id: str
    title: str
    rate: Number
    shift: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class VotePlan:
    """A vote at home."""

    actor: int
    delay: Number
    k: Number
    seats: int
    majority: int
    support: Number


@dataclass(frozen=True, slots=True)
class Template:
    """All plans of one case, and the inputs they draw on."""

    inputs: tuple[Input, ...]
    names: Names
    index: Mapping[str, int]
    option_index: tuple[Mapping[str, int], ...]
    actors: tuple[ActorPlan, ...]
    status_quo: tuple[Named, ...]
    texts: tuple[TextPlan, ...]
    sessions: tuple[SessionPlan, ...]
    record: tuple[EntryPlan, ...]
    consent: Consent
    items: tuple[str, ...]
    rates: Mapping[str, Number]
    votes: tuple[VotePlan, ...]
    shocks: tuple[ShockPlan, ...]
    rules: Mapping[str, Number]
    mediation: Named
    answers: tuple[Named, Number]  # whether texts have an end, and the days to answer
    protocol: str
    standard: Named
    deadline: tuple[Number, Number] | None  # its date, and that of its announcement
    now: int
    horizon: int
    recurring: tuple[tuple[float, float] | None, frozenset[int], Number]

    def at(self, source: Source, values: Values) -> Tables:
        """The tables at these values."""
        record = self._record(values)
        ticks = {move.id: move.tick for move in record}
        options = self.option_index
        return Tables(
            source=source,
            names=self.names,
            values=values,
            actors=tuple(plan.at(values, ticks, self.index) for plan in self.actors),
            rules=self._rules(values),
            status_quo=tuple(
                index[named.at(values)]
                for named, index in zip(self.status_quo, options, strict=True)
            ),
            texts={plan.id: plan.at(values, options) for plan in self.texts},
            sessions=tuple(plan.at(values) for plan in self.sessions),
            record=record,
            consent=self.consent,
            after_yes=self._after_yes(values),
            shocks=tuple(
                Shock(s.id, s.title, s.rate.at(values), tuple(n.at(values) for n in s.shift))
                for s in self.shocks
            ),
        )

    def differs_in(self, other: Template) -> set[int] | None:
        """The actors whose plans differ from those of another template; None: more does."""
        same = replace(self, inputs=other.inputs, actors=other.actors) == other
        if not same or len(self.actors) != len(other.actors):
            return None
        pairs = enumerate(zip(self.actors, other.actors, strict=True))
        return {i for i, (mine, others) in pairs if mine != others}

    def actor(self, place: int, values: Values, record: Sequence[Move]) -> Actor:
        """One actor alone at these values, beside a record already made."""
        ticks = {move.id: move.tick for move in record}
        return self.actors[place].at(values, ticks, self.index)

    def _record(self, values: Values) -> tuple[Move, ...]:
        """Those of one minute as listed: none is listed above one that it comes after."""
        moves: list[Move] = []
        days: list[float] = []
        for plan in self.record:
            before = max((days[place] for place in plan.after), default=plan.earliest)
            days.append(plan.days(values, before))
            move, who = plan.move, self.index.get(plan.who.at(values), -1)
            moves.append(
                Move(
                    move.id, tick(days[-1]), who, move.verb, move.what, move.text, move.when,
                    move.provenance, move.evidence, move.sets, move.who,
                )
            )  # fmt: skip
        return tuple(sorted(moves, key=lambda move: move.tick))

    def _rules(self, values: Values) -> Rules:
        numbers = {name: number.at(values) for name, number in self.rules.items()}
        rethink = max(1, round(numbers.pop("rethink") * MINUTES_A_DAY))
        every, attend, level = self.recurring
        return Rules(
            protocol=self.protocol,
            now=self.now,
            horizon=self.horizon,
            rethink=rethink,
            recurring=every,
            recurring_attend=attend,
            recurring_level=level.at(values),
            standard=self.standard.at(values),
            deadline=self._deadline(values),
            answer_days=self._answer_days(values),
            mediation=self.mediation.at(values),
            **numbers,
        )

    def _answer_days(self, values: Values) -> float | None:
        expires, days = self.answers
        return days.at(values) if expires.at(values) == "yes" else None

    def _deadline(self, values: Values) -> Deadline | None:
        if self.deadline is None:
            return None
        return Deadline(*(tick(days.at(values)) for days in self.deadline))

    def _after_yes(self, values: Values) -> AfterYes:
        rates = {name: number.at(values) for name, number in self.rates.items()}
        votes = tuple(
            Ratification(
                v.actor, v.delay.at(values), v.k.at(values), v.seats, v.majority,
                v.support.at(values),
            )
            for v in self.votes
        )  # fmt: skip
        return AfterYes(items=self.items, ratifications=votes, **rates)
