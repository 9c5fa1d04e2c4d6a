"""Files that are written whole or not at all, where nothing else is."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.errors import OutputError, SettingError
from sim.files.folders import made, sync
from sim.files.looking import Kind, absolute, is_folder, is_there, kind_of
from sim.files.refusals import Named, told

UNFINISHED = ".unfinished"  # how the names of files end that are still being written
_UNFINISHED = re.compile(r"\.(?P<name>.+)\.\w+\.unfinished")


def refuse_taken(path: Named, option: str, *, force: bool) -> Path:
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
        raise SettingError(f"{named}: is there already: add --force to replace it")
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
        full = hasattr(os, "statvfs") and os.statvfs(above).f_flag & os.ST_RDONLY
        number = errno.EROFS if full else errno.EACCES
        raise OutputError(path, OSError(number, os.strerror(number)))


@contextmanager
def replacing(path: Named, scratch: Named | None = None) -> Iterator[Path]:
    """A temporary path, flushed to the disk and renamed to `path` at the end.

    If anything goes wrong inside, `path` is as it was and the temporary file is gone. Where
    `path` is a link, what it leads to is replaced.

    Parameters
    ----------
    scratch
        A folder of the same file system for the temporary file; None: that of `path`.

    Raises
    ------
    OutputError
        Where the folder or the file cannot be written.
    """
    with told(path, OutputError):
        goal = Path(os.path.realpath(path))
        made(goal.parent)
        where = goal.parent if scratch is None else scratch
        handle, name = tempfile.mkstemp(UNFINISHED, f".{goal.name[:40]}.", where)
        os.close(handle)
    temporary = Path(name)
    try:
        with told(path, OutputError):
            yield temporary
            with temporary.open("rb") as written:
                os.fsync(written.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(goal)
    finally:
        with suppress(OSError):  # its folder may be gone
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def unfinished(name: str) -> str | None:
    """What the file was going to be called whose writing was broken off; None: it is no such."""
    found = _UNFINISHED.fullmatch(name)
    return None if found is None else found["name"]


def write_bytes(path: Named, content: bytes, scratch: Named | None = None) -> None:
    """Write a file whole or not at all; OutputError where it cannot be written."""
    with replacing(path, scratch) as temporary:
        temporary.write_bytes(content)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is removed at the end; OutputError where there is no room for one."""
    with told(tempfile.gettempdir(), OutputError):
        folder = tempfile.TemporaryDirectory()
    with folder as name:
        yield Path(name)


def append(path: Named, line: bytes) -> None:
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


def remove(path: Named) -> None:
    """Remove a file; one that is not there is no mistake. OutputError where it stays."""
    with told(path, OutputError):
        Path(path).unlink(missing_ok=True)
