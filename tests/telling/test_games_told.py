"""How games are told from their logs: whole or not over yet, and who decided what."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.cli.seat_game import Game
from sim.cli.then_page import page as then_page
from sim.ensemble.inputs import first_of
from sim.report.terminal import lines
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.studies.explain.study import explained
from sim.talks.choices import Choice
from sim.talks.event import Answer
from sim.talks.events import AnswerRevised, DecisionPassed, DemandWithdrawn, TextTabled
from sim.telling.choosing import BY_A_PERSON, BY_SOMEBODY, by_a_person, waits_for, whose_choice
from sim.telling.moment import then
from sim.telling.story import ending, story
from sim.telling.story import told as told_line
from sim.telling.tale import Tale
from tests.cli.asking import misfits, told
from tests.telling.seated import played

GAMES = [(name, seed) for name in shipped_scenarios() for seed in range(3)]


def tale_of(game: Game) -> Tale:
    return Tale(game.case, game.events, full=True)


@pytest.mark.parametrize(("name", "seed"), GAMES)
def test_every_event_of_a_game_is_explained(name: str, seed: int) -> None:
    tale = tale_of(played(name, seed))
    for event in tale.events:
        text = "\n".join(lines(explained(tale, event.seq).document()))
        assert misfits(text) == []
        if event.provenance == "chosen":
            assert BY_A_PERSON in " ".join(text.split())


@pytest.mark.parametrize(("name", "seed"), GAMES)
def test_every_moment_of_a_game_can_be_looked_at(name: str, seed: int) -> None:
    tale = tale_of(played(name, seed))
    for seq in range(0, len(tale.events), 5):
        assert misfits("\n".join(then_page(tale, then(tale, seq)))) == []


@pytest.mark.parametrize(("name", "seed"), GAMES)
def test_a_game_that_is_not_over_says_who_is_next(name: str, seed: int) -> None:
    game = played(name, seed, most=4)
    tale = tale_of(game)
    assert story(tale).simulated
    if game.whose:
        title = tale.labels.actor(game.whose)
        assert waits_for(tale) == game.whose
        assert ending(tale).startswith(f"The game is not over: {title} decides next, on day +")
    else:
        assert waits_for(tale) == ""


def test_a_log_that_was_cut_waits_for_nobody() -> None:
    game = played("labour-dispute", 0)
    closed = next(e.seq for e in game.events if type(e).__name__ == "RecordClosed")
    cut = Tale(game.case, game.events[:closed])
    assert waits_for(cut) == ""
    assert ending(cut).startswith("It stands at day")


def test_what_is_pending_for_a_person_is_a_question() -> None:
    game = played("labour-dispute", 0, ("union",), most=0)
    pending = "\n".join(one.what for one in then(tale_of(game), game.state.seq - 1).pending)
    assert "Union is asked for its answer to the live text" in pending
    assert "Management" not in pending or "Management is asked" not in pending


def test_what_passes_is_quiet_and_told_as_what_it_is() -> None:
    kinds = set()
    for name, seed in GAMES:
        tale = tale_of(played(name, seed))
        for event in tale.events:
            if isinstance(event, DecisionPassed):
                line = told_line(tale, event)
                assert line.quiet
                assert BY_A_PERSON in line.text
                kinds.add(event.kind)
    assert kinds == {"answer", "rethink", "table", "speak", "statement"}


def test_who_says_the_same_again_stands_by_it() -> None:
    seen = 0
    for name, seed in GAMES:
        tale = tale_of(played(name, seed))
        for event in tale.events:
            if not isinstance(event, Answer):
                continue
            text = told_line(tale, event).text
            same = isinstance(event, AnswerRevised) and event.answer == event.before
            assert text.startswith("stands by its ") == same
            seen += same
    assert seen > 3


def test_a_persons_answer_rests_on_no_luck() -> None:
    for name, seed in GAMES:
        tale = tale_of(played(name, seed))
        for event in tale.events:
            if isinstance(event, Answer) and event.provenance == "chosen":
                notes = told_line(tale, event).notes
                assert notes[0] == BY_A_PERSON
                assert notes[1].startswith("worth ")
                assert "luck" not in " ".join(notes)
            if isinstance(event, TextTabled) and event.provenance == "chosen":
                assert BY_A_PERSON in told_line(tale, event).notes


def test_what_a_what_if_forces_on_a_seat_is_not_the_persons_doing() -> None:
    case = load("cairo-2024")
    values, start = first_of(case, 0, "demand-withdrawn", ("israel",))
    game = Game(case, "cairo-2024", values, start)
    while game.whose and not any(isinstance(e, DemandWithdrawn) for e in game.events):
        game.decide(Choice(seq=game.state.seq, actor="israel", verb="pass"))
    tale = tale_of(game)
    forced = next(e for e in game.events if isinstance(e, DemandWithdrawn))
    assert whose_choice(tale, forced) == BY_SOMEBODY
    assert not by_a_person(tale, forced)
    assert BY_A_PERSON not in "\n".join(lines(explained(tale, forced.seq).document()))


def test_what_is_chosen_where_nobody_sits_is_somebodys() -> None:
    game = played("flat-sale", 1)
    bare = [replace(game.events[0], seats=()), *game.events[1:]]
    tale = Tale(game.case, bare)
    chosen = [e for e in bare if e.provenance == "chosen"]
    assert chosen
    assert {whose_choice(tale, e) for e in chosen} == {BY_SOMEBODY}


@pytest.mark.parametrize("most", [2, 10_000])
def test_the_commands_take_a_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.chdir(tmp_path)
    game, path = played("labour-dispute", 1, ("union",), most=most), Path("game.jsonl")
    game.save(path)
    page = told("replay", str(path))
    assert misfits(page) == []
    assert ("not over yet" in page) == (most == 2)
    assert "decided by a person" in told("replay", str(path), "--all")
    told("replay", str(path), "--json")
    chosen = game.choices[0].seq
    assert "decided by a person" in " ".join(told("explain", str(path), str(chosen)).split())
    told("plot", str(path), "-o", "figures")
    assert list(Path("figures").glob("*.png"))
