"""What people write for an uncertain input, read as a distribution.

One scale everywhere: words are the five fifths of 0-100, numbers are points of it; inputs
with a unit of their own take it in words (`3 days`, `0.4 a day`).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

from sim.scenario.distributions import (
    Choice,
    Distribution,
    Point,
    Triangular,
    Uniform,
    Value,
)
from sim.scenario.limits import LIMITS, Limit, amount
from sim.scenario.rows import FIFTHS, Row
from sim.scenario.tree import Data, scalar, written
from sim.text import ID

UNKNOWN = "unknown"
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


def quantity(data: Data, row: Row) -> Quantity:
    """Read a number, a range, a word or a choice of numbers for one row of the table."""
    words = written(data)
    if data == UNKNOWN:
        return Quantity(Uniform(row.low, row.high), words, unknown=True)
    if isinstance(data, str) and data in FIFTHS:
        return Quantity(Uniform(*row.fifth(data)), words)
    one, some = _examples(row.unit)
    cure = f"write {one}, {some}, very low .. very high or unknown"
    if isinstance(data, dict):
        weights = choice_weights(data, one)
        return Quantity(_pick_numbers(weights, row.limit, cure), words)
    near = get_close_matches(str(data), [*FIFTHS, UNKNOWN], n=1)
    if near and isinstance(data, str):
        cure = f"did you mean {near[0]}?"
    return Quantity(amounts(data, row.limit, cure), words)


def steps(data: Data) -> Quantity:
    """Read a number of steps from one option to another, a range or a choice of them."""
    limit, seen = LIMITS["red_line_from"], written(data)
    if data == UNKNOWN:
        return Quantity(Uniform(1.0, limit.most), seen, unknown=True)
    cure = "write 2, [1, 3], {choice: {1: 1, 2: 2}} or unknown"
    if isinstance(data, dict):
        return Quantity(_pick_numbers(choice_weights(data, "1"), limit, cure), seen)
    return Quantity(amounts(data, limit, cure), seen)


def amounts(data: Data, limit: Limit, cure: str) -> Point | Uniform | Triangular:
    """Read a number or a range of numbers, each with its unit and within its limits.

    Raises
    ------
    PydanticCustomError
        A fault; where what was written does not tell what to write instead, with this cure.
    """
    bare = _with_unit(data, limit)
    if bare is not None:
        raise mistake("a number without its unit", data, f"write {bare}")
    if isinstance(data, str) and " to " in data:
        first, _, last = data.partition(" to ")
        unit = last.partition(" ")[2]
        first = first if not unit or " " in first else f"{first} {unit}"
        data = [scalar(first), scalar(last)]
    if isinstance(data, list):
        return _range(data, limit, cure)
    return Point(_amount(data, limit, cure))


def _with_unit(data: Data, limit: Limit) -> str | None:
    """What was written without the unit that it needs, with it; None: there is none to add."""
    if limit.unit not in {"days", "a day"}:
        return None
    text = written(data).strip("[]") if isinstance(data, list) else str(data)
    parts = [scalar(part.strip()) for part in re.split(r", | to ", text)]
    numbers = [float(p) for p in parts if isinstance(p, int | float) and not isinstance(p, bool)]
    if len(numbers) < len(parts) or not all(map(limit.holds, numbers)) or len(parts) > 3:
        return None
    if len(numbers) < 3:
        last = amount(numbers[-1], limit.unit)
        return " to ".join([*(f"{number:.10g}" for number in numbers[:-1]), last])
    return f"[{', '.join(amount(number, limit.unit) for number in numbers)}]"


def _range(data: list[Data], limit: Limit, cure: str) -> Point | Uniform | Triangular:
    if len(data) not in {2, 3}:
        raise mistake("a range of other than two or three numbers", data, cure)
    parts = [_amount(part, limit, cure) for part in data]
    for earlier, later, a, b in zip(data, data[1:], parts, parts[1:], strict=False):
        if a > b:
            swapped = written([data[k] for k in sorted(range(len(data)), key=parts.__getitem__)])
            wrong = f"bounds the wrong way round: {written(earlier)} is above {written(later)}"
            raise mistake(wrong, data, f"write {swapped}")
    if parts[0] == parts[-1]:
        return Point(parts[0])
    return Uniform(*parts) if len(parts) == 2 else Triangular(*parts)


def _amount(data: Data, limit: Limit, cure: str) -> float:
    """One number, in the unit of its limit."""
    value = _number(data, limit.unit)
    if value is None:
        raise mistake("nothing is given" if data is None else _no_number(limit), data, cure)
    if not math.isfinite(value):
        raise mistake("not a finite number", data, cure)
    if not limit.holds(value):
        raise mistake(limit.wrong(), data, limit.cure(value))
    return value


def _number(data: Data, unit: str) -> float | None:
    """The number that is written, in a unit; None: it is none."""
    per = 1.0
    if unit in {"days", "a day"}:
        match = (_DAYS if unit == "days" else _RATE).match(data) if isinstance(data, str) else None
        if match is None:
            return None
        data, per = scalar(match[1]), _UNITS[match[2]]
    elif isinstance(data, str) and data.endswith("%"):
        data = scalar(data[:-1].strip())
    if isinstance(data, bool) or not isinstance(data, int | float):
        return None
    return data / per if unit == "a day" else data * per


def _no_number(limit: Limit) -> str:
    return "not a number" if limit.unit == "points" else "not a number with its unit"


def _examples(unit: str) -> tuple[str, str]:
    return {
        "points": ("70", "[60, 80]"),
        "days": ("3 days", "2 to 5 days"),
    }.get(unit, ("0.4 a day", "0.2 to 0.6 a day"))


def choice_weights(data: dict[str, Data], example: str) -> dict[str, float]:
    """The weights of `{choice: {a: 1, b: 2}}`."""
    cure = f"write {{choice: {{{example}: 1}}}}, each with its weight"
    inner = data.get("choice")
    if list(data) != ["choice"] or not isinstance(inner, dict) or not inner:
        raise mistake("neither a number nor a choice", data, cure)
    if not LIMITS["choices"].holds(len(inner)):
        raise mistake(f"a choice of more than {LIMITS['choices'].most:.0f}", len(inner), cure)
    weights = {name: weight_of(part, "choice_weight", name) for name, part in inner.items()}
    if not any(weights.values()):
        raise mistake("all weights are 0", data, "give one a weight above 0")
    return weights


def weight_of(data: Data, kind: str, name: str) -> float:
    """A weight of its kind: 0, or within its limits."""
    limit = LIMITS[kind]
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise mistake(f"the weight of {name} is no number", data, "write a number such as 2")
    if data and not limit.holds(data):
        cure = limit.cure(data) if data > 0 or math.isnan(data) else "write 0 or more"
        raise mistake(f"the weight of {name} is neither 0 nor {limit}", data, cure)
    return float(data)


def _pick_numbers(weights: dict[str, float], limit: Limit, cure: str) -> Distribution:
    values: dict[Value, float] = {}
    for name, weight in weights.items():
        value = _amount(scalar(name), limit, cure)
        values[value] = values.get(value, 0.0) + weight
    likely = [value for value, weight in values.items() if weight > 0]
    return Point(likely[0]) if len(likely) == 1 else Choice.of(values)


def pick(data: Data, example: str = "option") -> Pick:
    """Read a name, `unknown` or a choice of names."""
    if data == UNKNOWN:
        return Pick(None, UNKNOWN)
    if isinstance(data, dict):
        weights = choice_weights(data, example)
        return Pick(tuple((option_id(n), weight) for n, weight in weights.items()), written(data))
    if isinstance(data, int | float) and not isinstance(data, bool):
        return Pick(((option_id(data), 1.0),), written(data))
    if isinstance(data, str) and data:
        return Pick(((option_id(data), 1.0),), data)
    wrong = "nothing is given" if data is None else "not a name"
    raise mistake(wrong, data, f"write one {example}, unknown, or {{choice: {{...: 1}}}}")


def option_id(data: Data) -> str:
    """The id of an option that may be written as a number: 2.50 is `2_5`, -3 is `minus3`."""
    text = written(data) if isinstance(data, int | float) else str(data)
    number = scalar(text)
    if re.fullmatch(ID, text) or isinstance(number, bool) or not isinstance(number, int | float):
        return text
    if not math.isfinite(number):
        return text
    exact = f"{Decimal(repr(abs(number))).normalize():f}"
    return ("minus" if number < 0 else "") + exact.replace(".", "_")


def number_of(option: str) -> float | None:
    """The number whose id an option has; None: it has none's."""
    found = re.fullmatch(r"(minus)?([0-9]+(?:_[0-9]+)?)", option)
    return (
        None if found is None else float(f"{'-' if found[1] else ''}{found[2].replace('_', '.')}")
    )


def as_option(option: str) -> str:
    """An option's id as a file may write it: as its number where it has one."""
    number = number_of(option)
    return option if number is None or option_id(number) != option else bare(number)


def bare(number: float) -> str:
    """A number as a file writes it, without separators."""
    return amount(number).replace(",", "")


def either(data: Data) -> Pick:
    """Read `egypt`, or `egypt or qatar`: each equally likely."""
    if not isinstance(data, str) or not data:
        raise mistake("not a name", data, "write an actor, or `egypt or qatar`")
    return Pick(tuple((name.strip(), 1.0) for name in data.split(" or ")), data)
