"""Detente from Python: load a scenario, play a run, a game, an ensemble.

>>> from sim.api import ensemble, load, play
>>> case = load("flat-sale")
>>> run = play(case, seed=7)
>>> run.summary.outcome in OUTCOMES
True
>>> frame = ensemble(case, runs=40, draws=20, seed=1, jobs=1).frame
>>> frame.height
40
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import SupportsIndex

from sim.engine.play import Start
from sim.engine.play import play as _play
from sim.ensemble.arguments import (
    DRAWS,
    LAST_RUN,
    MOST_JOBS,
    MOST_RUNS,
    RUNS,
    a_case,
    draws_of,
    whole,
)
from sim.ensemble.chunks import Settings, Workshop
from sim.ensemble.driver import Ensemble as _Ensemble
from sim.ensemble.driver import ensemble as _ensemble
from sim.ensemble.given import with_inputs
from sim.ensemble.inputs import pilot
from sim.ensemble.what_if import under
from sim.errors import SettingError
from sim.exports.exporting import Exported, exported
from sim.imports.importing import Imported, ImportRequest, imported
from sim.model.constants import MOST_TRIES
from sim.plugins import PROTOCOLS, RULES, TACTICS, editions
from sim.scenario.case import Case
from sim.scenario.loading import load as _load
from sim.studies.actor_map.result import MapResult
from sim.studies.actor_map.study import actor_map
from sim.studies.bargain.playing import bargain, bargain_results
from sim.studies.bargain.request import BargainRequest
from sim.studies.bargain.result import BargainResult
from sim.studies.compare.playing import compare, compare_results
from sim.studies.compare.request import CompareRequest
from sim.studies.compare.result import CompareResult
from sim.studies.debrief.playing import debrief, debrief_results
from sim.studies.debrief.request import DebriefRequest
from sim.studies.debrief.result import DebriefResult
from sim.studies.ensemble.playing import ensemble as ensemble_results
from sim.studies.ensemble.request import EnsembleRequest
from sim.studies.ensemble.result import EnsembleResult
from sim.studies.ensemble.results import whole_result
from sim.studies.ensemble.study import EnsembleStudy
from sim.studies.explain.result import ExplainResult
from sim.studies.explain.study import explain
from sim.studies.fork.playing import fork, fork_results
from sim.studies.fork.request import ForkRequest
from sim.studies.fork.result import ForkResult
from sim.studies.progress import Progress
from sim.studies.sensitivity.playing import (
    SensitivityPlan,
    sensitivities,
    sensitivity_plan,
    sensitivity_results,
)
from sim.studies.sensitivity.request import SensitivityRequest
from sim.studies.sensitivity.result import SensitivityResult
from sim.studies.stability.request import StabilityRequest
from sim.studies.stability.result import StabilityResult
from sim.studies.stability.study import stability, stability_results
from sim.studies.sweep.playing import SweepPlan, sweep, sweep_plan, sweep_results
from sim.studies.sweep.request import SweepRequest
from sim.studies.sweep.result import SweepResult
from sim.studies.turning.playing import turning_points, turning_results
from sim.studies.turning.request import TurningRequest
from sim.studies.turning.result import TurningResult
from sim.talks import events
from sim.talks.choices import Choice, asked, chosen
from sim.talks.events import OUTCOMES, AnyEvent, TalksOpened, TextTabled
from sim.talks.luck import MAX_SEED
from sim.talks.projections import Summary, summary
from sim.talks.prospects import Prospects
from sim.talks.protocol import Rule, Tactic, Turns, View
from sim.talks.state import State
from sim.talks.timers import Timer
from sim.text import many

__all__ = [
    "OUTCOMES",
    "PROTOCOLS",
    "RULES",
    "TACTICS",
    "AnyEvent",
    "BargainRequest",
    "BargainResult",
    "Case",
    "Choice",
    "CompareRequest",
    "CompareResult",
    "DebriefRequest",
    "DebriefResult",
    "Ensemble",
    "EnsembleRequest",
    "EnsembleResult",
    "ExplainResult",
    "Exported",
    "ForkRequest",
    "ForkResult",
    "Game",
    "ImportRequest",
    "Imported",
    "Interrupted",
    "MapResult",
    "Progress",
    "Prospects",
    "Rule",
    "Run",
    "SensitivityPlan",
    "SensitivityRequest",
    "SensitivityResult",
    "StabilityRequest",
    "StabilityResult",
    "State",
    "Summary",
    "SweepPlan",
    "SweepRequest",
    "SweepResult",
    "Tactic",
    "TextTabled",
    "Timer",
    "TurningRequest",
    "TurningResult",
    "Turns",
    "View",
    "actor_map",
    "bargain",
    "bargain_results",
    "chosen",
    "compare",
    "compare_results",
    "debrief",
    "debrief_results",
    "ensemble",
    "ensemble_results",
    "events",
    "explain",
    "exported",
    "fork",
    "fork_results",
    "game",
    "imported",
    "load",
    "play",
    "sensitivities",
    "sensitivity_plan",
    "sensitivity_results",
    "stability",
    "stability_results",
    "sweep",
    "sweep_plan",
    "sweep_results",
    "turning_points",
    "turning_results",
    "with_inputs",
]
_SHOPS = 4  # cases and seeds whose tries are remembered: at most 8 MB each


def load(name_or_path: str | os.PathLike[str], sets: Sequence[str] = ()) -> Case:
    """The case of a scenario file, or of a shipped scenario by its name.

    Parameters
    ----------
    name_or_path
        A path, or a name such as `cairo-2024`.
    sets
        Settings such as `israel.corridor.salience=high`.

    Raises
    ------
    ScenarioError
        With every fault found.
    SettingError
        If there is no such scenario, or a setting is no `path=value`.
    """
    if not isinstance(name_or_path, str | os.PathLike):
        raise SettingError(f"name_or_path is {name_or_path!r:.60}: write a name or a path")
    return _load(os.fspath(name_or_path), _several("sets", sets))


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """One played run: its log, and what the log comes to."""

    events: Sequence[AnyEvent]
    summary: Summary

    @property
    def inputs(self) -> dict[str, float | str]:
        """What it was played with: the value of every input, by path (see `with_inputs`)."""
        first = self.events[0]
        assert isinstance(first, TalksOpened)
        return dict(first.values)

    def __repr__(self) -> str:
        told = self.summary
        return f"Run({told.outcome} on day {told.end_day:.1f}, {many(len(self.events), 'event')})"


def play(
    case: Case,
    seed: SupportsIndex = 0,
    run: SupportsIndex = 0,
    draws: SupportsIndex = DRAWS,
    what_if: str = "",
    *,
    tried: SupportsIndex = 0,
) -> Run:
    """Play run `run` of the ensemble of a seed; a pure function of its arguments.

    The tries of the record are remembered for a few cases and seeds: further runs of the same
    draws do not search again.

    Parameters
    ----------
    case
        From `load`, or `with_inputs`.
    seed
        0 to 2**63-1.
    run, draws
        Run k of an ensemble of `draws` input draws belongs to draw k mod draws.
    what_if
        One of the scenario's variants, by name.
    tried
        The try at which its inputs are kept, where that is known: `inputs_tried` of a frame.
        With the inputs of the same row the same run comes out, if it weighs 1.

    Returns
    -------
    One kept draw of the model given the record. Where that is too rare to wait for its
    `RecordClosed.weight` is below 1, and only weighed, over many runs, are they such draws; an
    ensemble may then have looked further, and keep others.

    Raises
    ------
    SettingError
        Where an argument is none such, or there is no such variant, protocol or tactic.
    PluginError
        Where a protocol or tactic of somebody's does what none may.
    RecordError
        Where no try of the model gives the reported record.
    """
    number, of = whole("run", run, 0, LAST_RUN), whole("draws", draws, 1, MOST_RUNS)
    seed, tried = whole("seed", seed, 0, MAX_SEED), whole("tried", tried, 0, MOST_TRIES)
    case, added = under(a_case(case), what_if)
    if tried:
        shop = Workshop(case, seed, added, tried={number % of: tried})
    else:
        shop = _shop(case, seed, added)
    events, row = shop.run(number, of)
    return Run(events, row.summary)


def _shop(case: Case, seed: int, what_if: str) -> Workshop:
    """Where the runs of a case and seed are played, the inputs it kept with it."""
    return _known_shop(case, seed, what_if, editions())


@lru_cache(maxsize=_SHOPS)
def _known_shop(case: Case, seed: int, what_if: str, _: tuple[int, ...]) -> Workshop:
    return Workshop(case, seed, what_if, ceiling=pilot(case, seed).ceiling)


def _several(name: str, words: object) -> Sequence[str]:
    if isinstance(words, str):
        raise SettingError(f"{name} is {words!r}: write a list, as [{words!r}]")
    if not isinstance(words, Sequence) or not all(isinstance(word, str) for word in words):
        raise SettingError(f"{name} is {words!r:.60}: write a list of texts, [] for none")
    return words


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        stands = f"{self.whose} has to {self.asked}" if self.whose else self.state.outcome
        return f"Game({stands}, {many(len(self.events), 'event')})"


def game(
    case: Case, seats: Sequence[str], choices: Sequence[Choice] = (), seed: SupportsIndex = 0
) -> Game:
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
    seed = whole("seed", seed, 0, MAX_SEED)
    for seat in _several("seats", seats):
        if seat not in a_case(case).names.actors:
            known = ", ".join(case.names.actors)
            raise SettingError(f"no actor is called {seat!r} here: write one of {known}")
    shop = _shop(case, seed, "")
    kept = shop.kept(0)
    start = Start(seed, attempt=kept.tried - 1, ceiling=shop.ceiling, seats=tuple(seats))
    events, state = _play(case, kept.values, start, choices=choices)
    if state.outcome:
        return Game(events, state, state.seq, "", "", summary(events, state))
    timer = state.next_timer()
    whose = state.tables.names.actors[timer.who]
    return Game(events, state, state.seq, whose, asked(state, timer), None)


@dataclass(frozen=True, repr=False)
class Ensemble(_Ensemble):
    """Played runs, and what they come to."""

    variant: str = ""

    @cached_property
    def result(self) -> EnsembleResult:
        """What `detente ensemble` prints of them, as plain data; worked out when asked for."""
        request = EnsembleRequest(self.settings.runs, jobs=self.settings.jobs)
        return whole_result(EnsembleStudy("", (), self.variant, self, None, ()), request)


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while an ensemble was played; `finished` is what was done by then."""

    def __init__(self, finished: Ensemble) -> None:
        self.finished = finished
        super().__init__(f"{finished!r}: .finished holds them")


