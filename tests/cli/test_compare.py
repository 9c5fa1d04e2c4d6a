"""`detente compare`: scenarios side by side."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

import sim.studies.compare.playing
from sim.ensemble.ad_hoc import with_change
from sim.ensemble.blocks import Block
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.report.blocks import Table
from sim.scenario.case import Case
from sim.studies.compare.result import CompareResult
from sim.talks.events import OUTCOMES
from tests.cli.asking import ask, copied, misfits, told
from tests.engine.made import case_of, plain

SMALL = ("-n", "10", "--draws", "10", "--jobs", "1")


def test_a_scenario_beside_its_variants(tmp_path: Path) -> None:
    text = told("compare", "cairo-2024", *SMALL, "-o", str(tmp_path))
    assert misfits(text.replace(str(tmp_path), "out")) == []
    assert "A model: neither news nor forecast" in text
    assert "opposition-withdrawn (from now)" in text
    assert "acceptance-refused (from the start)" in text
    for outcome in OUTCOMES:
        assert f"\n{outcome.replace('_', ' ').upper()}, of 100, in 10 runs each" in text
    assert {path.suffix for path in tmp_path.glob("[!.]*")} == {".png", ".svg", ".csv", ".txt"}
    with (tmp_path / "compare.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8 * len(OUTCOMES)
    for row in rows:
        share, base = float(row["share"]), float(row["share_as_it_is"])
        assert float(row["difference"]) == pytest.approx(share - base)
        paired = row["from"] == "now"
        assert (row["only_beside"] != "") == paired


def test_its_data_are_its_result_and_the_page_lists_the_largest_difference_first() -> None:
    data = told("compare", "flat-sale", *SMALL, "--json")
    result = msgspec.json.decode(data, type=CompareResult)
    assert result.complete
    titles = {one.title: abs(one.of("deal").difference) for one in result.beside}
    (table,) = (
        one for one in result.document() if isinstance(one, Table) and one.title.startswith("DEAL")
    )
    shown = [titles[row.label] for row in table.rows[1:]]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == len(titles) > 1


def test_the_page_ends_with_the_command_that_makes_it_again() -> None:
    args = ("compare", "flat-sale", "--what-if", "patient-seller", *SMALL, "--seed", "3")
    page = told(*args)
    (again,) = re.findall(r"AGAIN (detente .*?) NEXT", copied(page))
    assert again == "detente compare flat-sale --what-if patient-seller -n 10 --draws 10 --seed 3"
    assert told(*again.split()[1:]) == page


def test_one_variant_and_another_scenario() -> None:
    one = told("compare", "cairo-2024", *SMALL, "--what-if", "hamas-attends")
    assert "hamas-attends (from now)" in one
    assert "demand-withdrawn (" not in one
    two = told("compare", "flat-sale", "council-quota", *SMALL)
    assert misfits(two) == []
    assert "council-quota (another scenario)" in two
    assert "with its own assumptions" in " ".join(two.split())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("cairo-2024", "--what-if", "peace"), "no what-if is called 'peace'"),
        (("cairo-2024", "flat-sale", "--what-if", "hamas-attends"), "give one NAME"),
        (("nowhere",), "nowhere"),
        (
            ("flat-sale", "council-quota", "--now", "seller.firmness=50"),
            "--now: is of one scenario",
        ),
        (("flat-sale", "--now", "seller.firmness"), "--now seller.firmness: no path=value"),
        (("flat-sale", "--now", "seller.firmnes=50"), "did you mean firmness?"),
        (("flat-sale", "--now", "seller.opening_concession=9"), "it is settled by then"),
        (
            ("flat-sale", "--now", "seller.price.withdrawn=2025-01-01"),
            "not after now, and not in the record",
        ),
        ((), "NAME"),
    ],
)
def test_mistakes_are_told_with_a_cure(args: tuple[str, ...], said: str) -> None:
    result = ask("compare", *args, *SMALL)
    assert result.exit_code == 2
    assert said in result.stderr


def test_more_than_memory_holds_is_refused() -> None:
    result = ask("compare", "cairo-2024", "-n", "100001")
    assert result.exit_code == 2
    assert "-n 100001: a comparison is played in memory: write 100000 or fewer" in result.stderr


def test_runs_set_aside_are_no_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def aside(case: Case, settings: Settings, *_: object, **__: object) -> Ensemble:
        block = Block((7, 8), (0, 2), (0, 40), 20)
        return replace(ensemble(case, settings), complete=False, set_aside=(block,))

    monkeypatch.setattr(sim.studies.compare.playing, "ensemble", aside)
    result = ask("compare", "cairo-2024", *SMALL)
    assert result.exit_code == 2
    assert "runs 7 to 27 of draw 7 (2 of them) killed whoever played them" in result.stderr


def test_a_scenario_without_variants_wants_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told("new", "my-talks")
    path = tmp_path / "my-talks.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.split("\nwhat_if:")[0] + "\n", "utf-8")
    result = ask("compare", "my-talks.yaml", *SMALL)
    assert result.exit_code == 2
    assert "has no what_if: write some, or name another scenario beside it" in result.stderr


def test_a_change_from_now_stands_beside_its_mirror_and_no_file_is_edited() -> None:
    change = ("--now", "seller.no_deal.worth=70", "--now", "seller.price.wants=335000")
    text = told("compare", "flat-sale", *SMALL, *change)
    assert misfits(text) == []
    assert "now (from now)" in text
    assert "now-buyer (from now)" in text
    assert "patient" not in text
    found = json.loads(told("compare", "flat-sale", *SMALL, *change, "--json"))
    assert {one["name"]: one["title"] for one in found["beside"]} == {
        "now": "seller.no_deal.worth=70, seller.price.wants=335000",
        "now-buyer": "buyer.no_deal.worth=70, buyer.price.wants=305000",
    }
    plain = json.loads(told("compare", "flat-sale", *SMALL, "--json"))
    assert found["digest"] == plain["digest"]
    assert found["base"] == plain["base"]


def test_what_is_said_of_an_option_is_mirrored_in_the_path_too() -> None:
    data = plain()
    for actor, stated in (("ada", [90, 60, 30, 0]), ("bob", [0, 30, 60, 90])):
        points = dict(zip(("p1", "p2", "p3", "p4"), stated, strict=True))
        data["actors"][actor]["price"] = {"points": points}
    case, names = with_change(case_of(data), ["ada.price.points.p2=80"])
    assert [case.what_if[name].sets for name in names] == [
        (("ada.price.points.p2", "80"),),
        (("bob.price.points.p3", "80"),),
    ]


def test_a_change_from_now_that_another_party_cannot_make_says_so() -> None:
    change = ("--now", "union.week.also_served_by.mixed=0")
    text = told("compare", "labour-dispute", "-n", "2", "--draws", "2", "--jobs", "1", *change)
    assert "No mirror beside it" in text
