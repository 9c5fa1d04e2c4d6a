"""A log against the run that its first event describes, played again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sim.engine.play import Start, play
from sim.errors import LogError
from sim.talks.choices import chosen
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.log import lines

if TYPE_CHECKING:
    from sim.scenario.case import Case


@dataclass(frozen=True, slots=True)
class Difference:
    """The first event that is not as played; None: there is none on that side."""

    seq: int
    logged: bytes | None
    played: bytes | None


def play_again(case: Case, events: Sequence[AnyEvent]) -> list[AnyEvent]:
    """The run of a log, from its first event and the decisions that it holds.

    Raises
    ------
    LogError
        Where the log does not fold, or belongs to another scenario.
    SettingError
        Where a decision that it holds is not open or not due.
    """
    if not events or not isinstance(events[0], TalksOpened):
        raise LogError("a log starts with TalksOpened; this one does not")
    first = events[0]
    if first.digest != case.digest:
        raise LogError(
            f"the log was played on scenario {first.digest[:8]}, and this is {case.digest[:8]}: "
            "give the scenario, and the facts it cites, as they were"
        )
    played, _ = play(case, first.values, Start.of(first), choices=chosen(case, events))
    opening = played[0]
    assert isinstance(opening, TalksOpened)
    return [replace(opening, engine=first.engine), *played[1:]]  # that is told apart


def first_difference(case: Case, events: Sequence[AnyEvent]) -> Difference | None:
    """Where a log and the run played again part, event by event; None: nowhere.

    Raises
    ------
    LogError, SettingError
        As `play_again`.
    """
    both = zip_longest(lines(events), lines(play_again(case, events)))
    for seq, (logged, played) in enumerate(both):
        if logged != played:
            return Difference(seq, logged, played)
    return None
