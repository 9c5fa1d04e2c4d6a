"""Every rule of the model by itself: which inputs an arm holds, of the inputs a scenario has."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.fixed import Constant
from sim.scenario.case import Case

Held = dict[str, float | str]

# By choice: its rules, each the inputs that it holds; those by actor end in what they are.
RULES: dict[str, dict[str, Held]] = {
    "what mediators table": {
        name: {"mediation.rule": name} for name in ("nash", "fairest", "likeliest", "proportional")
    },
    "what answers compare with": {
        name: {"answers.standard": name} for name in ("aspiration", "reservation")
    },
    "shape of delays": {"1 (memoryless)": {"delays.shape": 0.0}, "3": {"delays.shape": 100.0}},
    "parties may counter": {name: {".counters": name} for name in ("yes", "no")},
    "texts have an end": {name: {"answers.expires": name} for name in ("yes", "no")},
    "a stakeholder's consent is needed": {name: {".needed": name} for name in ("always", "no")},
}
LOSS = "sim.model.constants", "LOSS_DAYS"
"""Days in which the share of the input is lost: twice the loss is half of them."""
LOSSES = {
    "none": Constant("loss", *LOSS, scaled=lambda *_: math.inf),
    "twice": Constant("loss", *LOSS, scaled=lambda days, _: days / 2),
}


def choices(case: Case) -> Iterator[tuple[str, Held, tuple[Constant, ...]]]:
    """The arms that a scenario has: choice and rule, what is held, and the loss."""
    for choice, rules in RULES.items():
        for rule, sets in rules.items():
            found = {
                path: value
                for end, value in sets.items()
                for path in case.paths
                if (path.endswith(end) if end.startswith(".") else path == end)
            }
            if found and case.holding(found) is not case:
                yield f"{choice}: {rule}", found, ()
    for name, loss in LOSSES.items():
        yield f"loss from waiting: {name}", {}, (loss,)


def held(case: Case, sets: Held) -> Case:
    """The case with these inputs certain."""
    return case.holding(sets)
