"""Dates as finely as a source gives them: a day, a day in a month, a day in a span."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from sim.scenario.distributions import Distribution, Point, Uniform
from sim.scenario.limits import LIMITS
from sim.scenario.tree import Data
from sim.scenario.words import mistake

FORMS = "write 2024-08-16, 2024-07 or 2024-08-18..2024-08-22"
NOON = 0.5  # when in a day that is given, without its hour, something happens; assumed
_YEARS = LIMITS["year"]
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Day:
    """The first and the last day it can be, as written."""

    first: dt.date
    last: dt.date
    words: str

    def within(self, start: dt.date, now: dt.date) -> Day:
        """The same of what is on record: of a month, the days from the start until now."""
        first, last = max(self.first, start), min(self.last, now)
        return replace(self, first=first, last=last) if self.month and first <= last else self

    @property
    def month(self) -> bool:
        """Whether it was given by its month."""
        return _MONTH.fullmatch(self.words) is not None

    @property
    def sure(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def dist(self, start: dt.date) -> Distribution:
        """In days from the start's midnight: noon of a day given, else anywhere in the span."""
        low, high = self.span(start)
        return Point(low) if low == high else Uniform(low, high)

    def end(self, start: dt.date) -> Distribution:
        """The same of what holds until then: the end of a day given."""
        return Point(float((self.last - start).days + 1)) if self.sure else self.dist(start)

    def span(self, start: dt.date) -> tuple[float, float]:
        """The least and greatest moment it can be, in days from the start's midnight."""
        first = float((self.first - start).days)
        if self.sure:
            return first + NOON, first + NOON
        return first, float((self.last - start).days + 1)


def day(data: Data) -> Day:
    """Read a date, a month or a span of dates."""
    if not isinstance(data, str):
        raise mistake("nothing is given" if data is None else "not a date", data, FORMS)
    first, dots, last = data.partition("..")
    span = _days(first.strip(), data)
    if not dots:
        return Day(*span, data)
    end = _days(last.strip(), data)
    if span[0] > end[1]:
        raise mistake("the first day comes after the last", data, f"write {last}..{first}")
    return Day(span[0], end[1], data)


def date(data: Data) -> dt.date:
    """Read one day."""
    found = day(data)
    if not found.sure:
        raise mistake("more than one day", data, "write one day, such as 2024-08-16")
    return found.first


def _days(text: str, whole: Data) -> tuple[dt.date, dt.date]:
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", text)
    if match is None:
        short = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text)
        cure = f"write {short[1]}-{short[2]:0>2}-{short[3]:0>2}" if short else FORMS
        raise mistake("not a date", whole, cure)
    year, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        raise mistake(f"there is no such month as {text[:7]}", whole, FORMS)
    if not _YEARS.holds(year):
        raise mistake(f"a year {_YEARS.wrong()}", whole, "write a year between them")
    length = calendar.monthrange(year, month)[1]
    if match[3] is None:
        return dt.date(year, month, 1), dt.date(year, month, length)
    if not 1 <= int(match[3]) <= length:
        wrong = f"there is no such day as {text}"
        raise mistake(wrong, whole, f"{text[:7]} has {length} days: {FORMS}")
    found = dt.date(year, month, int(match[3]))
    return found, found
