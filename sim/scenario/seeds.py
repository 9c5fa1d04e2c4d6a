"""Documents as coded facts: what a source says, in our words, with its date and attribution."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    PositiveInt,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sim.errors import Fault, Place, SeedError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Attribution = Literal["reported", "claimed", "anonymous"]

_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _CrossError(ValueError):
    """What only a check across fields can find, with what to write instead."""

    def __init__(self, wrong: str, cure: str) -> None:
        super().__init__(wrong)
        self.cure = cure


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class When(_Frozen):
    """A date as finely as the text gives it, and how it is known.

    Attributes
    ----------
    date
        `2024-08-16`, `2024-07` (within that month) or `2024-08-11..2024-08-16` (within those days).
    precision
        How finely the text itself dates it; `none` when it gives no date.
    how
        `stated` as a calendar date, `relative` to the day of the report, or `inferred`.
    """

    date: Text
    precision: Literal["day", "week", "month", "none"]
    how: Literal["stated", "relative", "inferred"]
    note: Text | None = None

    @field_validator("date")
    @classmethod
    def _is_a_span(cls, text: str) -> str:
        first, last = _span(text)
        if first > last:
            raise _CrossError("the first day comes after the last", "the earlier day first")
        return text

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if self.how != "stated" and self.note is None:
            raise _CrossError(f"the date is {self.how} and nothing says from what", "a note")
        return self

    @property
    def first(self) -> dt.date:
        """The earliest day it can have been."""
        return _span(self.date)[0]

    @property
    def last(self) -> dt.date:
        """The latest day it can have been."""
        return _span(self.date)[1]


class Source(_Frozen):
    """The document: who wrote it, when, and which text exactly was read."""

    publisher: Text
    author: Text
    kind: Text
    document: Text
    sha256: Sha256
    paragraphs: PositiveInt
    counted: Text
    when: When


class Fact(_Frozen):
    """One thing the source says, and on whose word (`by`, if not the outlet's own)."""

    statement: Text
    who: tuple[Text, ...]
    when: When
    attribution: Attribution
    by: Text | None = None
    paragraph: PositiveInt
    note: Text | None = None

    @field_validator("who")
    @classmethod
    def _about_someone(cls, who: tuple[str, ...]) -> tuple[str, ...]:
        if not who:
            raise _CrossError("nobody is named", "whom the fact is about, or `unnamed ...`")
        return who

    @model_validator(mode="after")
    def _on_whose_word(self) -> Self:
        if self.attribution == "reported" and self.by is not None:
            raise _CrossError("`by` on what the outlet itself reports", "`claimed`, or no `by`")
        if self.attribution != "reported" and self.by is None:
            raise _CrossError(f"{self.attribution}, and not by whom", "`by` with whose word it is")
        return self


class _Written(_Frozen):
    source: Source
    facts: dict[FactId, Fact]

    @model_validator(mode="after")
    def _within_the_text(self) -> Self:
        for name, fact in self.facts.items():
            if fact.paragraph > self.source.paragraphs:
                wrong = f"{name} is in paragraph {fact.paragraph} of {self.source.paragraphs}"
                raise _CrossError(wrong, "a paragraph of the text")
        return self


class SeedFile(_Written):
    """A source and its facts by id; `name` is what scenarios call it, the file's name."""

    name: FactId


@lru_cache(maxsize=8)  # it is frozen, and parsing it takes most of loading a scenario
def load_seed(text: str, filename: str) -> SeedFile:
    """Read a seed file.

    Parameters
    ----------
    text
        The YAML text.
    filename
        Where it came from; its last part without `.yaml` names the seed.

    Raises
    ------
    SeedError
        With every fault found.
    """
    # The base loader leaves scalars as text: `no` stays "no", and dates are checked here.
    try:
        data = YAML(typ="base", pure=True).load(text)
    except YAMLError as error:
        raise SeedError([_yaml_fault(error, filename)]) from error
    try:
        written = _Written.model_validate(data)
        return SeedFile(name=PurePath(filename).stem, source=written.source, facts=written.facts)
    except ValidationError as error:
        raise SeedError([_fault(detail, filename) for detail in error.errors()]) from error


def shipped_folder(kind: Literal["scenarios", "seeds"]) -> Path:
    """Where the shipped files are: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "shipped" / kind
    return installed if installed.is_dir() else package.parent / kind


def _span(text: str) -> tuple[dt.date, dt.date]:
    first, dots, last = text.partition("..")
    return _days(first)[0], _days(last if dots else first)[1]


def _days(text: str) -> tuple[dt.date, dt.date]:
    try:
        if _MONTH.fullmatch(text):
            first = dt.date.fromisoformat(f"{text}-01")
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text), dt.date.fromisoformat(text)
    except ValueError:
        pass  # a date as such, but not in the calendar
    raise _CrossError(f"no such date as {text}", "2024-08-16, 2024-07 or 2024-08-11..2024-08-16")


def _yaml_fault(error: YAMLError, filename: str) -> Fault:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    place = Place(filename) if mark is None else Place(filename, mark.line + 1, mark.column + 1)
    problem = error.problem if isinstance(error, MarkedYAMLError) else None
    wrong = (problem or str(error)).partition(" with value")[0]  # a duplicate key quotes it all
    return Fault(place, "", f"not YAML ({wrong})", "mend it there or in the line before")


def _fault(detail: ErrorDetails, filename: str) -> Fault:
    path = ".".join(str(step) for step in detail["loc"])
    mistake = detail.get("ctx", {}).get("error")
    if isinstance(mistake, _CrossError):
        return Fault(Place(filename), path, str(mistake), f"write {mistake.cure}")
    got = f"got {detail['input']!r:.60}"
    match detail["type"]:
        case "missing":
            return Fault(Place(filename), path, "missing", "add it")
        case "extra_forbidden":
            return Fault(Place(filename), path, f"unknown ({got})", "remove it, or mend its name")
        case "model_type" | "dict_type":
            return Fault(Place(filename), path, f"no mapping ({got})", "write `key: value` lines")
        case _:
            wrong = f"{detail['msg'][0].lower()}{detail['msg'][1:]} ({got})"
            return Fault(Place(filename), path, wrong, "write what is asked for")
