"""Pairs of positions that a file declares."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.scenario.ground_rules import ground_rules
from sim.scenario.loading import load_text
from tests.engine.made import Data, case_of, plain

WORTHS = ["ada.no_deal.worth", "bob.no_deal.worth"]


def faults(*pairs: list[str], **changes: Data) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        case_of(plain(pairs=list(pairs), **changes))
    return [f"{one.path}: {one.wrong}: {one.cure}" for one in caught.value.faults]


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (["ada.no_deal.wort", WORTHS[1]],
         "pairs.0.0: unknown position (got ada.no_deal.wort): did you mean ada.no_deal.worth?"),
        (["cid.firmness", WORTHS[1]],
         "pairs.0.0: unknown position (got cid.firmness): did you mean ada.firmness?"),
        ([WORTHS[0], "bob.opening_concession"],
         "pairs.0.1: cannot change from now on (got bob.opening_concession)"),
        ([WORTHS[0], "bob.precision"], "pairs.0.1: no position (got bob.precision)"),
        ([WORTHS[0], "bob.price.red_line"],
         "pairs.0.1: a position that can be one value only (got bob.price.red_line: none): write"),
        ([WORTHS[0], WORTHS[0]], "pairs.0.1: a position with itself (got ada.no_deal.worth)"),
        ([WORTHS[0]], "pairs.0: not two positions (got [ada.no_deal.worth])"),
    ],
)  # fmt: skip
def test_a_pair_of_what_is_no_position_or_cannot_change_is_a_fault(
    pair: list[str], told: str
) -> None:
    (fault,) = faults(pair)
    assert fault.startswith(told)


def test_a_pair_stands_once_in_whatever_order() -> None:
    (fault,) = faults(WORTHS, WORTHS[::-1])
    assert fault.startswith("pairs.1: a pair that stands above (got bob.no_deal.worth, ada.")


def test_a_fault_has_its_place_in_the_file() -> None:
    text = case_of(plain()).text
    lines = f"{text[:-1]},\n  pairs: [\n    [ada.firmness, nobody]]\n}}"
    with pytest.raises(ScenarioError, match=r"made.yaml:3:20: pairs.0.1: unknown position"):
        load_text(lines, "made.yaml")


def test_what_is_wanted_is_a_position_however_it_is_said_and_where_it_is_certain() -> None:
    data = plain(pairs=[["ada.price.wants", "bob.time.wants"]])
    data["actors"]["ada"]["price"] = {"opposes": "p4"}
    assert case_of(data).scenario.pairs == (("ada.price.wants", "bob.time.wants"),)


def test_a_case_that_sets_one_of_a_pair_asks_for_no_pairs() -> None:
    case = case_of(plain(pairs=[WORTHS]))
    assert case.variant((("ada.no_deal.worth", "40"),)).scenario.pairs == ()


def test_the_codebook_tells_pairs_and_packages_that_cannot_be() -> None:
    rules: Data = {
        "infeasible": [{"price": ["p1", "p2"], "time": "t1", "why": "too cheap"}],
        "requires": [{"if": {"time": "t3"}, "then": {"price": "p1"}, "why": "nobody pays late"}],
    }
    told = ground_rules(case_of(plain(pairs=[WORTHS], **rules)))
    assert [(row.path, row.range_text, row.backing) for row in told] == [
        ("infeasible.0", "never price p1 or p2 with time t1: too cheap", "assumed: too cheap"),
        ("requires.0", "where time t3, only price p1: nobody pays late",
         "assumed: nobody pays late"),
        ("pairs.0", "ada.no_deal.worth with bob.no_deal.worth", "assumed: declared in the file"),
    ]  # fmt: skip
