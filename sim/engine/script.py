"""Forced moves: the reported record before `now`, what somebody chose after it."""

from __future__ import annotations

from collections.abc import Callable

from sim.engine.mediator import heard
from sim.engine.party import via_of, weighing
from sim.engine.roles import Role, Stamp, stamp, terms_of
from sim.errors import SettingError
from sim.model.draws import logistic_between
from sim.scenario.moves import Move
from sim.talks.event import Weighing
from sim.talks.events import (
    AnswerRevised,
    AnyEvent,
    DemandRaised,
    DemandWithdrawn,
    InputChanged,
    RedLineStated,
    ReportPublished,
    StatementMade,
    TextAccepted,
    TextCriticised,
    TextRejected,
    TextTabled,
)
from sim.talks.luck import Luck
from sim.talks.parts import LiveText
from sim.talks.positions import ANSWER_NAMES, ANSWERS, luck_interval, position
from sim.talks.state import State
from sim.talks.timers import SCRIPT, Timer

FIRST_ANSWERS: dict[str, type[TextAccepted | TextCriticised | TextRejected]] = {
    "accept": TextAccepted,
    "criticise": TextCriticised,
    "reject": TextRejected,
}


def play_move(state: State, timer: Timer) -> AnyEvent:
    """The event of the next forced move."""
    move = state.script[state.moved]
    return VERBS[move.verb](state, timer, move)


def _raise(state: State, timer: Timer, move: Move) -> AnyEvent:
    return DemandRaised(
        **_recorded(state, timer, move),
        issue=state.tables.names.issues[move.what],
        late=timer.due > 0,
    )


def _withdraw(state: State, timer: Timer, move: Move) -> AnyEvent:
    return DemandWithdrawn(
        **_recorded(state, timer, move), issue=state.tables.names.issues[move.what]
    )


def _table(state: State, timer: Timer, move: Move) -> AnyEvent:
    text = state.tables.texts[move.text]
    return TextTabled(
        **_recorded(state, timer, move),
        text=state.texts + 1,
        name=text.id,
        label=text.label,
        terms=terms_of(state, text.package),
        answer_days=state.tables.rules.answer_days if text.answer_by is None else text.answer_by,
        from_tabling=text.answer_by is not None,
        why="chosen" if move.provenance == "chosen" else "record",
    )


def _answer(state: State, timer: Timer, move: Move) -> AnyEvent:
    text, actor = state.live, move.actor
    if text is None:
        raise SettingError(
            f"{state.tables.names.actors[actor]} cannot {move.verb}: no text is on the table then"
        )
    numbers = _bound(state, actor, text, timer.due, move) if state.closed else None
    common = _recorded(state, timer, move)
    via = via_of(state, actor) if state.closed else ""
    before = state.answers.get(actor)
    if before is None:
        return FIRST_ANSWERS[move.verb](**common, text=text.number, via=via, weighing=numbers)
    return AnswerRevised(
        **common,
        text=text.number,
        via=via,
        weighing=numbers,
        answer=move.verb,
        before=ANSWER_NAMES[before],
    )


def _bound(state: State, actor: int, text: LiveText, tick: int, move: Move) -> Weighing:
    """A chosen answer binds a fresh taste to the slice that gives it."""
    names = state.tables.names
    lo, hi = luck_interval(state, actor, text, tick, ANSWERS[move.verb])
    u = state.luck.u(names.actors[actor], "chosen taste", names.package_keys[text.package])
    luck = logistic_between(u, lo, hi) if lo < hi else 0.0
    return weighing(state, actor, text, position(state, actor, text, tick), (luck, False))


def _red_line(state: State, timer: Timer, move: Move) -> AnyEvent:
    issue = state.tables.names.issues[move.what] if move.what >= 0 else ""
    lock_in = state.tables.actors[move.actor].lock_in
    return RedLineStated(**_recorded(state, timer, move), issue=issue, lock_in=lock_in)


def _word(state: State, timer: Timer, move: Move) -> AnyEvent:
    """A report, or a statement of how near agreement is; doubt about a text is a report."""
    weight = state.tables.rules.report_weight
    log_lr = weight if move.verb == "progress" else -weight
    beliefs = heard(state, move.actor, log_lr)
    common = _recorded(state, timer, move)
    if move.verb in STATEMENTS and move.actor >= 0:
        kind = STATEMENTS[move.verb]
        return StatementMade(**common, kind=kind, log_lr=log_lr, beliefs=beliefs)
    text = -1 if state.live is None else state.live.number
    return ReportPublished(**common, kind=move.verb, text=text, log_lr=log_lr, beliefs=beliefs)


def _set(state: State, timer: Timer, move: Move) -> AnyEvent:
    """Fields set from now on; an input keeps its value unless what it is drawn from changed."""
    source = state.tables.source
    changed = source.variant(move.sets)
    luck, attempt = Luck(state.luck.seed, state.draw), state.attempt
    old, new = (one.draw(lambda path: luck.u("inputs", path, attempt)) for one in (source, changed))
    values = {path: value for path, value in new.items() if old.get(path) != value}
    return InputChanged(**stamp(state, timer, -1, "chosen"), sets=dict(move.sets), values=values)


class RecordedStamp(Stamp):
    """What events that a record may report have in common."""

    evidence: tuple[str, ...]
    when: str
    who: str


def _recorded(state: State, timer: Timer, move: Move) -> RecordedStamp:
    """What a forced event has in common; the source says of no act what brought it about.

    An answer or a doubt comes of the text it is about; all else of the talks themselves.
    """
    common = stamp(state, timer, move.actor, move.provenance)
    about = state.live if move.verb in ABOUT_THE_TEXT else None
    common["cause"] = 0 if about is None else about.seq
    return {
        **common,
        "evidence": move.evidence,
        "when": move.when,
        "who": move.who,
    }


STATEMENTS = {"progress": "progress", "pessimism": "doubt", "silence": "no sign"}  # kind, by verb
ABOUT_THE_TEXT = ("accept", "criticise", "reject", "doubt")
VERBS: dict[str, Callable[[State, Timer, Move], AnyEvent]] = {
    "raise": _raise,
    "withdraw": _withdraw,
    "table": _table,
    "accept": _answer,
    "criticise": _answer,
    "reject": _answer,
    "statement": _red_line,
    "progress": _word,
    "pessimism": _word,
    "silence": _word,
    "collapse": _word,
    "doubt": _word,
    "set": _set,
}

ROLE: Role = {SCRIPT: play_move}
