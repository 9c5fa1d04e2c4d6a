"""A chunk's way to its files: what each worker does, and what it reports back.

A part holds whole runs. Its bytes are written by the worker that made them, or handed to
the driver where the machines share no disk.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
import polars as pl
from msgspec import Meta

from sim.arithmetic import arithmetic, other_arithmetic
from sim.ensemble.batches import table_of
from sim.ensemble.blocks import Block, Span
from sim.ensemble.carried import carried, taken_up
from sim.ensemble.chunks import Workshop
from sim.ensemble.event_rows import Line
from sim.ensemble.event_table import events_frame
from sim.ensemble.frame import HASH_SIZE, Hashes, digest_of, layout_of, row_hashes
from sim.ensemble.inputs import chance_of, kept_inputs
from sim.ensemble.places import Place, place_of
from sim.errors import OutputError, SettingError
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

FILE = r"part-[0-9]{12}\.parquet"  # a part, in the folder of its kind
PART = re.compile(rf"(?:runs|events)/{FILE}")  # files, and nobody else's
ALL = 2**63 - 1  # the events of all runs


Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Part(msgspec.Struct, frozen=True):
    """One file of a data set: `kind` runs or events, of a block's runs.

    `digest` is of its logical rows, `sha256` and `size` of its bytes.
    """

    kind: Annotated[str, Meta(pattern=r"^(runs|events)\Z")]
    file: Annotated[str, Meta(pattern=rf"^{PART.pattern}\Z")]
    draws: Span
    luck: Span
    window: Span
    rows: Annotated[int, Meta(ge=1)]
    digest: Sha256
    sha256: Sha256
    size: Annotated[int, Meta(ge=1)]

    def block(self, of: int) -> Block:
        """The block it holds, of so many draws."""
        return Block(self.draws, self.luck, self.window, of)


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker must know, the same for every chunk.

    `ceiling` is that of `Fit`. `events_of`: so many runs keep their events, the first of them in
    the order of `blocks.order_of`, which `deep` is for. `place`: where to write, "" if the bytes
    are handed back; `in_memory`: no files, the table is handed back.
    """

    case: Case
    seed: int
    what_if: str
    ceiling: float
    events_of: int = 0
    deep: int = 0
    place: str = ""
    in_memory: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A finished chunk: hashes of its runs, and of the runs with events, in run order.

    `tried` is by draw the try at which its inputs were kept, `chances` that of the record there,
    where draws were looked for and nothing was played.
    """

    block: Block
    hashes: Hashes
    event_hashes: Hashes
    shares: Mapping[str, float]  # weight by outcome
    tried: Mapping[int, int]
    parts: tuple[Part, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)  # still to be written
    frame: pl.DataFrame | None = None
    chances: Mapping[int, float] = field(default_factory=dict)

    @property
    def table(self) -> pl.DataFrame:
        """Its runs, where they were played in memory."""
        assert self.frame is not None, "its runs are in a file"
        return self.frame


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A chunk whose part could not be written."""

    block: Block
    path: str
    errno: int
    why: str


class Bench:
    """A worker's place of work."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._shop = Workshop(task.case, task.seed, task.what_if, ceiling=task.ceiling)
        self._layout = layout_of(task.case, task.what_if)
        self._place = place_of(task.place) if task.place else None

    def work(self, block: Block, tried: Mapping[int, int]) -> Done | Unwritten:
        """Play a block; `tried` as far as it is known."""
        self._shop.tried = tried
        played = self._shop.play(block, self.task.events_of, self.task.deep)
        frame = table_of(played.rows, played.batches, self._layout)
        hashes, weights = row_hashes(frame), frame.group_by("outcome").agg(pl.col("weight").sum())
        shares = dict(weights.iter_rows())
        tried = played.tried
        if self.task.in_memory:
            none = np.empty((0, HASH_SIZE), np.uint8)
            return Done(block, hashes, none, shares, tried, frame=frame)
        found = Files(block)
        found.add("runs", frame, hashes)
        lines = sorted(played.events, key=lambda line: line[:2])
        event_hashes = hashes_by_run(lines)
        if lines:
            found.add("events", events_frame(lines), event_hashes)
        parts, files = tuple(found.parts), found.files
        if self._place is not None:
            unwritten = _written(self._place, block, files)
            if unwritten is not None:
                return unwritten
            files = {}
        return Done(block, hashes, event_hashes, shares, tried, parts, files)

    def look(self, block: Block, tried: Mapping[int, int]) -> Done:
        """Look for the inputs of a block's draws; `tried`: where a smaller ceiling kept them."""
        task, at, chances = self.task, dict[int, int](), dict[int, float]()
        for draw in range(*block.draws):
            after = tried.get(draw, 1) - 1
            kept = kept_inputs(task.case, task.seed, draw, task.what_if, task.ceiling, after)
            at[draw], chances[draw] = kept.tried, chance_of(kept)
        none = np.empty((0, HASH_SIZE), np.uint8)
        return Done(block, none, none, {}, at, chances=chances)


