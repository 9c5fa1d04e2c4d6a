"""What there is at a path, and what is in it."""

from __future__ import annotations

import errno
import os
import stat
from enum import Enum
from pathlib import Path
from typing import NoReturn

from sim.errors import PathError
from sim.files.refusals import AnyPath, told


class Kind(Enum):
    """What a path leads to, links followed."""

    NOTHING = "nothing"
    FILE = "a file"
    FOLDER = "a folder"
    BROKEN_LINK = "a link that leads nowhere"
    OTHER = "a pipe or a device"


def kind_of(path: AnyPath) -> Kind:
    """What there is at a path.

    Raises
    ------
    PathError
        Where that cannot be seen: no permission, a name that is too long, a file where a
        folder belongs, a circle of links, an empty name.
    """
    with told(path):
        try:
            mode = Path(path).stat().st_mode
        except FileNotFoundError:
            # What another process has made there since is no link, and was not there.
            return Kind.BROKEN_LINK if Path(path).is_symlink() else Kind.NOTHING
    if stat.S_ISREG(mode):
        return Kind.FILE
    return Kind.FOLDER if stat.S_ISDIR(mode) else Kind.OTHER


def is_there(path: AnyPath) -> bool:
    """Whether anything has this name, a broken link too; PathError as `kind_of`."""
    return kind_of(path) is not Kind.NOTHING


def is_file(path: AnyPath) -> bool:
    """Whether it is a file; PathError as `kind_of`."""
    return kind_of(path) is Kind.FILE


def is_folder(path: AnyPath) -> bool:
    """Whether it is a folder; PathError as `kind_of`."""
    return kind_of(path) is Kind.FOLDER


def size_of(path: AnyPath) -> int:
    """The bytes of a file, 0 where there is none; PathError as `kind_of`."""
    with told(path):
        try:
            return Path(path).stat().st_size
        except FileNotFoundError:
            return 0


def names_in(folder: AnyPath) -> list[str]:
    """The names of what a folder holds, in order; PathError where it cannot be listed."""
    with told(folder):
        return sorted(path.name for path in Path(folder).iterdir())


def files_below(folder: AnyPath) -> list[str]:
    """The files in a folder and all folders below it, `/` between; none where it is not there.

    Raises
    ------
    PathError
        Where one of the folders cannot be listed.
    """
    if not is_there(folder):
        return []
    found = []
    with told(folder):
        for above, _, names in os.walk(folder, onerror=_raise):
            within = Path(above).relative_to(folder)
            found += [(within / name).as_posix() for name in names]
    return sorted(found)


def _raise(error: OSError) -> NoReturn:
    raise error


def read_bytes(path: AnyPath, most: int | None = None) -> bytes:
    """The content of a file.

    Parameters
    ----------
    most
        The largest size that is read.

    Raises
    ------
    PathError
        Where it cannot be read, is not there, is larger than that, or is no file.
    """
    found = kind_of(path)
    if found is Kind.OTHER:  # a pipe would wait for its writer, a device may never end
        raise PathError(path, OSError(errno.EINVAL, found.value))
    with told(path), Path(path).open("rb") as file:
        content = file.read(-1 if most is None else most + 1)
        if most is not None and len(content) > most:
            size = os.fstat(file.fileno()).st_size
            raise OSError(errno.EFBIG, f"{size:,} bytes are more than {most:,}")
    return content


def begins_with(path: AnyPath, start: bytes) -> bool:
    """Whether it is a file that begins so; PathError where that cannot be seen."""
    if not is_file(path):
        return False
    with told(path), Path(path).open("rb") as file:
        return file.read(len(start)) == start


def absolute(path: AnyPath) -> Path:
    """The path from the root; PathError where the working directory was removed."""
    with told(path):
        return Path(path).absolute()
