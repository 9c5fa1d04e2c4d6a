"""Scenarios and seeds by name: those shipped with the tool, and files of one's own."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from sim.errors import SettingError
from sim.scenario.seeds import shipped_folder


def shipped_scenarios() -> list[str]:
    """The names of the shipped scenarios, in order."""
    return sorted(path.stem for path in shipped_folder("scenarios").glob("*.yaml"))


def find(name: str) -> Path:
    """The file of a scenario, by path or by the name of a shipped one.

    Raises
    ------
    SettingError
        If there is no such file and no such name; lists the names, nearest first.
    """
    names = shipped_scenarios()
    if name in names:
        return shipped_folder("scenarios") / f"{name}.yaml"
    path = Path(name)
    if path.suffix or path.is_file():
        if path.is_dir():
            raise SettingError(f"{name} is a folder: give the path of a YAML file")
        if path.is_file():
            return path
    near = get_close_matches(path.stem, names, n=len(names), cutoff=0.4)
    listed = [*near, *(other for other in names if other not in near)]
    raise SettingError(
        f"no scenario and no file {name!r}: give a path, or one of {', '.join(listed)}"
    )


def shipped_seeds() -> list[str]:
    """The names of the shipped seed files, in order."""
    return sorted(path.stem for path in shipped_folder("seeds").glob("*.yaml"))


def find_seed(name: str, beside: Path | None = None) -> Path | None:
    """The seed file of a name: beside a scenario (or in `seeds` there), else a shipped one."""
    folders = [] if beside is None else [beside, beside / "seeds", beside.parent / "seeds"]
    for folder in [*folders, shipped_folder("seeds")]:
        path = folder / f"{name}.yaml"
        if path.is_file():
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
    return path.read_text(encoding="utf-8")
