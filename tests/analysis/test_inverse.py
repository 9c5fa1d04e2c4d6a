"""What a text would need: chances by hand, luck given the record, and the value that is enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from sim.analysis.bargain import Inverse, inverse, static
from sim.analysis.inverse import Reach, _crossing, _in_words, answer, asked_of
from sim.analysis.putting import Putting, TextAsked, consent_chance
from sim.analysis.recorded_luck import chance_above, luck_of
from sim.model.consent import chance_of_quota
from sim.scenario.case import Case
from sim.scenario.distributions import Choice
from sim.scenario.inputs import Input
from sim.scenario.loading import load
from sim.scenario.rules import Consent
from sim.talks.conditioning import Record
from tests.analysis.fakes import actor, tables, wants
from tests.analysis.test_bargain import price
from tests.engine.made import Data, case_of

P3 = TextAsked(terms=(("price", "p3"),))


def sure(ada: Any = 40, bob: Any = 40, **more: Any) -> Data:
    """Ada and Bob with nothing uncertain about how they answer, but what is given."""
    data = price(ada, bob)
    certain = {"firmness": 50, "opening_concession": 20, "precision": 50, "accept_bar": 50,
               "aversion": 0, "consistency": 50, "soft_red_line": 30}  # fmt: skip
    for name in ("ada", "bob"):
        data["actors"][name] |= certain
        data["actors"][name]["price"]["salience"] = 50
    data["actors"]["ada"] |= more
    return data


def puttings(case: Case, draws: int, text: TextAsked = P3) -> list[Putting]:
    found = static(case, 0, draws, jobs=1)
    return [Putting(one.moment, text) for one in found.drawn]


def needs(data: Data, p: float, draws: int = 8, text: TextAsked = P3) -> Inverse:
    case = case_of(data)
    return inverse(static(case, 0, draws, jobs=1), text, p, jobs=1)


def of(found: Inverse, path: str) -> Reach:
    return next(one for one in found.numbers if one.path == path)


def yes(worth: float, no_deal: float, days: float = 1.0) -> float:
    """P(accept) as the model has it: horizon 61 days from the start, k .2, lambda 16.5, kappa 1."""
    conceded = 0.2 + 0.8 * days / 61
    wanted = 1 - conceded * (1 - no_deal)
    return 1 / (1 + math.exp(-(16.5 * (worth - wanted) - 1)))


def test_the_chance_by_hand() -> None:
    (one,) = puttings(case_of(sure(40, 30)), 1)
    assert one.chances() == pytest.approx({0: yes(0.5, 0.4), 1: yes(0.5, 0.3)})
    assert one.consent() == pytest.approx(yes(0.5, 0.4) * yes(0.5, 0.3))
    later = TextAsked(terms=(("price", "p2"),), after=40)
    (one,) = puttings(case_of(sure(40, 30)), 1, later)
    assert one.chances() == pytest.approx({0: yes(0.75, 0.4, 41), 1: yes(0.25, 0.3, 41)})


def test_the_value_that_is_enough_by_hand() -> None:
    """Bob's chance is fixed, so Ada's has to be p by his: solved for her no-deal worth."""
    text = TextAsked(terms=P3.terms, after=50)
    bob = yes(0.5, 0.3, 51)
    p = bob * 0.4
    found = of(needs(sure([20, 70], 30), p, text=text), "ada.no_deal.worth")
    assert found.value is not None
    assert yes(0.5, found.value / 100, 51) * bob == pytest.approx(p, abs=1e-4)
    assert found.chance is not None
    assert p <= found.chance < p + 1e-4
    assert found.move == pytest.approx((found.value - found.median) / 50)


@pytest.mark.parametrize("p", [0.12, 0.14])
def test_just_before_the_value_it_is_not_enough(p: float) -> None:
    text = TextAsked(terms=P3.terms, after=45)
    case = case_of(price([20, 60], [20, 60]))
    found = inverse(static(case, 0, 12, jobs=1), text, p, jobs=1)
    put = puttings(case, 12, text)
    reached = [one for one in found.numbers if one.move]
    assert {one.path.split(".")[0] for one in reached} == {"ada", "bob"}

    def chance(path: str, value: float) -> float:
        return sum(one.moved(path, value) for one in put) / len(put)

    for one in reached:
        assert one.value is not None
        assert one.move is not None
        back = math.copysign(1e-4 * (one.high - one.low), one.move)
        assert chance(one.path, one.value) >= p > chance(one.path, one.value - back)
        assert chance(one.path, one.median) < p
    sizes = [abs(one.move) for one in found.numbers if one.move is not None]
    assert sizes == sorted(sizes)


def test_out_of_reach_is_said_with_the_most_it_can_do() -> None:
    found = of(needs(sure([20, 70], 30), 0.99), "ada.no_deal.worth")
    assert (found.value, found.move, found.chance, found.within) == (None, None, None, None)
    assert found.best == 20
    assert found.best_chance == pytest.approx(yes(0.5, 0.2) * yes(0.5, 0.3))


def test_what_is_enough_at_the_median_needs_no_change() -> None:
    found = of(needs(sure([20, 70], 30), 1e-9), "ada.no_deal.worth")
    assert (found.value, found.move, found.within) == (found.median, 0.0, None)


class Shaped:
    """One draw, at 50 of 0 to 100, whose chance has a shape of its own."""

    weight = 1.0

    def __init__(self, shape: Callable[[float], float]) -> None:
        self.shape = shape

    def value(self, _path: str) -> float:
        return 50.0

    def moved(self, _path: str, value: float) -> float:
        return self.shape(value)


def shaped(shape: Callable[[float], float]) -> Reach:
    case = case_of(sure([0, 100], 30))
    one = next(one for one in case.inputs if one.path == "ada.no_deal.worth")
    found = answer(cast("list[Putting]", [Shaped(shape)]), one, 0.5)
    assert isinstance(found, Reach)
    return found


def test_an_input_may_rise_and_fall_on_the_way() -> None:
    """Too little is as bad as too much: the nearer side is taken."""
    found = shaped(lambda v: math.exp(-(((v - 20.0) / 8) ** 2)))
    assert found.value == pytest.approx(20 + 8 * math.sqrt(math.log(2)), abs=1e-2)
    assert (found.best, found.best_chance) == (20.0, 1.0)


@pytest.mark.parametrize(("middle", "sign"), [(45.0, 1), (55.0, -1)])
def test_of_two_ways_the_shorter_counts(middle: float, sign: int) -> None:
    found = shaped(lambda v: 1 - math.exp(-(((v - middle) / 20) ** 2)))
    assert found.value == pytest.approx(middle + sign * 20 * math.sqrt(math.log(2)), abs=1e-2)
    assert found.move == pytest.approx((found.value or 0.0) / 100 - 0.5)


def test_the_interval_holds_the_value_and_narrows_with_draws() -> None:
    text = TextAsked(terms=P3.terms, after=50)
    case, widths = case_of(sure([20, 60], [0, 60])), []
    one = next(one for one in case.inputs if one.path == "ada.no_deal.worth")
    for draws in (15, 100):
        found = answer(puttings(case, draws, text), one, 0.3)
        assert isinstance(found, Reach)
        assert found.within is not None
        assert found.value is not None
        near, far = found.within.near, found.within.far
        assert near is not None
        assert near >= found.value >= (found.low if far is None else far)  # downward
        widths.append(near - (found.low if far is None else far))
    assert widths[1] < widths[0] / 1.5


def test_where_a_way_crosses() -> None:
    """Between the points, by the line between them; endless where it never does."""
    rows = np.array([[0.0, 0.2, 0.6], [0.0, 0.0, 0.1], [0.7, 0.0, 0.0], [0.1, 0.5, 0.0]])
    found = _crossing(rows, np.array([0.0, 1.0, 2.0]), 0.5)
    assert found.tolist() == pytest.approx([1.75, math.inf, 0.0, 1.0])


def test_swapping_two_parties_swaps_their_chances() -> None:
    (one,), (other,) = (puttings(case_of(sure(*both)), 1) for both in ((20, 35), (35, 20)))
    assert one.chances() == {0: other.chances()[1], 1: other.chances()[0]}
    assert one.chances()[0] != one.chances()[1]
    assert one.moved("ada.aversion", 60.0) == pytest.approx(
        other.moved("bob.aversion", 60.0), abs=1e-15
    )


def test_moving_one_actor_is_making_the_tables_anew() -> None:
    """The short way, in which others are asked again only if they see it, is the long one."""
    case = load("cairo-2024")
    found = static(case, 1, 3, jobs=1)
    for drawn in found.drawn:
        put = Putting(drawn.moment, TextAsked(after=30.0))
        for path in ("hamas.no_deal.worth", "hamas.precision", "israel.corridor.salience",
                     "israel.aversion", "egypt.firmness", "hamas.lock_in_half_life",
                     "israel.corridor.also_served_by.monitored",
                     "israel.corridor.purpose_share"):  # fmt: skip
            values = {**drawn.moment.state.tables.values, path: 15.0}
            state = drawn.moment.state.branch(drawn.moment.state.luck)
            state.tables = case.at(values)
            state.stand = [state.tables.standpoint(i, own) for i, own in enumerate(state.phases)]
            moment = type(drawn.moment)(0, 1.0, state, drawn.moment.record)
            assert put.moved(path, 15.0) == pytest.approx(
                Putting(moment, TextAsked(after=30.0)).consent(), abs=1e-14
            )
            assert put.consent() == put.moved("hamas.blame", 15.0)  # and nothing stays behind


def test_what_holds_without_a_deal_is_asked_about_too() -> None:
    """Eve has a stake in the price, so a price that is as it is asks her for nothing."""
    data = sure(40, 30)
    stakeholder = {"roles": ["stakeholder"], "needed": "on change"}
    data["actors"]["eve"] = {**data["actors"]["ada"], **stakeholder}
    data["actors"]["mia"]["reaches"] = ["ada", "bob", "eve"]
    case, path = case_of(data), "issues.price.status_quo"
    assert path in [one.path for one in asked_of(case.inputs, ["ada", "bob", "eve"])]
    put = puttings(case, 1)[0]
    three, one = yes(0.5, 0.4), yes(0.5, 0.3)
    assert put.moved(path, "p3") == pytest.approx(three * one)
    assert put.moved(path, "p1") == pytest.approx(three * one * three)


# Luck given the record.


def test_a_recorded_answer_stands_at_the_end_of_the_record() -> None:
    """Given who answered what, the same numbers give the same answers again."""
    case = load("labour-dispute")
    management, union = (case.names.actors.index(name) for name in ("management", "union"))
    open_to: list[int] = []
    for one in static(case, 0, 3, jobs=1).drawn:
        put = Putting(one.moment, TextAsked())
        chances, fresh = put.chances(), put.fresh()
        barred = {i: one.moment.state.stand[i].hard[put.text.package] for i in (management, union)}
        open_to += [i for i, line in barred.items() if not line]
        assert chances[management] < 0.02  # its criticism of the text stands
        assert (0.0 < chances[union] < 1.0) == (not barred[union])  # it has not answered this text
        assert (fresh[management] > chances[management]) == (not barred[management])
    assert {management, union} == set(open_to)


def cuts(**own: tuple[float, float]) -> Record:
    """Actor 0's recorded answers, by package 0, 1 ..."""
    return cast("Record", SimpleNamespace(cuts={(0, k): cut for k, cut in enumerate(own.values())}))


