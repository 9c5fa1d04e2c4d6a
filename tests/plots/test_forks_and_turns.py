from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from matplotlib.text import Text

from sim.analysis.shifts import shifts
from sim.analysis.turning import Stretch, TurningPoint, TurningPoints
from sim.analysis.wording import NOTICE
from sim.files.ledger import Outputs
from sim.plots.figure import Plate, save_plate
from sim.plots.shifts import shifts_plate
from sim.plots.turning import MOST, turning_plate
from sim.talks.events import OUTCOMES
from tests.plots.fakes import TITLE

WHAT = "Israel accepts text 7, which is told by the United States to everyone"


def outcomes(*counts: int) -> list[str]:
    """So many futures of each outcome, in their order."""
    return [outcome for outcome, n in zip(OUTCOMES, counts, strict=True) for _ in range(n)]


BEFORE = outcomes(20, 20, 20, 20, 20)


def turn(seq: int, day: float, after: list[str], level: float = 0.999) -> TurningPoint:
    moved = shifts(BEFORE, after, level)
    most = max(moved, key=lambda one: abs(one.shift))
    return TurningPoint(
        seq=seq, day=day, actor="us", before={one.outcome: one.without for one in moved},
        after={one.outcome: one.given for one in moved}, shifts=moved, outcome=most.outcome,
        shift=most.shift, interval=most.interval, called=most.told_apart,
    )  # fmt: skip


def turns(rows: list[TurningPoint], stretched: bool = True) -> TurningPoints:
    far = shifts(BEFORE, outcomes(90, 5, 5, 0, 0), 0.999)
    between = Stretch(
        after=1, until=2, first_day=5.0, last_day=9.0, shifts=far, outcome="deal",
        shift=far[0].shift, interval=far[0].interval, called=True,
    )  # fmt: skip
    return TurningPoints(100, tuple(rows), (between,) * stretched, 50, 0.95, 0.999, complete=True)


MANY = [turn(10 + k, 50 + k / 5, outcomes(40 + 5 * k, 30 - 5 * k, 10, 10, 10)) for k in range(5)]
MANY += [turn(90 + k, 100.0, outcomes(0, 0, 0, 0, 100)) for k in range(4)]


def fork_plate() -> Plate:
    found = shifts(BEFORE, outcomes(50, 20, 20, 0, 10), 0.95)
    return shifts_plate(found, TITLE, WHAT, "Instead of event 31 of one run")


def turning(rows: list[TurningPoint], stretched: bool = True) -> Plate:
    found = turns(rows, stretched)
    return turning_plate(found, {row.seq: WHAT for row in rows}, TITLE)


@pytest.mark.parametrize("make", [fork_plate, lambda: turning(MANY)], ids=["shifts", "turning"])
def test_files_say_what_they_are_and_come_out_the_same(
    make: Callable[[], Plate], tmp_path: Path
) -> None:
    plate = make()
    first = {path.name: path.read_bytes() for path in save_plate(plate, Outputs(tmp_path))}
    assert {Path(name).suffix for name in first} == {".png", ".svg", ".csv", ".txt"}
    svg = first[f"{plate.stem}.svg"].decode()
    assert "A model: neither news nor forecast." in svg
    assert "n = 100 futures" in svg
    assert first[f"{plate.stem}.txt"].decode().strip().endswith(f"{NOTICE}.")
    assert all(
        path.read_bytes() == first[path.name] for path in save_plate(make(), Outputs(tmp_path))
    )
    assert "\n" not in plate.alt
    assert (tmp_path / f"{plate.stem}.csv").read_text().splitlines()[1].endswith(NOTICE)


def test_the_shifts_drawn_are_the_shifts() -> None:
    plate = fork_plate()
    [ax] = plate.figure.axes
    dots = [
        line for line in ax.lines if line.get_marker() == "o" and line.get_linestyle() == "None"
    ]
    drawn = [float(np.atleast_1d(line.get_xdata())[0]) for line in dots][:10]
    table = plate.table
    assert drawn[::2] == pytest.approx((100 * table["share_without"]).to_list())
    assert drawn[1::2] == pytest.approx((100 * table["share_with"]).to_list())
    for outcome, shift in zip(table["outcome"], table["shift"], strict=True):
        assert f"{outcome.replace('_', ' ')} {shift * 100:+.1f}".replace("+0.0", "0") in plate.alt


def test_the_curve_drawn_is_the_table() -> None:
    plate = turning(MANY)
    curves = [
        line for line in plate.figure.axes[0].lines if np.size(line.get_xdata()) == 2 * len(MANY)
    ]
    assert len(curves) == len(OUTCOMES)
    for outcome, line in zip(OUTCOMES, curves, strict=True):
        mine = plate.table.filter(pl.col("outcome") == outcome)
        both = np.column_stack([mine["before"], mine["after"]]).ravel()
        assert np.asarray(line.get_ydata(), dtype=float) == pytest.approx(100 * both)


def texts(plate: Plate) -> list[Text]:
    plate.figure.draw_without_rendering()
    found = plate.figure.findobj(Text)
    return [one for one in found if one.get_text().strip() and one.get_visible()]


@pytest.mark.parametrize("plate", [fork_plate(), turning(MANY), turning(MANY[:1])])
def test_nothing_is_cut_off(plate: Plate) -> None:
    for text in texts(plate):
        box = text.get_window_extent()
        inside = plate.figure.bbox
        assert inside.x0 - 1 <= box.x0, text.get_text()
        assert box.x1 <= inside.x1 + 1, text.get_text()
        assert inside.y0 - 1 <= box.y0, text.get_text()
        assert box.y1 <= inside.y1 + 1, text.get_text()


def test_numbers_of_swings_close_together_do_not_overlap() -> None:
    plate = turning(MANY)
    called = {str(row.seq) for row in turns(MANY).called[:MOST]}
    boxes = sorted(
        (one.get_window_extent() for one in texts(plate)
         if one.get_text() in called and one.axes is plate.figure.axes[0]),
        key=lambda box: box.x0,
    )  # fmt: skip
    assert len(boxes) == MOST
    assert all(one.x1 <= two.x0 for one, two in pairwise(boxes))
    [title] = [one for one in texts(plate) if one.get_text().startswith("The futures of one run")]
    assert all(box.y1 <= title.get_window_extent().y0 for box in boxes)


def test_lines_of_the_list_do_not_overlap() -> None:
    plate = turning(MANY)
    listed = [one for one in texts(plate) if one.get_text().startswith(("Israel accepts", "after"))]
    boxes = sorted((one.get_window_extent() for one in listed), key=lambda box: -box.y0)
    assert len(boxes) == MOST + 1
    assert all(one.y0 >= two.y1 - 1 for one, two in pairwise(boxes))


def test_no_swing_told_apart_is_said() -> None:
    plate = turning([turn(5, 3.0, BEFORE)], stretched=False)
    assert "No decision's swing is told apart from 0." in plate.alt
