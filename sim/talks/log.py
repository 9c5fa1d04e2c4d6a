"""A run's log as a file: JSON Lines, the scenario's text first, then one event a line.

Every line of an event stands for itself: run, schema version, type and all fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sim.errors import LogError
from sim.files import write_bytes
from sim.talks.event import Event
from sim.talks.events import AnyEvent, TalksOpened

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
    """A log as read."""

    header: Header
    events: list[AnyEvent]


NOTICE = "one run of a model: neither news nor forecast"
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
    return hashlib.sha256(b"\n".join(lines(events))).hexdigest()


def write_log(path: Path, header: Header, events: Sequence[AnyEvent]) -> None:
    """Write a log in one piece: it is there whole, or not at all.

    Raises
    ------
    OutputError
        Where the file cannot be written.
    """
    rows = [_encoder.encode(header), *lines(events), b""]
    write_bytes(path, b"\n".join(rows))


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
    except msgspec.MsgspecError as error:
        raise LogError(f"{path}:1:1: is not the header of a log ({error})") from error
    if header.format != FORMAT:
        raise LogError(f"{path}:1:1: is of log format {header.format}: this version reads {FORMAT}")
    return Log(header, [_event(path, n, row) for n, row in enumerate(rows[1:], start=2)])


class _Kind(msgspec.Struct, frozen=True):
    v: int
    type: str


_kind = msgspec.json.Decoder(_Kind)


def _event(path: Path, number: int, row: bytes) -> AnyEvent:
    try:
        kind = _kind.decode(row)
        event: AnyEvent = _events.decode(row)
    except msgspec.MsgspecError as error:
        raise LogError(f"{path}:{number}:1: is not an event of a log ({error})") from error
    if kind.v != event.SCHEMA:
        raise LogError(
            f"{path}:{number}:1: is of schema version {kind.v} of {kind.type}: "
            f"this version of detente reads {event.SCHEMA}"
        )
    return event
