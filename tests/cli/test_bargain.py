"""`detente bargain`: the page, its figures and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.asking import ask, misfits, told
from tests.engine.made import plain

SMALL = ("--draws", "8", "--jobs", "1")
FEW = ("--draws", "3", "--jobs", "1")


@pytest.mark.parametrize("name", ["flat-sale", "council-quota"])
def test_a_page_that_fits(name: str) -> None:
    text = told("bargain", name, *SMALL)
    assert misfits(text) == []
    page = " ".join(text.split())
    assert "A model: neither news nor forecast" in page
    assert "8 draws of the unknown inputs" in page
    assert "compare scales of different actors, which nothing in the model justifies" in page
    assert "No text is on the table; the package that is" in page
    assert "Neither is a measure of fault" in page or "Every draw has a zone" in page
    assert ("the quota, and every veto)" in page) == (name == "council-quota")


def test_the_text_on_the_table_its_figures_and_their_numbers(tmp_path: Path) -> None:
    text = told("bargain", "cairo-2024", *FEW, "-o", str(tmp_path))
    assert misfits(text.replace(str(tmp_path), "out")) == []
    assert "The text on the table: corridor (as drawn)" in text
    rows = [line.split()[0] for line in text.splitlines() if "(" in line and line[2:3].isalpha()]
    assert [row for row in rows if row in {"egypt", "hamas", "israel"}] == [
        "egypt", "hamas", "israel",
    ]  # fmt: skip
    assert {path.suffix for path in tmp_path.glob("[!.]*")} == {".png", ".svg", ".csv", ".txt"}
    packages = table(tmp_path, "bargain-packages")
    assert len(packages) == 36
    assert {row["notice"] for row in packages} == {"a model: neither news nor forecast"}
    shares = [float(row["zone"]) for row in packages]
    assert shares == sorted(shares, reverse=True)
    missing = table(tmp_path, "bargain-missing")
    assert len(missing) == 3 * 36 + 3
    for row in missing[: 3 * 36]:
        assert float(row["by_it_alone"]) <= float(row["fails_by_it"])
    needs = table(tmp_path, "bargain-needs")
    assert {row["asked"] for row in needs} == {"0.5"}
    assert any(row["word"] for row in needs)


def table(folder: Path, stem: str) -> list[dict[str, str]]:
    with (folder / f"{stem}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_json_says_what_the_page_says() -> None:
    args = ("bargain", "flat-sale", *SMALL, "--chance", "0.2", "--after", "45")
    found = json.loads(told(*args, "--json"))
    assert "forecast" in found["notice"]
    assert found["request"]["after"] == 45.0
    reached = [one for one in found["needs"]["numbers"] if one["value"] is not None]
    page = told(*args)
    for one in reached[:12]:
        assert one["path"] in page
        assert one["chance"] >= 0.2
    assert found["solutions"] == ["Nash", "Kalai-Smorodinsky", "egalitarian", "utilitarian"]


def test_few_draws_leave_open_what_they_may_all_have_missed() -> None:
    """The chance of consent is under 1 of 100 in each of 20 draws: it may be more in others."""
    page = " ".join(told("bargain", "cairo-2024", "--draws", "20", "--jobs", "1").split())
    assert "Consent found: 95% interval 0-17 of 100." in page


def test_a_text_by_name_and_by_terms() -> None:
    by_name = told("bargain", "cairo-2024", *FEW, "--text", "bridging")
    assert "The bridging proposal: corridor (as drawn)" in by_name
    by_terms = told("bargain", "cairo-2024", *FEW, "--text", "corridor=leave,sequence=before")
    terms = " ".join(by_terms.split()).partition("The terms asked for: ")[2]
    assert terms.startswith("corridor leave, other_demands ")
    assert ", sequence before. Answered as the record ends." in terms


def test_what_is_enough_already_is_said() -> None:
    text = told("bargain", "flat-sale", *SMALL, "--chance", "0.0001")
    assert "of 100 already, with nothing changed" in text


def test_a_what_if_is_in_the_title() -> None:
    text = told("bargain", "cairo-2024", *FEW, "--what-if", "demand-withdrawn")
    assert "What if: Israel withdraws the corridor demand" in " ".join(text.split())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--text", "peace"), "--text peace: no text: write a text of this scenario (bridging)"),
        (("--text", "corridor=here"), "no option of corridor is called 'here'"),
        (("--text", "border=stay"), "no issue is called 'border'"),
        (("--text", "corridor=stay,x"), "'x' is no issue=option"),
        (("--text", "corridor=stay,corridor=leave"), "corridor is given twice: give it once"),
        (("--after", "121"), "--after 121: the talks end 120 days after the record"),
        (("--what-if", "peace"), "no what-if is called 'peace'"),
        (("--chance", "1"), "1.0 is not in the range"),
    ],
)
def test_mistakes_are_told_with_a_cure(args: tuple[str, ...], said: str) -> None:
    result = ask("bargain", "cairo-2024", *SMALL, *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_terms_that_nobody_can_have_are_refused_and_named(tmp_path: Path) -> None:
    rule = {"price": ["p1", "p2"], "time": "t1", "why": "nothing can be built so cheaply"}
    file = tmp_path / "made.yaml"
    file.write_text(json.dumps(plain(infeasible=[rule])), encoding="utf-8")
    result = ask("bargain", str(file), "--draws", "3", "--jobs", "1", "--text", "time=t1,price=p2")
    assert result.exit_code == 2
    assert (
        "--text time=t1,price=p2: nobody can have these terms together (price p2, time t1: nothing "
        "can be built so cheaply): change one of them"
    ) in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("accepts", "worth", "missing"),
    [
        ("at least", "worth no less than no deal to all", "worth less than no deal,"),
        ("above", "worth more than no deal to all", "worth no more than no deal,"),
    ],
)
def test_page_and_figure_say_what_the_zone_asks(
    tmp_path: Path, accepts: str, worth: str, missing: str
) -> None:
    file, out = tmp_path / "made.yaml", tmp_path / "out"
    file.write_text(json.dumps(plain(accepts=accepts)), encoding="utf-8")
    result = ask("bargain", str(file), "--draws", "3", "--jobs", "1", "-o", str(out))
    page = " ".join(result.stdout.split())
    assert worth in page
    assert missing in page
    assert worth in (out / "bargain-packages.txt").read_text(encoding="utf-8")
