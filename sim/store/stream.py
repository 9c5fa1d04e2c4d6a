"""What is known of a kept run besides its events."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from sim.decoding import UnreadableError, decoded
from sim.errors import StoreError

LARGEST = 2**63 - 1
_texts = msgspec.json.Decoder(dict[str, str])


@dataclass(frozen=True, slots=True)
class Stream:
    """A run as it was begun. Nothing of it changes once it is kept.

    `id` is any text that is not empty (the command line takes 12 hex digits of the sha256 of
    the run's lines), `seed`, `run` and `future` are 0 to 2**63-1. `parent` is the id of the
    stream it was forked from, "" if none, `fork_at` the seq after which it goes its own way,
    -1 if none.
    """

    id: str
    name: str  # the scenario as it was called
    digest: str  # of the scenario
    text: str  # the whole scenario
    engine: str  # the version that played it
    seed: int
    run: int
    future: int
    parent: str
    fork_at: int
    seeds: str = "{}"  # the whole texts of the seed files that it cites, by name, as JSON
    arithmetic: str = ""  # of the machine that played it (`sim.arithmetic`); "": unknown

    @property
    def seed_texts(self) -> dict[str, str]:
        """The texts of the seed files, by name.

        Raises
        ------
        StoreError
            Where they are not what a store was given.
        """
        try:
            return decoded(self.seeds, _texts)
        except UnreadableError as error:
            raise StoreError(f"stream {self.id}: its seeds are no texts ({error})") from error


@dataclass(frozen=True, slots=True)
class Kept:
    """A stream as the store holds it: `version` events, `head` the hash of the last."""

    stream: Stream
    version: int
    head: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a store's ledger after so many appends: 64 hex digits."""

    appends: int
    hash: str


def keepable(text: str) -> bool:
    """Whether both kinds of database can hold a text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def check(stream: Stream) -> None:
    """A stream can be kept.

    Raises
    ------
    StoreError
        Where one of its texts is none that a database can hold.
    """
    assert stream.id, "a stream without an id"
    for name in Stream.__dataclass_fields__:
        value = getattr(stream, name)
        if isinstance(value, int):
            assert -1 <= value <= LARGEST, (name, value)
        elif not keepable(value):
            raise StoreError(f"the {name} {value!r} cannot be kept: give one in plain UTF-8")
