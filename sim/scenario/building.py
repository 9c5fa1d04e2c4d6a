"""From a checked scenario to plans and inputs: the actors and what they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sim.model.worth import steps_from_best
from sim.scenario.collecting import Backing, Collector
from sim.scenario.dates import Day
from sim.scenario.defaults import AS_WRITTEN
from sim.scenario.distributions import Choice, Distribution, Point, Uniform, possible
from sim.scenario.language import Actor, Holds, Scenario, Stance
from sim.scenario.plan import (
    ActorPlan,
    HorizonPlan,
    LinePlan,
    Moment,
    Named,
    Number,
    PurposePlan,
    StancePlan,
    steps_from,
)
from sim.scenario.tables import MINUTES_A_DAY
from sim.scenario.words import Pick, Quantity

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
    "channel_delay": "channel_delay",
    "misreport": "misreport",
    "public_optimism": "optimism",
}
SPOKEN = ("credibility",)  # held by observers too
SPEAKS = ("belief_error", *SPOKEN)  # held by mediators too
NOTHING = "nothing"
NEEDED = ("always", "no", "on change")  # whether a stakeholder's consent is
NEEDED_UNKNOWN = ("always", "no")  # reported opposition is no reported veto
NEVER = Moment(None, None)


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
            stances=tuple(self._stance(name, actor, issue) for issue in self.issues),
            firmness=self._held(name, "firmness"),
            tolerance=self._held(name, "tolerance"),
            held=tuple(self._numbers(name, actor)),
            leans=self._leans(name, actor) if mediates else None,
            bias=self._own(name, actor, "bias", carried=mediates),
            reaches=self.indices(actor.reaches),
            planning_horizon=self._planning_horizon(name),
            tactic=actor.tactic or shared or "time_dependent",
        )

    def _numbers(self, name: str, actor: Actor) -> list[tuple[str, Number]]:
        mediates = "mediator" in actor.roles
        numbers = [("worth", self._no_deal(name, "worth"))]
        numbers.append(("loss", self._no_deal(name, "loss_in_90_days")))
        numbers += [(of, self._held(name, given)) for given, of in HELD.items()]
        for given, of in CARRIED.items():
            rest = 0.5 if given == "public_optimism" else 0.0
            numbers.append((of, self._own(name, actor, given, carried=mediates, rest=rest)))
        return numbers

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
        return _StanceBuilder(self, name, issue, own or Stance()).plan()


@dataclass
class _StanceBuilder:
    """The plan of one actor's stance on one issue."""

    builder: Builder
    actor: str
    issue: str
    stance: Stance

    def __post_init__(self) -> None:
        self.path = f"{self.actor}.{self.issue}"
        self.options = self.builder.options[self.builder.issues.index(self.issue)]

    def plan(self) -> StancePlan:
        stance = self.stance
        verb = "wants" if stance.opposes is None else "opposes"
        return StancePlan(
            options=self.options,
            position=None if stance.points else self._name(verb, self.options),
            opposes=verb == "opposes",
            points=self._points(),
            salience=self._salience(),
            firmness=None if stance.firmness is None else self._number("firmness"),
            red_line=self._red_line(),
            before=self._before(),
            purpose=self._purpose() if stance.purpose else None,
            raised=self._moment("raised", "raise"),
            withdrawn=self._moment("withdrawn", "withdraw"),
        )

    def _points(self) -> tuple[Number, ...]:
        """What each option is worth, where that is given."""
        stance, backing = self.stance, Backing.of(self.stance, "points")
        return tuple(
            self.builder.inputs.number(
                f"{self.path}.points.{option}", "points", stance.points[option], backing
            )
            for option in (self.options if stance.points else ())
        )

    def _red_line(self) -> LinePlan:
        stance = self.stance
        kind = self._name("red_line", ("none", "soft", "hard"), left_out="none")
        if kind.fixed == "none":
            return LinePlan(kind)
        if stance.red_line_at:
            return LinePlan(kind, options=frozenset(map(self.options.index, stance.red_line_at)))
        most = [max(steps) for steps in steps_of(stance, self.options)]
        greatest, sure = max(1, *most), len(set(most)) == 1
        # Where the best is drawn too, a number of steps counts in proportion to those there are.
        each = Choice.among([float(k) for k in range(1, greatest + 1)])
        usual: Distribution = Uniform(0.0, float(greatest))
        if sure:
            usual = Point(1.0) if greatest == 1 else each
        written = stance.red_line_from
        path, backing = f"{self.path}.red_line_from", Backing.of(stance, "red_line_from")
        start = self.builder.inputs.steps(path, written, usual, backing)
        unknown = written is None or written.unknown
        return LinePlan(kind, start, None if sure or not unknown else greatest)

    def _number(self, given: str) -> Number:
        backing = Backing.of(self.stance, given)
        written: Quantity | None = getattr(self.stance, given)
        return self.builder.inputs.number(f"{self.path}.{given}", given, written, backing)

    def _name(self, given: str, among: tuple[str, ...], left_out: str | None = None) -> Named:
        written: Pick | None = getattr(self.stance, given)
        unit = "choice" if given == "red_line" else "option"
        backing = Backing.of(self.stance, given)
        at = (f"{self.path}.{given}", unit)
        return self.builder.inputs.name(at, written, among, backing, left_out)

    def _salience(self) -> Number:
        shared = self.builder.scenario.parties
        if self.stance.salience is None and self.actor in self.builder.parties:
            written = shared.salience.get(self.issue)
            if written is not None:
                backing = Backing.of(shared, "salience")
                path = f"{self.path}.salience"
                return self.builder.inputs.number(path, "salience", written, backing)
        return self._number("salience")

    def _before(self) -> Named | None:
        before = self.stance.before
        return (
            None if before is None or before.sure == NOTHING else self._name("before", self.options)
        )

    def _purpose(self) -> PurposePlan:
        number, stance = self.builder.inputs.number, self.stance
        backing = Backing.of(stance, "also_served_by")
        serves = tuple(
            number(f"{self.path}.also_served_by.{option}", "also_served_by", written, backing)
            if (written := stance.also_served_by.get(option)) is not None
            else None
            for option in self.options
        )
        return PurposePlan(self._number("purpose_share"), self._number("lifted_at"), serves)

    def _moment(self, given: str, verb: str) -> Moment:
        """When a demand is raised or withdrawn: the record's date where it tells of it."""
        for name, entry in self.builder.scenario.record.items():
            if entry.does == verb and entry.what == self.path:
                return Moment(name, None)
        day: Day | None = getattr(self.stance, given)
        if day is None:
            return NEVER
        backing = Backing.of(self.stance, given)
        dist = day.dist(self.builder.start)
        path = f"{self.path}.{given}"
        return Moment(None, self.builder.inputs.date(path, dist, day.words, backing))


def steps_of(stance: Stance, options: tuple[str, ...]) -> list[tuple[int, ...]]:
    """By option, the steps from the best: once for every best that there can be."""
    count, points = len(options), stance.points
    if points:
        sure = [possible(points[o].dist) for o in options if o in points]
        if len(sure) == count and all(len(values) == 1 for values in sure):
            return [tuple(steps_from_best([float(values[0]) for values in sure]))]
        return [steps_from(place, count, opposes=False) for place in range(count)]
    opposes = stance.opposes is not None
    position = (stance.opposes if opposes else stance.wants) or Pick(None, "")
    names = possible(position.among(options))
    return [steps_from(options.index(str(name)), count, opposes) for name in names]


def _unused(given: str) -> Number:
    """What stands where an actor that answers no text needs no number."""
    ones = {"precision", "lock_in_half_life", "tolerance"}
    return Number("", AS_WRITTEN, 1.0 if given in ones else 0.0)
