"""Folders: made, flushed to the disk, locked, and removed where they are empty."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.errors import OutputError
from sim.files.refusals import AnyPath, told


def make_folder(path: AnyPath) -> list[Path]:
    """Make a folder that outlives a crash; which of it and those above it are new, itself first.

    Raises
    ------
    OutputError
        Where it cannot be made.
    """
    with told(path, OutputError):
        whole = Path(path)
        new = [one for one in (whole, *whole.parents) if not os.path.lexists(one)]
        made(whole)
    for one in new:
        sync(one.parent)
    return new


def made(folder: Path) -> None:
    """Make a folder; NotADirectoryError where something else has its name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # but no folder
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error


def remove_folder(path: AnyPath) -> None:
    """Remove a folder if nothing is in it."""
    with suppress(OSError):  # it is not empty
        Path(path).rmdir()


def sync(folder: AnyPath) -> None:
    """Let what is new in a folder outlive a crash of the machine.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    if os.name == "posix":
        with opened_folder(folder) as handle, told(folder, OutputError):
            os.fsync(handle)


@contextmanager
def opened_folder(folder: AnyPath) -> Iterator[int]:
    """A handle of a folder, to lock it or to flush it; OutputError where there can be none."""
    with told(folder, OutputError):
        handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)
