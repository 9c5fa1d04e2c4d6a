"""`detente infer`: what the record teaches."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from sim.analysis.explanations import Ratio
from sim.analysis.resample import Interval
from sim.cli.infer_explained import _verdict
from sim.ensemble import fit
from sim.talks.events import OUTCOMES
from tests.cli.asking import ask, misfits, told
from tests.engine.made import entry, plain

SMALL = ("-n", "20", "--draws", "10", "--tries", "60", "--jobs", "1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("infer")


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return told("infer", "cairo-2024", *SMALL, "-o", str(folder)).replace(str(folder), "out")


def test_the_page_tells_inputs_shares_and_explanations(page: str) -> None:
    assert misfits(page) == []
    flat = " ".join(page.split())
    assert "a model: neither news nor forecast" in flat
    assert "Only recorded answers teach: critique, yes." in flat
    for path in ("israel.no_deal.worth", "hamas.no_deal.worth", "us.leans", "egypt.firmness",
                 "hamas.corridor.red_line", "texts.bridging.terms.corridor"):  # fmt: skip
        assert f"\n  {path} " in page
    assert "Before: 20 runs with 10 draws of the inputs as they are drawn" in flat
    for name in ("as it is", "no-zone", "hidden-zone", "locked-in-at-home", "distrust"):
        assert f"\n  {name} " in page
    assert "THE ANSWER critique (Hamas: criticise" in page
    assert "not how likely either is" in flat


def test_what_no_recorded_event_hangs_on_is_said_to_be_beyond_the_record(page: str) -> None:
    assert "Under distrust every try gives the record just as often" in " ".join(page.split())


def test_figures_have_their_numbers(folder: Path, page: str) -> None:
    assert "told-apart" in page
    stems = {path.stem for path in folder.glob("[!.]*")}
    assert stems == {"lessons", "explanations", "told-apart"}
    rows = {
        stem: list(csv.DictReader((folder / f"{stem}.csv").read_text("utf-8-sig").splitlines()))
        for stem in stems
    }
    assert len(rows["explanations"]) == 5 * 3  # the record, and each of two answers
    assert len(rows["told-apart"]) == 6 * 3
    assert {"before_median", "after_low", "after_median_high"} <= set(rows["lessons"][0])
    words = [row for row in rows["lessons"] if row["input"] == "us.leans"]
    assert sorted(row["word"] for row in words) == ["hamas", "israel", "none"]
    assert sum(float(row["after_share"]) for row in words) == pytest.approx(1.0)


def test_as_json_it_is_whole(tmp_path: Path) -> None:
    soft = {"soft": {"set": {"parties.aversion": 0}, "assumed": "made up"}}
    hard = {"hard": {"set": HARD, "assumed": "made up"}}
    path = made(tmp_path, "accept", hypotheses=soft | hard)
    data = json.loads(told("infer", path, *SMALL, "--json"), parse_constant=pytest.fail)
    assert data["notice"] == "a model: neither news nor forecast"
    assert data["settings"]["tries"] == 60
    assert [one["outcome"] for one in data["before_and_after"]] == list(OUTCOMES)
    assert len(data["lessons"]["found"]) > 30
    assert [one["name"] for one in data["explanations"]["fits"]] == ["as it is", "hard", "soft"]
    (ratio, *_) = data["explanations"]["ratios"]
    assert (ratio["first"], ratio["ratio"], ratio["interval"]["low"]) == ("hard", None, 0.0)


def test_all_inputs_are_listed_if_asked_for(tmp_path: Path) -> None:
    path = made(tmp_path, "reject")
    few, every = (told("infer", path, *SMALL, *more) for more in ((), ("--all",)))
    assert "WHAT IT TEACHES OF EVERY INPUT" in every
    assert "(--all lists them)" in few
    assert "(--all lists them)" not in every
    assert "\n  mia.delay" in every
    assert misfits(every) == []
    assert "declares no hypotheses" in " ".join(few.split())


def made(folder: Path, does: str, **changes: object) -> str:
    """A scenario's file in which one party has answered."""
    price = {"choice": {"p1": 1, "p2": 1}}  # of both it is far from what bob wants
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-05", "horizon": "20 days"},
        texts={"offer": {"by": "mia", "label": "draft", "terms": {"price": price}}},
        record={
            "text": entry("2025-01-02", "mia", "table", "offer"),
            "answer": entry("2025-01-03", "bob", does, "offer"),
        },
        **changes,
    )
    path = folder / "made.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


NEARLY = {"choice": {"hard": 10**6, "soft": 0.001}}  # what is surely hard is refused at once
HARD = {  # at all but what each wants
    f"{who}.price.{given}": value
    for who in ("ada", "bob")
    for given, value in (("red_line", NEARLY), ("red_line_from", 1))
}


def test_a_hypothesis_under_which_the_record_cannot_come_has_a_bound(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        "accept",
        hypotheses={
            "hard": {"set": HARD, "assumed": "made up"},
            "nowhere": {"zone": "none", "set": {"parties.no_deal.worth": 0}, "assumed": "made up"},
            "soft": {"set": {"parties.aversion": 0}, "assumed": "made up"},
        },
    )
    page = told("infer", path, *SMALL)
    flat = " ".join(page.split())
    assert misfits(page) == []
    assert "Under hard the record comes out in none of 60 tries" in flat
    assert "(at most 6.0 of 100)" in flat  # 1 - 0.025^(1/60)
    assert "No draw of the inputs is of nowhere: of 60 tries none has the zone" in flat


def test_a_record_without_answers_teaches_nothing() -> None:
    page = told("infer", "flat-sale", *SMALL)
    assert "holds no answer to a text, so it teaches nothing" in " ".join(page.split())


@pytest.mark.parametrize(
    ("args", "said"),
    [(("nowhere",), "nowhere"), ((), "NAME"), (("cairo-2024", "--tries", "0"), "--tries")],
)
def test_mistakes_are_told_with_a_cure(args: tuple[str, ...], said: str) -> None:
    result = ask("infer", *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_record_that_no_try_gives_says_what_stands_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit, "LONG_PILOT", 400)  # how long it is tried is a matter of patience
    hard = [f"--set={path}={json.dumps(value)}" for path, value in HARD.items()]
    result = ask("infer", made(tmp_path, "accept"), *SMALL, *hard)
    assert result.exit_code == 2
    assert "record.answer never comes out, given the entries before it (400 tries)" in result.stderr


@pytest.mark.parametrize("command", ["infer", "bargain", "compare", "plot"])
def test_a_file_is_no_folder_for_figures(command: str, tmp_path: Path) -> None:
    """Seen before anything is played."""
    path = tmp_path / "out"
    path.touch()
    result = ask(command, "cairo-2024", "-o", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"-o {path}: is a file: write the name of a folder\n"


def test_where_there_is_no_figure_it_is_said(tmp_path: Path) -> None:
    result = ask("infer", "flat-sale", "--tries", "20", "-n", "20", "--jobs", "1",
                 "-o", str(tmp_path / "out"))  # fmt: skip
    assert result.exit_code == 0
    assert "no figure was written" in result.stderr
    assert "FIGURES" not in result.stdout
    assert not (tmp_path / "out").exists()


def test_what_an_answer_says_of_the_pairs_is_a_sentence() -> None:
    hardly = Ratio("no", "a", "b", 1.2, Interval(1.1, 1.3, 0.95, ""), enough=True, told_apart=True)
    assert _verdict([hardly]) == "Of 1 pair of hypotheses: hardly told apart 1."
    assert _verdict([]) == "There are no two hypotheses that it could tell apart."
