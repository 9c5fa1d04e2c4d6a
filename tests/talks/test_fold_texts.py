"""What texts and answers make of the state."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sim.model.constants import ACCEPT, CRITICISE, REJECT
from sim.talks.events import (
    AnswerRevised,
    DemandRaised,
    MessageRelayed,
    SessionAdjourned,
    SessionConvened,
    TextAccepted,
    TextCriticised,
    TextLapsed,
    TextRejected,
    TextTabled,
)
from sim.talks.positions import agreed, aspiration_of, position, taste
from sim.talks.timers import (
    ABOUT_A_TEXT,
    ADJOURN,
    AGREE,
    ANSWER,
    CONVENE,
    LAPSE,
    MOOD,
    RETHINK,
    STOCK,
    SUPERSEDE,
    SUSPEND,
    TABLE,
    TELL,
)
from tests.engine.made import Data, direct, party, plain
from tests.talks.telling import ADA, BOB, MIA, Talks, given, text


def test_with_nothing_on_the_table_the_mediator_is_due_to_table() -> None:
    assert given().pending(TABLE) == [MIA]


def test_a_text_is_on_its_way_to_everyone_it_needs() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1))
    assert talks.state.live is not None
    assert talks.state.live.needed == (ADA, BOB)
    assert talks.pending(TELL) == [ADA, BOB]
    assert talks.pending(TABLE) == []
    assert talks.timer(LAPSE).due == 30 * 1440
    assert not talks.state.answers  # to mediate is not to accept


def test_what_is_relayed_is_weighed_and_carried_back() -> None:
    data = plain(parties={"deliberation": "1 minute"})
    data["actors"]["mia"]["channel_delay"] = "9 days"
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    first = min((ADA, BOB), key=lambda actor: talks.timer(TELL, actor).due)
    to = ("ada", "bob")[first]
    talks.fired(MessageRelayed, TELL, first, actor="mia", kind="text", text=1, to=to)
    assert talks.pending(TELL) == [1 - first]
    assert talks.state.carry[first] > 100
    weighed = talks.timer(ANSWER, first).due - talks.state.tick - talks.state.carry[first]
    assert 1 <= weighed <= 5


def test_a_party_that_tables_has_accepted() -> None:
    talks = given(direct()).told(TextTabled, 2, "bob", **text(1))
    assert talks.state.answers == {BOB: ACCEPT}
    assert talks.pending(ANSWER) == [ADA]


@pytest.mark.parametrize(("needed", "answers"), [("always", {MIA: ACCEPT}), ("no", {})])
def test_a_mediator_that_must_agree_says_yes_by_tabling(
    needed: str, answers: dict[int, int]
) -> None:
    data = plain()
    data["actors"]["mia"] |= {"roles": ["mediator", "stakeholder"], "price": {"wants": "p1"}}
    data["actors"]["mia"]["needed"] = needed
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    assert talks.state.answers == answers
    assert talks.pending(ANSWER) == []
    assert talks.pending(TELL) == [ADA, BOB]


def with_sue(needed: str) -> Data:
    data = plain()
    data["issues"]["price"]["status_quo"] = "p1"
    data["actors"]["sue"] = {"roles": ["stakeholder"], "price": {"opposes": "p4"}}
    data["actors"]["sue"]["needed"] = needed
    data["actors"]["mia"]["reaches"].append("sue")
    return data


@pytest.mark.parametrize(
    ("price", "word", "needed"),
    [
        ("p1", "on change", (ADA, BOB)),
        ("p2", "on change", (ADA, BOB, 3)),
        ("p1", "always", (ADA, BOB, 3)),
        ("p2", "no", (ADA, BOB)),
    ],
)
def test_a_stakeholder_is_asked_as_the_file_says(
    price: str, word: str, needed: tuple[int, ...]
) -> None:
    data = with_sue(word)
    talks = given(data).told(TextTabled, 2, "mia", **text(1, price))
    assert talks.state.live is not None
    assert talks.state.live.needed == needed


def test_a_lapse_cancels_what_was_pending() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1)).told(TextAccepted, 3, "ada", text=1)
    talks.fired(TextLapsed, LAPSE, text=1, why="deadline")
    assert talks.state.live is None
    assert not talks.state.answers
    assert not [kind for kind, _ in talks.state.timers if kind in ABOUT_A_TEXT]
    assert talks.pending(TABLE) == [MIA]


def test_a_package_that_lapsed_stays_barred_whatever_is_demanded() -> None:
    talks = given(late()).told(TextTabled, 2, "mia", **text(1, "p1", "t1"))
    assert talks.state.barred == set()
    talks.fired(TextLapsed, LAPSE, text=1, why="deadline")
    assert talks.state.barred == {0}
    talks.told(DemandRaised, 40, "ada", issue="time", late=True)
    assert talks.state.barred == {0}


def late() -> Data:
    data = plain()
    data["actors"]["ada"]["time"]["raised"] = "2025-02-10"
    return data


def test_a_new_text_takes_the_place_of_the_old_one() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1)).told(TextRejected, 4, "ada", text=1)
    talks.told(TextTabled, 5, "mia", **text(2, "p3"))
    assert not talks.state.answers
    assert talks.pending(ANSWER) == []
    assert talks.pending(TELL) == [ADA, BOB]
    talks.fired(TextLapsed, SUPERSEDE, 1, text=1, why="superseded")
    assert talks.state.live is not None
    assert talks.state.live.number == 2


def test_an_answer_to_a_text_that_is_gone_is_refused() -> None:
    talks = (
        given().told(TextTabled, 2, "mia", **text(1)).told(TextTabled, 3, "mia", **text(2, "p3"))
    )
    with pytest.raises(AssertionError, match="gone"):
        talks.told(TextAccepted, 4, "ada", text=1)


def test_when_all_have_said_yes_there_is_agreement_at_once() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1)).told(TextAccepted, 3, "ada", text=1)
    assert not agreed(talks.state)
    talks.told(TextAccepted, 4, "bob", text=1)
    assert agreed(talks.state)
    assert talks.timer(AGREE).due == talks.state.tick


def test_a_yes_taken_back_takes_the_agreement_with_it() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1)).told(TextAccepted, 3, "ada", text=1)
    talks.told(TextAccepted, 4, "bob", text=1)
    talks.told(AnswerRevised, 4, "ada", text=1, answer="criticise", before="accept")
    assert talks.pending(AGREE) == []
    assert not agreed(talks.state)


def test_once_all_are_heard_mediators_take_stock_once() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1)).told(TextCriticised, 3, "ada", text=1)
    assert talks.pending(STOCK) == []
    talks.told(TextAccepted, 4, "bob", text=1)
    assert talks.timer(STOCK, MIA).due == talks.state.tick
    talks.told(AnswerRevised, 5, "bob", text=1, answer="reject", before="accept")
    assert talks.pending(STOCK) == []


@pytest.mark.parametrize(("chance", "due"), [(100, [1]), (0, [])])
def test_a_formal_no_suspends_with_its_chance(chance: int, due: list[int]) -> None:
    talks = given(plain(suspension={"chance": chance}))
    talks.told(TextTabled, 2, "mia", **text(1)).told(TextCriticised, 3, "ada", text=1)
    assert talks.pending(SUSPEND) == []
    talks.told(TextRejected, 4, "bob", text=1)
    assert talks.pending(SUSPEND) == due


def test_whether_a_no_suspends_is_drawn_once_a_text_and_actor() -> None:
    found = []
    for run in range(20):
        talks = given(plain(suspension={"chance": 50}), run=run)
        talks.told(TextTabled, 2, "mia", **text(1)).told(TextRejected, 3, "ada", text=1)
        first = talks.pending(SUSPEND)
        talks.told(AnswerRevised, 4, "ada", text=1, answer="criticise", before="reject")
        talks.told(AnswerRevised, 5, "ada", text=1, answer="reject", before="criticise")
        assert talks.pending(SUSPEND) == first
        talks.told(TextTabled, 6, "mia", **text(2)).told(TextRejected, 7, "ada", text=2)
        found.append((first, talks.pending(SUSPEND)))
    assert any(one and not other for one, other in found)
    assert any(other and not one for one, other in found)


@pytest.mark.parametrize(
    ("yes", "vetoes", "expected"),
    [
        ("ada bob", [], True),
        ("ada cid", [], False),
        ("bob cid", [], True),
        ("bob cid", ["ada"], False),
        ("ada bob cid", ["ada"], True),
    ],
)
def test_a_quota_counts_weights_and_vetoes(yes: str, vetoes: list[str], expected: bool) -> None:
    """Bob weighs two of four, and three quarters are needed."""
    data = plain(consent={"quota": 75, "weights": {"bob": 2}, "vetoes": vetoes})
    data["actors"]["cid"] = party("p2", "t2")
    data["actors"]["mia"]["reaches"].append("cid")
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    for name in ("ada", "bob", "cid"):
        kind = TextAccepted if name in yes else TextRejected
        talks.told(kind, 3, name, text=1)
    assert agreed(talks.state) is expected


def test_a_veto_counts_only_where_its_holder_is_needed() -> None:
    data = with_sue("on change") | {"consent": {"quota": 60, "vetoes": ["sue"]}}
    for price, expected in (("p1", True), ("p3", False)):
        talks = given(data).told(TextTabled, 2, "mia", **text(1, price))
        talks.told(TextAccepted, 3, "ada", text=1).told(TextAccepted, 3, "bob", text=1)
        assert agreed(talks.state) is expected


def test_final_said_twice_halves_what_the_word_weighs() -> None:
    talks = given().told(TextTabled, 2, "mia", **text(1))
    talks.told(TextTabled, 3, "mia", **text(2, "p3", label="final"))
    assert talks.state.phi[MIA] == 1.0
    talks.told(TextTabled, 4, "mia", **text(3, "p4"))
    assert talks.state.phi[MIA] == 0.5
    talks.told(TextTabled, 5, "mia", **text(4, "p2", label="final"))
    assert talks.state.phi[MIA] == 0.25
    assert talks.state.phi[ADA] == 1.0


def test_a_final_label_closes_as_much_of_the_gap_as_it_is_believed() -> None:
    talks = given(plain(parties={"label_effect": 40})).told(TextTabled, 2, "mia", **text(1))
    for number, phi in ((2, 1.0), (3, 0.5), (4, 0.25)):
        talks.told(TextTabled, 3, "mia", **text(number, label="final"))
        assert talks.state.live is not None
        place = position(talks.state, ADA, talks.state.live, 3 * 1440)
        asked = aspiration_of(talks.state, ADA, 3 * 1440)
        closed = 0.4 * phi * (asked - place.no_deal)
        assert place.aspiration == pytest.approx(asked - closed)


def meeting(attend: Sequence[str]) -> Talks:
    """Talks with a session to come, on the tenth day."""
    sessions = {"s": {"when": "2025-01-10", "attend": [*attend]}}
    calendar = {"start": "2025-01-01", "now": "2025-01-01", "horizon": "60 days"}
    return given(plain(calendar=calendar | {"sessions": sessions}))


def test_those_in_the_room_hear_at_once_and_sooner_make_up_their_minds() -> None:
    attend = ("ada", "mia")
    slow = meeting(attend).told(
        SessionConvened, 2, session="s", attend=attend, level=0.0, until=40_000
    )
    high = meeting(attend).told(
        SessionConvened, 2, session="s", attend=attend, level=1.0, until=40_000
    )
    for talks in (slow, high):
        talks.told(TextTabled, 3, "mia", **text(1))
        assert talks.pending(ANSWER) == [ADA]
        assert talks.pending(TELL) == [BOB]
    took = [talks.timer(ANSWER, ADA).due - 3 * 1440 for talks in (slow, high)]
    assert took[1] == round(took[0] / 2)


def test_a_session_overtakes_a_message_on_its_way() -> None:
    talks = meeting(["bob"]).told(TextTabled, 2, "mia", **text(1))
    talks.told(SessionConvened, 2, session="s", attend=("bob",), level=0.0, until=40_000)
    assert talks.pending(TELL) == [ADA]
    assert talks.pending(ANSWER) == [BOB]
    assert BOB not in talks.state.carry or talks.state.carry[BOB] == 0


def test_who_has_no_channel_waits_for_a_session() -> None:
    data = plain()
    data["actors"]["mia"]["reaches"] = ["ada"]
    data["calendar"]["sessions"] = {"s": {"every": "5 days", "attend": ["bob", "mia"]}}
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    assert talks.pending(TELL) == [ADA]
    talks.fired(SessionConvened, CONVENE, 0, session="later-1", attend=("bob",), until=20_000)
    assert talks.pending(ANSWER) == [BOB]
    talks.fired(SessionAdjourned, ADJOURN, session="later-1")
    assert talks.state.room == frozenset()
    assert talks.pending(CONVENE) == [0]


def test_a_mood_is_relayed_to_an_author_without_a_channel_of_its_own() -> None:
    data = plain()
    data["actors"]["mia"]["reaches"] = ["ada"]
    data["actors"]["ned"] = {"roles": ["mediator"], "reaches": ["bob"]}
    talks = given(data).told(TextTabled, 2, "mia", **text(1))
    talks.told(MessageRelayed, 2, "mia", kind="text", text=1, to="ada")
    talks.told(MessageRelayed, 2, "ned", kind="text", text=1, to="bob")
    assert talks.pending(MOOD) == [BOB]
    mood = {"kind": "mood", "text": 1, "to": "mia", "about": "bob", "mood": "reject"}
    talks.fired(MessageRelayed, MOOD, BOB, actor="ned", **mood)
    assert talks.state.live is not None
    assert talks.state.moods[MIA, BOB, talks.state.live.package] == REJECT
    assert talks.pending(ANSWER) == [ADA, BOB]


def test_an_answer_is_thought_over_on_the_grid_of_its_first_day() -> None:
    data = plain(parties={"no_deal": {"loss_in_90_days": 100}, "deliberation": "1 day"})
    talks = given(data, luck=-4.0).told(TextTabled, 2, "mia", **text(1, "p1", "t1"))
    talks.told(TextCriticised, 3.25, "bob", text=1)
    change = talks.timer(RETHINK, BOB)
    assert (change.due - round(3.25 * 1440)) % 1440 == 0
    talks.fired(
        AnswerRevised, RETHINK, BOB, actor="bob", text=1, answer="accept", before="criticise"
    )
    assert talks.state.answers[BOB] == ACCEPT
    assert talks.state.answered[BOB][0] == round(3.25 * 1440)


def test_whoever_tabled_a_text_stands_by_it() -> None:
    talks = given(direct()).told(TextTabled, 2, "ada", **text(1, "p4", "t3"))
    assert talks.pending(RETHINK) == []
    talks.told(TextCriticised, 3, "bob", text=1)
    assert talks.state.answers == {ADA: ACCEPT, BOB: CRITICISE}
    assert talks.pending(RETHINK) in ([], [BOB])


def test_luck_with_a_package_does_not_hang_on_when_it_is_tabled() -> None:
    first = given(plain(parties={"consistency": 0}))
    second = given(plain(parties={"consistency": 0})).told(TextTabled, 2, "mia", **text(1, "p1"))
    first.told(TextTabled, 3, "mia", **text(1, "p3"))
    second.told(TextTabled, 3, "mia", **text(2, "p3"))
    packages = range(len(first.state.tables.names.package_keys))
    for talks in (first, second):
        lucks = [taste(talks.state, ADA, p) for p in packages]
        assert len(set(lucks)) == len(packages)
        assert lucks == [taste(first.state, ADA, p) for p in packages]
