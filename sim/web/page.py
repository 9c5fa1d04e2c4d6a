"""A report as one page of HTML that needs nothing but itself: no script, no request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.analysis.wording import NOTICE, size_of
from sim.errors import DetenteError
from sim.plots.figure import Plate
from sim.plots.inline import inline_svg
from sim.report.captions import Captions
from sim.report.html import environment, html
from sim.studies.shown import drawing
from sim.version import VERSION
from sim.web.blocks import Block, Studied, warning
from sim.web.parts import PARTS, Part
from sim.web.report import Report

Begin = Callable[[str], None]
QUICK = "Left out: the report was made with --quick."
CHANGED = (
    "Left out: the study was played under a what-if from now on, and this would be of the "
    "scenario as it is."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part as it is told."""

    name: str
    title: str
    blocks: Sequence[Block]


def page(report: Report, begin: Begin, parts: Sequence[Part] = PARTS) -> str:
    """The whole page, of what `told` says. Equal reports give equal text."""
    return written(report, told(report, begin, parts))


def told(report: Report, begin: Begin, parts: Sequence[Part] = PARTS) -> list[Section]:
    """All sections, played as far as they need it.

    Parameters
    ----------
    report
        What to tell.
    begin
        Told the head of each part that plays, when it begins.
    parts
        In the order of the page; their names are ids of it.
    """
    names = [part.name for part in parts]
    assert len(set(names)) == len(names), names
    in_turn = sorted(parts, key=lambda part: part.last)
    sections = {part.name: _section(report, part, begin) for part in in_turn}
    return [sections[name] for name in names]


def written(report: Report, sections: Sequence[Section]) -> str:
    """Sections as HTML; every text in them is escaped."""
    captions = Captions(numbered=True, notice=f"This is {NOTICE}.")

    def studied(block: Studied, place: str) -> Markup:
        draw = drawing(block.plates)
        return html(block.document, draw, captions, place=place, level=3)

    study = report.study
    made = f"Detente {VERSION}, scenario {study.case.digest[:8]}, results {study.digest[:8]}."
    return (
        environment()
        .get_template("web/page.html")
        .render(
            captions=captions,
            drawn=_drawn,
            made=made,
            notice=NOTICE,
            sections=sections,
            studied=studied,
            title=report.title,
            under=f"{size_of(study.design)}. Seed {report.seed}. Every number is assumed.",
            version=VERSION,
        )
    )


def _section(report: Report, part: Part, begin: Begin) -> Section:
    if part.slow and report.quick:
        return Section(part.name, part.title, [warning(QUICK)])
    if part.plays and report.changed:
        return Section(part.name, part.title, [warning(CHANGED)])
    if part.plays and not part.last:
        begin(part.title)
    try:
        return Section(part.name, part.title, part.tell(report))
    except DetenteError as error:
        if not part.plays:
            raise
        return Section(part.name, part.title, [warning(f"Left out: {error}")])


def _drawn(plate: Plate, name: str) -> Markup:
    return Markup(inline_svg(plate, f"drawn-{name}"))  # noqa: S704  (it escapes its texts)
