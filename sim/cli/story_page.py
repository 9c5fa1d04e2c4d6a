"""The page that tells one run."""

from __future__ import annotations

import shlex
from pathlib import Path

from sim.cli.layout import beside, columns, laid_out, paragraph, table
from sim.cli.options import Which
from sim.talks.event import Answer
from sim.talks.events import FrameworkAgreed
from sim.talks.log import FORMAT, Header, digest, write_log
from sim.talks.log import NOTICE as SHORT
from sim.telling.labels import written_date
from sim.telling.line import Line
from sim.telling.numbers import points
from sim.telling.story import NOTICE, OUTCOMES, counts_for, ending, story, worths
from sim.telling.tale import Tale
from sim.version import VERSION

_MARKS = {
    "r": "r reported",
    "c": "c claimed by a named official",
    "a": "a anonymous officials",
    "s": "s assumed",
}


def page(tale: Tale, which: Which | None, log: Path | None, *, everything: bool) -> list[str]:
    """A run as a page; `which` None where it was read from a log."""
    found, hidden = _lines(tale, everything)
    return [
        *paragraph(tale.labels.title),
        *paragraph(NOTICE),
        *(paragraph(counted) if (counted := counts_for(tale)) else []),
        *found,
        "",
        *_ended(tale),
        "",
        *footer(tale, which, log, hidden),
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
    assumed = any(one.mark == "s" for one in record)
    how = "as reported, and where marked s as assumed" if assumed else "as reported"
    return [f"THE RECORD, played {how}", "  " + "   ".join(marks)]


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
            "Worth to each, in points of its own (assumed) scale of 0-100. Points of different "
            "actors cannot be compared.",
            2,
        ),
        *table(rows),
    ]


def footer(tale: Tale, which: Which | None, log: Path | None, hidden: int) -> list[str]:
    """How to get the run again, what it was made from, and where to go on."""
    quiet = {0: "No event is hidden.", 1: "1 quiet event not shown (--all)."}
    found = paragraph(
        quiet.get(hidden, f"{hidden} quiet events not shown, or told with their text (--all).")
    )
    if which is not None:
        found += paragraph(f"The same run again: detente run {which.quoted} {which.words}")
    found += paragraph(
        f"detente {tale.first.engine or VERSION}, scenario {tale.case.digest[:8]}, "
        f"log digest {digest(tale.events)[:8]}"
    )
    if log is not None:
        found += paragraph(f"{'Log written to' if which else 'Read from'} {log}")
    return [*found, "", *_next(tale, which, log)]


def _next(tale: Tale, which: Which | None, log: Path | None) -> list[str]:
    seq = turning(tale)
    file = "" if log is None else shlex.quote(str(log))
    rows = []
    if which is not None:
        rows.append((f"Why event {seq}?", f"detente explain {which.quoted} {seq} {which.words}"))
    elif log is not None:
        rows.append((f"Why event {seq}?", f"detente explain {file} {seq}"))
    if log is not None:
        rows.append((f"Where did it stand at {seq}?", f"detente replay {file} --at {seq}"))
    if which is not None:
        again = " ".join(["detente ensemble", which.quoted, *which.changed])
        rows.append(("How typical is it?", again))
    wide = max((len(head) for head, _ in rows), default=0) + 4
    return [line for head, text in rows for line in beside(f"  {head}", text, wide)]


def turning(tale: Tale) -> int:
    """An event worth asking about: the last answer before a framework, else the last one."""
    agreed = next((e for e in tale.events if isinstance(e, FrameworkAgreed)), None)
    if agreed is not None:
        return agreed.cause
    answers = [e.seq for e in tale.events if isinstance(e, Answer) and e.weighing is not None]
    return answers[-1] if answers else len(tale.events) - 1


def written(tale: Tale, name: str, path: Path) -> None:
    """Write a run's log; `name` is what its scenario was called by.

    Raises
    ------
    LogError
        Where the file cannot be written.
    """
    header = Header(VERSION, FORMAT, SHORT, name, tale.case.text)
    write_log(path, header, tale.events)
