"""Events as rows, and back: what `event_table` makes a table of.

Apart from it, as whoever plays one run needs no table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from sim.talks.event import Event, Weighing
from sim.talks.events import AnyEvent, TalksOpened

COMMON = ("seq", "tick", "actor", "cause", "fired", "provenance")
WEIGHED = ("worth", "no_deal", "aspiration", "aversion", "luck")
_WEIGHED_REST = tuple(f for f in Weighing.__struct_fields__ if f not in WEIGHED)
_NONE = (None,) * len(WEIGHED)
_weighed = attrgetter(*WEIGHED)
_weighed_rest = attrgetter(*_WEIGHED_REST)
_encode = msgspec.json.Encoder().encode

Line = tuple[Any, ...]


def lines_of(run: int, events: Iterable[AnyEvent]) -> list[Line]:
    """The rows of one run."""
    return [_line_of(type(event))(run, event) for event in events]


@cache
def _line_of(kind: type[Event]) -> Callable[[int, Event], Line]:
    """What makes a row of an event of this type."""
    fields = kind.__struct_fields__
    own = {name for name in ("text", "chance", "draw") if _is_number(kind, name)}
    rest = [name for name in fields if name not in {*COMMON, *own, "weighing", "run"}]
    # A row is made of every event that is kept: what can be settled is settled here.
    name, schema, weighs = kind.__name__, kind.SCHEMA, "weighing" in fields
    text, chance, draw = (n in own for n in ("text", "chance", "draw"))

    def line(run: int, e: Any) -> Line:
        left = {field: getattr(e, field) for field in rest}
        weighed = _NONE
        if weighs and e.weighing is not None:
            weighed = _weighed(e.weighing)
            left["weighing"] = dict(zip(_WEIGHED_REST, _weighed_rest(e.weighing), strict=True))
        return (
            run, e.seq, e.tick, name, schema, e.actor, e.cause, e.fired, e.provenance,
            e.text if text else None, *weighed, e.chance if chance else None,
            e.draw if draw else None, _encode(left).decode() if left else "{}",
        )  # fmt: skip

    return line


def _is_number(kind: type[Event], name: str) -> bool:
    """Whether it is a column here: the `draw` of a run's first event is the number of one."""
    return name in kind.__struct_fields__ and kind is not TalksOpened


def event_of_row(row: Mapping[str, Any]) -> AnyEvent:
    """The event of a row (of this version's schema)."""
    fields = {name: row[name] for name in ("type", *COMMON)}
    rest = msgspec.json.decode(row["rest"])
    weighed = rest.pop("weighing", None)
    if weighed is not None:
        fields["weighing"] = weighed | {name: row[name] for name in WEIGHED}
    for name in ("text", "chance", "draw"):
        if row[name] is not None:
            fields[name] = row[name]
    if row["type"] == TalksOpened.__name__:
        fields["run"] = row["run"]
    event: AnyEvent = msgspec.convert(fields | rest, AnyEvent)
    return event
