"""What every rule of mediators must keep to: a contract that each one's tests inherit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from sim.talks.guarding import rule_of
from sim.talks.prospects import Prospects
from tests.engine.made import Data, case_of, eventful, party, plain, runs_of
from tests.engine.moments import tabled
from tests.talks.telling import given

LIVES = ("plain", "eventful")


def prospects(data: Data, candidates: Sequence[int] | None = None, u: float = 0.5) -> Prospects:
    """What mia believes right after a record without a text, everyone's numbers at `u`.

    Nobody errs about anybody.
    """
    state = given(data, u, sure=True).state
    every = state.tables.open_packages(tuple(state.phases)) if candidates is None else candidates
    mia = state.tables.names.actors.index("mia")
    return Prospects(state, mia, every, state.tick)


def sure(**changes: Data) -> Data:
    """Made-up talks whose mediator leans to nobody."""
    data = plain(**changes)
    data["actors"]["mia"]["leans"] = "none"
    return data


def met(name: str, runs: int = 6) -> Iterator[tuple[Prospects, frozenset[int]]]:
    """What mediators believe whenever they table in some runs, and the packages barred then."""
    data = {"plain": plain, "eventful": eventful}[name]()
    for events, _ in runs_of(case_of(data), runs):
        for state, event in tabled(case_of(data), events):
            mediator = state.tables.names.actors.index(event.actor)
            every = state.tables.open_packages(tuple(state.phases))
            left = [p for p in every if p not in state.barred]
            yield Prospects(state, mediator, left, event.tick), frozenset(state.barred)


class Contract:
    """Inherited by the tests of each rule, which say its name."""

    name: str

    def choose(self, view: Prospects) -> int:
        return rule_of(self.name).choose(view)[0]

    @pytest.mark.parametrize("life", LIVES)
    def test_what_is_barred_is_never_chosen(self, life: str) -> None:
        seen = 0
        for view, barred in met(life):
            package = self.choose(view)
            assert package in view.candidates
            assert package not in barred
            seen += bool(barred)
        assert seen > 3

    @pytest.mark.parametrize("u", [0.1, 0.3, 0.6, 0.9])
    def test_the_order_of_actors_is_nothing(self, u: float) -> None:
        data, turned = sure(), sure()
        turned["actors"]["zoe"] = turned["actors"].pop("ada")
        turned["actors"]["mia"]["reaches"] = ["zoe", "bob"]
        assert self.choose(prospects(data, u=u)) == self.choose(prospects(turned, u=u))

    def test_who_is_not_needed_does_not_count(self) -> None:
        def sees(stakeholder: Data) -> int:
            data = sure()
            data["issues"]["time"]["status_quo"] = "t1"
            data["actors"] |= stakeholder
            data["actors"]["mia"]["reaches"] = ["ada", "bob", *stakeholder]
            return self.choose(prospects(data, [0, 3, 6, 9]))  # all of them leave the time at t1

        watcher = {"roles": ["stakeholder"], "time": {"opposes": "t1"}, "needed": "on change"}
        proud = {**watcher, "no_deal": {"worth": 100}}
        assert sees({}) == sees({"eve": watcher}) == sees({"eve": proud})

    @pytest.mark.parametrize("u", [0.2, 0.5, 0.8])
    def test_among_equals_the_hash_of_the_package_decides(self, u: float) -> None:
        data = sure()
        data["issues"]["colour"] = {"options": {"c1": "red", "c2": "blue", "c3": "green"}}
        for name, price in (("ada", "p1"), ("bob", "p4")):
            indifferent = {"colour": {"opposes": "nothing"}}
            data["actors"][name] = party(price, "t1", **indifferent)
        view = prospects(data, u=u)
        equal = range(first := self.choose(view) // 3 * 3, first + 3)  # but for the colour
        for less in (equal, [p for p in view.candidates if p in equal]):
            assert self.decides(view, less)

    def decides(self, view: Prospects, equal: Sequence[int]) -> bool:
        return self.choose(view) == min(equal, key=view.keys.__getitem__)
