"""A report as HTML: what it holds, what it never loads, and that its words stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from sim.analysis.wording import NOTICE
from sim.cli.reported import reported
from sim.errors import SettingError
from sim.version import VERSION
from sim.web.blocks import Block, Folded, Paragraph, Table
from sim.web.page import page
from sim.web.parts import PARTS, Part
from sim.web.report import Report
from tests.web.html import Page
from tests.web.made import SCRIPT, asked, titled_with_a_script

pytestmark = pytest.mark.long  # in the process in which a browser opens the same page


@pytest.fixture(scope="module")
def found(text: str) -> Page:
    return Page(text)


def test_it_is_a_page_of_this_language_for_any_screen(found: Page) -> None:
    (html,) = found.all("html")
    metas = {one.attributes.get("name"): one.attributes.get("content") for one in found.all("meta")}
    assert found.declared == "DOCTYPE html"
    assert html.attributes["lang"] == "en"
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert found.all("title")[0].text == f"{SCRIPT} ({NOTICE})"


def test_it_loads_nothing_and_runs_nothing(found: Page) -> None:
    assert found.loads == []
    assert found.all("script") == found.all("iframe") == found.all("img") == []
    (policy,) = (one for one in found.all("meta") if "http-equiv" in one.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    links = [one.attributes["href"] for one in found.all("a")]
    assert all(link.startswith("#") for link in links)


def test_every_id_is_there_once_and_every_reference_leads_somewhere(found: Page) -> None:
    ids = set(found.ids)
    assert len(found.ids) == len(ids)
    for one in found.every:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(one.attributes.get(name, "").split()) <= ids, one.attributes
        link = one.attributes.get("href", "")
        assert not link.startswith("#") or link[1:] in ids, link


def test_the_contents_list_every_section_in_order(found: Page) -> None:
    (nav,) = found.all("nav")
    sections = [one.attributes["id"] for one in found.all("section")]
    assert [one.attributes["href"][1:] for one in nav.all("a")] == sections
    assert sections == [part.name for part in PARTS]
    assert [one.text for one in nav.all("a")] == [part.title for part in PARTS]


def test_headings_leave_out_no_level(found: Page) -> None:
    levels = [int(one.tag[1]) for one in found.every if re.fullmatch(r"h[1-6]", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_is_told_in_words_and_says_that_it_is_a_model(found: Page) -> None:
    figures = found.all("figure")
    assert len(figures) >= 9
    for number, figure in enumerate(figures, 1):
        (svg,), (caption,) = figure.all("svg"), figure.all("figcaption")
        (desc,) = svg.all("desc")
        assert svg.attributes["role"] == "img"
        assert len(desc.text) > 60
        assert NOTICE in desc.text
        assert caption.text.startswith(f"Figure {number}. ")
        assert NOTICE in caption.text
        drawn = " ".join(one.text for one in svg.all("text"))
        assert NOTICE[1:] in drawn


def test_every_table_has_a_caption_and_heads_with_their_scope(found: Page) -> None:
    tables = found.all("table")
    assert len(tables) >= 12
    for number, table in enumerate(tables, 1):
        (caption,) = table.all("caption")
        assert caption.text.startswith(f"Table {number}. ")
        assert table.parent is not None
        assert table.parent.attributes["tabindex"] == "0"
        assert {one.attributes["scope"] for one in table.all("th")} >= {"col", "row"}
        (head,) = table.all("thead")
        (heads,) = head.all("tr")
        rows = [row for row in table.all("tr") if "colspan" not in row.children[0].attributes]
        assert {len(row.children) for row in rows} == {len(heads.children)}


def test_the_notice_stands_at_its_head_and_foot(found: Page) -> None:
    for tag in ("header", "footer"):
        (one,) = found.all(tag)
        assert one.text.startswith("A model: neither news nor forecast")


def test_it_says_how_to_make_it_again(found: Page) -> None:
    (again,) = (one for one in found.all("section") if one.attributes["id"] == "again")
    said = again.text
    assert "-n 20 --draws 10 --seed 3 -o report.html" in said
    assert f"Detente {VERSION}" in said
    assert re.search(r"Digest of the scenario ?[0-9a-f]{64}", said)


def test_a_title_that_is_code_is_shown_as_words(text: str, found: Page) -> None:
    assert "<script" not in text
    assert found.all("h1")[0].text == SCRIPT
    assert text.count("&lt;script&gt;") > 5


def test_equal_inputs_give_equal_bytes(text: str, tmp_path: Path) -> None:
    blocks: list[Block] = [
        Table("A table", ("One", "Two"), [("a_b.c", "1")]),
        Folded("More", [Paragraph("x")]),
    ]
    first, second = (with_parts(tmp_path, Part("only", "Only", lambda _: blocks)) for _ in "ab")
    assert first == second
    assert "a_<wbr>b.<wbr>c" in first
    assert not re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", text)


def with_parts(folder: Path, *parts: Part, quick: bool = False) -> str:
    with reported(asked(titled_with_a_script(folder), quick=quick)) as found:
        return page(found, begin=lambda _: None, parts=parts)


def refuse(_: Report) -> list[Block]:
    raise SettingError("there is <nothing> to play")


def test_a_part_that_cannot_be_played_says_why(tmp_path: Path) -> None:
    part = Part("odd", "Odd", refuse, plays=True)
    (section,) = Page(with_parts(tmp_path, part)).all("section")
    assert section.text == "Odd Left out: there is <nothing> to play"
    with pytest.raises(SettingError):
        with_parts(tmp_path, replace(part, plays=False))


def test_quick_leaves_out_what_is_slow_and_says_so(tmp_path: Path) -> None:
    part = Part("odd", "Odd", refuse, plays=True, slow=True)
    (section,) = Page(with_parts(tmp_path, part, quick=True)).all("section")
    assert section.text == "Odd Left out: the report was made with --quick."


def test_two_parts_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    part = Part("odd", "Odd", lambda _: [])
    with pytest.raises(AssertionError):
        with_parts(tmp_path, part, part)


@pytest.mark.parametrize(
    "broken",
    [
        '<img src="https://example.org/a.png">',
        '<link href="style.css">',
        "<style>a { background: url(a.png) }</style>",
        "<style>@import 'a.css';</style>",
        '<p onclick="x()">a</p>',
        '<p style="background: url(//a)">a</p>',
    ],
)
def test_a_page_that_loads_something_is_seen(broken: str) -> None:
    assert len(Page(broken).loads) == 1


@pytest.mark.parametrize("broken", ["<p><b>a</p></b>", "<div><p>a</p>", "<p>a</p></div>"])
def test_a_page_that_is_not_well_formed_is_seen(broken: str) -> None:
    with pytest.raises(AssertionError):
        Page(broken)
