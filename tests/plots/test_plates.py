from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import polars as pl
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from sim.analysis.design import design_of
from sim.analysis.packages import package_space
from sim.analysis.shares import outcome_shares
from sim.analysis.story import story_of
from sim.analysis.terms import framework_terms
from sim.analysis.timing import cumulative_incidence, day_grid, timings
from sim.analysis.wording import NOTICE, in_100, span_in_100
from sim.files import unfinished
from sim.files.ledger import Outputs
from sim.plots.days import days_plate
from sim.plots.figure import Plate, carry, new_figure, save_plate, spread
from sim.plots.labels import Titles
from sim.plots.outcomes import draw_outcomes, outcomes_plate
from sim.plots.packages import packages_plate
from sim.plots.terms import terms_plate
from sim.plots.timeline import Series, series_of, timeline_plate
from sim.talks.projections import Standing
from tests.analysis.fakes import OPTIONS, actor, cairo_like, frame_of, mixed, tables, wants
from tests.engine.made import case_of, direct, values_at
from tests.plots.fakes import ACTORS, LABELS, TITLE, all_series, event, one_run


def ensemble_plates(frame: pl.DataFrame) -> list[Plate]:
    design = design_of(frame)
    incidence = cumulative_incidence(frame, day_grid(frame, 31))
    return [
        outcomes_plate(outcome_shares(frame), design, TITLE),
        days_plate(incidence, timings(frame), design, TITLE),
        terms_plate(framework_terms(frame, OPTIONS), LABELS, design, TITLE),
    ]


def run_plates() -> list[Plate]:
    space = package_space(cairo_like(), ("hamas", "israel"), one_run())
    run = story_of(one_run(), ACTORS)
    return [
        packages_plate(space, LABELS, TITLE),
        timeline_plate(run, all_series(), LABELS, TITLE),
    ]


@pytest.fixture(scope="module")
def plates() -> list[Plate]:
    return [*ensemble_plates(mixed()), *run_plates()]


