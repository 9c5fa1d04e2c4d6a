"""Pairs of positions whose ends are set together: what is asked of whether one matters alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from sim.ensemble.changeable import Changeable, Position
from sim.ensemble.changed import Change

if TYPE_CHECKING:
    from sim.scenario.case import Case

_LINE, _WORTH = "red_line", "no_deal.worth"


@dataclass(frozen=True, slots=True)
class Together:
    """Two positions that are set together."""

    first: Position
    second: Position

    @property
    def corners(self) -> tuple[Change, Change, Change, Change]:
        """Both low; the second high; the first high; both high."""
        a, b, c, d = product(self.first.ends, self.second.ends)
        return a, b, c, d

    @property
    def levels(self) -> list[list[Change]]:
        """Every level of the second, each with every level of the first."""
        seconds = ((self.second.path, level) for level in self.second.levels)
        return [
            [((self.first.path, level), second) for level in self.first.levels]
            for second in seconds
        ]

    @property
    def between(self) -> list[Change]:
        """Those of them that are no corner."""
        return [change for row in self.levels for change in row if change not in self.corners]


def declared(case: Case, known: Changeable) -> list[Together]:
    """The pairs asked about: those that the file declares, or what may stand in each other's way.

    By default each party's red line and no-deal worth against every other party's, on the same
    issue. A pair of which an input is held at one value has no corners, and is left out.
    """
    at = {one.path: one for one in known.positions}
    paths = case.scenario.pairs or dict.fromkeys(_opposed(case))
    return [Together(at[one], at[other]) for one, other in paths if {one, other} <= at.keys()]


def _opposed(case: Case) -> Iterator[tuple[str, str]]:
    actors = case.scenario.actors
    parties = [name for name in case.names.actors if "party" in actors[name].roles]
    for one, other in combinations(parties, 2):
        for issue in case.names.issues:
            line = f"{issue}.{_LINE}"
            for mine, its in product((line, _WORTH), repeat=2):
                yield f"{one}.{mine}", f"{other}.{its}"


def changes_of(known: Changeable, pairs: Sequence[Together] = ()) -> list[Change]:
    """All that is to be played: every value of every position alone, then the corners of pairs."""
    alone: list[Change] = [(one,) for each in known.positions for one in each.settings]
    corners = [corner for pair in pairs for corner in pair.corners]
    return list(dict.fromkeys([*alone, *corners]))
