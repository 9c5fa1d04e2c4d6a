"""What people write for an uncertain input, read as a distribution.

One scale everywhere: words are the five fifths of 0-100, numbers are points of it; inputs
with a unit of their own take it in words (`3 days`, `0.4 a day`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

from sim.scenario.defaults import FIFTHS, Default
from sim.scenario.distributions import (
    Choice,
    Distribution,
    Point,
    Triangular,
    Uniform,
    Value,
)
from sim.scenario.tree import Data, scalar, written

UNKNOWN = "unknown"
MAX_DAYS = 36_525.0
_UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0}
_DAYS = re.compile(r"(\S+) (minute|hour|day|week)s?\Z")
_RATE = re.compile(r"(\S+) an? (hour|day|week)\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that may be uncertain, as written: points, days or a rate a day."""

    dist: Distribution
    words: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several names by weight; `weights` None is unknown: each equally likely."""

    weights: tuple[tuple[str, float], ...] | None
    words: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names written; none if unknown."""
        return () if self.weights is None else tuple(name for name, _ in self.weights)

    @property
    def sure(self) -> str | None:
        """The one name it can only be, if there is one."""
        likely = [name for name, weight in self.weights or () if weight > 0.0]
        return likely[0] if len(likely) == 1 else None

    def among(self, options: tuple[str, ...]) -> Distribution:
        """Its distribution where these are the names there are."""
        if self.weights is None:
            return Choice.among(options) if len(options) > 1 else Point(options[0])
        sure = self.sure
        return Point(sure) if sure is not None else Choice.of(dict(self.weights))


def mistake(wrong: str, got: Data, cure: str) -> PydanticCustomError:
    """A fault in a value: `wrong (got ...): cure`, its place added later."""
    seen = "nothing" if got is None else written(got)
    seen = seen if len(seen) <= 60 else f"{seen[:57]}..."
    return PydanticCustomError("fault", "{wrong}", {"wrong": f"{wrong} (got {seen})", "cure": cure})


def quantity(data: Data, row: Default, low: float = 0.0) -> Quantity:
    """Read a number, a range, a word or a choice of numbers for one row of the table."""
    words = written(data)
    if data == UNKNOWN:
        return Quantity(Uniform(row.low, row.high), words, unknown=True)
    if isinstance(data, str) and data in FIFTHS:
        return Quantity(Uniform(*row.fifth(data)), words)

    def number(part: Data) -> float:
        return _in_bounds(_number(part, row), part, row, low)

    if isinstance(data, dict):
        weights = choice_weights(data, _examples(row)[0])
        return Quantity(_pick_numbers(weights, number), words)
    if isinstance(data, str) and " to " in data:
        first, _, last = data.partition(" to ")
        unit = last.partition(" ")[2]
        first = first if not unit or " " in first else f"{first} {unit}"
        data = [scalar(first), scalar(last)]
    if isinstance(data, list):
        return Quantity(_range(data, number, row), words)
    return Quantity(Point(number(data)), words)


def _range(data: list[Data], number: Callable[[Data], float], row: Default) -> Distribution:
    if len(data) not in {2, 3}:
        raise mistake("a range of other than two or three numbers", data, _cure(row))
    parts = [number(part) for part in data]
    for earlier, later, a, b in zip(data, data[1:], parts, parts[1:], strict=False):
        if a > b:
            swapped = written([data[k] for k in sorted(range(len(data)), key=parts.__getitem__)])
            wrong = f"bounds the wrong way round: {written(earlier)} is above {written(later)}"
            raise mistake(wrong, data, f"write {swapped}")
    if parts[0] == parts[-1]:
        return Point(parts[0])
    return Uniform(*parts) if len(parts) == 2 else Triangular(*parts)


