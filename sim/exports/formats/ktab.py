"""KTAB's spatial model of politics: actors, influence, positions and saliences in CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import StringIO

from sim.errors import SettingError
from sim.exports.held import Held, HeldIssue, Side, leave_out, tell_quota
from sim.exports.placing import place_on
from sim.imports.notes import Notes

_NO_STAKE = "50"  # where one stands to whom an issue matters nothing


class _Ktab:
    """The format."""

    about = "a KTAB (SMP) scenario (CSV)"

    def files(self, held: Held, notes: Notes) -> Mapping[str, str]:
        """One scenario: those whose consent a deal may need."""
        stream = StringIO()
        rows = csv.writer(stream, lineterminator="\n")
        kept = [j for j in range(len(held.issues)) if _apart(held, j)]
        for j in sorted({*range(len(held.issues))}.difference(kept)):
            notes.lost(f"the issue {held.issues[j].id}: all stand at the same place on it")
        if not kept:
            raise SettingError("all stand at the same place on every issue: KTAB has no use of it")
        titles = [held.issues[j].title for j in kept]
        rows.writerow([held.title, "", "", len(held.asked), len(kept)])
        named = [f"{one} {what}" for one in titles for what in ("Position", "Salience")]
        rows.writerow(["Actor", "Description", "Influence", *named])
        if any(side.votes is None for side in held.asked):
            notes.assumed("influence is 100 each: the scenario gives nobody votes")
        for side in held.asked:
            votes = 100.0 if side.votes is None else side.votes
            stances = _stances(held, side, kept, notes)
            rows.writerow([side.id, side.title, f"{votes:g}", *stances])
        notes.lost("what no deal is worth")
        leave_out(held, notes, votes=True)
        tell_quota(held, notes)
        return {"scenario.csv": stream.getvalue()}


def _apart(held: Held, issue: int) -> bool:
    """Whether it divides anybody: where all stand at one place there is no line to stand on."""
    places = {side.wants[issue] for side in held.asked if side.saliences[issue] > 0.0}
    return len(places - {None}) > 1


def _stances(held: Held, side: Side, kept: Sequence[int], notes: Notes) -> list[str]:
    found = []
    for j in kept:
        issue, weight = held.issues[j], side.weights[j]
        place = place_on(held, side, j, notes) if weight > 0 else None
        if place is None:
            notes.assumed(f"{side.id} on {issue.id}: in the middle, and it matters nothing to it")
            found += [_NO_STAKE, "0"]
        else:
            found += [_on_line(issue, place), f"{100 * weight:.12g}"]
    return found


def _on_line(issue: HeldIssue, option: int) -> str:
    """0 to 100: by its number, or by its place among the options."""
    numbers = [Decimal(one) for one in issue.numbers] or [*map(Decimal, range(len(issue.options)))]
    low, high = min(numbers), max(numbers)
    return f"{100 * (numbers[option] - low) / (high - low):.12g}"


EXPORT = _Ktab()
