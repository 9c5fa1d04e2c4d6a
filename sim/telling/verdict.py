"""What a finished game came to for one seat."""

from __future__ import annotations

from dataclasses import dataclass

from sim.telling.numbers import number, signed
from sim.telling.sheet import Sheet, no_deal, sheet
from sim.telling.tale import Tale
from sim.text import many


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sheet`: the terms agreed on, as they stood that day; None where none were.

    `terms` are those agreed on, by issue; a seat that answers no texts has no sheet.
    """

    seat: str
    says: str
    sheet: Sheet | None


def verdict(tale: Tale, seat: str) -> Verdict:
    """What the end of a run is worth to a seat."""
    me = tale.tables.names.actors.index(seat)
    if me not in tale.tables.concerned:
        return Verdict(seat, "", None)
    agreed, last = tale.framework, number(no_deal(tale.end, me, tale.end.tick))
    if agreed is None:
        return Verdict(
            seat,
            f"Nothing is agreed: what you have without a deal, {many(last, 'point')} by now.",
            None,
        )
    found = sheet(tale.after(agreed.seq), me, agreed.terms, agreed.tick)
    gain = (
        f"{many(number(found.worth), 'point')}, {signed(found.gain)} over what you had without it"
    )
    return Verdict(
        seat,
        {
            "deal": f"The deal is worth {gain} when it was agreed.",
            "framework_only": f"Settled, the framework would be worth {gain}. It is not settled.",
            "implementation_failed": (
                f"It came to nothing, and would have been worth {gain}. "
                f"You are left with {many(last, 'point')}."
            ),
        }[tale.end.outcome],
        found,
    )
