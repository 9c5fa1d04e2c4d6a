"""The page of what could be agreed, and of what a text would need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analysis.bargain_words import tie_note
from sim.analysis.bargaining_space import INNER, PackageShare
from sim.analysis.wording import enough, in_100, percent, span_in_100, too_little
from sim.report.blocks import (
    Block,
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Row,
    Table,
    Text,
)
from sim.shell import detente, given, operand
from sim.studies.bargain.needing import needing
from sim.studies.options import arguments
from sim.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plots.figure import Plate
    from sim.studies.bargain.result import BargainResult

PACKAGES = 12  # rows of the page; all are in the figure's table
_ACROSS = 5  # packages of the table of missing consents
_OPENED = 8


def document(result: BargainResult) -> Document:
    """A result as a page: zone, packages, missing consents, openings; then the text that is put."""
    return (
        Heading(result.title),
        Text("A model: neither news nor forecast. Every number in it is assumed."),
        Text(_size(result)),
        *_zone(result),
        *_packages(result),
        *_missing(result),
        *_openings(result),
        *needing(result),
        *_foot(result),
    )


def plates(result: BargainResult) -> Sequence[Plate]:
    """Packages and missing consents; what a text needs, and options that would open a zone."""
    from sim.plots.bargain import missing_plate, space_plate  # noqa: PLC0415  (takes a second)
    from sim.plots.bargain_needs import needs_plate, openings_plate  # noqa: PLC0415  (the same)

    title = result.title
    found = [
        space_plate(result.space, result.issues, title),
        missing_plate(result.missing, result.space, result.issues, title),
    ]
    if result.needs is not None:
        found.append(needs_plate(result.needs, result.text, title))
    if result.openings.without:
        found.append(openings_plate(result.openings, title))
    return found


def _drawn(result: BargainResult, name: str, about: str) -> Figure:
    path = f"{result.folder}/{name}.png" if f"{name}.png" in result.files else ""
    return Figure(path, about, name=name)


def _size(result: BargainResult) -> str:
    space = result.space
    kept = "each kept as often as it gives the record"
    if result.weighted:
        kept = f"each weighed by how likely it makes the record: worth {space.effective:,.0f}"
    return (
        f"{many(space.draws, 'draw')} of the unknown inputs, {kept}. Demands, red lines and "
        f"no-deal worths are those at the end of it; nothing is played on. Seed "
        f"{result.request.seed}."
    )


def _zone(result: BargainResult) -> Iterator[Block]:
    space = result.space
    level = percent(space.level)
    yield Heading("IS THERE ANYTHING TO AGREE ON")
    told = (
        f"{in_100(space.zone)} of 100 draws have a zone of agreement ({level} interval "
        f"{span_in_100(space.interval)})."
    )
    if space.size is not None:
        middle, low, high = space.size
        told += (
            f" Where there is one, it holds {middle} of {many(len(space.rows), 'package')} "
            f"({low} to {high} in {percent(INNER)} of them)."
        )
    yield Text(told)
    whom = "all whose consent it needs"
    if result.quota:
        whom = "enough of those whose consent it needs (the quota, and every veto)"
    yield Note(
        f"In the zone: worth {enough(above=space.above)} to {whom}, across no hard red line of "
        "theirs. Who will agree is another question: people hold out for more than that."
    )


def _packages(result: BargainResult) -> Iterator[Block]:
    space = result.space
    shown = space.rows[:PACKAGES]
    heads = ("zone",), (percent(space.level),), ("frontier",), ("N",), ("KS",), ("E",), ("U",)
    yield Table(
        "PACKAGES, those most often in the zone first; of 100 draws",
        tuple(map(Column, heads)),
        tuple(_package(row, k) for k, row in enumerate(shown, 1)),
    )
    issues = f"{', '.join(result.issues)}{', in that order' if len(result.issues) > 1 else ''}"
    left = len(space.rows) - len(shown)
    more = f" {left} more in the figure's CSV file." if left else ""
    yield Note(f"Options of {issues}.{more}")
    yield Note(_solutions(result))
    yield _drawn(result, "bargain-packages", "packages in the zone, and what solutions choose")


def _package(row: PackageShare, k: int) -> Row:
    zone = in_100(row.zone), span_in_100(row.zone_interval)
    cells = (*zone, in_100(row.frontier), *map(in_100, row.solutions))
    return Row(f"{k}  {' / '.join(row.told)}", cells)


def _solutions(result: BargainResult) -> str:
    space = result.space
    told = (
        "Frontier: no package is better for somebody and worse for nobody. N, KS: the Nash and "
        "Kalai-Smorodinsky solutions, whatever the scales. E, U: the egalitarian (equal gains) and "
        "the utilitarian package (the largest sum of gains, each as a part of the way from no deal "
        "to best). These two compare scales of different actors, which nothing in the model "
        "justifies; they stand here because people ask for them."
    )
    if result.quota:
        told += (
            f" All four need a package that everyone gains by, and {in_100(space.solved)} of 100 "
            "draws have one."
        )
    else:
        told += " A draw without a zone has none."
    return told + tie_note(space)


def _missing(result: BargainResult) -> Iterator[Block]:
    missing, rows = result.missing, result.space.rows[:_ACROSS]
    yield Table(
        "WHOSE CONSENT IS MISSING, by package; of 100 draws",
        tuple(Column((str(k),)) for k in range(1, len(rows) + 1)),
        tuple(
            Row(
                one.actor,
                tuple(
                    f"{in_100(one.by_package[row.package])} ({in_100(one.alone[row.package])})"
                    for row in rows
                ),
            )
            for one in missing.rows
        ),
    )
    yield Note(
        "Draws in which a package fails by this consent, and (in brackets) by it alone. It is "
        f"missing where the package is worth {too_little(above=result.space.above)}, or crosses a "
        "hard red line."
    )
    if missing.without:
        yield from _alone(result)
    yield _drawn(result, "bargain-missing", "whose consent is missing, by package")


def _alone(result: BargainResult) -> Iterator[Block]:
    missing = result.missing
    heads = ("lacks only this",), (f"{percent(missing.level)} interval",), ("gains by none",)
    rows = []
    for one in missing.rows:
        assert one.only_one is not None
        assert one.only_one_interval is not None
        assert one.nothing is not None
        span = span_in_100(one.only_one_interval)
        rows.append(Row(one.actor, (in_100(one.only_one), span, in_100(one.nothing))))
    without = many(missing.without, "draw")
    yield Table(f"Of 100 draws without a zone ({without})", tuple(map(Column, heads)), tuple(rows))
    yield Note(
        "Lacks only this: some package has all the consent it needs but this. Gains by none: the "
        "actor is better off by no package that it is asked about. Neither is a measure of fault."
    )


def _openings(result: BargainResult) -> Iterator[Block]:
    openings = result.openings
    head = "WHICH ADDED OPTION WOULD OPEN A ZONE; of 100 draws without one"
    if not openings.without:
        yield Heading(head)
        yield Text("Every draw has a zone.")
        return
    shown = [one for one in openings.rows if one.share > 0.0][:_OPENED]
    if shown:
        heads = ("opens one",), (f"{percent(openings.level)} interval",)
        rows = (
            Row(one.added.told, (in_100(one.share), span_in_100(one.interval))) for one in shown
        )
        yield Table(head, tuple(map(Column, heads)), tuple(rows))
    else:
        yield Heading(head)
    rest = len(openings.rows) - len(shown)
    none = all(one.share == 0.0 for one in openings.rows[len(shown) :])
    left = f"the other {rest} open {'none' if none else 'one less often'}" if shown else "none does"
    yield Note(
        f"Hypothetical, of {many(openings.without, 'draw')}: "
        f"{many(len(openings.rows), 'option')} tried; {left}. A half step is worth the mean of its "
        "neighbours to everyone and crosses a red line that either crosses. Only purposes that the "
        "scenario states can be served; to everyone else such an option is worth what the one in "
        "its place is."
    )
    yield _drawn(result, "bargain-openings", "options that would open a zone")


def _foot(result: BargainResult) -> Iterator[Block]:
    if result.name:
        words = [*arguments(result.request), *given("--set", *result.sets)]
        yield Command("AGAIN", detente("bargain", operand(result.name), *words))
    yield Note(f"detente {result.detente}, scenario {result.digest[:8]}")
