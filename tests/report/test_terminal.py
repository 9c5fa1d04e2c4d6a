"""A document as lines: aligned by display width, never wider than the terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from sim.report.blocks import (
    Column,
    Command,
    Document,
    Figure,
    Heading,
    Note,
    Pairs,
    Row,
    Table,
    Text,
)
from sim.report.terminal import lines

COLUMNS = (Column(("",), words=True), Column(("runs",)), Column(("of 100", "at most")))
TABLE = Table(
    "HOW THEY ENDED",
    COLUMNS,
    (
        Row("deal", ("##", "1,984", "49")),
        Row("国境の回廊に部隊が残る、密輸は別の手段で防がれる", ("", "7", "<1"), 2),
        Row("issue"),
        Row("alone", text="both hard 101 of 500: each matters where the other stands, not alone"),
    ),
)
DOCUMENT: Document = (
    Heading("A title"),
    Text("A model."),
    TABLE,
    Note("How it was counted."),
    Text("To quote: 'x'", 2),
    Pairs((("Sources", "one"), ("Numbers", "two"))),
    Figure("out/a.png", "what moves"),
    Command("NEXT", "detente compare cairo-2024 --set a.b=1 --what-if c", "the changes it names"),
)


@pytest.mark.parametrize("width", [80, 60, 40, 24])
def test_no_line_is_wider_than_the_terminal_by_display_width(width: int) -> None:
    assert [line for line in lines(DOCUMENT, width) if cell_len(line) > width] == []


def test_numbers_end_below_each_other_whatever_the_script() -> None:
    head, below, deal, wide, *_ = lines((TABLE,))
    ends = [cell_len(head.rstrip()), cell_len(below), cell_len(deal), cell_len(wide)]
    assert ends == [80, 80, 80, 80]
    runs = [cell_len(line[: line.index(word) + len(word)])
            for line, word in ((head, "runs"), (deal, "1,984"), (wide, " 7"))]  # fmt: skip
    assert len(set(runs)) == 1


def test_words_stand_to_the_left_and_rows_lie_inside_others() -> None:
    told = lines((Table("T", COLUMNS, (Row("a", ("#", "1", "2")), Row("b", ("##", "1", "2"), 2))),))
    assert told[2].startswith("  a ")
    assert told[3].startswith("    b ")
    assert told[2].index("#") == told[3].index("##")


def test_where_columns_do_not_fit_heads_stand_above_and_cells_behind_their_label() -> None:
    told = lines((Table("T", COLUMNS[1:], (Row("a long label", ("1 ", "2")),)),), 20)
    assert told == ["T: runs, of 100 at", "  most", "  a long label: 1, 2"]


def test_a_label_lies_over_empty_cells_before_it_is_continued() -> None:
    rows = Row("deal", ("#####", "1", "2")), Row("x" * 60, ("", "1", "2"), 2)
    assert len(lines((Table("T", COLUMNS, rows),))) == 4


def test_a_table_is_no_wider_than_its_labels_need() -> None:
    rows = Row("deal", ("#", "1", "2")), Row("a heading without cells, " * 9)
    assert max(map(cell_len, lines((Table("T", COLUMNS, rows),), 200)[:3])) == 80


def test_a_title_that_leaves_no_room_for_heads_stands_above_them() -> None:
    told = lines((Table("A title of many words " * 3, COLUMNS[1:], (Row("a", ("1", "2")),)),), 40)
    assert told[0].startswith("A title of many words")
    assert told[-3].endswith("runs   of 100")


def test_what_belongs_together_stands_together() -> None:
    told = lines(DOCUMENT)
    assert told[:3] == ["A title", "A model.", ""]
    assert told[told.index("  How it was counted.") - 1] != ""
    assert told[told.index("  To quote: 'x'") - 1] == ""


def test_a_command_runs_when_its_line_is_pasted_and_says_what_it_does() -> None:
    *_, call, about = lines((Command("NEXT", "detente compare x " + "-n 100 " * 7, "why"),))
    assert call.startswith("NEXT    detente compare x")
    assert about.strip() == "# why"
    assert lines((Command("NEXT", "detente x", "why"),))[0].split() == [
        "NEXT", "detente", "x", "#", "why",
    ]  # fmt: skip


def test_nothing_is_coloured() -> None:
    assert "\x1b" not in "\n".join(lines(DOCUMENT))
