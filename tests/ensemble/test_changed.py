"""Kept runs played on under changes from now."""

from __future__ import annotations

from functools import cache

from sim.ensemble.blocks import first_runs
from sim.ensemble.changeable import Changeable, changeable
from sim.ensemble.changed import Task, changed, joined, kept_runs
from sim.ensemble.changed_pairs import changes_of, declared
from sim.ensemble.chunks import Settings
from sim.ensemble.driver import ensemble
from sim.scenario.loading import load
from sim.talks.events import OUTCOMES

load_once = cache(load)
RUNS = Settings(runs=10, draws=5, seed=3, jobs=1)


@cache
def positions_of_cairo() -> Changeable:
    return changeable(load_once("cairo-2024"))


def test_a_change_from_now_is_what_a_what_if_from_now_of_the_same_fields_plays() -> None:
    case = load_once("labour-dispute")
    base = ensemble(case, RUNS)
    task, block = kept_runs(base, RUNS.runs)
    variant = case.what_if["opposition-withdrawn"]
    played = joined(list(changed(task, block, [variant.sets], jobs=1)))
    under = Settings(10, 5, 3, 1, "opposition-withdrawn")
    assert [OUTCOMES[k] for k in played.ending[0]] == base.frame["outcome"].to_list()
    changed_so = ensemble(case, under, like=base).frame
    assert [OUTCOMES[k] for k in played.ending[1]] == changed_so["outcome"].to_list()
    assert played.ending[0].tolist() != played.ending[1].tolist()
    deals = changed_so["outcome"] == "deal"
    week = case.names.issues.index("week")
    terms = [case.names.options[week][k] for k in played.term[1, :, week] if k >= 0]
    assert terms == changed_so["term.week"].filter(deals).to_list()


def test_a_value_that_a_draw_has_already_leaves_its_runs_as_they_are() -> None:
    case = load_once("labour-dispute")
    base = ensemble(case, RUNS)
    task, block = kept_runs(base, RUNS.runs)
    lines = [(("union.week.red_line", word),) for word in ("none", "hard")]
    played = joined(list(changed(task, block, lines, jobs=1)))
    for nth, ((_, word),) in enumerate(lines, start=1):
        own = (base.frame["input.union.week.red_line"] == word).to_numpy()
        assert 0 < own.sum() < len(own)
        assert (played.ending[nth, own] == played.ending[0, own]).all()


def test_pieces_and_processes_change_no_run_under_a_change() -> None:
    case = load_once("flat-sale")
    changes = [(("seller.no_deal.worth", "70"),), (("buyer.firmness", "0"),)]
    task = Task(case, 1, "", 1.0, {})
    one = joined(list(changed(task, first_runs(12, 6), changes, jobs=1)))
    two = joined(list(changed(task, first_runs(12, 6), changes, jobs=2)))
    assert one.run.tolist() == two.run.tolist() == list(range(12))
    assert one.ending.tolist() == two.ending.tolist()
    assert one.term.tolist() == two.term.tolist()


def test_positions_are_set_to_their_ends_in_declared_order_and_wants_to_every_option() -> None:
    known = positions_of_cairo()
    at = {one.path: one for one in known.positions}
    assert at["hamas.corridor.red_line"].values == ("none", "hard")
    assert at["egypt.needed"].values == ("always", "no")
    assert at["israel.no_deal.worth"].values == ("20", "70")
    assert at["hamas.corridor.wants"].values == ("stay", "reduced", "monitored", "leave")
    assert at["hamas.corridor.wants"].reported
    assert not at["hamas.sequence.wants"].reported
    assert "hamas.other_demands.red_line" not in at  # the file gives none


def test_what_has_acted_by_the_end_of_the_record_is_listed_and_not_set() -> None:
    known = positions_of_cairo()
    acted = {one.path for one in known.unset}
    settled = ("hamas.opening_concession", "israel.corridor.before", "texts.bridging.answer_by")
    assert acted.issuperset(settled)
    assert not acted & {one.path for one in known.positions}


def test_pairs_are_every_partys_line_and_no_deal_worth_against_every_others() -> None:
    case, known = load_once("cairo-2024"), positions_of_cairo()
    pairs = declared(case, known)
    fields = {(one.first.field, one.second.field) for one in pairs}
    line, worth = "corridor.red_line", "no_deal.worth"
    assert fields == {(line, line), (line, worth), (worth, line), (worth, worth)}
    assert {(one.first.actor, one.second.actor) for one in pairs} == {("hamas", "israel")}
    corners = pairs[0].corners
    assert corners[1] == (("hamas.corridor.red_line", "none"), ("israel.corridor.red_line", "hard"))
    assert set(corners) <= set(changes_of(known, pairs))
