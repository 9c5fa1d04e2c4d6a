"""Detente from Python: load a scenario, play a run, a game, an ensemble.

>>> from sim.api import ensemble, load, play
>>> case = load("flat-sale")
>>> run = play(case, seed=7)
>>> run.summary.outcome in OUTCOMES
True
>>> frame = ensemble(case, runs=40, draws=20, seed=1, jobs=1)
>>> frame.height
40
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.engine.play import play as _play
from sim.ensemble.chunks import Settings, play_run
from sim.ensemble.driver import ensemble as _ensemble
from sim.ensemble.inputs import first_of
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.plugins import PROTOCOLS, TACTICS
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.choices import Choice, asked, chosen
from sim.talks.events import OUTCOMES, AnyEvent, TextTabled
from sim.talks.fold import fold
from sim.talks.projections import Summary, summary
from sim.talks.protocol import Tactic, Turns, View
from sim.talks.state import State
from sim.talks.timers import Timer

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "OUTCOMES",
    "PROTOCOLS",
    "TACTICS",
    "Case",
    "Choice",
    "Game",
    "Run",
    "State",
    "Tactic",
    "TextTabled",
    "Timer",
    "Turns",
    "View",
    "chosen",
    "ensemble",
    "game",
    "load",
    "play",
]


@dataclass(frozen=True, slots=True)
class Run:
    """One played run: its log, and what the log comes to."""

    events: Sequence[AnyEvent]
    summary: Summary


def play(case: Case, seed: int = 0, run: int = 0, draws: int = 100, what_if: str = "") -> Run:
    """Play run `run` of the ensemble of a seed; a pure function of its arguments.

    Parameters
    ----------
    case
        From `load`.
    seed
        0 to 2**63-1.
    run, draws
        Run k of an ensemble of `draws` input draws belongs to draw k mod draws.
    what_if
        One of the scenario's variants, by name.

    Raises
    ------
    SettingError
        Where there is no such variant, protocol or tactic.
    RecordError
        Where no try of the model gives the reported record.
    """
    case, added = under(case, what_if)
    events, _ = play_run(case, seed, run, draws, added)
    return Run(events, summary(events, fold(case, events)))


@dataclass(frozen=True, slots=True)
class Game:
    """A game up to the next decision.

    `whose` seat has to take it, what is `asked` (answer, rethink, table, speak, statement)
    and `seq`, the number its event will have; `whose` and `asked` are "" where it is over,
    and then `summary` says what it came to. `state` is all there is to know, the secrets of
    everyone included.
    """

    events: Sequence[AnyEvent]
    state: State
    seq: int
    whose: str
    asked: str
    summary: Summary | None


def game(case: Case, seats: Sequence[str], choices: Sequence[Choice] = (), seed: int = 0) -> Game:
    """Play a game of some seats on from its decisions so far: a pure function of its arguments.

    Parameters
    ----------
    seats
        Actors whose decisions are given; the engine decides for all others.
    choices
        Decisions in order; each names the `seq` that it was asked for.

    Raises
    ------
    SettingError
        Where there is no such actor, or a decision is not open or not due.
    RecordError
        Where no try of the model gives the reported record.
    """
    for seat in seats:
        if seat not in case.names.actors:
            known = ", ".join(case.names.actors)
            raise SettingError(f"no actor is called {seat!r} here: write one of {known}")
    values, start = first_of(case, seed, seats=tuple(seats))
    events, state = _play(case, values, start, choices=choices)
    if state.outcome:
        return Game(events, state, state.seq, "", "", summary(events, state))
    timer = state.next_timer()
    whose = state.tables.names.actors[timer.who]
    return Game(events, state, state.seq, whose, asked(state, timer), None)


def ensemble(
    case: Case,
    runs: int = 2000,
    draws: int = 100,
    seed: int = 0,
    jobs: int = 1,
    what_if: str = "",
) -> pl.DataFrame:
    """Play an ensemble: a polars frame, one row a run, effective inputs as columns.

    Columns: run, draw, luck, tried, weight, outcome (one of OUTCOMES), framework_day and
    end_day (days after the record; null: never), texts, events, `term.<issue>` (option of
    the framework), `worth.<actor>`, `surplus.<actor>`, `no_deal.<actor>` (0-1, each on its
    own scale) and `input.<path>`.

    Parameters
    ----------
    jobs
        Processes; 0 is one a core. The numbers do not depend on it, and tactics and protocols
        that were added here are known to all of them.

    Raises
    ------
    SettingError
        Where a number is out of range, or a name is unknown.
    RecordError
        Where no try of the model gives the reported record.
    """
    case, added = under(case, what_if)
    return _ensemble(case, Settings(runs, draws, seed, jobs, added)).frame
