"""`detente sensitivity`: what an outcome hangs on."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sim.studies.sensitivity.playing
from sim.analysis.factors import uncertain
from sim.analysis.methods import METHODS
from sim.analysis.sensitivity import Sensitivity
from sim.api import load
from sim.ensemble.cells import Cell, Shelf
from sim.report.terminal import lines
from sim.studies.options import requested
from sim.studies.sensitivity.request import POINTS, SensitivityRequest
from sim.studies.sensitivity.result import SensitivityResult
from tests.analysis.sensing import studied
from tests.cli.asking import ask, misfits, told

SLOPES = {"hamas.no_deal.worth": -0.6, "israel.corridor.red_line": 0.5, "qatar.delay": 0.1}
SMALL = ("--points", "8", "--runs", "4", "--jobs", "1", "--inputs", "*.no_deal.worth")


def paged(found: Sensitivity, **how: Any) -> str:
    asked = {"method": found.method.name, "points": found.rows, "seed": 1} | how
    request = requested(SensitivityRequest, asked)
    complete = found.rows == request.rows
    case = load("cairo-2024")
    where = "cairo-2024", (), case.title, case.digest, "0"
    result = SensitivityResult("", request, *where, found, complete=complete)
    text = "\n".join(lines(result.document()))
    assert misfits(text) == []
    return text


def test_the_page_tells_luck_and_inputs_apart_and_what_rests_on_whom() -> None:
    case = load("cairo-2024")
    found = studied(case, "sobol", SLOPES)
    text = paged(found)
    plain = " ".join(text.split())
    assert "A model: neither news nor forecast" in plain
    assert "LUCK AND INPUTS: deal" in text
    assert "are luck: runs with the same inputs end differently" in plain
    assert "How much rests on what nobody reported:" in plain
    assert "the number behind a backed word is assumed too" in plain
    rows = text.split("SOBOL INDICES")[1].splitlines()
    assert rows[2].strip() in {"hamas.no_deal.worth", "israel.corridor.red_line"}
    assert "20 to 70 points; assumed" in text
    moving = len(SLOPES) + 1  # one more turns the coins of the made-up runs
    assert f"  {len(uncertain(case)) - moving} inputs changed no run" in text
    assert "an input that changes nothing was put among the others, and changed no run" in plain
    assert "No measure of anyone's fault" in plain
    assert "`detente infer` says that" in plain


def test_a_guard_that_comes_out_as_something_is_flagged_at_the_top() -> None:
    found = studied(load("cairo-2024"), "sobol", SLOPES, points=16)
    guard = replace(found.guard, changed=0.002)
    broken = tuple(guard if one is found.guard else one for one in found.measured)
    text = paged(replace(found, measured=broken))
    assert "DO NOT TRUST THIS" in text.split("LUCK AND INPUTS")[0]
    assert "changed 0.2 of 100 runs" in " ".join(text.split())
    assert "DO NOT TRUST" not in paged(found)


@pytest.mark.parametrize("method", ["morris", "tornado"])
def test_other_methods_have_their_own_measures(method: str) -> None:
    text = paged(studied(load("cairo-2024"), method, SLOPES, points=16))
    assert {"morris": "mu*", "tornado": "swing"}[method] in text
    if method == "tornado":
        assert "at 22.5, " in " ".join(text.split())


def test_where_the_inputs_do_not_move_it_no_index_is_told() -> None:
    found = studied(load("cairo-2024"), "sobol", {}, points=16)
    text = paged(found)
    said = " ".join(text.split())
    assert "How far the inputs move this outcome cannot be said from so few runs" in said
    assert "total" not in text.split("Guard:")[0]
    never = studied(load("cairo-2024"), "tornado", {}, points=16, outcome="collapsed")
    assert "neither luck nor inputs move this" in paged(never)


def test_stopped_early_is_said() -> None:
    found = studied(load("cairo-2024"), "tornado", SLOPES, points=16)
    assert "STOPPED EARLY: 16 of 64 rows" in paged(found, points=64)


def test_a_study_in_a_folder_goes_on_and_can_be_asked_of_another_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ("-o", str(tmp_path))
    first = json.loads(told("sensitivity", "flat-sale", *SMALL, *out, "--json"))
    found = first["found"]
    names = {one["factor"]["name"]: one for one in found["measured"]}
    assert list(names) == ["buyer.no_deal.worth", "seller.no_deal.worth", "guard", "all others"]
    assert (found["rows"], found["blocks"], found["luck"]) == (8, 6, 4)
    assert names["guard"]["changed"] == 0.0
    assert names["seller.no_deal.worth"]["factor"]["range_text"] == "20 to 70 points"

    def refuse(*_: object) -> None:
        raise AssertionError("it is there already")

    journal = tmp_path / "parts.jsonl"
    kept = journal.read_bytes().splitlines(keepends=True)
    with monkeypatch.context() as patch:
        patch.setattr("sim.ensemble.points._Bench.placed", refuse)
        again = told("sensitivity", "flat-sale", *SMALL, *out, "--json")
        assert json.loads(again) == first
        other = told("sensitivity", "flat-sale", *SMALL, *out, "--outcome", "no_agreement")
        assert "LUCK AND INPUTS: no agreement" in other
    journal.write_bytes(b"".join(kept[:5]) + kept[5][:20])
    assert json.loads(told("sensitivity", "flat-sale", *SMALL, *out, "--json")) == first
    more = json.loads(
        told("sensitivity", "flat-sale", *SMALL[2:], "--points", "16", *out, "--json")
    )
    assert more["found"]["rows"] == 16
    assert journal.read_bytes().count(b"\n") == 1 + 2 * 12  # what was torn stays a line


def test_another_study_in_the_folder_is_refused(tmp_path: Path) -> None:
    told("sensitivity", "flat-sale", *SMALL, "-o", str(tmp_path))
    result = ask("sensitivity", "flat-sale", *SMALL, "-o", str(tmp_path), "--seed", "2")
    assert result.exit_code == 2
    assert "its --seed is 0, and 2 is asked for" in result.stderr


def test_an_interrupt_tells_whole_rows_or_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_after(pieces: int) -> None:
        def add(self: Shelf, cell: Cell) -> None:
            if len(self.cells) == pieces:
                raise KeyboardInterrupt
            self.cells[cell.piece] = msgspec.structs.replace(cell)

        monkeypatch.setattr(Shelf, "add", add)

    stop_after(7)  # of 6 blocks: one whole group of 4 rows
    few = ask("sensitivity", "flat-sale", *SMALL, "-o", str(tmp_path / "few"))
    assert (few.exit_code, few.stdout) == (130, "")
    assert "Stopped with 4 whole rows" in few.stderr
    assert "go on with: detente sensitivity flat-sale --points 8 --runs 4" in few.stderr
    stop_after(13)
    some = ask("sensitivity", "flat-sale", *SMALL[2:], "--points", "16")
    assert some.exit_code == 130
    assert "STOPPED EARLY: 8 of 16 rows" in some.stdout


def test_figures_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = studied(load("flat-sale"), "tornado", {"seller.firmness": 0.8}, points=16)
    monkeypatch.setattr(sim.studies.sensitivity.playing, "sensitivity", lambda *_: found)
    text = told("sensitivity", "flat-sale", *SMALL, "--method", "tornado", "-o", str(tmp_path))
    assert "sensitivity-tornado" in text
    with (tmp_path / "sensitivity-tornado.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["factor"]: row for row in csv.DictReader(file)}
    assert float(rows["seller.firmness"]["swing"]) > 0.5
    assert rows["guard"]["runs_changed"] == "0.0"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--points", "24"), "--points 24: only powers of two are balanced: write 16 or 32"),
        (("--inputs", "tenant.*"), "--inputs tenant.*: fits no uncertain input"),
        (("--outcome", "peace"), "peace"),
        (("-o", "s3://bucket/x"), "write a folder of this machine"),
        (("--what-if", "peace"), "no what-if is called 'peace'"),
    ],
)
def test_mistakes_are_told_with_a_cure(args: tuple[str, ...], said: str) -> None:
    result = ask("sensitivity", "flat-sale", *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_every_method_says_how_many_points_it_takes_by_itself() -> None:
    assert set(POINTS) == set(METHODS)
