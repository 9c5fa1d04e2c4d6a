"""Seed files, read as scenarios are: the same limits, and every fault at its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sim.errors import Fault, ScenarioError, SeedError
from sim.scenario.reading import read_file, read_tree
from sim.scenario.seeds import CrossError, SeedDocument, SeedFile
from sim.scenario.tree import Data, Node
from sim.scenario.validation import Finder

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_START = "docs/scenarios.md shows one"


def read_seed(path: Path) -> str:
    """The text of the seed file at a path.

    Raises
    ------
    SeedError
        Where it cannot be read.
    """
    with _of_a_seed():
        return read_file(path)


@lru_cache(maxsize=8)  # it is frozen, and parsing it takes most of loading a scenario
def load_seed(text: str, filename: str) -> SeedFile:
    """Read the text of a seed file.

    Parameters
    ----------
    text
        The YAML text.
    filename
        Where it came from; its last part without `.yaml` names the seed.

    Raises
    ------
    SeedError
        With every fault found.
    """
    with _of_a_seed():
        root, faults = read_tree(text, filename, _START)
    try:
        written = SeedDocument.model_validate(_texts(root))
        seed = SeedFile(name=PurePath(filename).stem, source=written.source, facts=written.facts)
    except ValidationError as error:
        faults += [_fault(detail, Finder(root)) for detail in error.errors()]
        raise SeedError(faults) from error
    if faults:
        raise SeedError(faults)
    return seed


@contextmanager
def _of_a_seed() -> Iterator[None]:
    try:
        yield
    except ScenarioError as error:
        raise SeedError(error.faults) from error


def _texts(node: Node) -> Data:
    """A tree as plain data, in which scalars stay text: `no` is a word, and dates are read here."""
    if node.keys is not None:
        return {key: _texts(below) for key, below in node.keys.items()}
    if node.items is not None:
        return [_texts(below) for below in node.items]
    return node.text


def _fault(detail: ErrorDetails, finder: Finder) -> Fault:
    path, mistake = detail["loc"], detail.get("ctx", {}).get("error")
    if isinstance(mistake, CrossError):
        return finder.fault((*path, *mistake.within), str(mistake), f"write {mistake.cure}")
    got = f"got {detail['input']!r:.60}"
    match detail["type"]:
        case "missing":
            return finder.fault(path, "missing", "add it")
        case "extra_forbidden":
            return finder.fault(path, f"unknown ({got})", "remove it, or mend its name", key=True)
        case "model_type" | "dict_type":
            return finder.fault(path, f"no mapping ({got})", "write `key: value` lines")
        case _:
            key = path[-1] == "[key]"
            wrong = f"{detail['msg'][0].lower()}{detail['msg'][1:]} ({got})"
            at = path[:-1] if key else path
            return finder.fault(at, wrong, "write what is asked for", key=key)
