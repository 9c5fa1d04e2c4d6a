"""What a refusal brings about: revisions by mediators, counters by parties, bars on what failed."""

from __future__ import annotations

import pytest

from sim.engine.bridging import in_view
from sim.engine.play import play_on
from sim.model.constants import ACCEPT, MINUTES_A_DAY, UNENDED
from sim.model.draws import logistic_cdf
from sim.talks.choices import asked
from sim.talks.event import Answer
from sim.talks.events import (
    AnswerRevised,
    AnyEvent,
    AssessmentFormed,
    TalksSuspended,
    TextAccepted,
    TextCriticised,
    TextLapsed,
    TextRejected,
    TextTabled,
)
from sim.talks.fold import fold
from sim.talks.parts import LiveText
from sim.talks.positions import position, reservation_of
from sim.talks.prospects import Prospects
from sim.talks.timers import COUNTER, REVISE, TELL
from tests.engine.made import Data, case_of, direct, eventful, plain, runs_of
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text


def bridged(counters: str = "no", **more: object) -> Data:
    """Made-up talks in which all is heard at once and nothing suspends the talks."""
    data = plain(parties={"counters": counters, "deliberation": "1 day"}, **more)
    data["suspension"] = {"chance": 0}
    data["actors"]["mia"] |= {"channel_delay": "0 days", "revision_delay": "2 days"}
    return data


def on_the_table(data: Data | None = None, u: float = 0.5) -> Talks:
    """A text of mia's that nobody has answered yet."""
    return given(bridged() if data is None else data, u).told(TextTabled, 2, "mia", **text(1))


def answered(talks: Talks, day: float, who: str, kind: type[Answer] = TextCriticised) -> Talks:
    return talks.told(kind, day, who, text=1)


def test_a_delay_to_revise_begins_when_all_have_answered_without_consent() -> None:
    talks = answered(on_the_table(), 3, "ada", TextAccepted)
    assert talks.pending(REVISE) == []
    answered(talks, 4, "bob")
    assert talks.pending(REVISE) == [MIA]
    assert talks.timer(REVISE, MIA).cause == talks.state.seq - 1


def test_a_formal_rejection_does_not_wait_for_the_others() -> None:
    talks = answered(on_the_table(), 3, "ada", TextRejected)
    assert talks.pending(REVISE) == [MIA]
    rejection = talks.timer(REVISE, MIA)
    answered(talks, 4, "bob", TextAccepted)
    assert talks.timer(REVISE, MIA) == rejection


def test_under_a_quota_a_rejection_that_leaves_a_way_to_it_is_waited_out() -> None:
    quota = {"quota": "60%", "weights": {"ada": 2, "bob": 1}}
    for who, begins in (("ada", [MIA]), ("bob", [])):
        talks = on_the_table(bridged(consent=quota))
        assert answered(talks, 3, who, TextRejected).pending(REVISE) == begins


def test_a_thought_that_brings_consent_ends_the_delays() -> None:
    talks = answered(answered(on_the_table(bridged("yes")), 3, "ada", TextAccepted), 4, "bob")
    assert (talks.pending(REVISE), talks.pending(COUNTER)) == ([MIA], [BOB])
    talks.told(AnswerRevised, 4.1, "bob", text=1, answer="accept", before="criticise")
    assert (talks.pending(REVISE), talks.pending(COUNTER)) == ([], [])


def test_suspended_the_delays_wait() -> None:
    talks = answered(answered(on_the_table(bridged("yes")), 3, "ada"), 4, "bob")
    talks.told(TalksSuspended, 4.1)
    assert talks.pending(REVISE) == talks.pending(COUNTER) == []
    assert {(REVISE, MIA), (COUNTER, ADA), (COUNTER, BOB)} <= set(talks.state.paused)


def test_a_text_that_leaves_takes_the_delays_with_it() -> None:
    talks = answered(answered(on_the_table(bridged("yes")), 3, "ada"), 4, "bob")
    talks.told(TextTabled, 4.1, "mia", **text(2, "p3"))
    assert talks.pending(REVISE) == talks.pending(COUNTER) == []


def test_only_a_party_that_counters_begins_a_delay_and_one_that_says_yes_none() -> None:
    data = bridged()
    data["actors"]["bob"]["counters"] = "yes"
    talks = answered(answered(on_the_table(data), 3, "ada"), 4, "bob", TextRejected)
    assert talks.pending(COUNTER) == [BOB]
    assert talks.timer(COUNTER, BOB).cause == talks.state.seq - 1


def test_a_revision_names_the_text_it_answers_and_is_likelier_to_find_consent() -> None:
    talks = answered(on_the_table(), 3, "ada", TextRejected)
    answered(talks, 4, "bob", TextRejected)
    timer = talks.timer(REVISE, MIA)
    event = talks.brings(REVISE, MIA)
    assert isinstance(event, TextTabled)
    assert (event.revises, event.text, event.cause) == (1, 2, timer.cause)
    view = in_view(talks.state, MIA, timer.due)
    assert view is not None
    names = talks.state.tables.names
    assert view.consent(names.package(event.terms)) > view.standing()


