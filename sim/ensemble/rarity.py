"""Which entry of a record makes it rare, and which inputs would help.

Entries are taken in the order of the list: each has the chance that it comes out given those
before it, over tries of the inputs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.scenario.record_order import ANSWERS
from sim.talks.conditioning import Answered, Record, left_by
from sim.talks.event import Answer
from sim.talks.events import AnyEvent
from sim.talks.state import State
from sim.text import many

if TYPE_CHECKING:
    from sim.ensemble.fit import Fit
    from sim.scenario.case import Case

Floats = npt.NDArray[np.float64]
LEAST = 20  # tries in which it comes out: fewer say little of what helps
_CLEAR = 3.7  # standard deviations: 1 in 5,000 by chance, of some 100 inputs
_NAMED = 3  # inputs


@dataclass(frozen=True, slots=True)
class Looked:
    """One try: its inputs, and of each entry the chance and what room it leaves luck.

    `chances` has that of the first entry, of the first two, and so on; `rooms` the width of
    what the entries so far leave of the luck behind each, below 0 where that is none.
    """

    values: dict[str, float | str]
    chances: tuple[float, ...]
    rooms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rarest:
    """The entry that is least likely given those before it.

    `share` is that likelihood over the tries; `help` names inputs and the way they would have to
    go, the strongest first.
    """

    name: str
    place: str  # file:line:column
    share: float
    help: tuple[str, ...]


def answers_of(case: Case) -> tuple[str, ...]:
    """The names of the entries that are answers, as listed."""
    return tuple(name for name, entry in case.scenario.record.items() if entry.does in ANSWERS)


def looked(
    case: Case, values: dict[str, float | str], events: list[AnyEvent], state: State
) -> Looked:
    """What a try says of each entry."""
    record = state.record
    assert record is not None, "a record played to its end"
    keys = _keys(record, events, state)
    order = [keys[name] for name in answers_of(case) if name in keys]
    steps = [(key,) for key in order]
    rooms = []
    for place, (actor, package, _) in enumerate(order):
        lo, hi = left_by({k: record.answers[k] for k in order[: place + 1]})[actor, package]
        rooms.append(hi - lo)
    return Looked(values, tuple(record.chances(steps)), tuple(rooms))


def _keys(record: Record, events: list[AnyEvent], state: State) -> dict[str, Answered]:
    """The recorded answers by the names of their entries."""
    moves = (move for move in state.script if move.verb in ANSWERS and move.provenance != "chosen")
    by_event = {key[2]: key for key in record.answers}
    answers = (event.seq for event in events if isinstance(event, Answer))
    found = zip(moves, answers, strict=False)
    return {move.id: by_event[seq] for move, seq in found if seq in by_event}


def rarest(case: Case, tries: Iterable[Looked]) -> Rarest | None:
    """The entry that makes the record rare; None where it has no answer."""
    found, names = list(tries), answers_of(case)
    if not names or not found:
        return None
    chances = np.array([(1.0, *one.chances) for one in found])
    totals = chances.sum(axis=0)
    shares = np.divide(totals[1:], totals[:-1], out=np.ones(len(names)), where=totals[:-1] > 0.0)
    worst = int(shares.argmin())
    before, after = chances[:, worst], chances[:, worst + 1]
    score = np.divide(after, before, out=np.zeros_like(after), where=before > 0.0)
    if np.count_nonzero(score) < LEAST:
        score = np.array([one.rooms[worst] for one in found])
    node = case.written.root.get("record", names[worst])
    place = "" if node is None else str(node.place)
    return Rarest(names[worst], place, float(shares[worst]), _help(case, found, score))


def _help(case: Case, found: Sequence[Looked], score: Floats) -> tuple[str, ...]:
    """Inputs that go with a greater score: by rank, each by itself (Spearman 1904)."""
    ranks, told = _ranks(score), list[tuple[float, str]]()
    for path in (one.path for one in case.inputs if one.uncertain):
        values = [one.values[path] for one in found]
        if isinstance(values[0], str):
            told += [
                (_by_word(ranks, values, word), f"{path}={word}") for word in dict.fromkeys(values)
            ]
        else:
            z = _trend(ranks, _ranks(np.asarray(values, dtype=np.float64)))
            told.append((abs(z), f"{'higher' if z > 0 else 'lower'} {path}"))
    strong = sorted((one for one in told if one[0] > _CLEAR), key=lambda one: (-one[0], one[1]))
    return tuple(text for _, text in strong[:_NAMED])


def _ranks(values: Floats) -> Floats:
    """Ranks from 0, those of equals their mean."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + 1) / 2)[place], dtype=np.float64)


def _trend(one: Floats, other: Floats) -> float:
    """A rank correlation in standard deviations of what chance gives."""
    spread = float(one.std() * other.std())
    if spread <= 0.0:
        return 0.0
    rho = float(np.mean((one - one.mean()) * (other - other.mean()))) / spread
    return rho * math.sqrt(len(one))


def _by_word(ranks: Floats, values: Sequence[float | str], word: float | str) -> float:
    return _trend(ranks, np.array([value == word for value in values], dtype=np.float64))


def sentence(found: Rarest, tries: int) -> str:
    """The entry, how rare it is and what would help, in a few lines."""
    chance = f"comes out in {1000 * found.share:.2g} of 1,000" if found.share else "never comes out"
    text = f"record.{found.name} {chance}, given the entries before it ({many(tries, 'try')})"
    if found.help:
        return f"{text}; what would help: {', '.join(found.help)}"
    return text


def why_rare(fit: Fit) -> str:
    """What makes the record rare, and whether the search for draws stopped at its limit."""
    if not fit.limit:
        return fit.rarest
    stopped = (
        f"The search stopped at its limit of {many(fit.limit, 'try')} a draw on average, before 50 "
        "of 100 draws stood, of equal weight"
    )
    return f"{fit.rarest}. {stopped}" if fit.rarest else stopped
