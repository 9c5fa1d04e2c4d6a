"""Runs to keep: the golden logs, without playing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec

from sim.store.stream import Stream

GOLDEN = Path(__file__).parents[1] / "golden"


@cache
def golden(name: str = "flat-sale") -> tuple[bytes, ...]:
    """The lines of a golden log, without its header."""
    return tuple((GOLDEN / f"{name}.jsonl").read_bytes().splitlines()[1:])


@cache
def stream(id_: str = "abc", name: str = "flat-sale") -> Stream:
    """What is said of a golden run."""
    header = msgspec.json.decode((GOLDEN / f"{name}.jsonl").read_bytes().split(b"\n")[0])
    first = msgspec.json.decode(golden(name)[0])
    return Stream(
        id_, name, first["digest"], header["scenario"], first["engine"],
        first["seed"], first["run"], 0, "", -1,
    )  # fmt: skip


def forked(id_: str, parent: str, at: int, name: str = "flat-sale") -> Stream:
    """A branch of a golden run."""
    return replace(stream(id_, name), parent=parent, fork_at=at)


def other(lines: Sequence[bytes]) -> list[bytes]:
    """The same lines, told otherwise."""
    return [line.replace(b'"simulated"', b'"chosen"') for line in lines]
