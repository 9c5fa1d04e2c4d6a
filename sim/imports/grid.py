"""Positions as options: numbers on a scale in equal steps, or words in an order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from sim.imports.cells import Cell
from sim.imports.draft import Ids, titled
from sim.imports.notes import Notes, refuse
from sim.imports.numbers import is_number, number
from sim.scenario.limits import LIMITS, longest
from sim.scenario.tree import Data

_SPAN = re.compile(r"(?P<first>\S+) to (?P<last>\S+)(?: by (?P<step>\S+))?")
_BETWEEN = re.compile(r"\s*[;|]\s*")
_ENOUGH = 11  # options of a scale whose steps nobody gave
_MOST = 101
_LEAST_STEP = Fraction(str(LIMITS["step"].least))


@dataclass(frozen=True, slots=True)
class Grid:
    """The options of an issue, and which of them each cell names."""

    options: dict[str, Data]
    count: int
    chosen: dict[Cell, str | int | float]


def grid(title: str, asked: Cell | None, cells: Sequence[Cell], share: int, notes: Notes) -> Grid:
    """The options that positions are among.

    Parameters
    ----------
    asked
        The cell that lists the options, if there is one: `4 to 10 by 0.5`, or `low; middle; high`.
    cells
        The positions; empty ones are left out.
    share
        How many options there may be for all issues to have room.

    Raises
    ------
    ForeignError
        Where a position is not among the options, or there are no two of them.
    """
    if asked is not None and (span := _SPAN.fullmatch(asked.text)) is not None:
        return _given_scale(title, asked, span, cells)
    if asked is not None:
        return _words([Cell(one, asked.place) for one in _BETWEEN.split(asked.text)], cells)
    if 2 * sum(is_number(cell.text) for cell in cells) > len(cells):
        return _found_scale(title, cells, min(share, _MOST), notes)
    first = {cell.text.casefold(): cell for cell in reversed(cells)}
    ordered = [cell for cell in cells if first[cell.text.casefold()] is cell]
    if len(ordered) < 2:
        _too_few(title, cells)
    names = ", ".join(cell.text for cell in ordered)
    notes.assumed(f"the order of the options of {title}: as first named ({names:.200})")
    return _words(ordered, cells)


def _words(options: Sequence[Cell], cells: Sequence[Cell]) -> Grid:
    ids, by_title, titles = Ids("option"), {}, {}
    for option in options:
        title = titled(option.text, option.place)
        if title.casefold() in by_title:
            refuse(
                option.place, f"an option stands there twice (got {title!r:.60})", "name it once"
            )
        by_title[title.casefold()] = ids.of(title)
        titles[by_title[title.casefold()]] = title
    if len(titles) < 2:
        refuse(options[0].place, "one option alone", "list two or more: low; middle; high")
    for cell in cells:
        if cell.text.casefold() not in by_title:
            known = ", ".join(titles.values())
            refuse(cell.place, f"no option (got {cell.text!r:.60})", f"write one of {known:.200}")
    chosen: dict[Cell, str | int | float] = {c: by_title[c.text.casefold()] for c in cells}
    return Grid(dict(titles), len(titles), chosen)


def _given_scale(title: str, asked: Cell, span: re.Match[str], cells: Sequence[Cell]) -> Grid:
    first, last = (
        Fraction(number(span[end], asked.place, f"the {end} of {title}"))
        for end in ("first", "last")
    )
    step = Fraction(number(span["step"] or "1", asked.place, "the step", least=float(_LEAST_STEP)))
    if last <= first:
        refuse(
            asked.place, f"the last is not above the first (got {asked.text!r:.60})", "swap them"
        )
    steps = (last - first) / step
    if steps.denominator != 1 or steps >= longest("options"):
        wrong = "more steps than a scenario holds" if steps.denominator == 1 else "no whole steps"
        refuse(asked.place, f"{wrong} (got {asked.text!r:.60})", "write another step")
    chosen: dict[Cell, str | int | float] = {}
    for cell in cells:
        at = Fraction(number(cell.text, cell.place, "the position"))
        if not first <= at <= last or ((at - first) / step).denominator != 1:
            refuse(
                cell.place, f"not among {asked.text} (got {cell.text!r:.60})", "write one of them"
            )
        chosen[cell] = plain_number(at)
    return Grid(_scale(first, last, step), int(steps) + 1, chosen)


def _found_scale(title: str, cells: Sequence[Cell], most: int, notes: Notes) -> Grid:
    """A scale from the least position to the greatest; what is between its steps is rounded."""
    at = {
        cell: Fraction(number(cell.text, cell.place, f"the position on {title}")) for cell in cells
    }
    least, greatest = min(at.values()), max(at.values())
    if least == greatest:
        _too_few(title, cells)
    step = _fine(at, least, greatest, most) or _coarse(least, greatest, most)
    if step < _LEAST_STEP:
        refuse(
            cells[0].place,
            f"positions on {title} closer than steps of {float(_LEAST_STEP)}",
            "write them on a wider scale",
        )
    exact = all(((one - least) / step).denominator == 1 for one in at.values())
    first = least if exact else floor(least / step) * step
    last = greatest if exact else ceil(greatest / step) * step
    shown = f"{plain_number(first)} to {plain_number(last)} in steps of {plain_number(step)}"
    notes.assumed(f"the options of {title}: {shown}, as no (options) row gives them")
    chosen: dict[Cell, str | int | float] = {}
    for cell, one in at.items():
        rounded = first + floor((one - first) / step + Fraction(1, 2)) * step
        if rounded != one:
            notes.assumed(f"{cell.text} is rounded to {plain_number(rounded)}", cell.place)
        chosen[cell] = plain_number(rounded)
    return Grid(_scale(first, last, step), int((last - first) / step) + 1, chosen)


def _fine(
    at: dict[Cell, Fraction], least: Fraction, greatest: Fraction, most: int
) -> Fraction | None:
    """The widest step that holds every position and gives enough options; None: too many."""
    below = lcm(*(one.denominator for one in at.values()))
    widest = Fraction(gcd(*(int((one - least) * below) for one in at.values())), below)
    if (greatest - least) / widest + 1 > most:
        return None
    found = [
        widest / parts
        for parts in range(1, 2 * _ENOUGH)
        if (10_000 * widest / parts).denominator == 1
        and (greatest - least) / widest * parts + 1 <= most
    ]
    enough = [one for one in found if (greatest - least) / one + 1 >= _ENOUGH]
    return next(filter(_is_round, enough), enough[0] if enough else found[-1] if found else None)


def _is_round(step: Fraction) -> bool:
    """Whether it is a step that people choose: 0.5, 2, 25."""
    return str(float(step)).replace(".", "").strip("0") in {"1", "2", "5", "25"}


def _coarse(least: Fraction, greatest: Fraction, most: int) -> Fraction:
    """The finest round step that gives no more options than there may be."""
    step = _round((greatest - least) / (most - 1))
    while ceil(greatest / step) - floor(least / step) + 1 > most:
        step = _round(step * Fraction(11, 10))
    return step


def _round(least: Fraction) -> Fraction:
    """The next step of 1, 2 or 5 with zeros."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(k * power for k in (1, 2, 5, 10) if k * power >= least)


def _scale(first: Fraction, last: Fraction, step: Fraction) -> dict[str, Data]:
    return {"from": plain_number(first), "to": plain_number(last), "step": plain_number(step)}


def plain_number(value: Fraction) -> int | float:
    """A number as a scenario holds it."""
    return int(value) if value.denominator == 1 else float(value)


def _too_few(title: str, cells: Sequence[Cell]) -> None:
    refuse(
        cells[0].place,
        f"everyone stands at the same position on {title} (got {cells[0].text!r:.60})",
        "give its options in a row (options), such as 0 to 100 by 5, or low; middle; high",
    )


def spread(issues: int) -> int:
    """How many options each of so many issues may have."""
    most = longest("packages")
    return next(n for n in _down(longest("options")) if n**issues <= most)


def _down(most: int) -> Iterator[int]:
    yield from range(most, 0, -1)
