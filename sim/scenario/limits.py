"""The hard limits: what a file may say at the least and at the most.

Those of the inputs stand in the table of defaults; those of everything else stand here.
All readers and the JSON Schema take them from these two tables, and so does the page on the
scenario language. They are wide: they keep out what would crash a run or play without end.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.text import LONGEST_ID

TEN_YEARS, TWENTY_YEARS = 3653.0, 7305.0  # days, leap days counted
MINUTE, HOUR = 1 / 1440, 1 / 24  # days


@dataclass(frozen=True, slots=True)
class Limit:
    """The least and the greatest that may be written, in the unit of the file.

    `unit` is points, days, a day, %, year, or the plural of what is counted; `why` gives the reason
    where it is not plain.
    """

    least: float
    most: float
    unit: str = ""
    why: str = ""

    def holds(self, value: float) -> bool:
        """Whether a value may be written; NaN and infinity never."""
        return self.least <= value <= self.most

    def wrong(self) -> str:
        """What is wrong with a value that may not: `outside 0 to 100`."""
        return f"outside {self}"

    def cure(self, value: float) -> str:
        """What to write instead of such a value."""
        if value > self.most:
            return f"write {amount(self.most, self.unit)} or less"
        return f"write {amount(self.least, self.unit)} or more"

    def __str__(self) -> str:
        unit = self.unit if self.unit in {"days", "%", "year"} else ""
        return f"{amount(self.least, unit)} to {amount(self.most, self.unit)}"


def amount(value: float, unit: str = "") -> str:
    """A number with its unit, as a file would write it: `1 hour`, `0.5 a day`, `60%`."""
    if unit == "days" and 0 < value < 1:
        value, unit = (value * 1440, "minutes") if value < HOUR else (value * 24, "hours")
    if unit == "year":
        return f"{value:.0f}"
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:.10g}"
    if unit in {"", "points"}:
        return number
    if unit == "%":
        return f"{number}%"
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


LIMITS: dict[str, Limit] = {
    # numbers
    "horizon": Limit(1, TEN_YEARS, "days"),
    "start_to_now": Limit(0, TWENTY_YEARS, "days"),
    "every": Limit(0.25, 365, "days", "from the end of one session to the next"),
    "red_line_from": Limit(0, 499, "steps", "500 options are the most; 0 is the first step too"),
    "year": Limit(1000, 2999, "year", "a calendar that is in use"),
    "quota": Limit(1, 100, "%"),
    "consent_weight": Limit(0.001, 1e4, "", "or 0; smaller parts would be lost in rounding"),
    "choice_weight": Limit(1e-4, 1e6, "", "or 0; smaller parts would be lost in rounding"),
    "seats": Limit(1, 10_000, "seats"),
    "scale": Limit(-1e12, 1e12, "", "numbers that are kept to the last digit"),
    "step": Limit(0.0001, 1e12),
    # how many of each
    "actors": Limit(2, 60, "actors"),
    "options": Limit(2, 500, "options"),
    "packages": Limit(2, 20_000, "packages", "one option for each issue"),
    "issues": Limit(1, 14, "issues", "15 of two options are more than 20,000 packages"),
    "infeasible": Limit(0, 500, "combinations"),
    "requires": Limit(0, 500, "rules"),
    "merged": Limit(0, 500, "combinations"),
    "ranking": Limit(0, 1000, "levels"),
    "items": Limit(1, 100, "items"),
    "sessions": Limit(0, 500, "sessions", "an `every` counts as one"),
    "texts": Limit(0, 500, "texts"),
    "record": Limit(0, 500, "entries"),
    "shocks": Limit(0, 100, "shocks"),
    "what_if": Limit(0, 100, "variants"),
    "hypotheses": Limit(0, 100, "hypotheses"),
    "seeds": Limit(0, 100, "seed files"),
    "pairs": Limit(0, 100, "pairs", "the kept runs are played on at four corners of each"),
    "choices": Limit(1, 500, "values"),
    # how long each
    "id": Limit(1, LONGEST_ID, "characters"),
    "title": Limit(0, 500, "characters"),
    "prose": Limit(0, 10_000, "characters"),
    # all together
    "events": Limit(2, 1_000_000, "events", "a run keeps all of them"),
}


def longest(name: str) -> int:
    """The greatest count or length of its kind."""
    return int(LIMITS[name].most)
