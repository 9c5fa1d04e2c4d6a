"""GeniusWeb domains and profiles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sim.imports.notes import Fate, ForeignError
from tests.imports.reading import bargained, notes, put, read

ISSUES = {"fare": ["cheap", "dear"], "day": ["2 sept.", "3 sept.", "\u00e9t\u00e9"]}
DOMAIN = {"name": "flight", "issuesValues": {n: {"values": v} for n, v in ISSUES.items()}}


def space(
    name: str, weights: Mapping[str, float], worths: Mapping[str, Mapping[str, float]],
    bid: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    utilities = {n: {"discreteutils": {"valueUtilities": row}} for n, row in worths.items()}
    inner = {"issueUtilities": utilities, "issueWeights": weights, "domain": DOMAIN, "name": name}
    if bid is not None:
        inner["reservationBid"] = {"issuevalues": bid}
    return {"LinearAdditiveUtilitySpace": inner}


def drawn(luck: Random, name: str, bid: Mapping[str, str] | None) -> dict[str, Any]:
    first = luck.randint(1, 99) / 100
    worths = {n: {v: luck.randint(0, 1000) / 1000 for v in row} for n, row in ISSUES.items()}
    return space(name, {"fare": first, "day": 1 - first}, worths, bid)


def worth(one: Mapping[str, Any], deal: Mapping[str, str]) -> float:
    inner = one["LinearAdditiveUtilitySpace"]
    rows = {n: row["discreteutils"]["valueUtilities"] for n, row in inner["issueUtilities"].items()}
    return float(sum(inner["issueWeights"][n] * rows[n][v] for n, v in deal.items()))


@pytest.mark.parametrize("seed", range(4))
def test_the_zone_is_what_enumeration_finds(seed: int, tmp_path: Path) -> None:
    luck = Random(seed)
    bids: list[Mapping[str, str]] = [
        {n: luck.choice(row) for n, row in ISSUES.items()},
        {"day": luck.choice(ISSUES["day"])},  # the rest is worth 0
    ]
    one, other = (drawn(luck, name, bid) for name, bid in zip("ab", bids, strict=True))
    deals = [dict(zip(ISSUES, values, strict=True)) for values in product(*ISSUES.values())]
    open_ = sum(
        worth(one, deal) >= worth(one, bids[0]) - 1e-9
        and worth(other, deal) >= worth(other, bids[1]) - 1e-9
        for deal in deals
    )
    texts = {
        "domain_json": json.dumps(DOMAIN, indent="\t"),
        "a_json": json.dumps(one, indent="\t"),
        "b_json": json.dumps(other),
    }
    found, case = read(put(tmp_path, **texts))
    assert found.format == "geniusweb"
    assert bargained(case).space.size == ((open_,) * 3 if open_ else None)
    assert any("leaves out are worth 0" in note for note in notes(found, Fate.ASSUMED))


def test_without_a_bid_no_deal_is_worth_nothing_and_it_is_said(tmp_path: Path) -> None:
    luck = Random(0)
    texts = {f"{n}_json": json.dumps(drawn(luck, n, None)) for n in "ab"}
    found, case = read(put(tmp_path, **texts))
    assert case.text.count("no_deal: {worth: 0}") == 2
    assert sum("no reservation bid" in note for note in notes(found, Fate.ASSUMED)) == 2


def good() -> dict[str, Any]:
    return drawn(Random(1), "b", {"fare": "dear", "day": "2 sept."})


GOOD = json.dumps(good(), indent=1)


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ('{"DefaultPartialOrdering": {}}', "b.json:1:1", "partial order"),
        ('{"SumOfGroupsUtilitySpace": {}}', "b.json:1:1", "not linear additive"),
        (GOOD.replace('"dear"', '"free"', 1), "b.json:8:", "not in the domain"),
        (GOOD.replace('"issueWeights"', '"weights"'), "b.json:", "issueWeights is missing"),
        (GOOD.replace('"fare": "dear"', '"fare": "free"'), "b.json:", "not in the domain"),
        (GOOD.replace("0.", "7.", 1), "b.json:7:", "outside 0 to 1"),
        (GOOD[:-9], "b.json:", "no JSON"),
        (GOOD.replace("0.", "NaN, 0.", 1), "b.json:", "no JSON"),
        (json.dumps(DOMAIN), "a.json", "1 profiles"),
        ("[" * 5000, "b.json:", "no JSON"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    text: str, where: str, why: str, tmp_path: Path
) -> None:
    with pytest.raises(ForeignError, match=why) as error:
        read(put(tmp_path, a_json=GOOD, b_json=text))
    assert where in str(error.value)
