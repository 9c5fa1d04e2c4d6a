"""What games came to for each role, and the terms that were agreed on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.report.blocks import Block, Column, Note, Row, Table
from sim.telling.labels import spoken
from sim.telling.numbers import points, signed
from sim.text import many

if TYPE_CHECKING:
    from sim.analysis.games import Role
    from sim.studies.debrief.result import DebriefResult


def roles(result: DebriefResult) -> Iterator[Block]:
    """Role by role, a row a game."""
    games = [one for one in result.found.games if one.roles]
    known = {role.actor for one in games for role in one.roles}
    rows = []
    for actor in (name for name in result.actors if name in known):
        rows.append(Row(result.actors[actor]))
        for game in games:
            mine = next(role for role in game.roles if role.actor == actor)
            rows.append(Row(game.name, _cells(mine), 2))
    if not rows:
        return
    title = f"WHAT IT CAME TO FOR EACH ROLE, in points of its own scale of {result.scale}"
    yield Table(title, tuple(Column((name,)) for name in ("worth", "gain", "left")), tuple(rows))
    yield Note(
        "worth: of the text agreed on, carried out or not. gain: over no deal at the yes. left: "
        "the most it could have had besides at no cost to anyone, each by itself; without "
        "agreement, the least to the most it would have gained in the zone."
    )


def _cells(role: Role) -> tuple[str, str, str]:
    left = "-"
    if role.missed is not None:
        least, most = role.missed
        left = f"{points(least)} to {points(most)}"
    if role.worth is None or role.gain is None or role.more is None:
        return "-", "-", left
    return points(role.worth), signed(100 * role.gain), points(role.more)


def terms(result: DebriefResult) -> Iterator[Block]:
    """Every package agreed on, the commonest first."""
    rows, labels = [], result.labels
    for one in result.found.terms:
        rows.append(Row(f"{one.key}, in {many(len(one.games), 'game')}"))
        for issue, option in one.terms.items():
            title = labels.issues.get(issue, spoken(issue))
            text = labels.options.get(issue, {}).get(option, spoken(option))
            rows.append(Row(title, depth=2, text=text))
    if rows:
        yield Table("TERMS AGREED ON", (), tuple(rows))
