"""The numbers of one draw: dense tables that the talks are played on.

`Case.at(values)` makes one `Tables` from the effective value of every uncertain input.
Actors, issues, options and packages are indices here; `Tables.names` says what they mean.
Actors are in alphabetical order of their ids; packages count in mixed radix over the
issues, the first issue most significant. All worths are in [0, 1], all rates a day, all
delays in days, all ticks in minutes from the scenario's start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Literal, Protocol

from sim.model.consent import quota_met
from sim.scenario.fallback import Fallback
from sim.scenario.interacting import Together, added
from sim.scenario.latest import Latest
from sim.scenario.limits import longest
from sim.scenario.moves import Move
from sim.scenario.names import Names
from sim.scenario.rules import AfterYes, Consent, Rules, Session, Shock, Text
from sim.scenario.stances import RAISED, Stance, Standpoint, standpoint

MAX_PACKAGES, MAX_OPTIONS, MAX_ACTORS = map(longest, ("packages", "options", "actors"))
WORTHS_AT_HAND = 1_000_000  # numbers that one draw remembers of each kind: about 40 MB

Needed = Literal["always", "no", "on change"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor's numbers; symbols of the decision model in parentheses."""

    party: bool
    stakeholder: bool
    mediator: bool
    needed: Needed  # whether its consent is: a party's always
    stances: tuple[Stance | None, ...]  # by issue; None: no stake in it
    worth: float  # no-deal worth at `now` (b)
    loss_in_90_days: float  # share of it lost in 90 days
    firmness: float  # in general; gives beta
    tolerance: float  # of the first steps away from the best (gamma)
    opening_concession: float  # opening concession (k)
    precision: float  # (lambda)
    accept_bar: float  # (kappa_accept)
    reject_bar: float  # (kappa0)
    blame: float  # of a formal no
    consistency: float  # (g)
    label_effect: float
    aversion: float  # to a one-sided text (tau)
    soft_red_line: float  # loss at a soft red line (rho)
    lock_in: float  # added by a statement (a)
    lock_in_half_life: float  # days
    statements: float  # hazard of a public red-line statement, a day
    resentment: float  # rise of no-deal worth at another's late demand
    expects_deal: float  # first belief that agreement is near (q)
    belief_error: float  # sd of beliefs about others' no-deal worth
    deliberation: float  # days, mean
    planning_horizon: int  # tick at which it thinks the talks must be over (T)
    tactic: str = "time_dependent"  # how its aspiration comes down
    discount: float = 0.0  # rate a day at which what waiting leaves is discounted besides
    together: tuple[Together, ...] = ()  # options that are worth more, or less, together
    counters: bool = False  # whether it answers a text that it refused with one of its own
    counter_delay: float = 0.0  # days, mean
    # what only a mediator uses
    delay: float = 0.0  # days, mean, until it tables
    revision_delay: float = 0.0  # days, mean, until it answers a refusal
    channel_delay: float = 0.0  # days, mean
    misreport: float = 0.0  # chance that a mood is reported one category off
    credibility: float = 0.0  # (C0); for any actor that speaks in public
    public_optimism: float = 0.5  # of public statements, 0-1, .5 says what it thinks
    bias: tuple[float, ...] = ()  # toward each actor, -1..1
    reaches: frozenset[int] = frozenset()  # actors it has a channel to
    fallback: Fallback | None = None  # the package that no deal comes to; None: `worth` says it

    @property
    def revalued(self) -> Actor:
        """The same, its worth of no deal that of its fallback, if it has one."""
        if self.fallback is None:
            return self
        worth = self.fallback.worth(self.stances, self.soft_red_line, self.together)
        return replace(self, worth=worth)


class Source(Protocol):
    """What tables are made from: a scenario's `Case`."""

    def at(self, values: Mapping[str, float | str]) -> Tables:
        """The tables at these effective values of the uncertain inputs."""

    def variant(self, sets: tuple[tuple[str, str], ...]) -> Source:
        """The same case with scenario fields set anew, as `--set` does."""

    def now_moves(self, name: str) -> tuple[Move, ...]:
        """The moves that a what-if from now forces."""

    def draw(self, u: Callable[[str], float]) -> dict[str, float | str]:
        """The effective value of every input, each from the uniform of its path."""


