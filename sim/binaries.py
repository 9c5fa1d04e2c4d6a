"""Whether formulas and the core run compiled, and that no edited source runs its old binary.

What is compiled stands beside its source, where Python imports it in its place. `BUILT`, made with
it, tells the digest of the sources, which they are, and the binaries that were made of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from hashlib import blake2b
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path

from sim.errors import BinariesError

PACKAGE = Path(__file__).parent
ROOMS = ("model", "core", "talks")
BUILT = "built.txt"
ASKED = "DETENTE_COMPILED"
"""In the environment: `no` runs the sources all the same, `yes` refuses to run anything else."""


def settle(folder: str) -> None:
    """Decide how the modules of a room's folder run; called by each room as it is imported."""
    asked, there = os.environ.get(ASKED, ""), binaries(Path(folder))
    if asked not in {"", "yes", "no"}:
        raise BinariesError(f"{ASKED}={asked}: write yes or no, or leave it out")
    if asked == "no":
        sys.path_importer_cache[folder] = FileFinder(folder, (SourceFileLoader, SOURCE_SUFFIXES))
    elif there and not current(PACKAGE):
        raise BinariesError(
            f"{there[0]}: made of other sources than those beside it: run `make` to compile them "
            f"anew, or set {ASKED}=no to run the sources"
        )
    elif asked == "yes" and not there:
        raise BinariesError(f"{ASKED}=yes, but {folder} is not compiled: run `make`")


def binaries(folder: Path) -> list[Path]:
    """What this interpreter would import from a folder in place of sources."""
    with os.scandir(folder) as entries:
        names = [one.name for one in entries if one.name.endswith(tuple(EXTENSION_SUFFIXES))]
    return [folder / name for name in sorted(names)]


def current(package: Path) -> bool:
    """Whether the binaries beside the sources are all there are, and made of them as they are."""
    try:
        told, *names = (package / BUILT).read_text(encoding="utf-8").splitlines()
        sources = [name for name in names if not name.endswith(tuple(EXTENSION_SUFFIXES))]
        found = digest(package, sources)
    except (FileNotFoundError, ValueError):
        return False
    made = {package / name for name in names} - {package / name for name in sources}
    rooms = [package / room for room in ROOMS if (package / room).is_dir()]
    return found == told and made == {one for room in rooms for one in binaries(room)}


def digest(package: Path, sources: Iterable[str]) -> str:
    """A digest of some sources of the package."""
    whole = blake2b(digest_size=16)
    for name in sources:
        text = (package / name).read_bytes()
        whole.update(f"{name} {len(text)}\n".encode() + text)
    return whole.hexdigest()
