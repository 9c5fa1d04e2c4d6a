"""Input draws that give the record.

A draw is kept by one try of its own: its inputs are drawn, the record is played on them,
and the try is kept with the chance that it gives the recorded answers. So kept draws are
exact draws from the model given the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.engine.play import Start, play_record
from sim.errors import RecordError
from sim.talks.events import AnyEvent
from sim.talks.luck import Luck
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.case import Case

RAREST = 1 / 200  # rarer records are weighted instead of waited for
PILOT = 400  # tries that decide it
MOST_TRIES = 100_000


@dataclass(frozen=True, slots=True)
class Kept:
    """The inputs of one draw. `record` is the log and the state just before the record closes."""

    draw: int
    values: dict[str, float | str]
    tried: int
    record: tuple[list[AnyEvent], State]


def kept_inputs(case: Case, seed: int, draw: int, what_if: str = "") -> Kept:
    """The first inputs of a draw whose try gives the record; a what-if from now is no part of it.

    Raises
    ------
    RecordError
        Where no try does.
    """
    luck = Luck(seed, draw)
    for number in range(MOST_TRIES):
        found = _attempt(case, luck, number, what_if)
        likelihood = likelihood_of(found, luck)
        if likelihood > 0.0 and luck.u("inputs", "kept", number) < likelihood:
            return found
    raise RecordError(
        f"none of {MOST_TRIES:,} draws of the inputs gave the record of {case.title!r}: "
        "give the texts' terms and the inputs of those who answered a wider range"
    )


def first_inputs(case: Case, seed: int, draw: int, what_if: str = "") -> Kept:
    """The first inputs of a draw, whatever the record: what a weighted study plays."""
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
    weighted = pilot(case, seed).weighted
    kept = (first_inputs if weighted else kept_inputs)(case, seed, 0, what_if)
    attempt = kept.tried - 1
    return kept.values, Start(
        seed, attempt=attempt, what_if=what_if, weighted=weighted, seats=seats
    )


def drawn(case: Case, luck: Luck, number: int) -> dict[str, float | str]:
    """The inputs of a try, from 0; `luck` is the draw's."""
    paths = case.paths
    return case.draw(dict(zip(paths, luck.row("inputs", paths, number), strict=True)).__getitem__)


def _attempt(case: Case, luck: Luck, number: int, what_if: str = "") -> Kept:
    values = drawn(case, luck, number)
    start = Start(luck.seed, luck.run, luck.run, attempt=number, what_if=what_if)
    return Kept(luck.run, values, number + 1, play_record(case, values, start))


def likelihood_of(found: Kept, luck: Luck) -> float:
    """The chance that one try of these inputs gives the record (coins drawn for this try)."""
    record = found.record[1].record
    assert record is not None
    return record.likelihood(record.coins(luck, (1 << 32) + found.tried))


@dataclass(frozen=True, slots=True)
class Fit:
    """How often the record comes out by itself, from a pilot of input draws."""

    tries: int
    share: float  # mean likelihood over the tries

    @property
    def weighted(self) -> bool:
        """Whether it is too rare to wait for."""
        return self.share < RAREST


def pilot(case: Case, seed: int) -> Fit:
    """Try the record until its share is surely above the rarest that is waited for."""
    luck = Luck(seed, 2**63)  # no run's number
    total = 0.0
    for number in range(PILOT):
        total += likelihood_of(_attempt(case, luck, number), luck)
        if total >= RAREST * PILOT:
            return Fit(number + 1, total / (number + 1))
    if total <= 0.0:
        _explain_nothing(case, luck)
    return Fit(PILOT, total / PILOT)


def _explain_nothing(case: Case, luck: Luck) -> None:
    """A record that no try gives: name the answer that stands in the way, if there is one."""
    blocked: dict[str, int] = {}
    for number in range(PILOT):
        state = _attempt(case, luck, number).record[1]
        assert state.record is not None
        for (actor, _), (lo, hi) in state.record.cuts.items():
            name = state.tables.names.actors[actor]
            blocked[name] = blocked.get(name, 0) + (lo >= hi)
    answers = ", ".join(f"{name}'s answers in {count}" for name, count in sorted(blocked.items()))
    raise RecordError(
        f"no try can give the record of {case.title!r}: of {PILOT} draws of the inputs, "
        f"nothing gives {answers}; give the texts' terms, red lines and the inputs of those "
        "who answered a wider range"
    )
