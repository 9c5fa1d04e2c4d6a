"""Whether a whole store is as its ledger says: what is first altered, missing or out of order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, func, or_, select, text

from sim.errors import SettingError
from sim.store import chain
from sim.store.checking import check_span, missing, root
from sim.store.failures import Flaw
from sim.store.reading import TEXTS, event_rows
from sim.store.stream import LARGEST
from sim.store.tables import appends, events, streams, texts

if TYPE_CHECKING:
    from sim.store.reading import Found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in order, counted up to the first flaw if there is one.

    `head` is the end of the ledger: noted elsewhere, it can be asked for later.
    """

    streams: int
    events: int
    appends: int
    head: str
    flaw: Flaw | None = None


@dataclass(slots=True)
class _Seen:
    """What the ledger told so far."""

    appends: int = 0
    head: str = chain.ROOT
    events: int = 0
    noted: bool = False
    ends: dict[str, tuple[int, str]] = field(default_factory=dict)  # version and hash, by stream


def verdict(connection: Connection, noted: str = "") -> Verdict:
    """Hold everything in the store against the ledger. `noted`: a head it had once.

    Raises
    ------
    SettingError
        Where `noted` is not a head.
    """
    wanted = _a_head(noted)
    seen = _Seen(noted=wanted in {"", chain.ROOT})
    flaw = None
    try:
        for row in connection.execute(select(appends).order_by(appends.c.n)).all():
            _append(connection, seen, row)
            seen.noted |= row.hash == wanted
        _nothing_else(connection, seen)
        if not seen.noted:
            raise Flaw(
                f"the noted head {wanted} is not in the ledger: it was cut or rewritten since"
            )
        _undamaged(connection)
    except Flaw as found:
        flaw = found
    return Verdict(len(seen.ends), seen.events, seen.appends, seen.head, flaw)


def _a_head(noted: str) -> str:
    wanted = noted.strip().lower()
    if wanted and not (len(wanted) == len(chain.ROOT) and set(wanted) <= set("0123456789abcdef")):
        raise SettingError(f"{noted!r} is not a head: give the 64 hex digits that verify printed")
    return wanted


def _append(connection: Connection, seen: _Seen, row: Found) -> None:
    """One line of the ledger, and the events it tells of."""
    n = seen.appends + 1
    if row.n != n:
        raise Flaw(f"append {n} is missing from the ledger")
    computed = chain.hashed(seen.head, *row[:-1])
    if computed != row.hash:
        raise Flaw(f"append {n} was altered in the ledger", row.stream, -1, row.hash, computed)
    version, before = seen.ends.get(row.stream) or (0, root(connection, row.stream))
    if row.first != version:
        raise missing(row.stream, version)
    span = (row.first, row.last)
    found = event_rows(connection, row.stream, *span)
    try:
        check_span(row.stream, span, before, found, row.head)
    except Flaw as flaw:
        raise _moved(connection, before, found, flaw) or flaw from None
    seen.appends, seen.head = n, row.hash
    seen.events += len(found)
    seen.ends[row.stream] = row.last + 1, row.head


def _moved(connection: Connection, before: str, found: Sequence[Found], flaw: Flaw) -> Flaw | None:
    """Whether the event that should stand where the flaw is stands elsewhere in its stream."""
    for row in found:
        if row.seq == flaw.seq - 1:
            before = row.hash
    for seq, *rest, kept in event_rows(connection, flaw.stream, -LARGEST, LARGEST):
        computed = chain.hashed(before, flaw.stream, flaw.seq, *rest)
        if seq != flaw.seq and computed in {kept, flaw.kept}:
            wrong = f"stream {flaw.stream}: event {flaw.seq} stands at {seq}"
            return Flaw(wrong, flaw.stream, flaw.seq, flaw.kept, flaw.computed)
    return None


def _nothing_else(connection: Connection, seen: _Seen) -> None:
    """Nothing is in the store that the ledger does not tell of."""
    ends = select(events.c.stream, func.min(events.c.seq), func.max(events.c.seq))
    for stream, least, most in connection.execute(ends.group_by(events.c.stream)):
        version = seen.ends.get(stream, (0, ""))[0]
        for seq in (least, most):
            if not (isinstance(seq, int) and 0 <= seq < version):
                wrong = f"stream {stream}: event {seq} is in no append of the ledger"
                raise Flaw(wrong, stream, seq if isinstance(seq, int) else -1)
    for id_ in connection.scalars(select(streams.c.id)):
        if id_ not in seen.ends:
            raise Flaw(f"stream {id_} is in no append of the ledger", id_)
    used = or_(*(streams.c[name] == texts.c.hash for name in TEXTS))
    unused = select(texts.c.hash).where(~exists().where(used))
    for key in connection.scalars(unused):
        raise Flaw(f"the text of hash {key} belongs to no stream")


def _undamaged(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        found = connection.scalar(text("PRAGMA integrity_check(1)"))
        if found != "ok":
            raise Flaw(f"the file is damaged: {found}")
