"""GENIUS domains and profiles."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pytest

from sim.imports.notes import Fate, ForeignError
from tests.imports.genius import domain, profile
from tests.imports.reading import bargained, notes, put, read

TRIP = {"Where": ("sea", "hills & woods", "20° town"), "When": ("May", "June")}
KITE = {"Kite": ("a", "b", "c", "d")}


def reserved(value: str) -> str:
    return f'<discount_factor value="1.0"/><reservation value="{value}"/>'


def test_nash_and_kalai_smorodinsky_of_the_kite(tmp_path: Path) -> None:
    paths = put(
        tmp_path,
        domain_xml=domain(KITE),
        a_xml=profile(KITE, ["1"], [["0", "25", "75", "100"]]),
        b_xml=profile(KITE, ["1"], [["100", "25", "75", "0"]]),
    )
    found, case = read(paths)
    assert found.format == "genius"
    rows = bargained(case).space.rows
    assert [row.terms for row in rows if row.solutions[0]] == [("c",)]
    assert [row.terms for row in rows if row.solutions[1]] == [("c",)]
    assert any("no reservation of a" in note for note in notes(found, Fate.ASSUMED))


def test_two_that_tie_are_both_nash(tmp_path: Path) -> None:
    deal = {"Deal": ("mine", "yours", "even")}
    paths = put(
        tmp_path,
        a_xml=profile(deal, ["1.0"], [["1000", "160", "299"]], reserved("0.00")),
        b_xml=profile(deal, ["1.0"], [["160", "1000", "299"]], reserved("0.00")),
    )
    space = bargained(read(paths)[1]).space
    assert {row.terms for row in space.rows if row.solutions[0]} == {("mine",), ("yours",)}
    assert space.tied[0] == 1.0


@pytest.mark.parametrize("seed", range(3))
def test_the_zone_is_what_enumeration_finds(seed: int, tmp_path: Path) -> None:
    luck = Random(seed)
    weights = [["0.3", "0.7"], ["0.55", "0.45"], ["1", "3"]]
    worths = [[[luck.randint(1, 9) for _ in options] for options in TRIP.values()] for _ in weights]
    least = [0.6, 0.5, 0.7]
    paths = put(
        tmp_path,
        **{
            f"p{k}_xml": profile(TRIP, weights[k], [list(map(str, row)) for row in worths[k]],
                                 reserved(str(least[k])))
            for k in range(3)
        },
    )  # fmt: skip

    def worth(k: int, deal: tuple[int, ...]) -> float:
        shares = [float(one) for one in weights[k]]
        parts = zip(shares, worths[k], deal, strict=True)
        return sum(w * row[at] / max(row) for w, row, at in parts) / sum(shares)

    deals = product(range(3), range(2))
    open_ = sum(all(worth(k, deal) >= least[k] for k in range(3)) for deal in deals)
    size = bargained(read(paths)[1]).space.size
    assert size == ((open_,) * 3 if open_ else None)


def test_what_is_discounted_is_lost_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    text = profile(KITE, ["1"], [["0", "25", "75", "100"]], '<discount_factor value="0.9"/>')
    paths = put(tmp_path, a_xml=text.encode("utf-8-sig"), b_xml=text.encode("utf-16"))
    found, _ = read(paths)
    assert sum("the discount factor 0.9" in note for note in notes(found, Fate.LOST)) == 2


GOOD = profile(TRIP, ["0.4", "0.6"], [["1", "2", "3"], ["4", "5"]])
BOMB = '<!DOCTYPE a [<!ENTITY b "bb">]><utility_space>&b;</utility_space>'


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (GOOD.replace('"2"', '"two"', 1), "b.xml:", "no number"),
        (GOOD.replace(' evaluation="4"', ""), "b.xml:8:1", "without evaluation"),
        (GOOD.replace('<weight index="2" value="0.6"/>', ""), "b.xml:7:1", "without a weight"),
        (GOOD.replace('"When"', '"Who"'), "b.xml:7:1", "not in the domain"),
        (GOOD.replace('"June"', '"July"'), "b.xml:9:1", "not in the domain"),
        (GOOD.replace('"June"', '"May"'), "b.xml:9:1", "there twice"),
        (GOOD.replace("discrete", "real"), "b.xml:2:1", "real"),
        (GOOD.replace("</objective>", ""), "b.xml:", "no XML"),
        (GOOD.replace("0.4", "-1"), "b.xml:", "outside"),
        (BOMB, "b.xml:1:", "document type"),
        ("<utility_space/>", "b.xml:1:1", "no GENIUS"),
        (domain(TRIP), "a.xml", "1 profiles"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    text: str, where: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(ForeignError, match=why) as error:
        read(put(tmp_path, a_xml=GOOD, b_xml=text))
    assert where in str(error.value)
