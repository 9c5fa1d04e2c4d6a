"""What is asked of the graph of a conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.errors import SettingError
from sim.studies.options import option, seed

if TYPE_CHECKING:
    from sim.analysis.conflict_graph import Graph

WAYS = ("Nash", "GMR", "SMR", "SEQ")  # `analysis.conflict_stability.CONCEPTS`


@dataclass(frozen=True, slots=True)
class StabilityRequest:
    """How many draws are looked at, and which state is to hold.

    Parameters
    ----------
    draws
        Of the unknown inputs, where an actor's preferences come from numbers.
    seed
        Of the inputs.
    coalition
        The most actors of a coalition whose improvements are looked for; 1: none are.
    state
        The state that is to be made stable: its number, or its options as
        `ISSUE=OPTION,ISSUE=OPTION`; "": none.
    concept
        The way in which it is to be stable: Nash, GMR, SMR or SEQ.
    """

    draws: int = option(
        200, "--draws", metavar="N", most=100_000,
        help="Draws of the unknown inputs, where preferences come from numbers.",
    )  # fmt: skip
    seed: int = seed()
    coalition: int = option(
        3, "--coalition", metavar="N", most=12,
        help="The most actors of a coalition that is looked at; 1: none are.",
    )  # fmt: skip
    state: str = option(
        "", "--state", metavar="N|ISSUE=OPTION,...",
        help="A state that is to hold: which smallest changes of preference would make it.",
    )  # fmt: skip
    concept: str = option(
        "SEQ", "--concept", metavar="WAY", words=WAYS,
        help="In which way: Nash, GMR, SMR or SEQ.",
    )  # fmt: skip


def state_asked(graph: Graph, written: str) -> int:
    """The place of a state by its number or its options.

    Raises
    ------
    SettingError
        Where there is none, or there are several.
    """
    if written.isdecimal():
        if 1 <= int(written) <= graph.size:
            return int(written) - 1
        raise SettingError(f"state {written}: write a number from 1 to {graph.size}")
    terms = dict(part.strip().partition("=")[::2] for part in written.split(","))
    found = [
        place
        for place, own in enumerate(graph.terms)
        if all(option in own.get(issue, ()) for issue, option in terms.items())
    ]
    if len(found) != 1:
        issues = ",".join(f"{issue}=OPTION" for issue in graph.terms[0])
        several = f"{len(found)} states" if found else "no state"
        raise SettingError(f"state {written}: {several}: write its number, or {issues}")
    return found[0]
