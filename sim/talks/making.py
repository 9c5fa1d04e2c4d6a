"""What the numbers of a row make of an event, kind by kind (`sim.talks.rows`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sim.core import codes
from sim.model import constants
from sim.scenario.tables import Tables
from sim.talks import events as e
from sim.talks.event import Weighing
from sim.talks.events import AnyEvent
from sim.talks.labels import LABELS
from sim.talks.positions import ANSWER_NAMES

Row = Sequence[int]
Stamp = dict[str, Any]
Maker = Callable[[Row, Sequence[float], Tables, Stamp], AnyEvent]

PLUGGED = "plugged"  # until its rule says why
REASONS = {
    codes.NASH: "nash",
    codes.FAIREST: "fairest",
    codes.LIKELIEST: "likeliest",
    codes.PROPORTIONAL: "proportional",
    codes.COUNTERED: "counter",
    codes.OFFERED: "offer",
    codes.OWN: "own",
}
SAID = {codes.PROGRESSED: "progress", codes.DOUBTED: "doubt", codes.NO_SIGN: "no sign"}
REPORTS = {codes.PROGRESS: "progress", codes.COLLAPSE_TOLD: "collapse", codes.DOUBT: "doubt"}
FIRST: dict[int, type[e.TextAccepted | e.TextCriticised | e.TextRejected]] = {
    constants.ACCEPT: e.TextAccepted,
    constants.CRITICISE: e.TextCriticised,
    constants.REJECT: e.TextRejected,
}


def _by_actor(numbers: Sequence[float], tables: Tables) -> dict[str, float]:
    """Numbers of actors by their names; NaN is none."""
    pairs = zip(tables.names.actors, numbers, strict=True)
    return {name: number for name, number in pairs if number == number}  # noqa: PLR0124  (NaN)


def _told(number: float) -> float | None:
    return number if number == number else None  # noqa: PLR0124  (NaN)


def _terms(package: int, tables: Tables) -> dict[str, str]:
    names = tables.names
    options = names.package_options[package]
    return {
        issue: ids[o] for issue, ids, o in zip(names.issues, names.options, options, strict=True)
    }


def _session(row: Row, tables: Tables) -> str:
    place = row[codes.OTHER]
    known = place < len(tables.sessions)
    return tables.sessions[place].id if known else f"later-{row[codes.TEXT]}"


def convened(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    place, names = row[codes.OTHER], tables.names.actors
    planned = place < len(tables.sessions)
    attend = tables.sessions[place].attend if planned else tables.rules.recurring_attend
    drawn = tables.sessions[place].drawn if planned else ()
    return e.SessionConvened(
        **stamp,
        session=_session(row, tables),
        attend=tuple(names[i] for i in sorted(attend)),
        level=numbers[0],
        until=row[codes.MORE],
        drawn=tuple(names[i] for i in sorted(drawn)),
    )


def slipped(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.SessionSlipped(
        **stamp,
        session=_session(row, tables),
        to=row[codes.MORE],
        chance=numbers[0],
        draw=numbers[1],
    )


def adjourned(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.SessionAdjourned(**stamp, session=_session(row, tables))


def raised(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    issue = tables.names.issues[row[codes.OTHER]]
    return e.DemandRaised(**stamp, issue=issue, late=bool(row[codes.MORE]))


def withdrawn(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.DemandWithdrawn(**stamp, issue=tables.names.issues[row[codes.OTHER]])


def lapsed(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    why = "superseded" if row[codes.GIVEN] == codes.SUPERSEDED else "deadline"
    return e.TextLapsed(**stamp, text=row[codes.TEXT], why=why)


def agreed(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.FrameworkAgreed(
        **stamp,
        text=row[codes.TEXT],
        terms=_terms(row[codes.PACKAGE], tables),
        surpluses=_by_actor(numbers, tables),
        items=tables.after_yes.items,
    )


def suspended(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.TalksSuspended(**stamp, chance=numbers[0], draw=numbers[1])


def _weighing(row: Row, numbers: Sequence[float]) -> Weighing | None:
    if not numbers:
        return None  # an answer of the record
    worth, no_deal, wanted, aversion, precision, luck, accept_bar, reject_bar = numbers
    bits = row[codes.BITS]
    return Weighing(
        worth, no_deal, wanted, aversion, precision, luck, bool(bits & codes.SHARED),
        accept_bar, reject_bar, bool(bits & codes.HARD),
    )  # fmt: skip


def _via(row: Row, tables: Tables) -> str:
    return tables.names.actors[row[codes.OTHER]] if row[codes.OTHER] >= 0 else ""


def answered(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    kind = FIRST[row[codes.GIVEN]]
    via, weighing = _via(row, tables), _weighing(row, numbers)
    return kind(**stamp, text=row[codes.TEXT], via=via, weighing=weighing)


def revised(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.AnswerRevised(
        **stamp,
        text=row[codes.TEXT],
        via=_via(row, tables),
        weighing=_weighing(row, numbers),
        answer=ANSWER_NAMES[row[codes.GIVEN]],
        before=ANSWER_NAMES[row[codes.PACKAGE]],
        news=row[codes.MORE],
    )


def tabled(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    why, bits = row[codes.OTHER], row[codes.BITS]
    offered = why in (codes.OFFERED, codes.OWN)
    own_days = numbers[-1] if bits & codes.DATED else tables.rules.answer_days
    believed = numbers[: len(tables.names.actors)] if why not in _WITHOUT_GAINS else ()
    return e.TextTabled(
        **stamp,
        text=row[codes.TEXT],
        label=LABELS[row[codes.GIVEN]],
        terms=_terms(row[codes.PACKAGE], tables),
        answer_days=own_days,
        from_tabling=bool(bits & codes.FROM_TABLING),
        why=REASONS.get(why, PLUGGED),
        gains=_by_actor(believed, tables) if believed else {},
        floor=numbers[0] if offered else None,
        revises=row[codes.MORE],
    )


_WITHOUT_GAINS = (codes.OFFERED, codes.OWN, codes.COUNTERED, codes.NONE)


def assessed(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    parties = [tables.names.actors[i] for i in tables.parties]
    return e.AssessmentFormed(
        **stamp,
        text=row[codes.TEXT],
        chance=numbers[0],
        tilts=dict(zip(parties, numbers[1:], strict=False)),
        exhausted=bool(row[codes.BITS] & codes.EXHAUSTED),
        keeps=bool(row[codes.BITS] & codes.KEEPS),
    )


def relayed(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    names, about = tables.names.actors, row[codes.MORE]
    text, to = row[codes.TEXT], names[row[codes.OTHER]]
    if about < 0:
        return e.MessageRelayed(**stamp, kind="text", text=text, to=to)
    mood = ANSWER_NAMES[row[codes.GIVEN]]
    return e.MessageRelayed(**stamp, kind="mood", text=text, to=to, about=names[about], mood=mood)


def stated(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.StatementMade(
        **stamp,
        kind=SAID[row[codes.GIVEN]],
        chance=_told(numbers[0]),
        log_lr=numbers[1],
        beliefs=_by_actor(numbers[2:], tables),
    )


def reported(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.ReportPublished(
        **stamp,
        kind=REPORTS[row[codes.GIVEN]],
        text=row[codes.TEXT],
        log_lr=numbers[1],
        beliefs=_by_actor(numbers[2:], tables),
    )


def line_stated(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    place = row[codes.OTHER]
    issue = tables.names.issues[place] if place >= 0 else ""
    return e.RedLineStated(**stamp, issue=issue, lock_in=numbers[0])


def struck(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    shock = tables.shocks[row[codes.OTHER]]
    pairs = zip(tables.names.actors, shock.shift, strict=True)
    shifts = {name: shift for name, shift in pairs if shift != 0.0}
    return e.ShockStruck(**stamp, shock=shock.id, shifts=shifts)


def settled(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    return e.ItemSettled(**stamp, item=tables.after_yes.items[row[codes.OTHER]])


def voted(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    chance, draw, surplus = numbers
    passed = bool(row[codes.GIVEN])
    return e.RatificationVoted(**stamp, passed=passed, chance=chance, draw=draw, surplus=surplus)


def failed(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
    why = "breakdown" if row[codes.GIVEN] == codes.BROKEN else "ratification"
    return e.ImplementationFailed(**stamp, why=why)


def plain(kind: Any) -> Maker:
    def made(row: Row, numbers: Sequence[float], tables: Tables, stamp: Stamp) -> AnyEvent:
        event: AnyEvent = kind(**stamp)
        return event

    return made
