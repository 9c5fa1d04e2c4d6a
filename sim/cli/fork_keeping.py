"""Keeps a run that was forked, and futures of its changed arm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.loaded import source_of
from sim.cli.log_keeping import take
from sim.store.store import open_store
from sim.studies.fork.moves import change_of
from sim.studies.fork.result import KeptFuture, KeptFutures

if TYPE_CHECKING:
    from sim.cli.loaded import Found
    from sim.studies.fork.result import ForkResult


def kept(run: Found, result: ForkResult, where: str, count: int) -> KeptFutures:
    """Keep the run, and the first `count` futures of the changed arm.

    Raises
    ------
    StoreError
        Where they cannot be kept.
    """
    case, events = run.tale.case, run.tale.events
    arm = change_of(run.tale, result.at, result.request).pair.given.arm(case, events)
    branches = []
    with open_store(where, create=True) as store:
        parent = run.id if run.which.store else take(store, run.source).id
        for number in arm.numbers(min(count, result.futures)):
            branch, state = arm.future(number, parent)
            source = source_of(run.which, run.name, case, branch)
            branches.append(KeptFuture(take(store, source).id, number, state.outcome))
        return KeptFutures(store.name, parent, tuple(branches))
