"""What the system refuses of a path, told as an error that names the cure."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import PathError

AnyPath = str | Path


@contextmanager
def told(path: AnyPath, kind: type[PathError] = PathError) -> Iterator[None]:
    """Tell what the system refuses of a path as an error with its cure."""
    name = os.fspath(path)
    if not name:
        raise kind(path, OSError(errno.EINVAL, "an empty name"))
    if "\0" in name:
        raise kind(path, OSError(errno.EINVAL, "a NUL character in the name"))
    try:
        yield
    except OSError as error:
        raise kind(path, error) from error
