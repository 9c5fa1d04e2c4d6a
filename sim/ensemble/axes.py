"""Which values of an input are looked at: `hamas.corridor.salience=0:100:5`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from sim.ensemble.points import Value
from sim.errors import ScenarioError, SettingError
from sim.scenario.codebook import range_text
from sim.scenario.distributions import Point, bounds, possible
from sim.text import many

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

MOST = 1001  # values of an input
FORMS = "write PATH=LOW:HIGH:STEP, PATH=LOW:HIGH/POINTS or PATH=a,b,c"
V = TypeVar("V")
_AS_WRITTEN = {  # by unit
    "points": "{!r}", "steps": "{!r}", "days": "{!r} days", "a day": "{!r} a day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of one input, numbers rising, in the unit of the file.

    `said` is what the scenario itself says of it, in words; `declared` the same as the least
    and the greatest number, and `usual` as the names it may be.
    """

    path: str
    unit: str
    values: tuple[Value, ...]
    said: str
    declared: tuple[float, float] | None = None
    usual: tuple[str, ...] = ()
    text: str = ""  # as it was asked for

    @property
    def numbers(self) -> tuple[float, ...]:
        """The values, which are numbers; none where they are names."""
        return tuple(one for one in self.values if not isinstance(one, str))

    @property
    def numeric(self) -> bool:
        """Whether they are numbers."""
        return bool(self.numbers)

    @property
    def points(self) -> str:
        """Which values there are, in a line: `11 points: 0, 10, 20, 30, ..., 100`."""
        told = [shown(value) for value in self.values]
        if len(told) > 8:
            told = [*told[:4], "...", told[-1]]
        return f"{self.path}: {many(len(self.values), 'point')}: {', '.join(told)}"

    @property
    def called(self) -> str:
        """The input with its unit, for a heading or beside an axis."""
        return f"{self.path} ({self.unit_told})" if self.numeric else self.path

    @property
    def unit_told(self) -> str:
        """Its unit: `points of 0-100`."""
        return "points of 0-100" if self.unit == "points" else self.unit

    @property
    def declares(self) -> str:
        """What the scenario says of it, with the unit: `60 to 80 points`."""
        return f"{self.said} {self.unit}" if self.unit in _AS_WRITTEN else self.said

    def says(self, value: Value) -> bool:
        """Whether the scenario itself says that it may be this value."""
        if isinstance(value, str):
            return value in self.usual
        return self.declared is not None and self.declared[0] <= value <= self.declared[1]


def shown(value: Value) -> str:
    """A value as people read and write it."""
    return value if isinstance(value, str) else f"{value:.10g}"


def axis_of(case: Case, text: str) -> Axis:
    """The axis that `PATH=LOW:HIGH:STEP`, `PATH=LOW:HIGH/POINTS` or `PATH=a,b,c` names.

    Raises
    ------
    SettingError
        Where it names no input, no values, or some that the input cannot have.
    """
    path, equals, written = (part.strip() for part in text.partition("="))
    if not equals or not path or not written:
        raise SettingError(f"--over {text}: {FORMS}")
    one = _input_of(case, path)
    if one.unit == "date":
        raise SettingError(
            f"--over {text}: {path} is a date, and dates cannot be swept: `--set` gives another "
            "one, and `detente compare` sets scenarios side by side"
        )
    numeric = one.unit in _AS_WRITTEN
    values = _numbers(case, one, text, written) if numeric else _names(case, one, text, written)
    said, usual = range_text(one, case.start), tuple(map(str, possible(one.dist)))
    if numeric:
        return Axis(path, one.unit, values, said, bounds(one.dist), text=text)
    return Axis(path, one.unit, values, said, usual=usual, text=text)


