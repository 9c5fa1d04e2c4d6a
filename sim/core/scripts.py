"""The moves that a record forces, in the order of their ticks, and the texts it knows."""

from __future__ import annotations

from sim.core.primitives import Memory


class Script:
    """Moves and texts at the values of one draw."""

    def __init__(self, moves: int, texts: int) -> None:
        self.memory = Memory()
        self.moves, self.texts = moves, texts
        self.day = self.memory.doubles(moves)  # by their place in the scenario
        self.at = self.memory.longs(moves)
        self.tick = self.memory.longs(moves)  # from here on in the order of ticks
        self.place = self.memory.longs(moves)
        self.actor = self.memory.longs(moves)  # NONE: the press
        self.verb = self.memory.longs(moves)
        self.what = self.memory.longs(moves)  # an issue
        self.text = self.memory.longs(moves)
        self.chosen = self.memory.longs(moves)  # by somebody: it comes after the record
        self.package = self.memory.longs(texts)
        self.label = self.memory.longs(texts)
        self.own_days = self.memory.longs(texts)  # whether it has its own time to answer
        self.days = self.memory.doubles(texts)
