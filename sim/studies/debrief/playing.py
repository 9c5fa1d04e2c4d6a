"""Reads games, and plays futures from their decisions to see where their odds turned."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.analysis.debrief import debrief_of, futures_of, turns_of
from sim.analysis.games import Played, game_of, one_scenario
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.errors import SettingError
from sim.interrupts import last_of
from sim.studies.debrief.request import DebriefRequest
from sim.studies.debrief.result import DebriefResult
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.telling.numbers import scale
from sim.telling.story import told
from sim.telling.tale import Tale
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.analysis.debrief import Turn
    from sim.scenario.case import Case
    from sim.talks.events import AnyEvent


def debrief(
    case: Case,
    games: Mapping[str, Sequence[AnyEvent]],
    progress: Progress = QUIET,
    **options: Any,
) -> DebriefResult:
    """Set games of one scenario side by side.

    How each ended, what it came to for each role, whether it left anything on the table, and where
    the odds turned. Nothing is added up over roles, whose points cannot be compared. The result
    shows as a page in the cell of a notebook; `frame()` gives its numbers as a polars frame, one
    row a game and role, and `figure()` draws them.

    Parameters
    ----------
    games
        The events of each by its name, such as `game(case, ["buyer"], choices).events`.
    options
        The fields of `DebriefRequest`: futures, jobs.

    Raises
    ------
    SettingError
        Where an option is none such, or there is no game.

    Examples
    --------
    >>> from sim.api import debrief, load, play
    >>> case = load("flat-sale")
    >>> runs = {f"game {seed}": play(case, seed=seed).events for seed in (1, 2)}
    >>> len(debrief(case, runs, futures=0).found.games)
    2
    """
    if not games:
        raise SettingError("games is empty: give the events of at least one, by its name")
    read = {name: Tale(a_case(case), events, full=True) for name, events in games.items()}
    return last_of(debrief_results(read, requested(DebriefRequest, options), progress))


def debrief_runs(tales: Mapping[str, Tale], request: DebriefRequest) -> int:
    """How many futures are played of games."""
    return futures_of(_over(tales), request.futures) if request.futures else 0


def debrief_results(
    tales: Mapping[str, Tale],
    request: DebriefRequest,
    progress: Progress = QUIET,
    *,
    names: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Generator[DebriefResult]:
    """Games side by side; a cancelled one ends with the futures of the games that were finished.

    Parameters
    ----------
    tales
        The games by name, laid out at full length.
    names, words
        What a command about these games takes, for those that the result's document names.

    Raises
    ------
    SettingError
        Where they are of more than one scenario.
    """
    played = _played(tales)
    one_scenario(played)
    read, over = [game_of(one) for one in played], _over(tales)

    turns = turns_of(over, request.futures, request.jobs, progress.heard) if request.futures else {}
    tale = next(iter(tales.values()))
    yield DebriefResult(
        notice=f"games of {NOTICE}",
        request=request,
        names=tuple(names),
        words=tuple(words),
        title=tale.case.title,
        digest=tale.case.digest,
        detente=VERSION,
        labels=tale.case.labels,
        actors={name: tale.labels.actor(name) for name in tale.labels.actor_ids},
        scale=scale(tale.case),
        found=debrief_of(read, turns),
        happened=dict(_happened(tales, turns)),
        complete=not request.futures or len(turns) == len(over),
    )


def _played(tales: Mapping[str, Tale]) -> list[Played]:
    return [Played(name, tale.case, tale.events) for name, tale in tales.items()]


def _over(tales: Mapping[str, Tale]) -> list[Played]:
    return [one for one in _played(tales) if tales[one.name].end.outcome]


def _happened(tales: Mapping[str, Tale], turns: Mapping[str, Turn]) -> Generator[tuple[str, str]]:
    for name, turn in turns.items():
        if turn.point is not None:
            tale = tales[name]
            yield name, told(tale, tale.events[turn.point.seq]).brief()
