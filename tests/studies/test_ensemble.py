"""The study of an ensemble, as it is called from Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from functools import cache
from pathlib import Path

import msgspec
import polars as pl
import pytest

from sim.analysis.double import Corners
from sim.analysis.products import Product, Products
from sim.api import EnsembleRequest, EnsembleResult, Progress, ensemble, ensemble_results, load
from sim.errors import SettingError
from sim.report.terminal import lines
from sim.studies.ensemble import results as results_of
from sim.studies.ensemble.changes import Changes
from sim.studies.ensemble.document import document
from tests.cli.asking import ask, copied, misfits, told

REQUEST = EnsembleRequest(runs=60, draws=30, seed=1)


def results(progress: Progress | None = None) -> list[EnsembleResult]:
    case = load("flat-sale")
    if progress is None:
        return list(ensemble_results(case, REQUEST))
    return list(ensemble_results(case, REQUEST, progress))


def test_partial_results_grow_and_the_last_is_whole() -> None:
    found = results()
    runs = [one.design.runs for one in found]
    assert len(runs) > 3
    assert runs == sorted(runs)
    assert [one.played.complete for one in found[:2]] == [False, False]
    assert (runs[-1], found[-1].played.complete) == (60, True)
    assert found[0].more is None
    assert found[-1].more is not None


def test_a_cancelled_one_ends_with_what_was_finished() -> None:
    done = list[int]()
    stop = Progress(lambda runs, *_: done.append(runs), lambda: bool(done))
    *_, last = results(stop)
    assert not last.played.complete
    assert last.design.runs == done[-1] < 60


def test_who_asks_for_no_more_ends_it() -> None:
    steps = ensemble_results(load("flat-sale"), REQUEST)
    assert next(steps).design.runs < 60
    steps.close()
    assert list(steps) == []


def test_a_result_is_frozen_plain_data_and_that_of_the_ensemble() -> None:
    whole = results()[-1]
    assert msgspec.json.decode(msgspec.json.encode(whole), type=EnsembleResult) == whole
    assert ensemble(load("flat-sale"), 60, 30, seed=1).result == whole
    with pytest.raises(FrozenInstanceError):
        whole.to_quote = "certain"  # type: ignore[misc]


@cache
def changed() -> EnsembleResult:
    """Positions changed on six kept runs."""
    request = EnsembleRequest(runs=40, draws=20, seed=1, kept=6)
    *_, whole = ensemble_results(load("flat-sale"), request)
    return whole


def page(result: EnsembleResult, *, everything: bool = False) -> str:
    """Its first page, or all of it, on one line."""
    return " ".join(" ".join(lines(document(result, everything=everything))).split())


def test_a_pair_stands_above_the_rows_that_it_qualifies_or_by_itself() -> None:
    result = changed()
    assert result.changes is not None
    (pair,) = result.changes.pairs
    rows = result.changes.if_changed.rows
    pairs = (replace(pair, found=True),)

    def told(listed: str) -> str:
        some = tuple(replace(row, listed=row.field == listed) for row in rows)
        found = replace(result.changes.if_changed, rows=some) if result.changes else None
        return page(replace(result, changes=Changes(found, pairs, complete=True)))  # type: ignore[arg-type]

    alone = told("")
    assert "no deal: worth, from 20 to 70: by itself not distinguishable from zero" in alone
    assert alone.index("by itself not") < alone.index("Buyer's, ")
    claimed = told("no_deal.worth")
    assert "by itself" not in claimed
    assert claimed.index("Buyer's, ") < claimed.index(" Seller 50 ")


def test_the_first_page_holds_few_positions_and_counts_the_others() -> None:
    result = changed()
    assert result.changes is not None
    found = result.changes.if_changed
    every = replace(found, rows=tuple(replace(row, listed=True) for row in found.rows))
    told = page(replace(result, changes=replace(result.changes, if_changed=every)))
    fields = list(dict.fromkeys(row.field for row in every.rows))
    assert f"{len(fields) - 3} more positions with --all" in told
    assert "shifts of deals below about" in told


def test_a_position_of_many_stands_alone_on_the_first_page() -> None:
    result = changed()
    assert result.changes is not None
    found = result.changes.if_changed
    of_many = [replace(row, listed=True) for row in found.rows if row.field == "firmness"] * 5
    others = [replace(row, listed=True) for row in found.rows if row.field == "no_deal.worth"]
    many = replace(found, rows=(*of_many, *others))
    told = page(replace(result, changes=replace(result.changes, if_changed=many)))
    assert "1 more position with --all" in told
    assert told.count("firmness") == 1


def test_positions_are_changed_on_kept_runs_and_the_rules_stand_beside() -> None:
    whole = changed()
    assert whole.complete
    assert whole.changes is not None
    assert (whole.changes.if_changed.runs, whole.changes.complete) == (6, True)
    assert whole.unknowns is not None
    assert whole.built is not None
    assert [one.runs for one in whole.built.waiting] == [6, 6, 6]


def test_a_sixteenth_of_the_default_changes_no_positions() -> None:
    assert [EnsembleRequest(runs).used_kept for runs in (100, 799, 800, 2000, 9000)] == [
        0, 0, 100, 250, 500,
    ]  # fmt: skip
    assert EnsembleRequest(100, kept=500).used_kept == 100


def test_a_folder_keeps_what_was_worked_out_and_draws_it(tmp_path: Path) -> None:
    size = ("-n", "40", "--draws", "20", "--seed", "1", "--jobs", "1")
    first = told("ensemble", "flat-sale", *size, "--kept", "6", "-o", str(tmp_path))
    assert misfits(first.replace(str(tmp_path), "DIR")) == []
    for stem in ("if_changed", "positions", "unknowns"):
        assert (tmp_path / f"{stem}.png").stat().st_size
        assert (tmp_path / f"{stem}.csv").stat().st_size
    assert "if_changed, positions and unknowns (each .png and .csv)" in first
    assert "result.json, pairs.csv." in first
    assert (tmp_path / "pairs.csv").read_bytes().startswith(b"\xef\xbb\xbffirst,first_is,second")
    before = (tmp_path / "result.json").read_bytes()
    assert corners(pl.read_csv(tmp_path / "pairs.csv")) == corners_of(before)
    again = told("ensemble", "--resume", str(tmp_path), "--outcome", "collapsed")
    assert "the same luck, 6 kept runs" in again
    assert "HOW THE MODEL IS BUILT: collapses of 100" in again
    assert (tmp_path / "result.json").read_bytes() == before
    (tmp_path / "result.json").write_text("{}", encoding="utf-8")
    assert "is no result as Detente writes it" in ask("plot", str(tmp_path)).stderr


def corners(table: pl.DataFrame) -> list[tuple[object, ...]]:
    columns = "first", "first_is", "second", "second_is", "outcome", "share", "double_difference"
    return table.cast({"first_is": str, "second_is": str}).select(columns).rows()


def corners_of(result: bytes) -> list[tuple[object, ...]]:
    """The same of a kept result."""
    changes = msgspec.json.decode(result, type=EnsembleResult).changes
    assert changes is not None
    return [
        (pair.first, first, pair.second, second, one.outcome, share, one.double)
        for pair in changes.pairs
        for one in pair.corners
        for second, shares in zip(pair.second_levels, one.levels, strict=True)
        for first, share in zip(pair.first_levels, shares, strict=True)
    ]


@pytest.mark.thorough
def test_the_first_page_of_the_first_scenario_is_one_page() -> None:
    *_, whole = ensemble_results(load("cairo-2024"), EnsembleRequest(seed=1), name="cairo-2024")
    assert 40 < sum(line.count("\n") + 1 for line in lines(document(whole))) <= 60


def test_pairs_of_unknowns_are_told_from_so_many_draws_on() -> None:
    whole = changed()
    assert whole.products is None
    assert "Pairs of unknowns are looked at from 6,000 draws on" in page(whole, everything=True)
    assert "Pairs of unknowns" not in page(whole)
    ends = (
        (("aspiration", None, None), ("reservation", None, None)),
        (("", 20.0, 36.5), ("", 53.0, 70.0)),
    )
    share = Corners("deal", ((0.16, 0.59), (0.05, 0.25)), -0.23, -0.29, -0.15)
    paths = "answers.standard", "seller.no_deal.worth"
    pair = Product(paths[0], ends[0], paths[1], ends[1], ("", "points"), share, 966, 0.001)
    known = replace(whole, products=Products(6000, 1830, (pair,)))
    assert "1 of 1,830 pairs of unknowns go together, with --all." in page(known)
    told = page(known, everything=True)
    assert (
        "answers: standard, from aspiration to reservation: where Seller, no deal: worth is 20-36, "
        "16 to 59; 53-70, 5 to 25: apart by -23 (-29 to -15)"
    ) in told
    assert "1 of 1,830 pairs of unknowns go together with deals by more than each does" in told


def test_other_ranges_stand_beside_the_first_study() -> None:
    request = EnsembleRequest(runs=20, draws=10, seed=1, kept=4, ranges="half")
    *_, whole = ensemble_results(load("flat-sale"), request)
    assert whole.complete
    assert whole.ranged is not None
    assert whole.ranged.if_changed is not None
    assert (whole.ranged.if_changed.runs, sum(one.count for one in whole.ranged.outcomes)) == (
        4,
        20,
    )
    assert "WHAT THE RANGES DO: of 100, in 20 runs each as they are half as wide" in page(whole)
    assert "--ranges half" in page(replace(whole, played=replace(whole.played, name="flat-sale")))


def test_ranges_of_no_width_that_is_known_or_with_a_change_from_now_are_refused() -> None:
    case = load("flat-sale")
    with pytest.raises(SettingError, match="--ranges third: write half or double"):
        next(ensemble_results(case, EnsembleRequest(20, ranges="third")))
    size = ("-n", "4", "--ranges", "half")
    result = ask("ensemble", "labour-dispute", *size, "--what-if", "demand-withdrawn")
    assert result.exit_code == 2
    assert "--ranges half: not with a what-if from now" in result.stderr


def test_an_outcome_that_there_is_not_is_refused_before_anything_is_played() -> None:
    result = ask("ensemble", "flat-sale", "--outcome", "price=1")
    assert result.exit_code == 2
    assert "--outcome price=1: no outcome here: write one of deal, " in result.stderr


def test_an_interrupt_while_positions_are_changed_leaves_the_runs_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> Iterator[Changes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(results_of, "changes", stopped)
    size = ("-n", "20", "--draws", "10", "--seed", "1", "--jobs", "1", "--kept", "4")
    result = ask("ensemble", "flat-sale", *size, "-o", str(tmp_path))
    assert result.exit_code == 130
    assert "STOPPED EARLY: all runs were played, but not all" in result.stdout
    assert f"detente ensemble --resume {tmp_path} --kept 4" in copied(result.stdout)
    assert not (tmp_path / "result.json").exists()
