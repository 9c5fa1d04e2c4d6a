"""What mediators do: table texts, carry them, take stock in private and speak in public."""

from __future__ import annotations

import math

from sim.engine.roles import Role, by_name, stamp
from sim.model.aversion import attained
from sim.model.belief import credibility, moved
from sim.model.constants import CERTAIN, TONE
from sim.model.draws import logistic, logistic_cdf
from sim.talks.beliefs import believed_floor, chance_of_yes
from sim.talks.events import AnyEvent, AssessmentFormed, MessageRelayed, StatementMade
from sim.talks.parts import LiveText
from sim.talks.positions import ANSWER_NAMES, category, position, taste
from sim.talks.prospects import consent_chance
from sim.talks.state import State
from sim.talks.timers import MOOD, SPEAK, STOCK, TABLE, TELL, Timer


def table(state: State, timer: Timer) -> AnyEvent | None:
    """The protocol's proposal, or word that there is nothing left to propose."""
    proposal = state.protocol.propose(state, timer)
    if proposal is not None or state.live is not None:
        return proposal
    return AssessmentFormed(
        **stamp(state, timer, timer.who), text=state.texts, chance=0.0, tilts={}, exhausted=True
    )


def tell(state: State, timer: Timer) -> MessageRelayed | None:
    """The live text reaches an actor out of the room."""
    if state.live is None:
        return None
    name = state.tables.names.actors[timer.who]
    return MessageRelayed(
        **stamp(state, timer, state.via[timer.who]),
        kind="text",
        text=state.live.number,
        to=name,
    )


def relay_mood(state: State, timer: Timer) -> MessageRelayed | None:
    """How an actor out of the room feels, to the author of the text; may be one off."""
    text, actor = state.live, timer.who
    if text is None or actor in state.answers or actor in state.seats:
        return None  # nobody sounds out a person: who sits there speaks for itself
    luck = taste(state, actor, text.package)[0]
    place = position(state, actor, text, timer.due)
    felt = category(state, actor, text, (place.x, place.reject_bar), luck)
    names, mediator = state.tables.names.actors, state.via[actor]
    u = state.luck.u(names[mediator], f"misreport/{names[actor]}", text.number)
    told = misheard(felt, u, state.tables.actors[mediator].misreport)
    return MessageRelayed(
        **stamp(state, timer, mediator),
        kind="mood",
        text=text.number,
        to=names[text.by],
        about=names[actor],
        mood=ANSWER_NAMES[told],
    )


def misheard(mood: int, u: float, chance: float) -> int:
    """A mood, or with this chance the category beside it; from the middle either way alike."""
    if u >= chance:
        return mood
    if mood != 0:
        return 0
    return 1 if u < chance / 2 else -1


def take_stock(state: State, timer: Timer) -> AssessmentFormed | None:
    """The chance that all whose consent it needs say yes before it lapses, and its tilts."""
    text, mediator = state.live, timer.who
    if text is None:
        return None
    return AssessmentFormed(
        **stamp(state, timer, mediator),
        text=text.number,
        chance=_chance_of_consent(state, mediator, text, timer.due),
        tilts=by_name(state, _tilts(state, mediator, text, timer.due)),
    )


def _chance_of_consent(state: State, mediator: int, text: LiveText, tick: int) -> float:
    """That all it needs say yes; under a quota that enough do, and all with a veto on it."""
    chances = {i: chance_of_yes(state, mediator, i, text, tick) for i in text.needed}
    return consent_chance(state.tables, chances)


def _tilts(state: State, mediator: int, text: LiveText, tick: int) -> dict[int, float]:
    """The share of what it could gain that each party attains, less the mean of the others'.

    By what the mediator believes of their worths of no deal.
    """
    parties, shares = state.tables.parties, {}
    for i in parties:
        point, floor = state.stand[i], believed_floor(state, mediator, i, tick)
        shares[i] = attained(point.worths[text.package], floor, point.best)
    if len(parties) < 2:
        return shares
    total = math.fsum(shares.values())
    return {i: share - (total - share) / (len(parties) - 1) for i, share in shares.items()}


def speak(state: State, timer: Timer) -> StatementMade | None:
    """What a mediator says in public: what it thinks, and the optimism it chooses."""
    him = state.tables.actors[timer.who]
    chance = state.assessed[timer.who]
    said = logistic(min(CERTAIN, max(1 - CERTAIN, chance)))
    said += TONE * (him.public_optimism - 0.5) * state.tables.rules.report_weight
    return stated(state, timer, logistic_cdf(said))


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


ROLE: Role = {TABLE: table, TELL: tell, MOOD: relay_mood, STOCK: take_stock, SPEAK: speak}
