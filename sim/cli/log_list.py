"""The runs of a store as a list: branches under the runs that they left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sim.cli.layout import figures_beside, paragraph
from sim.store.store import open_store
from sim.talks.log import NOTICE
from sim.telling.story import OUTCOMES
from sim.text import many
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.store.store import Store
    from sim.store.stream import Kept

_DEEPEST = 6  # branches of branches that are indented further
ENDED = {
    "TalksCollapsed": "collapsed",
    "ImplementationFailed": "implementation_failed",
    "DealConcluded": "deal",
    "HorizonReached": "no_agreement",
}
_NAMED = 8
_FRAMEWORK = b',"type":"FrameworkAgreed",'


class _Kind(msgspec.Struct):
    type: str


class _Seats(msgspec.Struct):
    seats: tuple[str, ...] = ()


class _First(_Seats):
    branches: tuple[_Seats, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A kept run. `outcome` is "" where it is not over; `parent` is "" for no branch.

    `seats` are the actors that people played, in a game.
    """

    id: str
    scenario: str  # as it was called
    digest: str
    seed: int
    run: int
    future: int
    parent: str
    fork_at: int  # -1 for no branch
    events: int
    outcome: str
    engine: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a store in the order in which they were begun."""

    store: str
    runs: list[Listed]


def listed(where: str) -> Runs:
    """What a store holds.

    Raises
    ------
    StoreError
        Where it cannot be read.
    """
    with open_store(where) as store:
        return Runs(store.name, [_listed(store, one) for one in store.streams()])


def _listed(store: Store, kept: Kept) -> Listed:
    one = kept.stream
    return Listed(
        one.id, one.name, one.digest, one.seed, one.run, one.future, one.parent, one.fork_at,
        kept.version, _outcome(store, kept), one.engine, _seats(store, kept),
    )  # fmt: skip


def _seats(store: Store, kept: Kept) -> tuple[str, ...]:
    """Whom people played, from the start or from a fork on."""
    [row] = store.lines(kept.stream.id, 0, 1)
    first = msgspec.json.decode(row, type=_First)
    late = (name for way in first.branches for name in way.seats)
    return tuple(dict.fromkeys((*first.seats, *late)))


def _outcome(store: Store, kept: Kept) -> str:
    """How a run ended, from its last event: only the horizon needs the others."""
    [last] = store.lines(kept.stream.id, kept.version - 1)
    outcome = ENDED.get(msgspec.json.decode(last, type=_Kind).type, "")
    if outcome == "no_agreement":
        rows = store.lines(kept.stream.id)
        return "framework_only" if any(_FRAMEWORK in row for row in rows) else outcome
    return outcome


def listed_json(found: Runs) -> dict[str, Any]:
    """The list for programs."""
    return {"notice": NOTICE, "store": found.store, "runs": [asdict(one) for one in found.runs]}


def page(found: Runs) -> list[str]:
    """The list at 80 columns."""
    if not found.runs:
        return paragraph(f"{found.store}: no runs yet. `detente run NAME --store` keeps one.")
    count = len(found.runs)
    told = paragraph(
        f"{many(count, 'run')} in {found.store}, the newest last, branches "
        "under the run that they left. Each is one run of a model: neither news nor forecast."
    )
    heads, rows = ["  id"], [["events", "ended"]]
    for depth, one in _tree(found.runs):
        heads.append(f"{'  ' * (1 + min(depth, _DEEPEST))}{one.id}  {_what(one, depth)}")
        rows.append([str(one.events), OUTCOMES[one.outcome]])
    return [*told, "", *figures_beside(heads, rows), *_notes(found)]


def _what(one: Listed, depth: int) -> str:
    """Which run it is: a branch, under the one that it left, is of the same scenario and seed."""
    number = [f"run {one.run}"] if one.run else []
    whole = [] if depth else [Path(one.scenario).stem, f"seed {one.seed}", *number]
    branch = [f"from event {one.fork_at}", f"future {one.future}"] if one.fork_at >= 0 else []
    game = [f"game of {' and '.join(one.seats)}"] if one.seats else []
    return ", ".join([*whole, *branch, *game])


def _notes(found: Runs) -> list[str]:
    here = {one.id for one in found.runs}
    about: dict[str, list[str]] = {}
    for one in found.runs:
        if one.parent and one.parent not in here:
            about.setdefault(f"Left run {one.parent}, which is not here", []).append(one.id)
        if one.engine != VERSION:
            about.setdefault(f"Played by detente {one.engine}", []).append(one.id)
    told = []
    for what, ids in about.items():
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        told += paragraph(f"{what}: {', '.join(ids[:_NAMED])}{more}")
    return ["", *told] if told else []


def _tree(runs: Sequence[Listed]) -> Iterator[tuple[int, Listed]]:
    """Every run once with its depth: under its parent, or by itself where that is not here."""
    here = {one.id for one in runs}
    below: dict[str, list[Listed]] = {}
    for one in runs:
        below.setdefault(one.parent if one.parent in here else "", []).append(one)
    pending = [(0, one) for one in reversed(below.get("", []))]
    while pending:
        depth, one = pending.pop()
        yield depth, one
        pending += [(depth + 1, child) for child in reversed(below.get(one.id, []))]
