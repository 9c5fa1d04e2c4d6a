"""A case at values that somebody gives: a row of a frame, a log's inputs, a design of points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sim.ensemble.arguments import a_case
from sim.ensemble.axes import see_value
from sim.errors import SettingError
from sim.scenario.codebook import range_text
from sim.scenario.distributions import gives, possible
from sim.scenario.inputs import NUMBERS

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.scenario.inputs import Input

Value = float | str
PREFIX = "input."


def with_inputs(case: Case, values: Mapping[str, object]) -> Case:
    """The case with some inputs certain; all others are drawn as they were.

    Parameters
    ----------
    values
        By `input.<path>`, as a row of a frame has them (its other columns say nothing here), or
        by path, as `Run.inputs` has them. Numbers are in the unit of the file: points of 0-100,
        days, a chance a day; a date is in days from the midnight at which the calendar starts.
        None leaves an input as it is.

    Raises
    ------
    SettingError
        Where there is no such input, or it cannot have this value.
    """
    given = _by_path(values)
    known = {one.path: one for one in a_case(case).inputs}
    held: dict[str, Value] = {}
    for path, value in given.items():
        if path not in known:
            near = get_close_matches(path, known, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "case.paths lists them all"
            raise SettingError(f"{path}: no input of this scenario: {hint}")
        if value is not None:
            held[path] = _seen(case, known[path], value)
    return case.holding(held)


def _by_path(values: object) -> dict[str, object]:
    if not isinstance(values, Mapping) or not all(isinstance(path, str) for path in values):
        raise SettingError(
            f"values is {type(values).__name__}: write values by path, as frame.row(0, named=True) "
            "gives of a frame"
        )
    given = {key.removeprefix(PREFIX): value for key, value in values.items() if _is_input(key)}
    return given or dict(values)


def _is_input(key: str) -> bool:
    return key.startswith(PREFIX)


def _seen(case: Case, one: Input, given: object) -> Value:
    """The value, as the input has it."""
    value = _number(one, given) if one.unit in (*NUMBERS, "date") else _word(one, given)
    if gives(one.dist, value):
        return value
    says = range_text(one, case.start)
    if not one.uncertain:
        raise SettingError(
            f"{one.path} is {given!r}: the scenario is certain of it ({says}): set it with load, "
            "or give it a range there"
        )
    if one.unit == "date":
        raise SettingError(f"{one.path} is {given!r}: write days within what it says ({says})")
    see_value(case, one, value, f"{one.path}={given}")
    return value


def _word(one: Input, given: object) -> str:
    if not isinstance(given, str):
        words = ", ".join(map(str, possible(one.dist)))
        raise SettingError(f"{one.path} is {given!r:.60}: write a word, as {words}")
    return given


def _number(one: Input, given: object) -> float:
    number = not isinstance(given, (str, bool)) and hasattr(given, "__float__")
    value = float(given) if number else math.nan  # type: ignore[arg-type]
    if not math.isfinite(value):
        unit = "days from the start of the calendar" if one.unit == "date" else one.unit
        raise SettingError(f"{one.path} is {given!r:.60}: write a number, in {unit}")
    return value
