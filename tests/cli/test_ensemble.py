from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from rich.console import Console

import sim.studies.ensemble.playing
from sim.analysis.baselines import simple_rules
from sim.analysis.runs import runs_of
from sim.analysis.shares import outcome_shares
from sim.analysis.wording import in_100
from sim.cli.progress import Bars, shares_told
from sim.cli.progress import searched as search_told
from sim.cli.progress import told as progress_told
from sim.ensemble.dataset import read
from sim.ensemble.driver import Ensemble
from sim.ensemble.driving import Search
from sim.scenario.loading import load
from sim.studies.ensemble.study import EnsembleStudy
from sim.talks.events import OUTCOMES
from tests.cli.asking import SCENARIOS, ask, copied, misfits, told
from tests.engine.made import Data, entry, plain

SMALL = ("-n", "36", "--draws", "12", "--seed", "1", "--jobs", "1")


@cache
def page(name: str, *more: str) -> str:
    """What the small study of a scenario prints, played once."""
    return told("ensemble", name, *SMALL, *more)


def kept(folder: Path) -> Ensemble:
    return read(str(folder)).ensemble()


def played_instead(monkeypatch: pytest.MonkeyPatch, whole: Ensemble) -> None:
    """Let these runs be those that are played."""
    monkeypatch.setattr(sim.studies.ensemble.playing, "playing", lambda *_: iter([whole]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "cairo"
    told("ensemble", "cairo-2024", *SMALL, "-o", str(path))
    return path


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_page_fits_any_terminal_and_says_what_it_is(name: str) -> None:
    text = page(name)
    assert misfits(text) == []
    assert "neither news nor forecast" in text
    assert "No range over inputs: it takes 59 draws" in " ".join(text.split())


def test_a_share_of_all_runs_fits_too() -> None:
    text = told("ensemble", "flat-sale", "-n", "1")
    assert misfits(text) == []
    assert " 100 " in text


def test_the_shares_are_those_of_the_runs(folder: Path) -> None:
    text = page("cairo-2024")
    for one in outcome_shares(kept(folder).frame):
        row = next(
            line
            for line in text.split("\n")
            if line.startswith("  " + one.outcome.replace("_", " "))
        )
        assert in_100(one.share) in row.split()


def test_the_commands_it_names_exist() -> None:
    first, everything = copied(page("cairo-2024")), copied(page("cairo-2024", "--all"))
    named = [set(re.findall(r"detente ([a-z]+)", text)) for text in (first, everything)]
    assert named == [{"compare", "ensemble"}, {"compare", "ensemble", "inputs", "run"}]
    assert "detente ensemble cairo-2024 -n 36 --draws 12 --seed 1 --all" in first
    assert "AGAIN detente ensemble cairo-2024 -n 36 --draws 12 --seed 1" in everything


def test_its_data_say_the_same(folder: Path) -> None:
    found = json.loads(page("cairo-2024", "--json"))
    assert [one["outcome"] for one in found["outcomes"]] == list(OUTCOMES)
    assert found["played"]["complete"] is True
    assert found["played"]["results_digest"] == json.loads(
        (folder / "manifest.json").read_text(encoding="utf-8")
    )["results_digest"]  # fmt: skip


def test_two_processes_give_the_same_page() -> None:
    one = page("flat-sale")
    two = told("ensemble", "flat-sale", *SMALL[:-1], "2")
    assert one == two


def test_what_is_written(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "events", "inputs.csv", "manifest.json", "result.json", "runs", "seeds",
    ]  # fmt: skip
    assert (folder / "inputs.csv").read_text(encoding="utf-8-sig").startswith("input,range,unit,")


def test_figures_of_a_folder(folder: Path, tmp_path: Path) -> None:
    text = told("plot", str(folder), "-o", str(tmp_path))
    for stem in ("outcomes", "days", "terms", "packages"):
        assert stem in text
        assert all((tmp_path / f"{stem}{end}").stat().st_size for end in (".png", ".svg", ".csv"))


def test_figures_of_a_run(tmp_path: Path) -> None:
    told("plot", "council-quota", "--seed", "2", "--pair", "mills,town", "-o", str(tmp_path))
    assert {path.stem for path in tmp_path.glob("[!.]*")} == {"timeline", "packages"}
    assert "Mills" in (tmp_path / "packages.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("pair", ["mills", "mills,nobody", "mills,mills"])
def test_no_other_pair_is_drawn(pair: str) -> None:
    result = ask("plot", "council-quota", "--pair", pair)
    assert result.exit_code == 2
    assert "write two of" in result.stderr


def test_a_folder_without_an_ensemble_is_refused(tmp_path: Path) -> None:
    result = ask("plot", str(tmp_path))
    assert result.exit_code == 2
    assert "no data set there" in result.stderr


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.touch()
    result = ask("ensemble", "flat-sale", *SMALL, "-o", str(path))
    assert result.exit_code == 2
    assert "write the name of a folder" in result.stderr


def test_an_interrupt_prints_what_was_finished(folder: Path, monkeypatch: Any) -> None:
    whole = kept(folder)
    stopped = replace(whole, table=whole.table.filter(pl.col("draw") < 6), complete=False)
    played_instead(monkeypatch, stopped)
    result = ask("ensemble", "cairo-2024", *SMALL)
    assert result.exit_code == 130
    assert "STOPPED EARLY: 18 of 36 runs were finished" in result.stdout


def test_an_interrupt_before_anything_was_finished(monkeypatch: Any) -> None:
    def stopped(*_: object) -> Ensemble:
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.studies.ensemble.playing, "playing", stopped)
    result = ask("ensemble", "cairo-2024", *SMALL)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "Stopped before anything was finished.\n"


def weigh(monkeypatch: Any, folder: Path, weight: pl.Expr) -> None:
    """Let the runs of the folder be those that are played, with these weights."""
    whole = kept(folder)
    rare = msgspec.structs.replace(whole.fit, ceiling=0.5)
    weighted = replace(whole, table=whole.table.with_columns(weight=weight), fit=rare)
    played_instead(monkeypatch, weighted)


def test_weighted_runs_say_so(folder: Path, monkeypatch: Any) -> None:
    weigh(monkeypatch, folder, 0.001 + pl.col("run") / 1000)
    text = " ".join(told("ensemble", "cairo-2024", *SMALL, "--all").split())
    assert "weighted: worth 27;" in text
    assert "runs carry weights" in text
    assert "count for nothing" not in text


def test_runs_that_all_weigh_the_same_still_carry_weights(folder: Path, monkeypatch: Any) -> None:
    weigh(monkeypatch, folder, pl.lit(0.5))
    text = " ".join(told("ensemble", "cairo-2024", *SMALL, "--all").split())
    assert "The record is rare: 12 draws are worth 12 of equal weight." in text
    assert "they are worth 36 unweighted runs, and the draws 12 unweighted draws" in text
    assert "these inputs are" not in text  # tries that gave the record
    assert json.loads(told("ensemble", "cairo-2024", *SMALL, "--json"))["record"]["weighted"]


def test_runs_that_count_for_nothing_are_counted(folder: Path, monkeypatch: Any) -> None:
    weigh(monkeypatch, folder, pl.when(pl.col("draw") % 4 == 0).then(0.0).otherwise(2.0))
    text = told("ensemble", "cairo-2024", *SMALL, "--all")
    assert misfits(text) == []
    assert "weighted: worth 27 (9 count for nothing)" in " ".join(text.split())
    assert "in 9 of the 36 the record did not come out" in " ".join(text.split())
    assert "No range over inputs: it takes 59 draws" in " ".join(text.split())
    design = json.loads(told("ensemble", "cairo-2024", *SMALL, "--json"))["design"]
    assert (design["nothing"], design["effective"]) == (9, 27)


def test_where_no_run_counts_it_is_said(folder: Path, monkeypatch: Any) -> None:
    weigh(monkeypatch, folder, pl.lit(0.0))
    result = ask("ensemble", "cairo-2024", *SMALL)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "none of 36 runs gave the record" in result.stderr


def rarely_accepted() -> Data:
    """Ada says yes at once to a price that she wants least."""
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-08", "horizon": "20 days"},
        texts={"offer": {"by": "mia", "label": "draft", "terms": {"price": "p4", "time": "t2"}}},
        record={
            "tabled": entry("2025-01-02", "mia", "table", "offer"),
            "yes": entry("2025-01-03", "ada", "accept", "offer"),
        },
    )
    data["answers"] |= {"expires": "no"}
    data["actors"]["ada"] |= {"precision": [60, 100], "accept_bar": 50}
    return data


def test_a_record_too_rare_for_the_limit_of_tries_is_weighed_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("made.yaml").write_text(json.dumps(rarely_accepted()), encoding="utf-8")
    call = ("-n", "20", "--jobs", "1", "--tries", "20")
    text = told("ensemble", "made.yaml", *call, "-o", "rare", "--all")
    assert misfits(text) == []
    page = " ".join(text.split())
    assert "too rarely to wait for, so runs carry weights; they are worth" in page
    assert "The search stopped at its limit of 20 tries a draw on average, before 50 of" in page
    assert "20 runs: 10 draws of the unknown inputs, each played twice, weighted: worth 8" in page
    assert (
        "The record is rare: 10 draws are worth 4 of equal weight; the search stopped at its limit "
        "of 20 tries a draw (--tries)."
    ) in page
    assert "detente ensemble made.yaml -n 20 --seed 0 --tries 20" in copied(text)
    assert "detente run made.yaml" not in copied(text)  # it would be kept by another limit
    again = ask("ensemble", "--resume", "rare", "--tries", "40")
    assert again.exit_code == 2
    assert "its --tries is 20, and 40 is asked for" in again.stderr
    waited = told("ensemble", "made.yaml", "-n", "20", "--jobs", "1")
    assert "weighted" not in waited


@pytest.mark.thorough
def test_a_record_too_rare_to_wait_for_is_played_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rare = ("hamas.precision=100", "hamas.reject_bar=0", "hamas.blame=0", "hamas.accept_bar=0",
            "israel.no_deal.worth=[80,95]", "israel.precision=100")  # fmt: skip
    sets = [part for one in rare for part in ("--set", one)]
    monkeypatch.chdir(tmp_path)  # a name is printed whole, however long
    text = told(
        "ensemble",
        "cairo-2024",
        "-n",
        "20",
        "--draws",
        "20",
        "--jobs",
        "1",
        *sets,
        "-o",
        "rare",
        "--all",
    )
    assert misfits(text) == []
    assert "too rarely to wait for, so runs carry weights" in " ".join(text.split())
    assert "20 runs, each with a draw of the unknown inputs of its own, weighted" in text
    assert "detente run cairo-2024 --seed 0 --run 1 --draws 20 --set" in copied(text)
    told("plot", "rare", "-o", "drawn")


def test_few_draws_have_no_range_over_inputs() -> None:
    text = told("ensemble", "flat-sale", "-n", "40", "--draws", "9", "--jobs", "1")
    rows = [line for line in text.split("\n") if line.startswith(("  deal", "  collapsed"))]
    assert len(rows) == 2
    assert all(line.endswith("too few") for line in rows)
    assert "To quote" not in text
    assert "No range over inputs: it takes 59 draws of them" in " ".join(text.split())


CELLS = r" +[\d,]+ +[<>]?\d+ +\d+-\d+ +(\d+-\d+|too few)$"  # runs, of 100, both ranges


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_share_of_a_table_goes_without_its_runs_and_both_ranges(name: str) -> None:
    text = told("ensemble", name, "-n", "20", "--draws", "10", "--jobs", "1", "--all")
    ended = text.partition("No range over inputs")[0].partition("HOW THE RUNS ENDED")[2]
    shares = [line for line in ended.split("\n")[2:] if re.search(r"\d-\d", line)]
    assert len(shares) >= len(OUTCOMES)
    assert [line for line in shares if not re.search(CELLS, line)] == []
    terms, _, rules = text.partition("\nTERMS OF THE ")[2].partition("\nSIMPLE RULES")
    rows = [line for line in terms.split("\n")[2:] if re.search(r"\d-\d", line)]
    assert [line for line in rows if not re.search(CELLS, line)] == []
    assert len(rows) == sum(len(options) for options in load(name).names.options) + 1
    given = re.findall(r" [<>]?\d+ \(\d+-\d+[;)]", rules.replace("\n", " "))
    assert len(given) == 3 * len(load(name).names.issues) + 1


def test_the_first_page_leaves_nothing_out_that_all_does_not_tell() -> None:
    first, everything = page("labour-dispute"), page("labour-dispute", "--all")
    for head in ("\nWHEN, ", " TEXTS TABLED AFTER", "\nTERMS OF THE ", "\nSIMPLE RULES"):
        assert head not in first
        assert head in everything
    assert "labour-dispute -n 36 --draws 12 --seed 1 --all" in copied(first)


def test_the_terms_of_deals_stand_below_the_deals_and_add_up_to_them(folder: Path) -> None:
    frame = kept(folder).frame.filter(pl.col("outcome") == "deal")
    found = json.loads(page("cairo-2024", "--json"))["deal_terms"]
    for issue, options in found.items():
        counted = dict(frame.group_by(f"term.{issue}").len().iter_rows())
        given = {one["option"]: one["count"] for one in options if one["count"]}
        assert given == counted
    text = page("cairo-2024")
    assert (
        text.index("  deal, by corridor ")
        < text.index("    forces stay")
        < text.index("  framework")
    )


def test_the_differences_between_parties_are_those_of_the_codebook() -> None:
    found = json.loads(page("cairo-2024", "--json"))
    listed = json.loads(told("inputs", "cairo-2024", "--json"))["differences"]
    assert found["parties_differ"] == listed
    text = " ".join(page("cairo-2024", "--all").split())
    assert f"Hamas and Israel differ in {len(listed)} inputs" in text


def test_no_more_is_promised_than_one_platform() -> None:
    text = " ".join(page("flat-sale", "--all").split())
    assert "the same on every supported Python of one platform" in text
    assert "any machine" not in text


def test_figures_and_data_of_a_what_if_say_so(tmp_path: Path) -> None:
    variant = "formal-rejection"
    title = f"What if: {load('cairo-2024').what_if[variant].title}"
    args = ("cairo-2024", "-n", "10", "--draws", "10", "--jobs", "1", "--what-if", variant)
    found = json.loads(told("ensemble", *args, "-o", str(tmp_path), "--json"))
    assert found["played"]["title"].endswith(title)
    told("plot", str(tmp_path), "-o", str(tmp_path))
    for stem in ("outcomes", "days", "terms", "packages"):
        assert title in (tmp_path / f"{stem}.txt").read_text(encoding="utf-8")
    told("plot", "cairo-2024", "--what-if", variant, "-o", str(tmp_path))
    assert title in (tmp_path / "timeline.txt").read_text(encoding="utf-8")


def test_progress_tells_how_far_draws_are_looked_for() -> None:
    told = search_told(Search(70, 100, 31.42, 50.0, 12_300))
    expected = "looking for draws of a rare record: 70 of 100, worth 31.4 (to be 50), 12,300 tries"
    assert told == expected


def test_progress_tells_rate_and_time_left() -> None:
    assert progress_told(400, 2000, 4.0) == "400 of 2,000 runs, 100 a second, 16 s left"
    assert progress_told(400, 2000, 4.0, 200) == "400 of 2,000 runs, 50 a second, 32 s left"
    shares = {"no_agreement": 0.6, "deal": 0.4}
    assert shares_told(shares) == "of 100: deal 40, no agreement 60"


def test_a_bar_shows_all_it_has_to_on_a_narrow_terminal() -> None:
    console = Console(file=StringIO(), width=80, force_terminal=True, color_system=None)
    bars = Bars.of("runs", console)
    shares = shares_told(dict.fromkeys(OUTCOMES, 0.2))
    bars.add_task("", total=100_000, completed=1_800, rate="1,250 a second", so_far=shares)
    console.print(*bars.get_renderables())
    assert isinstance(console.file, StringIO)
    first, *more = console.file.getvalue().splitlines()
    assert first.split()[:4] == ["1,800", "of", "100,000", "runs"]
    assert "1,250 a second" in first
    assert first.rstrip().endswith("left")
    assert " ".join(" ".join(more).split()) == shares


RAGGED = pl.when((pl.col("run") % 7 == 0) | (pl.col("draw") == 3)).then(0.0)


@pytest.mark.parametrize("weight", [pl.lit(1.0), RAGGED.otherwise(1.0 + pl.col("run") / 1000)])
def test_what_is_looked_at_draw_by_draw_is_that_of_all_runs(weight: pl.Expr, folder: Path) -> None:
    whole = kept(folder)
    whole = replace(whole, table=whole.table.with_columns(weight=weight))
    study = EnsembleStudy("cairo-2024", (), "", whole, None, ())
    firsts = whole.frame.filter(pl.col("weight") > 0).unique("draw", keep="first")
    given = [
        {p: v for p in study.case.paths if (v := row[f"input.{p}"]) is not None}
        for row in firsts.sort("draw").iter_rows(named=True)
    ]
    importance = runs_of(whole.frame).importance().tolist()
    assert study.rules == simple_rules([study.case.at(values) for values in given], importance)