@pytest.mark.parametrize("package", [0, 1, 2])
def test_luck_given_the_record_is_that_of_the_tries_that_give_it(package: int) -> None:
    """Brute force: coins, disposition and tastes drawn a million times, those kept that fit."""
    record, g = cuts(one=(-0.5, 2.0), two=(-math.inf, 0.8)), 0.6
    rng = np.random.default_rng(4)
    n = 1_000_000
    disposition = rng.logistic(size=n)
    tastes = rng.logistic(size=(3, n))
    eps = np.where(rng.random((3, n)) < g, disposition, tastes)
    kept = (eps[0] > -0.5) & (eps[0] < 2.0) & (eps[1] < 0.8)
    for least in (-1.0, 0.3, 1.1):
        share = float((eps[package][kept] > least).mean())
        exact = chance_above(luck_of(record, 0, package, (g, g)), least)
        assert exact == pytest.approx(share, abs=4 * math.sqrt(0.25 / kept.sum()))


def test_another_actors_answers_say_nothing() -> None:
    record = cuts(one=(-0.5, 2.0))
    assert chance_above(luck_of(record, 1, 0, (0.6, 0.6)), 0.0) == pytest.approx(0.5)


def test_a_record_that_no_luck_gives_binds_nothing() -> None:
    assert chance_above(luck_of(cuts(one=(2.0, 1.0)), 0, 0, (0.5, 0.5)), 0.0) == 0.5


