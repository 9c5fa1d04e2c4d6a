"""Numbers as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping

from sim.analysis.resample import Interval
from sim.analysis.shifts import points_span
from sim.analysis.wording import percent, span_in_100
from sim.scenario.seeds import When
from sim.telling.labels import written_date

DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


def span(interval: Interval | None) -> str:
    """An interval as runs in 100, its ends apart; a dash where there is none."""
    return DASH if interval is None else span_in_100(interval).replace("-", DASH)


def shift_span(interval: Interval) -> str:
    """An interval of a difference, as `-8.8 to -5.1`."""
    return signed(points_span(interval))


def signed(text: str) -> str:
    """A number with a minus that is one."""
    return text.replace("-", MINUS)


def range_heads(again: Interval | None, inputs: Interval | None) -> tuple[str, str]:
    """What stands above the two ranges of a share."""
    level = "" if again is None else f", {percent(again.level)} interval"
    wide = ": unknown" if inputs is None else f", {percent(inputs.level)} range"
    return f"if played again{level}", f"if the inputs differ{wide}"


def counted(kinds: Mapping[str, int]) -> str:
    """`17 reported, 4 claimed, 1 anonymous`."""
    return ", ".join(f"{count:,} {kind}" for kind, count in kinds.items()) or "none"


def on_days(when: When) -> str:
    """`23 Aug 2024`, or `from 18 Aug 2024 to 22 Aug 2024`."""
    first, last = written_date(when.first), written_date(when.last)
    return first if first == last else f"from {first} to {last}"
