"""Played games of one scenario side by side, for a class to look back on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sim.analysis.games import Game, Played
from sim.analysis.turning import TurningPoint, TurningPoints, decisions, turning_points
from sim.talks.events import OUTCOMES


@dataclass(frozen=True, slots=True)
class Turn:
    """The largest swing of a game that is called one; `point` None: there is none such.

    `futures` were played before and after each of `decisions`; `level` is of all intervals
    of the game together.
    """

    point: TurningPoint | None
    decisions: int
    futures: int
    level: float


def turns_of(
    games: Sequence[Played],
    futures: int,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Turn]:
    """Where the odds of each game turned, by name.

    An interrupt ends it with the games that were finished by then.

    Parameters
    ----------
    futures : of each side of every decision, 1 or more
    jobs : processes; 0 is one a core
    progress : called with the futures played and asked for, of all games
    """
    found: dict[str, Turn] = {}
    whole = futures_of(games, futures)
    for nth, one in enumerate(games):
        before = futures_of(games[:nth], futures)

        def told(done: int, _: int, before: int = before) -> None:
            if progress is not None:
                progress(before + done, whole)

        try:
            points = turning_points(one.case, one.events, futures, jobs, told)
        except KeyboardInterrupt:
            points = None
        if points is None or not points.complete:
            break
        found[one.name] = turn_of(points)
    return found


def futures_of(games: Sequence[Played], futures: int) -> int:
    """How many futures that is: so many before and after every decision of all games."""
    return sum(2 * futures * len(decisions(one.events)) for one in games)


def turn_of(points: TurningPoints) -> Turn:
    """The largest swing that is called one."""
    first = next(iter(points.called), None)
    return Turn(first, len(points.rows), points.futures, points.level)


@dataclass(frozen=True, slots=True)
class Range:
    """What agreed texts were worth to one actor, over games with the same numbers.

    `least` and `most` come with a game that had them. `below`: the games in which it said
    yes to less than no deal was worth to it; `outvoted`: in which it got less without a yes.
    """

    actor: str
    count: int
    least: tuple[float, str]
    middle: float
    most: tuple[float, str]
    below: tuple[str, ...]
    outvoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Games with the same numbers: only their worths can be compared, role by role."""

    inputs: str
    games: tuple[str, ...]
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class SameTerms:
    """Terms that were agreed on, and in which games; `key` is short for them: A, B, C."""

    key: str
    terms: Mapping[str, str]
    games: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """All games, and what those that are over come to together.

    `efficient` of `agreed` texts left nothing on the table; of the games `without` agreement
    `with_zone` could have had one.
    """

    games: tuple[Game, ...]
    outcomes: Mapping[str, int]
    agreed: int
    efficient: int
    without: int
    with_zone: int
    groups: tuple[Group, ...]
    terms: tuple[SameTerms, ...]  # the commonest first
    turns: Mapping[str, Turn]  # by game, of those looked at

    def key(self, game: Game) -> str:
        """What its terms go by, "" where it has none."""
        return next((one.key for one in self.terms if game.name in one.games), "")


def debrief_of(games: Sequence[Game], turns: Mapping[str, Turn] | None = None) -> Debrief:
    """Set games side by side, in the order given."""
    over = [one for one in games if one.outcome]
    lefts = [one.left for one in over if one.left is not None]
    zones = [one.zone for one in over if one.zone is not None]
    counts = {name: sum(one.outcome == name for one in over) for name in OUTCOMES}
    return Debrief(
        games=tuple(games),
        outcomes={name: count for name, count in counts.items() if count},
        agreed=len(lefts),
        efficient=sum(left.efficient for left in lefts),
        without=len(zones),
        with_zone=sum(found.size > 0 for found in zones),
        groups=tuple(
            _group(name, [one for one in over if one.inputs == name])
            for name in dict.fromkeys(one.inputs for one in games)
        ),
        terms=_same_terms(over),
        turns={} if turns is None else turns,
    )


def _group(inputs: str, games: Sequence[Game]) -> Group:
    actors = dict.fromkeys(role.actor for one in games for role in one.roles)
    ranges = [_range(actor, games) for actor in sorted(actors)]
    found = tuple(one for one in ranges if one is not None)
    return Group(inputs, tuple(one.name for one in games), found)


def _range(actor: str, games: Sequence[Game]) -> Range | None:
    pairs = [(role, one.name) for one in games for role in one.roles if role.actor == actor]
    had = [(role.worth, name) for role, name in pairs if role.worth is not None]
    if not had:
        return None
    lost = [(role.yes, name) for role, name in pairs if role.gain is not None and role.gain < 0.0]
    return Range(
        actor=actor,
        count=len(had),
        least=min(had, key=lambda one: one[0]),
        middle=median(worth for worth, _ in had),
        most=max(had, key=lambda one: one[0]),
        below=tuple(name for yes, name in lost if yes),
        outvoted=tuple(name for yes, name in lost if yes is False),
    )


def _same_terms(games: Sequence[Game]) -> tuple[SameTerms, ...]:
    by: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for one in games:
        if one.terms is not None:
            by.setdefault(tuple(one.terms.items()), []).append(one.name)
    ordered = sorted(by.items(), key=lambda one: -len(one[1]))
    return tuple(
        SameTerms(_letter(k), dict(terms), tuple(names)) for k, (terms, names) in enumerate(ordered)
    )


def _letter(k: int) -> str:
    """A to Z, then A2 to Z2."""
    again, place = divmod(k, 26)
    return chr(ord("A") + place) + (str(again + 1) if again else "")
