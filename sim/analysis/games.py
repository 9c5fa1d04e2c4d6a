"""A played game, read off its log: how it ended, and what it came to for each role.

All worths are in 0-1 of each actor's own scale. Those of an agreed text are taken at the
moment it was agreed, as the surpluses in the log are; those of no deal where there was no
agreement at the end of the game.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.analysis.efficiency import Left, Standings, Zone, left_by, zone
from sim.analysis.wording import in_100
from sim.engine.play import play_on
from sim.errors import LogError, SettingError
from sim.model.constants import MINUTES_A_DAY
from sim.talks.events import AnyEvent, FrameworkAgreed, InputChanged, TalksOpened
from sim.talks.fold import evolve, opened
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Role:
    """What a game came to for one whose consent may be needed, whoever played it.

    `worth` is that of the agreed text (None: nothing was agreed), `more` what it could have
    gained in its place at no cost to anyone, `yes` whether it accepted (None: it was not
    asked). Where nothing was agreed, `zone` are the least
    and the most it could have had in the zone of agreement (None: no zone, or not asked).
    """

    actor: str
    no_deal: float
    best: float
    worth: float | None
    more: float | None
    yes: bool | None
    zone: tuple[float, float] | None

    @property
    def gain(self) -> float | None:
        """What it gained over no deal."""
        return None if self.worth is None else self.worth - self.no_deal

    @property
    def missed(self) -> tuple[float, float] | None:
        """What it would have gained over no deal, at least and at most, in the zone."""
        if self.zone is None:
            return None
        least, most = self.zone
        return least - self.no_deal, most - self.no_deal


@dataclass(frozen=True, slots=True)
class Game:
    """One game. Days count from the end of the record; `outcome` "" where it is not over.

    `inputs` names the numbers it was played with: games that share the name share them.
    `left` is of the agreed text, `zone` of a game that ended without one. `decides` is who
    has to decide next, "" where nobody does.
    """

    name: str
    seats: tuple[str, ...]
    inputs: str
    outcome: str
    framework_day: float | None
    end_day: float
    terms: Mapping[str, str] | None  # of the framework, by issue
    roles: tuple[Role, ...]
    left: Left | None
    zone: Zone | None
    decides: str

    @property
    def pareto(self) -> str:
        """What it left on the table, in a few words; "" where it came to nothing yet."""
        if self.zone is not None:
            inside = f"zone {self.zone.size}, all +{in_100(self.zone.step)}%"
            return inside if self.zone.size else "no zone"
        if self.left is None:
            return ""
        if self.left.efficient:
            return "efficient"
        step = self.left.step
        more = f"all +{in_100(step)}%" if step else "some only"
        return f"{self.left.better} better, {more}"


@dataclass(frozen=True, slots=True)
class Played:
    """A game as it is handed in."""

    name: str
    case: Case
    events: Sequence[AnyEvent]

    @property
    def first(self) -> TalksOpened:
        """Its first event.

        Raises
        ------
        LogError
            Where the log does not start with it, or names another scenario than it holds.
        """
        first = self.events[0] if self.events else None
        if not isinstance(first, TalksOpened):
            raise LogError(f"{self.name}: a log starts with TalksOpened; this one does not")
        if first.digest != self.case.digest:
            raise LogError(
                f"{self.name}: was played on scenario {first.digest[:8]}, and what it holds is "
                f"{self.case.digest[:8]}: ask for the log as it was saved"
            )
        return first


def one_scenario(games: Sequence[Played]) -> None:
    """See that all games are of one scenario.

    Raises
    ------
    SettingError
        Where they are not: worths, issues and roles of different scenarios share no table.
    LogError
        Where a log holds no game.
    """
    by: dict[str, list[Played]] = {}
    for one in games:
        by.setdefault(one.first.digest, []).append(one)
    if len(by) > 1:
        told = "; ".join(
            f"{digest[:8]} {some[0].case.title!r}: {', '.join(one.name for one in some)}"
            for digest, some in by.items()
        )
        raise SettingError(
            f"these games are of {len(by)} scenarios: debrief each by itself ({told})"
        )


def game_of(played: Played) -> Game:
    """Read a game off its log.

    Raises
    ------
    LogError
        Where it does not fold.
    """
    first, events = played.first, played.events
    state = opened(played.case, first)
    agreed, at = None, None
    for event in events[1:]:
        evolve(state, event)
        if isinstance(event, FrameworkAgreed):
            agreed, at = event, Standings.of(state)
    over = bool(state.outcome)
    at = at or (Standings.of(state) if over else None)
    left = zoned = None
    roles: tuple[Role, ...] = ()
    if at is not None and agreed is not None and state.framework is not None:
        left = left_by(at, state.framework.package)
        roles = _with_text(at, state.framework.package, left, agreed)
    elif at is not None:
        zoned = zone(at)
        roles = _without(at, zoned)
    now = state.tables.rules.now
    return Game(
        name=played.name,
        seats=seats_of(first),
        inputs=inputs_name(first, events),
        outcome=state.outcome,
        framework_day=None if agreed is None else (agreed.tick - now) / MINUTES_A_DAY,
        end_day=(state.tick - now) / MINUTES_A_DAY,
        terms=None if agreed is None else agreed.terms,
        roles=roles,
        left=left,
        zone=zoned,
        decides="" if over else _decides(state),
    )


def _with_text(
    at: Standings, package: int, left: Left, agreed: FrameworkAgreed
) -> tuple[Role, ...]:
    needed = at.tables.needed(package)
    return tuple(
        Role(
            actor=name,
            no_deal=no_deal,
            best=point.best,
            worth=point.worths[package],
            more=left.gains[name],
            yes=name in agreed.surpluses if i in needed else None,
            zone=None,
        )
        for i, name, point, no_deal in zip(at.actors, at.names, at.points, at.no_deal, strict=True)
    )


def _without(at: Standings, zoned: Zone) -> tuple[Role, ...]:
    return tuple(
        Role(name, no_deal, point.best, None, None, None, zoned.spans.get(name))
        for name, point, no_deal in zip(at.names, at.points, at.no_deal, strict=True)
    )


def seats_of(first: TalksOpened) -> tuple[str, ...]:
    """Who was played by people, from the start or from a branch on."""
    later = {seat for way in first.branches for seat in way.seats}
    return tuple(sorted({*first.seats, *later}))


def inputs_name(first: TalksOpened, events: Sequence[AnyEvent]) -> str:
    """What tells the numbers of a game from those of others: `seed 7`."""
    parts = [f"seed {first.seed}"]
    if first.draw:
        parts.append(f"draw {first.draw}")
    if first.what_if:
        parts.append(first.what_if)
    changed = [e.seq for e in events if isinstance(e, InputChanged) and e.provenance == "chosen"]
    if changed and not first.what_if:
        parts.append(f"changed at {changed[0]}")
    return " ".join(parts)


def _decides(state: State) -> str:
    """Who has to decide next in a game that is not over; "" where its log was cut short."""
    twin, more = state.branch(state.luck), list[AnyEvent]()
    play_on(twin, more)
    if more or twin.outcome:
        return ""
    return state.tables.names.actors[twin.next_timer().who]
