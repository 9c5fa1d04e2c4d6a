"""What a document is made of: each writer decides how a block looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a document, or of a part of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `indent` in characters."""

    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What has to be known to read the block above."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the labels of a table: its head, in one line or more."""

    head: tuple[str, ...]
    words: bool = False  # words stand to the left, numbers to the right


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is of, and a cell for each column.

    `depth` says how far inside the rows above it lies. A row without cells may hold a `text`
    beside its label instead.
    """

    label: str
    cells: tuple[str, ...] = ()
    depth: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the heads of their columns; the title stands above the labels."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms, each with what is said of it."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and what it shows: the file it was written to, "" for none, and its name."""

    path: str
    about: str
    head: str = "SEE"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command to be copied, and what it does; `head` says when it is of use."""

    head: str
    call: str
    about: str = ""


Block = Heading | Text | Note | Table | Pairs | Figure | Command
Document = tuple[Block, ...]
