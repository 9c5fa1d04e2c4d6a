"""The facts a scenario cites: read from its seed files, and where each is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sim.errors import Fault, PathError
from sim.files import absolute
from sim.scenario.fields import ID
from sim.scenario.seed_reading import load_seed, read_seed
from sim.scenario.seeds import Fact, SeedFile
from sim.scenario.shipped import find_seed, shipped_seeds
from sim.scenario.tree import Node
from sim.scenario.validation import Finder, nearest, shown


@dataclass(frozen=True, slots=True)
class Evidence:
    """Seed files by name, their facts by id, and their whole texts by name."""

    seeds: Mapping[str, SeedFile] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


SeedTexts = Callable[[str], tuple[str, str] | None]
"""By the name of a seed: its text and where that stands; None where there is none."""


def beside(filename: str) -> SeedTexts:
    """The seed files that a scenario file finds: beside it, in `seeds` there, or shipped."""

    def found(name: str) -> tuple[str, str] | None:
        path = find_seed(name, absolute(filename).parent)
        return None if path is None else (read_seed(path), str(path))

    return found


def carried(texts: Mapping[str, str], by: str) -> SeedTexts:
    """Those that a log, a store or a data set carries, and no file besides."""

    def found(name: str) -> tuple[str, str] | None:
        return (texts[name], f"{by}: seeds/{name}.yaml") if name in texts else None

    return found


def gather(root: Node, texts: SeedTexts) -> tuple[Evidence, list[Fault]]:
    """Read the seed files a scenario lists.

    Raises
    ------
    SeedError
        If one of them does not validate.
    """
    finder, faults = Finder(root), []
    seeds: dict[str, SeedFile] = {}
    facts: dict[str, Fact] = {}
    whole: dict[str, str] = {}
    listed = root.get("seeds")
    items = () if listed is None or listed.items is None else listed.items
    for place, node in enumerate(items):
        name = node.text or ""
        if re.fullmatch(ID, name) is None:
            continue  # told where names are checked; it is no path until then
        try:
            found = texts(name)
        except PathError as error:
            faults.append(finder.fault(("seeds", place), error.wrong, error.cure))
            continue
        if found is None:
            wrong = f"no such seed file (got {name})"
            faults.append(finder.fault(("seeds", place), wrong, nearest(name, shipped_seeds())))
            continue
        whole[name], where = found
        seeds[name] = seed = load_seed(whole[name], where)
        for twice in facts.keys() & seed.facts.keys():
            wrong = f"fact {twice} is in an earlier seed file too"
            faults.append(finder.fault(("seeds", place), wrong, "rename one of the two"))
        facts.update(seed.facts)
    return Evidence(seeds, facts, whole), faults


def citations(root: Node) -> dict[str, tuple[str, ...]]:
    """The fact ids each field cites, by its path, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    _collect(root, (), found)
    return found


def _collect(node: Node, path: tuple[str | int, ...], found: dict[str, tuple[str, ...]]) -> None:
    for place, item in enumerate(node.items or ()):
        _collect(item, (*path, place), found)
    for key, below in (node.keys or {}).items():
        if key != "evidence":
            _collect(below, (*path, key), found)
        elif below.keys is None:
            found[shown(path)] = _ids(below)
        else:
            for name, facts in below.keys.items():
                found[shown((*path, name))] = _ids(facts)


def _ids(node: Node) -> tuple[str, ...]:
    nodes = (node,) if node.items is None else node.items
    return tuple(one.text for one in nodes if one.text is not None)
