"""Games side by side as a figure."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import polars as pl
import pytest
from matplotlib.text import Text

from sim.analysis.debrief import Debrief, Turn, debrief_of
from sim.analysis.efficiency import Left, Zone
from sim.analysis.games import Game, Role
from sim.analysis.resample import Interval
from sim.analysis.turning import TurningPoint
from sim.analysis.wording import NOTICE
from sim.files.ledger import Outputs
from sim.plots.debrief import debrief_plate
from sim.plots.figure import Plate, save_plate
from sim.plots.labels import Titles

TITLE = "A labour dispute at a ferry line"
LABELS = Titles(actors={"a": "Zeta", "b": "A body with quite a long name of its own"})


def agreed(name: str, people: tuple[str, ...], worths: dict[str, float], more: float) -> Game:
    roles = tuple(Role(who, 0.2, 1.0, worth, more, True, None) for who, worth in worths.items())
    left = Left(12 if more else 0, 3, 0.0, dict.fromkeys(worths, more))
    terms = {"wages": "two", "week": "forty"}
    return Game(name, people, "seed 3", "implementation_failed", 20.0, 119.5, terms, roles, left,
                None, "")  # fmt: skip


def parted(name: str, actors: tuple[str, ...], size: int) -> Game:
    span = (0.4, 0.9) if size else None
    roles = tuple(Role(who, 0.1, 1.0, None, None, None, span) for who in actors)
    spans = dict.fromkeys(actors, (0.4, 0.9)) if size else {}
    return Game(name, ("a",), "seed 3", "no_agreement", None, 119.5, None, roles, None,
                Zone(size, 0.5 if size else 0.0, spans, above=False), "")  # fmt: skip


def turn(seq: int) -> Turn:
    point = TurningPoint(
        seq, 119.5, "a", {"implementation_failed": 0.1}, {"implementation_failed": 0.9}, (),
        "implementation_failed", 0.8, Interval(0.6, 0.9, 0.999, "made up"), True,
    )  # fmt: skip
    return Turn(point, 30, 200, 0.95)


def class_of(count: int, actors: tuple[str, ...] = ("a", "b")) -> Debrief:
    names = [f"team-{k}" for k in range(count)]
    games = []
    for k, name in enumerate(names):
        kinds = (
            agreed(name, ("a",), dict.fromkeys(actors, 0.5 + k / 100), 0.2),
            agreed(name, (), dict.fromkeys(actors, 0.1), 0.0),
            parted(name, actors, 7),
            parted(name, actors, 0),
            Game(name, ("a",), "seed 3", "", None, 9.0, None, (), None, None, "a"),
        )
        games.append(kinds[k % len(kinds)])
    return debrief_of(games, {name: turn(1234) for name in names[:-1]})


def plate(found: Debrief) -> Plate:
    return debrief_plate(found, LABELS, TITLE)


def test_four_files_that_say_what_they_are(tmp_path: Path) -> None:
    save_plate(plate(class_of(20)), Outputs(tmp_path))
    svg = (tmp_path / "debrief.svg").read_text()
    alt = (tmp_path / "debrief.txt").read_text().strip()
    for said in ("A model: neither news nor forecast.", "n = 20 games", "never compared", "95%"):
        assert said in " ".join(svg.split())
    described = ET.fromstring(svg).find("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert described.text == alt
    assert alt.endswith(f"{NOTICE}.")
    table = pl.read_csv(tmp_path / "debrief.csv")
    assert (table.columns[-1], set(table["notice"])) == ("notice", {NOTICE})
    before = (tmp_path / "debrief.png").read_bytes()
    save_plate(plate(class_of(20)), Outputs(tmp_path))
    assert (tmp_path / "debrief.png").read_bytes() == before


def test_the_table_is_what_is_drawn() -> None:
    made = plate(class_of(20))
    table = made.table
    assert table.height == 4 * 4 * 2 + 4  # a row a game and role, one for what is not over
    for ax, actor in zip(made.figure.axes, ("b", "a"), strict=False):
        own = table.filter(pl.col("role") == actor)
        dots = [
            float(np.atleast_1d(line.get_xdata())[0])
            for line in ax.lines
            if line.get_marker() in ("o", "s") and len(np.atleast_1d(line.get_xdata())) == 1
        ]
        assert sorted(dots) == pytest.approx(sorted(own["worth"].drop_nulls().to_list()))
        could = [
            float(np.atleast_1d(line.get_xdata())[1])
            for line in ax.lines
            if line.get_marker() == "o" and len(np.atleast_1d(line.get_xdata())) == 2
        ]
        more = own.filter(pl.col("left") > 0)
        assert sorted(could) == pytest.approx(sorted((more["worth"] + more["left"]).to_list()))
    assert table["share_after"].drop_nulls().unique().to_list() == [0.9]


def test_roles_stand_alphabetically_by_what_they_are_called() -> None:
    titles = [ax.get_title("left") for ax in plate(class_of(5)).figure.axes]
    assert [title.split()[0] for title in titles[:2]] == ["A", "Zeta"]


@pytest.mark.parametrize("actors", [("a",), ("a", "b"), ("a", "b", "c", "d", "e", "f")])
def test_no_words_run_into_each_other(actors: tuple[str, ...]) -> None:
    figure = plate(class_of(20, actors)).figure
    figure.draw_without_rendering()
    words = figure.axes[-1]
    columns: dict[float, list[Text]] = {}
    for text in words.texts:
        columns.setdefault(text.get_position()[0], []).append(text)
    boxes = [[text.get_window_extent() for text in columns[place]] for place in sorted(columns)]
    for left, right in itertools.pairwise(boxes):
        assert max(box.x1 for box in left) < min(box.x0 for box in right)
    assert max(box.x1 for box in boxes[-1]) <= figure.bbox.x1
    legend = words.get_legend()
    assert legend is not None
    assert legend.get_window_extent().x1 <= figure.bbox.x1
    note = next(one for one in figure.texts if one.get_text() == figure.get_supxlabel())
    assert note.get_window_extent().y1 <= legend.get_window_extent().y0
    assert note.get_window_extent().x1 <= figure.bbox.x1


@pytest.mark.parametrize("count", [1, 5])
def test_small_classes_are_drawn(count: int) -> None:
    made = plate(class_of(count))
    made.figure.draw_without_rendering()
    assert made.alt.count("team-") == count


def test_worths_above_100_are_drawn() -> None:
    games = [agreed("first", ("a",), {"a": 1.1, "b": 0.5}, 0.1), parted("second", ("a", "b"), 7)]
    drawn = debrief_plate(debrief_of(games, {}), Titles(), TITLE)
    assert max(ax.get_xlim()[1] for ax in drawn.figure.axes) > 120


def test_nothing_but_a_game_that_is_not_over() -> None:
    game = Game("team", (), "seed 3", "", None, 9.0, None, (), None, None, "")
    made = plate(debrief_of([game]))
    made.figure.draw_without_rendering()
    assert "not over, +9" in made.alt
    assert made.table["role"].to_list() == [None]


def test_other_numbers_are_named() -> None:
    first, second = class_of(2).games
    other = Game("late", (), "seed 4", "", None, 9.0, None, (), None, None, "")
    made = plate(debrief_of([first, second, other]))
    labels = [text.get_text() for text in made.figure.axes[0].get_yticklabels()]
    assert labels == ["team-0 (seed 3)", "team-1 (seed 3)", "late (seed 4)"]
    assert "different numbers" in made.figure.get_supxlabel()
