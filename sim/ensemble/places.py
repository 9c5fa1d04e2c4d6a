"""Where a data set lies: a folder of this machine, or one behind an fsspec URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Protocol

from sim import files
from sim.errors import DetenteError, OutputError, PathError, SettingError
from sim.files import Kind

MANIFEST = "manifest.json"  # of a data set
JOURNAL = "parts.jsonl"


class Place(Protocol):
    """A folder with files that are there whole or not at all.

    Names have `/` between folders. Every method raises OutputError where it cannot write.
    """

    url: str

    def read(self, name: str) -> bytes:
        """The content of a file; PathError where it cannot be read."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file; once this returns it outlives a crash."""

    def names(self) -> set[str]:
        """All files."""

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no mistake."""

    def path(self, name: str) -> str:
        """What polars reads a file by."""

    def note(self, key: str, line: bytes) -> None:
        """Add a line to the journal."""

    def notes(self) -> list[bytes]:
        """The lines of the journal, a torn last one left out."""

    def forget(self) -> None:
        """Remove the journal."""


class Folder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.url, self._path = str(path), path

    def read(self, name: str) -> bytes:
        """Its bytes."""
        return files.read_bytes(self._path / name)

    def write(self, name: str, content: bytes) -> None:
        """Write it above folders of parts, then rename it: their readers see whole parts only."""
        path = self._path / name
        files.write_bytes(path, content, scratch=self._path)
        files.sync(path.parent)
        if path.parent != self._path:  # which may be new
            files.sync(self._path)

    def names(self) -> set[str]:
        """All files, in folders below too."""
        return set(files.files_below(self._path))

    def remove(self, name: str) -> None:
        """Unlink it."""
        files.remove(self._path / name)

    def path(self, name: str) -> str:
        """Its path."""
        return str(self._path / name)

    def note(self, key: str, line: bytes) -> None:  # noqa: ARG002  (one file holds all lines)
        """Append a line, and wait for the disk."""
        files.append(self._path / JOURNAL, line)

    def notes(self) -> list[bytes]:
        """Whole lines only."""
        path = self._path / JOURNAL
        return files.read_bytes(path).split(b"\n")[:-1] if files.is_file(path) else []

    def forget(self) -> None:
        """Unlink the journal."""
        self.remove(JOURNAL)


class Remote:
    """A folder behind a URL such as `s3://bucket/study`.

    An object store cannot add to a file: its journal is a small file a line.
    """

    def __init__(self, url: str) -> None:
        try:
            fsspec = import_module("fsspec.core")
        except ImportError as error:
            raise SettingError(
                f"{url}: a folder behind a URL needs fsspec: pip install 'detente[dask]'"
            ) from error
        self.url = url.rstrip("/")
        try:
            self._files, self._root = fsspec.url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise SettingError(f"{url}: {error}: install what reads such URLs") from error

    def read(self, name: str) -> bytes:
        """Its bytes."""
        try:
            content: bytes = self._files.cat_file(self._at(name))
        except OSError as error:
            raise PathError(self.path(name), error) from error
        return content

    def write(self, name: str, content: bytes) -> None:
        """Put it; what is there already is replaced by the whole of it or not at all.

        An object store would do so by itself, a server of files would not. A new file that is
        torn is known by its digest, or cannot be decoded.
        """
        path = self._at(name)
        folder, _, file = path.rpartition("/")
        beside = f"{folder}/.{file}.new{files.UNFINISHED}"
        try:
            self._files.makedirs(folder, exist_ok=True)
            if not self._files.exists(path):
                self._files.pipe_file(path, content)
                return
            self._files.pipe_file(beside, content)
            self._files.mv(beside, path)
        except OSError as error:
            raise OutputError(f"{self.url}/{name}", error) from error

    def names(self) -> set[str]:
        """All objects below the folder."""
        try:
            found = self._files.find(self._root)
        except FileNotFoundError:
            return set()
        return {name.removeprefix(self._root).lstrip("/") for name in found}

    def remove(self, name: str) -> None:
        """Remove it."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._at(name))

    def path(self, name: str) -> str:
        """Its URL."""
        return f"{self.url}/{name}"

    def note(self, key: str, line: bytes) -> None:
        """Put a line as a file."""
        self.write(f"{JOURNAL}/{key}", line)

    def notes(self) -> list[bytes]:
        """One a file."""
        return [self.read(name) for name in sorted(self._noted())]

    def forget(self) -> None:
        """Remove them all."""
        for name in self._noted():
            self.remove(name)

    def _noted(self) -> list[str]:
        return [name for name in self.names() if name.startswith(f"{JOURNAL}/")]

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"


def place_of(where: str) -> Place:
    """The place of a path or a URL.

    Raises
    ------
    SettingError
        Where it cannot be one.
    """
    if "://" in where:
        return Remote(where)
    found = files.kind_of(where)
    if found not in (Kind.NOTHING, Kind.FOLDER):
        raise SettingError(f"-o {where}: is {found.value}: write the name of a folder")
    return Folder(Path(where))


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Keep every other process of this machine from writing into a folder meanwhile.

    It is made if it is not there, and removed again if nothing is written.

    Raises
    ------
    DetenteError
        Where another one does already.
    OutputError
        Where it cannot be written.
    """
    if not isinstance(place, Folder) or os.name != "posix":
        yield
        return
    new = files.make_folder(place.url)
    try:
        with files.opened_folder(place.url) as handle:
            _lock(place, handle)
            yield
    finally:
        for one in new:
            files.remove_folder(one)


def _lock(place: Folder, handle: int) -> None:
    import fcntl  # noqa: PLC0415  (not on every system)

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise DetenteError(
            f"{place.url}: another process is writing into it: wait for it, or stop it first"
        ) from error
