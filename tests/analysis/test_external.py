"""The outside check: published numbers as published, our rows counted from frameworks."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from benchmarks.external import HAPPENED, Arm, by_rules, page, plates, played, told, years
from sim.analysis.baselines import KALAI_SMORODINSKY, MEAN, NASH
from sim.analysis.wording import NOTICE
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.files.ledger import Outputs
from sim.plots.figure import save_plate
from sim.scenario.case import Case
from sim.scenario.loading import load
from tests.cli.asking import misfits

SIZE = "2,000 runs: 100 draws of the unknown inputs, each played 20 times"


@pytest.fixture(scope="module")
def case() -> Case:
    return load("emission-standards")


@pytest.fixture(scope="module")
def found(case: Case) -> Ensemble:
    return ensemble(case, Settings(30, 15, 1, 1))


@pytest.fixture(scope="module")
def arm(found: Ensemble) -> Arm:
    return played("the model", found)


def test_the_published_forecasts_are_scored_by_their_distance(case: Case) -> None:
    guesses = {one.name: one.score for one in told(case)}
    assert guesses["published forecast, at first"].distance == pytest.approx(0.483)
    assert guesses["published forecast, at last"].distance == pytest.approx(0.217)
    mean = guesses["mean position, capability x salience"]
    assert (round(mean.median, 2), round(mean.distance, 2)) == (7.39, 1.44)
    alike = guesses["every option alike"]
    assert (alike.median, alike.low, alike.high) == (7.0, 4.0, 10.0)


def test_what_we_agreed_on_is_what_the_frameworks_say(case: Case, found: Ensemble) -> None:
    arm = played("the model", found)
    reached = found.frame.filter(pl.col("framework_day").is_not_null())
    said = [years(case)[option] for option in reached["term.years"].to_list()]
    assert said
    assert arm.guess is not None
    far = sum(abs(one - HAPPENED) for one in said) / len(said)
    assert arm.guess.score.distance == pytest.approx(far)
    assert arm.terms.without == pytest.approx(1 - len(said) / 30)


def test_an_arm_that_agrees_on_nothing_guesses_nothing(found: Ensemble) -> None:
    none = found.frame.with_columns(
        pl.lit(None, dtype=pl.Float64).alias("framework_day"),
        pl.lit(None, dtype=pl.String).alias("term.years"),
    )
    arm = played("none", Ensemble(found.case, found.settings, none.lazy(), found.fit))
    assert (arm.guess, arm.terms.without) == (None, 1.0)
    assert "none                                         100" in page([], [arm], SIZE)


def test_every_draw_has_its_rules(found: Ensemble) -> None:
    guesses = by_rules(found)
    assert [one.name for one in guesses] == [MEAN, NASH, KALAI_SMORODINSKY]
    assert guesses[0].score.low == guesses[0].score.high == 6.5  # it hangs on no unknown input


def test_the_page_fits_and_says_what_it_is(case: Case, found: Ensemble, arm: Arm) -> None:
    assert arm.guess is not None
    text = page([*told(case), *by_rules(found), arm.guess], [arm], SIZE)
    assert misfits(text) == []
    assert NOTICE in text
    assert "no skill" in text


def test_the_figures_hold_every_number(case: Case, arm: Arm, tmp_path: Path) -> None:
    assert arm.guess is not None
    guesses = [*told(case), arm.guess]
    agreed, beside = plates(case, [arm], guesses, SIZE)
    marks = agreed.table.filter(pl.col("kind") != "agreed")
    assert marks["years"].to_list() == pytest.approx([HAPPENED, 8.35, 9.05, 5.003 / 0.677, 7.0])
    bars = agreed.table.filter(pl.col("kind") == "agreed")
    assert bars["share"].sum() == pytest.approx(1.0)
    heights = [bar.get_height() for bar in agreed.figure.axes[0].patches]  # type: ignore[attr-defined]
    assert heights == pytest.approx((100 * bars["share"]).to_list())
    assert beside.table["name"].to_list() == [one.name for one in guesses]
    for plate in (agreed, beside):
        files = save_plate(plate, Outputs(tmp_path))
        assert "no skill can be claimed" in " ".join(plate.figure.get_supxlabel().split())
        assert all(NOTICE in path.read_text() for path in files if path.suffix in {".csv", ".txt"})


def test_a_figure_of_no_frameworks_still_has_its_marks(case: Case, found: Ensemble) -> None:
    none = found.frame.with_columns(pl.lit(None, dtype=pl.Float64).alias("framework_day"))
    arm = played("none", Ensemble(found.case, found.settings, none.lazy(), found.fit))
    agreed, _ = plates(case, [arm], told(case), SIZE)
    assert set(agreed.table["kind"]) == {"outcome", "published", "naive"}
