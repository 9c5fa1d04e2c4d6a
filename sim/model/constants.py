"""Every fixed number that the talks rest on, with what it means and where it is from.

This module is never compiled: what is compiled takes its whole and real numbers from here while it
is built, so none stands twice. Other numbers are inputs, which have ranges; what each of these
moves is measured in `docs/constants.md`.
"""

import math
from typing import Final

# Time, in ticks of a minute.

MINUTES_A_DAY: Final = 1440

LONGEST_HEARING: Final = 30 * MINUTES_A_DAY
"""After tabling: who hears of a text later has less time to answer. No source, assumed."""

UNENDED: Final = 30 * MINUTES_A_DAY
"""How far ahead chances of a yes are told, where a text has no end. No source, assumed."""

OPENS: Final = 540
"""When a planned session opens, in minutes after midnight; no source, assumed."""

LASTS: Final = 540
"""How long its last day lasts, in minutes; no source, assumed."""

LATER_LASTS: Final = MINUTES_A_DAY
"""How long a later session lasts; no source, assumed."""

EVER: Final = 10_958 * MINUTES_A_DAY
"""Longer than any run: a text without an end is thought about in the same way whatever the horizon.

The longest record and the longest horizon of `scenario.limits` together.
"""

BEYOND: Final = 1e6
"""Days: what is due after them never comes."""

LOSS_DAYS: Final = 90.0
"""Days in which the share `loss` of the no-deal worth is lost: the unit of that input."""

# Codes of answers.

ACCEPT: Final = 1
CRITICISE: Final = 0
REJECT: Final = -1

# Worth and what it is compared with.

MOST_BEFORE: Final = 50.0
"""Power of e that bounds how much more there was before the day that is counted from."""

EARLIEST: Final = 10.0
"""Concession exponent at firmness 0, and its inverse at firmness 1; no source, assumed."""

LEAST_ROOM: Final = 0.02
"""What an actor is taken to be able to gain at the least, where it can gain next to nothing.

No source, assumed.
"""

LEAST_SHARE: Final = -1.0
"""The least share of its gain that a package is taken to bring; no source, assumed."""

# Luck.

INFINITE: Final = math.inf

LOGISTIC_UNIT_SD: Final = math.sqrt(3.0) / math.pi
"""Scale at which a logistic has standard deviation one."""

# Beliefs and words.

GRID: Final = 20
"""Steps of the grid; fine enough that more change nothing, which `docs/constants.md` shows."""

POINTS: Final[tuple[float, ...]] = tuple(i / GRID for i in range(GRID + 1))
"""The no-deal worths a belief spreads over: 0, .05 .. 1."""

PRIOR_WIDTH: Final = 1.0
"""Width of a mediator's first belief, in sd of its errors; no source, assumed."""

NARROWEST: Final = 1e-9
"""The narrowest scale of a first belief, lest it divide by nothing."""

LEAST_BELIEF: Final = 1e-6
"""The least belief that agreement is near, and as far below 1 the most: words still move it."""

LEAN_COST: Final = 1.0
"""Log credibility lost for each 1 that a mediator leans to the others; no source, assumed."""

LEAN_POWER: Final = 1.0
"""Log bargaining power for each 1 of a mediator's bias; no source, assumed."""

TRUSTED_AT_FIRST: Final = 1.0
"""How far a first "final" is believed; no source, assumed."""

STILL_TRUSTED: Final = 0.5
"""What is left of that once its author tables again after it; no source, assumed."""

CERTAIN: Final = 0.98
"""Nobody is taken to claim more, nor less than 1 minus this; no source, assumed."""

TONE: Final = 2.0
"""Reports' worth that words differ by between the least optimistic tone and the most.

No source, assumed.
"""

SPED_UP: Final = 0.5
"""Part of deliberation saved in the room at a session of the highest level; no source, assumed."""

# Searches and rounding.

MOST_TRIES: Final = 100_000
"""Tries of a record before it is taken for too unlikely."""

SAME: Final = 1e-9
"""Worths of 0 to 1 are sums: what differs by no more is the same."""

QUOTA_SLACK: Final = 1e-9
"""Part of the whole that a quota may lack, so that weights such as a third add up."""

WEIGHT_DIGITS: Final = 9
"""Digits after the point to which sums of weights are told apart."""

SEARCH_SLACK: Final = 1e-9
"""Part by which a bound may fall below the best score and still be looked at."""

SEARCH_DIGITS: Final = 12
"""Digits of a score that count: what rounding adds after them makes no winner."""

BOUND_STEPS: Final = 24
"""Steps of worth in the bounds of chances; for speed alone."""
