"""The page of one decision: what is new, the text, its worth to the seat, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from sim.cli.layout import beside, columns, figures_beside, laid_out, paragraph, table
from sim.cli.output import WIDTH
from sim.telling.asking import SHOWN, Question, stands
from sim.telling.labels import spoken
from sim.telling.line import Line
from sim.telling.listening import Listener
from sim.telling.news import lines
from sim.telling.numbers import number, signed
from sim.telling.sheet import Sheet, a_day, no_deal, readings, sheet

_GAP = 4
_WIDEST = 30  # that the name of an actor is told


def decision(seat: Listener, asked: Question, since: int) -> list[str]:
    """The whole page; `since` is how many facts the seat knew once it had decided last."""
    fresh = lines(seat, since)
    new = "WHAT YOU KNOW SO FAR" if not since else "NEW SINCE YOUR LAST DECISION"
    return [
        "=" * WIDTH,
        *paragraph(f"{seat.labels.actor(asked.actor).upper()}, day {asked.day}"),
        "",
        new,
        *(told(fresh) if fresh else ["  nothing that you know of"]),
        "",
        *on_the_table(seat, asked),
        "",
        *ask(asked),
    ]


def ask(asked: Question) -> list[str]:
    """The question with the answers that are open."""
    because = paragraph(f"You are asked again on news: {asked.because}.") if asked.because else []
    shown = ", ".join(SHOWN.get(word, word) for word in asked.open)
    return [*because, *paragraph(asked.asks), *paragraph(f"Write: {shown}   (? explains)", 2)]


def prompt(asked: Question) -> str:
    """What stands before what is typed."""
    return f"{asked.actor} {asked.day}> "


def told(found: list[Line]) -> list[str]:
    """Lines of a story."""
    room = columns(found)
    return [row for line in found for row in laid_out(line, room)]


def all_news(seat: Listener) -> list[str]:
    """All that the seat knows."""
    return ["ALL THAT YOU KNOW", *told(lines(seat))]


def on_the_table(seat: Listener, asked: Question) -> list[str]:
    """The live text, what it is worth, and where the answers stand."""
    paper = seat.known.live
    if paper is None:
        return ["NO TEXT that you know of is on the table", *without(seat)]
    head = f"ON THE TABLE: {seat.text(paper.number)}, {paper.label}, by {seat.actor(paper.by)}"
    answers = [
        f"{one.actor}: {one.says}{', ' + one.day if one.day else ''}" for one in stands(seat)
    ]
    return [
        *paragraph(f"{head}; {asked.left}"),
        *worth(seat, paper.terms),
        "",
        *(line for told in answers for line in paragraph(told, 2)),
    ]


def worth(seat: Listener, terms: Mapping[str, str]) -> list[str]:
    """What terms are worth to the seat, and to a mediator what it reads them to be worth."""
    known = seat.known
    found = []
    if known.me in known.state.tables.concerned:
        found += sheet_rows(seat, sheet(known.state, known.me, terms, seat.tick))
    else:
        wide = max(map(len, terms)) + _GAP
        for issue, option in seat.spelt(terms):
            found += beside(f"  {issue}", option, wide)
    if known.mediates:
        found += ["", *_readings(seat, terms)]
    return found


def sheet_rows(seat: Listener, found: Sheet) -> list[str]:
    """A package issue by issue, against what the seat has without a deal."""
    wide = max(len(spoken(row.issue)) for row in found.rows)
    heads = ["  " + "terms".rjust(wide + 7)]
    cells = [["points", "at most"]]
    for row in found.rows:
        heads.append(f"  {spoken(row.issue):<{wide}}  {seat.labels.option(row.issue, row.option)}")
        none = row.most == 0.0
        cells.append(["-" if none else number(row.points), "-" if none else number(row.most)])
    if found.soft:
        issues = ", ".join(map(spoken, found.soft))
        heads.append(f"  it crosses your soft red line on {issues}")
        cells.append([signed(-found.lost), ""])
    heads += ["  WORTH TO YOU", "  what you have without a deal, today", "  gain over no deal"]
    cells += [[number(found.worth), number(found.best)], [number(found.no_deal), ""]]
    cells.append([signed(found.gain), ""])
    told = figures_beside(heads, cells)
    if found.rounded:
        told += ["  (each number is rounded by itself)"]
    if found.hard:
        issues = ", ".join(map(spoken, found.hard))
        told += paragraph(f"It crosses your HARD RED LINE on {issues}: you cannot accept it.", 2)
    return told


def _readings(seat: Listener, terms: Mapping[str, str] | None) -> list[str]:
    """What a mediator believes of everyone, each in its own points."""
    known = seat.known
    found = {one.actor: one for one in readings(known.state, known.floors, terms)}
    rows = [["", "worth to it", "settles for", "gain"]]
    for name in seat.labels.actor_ids:
        if name in found:
            one = found[name]
            worth_ = "-" if one.worth is None else number(one.worth)
            gain = "-" if one.gain is None else signed(one.gain)
            title = "You" if name == known.seat else seat.labels.actor(name)
            rows.append([title[:_WIDEST], worth_, number(one.floor), gain])
    return [
        "AS YOUR STAFF READ IT, in each one's own points, which cannot be compared",
        *table(rows),
    ]


def without(seat: Listener) -> list[str]:
    """What the seat has with no text to look at."""
    known = seat.known
    found = []
    if known.me in known.state.tables.concerned:
        left = number(no_deal(known.state, known.me, seat.tick))
        falls = number(a_day(known.state, known.me), 1)
        today = f"Without a deal you have {left} of your points today; it falls by {falls} a day."
        found += paragraph(today, 2)
    if known.mediates:
        found += ["", *_readings(seat, None)]
    return found
