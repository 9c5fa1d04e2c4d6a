"""Protocols, rules and tactics by name; what those of others do is looked at before it is used."""

from __future__ import annotations

import math
import re
import traceback
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.errors import PluginError
from sim.plugins import PROTOCOLS, RULES, TACTICS
from sim.scenario.language import LABELS
from sim.talks.events import TextTabled
from sim.talks.fields import REASON
from sim.talks.protocol import Rule, Tactic, Turns, View
from sim.talks.timers import TABLE, Timer

if TYPE_CHECKING:
    from sim.talks.prospects import Prospects
    from sim.talks.state import State


def protocol_of(name: str) -> Turns:
    """The protocol of that name, under guard where it is not a built-in one.

    Raises
    ------
    SettingError, PluginError
        Where there is none, or it cannot be loaded.
    """
    found: Turns = PROTOCOLS.find(name)
    return found if name in PROTOCOLS.built_in else GuardedTurns(name, found)


def tactic_of(name: str) -> Tactic:
    """The tactic of that name, under guard where it is not a built-in one.

    Raises
    ------
    SettingError, PluginError
        Where there is none, or it cannot be loaded.
    """
    found: Tactic = TACTICS.find(name)
    return found if name in TACTICS.built_in else GuardedTactic(name, found)


def rule_of(name: str) -> Rule:
    """The mediators' rule of that name, under guard where it is not a built-in one.

    Raises
    ------
    SettingError, PluginError
        Where there is none, or it cannot be loaded.
    """
    found: Rule = RULES.find(name)
    return found if name in RULES.built_in else GuardedRule(name, found)


class GuardedRule:
    """A rule of somebody's: it chooses one of the packages that may be tabled."""

    def __init__(self, name: str, rule: Rule) -> None:
        self._what, self._rule = f"the rule {name!r}", rule

    def choose(self, prospects: Prospects) -> tuple[int, str]:
        """What it chooses.

        Raises
        ------
        PluginError
            Where it raises, or that is no package in view and a name.
        """
        try:
            found: Any = self._rule.choose(prospects)
        except Exception as error:  # whatever somebody's code may raise
            raise _raised(self._what, error, "in choose()") from error
        if not _chosen(found, prospects):
            raise PluginError(
                f"{self._what} chose {found!r:.80}: mend its choose(), which gives one of the "
                "candidates, and a name of small letters"
            )
        package, why = found
        return int(package), str(why)


def _chosen(found: Any, prospects: Prospects) -> bool:
    if not isinstance(found, tuple) or len(found) != 2:
        return False
    package, why = found
    named = isinstance(why, str) and re.fullmatch(REASON, why) is not None
    return named and package in prospects.candidates


class GuardedTactic:
    """A tactic of somebody's: a share, the same for the same view, that never falls by the day.

    It is asked twice, since one that draws luck of its own or remembers would give other runs
    each time; and once more for the day that it was last asked about, with all else as it is.
    """

    def __init__(self, name: str, tactic: Tactic) -> None:
        self._name, self._tactic = name, tactic
        self._day = 0.0  # that it was last asked about

    def conceded(self, view: View) -> float:
        """What it gives up.

        Raises
        ------
        PluginError
            Where it raises, or that is no share, falls, or is not the same twice.
        """
        share, again = self._asked(view), self._asked(view)
        if share != again:
            raise self._wrong(view, share, f"and then {again}: it may use no luck of its own")
        other, self._day = self._day, view.day
        if other != view.day:
            then = self._asked(view._replace(day=other))
            if (view.day - other) * (share - then) < 0.0:
                raise self._wrong(view, share, f"and {then} on day {other:g}: it may never fall")
        return share

    def _asked(self, view: View) -> float:
        try:
            share = self._tactic.conceded(view)
        except Exception as error:  # whatever somebody's code may raise
            raise _raised(f"the tactic {self._name!r}", error, str(view)) from error
        # What it says of its type is a promise only: NumPy's numbers are numbers too.
        if isinstance(share, bool) or not hasattr(share, "__float__"):
            raise self._wrong(view, share, "no number")
        if not 0.0 <= float(share) <= 1.0:
            raise self._wrong(view, share, "no share from 0 to 1")
        return float(share)

    def _wrong(self, view: View, share: object, why: str) -> PluginError:
        return PluginError(
            f"the tactic {self._name!r} gave {share!r}, {why} (of {view}): mend its conceded()"
        )


