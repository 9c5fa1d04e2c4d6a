"""Actors with positions, saliences and influence, from whatever file, as a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.errors import Place
from sim.imports.cells import Cell
from sim.imports.convening import calendar, convened
from sim.imports.draft import Draft, DraftActor, DraftIssue, Ids, titled
from sim.imports.grid import Grid, grid, spread
from sim.imports.importing import ImportRequest
from sim.imports.notes import Notes, refuse
from sim.imports.numbers import as_written, is_number, number
from sim.scenario.limits import LIMITS, longest
from sim.scenario.tree import Data

WORDS = ("very low", "low", "medium", "high", "very high", "unknown")
ROLES = ("party", "stakeholder", "mediator", "observer")


@dataclass(frozen=True, slots=True)
class Dimension:
    """An issue: where it is named, and the cell that lists its options, if there is one."""

    title: str
    place: Place
    options: Cell | None = None
    status_quo: Cell | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """One actor; positions and saliences by dimension, and inputs of the actor by path."""

    name: Cell
    positions: Sequence[Cell]
    saliences: Sequence[Cell]
    influence: Cell | None = None
    role: Cell | None = None
    source: Cell | None = None
    inputs: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spatial:
    """All of a table."""

    title: str
    place: Place
    dimensions: Sequence[Dimension]
    stands: Sequence[Stand]
    said_shares: bool = False  # whether saliences are said to be parts of 1


def drafted(spatial: Spatial, request: ImportRequest, notes: Notes) -> Draft:
    """The scenario.

    Raises
    ------
    ForeignError
        Where a cell cannot be read, or no scenario can hold it.
    """
    _see_counts(spatial)
    grids = _grids(spatial, notes)
    ids = Ids("issue")
    names = [ids.of(dimension.title) for dimension in spatial.dimensions]
    issues = tuple(
        DraftIssue(name, _issue(dimension, one), one.count, dimension.place)
        for name, dimension, one in zip(names, spatial.dimensions, grids, strict=True)
    )
    actor_ids = Ids("actor")
    writer = _Stances(names, grids, _points_each(spatial, notes), notes)
    actors = _actors(spatial, actor_ids, writer, notes)
    more: dict[str, Data] = {"calendar": calendar(notes)}
    if consent := _consent(spatial, actors, request, notes):
        more["consent"] = consent
    protocol, actors = convened(actors, actor_ids, spatial.place, notes)
    if consent:
        protocol = "mediated" if ["mediator"] in [a.block["roles"] for a in actors] else protocol
    more = {"protocol": protocol, **more}
    return Draft(
        request.title or spatial.title, spatial.place, issues, tuple(actors), notes.all(), more=more
    )


def _see_counts(spatial: Spatial) -> None:
    for what, found in (("issues", spatial.dimensions), ("actors", spatial.stands)):
        limit = LIMITS[what]
        if not limit.holds(len(found)):
            wrong = f"{len(found):,} {what} (a scenario has {limit.least:g} to {limit.most:g})"
            refuse(spatial.place, wrong, "add some, or leave some out")


def _grids(spatial: Spatial, notes: Notes) -> list[Grid]:
    share = spread(len(spatial.dimensions))
    found = []
    for k, dimension in enumerate(spatial.dimensions):
        cells = [stand.positions[k] for stand in spatial.stands if stand.positions[k].text]
        if dimension.status_quo is not None:
            cells.append(dimension.status_quo)
        if not cells:
            refuse(dimension.place, f"no position on {dimension.title}", "write two or more")
        found.append(grid(dimension.title, dimension.options, cells, share, notes))
        notes.carried(f"positions on {dimension.title}", *_places(cells))
    return found


def _issue(dimension: Dimension, one: Grid) -> dict[str, Data]:
    block: dict[str, Data] = {"title": dimension.title, "options": one.options}
    if dimension.status_quo is not None:
        block["status_quo"] = one.chosen[dimension.status_quo]
    return block


def _points_each(spatial: Spatial, notes: Notes) -> int:
    """What a unit of salience is in points: 100 where saliences are parts of 1."""
    cells = [one for stand in spatial.stands for one in stand.saliences if is_number(one.text)]
    found = [number(cell.text, cell.place, "the salience", least=0, most=100) for cell in cells]
    if not found:
        return 1
    notes.carried("saliences", *_places(cells))
    if max(found) > 1:
        return 1
    notes.assumed("saliences are parts of 1, read as so many hundredths", *_places(cells))
    return 100


def _places(cells: Sequence[Cell]) -> list[Place]:
    return [cell.place for cell in cells]


@dataclass(frozen=True, slots=True)
class _Stances:
    """Writes what an actor wants on each issue."""

    issues: Sequence[str]
    grids: Sequence[Grid]
    points_each: int
    notes: Notes

    def of(self, stand: Stand) -> dict[str, Data]:
        """Its stances by issue."""
        found: dict[str, Data] = {}
        for issue, one, at, salience in zip(
            self.issues, self.grids, stand.positions, stand.saliences, strict=True
        ):
            stance: dict[str, Data] = {}
            if at.text:
                stance["wants"] = one.chosen[at]
            else:
                self.notes.assumed(f"{stand.name.text} may want anything on {issue}", at.place)
            if salience.text.lower() in WORDS:
                stance["salience"] = salience.text.lower()
            elif salience.text:
                value = number(salience.text, salience.place, "the salience", least=0, most=100)
                stance["salience"] = as_written(value * self.points_each)
            else:
                self.notes.assumed(f"{stand.name.text}: salience unknown", salience.place)
            if stance:
                found[issue] = stance
        return found


def _actors(spatial: Spatial, ids: Ids, stances: _Stances, notes: Notes) -> list[DraftActor]:
    seen: dict[str, Cell] = {}
    found = []
    for stand in spatial.stands:
        name = titled(stand.name.text, stand.name.place)
        if (before := seen.setdefault(name.casefold(), stand.name)) is not stand.name:
            refuse(stand.name.place, f"{name!r:.60} is in {before.place} already", "name it once")
        role = _role(stand, notes)
        block: dict[str, Data] = {"title": name, "roles": [role]}
        no_deal: dict[str, Data] = {}
        for path, cell in stand.inputs.items():
            group, _, key = path.rpartition(".")
            (no_deal if group else block)[key] = _points(cell, path)
            notes.carried(f"{what_is(path)} ({name})", cell.place)
        if no_deal:
            block["no_deal"] = no_deal
        block |= stances.of(stand) if role in ("party", "stakeholder") else {}
        if stand.source is not None and stand.source.text:
            block["assumed"] = stand.source.text[: longest("prose")]
        found.append(DraftActor(ids.of(name), block, stand.name.place))
    answering = [a.id for a in found if a.block["roles"] in (["party"], ["stakeholder"])]
    return [
        DraftActor(a.id, {**a.block, "reaches": [*answering], "leans": "none"}, a.place)
        if a.block["roles"] == ["mediator"]
        else a
        for a in found
    ]


def _role(stand: Stand, notes: Notes) -> str:
    if stand.role is None or not stand.role.text:
        place = stand.name.place if stand.role is None else stand.role.place
        if stand.role is None:
            notes.assumed("every actor is a party, whose consent counts (no column role)")
        else:
            notes.assumed(f"{stand.name.text} is a party", place)
        return "party"
    role = stand.role.text.lower()
    if role not in ROLES:
        cure = f"write one of {', '.join(ROLES)}"
        refuse(stand.role.place, f"no role (got {stand.role.text!r:.60})", cure)
    return role


def _points(cell: Cell, path: str) -> Data:
    if cell.text.lower() in WORDS:
        return cell.text.lower()
    return as_written(number(cell.text, cell.place, what_is(path), least=0, most=100))


def what_is(path: str) -> str:
    """An input of an actor as people call it."""
    return {"no_deal.worth": "what no deal is worth"}.get(path, path.replace("_", " "))


def _consent(
    spatial: Spatial, actors: Sequence[DraftActor], request: ImportRequest, notes: Notes
) -> dict[str, Data] | None:
    """Influence as votes, where a quota of it is asked for."""
    cells = [stand.influence for stand in spatial.stands if stand.influence is not None]
    given = [cell for cell in cells if cell.text]
    if request.quota is None:
        notes.assumed("a deal needs everyone (consent: all); --quota 60 counts votes instead")
        if given:
            notes.lost("influence: there are no votes without --quota", *_places(given))
        return None
    if not given:
        refuse(spatial.place, "a quota, and no column influence", "add one, or leave out --quota")
    weights: dict[str, Data] = {}
    for stand, actor in zip(spatial.stands, actors, strict=True):
        if actor.block["roles"] not in (["party"], ["stakeholder"]) or stand.influence is None:
            continue
        cell = stand.influence
        value = number(cell.text, cell.place, "the influence", least=0, most=1e4)
        if 0 < value < 0.001:
            refuse(cell.place, f"an influence below 0.001 (got {cell.text!r})", "multiply them all")
        weights[actor.id] = as_written(value)
    notes.assumed("influence counts as votes, and as nothing else", *_places(given))
    return {"quota": f"{request.quota:g}%", "weights": weights}
