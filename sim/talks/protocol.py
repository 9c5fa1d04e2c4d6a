"""What a protocol and a tactic are: the two places where others may plug in their own.

A protocol says who may table and what; a tactic says how far an actor has come down from
its best. Both are looked up by name in a small registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from sim.errors import SettingError

if TYPE_CHECKING:
    from sim.talks.events import TextTabled
    from sim.talks.state import State
    from sim.talks.timers import Timer


T = TypeVar("T")


class Turns(Protocol):
    """A protocol: whose turn it is to table, and what they table."""

    name: str
    direct: bool  # all are always in one room

    def turns(self, state: State, cause: int) -> None:
        """Set the tabling timers that follow from the state; called when turns may change."""

    def propose(self, state: State, timer: Timer) -> TextTabled | None:
        """The text that the actor of a tabling timer tables, or None."""


class View(NamedTuple):
    """What a tactic may see: its own actor's numbers and nothing of the others'."""

    day: float  # days from the scenario's start
    deadline: float  # days; its own, else the horizon
    opening: float  # opening concession, 0-1
    firmness: float  # 0-1
    no_deal: float  # its reservation value now
    best: float  # its best package, 0-1
    disposition: float  # its own lasting luck, logistic
    texts: int  # tabled so far


class Tactic(Protocol):
    """How an actor's aspiration comes down."""

    name: str

    def conceded(self, view: View) -> float:
        """The share of the way from its best to its no-deal worth given up, 0-1.

        With everything else in the view unchanged it must never fall as `day` grows: the
        clock looks for the next change of an answer by that.
        """


class Registry(Generic[T]):
    """Names to objects; adding one is all that plugging in takes."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._known: dict[str, T] = {}

    def add(self, name: str, thing: T) -> None:
        """Register under a name; the same name again replaces."""
        self._known[name] = thing

    def find(self, name: str) -> T:
        """The object of that name; SettingError names those there are."""
        known = self._known.get(name)
        if known is None:
            names = ", ".join(sorted(self._known))
            raise SettingError(f"no {self._kind} is called {name!r}: write one of {names}")
        return known

    def names(self) -> list[str]:
        return sorted(self._known)


PROTOCOLS: Registry[Turns] = Registry("protocol")
TACTICS: Registry[Tactic] = Registry("tactic")
