"""Figures inside a page: SVG that shares no id with another, and says what it shows."""

from __future__ import annotations

import re

import polars as pl
import pytest

from sim.analysis.wording import NOTICE
from sim.plots.figure import BLUE, Plate, new_figure, styled
from sim.plots.inline import inline_svg
from tests.web.html import Page

TITLE = 'id="x" url(#x) </svg><script>'


@styled()
def plate(stem: str = "sketch") -> Plate:
    figure, (ax,) = new_figure(4, 3)
    ax.plot([0, 1], [0, 1], color=BLUE, marker="o")
    ax.fill_between([0, 1], [0, 1], hatch="//")
    ax.set_title(TITLE)
    return Plate(stem, figure, pl.DataFrame(), f"A line. {TITLE}")


@pytest.fixture(scope="module")
def svg() -> str:
    return inline_svg(plate(), "one")


def test_it_is_one_element_that_loads_nothing(svg: str) -> None:
    page = Page(svg)
    assert [one.tag for one in page.root.children] == ["svg"]
    assert page.loads == []
    assert {one.tag for one in page.every}.isdisjoint({"script", "style", "metadata"})


def test_it_says_what_it_shows(svg: str) -> None:
    page = Page(svg)
    root = page.every[0]
    title, desc = root.children[:2]
    assert root.attributes["role"] == "img"
    assert root.attributes["aria-labelledby"] == "one-title one-desc"
    assert (title.tag, desc.tag) == ("title", "desc")
    assert (title.attributes["id"], desc.attributes["id"]) == ("one-title", "one-desc")
    assert desc.text == f"A line. {TITLE} This is {NOTICE}."


def test_it_says_how_wide_it_is_and_fits_where_it_stands(svg: str) -> None:
    root = Page(svg).every[0]
    assert root.attributes["style"] == "--wide: 384px"  # 4 inches
    assert root.attributes["viewbox"].startswith("0 0 288")
    assert "width" not in root.attributes


def test_two_figures_share_no_id_and_refer_to_their_own(svg: str) -> None:
    other = inline_svg(plate(), "two")
    mine, theirs = set(Page(svg).ids), set(Page(other).ids)
    assert mine.isdisjoint(theirs)
    for text, ids in ((svg, mine), (other, theirs)):
        page = Page(text)
        attributes = [(name, value) for one in page.every for name, value in one.attributes.items()]
        linked = {value for name, value in attributes if name == "href"}
        painted = {name for _, value in attributes for name in re.findall(r"url\(#(.+?)\)", value)}
        assert linked
        assert painted
        assert painted | {link.removeprefix("#") for link in linked} <= ids


def test_its_words_are_left_as_they_are(svg: str) -> None:
    assert TITLE in {one.text for one in Page(svg).all("text")}


def test_a_font_that_is_not_there_has_a_like_one(svg: str) -> None:
    for one in Page(svg).all("text"):
        assert "'DejaVu Sans', Verdana, sans-serif" in one.attributes["style"]


def test_equal_figures_give_equal_text(svg: str) -> None:
    assert inline_svg(plate(), "one") == svg
