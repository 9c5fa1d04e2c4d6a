"""When talks are held, as people write it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.attending import Attend
from sim.scenario.defaults import rows
from sim.scenario.fields import Cited, Every, Horizon, Id, MaybeWhen, OneDay, Title, numbers
from sim.scenario.limits import longest


@numbers(rows("session"))
class Session(Cited):
    """A session on a day (`when`), over days (`from`, `to`), or one `every` so often."""

    title: Title = ""
    when: MaybeWhen = None
    from_: Annotated[MaybeWhen, Field(alias="from")] = None
    to: MaybeWhen = None
    every: Every = None
    attend: Attend = None


@numbers(rows("talks", "calendar.slips"))
class Slips(Cited):
    """How planned sessions slip."""


@numbers(rows("talks", "calendar"))
class Calendar(Cited):
    """From `start` to `now` the record; from `now` the model, up to the horizon."""

    start: OneDay
    now: OneDay
    horizon: Horizon
    deadline: MaybeWhen = None
    deadline_announced: MaybeWhen = None
    slips: Slips = Slips()
    sessions: Annotated[dict[Id, Session], Field(max_length=longest("sessions"))] = {}
