"""What of an event the numbers of its row are, kind by kind (`sim.talks.rows`).

Each sets what its kind has of a row, and gives the floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from sim.core import codes
from sim.scenario.tables import Tables
from sim.talks import events as e
from sim.talks.event import Answer
from sim.talks.labels import LABEL_CODES
from sim.talks.making import FIRST, REASONS, REPORTS, SAID
from sim.talks.positions import ANSWERS

Note = tuple[list[int], list[float]]
Noter = Callable[[Any, list[int], Tables], list[float]]

REASON_CODES = {name: code for code, name in REASONS.items()}
SAID_CODES = {name: code for code, name in SAID.items()}
REPORT_CODES = {name: code for code, name in REPORTS.items()}
FIRST_CODES: dict[type[Any], int] = {kind: given for given, kind in FIRST.items()}
DECISIONS = {
    "answer": codes.ANSWER,
    "rethink": codes.RETHINK,
    "table": codes.TABLE,
    "speak": codes.SPEAK,
    "statement": codes.STATE,
}


def actor(name: str, tables: Tables) -> int:
    """The number of an actor, NONE for nobody."""
    return tables.names.actors.index(name) if name else codes.NONE


def by_actor(numbers: Mapping[str, float], tables: Tables) -> list[float]:
    """Numbers by name as one for each actor, NaN for none."""
    return [numbers.get(name, math.nan) for name in tables.names.actors]


def _session(name: str, tables: Tables) -> tuple[int, int]:
    """The place of a session, and the number of a later one."""
    ids = [session.id for session in tables.sessions]
    if name in ids:
        return ids.index(name), codes.NONE
    return len(ids), int(name.removeprefix("later-"))


def convened(event: e.SessionConvened, row: list[int], tables: Tables) -> list[float]:
    row[codes.OTHER], row[codes.TEXT] = _session(event.session, tables)
    row[codes.MORE] = event.until
    return [event.level]


def slipped(event: e.SessionSlipped, row: list[int], tables: Tables) -> list[float]:
    row[codes.OTHER] = _session(event.session, tables)[0]
    row[codes.MORE] = event.to
    return [event.chance, event.draw]


def adjourned(event: e.SessionAdjourned, row: list[int], tables: Tables) -> list[float]:
    row[codes.OTHER], row[codes.TEXT] = _session(event.session, tables)
    return []


def raised(event: e.DemandRaised, row: list[int], tables: Tables) -> list[float]:
    row[codes.MORE] = int(event.late)
    return withdrawn(event, row, tables)


def withdrawn(
    event: e.DemandRaised | e.DemandWithdrawn, row: list[int], tables: Tables
) -> list[float]:
    row[codes.OTHER] = tables.names.issues.index(event.issue)
    return []


def lapsed(event: e.TextLapsed, row: list[int], _: Tables) -> list[float]:
    row[codes.TEXT] = event.text
    row[codes.GIVEN] = codes.SUPERSEDED if event.why == "superseded" else codes.OVERDUE
    return []


def agreed(event: e.FrameworkAgreed, row: list[int], tables: Tables) -> list[float]:
    row[codes.TEXT], row[codes.PACKAGE] = event.text, tables.names.package(event.terms)
    return by_actor(event.surpluses, tables)


def suspended(event: e.TalksSuspended, _: list[int], __: Tables) -> list[float]:
    return [event.chance, event.draw]


def _weighed(event: Answer, row: list[int], tables: Tables) -> list[float]:
    """What every answer has; a chosen one says which luck it is bound to."""
    weighing = event.weighing
    row[codes.TEXT], row[codes.OTHER] = event.text, actor(event.via, tables)
    if weighing is None:
        return []  # as an answer of the record
    row[codes.BITS] = codes.SHARED * weighing.shared + codes.HARD * weighing.hard
    if event.provenance != "simulated":
        row[codes.BITS] += codes.BOUND
    return [
        weighing.worth, weighing.no_deal, weighing.aspiration, weighing.aversion,
        weighing.precision, weighing.luck, weighing.accept_bar, weighing.reject_bar,
    ]  # fmt: skip


def answered(event: Answer, row: list[int], tables: Tables) -> list[float]:
    row[codes.GIVEN] = FIRST_CODES[type(event)]
    return _weighed(event, row, tables)


def revised(event: e.AnswerRevised, row: list[int], tables: Tables) -> list[float]:
    row[codes.GIVEN], row[codes.PACKAGE] = ANSWERS[event.answer], ANSWERS[event.before]
    row[codes.MORE] = event.news
    return _weighed(event, row, tables)


def tabled(event: e.TextTabled, row: list[int], tables: Tables) -> list[float]:
    """A text that waits for answers in a way of its own says how long, after its numbers."""
    row[codes.TEXT], row[codes.GIVEN] = event.text, LABEL_CODES[event.label]
    row[codes.PACKAGE] = tables.names.package(event.terms)
    row[codes.OTHER] = why = REASON_CODES.get(event.why, codes.NONE)
    row[codes.MORE] = event.revises
    numbers: list[float] = []
    if event.floor is not None:
        numbers = [event.floor]
    elif event.gains or why not in (codes.COUNTERED, codes.NONE):
        numbers = by_actor(event.gains, tables)
    if event.from_tabling or event.answer_days != tables.rules.answer_days:
        row[codes.BITS] = codes.DATED + codes.FROM_TABLING * event.from_tabling
        numbers.append(math.nan if event.answer_days is None else event.answer_days)
    return numbers


def assessed(event: e.AssessmentFormed, row: list[int], tables: Tables) -> list[float]:
    row[codes.TEXT] = event.text
    row[codes.BITS] = codes.EXHAUSTED * event.exhausted + codes.KEEPS * event.keeps
    names = tables.names.actors
    return [event.chance, *(event.tilts[names[i]] for i in tables.parties if event.tilts)]


def relayed(event: e.MessageRelayed, row: list[int], tables: Tables) -> list[float]:
    row[codes.TEXT], row[codes.OTHER] = event.text, actor(event.to, tables)
    row[codes.MORE] = actor(event.about, tables)
    if event.mood:
        row[codes.GIVEN] = ANSWERS[event.mood]
    return []


def stated(event: e.StatementMade, row: list[int], tables: Tables) -> list[float]:
    row[codes.GIVEN] = SAID_CODES[event.kind]
    chance = math.nan if event.chance is None else event.chance
    return [chance, event.log_lr, *by_actor(event.beliefs, tables)]


def reported(event: e.ReportPublished, row: list[int], tables: Tables) -> list[float]:
    row[codes.TEXT], row[codes.GIVEN] = event.text, REPORT_CODES[event.kind]
    return [math.nan, event.log_lr, *by_actor(event.beliefs, tables)]


def line_stated(event: e.RedLineStated, row: list[int], tables: Tables) -> list[float]:
    if event.issue:
        row[codes.OTHER] = tables.names.issues.index(event.issue)
    row[codes.BITS] = codes.FORCED * (event.provenance != "simulated")
    return [event.lock_in]


def struck(event: e.ShockStruck, row: list[int], tables: Tables) -> list[float]:
    row[codes.OTHER] = [shock.id for shock in tables.shocks].index(event.shock)
    return []


def settled(event: e.ItemSettled, row: list[int], tables: Tables) -> list[float]:
    row[codes.OTHER] = tables.after_yes.items.index(event.item)
    return []


def voted(event: e.RatificationVoted, row: list[int], _: Tables) -> list[float]:
    row[codes.GIVEN] = int(event.passed)
    return [event.chance, event.draw, event.surplus]


def failed(event: e.ImplementationFailed, row: list[int], _: Tables) -> list[float]:
    row[codes.GIVEN] = codes.BROKEN if event.why == "breakdown" else codes.UNRATIFIED
    return []


def let_pass(event: e.DecisionPassed, row: list[int], _: Tables) -> list[float]:
    row[codes.OTHER], row[codes.MORE] = DECISIONS[event.kind], event.wait
    return []


def plain(_: object, __: list[int], ___: Tables) -> list[float]:
    return []
