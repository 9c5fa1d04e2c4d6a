"""Whether the outcome tips along the inputs that it hangs on most."""

from __future__ import annotations

from sim.analysis.factors import NUMBERS
from sim.analysis.sweep_words import record_told, size_of, told
from sim.analysis.sweeps import Sweep
from sim.analysis.tipping import STEEP, SURELY
from sim.analysis.wording import in_100, named
from sim.cli.swept import Asked, Swept, swept
from sim.ensemble.axes import shown
from sim.plots.sweep import sweep_plate
from sim.scenario.distributions import bounds
from sim.web.blocks import Block, Commands, Figure, Folded, Heading, Paragraph, Table, note
from sim.web.report import Report
from sim.web.words import DASH, many, range_heads, span

INPUTS = 2  # swept
POINTS = 9
DRAWS, LUCK = (10, 20), (2, 10)  # at each point; for few runs, and for as many as it gets


def tell(report: Report) -> list[Block]:
    """A sweep over each of the numbers with the largest indices."""
    axes = _axes(report)
    if not axes:
        return [Paragraph("No number among the inputs changes any run: there is nothing to sweep.")]
    blocks: list[Block] = [
        Paragraph(
            f"The {many(len(axes), 'number')} that come first above, each swept over its range: at "
            "every point it is certain, the other inputs are drawn, and the record is conditioned "
            "on anew. Which comes first is not told surely by so small a study."
        )
    ]
    for k, (path, text) in enumerate(axes, 1):
        blocks += _swept(report, path, text, k)
    return [
        *blocks,
        note(
            "A tipping point is where the share crosses 50 of 100 (isotonic fit), if it surely "
            f"does (in {in_100(SURELY)} of 100 resampled studies, or with its whole interval "
            "within the range) and steeply: the middle 80% of its way takes at most "
            f"{in_100(STEEP)} of 100 of the range. Anything else is said to be none."
        ),
    ]


def _axes(report: Report) -> list[tuple[str, str]]:
    """Path, and the axis as it is written, of the numbers with the largest indices."""
    numbers = {one.path: one for one in report.case.inputs if one.unit in NUMBERS}
    found = []
    for one in report.sensed.found.by_size:
        path = one.factor.name
        ends = bounds(numbers[path].dist) if path in numbers else None
        if one.changed > 0.0 and ends is not None:
            found.append((path, f"{path}={ends[0]:g}:{ends[1]:g}:{POINTS}"))
    return found[:INPUTS]


def _swept(report: Report, path: str, text: str, place: int) -> list[Block]:
    draws = DRAWS[report.full]
    runs = draws * LUCK[report.full]
    asked = Asked(
        report.scenario, (text,), report.outcome, runs, draws, report.seed, report.jobs,
        report.sets, "", None,
    )  # fmt: skip
    found = swept(asked)
    if not found.complete:
        raise KeyboardInterrupt
    sweep = found.sweep
    size = f"{size_of(sweep)}."
    again = report.call("sweep", f"--over {text}", f"--outcome {report.outcome}", f"-n {runs}",
                        f"--draws {draws}")  # fmt: skip
    record = record_told(sweep)
    return [
        Heading(path),
        *(Paragraph(one) for one in (*told(sweep), *([record] if record else []))),
        Figure(
            sweep_plate(sweep, found.title), f"{_titled(sweep, path)}. {size}", f"sweep-{place}"
        ),
        Folded("The numbers drawn", [_table(found, path)]),
        Commands("To play it again:", (again,)),
    ]


def _titled(sweep: Sweep, path: str) -> str:
    return f"How the runs ended along {path}, {named(sweep.outcome)} with both ranges"


def _table(found: Swept, path: str) -> Table:
    sweep = found.sweep
    shares = [point.of(sweep.outcome) for point in sweep.points]
    known = [one for one in shares if one is not None]
    wide = next((one.inputs for one in known if one.inputs is not None), None)
    rows = []
    for point, share in zip(sweep.points, shares, strict=True):
        cells = (DASH,) * 3
        if share is not None:
            cells = (in_100(share.share), span(share.sampling), span(share.inputs))
        record = DASH if point.record is None else in_100(point.record)
        rows.append((shown(point.values[0]), *cells, record))
    heads = (
        sweep.axes[0].called, "of 100 runs", *range_heads(known[0].sampling, wide),
        "the record comes out, of 100 tries",
    )  # fmt: skip
    return Table(f"{named(sweep.outcome)} along {path}. {size_of(sweep)}", heads, rows)
