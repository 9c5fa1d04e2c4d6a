"""What `detente verify` says, as a page and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.arithmetic import arithmetic, other_arithmetic
from sim.cli.layout import paragraph, table
from sim.cli.output import WIDTH
from sim.talks.log import NOTICE
from sim.telling.labels import Labels
from sim.text import many
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.cli.verify_runs import Verification, Verified
    from sim.engine.verifying import Check, Difference
    from sim.store.verifying import Verdict

_MOST = 12  # fields or inputs told of one run in columns
_FEW = 4  # and under each other
_LONG = 60  # characters of a value
_BOTH = ("in the log", "played again")
_TYPE = "type"
_COMMON = ("seq", "tick", "actor", "cause", "fired", "provenance")  # of any two types


def page(found: Verification) -> list[str]:
    """What was found."""
    told = _store(found.store, found.verdict) if found.verdict is not None else []
    if not found.runs:
        return told
    shown = [one for one in found.runs if not (found.every and one.good)]
    told += [""] if told and shown else []
    told += paragraph("Runs of a model, played again: neither news nor forecast.") if shown else []
    for one in shown:
        told += _run(one)
    if len(found.runs) > 1 or found.every:
        told += ["", *paragraph(_counted(found.runs))]
    return told


def _store(name: str, verdict: Verdict) -> list[str]:
    events = f"{many(verdict.events, 'event')} in {many(verdict.appends, 'append')}"
    counts = f"{many(verdict.streams, 'run')}, {events}"
    if verdict.flaw is not None:
        return [
            *paragraph(f"{name}: NOT AS IT WAS KEPT: {verdict.flaw}."),
            *paragraph(f"Up to there {counts} were found as they were kept."),
        ]
    return [
        *paragraph(f"{name}: {counts}; nothing was altered, removed or put elsewhere."),
        *paragraph("Its head, to be noted outside of it; give it to --head another time:"),
        f"  {verdict.head}",
    ]


def _counted(runs: Sequence[Verified]) -> str:
    good = sum(one.good for one in runs)
    unread = sum(bool(one.unreadable) for one in runs)
    bad = len(runs) - good - unread
    told = f"{many(len(runs), 'run')}: {good:,} as played"
    return (
        told + (f", {bad:,} not" if bad else "") + (f", {unread:,} not readable" if unread else "")
    )


def _run(one: Verified) -> list[str]:
    check = one.check
    if check is None:
        return ["", *paragraph(f"{one.called}: cannot be read: {one.unreadable}")]
    if check.wrong:
        told = paragraph(f"{one.called}: cannot be played again: {check.wrong}")
    elif check.difference is not None:
        told = _difference(one, check, check.difference)
    elif check.inputs:
        told = paragraph(f"{one.called}: its inputs are not those of its seed.")
    else:
        told = paragraph(f"{one.called}: all {many(check.events, 'event')} are as played.")
    more = [_inputs(one, check), _notes(one, check)]
    apart = [] if check.equal else [""]
    return ["", *told, *(line for part in more if part for line in (*apart, *part))]


def _inputs(one: Verified, check: Check) -> list[str]:
    first = one.first
    if not check.inputs or first is None:
        return []
    rows = [(each.path, _value(each.logged), _value(each.drawn)) for each in check.inputs]
    told = paragraph(
        f"{many(len(rows), 'input')} not as seed {first.seed} draws them (draw {first.draw}, try "
        f"{first.attempt}): given by hand, or altered. A log cannot tell which.",
        2,
    )
    if check.difference is None and not check.wrong:
        told += paragraph("All events are as played from those in the log.", 2)
    return [*told, "", *_beside(("in the log", "drawn"), rows)]


def _notes(one: Verified, check: Check) -> list[str]:
    first, told = one.first, []
    if first is not None and first.engine != VERSION:
        may = "" if check.equal else ": what differs may come of that"
        told += paragraph(f"Played by detente {first.engine}, and this is {VERSION}{may}.", 2)
    if other_arithmetic(one.arithmetic):
        may = "" if check.equal else ": what differs may come of that"
        told += paragraph(f"It {other_arithmetic(one.arithmetic)}{may}.", 2)
    if first is not None and one.writer not in ("", VERSION, first.engine):
        told += paragraph(
            f"Its first line says that detente {one.writer} wrote it, and {first.engine} played "
            f"it; this is {VERSION}.", 2,
        )  # fmt: skip
    if check.misfit:
        told += paragraph(f"The log does not fold: {check.misfit}", 2)
    if check.waits and check.equal:
        told += paragraph(f"The game is not over: {check.waits} has to decide.", 2)
    return told


def _difference(one: Verified, check: Check, found: Difference) -> list[str]:
    assert one.source is not None
    log = one.source.header is not None
    where = one.source.place(found.seq) if log else one.called
    if found.logged is None:
        return paragraph(
            f"{one.called}: ends after event {found.seq - 1}, and the run goes on with "
            f"{_told(one, found.played)}."
        )
    logged = _told(one, found.logged)
    if found.played is None:
        end = f"{check.waits} has to decide" if check.waits else "the run is over"
        return paragraph(
            f"{where}: after event {found.seq - 1} {end}, and the log goes on with {logged}."
        )
    rows = list(differing(found))
    played = _told(one, found.played)
    told = paragraph(f"{where}: event {found.seq} is not as played.")
    both = f"In the log it is {logged}; played again it is {played}."
    if logged == played:
        both = f"In the log and played again it is {played}."
    if not rows:
        return [*told, *paragraph(f"{both} It is written in other bytes only.", 2)]
    return [*told, *paragraph(f"{both} What differs:", 2), "", *_beside(_BOTH, rows)]


def _told(one: Verified, line: bytes | None) -> str:
    """An event in a few words."""
    assert line is not None
    event = json.loads(line)
    labels = None if one.case is None else Labels.of(one.case)
    who = event["actor"]
    actor = f" of {labels.actor(who) if labels else who}" if who else ""
    day = f" on {labels.day(event['tick'])}" if labels and event["tick"] >= labels.now else ""
    return f"event {event['seq']}, {event[_TYPE]}{actor}{day}"


def differing(found: Difference) -> Iterator[tuple[str, str, str]]:
    """The fields in which two events differ: path, as logged, as played; "-": not there."""
    assert found.logged is not None
    assert found.played is not None
    logged, played = (dict(_flat(json.loads(one))) for one in (found.logged, found.played))
    same = logged.get(_TYPE) == played.get(_TYPE)
    for path in dict.fromkeys([*logged, *played]):
        ours, theirs = logged.get(path, "-"), played.get(path, "-")
        if ours != theirs and (same or path in _COMMON):
            yield path, ours, theirs


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The numbers and texts inside a value, each with its path."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        name = f"{path}.{key}" if path else str(key)
        if isinstance(inner, dict | list) and inner:
            yield from _flat(inner, name)
        else:
            yield name, _value(inner)


def _value(value: Any) -> str:
    """A value as it is written."""
    return "-" if value is None else json.dumps(value)


def _beside(heads: tuple[str, str], rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Values in two columns; where they are too wide for that, under their names."""
    cut = [(name, _short(a), _short(b)) for name, a, b in rows[:_MOST]]
    told = table([("", *heads), *cut])
    if max(map(len, told)) > WIDTH:
        cut, told, wide = cut[:_FEW], [], max(map(len, heads))
        for name, *values in cut:
            told += paragraph(name, 2)
            told += [f"    {head:<{wide}}  {v}" for head, v in zip(heads, values, strict=True)]
    more = len(rows) - len(cut)
    return [*told, f"  and {more} more"] if more > 0 else told


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 3]}..."


