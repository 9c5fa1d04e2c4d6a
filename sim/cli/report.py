"""`detente report`: a whole study as one page."""

# Imported when it is called: its --help needs none of it.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options
from sim.cli.output import say, warn
from sim.errors import SettingError
from sim.files import is_folder, refuse_taken, write_bytes
from sim.files.ledger import Outputs
from sim.shell import shown_in
from sim.text import many

if TYPE_CHECKING:
    from sim.web.page import Section
    from sim.web.report import Report

MARKDOWN = ".md"


@click.command("report")
@click.argument("name", metavar="NAME|DIR", callback=options.named)
@click.option(
    "-n", "--runs", type=click.IntRange(1, 10**7), metavar="N",
    help="Runs of the study; what is set beside it has 1000 at most.  [default: 2000]",
)  # fmt: skip
@click.option(
    "--draws", type=click.IntRange(1, 10**7), metavar="N",
    help="Draws of the unknown inputs; each is played runs/draws times.  [default: 1000, or half "
    "the runs where that is fewer]",
)  # fmt: skip
@click.option("--seed", type=options.SEED, metavar="N", help="Of inputs and luck.  [default: 0]")
@options.jobs
@options.sets
@click.option("--quick", is_flag=True, help="Leave out sensitivity and sweeps.")
@click.option(
    "--thorough", is_flag=True,
    help="Each part as large as its own command plays it (turning points: 200 futures).",
)  # fmt: skip
@click.option(
    "--keep", metavar="DIR", callback=options.named,
    help="Keep there what sensitivity and sweeps play; the same again goes on.",
)  # fmt: skip
@click.option(
    "-o", "--out", default="report.html", show_default=True, metavar="FILE", callback=options.named,
    help="The page; one that ends in .md is Markdown, its figures in a folder beside it.",
)  # fmt: skip
@options.force
def command(out: str, force: bool, **how: Any) -> None:
    """Write one page that tells a whole study.

    NAME is played; DIR is a folder that `detente ensemble -o` wrote, and its runs are told.
    The page says what the scenario asks and rests on, how the runs ended with both ranges,
    what that hangs on, where one run turned, what if, and how to make it again. It is one
    file that loads nothing, for a screen, a phone or paper.
    """
    from sim.cli.reported import Asked, reported
    from sim.web.page import told, written

    path = _path(out, force)
    figures = Outputs(path.with_suffix(""), force=force)
    if path.suffix == MARKDOWN:
        figures.refuse_taken()
    with reported(Asked(out=out, **how)) as found, shown_in():  # whatever the terminal has
        sections = told(found, begin=lambda title: warn(f"{title}:"))
        if path.suffix == MARKDOWN:
            _write_markdown(path, figures, found, sections, force=force)
            return
        content = written(found, sections).encode()
    write_bytes(path, content, replace=force)
    say(f"Written to {path}: {len(content) / 1e6:.1f} MB, to be opened in any browser.")


def _write_markdown(
    path: Path, figures: Outputs, report: Report, sections: Sequence[Section], *, force: bool
) -> None:
    """The figures first, so that the page never names one that is not there."""
    from sim.plots.figure import save
    from sim.web.markdown import markdown, plates_of

    folder, count = figures.folder, 0
    for section in sections:
        for name, plate in plates_of(section.blocks):
            save(plate.figure, figures, name, plate.table, plate.alt)
            count += 1
    write_bytes(path, markdown(report, sections, folder.name).encode(), replace=force)
    say(f"Written to {path}, its {many(count, 'figure')} to {folder}.")


def _path(out: str, force: bool) -> Path:
    """Where the page goes, seen before anything is played."""
    path = refuse_taken(out, "-o", force=force)
    if not is_folder(path.parent):
        raise SettingError(f"-o {out}: there is no folder {path.parent}: make it first")
    return path
