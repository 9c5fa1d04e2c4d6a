"""Pairs of positions whose ends are set together: what is asked of whether one matters alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from sim.ensemble.changeable import Changeable, Position
from sim.ensemble.changed import Change
from sim.errors import SettingError

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


def declared(
    case: Case, known: Changeable, paths: Sequence[tuple[str, str]] = ()
) -> list[Together]:
    """The pairs asked about: those of some paths, or by default what may stand in each other's way.

    By default each party's red line and no-deal worth against every other party's, on the same
    issue.

    Raises
    ------
    SettingError
        Where a path is no position that can change from now.
    """
    at = {one.path: one for one in known.positions}
    if paths:
        return [Together(_position(at, first), _position(at, second)) for first, second in paths]
    actors = case.scenario.actors
    parties = [name for name in case.names.actors if "party" in actors[name].roles]
    found: dict[tuple[str, str], Together] = {}
    for one, other in combinations(parties, 2):
        for issue in case.names.issues:
            line = f"{issue}.{_LINE}"
            for mine, its in product((line, _WORTH), repeat=2):
                first, second = at.get(f"{one}.{mine}"), at.get(f"{other}.{its}")
                if first is not None and second is not None:
                    found[first.path, second.path] = Together(first, second)
    return list(found.values())


def _position(at: dict[str, Position], path: str) -> Position:
    if path not in at:
        known = ", ".join(at) or "none"
        raise SettingError(f"{path}: no position that can change from now: write one of {known}")
    return at[path]


def changes_of(known: Changeable, pairs: Sequence[Together] = ()) -> list[Change]:
    """All that is to be played: every value of every position alone, then the corners of pairs."""
    alone: list[Change] = [(one,) for each in known.positions for one in each.settings]
    corners = [corner for pair in pairs for corner in pair.corners]
    return list(dict.fromkeys([*alone, *corners]))
