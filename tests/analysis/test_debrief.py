"""Played games read off their logs, one by one and side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from sim.analysis.debrief import Turn, debrief_of, turn_of, turns_of
from sim.analysis.games import Game, Played, game_of, one_scenario
from sim.analysis.turning import decisions, turning_points
from sim.engine.play import Start, play, play_on
from sim.ensemble.inputs import kept_inputs
from sim.errors import LogError, SettingError
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.talks.choices import Choice, asked
from sim.talks.events import AnyEvent, FrameworkAgreed
from sim.talks.fold import fold
from sim.talks.positions import reservation_of
from sim.talks.state import State
from tests.engine.made import case_of, party, plain, values_at
from tests.engine.test_seats import game, seats_of

ALL = ("ada", "bob", "mia")
Decide = Callable[[State, str, str], Choice]


@cache
def trade() -> Case:
    """Ada cares for the price, Bob for the time: p1, t3 is better for both than halfway."""
    data = plain()
    data["actors"]["ada"] = party("p1", "t1", no_deal={"worth": 40, "loss_in_90_days": 0})
    data["actors"]["bob"] = party("p4", "t3", no_deal={"worth": 40, "loss_in_90_days": 0})
    for name, price in (("ada", 80), ("bob", 20)):
        data["actors"][name]["price"]["salience"] = price
        data["actors"][name]["time"]["salience"] = 100 - price
    return case_of(data)


def played(case: Case, decide: Decide, seats: tuple[str, ...] = ALL, seed: int = 0) -> Played:
    """A game of people who decide by a rule, to its end."""
    events, state = play(case, values_at(case), Start(seed, seats=seats))
    return Played(f"game-{seed}", case, finished(events, state, decide))


def finished(events: list[AnyEvent], state: State, decide: Decide) -> list[AnyEvent]:
    while not state.outcome:
        timer = state.next_timer()
        who, kind = state.tables.names.actors[timer.who], asked(state, timer)
        play_on(state, events, [decide(state, who, kind)])
    return events


def agree_on(price: str, time: str) -> Decide:
    """One text is tabled, and all say yes to it."""

    def decide(state: State, who: str, kind: str) -> Choice:
        if kind == "table":
            terms = {"price": price, "time": time}
            return Choice(seq=state.seq, actor=who, verb="table", terms=terms, days=30)
        verb = "accept" if kind in ("answer", "rethink") else "pass"
        return Choice(seq=state.seq, actor=who, verb=verb)

    return decide


def never(state: State, who: str, _: str) -> Choice:
    """Whatever is asked is let pass."""
    return Choice(seq=state.seq, actor=who, verb="pass", days=9)


def test_a_text_that_a_trade_beats() -> None:
    found = game_of(played(trade(), agree_on("p2", "t2")))
    assert found.terms == {"price": "p2", "time": "t2"}
    assert found.left is not None
    assert (found.left.better, found.pareto) == (1, "1 better, all +28%")
    ada, bob = found.roles
    assert [ada.actor, bob.actor, found.seats] == ["ada", "bob", ALL]
    assert [ada.worth, ada.no_deal] == pytest.approx([0.8 * 2 / 3 + 0.1, 0.4])
    assert [ada.more, bob.more] == pytest.approx([1 / 6, 1 / 3])
    assert (ada.yes, bob.yes, found.zone) == (True, True, None)


def test_a_trade_leaves_nothing() -> None:
    found = game_of(played(trade(), agree_on("p1", "t3")))
    assert found.pareto == "efficient"
    assert [role.more for role in found.roles] == [0.0, 0.0]


def test_no_agreement_with_a_zone() -> None:
    """(p1, t3), (p2, t2) and (p2, t3) are worth more than 0.4 to both; (p1, t2) is that to Bob."""
    found = game_of(played(trade(), never))
    assert (found.outcome, found.terms, found.left) == ("no_agreement", None, None)
    assert found.zone is not None
    ada, bob = found.roles
    assert ada.worth is None
    assert found.zone.size == 4
    assert found.zone.step == pytest.approx(0.4 / 0.6)  # (p1, t3) takes both that far
    assert ada.missed == pytest.approx((0.8 * 2 / 3 - 0.4, 0.5))
    assert bob.missed == pytest.approx((0.0, 0.8 + 0.2 / 3 - 0.4))


def test_no_agreement_without_a_zone() -> None:
    data = plain()
    for name, want in (("ada", ("p1", "t1")), ("bob", ("p4", "t3"))):
        data["actors"][name] = party(*want, no_deal={"worth": 90, "loss_in_90_days": 0})
    found = game_of(played(case_of(data), never))
    assert found.pareto == "no zone"
    assert [role.zone for role in found.roles] == [None, None]


def test_outvoted_is_not_a_yes() -> None:
    data = plain(consent={"quota": "50%"})
    data["actors"]["bob"] = party("p4", "t3", no_deal={"worth": 90, "loss_in_90_days": 0})

    def decide(state: State, who: str, kind: str) -> Choice:
        choice = agree_on("p1", "t1")(state, who, kind)
        return never(state, who, kind) if who == "bob" else choice

    found = game_of(played(case_of(data), decide))
    assert [(role.actor, role.yes) for role in found.roles] == [("ada", True), ("bob", False)]
    ranges = debrief_of([found]).groups[0].ranges
    assert [(one.below, one.outvoted) for one in ranges] == [((), ()), ((), ("game-0",))]


def test_who_was_not_asked_said_neither() -> None:
    """Eve would be asked only of a later time; without a deal she has more than she wants here."""
    data = plain()
    data["issues"]["time"]["status_quo"] = "t1"
    data["actors"]["eve"] = {
        "roles": ["stakeholder"],
        "needed": "on change",
        "time": {"wants": "t3"},
        "no_deal": {"worth": 90, "loss_in_90_days": 0},
    }
    data["actors"]["mia"]["reaches"].append("eve")
    found = game_of(played(case_of(data), agree_on("p2", "t1")))
    eve = found.roles[-1]
    assert (eve.actor, eve.yes, eve.worth) == ("eve", None, 0.0)
    ranges = debrief_of([found]).groups[0].ranges
    assert (ranges[-1].actor, ranges[-1].below, ranges[-1].outvoted) == ("eve", (), ())


def yes_to_all(rng: Random) -> Decide:
    """Any text is tabled, and accepted."""

    def decide(state: State, who: str, kind: str) -> Choice:
        names = state.tables.names
        if kind == "table":
            terms = {i: rng.choice(o) for i, o in zip(names.issues, names.options, strict=True)}
            return Choice(seq=state.seq, actor=who, verb="table", terms=terms, days=30)
        verb = "accept" if kind in ("answer", "rethink") else "pass"
        return Choice(seq=state.seq, actor=who, verb=verb)

    return decide


@pytest.mark.parametrize("name", ["labour-dispute", "council-quota"])
def test_gains_are_the_surpluses_of_the_log(name: str) -> None:
    case, agreed = load(name), 0
    for seed in range(6):
        for one in (
            Played("willing", case, willing(case, seed)),
            Played("random", case, game(case, tuple(seats_of(name)), seed)[0]),
        ):
            found, state = game_of(one), fold(case, one.events)
            log = next((e for e in one.events if isinstance(e, FrameworkAgreed)), None)
            if log is None:
                ends = [reservation_of(state, i, state.tick) for i in state.tables.consenting]
                assert [role.no_deal for role in found.roles] == ends
            else:
                agreed += 1
                assert {r.actor: r.gain for r in found.roles if r.yes} == log.surpluses
    assert agreed > 0


def willing(case: Case, seed: int) -> list[AnyEvent]:
    """A game of a shipped scenario in which every role says yes to all."""
    kept, decide = kept_inputs(case, seed, 0), yes_to_all(Random(seed))
    tables = case.at(kept.values)
    seats = tuple(
        tables.names.actors[i] for i in sorted({*tables.consenting, *tables.names.mediators})
    )
    events, state = play(case, kept.values, Start(seed, attempt=kept.tried - 1, seats=seats))
    return finished(events, state, decide)


def test_a_game_that_is_not_over_says_who_decides() -> None:
    case = load("labour-dispute")
    kept = kept_inputs(case, 1, 0)
    events, _ = play(case, kept.values, Start(1, attempt=kept.tried - 1, seats=("union",)))
    found = game_of(Played("one", case, events))
    assert (found.outcome, found.decides, found.roles, found.pareto) == ("", "union", (), "")
    cut = game_of(Played("one", case, events[:-1]))
    assert (cut.outcome, cut.decides) == ("", "")


def test_the_engine_alone_is_a_game_too() -> None:
    case = load("flat-sale")
    events, _ = play(case, values_at(case), Start(3))
    found = game_of(Played("one", case, events))
    assert (found.seats, found.inputs) == ((), "seed 3")


# A class.


def class_of(*decides: Decide) -> list[Game]:
    games = [played(trade(), decide) for decide in decides]
    return [game_of(Played(f"team-{k}", one.case, one.events)) for k, one in enumerate(games)]


def test_a_class_is_counted() -> None:
    found = debrief_of(class_of(agree_on("p2", "t2"), agree_on("p1", "t3"), never,
                                agree_on("p2", "t2")))  # fmt: skip
    assert sum(found.outcomes.values()) == 4
    assert (found.agreed, found.efficient, found.without, found.with_zone) == (3, 1, 1, 1)
    first, second = found.terms
    assert (first.key, first.games, second.key) == ("A", ("team-0", "team-3"), "B")
    assert [found.key(one) for one in found.games] == ["A", "B", "", "A"]
    (group,) = found.groups
    ada, bob = group.ranges
    assert (ada.count, ada.least[1], ada.most[1]) == (3, "team-0", "team-1")
    assert bob.middle == bob.least[0] == pytest.approx(0.2 / 3 + 0.4)


def test_what_is_not_over_counts_in_nothing() -> None:
    whole = played(trade(), agree_on("p2", "t2"))
    agreed = next(e.seq for e in whole.events if isinstance(e, FrameworkAgreed))
    part = game_of(Played("part", whole.case, whole.events[: agreed + 1]))
    assert part.left is not None
    found = debrief_of([part])
    assert (found.outcomes, found.agreed, found.terms) == ({}, 0, ())


def test_games_with_other_numbers_are_kept_apart() -> None:
    case = load("labour-dispute")
    games = [
        game_of(Played(f"team-{seed}", case, game(case, ("union",), seed)[0])) for seed in (1, 2, 1)
    ]
    found = debrief_of(games)
    assert [(one.inputs, len(one.games)) for one in found.groups] == [("seed 1", 2), ("seed 2", 1)]
    ones, two, again = ({r.actor: (r.no_deal, r.best) for r in one.roles} for one in games)
    assert ones == again
    assert ones != two


def test_different_scenarios_are_refused_with_their_games() -> None:
    first = played(trade(), never)
    case = load("flat-sale")
    second = Played("sale", case, play(case, values_at(case), Start(3))[0])
    with pytest.raises(SettingError, match=r"2 scenarios: debrief each by itself .*game-0.*sale"):
        one_scenario([first, second])
    one_scenario([first, first])


def test_a_log_must_be_of_the_scenario_it_holds() -> None:
    one = played(trade(), never)
    with pytest.raises(LogError, match="game-0: was played on scenario"):
        game_of(Played("game-0", load("flat-sale"), one.events))
    with pytest.raises(LogError, match="game-0: a log starts with TalksOpened"):
        game_of(Played("game-0", one.case, one.events[1:]))


# Where the odds turned.


def test_the_turn_is_the_largest_swing_that_is_called() -> None:
    one = played(trade(), agree_on("p1", "t3"))
    points = turning_points(one.case, one.events, 30, 1)
    turn = turn_of(points)
    assert turn == Turn(points.called[0] if points.called else None, len(points.rows), 30, 0.95)
    assert turns_of([one], 30, 1) == {"game-0": turn}


def test_progress_is_of_all_games() -> None:
    games = [played(trade(), decide) for decide in (agree_on("p1", "t3"), never)]
    games = [Played(f"team-{k}", one.case, one.events) for k, one in enumerate(games)]
    seen: list[tuple[int, int]] = []
    turns_of(games, 2, 1, lambda done, asked: seen.append((done, asked)))
    whole = sum(4 * len(decisions(one.events)) for one in games)
    assert {asked for _, asked in seen} == {whole}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (whole, whole)


def test_an_interrupt_leaves_the_games_that_were_finished() -> None:
    games = [played(trade(), agree_on("p1", "t3"))] * 2
    games = [Played(f"team-{k}", one.case, one.events) for k, one in enumerate(games)]
    size = 4 * len(decisions(games[0].events))

    def stop_after(most: int) -> Callable[[int, int], None]:
        def told(done: int, _: int) -> None:
            if done > most:
                raise KeyboardInterrupt

        return told

    assert set(turns_of(games, 2, 1, stop_after(size))) == {"team-0"}
    assert turns_of(games, 2, 1, stop_after(0)) == {}
