"""A table of actors: who, where they stand, how much it matters to them, what they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.imports.cells import DELIMITERS, Cell, CellPlace, Row, csv_rows, sheet_rows
from sim.imports.draft import Draft
from sim.imports.importing import TALKS, ImportRequest
from sim.imports.notes import ForeignError, Notes, refuse
from sim.imports.sources import Source
from sim.imports.spatial import Dimension, Spatial, Stand, drafted

_NAMES = {
    "actor": ("actor", "name", "player", "party", "stakeholder", "country"),
    "influence": ("influence", "power", "capability", "capabilities", "weight", "votes"),
    "role": ("role",),
    "source": ("source", "note", "notes", "description", "why"),
    "no_deal.worth": ("no deal", "worth of no deal", "reservation", "batna"),
    "firmness": ("firmness",),
}
_ROLE_OF = {name: role for role, names in _NAMES.items() for name in names}
_LEADING = re.compile(r"(?P<what>position|salience)\b\s*(?:on\b)?[\s:(-]*(?P<issue>.*?)\)?")
_TRAILING = re.compile(r"(?P<issue>.*?)[\s:(-]*\b(?P<what>position|salience)\)?")
_OPTIONS, _STATUS_QUO = "(options)", "(status quo)"


@dataclass(frozen=True, slots=True)
class _Header:
    """Which column holds what."""

    roles: dict[str, int]  # by what it is
    stances: dict[str, dict[str, int]]  # by issue: its position and its salience
    unknown: tuple[Cell, ...]
    cells: Row


class _Table:
    """The format."""

    about = "a table of actors (CSV, XLSX or ODS)"
    leads_to = TALKS

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether it is one file whose header names actors and positions."""
        if len(sources) != 1:
            return False
        try:
            return _header(_rows(sources[0])) is not None
        except ForeignError:
            return sources[0].zipped or sources[0].ending in (".csv", ".tsv")

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in it."""
        if len(sources) != 1:
            refuse(sources[1].start, "a second table", "give one")
        rows = _rows(sources[0])
        found = _header(rows)
        if found is None:
            cure = "begin with a line such as actor,position,salience,influence"
            refuse(sources[0].start, "no table of actors", cure)
        notes = Notes()
        for cell in found.unknown:
            notes.lost(f"the column {cell.text!r:.60}", cell.place)
        body = list(_body(rows, found))
        spatial = Spatial(
            " ".join(sources[0].stem.replace("_", " ").split()) or "A table of actors",
            sources[0].start,
            [_dimension(issue, places, found, body) for issue, places in found.stances.items()],
            [_stand(row, found) for row in body if not _special(row, found)],
        )
        return drafted(spatial, request, notes)


def _rows(source: Source) -> list[Row]:
    """The rows, by the delimiter that makes a header of the first; else by the first of them."""
    if source.zipped:
        return sheet_rows(source)
    every = [csv_rows(source, delimiter) for delimiter in DELIMITERS if delimiter in source.text]
    if not every:
        every = [csv_rows(source, ",")]
    return next((rows for rows in every if _header(rows) is not None), every[0])


def _is_blank(row: Row) -> bool:
    return not any(cell.text for cell in row) or row[0].text.startswith("#")


def _header(rows: Sequence[Row]) -> _Header | None:
    """What its first line that says anything names, if it names actors and a position."""
    first = next((row for row in rows if not _is_blank(row)), None)
    if first is None:
        return None
    roles: dict[str, int] = {}
    stances: dict[str, dict[str, int]] = {}
    unknown: list[Cell] = []
    for at, cell in enumerate(first):
        name = " ".join(re.sub(r"[_ ]+", " ", cell.text.lower()).split())
        stance = _LEADING.fullmatch(name) or _TRAILING.fullmatch(name)
        if stance is not None:
            issue = _as_written(stance["issue"], cell)
            places = stances.setdefault(issue, {})
            if stance["what"] in places:
                refuse(cell.place, f"a second column {cell.text!r:.60}", "keep one of them")
            places[stance["what"]] = at
        elif name in _ROLE_OF:
            if _ROLE_OF[name] in roles:
                refuse(cell.place, f"a second column of that kind {cell.text!r:.60}", "keep one")
            roles[_ROLE_OF[name]] = at
        elif name:
            unknown.append(cell)
    if "actor" not in roles or not any("position" in places for places in stances.values()):
        return None
    return _Header(roles, _joined(stances), tuple(unknown), first)


def _joined(stances: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Of one issue with a name, the salience may stand without it."""
    named = [issue for issue in stances if issue]
    if len(stances) == 2 and set(stances.get("", ())) == {"salience"} and named:
        return {named[0]: {**stances[""], **stances[named[0]]}}
    return stances


def _as_written(issue: str, cell: Cell) -> str:
    """An issue of the header, in the letters that its author chose."""
    text = " ".join(re.sub(r"[_ ]+", " ", cell.text).split())
    at = text.lower().find(issue)
    return text[at : at + len(issue)].strip() if at >= 0 else issue


def _body(rows: Sequence[Row], header: _Header) -> Iterator[Row]:
    """The rows below the header, each as wide as it."""
    wide = len(header.cells)
    for number, row in enumerate(rows, 1):
        if _is_blank(row) or row is header.cells:
            continue
        for cell in row[wide:]:
            if cell.text:
                cure = "write decimal commas in quotes, or name the column"
                refuse(cell.place, f"a cell without a column (got {cell.text!r:.60})", cure)
        place = row[0].place
        short = range(len(row) + 1, wide + 1)
        yield row[:wide] + tuple(Cell("", CellPlace(place.file, number, at)) for at in short)


def _special(row: Row, header: _Header) -> str:
    name = row[header.roles["actor"]].text.lower()
    return name if name in (_OPTIONS, _STATUS_QUO) else ""


def _dimension(
    issue: str, places: dict[str, int], header: _Header, body: Sequence[Row]
) -> Dimension:
    if "position" not in places:
        cell = header.cells[places["salience"]]
        refuse(cell.place, f"a salience without a position ({cell.text!r:.60})", "add its column")
    special: dict[str, Cell] = {}
    for row in body:
        if kind := _special(row, header):
            cell = row[places["position"]]
            if kind in special:
                refuse(row[header.roles["actor"]].place, f"a second row {kind}", "keep one")
            special[kind] = cell
    given = {kind: cell for kind, cell in special.items() if cell.text}
    return Dimension(
        issue or "The issue",
        header.cells[places["position"]].place,
        given.get(_OPTIONS),
        given.get(_STATUS_QUO),
    )


def _stand(row: Row, header: _Header) -> Stand:
    name = row[header.roles["actor"]]

    def of(role: str) -> Cell | None:
        return row[header.roles[role]] if role in header.roles else None

    stances = header.stances.values()
    missing = Cell("", name.place)
    inputs = {path: of(path) for path in ("no_deal.worth", "firmness")}
    return Stand(
        name,
        [row[places["position"]] if "position" in places else missing for places in stances],
        [row[places["salience"]] if "salience" in places else missing for places in stances],
        of("influence"),
        of("role"),
        of("source"),
        {path: cell for path, cell in inputs.items() if cell is not None and cell.text},
    )


FORMAT = _Table()
