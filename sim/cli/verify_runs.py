"""What `detente verify` looks at, and what it finds."""

# What a store needs is imported where there is one.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.cli.loaded import Cases, Source, from_store, kept, the_run
from sim.cli.log_keeping import ALL
from sim.cli.options import Which
from sim.engine.verifying import Check, verify
from sim.errors import DetenteError
from sim.talks.events import TalksOpened

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.store.store import Store
    from sim.store.verifying import Verdict


@dataclass(frozen=True, slots=True)
class Verified:
    """One run as it was called, and what came of it. `check` None: it cannot be read."""

    called: str
    source: Source | None = None
    case: Case | None = None
    check: Check | None = None
    unreadable: str = ""

    @property
    def good(self) -> bool:
        """Whether it is as played."""
        return self.check is not None and self.check.equal

    @property
    def first(self) -> TalksOpened | None:
        """Its first event, if it is one."""
        event = self.source.events[0] if self.source and self.source.events else None
        return event if isinstance(event, TalksOpened) else None

    @property
    def writer(self) -> str:
        """The version that wrote its file, as its first line says; "" of no file."""
        header = None if self.source is None else self.source.header
        return "" if header is None else header.detente

    @property
    def arithmetic(self) -> str:
        """What its numbers were worked out with; "" where it is unknown."""
        return "" if self.source is None else self.source.arithmetic


@dataclass(frozen=True, slots=True)
class Verification:
    """Runs that were played again, and the store they are in if that was checked whole."""

    runs: list[Verified] = field(default_factory=list)
    store: str = ""
    verdict: Verdict | None = None
    every: bool = False  # all runs of the store

    @property
    def equal(self) -> bool:
        """Whether nothing was found."""
        whole = self.verdict is None or self.verdict.flaw is None
        return whole and all(one.good for one in self.runs)

    @property
    def unreadable(self) -> bool:
        """Whether there is something that cannot be read."""
        return any(one.unreadable for one in self.runs)


def verified(whiches: Sequence[Which], store: str, head: str) -> Verification:
    """Verify these runs; of a store without any, or with `all`, the whole store.

    Raises
    ------
    DetenteError
        Where the store cannot be opened, or the only run cannot be read.
    """
    names = [one.name for one in whiches]
    if not store or (names and ALL not in names):
        lenient = len(whiches) > 1
        cases = Cases()
        return Verification([_one(which, cases, lenient=lenient) for which in whiches])
    from sim.store.store import open_store

    with open_store(store) as opened:
        verdict = opened.verify(head)
        runs = list(_every(opened)) if names else []
        return Verification(runs, opened.name, verdict, bool(names))


def _every(store: Store) -> Iterator[Verified]:
    cases = Cases()
    for one in store.streams():
        try:
            found = _checked(one.stream.id, from_store(store, one.stream.id), cases)
        except DetenteError as error:
            yield Verified(one.stream.id, unreadable=str(error))
        else:  # what a good one holds is let go of: there may be many
            yield replace(found, source=None, case=None) if found.good else found


def _one(which: Which, cases: Cases, *, lenient: bool) -> Verified:
    try:
        if not which.kept:
            found = the_run(which)
            check = verify(found.tale.case, found.tale.events)
            return Verified(found.which.called, found.source, found.tale.case, check)
        return _checked(which.name, kept(which), cases)
    except DetenteError as error:
        if not lenient:
            raise
        return Verified(which.name, unreadable=str(error))


def _checked(called: str, source: Source, cases: Cases) -> Verified:
    case = cases.of(source)
    return Verified(called, source, case, verify(case, source.events, source.rows))