class GuardedTurns:
    """A protocol of somebody's: it sets turns to come, and tables texts that could be agreed."""

    def __init__(self, name: str, protocol: Turns) -> None:
        self._what, self._protocol = f"the protocol {name!r}", protocol
        self.direct = protocol.direct
        if not isinstance(protocol.direct, bool):
            raise PluginError(f"{self._what}: direct is {protocol.direct!r}: write True or False")

    def turns(self, state: State, cause: int) -> None:
        """Let it set its turns.

        Raises
        ------
        PluginError
            Where it raises, or a turn is nobody's, or not to come.
        """
        try:
            self._protocol.turns(state, cause)
        except Exception as error:  # whatever somebody's code may raise
            raise _raised(self._what, error, f"in turns() at event {state.seq}") from error
        for (kind, who), timer in state.timers.items():
            if kind == TABLE and not (
                0 <= who < len(state.tables.actors) and timer.due > state.tick
            ):
                raise PluginError(
                    f"{self._what} set {timer} at minute {state.tick}: give a turn to an actor, "
                    "and a later minute"
                )

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        """What it tables.

        Raises
        ------
        PluginError
            Where it raises, or that is no text of this actor's about these issues.
        """
        try:
            text = self._protocol.propose(state, timer)
        except Exception as error:  # whatever somebody's code may raise
            raise _raised(self._what, error, f"in propose() at event {state.seq}") from error
        why = None if text is None else _amiss(state, timer, text)
        if why is not None:
            raise PluginError(f"{self._what} tabled a text {why}: mend its propose() ({text})")
        return text


def _amiss(state: State, timer: Timer, text: object) -> str | None:
    """What is wrong with a proposal, if anything."""
    if not isinstance(text, TextTabled):
        return "that is no TextTabled"
    names = state.tables.names
    by, turn = names.actors[timer.who], (state.seq, timer.due, timer.cause, timer.order)
    if text.actor != by:
        return f"by {text.actor!r}, not by {by!r}, whose turn it is"
    if (text.seq, text.tick, text.cause, text.fired) != turn:
        return f"whose seq, tick, cause and fired are not those of its turn, {turn}"
    if (text.text, text.provenance) != (state.texts + 1, "simulated"):
        return f"that is not number {state.texts + 1}, or not simulated"
    if text.label not in LABELS:
        return f"with the label {text.label!r} (there are {', '.join(LABELS)})"
    days = text.answer_days
    if days is not None and (type(days) is bool or not 0.0 < days < math.inf):
        return f"with {days!r} days to answer, which is no time"
    numbers = [*text.gains.values(), *(() if text.floor is None else (text.floor,))]
    if not set(text.gains) <= set(names.actors) or not all(map(math.isfinite, numbers)):
        return "whose gains or floor are no numbers of these actors"
    amiss = _amiss_in(text.terms, dict(zip(names.issues, names.options, strict=True)))
    why = None if amiss else names.excluded.get(names.package(text.terms))
    return amiss if why is None else f"with terms that nobody can have ({why})"


def _amiss_in(terms: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> str | None:
    """What is wrong with terms, where these are the issues and their options."""
    for issue in terms:
        if issue not in known:
            return f"on {issue!r}, which is no issue (there are {', '.join(known)})"
    for issue, options in known.items():
        if issue not in terms:
            return f"that says nothing on {issue}"
        if terms[issue] not in options:
            there_are = ", ".join(options)
            return f"with {terms[issue]!r} on {issue}, which is no option (there are {there_are})"
    return None


def _raised(what: str, error: Exception, where: str) -> PluginError:
    """That somebody's code raised, with the line where it did."""
    frames = traceback.extract_tb(error.__traceback__)
    line = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return PluginError(f"{what} raised {type(error).__name__}: {error}{line} ({where}): mend it")
