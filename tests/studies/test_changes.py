"""A study of what each position moves if it changed now."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from sim.analysis import double
from sim.ensemble.changed import Change, changed, joined, kept_runs
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
    assert pair.first_levels == ("20", "70")


def test_a_found_pair_is_played_at_the_words_between_its_ends_too(
    sale: Ensemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        *SETS,
        "seller.price.red_line={choice: {none: 1, soft: 1, hard: 1}}",
        "pairs=[[seller.price.red_line, buyer.no_deal.worth]]",
    ]
    sale = replace(sale, case=load("flat-sale", lines))
    *_, without = changes(sale, 4)
    assert without.pairs[0].first_levels == ("none", "hard")
    monkeypatch.setattr(double, "RATE", 1.0)
    *_, last = changes(sale, 4)
    (pair,) = last.pairs
    assert pair.first_levels == ("none", "soft", "hard")
    corner, levels = without.pairs[0].table.levels, pair.table.levels
    assert [(row[0], row[2]) for row in levels] == list(corner)
    soft: Change = (("seller.price.red_line", "soft"), ("buyer.no_deal.worth", "70"))
    played = joined(list(changed(*kept_runs(sale, 4), [soft], 1)))
    deals = float((played.ending[1] == 0).mean())
    assert pair.corners[0].levels[1][1] == pytest.approx(deals)
