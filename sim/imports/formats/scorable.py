"""Scorable games as LLM-Deliberation writes them (Abdelnabi et al. 2024): a folder of points.

`config.txt` names a player a line, with its file; each player's file has its points by option, an
issue a line, and on its last line the least total that it accepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_uppercase

from sim.errors import Place
from sim.imports.additive import Additive, Profile, Subject, drafted
from sim.imports.cells import Cell
from sim.imports.draft import Draft
from sim.imports.importing import TALKS, ImportRequest
from sim.imports.notes import Notes, refuse
from sim.imports.numbers import number, plain
from sim.imports.sources import Source
from sim.scenario.tree import Data

_CONFIG, _INITIAL = "config", "initial_deal"
_VETOES = ("p1", "p2")


@dataclass(frozen=True, slots=True)
class _Player:
    name: str
    file: str
    role: str
    place: Place


class _Scorable:
    """The format."""

    about = "a scorable game (a folder with config.txt and a file of points a player)"
    leads_to = TALKS

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether there is a config.txt."""
        return any(one.stem == _CONFIG and one.ending == ".txt" for one in sources)

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in it."""
        notes = Notes()
        files = {source.stem: source for source in sources}
        if _CONFIG not in files:
            refuse(sources[0].start, "no config.txt beside it", "give the folder of the game")
        config = files[_CONFIG]
        players = [_player(row, notes) for row in _lines(config)]
        if not players:
            refuse(config.start, "no players", "name a player a line")
        tables = [_points(player, files) for player in players]
        counts = [[len(row) for row in rows[:-1]] for rows in tables]
        for player, rows, own in zip(players, tables, counts, strict=True):
            if own != counts[0]:
                wrong = f"{own} options an issue, where {players[0].name!r:.60} has {counts[0]}"
                refuse(rows[0][0].place, wrong, f"give {player.name!r:.60} points for the same")
        first = tables[0]
        subjects = [
            Subject(letter, tuple(f"{letter}{k + 1}" for k in range(count)), rows[0].place)
            for letter, count, rows in zip(_letters(len(counts[0])), counts[0], first, strict=False)
        ]
        notes.assumed("issues and options have no names there: A1, A2 ... in the order of lines")
        if _INITIAL in files:
            notes.lost("the deal that the game begins with", files[_INITIAL].start)
        additive = Additive(
            request.title or _folder(config),
            config.start,
            subjects,
            [_profile(player, rows, notes) for player, rows in zip(players, tables, strict=True)],
            lambda ids: _consent(players, ids, request, notes),
        )
        return drafted(additive, request, notes)


def _letters(count: int) -> list[str]:
    return [ascii_uppercase[k] if k < 26 else f"I{k + 1}" for k in range(count)]


def _folder(config: Source) -> str:
    parts = config.name.replace("\\", "/").split("/")
    return parts[-2] if len(parts) > 1 and parts[-2].strip(". ") else "A scorable game"


def _lines(source: Source) -> list[list[Cell]]:
    """What its lines hold between commas; empty ones are left out."""
    rows = []
    for at, line in enumerate(source.text.split("\n"), 1):
        cells, column = [], 1
        for piece in line.split(","):
            inner = len(piece) - len(piece.lstrip())
            cells.append(Cell(piece.strip(), Place(source.name, at, column + inner)))
            column += len(piece) + 1
        if any(cell.text for cell in cells):
            rows.append(cells)
    return rows


def _player(row: Sequence[Cell], notes: Notes) -> _Player:
    if len(row) < 2 or not row[0].text or not row[1].text:
        refuse(row[0].place, "no player with a file", "write name,file,role")
    role = row[2].text if len(row) > 2 else ""
    for cell in row[3:]:
        if cell.text:
            notes.lost(f"{cell.text!r:.60} of {row[0].text:.60}", cell.place)
    return _Player(row[0].text, row[1].text, role, row[0].place)


def _points(player: _Player, files: dict[str, Source]) -> list[list[Cell]]:
    source = files.get(player.file) or files.get(player.file.removesuffix(".txt"))
    if source is None:
        wrong = f"no file {player.file!r:.60} for {player.name!r:.60}"
        refuse(player.place, wrong, "give the whole folder of the game")
    rows = _lines(source)
    if len(rows) < 2:
        refuse(source.start, "no points and a threshold", "write an issue a line, then the least")
    if len(rows[-1]) != 1:
        cure = "end with the least total that the player accepts, alone on its line"
        refuse(rows[-1][0].place, "no threshold", cure)
    return rows


def _profile(player: _Player, rows: Sequence[Sequence[Cell]], notes: Notes) -> Profile:
    points = [
        [Fraction(number(cell.text, cell.place, "the points", least=0, most=1e6)) for cell in row]
        for row in rows[:-1]
    ]
    last = rows[-1][0]
    least = number(last.text, last.place, "the threshold", least=0, most=1e9)
    weights = [max(row) for row in points]
    whole = sum(weights, Fraction(0))
    if whole == 0:
        refuse(rows[0][0].place, "every option is worth 0", "give one points")
    if least > whole:
        wrong = f"a threshold of {plain(least)}, above the {float(whole):g} that can be had"
        refuse(last.place, wrong, "lower it")
    notes.carried(f"the points of {player.name:.60}", rows[0][0].place, rows[-2][-1].place)
    notes.carried(f"the threshold of {player.name:.60}: no deal is worth as much", last.place)
    worths = [
        [one / weight if weight else Fraction(0) for one in row]
        for row, weight in zip(points, weights, strict=True)
    ]
    return Profile(player.name, player.place, weights, worths, Fraction(least) / whole)


def _consent(
    players: Sequence[_Player], ids: Sequence[str], request: ImportRequest, notes: Notes
) -> dict[str, Data]:
    """All but one, and both who lead: the rule of the game."""
    vetoes = [one for one, player in zip(ids, players, strict=True) if player.role in _VETOES]
    share = request.quota
    if share is None:
        share = max(1, 100 * (len(players) - 1) // len(players))
        notes.assumed(f"a deal needs all players but one, the game's rule (quota: {share:g}%)")
    for player in players:
        if player.role in _VETOES:
            notes.carried(f"the veto of {player.name:.60} ({player.role})", player.place)
    weights: dict[str, Data] = dict.fromkeys(ids, 1)
    block: dict[str, Data] = {"quota": f"{share:g}%", "weights": weights}
    if vetoes:
        block["vetoes"] = [*vetoes]
    return block


FORMAT = _Scorable()
