"""Where the odds of games turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.shifts import points, points_span
from sim.analysis.wording import in_100, named, percent
from sim.report.blocks import Block, Column, Note, Row, Table
from sim.report.blocks import Text as Paragraph
from sim.text import many

if TYPE_CHECKING:
    from sim.studies.debrief.result import DebriefResult

_TITLE = "WHERE THE ODDS TURNED"


def turned(result: DebriefResult) -> Iterator[Block]:
    """The largest swing of every game."""
    turns = result.found.turns
    if not turns:
        if not result.complete:
            yield Paragraph(f"{_TITLE}: stopped before a game was done")
        return
    first = next(iter(turns.values()))
    rows = [row for game in result.found.games if game.outcome for row in _rows(result, game.name)]
    columns = Column(("change",)), Column((f"joint {percent(first.level)} interval",))
    size = many(first.futures, "future")
    yield Table(f"{_TITLE}, of 100, in {size} before and after", columns, tuple(rows))
    yield Note(
        "The largest swing of each game between just before and right after a decision, the engine "
        "playing everybody from there; called where its interval, joint over all decisions of the "
        "game, leaves out 0. No measure of anyone's merit or fault."
    )


def _rows(result: DebriefResult, name: str) -> Iterator[Row]:
    turn = result.found.turns.get(name)
    if turn is None:
        yield Row(name, text="not looked at: stopped before")
    elif turn.point is None:
        none = "no swing is distinguishable from 0" if turn.decisions else "nobody decided anything"
        yield Row(name, text=none)
    else:
        one = turn.point
        yield Row(f"{name}: event {one.seq}, day {one.day:+.0f}, {result.happened[name]}")
        before, after = in_100(one.before[one.outcome]), in_100(one.after[one.outcome])
        moved = f"{named(one.outcome)} {before} to {after}"
        yield Row(moved, (points(one.shift), points_span(one.interval)), 2)