def json_of(found: Verification) -> dict[str, Any]:
    """What was found, for programs."""
    told: dict[str, Any] = {"notice": NOTICE, "detente": VERSION, "arithmetic": arithmetic()}
    told["equal"] = found.equal
    if found.verdict is not None:
        verdict = found.verdict
        told["store"] = {
            "name": found.store,
            "runs": verdict.streams,
            "events": verdict.events,
            "appends": verdict.appends,
            "head": verdict.head,
            "flaw": None if verdict.flaw is None else str(verdict.flaw),
        }
    told["runs"] = [_run_json(one) for one in found.runs]
    return told


def _run_json(one: Verified) -> dict[str, Any]:
    check = one.check
    if check is None:
        return {"run": one.called, "equal": False, "unreadable": one.unreadable}
    found, first = check.difference, one.first
    told: dict[str, Any] = {"run": one.called, "equal": check.equal, "events": check.events}
    if one.source is not None and first is not None:
        told |= {"id": one.source.id, "detente": first.engine, "waits_for": check.waits}
        if one.writer:
            told["written_by"] = one.writer
        if one.arithmetic:
            told["arithmetic"] = one.arithmetic
    if check.wrong:
        told["not_playable"] = check.wrong
    if check.inputs:
        told["inputs"] = [
            {"path": each.path, "logged": each.logged, "drawn": each.drawn} for each in check.inputs
        ]
    if found is not None:
        both = {"logged": found.logged, "played": found.played}
        told["difference"] = {
            "seq": found.seq,
            **{k: None if line is None else json.loads(line) for k, line in both.items()},
        }
    if check.misfit:
        told["does_not_fold"] = check.misfit
    return told
