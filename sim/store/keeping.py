"""Runs in a store: a whole run in, its events out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from sim.arithmetic import arithmetic
from sim.store.store import Store
from sim.store.stream import Kept, Stream
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.log import event_of, lines, run_id


def keep(
    store: Store,
    name: str,
    text: str,
    events: Sequence[AnyEvent],
    seeds: Mapping[str, str] | None = None,
) -> Kept:
    """Keep a whole run that was played here; the same run again is the same stream.

    Parameters
    ----------
    name
        The scenario as it was called.
    text
        The scenario's whole text.
    seeds
        Those of the seed files it cites, by name.

    Raises
    ------
    StoreError
        Where it cannot be written: then nothing of it is kept.
    """
    stream = stream_of(events, name, text, seeds or {}, arithmetic())
    return store.append(stream, 0, list(lines(events)))


def stream_of(
    events: Sequence[AnyEvent],
    name: str,
    text: str,
    seeds: Mapping[str, str],
    worked_out: str,
    id_: str = "",
) -> Stream:
    """What a store notes of a run besides its events; `worked_out` with which arithmetic.

    Its id is that of the events' lines, unless it is given: older lines have another.
    """
    first = events[0]
    assert isinstance(first, TalksOpened), "a log starts with TalksOpened"
    return Stream(
        id=id_ or run_id(events),
        name=name,
        digest=first.digest,
        text=text,
        engine=first.engine,
        seed=first.seed,
        run=first.run,
        future=first.future,
        parent=first.parent,
        fork_at=first.fork_at,
        seeds=msgspec.json.encode(dict(seeds)).decode(),
        arithmetic=worked_out,
    )


def events_of(store: Store, kept: Kept) -> list[AnyEvent]:
    """The events of a stream, as of today's schema; not folded yet.

    Raises
    ------
    LogError
        Where an event is of a schema that this version does not know.
    """
    rows = store.lines(kept.stream.id)
    where = f"{store.name}: run {kept.stream.id}, event"
    return [event_of(row, f"{where} {seq}") for seq, row in enumerate(rows)]
