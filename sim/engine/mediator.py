"""What a protocol of somebody's tables, and who believes what after a word that is forced."""

from __future__ import annotations

import math

from sim.engine.roles import Role, by_name, stamp
from sim.model.belief import credibility, moved
from sim.model.constants import CERTAIN
from sim.model.draws import logistic
from sim.talks.events import AnyEvent, AssessmentFormed, StatementMade
from sim.talks.state import State
from sim.talks.timers import TABLE, Timer


def table(state: State, timer: Timer) -> AnyEvent | None:
    """The protocol's proposal, or word that there is nothing left to propose."""
    proposal = state.protocol.propose(state, timer)
    if proposal is not None or state.live is not None:
        return proposal
    return AssessmentFormed(
        **stamp(state, timer, timer.who), text=state.texts, chance=0.0, tilts={}, exhausted=True
    )


def stated(
    state: State, timer: Timer, chance: float, provenance: str = "simulated"
) -> StatementMade:
    """A public word that agreement comes with this chance, and who believes what after it."""
    chance = min(CERTAIN, max(1 - CERTAIN, chance))
    return StatementMade(
        **stamp(state, timer, timer.who, provenance),
        kind="progress" if chance >= 0.5 else "doubt",
        chance=chance,
        log_lr=logistic(chance),
        beliefs=heard(state, timer.who, logistic(chance)),
    )


def heard(state: State, speaker: int, log_lr: float) -> dict[str, float]:
    """The beliefs that agreement is near, of all with a stake, after a public word.

    `speaker` -1 is the press, with a credibility of its own.
    """
    after = {}
    for actor in state.tables.concerned:
        if actor != speaker:
            trust = _trust(state, speaker, actor)
            after[actor] = moved(state.near[actor], trust, log_lr)
    return by_name(state, after)


def _trust(state: State, speaker: int, actor: int) -> float:
    if speaker < 0:
        return state.tables.rules.press_credibility
    him = state.tables.actors[speaker]
    others = [him.bias[i] for i in state.tables.parties if i != actor]
    mean = math.fsum(others) / len(others) if others else 0.0
    return credibility(him.credibility, him.bias[actor], mean)


ROLE: Role = {TABLE: table}
