"""Everything that can go wrong through no fault of the code: one tree, one exit code.

A user's mistake is a `DetenteError`, whose text names the value, the place and the cure.
A programmer's mistake is an `AssertionError` and is never caught.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 250  # characters of a path that an error shows


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a text something stands: lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong at one place, with what to write instead."""

    place: Place
    path: str
    wrong: str
    cure: str

    def __str__(self) -> str:
        path = f" {self.path}:" if self.path else ""
        return f"{self.place}:{path} {self.wrong}: {self.cure}"


class DetenteError(Exception):
    """A mistake that its user can mend; the command line exits with 2."""


class DetenteWarning(UserWarning):
    """What a user should know though nothing is lost; the command line says it in a line."""


class FileFaults(DetenteError):
    """A file that people wrote is not what it should be; holds every fault at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        assert faults, "an error without a fault"
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[FileFaults], tuple[Sequence[Fault]]]:
        return type(self), (self.faults,)  # so that it comes back whole from another process


class ScenarioError(FileFaults):
    """A scenario file does not validate."""


class SeedError(FileFaults):
    """A file of coded facts does not validate."""


class SettingError(DetenteError):
    """A value given on the command line or to a function cannot be used."""


class PluginError(DetenteError):
    """Somebody's protocol or tactic is broken, or does what none may."""


class BinariesError(DetenteError):
    """What is compiled was made of other sources, or is not there."""


class LogError(DetenteError):
    """A log cannot be read, or does not fold; `seq` is the event, where it is one."""

    def __init__(self, text: str, seq: int = 0) -> None:
        self.seq = seq
        super().__init__(text)

    def __reduce__(self) -> tuple[type[LogError], tuple[str, int]]:
        return type(self), (str(self), self.seq)


class RecordError(DetenteError):
    """No try of the model can produce the reported record."""


class PathError(DetenteError):
    """A path that a user named cannot be looked at or read.

    Attributes
    ----------
    wrong, cure
        Why not, and what to do about just that.
    """

    doing = "read"

    def __init__(self, path: object, error: OSError) -> None:
        self.path, self.error = path, error
        number = errno.ENOENT if self.missing else error.errno
        reason = error.strerror or ("nothing is there" if self.missing else str(error))
        self.wrong, self.cure = f"cannot be {self.doing} ({reason})", _CURES.get(number, _ELSE)
        super().__init__(f"{_short(path)}: {self.wrong}: {self.cure}")

    @property
    def missing(self) -> bool:
        """Whether nothing is there."""
        return isinstance(self.error, FileNotFoundError)

    def __reduce__(self) -> tuple[type[PathError], tuple[object, OSError]]:
        return type(self), (self.path, self.error)


class OutputError(PathError):
    """A file cannot be written."""

    doing = "written"


_ELSE = "see what is wrong with its disk, or give another path"
_CURES: Mapping[int | None, str] = {
    errno.EACCES: "ask its owner for permission, or give another path",
    errno.EPERM: "ask its owner for permission, or give another path",
    errno.EROFS: "give a path on a disk that can be written",
    errno.ENOENT: "it is not there: see how it is spelled",
    errno.EEXIST: "give another name",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.ENOTDIR: "a file stands where the path needs a folder: give another path",
    errno.EISDIR: "give the name of a file in it",
    errno.ELOOP: "its links lead in a circle: mend them, or give another path",
    errno.EINVAL: "give the name of a file or folder",
    errno.EFBIG: "give a smaller file",
    errno.ENOSPC: "free some space, or give another path",
    errno.EDQUOT: "free some space, or give another path",
}


def _short(path: object) -> str:
    """A path as an error shows it: a name that nobody would read whole is cut."""
    text = str(path).replace("\0", "\\0")
    return text if len(text) <= LONGEST else f"{text[:60]}...{text[-40:]} ({len(text)} characters)"


class StoreError(DetenteError):
    """A store of runs cannot be opened, read or written; nothing of a write is kept by halves."""


class StreamConflict(StoreError):
    """A stream of a store is not as its writer believed: it has `found` events, not `expected`.

    `why` tells what differs besides.
    """

    def __init__(self, stream: str, expected: int, found: int, why: str = "") -> None:
        self.stream, self.expected, self.found, self.why = stream, expected, found, why
        more = f" ({why})" if why else ""
        super().__init__(
            f"stream {stream}: holds {found} events where its writer expected {expected}{more}: "
            "read what is there and go on from it, or keep the run under an id of its own"
        )

    def __reduce__(self) -> tuple[type[StreamConflict], tuple[str, int, int, str]]:
        return type(self), (self.stream, self.expected, self.found, self.why)
