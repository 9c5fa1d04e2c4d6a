"""A folder of figures and tables: what Detente wrote there is replaced, and nothing else.

A ledger beside them notes the name and the sha256 of every file before it is written. A file
that is not to the byte what was noted is somebody's own.
"""

# Imported where a ledger is read or written: a help text does neither.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from sim.errors import SettingError
from sim.files.folders import make_folder
from sim.files.looking import Kind, is_folder, is_there, kind_of, names_in, read_bytes
from sim.files.refusals import AnyPath
from sim.files.writing import append, refuse_unwritable, write_bytes

LEDGER = ".detente.jsonl"
ENDINGS = frozenset({".png", ".svg", ".csv", ".txt"})  # of figures and tables

Note = tuple[str, str]  # the name of a file, and the sha256 of its bytes


class Outputs:
    """The files of a folder that Detente may write.

    Parameters
    ----------
    force
        Whether files that are somebody's own are replaced too.
    option
        What names the folder on the command line, for errors.
    """

    def __init__(self, folder: AnyPath, *, force: bool = False, option: str = "-o") -> None:
        self.folder, self._force, self._option = Path(folder), force, option

    def refuse_taken(
        self, stems: Collection[str] | None = None, names: Collection[str] = ()
    ) -> None:
        """See before anything is played that all can be written later.

        Parameters
        ----------
        stems
            The names that may be written, without their endings; None: any.
        names
            Whole names of other files that will be written.

        Raises
        ------
        SettingError
            Where one of these names is that of somebody's own file.
        PathError
            Where that cannot be seen, or nothing can be written there.
        """
        if is_there(self.folder) and not is_folder(self.folder):
            wrong = f"is {kind_of(self.folder).value}: write the name of a folder"
            raise SettingError(f"{self._option} {self.folder}: {wrong}")
        refuse_unwritable(self.folder / LEDGER)
        if not is_folder(self.folder):
            return
        for name in names:
            self._refuse_others(name)
        for name in names_in(self.folder):
            path = Path(name)
            if path.suffix in ENDINGS and (stems is None or path.stem in stems):
                self._refuse_others(name)

    def write(self, name: str, content: bytes) -> Path:
        """Write a file whole or not at all.

        Raises
        ------
        SettingError
            Where somebody's own file has that name.
        OutputError
            Where it cannot be written.
        """
        import msgspec

        self._refuse_others(name)
        note = (name, _sha256(content))
        if note not in self._notes:
            make_folder(self.folder)
            append(self.folder / LEDGER, msgspec.json.encode(note))
            self._notes.add(note)
        path = self.folder / name
        write_bytes(path, content)
        return path

    def _refuse_others(self, name: str) -> None:
        path = self.folder / name
        found = kind_of(path)
        if found is Kind.NOTHING or (found is Kind.FILE and self._force):
            return
        if found is not Kind.FILE:
            raise SettingError(f"{self._option} {self.folder}: {path} is {found.value}: move it")
        if (name, _sha256(read_bytes(path))) not in self._notes:
            raise SettingError(
                f"{self._option} {self.folder}: {path} is not as Detente wrote it: move it, write "
                "into another folder, or add --force to replace it"
            )

    @cached_property
    def _notes(self) -> set[Note]:
        """All that was ever written here; read once, however many files are written."""
        ledger = self.folder / LEDGER
        return set(_read(ledger)) if kind_of(ledger) is Kind.FILE else set()


def _read(ledger: Path) -> Iterator[Note]:
    import msgspec

    from sim.decoding import UnreadableError, decoded

    note = msgspec.json.Decoder(Note)
    for line in read_bytes(ledger).splitlines():
        try:
            yield decoded(line, note)
        except UnreadableError:  # torn by a crash: what it was about was never written
            continue


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()
