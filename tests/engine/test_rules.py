"""How mediators choose: the contract of every rule, and each held against its definition."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from sim.api import RULES, load, play
from sim.errors import PluginError, ScenarioError
from sim.talks.events import TextTabled
from sim.talks.guarding import rule_of
from sim.talks.prospects import Prospects
from tests.engine.rules import LIVES, Contract, met, prospects, sure


class TestNash(Contract):
    name = "nash"

    @pytest.mark.parametrize("life", LIVES)
    def test_where_nobody_can_be_lifted_above_no_deal_it_takes_the_fairest(self, life: str) -> None:
        seen = 0
        for view, _ in met(life):
            package, why = rule_of("nash").choose(view)
            if not view.above():
                seen += 1
                assert (package, why) == (view.fairest(), "fairest")
        assert seen or life == "eventful"


class TestFairest(Contract):
    name = "fairest"

    @pytest.mark.parametrize("life", LIVES)
    def test_it_takes_the_greatest_least_chance_of_a_yes(self, life: str) -> None:
        for view, _ in met(life):
            least = {p: min(view.chances(p).values()) for p in view.candidates}
            assert least[self.choose(view)] == pytest.approx(max(least.values()), rel=1e-11)


class TestLikeliest(Contract):
    name = "likeliest"

    @pytest.mark.parametrize("life", LIVES)
    def test_it_takes_the_greatest_chance_of_consent(self, life: str) -> None:
        for view, _ in met(life):
            chance = {p: view.consent(p) for p in view.candidates}
            assert chance[self.choose(view)] == pytest.approx(max(chance.values()), rel=1e-11)


class TestProportional(Contract):
    name = "proportional"

    def decides(self, view: Prospects, equal: Sequence[int]) -> bool:
        """Equals are as likely as each other; which of them it is, their hashes decide."""
        logs = view.nash_logs(equal)
        return max(logs) - min(logs) < 1e-12

    def test_packages_come_in_proportion_to_their_nash_product(self) -> None:
        n = 4000
        view = prospects(sure())
        among = view.above()
        whole = math.fsum(map(math.exp, view.nash_logs(among)))
        lucky = iter((k + 0.5) / n for k in range(n))
        view.luck = lambda: next(lucky)  # type: ignore[method-assign]
        tally = Counter(self.choose(view) for _ in range(n))
        for package, log in zip(among, view.nash_logs(among), strict=True):
            assert tally[package] == pytest.approx(n * math.exp(log) / whole, abs=1.0)


def test_every_rule_has_its_contract() -> None:
    assert {one.name for one in Contract.__subclasses__()} == set(RULES.built_in)


def test_left_out_each_rule_is_equally_likely() -> None:
    [row] = [one for one in load("cairo-2024").inputs if one.path == "mediation.rule"]
    drawn = Counter(row.sample((k + 0.5) / 400) for k in range(400))
    assert drawn == dict.fromkeys(RULES.built_in, 100)


def test_talks_without_a_mediator_have_no_rule_to_draw() -> None:
    assert not [one for one in load("flat-sale").inputs if one.path == "mediation.rule"]


@pytest.fixture(name="added")
def _added() -> Iterator[dict[str, object]]:
    before = dict(RULES._added)
    yield RULES._added
    RULES._added = before


class Gives:
    """A rule that gives what it was made with."""

    def __init__(self, found: object) -> None:
        self.found = found

    def choose(self, _: Prospects) -> object:
        return self.found


class First:
    """Takes whatever stands first."""

    def choose(self, view: Prospects) -> tuple[int, str]:
        return view.candidates[0], "first"


@pytest.mark.usefixtures("added")
def test_a_rule_of_somebody_is_played_by_its_name() -> None:
    RULES.add("first", First())
    case = load("cairo-2024", ["mediation.rule=first"])
    texts = [e for e in play(case, seed=1).events if isinstance(e, TextTabled)]
    assert "first" in {e.why for e in texts}


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("found", [None, 3, (10**6, "far"), (0, "Not A Name"), (0,)])
def test_a_rule_that_chooses_what_is_not_there_is_named(found: object) -> None:
    RULES.add("odd", Gives(found))
    with pytest.raises(PluginError, match="the rule 'odd' chose"):
        play(load("cairo-2024", ["mediation.rule=odd"]), seed=1)


def test_a_rule_that_nobody_has_is_a_fault_of_the_file() -> None:
    with pytest.raises(ScenarioError, match=r"mediation\.rule: unknown rule \(got nahs\)"):
        load("cairo-2024", ["mediation.rule=nahs"])
