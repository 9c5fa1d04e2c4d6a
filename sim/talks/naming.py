"""Whether a log speaks of what its scenario has: one pass over the events, nothing is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from sim.model.constants import MINUTES_A_DAY
from sim.scenario.distributions import gives
from sim.talks.event import Event
from sim.talks.events import ENDINGS, AnyEvent, TalksOpened
from sim.talks.fields import NameOf, named

if TYPE_CHECKING:
    from sim.scenario.case import Case

AHEAD = 36_525 * MINUTES_A_DAY  # a hundred years: what an event may set, after it
_LATER = ("until", "to")  # ticks that an event sets, and actors of the same name

Mention = tuple[NameOf, Any]
Finder = Callable[[Any], Iterator[Mention]]


def misnamed(case: Case, events: Sequence[AnyEvent]) -> tuple[int, str] | None:
    """The first event that cannot be of a run of this scenario, and why; None: all can.

    It may still be none that comes next there: that the fold tells.
    """
    known = _known(case)
    end = _horizon(case)
    for seq, event in enumerate(events):
        wrong = _out_of_order(events, seq) or _out_of_time(event, end) or _unknown(event, known)
        if not wrong and isinstance(event, TalksOpened):
            wrong = not_inputs(case, event.values) or not_all(case, event.values)
            wrong = wrong or _wrong_ways(event, events)
        if wrong:
            return seq, wrong
    return None


def not_inputs(case: Case, values: Mapping[str, float | str]) -> str:
    """Why these cannot be values of inputs of a case, "" if they can."""
    known = {one.path: one for one in case.inputs}
    for path, value in values.items():
        if path not in known:
            return f"its scenario has no input {path}"
        if not gives(known[path].dist, value):
            return f"{path} cannot be {value!r}"
    return ""


def not_all(case: Case, values: Mapping[str, float | str]) -> str:
    """Which input has no value here, "" if all have."""
    missing = next((path for path in case.paths if path not in values), None)
    return "" if missing is None else f"it has no value of {missing}"


def _wrong_ways(first: TalksOpened, events: Sequence[AnyEvent]) -> str:
    """What is wrong with where it says it left other runs: none of it may lie after its end."""
    ways = [(one.at, one.tick, one.fired) for one in first.branches]
    if ways != sorted(ways):
        return "the runs that it left are not in the order in which it left them"
    last = events[-1].seq - (1 if isinstance(events[-1], ENDINGS) else 0)
    if ways and ways[-1][0] > last:
        return f"it says that it left another run at event {ways[-1][0]}, where it is over by then"
    return ""


def _horizon(case: Case) -> int:
    """No event comes after it, whatever a what-if or a person changes."""
    return round(case.horizon_days * MINUTES_A_DAY) + case.day_tick(case.now) + MINUTES_A_DAY


def _out_of_order(events: Sequence[AnyEvent], seq: int) -> str:
    event = events[seq]
    if event.seq != seq:
        return f"event {event.seq} stands where event {seq} should"
    if isinstance(event, TalksOpened) != (seq == 0):
        return "a log starts with TalksOpened, and has no other" if seq else "not TalksOpened"
    if event.cause >= seq:
        return f"its cause is event {event.cause}, which does not come before it"
    if not seq:
        return ""
    before = events[seq - 1]
    if event.tick < before.tick:
        return f"tick {event.tick} does not follow tick {before.tick} of the event before"
    return "the run is over by then" if isinstance(before, ENDINGS) else ""


def _out_of_time(event: AnyEvent, end: int) -> str:
    if event.tick > end:
        return f"tick {event.tick} comes after the horizon, which is tick {end}"
    for name in _LATER:
        later = getattr(event, name, None)
        if isinstance(later, int) and not event.tick <= later <= event.tick + AHEAD:
            return f"{name} {later} is not within a hundred years after tick {event.tick}"
    text, news = getattr(event, "text", 0), getattr(event, "news", -1)
    if text > event.seq:
        return f"text {text} is more than there are events"
    if news >= event.seq:
        return f"its news is event {news}, which does not come before it"
    return ""


def _known(case: Case) -> dict[str, Any]:
    options = zip(case.names.issues, case.names.options, strict=True)
    return {
        "actor": frozenset(case.names.actors),
        "issue": frozenset(case.names.issues),
        "text": frozenset(case.labels.texts),
        "fact": frozenset(case.facts),
        "what_if": frozenset(n for n, one in case.what_if.items() if one.from_ == "now"),
        "terms": {issue: frozenset(names) for issue, names in options},
    }


def _unknown(event: AnyEvent, known: dict[str, Any]) -> str:
    """What an event names that its scenario does not have, as it is told."""
    for field, find in _finders(type(event)):
        for what, value in find(getattr(event, field)):
            if what.kind == "terms":
                wrong = _not_terms(value, known["terms"])
            elif value in known[what.kind] or (what.blank and value == ""):
                continue
            else:
                wrong = f"its scenario has no {what.kind} {value!r}"
            if wrong:
                return f"{field}: {wrong}"
    return ""


def _not_terms(terms: dict[str, str], options: dict[str, frozenset[str]]) -> str:
    """Why these are not an option of every issue, in the order of the issues."""
    if list(terms) != list(options):
        return f"its scenario's issues are {', '.join(options)}, and these {', '.join(terms)}"
    bad = next((f"{i} {o!r}" for i, o in terms.items() if o not in options[i]), "")
    return bad and f"its scenario has no option {bad}"


@cache
def _finders(kind: type[Event]) -> tuple[tuple[str, Finder], ...]:
    """The fields of a type of event that name something, and how to find what they name."""
    hints = get_type_hints(kind, include_extras=True)
    found = ((field, _finder(hints[field])) for field in kind.__struct_fields__)
    return tuple((field, find) for field, find in found if find is not None)


def _finder(hint: Any) -> Finder | None:
    of = get_origin(hint)
    if of is Annotated:
        what = named(hint.__metadata__)
        return None if what is None else lambda value: iter([(what, value)])
    if of is dict:
        keys, values = map(_finder, get_args(hint))
        return _each([(keys, dict.keys), (values, dict.values)])
    if of in (tuple, list):
        return _each([(_finder(get_args(hint)[0]), iter)])
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = get_type_hints(hint, include_extras=True)
        return _each([(_finder(hints[f]), _getting(f)) for f in hint.__struct_fields__])
    return None


def _getting(field: str) -> Callable[[Any], Any]:
    return lambda value: [getattr(value, field)]


def _each(ways: Sequence[tuple[Finder | None, Callable[[Any], Any]]]) -> Finder | None:
    """All that is found by each of some ways into a value."""
    known = [(find, into) for find, into in ways if find is not None]
    if not known:
        return None
    return lambda value: (hit for find, into in known for one in into(value) for hit in find(one))
