"""Scenarios and seeds by name: those shipped with the tool, and files of one's own."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from sim.errors import SettingError
from sim.files import Kind, is_file, kind_of, names_in
from sim.scenario.reading import read_file
from sim.scenario.seeds import shipped_folder


def shipped_scenarios() -> list[str]:
    """The names of the shipped scenarios, in order."""
    return _names("scenarios")


def find(name: str) -> Path:
    """The file of a scenario, by path or by the name of a shipped one.

    Raises
    ------
    SettingError
        If there is no such file and no such name; lists the names, nearest first.
    PathError
        If that cannot be seen.
    """
    names = shipped_scenarios()
    if name in names:
        return shipped_folder("scenarios") / f"{name}.yaml"
    found = kind_of(name)
    if found is Kind.FILE:
        return Path(name)
    if found is not Kind.NOTHING:
        raise SettingError(f"{name} is {found.value}: give the path of a YAML file")
    near = get_close_matches(Path(name).stem, names, n=len(names), cutoff=0.4)
    listed = [*near, *(other for other in names if other not in near)]
    raise SettingError(
        f"no scenario and no file {name!r}: give a path, or one of {', '.join(listed)}"
    )


def shipped_seeds() -> list[str]:
    """The names of the shipped seed files, in order."""
    return _names("seeds")


def _names(kind: Literal["scenarios", "seeds"]) -> list[str]:
    names = map(Path, names_in(shipped_folder(kind)))
    return [path.stem for path in names if path.suffix == ".yaml"]


def find_seed(name: str, beside: Path | None = None) -> Path | None:
    """The seed file of a name: beside a scenario (or in `seeds` there), else a shipped one."""
    folders = [] if beside is None else [beside, beside / "seeds", beside.parent / "seeds"]
    for folder in [*folders, shipped_folder("seeds")]:
        path = folder / f"{name}.yaml"
        if is_file(path):
            return path
    return None


def seed_text(name: str) -> str:
    """The text of a shipped seed file.

    Raises
    ------
    SettingError
        If there is none of that name.
    """
    path = find_seed(name)
    if path is None:
        names = shipped_seeds()
        near = get_close_matches(name, names, n=len(names), cutoff=0.0)
        raise SettingError(f"no seed file {name!r}: give one of {', '.join(near)}")
    return read_file(path)
