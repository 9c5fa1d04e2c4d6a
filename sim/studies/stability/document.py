"""What the graph of a conflict comes to, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sim.analysis.conflict_stability import GMR, NASH, SEQ, SMR
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
from sim.studies.options import arguments
from sim.studies.stability.inverse import inverse
from sim.studies.stability.result import MOST_MOVES
from sim.studies.stability.saying import called, moved, share, state_words
from sim.telling.labels import listed, spoken
from sim.text import many

if TYPE_CHECKING:
    from sim.plots.figure import Plate
    from sim.studies.stability.result import DrawShare, StabilityResult, StateStability, Support

_MOST = 40  # states in a table: of more, those that no draw holds are left out
GRAPH, MATRIX = "stability-graph", "stability-matrix"
_FIGURES = {GRAPH: "who could move where", MATRIX: "which states would hold, for whom"}
_SOME = 3  # coalitions of a state on the first page
_STRONGEST = (NASH, SEQ, SMR, GMR)  # the first of these that holds is looked into


def document(result: StabilityResult, *, everything: bool = False) -> Document:
    """A result as a page; with `everything` all states, ways and coalitions."""
    shown = _shown(result, everything=everything)
    return (
        *_head(result),
        *_states(result, shown),
        *_equilibria(result),
        *_by_actor(result, shown),
        *_supports(result, everything=everything),
        *_coalitions(result, everything=everything),
        *inverse(result),
        *_foot(result, everything=everything),
    )


def _head(result: StabilityResult) -> Iterator[Block]:
    yield Heading(f"{result.title}: who could move alone")
    yield Text("A model: neither news nor forecast. Every preference in it is assumed.")
    moves, ended = many(len(result.moves), "move"), sum(m.irreversible for m in result.moves)
    back = f"{ended:,} of them irreversible" if ended else "each with one back"
    yield Text(
        f"{many(len(result.states), 'state')}, {moves}, {back}. A move changes only what its actor "
        "controls; what needs consent is no move."
    )
    yield Text(_drawn(result))
    if not result.complete:
        yield Text("STOPPED EARLY: all below is of the draws that were looked at.")
    rows = (
        Row(
            mover.title,
            text=f"{', '.join(map(spoken, mover.issues))}; "
            f"prefers by {'its ranking' if mover.ranked else 'worths'}",
        )
        for mover in result.movers
    )
    yield Table("WHO CONTROLS WHAT", (), tuple(rows))


def _drawn(result: StabilityResult) -> str:
    if not result.numbers:
        return "Preferences are orders that the scenario gives: nothing is drawn."
    draws = f"{many(result.draws, 'draw')} of the inputs"
    if abs(result.effective - result.draws) > 0.5:
        draws += f", worth {result.effective:,.0f} of equal weight"
    if result.conditioned:
        return f"{draws}, given the record; preferences are worths where it ends."
    who = listed([called(result, name) for name in result.numbers])
    return (
        f"{draws}; {who} prefer by worths. They are not conditioned on the record, since a ranking "
        "gives no number."
    )


def _held(one: StateStability) -> bool:
    return any(way.share > 0.0 for way in one.equilibrium.values())


def _shown(result: StabilityResult, *, everything: bool) -> list[StateStability]:
    every = everything or len(result.states) <= _MOST
    return [one for one in result.stability if every or _held(one)]


def _states(result: StabilityResult, shown: list[StateStability]) -> Iterator[Block]:
    rows = [Row(f"{one.state}", text=state_words(result, one.state)) for one in shown]
    if rows:
        yield Table("STATES", (), tuple(rows))
    left = len(result.states) - len(rows)
    if left:
        yield Note(f"{left:,} more that are no equilibrium in any draw: with --all")


def _equilibria(result: StabilityResult) -> Iterator[Block]:
    held = [one for one in result.stability if _held(one)]
    if not held:
        yield Text("No state is an equilibrium in any of the four ways.")
        return
    columns = tuple(Column((way,)) for way in result.concepts)
    rows = (
        Row(f"{one.state}", tuple(share(one.equilibrium[way]) for way in result.concepts))
        for one in held
    )
    what = "yes or no" if not result.numbers else "draws of 100, with 95% intervals"
    yield Table(f"EQUILIBRIA ({what})", columns, tuple(rows))
    yield Note(
        "Nash: nobody has an improvement. GMR: after each the others could take who made it to "
        "something no better. SMR: so that no answer helps. SEQ: by improvements of their own."
    )


def _by_actor(result: StabilityResult, shown: list[StateStability]) -> Iterator[Block]:
    if not shown:
        return
    columns = tuple(Column((mover.actor,)) for mover in result.movers)
    way = result.request.concept
    if result.numbers:
        rows = [
            Row(f"{one.state}", tuple(share(by[way]) for by in one.actors.values()))
            for one in shown
        ]
        yield Table(f"FOR EACH ACTOR: draws of 100 in which a state is stable ({way})", columns,
                    tuple(rows))  # fmt: skip
        return
    rows = [Row(f"{one.state}", tuple(map(_ways, one.actors.values()))) for one in shown]
    yield Table("FOR EACH ACTOR: how a state is stable", columns, tuple(rows))
    yield Note("Nash stable is stable in all four ways; SMR and SEQ are GMR too.")


def _ways(ways: Mapping[str, DrawShare]) -> str:
    """The ways in which a state is stable, without those that follow from another."""
    held = [way for way, found in ways.items() if found.share > 0.0]
    if NASH in held:
        return NASH
    return " ".join(way for way in held if way != GMR or len(held) == 1) or "-"


def _supports(result: StabilityResult, *, everything: bool) -> Iterator[Block]:
    """What equilibria rest on: by the strongest way that any draw has, or by all."""
    rows = list[Row]()
    for one in result.stability:
        ways = [way for way in _STRONGEST if one.equilibrium[way].share > 0.0]
        for way in ways if everything else ways[:1]:
            found = [s for s in result.supports if (s.state, s.concept) == (one.state, way)]
            rows.append(Row(f"{one.state} {way}", text=_rests(result, found)))
    if rows:
        yield Table("WHAT EACH RESTS ON", (), tuple(rows))
        if result.numbers:
            yield Note("As in the first draw in which it is one; other draws may have other moves.")


def _rests(result: StabilityResult, found: list[Support]) -> str:
    answers = [answer for support in found for answer in support.answers]
    if not answers:
        return "nobody has an improvement"
    told = (
        f"{called(result, one.actor)} could go to {one.improvement}, then "
        f"{moved(result, one.answers)}"
        for one in answers
    )
    return "; ".join(told)


def _coalitions(result: StabilityResult, *, everything: bool) -> Iterator[Block]:
    rows = list[Row]()
    left = 0
    for state in dict.fromkeys(one.state for one in result.coalitions):
        some = [one for one in result.coalitions if one.state == state]
        some.sort(key=lambda one: (-one.share.share, len(one.actors), one.reached))
        kept = some if everything else some[:_SOME]
        left += len(some) - len(kept)
        for one in kept:
            how = f" in {share(one.share)} of 100 draws" if result.numbers else ""
            rows.append(Row(f"{state} to {one.reached}", text=moved(result, one.way) + how))
    if rows:
        yield Table("TOGETHER SOME COULD LEAVE AN EQUILIBRIUM, and each prefer it", (), tuple(rows))
    if left:
        yield Note(f"{many(left, 'more coalition')}: with --all")


def plates(result: StabilityResult) -> Sequence[Plate]:
    """The graph, where it can still be read, and the matrix."""
    from sim.studies.stability.plates import plates_of  # noqa: PLC0415  (takes a second)

    return plates_of(result)


def _foot(result: StabilityResult, *, everything: bool) -> Iterator[Block]:
    for name, about in _FIGURES.items():
        if name != GRAPH or len(result.moves) <= MOST_MOVES:
            path = f"{result.folder}/{name}.png" if f"{name}.png" in result.files else ""
            yield Figure(path, about, name=name)
    if result.name:
        call = detente("stability", operand(result.name), *arguments(result.request),
                       *given("--set", *result.sets))  # fmt: skip
        yield Command("AGAIN", call)
        if not everything:
            yield Command("NEXT", f"{call} --all", "all states and ways")
        elif not result.request.state:
            yield Command("NEXT", f"{call} --state 1", "what would make a state hold")
    yield Note(f"scenario {result.digest[:8]}")
