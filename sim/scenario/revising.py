"""A scenario as written and checked, and the same with some of its fields set anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from sim.errors import Fault, ScenarioError
from sim.scenario.checks import check
from sim.scenario.evidence import Evidence
from sim.scenario.language import Scenario
from sim.scenario.settings import (
    Setting,
    bare,
    change,
    leaves_out,
    steps,
    unknown_head,
    value_node,
)
from sim.scenario.tree import Data, Node, lines
from sim.scenario.validation import scenario_of, shown


@dataclass(frozen=True)
class Written:
    """What a case is made from.

    Attributes
    ----------
    scenario, root
        The models, and the tree they were read from.
    evidence
        The seed files it lists, and their facts.
    filename, source
        Where it came from, and its whole text; None where fields were set anew since.
    """

    scenario: Scenario
    root: Node
    evidence: Evidence
    filename: str
    source: str | None

    @cached_property
    def text(self) -> str:
        """The whole text, settings applied."""
        return text_of(self.root) if self.source is None else self.source


def revised(written: Written, settings: tuple[Setting, ...]) -> Written:
    """The same with fields set anew, and without variants and hypotheses of its own.

    Raises
    ------
    ScenarioError
        If the result does not validate.
    """
    root, faults = apply(bare(written.root), settings)
    scenario, more = scenario_of(root)
    faults += more
    if scenario is not None:
        faults += check(scenario, root, written.evidence)
    if faults or scenario is None:
        raise ScenarioError(blamed(faults, settings, written.root))
    return replace(written, scenario=scenario, root=root, source=None)


def apply(root: Node, settings: tuple[Setting, ...]) -> tuple[Node, list[Fault]]:
    """The tree with settings applied in their order, and those that name no field."""
    faults: list[Fault] = []
    heads = [info.alias or name for name, info in Scenario.model_fields.items()]
    for path, value in settings:
        node = value_node((path, value))
        unknown = unknown_head(root, path, heads)
        if unknown is None:
            root = change(root, path, node)
        else:
            faults.append(Fault(node.place, path, *unknown))
    return root, faults


def blamed(faults: list[Fault], settings: tuple[Setting, ...], before: Node) -> list[Fault]:
    """Faults that settings brought into a tree, where they were set.

    Those of a field left out are told as such.
    """
    places = {value_node(one).place.file for one in settings}
    for path, value in settings:
        node, where = value_node((path, value)), steps(before, path)
        about = [shown(where[:end]) for end in range(1, len(where) + 1)]
        if leaves_out(node):
            faults = [_left_out(fault, node, path, about) for fault in faults]
        else:
            faults = [
                replace(fault, place=node.place)
                if fault.path in about and fault.place.file not in places
                else fault
                for fault in faults
            ]
    return faults


def _left_out(fault: Fault, setting: Node, path: str, about: list[str]) -> Fault:
    if fault.path == about[-1] and fault.wrong == "missing":
        return Fault(setting.place, path, "cannot be left out", "write a value")
    return replace(fault, place=setting.place) if fault.path in about else fault


def text_of(root: Node) -> str:
    """The whole text of a tree, which reads as the same scenario."""
    data: Data = root.data()
    assert isinstance(data, dict)
    return "\n".join(lines(data)) + "\n"
