from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sim.analysis.design import design_of
from sim.analysis.shares import outcome_shares
from sim.analysis.terms import framework_terms
from sim.analysis.timing import cumulative_incidence, day_grid, timings
from sim.analysis.wording import bar, in_100, quotation, size_of, whole, why_no_range
from tests.analysis.fakes import OPTIONS, frame_of, mixed, two_level


def test_quartiles_are_days_of_runs() -> None:
    frame = frame_of(np.full((4, 1), "deal")).with_columns(
        framework_day=pl.Series([1.0, 2.0, 3.0, 40.0]), end_day=pl.Series([5.0, 6.0, 7.0, 90.0])
    )
    framework, deal = timings(frame)
    assert (framework.what, framework.count) == ("framework", 4)
    assert (framework.lower_quartile, framework.median, framework.upper_quartile) == (1, 2, 3)
    assert (deal.what, deal.median) == ("deal", 6)
    heavy = timings(frame.with_columns(weight=pl.Series([1.0, 1.0, 1.0, 9.0])))
    assert heavy[0].median == 40


def test_days_that_never_came_are_none() -> None:
    framework, deal = timings(frame_of(np.full((3, 2), "collapsed")))
    assert (framework.count, framework.median, deal.count, deal.median) == (0, None, 0, None)


def test_incidence_rises_to_the_shares() -> None:
    frame = mixed()
    days = day_grid(frame)
    found = cumulative_incidence(frame, days)
    for line, share in zip(found, outcome_shares(frame), strict=True):
        assert line.outcome == share.outcome
        assert (np.diff(line.share) >= 0).all()
        assert line.share[-1] == pytest.approx(share.share)
        assert ((line.low <= line.share) & (line.share <= line.high)).all()
    no_agreement = found[-1]
    assert no_agreement.share[-2] == 0
    assert no_agreement.share[-1] > 0


def test_incidence_counts_a_day_once_it_is_over() -> None:
    frame = frame_of(np.full((2, 1), "deal")).with_columns(end_day=pl.Series([10.0, 20.0]))
    deal = cumulative_incidence(frame, [0, 9.99, 10, 19, 20])[0]
    assert deal.share.tolist() == [0, 0, 0.5, 0.5, 1]


def test_terms_are_shares_of_frameworks() -> None:
    frame = mixed()
    found = framework_terms(frame, OPTIONS)
    assert found.frameworks == frame["framework_day"].is_not_null().sum()
    assert found.without == pytest.approx(1 - found.frameworks / 2000)
    for issue, options in found.issues.items():
        assert [option.option for option in options] == list(OPTIONS[issue])
        assert sum(option.share for option in options) == pytest.approx(1)


def test_a_framework_is_halfway_where_one_issue_is() -> None:
    frame = frame_of(np.full((4, 1), "deal")).with_columns(
        **{
            "term.corridor": pl.Series(["stay", "reduced", "leave", "leave"]),
            "term.other_demands": pl.Series(["met", "partly", "dropped", "met"]),
            "term.sequence": pl.Series(["before", "before", "later", "partly"]),
        }
    )
    halfway = framework_terms(frame, OPTIONS).halfway
    assert halfway is not None
    assert (halfway.count, halfway.share) == (2, 0.5)
    two = {"corridor": ("stay", "leave")}
    assert framework_terms(frame, two).halfway is None


def test_terms_without_frameworks() -> None:
    found = framework_terms(frame_of(np.full((3, 2), "collapsed")), OPTIONS)
    assert (found.frameworks, found.without, found.halfway) == (0, 1, None)
    assert all(option.share == 0 for option in found.issues["corridor"])
    assert all(option.sampling is None for option in found.issues["corridor"])


def test_terms_have_both_ranges_as_outcomes_do() -> None:
    # Where every framework of a draw says the same, luck moves nothing and inputs all.
    deals = frame_of(np.full((100, 20), "deal"))
    same = deals.with_columns(
        **{"term.sequence": pl.when(pl.col("draw") < 50).then(pl.lit("before"))
           .otherwise(pl.lit("later"))}
    )  # fmt: skip
    found = framework_terms(same, OPTIONS)
    before, _, later = found.issues["sequence"]
    for option in (before, later):
        assert option.sampling is not None
        assert (option.sampling.low, option.sampling.high) == pytest.approx((0.4, 0.6), abs=0.02)
        assert option.inputs is not None
        assert (option.inputs.low, option.inputs.high) == pytest.approx((0, 1), abs=0.02)
    assert (found.without, found.without_sampling.low) == (0, 0)


def test_too_few_draws_with_a_framework_leave_its_terms_without_a_range() -> None:
    outcomes = np.full((100, 10), "no_agreement", dtype="<U30")
    outcomes[:58] = "deal"
    found = framework_terms(frame_of(outcomes), OPTIONS)
    assert all(x.inputs is None for options in found.issues.values() for x in options)
    assert found.without_inputs is not None


def test_the_sentence_to_quote() -> None:
    share = outcome_shares(two_level(100, 20, (2.0, 5.0)))[0]
    assert share.inputs is not None
    low, high = whole(share.inputs.low), whole(share.inputs.high)
    assert quotation(share) == (
        f"In a model, {share.count} of 2,000 runs ended in a deal. For nine in ten draws of the "
        f"inputs that fit the record the model's chance lies between {low} and {high}%; other "
        "assumptions would give another answer."
    )


def test_the_sentence_admits_what_was_not_measured_or_was_weighted() -> None:
    assert "was not measured" in quotation(outcome_shares(two_level(9, 1, (2.0, 2.0)))[0])
    frame = mixed(20, 5).with_columns(weight=pl.Series(np.linspace(1, 2, 100)))
    assert "weighted runs, worth 9" in quotation(outcome_shares(frame)[3])


def test_the_size_of_an_ensemble_in_words() -> None:
    design = design_of(mixed())
    assert size_of(design) == "2,000 runs: 100 draws of the unknown inputs, each played 20 times"
    assert design.tried == 8000
    cut = design_of(mixed().head(1995))
    assert size_of(cut).endswith("each played 15 to 20 times")
    assert size_of(design_of(mixed(30, 1))).startswith("30 runs, each with a draw")
    weighted = mixed(2, 2).with_columns(weight=pl.Series([1.0, 1.0, 1.0, 5.0]))
    assert size_of(design_of(weighted)).endswith("weighted: worth 2")
    half = weighted.with_columns(weight=pl.Series([0.0, 1.0, 1.0, 0.0]))
    assert size_of(design_of(half)).endswith("weighted: worth 2 (2 count for nothing)")


def test_why_there_is_no_range() -> None:
    assert "59 draws" in why_no_range(design_of(mixed(9, 4)))
    assert "(here 9)" in why_no_range(design_of(mixed(9, 4)))
    assert "each played 10 times or more" in why_no_range(design_of(mixed(90, 2)))


def test_hardly_any_is_not_none() -> None:
    assert [in_100(x) for x in (0, 0.001, 0.005, 0.5, 0.996, 1)] == [
        "0", "<1", "1", "50", ">99", "100",
    ]  # fmt: skip
    assert (bar(0), bar(0.001), bar(1)) == ("", "#", "#" * 20)
