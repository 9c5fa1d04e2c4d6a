"""The page of games side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.analysis.wording import enough, named
from sim.report.blocks import Block, Column, Command, Document, Figure, Heading, Note, Row, Table
from sim.report.blocks import Text as Paragraph
from sim.shell import detente, operand
from sim.studies.debrief.roles import roles, terms
from sim.studies.debrief.together import together
from sim.studies.debrief.turns import turned
from sim.studies.options import arguments
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.games import Game
    from sim.plots.figure import Plate
    from sim.studies.debrief.result import DebriefResult


def document(result: DebriefResult) -> Document:
    """A result as a page."""
    return (
        *_head(result),
        *_ended(result),
        *roles(result),
        *terms(result),
        *turned(result),
        *together(result),
        *_foot(result),
    )


def plates(result: DebriefResult) -> Sequence[Plate]:
    """What each game came to for each role, drawn."""
    from sim.plots.debrief import debrief_plate  # noqa: PLC0415  (takes a second)

    return [debrief_plate(result.found, result.labels, result.title)]


def _head(result: DebriefResult) -> Iterator[Block]:
    games, groups = result.found.games, result.found.groups
    yield Heading(result.title)
    yield Paragraph(
        f"{many(len(games), 'game')} of a model: neither news nor forecast. Every number in it is "
        "assumed."
    )
    who = _people(result, games[0])
    played = f"People played {who}. " if who else "The engine played every role. "
    if len(groups) > 1:
        numbers = (
            "The games have different numbers (see inputs): worths of a role can be compared "
            "only among games with the same."
        )
    elif len(games) > 1:
        numbers = f"All were played with the same numbers ({groups[0].inputs})."
    else:
        numbers = f"Its numbers: {groups[0].inputs}."
    own = "Points of different roles cannot be compared: each has a scale of its own."
    yield Paragraph(f"{played if _alike(result) else ''}{numbers} {own}")


def _people(result: DebriefResult, game: Game) -> str:
    return ", ".join(title for name, title in result.actors.items() if name in game.seats)


def _alike(result: DebriefResult) -> bool:
    """Whether the same roles were played by people in all games."""
    return len({one.seats for one in result.found.games}) == 1


def _ended(result: DebriefResult) -> Iterator[Block]:
    """A row a game, those with the same numbers together."""
    found, alike = result.found, _alike(result)
    who = () if alike else (Column(("played by",), words=True),)
    columns = (
        *who, Column(("outcome (terms)",), words=True), Column(("yes",)), Column(("end",)),
        Column(("Pareto",), words=True),
    )  # fmt: skip
    inputs = list(dict.fromkeys(game.inputs for game in found.games))
    rows, mixed = [], len(inputs) > 1
    for numbers in inputs:
        rows += [Row(f"inputs: {numbers}")] if mixed else []
        for game in (one for one in found.games if one.inputs == numbers):
            yes = "-" if game.framework_day is None else day(game.framework_day)
            people = () if alike else (_people(result, game) or "the engine",)
            cells = (*people, _outcome(result, game), yes, day(game.end_day), game.pareto or "-")
            rows.append(Row(game.name, cells, 1 + mixed))
    yield Table("HOW THE GAMES ENDED, in days after the record", columns, tuple(rows))
    if said := " ".join(_key(found.games)):
        yield Note(said)


def day(days: float) -> str:
    """A day after the record: `+31`."""
    return f"{math.floor(days):+d}"


def _outcome(result: DebriefResult, game: Game) -> str:
    if game.outcome:
        key = result.found.key(game)
        return named(game.outcome) + (f" ({key})" if key else "")
    who = f"{result.actors[game.decides]} next" if game.decides else "log cut short"
    return f"not over ({who})"


def _key(games: Sequence[Game]) -> Iterator[str]:
    """What the words of the last column mean, of those that are there."""
    lefts = [one.left for one in games if one.left is not None]
    zones = [one.zone for one in games if one.zone is not None]
    if any(left.efficient for left in lefts):
        yield "efficient: no package is better for somebody and worse for nobody."
    if any(not left.efficient for left in lefts):
        yield (
            "4 better: at the yes so many packages were better for somebody and worse for nobody. "
            "All +6%: one of them takes every party at least 6% of its own way from no deal to its "
            "best further. Some only: none takes every party further."
        )
    some = [found.above for found in zones if found.size]
    if some:
        yield (
            f"zone 12: at the end so many packages were worth {enough(above=all(some))} to all "
            "whose yes they need. All +24%: one of them takes these at least 24% of their own way."
        )
    if any(not found.size for found in zones):
        yield "no zone: no package was; parting cost nobody anything."


def _foot(result: DebriefResult) -> Iterator[Block]:
    path = f"{result.folder}/debrief.png" if "debrief.png" in result.files else ""
    yield Figure(path, "what each game came to for each role", name="debrief")
    if result.files:
        yield Note(f"Written to {result.folder}/: {'  '.join(result.files)}")
    if result.names:
        names = [operand(name) for name in result.names]
        yield Command(
            "AGAIN", detente("debrief", *names, *arguments(result.request), *result.words)
        )
        yield Command("NEXT", detente("replay", names[0], *result.words), "a game as a story")
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")
