"""Every study: the same numbers by every writer and as data, and what a notebook does with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import msgspec
import pytest

from sim.api import (
    actor_map,
    bargain,
    compare,
    debrief,
    explain,
    fork,
    load,
    play,
    sensitivities,
    stability,
    sweep,
    turning_points,
)
from sim.errors import SettingError
from sim.report.blocks import Command
from sim.report.html import html
from sim.report.markdown import markdown
from sim.report.terminal import lines
from sim.studies.shown import Shown
from tests.web.html import Page

# Each study, as small as it may be.
STUDIES: dict[str, Callable[[], Shown]] = {
    "bargain": lambda: bargain(load("flat-sale"), draws=12),
    "compare": lambda: compare(load("flat-sale"), runs=10, draws=10, seed=3),
    "debrief": lambda: debrief(
        load("flat-sale"),
        {f"game-{k}": play(load("flat-sale"), seed=k).events for k in range(6)},
        futures=4,
    ),
    "explain": lambda: explain(load("flat-sale"), play(load("flat-sale")).events, 28),
    "fork": lambda: fork(
        load("flat-sale"),
        play(load("flat-sale"), seed=3).events,
        6,
        futures=20,
        sets=["seller.no_deal.worth=90"],
    ),
    "map": lambda: actor_map(load("flat-sale")),
    "stability": lambda: stability(
        load("flat-sale", ["seller.control=[price]"]), draws=12, state="1"
    ),
    "sensitivity": lambda: sensitivities(
        load("flat-sale"), inputs=["*.no_deal.worth"], points=16, runs=4, method="tornado"
    ),
    "sweep": lambda: sweep(load("flat-sale"), over=["seller.firmness=0,50,100"], runs=20),
    "sweep of two": lambda: sweep(
        load("flat-sale"), over=["seller.firmness=0,100", "buyer.firmness=0:100:50"], runs=20
    ),
    "turning points": lambda: turning_points(
        load("flat-sale"), play(load("flat-sale"), seed=6).events, futures=4
    ),
}
NUMBER = re.compile(r"[+-]?\d[\d,.]*")
WITHOUT_FIGURES = ("explain",)
WIDE = 400  # columns: nothing is wrapped or stacked


@cache
def made(study: str) -> Shown:
    return STUDIES[study]()


def numbers(text: str) -> list[str]:
    return [one.rstrip(".,") for one in NUMBER.findall(text)]


@pytest.mark.parametrize("study", STUDIES)
def test_every_writer_gives_the_same_numbers(study: str) -> None:
    document = [one for one in made(study).document() if not isinstance(one, Command)]
    printed = numbers("\n".join(lines(tuple(document), WIDE)))
    assert len(printed) > 20
    assert numbers(markdown(tuple(document))) == printed
    page = Page(str(html(tuple(document))))
    assert numbers(" ".join(page.root.parts)) == printed
    narrow = numbers("\n".join(lines(tuple(document), 40)))
    assert set(narrow) == set(printed)


@pytest.mark.parametrize("study", STUDIES)
def test_its_data_hold_all_that_its_page_says(study: str) -> None:
    result = made(study)
    again = msgspec.json.decode(msgspec.json.encode(result), type=type(result))
    assert again.document() == result.document()


@pytest.mark.parametrize("study", [one for one in STUDIES if one not in WITHOUT_FIGURES])
def test_in_a_notebook_it_is_a_page_with_its_figures_and_a_frame(study: str) -> None:
    result = made(study)
    page = Page(result._repr_html_())
    assert page.loads == []
    assert len(page.all("figure")) == len(result.plates()) > 0
    assert len(page.ids) == len(set(page.ids))
    assert result.frame().height > 0
    assert result.figure() is not result.figure()  # drawn when it is asked for
    with pytest.raises(SettingError, match="no figure is called 'x' here: write one of"):
        result.figure("x")


def test_what_has_no_figure_says_so_and_has_a_page_and_a_frame() -> None:
    result = made("explain")
    page = Page(result._repr_html_())
    assert (page.loads, page.all("figure"), list(result.plates())) == ([], [], [])
    assert result.frame().height > 1
    for draw in (result.figure, lambda: result.frame("x")):
        with pytest.raises(SettingError, match="there is no figure here"):
            draw()