class Files:
    """The files of a block, as bytes."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.parts: list[Part] = []
        self.files: dict[str, bytes] = {}

    def add(self, kind: str, frame: pl.DataFrame, hashes: Hashes) -> None:
        """Add a table."""
        content = io.BytesIO()
        frame.write_parquet(content, compression="zstd", statistics=kind == "events")
        name, block = name_of(kind, self.block), self.block
        self.files[name] = whole = content.getvalue()
        digest = digest_of(frame.columns, hashes)
        told = (block.draws, block.luck, block.window, frame.height, digest)
        self.parts.append(Part(kind, name, *told, sha256(whole), len(whole)))


def name_of(kind: str, block: Block) -> str:
    """What the file of a block's table is called: by its first run."""
    return f"{kind}/part-{int(block.numbers()[0]):012d}.parquet"


def _written(place: Place, block: Block, files: Mapping[str, bytes]) -> Unwritten | None:
    try:
        for name, content in files.items():
            place.write(name, content)
    except OutputError as error:
        why = error.__cause__
        number = why.errno if isinstance(why, OSError) else None
        return Unwritten(block, place.url, number or 0, str(why))
    return None


def sha256(content: bytes) -> str:
    """Of a file's bytes."""
    return hashlib.sha256(content).hexdigest()


def hashes_by_run(lines: Sequence[Line]) -> Hashes:
    """A hash of each run's events, from rows in order of run and seq."""
    encode = msgspec.json.Encoder().encode
    found = b"".join(
        hashlib.blake2b(encode(list(run)), digest_size=HASH_SIZE).digest()
        for _, run in groupby(lines, key=itemgetter(0))
    )
    return np.frombuffer(found, dtype=np.uint8).reshape(-1, HASH_SIZE)


def hashes_of(kind: str, frame: pl.DataFrame) -> Hashes:
    """The hashes of the rows of a part."""
    return row_hashes(frame) if kind == "runs" else hashes_by_run(list(frame.iter_rows()))


def packed(task: Task) -> bytes:
    """A task, packed once for all of its chunks, after the version that packed it.

    With it go the protocols and tactics that were added here.
    """
    return f"{VERSION} {arithmetic()}\n".encode() + pickle.dumps((carried(), pickle.dumps(task)))


def work(job: bytes, block: Block, tried: Mapping[int, int]) -> Done | Unwritten:
    """What a worker is called for.

    Raises
    ------
    SettingError
        Where the driver has another version or arithmetic than this worker.
    """
    taken_up(_unpacked(job)[0])  # each time: a worker of a cluster may play for several drivers
    return _bench(job).work(block, tried)


def look(job: bytes, block: Block, tried: Mapping[int, int]) -> Done:
    """The same, where draws are looked for."""
    taken_up(_unpacked(job)[0])
    return _bench(job).look(block, tried)


@lru_cache(maxsize=2)
def _unpacked(job: bytes) -> tuple[bytes, bytes]:
    """What goes with a task, and the task."""
    head, _, content = job.partition(b"\n")
    version, _, kept = head.decode().partition(" ")
    where = platform.node() or "another machine"
    if version != VERSION:
        raise SettingError(
            f"a worker on {where} has detente {VERSION}, and this study is played by {version}: "
            "install the same everywhere"
        )
    if other_arithmetic(kept):
        raise SettingError(
            f"a worker on {where} has arithmetic {arithmetic()}, and this study is played with "
            f"{kept} (last digits of exp and log differ between processors): leave it out"
        )
    found: tuple[bytes, bytes] = pickle.loads(content)  # noqa: S301  (its own driver packed it)
    return found


@lru_cache(maxsize=2)
def _bench(job: bytes) -> Bench:
    return Bench(pickle.loads(_unpacked(job)[1]))  # noqa: S301  (the same)
