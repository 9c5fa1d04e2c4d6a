"""KTAB's spatial model of politics (SMP): actors, power, positions and saliences in CSV or XML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.imports.cells import Cell, CellPlace, Row, csv_rows
from sim.imports.draft import Draft, titled
from sim.imports.importing import TALKS, ImportRequest
from sim.imports.notes import ForeignError, Notes, refuse
from sim.imports.numbers import is_number
from sim.imports.sources import Source
from sim.imports.spatial import Dimension, Spatial, Stand, drafted
from sim.imports.xml import Element, looks_like, parsed

_FIRST = ("actor", "description")
_FIXED = 3  # columns before the first position: actor, description, power


class _Ktab:
    """The format."""

    about = "a KTAB (SMP) scenario (CSV or XML)"
    leads_to = TALKS

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether it is one file with KTAB's head."""
        if len(sources) != 1 or sources[0].zipped:
            return False
        if looks_like(sources[0], "Scenario"):
            return True
        try:
            rows = csv_rows(sources[0], ",")
        except ForeignError:
            return False
        return len(rows) > 1 and tuple(c.text.lower() for c in rows[1][:2]) == _FIRST

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in it."""
        if len(sources) != 1:
            refuse(sources[1].start, "a second scenario", "give one")
        notes = Notes()
        source = sources[0]
        spatial = _xml(source, notes) if looks_like(source, "Scenario") else _csv(source, notes)
        return drafted(spatial, request, notes)


def _csv(source: Source, notes: Notes) -> Spatial:
    rows = csv_rows(source, ",")
    if len(rows) < 3:
        refuse(source.start, "no actors", "write a head of two lines, then an actor a line")
    about, header = _trimmed(rows[0]), _trimmed(rows[1])
    if len(header) < _FIXED + 2 or len(header) % 2 != (_FIXED + 2) % 2:
        cure = "write Actor, Description, Power, then a position and a salience a dimension"
        refuse(header[-1].place if header else source.start, "no whole head", cure)
    for cell in about[1:]:
        if not is_number(cell.text):
            notes.lost(f"the description {cell.text!r:.60}", cell.place)
    dimensions = [_dimension(cell) for cell in header[_FIXED::2]]
    stands = [_stand(row, len(header)) for row in rows[2:] if _trimmed(row)]
    _see_count(about, len(stands), len(dimensions))
    title = titled(about[0].text, about[0].place) if about else source.stem
    return Spatial(title, source.start, dimensions, stands)


def _trimmed(row: Row) -> Row:
    """A row without the empty cells at its end: KTAB's lines end with a comma."""
    last = max((at for at, cell in enumerate(row, 1) if cell.text), default=0)
    return row[:last]


def _see_count(about: Row, actors: int, dimensions: int) -> None:
    numbers = [cell for cell in about[1:] if is_number(cell.text)][-2:]
    if len(numbers) != 2:
        return
    counts = {"actors": actors, "dimensions": dimensions}
    for cell, (what, count) in zip(numbers, counts.items(), strict=True):
        if cell.text != str(count):
            wrong = f"{cell.text:.60} {what} are announced, {count} are there"
            refuse(cell.place, wrong, "see which is right")


def _dimension(cell: Cell) -> Dimension:
    name = re.sub(r"[\s_-]*position$", "", cell.text, flags=re.IGNORECASE)
    return Dimension(titled(name or cell.text, cell.place), cell.place)


def _stand(row: Row, wide: int) -> Stand:
    for cell in row[wide:]:
        if cell.text:
            refuse(cell.place, f"a cell without a column (got {cell.text!r:.60})", "take it out")
    place = row[0].place
    added = (
        Cell("", CellPlace(place.file, place.line, at)) for at in range(len(row) + 1, wide + 1)
    )
    cells = (*row[:wide], *added)
    return Stand(cells[0], cells[_FIXED::2], cells[_FIXED + 1 :: 2], cells[2], None, cells[1])


def _xml(source: Source, notes: Notes) -> Spatial:
    root = parsed(source)
    if root.tag != "Scenario":
        refuse(root.place, f"<{root.tag:.60}> is no scenario of KTAB", "begin with <Scenario>")
    for tag in ("desc", "prngSeed"):
        if (element := root.first(tag)) is not None and element.text:
            notes.lost(f"{tag} {element.text!r:.60}", element.place)
    dimensions = [
        Dimension(titled(one.text, one.place), one.place)
        for one in _child(root, "Dimensions").all("dName")
    ]
    stands = [_actor(one, len(dimensions)) for one in _child(root, "Actors").all("Actor")]
    name = root.first("name")
    title = source.stem if name is None or not name.text else titled(name.text, name.place)
    return Spatial(title, source.start, dimensions, stands)


def _actor(element: Element, dimensions: int) -> Stand:
    lists = []
    for outer, inner in (("Position", "dCoord"), ("Salience", "dSal")):
        parent = _child(element, outer)
        found = [Cell(one.text, one.place) for one in parent.all(inner)]
        if len(found) != dimensions:
            wrong = f"{len(found)} <{inner}> for {dimensions} dimensions"
            refuse(parent.place, wrong, "write one for each")
        lists.append(found)
    name, power = _child(element, "name"), element.first("capability")
    about = element.first("description")
    return Stand(
        Cell(name.text, name.place),
        lists[0],
        lists[1],
        None if power is None else Cell(power.text, power.place),
        None,
        None if about is None else Cell(about.text, about.place),
    )


def _child(element: Element, tag: str) -> Element:
    found = element.first(tag)
    if found is None:
        refuse(element.place, f"<{element.tag:.60}> without <{tag}>", "add it")
    return found


FORMAT = _Ktab()
