"""What a fork compares: with a changed move every other actor's later draws are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sim.engine.forking import Arm
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.choices import Choice, given
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, RatificationVoted, RecordClosed, SessionSlipped, TextTabled
from sim.talks.positions import ANSWERS
from tests.engine.made import run_of

DAY = 1440
RUNS, FUTURES = range(3, 9), 1
SHIPPED = shipped_scenarios()
Address = tuple[str, str, str]  # actor, purpose, about what


@dataclass(frozen=True)
class Both:
    """The draws of one future without a change, and with `who` giving another answer."""

    who: str
    without: dict[Address, float]
    given: dict[Address, float]
    outcomes: tuple[str, str]


def drawn(arm: Arm, future: int) -> tuple[dict[Address, float], str]:
    """What the log of a future tells of what was drawn in it, and how it ends."""
    events, state = arm.future(future)
    found = dict[Address, float]()
    terms: dict[int, str] = {e.text: repr(e.terms) for e in events if isinstance(e, TextTabled)}
    for event in events[len(arm.past) :]:
        if isinstance(event, Answer) and event.weighing is not None:
            purpose = "chosen taste" if event.provenance == "chosen" else "taste"
            found[event.actor, purpose, terms[event.text]] = event.weighing.luck
        elif isinstance(event, SessionSlipped):
            found["", "slip", event.session] = event.draw
        elif isinstance(event, RatificationVoted):
            found[event.actor, "vote", ""] = event.draw
    return found, state.outcome


def answers_of(events: list[AnyEvent]) -> list[Answer]:
    """Two simulated answers of a run, far apart."""
    closed = next(e.seq for e in events if isinstance(e, RecordClosed))
    found = [e for e in events if isinstance(e, Answer) and e.seq > closed]
    return [found[len(found) // 4], found[3 * len(found) // 4]] if found else []


def both_arms(case: Case) -> Iterator[Both]:
    for run in RUNS:
        events, _ = run_of(case, run)
        for event in answers_of(events):
            other = next(a for a in ANSWERS if a != given(event))
            choice = Choice(seq=event.seq, actor=event.actor, verb=other)
            with_it = Arm.instead(case, events, event.seq, [choice])
            without = Arm.again(case, events, event.seq)
            for future in without.numbers(FUTURES):
                one, first = drawn(without, future)
                two, second = drawn(with_it, future)
                yield Both(event.actor, one, two, (first, second))


@pytest.fixture(scope="module", params=SHIPPED)
def pairs(request: pytest.FixtureRequest) -> list[Both]:
    return list(both_arms(load(request.param)))


def test_what_is_drawn_in_both_is_the_same(pairs: list[Both]) -> None:
    assert pairs
    for both in pairs:
        common = {a for a in both.without.keys() & both.given.keys() if a[0] != both.who}
        assert {a: both.without[a] for a in common} == {a: both.given[a] for a in common}


def test_the_others_draw_mostly_the_same_luck(pairs: list[Both]) -> None:
    """Of what the arm that draws less draws for the others, the other arm draws most too.

    What follows a yes or a suspension is nobody's own: an arm without them draws none of it.
    """
    shared = least = 0
    for both in pairs:
        without = {address for address in both.without if address[0] not in ("", both.who)}
        with_it = {address for address in both.given if address[0] not in ("", both.who)}
        shared += len(without & with_it)
        least += min(len(without), len(with_it))
    assert shared >= 0.7 * least


def test_only_the_one_moved_draws_a_chosen_taste(pairs: list[Both]) -> None:
    for both in pairs:
        assert not [a for a in both.without if a[1] == "chosen taste"]
        assert [a[0] for a in both.given if a[1] == "chosen taste"] == [both.who]


def test_another_answer_sometimes_ends_otherwise(pairs: list[Both]) -> None:
    assert any(both.outcomes[0] != both.outcomes[1] for both in pairs)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_same_text_in_its_place_changes_nothing(name: str) -> None:
    """The arms of a fork differ by the move alone: what the others drew at it is the same."""
    case, seen = load(name), 0
    for run in range(2):
        events, _ = run_of(case, run)
        closed = next(e.seq for e in events if isinstance(e, RecordClosed))
        for event in [e for e in events if isinstance(e, TextTabled) and e.seq > closed][:2]:
            same = Choice(
                seq=event.seq,
                actor=event.actor,
                verb="table",
                terms=event.terms,
                label=event.label,
                days=None,  # as the talks' rules have it
            )
            without = Arm.again(case, events, event.seq)
            with_it = Arm.instead(case, events, event.seq, [same])
            for future in without.numbers(3):
                one, two = (arm.future(future)[0] for arm in (without, with_it))
                assert [(type(e), e.tick, e.actor) for e in one] == [
                    (type(e), e.tick, e.actor) for e in two
                ]
                seen += 1
    assert seen
