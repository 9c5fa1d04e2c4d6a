"""Who stands where, who reaches whom and whose consent is needed: the map as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.report.blocks import (
    Block,
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Row,
    Table,
    Text,
)
from sim.shell import detente, given, operand
from sim.telling.labels import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.actor_map import ActorMap, MappedActor, Span
    from sim.plots.figure import Plate
    from sim.studies.actor_map.result import MapResult

_MOST = 12  # options that are all told; of more the two ends
_FIGURES = {"map": "who stands where", "map-phone": "the same for a phone"}
CONSENT = {"always": "needed", "no": "not needed", "unknown": "needed or not"}


def document(result: MapResult) -> Document:
    """A map as a page."""
    return (*_head(result.map), *_actors(result.map), *_foot(result))


def plates(result: MapResult) -> Sequence[Plate]:
    """The map, wide and for a phone."""
    from sim.plots.actor_map import Words, map_plates  # noqa: PLC0415  (takes a second)

    found = result.map
    words = Words(
        {one.actor: consent(one) for one in found.actors},
        {one.actor: reached_by(found, one) for one in found.actors},
    )
    return map_plates(found, words, alt(found))


def _head(found: ActorMap) -> Iterator[Block]:
    yield Heading(found.title)
    yield Text("A model: neither news nor forecast. Every number is assumed; nothing was played.")
    yield Text(f"{found.issue_title}: {_options(found)}.")
    if found.quota is not None:
        yield Text(f"A text needs {100 * found.quota:g}% of the weight, and every veto.")


def _options(found: ActorMap) -> str:
    options = [f"{k} {title}" for k, title in enumerate(found.options.values(), 1)]
    return "; ".join(options) if len(options) <= _MOST else f"{options[0]} to {options[-1]}"


def _actors(found: ActorMap) -> Iterator[Block]:
    numbers = numbers_of(found)
    heads = ("option", "salience", "no deal", "consent", "reached by")
    columns = tuple(Column((head,)) for head in heads)
    rows = (Row(f"{numbers[one.actor]} {one.title}", cells(found, one)) for one in found.actors)
    yield Table(f"WHO STANDS WHERE: {spoken(found.issue)}", columns, tuple(rows))
    yield Note(
        "Option: what is liked best; * the farthest from what is opposed. Ranges are all that it "
        "may be, ~ where the file does not say. No deal: what it is worth."
    )


def numbers_of(found: ActorMap) -> dict[str, int]:
    """What actors go by in the map: from 1, in its order."""
    return {one.actor: k for k, one in enumerate(found.actors, 1)}


def cells(found: ActorMap, one: MappedActor) -> tuple[str, str, str, str, str]:
    """Position, salience, worth of no deal, consent and who reaches it, in few words."""
    position, salience = "-", "-"
    if one.position is not None:
        low, _, high = found.place(one.position)
        position = f"{low + 1:g}" if low == high else f"{low + 1:g}-{high + 1:g}"
        position += "*" if one.position.by == "opposes" else ""
        salience = span(one.position.salience)
    worth = "a package" if one.fallback else span(one.worth)
    return position, salience, worth, consent(one), reached_by(found, one) or "-"


def reached_by(found: ActorMap, one: MappedActor) -> str:
    """The numbers of those who have a channel to an actor."""
    places = sorted(numbers_of(found)[who] for who in one.reached_by)
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run))
                     for run in runs)  # fmt: skip


def consent(one: MappedActor) -> str:
    """Whether its consent is needed."""
    told = CONSENT.get(one.consent, one.consent)
    return f"{told}, veto" if one.veto else told


def span(one: Span | None) -> str:
    """A range of points: `60-80`, `~20-70`; a dash where there is none."""
    if one is None:
        return "-"
    low, high = f"{one.low:g}", f"{one.high:g}"
    return f"{'~' * one.default}{low if low == high else f'{low}-{high}'}"


def alt(found: ActorMap) -> str:
    """The map for whoever cannot see it."""
    heads = ("option", "salience", "no deal", "consent", "reached by")
    rows = (
        f"{number} {one.title}: "
        + ", ".join(f"{head} {cell}" for head, cell in zip(heads, cells(found, one), strict=True))
        for number, one in enumerate(found.actors, 1)
    )
    told = f"{found.title}: who stands where on {found.issue_title} ({_options(found)}). "
    return told + "; ".join(rows) + "."


def _foot(result: MapResult) -> Iterator[Block]:
    for name, about in _FIGURES.items():
        path = f"{result.folder}/{name}.png" if f"{name}.png" in result.files else ""
        yield Figure(path, about, name=name)
    found = result.map
    others = [issue for issue in found.issues if issue != found.issue]
    if result.name and others:
        words = [*given("--issue", others[0]), *given("--set", *result.sets)]
        call = detente("map", operand(result.name), *words)
        yield Command("NEXT", call, "another issue")
    yield Note(f"scenario {found.digest[:8]}")
