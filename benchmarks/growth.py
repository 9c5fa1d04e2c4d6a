"""How cost grows with actors, packages, draws and runs: CPU time of one process, in a figure.

    python -m benchmarks.growth [--out docs/speed.png] [--repeats 3]

A kept draw and a run are timed apart, on mediated talks of `benchmarks.limits` of one size after
the other (the record is empty, so its first try is kept): each draw is played with `LUCK` runs,
with their numbers and the table of them, and once more with one run; the difference is what the
runs take. Each point is the median of the repeats, drawn with the least and the greatest.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, NullFormatter

from benchmarks.limits import Size, scenario
from sim.ensemble.batches import table_of
from sim.ensemble.blocks import first_runs
from sim.ensemble.chunks import Workshop
from sim.ensemble.frame import layout_of, row_hashes
from sim.ensemble.inputs import pilot
from sim.plots.figure import BLUE, ORANGE, PAPER, styled
from sim.scenario.case import Case
from sim.scenario.loading import load, load_text
from sim.version import VERSION, compiled

DRAWS, LUCK = 6, 21
ACTORS = [Size(n, (5, 4, 3)) for n in (5, 8, 15, 30, 60)]
PACKAGES = [
    Size(8, options) for options in ((6,), (6, 6), (6, 6, 6), (6, 6, 6, 6), (6, 6, 6, 6, 4, 3))
]
SOME_DRAWS = [10, 30, 100, 300, 1000]  # with two runs each
SOME_RUNS = [100, 300, 1000, 3000, 10_000]  # of 100 draws


@dataclass(frozen=True, slots=True)
class Point:
    """Seconds at one place of an axis: the median of some repeats, the least, the greatest."""

    at: int
    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, at: int, times: Sequence[float]) -> Point:
        return cls(at, statistics.median(times), min(times), max(times))


def play(case: Case, runs: int, draws: int, seed: int) -> float:
    """CPU seconds of playing runs into a table with a hash a row."""
    ceiling, layout = pilot(case, seed).ceiling, layout_of(case)
    shop = Workshop(case, seed, "", ceiling=ceiling)
    begun = time.process_time()
    played = shop.play(first_runs(runs, draws))
    row_hashes(table_of(played.rows, played.batches, layout))
    return time.process_time() - begun


def of_size(size: Size, repeats: int) -> tuple[list[float], list[float]]:
    """Seconds a run and a kept draw with one run, by repeat."""
    case, runs, kept = load_text(scenario(size), "made up"), list[float](), list[float]()
    play(case, 2, 1, 0)  # what is made once for a case
    for repeat in range(repeats):
        one = play(case, DRAWS, DRAWS, repeat)
        many = play(case, DRAWS * LUCK, DRAWS, repeat)
        kept.append(one / DRAWS)
        runs.append(max(many - one, 0.0) / (DRAWS * (LUCK - 1)))
    return runs, kept


def packages_of(size: Size) -> int:
    """How many packages there are."""
    found = 1
    for count in size.options:
        found *= count
    return found


def draw(ax: Axes, points: Sequence[Point], label: str, look: tuple[str, str, str]) -> None:
    """A line of medians with bars from the least to the greatest; look: colour, dash, marker."""
    middle = [one.middle for one in points]
    bars = [
        [one.middle - one.least for one in points], [one.most - one.middle for one in points]
    ]  # fmt: skip
    colour, dash, marker = look
    ax.errorbar(
        [one.at for one in points], middle, bars, color=colour, linestyle=dash, marker=marker,
        markersize=4, capsize=2, label=label,
    )  # fmt: skip


def by_size(ax: Axes, name: str, sizes: Sequence[tuple[int, Size]], repeats: int) -> None:
    """A panel of scenarios of growing size."""
    runs, kept = list[Point](), list[Point]()
    for at, size in sizes:
        times = of_size(size, repeats)
        runs.append(Point.of(at, [1000 * one for one in times[0]]))
        kept.append(Point.of(at, [1000 * one for one in times[1]]))
        print(f"{at:>8,} {name:<9}{runs[-1].middle:>10.3f} ms a run{kept[-1].middle:>10.2f} a draw")
    draw(ax, kept, "a kept draw with one run", (ORANGE, "--", "s"))
    draw(ax, runs, "a run more", (BLUE, "-", "o"))
    ax.set_xlabel(name)
    ax.set_ylabel("CPU milliseconds")


def by_count(ax: Axes, name: str, counts: Sequence[tuple[int, int, int]], repeats: int) -> None:
    """A panel of ensembles of `cairo-2024`: where they stand, runs, draws."""
    case, points = load("cairo-2024"), list[Point]()
    play(case, 2, 1, 0)
    for at, runs, draws in counts:
        points.append(Point.of(at, [play(case, runs, draws, k) for k in range(repeats)]))
        print(f"{at:>8,} {name:<9}{points[-1].middle:>10.3f} s in all")
    draw(ax, points, name, (BLUE, "-", "o"))
    ax.set_xlabel(name)
    ax.set_ylabel("CPU seconds in all")


def in_decades(ax: Axes) -> None:
    """Both axes by powers of ten, with plain numbers beside them."""
    for axis, scale in ((ax.xaxis, ax.set_xscale), (ax.yaxis, ax.set_yscale)):
        scale("log")
        axis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.12g}"))
        axis.set_minor_formatter(NullFormatter())


def main() -> None:
    parser = argparse.ArgumentParser(description="How cost grows.")
    parser.add_argument("--out", type=Path, default=Path("docs/speed.png"))
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    how = " (compiled)" if compiled() else ""
    print(f"detente {VERSION}{how}, Python {platform.python_version()}, CPU time of one process")
    with styled():
        layout = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.12)
        figure = Figure(figsize=(7.5, 6.0), layout=layout, facecolor=PAPER)
        axes = list(figure.subplots(2, 2).flat)
        by_size(axes[0], "actors", [(one.actors, one) for one in ACTORS], asked.repeats)
        by_size(axes[1], "packages", [(packages_of(one), one) for one in PACKAGES], asked.repeats)
        draws = [(n, 2 * n, n) for n in SOME_DRAWS]
        by_count(axes[2], "draws, two runs each", draws, asked.repeats)
        runs = [(n, n, 100) for n in SOME_RUNS]
        by_count(axes[3], "runs of 100 draws", runs, asked.repeats)
        titles = ("60 packages", "8 actors", "cairo-2024", "cairo-2024")
        for ax, title in zip(axes, titles, strict=True):
            ax.set_title(title)
            in_decades(ax)
        axes[0].set_xticks([one.actors for one in ACTORS])
        axes[0].legend(loc="upper left")
        told = "How cost grows: medians of some repeats, with the least and the greatest"
        words = {"Software": None, "Description": told}
        figure.savefig(asked.out, dpi=110, metadata=words)


if __name__ == "__main__":
    main()
