"""Documents as coded facts: what a source says, in our words, with its date and attribution."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    PositiveInt,
    StringConstraints,
    field_validator,
    model_validator,
)

from sim.files import is_folder
from sim.scenario.fields import ID

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
FactId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Attribution = Literal["reported", "claimed", "anonymous"]

_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CrossError(ValueError):
    """What only a check across fields can find, with what to write instead.

    `within` is where below the block that is checked.
    """

    def __init__(self, wrong: str, cure: str, within: tuple[str, ...] = ()) -> None:
        super().__init__(wrong)
        self.cure, self.within = cure, within


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
            raise CrossError("the first day comes after the last", "the earlier day first")
        return text

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if self.how != "stated" and self.note is None:
            raise CrossError(f"the date is {self.how} and nothing says from what", "a note")
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
            raise CrossError("nobody is named", "whom the fact is about, or `unnamed ...`")
        return who

    @model_validator(mode="after")
    def _on_whose_word(self) -> Self:
        if self.attribution == "reported" and self.by is not None:
            raise CrossError("`by` on what the outlet itself reports", "`claimed`, or no `by`")
        if self.attribution != "reported" and self.by is None:
            raise CrossError(f"{self.attribution}, and not by whom", "`by` with whose word it is")
        return self


class SeedDocument(_Frozen):
    """What stands in a seed file."""

    source: Source
    facts: dict[FactId, Fact]

    @model_validator(mode="after")
    def _within_the_text(self) -> Self:
        for name, fact in self.facts.items():
            if fact.paragraph > self.source.paragraphs:
                wrong = f"{name} is in paragraph {fact.paragraph} of {self.source.paragraphs}"
                raise CrossError(wrong, "a paragraph of the text", ("facts", name, "paragraph"))
        return self


class SeedFile(SeedDocument):
    """A source and its facts by id; `name` is what scenarios call it, the file's name."""

    name: Annotated[str, StringConstraints(pattern=ID)]


def shipped_folder(kind: Literal["scenarios", "seeds"]) -> Path:
    """Where the shipped files are: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "shipped" / kind
    return installed if is_folder(installed) else package.parent / kind


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
    raise CrossError(f"no such date as {text}", "2024-08-16, 2024-07 or 2024-08-11..2024-08-16")
