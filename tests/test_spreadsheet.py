"""CSV that spreadsheets open as it is, and that programs read back as it was."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import polars as pl
import pytest

from sim.cli.codebook import codebook_csv
from sim.scenario.loading import load, load_text
from sim.spreadsheet import csv_bytes

COUNT = "\u05de\u05e1\u05e4\u05e8"
FORMULAS = [
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1+2",
    "\uff20x",
    "-5 to 5",
]
TEXTS = [
    "\u05d4\u05de\u05d5\u05db\u05e8",
    "\u516c\u5bd3",
    "\U0001f3e0 e\u0301",
    'a "quoted", text',
    "two\nlines",
    "it's",
    "'so",
    "a=b",
    "-0.5",
    "+3",
    "-1e-05",
    "2024-08-23",
]


def test_a_formula_is_marked_and_everything_else_is_as_it_was() -> None:
    texts = [*FORMULAS, *TEXTS]
    numbers = [-0.5 - k for k in range(len(texts))]
    data = csv_bytes(pl.DataFrame({"=head": texts, COUNT: numbers}))
    assert data.startswith(b"\xef\xbb\xbf'=head,")
    marked = {"'=head": [*(f"'{one}" for one in FORMULAS), *TEXTS], COUNT: numbers}
    assert pl.read_csv(BytesIO(data)).to_dict(as_series=False) == marked
    assert pd.read_csv(BytesIO(data)).to_dict("list") == marked


@pytest.mark.parametrize("number", [-0.5, 0.1, -7.0, 1e-300, None])
def test_a_number_stays_a_number(number: float | None) -> None:
    data = csv_bytes(pl.DataFrame({"x": [number, 1.0]}))
    assert b"'" not in data
    assert pl.read_csv(BytesIO(data))["x"].to_list() == [number, 1.0]


def test_lines_end_alike() -> None:
    data = csv_bytes(pl.DataFrame({"x": ["a", "b, c"], "y": [1, 2]}))
    assert data == b'\xef\xbb\xbfx,y\na,1\n"b, c",2\n'


def test_a_codebook_is_such_a_table() -> None:
    text = load("flat-sale").text
    assert "assumed: the same for both" in text
    case = load_text(text.replace("assumed: the same", "assumed: =1+1, the same"), "a.yaml")
    table = pl.read_csv(BytesIO(codebook_csv(case)))
    assert "'=1+1, the same for both" in set(table["assumed"])
