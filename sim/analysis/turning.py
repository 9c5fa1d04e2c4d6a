"""Where along a run its futures changed: every decision, just before and right after it.

Before: the moment just before the decision, which is drawn again in every future, as is
all luck that has not shown by then; what the run's past fixed stays fixed. After: it is
taken as it was, with what was drawn with it (how long it travels). Future k has the same
luck on both sides. From right after one decision to just before the next nobody decides:
time passes, and luck shows that is no decision (how long an answer takes, a shock).

A run has many decisions and five outcomes, so some swing looks large by luck alone. All
are tried at once: each interval is at 1 - (1 - level)/m, where m counts decisions,
stretches between them, and outcomes (Bonferroni; Dunn 1961). So all hold together with
probability `level`, and only a swing whose interval leaves out 0 is called one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.analysis.multiple import each_level
from sim.analysis.resample import Interval
from sim.analysis.shifts import Shift, shifts
from sim.ensemble.futures import Ending, Endings, Fork, Pair
from sim.ensemble.futures import futures as play_futures
from sim.model.constants import MINUTES_A_DAY
from sim.talks.choices import CHOOSABLE
from sim.talks.events import OUTCOMES, AnyEvent, RatificationVoted, RecordClosed

if TYPE_CHECKING:
    from sim.scenario.case import Case

LEVEL = 0.95
# What somebody decides. A framework is none: it follows from the last yes at once.
DECISIONS: tuple[type[AnyEvent], ...] = (*CHOOSABLE, RatificationVoted)


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One decision: event `seq` on a `day` after the record, `actor` "" where nobody acts.

    `before` and `after` are shares in [0, 1] by outcome, `shifts` their differences;
    `outcome` is the one moved most, of those told apart if any is, with its `shift` and
    `interval`. `called`: it is told apart from 0, all that was tried taken into account.
    """

    seq: int
    day: float
    actor: str
    before: dict[str, float]
    after: dict[str, float]
    shifts: tuple[Shift, ...]
    outcome: str
    shift: float
    interval: Interval
    called: bool

    @property
    def certain(self) -> bool:
        """Whether no future ends otherwise for it: by then it was bound to come so."""
        return not any(one.gained or one.lost for one in self.shifts)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From right `after` one decision to just before the next, `until`: fields as above."""

    after: int
    until: int
    first_day: float
    last_day: float
    shifts: tuple[Shift, ...]
    outcome: str
    shift: float
    interval: Interval
    called: bool


@dataclass(frozen=True, slots=True)
class TurningPoints:
    """All decisions of a run in its order, and the stretches `between` them.

    `futures` were played on both sides of each decision. `comparisons` is how many
    intervals there are, `level` that of all together, `each_level` of each by itself.
    """

    futures: int
    rows: tuple[TurningPoint, ...]
    between: tuple[Stretch, ...]
    comparisons: int
    level: float
    each_level: float
    complete: bool

    @property
    def called(self) -> list[TurningPoint]:
        """The swings that are called so, the largest first."""
        return [row for row in self.by_size if row.called]

    @property
    def by_size(self) -> list[TurningPoint]:
        """All rows: those called first, then by the size of the swing, then in order."""
        return sorted(self.rows, key=lambda row: (not row.called, -abs(row.shift), row.seq))

    @property
    def stretches(self) -> list[Stretch]:
        """The stretches between decisions along which a share is told to move, largest first."""
        told = [one for one in self.between if one.called]
        return sorted(told, key=lambda one: (-abs(one.shift), one.after))

    @property
    def certain(self) -> int:
        """How many decisions were bound to come as they came."""
        return sum(row.certain for row in self.rows)


def turning_points(
    case: Case,
    events: Sequence[AnyEvent],
    futures: int = 500,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> TurningPoints:
    """Play `futures` futures before and after every decision of a run.

    Parameters
    ----------
    events
        A log: a run, a branch or a played game, whole or its beginning.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it.
    progress
        Called with the futures played and asked for.

    Raises
    ------
    SettingError
        Where futures or jobs are out of range.
    KeyboardInterrupt
        Where it is interrupted before every decision has some futures.
    """
    decided = decisions(events)
    pairs = [Pair(Fork(e.seq, instead=True), Fork(e.seq)) for e in decided]
    found = play_futures(case, events, pairs, futures, jobs, progress)
    compared = (len(decided) + max(0, len(decided) - 1)) * len(OUTCOMES)
    each = each_level(LEVEL, compared)
    told = zip(decided, _days(events, decided), found.pairs, strict=True)
    rows = [_row(event, day, ends, each) for event, day, ends in told]
    between = [
        _stretch(one, two, (first.given, second.without), each)
        for (one, two), (first, second) in zip(pairwise(rows), pairwise(found.pairs), strict=True)
    ]
    return TurningPoints(
        futures=len(found.numbers),
        rows=tuple(rows),
        between=tuple(between),
        comparisons=compared,
        level=LEVEL,
        each_level=each,
        complete=found.complete,
    )


def decisions(events: Sequence[AnyEvent]) -> list[AnyEvent]:
    """The events after the record in which somebody decided."""
    closed = next((e.seq for e in events if isinstance(e, RecordClosed)), len(events))
    return [e for e in events if e.seq > closed and isinstance(e, DECISIONS)]


def _days(events: Sequence[AnyEvent], decided: Sequence[AnyEvent]) -> list[float]:
    now = next((e.tick for e in events if isinstance(e, RecordClosed)), 0)
    return [(event.tick - now) / MINUTES_A_DAY for event in decided]


def _moved(
    first: Sequence[Ending], second: Sequence[Ending], level: float
) -> tuple[tuple[Shift, ...], Shift]:
    """The shifts from one side to the other, and the one to tell."""
    moved = shifts([e.outcome for e in first], [e.outcome for e in second], level)
    return moved, max(moved, key=lambda one: (one.told_apart, abs(one.shift)))


def _row(event: AnyEvent, day: float, ends: Endings, level: float) -> TurningPoint:
    moved, most = _moved(ends.without, ends.given, level)
    return TurningPoint(
        seq=event.seq,
        day=day,
        actor=event.actor,
        before={one.outcome: one.without for one in moved},
        after={one.outcome: one.given for one in moved},
        shifts=moved,
        outcome=most.outcome,
        shift=most.shift,
        interval=most.interval,
        called=most.told_apart,
    )


def _stretch(
    one: TurningPoint,
    two: TurningPoint,
    ends: tuple[Sequence[Ending], Sequence[Ending]],
    level: float,
) -> Stretch:
    moved, most = _moved(*ends, level)
    return Stretch(
        after=one.seq,
        until=two.seq,
        first_day=one.day,
        last_day=two.day,
        shifts=moved,
        outcome=most.outcome,
        shift=most.shift,
        interval=most.interval,
        called=most.told_apart,
    )
