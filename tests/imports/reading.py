"""Importing in tests: what a file becomes."""

from __future__ import annotations

from pathlib import Path

from sim.analysis.bargain import Static, static
from sim.imports.importing import Imported, ImportRequest, imported
from sim.imports.notes import Fate
from sim.scenario.case import Case
from sim.scenario.loading import load_text


def put(folder: Path, **files: str | bytes) -> list[str]:
    """Files in a folder: `table_csv="..."` is `table.csv`."""
    paths = []
    for name, content in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(str(path))
    return paths


def read(paths: list[str], quota: float | None = None) -> tuple[Imported, Case]:
    found = imported(paths, ImportRequest(quota=quota))
    return found, load_text(found.text, "imported.yaml", seeds={})


def notes(found: Imported, fate: Fate) -> list[str]:
    return [str(note) for note in found.notes if note.fate is fate]


def bargained(case: Case, draws: int = 2) -> Static:
    return static(case, seed=0, draws=draws, jobs=1)
