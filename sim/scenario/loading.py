"""Loading a scenario: every fault at once, or a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.errors import Fault, ScenarioError
from sim.scenario.case import Case
from sim.scenario.checks import check
from sim.scenario.evidence import Evidence, SeedTexts, beside, carried, gather
from sim.scenario.language import Scenario
from sim.scenario.reading import read_file, read_tree
from sim.scenario.revising import Written, apply, blamed
from sim.scenario.settings import Setting, parse_setting
from sim.scenario.shipped import find
from sim.scenario.tree import Node
from sim.scenario.validation import scenario_of


@dataclass(frozen=True, slots=True)
class _Read:
    """A scenario as far as it could be read."""

    root: Node
    scenario: Scenario | None
    evidence: Evidence
    faults: list[Fault]


def load(name_or_path: str, sets: Sequence[str] = ()) -> Case:
    """The case of a scenario file, or of a shipped scenario by its name.

    Parameters
    ----------
    name_or_path
        A path, or a name such as `cairo-2024`.
    sets
        Settings such as `israel.corridor.salience=high`.

    Raises
    ------
    ScenarioError
        With every fault found.
    SettingError
        If there is no such scenario, or a setting is no `path=value`.
    """
    path = find(name_or_path)
    return load_text(read_file(path), str(path), sets)


def load_text(
    text: str, filename: str, sets: Sequence[str] = (), seeds: Mapping[str, str] | None = None
) -> Case:
    """The case of a scenario's text.

    `seeds` are the texts of its seed files by name, where they came with it: then no file is
    looked for. None: those that a file of this name finds.

    Raises
    ------
    ScenarioError
        With every fault found.
    SettingError
        If a setting is no `path=value`.
    """
    settings = tuple(parse_setting(one) for one in sets)
    texts = beside(filename) if seeds is None else carried(seeds, filename)
    read = _read(text, filename, settings, texts)
    if read.faults or read.scenario is None:
        raise ScenarioError(_brought(read, _read(text, filename, (), texts), settings))
    source = None if settings else text
    return Case(Written(read.scenario, read.root, read.evidence, filename, source))


def _brought(now: _Read, before: _Read, settings: tuple[Setting, ...]) -> list[Fault]:
    """The faults, those that settings brought told as theirs."""
    old = [fault for fault in now.faults if fault in before.faults]
    new = [fault for fault in now.faults if fault not in before.faults]
    return [*old, *blamed(new, settings, before.root)]


def _read(text: str, filename: str, settings: tuple[Setting, ...], texts: SeedTexts) -> _Read:
    root, faults = read_tree(text, filename)
    root, more = apply(root, settings)
    evidence, missing = gather(root, texts)
    scenario, wrong = scenario_of(root)
    faults = [*faults, *more, *missing, *wrong]
    if scenario is not None:
        sound = not faults
        faults += check(scenario, root, evidence, sound=sound)
    return _Read(root, scenario, evidence, list(dict.fromkeys(faults)))
