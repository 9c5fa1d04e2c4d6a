"""Alternating offers: the party that did not table last tables next (Rubinstein 1982).

Among the packages worth its aspiration, those aside that it has refused and would refuse again,
it tables the one it believes best for the others (their mean worth; with two parties the
other's), else its own best; tabling is accepting. Everyone is in one room.
"""

from __future__ import annotations

from sim.engine.roles import stamp, terms_of
from sim.talks.beliefs import still_refuses
from sim.talks.events import TextTabled
from sim.talks.positions import agreed, aspiration_of
from sim.talks.state import State
from sim.talks.tabling import delay
from sim.talks.timers import TABLE, Timer


class AlternatingOffers:
    """Parties table in turn; each offer ends the one before."""

    direct = True

    def turns(self, state: State, cause: int) -> None:
        """Once all have answered, or with nothing on the table, the others deliberate.

        The first that is done tables; so luck decides who opens.
        """
        text, tables = state.live, state.tables
        if state.framework is not None:
            return
        if text is not None and any(i not in state.answers for i in text.needed):
            return
        if any(state.pending(TABLE, i) for i in tables.parties) or agreed(state):
            return
        for party in tables.parties:
            if party != state.tabler:
                mean = tables.actors[party].deliberation
                ticks = delay(state, party, mean, "offer", state.texts)
                state.set_timer(TABLE, party, state.tick + ticks, cause)

    def propose(self, state: State, timer: Timer) -> TextTabled:
        """The best for the others that it would itself accept."""
        floor = aspiration_of(state, timer.who, timer.due)
        package, why = _offer(state, timer, floor)
        return TextTabled(
            **stamp(state, timer, timer.who),
            text=state.texts + 1,
            label="draft",
            terms=terms_of(state, package),
            answer_days=state.tables.rules.answer_days,
            why=why,
            floor=floor,
            revises=-1 if state.live is None else state.live.number,
        )


def _offer(state: State, timer: Timer, floor: float) -> tuple[int, str]:
    party, keys = timer.who, state.tables.names.package_keys
    stand = state.stand[party]
    excluded = state.tables.names.excluded
    for package in _best_for_others(state, party):
        if stand.worths[package] < floor or still_refuses(state, party, package, timer.due):
            continue
        return package, "offer"
    open_to = [
        (-worth, keys[p], p) for p, worth in enumerate(stand.worths) if not stand.hard[p]
    ] or [(-worth, keys[p], p) for p, worth in enumerate(stand.worths) if p not in excluded]
    return min(open_to)[2], "own"


def _best_for_others(state: State, party: int) -> list[int]:
    """The packages open to a party, the best for the others first; kept until worths change."""
    orders, phases = state.tables.orders, tuple(state.phases)
    known = orders.get((party, phases))
    if known is None:
        stand, keys = state.stand[party], state.tables.names.package_keys
        others = [i for i in state.tables.parties if i != party]
        ranked = sorted(
            (-_mean(state, others, p), -worth, keys[p], p)
            for p, worth in enumerate(stand.worths)
            if not stand.hard[p]
        )
        known = orders[party, phases] = [rank[-1] for rank in ranked]
    return known


def _mean(state: State, others: list[int], package: int) -> float:
    total = 0.0
    for i in others:
        total += state.stand[i].worths[package]
    return total / len(others)


PROTOCOL = AlternatingOffers()
