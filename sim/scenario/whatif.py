"""What-if variants: from now they are moves, from the start another scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.dates import day
from sim.scenario.moves import Move
from sim.scenario.settings import Setting, as_text, extended

if TYPE_CHECKING:
    import datetime as dt

    from sim.scenario.language import Scenario
    from sim.scenario.tree import Node


@dataclass(frozen=True, slots=True)
class Variant:
    """One `what_if`: `sets` make the whole change, `moves` its part from now on."""

    name: str
    title: str
    from_: str  # now or start
    sets: tuple[Setting, ...]
    moves: tuple[Move, ...] = ()
    mirror: str | None = None


def titled(title: str, variant: str) -> str:
    """The title of a scenario under a what-if."""
    return f"{title}. What if: {variant}"


def variants(scenario: Scenario, root: Node) -> dict[str, Variant]:
    """The variants a checked scenario names, in its order."""
    found = {}
    for name, block in scenario.what_if.items():
        sets = settings(root, name)
        moves = moves_of(scenario, name, sets) if block.from_ == "now" else ()
        title = block.title or name.replace("-", " ")
        found[name] = Variant(name, title, block.from_, sets, moves, block.mirror)
    return found


def settings(root: Node, name: str) -> tuple[Setting, ...]:
    """The settings a variant comes to: what it sets, adds, and drops from the record."""
    return tuple((path, as_text(node)) for path, node in changes(root, name))


def changes(root: Node, name: str) -> list[tuple[str, Node]]:
    """The same as nodes with their places in the file."""
    found: list[tuple[str, Node]] = []
    block = root.get("what_if", name)
    assert block is not None
    for path in block.ids("set"):
        node = block.get("set", path)
        assert node is not None
        found.append((path, node))
    for path in block.ids("add"):
        node = block.get("add", path)
        assert node is not None
        found.append((path, extended(root, path, node)))
    for answer in block.ids("answers"):
        node = block.get("answers", answer)
        if node is not None and node.text == "drop":
            found.append((f"record.{answer}", type(node)(node.place, text="null", plain=True)))
    return found


def moves_of(scenario: Scenario, name: str, sets: tuple[Setting, ...]) -> tuple[Move, ...]:
    """From now: a withdrawal where a date is set for one, and one `set` at now for the rest."""
    actors, issues = sorted(scenario.actors), list(scenario.issues)
    start: dt.date = scenario.calendar.start
    now = ((scenario.calendar.now - start).days + 1) * MINUTES_A_DAY
    moves: list[Move] = []
    rest: list[Setting] = []
    for path, value in sets:
        actor, _, below = path.partition(".")
        issue, _, field = below.partition(".")
        if field != "withdrawn":
            rest.append((path, value))
            continue
        days = day(value).span(start)[0]
        moves.append(
            Move(
                id=f"{name}.{path}",
                tick=max(now, int(days * MINUTES_A_DAY)),
                actor=actors.index(actor),
                verb="withdraw",
                what=issues.index(issue),
                when=value,
                provenance="chosen",
            )
        )
    if rest:
        moves.append(Move(name, now, -1, "set", provenance="chosen", sets=tuple(rest)))
    return tuple(sorted(moves, key=lambda move: move.tick))
