"""A run's log as a file: JSON Lines, the scenario's text first, then one event a line.

Every line of an event stands for itself: run, schema version, type and all fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from sim.decoding import UnreadableError, decoded
from sim.errors import LogError
from sim.files import read_bytes, write_bytes
from sim.talks.event import Event
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fields import Id
from sim.talks.upcasting import upcast

FORMAT = 2


class Header(msgspec.Struct, frozen=True):
    """The first line of a log file.

    `scenario` is the whole text that was played, `seeds` those of the seed files it cites, by
    name: what it takes to play the run again anywhere.
    """

    detente: str  # the version that wrote it
    format: int
    notice: str
    name: str
    scenario: str
    parent: Id = ""
    seeds: dict[str, str] = {}
    arithmetic: str = ""  # of the machine that played it (`sim.arithmetic`); "": unknown


class _Format(msgspec.Struct, frozen=True):
    format: int


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


_AS_IT_WAS = "give the file as Detente wrote it"
_GIVE = "give a file that `detente run --log` wrote"
NOTICE = "one run of a model: neither news nor forecast"
_encoder = msgspec.json.Encoder()
_sorted = msgspec.json.Encoder(order="deterministic")
_json = msgspec.json.Decoder()
_events: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_header = msgspec.json.Decoder(Header)
_format = msgspec.json.Decoder(_Format)


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


def write_log(
    path: Path, header: Header, events: Sequence[AnyEvent], *, replace: bool = True
) -> None:
    """Write a log in one piece: it is there whole, or not at all.

    Raises
    ------
    SettingError
        Where a file is there and not `replace`.
    OutputError
        Where the file cannot be written.
    """
    write_bytes(path, whole(header, lines(events)), replace=replace)


def whole(header: Header, rows: Iterable[bytes]) -> bytes:
    """A log file's bytes."""
    return b"\n".join([_encoder.encode(header), *rows, b""])


def read_log(path: Path) -> Log:
    """Read a log: every line is one that Detente wrote; its events are not folded yet.

    Raises
    ------
    PathError
        Where the file cannot be read.
    LogError
        Where a line is not one of this format.
    """
    text = read_bytes(path)
    refuse_other_files(text, str(path))
    rows = text.split(b"\n")
    if not rows[-1]:
        rows.pop()
    header = _header_of(rows[0], f"{path}:1:1")
    return Log(header, events_of(rows[1:], lambda seq: f"{path}:{seq + 2}:1"), rows[1:])


_MARKS = {b"\xef\xbb\xbf": "a byte order mark", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def refuse_other_files(text: bytes, name: str) -> None:
    """Refuse what is no log at first sight, and say what it is.

    Raises
    ------
    LogError
        Where it is such.
    """
    if not text.strip():
        raise LogError(f"{name}:1:1: is empty: give a file that `detente run --log` wrote")
    mark = next((what for start, what in _MARKS.items() if text.startswith(start)), "")
    if mark:
        raise LogError(f"{name}:1:1: begins with {mark}: {_AS_IT_WAS}")
    first = text.partition(b"\n")[0]
    if first.endswith(b"\r"):
        raise LogError(f"{name}:1:{len(first)}: has the line ends of Windows: {_AS_IT_WAS}")


def _header_of(row: bytes, where: str) -> Header:
    try:
        found = decoded(row, _format).format
        if found != FORMAT:
            raise LogError(f"{where}: is of log format {found}: this version reads {FORMAT}")
        header = decoded(row, _header)
    except UnreadableError as error:
        raise LogError(f"{where}: is not the header of a log ({error}): {_GIVE}") from error
    if _encoder.encode(header) != row:
        raise LogError(f"{where}: is not written as a header is: {_AS_IT_WAS}")
    return header


def events_of(rows: Sequence[bytes], place: Callable[[int], str]) -> list[AnyEvent]:
    """The events of a run's lines, each to the byte as Detente writes it; `place` names a line.

    Raises
    ------
    LogError
        Where a line is not such, or they are not the events of one run in their order.
    """
    if not rows:
        raise LogError(f"{place(0)}: holds no event: a log starts with TalksOpened")
    found: list[AnyEvent] = []
    run = 0
    for seq, row in enumerate(rows):
        event = event_of(row, place(seq))
        if isinstance(event, TalksOpened) != (seq == 0):
            wrong = "has no other" if seq else "this one does not"
            raise LogError(f"{place(seq)}: a log starts with TalksOpened; {wrong}: {_AS_IT_WAS}")
        run = event.run if isinstance(event, TalksOpened) else run
        if event.seq != seq:
            wrong = f"is event {event.seq}, and event {seq} comes next"
            raise LogError(f"{place(seq)}: {wrong}: {_AS_IT_WAS}")
        if not _as_written(run, event, row, place(seq)):
            raise LogError(f"{place(seq)}: is not written as a log is: {_AS_IT_WAS}")
        found.append(event)
    return found


def _as_written(run: int, event: AnyEvent, row: bytes, where: str) -> bool:
    """Whether a line is to the byte an event's; of an older schema, whether it says no more."""
    written, today = line(run, event), as_of_today(row, where)
    return written == row if today == row else says_the_same(today, written)


def says_the_same(row: bytes, other: bytes) -> bool:
    """Whether two lines are the same but for the order of fields: that of older ones differs."""
    return _sorted.encode(_json.decode(row)) == _sorted.encode(_json.decode(other))


class _Kind(msgspec.Struct, frozen=True):
    v: int
    type: str


_kind = msgspec.json.Decoder(_Kind)
_SCHEMAS = {kind.__name__: kind.SCHEMA for kind in get_args(AnyEvent)}


def event_of(row: bytes, where: str) -> AnyEvent:
    """The event of a line, made into one of today's schema; `where` names it in errors.

    Raises
    ------
    LogError
        Where it is no event, or of a schema that this version does not know.
    """
    try:
        return decoded(as_of_today(row, where), _events)
    except UnreadableError as error:
        raise _no_event(where, error) from error


def as_of_today(row: bytes, where: str) -> bytes:
    """A line as today's schema has it: itself, unless it is of an older one.

    Raises
    ------
    LogError
        Where it has no type or version, or one that this version does not know.
    """
    try:
        kind = decoded(row, _kind)
        today = _SCHEMAS.get(kind.type, kind.v)
        if kind.v == today:
            return row
        fields = upcast(kind.type, kind.v, decoded(row, _json), today)
    except (UnreadableError, KeyError) as error:
        raise _no_event(where, error) from error
    if fields is None:
        raise LogError(
            f"{where}: is of schema version {kind.v} of {kind.type}: this version of detente "
            f"reads up to {today}; install the version that wrote it, or a later one"
        )
    return _encoder.encode({**fields, "v": today})


def _no_event(where: str, error: Exception) -> LogError:
    return LogError(f"{where}: is not an event of a log ({error}): {_AS_IT_WAS}")
