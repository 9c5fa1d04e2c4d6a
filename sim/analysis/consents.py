"""Who gains by which package at one moment, and which packages have the consent they need.

All packages at once, as arrays of (actors that consent, packages); worths are the same to the
bit as those that are worked out one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.analysis.efficiency import Standings
from sim.analysis.runs import Bools, Floats
from sim.model.constants import SAME
from sim.scenario.stances import HARD_LINE, SOFT_LINE, Standpoint
from sim.scenario.tables import Tables

Packages = Sequence[int] | npt.NDArray[np.uint16]  # their places


def places(inside: Bools) -> npt.NDArray[np.uint16]:
    """The places of the packages for which something is so; there are fewer than 65,536."""
    return np.flatnonzero(inside).astype(np.uint16)


@dataclass(frozen=True, slots=True)
class Stakes:
    """Everyone that consents beside all packages, each array (A, P).

    `willing` are those whose consent a package needs, who are well enough off by
    it (`Consent.enough`) and whose hard red lines it does not cross.
    """

    tables: Tables
    actors: tuple[int, ...]
    no_deal: tuple[float, ...]
    worths: Floats
    needed: Bools
    open_to: Bools
    willing: Bools

    @classmethod
    def of(cls, at: Standings) -> Stakes:
        """At one moment."""
        worths = np.stack([_worths(point) for point in at.points])
        needed = np.array([at.tables.needs(i) for i in at.actors], dtype=np.bool_)
        open_to = needed & ~np.stack([_closed(point) for point in at.points])
        gains = worths - np.array(at.no_deal)[:, np.newaxis]
        willing = open_to & (gains > SAME if at.tables.consent.above else gains >= -SAME)
        return cls(at.tables, at.actors, at.no_deal, worths, needed, open_to, willing)

    def consented(self, yes: Bools) -> Bools:
        """(P,) whether these yeses (A, P), of those needed alone, are the consent each needs."""
        rule = self.tables.consent
        if rule.quota is None:
            return np.asarray((yes | ~self.needed).all(axis=0))
        cases = np.concatenate([yes, self.needed])
        _, first, case = np.unique(
            np.packbits(cases, axis=0), axis=1, return_index=True, return_inverse=True
        )
        verdicts = [
            self.tables.consents(p, [self.actors[k] for k in np.flatnonzero(yes[:, p])])
            for p in first.tolist()
        ]
        return np.array(verdicts, dtype=np.bool_)[case.ravel()]


def _worths(point: Standpoint) -> Floats:
    found = np.zeros(1)
    for parts in point.parts:
        found = np.add.outer(found, np.array(parts)).ravel()
    found = np.where(_crossed(point, SOFT_LINE), found - point.soft_line, found)
    for package, more in point.together.items():
        found[package] += more
    return found


def _closed(point: Standpoint) -> Bools:
    """Across a hard red line, or nobody's to have."""
    closed = _crossed(point, HARD_LINE)
    closed[list(point.excluded)] = True
    return closed


def _crossed(point: Standpoint, line: int) -> Bools:
    return _any_issue([np.array(lines) == line for lines in point.lines])


def _any_issue(columns: Sequence[Bools]) -> Bools:
    """(P,) whether something is so of a package's option on any issue."""
    found = np.zeros(1, dtype=np.bool_)
    for column in columns:
        found = np.logical_or.outer(found, column).ravel()
    return found
