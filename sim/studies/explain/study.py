"""Says why an event of a run came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sim.ensemble.arguments import a_case
from sim.studies.explain.result import ExplainResult
from sim.talks.log import NOTICE, digest
from sim.telling.reasons import reasons
from sim.telling.tale import Tale

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.talks.events import AnyEvent


def explain(case: Case, events: Sequence[AnyEvent], at: int) -> ExplainResult:
    """Say why an event of a run came about.

    The numbers it rests on, the bars they were measured against, the draw, and what led up to it;
    of an answer also what would have made it another. The result shows as a page in the cell of a
    notebook; `frame()` gives what would have made it another answer as a polars frame, one row a
    way, in points of 0-100.

    Parameters
    ----------
    events
        Of a run of the case: `play(case).events`.
    at
        The number of the event.

    Raises
    ------
    SettingError
        Where the run has no such event.

    Examples
    --------
    >>> from sim.api import explain, load, play
    >>> case = load("flat-sale")
    >>> explain(case, play(case).events, 28).kind
    'TextCriticised'
    """
    return explained(Tale(a_case(case), events, full=True), at)


def explained(tale: Tale, at: int, *, name: str = "", words: Sequence[str] = ()) -> ExplainResult:
    """The reasons of an event of a run that is laid out at full length.

    Parameters
    ----------
    name, words
        What a command about this run takes, for those that the result's document names.

    Raises
    ------
    SettingError
        Where the run has no such event.
    """
    found, first = reasons(tale, at), tale.first
    event = tale.events[at]
    return ExplainResult(
        notice=NOTICE,
        name=name,
        words=tuple(words),
        title=tale.labels.title,
        digest=first.digest,
        log_digest=digest(tale.events),
        detente=first.engine,
        seed=first.seed,
        run=first.run,
        draw=first.draw,
        kind=type(event).__name__,
        event=msgspec.to_builtins(event),
        reasons=found,
    )
