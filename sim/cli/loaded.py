"""A run from what the command line names: played anew, or read from a log."""

# What a store needs is imported where there is one.
# ruff: noqa: PLC0415

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.options import Which, refuse_for_log
from sim.engine import protocols, tactics
from sim.ensemble.chunks import play_run
from sim.ensemble.what_if import under
from sim.scenario.loading import load, load_text
from sim.talks.log import read_log, run_id
from sim.telling.tale import Tale

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.talks.log import Header

LOG_ENDS = (".jsonl", ".ndjson", ".log")


def loaded(name: str, sets: Sequence[str] = ()) -> Case:
    """The case of a scenario.

    Raises
    ------
    DetenteError
        Where it does not validate, or there is none.
    """
    return load(name, sets)


def played(which: Which, *, full: bool = False) -> Tale:
    """A run, played.

    Raises
    ------
    DetenteError
        Where the scenario does not validate, or no try gives its record.
    """
    case, added = under(loaded(which.name, which.sets), which.what_if)
    events, _ = play_run(case, which.seed, which.run, which.draws, added)
    return Tale(case, events, full=full)


@dataclass(frozen=True, slots=True)
class Found:
    """A run that a command was given, wherever it came from."""

    tale: Tale
    name: str  # its scenario as it was called
    which: Which
    again: str  # what to write after a command to get this run

    @property
    def id(self) -> str:
        """What it is called in a store."""
        return run_id(self.tale.events)


def the_run(which: Which, *, full: bool = False) -> Found:
    """The run that RUN and its options name: in a store, in a log, or to be played.

    Raises
    ------
    DetenteError
        Where there is none such, or what there is cannot be read or played.
    """
    if which.store:
        refuse_for_log(which.sets, which.what_if)
        tale, name = _kept(which, full)
        return Found(tale, name, which, f"{which.quoted} --store {shlex.quote(which.store)}")
    if is_log(which.name):
        refuse_for_log(which.sets, which.what_if)
        tale, header = read(which.name, full=full)
        return Found(tale, header.name, which, which.quoted)
    return Found(played(which, full=full), which.name, which, f"{which.quoted} {which.words}")


def _kept(which: Which, full: bool) -> tuple[Tale, str]:
    from sim.store.keeping import events_of
    from sim.store.store import open_store

    protocols.register()
    tactics.register()
    with open_store(which.store) as store:
        kept = store.find(which.name)
        events = events_of(store, kept)
    case = load_text(kept.stream.text, kept.stream.name)
    return Tale(case, events, full=full), kept.stream.name


def is_log(name: str) -> bool:
    """Whether a name is that of a log file rather than of a scenario."""
    return Path(name).suffix in LOG_ENDS


def read(path: str, *, full: bool = False) -> tuple[Tale, Header]:
    """A run from its log alone: nothing is played.

    Raises
    ------
    DetenteError
        Where the log cannot be read, or its scenario does not validate.
    """
    protocols.register()
    tactics.register()
    log = read_log(Path(path))
    case = load_text(log.header.scenario, log.header.name)
    return Tale(case, log.events, full=full), log.header
