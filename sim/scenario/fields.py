"""The kinds of value a scenario's fields hold, each with its reader and its JSON Schema."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sim.scenario import dates, words
from sim.scenario.defaults import DEFAULTS, FIFTHS, Default
from sim.scenario.distributions import bounds
from sim.scenario.tree import Data, scalar

ID = r"^[a-z0-9][a-z0-9_-]*$"
_CHOICE = {
    "type": "object",
    "properties": {"choice": {"type": "object", "additionalProperties": {"type": "number"}}},
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


def measure(name: str, low: float = 0.0) -> Reader:
    """A quantity of one row of the table of defaults."""
    row = DEFAULTS[name]
    single: dict[str, Any] = {"type": "string"}
    if row.unit == "points":
        single = {"type": "number", "minimum": low, "maximum": 100}
    schema = {
        "description": f"{row.meaning} ({row.symbol}); left out: {span_text(row)}",
        "anyOf": [
            {"enum": [*FIFTHS, words.UNKNOWN]},
            single,
            {"type": "array", "items": single, "minItems": 2, "maxItems": 3},
            {"type": "string"},
            _CHOICE,
        ],
    }
    return Reader(lambda data: words.quantity(data, row, low), schema)


def span_text(row: Default) -> str:
    """The default of a row, as a file would write it."""
    unit = "" if row.unit == "points" else f" {row.unit}"
    if row.fixed is not None:
        return f"{row.fixed:g}{unit.removesuffix('s') if row.fixed == 1.0 else unit}"
    return f"{row.low:g} to {row.high:g}{unit}"


def _percent(data: Data) -> float:
    text = data[:-1].strip() if isinstance(data, str) and data.endswith("%") else None
    value = scalar(text) if text is not None else data
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 < float(str(value)) <= 100:
        raise words.mistake("not a share above 0 and up to 100", data, "write 60%")
    return float(str(value)) / 100.0


def _horizon(data: Data) -> float:
    low, high = _days(data, "write 120 days")
    if low != high:
        raise words.mistake("not one number of days", data, "write 120 days")
    if low < 1.0:
        raise words.mistake("less than a day", data, "write 120 days")
    return low


def _every(data: Data) -> tuple[float, float]:
    low, high = _days(data, "write 7 to 21 days")
    if low < 0.25:
        raise words.mistake("sessions less than 6 hours apart", data, "write 7 to 21 days")
    return low, high


def _days(data: Data, cure: str) -> tuple[float, float]:
    try:
        found = words.quantity(data, DEFAULTS["slip_days"])
    except PydanticCustomError as error:
        context = {"wrong": (error.context or {})["wrong"], "cure": cure}
        raise PydanticCustomError("fault", "{wrong}", context) from error
    span = bounds(found.dist)
    assert span is not None
    return span


def _facts(data: Data) -> tuple[str, ...]:
    listed = data if isinstance(data, list) else [data]
    if not listed or not all(isinstance(fact, str) and fact for fact in listed):
        raise words.mistake("neither a fact id nor a list of them", data, "write a fact id")
    return tuple(str(fact) for fact in listed)


_NAMES = {"anyOf": [{"type": "string"}, {"type": "integer"}, _CHOICE]}
_DATE = {"type": "string", "description": dates.FORMS.removeprefix("write ")}

_CHOICE_OF = Reader(words.pick, _NAMES)
_WHEN = Reader(dates.day, _DATE)
_ONE_DAY = Reader(dates.date, _DATE)
Choice = Annotated[words.Pick, _CHOICE_OF]
MaybeChoice = Annotated[words.Pick | None, _CHOICE_OF]
Either = Annotated[words.Pick, Reader(words.either, {"type": "string"})]
When = Annotated[dates.Day, _WHEN]
MaybeWhen = Annotated[dates.Day | None, _WHEN]
OneDay = Annotated[dt.date, _ONE_DAY]
MaybeOneDay = Annotated[dt.date | None, _ONE_DAY]
Facts = Annotated[
    tuple[str, ...],
    Reader(_facts, {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Percent = Annotated[float | None, Reader(_percent, {"type": ["string", "number"]})]
Horizon = Annotated[float, Reader(_horizon, {"type": "string", "description": "as 120 days"})]
Every = Annotated[
    tuple[float, float] | None, Reader(_every, {"type": "string", "description": "as 7 to 21 days"})
]
Points = Annotated[words.Quantity, measure("worth", low=-100.0)]
Id = Annotated[str, Field(pattern=ID)]
Line = Annotated[str, Field(min_length=1)]


class Block(BaseModel):
    """A block of a scenario: nothing but its fields, and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Block):
    """A block whose fields may say what backs them.

    `evidence` maps a field of the block to fact ids; `assumed` is why, for all else it says.
    """

    evidence: dict[str, Facts] = {}
    assumed: str = ""
