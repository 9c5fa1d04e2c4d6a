"""From a checked scenario to plans and inputs: the actors and what they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.collecting import Backing, Collector
from sim.scenario.dates import Day
from sim.scenario.defaults import DEFAULTS, rows
from sim.scenario.fields import said
from sim.scenario.language import Actor, Holds, NoDeal, Scenario, Stance
from sim.scenario.plan import ActorPlan, FallbackPlan, HorizonPlan, TogetherPlan
from sim.scenario.rows import AS_WRITTEN, Row
from sim.scenario.slots import Named, Number
from sim.scenario.stance_building import NOTHING, StanceBuilder
from sim.scenario.stance_plan import StancePlan

NEEDED = ("always", "no", "on change")  # whether a stakeholder's consent is
NEEDED_UNKNOWN = ("always", "no")  # reported opposition is no reported veto
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
            numbers={
                row.name: self._number(name, row)
                for row in rows("actor")
                if row.name != "planning_horizon"
            },
            leans=self._leans(name, actor) if mediates else None,
            reaches=self.indices(actor.reaches),
            planning_horizon=self._planning_horizon(name),
            tactic=actor.tactic or shared or "time_dependent",
            together=tuple(self._together(name, actor)),
            fallback=self._fallback(name, actor),
        )

    def _fallback(self, name: str, actor: Actor) -> FallbackPlan | None:
        """The package that no deal comes to, where a file gives that and no worth."""
        block = self._gives_package(actor)
        if block is None:
            return None
        terms = (
            self._left_with(name, block, issue) or quo
            for issue, quo in zip(self.issues, self.status_quo, strict=True)
        )
        return FallbackPlan(tuple(terms), self.options, self.now)

    def _gives_package(self, actor: Actor) -> NoDeal | None:
        """The actor's own lines, else those of all parties, if they give a package."""
        block = actor.no_deal
        if "party" in actor.roles and not block.model_fields_set & {"worth", "package"}:
            block = self.scenario.parties.no_deal
        return block if block.package else None

    def _left_with(self, name: str, block: NoDeal, issue: str) -> Named | None:
        if issue not in block.package:
            return None
        facts = block.evidence.get(issue, block.evidence.get("package", ()))
        at = (f"{name}.no_deal.package.{issue}", "option")
        options = self.options[self.issues.index(issue)]
        return self.inputs.name(at, block.package[issue], options, Backing(facts, block.assumed))

    @cached_property
    def status_quo(self) -> tuple[Named, ...]:
        """By issue."""
        return tuple(
            self.inputs.name(
                (f"issues.{name}.status_quo", "option"),
                issue.status_quo,
                tuple(issue.titles),
                Backing.of(issue, "status_quo"),
            )
            for name, issue in self.scenario.issues.items()
        )

    def _together(self, name: str, actor: Actor) -> Iterator[TogetherPlan]:
        for one, block in actor.interactions.items():
            places = [self.issues.index(issue) for issue in block.between]
            options = tuple(
                (place, self.options[place].index(option))
                for place, option in zip(places, block.between.values(), strict=True)
            )
            worth = self.inputs.row(f"{name}.interactions.{one}", block, DEFAULTS["interaction"])
            yield TogetherPlan(one, options, worth)

    def _number(self, name: str, row: Row) -> Number:
        """A number of an actor: its own, else the parties', else the default."""
        actor = self.scenario.actors[name]
        replaced = row.name == "worth" and self._gives_package(actor) is not None
        holder = self.scenario.holder(actor, row)
        unsaid = row.said_only and said(holder, row) is None
        useless = row.roles.isdisjoint(actor.roles) or (row.mediated and not self.mediated)
        if replaced or unsaid or useless or actor.ranking:
            return Number("", AS_WRITTEN, row.idle)
        return self.inputs.row(name, holder, row)

    @cached_property
    def mediated(self) -> bool:
        """Whether somebody mediates the talks."""
        return any("mediator" in actor.roles for actor in self.scenario.actors.values())

    def _counters(self, name: str) -> Named:
        if not (self.mediated and name in self.parties):
            return Named("", "no")
        block = self._block(name, "counters")
        at = (f"{name}.counters", "choice")
        return self.inputs.name(at, block.counters, YES_NO, Backing.of(block, "counters"))

    def _planning_horizon(self, name: str) -> HorizonPlan:
        if not self.scenario.actors[name].answers:
            return HorizonPlan(Number("", AS_WRITTEN, 0.0), dated=True, now=self.now)
        block = self._block(name, "planning_horizon")
        written, backing = block.planning_horizon, Backing.of(block, "planning_horizon")
        path = f"{name}.planning_horizon"
        if isinstance(written, Day):
            dist = written.end(self.start)
            number = self.inputs.date(path, dist, written.words, backing)
            return HorizonPlan(number, dated=True, now=self.now)
        number = self.inputs.number(path, "planning_horizon", written, backing)
        return HorizonPlan(number, dated=False, now=self.now)

    def _block(self, name: str, given: str) -> Holds:
        actor = self.scenario.actors[name]
        own = getattr(actor, given) is not None or name not in self.parties
        return actor if own else self.scenario.parties

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
        if own is None and (name not in self.parties or actor.ranking):
            return None
        if own is not None and own.opposes is not None and own.opposes.sure == NOTHING:
            return None
        return StanceBuilder(self.inputs, self.scenario, name, issue, own or Stance()).plan()
