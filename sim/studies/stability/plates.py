"""The figures of a conflict, from what the study came to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.plots.conflict import Arrow, Conflict, graph_plate, matrix_plate
from sim.studies.stability.result import MOST_MOVES

if TYPE_CHECKING:
    from sim.plots.figure import Plate
    from sim.studies.stability.result import StabilityResult

_MOST = 60  # states of a matrix: of more, those that no draw holds are left out


def plates_of(result: StabilityResult) -> list[Plate]:
    """The graph, where it can still be read, and the matrix."""
    whole = conflict(result)
    matrix = matrix_plate(_some(whole), f"{result.title}: which states would hold")
    if len(result.moves) > MOST_MOVES:
        return [matrix]
    return [graph_plate(whole, f"{result.title}: who could move alone"), matrix]


def conflict(result: StabilityResult) -> Conflict:
    """What is drawn of a result."""
    way = result.request.concept
    widest = max(result.movers, key=lambda mover: sum(m.actor == mover.actor for m in result.moves))
    rows = {
        state.number: " ".join("/".join(state.options[issue]) for issue in widest.issues)
        for state in result.states
    }
    shares = {
        one.state: {
            **{actor: ways[way].share for actor, ways in one.actors.items()},
            **{name: one.equilibrium[name].share for name in result.concepts},
        }
        for one in result.stability
    }
    return Conflict(
        actors={mover.actor: mover.title for mover in result.movers},
        states={state.number: state.told for state in result.states},
        rows=rows,
        moves=[Arrow(m.actor, m.left, m.reached, m.irreversible) for m in result.moves],
        shares=shares,
        ways=result.concepts,
        draws=result.draws if result.numbers else 0,
        way=way,
    )


def _some(found: Conflict) -> Conflict:
    if len(found.shares) <= _MOST:
        return found
    held = {s: by for s, by in found.shares.items() if any(by[way] for way in found.ways)}
    return replace(found, shares=dict(list(held.items())[:_MOST]))
