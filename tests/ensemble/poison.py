"""A case that kills whoever plays one of its draws."""

from __future__ import annotations

import os
import signal

from sim.ensemble.inputs import kept_inputs
from sim.scenario.case import Case
from sim.scenario.inputs import Uniforms
from sim.scenario.loading import load

DRAW = 7


class Poisoned(Case):
    """`poison` are the values that kill; `parent` is the process that is spared."""

    poison: dict[str, float | str]
    parent: int

    def draw(self, u: Uniforms) -> dict[str, float | str]:
        values = super().draw(u)
        if values == self.poison and os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return values


def poisoned(name: str, seed: int) -> Poisoned:
    """A shipped scenario whose draw 7 kills."""
    case = load(name)
    made = Poisoned.__new__(Poisoned)
    made.__dict__.update(case.__dict__)
    made.poison, made.parent = kept_inputs(case, seed, DRAW).values, os.getpid()
    return made
