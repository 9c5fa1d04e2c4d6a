"""Which added option would open a zone of agreement, in the draws that have none.

Two kinds are tried on every issue, all of them hypothetical:

- a *half step* between two neighbouring options. It lies half a step farther from the best
  than the nearer of the two, and is valued by that as any option is (`tolerance`); points, and
  how far an option serves a purpose, are interpolated. It crosses a red line that either of
  the two crosses.
- an option that *serves a stated purpose fully*, at the place of each option there is. To
  everyone else it is worth what that option is; to whose purpose it is, its value by position
  with the purpose served (Fisher & Ury 1981 call it an interest behind a position), and a red
  line that serving it lifts is lifted. Only purposes that the scenario states can be served.

An added option departs from the status quo, so all with a stake in its issue are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.bargain_moment import Moment
from sim.analysis.bargaining_space import share_interval, share_of
from sim.analysis.consents import Stakes
from sim.analysis.efficiency import Standings
from sim.analysis.resample import Interval
from sim.analysis.runs import kish
from sim.model.aspiration import reservation
from sim.model.worth import steps_from_ideal, value, value_with_purpose
from sim.scenario.combinations import excluded
from sim.scenario.defaults import DEFAULTS
from sim.scenario.stance_plan import steps_from
from sim.scenario.stances import NO_LINE, Stance
from sim.scenario.tables import Actor, Tables
from sim.talks.positions import added_of, left_of

_NOWHERE = -1  # the status quo of an issue on which only the added option is left
Change = Callable[[int, Stance], Stance]  # of an actor's stance: what the added option is to it


@dataclass(frozen=True, slots=True)
class Added:
    """An option that might be added.

    It lies at `low`, or between `low` and `high` where `high` is another option. `serves` is the
    actor whose purpose it serves fully; empty: a half step.
    """

    issue: str
    low: str
    high: str
    serves: str = ""
    words: tuple[str, str] = ("", "")  # what `low` and `high` are called, where not by their ids

    @property
    def told(self) -> str:
        """In words."""
        low, high = self.words[0] or self.low, self.words[1] or self.high
        if self.serves:
            return f"{self.issue}: as {low}, serving {self.serves}'s purpose fully"
        return f"{self.issue}: half a step between {low} and {high}"


@dataclass(frozen=True, slots=True)
class Opening:
    """In which share of the draws without a zone an added option opens one."""

    added: Added
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Openings:
    """All that were tried, those that open most first; `without` of the draws have no zone."""

    draws: int
    without: int
    level: float
    rows: tuple[Opening, ...]


def candidates(moment: Moment) -> Iterator[tuple[Added, Change]]:
    """What might be added in a scenario: the same in every draw, but for what it is worth."""
    tables = moment.state.tables
    for j, ids in enumerate(tables.names.options):
        for k in range(len(ids) - 1):
            yield _added(tables, j, k, k + 1), _half_step(tables, j, k)
        for i in tables.concerned:
            if not _purpose(tables, i, j):
                continue
            name = tables.names.actors[i]
            for k in range(len(ids)):
                yield _added(tables, j, k, k, name), _serving(tables, i, j, k)


def _added(tables: Tables, issue: int, low: int, high: int, serves: str = "") -> Added:
    names = tables.names
    name, ids = names.issues[issue], (names.options[issue][low], names.options[issue][high])
    return Added(name, *ids, serves, (names.told(name, ids[0]), names.told(name, ids[1])))


def _purpose(tables: Tables, actor: int, issue: int) -> bool:
    names = tables.names
    stated = f"{names.actors[actor]}.{names.issues[issue]}.purpose_share"
    return tables.actors[actor].stances[issue] is not None and stated in tables.values


def _half_step(tables: Tables, issue: int, k: int) -> Change:
    """Means of two neighbours, but for a position: between two steps lies what is half a step on.

    Where neither is said to serve the purpose, it serves it as well as its position does.
    """
    names, values = tables.names, tables.values
    ids = names.options[issue]

    def bend(actor: int, verb: str) -> float:
        """By how much the position half a step on is worth more than the mean of the two."""
        where = values.get(f"{names.actors[actor]}.{names.issues[issue]}.{verb}")
        if where is None:
            return 0.0  # by points
        steps = steps_from(ids.index(str(where)), len(ids), opposes=verb == "opposes")
        most, tolerance = max(steps), tables.actors[actor].tolerance
        low, high = (value(steps[one], most, tolerance) for one in (k, k + 1))
        return value(_mean(steps, k), most, tolerance) - (low + high) / 2

    def change(actor: int, stance: Stance) -> Stance:
        path = f"{names.actors[actor]}.{names.issues[issue]}"
        more = bend(actor, "wants") + bend(actor, "opposes")  # one of them
        if any(f"{path}.also_served_by.{option}" in values for option in ids[k : k + 2]):
            more = value_with_purpose(more, _purpose_share(tables, path), 0.0)
        before = None
        if stance.before is not None:
            before = (_mean(stance.before, k) + bend(actor, "before"),)
        lines = (max(stance.lines[k], stance.lines[k + 1]),)
        worth = _mean(stance.values, k) + more
        return replace(stance, values=(worth,), lines=lines, before=before)

    return change


def _mean(values: Sequence[float], k: int) -> float:
    return (values[k] + values[k + 1]) / 2


def _purpose_share(tables: Tables, path: str) -> float:
    written = tables.values[f"{path}.purpose_share"]
    assert not isinstance(written, str), path
    return DEFAULTS["purpose_share"].counted(written)


def _serving(tables: Tables, whose: int, issue: int, k: int) -> Change:
    """A demand that does not stand now, or no longer, is not looked at, nor is its purpose."""

    def change(actor: int, stance: Stance) -> Stance:
        before = None if stance.before is None else (stance.before[k],)
        values, lines = (stance.values[k],), (stance.lines[k],)
        if actor == whose:
            values, lines = (_served(tables, whose, issue, k),), (NO_LINE,)
        return replace(stance, values=values, lines=lines, before=before)

    return change


def _served(tables: Tables, actor: int, issue: int, k: int) -> float:
    """The value of a place with the purpose served fully."""
    names, values = tables.names, tables.values
    path, ids = f"{names.actors[actor]}.{names.issues[issue]}", names.options[issue]
    steps = steps_from_ideal(ids.index(str(values[f"{path}.wants"])), len(ids))
    position = value(steps[k], max(steps), tables.actors[actor].tolerance)
    return value_with_purpose(position, _purpose_share(tables, path), 1.0)


def opens(moment: Moment, added: Added, change: Change) -> bool:
    """Whether some package with an added option is in the zone of agreement."""
    at = with_option(moment, moment.state.tables.names.issues.index(added.issue), change)
    stakes = Stakes.of(at)
    return bool(stakes.consented(stakes.willing).any())


def with_option(moment: Moment, issue: int, change: Change) -> Standings:
    """Everyone over the packages that hold an added option on an issue.

    A no-deal worth is at most what is best, and that may be better with the option added.
    """
    old, state = moment.standings(), moment.state
    tables = _narrowed(old.tables, issue, change)
    points = tuple(tables.standpoint(i, state.phases[i]) for i in old.actors)
    no_deal = [
        reservation(
            tables.actors[i].worth,
            left_of(state, i, moment.now),
            added_of(state, i, moment.now),
            max(point.best, before.best),
        )
        for i, point, before in zip(old.actors, points, old.points, strict=True)
    ]
    return Standings(tables, old.actors, points, tuple(no_deal))


def _narrowed(tables: Tables, issue: int, change: Change) -> Tables:
    """The tables with one option left on an issue."""
    names, status_quo = tables.names, list(tables.status_quo)
    status_quo[issue] = _NOWHERE
    packages = tuple(
        (*options[:issue], 0, *options[issue + 1 :])
        for options in names.package_options
        if options[issue] == 0
    )
    options = (*names.options[:issue], ("added",), *names.options[issue + 1 :])
    actors = tuple(_with(i, actor, issue, change) for i, actor in enumerate(tables.actors))
    return replace(
        tables,
        names=replace(
            names,
            options=options,
            package_options=packages,
            package_keys=tuple(range(len(packages))),
            excluded=excluded(names.exclusions, names.issues, options, packages),
        ),
        actors=actors,
        status_quo=tuple(status_quo),
    )


def _with(place: int, actor: Actor, issue: int, change: Change) -> Actor:
    stance = actor.stances[issue]
    if stance is None:
        return actor
    stances = list(actor.stances)
    stances[issue] = change(place, stance)
    together = tuple(one for one in actor.together if issue not in dict(one.options))
    return replace(actor, stances=tuple(stances), together=together)


@dataclass(frozen=True, slots=True)
class Tried:
    """One draw: whether each candidate opens a zone; empty where there is one already."""

    weight: float
    opened: dict[Added, bool]


def tried(moment: Moment, *, zone: bool) -> Tried:
    """All candidates in one draw."""
    if zone:
        return Tried(moment.weight, {})
    return Tried(
        moment.weight, {added: opens(moment, added, change) for added, change in candidates(moment)}
    )


def openings(found: Sequence[Tried], level: float = 0.95) -> Openings:
    """All draws together, in their order."""
    barren = [one for one in found if one.opened]
    weights = np.array([one.weight for one in barren], dtype=np.float64)
    rows = []
    for added in barren[0].opened if barren else ():
        share = share_of([one.opened[added] for one in barren], weights)
        rows.append(Opening(added, share, share_interval(share, kish(weights), level)))
    rows.sort(key=lambda row: (-row.share, row.added.issue, row.added.low, row.added.serves))
    return Openings(len(found), len(barren), level, tuple(rows))
