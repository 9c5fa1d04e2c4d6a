"""Rows of the core as events and events as rows: one table, kind by kind.

A row is fixed in width (`sim.core.codes` says where each number stands); its floats, as many as
its kind has, lie in one list for all rows. What happens by itself comes of a row and is the same
again as one. Of what somebody did (the record, a script, a person) the row holds what the talks
go on from, and the event besides who said so (`sim.talks.attributing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.core import codes
from sim.scenario.tables import Tables
from sim.talks import events as e
from sim.talks import making, noting
from sim.talks.event import Event
from sim.talks.events import AnyEvent
from sim.talks.making import Maker, Row
from sim.talks.noting import Note, Noter


class Kind(NamedTuple):
    """One kind of row: what makes an event of it, and what notes an event of some types as one."""

    make: Maker | None  # None: only people do it
    note: Noter
    types: tuple[type[Event], ...]


KINDS: dict[int, Kind] = {
    codes.CONVENED: Kind(making.convened, noting.convened, (e.SessionConvened,)),
    codes.SLIPPED: Kind(making.slipped, noting.slipped, (e.SessionSlipped,)),
    codes.ADJOURNED: Kind(making.adjourned, noting.adjourned, (e.SessionAdjourned,)),
    codes.RAISED: Kind(making.raised, noting.raised, (e.DemandRaised,)),
    codes.WITHDRAWN: Kind(making.withdrawn, noting.withdrawn, (e.DemandWithdrawn,)),
    codes.LAPSED: Kind(making.lapsed, noting.lapsed, (e.TextLapsed,)),
    codes.AGREED: Kind(making.agreed, noting.agreed, (e.FrameworkAgreed,)),
    codes.SUSPENDED: Kind(making.suspended, noting.suspended, (e.TalksSuspended,)),
    codes.RESUMED: Kind(making.plain(e.TalksResumed), noting.plain, (e.TalksResumed,)),
    codes.COLLAPSED: Kind(making.plain(e.TalksCollapsed), noting.plain, (e.TalksCollapsed,)),
    codes.ENDED: Kind(making.plain(e.HorizonReached), noting.plain, (e.HorizonReached,)),
    codes.ANSWERED: Kind(making.answered, noting.answered, tuple(making.FIRST.values())),
    codes.REVISED: Kind(making.revised, noting.revised, (e.AnswerRevised,)),
    codes.TABLED: Kind(making.tabled, noting.tabled, (e.TextTabled,)),
    codes.ASSESSED: Kind(making.assessed, noting.assessed, (e.AssessmentFormed,)),
    codes.RELAYED: Kind(making.relayed, noting.relayed, (e.MessageRelayed,)),
    codes.STATED: Kind(making.stated, noting.stated, (e.StatementMade,)),
    codes.REPORTED: Kind(making.reported, noting.reported, (e.ReportPublished,)),
    codes.LINE_STATED: Kind(making.line_stated, noting.line_stated, (e.RedLineStated,)),
    codes.STRUCK: Kind(making.struck, noting.struck, (e.ShockStruck,)),
    codes.SETTLED: Kind(making.settled, noting.settled, (e.ItemSettled,)),
    codes.VOTED: Kind(making.voted, noting.voted, (e.RatificationVoted,)),
    codes.FAILED: Kind(making.failed, noting.failed, (e.ImplementationFailed,)),
    codes.CONCLUDED: Kind(making.plain(e.DealConcluded), noting.plain, (e.DealConcluded,)),
    codes.LET_PASS: Kind(None, noting.let_pass, (e.DecisionPassed,)),
}
OF_TYPE = {one: kind for kind, entry in KINDS.items() for one in entry.types}


def events_of(
    rows: Sequence[Row], floats: Sequence[float], tables: Tables, seq: int
) -> list[AnyEvent]:
    """The events of some rows, the first of them number `seq` of its run."""
    return [event_of_row(row, floats, tables, seq + nth) for nth, row in enumerate(rows)]


def event_of_row(row: Row, floats: Sequence[float], tables: Tables, seq: int) -> AnyEvent:
    """The event of a row, as one that happens by itself."""
    actor, make = row[codes.ACTOR], KINDS[row[codes.KIND]].make
    assert make is not None, "somebody did this"
    stamp = {
        "seq": seq,
        "tick": row[codes.TICK],
        "actor": tables.names.actors[actor] if actor >= 0 else "",
        "cause": row[codes.CAUSE],
        "fired": row[codes.FIRED],
        "provenance": "simulated",
    }
    first = row[codes.FLOATS]
    return make(row, floats[first : first + row[codes.COUNT]], tables, stamp)


def row_of(event: AnyEvent, tables: Tables) -> Note:
    """An event as a row, whose floats begin with the first, and its floats.

    Raises
    ------
    KeyError
        For one that opens the talks, closes the record or sets fields: the numbers that the core
        plays on change with those.
    """
    kind = OF_TYPE[type(event)]
    row = [codes.NONE] * codes.WIDTH
    row[codes.KIND], row[codes.TICK] = kind, event.tick
    row[codes.ACTOR] = noting.actor(event.actor, tables)
    row[codes.CAUSE], row[codes.FIRED] = event.cause, event.fired
    row[codes.GIVEN] = row[codes.MORE] = row[codes.BITS] = row[codes.FLOATS] = 0
    numbers = KINDS[kind].note(event, row, tables)
    row[codes.COUNT] = len(numbers)
    return row, numbers