def _input_of(case: Case, path: str) -> Input:
    for one in case.inputs:
        if one.path == path:
            return one
    near = get_close_matches(path, case.paths, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise SettingError(
        f"--over {path}: no input of this scenario: {hint}`detente inputs NAME` lists them all"
    )


def _numbers(case: Case, one: Input, text: str, written: str) -> tuple[Value, ...]:
    """The numbers, the least and the greatest seen before it is asked how they are spaced."""
    how = "/" if "/" in written else ":"
    if how not in written:
        found = sorted(_number(text, part, one.unit) for part in written.split(","))
        values = _distinct(text, found)
        _see_all(case, one, text, (values[0], values[-1]))
        return tuple(values)
    ends, _, between = written.rpartition(how)
    parts = ends.split(":")
    if len(parts) != 2:
        raise SettingError(f"--over {text}: {FORMS}")
    low, high = (_number(text, part, one.unit) for part in parts)
    _see_all(case, one, text, (low, high))
    if low == high:
        raise SettingError(f"--over {text}: HIGH must be above LOW: write another after {low:g}:")
    if low > high:
        turned = f"{parts[1].strip()}:{parts[0].strip()}{how}{between.strip()}"
        raise SettingError(f"--over {text}: LOW must be below HIGH: write {turned}")
    if how == "/":
        return _spread(low, high, _points(text, between.strip()) - 1)
    return _spread(low, high, _steps(text, (low, high), _number(text, between, one.unit)))


def _see_all(case: Case, one: Input, text: str, values: Sequence[Value]) -> None:
    for value in values:
        see_value(case, one, value, f"--over {text}")


def _points(text: str, written: str) -> int:
    if not written.isdecimal() or not 2 <= int(written) <= MOST:
        raise SettingError(f"--over {text}: write from 2 to {MOST} POINTS (got {written})")
    return int(written)


def _steps(text: str, ends: tuple[float, float], step: float) -> int:
    """How many steps of a size lead from end to end."""
    low, high = ends
    if not 0 < step <= high - low:
        wrong = f"a STEP of {step:g} from {low:g} to {high:g}"
        raise SettingError(f"--over {text}: {wrong}: write one above 0, at most {high - low:g}")
    count = (high - low) / step
    if count > MOST - 1:
        wrong = f"{count + 1:,.0f} points: write {MOST} or fewer"
        raise SettingError(f"--over {text}: {wrong}, such as {low:g}:{high:g}/21")
    if not _ends_there(count):
        points = math.ceil(count) + 1
        cure = f"{low:g}:{high:g}/{points} for {points} points"
        typed = [f"{(high - low) / whole:.6g}" for whole in (points - 1, points - 2)]
        fit = [word for word in typed if _ends_there((high - low) / float(word))]
        cure = f"a STEP of {' or '.join(fit)}, or {cure}" if fit else cure
        wrong = f"steps of {step:g} from {low:g} do not end at {high:g}"
        raise SettingError(f"--over {text}: {wrong}: write {cure}")
    return round(count)


def _ends_there(count: float) -> bool:
    return math.isclose(count, round(count), rel_tol=1e-9)


def _spread(low: float, high: float, steps: int) -> tuple[Value, ...]:
    return tuple(float(f"{((steps - k) * low + k * high) / steps:.12g}") for k in range(steps + 1))


def _number(text: str, part: str, unit: str) -> float:
    try:
        value = float(part)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        told = "points of 0-100" if unit == "points" else f"numbers, in {unit}"
        told = "a chance a day" if unit == "a day" else told
        raise SettingError(f"--over {text}: {part.strip()!r} is no number: write {told}")
    return value


def _names(case: Case, one: Input, text: str, written: str) -> tuple[Value, ...]:
    names = _distinct(text, [part.strip() for part in written.split(",")])
    _see_all(case, one, text, names)
    return tuple(names)


def _distinct(text: str, values: list[V]) -> list[V]:
    if len(set(values)) != len(values) or len(values) < 2:
        raise SettingError(f"--over {text}: write two values or more, each once")
    if len(values) > MOST:
        raise SettingError(f"--over {text}: write {MOST} values or fewer (got {len(values)})")
    return values


def see_value(case: Case, one: Input, value: Value, asked: str) -> None:
    """See that the scenario may say so; a word may bring inputs of its own, or need fewer.

    Raises
    ------
    SettingError
        Where it does not; begins with what was `asked`.
    """
    written = _AS_WRITTEN.get(one.unit, "{}").format(value)
    try:
        other = case.variant(((one.path, written),))
    except ScenarioError as error:
        fault = error.faults[0]
        raise SettingError(f"{asked}: {fault.wrong}: {fault.cure}") from error
    found = next((new for new in other.inputs if new.path == one.path), None)
    if found is not None and not isinstance(found.dist, Point):
        span = range_text(found, case.start)
        raise SettingError(
            f"{asked}: {shown(value)} is more than one value ({span}): write one it may be"
        )
