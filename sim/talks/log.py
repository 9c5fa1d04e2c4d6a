"""A run's log as a file: JSON Lines, the scenario's text first, then one event a line.

Every line of an event stands for itself: run, schema version, type and all fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from sim.errors import LogError
from sim.files import write_bytes
from sim.talks.event import Event
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.upcasting import upcast

FORMAT = 1


class Header(msgspec.Struct, frozen=True):
    """The first line of a log file. `scenario` is the whole text that was played."""

    detente: str  # the version that wrote it
    format: int
    notice: str
    name: str
    scenario: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A log as read: its events as of today's schema, and their lines as they stand there."""

    header: Header
    events: list[AnyEvent]
    rows: list[bytes]

    @property
    def id(self) -> str:
        """What it is called in a store."""
        return id_of(self.rows)


NOTICE = "one run of a model: neither news nor forecast"
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError)
_encoder = msgspec.json.Encoder()
_events = msgspec.json.Decoder(AnyEvent)
_header = msgspec.json.Decoder(Header)


def line(run: int, event: Event) -> bytes:
    """An event as one line of JSON, without its line end."""
    whose = b"" if isinstance(event, TalksOpened) else b'"run":%d,' % run  # it names its own
    return b'{%b"v":%d,' % (whose, event.SCHEMA) + _encoder.encode(event)[1:]


def lines(events: Sequence[AnyEvent]) -> Iterable[bytes]:
    """All events of one run as lines."""
    first = events[0]
    assert isinstance(first, TalksOpened), "a log starts with TalksOpened"
    return (line(first.run, event) for event in events)


def digest(events: Sequence[AnyEvent]) -> str:
    """The sha256 of a run's lines: the same wherever the same run is played."""
    return digest_of(lines(events))


def digest_of(rows: Iterable[bytes]) -> str:
    """The sha256 of lines as they stand: that of an older log is what it always was."""
    return hashlib.sha256(b"\n".join(rows)).hexdigest()


def id_of(rows: Iterable[bytes]) -> str:
    """What a run of these lines is called in a store: 12 hex digits of its digest."""
    return digest_of(rows)[:12]


def run_id(events: Sequence[AnyEvent]) -> str:
    """What a run just played is called in a store."""
    return id_of(lines(events))


def write_log(path: Path, header: Header, events: Sequence[AnyEvent]) -> None:
    """Write a log in one piece: it is there whole, or not at all.

    Raises
    ------
    OutputError
        Where the file cannot be written.
    """
    write_bytes(path, whole(header, lines(events)))


def whole(header: Header, rows: Iterable[bytes]) -> bytes:
    """A log file's bytes."""
    return b"\n".join([_encoder.encode(header), *rows, b""])


def read_log(path: Path) -> Log:
    """Read a log; its events are not folded yet.

    Raises
    ------
    LogError
        Where the file cannot be read, or a line is not an event of this format.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise LogError(f"{path}: cannot be read ({error.strerror}): give a log file") from error
    rows = text.split(b"\n")
    if rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise LogError(f"{path}:1:1: is empty: give a file that `detente run --log` wrote")
    try:
        header = _header.decode(rows[0])
    except _UNREADABLE as error:
        raise LogError(f"{path}:1:1: is not the header of a log ({error})") from error
    if header.format != FORMAT:
        raise LogError(f"{path}:1:1: is of log format {header.format}: this version reads {FORMAT}")
    found = [event_of(row, f"{path}:{n}:1") for n, row in enumerate(rows[1:], start=2)]
    return Log(header, found, rows[1:])


class _Kind(msgspec.Struct, frozen=True):
    v: int
    type: str


_kind = msgspec.json.Decoder(_Kind)
_SCHEMAS = {kind.__name__: kind.SCHEMA for kind in get_args(AnyEvent)}


def _decoded(row: bytes) -> AnyEvent:
    event: AnyEvent = _events.decode(row)
    return event


def event_of(row: bytes, where: str) -> AnyEvent:
    """The event of a line, made into one of today's schema; `where` names it in errors.

    Raises
    ------
    LogError
        Where it is no event, or of a schema that this version does not know.
    """
    try:
        return _decoded(as_of_today(row, where))
    except _UNREADABLE as error:
        raise _no_event(where, error) from error


def as_of_today(row: bytes, where: str) -> bytes:
    """A line as today's schema has it: itself, unless it is of an older one.

    Raises
    ------
    LogError
        Where it has no type or version, or one that this version does not know.
    """
    try:
        kind = _kind.decode(row)
        today = _SCHEMAS.get(kind.type, kind.v)
        if kind.v == today:
            return row
        fields = upcast(kind.type, kind.v, msgspec.json.decode(row), today)
    except (*_UNREADABLE, KeyError) as error:
        raise _no_event(where, error) from error
    if fields is None:
        raise LogError(
            f"{where}: is of schema version {kind.v} of {kind.type}: this version of detente "
            f"reads up to {today}; install the version that wrote it, or a later one"
        )
    return _encoder.encode({**fields, "v": today})


def _no_event(where: str, error: Exception) -> LogError:
    return LogError(f"{where}: is not an event of a log ({error})")
