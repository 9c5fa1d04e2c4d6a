"""Whether the outcome tips along the inputs that it hangs on most."""

from __future__ import annotations

from sim.analysis.tipping import STEEP, SURELY
from sim.analysis.wording import in_100
from sim.studies.sensitivity.request import POINTS
from sim.web.axes import alone
from sim.web.blocks import Block, Heading, Paragraph, Studied, note
from sim.web.report import Report


def tell(report: Report) -> list[Block]:
    """A sweep over each of the inputs with the largest indices."""
    found = report.sweeps
    if not found:
        return [Paragraph("No input changes any run: there is nothing to sweep.")]
    small = report.size.points < POINTS["sobol"]
    surely = " So small a study does not settle which comes first." if small else ""
    blocks: list[Block] = [
        Paragraph(
            f"The numbers that come first above, {report.size.inputs} at most, then the words, as "
            "many, and the same of every other party, each over all it may be. The indices above "
            f"are before the record, a sweep is after it.{surely}"
        )
    ]
    for k, one in enumerate(found, 1):
        path = one.sweep.axes[0].path
        blocks.append(Heading(path))
        if alone(report.case, path):
            blocks.append(note("The scenario gives no other party such an input."))
        blocks.append(Studied.of(one, f"sweep-{k}"))
    return [
        *blocks,
        note(
            "A tipping point is where the share crosses 50 of 100 (isotonic fit), if it surely "
            f"does (in {in_100(SURELY)} of 100 resampled studies, or with its whole interval "
            "within the range) and steeply: the middle 80% of its way takes at most "
            f"{in_100(STEEP)} of 100 of the range. Anything else is said to be none."
        ),
    ]
