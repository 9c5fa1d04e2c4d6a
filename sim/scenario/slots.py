"""Where a number, a name or a moment of the tables comes from: a slot.

It is fixed by the scenario, or the place of an input among the drawn values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.rows import Scale

Values = Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the model: fixed, or the drawn value as the model counts it."""

    path: str
    scale: Scale
    fixed: float | None = None

    def at(self, values: Values) -> float:
        """The number at these values."""
        if self.fixed is not None:
            return self.fixed
        value = values[self.path]
        assert not isinstance(value, str), f"{self.path} is no number: {value!r}"
        return self.scale.counted(value)


@dataclass(frozen=True, slots=True)
class Named:
    """A name: fixed, or drawn."""

    path: str
    fixed: str | None = None

    def at(self, values: Values) -> str:
        """The name at these values."""
        return str(values[self.path]) if self.fixed is None else self.fixed


def tick(days: float) -> int:
    """Whole minutes of a number of days."""
    return int(days * MINUTES_A_DAY)


@dataclass(frozen=True, slots=True)
class Moment:
    """A tick: of a recorded move where there is one, else of a date of its own."""

    entry: str | None
    date: Number | None

    def at(self, values: Values, ticks: Mapping[str, int]) -> int | None:
        """The tick, given those of the record."""
        if self.entry is not None:
            return ticks[self.entry]
        return None if self.date is None else tick(self.date.at(values))
