"""What C and Python do in different ways: memory, whole numbers, exact sums, luck.

`primitives.pyx` is the same for C, bit for bit; tests hold the two against each other. All else
of the core is written once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Key = int  # of 64 bits, without a sign
NAN = math.nan
_MASK = 0xFFFF_FFFF_FFFF_FFFF
_GOLDEN = 0x9E37_79B9_7F4A_7C15


class Memory:
    """Arrays that live as long as their owner: lists here, blocks of C memory there."""

    def __init__(self) -> None:
        self.blocks: list[Any] = []

    def doubles(self, n: int) -> list[float]:
        """N numbers, all 0."""
        self.blocks.append([0.0] * max(n, 1))
        return self.blocks[-1]  # type: ignore[no-any-return]

    def rows(self, many: int, n: int) -> list[list[float]]:
        """So many arrays of n numbers."""
        return [self.doubles(n) for _ in range(many)]

    def longs(self, n: int) -> list[int]:
        """N whole numbers, all 0."""
        self.blocks.append([0] * max(n, 1))
        return self.blocks[-1]  # type: ignore[no-any-return]

    def keys(self, n: int) -> list[Key]:
        """N keys of 64 bits, all 0."""
        return self.longs(n)

    def copy(self, other: Memory) -> None:
        """Take over what the arrays of another hold, which were asked for in the same order."""
        for mine, others in zip(self.blocks, other.blocks, strict=True):
            mine[:] = others

    def more_doubles(self, block: list[float], old: int, new: int) -> list[float]:
        """A block of `old` numbers with room for `new`."""
        block.extend([0.0] * (new - old))
        return block

    def more_longs(self, block: list[int], old: int, new: int) -> list[int]:
        """The same of whole numbers."""
        block.extend([0] * (new - old))
        return block


class Plugs:
    """What others plug in, for the core to call: tactics, a mediators' rule, a protocol's turns."""

    def __init__(self) -> None:
        self.tactic: Any = None
        self.rule: Any = None
        self.protocol: Any = None
        self.fault: Any = None  # what was raised where nothing can be raised through

    def conceded(self, actor: int, numbers: list[float], texts: int) -> float:
        """What an actor's tactic gives up, by seven numbers that it sees and texts tabled."""
        share: float = self.tactic(actor, numbers[:7], texts)
        return share

    def choose(self, mediator: int, tick: int, among: list[int], n: int) -> int:
        """The one of n packages that a mediator tables."""
        package: int = self.rule(mediator, tick, among[:n])
        return package

    def turns(self, cause: int) -> None:
        """Let the protocol set the turns to come."""
        self.protocol(cause)


def nearest(x: float) -> int:
    """The nearest whole number; of two, the even one."""
    return round(x)


def floored(x: float) -> int:
    """The greatest whole number that is no greater."""
    return math.floor(x)


def truncated(x: float) -> int:
    """The whole number next to it toward 0."""
    return int(x)


def ratio(part: int, whole: int) -> float:
    """One whole number over another, as a float."""
    return part / whole


def steps_between(ticks: int, every: int) -> int:
    """How many whole steps of `every` ticks there are in so many, rounded down."""
    return ticks // every


def rounded(x: float, digits: int) -> float:
    """The decimal number of so many digits after the point that is nearest, as a float."""
    return round(x, digits)


def exact_sum(numbers: Sequence[float], first: int, n: int) -> float:
    """The sum of n numbers from the first on, rounded once (Shewchuk 1997)."""
    return math.fsum(numbers[first : first + n])


def mix(x: Key) -> Key:
    """The splitmix64 finaliser (Steele, Lea & Flood 2014)."""
    x = (x + _GOLDEN) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB) & _MASK
    return x ^ (x >> 31)


def uniform(run: Key, name: Key, index: int) -> float:
    """The draw of a run for a name: in (0, 1)."""
    return ((mix(mix(run ^ name) ^ index) >> 12) + 0.5) * 2.0**-52
