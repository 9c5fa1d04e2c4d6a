"""Why an event: when, what, on whose word, and what brought it about."""

from __future__ import annotations

from dataclasses import dataclass

from sim.talks.event import Answer, Recorded
from sim.talks.events import TalksOpened
from sim.telling.flips import Flips, flips
from sim.telling.grounds import GROUNDS, opened
from sim.telling.line import Line
from sim.telling.story import told
from sim.telling.tale import Tale
from sim.telling.timing import moment, why_now
from sim.telling.weighing import answer


@dataclass(frozen=True, slots=True)
class Reasons:
    """An event with its reasons; `chain` goes from what brought it about to the root.

    `flips`: what would have made it another answer, where it is one that was weighed.
    """

    line: Line
    when: str
    what: list[str]
    sources: list[str]
    chain: list[Line]
    flips: Flips | None = None


def reasons(tale: Tale, seq: int) -> Reasons:
    """Why an event of a run came about.

    Raises
    ------
    SettingError
        If the run has no event of that number.
    """
    event = tale.events[tale.known(seq)]
    chain = [told(tale, one) for one in tale.chain(seq)[1:]]
    if isinstance(event, TalksOpened):
        return Reasons(told(tale, event), "", opened(tale, event), [], chain)
    at = moment(tale, seq)
    sources = _sources(tale, event) if isinstance(event, Recorded) else []
    if isinstance(event, Answer):
        what, other = answer(at, event), flips(tale, event, at.state)
    else:
        what, other = GROUNDS[type(event)](at, event), None
    return Reasons(told(tale, event), why_now(at), what, sources, chain, other)


def _sources(tale: Tale, event: Recorded) -> list[str]:
    found = []
    for name in event.evidence:
        fact = tale.case.facts.get(name)
        if fact is None:
            continue
        by = f" by {fact.by}" if fact.by else ""
        found.append(f"{name}: {fact.statement} ({fact.attribution}{by}, par. {fact.paragraph})")
    return found
