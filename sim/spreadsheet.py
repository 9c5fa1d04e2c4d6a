"""Tables as CSV that a spreadsheet opens as they are: every CSV is written here."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

# What makes a spreadsheet compute a cell instead of showing it (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def csv_bytes(table: pl.DataFrame) -> bytes:
    """A table as CSV: UTF-8 with its mark, by which spreadsheets know it, quoted by RFC 4180.

    A text, or the name of a column, that would be a formula begins with an apostrophe; but for
    that it is read back as it was. Numbers stay numbers, in columns of text too.
    """
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    harmless = table.with_columns(
        pl.col(name).map_elements(_as_text, return_dtype=pl.String) for name in texts
    ).rename({name: _as_text(name) for name in table.columns})
    return harmless.write_csv(include_bom=True, line_terminator="\n").encode()


def _as_text(cell: str) -> str:
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Whether it begins so, after blanks and in full-width letters too, and is no number."""
    if cell.startswith(_FORMULA):
        return not _is_number(cell)
    return unicodedata.normalize("NFKC", cell.strip()).startswith(_FORMULA)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None
