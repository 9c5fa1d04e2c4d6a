"""A line of a log taken apart into the columns of `events`, and put together again.

`meta` holds run (where the line begins with it), actor, cause, fired and provenance, `data`
the type's own fields, both as JSON in the very bytes of the line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from sim.decoding import UnreadableError, decoded
from sim.errors import LogError
from sim.store.stream import LARGEST

_LINE = re.compile(
    r'\{(?P<run>"run":-?\d+,)?"v":(?P<v>\d{1,19}),"type":"(?P<type>\w+)","seq":(?P<seq>\d{1,19}),'
    r'"tick":(?P<tick>-?\d{1,19}),(?P<meta>"actor":"(?:[^"\\]|\\.)*","cause":-?\d+,"fired":-?\d+,'
    r'"provenance":"\w*")(?:,(?P<data>.+))?\}',
    re.DOTALL | re.ASCII,
)
_json = msgspec.json.Decoder(msgspec.Raw)


class Row(NamedTuple):
    """An event as it is kept. `meta` and `data` are JSON."""

    seq: int
    type: str
    v: int
    tick: int
    meta: str
    data: str


def split(line: bytes) -> Row:
    """A line as a row.

    Raises
    ------
    LogError
        Where the line is not one that `sim.talks.log.line` could have written.
    """
    try:
        decoded(line, _json)
        parts = _LINE.fullmatch(line.decode())
    except (UnreadableError, UnicodeDecodeError) as error:
        raise _unlike(line) from error
    if parts is None:
        raise _unlike(line)
    run, v, type_, seq, tick, meta, data = parts.groups("")
    row = Row(int(seq), type_, int(v), int(tick), f"{{{run}{meta}}}", f"{{{data}}}")
    if join(row) != line or max(row.seq, row.v, abs(row.tick)) > LARGEST:
        raise _unlike(line)
    return row


def join(row: Row) -> bytes:
    """The line that a row was made of."""
    run, meta = "", row.meta[1:-1]
    if meta.startswith('"run"'):
        run, comma, meta = meta.partition(",")
        run += comma
    own = f",{row.data[1:-1]}" if row.data != "{}" else ""
    return (
        f'{{{run}"v":{row.v},"type":"{row.type}","seq":{row.seq},"tick":{row.tick},{meta}{own}}}'
    ).encode()


def _unlike(line: bytes) -> LogError:
    told = line[:60].decode("utf-8", "replace") + ("..." if len(line) > 60 else "")
    return LogError(f"{told!r} is not an event as a log has it: give lines as Detente writes them")
