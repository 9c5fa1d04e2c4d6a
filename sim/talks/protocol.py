"""What a protocol, a tactic and a mediator's rule are: where others may plug in their own.

A protocol says who may table and what; a rule, what a mediator tables; a tactic, how far an
actor has come down from its best. All are found by name (`sim.plugins`), and what others' say is
looked at (`talks.guarding`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sim.talks.events import TextTabled
    from sim.talks.prospects import Prospects
    from sim.talks.state import State
    from sim.talks.timers import Timer


class Turns(Protocol):
    """A protocol: whose turn it is to table, and what they table."""

    direct: bool  # all are always in one room

    def turns(self, state: State, cause: int) -> None:
        """Set the tabling timers that follow from the state; called when turns may change."""

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        """The text that the actor of a tabling timer tables, or None."""


class View(NamedTuple):
    """What a tactic may see: its own actor's numbers and nothing of the others'."""

    day: float  # days from the scenario's start
    planning_horizon: float  # days from the start: when it thinks the talks must be over
    opening: float  # opening concession, 0-1
    firmness: float  # 0-1
    no_deal: float  # its reservation value now
    best: float  # its best package, 0-1
    disposition: float  # its own lasting luck, logistic
    texts: int  # tabled so far


class Rule(Protocol):
    """How a mediator chooses what it tables: a pure function of what it believes."""

    def choose(self, prospects: Prospects) -> tuple[int, str]:
        """One of the packages in view, and the name of the rule that chose it.

        Only those whose consent a package needs may count, and no place in a list: neither
        that of an actor nor that of a package.
        """


class Tactic(Protocol):
    """How an actor's aspiration comes down: a pure function of what it sees."""

    def conceded(self, view: View) -> float:
        """The share of the way from its best to its no-deal worth given up, 0-1.

        With everything else in the view unchanged it must never fall as `day` grows: the
        clock looks for the next change of an answer by that.
        """
