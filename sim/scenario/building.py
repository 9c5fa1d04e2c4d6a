"""From a checked scenario to plans and inputs: the actors and what they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.scenario.collecting import Backing, Collector
from sim.scenario.dates import Day
from sim.scenario.defaults import AS_WRITTEN
from sim.scenario.language import Actor, Holds, Scenario, Stance
from sim.scenario.plan import (
    ActorPlan,
    HorizonPlan,
    Named,
    Number,
    StancePlan,
    TogetherPlan,
)
from sim.scenario.stance_building import NOTHING, StanceBuilder
from sim.scenario.tables import MINUTES_A_DAY
from sim.scenario.words import Quantity

HELD = {  # field of the file: field of the tables
    "opening_concession": "opening",
    "precision": "precision",
    "accept_bar": "accept_bar",
    "reject_bar": "reject_bar",
    "blame": "blame",
    "consistency": "consistency",
    "label_effect": "label_effect",
    "aversion": "aversion",
    "soft_red_line": "soft_line",
    "lock_in": "lock_in",
    "lock_in_half_life": "lock_half_life",
    "statements": "statements",
    "resentment": "resentment",
    "expects_deal": "expects",
    "belief_error": "belief_error",
    "deliberation": "deliberation",
    "credibility": "credibility",
}
CARRIED = {  # what only a mediator uses
    "delay": "delay",
    "revision_delay": "revision_delay",
    "channel_delay": "channel_delay",
    "misreport": "misreport",
    "public_optimism": "optimism",
}
SPOKEN = ("credibility",)  # held by observers too
SPEAKS = ("belief_error", *SPOKEN)  # held by mediators too
NEEDED = ("always", "no", "on change")  # whether a stakeholder's consent is
NEEDED_UNKNOWN = ("always", "no")  # reported opposition is no reported veto
NO_NUMBER = Number("", AS_WRITTEN, 0.0)
YES_NO = ("yes", "no")


@dataclass
class Builder:
    """What the plans of one scenario are made from."""

    scenario: Scenario
    inputs: Collector = field(default_factory=Collector)

    def __post_init__(self) -> None:
        self.actors = tuple(sorted(self.scenario.actors))
        self.issues = tuple(self.scenario.issues)
        self.options = tuple(tuple(issue.titles) for issue in self.scenario.issues.values())
        self.parties = tuple(
            name for name in self.actors if "party" in self.scenario.actors[name].roles
        )

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.scenario.calendar.start

    def index(self, actor: str) -> int:
        """An actor's place; the press has none."""
        return -1 if actor == "press" else self.actors.index(actor)

    def indices(self, actors: tuple[str, ...] | None) -> frozenset[int]:
        """Places of actors; of all where none are given."""
        return frozenset(map(self.index, self.actors if actors is None else actors))

    @property
    def now(self) -> int:
        """The tick at which the record ends."""
        return self.tick(self.scenario.calendar.now) + MINUTES_A_DAY

    def tick(self, date: dt.date) -> int:
        """Midnight at the beginning of a day."""
        return (date - self.start).days * MINUTES_A_DAY

    def actor(self, name: str) -> ActorPlan:
        """The plan of one actor."""
        actor = self.scenario.actors[name]
        mediates = "mediator" in actor.roles
        shared = self.scenario.parties.tactic if name in self.parties else ""
        return ActorPlan(
            party="party" in actor.roles,
            stakeholder="stakeholder" in actor.roles,
            mediator=mediates,
            needed=self._needed(name, actor),
            counters=self._counters(name),
            stances=tuple(self._stance(name, actor, issue) for issue in self.issues),
            firmness=self._held(name, "firmness"),
            tolerance=self._held(name, "tolerance"),
            held=tuple(self._numbers(name, actor)),
            leans=self._leans(name, actor) if mediates else None,
            bias=self._own(name, actor, "bias", carried=mediates),
            reaches=self.indices(actor.reaches),
            planning_horizon=self._planning_horizon(name),
            tactic=actor.tactic or shared or "time_dependent",
            together=tuple(self._together(name, actor)),
        )

    def _together(self, name: str, actor: Actor) -> Iterator[TogetherPlan]:
        for one, block in actor.interactions.items():
            path, backing = f"{name}.interactions.{one}.worth", Backing.of(block, "worth")
            places = [self.issues.index(issue) for issue in block.between]
            options = tuple(
                (place, self.options[place].index(option))
                for place, option in zip(places, block.between.values(), strict=True)
            )
            worth = self.inputs.number(path, "interaction", block.worth, backing)
            yield TogetherPlan(one, options, worth)

    def _numbers(self, name: str, actor: Actor) -> list[tuple[str, Number]]:
        mediates = "mediator" in actor.roles
        numbers = [("worth", self._no_deal(name, "worth"))]
        numbers.append(("loss", self._no_deal(name, "loss_in_90_days")))
        numbers += [(of, self._held(name, given)) for given, of in HELD.items()]
        for given, of in CARRIED.items():
            rest = 0.5 if given == "public_optimism" else 0.0
            numbers.append((of, self._own(name, actor, given, carried=mediates, rest=rest)))
        counters = self._held(name, "counter_delay") if self._may_counter(name) else NO_NUMBER
        return [*numbers, ("counter_delay", counters)]

    def _may_counter(self, name: str) -> bool:
        """Whether an actor is a party to talks that somebody mediates."""
        mediated = any("mediator" in actor.roles for actor in self.scenario.actors.values())
        return mediated and name in self.parties

    def _counters(self, name: str) -> Named:
        if not self._may_counter(name):
            return Named("", "no")
        block = self._block(name, "counters")
        at = (f"{name}.counters", "choice")
        return self.inputs.name(at, block.counters, YES_NO, Backing.of(block, "counters"))

    def _planning_horizon(self, name: str) -> HorizonPlan:
        if not self._answers(name):
            return HorizonPlan(_unused("planning_horizon"), dated=True, now=self.now)
        block = self._block(name, "planning_horizon")
        written, backing = block.planning_horizon, Backing.of(block, "planning_horizon")
        path = f"{name}.planning_horizon"
        if isinstance(written, Day):
            dist = written.end(self.start)
            number = self.inputs.date(path, dist, written.words, backing)
            return HorizonPlan(number, dated=True, now=self.now)
        number = self.inputs.number(path, "planning_horizon", written, backing)
        return HorizonPlan(number, dated=False, now=self.now)

    def _answers(self, name: str) -> bool:
        return self.scenario.actors[name].answers

    def _held(self, name: str, given: str) -> Number:
        """A number any answering actor holds: its own, else the parties', else the default."""
        roles = self.scenario.actors[name].roles
        used = SPOKEN if "observer" in roles else SPEAKS
        if not self._answers(name) and given not in used:
            return _unused(given)
        block = self._block(name, given)
        path = f"{name}.{given}"
        return self.inputs.number(path, given, getattr(block, given), Backing.of(block, given))

    def _no_deal(self, name: str, given: str) -> Number:
        if not self._answers(name):
            return _unused(given)
        actor, shared = self.scenario.actors[name], self.scenario.parties
        holder: Holds = actor
        if getattr(actor.no_deal, given) is None and name in self.parties:
            holder = shared
        backing = Backing.of(holder.no_deal, given)
        outer = Backing.of(holder, "no_deal")
        backing = Backing(backing.evidence or outer.evidence, backing.why or outer.why)
        written = getattr(holder.no_deal, given)
        return self.inputs.number(f"{name}.no_deal.{given}", given, written, backing)

    def _block(self, name: str, given: str) -> Holds:
        actor = self.scenario.actors[name]
        own = getattr(actor, given) is not None or name not in self.parties
        return actor if own else self.scenario.parties

    def _own(
        self, name: str, actor: Actor, given: str, *, carried: bool, rest: float = 0.0
    ) -> Number:
        """A number that only a mediator uses; `rest` for others."""
        if not carried:
            return Number("", AS_WRITTEN, rest)
        written: Quantity | None = getattr(actor, given)
        return self.inputs.number(f"{name}.{given}", given, written, Backing.of(actor, given))

    def _needed(self, name: str, actor: Actor) -> Named:
        """Whether its consent counts: unknown, always or never, by no source as it departs."""
        if name in self.parties or "stakeholder" not in actor.roles:
            return Named("", "always" if name in self.parties else "no")
        known = actor.needed is not None and actor.needed.weights is not None
        among = NEEDED if known else NEEDED_UNKNOWN
        backing = Backing.of(actor, "needed")
        return self.inputs.name((f"{name}.needed", "choice"), actor.needed, among, backing)

    def _leans(self, name: str, actor: Actor) -> Named:
        towards = ("none", *(party for party in self.parties if party != name))
        backing = Backing.of(actor, "leans")
        return self.inputs.name((f"{name}.leans", "actor"), actor.leans, towards, backing)

    def _stance(self, name: str, actor: Actor, issue: str) -> StancePlan | None:
        own = actor.stances.get(issue)
        if own is None and name not in self.parties:
            return None
        if own is not None and own.opposes is not None and own.opposes.sure == NOTHING:
            return None
        return StanceBuilder(self.inputs, self.scenario, name, issue, own or Stance()).plan()


def _unused(given: str) -> Number:
    """What stands where an actor that answers no text needs no number."""
    ones = {"precision", "lock_in_half_life", "tolerance"}
    return Number("", AS_WRITTEN, 1.0 if given in ones else 0.0)