@pytest.fixture(scope="module")
def written(plates: list[Plate], tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("figures")
    for plate in plates:
        save_plate(plate, Outputs(directory))
    return directory


STEMS = ("outcomes", "days", "terms", "packages", "timeline")


@pytest.mark.parametrize("stem", STEMS)
def test_four_files_that_say_what_they_are(written: Path, stem: str) -> None:
    svg = (written / f"{stem}.svg").read_text()
    alt = (written / f"{stem}.txt").read_text().strip()
    assert "A model: neither news nor forecast." in svg  # drawn
    assert alt.endswith(f"{NOTICE}.")
    described = ET.fromstring(svg).find("{http://www.w3.org/2000/svg}desc")
    assert described is not None
    assert described.text == alt
    assert (written / f"{stem}.png").read_bytes()[:4] == b"\x89PNG"
    table = pl.read_csv(written / f"{stem}.csv")
    assert (table.columns[-1], set(table["notice"])) == ("notice", {NOTICE})
    assert not [path for path in written.iterdir() if unfinished(path.name)]


def test_the_same_figure_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    for plate in [ensemble_plates(mixed())[2], *run_plates()]:
        for path in save_plate(plate, Outputs(tmp_path)):
            assert path.read_bytes() == (written / path.name).read_bytes(), path.name


def test_n_and_levels_are_on_the_figures(written: Path) -> None:
    for stem, said in {
        "outcomes": ("n = 2,000 runs", "95% interval", "90% range"),
        "days": ("n = 2,000 runs", "95% interval"),
        "terms": ("frameworks among 2,000 runs",),
        "packages": ("n = 36 packages", "never compared"),
        "timeline": ("n = 1 run", "never compared", "simulated ~"),
    }.items():
        svg = (written / f"{stem}.svg").read_text()
        assert [text for text in said if text not in svg] == []


def test_the_tables_are_what_is_drawn(plates: list[Plate]) -> None:
    outcomes, days, terms, packages, timeline = plates
    shares = outcome_shares(mixed())
    assert outcomes.table["share"].to_list() == [share.share for share in shares]
    dots = [
        float(np.atleast_1d(line.get_xdata())[0])
        for line in outcomes.figure.axes[0].lines
        if line.get_marker() == "o"
    ]
    assert dots[:5] == pytest.approx([100 * share.share for share in shares])
    steps = [line for line in days.figure.axes[0].lines if len(np.atleast_1d(line.get_xdata())) > 9]
    drawn = np.concatenate([np.asarray(line.get_ydata(), dtype=float) for line in steps])
    assert drawn == pytest.approx(100 * days.table["share"].to_numpy())
    bars = [bar for bar in terms.figure.axes[0].patches if isinstance(bar, Rectangle)]
    assert len(bars) == len(terms.figure.axes[0].patches)
    heights = [-bar.get_height() for bar in bars]
    assert heights == pytest.approx((100 * terms.table["share"]).to_list())
    across = np.concatenate(
        [np.asarray(found.get_offsets())[:, 0] for found in packages.figure.axes[0].collections[:2]]
    )
    assert sorted(across) == pytest.approx(sorted(packages.table["worth.hamas"]))
    assert timeline.table.filter(pl.col("kind") == "rejected").height == 2


def test_terms_have_their_ranges(written: Path, plates: list[Plate]) -> None:
    found = framework_terms(mixed(), OPTIONS).issues["corridor"][0]
    assert found.sampling is not None
    row = pl.read_csv(written / "terms.csv").row(0, named=True)
    assert row["sampling_low"] == pytest.approx(found.sampling.low)
    assert found.inputs is None  # under 10 frameworks of a draw
    spans = f"{in_100(found.share)} ({span_in_100(found.sampling)})"
    assert spans in plates[2].alt.replace("\u2013", "-")
    assert "In brackets: 95% interval" in (written / "terms.svg").read_text()


def test_a_figure_without_a_range_over_inputs_says_why() -> None:
    (outcomes, *_) = ensemble_plates(mixed(9, 5))
    assert "it takes 59 draws" in outcomes.alt
    assert "it takes 59 draws" in " ".join(outcomes.figure.get_supxlabel().split())


def test_a_key_of_every_kind_of_mark_stays_inside_its_figure() -> None:
    kinds = ("DemandRaised", "DemandWithdrawn", "RedLineStated", "StatementMade", "TextRejected")
    more = [event(kind, 30, "us", text=2, issue="corridor") for kind in kinds]
    recorded = event("RedLineStated", -3, "israel", issue="corridor", provenance="reported")
    run = story_of([recorded, *one_run()[:-1], *more], ACTORS)
    assert len({moment.kind for moment in run.moments}) == 9
    figure = timeline_plate(run, all_series(), LABELS, TITLE).figure
    figure.draw_without_rendering()
    legend = figure.axes[0].get_legend()
    assert legend is not None
    assert legend.get_window_extent().x1 <= figure.bbox.x1
    [title] = figure.axes[0].findobj(
        lambda one: isinstance(one, Text) and one.get_text() == figure.axes[0].get_title("left")
    )
    assert legend.get_window_extent().y1 <= title.get_window_extent().y0


def test_no_deal_is_named_where_it_covers_no_package(plates: list[Plate]) -> None:
    figure, table = plates[3].figure, plates[3].table
    figure.draw_without_rendering()
    (ax,) = figure.axes
    places = ax.transData.transform(table.select("worth.hamas", "worth.israel").to_numpy())
    names = [one for one in ax.texts if one.get_text().startswith("no deal")]
    assert len(names) == 2
    for one in names:
        box = one.get_window_extent()
        assert not [place for place in places if box.contains(*place)]


@pytest.mark.parametrize("title", ["Price", "A title of many words " * 5])
def test_titles_of_issues_stay_below_that_of_their_figure(title: str) -> None:
    labels = Titles(issues={"corridor": title.strip()})
    design = design_of(mixed())
    figure = terms_plate(framework_terms(mixed(), OPTIONS), labels, design, TITLE).figure
    figure.draw_without_rendering()
    (ax,) = figure.axes
    heads = [one for one in ax.texts if one.get_fontweight() == "bold"]
    [head] = ax.findobj(
        lambda one: isinstance(one, Text) and one.get_text() == ax.get_title("left")
    )
    top = max(one.get_window_extent().y1 for one in heads)
    assert top <= head.get_window_extent().y0


def test_a_run_without_a_record_is_not_said_to_have_one() -> None:
    sale = story_of(one_run()[5:], ACTORS)
    assert (
        "All of it is simulated" in timeline_plate(sale, [], LABELS, TITLE).figure.get_supxlabel()
    )
    brief = event("TextCriticised", -0.5, "hamas", text=1)
    talks = timeline_plate(story_of([brief, *one_run()[5:]], ACTORS), [], LABELS, TITLE).figure
    assert "the record as reported" in talks.get_supxlabel()


def test_a_commitment_made_up_is_no_red_line_stated() -> None:
    run = story_of(
        [
            event("RedLineStated", -3, "israel", issue="corridor", provenance="reported"),
            event("RedLineStated", 3, "us", issue="corridor"),
        ],
        ACTORS,
    )
    assert [moment.kind for moment in run.moments] == ["red line stated", "public commitment"]
    timeline_plate(run, [], LABELS, TITLE).figure.draw_without_rendering()


def test_actors_are_all_there_in_alphabetical_order(plates: list[Plate]) -> None:
    lanes, *panels = plates[4].figure.axes
    assert [t.get_text() for t in lanes.get_yticklabels()] == [
        "Egypt", "Hamas", "Israel", "United States",
    ]  # fmt: skip
    assert [ax.get_ylabel() for ax in panels] == ["Egypt", "Hamas", "Israel"]


@pytest.mark.parametrize(
    "frame",
    [
        frame_of(np.array([["deal"]])),
        frame_of(np.full((5, 4), "collapsed")),
        mixed(12, 1),
        mixed(4, 3).with_columns(weight=pl.Series(np.linspace(1, 2, 12))),
    ],
    ids=["one run", "no framework, one outcome", "own draw each", "weighted"],
)
def test_degenerate_ensembles_are_drawn(frame: pl.DataFrame) -> None:
    for plate in ensemble_plates(frame):
        plate.figure.draw_without_rendering()
        assert plate.alt


def test_degenerate_runs_are_drawn() -> None:
    nothing = [
        event("RecordClosed", 0, "", tried=1, likelihood=1.0, weight=1.0, dispositions={},
              tastes=[], beliefs={}),
        event("HorizonReached", 0, ""),
    ]  # fmt: skip
    run = story_of(nothing, ["b", "an actor with a long name of its own"])
    assert run.outcome == "no agreement"
    timeline_plate(run, [], Titles(), "$a$ title").figure.draw_without_rendering()
    sale = tables(
        {"b": actor(True, (wants(0, 2),)), "s": actor(True, (wants(1, 2),))}, {"p": ("x", "y")}
    )
    packages_plate(
        package_space(sale, ("b", "s")), Titles(), "A sale"
    ).figure.draw_without_rendering()


def test_closed_packages_are_called_so_and_worths_above_100_are_drawn() -> None:
    data = direct(infeasible=[{"price": "p4", "time": "t3", "why": "too late"}])
    together = {"between": {"price": "p1", "time": "t1"}, "worth": 30}
    data["actors"]["ada"]["interactions"] = {"both": together}
    case = case_of(data)
    space = package_space(case.at(values_at(case)), ("ada", "bob"))
    assert [p for p, closed in enumerate(space.infeasible) if closed] == [11]
    assert not any(space.barred)  # nobody here has a red line
    plate = packages_plate(space, Titles(), "A sale")
    assert "12 packages, 0 across a hard red line, 1 that nobody can have." in plate.alt
    assert plate.table["infeasible"].sum() == 1
    (ax,) = plate.figure.axes
    assert max(space.worths[0]) > 103
    assert ax.get_xlim()[1] > max(space.worths[0])


def test_the_worth_of_a_text_above_100_is_drawn() -> None:
    run = story_of(one_run(), ACTORS)
    days = np.array([0.0, 1.0])
    high = Series("hamas", days, np.array([90.0, 80.0]), np.array([40.0, 40.0]), days + 120.0)
    plate = timeline_plate(run, [high], LABELS, TITLE)
    assert plate.figure.axes[-1].get_ylim()[1] > 121


def test_a_run_is_read_off_its_events() -> None:
    run = story_of(one_run(), ACTORS)
    assert run.outcome == "deal"
    assert run.framework == 57
    assert [(text.number, text.tabled, text.lapsed) for text in run.texts][:2] == [
        (1, -7, 6),
        (2, 6, 13),
    ]
    assert run.texts[-1].lapsed == 57
    assert [m.kind for m in run.moments if m.actor == "hamas"][-1] == "accepted"
    assert run.first_day == -40


def test_standings_become_series() -> None:
    moments = [
        Standing(name, day, 0.8, 0.3, 0.9, live)
        for day, live in ((-1.0, None), (2.0, 0.5))
        for name in ("b", "a")
    ]
    first, second = series_of(moments)
    assert (first.actor, second.actor) == ("a", "b")
    assert first.days.tolist() == [-1, 2]
    assert first.aspiration.tolist() == [80, 80]
    assert np.isnan(first.worth[0])
    assert first.worth[1] == 50


def test_axes_go_in_and_come_out_and_nothing_global_changes() -> None:
    before = dict(mpl.rcParams)
    _, (ax,) = new_figure(5, 3)
    assert draw_outcomes(ax, outcome_shares(mixed(10, 3))) is ax
    carry(ax, "twice")
    carry(ax, "twice")
    figure = ax.get_figure(root=True)
    assert figure is not None
    assert figure.get_supxlabel().count("twice") == 1
    assert dict(mpl.rcParams) == before


def test_pyplot_is_never_imported() -> None:
    rooms = ", ".join(f"sim.plots.{stem}" for stem in STEMS)
    code = f"import {rooms}; import sys; assert 'matplotlib.pyplot' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_labels_keep_their_order_and_their_distance() -> None:
    assert spread([5, 5, 5], [2, 2, 2], 0, 10) == pytest.approx([3, 5, 7])
    assert spread([0, 0, 9], [2, 2, 2], 0, 10) == pytest.approx([1, 3, 9])
    assert spread([1, 5], [2, 2], 0, 10) == pytest.approx([1, 5])
    crowded = spread([0, 0, 0, 0], [4, 4, 4, 4], 0, 10)
    assert crowded == sorted(crowded)
    assert min(crowded) >= 0
    assert max(crowded) <= 10
    assert spread([], [], 0, 1) == []