def test_a_mediator_with_nothing_better_says_so_and_its_delay_begins_anew() -> None:
    kept = [
        event
        for events, _ in runs_of(case_of(bridged("no")), 20)
        for event in events
        if isinstance(event, AssessmentFormed) and event.keeps
    ]
    assert kept
    talks = answered(on_the_table(), 3, "ada", TextRejected)
    timer = talks.timer(REVISE, MIA)
    talks.fired(
        AssessmentFormed, REVISE, MIA, actor="mia", text=1, chance=1.0, tilts={}, keeps=True
    )
    again = talks.timer(REVISE, MIA)
    assert again.due > timer.due


def test_a_counter_is_worth_most_by_the_chance_that_the_other_gives_it() -> None:
    talks = answered(on_the_table(bridged("yes")), 3, "ada", TextRejected)
    state = talks.state
    timer = state.timers[COUNTER, ADA]
    least, ahead = reservation_of(state, ADA, timer.due), timer.due + UNENDED

    def worth(package: int) -> float:
        made = LiveText(2, 9, package, ADA, "draft", timer.due, (ADA, BOB))
        x = position(state, BOB, made, ahead, state.errors[ADA][BOB]).x
        chance = logistic_cdf(x - state.tables.actors[BOB].accept_bar)
        return chance * state.stand[ADA].worths[package] + (1 - chance) * least

    event = talks.brings(COUNTER, ADA)
    assert isinstance(event, TextTabled)
    assert (event.why, event.revises, event.actor) == ("counter", 1, "ada")
    chosen = state.tables.names.package(event.terms)
    others = [p for p in state.tables.open_packages(tuple(state.phases)) if p != 4]
    assert worth(chosen) == pytest.approx(max(map(worth, others)))
    assert worth(chosen) > worth(4)


def test_a_counter_is_accepted_by_its_author_and_reaches_the_other_by_the_mediator() -> None:
    talks = answered(on_the_table(bridged("yes")), 3, "ada", TextRejected)
    talks.told(TextTabled, 5, "ada", **text(2, "p1", "t1", why="counter", revises=1))
    assert talks.state.answers == {ADA: ACCEPT}
    assert talks.pending(TELL) == [BOB]


def test_a_party_lets_a_text_stand_that_is_worth_more_to_it_than_any_of_its_own() -> None:
    talks = answered(on_the_table(bridged("yes")), 3, "ada", TextRejected)
    best = talks.brings(COUNTER, ADA)
    assert isinstance(best, TextTabled)
    talks.told(TextTabled, 4, "mia", **text(2, **best.terms)).told(TextCriticised, 5, "ada", text=2)
    assert talks.brings(COUNTER, ADA) is None


def test_a_package_refused_stays_barred_until_less_is_asked_for_it() -> None:
    talks = answered(on_the_table(), 3, "ada", TextRejected)
    talks.told(TextLapsed, 3.1, text=1, why="deadline")
    state = talks.state
    barred = state.tables.names.package(text(1)["terms"])
    tick = state.tick
    assert barred in state.barred
    now = in_view(state, MIA, tick)
    assert now is not None
    assert barred not in now.candidates  # nobody asks less than a moment ago
    later = in_view(state, MIA, tick + 30 * MINUTES_A_DAY)
    assert later is not None
    best = Prospects(state, MIA, [*now.candidates, barred], tick + 30 * MINUTES_A_DAY).likeliest()
    assert (barred in later.candidates) == (best == barred)


def test_a_person_is_asked_to_table_when_its_delay_ends() -> None:
    talks = answered(on_the_table(bridged("yes")), 3, "ada", TextRejected)
    talks.state.seats = frozenset((ADA, MIA))
    assert asked(talks.state, talks.timer(COUNTER, ADA)) == "table"
    assert asked(talks.state, talks.timer(REVISE, MIA)) == "table"


def test_parties_that_offer_in_turn_answer_the_offer_before_and_have_no_delay_to_counter() -> None:
    answering = 0
    for events, _ in runs_of(case_of(direct()), 10):
        for event in events:
            if isinstance(event, TextTabled):
                assert event.why in ("offer", "own")
                if event.revises > 0:
                    cause = events[event.cause]
                    assert isinstance(cause, Answer)
                    assert event.revises == cause.text == event.text - 1
                    answering += 1
    assert answering > 10


def test_in_runs_a_refusal_is_followed_by_a_revision_with_it_as_its_cause() -> None:
    revised = 0
    for events, _ in runs_of(case_of(bridged("unknown")), 20):
        for event in events:
            if isinstance(event, TextTabled) and event.revises > 0:
                cause = events[event.cause]
                assert isinstance(cause, Answer)
                assert cause.text == event.revises
                [lapse] = [e for e in events if isinstance(e, TextLapsed) and e.text == cause.text]
                assert lapse.why == "superseded"
                revised += 1
    assert revised > 20


@pytest.mark.parametrize("name", ["bridged", "eventful"])
def test_play_resumed_at_every_event_goes_on_the_same_with_revisions_and_counters(
    name: str,
) -> None:
    data = bridged("yes") if name == "bridged" else eventful() | {"parties": {"counters": "yes"}}
    case = case_of(data)
    whole = next(events for events, _ in runs_of(case, 40) if countered_and_revised(events))
    for n in range(2, len(whole)):
        past = list(whole[:n])
        play_on(fold(case, past), past)
        assert past == whole, f"resumed at event {n}"


def countered_and_revised(events: list[AnyEvent]) -> bool:
    whys = {e.why for e in events if isinstance(e, TextTabled) and e.revises > 0}
    return "counter" in whys and len(whys) > 1 and len(events) < 120
