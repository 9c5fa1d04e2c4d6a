"""A run of a data set played again, and set against what was kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import polars as pl

from sim.ensemble.chunks import Workshop
from sim.ensemble.dataset import Dataset
from sim.ensemble.event_rows import lines_of
from sim.ensemble.frame import layout_of, runs_frame
from sim.errors import LogError, SettingError
from sim.text import many

if TYPE_CHECKING:
    from sim.talks.events import AnyEvent


@dataclass(frozen=True, slots=True)
class Replayed:
    """A run played again: its log, and where it is not what was kept.

    `kept_events` is how many events of it were kept, 0 if none were asked for.
    """

    events: list[AnyEvent]
    kept_events: int
    differences: tuple[str, ...]


def played_again(found: Dataset, run: int) -> Replayed:
    """Play a run of a data set again, and compare.

    Raises
    ------
    SettingError
        Where there is no such run.
    LogError
        Where it is of no part that can be read.
    """
    m = found.manifest
    shop = Workshop(found.case, m.seed, m.what_if, ceiling=m.pilot.ceiling)
    row, kept_events = _kept(found, run)
    events, again = shop.run(run, m.draws)
    now = runs_frame([again], layout_of(found.case, m.what_if)).row(0, named=True)
    told = [
        f"{name} was {row.get(name)}, and is now {now.get(name)}"
        for name in dict.fromkeys([*row, *now])
        if row.get(name) != now.get(name)
    ]
    if not kept_events.is_empty():
        told += _events_told(kept_events, events, run)
    return Replayed(events, kept_events.height, tuple(told))


def _kept(found: Dataset, run: int) -> tuple[dict[str, object], pl.DataFrame]:
    """The row of a run, and its events where they were kept."""
    if not found.parts:
        raise LogError(f"{found.place.url}: holds no run yet")
    rows, events = (found.rows_of(kind, run) for kind in ("runs", "events"))
    if rows.is_empty():
        last = max(int(block.numbers().max()) for block in found.parts)
        raise SettingError(
            f"--run {run}: no such run in {found.place.url}: it has {many(found.played, 'run')}, "
            f"the last is {last}"
        )
    return rows.row(0, named=True), events.sort("seq")


def _events_told(kept: pl.DataFrame, events: list[AnyEvent], run: int) -> list[str]:
    """The first event that is not as it was kept."""
    for then, now in zip_longest(kept.iter_rows(), lines_of(run, events)):
        if then != now:
            seq = (now if then is None else then)[1]
            return [f"event {seq} is not the one that was kept"]
    return []
