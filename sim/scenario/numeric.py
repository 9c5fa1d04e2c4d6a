"""Options that are numbers: a price, a date count, a share, from one end to the other in steps."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from sim.scenario.fields import Block, Id, Line, Reader
from sim.scenario.limits import LIMITS, Limit, longest
from sim.scenario.tree import Data
from sim.scenario.words import bare, mistake, option_id
from sim.text import unit_of


def _number(limit: Limit) -> Reader:
    """A plain number, or a whole range of them, within its limits."""

    def read(data: Data) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            bare = re.sub(r"[^0-9.-]", "", data) if isinstance(data, str) else ""
            likely = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", bare)
            cure = f"write {bare}" if likely else "write a number such as 300000"
            raise mistake("not a number" if data is not None else "nothing is given", data, cure)
        if not math.isfinite(data):
            raise mistake("not a finite number", data, "write a number such as 300000")
        if not limit.holds(data):
            raise mistake(limit.wrong(), data, limit.cure(data))
        return float(data)

    return Reader(read, {"type": "number", "minimum": limit.least, "maximum": limit.most})


_END, _STEP = _number(LIMITS["scale"]), _number(LIMITS["step"])


class Scale(Block):
    """Numbers `from` one `to` another, in equal steps, with the unit they are shown in.

    An option's id is its number, `_` for the point and `minus` for the sign, so that it may
    stand in paths; its title has thousands separators and the unit.
    """

    from_: Annotated[float, Field(alias="from"), _END]
    to: Annotated[float, _END]
    step: Annotated[float, _STEP]
    unit: Annotated[str, Field(max_length=longest("id"))] = ""

    @field_validator("to")
    @classmethod
    def _above(cls, to: float, info: ValidationInfo) -> float:
        first = info.data.get("from_")
        if first is not None and to <= first:
            raise mistake("not above `from`", to, f"write more than {bare(first)}")
        return to

    @field_validator("step")
    @classmethod
    def _divides(cls, step: float, info: ValidationInfo) -> float:
        first, last = info.data.get("from_"), info.data.get("to")
        if first is None or last is None:
            return step  # faulted there
        steps = (_exact(last) - _exact(first)) / _exact(step)
        if steps > longest("options") - 1:
            wrong = f"more than {longest('options')} options ({math.floor(steps) + 1:,} of them)"
            raise mistake(wrong, step, f"write {bare(_wider(first, last))} or more")
        if steps.denominator != 1:
            ends = [bare(float(_exact(first) + k * _exact(step))) for k in _beside(steps)]
            wrong = f"no whole number of steps from {bare(first)} to {bare(last)}"
            raise mistake(wrong, step, f"write to: {' or '.join(ends)}, or another step")
        return step

    @property
    def titles(self) -> dict[str, str]:
        """The options there are: by id, what people read."""
        first, step = Decimal(repr(self.from_)), Decimal(repr(self.step))
        count = int((Decimal(repr(self.to)) - first) / step) + 1
        numbers = [first + k * step for k in range(count)]
        places = max(_places(first), _places(step))
        return {option_id(float(n)): self._told(f"{n:,.{places}f}") for n in numbers}

    def _told(self, number: str) -> str:
        """`300,000 EUR`, `12%`, `1 night`."""
        if self.unit in {"", "%"}:
            return f"{number}{self.unit}"
        return f"{number} {unit_of(number, self.unit)}"


def _exact(value: float) -> Fraction:
    """The number that was written, without the rounding of its bits."""
    return Fraction(repr(value))


def _places(value: Decimal) -> int:
    """How many decimals it needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _beside(steps: Fraction) -> list[int]:
    """The whole numbers of steps on either side, at least one."""
    return [k for k in (math.floor(steps), math.ceil(steps)) if k > 0]


def _wider(first: float, last: float) -> float:
    """The least step of 1, 2 or 5 with zeros, which round ends share, of few enough options."""
    least = (last - first) / (longest("options") - 1)
    power = 10.0 ** math.floor(math.log10(least))
    return next(k * power for k in (1, 2, 5, 10) if k * power >= least)


def _kind(data: Any) -> str:
    """Whether options are given one by one, or as numbers."""
    by_number = isinstance(data, dict) and {"from", "to"} <= set(data)
    return "[scale]" if by_number or isinstance(data, Scale) else "[named]"


Options = Annotated[
    Annotated[dict[Id, Line], Tag("[named]")] | Annotated[Scale, Tag("[scale]")],
    Discriminator(_kind),
]
OptionId = Annotated[Id, BeforeValidator(option_id)]  # as a key
OptionName = Annotated[  # as a value, where an editor sees a number
    OptionId, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})
]
