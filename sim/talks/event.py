"""What events are made of: the fields all have, and the numbers inside some."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from sim.talks.fields import (
    Actor,
    Count,
    Fact,
    Id,
    Nobody,
    Number,
    Place,
    Provenance,
    Seed,
    Terms,
    Tick,
)

REPORTED_KINDS = ("reported", "claimed", "anonymous", "assumed")


class Event(msgspec.Struct, frozen=True, tag_field="type", gc=False):
    """What all events have. `SCHEMA` is the version of the type's fields."""

    SCHEMA: ClassVar[int] = 1

    seq: Count
    tick: Tick
    actor: Nobody
    cause: Place
    fired: Place
    provenance: Provenance

    @property
    def type(self) -> str:
        """Its name in a log; `isinstance` tells a type checker too."""
        return str(self.__struct_config__.tag)


class Recorded(Event, frozen=True, gc=False):
    """An event that a record may report."""

    evidence: tuple[Fact, ...] = ()
    when: str = ""
    who: str = ""


class Weighing(msgspec.Struct, frozen=True, gc=False):
    """The numbers an answer rests on.

    Worths in [0, 1]: `worth` of the text, `no_deal` (reservation), `aspiration` (label
    included), `aversion` to a one-sided text. `luck` is eps, in units of z; `shared` whether it
    is the actor's lasting disposition. z = precision * (worth - aspiration - aversion) + luck: a
    yes above `accept_bar`, a formal no below -`reject_bar`. `hard`: a hard red line is crossed.
    """

    worth: Number
    no_deal: Number
    aspiration: Number
    aversion: Number
    precision: Number
    luck: Number
    shared: bool
    accept_bar: Number
    reject_bar: Number
    hard: bool

    @property
    def z(self) -> float:
        return self.precision * (self.worth - self.aspiration - self.aversion) + self.luck


class Taste(msgspec.Struct, frozen=True, gc=False):
    """A latent fixed when the record closes: an actor's eps for one package."""

    actor: Actor
    terms: Terms
    luck: Number
    shared: bool


class Branch(msgspec.Struct, frozen=True, gc=False):
    """Where a run goes its own way: after event `at`, in the minute `tick`.

    `future` keys every draw from there on; hazards pending then are drawn anew, given that
    they have not struck. `fired` is the order number up to which the timers due by then are
    gone. `parent` is the id of the log it left, "" where that was not kept. `seats` are the
    actors that people play from there on.
    """

    at: Count
    tick: Tick
    fired: Place
    future: Seed
    parent: Id = ""
    seats: tuple[Actor, ...] = ()


class Answer(Recorded, frozen=True, gc=False):
    """`via`: the mediator that carried text and answer, or "" in the room."""

    text: Count = 0
    via: Nobody = ""
    weighing: Weighing | None = None
