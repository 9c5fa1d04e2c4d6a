"""Tries at the record in the core."""

from __future__ import annotations

from collections.abc import MutableMapping
from threading import Lock
from weakref import WeakKeyDictionary

from sim.core import codes, trying, unlocked
from sim.scenario.case import Case
from sim.talks.arrays import PROTOCOLS, TACTIC
from sim.talks.luck import Luck, run_key
from sim.talks.planning import bench_of, worths_planned

A_STRETCH = 256  # tries between two looks at whether somebody wants it to stop
MOST_PLANNED = 50_000  # numbers that each try works out: where there are more, few are asked for
_KNOWN: MutableMapping[Case, Tries | None] = WeakKeyDictionary()


def tries_of(case: Case) -> Tries | None:
    """Where tries at a case's record are worked out; None: arrays cannot hold it."""
    if case not in _KNOWN:
        _KNOWN[case] = Tries(case) if _playable(case) else None
    return _KNOWN[case]


def _playable(case: Case) -> bool:
    """Whether nothing is plugged in, and there is room for what packages are worth."""
    template = case.template
    if template.protocol not in PROTOCOLS or worths_planned(case) > MOST_PLANNED:
        return False
    return all(actor.tactic == TACTIC for actor in template.actors)


class Tries:
    """Tries at the record of one case, on arrays that are made once."""

    def __init__(self, case: Case) -> None:
        self._bench = bench_of(case)
        self._one = Lock()  # a try works in the arrays of all

    def first_kept(self, luck: Luck, tries: range, ceiling: float) -> int | None:
        """The first of some tries that is kept.

        Parameters
        ----------
        luck
            The draw's.
        ceiling
            The chance of the record from which on a try is kept for certain.

        Returns
        -------
        int or None
            Its number, None if none is kept; ELSEWHERE where the arrays cannot hold one of them.
        """
        run = run_key(luck.seed, luck.run, luck.future)
        for first in range(tries.start, tries.stop, A_STRETCH):
            stretch = range(first, min(tries.stop, first + A_STRETCH))
            with self._one:
                found = unlocked.first_kept(self._bench, run, stretch, ceiling)
            if found != codes.NONE:
                return found
        return None

    def chance(self, luck: Luck, number: int) -> float | None:
        """The chance that a try gives the record; None where it cannot be worked out here."""
        run = run_key(luck.seed, luck.run, luck.future)
        with self._one:
            found = trying.chance_of(self._bench, run, number)
        return None if found < 0.0 else found
