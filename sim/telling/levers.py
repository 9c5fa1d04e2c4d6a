"""The inputs that an actor's answer rests on and that a scenario states of it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sim.scenario.defaults import DEFAULTS
from sim.scenario.stances import NOT_YET, RAISED, Stance
from sim.scenario.tables import Actor, Tables
from sim.telling.labels import Labels

LEAST, MOST = 0.0, 100.0  # what a scenario may write for any of these, in points
EXACT = 9  # decimals of a point that are kept


@dataclass(frozen=True, slots=True)
class Lever:
    """One input of one actor, as a scenario writes it: points from 0 to 100.

    Attributes
    ----------
    name, path
        What it is called, and where a scenario sets it.
    was
        Its value in the run.
    put
        The actor with this value instead.
    """

    name: str
    path: str
    was: float
    put: Callable[[float], Actor]


def levers(labels: Labels, tables: Tables, who: int, phases: Sequence[int]) -> list[Lever]:
    """The inputs of actor `who` that count while its demands are in these phases, by issue.

    A demand that is withdrawn, or not yet raised with nothing wanted before it, has no
    salience that counts; a firmness of its own counts only where a demand stands.
    """
    me, id_ = tables.actors[who], tables.names.actors[who]
    found = [
        _lever("no-deal worth", (f"{id_}.no_deal.worth", "worth"), me.worth,
               lambda x: replace(me, worth=x)),
        _lever("firmness", (f"{id_}.firmness", "firmness"), me.firmness,
               lambda x: replace(me, firmness=x)),
        _lever("aversion to a one-sided text", (f"{id_}.aversion", "aversion"), me.aversion,
               lambda x: replace(me, aversion=x)),
    ]  # fmt: skip
    for issue, (stance, phase) in enumerate(zip(me.stances, phases, strict=True)):
        if stance is not None:
            name = tables.names.issues[issue]
            on = labels.issue(name), f"{id_}.{name}"
            found += _of_a_stance(on, stance, phase, _putting(me, issue))
    return found


def _of_a_stance(
    on: tuple[str, str], stance: Stance, phase: int, put: Callable[[Stance], Actor]
) -> Iterator[Lever]:
    title, path = on
    if phase == RAISED or (phase == NOT_YET and stance.before is not None):
        yield _lever(
            f"salience of {title}", (f"{path}.salience", "salience"), stance.salience,
            lambda x: put(replace(stance, salience=x)),
        )  # fmt: skip
    if phase == RAISED and stance.firmness is not None:
        yield _lever(
            f"firmness on {title}", (f"{path}.firmness", "firmness"), stance.firmness,
            lambda x: put(replace(stance, firmness=x)),
        )  # fmt: skip


def _putting(me: Actor, issue: int) -> Callable[[Stance], Actor]:
    before, after = me.stances[:issue], me.stances[issue + 1 :]
    return lambda stance: replace(me, stances=(*before, stance, *after)).revalued


def _lever(
    name: str, where: tuple[str, str], counted: float, put: Callable[[float], Actor]
) -> Lever:
    """A lever from what the model counts; `where` is its path and its row of the defaults."""
    path, row = where[0], DEFAULTS[where[1]]
    was = round(row.written(counted), EXACT)
    return Lever(name, path, was, lambda points: put(row.counted(points)))
