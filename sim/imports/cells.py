"""Tables as rows of cells that know where they stand: CSV, XLSX and ODS."""

from __future__ import annotations

import csv
import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from sim.errors import Place
from sim.imports.notes import refuse
from sim.imports.sources import Source

DELIMITERS = (",", ";", "\t", "|")
_MOST_UNZIPPED = 50_000_000  # bytes
_MOST_CELLS = 200_000
_MARKED = re.compile(r"'(?=[=+\-@])")  # how a text is kept from being a formula


@dataclass(frozen=True, slots=True, order=True)
class CellPlace(Place):
    """A place in a table: `talks.csv: cell C5`."""

    def __str__(self) -> str:
        letters, left = "", self.column
        while left:
            left, at = divmod(left - 1, 26)
            letters = chr(ord("A") + at) + letters
        return f"{self.file}: cell {letters}{self.line}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; an empty one has the text ''."""

    text: str
    place: Place


Row = tuple[Cell, ...]


def csv_rows(source: Source, delimiter: str) -> list[Row]:
    """The rows of a CSV, empty ones and lines that begin with # included.

    Raises
    ------
    ForeignError
        Where its quotes do not end, or it is too large.
    """
    rows: list[Row] = []
    reader = csv.reader(StringIO(source.text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, texts in enumerate(reader, 1):
            rows.append(_row(texts, source.name, number))
    except csv.Error as error:
        place = Place(source.name, max(1, reader.line_num))
        refuse(place, f"no CSV ({error})", "see whether each quote has its other half")
    _see_size(source, rows)
    return rows


def sheet_rows(source: Source) -> list[Row]:
    """The rows of the first sheet of a workbook that holds anything.

    Raises
    ------
    ForeignError
        Where it cannot be read, is empty or is too large.
    """
    _see_unzipped(source)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.content))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        found = next(((name, one) for name, one in sheets if one.height and one.width), None)
        if found is None:
            refuse(source.start, "a workbook without a table", "write one in its first sheet")
        name, sheet = found
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            refuse(source.start, f"more than {_MOST_CELLS:,} cells", "leave the table alone in it")
        values = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        refuse(source.start, f"no workbook that can be read ({error})", "save it as XLSX, or CSV")
    where = f"{source.name}: sheet {name}" if len(sheets) > 1 else source.name
    return [_row(list(map(_told, row)), where, number) for number, row in enumerate(values, 1)]


def _row(texts: Sequence[str], file: str, number: int) -> Row:
    return tuple(
        Cell(_MARKED.sub("", " ".join(text.split())), CellPlace(file, number, column))
        for column, text in enumerate(texts, 1)
    )


def _told(value: object) -> str:
    """A cell as text; a date as people write it, so that it is refused as a number by its name."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.date | dt.datetime | dt.time | dt.timedelta):
        return f"the date {value}"
    return str(value)


def _see_size(source: Source, rows: Sequence[Row]) -> None:
    if sum(map(len, rows)) > _MOST_CELLS:
        refuse(source.start, f"more than {_MOST_CELLS:,} cells", "leave the table alone in it")


def _see_unzipped(source: Source) -> None:
    """Refuse an archive that would fill the memory, or whose files are not of the size it says."""
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            whole = sum(member.file_size for member in archive.infolist())
            damaged = archive.testzip() if whole <= _MOST_UNZIPPED else None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError) as error:
        refuse(source.start, f"a damaged workbook ({error})", "save it anew as XLSX, ODS or CSV")
    except (EOFError, RuntimeError, ValueError, zlib.error) as error:  # cut short, or locked
        wrong = f"no workbook that can be read ({error})"
        refuse(source.start, wrong, "save it without a password")
    if whole > _MOST_UNZIPPED:
        wrong = f"a workbook of more than {_MOST_UNZIPPED:,} bytes"
        refuse(source.start, wrong, "leave the table alone in it")
    if damaged is not None:
        refuse(source.start, f"a damaged workbook ({damaged})", "save it anew")
