"""`detente map`: the page, its figures, JSON."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.asking import ask, copied, misfits, told


def test_a_page_that_fits() -> None:
    page = told("map", "cairo-2024")
    assert misfits(page) == []
    text = copied(page)
    assert "1 Israel 1 60-80 ~20-70 needed 2, 4, 5" in text
    assert "3 Hamas 4* 60-80 ~20-70 needed 2, 4" in text
    assert "detente map cairo-2024 --issue other_demands" in text


def test_of_many_options_the_two_ends_are_told() -> None:
    text = copied(told("map", "flat-sale", "--set", "issues.price.options.step=1000"))
    assert "The price: 1 300,000 EUR to 41 340,000 EUR." in text


def test_the_figure_is_wide_and_for_a_phone(tmp_path: Path) -> None:
    told("map", "flat-sale", "-o", str(tmp_path))
    written = sorted(path.name for path in tmp_path.glob("[!.]*"))
    assert written == [
        f"{stem}.{end}" for stem in ("map-phone", "map") for end in ("csv", "png", "svg", "txt")
    ]
    assert "neither news nor forecast" in (tmp_path / "map.txt").read_text(encoding="utf-8")


def test_json_and_an_issue_that_there_is_not() -> None:
    data = json.loads(told("map", "flat-sale", "--json"))
    assert [one["actor"] for one in data["map"]["actors"]] == ["buyer", "seller"]
    result = ask("map", "flat-sale", "--issue", "x")
    assert result.exit_code == 2
    assert "--issue x: no issue: write one of price" in result.stderr
