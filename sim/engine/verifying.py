"""A log against the run that its first event describes, played again.

Inputs are drawn again too, from seed, draw and attempt: a run is played from the values that
it names, and one that was changed might move nothing. If they are others, somebody gave them
by hand, as Python lets one, or altered them: a log cannot tell which, so it is said, and
counts as a difference.

A log is taken at its word for what nothing else decides: the version that played it, what
people chose, how far a game has come, the run that a branch left. A store's hashes, and a
head of it noted elsewhere, hold those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from sim.engine.play import Start, play
from sim.errors import DetenteError, LogError
from sim.talks import fitting
from sim.talks.choices import Choice, by_script, choice_of
from sim.talks.events import AnyEvent, TalksOpened
from sim.talks.fold import opened
from sim.talks.log import as_of_today, lines, says_the_same
from sim.talks.luck import Luck
from sim.talks.naming import misnamed

if TYPE_CHECKING:
    from sim.scenario.case import Case
    from sim.talks.state import State

Value = float | str
_json = msgspec.json.Decoder()
_as_is = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Difference:
    """The first event that is not as played; None: there is none on that side."""

    seq: int
    logged: bytes | None
    played: bytes | None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An input whose value is not the drawn one; None: one of them has no such input."""

    path: str
    logged: Value | None
    drawn: Value | None


@dataclass(frozen=True, slots=True)
class Check:
    """What came of playing a log of so many events again.

    `wrong` says why it could not be played, `misfit` from where on it does not fold, and
    `waits` who has to decide next in a game that is not over: "" if none of it is so.
    """

    events: int
    difference: Difference | None = None
    inputs: tuple[Otherwise, ...] = ()
    wrong: str = ""
    misfit: str = ""
    waits: str = ""

    @property
    def equal(self) -> bool:
        """Whether nothing was found."""
        return self.difference is None and not self.inputs and not self.wrong


def verify(case: Case, events: Sequence[AnyEvent], rows: Sequence[bytes] | None = None) -> Check:
    """Play a log again and compare, event by event and byte by byte; draw its inputs again.

    `rows` are its lines as they were found; None: as they are written today.
    """
    count = len(events)
    inputs: tuple[Otherwise, ...] = ()
    try:
        first = opening(case, events)
        inputs = inputs_otherwise(case, first)
        played, state = _played(case, events)
    except DetenteError as error:
        return Check(count, inputs=inputs, wrong=str(error))
    found = _first(list(lines(events)) if rows is None else rows, list(lines(played)))
    where = None if found is None else misfit(case, events)
    waits = "" if state.outcome else state.tables.names.actors[state.next_timer().who]
    return Check(count, found, inputs, "", "" if where is None else where[1], waits)


def opening(case: Case, events: Sequence[AnyEvent]) -> TalksOpened:
    """The first event of a log that speaks of this scenario and of what it has.

    Raises
    ------
    LogError
        Where it does not; `seq` says which event.
    """
    if not events or not isinstance(events[0], TalksOpened):
        raise LogError("a log starts with TalksOpened; this one does not")
    first = events[0]
    if first.digest != case.digest:
        raise LogError(
            f"the log was played on scenario {first.digest[:8]}, and this is {case.digest[:8]}: "
            "give the scenario, and the facts it cites, as they were"
        )
    wrong = misnamed(case, events)
    if wrong is not None:
        raise LogError(f"event {wrong[0]}: {wrong[1]}", seq=wrong[0])
    return first


def misfit(case: Case, events: Sequence[AnyEvent]) -> tuple[int, str] | None:
    """The first event that does not fold, and what is wrong with it; None: all do."""
    try:
        state = opened(case, opening(case, events))
    except DetenteError as error:
        return getattr(error, "seq", 0), str(error)
    for seq, event in enumerate(events[1:], start=1):
        wrong = fitting.misfit(state, event)
        if wrong:
            return seq, f"event {event.seq} does not fit: {wrong}"
    return None


def inputs_otherwise(case: Case, first: TalksOpened) -> tuple[Otherwise, ...]:
    """The inputs that are not what the run's seed, draw and attempt give."""
    drawn = _drawn(case, first)
    paths = dict.fromkeys([*drawn, *first.values])
    return tuple(
        Otherwise(path, first.values.get(path), drawn.get(path))
        for path in paths
        if first.values.get(path) != drawn.get(path)
    )


def _drawn(case: Case, first: TalksOpened) -> dict[str, Value]:
    units = Luck(first.seed, first.draw).row("inputs", case.paths, first.attempt)
    return case.draw(dict(zip(case.paths, units, strict=True)).__getitem__)


def _played(case: Case, events: Sequence[AnyEvent]) -> tuple[list[AnyEvent], State]:
    first = events[0]
    assert isinstance(first, TalksOpened)
    drawn = _drawn(case, first)
    values = drawn if drawn == first.values else first.values  # in their own order
    choices = _decisions(case, first, events)
    played, state = play(case, values, Start.of(first), choices=choices)
    head = played[0]
    assert isinstance(head, TalksOpened)
    return [replace(head, engine=first.engine), *played[1:]], state  # that is told apart


def _decisions(case: Case, first: TalksOpened, events: Sequence[AnyEvent]) -> list[Choice]:
    """What people decided, up to where the log folds no more: from there on it differs."""
    found: list[Choice] = []
    if all(event.provenance != "chosen" for event in events):
        return found
    state = opened(case, first)
    for event in events[1:]:
        chosen = event.provenance == "chosen" and not by_script(state, event)
        if fitting.misfit(state, event):
            break
        if chosen:
            found.append(choice_of(event))
    return found


def _first(rows: Sequence[bytes], played: Sequence[bytes]) -> Difference | None:
    for seq, (row, line) in enumerate(zip_longest(rows, played)):
        if row is None or line is None:
            return Difference(seq, row, line)
        if row != line:
            today = as_of_today(row, f"event {seq}")
            if (
                today == row
                or not says_the_same(today, line)
                or _as_is.encode(_json.decode(row)) != row
            ):
                return Difference(seq, today, line)
    return None
