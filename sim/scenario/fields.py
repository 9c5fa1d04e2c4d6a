"""The kinds of value a scenario's fields hold, each with its reader and its JSON Schema."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    create_model,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from sim import text
from sim.scenario import dates, words
from sim.scenario.defaults import DEFAULTS
from sim.scenario.distributions import Point, Triangular, bounds
from sim.scenario.limits import LIMITS, Limit, amount, longest
from sim.scenario.rows import FIFTHS, Row
from sim.scenario.tree import Data, scalar

B = TypeVar("B", bound=BaseModel)
ID = rf"^{text.ID}$"
_CHOICE = {
    "type": "object",
    "properties": {
        "choice": {
            "type": "object",
            "additionalProperties": {
                "type": "number",
                "minimum": 0,
                "maximum": LIMITS["choice_weight"].most,
            },
            "minProperties": 1,
            "maxProperties": longest("choices"),
        }
    },
    "required": ["choice"],
    "additionalProperties": False,
}


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads one kind of value and describes it to editors."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.schema)


def measure(name: str) -> Reader:
    """A quantity of one row of the table of inputs."""
    row = DEFAULTS[name]
    single: dict[str, Any] = {"type": "string"}
    if row.unit == "points":
        single = {"type": "number", "minimum": row.limit.least, "maximum": row.limit.most}
    meaning = f"{row.meaning} ({row.symbol}); left out: {span_text(row)}; within {row.limit}"
    schema = {
        "description": meaning,
        "anyOf": [
            {"enum": [*FIFTHS, words.UNKNOWN]},
            single,
            {"type": "array", "items": single, "minItems": 2, "maxItems": 3},
            {"type": "string"},
            _CHOICE,
        ],
    }
    return Reader(lambda data: words.quantity(data, row), schema)


def numbers(rows: Iterable[Row]) -> Callable[[type[B]], type[B]]:
    """Give a block a field for each of these rows, but for those that it writes out itself."""

    def with_numbers(block: type[B]) -> type[B]:
        found: dict[str, Any] = {
            row.key: (Annotated[words.Quantity | None, measure(row.name)], None)
            for row in rows
            if row.key not in block.model_fields
        }
        return create_model(
            block.__name__,
            __base__=block,
            __doc__=block.__doc__,
            __module__=block.__module__,
            **found,
        )

    return with_numbers


def block_of(holder: BaseModel, row: Row) -> Cited:
    """The block of what has a number, or in it, in which the number stands."""
    for step in filter(None, row.block.split(".")):
        holder = getattr(holder, step)
    assert isinstance(holder, Cited)
    return holder


def said(holder: BaseModel, row: Row) -> words.Quantity | None:
    """What is written of a number; None: nothing."""
    written: words.Quantity | None = getattr(block_of(holder, row), row.key)
    return written


def span_text(row: Row, *, unknown: bool = False) -> str:
    """The default of a row, as a file would write it: left out, or written unknown."""
    unit = "" if row.unit == "points" else f" {row.unit}"
    if row.fixed is not None and not unknown:
        return f"{row.fixed:g}{unit.removesuffix('s') if row.fixed == 1.0 else unit}"
    return f"{row.low:g} to {row.high:g}{unit}"


def _percent(data: Data) -> float:
    limit = LIMITS["quota"]
    bare = isinstance(data, float) and 0.0 < data < limit.least
    text = data[:-1].strip() if isinstance(data, str) and data.endswith("%") else None
    value = scalar(text) if text is not None else data
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise words.mistake("not a share in per cent", data, "write 60%")
    if not limit.holds(value):
        cure = f"write {value:.0%}" if bare and value >= 0.01 else limit.cure(value)
        raise words.mistake(limit.wrong(), data, cure)
    return value / 100.0


def _horizon(data: Data) -> float:
    found = words.amounts(data, LIMITS["horizon"], "write 120 days")
    if not isinstance(found, Point):
        last = found.high
        raise words.mistake("not one number of days", data, f"write {amount(last, 'days')}")
    assert not isinstance(found.value, str)
    return found.value


def _every(data: Data) -> tuple[float, float]:
    found = words.amounts(data, LIMITS["every"], "write 7 to 21 days")
    if isinstance(found, Triangular):
        low, high = amount(found.low, "days"), amount(found.high, "days")
        raise words.mistake("three numbers", data, f"write [{low}, {high}]")
    span = bounds(found)
    assert span is not None
    return span


def _weight(data: Data) -> float:
    return words.weight_of(data, "consent_weight", "an actor")


def _days(example: str, limit: Limit) -> dict[str, str]:
    return {"type": "string", "description": f"as {example}; {limit}"}


def _facts(data: Data) -> tuple[str, ...]:
    listed = data if isinstance(data, list) else [data]
    if not listed or not all(isinstance(fact, str) and fact for fact in listed):
        raise words.mistake("neither a fact id nor a list of them", data, "write a fact id")
    return tuple(str(fact) for fact in listed)


def _pair(data: Data) -> tuple[str, str]:
    if isinstance(data, list) and len(data) == 2:
        one, other = data
        if isinstance(one, str) and isinstance(other, str):
            return one, other
    raise words.mistake("not two positions", data, "write [ACTOR.ISSUE.FIELD, ACTOR.FIELD]")


_NAMES = {"anyOf": [{"type": "string"}, {"type": "integer"}, _CHOICE]}
_DATE = {"type": "string", "description": dates.FORMS.removeprefix("write ")}


def _days_or_date(data: Data) -> words.Quantity | dates.Day:
    if isinstance(data, str) and _A_DATE.match(data):
        return dates.day(data)
    return words.quantity(data, DEFAULTS["planning_horizon"])


_A_DATE = re.compile(r"[0-9]{4}[-/]")
_DAYS_OR_DATE = {
    "anyOf": [_DATE, *measure("planning_horizon").schema["anyOf"]],
    "description": measure("planning_horizon").schema["description"] + "; or a date",
}
_STEPS = {
    "type": "number",
    "minimum": LIMITS["red_line_from"].least,
    "maximum": LIMITS["red_line_from"].most,
}
_CHOICE_OF = Reader(words.pick, _NAMES)
_WHEN = Reader(dates.day, _DATE)
_ONE_DAY = Reader(dates.date, _DATE)
Choice = Annotated[words.Pick, _CHOICE_OF]
MaybeChoice = Annotated[words.Pick | None, _CHOICE_OF]
Either = Annotated[words.Pick, Reader(words.either, {"type": "string"})]
When = Annotated[dates.Day, _WHEN]
MaybeWhen = Annotated[dates.Day | None, _WHEN]
OneDay = Annotated[dt.date, _ONE_DAY]
MaybeSteps = Annotated[
    words.Quantity | None,
    Reader(
        words.steps,
        {
            "description": "steps from the best at which the red line begins; left out: each "
            f"equally likely; within {LIMITS['red_line_from']}",
            "anyOf": [
                _STEPS,
                {"const": words.UNKNOWN},
                {"type": "array", "items": _STEPS, "minItems": 2, "maxItems": 3},
                {"type": "string"},
                _CHOICE,
            ],
        },
    ),
]
DaysOrDate = Annotated[words.Quantity | dates.Day | None, Reader(_days_or_date, _DAYS_OR_DATE)]
Facts = Annotated[
    tuple[str, ...],
    Reader(_facts, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
_PATH = {"type": "string", "minLength": 1}
PairOf = Annotated[
    tuple[str, str],
    Reader(_pair, {"type": "array", "items": _PATH, "minItems": 2, "maxItems": 2}),
]
_SHARE = {
    "anyOf": [
        {"type": "string"},
        {"type": "number", "minimum": LIMITS["quota"].least, "maximum": LIMITS["quota"].most},
    ]
}
Percent = Annotated[float | None, Reader(_percent, _SHARE)]
Horizon = Annotated[float, Reader(_horizon, _days("120 days", LIMITS["horizon"]))]
Every = Annotated[
    tuple[float, float] | None, Reader(_every, _days("7 to 21 days", LIMITS["every"]))
]
Weight = Annotated[
    float,
    Reader(_weight, {"type": "number", "minimum": 0, "maximum": LIMITS["consent_weight"].most}),
]
Id = Annotated[str, Field(pattern=ID, max_length=longest("id"))]
Title = Annotated[str, Field(max_length=longest("title"))]
Line = Annotated[str, Field(min_length=1, max_length=longest("title"))]
Prose = Annotated[str, Field(max_length=longest("prose"))]
Reason = Annotated[str, Field(min_length=1, max_length=longest("prose"))]


class Block(BaseModel):
    """A block of a scenario: nothing but its fields, and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Block):
    """A block whose fields may say what backs them.

    `evidence` maps a field of the block to fact ids; `assumed` is why, for all else it says.
    """

    evidence: dict[str, Facts] = {}
    assumed: Prose = ""
