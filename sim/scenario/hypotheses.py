"""Explanations of the record: what nobody sees, assumed to be so from the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.scenario.settings import Setting, as_text

if TYPE_CHECKING:
    from sim.scenario.language import Scenario
    from sim.scenario.tree import Node

Zone = Literal["none", "some"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One of `hypotheses`.

    `sets` hold from the start. `zone`: only draws of the inputs count under which no package
    (none), or at least one (some), is worth no less than no deal to all whose consent it needs;
    None is any draw. `why` is what the scenario says for assuming it.
    """

    name: str
    title: str
    sets: tuple[Setting, ...]
    zone: Zone | None
    why: str
    mirror: str | None = None


def explanations(scenario: Scenario, root: Node) -> dict[str, Explanation]:
    """The hypotheses that a checked scenario declares, in its order."""
    found = {}
    for name, block in scenario.hypotheses.items():
        sets = tuple((path, as_text(node)) for path, node in changes(root, name))
        title = block.title or name.replace("-", " ")
        why = " ".join(block.assumed.split())
        found[name] = Explanation(name, title, sets, block.zone, why, block.mirror)
    return found


def changes(root: Node, name: str) -> list[tuple[str, Node]]:
    """What a hypothesis sets, as nodes with their places in the file."""
    block = root.get("hypotheses", name)
    assert block is not None
    found = []
    for path in block.ids("set"):
        node = block.get("set", path)
        assert node is not None
        found.append((path, node))
    return found
