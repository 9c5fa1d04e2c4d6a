"""A number or a word at the values of one draw."""

from __future__ import annotations

from sim.core import codes, primitives
from sim.core.plans import Plans
from sim.model import scales


def number(plans: Plans, values: list[float], slot: int) -> float:
    """The number of a slot, as the model counts it."""
    k = plans.input[slot]
    if k == codes.NONE:
        return plans.fixed[slot]
    return scales.counted(values[k], plans.zero[slot], plans.per[slot], plans.log[slot] != 0)


def code(plans: Plans, values: list[float], slot: int) -> int:
    """What the word of a slot stands for."""
    k = plans.input[slot]
    if k == codes.NONE:
        return primitives.floored(plans.fixed[slot])
    return plans.code[plans.word[slot] + primitives.floored(values[k])]