def choice_weights(data: dict[str, Data], example: str) -> dict[str, float]:
    """The weights of `{choice: {a: 1, b: 2}}`."""
    cure = f"write {{choice: {{{example}: 1}}}}, each with its weight"
    inner = data.get("choice")
    if list(data) != ["choice"] or not isinstance(inner, dict) or not inner:
        raise mistake("neither a number nor a choice", data, cure)
    weights: dict[str, float] = {}
    for name, weight in inner.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            raise mistake(f"the weight of {name} is no number", weight, cure)
        if not math.isfinite(weight) or weight < 0:
            raise mistake(f"the weight of {name} is below 0 or endless", weight, cure)
        weights[name] = float(weight)
    if not any(weights.values()):
        raise mistake("all weights are 0", data, "give one a weight above 0")
    return weights


def _pick_numbers(weights: dict[str, float], number: Callable[[Data], float]) -> Distribution:
    values: dict[Value, float] = {}
    for name, weight in weights.items():
        value = number(scalar(name))
        values[value] = values.get(value, 0.0) + weight
    likely = [value for value, weight in values.items() if weight > 0]
    return Point(likely[0]) if len(likely) == 1 else Choice.of(values)


def _number(data: Data, row: Default) -> float:
    """One number in the row's unit."""
    if row.unit == "points":
        if isinstance(data, str) and data.endswith("%"):
            data = scalar(data[:-1].strip())
        if isinstance(data, bool) or not isinstance(data, int | float):
            raise _no_number("not a number", data, row)
        return float(data)
    form = _DAYS if row.unit == "days" else _RATE
    match = form.match(data) if isinstance(data, str) else None
    value = scalar(match[1]) if match else None
    if match is None or isinstance(value, bool) or not isinstance(value, int | float):
        bare = isinstance(data, int | float) and not isinstance(data, bool)
        wrong = "a number without its unit" if bare else "not a number with its unit"
        raise _no_number(wrong, data, row)
    return value * _UNITS[match[2]] if row.unit == "days" else value / _UNITS[match[2]]


def _no_number(wrong: str, data: Data, row: Default) -> PydanticCustomError:
    near = get_close_matches(str(data), [*FIFTHS, UNKNOWN], n=1)
    cure = f"did you mean {near[0]}?" if near and isinstance(data, str) else _cure(row)
    return mistake("nothing is given" if data is None else wrong, data, cure)


def _in_bounds(value: float, data: Data, row: Default, low: float) -> float:
    most = {"points": 100.0, "days": MAX_DAYS}.get(
        row.unit, 100.0 if row.kind == "loss" else 1440.0
    )
    if not math.isfinite(value):
        raise mistake("not a finite number", data, _cure(row))
    if not low <= value <= most:
        wrong = f"outside {low:g} to {most:g}{'' if row.unit == 'points' else f' {row.unit}'}"
        raise mistake(wrong, data, _cure(row))
    return value


def _examples(row: Default) -> tuple[str, str]:
    return {
        "points": ("70", "[60, 80]"),
        "days": ("3 days", "2 to 5 days"),
    }.get(row.unit, ("0.4 a day", "0.2 to 0.6 a day"))


def _cure(row: Default) -> str:
    one, some = _examples(row)
    return f"write {one}, {some}, very low .. very high or unknown"


def pick(data: Data, example: str = "option") -> Pick:
    """Read a name, `unknown` or a choice of names."""
    if data == UNKNOWN:
        return Pick(None, UNKNOWN)
    if isinstance(data, dict):
        return Pick(tuple(choice_weights(data, example).items()), written(data))
    if isinstance(data, int) and not isinstance(data, bool):
        data = str(data)  # an option may be called 300
    if isinstance(data, str) and data:
        return Pick(((data, 1.0),), data)
    wrong = "nothing is given" if data is None else "not a name"
    raise mistake(wrong, data, f"write one {example}, unknown, or {{choice: {{...: 1}}}}")


def either(data: Data) -> Pick:
    """Read `egypt`, or `egypt or qatar`: each equally likely."""
    if not isinstance(data, str) or not data:
        raise mistake("not a name", data, "write an actor, or `egypt or qatar`")
    return Pick(tuple((name.strip(), 1.0) for name in data.split(" or ")), data)
