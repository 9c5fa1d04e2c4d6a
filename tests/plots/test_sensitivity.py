"""Figures of what an outcome hangs on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from sim.analysis.pigeonhole import Estimate
from sim.analysis.sensitivity import Measure, Measured, Sensitivity
from sim.api import load
from sim.files.ledger import Outputs
from sim.plots.figure import save_plate
from sim.plots.sensitivity import sensitivity_plates, sensitivity_table
from tests.analysis.sensing import studied

SLOPES = {"hamas.no_deal.worth": -0.6, "israel.corridor.red_line": 0.4, "qatar.delay": 0.1}


@cache
def found(method: str) -> Sensitivity:
    return studied(load("cairo-2024"), method, SLOPES, points=16)


@pytest.mark.parametrize("method", ["sobol", "morris", "tornado"])
def test_every_method_has_a_figure_and_its_numbers(method: str, tmp_path: Path) -> None:
    plates = sensitivity_plates(found(method), "Talks")
    groups = ["sensitivity-sobol-groups"] if method == "sobol" else []
    assert [plate.stem for plate in plates] == [f"sensitivity-{method}", *groups]
    assert "hamas.no_deal.worth" in plates[0].alt
    for plate in plates:
        files = save_plate(plate, Outputs(tmp_path))
        text = files[1].read_text(encoding="utf-8")
        assert "neither news nor forecast" in text
        assert "No measure" in text
        assert "Before the record has taught anything" in " ".join(text.split())
        table = pl.read_csv(files[2])
        assert table["level"].unique().to_list() == [0.95]
    assert "20 to 70 points; assumed" in (tmp_path / f"sensitivity-{method}.svg").read_text("utf-8")


def test_the_table_has_every_factor_and_the_guard() -> None:
    table = sensitivity_table(found("sobol"))
    case = load("cairo-2024")
    varied = sum(one.uncertain for one in case.inputs)
    assert table.filter(kind="input").height == varied
    assert table.filter(kind="guard").select("total", "runs_changed").row(0) == (0.0, 0.0)
    backing = table.filter(kind="backing")
    assert backing["inputs"].sum() == varied
    worth = table.filter(factor="hamas.no_deal.worth").row(0, named=True)
    assert worth["range"] == "20 to 70 points"
    assert worth["total_low"] <= worth["total"] <= worth["total_high"]


def test_an_interval_without_width_is_none_in_the_data_and_in_the_table() -> None:
    one = next(one for one in found("sobol").of("input") if one.factor.name == "qatar.delay")
    size = one.measures["total"]
    assert size is not None
    assert size.interval is not None
    ends = replace(size.interval, low=size.value, high=size.value)
    still = Measured.of(one.factor, {"total": Estimate(size.value, ends)}, one.changed)
    assert still.measures == {"total": Measure(size.value, None)}
    table = sensitivity_table(replace(found("sobol"), measured=(still,)))
    assert table.select("total_low", "total_high").row(0) == (None, None)


def test_where_nothing_can_be_told_nothing_is_drawn() -> None:
    still = studied(load("flat-sale"), "sobol", {}, points=8)
    assert not still.told
    assert sensitivity_plates(still, "Talks") == []


@pytest.mark.parametrize(("low", "luck"), [(0.01, True), (-0.01, False)])
def test_luck_is_given_its_part_only_where_that_of_the_inputs_is_told(
    low: float, luck: bool
) -> None:
    study = found("tornado")
    variance = study.spread.variance
    moved = replace(variance, interval=replace(variance.interval, low=low))
    said = noted(replace(study, spread=replace(study.spread, variance=moved)))
    assert ("luck the rest" in said) is luck
    assert ("How much the inputs explain is not told apart from 0." in said) is not luck


def noted(study: Sensitivity) -> str:
    return " ".join(sensitivity_plates(study, "Talks")[0].figure.get_supxlabel().split())
