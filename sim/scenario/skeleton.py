"""A first scenario to write one's own from: commented, and it validates and runs."""

from __future__ import annotations

import re

from sim.errors import SettingError
from sim.scenario.fields import ID
from sim.scenario.schema import MODELINE, SHIPPED

_TEXT = """\
#
# HOW TO READ AND WRITE THIS FILE
#   words      very low · low · medium · high · very high = the five fifths of 0-100.
#              unknown = the tool's wide default range, the same for every actor.
#   numbers    70  or  [60, 80] anywhere between  or  [60, 70, 80] lowest, best guess, highest.
#              With a unit of its own: 3 days, 7 to 21 days, 0.4 a day. Drawn once a run.
#   one of     {choice: {a: 1, b: 2}} = b twice as likely as a. unknown = each equally likely.
#   left out   = unknown, for every actor alike. Only red lines and channels have to be given.
#   when       2025-03-14  or  2025-03 (a day in that month)  or  2025-03-10..2025-03-14
#   evidence   field: fact id, from the files under `seeds`. It backs the word, never the number.
#   assumed    why, for whatever else the block says.
# `detente validate FILE` lists every fault; `detente inputs FILE` all inputs, with the defaults.

title: NAME
question: What do you want to know?
limits: Made up. Say here what is left out.
# seeds: [a-document]          # files of coded facts; then cite them under `evidence`

calendar:
  start: 2025-03-01
  now: 2025-03-14              # up to here the record, from here the model
  horizon: 90 days             # counted from now
  sessions:
    weekly: {every: 5 to 9 days, attend: [blue, mediator]}   # attend left out: everyone

issues:                        # options in order, from one end to the other
  price:
    title: The price
    options: {low: a low price, middle: a price in between, high: a high price}
  delivery:
    title: When it is delivered
    options: {now: at once, later: in a year}
    status_quo: later          # what holds if nothing is agreed

parties:                       # the same for every party; an actor's own lines override it
  no_deal: {worth: unknown, loss_in_90_days: unknown}
  salience: {price: high, delivery: medium}
  assumed: nobody is known to be better placed to wait

actors:
  blue:
    roles: [party]             # its consent makes the deal
    price: {wants: high, red_line: unknown}
    delivery: {wants: later}
  green:
    roles: [party]
    price: {opposes: high}
    delivery: {wants: now, salience: [60, 80], assumed: it says so often}
  mediator:
    roles: [mediator]          # tables texts and relays messages
    reaches: [green]           # who is told outside the room

texts:
  first:
    by: mediator
    label: bridging            # draft, bridging or final
    terms: {price: middle}     # delivery left out: unknown

record:                        # reported events
  offer:  {when: 2025-03-07, who: mediator, does: table, what: first}
  answer: {when: 2025-03-08..2025-03-12, who: green, does: criticise, what: first}

consent: all                   # or {quota: 60%}
after_yes: {items: [the contract]}

what_if:                       # each change of one side has its mirror
  blue-firm:  {from: now, set: {blue.firmness: very high}, mirror: green-firm}
  green-firm: {from: now, set: {green.firmness: very high}, mirror: blue-firm}
"""


def skeleton(name: str) -> str:
    """The text of a new scenario.

    Parameters
    ----------
    name
        What to call it; becomes its title.

    Raises
    ------
    SettingError
        If it cannot name a file.
    """
    if re.match(ID, name) is None:
        wrong = f"{name!r} cannot name a scenario"
        raise SettingError(
            f"{wrong}: use small Latin letters, digits, - and _, as in my-talks; its `title:` may "
            "be in any script"
        )
    title = name.replace("-", " ").replace("_", " ")
    return f"{MODELINE}{SHIPPED.as_uri()}\n" + _TEXT.replace("NAME", title[:1].upper() + title[1:])