def ensemble(
    case: Case,
    runs: SupportsIndex = RUNS,
    draws: SupportsIndex | None = None,
    seed: SupportsIndex = 0,
    jobs: SupportsIndex = 1,
    what_if: str = "",
) -> Ensemble:
    """Play an ensemble. Its `frame` is a polars frame, one row a run, inputs as columns.

    Its `result` is what they come to (`EnsembleResult`); `ensemble_results` gives the same, and
    partial results while runs are played.

    Columns: run, draw, luck, inputs_tried, tried, weight, outcome (one of OUTCOMES),
    framework_day and end_day (days after the record; null: never), open_packages, texts,
    events, lapsed, unanswered, replaced, `term.<issue>` (option of the framework),
    `worth.<actor>`, `surplus.<actor>`, `no_deal.<actor>` (0-1, each on its own scale),
    `tabled.<actor>`, `revising.<actor>`, `missing.<actor>` (texts) and `input.<path>`.

    `complete` is False where runs killed whoever played them (`set_aside`), so that the frame
    lacks them.

    Parameters
    ----------
    draws
        Draws of the unknown inputs; None: 1,000, or half the runs where that is fewer.
    jobs
        Processes; 0 is one a core. The numbers do not depend on it, and tactics and protocols
        that were added here are known to all of them.

    Raises
    ------
    SettingError
        Where a number is out of range, or a name is unknown.
    PluginError
        Where a protocol or tactic of somebody's does what none may.
    RecordError
        Where no try of the model gives the reported record.
    Interrupted
        On Ctrl-C: a KeyboardInterrupt that holds what was finished. A plain one, where nothing
        was.
    """
    runs = whole("runs", runs, 1, MOST_RUNS)
    draws = draws_of(runs, None if draws is None else whole("draws", draws, 1, MOST_RUNS))
    seed, jobs = whole("seed", seed, 0, MAX_SEED), whole("jobs", jobs, 0, MOST_JOBS)
    case, added = under(a_case(case), what_if)
    found = _ensemble(case, Settings(runs, draws, seed, jobs, added))
    parts = {one.name: getattr(found, one.name) for one in fields(_Ensemble)}
    played = Ensemble(**parts, variant=what_if)
    if played.interrupted:
        raise Interrupted(played)
    return played
