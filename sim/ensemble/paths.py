"""Where the processes that play look for modules: never first where anybody's files lie.

Python puts the folder of a script, or the working directory, before all others. There a file
called `random.py` or `sim` stands in for a module that every worker imports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_HOME = Path(__file__).resolve().parents[2]  # of this package
_SETTINGS = ("PYTHONPATH", "PYTHONSAFEPATH")


def own_folders_last() -> list[str]:
    """The path of this process, with the folders of its user's own files last.

    They are there still, for what a script imports from beside it.
    """
    trusted, own = _sorted()
    return trusted + own


@contextmanager
def path_of_workers() -> Iterator[None]:
    """Python processes that are started meanwhile look only where nobody's own files lie."""
    trusted = [entry for entry in _sorted()[0] if os.pathsep not in entry]
    before = {name: os.environ.get(name) for name in _SETTINGS}
    os.environ.update(PYTHONPATH=os.pathsep.join(trusted), PYTHONSAFEPATH="1")
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _sorted() -> tuple[list[str], list[str]]:
    """The entries of the path that are not the user's own folders, and those that are."""
    here = _working_directory()
    own = {here, _folder_of_the_script()} - {_HOME}
    found: tuple[list[str], list[str]] = [], []
    for entry in sys.path:
        folder = Path(entry).resolve() if entry else here
        if folder is not None:
            found[folder in own].append(entry or str(folder))
    return found


def _working_directory() -> Path | None:
    with suppress(FileNotFoundError):  # where it was removed
        return Path.cwd()
    return None


def _folder_of_the_script() -> Path | None:
    script = getattr(sys.modules["__main__"], "__file__", None)
    return None if script is None else Path(script).resolve().parent
