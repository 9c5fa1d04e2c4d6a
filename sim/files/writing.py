"""Files that are written whole or not at all, where nothing else is."""

# Imported where it is needed: a help text writes nothing.
# ruff: noqa: PLC0415

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.errors import OutputError, SettingError
from sim.files.folders import made, sync
from sim.files.looking import Kind, absolute, is_folder, is_there, kind_of
from sim.files.refusals import AnyPath, told
from sim.interrupts import uninterrupted

TAKEN = "is there already: add --force to replace it"
UNFINISHED = ".unfinished"  # how the names of files end that are still being written
_UNFINISHED = re.compile(r"\.(?P<name>.+)\.\w+\.unfinished")


def refuse_taken(path: AnyPath, option: str, *, force: bool) -> Path:
    """The path of a file that is going to be written, looked at before anything is played for it.

    Raises
    ------
    SettingError
        Where a file is there and not `force`, or anything that is no file.
    PathError
        Where it cannot be seen.
    OutputError
        Where its folder cannot be written into.
    """
    found, named = kind_of(path), f"{option} {path}".strip()
    if found is Kind.FOLDER:
        raise SettingError(f"{named}: is a folder: write the name of a file")
    if found in (Kind.OTHER, Kind.BROKEN_LINK):
        raise SettingError(f"{named}: is {found.value}: write the name of a file")
    if found is Kind.FILE and not force:
        raise SettingError(f"{named}: {TAKEN}")
    refuse_unwritable(Path(path))
    return Path(path)


def refuse_unwritable(path: Path) -> None:
    """See that the nearest folder above can be written into, as far as its permissions tell.

    Raises
    ------
    OutputError
        Where it cannot.
    """
    above = next(folder for folder in absolute(path).parents if is_there(folder))
    if not is_folder(above):
        raise OutputError(path, OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
    effective = os.access in os.supports_effective_ids
    if not os.access(above, os.W_OK | os.X_OK, effective_ids=effective):
        read_only = hasattr(os, "statvfs") and os.statvfs(above).f_flag & os.ST_RDONLY
        number = errno.EROFS if read_only else errno.EACCES
        raise OutputError(path, OSError(number, os.strerror(number)))


def unfinished(name: str) -> str | None:
    """What the file was going to be called whose writing was broken off; None: it is no such."""
    found = _UNFINISHED.fullmatch(name)
    return None if found is None else found["name"]


def write_bytes(
    path: AnyPath, content: bytes, scratch: AnyPath | None = None, *, replace: bool = True
) -> None:
    """Write a file whole or not at all, flushed to the disk; a signal waits until it is there.

    Who may read a file that is replaced stays as it was. Where `path` is a link, what it leads to
    is replaced.

    Parameters
    ----------
    scratch
        A folder of the same file system for what is not finished; None: that of the file.
    replace
        Whether a file that is there may be replaced, even one that came a moment ago.

    Raises
    ------
    SettingError
        Where there is one and it may not.
    OutputError
        Where it cannot be written.
    """
    with uninterrupted(), told(path, OutputError):
        goal = Path(os.path.realpath(path))
        made(goal.parent)
        name = f".{goal.name[:40]}.{os.urandom(8).hex()}{UNFINISHED}"
        temporary = (goal.parent if scratch is None else Path(scratch)) / name
        try:
            _write(temporary, content, _mode_of(goal))
            if replace:
                temporary.replace(goal)
            else:
                _put(temporary, goal)
        except FileExistsError as error:
            raise SettingError(f"{path}: {TAKEN}") from error
        finally:
            with suppress(OSError):  # its folder may be gone
                temporary.unlink(missing_ok=True)


def _mode_of(path: Path) -> int | None:
    """Who may do what with a file; None: there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _write(path: Path, content: bytes, mode: int | None) -> None:
    """A new file, never open to more than it is in the end; None: as the process makes files."""
    new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
    with os.fdopen(new, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(new)
    if mode is not None:
        path.chmod(mode)


def _put(temporary: Path, goal: Path) -> None:
    """Give a file its name; FileExistsError where another has it."""
    try:
        os.link(temporary, goal)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: an empty file takes the name first
        os.close(os.open(goal, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        temporary.replace(goal)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is removed at the end; OutputError where there is no room for one."""
    import tempfile

    with told(tempfile.gettempdir(), OutputError):
        folder = tempfile.TemporaryDirectory()
    with folder as name:
        yield Path(name)


def append(path: AnyPath, line: bytes) -> None:
    """Add a line to a file, and wait for the disk: it is there whole, or not at all.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    with told(path, OutputError), Path(path).open("ab+", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            # What a crash tore stays a line of its own, and takes no other with it.
            file.seek(max(0, before - 1))
            torn = file.read(1) not in (b"", b"\n")
            whole = (b"\n" if torn else b"") + line + b"\n"
            if file.write(whole) != len(whole):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):  # what is torn is left out when it is read
                os.truncate(path, before)
            raise
    if not before:
        sync(Path(path).parent)


def remove(path: AnyPath) -> None:
    """Remove a file; one that is not there is no mistake. OutputError where it stays."""
    with told(path, OutputError):
        Path(path).unlink(missing_ok=True)
