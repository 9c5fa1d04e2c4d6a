"""What ids are called when people read them, and how moments are dated.

Before `now` the source's own dating holds; after it a day offset and never a date, so
that nothing simulated can pass for news.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.whatif import titled

if TYPE_CHECKING:
    from sim.scenario.case import Case

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPAN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?\Z")
_LONGEST_CODE = 3  # ids so short read as initials


def spoken(name: str) -> str:
    """An id as words: `other_demands` is `other demands`."""
    return re.sub(r"[_-]+", " ", name)


def listed(names: Sequence[str]) -> str:
    """`Hamas`, `Hamas and Israel`, `a, b and c`."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def as_title(name: str) -> str:
    """An id as the name of somebody: `egypt` is `Egypt`, `us` is `US`."""
    if len(name) <= _LONGEST_CODE:
        return name.upper()
    words = spoken(name)
    return words[0].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Labels:
    """Titles of one scenario, and the days that its ticks are counted from."""

    title: str
    actors: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]]  # by issue
    texts: Mapping[str, str]
    sessions: Mapping[str, str]
    start: dt.date
    now: int  # tick at which the record ends

    @classmethod
    def of(cls, case: Case, what_if: str = "") -> Labels:
        """The labels of a scenario, and of a variant of it from now on."""
        given = case.labels
        return cls(
            titled(case.title, case.what_if[what_if].title) if what_if else case.title,
            {name: _initials(name, title) for name, title in given.actors.items()},
            given.options,
            given.texts,
            given.sessions,
            case.start,
            case.day_tick(case.now) + MINUTES_A_DAY,
        )

    @property
    def actor_ids(self) -> list[str]:
        """Every actor, in the alphabetical order of what it is called."""
        return sorted(self.actors, key=lambda name: (self.actors[name].casefold(), name))

    @property
    def last_day(self) -> dt.date:
        """The last day of the record: `now` is its end."""
        return self.start + dt.timedelta(days=(self.now - 1) // MINUTES_A_DAY)

    def actor(self, name: str) -> str:
        """What an actor is called; nobody is the table itself."""
        return self.actors.get(name, name and as_title(name))

    def some(self, who: str) -> str:
        """Somebody as the source names them: `egypt or qatar`."""
        return " or ".join(self.actor(name.strip()) for name in who.split(" or "))

    def everyone(self, names: tuple[str, ...] | list[str]) -> str:
        """Several actors, alphabetically."""
        return ", ".join(self.actor(name) for name in self.actor_ids if name in names)

    def attending(self, names: tuple[str, ...], drawn: tuple[str, ...]) -> str:
        """Who took part; what no source reports is drawn, and said to be."""
        if not drawn:
            return self.everyone(names)
        luck = [name for name in names if name in drawn]
        told = f"is not reported (drawn: {self.everyone(luck) if luck else 'nobody'})"
        sure = [name for name in names if name not in drawn]
        return (
            f"{self.everyone(sure)}; who else took part {told}" if sure else f"who took part {told}"
        )

    def issue(self, name: str) -> str:
        """A short name of an issue."""
        return spoken(name)

    def option(self, issue: str, name: str) -> str:
        """What an option is called."""
        return self.options.get(issue, {}).get(name, spoken(name))

    def text(self, number: int, name: str) -> str:
        """A text by its number, with the title of one of the scenario's own."""
        title = self.texts.get(name, "")
        return f"text {number} ({title})" if title else f"text {number}"

    def session(self, name: str) -> str:
        """What a session is called; recurring ones are numbered."""
        return self.sessions.get(name) or spoken(name).replace(" ", " session ", 1)

    def day(self, tick: int) -> str:
        """A moment after `now`: `+31`, whole days since the end of the record."""
        return f"{(tick - self.now) // MINUTES_A_DAY:+d}"

    def date(self, tick: int) -> str:
        """A moment of the record, where the source gives no words for it."""
        return written_day(self.start + dt.timedelta(days=tick // MINUTES_A_DAY))

    def when(self, tick: int, words: str, simulated: bool) -> str:
        """How an event is dated."""
        if simulated:
            return self.day(tick)
        return dated(words) if words else self.date(tick)


def _initials(name: str, title: str) -> str:
    """A title that is only the id begun with a capital: `Us` is `US`."""
    return as_title(name) if title.casefold() == name else title


def written_day(day: dt.date) -> str:
    """`16 Aug`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def written_date(day: dt.date) -> str:
    """`23 Aug 2024`."""
    return f"{written_day(day)} {day.year}"


def dated(words: str) -> str:
    """A source's dating: a day, a month or a span of them; anything else as it stands."""
    first, dots, last = (part.strip() for part in words.partition(".."))
    one, two = _SPAN.match(first), _SPAN.match(last)
    if one is None or (dots and two is None):
        return words
    if two is None:
        return _written(one)
    if one[3] and two[3] and one[1] == two[1] and one[2] == two[2]:
        return f"{int(one[3])}-{_written(two)}"
    return f"{_written(one)}-{_written(two)}"


def _written(found: re.Match[str]) -> str:
    month = MONTHS[int(found[2]) - 1]
    return f"{int(found[3])} {month}" if found[3] else f"{month} {found[1]}"
