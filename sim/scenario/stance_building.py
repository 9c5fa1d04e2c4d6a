"""From a checked scenario to plans and inputs: what an actor wants on an issue."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.worth import along_lines, steps_from_best
from sim.scenario.collecting import Backing, Collector
from sim.scenario.dates import Day
from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import Choice, Distribution, Point, Uniform, possible
from sim.scenario.fields import said
from sim.scenario.language import Scenario, Stance
from sim.scenario.slots import Moment, Named, Number
from sim.scenario.stance_plan import LinePlan, PurposePlan, StancePlan, steps_from
from sim.scenario.words import Pick

NOTHING = "nothing"
NEVER = Moment(None, None)


@dataclass
class StanceBuilder:
    """The plan of one actor's stance on one issue."""

    inputs: Collector
    scenario: Scenario
    actor: str
    issue: str
    stance: Stance

    def __post_init__(self) -> None:
        self.path = f"{self.actor}.{self.issue}"
        self.options = tuple(self.scenario.issues[self.issue].titles)

    def plan(self) -> StancePlan:
        """The plan of the stance."""
        stance = self.stance
        verb = "wants" if stance.opposes is None else "opposes"
        return StancePlan(
            options=self.options,
            position=None if stance.worths else self._name(verb, self.options),
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

    def _points(self) -> tuple[Number | None, ...]:
        """What each option is worth, where that is given."""
        name, given = "points" if self.stance.points else "curve", self.stance.worths
        backing = Backing.of(self.stance, name)
        return tuple(
            self.inputs.number(f"{self.path}.{name}.{option}", "points", given[option], backing)
            if option in given
            else None
            for option in (self.options if given else ())
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
        start = self.inputs.steps(path, written, usual, backing)
        unknown = written is None or written.unknown
        return LinePlan(kind, start, None if sure or not unknown else greatest)

    def _number(self, name: str) -> Number:
        return self.inputs.row(self.path, self.stance, DEFAULTS[name])

    def _name(self, given: str, among: tuple[str, ...], left_out: str | None = None) -> Named:
        written: Pick | None = getattr(self.stance, given)
        unit = "choice" if given == "red_line" else "option"
        backing = Backing.of(self.stance, given)
        at = (f"{self.path}.{given}", unit)
        return self.inputs.name(at, written, among, backing, left_out)

    def _salience(self) -> Number:
        """Its own; a party's else that of all parties."""
        row, shared = DEFAULTS["salience"], self.scenario.parties
        written = shared.salience.get(self.issue)
        party = "party" in self.scenario.actors[self.actor].roles
        if said(self.stance, row) is not None or written is None or not party:
            return self.inputs.row(self.path, self.stance, row)
        backing = Backing.of(shared, "salience")
        return self.inputs.number(f"{self.path}.salience", "salience", written, backing)

    def _before(self) -> Named | None:
        before = self.stance.before
        return (
            None if before is None or before.sure == NOTHING else self._name("before", self.options)
        )

    def _purpose(self) -> PurposePlan:
        number, stance = self.inputs.number, self.stance
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
        for name, entry in self.scenario.record.items():
            if entry.does == verb and entry.what == self.path:
                return Moment(name, None)
        day: Day | None = getattr(self.stance, given)
        if day is None:
            return NEVER
        backing = Backing.of(self.stance, given)
        dist = day.dist(self.scenario.calendar.start)
        path = f"{self.path}.{given}"
        return Moment(None, self.inputs.date(path, dist, day.words, backing))


def steps_of(stance: Stance, options: tuple[str, ...]) -> list[tuple[int, ...]]:
    """By option, the steps from the best: once for every best that there can be."""
    count, given = len(options), stance.worths
    if given:
        drawn = [possible(given[o].dist) if o in given else (None,) for o in options]
        whole = {options[0], options[-1]} <= set(given)
        if whole and all(len(values) == 1 for values in drawn):
            sure = [None if value is None else float(value) for (value,) in drawn]
            return [tuple(steps_from_best(along_lines(sure)))]
        return [steps_from(place, count, opposes=False) for place in range(count)]
    opposes = stance.opposes is not None
    position = (stance.opposes if opposes else stance.wants) or Pick(None, "")
    names = possible(position.among(options))
    return [steps_from(options.index(str(name)), count, opposes) for name in names]
