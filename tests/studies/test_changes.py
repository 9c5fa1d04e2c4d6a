"""A study of what each position moves if it changed now."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from sim.ensemble.chunks import Settings
from sim.ensemble.driver import Ensemble, ensemble
from sim.scenario.loading import load
from sim.studies.ensemble.changes import changes
from sim.studies.progress import Progress

SETS = ["buyer.firmness=50", "parties.no_deal.loss_in_90_days=10", "parties.salience.price=70"]


@pytest.fixture(scope="module")
def sale() -> Ensemble:
    """A sale in which little is unknown."""
    case = load("flat-sale", [*SETS, "seller.firmness=50"])
    return ensemble(case, Settings(runs=20, draws=10, seed=1, jobs=1))


def test_partial_results_come_first_and_the_whole_one_last(sale: Ensemble) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(told=lambda done, asked, _: told.append((done, asked)))
    *parts, whole = changes(sale, 20, progress=progress)
    assert [part.complete for part in parts] == [False] * len(parts) != []
    assert whole.complete
    assert whole.if_changed.runs == 20
    assert whole.if_changed.draws == 10
    assert told[-1][0] == told[-1][1]
    assert [(pair.first, pair.second) for pair in whole.pairs] == [
        ("buyer.no_deal.worth", "seller.no_deal.worth")
    ]


def test_a_cancelled_one_ends_with_what_was_finished(sale: Ensemble) -> None:
    *_, last = changes(sale, 20, progress=Progress(cancelled=lambda: True))
    assert not last.complete
    assert 0 < last.if_changed.runs < 20


def test_what_it_finds_is_plain_data(sale: Ensemble) -> None:
    *_, last = changes(sale, 4)
    assert msgspec.json.decode(msgspec.json.encode(last))["complete"]


def test_pairs_that_the_file_declares_are_set_in_place_of_the_usual_ones(sale: Ensemble) -> None:
    lines = ["pairs=[[seller.no_deal.worth, buyer.firmness]]"]
    *_, last = changes(replace(sale, case=load("flat-sale", lines)), 4)
    (pair,) = last.pairs
    assert (pair.first, pair.second) == ("seller.no_deal.worth", "buyer.firmness")
    assert pair.first_ends == ("20", "70")
