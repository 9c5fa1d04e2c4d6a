"""A data set: a folder of runs and events that explains itself.

`manifest.json`, `runs/part-*.parquet` (one row a run), `events/part-*.parquet` (one row an
event), `seeds/` (the facts that the scenario cites). A part that the manifest or its journal
does not name is not there: whatever else lies in the folder is left from a crash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import polars as pl

from sim.ensemble import manifest as manifests
from sim.ensemble.blocks import Block
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble
from sim.ensemble.event_table import EVENTS
from sim.ensemble.frame import Hashes, layout_of
from sim.ensemble.hashbook import NO_HASHES, Hashbook
from sim.ensemble.manifest import Manifest
from sim.ensemble.part_checks import PartChecks
from sim.ensemble.parts import FILE, PART, Done, Part, hashes_of, sha256
from sim.ensemble.places import MANIFEST, Place, place_of
from sim.ensemble.seeds import SeedsBeside, seed_file, seeds_of
from sim.errors import LogError, PathError, SettingError
from sim.files import unfinished
from sim.scenario.loading import load_text
from sim.shell import detente, given
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario.case import Case

_OWN = re.compile(rf"{re.escape(MANIFEST)}|{FILE}")


class Dataset:
    """A data set that can be read, and added to by one process at a time."""

    def __init__(self, place: Place, manifest: Manifest, case: Case) -> None:
        self.place, self.manifest, self.case = place, manifest, case
        self.parts: dict[Block, tuple[Part, ...]] = {}
        for part in manifest.parts:
            block = part.block(manifest.draws)
            self.parts[block] = (*self.parts.get(block, ()), part)
        self.runs, self.events = Hashbook(), Hashbook()
        self._digest = ""  # of the runs kept, complete or not

    @property
    def settings(self) -> Settings:
        """What it is, apart from its case."""
        m = self.manifest
        return Settings(m.runs, m.draws, m.seed, 0, m.what_if, m.within, m.tries)

    @property
    def played(self) -> int:
        """How many runs are kept."""
        return sum(part.rows for part in self._all("runs"))

    def change(self, **fields: object) -> None:
        """Write the manifest with some fields anew; its parts stay in the journal."""
        self.manifest = msgspec.structs.replace(self.manifest, **fields)
        manifests.write(self.place, self.manifest)

    def reopen(self, **fields: object) -> None:
        """Write that it is not complete, before it is gone on with."""
        parts = tuple(sorted((one for parts in self.parts.values() for one in parts), key=_file))
        self.change(parts=parts, complete=False, results_digest="", events_digest="", **fields)

    def missing(self, stretch: Block) -> Iterator[Block]:
        """The chunks of a stretch that are not kept."""
        return (b for b in stretch.cut(self.manifest.chunk) if b not in self.parts)

    def keep(self, done: Done) -> None:
        """Keep a finished chunk: once this returns it outlives a crash.

        Raises
        ------
        OutputError
            Where it cannot be written.
        """
        for name, content in done.files.items():
            self.place.write(name, content)
        manifests.note(self.place, done.parts)
        self.parts[done.block] = done.parts
        self._count(done.block, done.hashes, done.event_hashes)

    def verify(self) -> int:
        """Read all parts; drop those that are not as they were noted, and say how many."""
        dropped = 0
        for block, parts in list(self.parts.items()):
            found = {part.kind: self._verified(part) for part in parts}
            runs, events = found["runs"], found.get("events", NO_HASHES)
            if runs is None or events is None:
                del self.parts[block]
                dropped += 1
            else:
                self._count(block, runs, events)
        return dropped

    def _verified(self, part: Part) -> Hashes | None:
        try:
            content = self.place.read(part.file)
        except PathError as error:
            if not error.missing:
                raise
            return None
        if sha256(content) != part.sha256:
            return None
        return hashes_of(part.kind, self.table(part, content))

    def table(self, part: Part, content: bytes) -> pl.DataFrame:
        """The table of a part, from its bytes.

        Raises
        ------
        LogError
            Where it is not what its manifest and its scenario say.
        """
        return self._tables.table(part, content, self.place.path(part.file))

    @cached_property
    def _tables(self) -> PartChecks:
        return PartChecks(self.case, self.manifest)

    def _count(self, block: Block, runs: Hashes, events: Hashes) -> None:
        numbers = block.numbers()
        self.runs.add(numbers, runs)
        self.events.add(manifests.with_events(self.manifest, numbers), events)

    def sweep(self) -> None:
        """Remove what a crash left: parts that are not noted, and files never finished."""
        known = {part.file for parts in self.parts.values() for part in parts}
        for name in self.place.names() - known:
            if PART.fullmatch(name) or _OWN.fullmatch(unfinished(name) or ""):
                self.place.remove(name)

    def finish(self, *, complete: bool, set_aside: Sequence[Block] = ()) -> None:
        """Write the manifest with all parts; it needs its journal no more."""
        schema = layout_of(self.case, self.manifest.what_if).schema
        self._digest = self.runs.digest(list(schema))
        found = self.ensemble()
        parts = sorted((part for parts in self.parts.values() for part in parts), key=_file)
        self.change(
            parts=tuple(parts),
            complete=complete,
            set_aside=tuple(set_aside),
            draws_kept=found.draws,
            draws_tried=found.tried,
            results_digest=self._digest if complete else "",
            events_digest=self.events.digest(list(EVENTS)) if complete else "",
        )
        self.place.forget()
        self.runs, self.events = Hashbook(), Hashbook()

    def ensemble(self) -> Ensemble:
        """What is kept, to be read."""
        m = self.manifest
        digest = self._digest or m.results_digest
        schema = layout_of(self.case, m.what_if).schema
        table = self._scan("runs") if self._all("runs") else pl.LazyFrame(schema=schema)
        return Ensemble(self.case, self.settings, table, m.pilot, m.complete, m.set_aside, digest)

    def rows_of(self, kind: str, run: int) -> pl.DataFrame:
        """What is kept of a run, of one kind, seen to be what its manifest says.

        Raises
        ------
        LogError
            Where its part is not.
        """
        for part in self._all(kind):
            if run in part.block(self.manifest.draws).numbers():
                return self.table(part, self.content(part)).filter(pl.col("run") == run)
        return pl.DataFrame(schema=EVENTS if kind == "events" else {"run": pl.Int64})

    def content(self, part: Part) -> bytes:
        """The bytes of a part; LogError where it cannot be read."""
        try:
            return self.place.read(part.file)
        except PathError as error:
            raise _not_as_noted(self.place, part, error.wrong) from error

    def event_table(self) -> pl.LazyFrame:
        """The events kept."""
        return self._scan("events") if self._all("events") else pl.LazyFrame(schema=EVENTS)

    def _scan(self, kind: str) -> pl.LazyFrame:
        return pl.scan_parquet([self.place.path(part.file) for part in self._all(kind)])

    def _all(self, kind: str) -> list[Part]:
        found = (part for parts in self.parts.values() for part in parts if part.kind == kind)
        return sorted(found, key=_file)


def _file(part: Part) -> str:
    return part.file


def create(place: Place, case: Case, manifest: Manifest) -> Dataset:
    """Begin a data set, with nothing played.

    Raises
    ------
    SettingError
        Where there is one already, or anything else.
    OutputError
        Where it cannot be written.
    """
    names = place.names()
    if MANIFEST in names and manifests.is_one(place):
        raise SettingError(
            f"-o {place.url}: holds a data set: go on with `{_resumed(place)}`, or write another "
            "folder"
        )
    if names:
        raise SettingError(f"-o {place.url}: is not empty: write another folder")
    for name, seed in seeds_of(case).items():
        place.write(seed_file(name), seed)
    manifests.write(place, manifest)
    return Dataset(place, manifest, case)


def opened(where: str | Place) -> Dataset:
    """The data set of a folder or URL, with the parts that are kept.

    Raises
    ------
    LogError
        Where there is none, or a part is not there as it was written.
    """
    place = place_of(where) if isinstance(where, str) else where
    manifest = manifests.read(place)
    at = place.path(MANIFEST)
    if sha256(manifest.scenario.encode()) != manifest.text_digest:
        raise LogError(f"{at}: its scenario's text was altered: {manifests.AS_IT_WAS}")
    where = place.path(f"{MANIFEST}: scenario")
    case = load_text(manifest.scenario, where, seeds=SeedsBeside(place))
    if case.digest != manifest.scenario_digest:
        raise LogError(
            f"{at}: was played by detente {manifest.detente} on scenario "
            f"{manifest.scenario_digest[:8]}, and the one in it is {case.digest[:8]}: it or a file "
            f"in seeds/ was altered, or use that version (this is {VERSION})"
        )
    variant = case.what_if.get(manifest.what_if)
    if manifest.what_if and (variant is None or variant.from_ != "now"):
        raise LogError(f"{at}: its scenario has no what_if {manifest.what_if!r} from now")
    return Dataset(place, manifest, case)


def read(where: str) -> Dataset:
    """The same, seen to be whole: what an analysis reads.

    Raises
    ------
    LogError
        Where a part of the runs is not there as it was written.
    """
    found = opened(where)
    for part in found.manifest.parts:
        if part.kind != "runs":
            continue
        content = found.content(part)
        if sha256(content) != part.sha256:
            digests = f"digest {sha256(content)[:8]}, expected {part.sha256[:8]}"
            raise _not_as_noted(found.place, part, f"is not what its manifest says ({digests})")
        found.table(part, content)
    return found


def _not_as_noted(place: Place, part: Part, what: str) -> LogError:
    return LogError(f"{place.path(part.file)}: {what}: `{_resumed(place)}` plays it again")


def _resumed(place: Place) -> str:
    return detente("ensemble", *given("--resume", place.url))
