"""What a seat gets to know: nothing but what is listed, and not before it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import get_args

import pytest

from sim.cli.seat_game import Game
from sim.cli.seat_page import all_news
from sim.ensemble.inputs import first_of
from sim.errors import LogError
from sim.model.constants import MINUTES_A_DAY
from sim.scenario.loading import load, load_text
from sim.scenario.shipped import find, shipped_scenarios
from sim.talks.choices import given
from sim.talks.event import REPORTED_KINDS, Answer
from sim.talks.events import (
    AnyEvent,
    AssessmentFormed,
    DecisionPassed,
    InputChanged,
    MessageRelayed,
    ShockStruck,
    TextTabled,
)
from sim.telling.common import Common
from sim.telling.knowledge import Fact, Knowledge
from sim.telling.listening import Listener
from sim.telling.mind import Mind, knowledge
from sim.telling.news import NEWS, lines
from tests.cli.asking import misfits
from tests.telling.seated import played

SCENARIOS = shipped_scenarios()
SEEDS = range(4)
ANSWER = {"text", "answer", "before"}
# What anybody may ever know of an event, type by type; nothing of all others.
MAY_KNOW: Mapping[str, set[str]] = {
    "RecordClosed": set(),
    "DemandRaised": {"issue", "wants"},
    "DemandWithdrawn": {"issue"},
    "SessionConvened": {"session", "attend", "drawn"},
    "SessionSlipped": {"session", "to"},
    "SessionAdjourned": {"session"},
    "MessageRelayed": {"kind", "text", "to", "about", "mood"},
    "ReportPublished": {"kind", "text"},
    "StatementMade": {"kind", "chance"},
    "TextTabled": {"text", "by", "read", "via", "late", "revises"},
    "TextAccepted": ANSWER,
    "TextCriticised": ANSWER,
    "TextRejected": ANSWER,
    "AnswerRevised": ANSWER,
    "TextLapsed": {"text", "why"},
    "AssessmentFormed": {"text", "chance", "tilts", "exhausted", "keeps"},
    "RedLineStated": {"issue"},
    "ShockStruck": {"shock", "shift"},
    "InputChanged": {"sets"},
    "DecisionPassed": {"kind", "wait"},
    "FrameworkAgreed": {"text", "terms", "items"},
    "ItemSettled": {"item"},
    "RatificationVoted": {"passed"},
    "TalksSuspended": {"by"},
    "TalksResumed": set(),
    "TalksCollapsed": set(),
    "ImplementationFailed": {"why"},
    "DealConcluded": set(),
    "HorizonReached": set(),
}


Told = Sequence[tuple[int, Fact]]  # each with the event with which it became known


@cache
def everybody() -> list[tuple[Game, Knowledge, Told]]:
    """What everybody knows at the end of games in which all are played by people."""
    games = [played(name, seed) for name in SCENARIOS for seed in SEEDS]
    return [
        (game, *_known(game, actor)) for game in games for actor in game.state.tables.names.actors
    ]


def _known(game: Game, seat: str, upto: int | None = None) -> tuple[Knowledge, Told]:
    mind = Mind(game.case, seat)
    mind.follow(game.events[:upto])
    return mind.known(), list(zip(mind.with_event, mind.facts, strict=True))


def test_nobody_knows_what_is_not_listed() -> None:
    seen: set[str] = set()
    for _, known, _ in everybody():
        for fact in known.facts:
            assert set(fact.told) <= MAY_KNOW[fact.kind.__name__]
            seen.add(fact.kind.__name__)
    assert len(seen) >= 22
    assert set(MAY_KNOW) <= {kind.__name__ for kind in get_args(AnyEvent)}
    assert {kind.__name__ for kind in NEWS} == set(MAY_KNOW) - {"SessionAdjourned"}


def test_what_is_ones_own_is_told_to_nobody_else() -> None:
    for game, known, told in everybody():
        for at, fact in told:
            event = game.events[at]
            if isinstance(event, AssessmentFormed | DecisionPassed):
                assert fact.actor == event.actor == known.seat
            if isinstance(event, MessageRelayed):
                assert known.seat in (event.actor, event.to)


def test_a_text_is_known_to_its_author_mediators_the_room_and_those_told() -> None:
    late = 0
    for game, known, told in everybody():
        told_at = {f.told["text"]: at for at, f in told if f.told.get("read")}
        tables = [event for event in game.events if isinstance(event, TextTabled)]
        for paper in known.papers:
            tabled = next(e for e in tables if (e.actor, e.tick) == (paper.by, paper.tabled))
            assert paper.terms.items() <= tabled.terms.items()
            if not paper.read:
                assert tabled.provenance in REPORTED_KINDS
                continue
            if known.mediates or game.state.protocol.direct or tabled.actor == known.seat:
                assert told_at[paper.number] == tabled.seq
            late += told_at.get(paper.number, 0) > tabled.seq
    assert late > 20


def test_answers_of_others_are_told_only_with_the_text() -> None:
    others = 0
    for game, known, told in everybody():
        read = {f.told["text"]: at for at, f in told if f.told.get("read")}
        for at, fact in told:
            simulated = fact.provenance not in REPORTED_KINDS
            if issubclass(fact.kind, Answer) and simulated and fact.actor != known.seat:
                assert read[fact.told["text"]] <= at
                others += 1
        true = {(e.actor, given(e)) for e in game.events if isinstance(e, Answer)}
        heard = {(f.actor, f.told["answer"]) for f in known.facts if issubclass(f.kind, Answer)}
        assert heard <= true
    assert others > 100


def test_texts_and_news_are_counted_without_a_gap() -> None:
    for game, known, _ in everybody():
        numbers = [paper.number for paper in known.papers]
        assert numbers == list(range(1, len(numbers) + 1))
        told = lines(game.seat(known.seat))
        assert [line.seq for line in told] == list(range(1, len(told) + 1))


def test_what_is_known_only_grows() -> None:
    for name in SCENARIOS:
        game = played(name, 1)
        for seat in game.seats:
            _, whole = _known(game, seat)
            for upto in range(1, len(game.events), 7):
                _, part = _known(game, seat, upto)
                assert part == whole[: len(part)]
                assert all(at >= upto for at, _ in whole[len(part) :])


def test_a_date_that_the_source_leaves_vague_stays_vague() -> None:
    game = played("cairo-2024", 0)
    for seat in game.seats:
        told = {line.text: line.when for line in lines(game.seat(seat)) if line.mark != "~"}
        assert [when for text, when in told.items() if text.startswith("Doha: ")] == ["11-16 Aug"]
        assert told["doubts that text 1 is balanced"] == "18-22 Aug"


def test_one_of_two_that_the_source_names_is_not_told_which() -> None:
    game = played("cairo-2024", 0)
    doubt = next(e for e in game.events if getattr(e, "who", ""))
    for seat in game.seats:
        told = [line for line in lines(game.seat(seat)) if "balanced" in line.text]
        assert {line.who for line in told} == {"Egypt or Qatar"}
        facts = [fact for at, fact in _known(game, seat)[1] if at == doubt.seq]
        assert [fact.actor for fact in facts] == [""]


def test_terms_that_are_not_reported_come_with_the_text() -> None:
    game = played("labour-dispute", 0, ("union",), most=0)
    known = knowledge(game.case, game.events, "union")
    told = next(e for e in game.events if isinstance(e, MessageRelayed) and e.to == "union")
    before = knowledge(game.case, game.events[: told.seq], "union")
    assert "term" not in before.papers[1].terms
    assert before.live is None
    assert known.live is not None
    assert set(known.live.terms) == {"wages", "week", "term"}
    shown = "\n".join(str(line) for line in lines(game.seat("union"))[:9])
    assert "'term', 'not reported'" in shown


@pytest.mark.parametrize("name", SCENARIOS)
def test_news_are_told_at_80_columns(name: str) -> None:
    for seed in SEEDS:
        game = played(name, seed)
        for seat in game.seats:
            assert misfits("\n".join(all_news(game.seat(seat)))) == []


def test_a_log_that_is_none_is_refused() -> None:
    game = played("flat-sale", 0)
    with pytest.raises(LogError, match="starts with TalksOpened"):
        knowledge(game.case, game.events[1:], "buyer")


def test_the_day_of_an_answer_is_the_day_it_is_heard_of() -> None:
    for game, _, told in everybody():
        for at, fact in told:
            assert fact.tick == game.events[at].tick
            assert fact.tick <= game.state.tick
            assert fact.tick // MINUTES_A_DAY >= 0


def test_a_change_is_told_to_those_whose_own_it_is() -> None:
    case = load("cairo-2024")
    seats = ("egypt", "hamas", "israel")
    values, start = first_of(case, 0, "opposition-withdrawn", seats)
    game = Game(case, "cairo-2024", values, start)
    told = {
        seat: [f.told["sets"] for f in game.seat(seat).known.facts if f.kind is InputChanged]
        for seat in seats
    }
    assert told == {
        "egypt": [{"egypt.corridor.opposes": "nothing"}],
        "hamas": [{"hamas.corridor.opposes": "nothing"}],
        "israel": [],
    }


def test_of_a_shock_one_knows_what_it_is_and_what_it_does_to_oneself() -> None:
    storms = "{storm: {title: A storm, hazard: 5 a day, shift: {buyer: -5}}}"
    text = find("flat-sale").read_text(encoding="utf-8")
    case = load_text(text, "flat.yaml", [f"shocks={storms}"])
    values, start = first_of(case, 0, "", ("buyer", "seller"))
    game = Game(case, "flat.yaml", values, start)
    struck = {
        seat: [f.told for f in game.seat(seat).known.facts if f.kind is ShockStruck]
        for seat in game.seats
    }
    assert struck["buyer"] == [{"shock": "storm", "shift": pytest.approx(-0.05)}]
    assert struck["seller"] == [{"shock": "storm", "shift": 0.0}]
    assert "A storm; your no-deal worth -5" in "".join(all_news(game.seat("buyer")))
    assert "no-deal" not in "".join(all_news(game.seat("seller")))


TOLD = [
    ("labour-dispute", "union", ["3 percent", "38 hours for night crews", "not reported"], True),
    ("labour-dispute", "union", ["3 percent", "38 hours for night crews", "(assumed)"], False),
    ("cairo-2024", "us", ["(assumed)", "(assumed)", "none of it (claimed)"], False),
    ("cairo-2024", "hamas", ["none of it", "not reported", "not reported"], True),
]


@pytest.mark.parametrize(("name", "seat", "ends", "reported"), TOLD)
def test_a_term_is_told_as_well_as_it_is_known(
    name: str, seat: str, ends: list[str], reported: bool
) -> None:
    """Terms that the scenario leaves open come with the text; those it gives, with the record."""
    game = played(name, 45, (seat,), most=0)
    listener = Listener(Common.of(game.case), game.seat(seat).known)
    texts = [fact for fact in listener.known.facts if fact.kind is TextTabled]
    last = [fact for fact in texts if bool(fact.told.get("read")) is not reported][-1]
    terms = [option for _, option in listener.terms(last)]
    assert [term.endswith(end) for term, end in zip(terms, ends, strict=True)] == [True] * 3
