"""What a section of a page is made of; `page.html` says how each looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from sim.plots.figure import Plate
from sim.report.blocks import Document
from sim.report.blocks import Figure as Drawn
from sim.studies.shown import Shown


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` is note, warning or nothing."""

    text: str
    role: str = ""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part of a section."""

    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that stands by itself, to be quoted."""

    text: str
    kind: ClassVar[str] = "quote"


@dataclass(frozen=True, slots=True)
class Listing:
    """Points, one under the other."""

    items: Sequence[str]
    kind: ClassVar[str] = "listing"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Terms, each with what is said of it."""

    items: Sequence[tuple[str, str]]
    kind: ClassVar[str] = "pairs"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads: the first cell heads its row, the first `left` are words.

    A row of one cell heads the rows after it. On a phone a table of words alone is set with
    the cells of a row below each other.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: int = 1
    kind: ClassVar[str] = "table"

    @property
    def words(self) -> bool:
        """Whether it holds words alone, and more than fit side by side on a phone."""
        return self.left == len(self.heads) > 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what is said below it; `named` where a page has several of a kind."""

    plate: Plate
    caption: str
    named: str = ""
    kind: ClassVar[str] = "figure"

    @property
    def name(self) -> str:
        """What its ids begin with."""
        return self.named or self.plate.stem


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands to be copied, under a line that says what they are for."""

    about: str
    lines: Sequence[str]
    kind: ClassVar[str] = "commands"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A text as it stands, line by line."""

    about: str
    text: str
    kind: ClassVar[str] = "verbatim"


@dataclass(frozen=True, slots=True)
class Studied:
    """The page of a study, without its title."""

    document: Document
    plates: Sequence[Plate]
    kind: ClassVar[str] = "studied"

    @classmethod
    def of(cls, result: Shown, name: str = "") -> Studied:
        """What a result shows; `name` is what its figure is called among others of its kind."""
        document, plates = result.document()[1:], result.plates()
        if name:
            document = tuple(
                replace(one, name=name) if isinstance(one, Drawn) else one for one in document
            )
            plates = [replace(one, stem=name) for one in plates]
        return cls(document, plates)


@dataclass(frozen=True, slots=True)
class Folded:
    """Blocks that are shown when they are asked for, and on paper."""

    summary: str
    blocks: Sequence[Block]
    kind: ClassVar[str] = "folded"


Block = (
    Paragraph
    | Heading
    | Quote
    | Listing
    | Pairs
    | Table
    | Figure
    | Commands
    | Verbatim
    | Folded
    | Studied
)


def commands(about: str, *lines: str) -> list[Block]:
    """Those of these commands that there are, if there are any."""
    known = [line for line in lines if line]
    return [Commands(about, known)] if known else []


def note(text: str) -> Paragraph:
    """How something was counted, in small."""
    return Paragraph(text, "note")


def warning(text: str) -> Paragraph:
    """What must not be overlooked."""
    return Paragraph(text, "warning")
