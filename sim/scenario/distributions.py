"""What an uncertain input may be: drawn by a closed-form inverse from one uniform."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.model import draws

Value = float | str


@dataclass(frozen=True, slots=True)
class Point:
    """One value, certain."""

    value: Value

    def sample(self, _u: float) -> Value:
        """The value, whatever the uniform."""
        return self.value


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anywhere between two bounds, equally likely."""

    low: float
    high: float

    def sample(self, u: float) -> float:
        """The value at a uniform in (0, 1)."""
        return draws.uniform(u, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Triangular:
    """Between two bounds, likeliest at the best guess (Kotz & van Dorp 2004)."""

    low: float
    best: float
    high: float

    def sample(self, u: float) -> float:
        """The value at a uniform in (0, 1)."""
        return draws.triangular(u, self.low, self.best, self.high)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values; `bounds` are their cumulated shares.

    Values stand in the order of their names, so that the order in which a file lists them
    moves nobody's luck.
    """

    values: tuple[Value, ...]
    bounds: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[Value, float]) -> Choice:
        """A choice by weights (each at least 0, not all 0)."""
        values = sorted((v for v, weight in weights.items() if weight > 0.0), key=_name)
        total = math.fsum(weights[value] for value in values)
        ends = [math.fsum(weights[v] for v in values[: i + 1]) for i in range(len(values))]
        return cls(tuple(values), tuple(end / total for end in ends))

    @classmethod
    def among(cls, values: Sequence[Value]) -> Choice:
        """A choice of equally likely values."""
        return cls.of(dict.fromkeys(values, 1.0))

    @property
    def weights(self) -> dict[Value, float]:
        """The share of each value."""
        starts = (0.0, *self.bounds)
        return {
            value: end - start
            for value, start, end in zip(self.values, starts, self.bounds, strict=False)
        }

    def sample(self, u: float) -> Value:
        """The value at a uniform in (0, 1)."""
        return self.values[min(bisect_right(self.bounds, u), len(self.values) - 1)]


Distribution = Point | Uniform | Triangular | Choice


def _name(value: Value) -> tuple[bool, float, str]:
    return (True, 0.0, value) if isinstance(value, str) else (False, value, "")


def bounds(distribution: Distribution) -> tuple[float, float] | None:
    """The least and the greatest number it can give; None if it gives words."""
    match distribution:
        case Point(value=value):
            return None if isinstance(value, str) else (value, value)
        case Uniform(low=low, high=high) | Triangular(low=low, high=high):
            return low, high
        case Choice(values=values):
            numbers = [value for value in values if not isinstance(value, str)]
            return (min(numbers), max(numbers)) if numbers else None


def gives(distribution: Distribution, value: Value) -> bool:
    """Whether it can give a value."""
    values, ends = possible(distribution), bounds(distribution)
    if values or ends is None or isinstance(value, str):
        return value in values
    return ends[0] <= value <= ends[1]


def possible(distribution: Distribution) -> tuple[Value, ...]:
    """The values of a point or a choice; none for a range."""
    match distribution:
        case Point(value=value):
            return (value,)
        case Choice(values=values):
            return values
        case _:
            return ()
