"""Many futures of one run from two moments of it, or after two moves: pairs of equal luck.

Future k has the same luck in both arms of a pair, and in every pair. Blocks of futures are
played in turn for all pairs, so that an interrupt leaves as many futures of each; neither
blocks nor processes change a number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim.engine.forking import Arm
from sim.ensemble.arguments import MOST_JOBS, MOST_RUNS, whole
from sim.ensemble.pool import worked
from sim.model.constants import MINUTES_A_DAY
from sim.talks.choices import Choice
from sim.talks.events import AnyEvent, FrameworkAgreed
from sim.talks.state import State

if TYPE_CHECKING:
    from sim.scenario.case import Case

BLOCK = 50  # futures to a piece of work

Progress = Callable[[int, int], None]  # futures played, futures asked for


@dataclass(frozen=True, slots=True)
class Fork:
    """Where futures leave a run, and what somebody does there.

    Right after event `at`; or, `instead`, when it is about to happen: the first of the
    `choices` comes in its place, and without any it is drawn again in every future; or,
    `again`, when it is about to happen and does, as it did.
    """

    at: int
    instead: bool = False
    choices: tuple[Choice, ...] = ()
    again: bool = False

    def arm(self, case: Case, events: Sequence[AnyEvent]) -> Arm:
        """The futures of a run from there on."""
        if self.again:
            return Arm.again(case, events, self.at)
        make = Arm.instead if self.instead else Arm.after
        return make(case, events, self.at, self.choices)


class Ending(NamedTuple):
    """How a future ends; days count from the end of the record."""

    outcome: str
    day: float
    framework_day: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two arms to be compared: without what is asked about, and given it."""

    without: Fork
    given: Fork


@dataclass(frozen=True, slots=True)
class Endings:
    """Both arms of a pair: futures of the same number at the same place."""

    without: list[Ending]
    given: list[Ending]


@dataclass(frozen=True, slots=True)
class Futures:
    """What was played of every pair: futures of these numbers, in rising order."""

    numbers: list[int]
    pairs: list[Endings]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    pair: Pair
    numbers: Sequence[int]


def futures(
    case: Case,
    events: Sequence[AnyEvent],
    pairs: Sequence[Pair],
    count: int,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Futures:
    """Play `count` futures of both arms of every pair.

    Parameters
    ----------
    events
        The run they leave, whole or its beginning.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it, and tactics and protocols
        that were added here are known to all of them.

    Raises
    ------
    SettingError
        Where count or jobs are out of range, the run has no such event, or a choice is not
        open there.
    KeyboardInterrupt
        Where it is interrupted before all pairs have some futures.
    """
    _check(count, jobs)
    arms = [fork.arm(case, events) for pair in pairs for fork in (pair.without, pair.given)]
    numbers = arms[0].numbers(count) if arms else []
    blocks = [numbers[k : k + BLOCK] for k in range(0, len(numbers), BLOCK)]
    pieces = [_Piece(pair, block) for block in blocks for pair in pairs]
    found, asked = dict[int, Endings](), 2 * len(pairs) * count
    played, complete = worked(partial(_play, case, events), pieces, jobs, __name__), True
    try:
        for place, endings in played:
            found[place] = endings
            if progress is not None:
                progress(sum(2 * len(one.given) for one in found.values()), asked)
    except KeyboardInterrupt:
        complete = False
    rounds = [k for k in range(len(blocks)) if _all_there(found, k, len(pairs))]
    if not complete and not rounds:
        raise KeyboardInterrupt
    kept = [number for k in rounds for number in blocks[k]]
    return Futures(kept, _by_pair(found, rounds, len(pairs)), complete)


def _by_pair(found: dict[int, Endings], rounds: Sequence[int], pairs: int) -> list[Endings]:
    """What whole rounds came to, pair by pair."""
    return [_joined([found[k * pairs + nth] for k in rounds]) for nth in range(pairs)]


def _check(count: int, jobs: int) -> None:
    whole("futures", count, 1, MOST_RUNS)
    whole("jobs", jobs, 0, MOST_JOBS)


def _play(case: Case, events: Sequence[AnyEvent], piece: _Piece) -> Endings:
    """Both arms of one pair, in the futures of one block."""
    without, given = (
        [ending(*arm.future(number)) for number in piece.numbers]
        for arm in (fork.arm(case, events) for fork in (piece.pair.without, piece.pair.given))
    )
    return Endings(without, given)


def ending(events: Sequence[AnyEvent], state: State) -> Ending:
    """How a finished run ended."""
    assert state.outcome, "the run is not over"
    now = state.tables.rules.now
    agreed = next((e.tick for e in reversed(events) if isinstance(e, FrameworkAgreed)), None)
    framework = None if agreed is None else (agreed - now) / MINUTES_A_DAY
    return Ending(state.outcome, (state.tick - now) / MINUTES_A_DAY, framework)


def _all_there(found: dict[int, Endings], block: int, pairs: int) -> bool:
    return all(block * pairs + nth in found for nth in range(pairs))


def _joined(parts: Sequence[Endings]) -> Endings:
    return Endings(
        [one for part in parts for one in part.without],
        [one for part in parts for one in part.given],
    )
