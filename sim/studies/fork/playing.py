"""Plays futures of a run with a change and without it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.analysis.shifts import day_shift, differing, shifts
from sim.analysis.wording import NOTICE
from sim.ensemble.arguments import a_case
from sim.ensemble.futures import Futures, futures
from sim.interrupts import last_of
from sim.studies.fork.moves import ForkChange, change_of
from sim.studies.fork.request import ForkRequest
from sim.studies.fork.result import ForkResult
from sim.studies.options import requested
from sim.studies.progress import QUIET, Progress
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.log import digest
from sim.telling.line import Line
from sim.telling.story import counts_for, told
from sim.telling.tale import Tale

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.talks.events import AnyEvent


def fork(
    case: Case, events: Sequence[AnyEvent], at: int, progress: Progress = QUIET, **options: Any
) -> ForkResult:
    """Play the futures of a run from an event with a change, and without it.

    Future k has the same luck in both arms, so that what differs is what the change does: the
    paired shift of every outcome's share, with its interval. The result shows as a page in the
    cell of a notebook; `frame()` gives its numbers as a polars frame, one row an outcome, and
    `figure()` draws them.

    Parameters
    ----------
    events
        Of a run of the case: `play(case).events`.
    at
        The number of the event that is replaced, or right after which something is changed.
    options
        The fields of `ForkRequest`: answers, withdraw, sets, table, by, futures, jobs.

    Raises
    ------
    SettingError
        Where an option is none such, nothing is changed, or something that cannot be.

    Examples
    --------
    >>> from sim.api import fork, load, play
    >>> case = load("flat-sale")
    >>> run = play(case, seed=3)
    >>> found = fork(case, run.events, 6, withdraw=["seller.price"], futures=4)
    >>> sum(one.ended_given for one in found.outcomes)
    4
    """
    tale = Tale(a_case(case), events, full=True)
    return last_of(fork_results(tale, at, requested(ForkRequest, options), progress))


def fork_results(
    tale: Tale,
    at: int,
    request: ForkRequest,
    progress: Progress = QUIET,
    *,
    name: str = "",
    words: Sequence[str] = (),
) -> Generator[ForkResult]:
    """The shifts of a fork; a cancelled one ends with the futures that were finished of both arms.

    Parameters
    ----------
    tale
        The run, laid out at full length.
    name, words
        What a command about this run takes, for those that the result's document names.

    Raises
    ------
    DetenteError
        Where nothing is changed, or something that cannot be.
    KeyboardInterrupt
        Where it is cancelled before both arms have some futures.
    """
    change = change_of(tale, tale.known(at), request)
    arm = change.pair.given.arm(tale.case, tale.events)
    example, _ = arm.future(arm.numbers(1)[0])  # first, so that what is not open is said at once

    played = futures(
        tale.case, tale.events, [change.pair], request.futures, request.jobs, progress.heard
    )
    found = _result(tale, change, request, played, Tale(tale.case, example, full=True))
    yield replace(found, name=name, words=tuple(words))


def _result(
    tale: Tale, change: ForkChange, request: ForkRequest, played: Futures, example: Tale
) -> ForkResult:
    """What was played; `example` is a future of the changed arm."""
    without, changed = played.pairs[0].without, played.pairs[0].given
    outcomes = [one.outcome for one in without], [one.outcome for one in changed]
    days = [one.framework_day for one in without], [one.framework_day for one in changed]
    first, at = tale.first, change.pair.without.at
    return ForkResult(
        notice=f"futures of one run of {NOTICE}",
        request=request,
        name="",
        words=(),
        title=tale.labels.title,
        digest=first.digest,
        log_digest=digest(tale.events),
        detente=first.engine,
        seed=first.seed,
        run=first.run,
        draw=first.draw,
        counts=counts_for(tale),
        at=at,
        instead=change.pair.given.instead,
        event=told(tale, tale.events[at]),
        changed=_chosen(example, change),
        filled_in=change.notes,
        forbidden=_forbidden(example, change),
        futures=len(played.numbers),
        outcomes=shifts(*outcomes),
        different=differing(*outcomes),
        framework_days=day_shift("framework", *days),
        complete=played.complete,
    )


def _chosen(example: Tale, change: ForkChange) -> tuple[Line, ...]:
    """What is chosen; what luck gives the answer is another in every future."""
    lines = [told(example, example.events[seq]) for seq in change.chosen]
    return tuple(replace(line, notes=()) for line in lines)


def _forbidden(example: Tale, change: ForkChange) -> tuple[str, ...]:
    """Who is made to say yes across a hard red line of its own."""
    events = [example.events[seq] for seq in change.chosen]
    crossed = {
        event.actor
        for event in events
        if isinstance(event, Answer)
        and given(event) == "accept"
        and event.weighing is not None
        and event.weighing.hard
    }
    return tuple(example.labels.actor(name) for name in sorted(crossed))
