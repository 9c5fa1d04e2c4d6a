"""A run from what the command line names: played anew, or read from a log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.options import Which
from sim.engine import protocols, tactics
from sim.ensemble.chunks import play_run
from sim.ensemble.what_if import under
from sim.scenario.loading import load, load_text
from sim.talks.log import read_log
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
