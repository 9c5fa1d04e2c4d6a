"""Decisions that people take, as the events they become."""

from __future__ import annotations

from collections.abc import Callable, Collection

from msgspec.structs import replace

from sim.engine.script import acted, set_anew
from sim.engine.stamps import stamp
from sim.errors import SettingError
from sim.scenario.moves import Move
from sim.scenario.stances import RAISED
from sim.talks import stepping
from sim.talks.attributing import event_of as told
from sim.talks.choices import Choice, asked
from sim.talks.events import AnyEvent, DecisionPassed, TextTabled
from sim.talks.positions import ANSWERS
from sim.talks.state import State
from sim.talks.timers import Timer

LABELS = ("draft", "bridging", "final")
LONGEST = 3650.0  # days that a text may wait for answers


def event_of(state: State, choice: Choice, timer: Timer) -> AnyEvent:
    """The event that a decision becomes at a timer; nothing is folded.

    Raises
    ------
    SettingError
        Where the decision names something that there is not, or is not open now.
    """
    names = state.tables.names.actors
    nobody = choice.verb == "set"  # fields change by themselves
    actor = -1 if nobody else names.index(known("actor", choice.actor, names))
    make = VERBS.get(choice.verb, _forced)
    return make(state, choice, timer._replace(who=actor))


def place_of(state: State, choice: Choice, timer: Timer) -> Timer | None:
    """The timer that a decision comes with, given the next one that is due; None: not yet.

    Raises
    ------
    SettingError
        Where another decision is due than this one.
    """
    due = asked(state, timer)
    if choice.tick >= 0:
        if (timer.due, timer.order) < (choice.tick, choice.fired):
            return None
        same = (timer.due, timer.order) == (choice.tick, choice.fired)
        return timer if same else Timer(choice.tick, choice.fired, "", -1, 0)
    if not due:
        return None
    whose = state.tables.names.actors[timer.who]
    if (choice.seq, choice.actor) != (state.seq, whose):
        raise SettingError(
            f"a decision of {choice.actor} for event {choice.seq}: the one that is due is that "
            f"of {whose} for event {state.seq} ({due})"
        )
    if choice.extra:
        return Timer(timer.due, timer.order - 1, "", -1, 0)
    if choice.verb not in OPEN[due]:
        raise SettingError(
            f"{choice.actor} cannot {choice.verb} at event {choice.seq}: "
            f"write one of {', '.join(OPEN[due])}"
        )
    return timer


def known(what: str, name: str, names: Collection[str]) -> str:
    """A name that there is.

    Raises
    ------
    SettingError
        If there is none such.
    """
    if name not in names:
        raise SettingError(f"no {what} is called {name!r} here: write one of {', '.join(names)}")
    return name


def _forced(state: State, choice: Choice, timer: Timer) -> AnyEvent:
    """What a script can force too."""
    known("move", choice.verb, (*CHOSEN, *VERBS))
    if choice.verb == "set":
        return set_anew(state, timer, choice.sets)
    move = Move(
        id=choice.verb,
        tick=timer.due,
        actor=timer.who,
        verb=choice.verb,
        what=_issue(state, choice) if choice.issue else -1,
        provenance="chosen",
    )
    _refuse_closed(state, move, choice)
    return acted(state, timer, move)


def _issue(state: State, choice: Choice) -> int:
    issues = state.tables.names.issues
    return issues.index(known("issue", choice.issue, issues))


def _refuse_closed(state: State, move: Move, choice: Choice) -> None:
    """What is not open now, said as a mistake that can be mended."""
    text = state.live
    if choice.verb in ANSWERS:
        if text is None:
            raise SettingError(f"{choice.actor} cannot {choice.verb}: no text is on the table then")
        if move.actor not in text.needed:
            raise SettingError(
                f"{choice.actor} cannot {choice.verb}: text {text.number} does not need its consent"
            )
    if choice.verb in ("withdraw", "statement", "raise"):
        stance = state.tables.actors[move.actor].stances[move.what] if move.what >= 0 else None
        stands = stance is not None and state.phases[move.actor][move.what] == RAISED
        if stands == (choice.verb == "raise") or stance is None:
            wrong = "has it raised already" if stands else "has no demand on it that stands"
            raise SettingError(
                f"{choice.actor} cannot {choice.verb} {choice.issue or 'no issue'}: {wrong}"
            )


def _table(state: State, choice: Choice, timer: Timer) -> TextTabled:
    names = state.tables.names
    terms = dict(choice.terms)
    for issue, option in terms.items():
        known("issue", issue, names.issues)
        known(f"option of {issue}", option, names.options[names.issues.index(issue)])
    missing = [issue for issue in names.issues if issue not in terms]
    if missing:
        raise SettingError(f"a text of {choice.actor} says nothing on {', '.join(missing)}")
    why = names.excluded.get(names.package(terms))
    if why is not None:
        raise SettingError(f"nobody can have these terms together ({why}): change one of them")
    known("label", choice.label, LABELS)
    if choice.days is not None and not 0.0 < choice.days <= LONGEST:
        raise SettingError(
            f"{choice.days:g} days to answer: write more than 0, at most {LONGEST:g}"
        )
    return TextTabled(
        **stamp(state, timer, timer.who, "chosen"),
        text=state.texts + 1,
        label=choice.label,
        terms={issue: terms[issue] for issue in names.issues},
        answer_days=state.tables.rules.answer_days if choice.days is None else choice.days,
        from_tabling=choice.days is not None,
        why="chosen",
        revises=-1 if state.live is None else state.live.number,
    )


def _say(state: State, choice: Choice, timer: Timer) -> AnyEvent:
    chance = choice.chance
    if chance is None or not 0.0 < chance < 1.0:
        raise SettingError(f"a chance of {chance}: write a number between 0 and 1, neither of them")
    place = timer.due, timer.order, timer.cause
    row = stepping.said(state.core, place, timer.who, chance)
    return replace(told(state, row), provenance="chosen")


def _pass(state: State, choice: Choice, timer: Timer) -> DecisionPassed:
    kind = asked(state, timer)
    if not kind:
        raise SettingError(f"{choice.actor} cannot pass at event {choice.seq}: nothing is asked")
    wait = max(1, round(choice.days or 1.0))
    return DecisionPassed(**stamp(state, timer, timer.who, "chosen"), kind=kind, wait=wait)


VERBS: dict[str, Callable[[State, Choice, Timer], AnyEvent]] = {
    "table": _table,
    "say": _say,
    "pass": _pass,
}
CHOSEN = ("accept", "criticise", "reject", "statement", "withdraw", "raise", "set")
OPEN = {
    "answer": ("accept", "criticise", "reject", "pass"),
    "rethink": ("accept", "criticise", "reject", "pass"),
    "table": ("table", "pass"),
    "speak": ("say", "pass"),
    "statement": ("statement", "pass"),
}
