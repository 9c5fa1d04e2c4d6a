"""The page of what could be agreed, and of what a text would need."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.bargain_words import tie_note
from sim.analysis.bargaining_space import INNER, PackageShare
from sim.analysis.wording import NOTICE, enough, in_100, percent, span_in_100, too_little
from sim.cli.bargain_needs_page import needs_lines
from sim.cli.bargained import Bargained
from sim.cli.layout import figures_beside, paragraph, table
from sim.text import many

PACKAGES = 12  # rows of the page; all are in the figure's table
ACROSS = 5  # packages of the table of missing consents
OPENED = 8


def page(found: Bargained, files: Sequence[str]) -> list[str]:
    """Zone, packages, missing consents, openings; then the text that is put."""
    told = [*paragraph(found.title), *paragraph(NOTICE), "", *paragraph(_size(found))]
    told += ["", *_zone(found), "", *_packages(found), "", *_missing(found), "", *_openings(found)]
    told += ["", *needs_lines(found)]
    if files:
        told += ["", "FIGURES, with their numbers", *files]
    return told


def _size(found: Bargained) -> str:
    space = found.static.space
    kept = "each kept as often as it gives the record"
    if found.static.weighted:
        kept = f"each weighed by how likely it makes the record: worth {space.effective:,.0f}"
    return (
        f"{many(space.draws, 'draw')} of the unknown inputs, {kept}. Demands, red lines and "
        f"no-deal worths are those at the end of it; nothing is played on. Seed {found.asked.seed}."
    )


def _zone(found: Bargained) -> list[str]:
    space = found.static.space
    level = percent(space.level)
    rows = [(in_100(space.zone), f"{span_in_100(space.interval)} ({level} interval)")]
    heads = ["  draws of 100 with a zone of agreement"]
    if space.size is not None:
        middle, low, high = space.size
        heads.append("  packages in it, where there is one")
        rows.append((str(middle), f"{low}-{high} of {len(space.rows)} ({percent(INNER)} of them)"))
    return [
        "IS THERE ANYTHING TO AGREE ON",
        *figures_beside(heads, rows),
        *paragraph(_what_a_zone_is(found), 2),
    ]


def _what_a_zone_is(found: Bargained) -> str:
    whom = "all whose consent it needs"
    if found.case.scenario.consent.quota is not None:
        whom = "enough of those whose consent it needs (the quota, and every veto)"
    worth = enough(above=found.static.space.above)
    return (
        f"In the zone: worth {worth} to {whom}, across no hard red line of theirs. "
        "Who will agree is another question: people hold out for more than that."
    )


def _packages(found: Bargained) -> list[str]:
    space = found.static.space
    shown = space.rows[:PACKAGES]
    heads = ["", *(f"  {k}  {' / '.join(row.told)}" for k, row in enumerate(shown, 1))]
    rows = [
        ("zone", percent(space.level), "frontier", "N", "KS", "E", "U"),
        *(_package(row) for row in shown),
    ]
    names = found.case.names.issues
    issues = f"{', '.join(names)}{', in that order' if len(names) > 1 else ''}"
    left = len(space.rows) - len(shown)
    more = f" {left} more in the table that -o writes." if left else ""
    return [
        "PACKAGES, those most often in the zone first; draws of 100",
        *figures_beside(heads, rows),
        *paragraph(f"Options of {issues}.{more}", 2),
        *paragraph(_solutions(found), 2),
    ]


def _package(row: PackageShare) -> tuple[str, ...]:
    zone = in_100(row.zone), span_in_100(row.zone_interval)
    return (*zone, in_100(row.frontier), *map(in_100, row.solutions))


def _solutions(found: Bargained) -> str:
    space, quota = found.static.space, found.case.scenario.consent.quota
    told = (
        "Frontier: no package is better for somebody and worse for nobody. N, KS: the Nash and "
        "Kalai-Smorodinsky solutions, whatever the scales. E, U: the egalitarian (equal gains) and "
        "the utilitarian package (the largest sum of gains, each as a part of the way from no deal "
        "to best). These two compare scales of different actors, which nothing in the model "
        "justifies; they stand here because people ask for them."
    )
    if quota is not None:
        told += (
            f" All four need a package that everyone gains by, and {in_100(space.solved)} of 100 "
            "draws have one."
        )
    told += " A draw without a zone has none." if quota is None else ""
    return told + tie_note(space)


def _missing(found: Bargained) -> list[str]:
    missing, rows = found.static.missing, found.static.space.rows[:ACROSS]
    cells = [["", *(str(k) for k in range(1, len(rows) + 1))]]
    for one in missing.rows:
        shares = ((one.by_package[row.package], one.alone[row.package]) for row in rows)
        cells.append([one.actor, *(f"{in_100(a)} ({in_100(b)})" for a, b in shares)])
    told = [
        "WHOSE CONSENT IS MISSING, by package; draws of 100",
        *table(cells),
        *paragraph(
            "Draws in which a package fails by this consent, and (in brackets) by it alone. It is "
            f"missing where the package is worth {too_little(above=found.static.space.above)}, or "
            "crosses a hard red line.",
            2,
        ),
    ]
    if not missing.without:
        return told
    told += ["", *_alone(found)]
    return told


def _alone(found: Bargained) -> list[str]:
    missing = found.static.missing
    cells = [["", "lacks only this", f"{percent(missing.level)} interval", "gains by none"]]
    for one in missing.rows:
        assert one.only_one is not None
        assert one.nothing is not None
        cells.append(
            [one.actor, in_100(one.only_one), span_in_100(one.only_one_interval),
             in_100(one.nothing)]
        )  # fmt: skip
    return [
        *paragraph(f"Of 100 draws without a zone ({many(missing.without, 'draw')}):", 2),
        *table(cells),
        *paragraph(
            "Lacks only this: some package has all the consent it needs but this. Gains by none: "
            "the actor is better off by no package that it is asked about. Neither is a measure of "
            "fault.",
            2,
        ),
    ]


def _openings(found: Bargained) -> list[str]:
    openings = found.static.openings
    head = "WHICH ADDED OPTION WOULD OPEN A ZONE; of 100 draws without one"
    if not openings.without:
        return [head, *paragraph("Every draw has a zone.", 2)]
    shown = [one for one in openings.rows if one.share > 0.0][:OPENED]
    rows = [("opens one", f"{percent(openings.level)} interval")]
    rows += [(in_100(one.share), span_in_100(one.interval)) for one in shown]
    told = [head]
    if shown:
        told += figures_beside(["", *(f"  {one.added.told}" for one in shown)], rows)
    rest = len(openings.rows) - len(shown)
    none = all(one.share == 0.0 for one in openings.rows[len(shown) :])
    left = f"the other {rest} open {'none' if none else 'one less often'}" if shown else "none does"
    return [
        *told,
        *paragraph(
            f"Hypothetical, of {many(openings.without, 'draw')}: "
            f"{many(len(openings.rows), 'option')} tried; {left}. A half step is worth the mean of "
            "its neighbours to everyone and crosses a red line that either crosses. Only purposes "
            "that the scenario states can be served; to everyone else such an option is worth "
            "what the one in its place is.",
            2,
        ),
    ]