def test_the_chance_of_a_quota_with_a_veto() -> None:
    members = {name: actor(True, (wants(k, 3),)) for k, name in enumerate("abc")}
    made = tables(members, {"price": ("p1", "p2", "p3")})
    chances = {0: 0.3, 1: 0.6, 2: 0.8}
    assert consent_chance(made, chances) == pytest.approx(0.144)
    weights = (1.0, 2.0, 1.5)
    quota = replace(made, consent=Consent(0.6, weights))
    expected = chance_of_quota([0.3, 0.6, 0.8], weights, 4.5, 0.6)
    assert consent_chance(quota, chances) == pytest.approx(expected)
    veto = replace(made, consent=Consent(0.6, weights, frozenset({0})))
    # a must, and b or c with it: 1 + 2 of 4.5 is over .6, 1 + 1.5 is not
    assert consent_chance(veto, chances) == pytest.approx(0.3 * 0.6)


@pytest.mark.parametrize(
    ("values", "words"), [((1.0, 2.5), ["1", "2.5"]), (("7_5", "leave"), ["7.5", "leave"])]
)
def test_values_are_told_as_a_file_writes_them(
    values: tuple[float | str, ...], words: list[str]
) -> None:
    dist = Choice.among(values)
    input_ = Input("ada.price.red_line_from", dist, "steps", "left out", ())
    put = SimpleNamespace(
        weight=1.0, value=lambda _: values[0], moved=lambda _, v: float(v == values[0])
    )
    found = _in_words([cast(Putting, put)], input_, dist)
    assert found is not None
    assert [word for word, *_ in found.words] == words
