"""A hard red line bars a recorded yes only while its demand stands."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import ScenarioError
from tests.engine.made import Data, case_of, entry, plain


def story(red_line: Data, *moves: tuple[str, str, str]) -> Data:
    """Ada says yes on the 10th to a price that her line would bar."""
    data = plain(
        calendar={"start": "2025-01-01", "now": "2025-01-20", "horizon": "60 days"},
        texts={
            "map": {"by": "mia", "terms": {"price": "p3"}, "answer_by": "20 days"},
            "later": {"by": "mia", "answer_by": "20 days"},
        },
    )
    told = [
        ("2025-01-08", "mia", "table", "map"),
        ("2025-01-10", "ada", "accept", "map"),
        ("2025-01-11", "mia", "table", "later"),
        *((when, "ada", does, what) for when, does, what in moves),
    ]
    data["record"] = {f"e{k}": entry(*one) for k, one in enumerate(sorted(told))}
    data["actors"]["ada"]["price"] |= {"red_line": "hard", "red_line_from": 1, **red_line}
    return data


RAISE, WITHDRAW = ("raise", "ada.price"), ("withdraw", "ada.price")


@pytest.mark.parametrize(
    ("line", "moves"),
    [
        ({"raised": "2025-01-11"}, ()),
        ({"raised": "2025-01-09..2025-01-12"}, ()),  # may stand by then, and may not
        ({}, (("2025-01-12", *RAISE),)),
        ({}, (("2025-01-09", *WITHDRAW),)),
        ({"raised": "2025-01-02"}, (("2025-01-09", *WITHDRAW),)),
    ],
)
def test_a_yes_before_the_line_stands_or_after_it_is_withdrawn_is_no_fault(
    line: dict[str, Any], moves: tuple[tuple[str, str, str], ...]
) -> None:
    assert case_of(story(line, *moves)).names.actors == ("ada", "bob", "mia")


@pytest.mark.parametrize(
    ("line", "moves"),
    [
        ({}, ()),
        ({"raised": "2025-01-09"}, ()),
        ({"withdrawn": "2025-02-01"}, ()),
        ({}, (("2025-01-03", *RAISE),)),
        ({}, (("2025-01-12", *WITHDRAW),)),
    ],
)
def test_a_yes_while_the_line_surely_stands_is_refused(
    line: dict[str, Any], moves: tuple[tuple[str, str, str], ...]
) -> None:
    with pytest.raises(ScenarioError, match="a yes across ada's hard red line on price"):
        case_of(story(line, *moves))
