"""A table of actors (docs/import.md): who, where they stand, how much it matters to them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from itertools import pairwise

from sim.exports.held import Held, HeldIssue, Side, tell_quota
from sim.exports.placing import place_on
from sim.imports.notes import Notes

_MARKS = (";", "|")  # between options


class _Csv:
    """The format."""

    about = "a table of actors (CSV)"

    def files(self, held: Held, notes: Notes) -> Mapping[str, str]:
        """One table."""
        stream = StringIO()
        rows = csv.writer(stream, lineterminator="\n")
        told = [_told(issue) for issue in held.issues]
        named = [
            f"{issue.title} {what}" for issue in held.issues for what in ("position", "salience")
        ]
        rows.writerow(["actor", "role", *named, "influence", "no deal"])
        spans = [_span(issue, options) for issue, options in zip(held.issues, told, strict=True)]
        rows.writerow(["(options)", "", *_paired(spans), "", ""])
        quo = [row[issue.status_quo] for issue, row in zip(held.issues, told, strict=True)]
        rows.writerow(["(status quo)", "", *_paired(quo), "", ""])
        for side in held.sides:
            drafts = side.role == "mediator"
            if drafts and any(side.saliences):
                notes.lost(f"{side.id}: what it wants, as it mediates too", side.place)
            blank = [""] * len(named)
            stances = blank if drafts else _stances(held, side, told, notes)
            votes = "" if side.votes is None else f"{side.votes:g}"
            worth = f"{100 * side.no_deal:.12g}" if side.asked else ""
            rows.writerow([side.title, side.role, *stances, votes, worth])
        tell_quota(held, notes)
        return {"actors.csv": stream.getvalue()}


def _told(issue: HeldIssue) -> list[str]:
    """Options as a cell can list them."""
    if issue.numbers:
        return [*issue.numbers]
    return [" ".join(one.translate({ord(mark): ", " for mark in _MARKS}).split())
            for one in issue.options]  # fmt: skip


def _span(issue: HeldIssue, options: list[str]) -> str:
    numbers = [Decimal(one) for one in issue.numbers]
    steps = {later - one for one, later in pairwise(numbers)}
    if len(steps) == 1:
        return f"{options[0]} to {options[-1]} by {abs(steps.pop())}"
    return "; ".join(options)


def _paired(cells: list[str]) -> list[str]:
    return [one for cell in cells for one in (cell, "")]


def _stances(held: Held, side: Side, told: list[list[str]], notes: Notes) -> list[str]:
    found = []
    for j, salience in enumerate(side.saliences):
        place = place_on(held, side, j, notes) if salience > 0.0 else None
        found.append("" if place is None else told[j][place])
        found.append("" if salience == 0.0 else f"{100 * salience:.12g}")
    return found


EXPORT = _Csv()
