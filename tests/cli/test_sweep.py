"""`detente sweep`: how the outcomes follow one input, or two."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim.ensemble.inputs
import sim.studies.sweep.playing
from sim.ensemble.cells import play_pieces
from sim.errors import RecordError
from sim.interrupts import INTERRUPTED
from sim.scenario.loading import load
from sim.talks.events import OUTCOMES
from tests.cli.asking import ask, copied, misfits, told

OVER = ("sweep", "flat-sale", "--over", "buyer.no_deal.worth=0:100:25")
SMALL = ("-n", "20", "--jobs", "1")


def stopping(after: int) -> Callable[..., bool]:
    """`play_pieces`, stopped by its user when so many runs are done."""

    def stopped(work: Any, pieces: Any, shelf: Any, jobs: int, progress: Any) -> bool:
        def watch(done: int, asked: int) -> None:
            progress(done, asked)
            if done >= after:
                raise KeyboardInterrupt

        return play_pieces(work, pieces, shelf, jobs, watch)

    return stopped


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_input_with_both_ranges(tmp_path: Path) -> None:
    page = told(*OVER, *SMALL, "-o", str(tmp_path / "out"))
    text = " ".join(page.split())
    assert misfits(page.replace(str(tmp_path), "")) == []
    assert "neither news nor forecast" in text
    assert "5 points, each 20 runs: 10 draws of the other inputs x 2 runs of luck" in text
    assert "too few" in text  # 10 draws of 2 runs carry no range
    assert "* what the scenario says it is: 20 to 70 points" in text
    starred = [line.split()[0] for line in page.splitlines() if " * " in line[3:9]]
    assert starred == ["25", "50"]
    assert "no measure of anyone's fault" in text
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {f"sweep.{end}" for end in ("png", "svg", "csv", "txt")} <= files
    rows = rows_of(tmp_path / "out/sweep.csv")
    assert len(rows) == 5 * len(OUTCOMES)
    for value in ("0.0", "25.0", "50.0", "75.0", "100.0"):
        here = [row for row in rows if row["buyer.no_deal.worth"] == value]
        assert sum(float(row["share"]) for row in here) == pytest.approx(1)
    shown = [line.split() for line in page.splitlines() if line.lstrip().startswith("100  ")]
    deal = next(
        row for row in rows if (row["buyer.no_deal.worth"], row["outcome"]) == ("100.0", "deal")
    )
    assert int(shown[0][1]) == round(100 * float(deal["share"]))


def test_the_points_are_told_before_anything_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.studies.sweep.playing, "play_pieces", stopping(0))
    for points, said in {
        "0:100:25": "buyer.no_deal.worth: 5 points: 0, 25, 50, 75, 100",
        "0:100/11": "buyer.no_deal.worth: 11 points: 0, 10, 20, 30, ..., 100",
        "3,1": "buyer.no_deal.worth: 2 points: 1, 3",
    }.items():
        heard = ask("sweep", "flat-sale", "--over", f"buyer.no_deal.worth={points}", *SMALL)
        assert heard.stderr.splitlines()[0] == said


def test_while_points_are_looked_at_no_run_is_done_and_none_is_timed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.cli.progress._EVERY", 0.0)
    lines = ask(*OVER, *SMALL).stderr.splitlines()
    assert lines[1].startswith("10 of 100 runs, ")


def test_a_stopped_sweep_goes_on_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(sim.studies.sweep.playing, "play_pieces", stopping(70))
        stopped = ask(*OVER, *SMALL, "-o", folder)
    assert stopped.exit_code == INTERRUPTED
    text = " ".join(stopped.stdout.split())
    assert "STOPPED EARLY: 5 of 10 draws were played at every point; all below is of these" in text
    assert "each 10 runs" in text
    again = "GO ON detente sweep flat-sale --over buyer.no_deal.worth=0:100:25 -n 20 -o"
    assert again in copied(stopped.stdout)
    resumed = ask(*OVER, *SMALL, "-o", folder, "--json")
    assert resumed.exit_code == 0
    assert "70 of 100 runs are in" in resumed.stderr
    one, two = json.loads(resumed.stdout), json.loads(told(*OVER, *SMALL, "--json"))
    assert one["complete"]
    assert one["sweep"] == two["sweep"]
    finished = ask(*OVER, *SMALL, "-o", folder)
    assert "nothing has to be played" in finished.stderr


def test_what_is_stopped_before_a_round_tells_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim.studies.sweep.playing, "play_pieces", stopping(20))
    kept = ask(*OVER, *SMALL, "-o", str(tmp_path / "out"))
    assert (kept.exit_code, kept.stdout) == (INTERRUPTED, "")
    assert "2 pieces are kept; go on with: detente sweep flat-sale --over" in kept.stderr
    lost = ask(*OVER, *SMALL)
    assert lost.exit_code == INTERRUPTED
    assert "go on" not in lost.stderr


def test_another_question_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    folder = str(tmp_path / "out")
    told(*OVER, *SMALL, "-o", folder)
    for other, said in {
        ("--seed", "1"): "another study: its --seed is 0, and 1 is asked for: ask for the same",
        ("--draws", "5"): "too few for both ranges",
        ("--set", "seller.firmness=80"): "another study: its scenario is another: ask for the sa",
        ("--over", "seller.firmness=0,100"): "another study: its swept input is buyer.no_deal.wor",
    }.items():
        result = ask(*OVER, *SMALL, *other, "-o", folder)
        assert result.exit_code == 2
        assert said in result.stderr
    told(*OVER, *SMALL, "--outcome", "collapsed", "-o", folder)  # played already


def test_two_inputs_are_a_map(tmp_path: Path) -> None:
    over = ("--over", "buyer.no_deal.worth=0,100", "--over", "seller.firmness=10,50,90")
    page = told("sweep", "flat-sale", *over, *SMALL, "-o", str(tmp_path / "out"))
    text = " ".join(page.split())
    assert misfits(page.replace(str(tmp_path), "")) == []
    assert "upward seller.firmness (points of 0-100), to the right buyer.no_deal.worth" in text
    rows = rows_of(tmp_path / "out/sweep.csv")
    assert len(rows) == 6
    lines = page.splitlines()
    top = lines.index(next(line for line in lines if line.split() == ["0", "100"])) + 1
    drawn = {line.split()[0]: line.split()[1:] for line in lines[top : top + 3]}
    assert list(drawn) == ["90", "50", "10"]
    for row in rows:
        column = ("0.0", "100.0").index(row["buyer.no_deal.worth"])
        cell = drawn[f"{float(row['seller.firmness']):g}"][column]
        assert cell == f"{100 * float(row['share']):.0f}"


def test_a_record_that_cannot_come_leaves_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sim.ensemble.inputs.pilot

    def pilot(case: Any, *how: Any) -> Any:
        if any(
            one.path == "buyer.no_deal.worth" and one.sample(0.5) == 25.0 for one in case.inputs
        ):
            raise RecordError("none")
        return real(case, *how)

    monkeypatch.setattr("sim.ensemble.searching.pilot", pilot)
    page = told(*OVER, *SMALL, "--seed", "8", "-o", str(tmp_path / "out"))
    assert ["25", "*", "-", "-", "-"] in [line.split() for line in page.splitlines()]
    assert "fewer than 5 values that have runs" in " ".join(page.split())
    empty = [row for row in rows_of(tmp_path / "out/sweep.csv") if row["runs"] == "0"]
    assert len(empty) == len(OUTCOMES)
    assert all(row["share"] == "" for row in empty)


def test_nowhere_a_record_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def pilot(*_: object) -> None:
        raise RecordError("none")

    monkeypatch.setattr("sim.ensemble.searching.pilot", pilot)
    result = ask(*OVER, *SMALL, "--seed", "9")
    assert result.exit_code == 2
    assert "at any of these 5 points: look at other values" in result.stderr


def test_names_have_no_tipping_point_and_the_record_is_told() -> None:
    over = ("--over", "israel.corridor.red_line=none,hard")
    page = told("sweep", "cairo-2024", *over, *SMALL)
    assert "These values have no order, so no tipping point is looked for." in page
    assert "The record comes out in" in page
    assert "record, of" in page
    assert "100 tries" in page
    assert misfits(page) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--over", "buyer.firmnes=0:100:25"), "did you mean buyer.firmness"),
        (("--over", "buyer.firmness=0:100:25", "-n", "25"), "a multiple of 10, 20 or more"),
        (("--over", "buyer.firmness=0:100:25", "-n", "50", "--draws", "20"), "write -n 60"),
        (("--over", "buyer.firmness=0:100:25", "-n", "10"), "a multiple of 10, 20 or more"),
        (("--over", "buyer.firmness=0:9:3", "--over", "buyer.firmness=0:9:3"), "given twice"),
        (("--over", "buyer.firmness=0:9/200", "--over", "seller.firmness=0:9/200"), "40,000"),
        (
            ("--over", "a=1", "--over", "b=1", "--over", "c=1"),
            "one input or two can be swept at once",
        ),
        (("--over", "buyer.firmness=0:9:3", "-o", "s3://a/b"), "a folder of this machine"),
        ((), "Missing option '--over'"),
    ],
)
def test_mistakes_are_told_with_a_cure(args: tuple[str, ...], said: str) -> None:
    result = ask("sweep", "flat-sale", *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_word_that_brings_inputs_of_its_own_is_swept() -> None:
    """Where a red line lies is drawn only where there is one."""
    path = "buyer.price.red_line"
    case = load("flat-sale")
    assert f"{path}_from" not in case.paths
    assert f"{path}_from" in case.holding({path: "soft"}).paths
    page = told("sweep", "flat-sale", "--over", f"{path}=none,soft", *SMALL)
    first = [line.split()[0] for line in page.splitlines() if line.strip()]
    assert [word for word in first if word in {"none", "soft"}] == ["none", "soft"]
