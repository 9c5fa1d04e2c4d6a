"""What is pending: every timer has a kind, whom it concerns, a due minute and an order.

Nothing happens at the talks but by a timer: the next one is the least by (due, order set).
"""

from __future__ import annotations

from typing import NamedTuple

from sim.core import codes

SCRIPT = "script"  # the next forced move
CLOSE = "close"  # the record ends
HORIZON = "horizon"
DEMAND = "demand"  # a demand is due to be raised
WITHDRAWAL = "withdrawal"
CONVENE = "convene"
ADJOURN = "adjourn"
TABLE = "table"  # an actor may table
REVISE = "revise"  # a mediator may answer a refusal
COUNTER = "counter"  # a party may answer a text that it refused
TELL = "tell"  # the live text reaches an actor
MOOD = "mood"  # how an actor out of the room feels is relayed
ANSWER = "answer"  # a first answer
RETHINK = "rethink"  # an answer will have changed
SUPERSEDE = "supersede"  # the text replaced by a new one lapses
LAPSE = "lapse"
STOCK = "stock"  # a mediator takes stock of a text
SPEAK = "speak"  # and speaks in public
STATE = "state"  # a public red-line statement
SHOCK = "shock"
AGREE = "agree"
SUSPEND = "suspend"
RESUME = "resume"
COLLAPSE = "collapse"
SETTLE = "settle"
BREAK = "break"
RATIFY = "ratify"
FAIL = "fail"  # a failed vote ends it
CONCLUDE = "conclude"

CODES = {
    DEMAND: codes.DEMAND,
    WITHDRAWAL: codes.WITHDRAWAL,
    CONVENE: codes.CONVENE,
    ADJOURN: codes.ADJOURN,
    TABLE: codes.TABLE,
    REVISE: codes.REVISE,
    COUNTER: codes.COUNTER,
    TELL: codes.TELL,
    MOOD: codes.MOOD,
    ANSWER: codes.ANSWER,
    RETHINK: codes.RETHINK,
    SUPERSEDE: codes.SUPERSEDE,
    LAPSE: codes.LAPSE,
    STOCK: codes.STOCK,
    SPEAK: codes.SPEAK,
    STATE: codes.STATE,
    SHOCK: codes.SHOCK,
    AGREE: codes.AGREE,
    SUSPEND: codes.SUSPEND,
    RESUME: codes.RESUME,
    COLLAPSE: codes.COLLAPSE,
    SETTLE: codes.SETTLE,
    BREAK: codes.BREAK,
    RATIFY: codes.RATIFY,
    FAIL: codes.FAIL,
    CONCLUDE: codes.CONCLUDE,
    HORIZON: codes.HORIZON,
    SCRIPT: codes.SCRIPT,
    CLOSE: codes.CLOSE,
}
"""By kind: its number in the core."""
KIND_NAMES = {code: kind for kind, code in CODES.items()}

ABOUT_A_TEXT = (TELL, MOOD, ANSWER, RETHINK, LAPSE, STOCK, AGREE, REVISE, COUNTER)
LOUD = (CLOSE, HORIZON, SCRIPT)  # these never fire without an event
PAUSED_WHILE_SUSPENDED = frozenset(
    (TABLE, REVISE, COUNTER, TELL, MOOD, ANSWER, RETHINK, STOCK, AGREE)
)


class Timer(NamedTuple):
    """One pending firing. `who` is an index whose meaning hangs on the kind."""

    due: int
    order: int
    kind: str
    who: int
    cause: int


class Hazard(NamedTuple):
    """A unit exponential being spent at `rate` a day since a tick."""

    unit: float
    rate: float
    since: int
