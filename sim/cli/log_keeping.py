"""Runs into a store and out of it: one just played, those of log files, and back to files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.cli.loaded import Cases, Source, from_log
from sim.errors import LogError, PathError, SettingError
from sim.files import is_file, is_folder, read_bytes, refuse_taken, write_bytes
from sim.store.keeping import stream_of
from sim.store.row import split
from sim.store.store import Store, open_store
from sim.talks.log import FORMAT, NOTICE, Header, whole

ALL = "all"
ID = "[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A run as a store has it. `store` is its name, without a password."""

    id: str
    store: str
    events: int
    before: bool  # it was there already
    missing: str = ""  # the run that it left, if that is not there


def keep(where: str, source: Source) -> Taken:
    """Keep a run, making the store if there is none.

    Raises
    ------
    StoreError
        Where it cannot be kept: then nothing of it is.
    """
    with open_store(where, create=True) as store:
        return take(store, source)


def take(store: Store, source: Source) -> Taken:
    """Keep a run in a store that is open; one that is there is left as it is.

    Raises
    ------
    StoreError
        Where it cannot be kept: then nothing of it is.
    """
    stream = stream_of(
        source.events, source.name, source.text, source.seeds, source.arithmetic, source.id
    )
    before = _there(store, stream.id) and store.lines(stream.id) == source.rows
    if not before:  # under whatever name its scenario was called by then
        store.append(stream, 0, source.rows)
    missing = "" if not stream.parent or _there(store, stream.parent) else stream.parent
    return Taken(stream.id, store.name, len(source.rows), before, missing)


def _there(store: Store, id_: str) -> bool:
    try:
        return store.find(id_).stream.id == id_
    except SettingError:
        return False


def checked(path: str, cases: Cases) -> Source:
    """The run of a log file, seen to be one that a store can keep.

    Raises
    ------
    LogError
        Where it is not, with the place.
    PathError
        Where it cannot be read.
    """
    source = from_log(path)
    for seq, row in enumerate(source.rows):
        try:
            split(row)
        except LogError as error:
            raise LogError(f"{source.place(seq)}: {error}") from error
    source.folds(cases.of(source))
    return source


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a run was exported to."""

    id: str
    path: Path
    before: bool  # it was there already, the same to the byte


def export(where: str, name: str, out: str | None, *, force: bool) -> list[Written]:
    """Write a run, or all of a store, as log files.

    `out` is a file, or a folder for files called by their ids; None: this folder. Nothing is
    written where one of the files holds something else, unless `force`.

    Raises
    ------
    DetenteError
        Where there is no such run, or a file cannot be written.
    """
    with open_store(where) as store:
        ids = _ids(store, name)
        paths = _paths(ids, out, folder=name == ALL)
        same = [_same(store, id_, path, force) for id_, path in zip(ids, paths, strict=True)]
        for id_, path, there in zip(ids, paths, same, strict=True):
            if not there:
                write_bytes(path, _content(store, id_), replace=force)
    return [Written(*one) for one in zip(ids, paths, same, strict=True)]


def _ids(store: Store, name: str) -> list[str]:
    kept = store.streams() if name == ALL else [store.find(name)]
    return [one.stream.id for one in kept]


def _paths(ids: Sequence[str], out: str | None, *, folder: bool) -> list[Path]:
    base = Path(out or ".")
    if folder and is_file(base):
        raise SettingError(f"-o {out}: is a file: give a folder for all runs")
    if folder or out is None or out.endswith("/") or is_folder(base):
        return [base / f"{_as_name(id_)}.jsonl" for id_ in ids]
    return [base]


def _as_name(id_: str) -> str:
    """An id that a file can be called by: no path to elsewhere."""
    if re.fullmatch(ID, id_, re.ASCII) is None:
        raise SettingError(
            f"{id_!r}: is not an id that `detente run --store` gives (12 hex digits), so no file "
            "is called by it: export it by itself, with -o FILE"
        )
    return id_


def _content(store: Store, id_: str) -> bytes:
    stream = store.find(id_).stream
    told = (NOTICE, stream.name, stream.text, stream.parent, stream.seed_texts, stream.arithmetic)
    header = Header(stream.engine, FORMAT, *told)
    return whole(header, store.lines(id_))


def _same(store: Store, id_: str, path: Path, force: bool) -> bool:
    """Whether a file holds this already; one that holds something else is not replaced."""
    if is_file(path) and read_bytes(path) == _content(store, id_):
        return True
    refuse_taken(path, "-o", force=force)
    return False


def import_files(files: Sequence[str], where: str) -> tuple[dict[str, Taken], list[str]]:
    """Keep the runs of log files: what was kept by file, and why others were refused.

    Raises
    ------
    StoreError
        Where the store cannot be written.
    """
    kept: dict[str, Taken] = {}
    refused: list[str] = []
    sources, cases = [], Cases()
    for path in files:
        try:
            sources.append((path, checked(path, cases)))
        except (LogError, PathError) as error:
            refused.append(str(error))
    if sources:  # without any there is nothing to make a store for
        with open_store(where, create=True) as store:
            for path, source in sources:
                kept[path] = take(store, source)
    return kept, refused
