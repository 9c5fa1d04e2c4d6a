"""The page that tells where a run's futures changed, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.analysis.shifts import points, points_span
from sim.analysis.turning import Stretch, TurningPoint, TurningPoints
from sim.analysis.wording import NOTICE, in_100, named, percent
from sim.cli.as_json import head
from sim.cli.layout import beside, command, paragraph, table
from sim.cli.loaded import Found
from sim.plots.figure import Plate
from sim.plots.turning import turning_plate
from sim.telling.story import OUTCOMES, counts_for, told
from sim.telling.tale import Tale
from sim.text import many

MOST, OTHERS = 12, 3  # swings listed: called, and not


@dataclass(frozen=True)
class Turning:
    """A run, its decisions, and where the figure was written."""

    run: Found
    found: TurningPoints
    asked: int
    files: Sequence[Path] = ()

    @property
    def tale(self) -> Tale:
        """The run."""
        return self.run.tale

    @cached_property
    def what(self) -> Mapping[int, str]:
        """What happened, by event number."""
        lines = {row.seq: told(self.tale, self.tale.events[row.seq]) for row in self.found.rows}
        return {seq: f"{line.who} {line.text}" for seq, line in lines.items()}

    def plate(self) -> Plate:
        """The shares along the run as a figure."""
        return turning_plate(self.found, self.what, self.tale.labels.title)


def page(turning: Turning) -> list[str]:
    """The turning points of a run as a page."""
    found = turning.found
    told_all = [*_swings(turning), "", *_between(turning), "", *_says(turning)]
    none = paragraph("Nobody decides anything in this run after the record.")
    return [*_head(turning), "", *(told_all if found.rows else none), "", *_footer(turning)]


def _head(turning: Turning) -> list[str]:
    found, tale = turning.found, turning.tale
    rows = len(found.rows)
    decisions = many(rows, "decision")
    lines = [
        *paragraph(tale.labels.title),
        *paragraph(
            "Futures of one run of a model: neither news nor forecast. All of its numbers are "
            "assumed."
        ),
        *paragraph(
            f"{decisions} after the record, {many(found.futures, 'future')} before and after each, "
            f"of the same luck. The run itself: {OUTCOMES[tale.end.outcome]}."
        ),
    ]
    if not found.complete:
        lines += paragraph(
            f"STOPPED EARLY: {found.futures:,} of {many(turning.asked, 'future')} of every "
            "decision were finished; all below is of these."
        )
    counted = counts_for(tale)
    return [*lines, *(paragraph(counted) if counted else [])]


def _swings(turning: Turning) -> list[str]:
    found = turning.found
    level, called = percent(found.level), found.called
    lines = [f"THE LARGEST SWINGS, of 100 futures, with joint {level} intervals"]
    for row in called[:MOST]:
        lines += _swing(turning, row)
    if not called:
        lines += paragraph("None is told apart from 0.", 2)
    more = len(called) - len(called[:MOST])
    if more:
        lines += paragraph(f"{more} more are called, and in the CSV.", 2)
    others = [row for row in found.by_size if not row.called and not row.certain]
    if others:
        lines += ["", "INSIDE ITS INTERVAL, and so none: the largest of these"]
        for row in others[:OTHERS]:
            lines += _swing(turning, row)
    return lines


def _swing(turning: Turning, row: TurningPoint) -> list[str]:
    day = turning.tale.labels.day(turning.tale.events[row.seq].tick)
    before, after = in_100(row.before[row.outcome]), in_100(row.after[row.outcome])
    moved = f"{named(row.outcome)} {before} to {after}: {points(row.shift)}"
    left = f"{row.seq:>4} ~ {day:<6}"
    return [
        *beside(left, turning.what[row.seq], len(left)),
        *beside("", f"{moved} ({points_span(row.interval)})", len(left) + 2),
    ]


def _between(turning: Turning) -> list[str]:
    found = turning.found
    lines = ["BETWEEN DECISIONS time passes, and luck shows that nobody decides"]
    if not found.stretches:
        return [*lines, *paragraph("No stretch moves a share by what is told apart from 0.", 2)]
    return [*lines, *table([_stretch(one) for one in found.stretches[:OTHERS]], left=2)]


def _stretch(one: Stretch) -> list[str]:
    shift = next(shift for shift in one.shifts if shift.outcome == one.outcome)
    moved = f"{named(one.outcome)} {in_100(shift.without)} to {in_100(shift.given)}"
    where = f"after {one.after}, before {one.until}"
    return [where, moved, points(one.shift), points_span(one.interval)]


def _says(turning: Turning) -> list[str]:
    found = turning.found
    bound = (
        f" {found.certain:,} of the {many(len(found.rows), 'decision')} move no future: by then "
        "they were bound to come."
    )
    return [
        "WHAT THIS SAYS",
        *paragraph(
            "Before: a decision is drawn again in every future, with all luck that has not shown. "
            "After: it is as it was. Inputs that nobody reported are as this run drew them, on "
            "both sides: this is where this run turned, not where the talks would. No measure of "
            "anyone's fault.",
            2,
        ),
        *paragraph(
            f"{found.comparisons:,} intervals hold together at {percent(found.level)} (Bonferroni: "
            f"each at {percent(round(found.each_level, 6))}); a swing inside its own is not called "
            f"one.{bound if found.certain else ''}",
            2,
        ),
    ]


def _footer(turning: Turning) -> list[str]:
    which, found = turning.run.which, turning.found
    lines = []
    if turning.files:
        files = "  ".join(path.name for path in turning.files)
        lines += beside("Written", f"to {turning.files[0].parent}/: {files}", 9)
    lines += command("Again:", which.call("turning-points", "-n", turning.asked), 9)
    if found.rows:
        lines += command("Next:", which.call("explain", found.by_size[0].seq), 9)
    return lines


def turning_json(turning: Turning) -> dict[str, Any]:
    """The page as data."""
    found = turning.found
    return {
        **head(turning.tale),
        "notice": f"futures of one run of {NOTICE}",
        "outcome": turning.tale.end.outcome,
        "asked": turning.asked,
        **asdict(found),
        "rows": [{**asdict(row), "what": turning.what[row.seq]} for row in found.rows],
        "files": [str(path) for path in turning.files],
    }
