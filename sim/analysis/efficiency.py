"""What a text left on the table, and whether there was a zone of agreement.

Nothing is added up over actors: each has a scale of its own, and a sum would also reward
one division over another (Clyman 1995). A text is efficient if no package is better for
somebody and worse for nobody (Pareto; over discrete packages as Tripp & Sondak 1992 and
Clyman & Tripp 2000 have it). Then

- `better` and `worse` count the packages above and below it in that order; Tripp & Sondak's
  (1992) measure is worse / (better + worse). It rests on no scale at all, but on how finely
  the options are cut;
- `gains` say the most that each could have gained at no cost to anyone, in its own points:
  all 0 exactly where the text is efficient;
- `step` is the distance to the frontier: the largest share of its own way from no deal to
  its best by which every party could have gained at once, and nobody lost: the additive
  epsilon indicator (Zitzler et al. 2003) on scales of 0 (no deal) to 1 (best). It is 0 for
  what is efficient, but also where only some parties could have gained.

Everyone counts whose consent may be needed. Under a quota too: what a majority would rather
have had is no Pareto gain. Parting is compared in the same way with the zone of agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.constants import SAME
from sim.scenario.stances import Standpoint
from sim.scenario.tables import Tables
from sim.talks.positions import reservation_of
from sim.talks.state import State


@dataclass(frozen=True, slots=True)
class Standings:
    """Everyone whose consent may be needed, at one moment: worths in 0-1 of its own scale.

    All by place in `actors`, which are indices.
    """

    tables: Tables
    actors: tuple[int, ...]
    points: tuple[Standpoint, ...]
    no_deal: tuple[float, ...]

    @classmethod
    def of(cls, state: State) -> Standings:
        """As a state has them: demands, shocks and waiting counted."""
        actors = state.tables.consenting
        return cls(
            state.tables,
            actors,
            tuple(state.stand[i] for i in actors),
            tuple(reservation_of(state, i, state.tick) for i in actors),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Ids, by place."""
        return tuple(self.tables.names.actors[i] for i in self.actors)

    @property
    def packages(self) -> range:
        """All packages."""
        return range(len(self.tables.names.package_options))

    def share(self, place: int, gain: float) -> float | None:
        """A gain as a share of an actor's way from no deal to its best; None: there is none."""
        way = self.points[place].best - self.no_deal[place]
        return gain / way if way > SAME else None


@dataclass(frozen=True, slots=True)
class Left:
    """What a text left on the table; `gains` by actor, in 0-1 of its own scale."""

    better: int
    worse: int
    step: float
    gains: dict[str, float]

    @property
    def efficient(self) -> bool:
        """Whether no package is better for somebody and worse for nobody."""
        return self.better == 0

    @property
    def rank(self) -> float:
        """Tripp & Sondak's (1992) measure: 1 where efficient, else the nearer 0 the worse."""
        return 1.0 if self.efficient else self.worse / (self.better + self.worse)


def left_by(at: Standings, package: int) -> Left:
    """Compare a text with every package that could have taken its place.

    It crosses no hard red line that the text does not cross, and gives whom only it has
    to ask enough (`Consent.enough`).
    """
    better, worse, step = 0, 0, 0.0
    gains = [0.0] * len(at.actors)
    for other in at.packages:
        found = [point.worths[other] - point.worths[package] for point in at.points]
        up = max(found, default=0.0) > SAME
        down = min(found, default=0.0) < -SAME
        if up == down or not _could_replace(at, other, package):
            continue
        if down:
            worse += 1
            continue
        better += 1
        gains = [max(most, gain, 0.0) for most, gain in zip(gains, found, strict=True)]
        step = max(step, _common_share(at, found))
    names = at.names
    clean = [gain if gain > SAME else 0.0 for gain in gains]
    return Left(better, worse, step, dict(zip(names, clean, strict=True)))


def _could_replace(at: Standings, other: int, package: int) -> bool:
    if any(point.hard[other] and not point.hard[package] for point in at.points):
        return False
    asked = frozenset(at.tables.needed(package))
    return all(
        i in asked
        or i not in at.tables.needed(other)
        or at.tables.consent.enough(point.worths[other] - no_deal)
        for i, point, no_deal in zip(at.actors, at.points, at.no_deal, strict=True)
    )


def _common_share(at: Standings, gains: Sequence[float]) -> float:
    """The least share gained by a party; who cannot gain at all does not count."""
    shares = [
        share
        for place, (i, gain) in enumerate(zip(at.actors, gains, strict=True))
        if at.tables.actors[i].party and (share := at.share(place, gain)) is not None
    ]
    least = min(shares, default=0.0)
    return least if least > SAME else 0.0


@dataclass(frozen=True, slots=True)
class Zone:
    """The packages worth enough (`Consent.enough`) to all whose consent they need, at the end.

    Under a quota: to enough of them. `spans` are the least and the most they are worth, by
    actor that any of them has to ask; `step` is the largest share of its own way from no
    deal to its best that all needed could have had at once. `above`: they are worth more than
    no deal, and not just as much.
    """

    size: int
    step: float
    spans: dict[str, tuple[float, float]]
    above: bool


def zone(at: Standings) -> Zone:
    """The zone of agreement, empty where parting was right."""
    inside: list[int] = []
    step = 0.0
    for package in at.packages:
        needed = at.tables.needed(package)
        gains = {
            i: (place, point.worths[package] - no_deal)
            for place, (i, point, no_deal) in enumerate(
                zip(at.actors, at.points, at.no_deal, strict=True)
            )
            if i in needed and not point.hard[package]
        }
        willing = {i: one for i, one in gains.items() if at.tables.consent.enough(one[1])}
        if at.tables.consents(package, list(willing)):
            inside.append(package)
            shares = {i: at.share(*one) or 0.0 for i, one in willing.items()}
            step = max(step, _consenting_share(at.tables, package, shares))
    return Zone(len(inside), step, _spans(at, inside), at.tables.consent.above)


def _consenting_share(tables: Tables, package: int, shares: dict[int, float]) -> float:
    """The largest share that those who have at least as much are enough to consent."""
    for least in sorted(shares.values(), reverse=True):
        if tables.consents(package, [i for i, share in shares.items() if share >= least]):
            return least
    return 0.0


def _spans(at: Standings, inside: Sequence[int]) -> dict[str, tuple[float, float]]:
    found = {}
    for i, name, point in zip(at.actors, at.names, at.points, strict=True):
        worths = [point.worths[p] for p in inside if i in at.tables.needed(p)]
        if worths:
            found[name] = min(worths), max(worths)
    return found
