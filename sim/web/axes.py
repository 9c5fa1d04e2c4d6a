"""Which inputs a report sweeps: those that come first, alike for every party."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.factors import NUMBERS
from sim.analysis.sensitivity import Sensitivity
from sim.scenario.distributions import bounds, possible
from sim.scenario.stance_plan import LINES
from sim.web.sizes import Size

if TYPE_CHECKING:
    from sim.scenario.case import Case

WORDS = ("choice", "option")  # units whose values are words of the language, or options


def axes(case: Case, found: Sensitivity, size: Size) -> list[str]:
    """The numbers with the largest indices, then the words, each the same for every party.

    Returns
    -------
    list[str]
        Each as `--over` takes it, over all it may be; those of no effect on any run are left
        out, but for another party's.
    """
    spans = _spans(case, size.values)
    moving = [one.factor.name for one in found.by_size if one.changed > 0.0]
    numbers = {one.path for one in case.inputs if one.unit in NUMBERS}
    first: list[str] = []
    for wanted in (True, False):
        kind = [path for path in moving if path in spans and (path in numbers) == wanted]
        first += kind[: size.inputs]
    asked = dict.fromkeys(alike for path in first for alike in _alike(case, path))
    return [f"{path}={spans[path]}" for path in asked if path in spans]


def _spans(case: Case, values: int) -> dict[str, str]:
    """The values at which each input is looked at, of those that may be more than one."""
    found = {}
    for one in case.inputs:
        ends, words = bounds(one.dist), tuple(map(str, possible(one.dist)))
        if one.unit in NUMBERS and ends is not None and ends[0] < ends[1]:
            found[one.path] = f"{ends[0]:g}:{ends[1]:g}/{values}"
        elif one.unit in WORDS and len(words) > 1:
            found[one.path] = ",".join(_in_order(case, words))
    return found


def _in_order(case: Case, words: Sequence[str]) -> list[str]:
    """Options as their issue has them, red lines by how hard they are."""
    options = [option for issue in case.names.options for option in issue]
    known = [*LINES, *options]
    return sorted(words, key=lambda word: known.index(word) if word in known else len(known))


def _alike(case: Case, path: str) -> list[str]:
    """An input, and the same of the other parties where it is a party's."""
    who, _, rest = path.partition(".")
    parties = [name for name, actor in case.scenario.actors.items() if "party" in actor.roles]
    if who not in parties:
        return [path]
    return [path, *(f"{other}.{rest}" for other in sorted(parties) if other != who)]
