"""What is asked of the graph of a conflict."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.conflict_graph import Graph
from sim.analysis.conflict_stability import CONCEPTS, SEQ
from sim.ensemble.arguments import whole
from sim.errors import SettingError
from sim.talks.luck import MAX_SEED

DRAWS, MOST_DRAWS = 200, 100_000
COALITION = 3
LARGEST = 12  # actors of a coalition: each set of them is looked at


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

    draws: int = DRAWS
    seed: int = 0
    coalition: int = COALITION
    state: str = ""
    concept: str = SEQ


def checked(request: StabilityRequest) -> StabilityRequest:
    """The request, if its numbers and words are such.

    Raises
    ------
    SettingError
        Where they are not.
    """
    whole("draws", request.draws, 1, MOST_DRAWS)
    whole("seed", request.seed, 0, MAX_SEED)
    whole("coalition", request.coalition, 1, LARGEST)
    if request.concept not in CONCEPTS:
        raise SettingError(f"concept {request.concept!r}: write one of {', '.join(CONCEPTS)}")
    return request


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
