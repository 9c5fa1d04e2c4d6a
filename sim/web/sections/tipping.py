"""Whether the outcome tips along the inputs that it hangs on most."""

from __future__ import annotations

from sim.analysis.methods import METHODS
from sim.analysis.sweep_words import record_told, size_of, told
from sim.analysis.sweeps import Sweep
from sim.analysis.tipping import STEEP, SURELY
from sim.analysis.wording import in_100, named
from sim.cli.swept import Swept
from sim.ensemble.axes import shown
from sim.plots.sweep import sweep_plate
from sim.web.axes import alone
from sim.web.blocks import Block, Figure, Folded, Heading, Paragraph, Table, commands, note
from sim.web.report import Report
from sim.web.words import DASH, range_heads, span


def tell(report: Report) -> list[Block]:
    """A sweep over each of the inputs with the largest indices."""
    found = report.sweeps
    if not found:
        return [Paragraph("No input changes any run: there is nothing to sweep.")]
    small = report.size.points < METHODS["sobol"].points
    surely = " Which comes first is not told surely by so small a study." if small else ""
    blocks: list[Block] = [
        Paragraph(
            f"The numbers that come first above, {report.size.inputs} at most, then the words, as "
            "many, and the same of every other party. Each is swept over all it may be: at every "
            "point it is certain, the other inputs are drawn, and the record is conditioned on "
            "anew: this is after the record, the indices above are before it, so an input that "
            f"comes first there may be flat here.{surely}"
        )
    ]
    for k, one in enumerate(found, 1):
        blocks += _swept(report, one, k)
    return [
        *blocks,
        note(
            "A tipping point is where the share crosses 50 of 100 (isotonic fit), if it surely "
            f"does (in {in_100(SURELY)} of 100 resampled studies, or with its whole interval "
            "within the range) and steeply: the middle 80% of its way takes at most "
            f"{in_100(STEEP)} of 100 of the range. Anything else is said to be none."
        ),
    ]


def _swept(report: Report, found: Swept, place: int) -> list[Block]:
    sweep, asked = found.sweep, found.asked
    path, size = sweep.axes[0].path, f"{size_of(sweep)}."
    again = report.call("sweep", "--over", asked.over[0], "--outcome", report.outcome,
                        "-n", asked.runs, "--draws", asked.draws)  # fmt: skip
    record = record_told(sweep)
    lone = (
        [note("The scenario gives no other party such an input.")]
        if alone(report.case, path)
        else []
    )
    return [
        Heading(path),
        *lone,
        *(Paragraph(one) for one in (*told(sweep), *([record] if record else []))),
        Figure(
            sweep_plate(sweep, found.title), f"{_titled(sweep, path)}. {size}", f"sweep-{place}"
        ),
        Folded("The numbers drawn", [_table(found, path)]),
        *commands("To play it again:", again),
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