@dataclass(frozen=True)
class Tables:
    """All numbers of one input draw.

    What follows from them is remembered, so far as there is room, and left behind when they go
    to another process.
    """

    source: Source
    names: Names
    values: Mapping[str, float | str]  # effective value of every uncertain input, by path
    actors: tuple[Actor, ...]
    rules: Rules
    status_quo: tuple[int, ...]  # option by issue
    texts: Mapping[str, Text]
    sessions: tuple[Session, ...]
    record: tuple[Move, ...]  # in the order of their ticks
    consent: Consent
    after_yes: AfterYes
    shocks: tuple[Shock, ...]

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: self.__dict__[one.name] for one in fields(self)}

    @property
    def room(self) -> int:
        """How many lists of a number a package are remembered: two for each actor at least."""
        return max(2 * len(self.actors), WORTHS_AT_HAND // len(self.names.package_keys))

    @cached_property
    def parties(self) -> tuple[int, ...]:
        """Actors whose consent makes the deal."""
        return tuple(i for i, actor in enumerate(self.actors) if actor.party)

    @cached_property
    def concerned(self) -> tuple[int, ...]:
        """Actors with something at stake: parties and stakeholders, asked or not."""
        return tuple(i for i, a in enumerate(self.actors) if a.party or a.stakeholder)

    @cached_property
    def consenting(self) -> tuple[int, ...]:
        """Actors that may be asked: those whose consent some package needs."""
        return tuple(i for i in self.concerned if any(self.needs(i)))

    @cached_property
    def orders(self) -> dict[tuple[int, tuple[tuple[int, ...], ...]], list[int]]:
        """Packages as a protocol ranks them for an actor, by the phases of all demands."""
        return Latest(self.room)

    @cached_property
    def _open(self) -> dict[tuple[tuple[int, ...], ...], Sequence[int]]:
        return Latest(self.room)

    @cached_property
    def _claims(self) -> dict[tuple[int, tuple[int, ...]], list[float]]:
        return Latest(self.room)

    @cached_property
    def _standpoints(self) -> dict[tuple[int, tuple[int, ...]], Standpoint]:
        return Latest(self.room)

    @cached_property
    def _needed(self) -> dict[int, tuple[int, ...]]:
        return {}

    @cached_property
    def _needs(self) -> dict[int, list[bool]]:
        return {}

    def needed(self, package: int) -> tuple[int, ...]:
        """Whose consent a package needs: who is asked when it is tabled."""
        known = self._needed.get(package)
        if known is None:
            known = tuple(i for i in self.consenting if self.needs(i)[package])
            self._needed[package] = known
        return known

    def needs(self, actor: int) -> list[bool]:
        """By package: whether it needs the actor's consent.

        A party's always; a stakeholder's as `Actor.needed` has it, but never without a stake,
        and under a quota only where it has a veto.
        """
        known = self._needs.get(actor)
        if known is None:
            me, rule = self.actors[actor], self.consent
            asked = rule.quota is None or actor in rule.vetoes
            asked = me.party or (asked and any(stance is not None for stance in me.stances))
            if asked and me.needed == "on change":
                known = self._touched(actor)
            else:
                known = [asked and me.needed == "always"] * len(self.names.package_keys)
            self._needs[actor] = known
        return known

    def _touched(self, actor: int) -> list[bool]:
        """By package: whether it departs from the status quo on an issue of the actor's."""
        found = [False]
        stances = self.actors[actor].stances
        for stance, options, quo in zip(stances, self.names.options, self.status_quo, strict=True):
            moved = [stance is not None and o != quo for o in range(len(options))]
            found = [before or here for before in found for here in moved]
        return found

    def consents(self, package: int, yes: Collection[int]) -> bool:
        """Whether these yeses are the consent a package needs.

        Under a quota: enough weight among the parties, and every veto-holder that is asked.
        """
        rule, asked = self.consent, self.needed(package)
        if rule.quota is None:
            return all(i in yes for i in asked)
        if any(i not in yes for i in asked if i in rule.vetoes):
            return False
        given = math.fsum([rule.weights[i] for i in self.parties if i in yes])
        whole = math.fsum([rule.weights[i] for i in self.parties])
        return quota_met(given, whole, rule.quota)

    def open_packages(self, phases: tuple[tuple[int, ...], ...]) -> Sequence[int]:
        """Packages that can find consent: hard red lines leave them enough who could say yes."""
        known = self._open.get(phases)
        if known is None:
            known = self._open[phases] = self._opened(phases)
        return known

    def _opened(self, phases: tuple[tuple[int, ...], ...]) -> Sequence[int]:
        """The verdict hangs on who bars a package and whom it needs: each such case once."""
        barred = [self._barred(i, phases[i]) for i in self.consenting]
        every = range(len(self.names.package_keys))
        if not any(any(row) for row in barred) and self.consent.quota is None:
            return every
        verdicts: dict[tuple[bool, ...], bool] = {}
        needs = [self.needs(i) for i in self.consenting]
        found = []
        for p, case in enumerate(zip(*barred, *needs, strict=True)):
            verdict = verdicts.get(case)
            if verdict is None:
                willing = [i for i, bars in zip(self.consenting, case, strict=False) if not bars]
                asked = self.needed(p)
                yes = [i for i in willing if i in asked]
                verdict = verdicts[case] = self.consents(p, yes)
            if verdict:
                found.append(p)
        return tuple(found)

    def _barred(self, actor: int, phases: tuple[int, ...]) -> list[bool]:
        """By package: whether it needs the actor's consent and crosses its hard red line."""
        hard = self.standpoint(actor, phases).hard
        if self.actors[actor].party or not any(hard):
            return hard
        return [a and b for a, b in zip(hard, self.needs(actor), strict=True)]

    def claims(self, actor: int, phases: tuple[int, ...]) -> list[float]:
        """Worths of all packages to an actor, infinite where its consent is not needed."""
        worths = self.standpoint(actor, phases).worths
        if self.actors[actor].party:
            return worths
        key = actor, phases
        known = self._claims.get(key)
        if known is None:
            known = self._claims[key] = [
                worth if needed else math.inf
                for worth, needed in zip(worths, self.needs(actor), strict=True)
            ]
        return known

    def standpoint(self, actor: int, phases: tuple[int, ...]) -> Standpoint:
        """Worths of all packages to an actor whose demands are in these phases, by issue."""
        key = (actor, phases)
        known = self._standpoints.get(key)
        if known is None:
            known = self._standpoints[key] = self._standpoint(actor, phases)
        return known

    def _standpoint(self, actor: int, phases: tuple[int, ...]) -> Standpoint:
        widths = [len(options) for options in self.names.options]
        me = self.actors[actor]
        point = standpoint(me.stances, widths, phases, me.soft_red_line, me.firmness)
        names, stands = self.names, [phase == RAISED for phase in phases]
        together = added(me.together, names.package_options, stands)
        if not names.excluded and not together:
            return point
        return replace(point, excluded=frozenset(names.excluded), together=together)
