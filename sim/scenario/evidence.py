"""The facts a scenario cites: read from its seed files, and where each is cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.errors import Fault, PathError
from sim.files import absolute
from sim.scenario.fields import ID
from sim.scenario.seed_reading import read_seed
from sim.scenario.seeds import Fact, SeedFile
from sim.scenario.shipped import find_seed, shipped_seeds
from sim.scenario.tree import Node
from sim.scenario.validation import Finder, nearest, shown


@dataclass(frozen=True, slots=True)
class Evidence:
    """Seed files by name, and their facts by id."""

    seeds: Mapping[str, SeedFile] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


def gather(root: Node, filename: str) -> tuple[Evidence, list[Fault]]:
    """Read the seed files a scenario lists.

    Raises
    ------
    SeedError
        If one of them does not validate.
    """
    finder, faults = Finder(root), []
    seeds: dict[str, SeedFile] = {}
    facts: dict[str, Fact] = {}
    listed = root.get("seeds")
    items = () if listed is None or listed.items is None else listed.items
    for place, node in enumerate(items):
        name = node.text or ""
        if re.fullmatch(ID, name) is None:
            continue  # told where names are checked; it is no path until then
        try:
            path = find_seed(name, absolute(filename).parent)
        except PathError as error:
            faults.append(finder.fault(("seeds", place), error.wrong, error.cure))
            continue
        if path is None:
            wrong = f"no such seed file (got {name})"
            faults.append(finder.fault(("seeds", place), wrong, nearest(name, shipped_seeds())))
            continue
        seeds[name] = seed = read_seed(path)
        for twice in facts.keys() & seed.facts.keys():
            wrong = f"fact {twice} is in an earlier seed file too"
            faults.append(finder.fault(("seeds", place), wrong, "rename one of the two"))
        facts.update(seed.facts)
    return Evidence(seeds, facts), faults


def citations(root: Node) -> dict[str, tuple[str, ...]]:
    """The fact ids each field cites, by its path, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    _collect(root, (), found)
    return found


def _collect(node: Node, path: tuple[str, ...], found: dict[str, tuple[str, ...]]) -> None:
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
