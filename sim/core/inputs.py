"""What the inputs of a case come to in one draw of them.

Of a choice among words the value is its place among them, in the order in which luck takes them.
"""

from __future__ import annotations

from sim.core import codes, primitives
from sim.core.primitives import Key, Memory
from sim.model import draws


class Inputs:
    """How each input is drawn, in the order of their paths."""

    def __init__(self, inputs: int, choices: int) -> None:
        self.memory = Memory()
        self.inputs = inputs
        self.name = self.memory.keys(inputs)
        self.kind = self.memory.longs(inputs)
        self.low = self.memory.doubles(inputs)
        self.best = self.memory.doubles(inputs)
        self.high = self.memory.doubles(inputs)
        self.first = self.memory.longs(inputs)  # of its choices
        self.count = self.memory.longs(inputs)
        self.bound = self.memory.doubles(choices)  # shares up to and with each choice
        self.choice = self.memory.doubles(choices)  # its number, or its place


def draw(inputs: Inputs, run: Key, number: int, values: list[float]) -> None:
    """Draw every input for the try of a number; `run` is the key of the draw's luck."""
    for k in range(inputs.inputs):
        if inputs.kind[k] == codes.POINT:
            values[k] = inputs.low[k]
        else:
            values[k] = _drawn(inputs, k, primitives.uniform(run, inputs.name[k], number))


def _drawn(inputs: Inputs, k: int, u: float) -> float:
    if inputs.kind[k] == codes.UNIFORM:
        return draws.uniform(u, inputs.low[k], inputs.high[k])
    if inputs.kind[k] == codes.TRIANGULAR:
        return draws.triangular(u, inputs.low[k], inputs.best[k], inputs.high[k])
    place, last = inputs.first[k], inputs.first[k] + inputs.count[k] - 1
    while place < last and inputs.bound[place] <= u:
        place += 1
    return inputs.choice[place]
