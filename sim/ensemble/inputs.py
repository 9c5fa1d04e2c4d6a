"""Input draws that give the record.

A draw is kept by one try of its own: its inputs are drawn, the record is played on them,
and the try is kept with the chance that it gives the recorded answers. So kept draws are
exact draws from the model given the record. Where that is too rare to wait for, tries are kept
more often than that, as often as a `ceiling` says, and runs weigh what sets it right
(rejection control: Liu, Chen & Wong 1998).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from sim.engine.play import Start, play_record
from sim.ensemble.fit import LIMIT, PILOT, Fit, Pilot
from sim.ensemble.rarity import looked, rarest, sentence
from sim.errors import RecordError
from sim.model.constants import MOST_TRIES
from sim.talks.conditioning import Answered, Interval, Record
from sim.talks.events import AnyEvent
from sim.talks.luck import Luck
from sim.talks.state import State
from sim.talks.tries import tries_of

if TYPE_CHECKING:
    from sim.scenario.case import Case

EXPLAINED = 400  # tries that tell why a record is rare
PILOT_RUN = 2**63  # no run's number


@dataclass(frozen=True, slots=True)
class Kept:
    """The inputs of one draw. `record` is the log and the state just before the record closes."""

    draw: int
    values: dict[str, float | str]
    tried: int
    record: tuple[list[AnyEvent], State]


def kept_inputs(
    case: Case, seed: int, draw: int, what_if: str = "", ceiling: float = 1.0, after: int = 0
) -> Kept:
    """The first inputs of a draw whose try gives the record; a what-if from now is no part of it.

    Parameters
    ----------
    ceiling
        The chance of the record from which on inputs are kept for certain, those below it in
        proportion: 1 keeps each with the chance itself (`Fit.ceiling`).
    after
        How many tries are known to fail.

    Raises
    ------
    RecordError
        Where no try does.
    """
    luck = Luck(seed, draw)
    number = _number_of_kept(case, luck, range(after, MOST_TRIES), ceiling)
    if number is not None:
        return _attempt(case, luck, number, what_if)
    raise RecordError(
        f"none of {MOST_TRIES:,} draws of the inputs gave the record of {case.title!r}: "
        "give the texts' terms and the inputs of those who answered a wider range"
    )


def _number_of_kept(case: Case, luck: Luck, tries: range, ceiling: float) -> int | None:
    bench = tries_of(case)
    if bench is not None:
        found = bench.first_kept(luck, tries, ceiling)
        if found is None or found in tries:
            return found
    return first_kept(case, luck, tries, ceiling)


def first_kept(case: Case, luck: Luck, tries: range, ceiling: float) -> int | None:
    """The first of some tries that is kept, each played as talks; None: none is."""
    for number in tries:
        lost = _lost(luck, number, ceiling)
        state = _attempt(case, luck, number, lost=lost).record[1]
        if state.record is not None and not lost(state):
            return number
    return None


def _lost(luck: Luck, number: int, ceiling: float) -> Callable[[State], bool]:
    """Whether a try will not be kept, from what of the record was played so far.

    Its chance only falls as the record goes on, and the number it has to exceed is drawn first.
    """
    least = luck.u("inputs", "kept", number) * ceiling
    seen: dict[Answered, Interval] | None = None
    chance = 1.0

    def lost(state: State) -> bool:
        nonlocal seen, chance
        if state.cuts != seen:
            seen = state.cuts.copy()
            chance = _chance(Record(state), luck, number, ceiling)
        return chance <= least

    return lost


def _chance(record: Record, luck: Luck, number: int, ceiling: float) -> float:
    """How likely the record is in a try: with coins of its own, or whatever they are."""
    if ceiling < 1.0:
        return record.chance()
    return record.likelihood(record.coins(luck, (1 << 32) + number + 1))


def first_inputs(case: Case, seed: int, draw: int, what_if: str = "") -> Kept:
    """The first inputs of a draw, whatever the record: what is seen before it taught anything."""
    return _attempt(case, Luck(seed, draw), 0, what_if)


def inputs_at(case: Case, seed: int, draw: int, tried: int, what_if: str = "") -> Kept:
    """The inputs of a draw where it is known at which try, from 1, they are kept."""
    return _attempt(case, Luck(seed, draw), tried - 1, what_if)


def first_of(
    case: Case, seed: int, what_if: str = "", seats: tuple[str, ...] = ()
) -> tuple[dict[str, float | str], Start]:
    """The inputs and the start of run 0 of a seed: what a game of that seed begins with.

    Raises
    ------
    RecordError
        Where no try gives the record.
    """
    ceiling = pilot(case, seed).ceiling
    kept = kept_inputs(case, seed, 0, what_if, ceiling)
    attempt = kept.tried - 1
    return kept.values, Start(seed, attempt=attempt, what_if=what_if, ceiling=ceiling, seats=seats)


def drawn(case: Case, luck: Luck, number: int) -> dict[str, float | str]:
    """The inputs of a try, from 0; `luck` is the draw's."""
    paths = case.paths
    return case.draw(dict(zip(paths, luck.row("inputs", paths, number), strict=True)).__getitem__)


def _attempt(
    case: Case,
    luck: Luck,
    number: int,
    what_if: str = "",
    lost: Callable[[State], bool] | None = None,
) -> Kept:
    values = drawn(case, luck, number)
    start = Start(luck.seed, luck.run, luck.run, attempt=number, what_if=what_if)
    played = play_record(case, values, start, *(() if lost is None else (lost,)))
    return Kept(luck.run, values, number + 1, played)


def chance_of(found: Kept) -> float:
    """The chance that these inputs give the record, whatever the coins."""
    record = found.record[1].record
    assert record is not None, "a record played to its end"
    return record.chance()


def _chance_in(case: Case, luck: Luck, number: int) -> float:
    """The chance that a try of the pilot's gives the record."""
    tries = tries_of(case)
    chance = None if tries is None else tries.chance(luck, number)
    return chance_of(_attempt(case, luck, number)) if chance is None else chance


def pilot(case: Case, seed: int, limit: int = 0, told: Callable[[int], None] | None = None) -> Fit:
    """Try the record until it is known how rare it is (`Pilot`).

    Parameters
    ----------
    limit
        How many tries a draw may take on average where the record is rare; 0: `LIMIT`.
    told
        Hears of a long pilot how many tries it made, every `PILOT` of them.

    Raises
    ------
    RecordError
        Where no try gives it: it names the entry that stands in the way.
    """
    luck, found = Luck(seed, PILOT_RUN), Pilot()
    while not found.enough:
        found.add(_chance_in(case, luck, len(found.chances)))
        if told is not None and len(found.chances) % PILOT == 0 and not found.enough:
            told(len(found.chances))
    fit = found.fit(limit or LIMIT)
    if fit.share > 0.0 and not fit.weighted:
        return fit
    some = min(fit.tries, EXPLAINED)
    made = (_attempt(case, luck, number) for number in range(some))
    worst = rarest(case, (looked(case, one.values, *one.record) for one in made))
    why = "" if worst is None else sentence(worst, some)
    if fit.share > 0.0:
        return msgspec.structs.replace(fit, rarest=why)
    where = f"{worst.place}: " if worst is not None and worst.place else ""
    raise RecordError(
        f"{where}none of {fit.tries:,} tries gives the record of {case.title!r}: {why}; "
        "else give its text's terms and the inputs of whoever answered a wider range"
    )
