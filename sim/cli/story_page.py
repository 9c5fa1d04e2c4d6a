"""The page that tells one run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.arithmetic import arithmetic
from sim.cli.layout import columns, command, laid_out, paragraph, table
from sim.cli.options import Which
from sim.cli.output import WIDTH
from sim.shell import detente, operand
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import FrameworkAgreed
from sim.talks.log import FORMAT, Header, write_log
from sim.talks.log import NOTICE as SHORT
from sim.telling.labels import written_date
from sim.telling.line import Line
from sim.telling.numbers import points, scale
from sim.telling.story import NOTICE, OUTCOMES, announced, counts_for, ending, story, worths
from sim.telling.tale import Tale
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.cli.loaded import Found

_MARKS = {
    "r": "r reported",
    "c": "c claimed by a named official",
    "a": "a anonymous officials",
    "s": "s assumed",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a run was just written to: a log, a store, or neither."""

    log: Path | None = None
    store: str = ""
    before: bool = False  # the store had it already


def page(found: Found, saved: Saved | None = None, *, everything: bool = False) -> list[str]:
    """A run as a page."""
    tale = found.tale
    told, hidden = _lines(tale, everything)
    return [
        *paragraph(tale.labels.title),
        *paragraph(NOTICE),
        *(paragraph(counted) if (counted := counts_for(tale)) else []),
        *(paragraph(deadline) if (deadline := announced(tale)) else []),
        *told,
        "",
        *_ended(tale),
        "",
        *footer(found, saved or Saved(), hidden),
    ]


def _lines(tale: Tale, everything: bool) -> tuple[list[str], int]:
    record, simulated, hidden = story(tale).shown(everything)
    room = columns([*record, *simulated])
    found: list[str] = []
    if record:
        found += ["", *_record_head(record)]
        for line in record:
            found += laid_out(line, room)
    if simulated:
        after = written_date(tale.labels.last_day)
        found += ["", "FROM HERE ON SIMULATED", f"  ~ made up by the model; days after {after}"]
        for line in simulated:
            found += laid_out(line, room)
    return found, hidden


def _record_head(record: list[Line]) -> list[str]:
    marks = [text for mark, text in _MARKS.items() if any(one.mark == mark for one in record)]
    inferred = any(one.when.endswith("?") for one in record)
    dates = ["  ? a date that the source leaves to be inferred"] if inferred else []
    assumed = any(one.mark == "s" for one in record)
    how = "as reported, and where marked s as assumed" if assumed else "as reported"
    return [f"THE RECORD, played {how}", "  " + "   ".join(marks), *dates]


def _ended(tale: Tale) -> list[str]:
    seen = worths(tale)
    rows = [["", seen.text, f"no deal, day {seen.day}", "best possible"]]
    for row in seen.rows:
        text = "-" if row.text is None else points(row.text)
        rows.append([row.actor, text, points(row.no_deal), points(row.best)])
    return [
        f"HOW THIS RUN ENDED: {OUTCOMES[tale.end.outcome]}",
        *paragraph(ending(tale), 2),
        "",
        *paragraph(
            f"Worth to each, in points of its own (assumed) scale of {scale(tale.case)}. Points of "
            "different actors cannot be compared.",
            2,
        ),
        *table(rows),
    ]


def footer(found: Found, saved: Saved, hidden: int) -> list[str]:
    """How to get the run again, what it was made from, and where to go on."""
    tale, which = found.tale, found.which
    quiet = {0: "No event is hidden.", 1: "1 quiet event not shown (--all)."}
    told = paragraph(
        quiet.get(hidden, f"{hidden} quiet events not shown, or told with their text (--all).")
    )
    if not which.kept:
        again = which.replay() if which.folder else which.call("run")
        told += command("The same run again: ", again, 20)
    made = f"detente {tale.first.engine or VERSION}, scenario {tale.case.digest[:8]}"
    told += paragraph(f"{made}, log digest {found.id}")
    told += paragraph(_left(tale)) if tale.first.branches else []
    if which.kept:
        told += paragraph(f"Read from {which.store or which.name}")
    if saved.log is not None:
        told += paragraph(f"Log written to {saved.log}")
    if saved.store:
        how = "Was kept already:" if saved.before else "Kept:"
        call = Which(found.id, store=saved.store).call("replay")
        told += _on_one_line(f"{how} ", call) or [how, *command("", call, 4)]
    return [*told, "", *_next(found, saved)]


def _left(tale: Tale) -> str:
    first = tale.first
    other = f"run {first.parent}" if first.parent else "another run"
    return f"A branch: it left {other} after event {first.fork_at} (future {first.future})"


def _next(found: Found, saved: Saved) -> list[str]:
    tale, which = found.tale, found.which
    seq = turning(tale)
    rows = [(f"Why event {seq}?", which.call("explain", seq))] if which.name else []
    event, back = tale.events[seq], _kept_as(found, saved)
    other = back if which.sets else which  # what `fork --set` sets changes then, not before
    if which.folder and (which.sets or not which.name):
        other = None  # a data set is not forked, its scenario is
    if other is not None and isinstance(event, Answer) and event.weighing is not None:
        yes = given(event) == "accept"
        ask = other.call("fork", "--at", seq, "--answer", "reject" if yes else "accept")
        rows.append(("And if it had not?" if yes else "And with a yes?", ask))
    if back is not None:
        rows.append(("Where did it stand?", back.replay("--at", seq)))
    if which.name and not which.kept:
        many = detente("ensemble", operand(which.name), *which.changed)
        rows.append(("How typical is it?", many))
    return [line for head, call in rows for line in _asked(head, call)]


def _asked(head: str, call: str) -> list[str]:
    """A question and the command that answers it."""
    return _on_one_line(f"  {head:<21}", call) or [f"  {head}", *command("", call, 4)]


def _on_one_line(head: str, call: str) -> list[str]:
    """A command beside its head, if there is room: it is to be copied."""
    return [head + call] if len(head + call) <= WIDTH else []


def _kept_as(found: Found, saved: Saved) -> Which | None:
    """How it is got from where it is kept, if it is."""
    if found.which.kept or found.which.folder:
        return found.which
    if saved.store:
        return Which(found.id, store=saved.store)
    return None if saved.log is None else Which(str(saved.log))


def turning(tale: Tale) -> int:
    """An event worth asking about: the last answer before a framework, else the last one."""
    agreed = next((e for e in tale.events if isinstance(e, FrameworkAgreed)), None)
    if agreed is not None:
        return agreed.cause
    answers = [e.seq for e in tale.events if isinstance(e, Answer) and e.weighing is not None]
    return answers[-1] if answers else len(tale.events) - 1


def written(tale: Tale, name: str, path: Path, *, force: bool) -> None:
    """Write a run's log; `name` is what its scenario was called by.

    Raises
    ------
    SettingError
        Where a file is there and not `force`.
    OutputError
        Where the file cannot be written.
    """
    case, parent = tale.case, tale.first.parent
    seeds = dict(case.seed_texts)
    header = Header(VERSION, FORMAT, SHORT, name, case.text, parent, seeds, arithmetic())
    write_log(path, header, tale.events, replace=force)
