"""The page that tells what a change does to the futures of one run, and the same as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sim.analysis.shifts import DayShift, points, points_span
from sim.analysis.wording import NOTICE, named, percent
from sim.cli.as_json import head
from sim.cli.forked import Forked
from sim.cli.layout import beside, columns, command, figures_beside, laid_out, paragraph, table
from sim.cli.options import Which
from sim.telling.numbers import signed
from sim.telling.story import counts_for
from sim.text import many


def page(forked: Forked) -> list[str]:
    """A fork as a page."""
    return [
        *_head(forked),
        "",
        *_what(forked),
        "",
        *_ends(forked),
        "",
        *_rests_on(forked),
        *_kept(forked),
        "",
        *_footer(forked),
    ]


def _head(forked: Forked) -> list[str]:
    n = len(forked.found.numbers)
    told = [
        *paragraph(forked.tale.labels.title),
        *paragraph(
            "Futures of one run of a model: neither news nor forecast. All of its numbers are "
            "assumed."
        ),
        *paragraph(
            f"{many(n, 'future')} without a change and {n:,} with it, each two of the same luck"
        ),
    ]
    if not forked.found.complete:
        told += paragraph(
            f"STOPPED EARLY: {n:,} of {many(forked.asked, 'future')} were finished; all below is "
            "of these."
        )
    counted = counts_for(forked.tale)
    return [*told, *(paragraph(counted) if counted else [])]


def _what(forked: Forked) -> list[str]:
    lines = [forked.happened, *forked.changed]
    room = columns(lines)
    where = "INSTEAD OF IT" if forked.instead else "RIGHT AFTER IT"
    told = [f"WHAT HAPPENED AT EVENT {forked.at}", *laid_out(forked.happened, room)]
    told += [f"CHANGED: {where}"]
    for line in forked.changed:
        told += laid_out(line, room)
    for note in forked.change.notes:
        told += paragraph(note, 2)
    for actor in forked.forbidden:
        told += paragraph(
            f"That yes crosses a hard red line of {actor}: the model lets it stand only until "
            f"{actor} thinks again.",
            2,
        )
    return told


def _ends(forked: Forked) -> list[str]:
    n, shifts = len(forked.found.numbers), forked.shifts
    level = percent(shifts[0].interval.level)
    heads = [f"HOW {n:,} FUTURES END", ""]
    rows = [
        ["with-", "leave", "join", "with", "shift", level],
        ["out", "it", "it", "", "in 100", "interval"],
    ]
    for one in shifts:
        heads.append(f"  {named(one.outcome)}")
        flow = [one.ended_without, one.lost, one.gained, one.ended_given]
        counts = [f"{count:,}" for count in flow]
        rows.append([*counts, points(one.shift), points_span(one.interval)])
    apart = [named(one.outcome) for one in shifts if one.told_apart]
    told = f"No shift is told apart from 0 at {level}."
    if apart:
        told = f"Told apart from 0 at {level}, each by itself: {', '.join(apart)}."
    return [
        *figures_beside(heads, rows),
        *paragraph(f"{told} {forked.differing:,} of {many(n, 'future')} end otherwise.", 2),
        *paragraph(_days(forked.days), 2),
    ]


def _days(days: DayShift) -> str:
    if days.median is None or days.lower_quartile is None or days.upper_quartile is None:
        return "No future has a framework in both."
    ends = (days.median, days.lower_quartile, days.upper_quartile)
    middle, low, high = (signed(one, 1).removesuffix(".0") for one in ends)
    return (
        f"Where both have a framework ({many(days.pairs, 'future')}) its day shifts by {middle} in "
        f"the middle one, by {low} to {high} in the middle half."
    )


def _rests_on(forked: Forked) -> list[str]:
    first = forked.tale.first
    return [
        "WHAT THIS SAYS",
        *paragraph(
            "Both arms have this run's past and its inputs: those that nobody reported are as this "
            f"run drew them (draw {first.draw} of seed {first.seed}), and so are lasting "
            "inclinations and what has shown by then. So it is the shift in this run, not in the "
            "scenario; more futures do not change that. It is no measure of anyone's fault.",
            2,
        ),
    ]


def _kept(forked: Forked) -> list[str]:
    kept = forked.kept
    if kept is None:
        return []
    rows = [[one.id, f"future {one.future}", named(one.outcome)] for one in kept.branches]
    return [
        "",
        *paragraph(f"KEPT in {kept.store}: this run as {kept.run}, and of the changed arm"),
        *table(rows, left=3),
    ]


def _footer(forked: Forked) -> list[str]:
    told = []
    if forked.files:
        files = "  ".join(path.name for path in forked.files)
        told += beside("Written", f"to {forked.files[0].parent}/: {files}", 9)
    told += command("Again:", forked.again, 9)
    told += command("Next:", f"{forked.again} -o DIR", 9) if not forked.files else []
    kept = forked.kept
    if kept is not None and kept.branches:
        one = kept.branches[0].id
        branch = Which(one, store=kept.store)
        told += command("", branch.call("replay"), 9)
        told += command("", branch.call("fork", "--at", "M", "--answer", "ACTOR=accept"), 9)
    told += command("", forked.run.which.call("turning-points"), 9)
    return told


def fork_json(forked: Forked) -> dict[str, Any]:
    """The page as data."""
    tale, change = forked.tale, forked.change
    return {
        **head(tale),
        "notice": f"futures of one run of {NOTICE}",
        "at": forked.at,
        "instead": forked.instead,
        "event": asdict(forked.happened),
        "changed": [asdict(line) for line in forked.changed],
        "filled_in": list(change.notes),
        "futures": len(forked.found.numbers),
        "asked": forked.asked,
        "complete": forked.found.complete,
        "outcomes": [asdict(one) for one in forked.shifts],
        "end_otherwise": forked.differing,
        "framework_days_later": asdict(forked.days),
        "inputs_of_draw": tale.first.draw,
        "kept": None if forked.kept is None else asdict(forked.kept),
        "files": [str(path) for path in forked.files],
        "again": forked.again,
    }
