"""Which inputs a report sweeps: those that come first, alike for every party."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.sensitivity import Sensitivity
from sim.scenario.distributions import bounds, possible
from sim.scenario.inputs import NUMBERS
from sim.scenario.stance_plan import LINES
from sim.web.sizes import Size

if TYPE_CHECKING:
    from sim.scenario.case import Case

_POSITIONS = ("wants", "opposes")
WORDS = ("choice", "option")  # units whose values are words of the language, or options


def axes(case: Case, found: Sensitivity, size: Size) -> list[str]:
    """The numbers with the largest indices, then the words, each the same for every party.

    Returns
    -------
    list[str]
        Each as `--over` takes it, over all it may be; where it is certain of another party, over
        what it may be of the first. Those of no effect on any run are left out, but for another
        party's.
    """
    spans = _spans(case, size.values)
    moving = [one.factor.name for one in found.by_size if one.changed > 0.0]
    numbers = {one.path for one in case.inputs if one.unit in NUMBERS}
    first: list[str] = []
    for wanted in (True, False):
        kind = [path for path in moving if path in spans and (path in numbers) == wanted]
        first += kind[: size.inputs]
    asked: dict[str, str] = {}
    for path in first:
        for alike in (path, *others(case, path)):
            asked.setdefault(alike, spans.get(alike, spans[path]))
    return [f"{path}={span}" for path, span in asked.items()]


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


def others(case: Case, path: str) -> list[str]:
    """The same input of the other parties, where it is a party's and they have it.

    What one wants and what another opposes are the same: a position.
    """
    who, _, rest = path.partition(".")
    if who not in _parties(case):
        return []
    issue, _, field = rest.rpartition(".")
    alike = [f"{issue}.{verb}" for verb in _POSITIONS] if field in _POSITIONS else [rest]
    known = {one.path for one in case.inputs}
    wanted = (f"{other}.{one}" for other in _parties(case) if other != who for one in alike)
    return [one for one in wanted if one in known]


def alone(case: Case, path: str) -> bool:
    """Whether it is a party's, and no other party has the like."""
    return path.partition(".")[0] in _parties(case) and not others(case, path)


def _parties(case: Case) -> list[str]:
    return sorted(name for name, actor in case.scenario.actors.items() if "party" in actor.roles)
