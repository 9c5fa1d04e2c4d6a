"""`detente play` line by line: commands, mistakes, undo, and games that are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from sim.cli.seat_game import Game
from sim.cli.seat_session import Session
from sim.engine.choices import OPEN as ENGINE_OPEN
from sim.engine.play import Start
from sim.ensemble.chunks import play_run
from sim.ensemble.inputs import first_of
from sim.scenario.case import Case
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_scenarios
from sim.talks.events import AnswerRevised, DecisionPassed, TextTabled
from sim.telling.asking import OPEN
from sim.telling.orders import PASSES
from tests.cli.asking import misfits

VERBS = {"say": "say", "commit": "statement", **dict.fromkeys(PASSES, "pass")}


@cache
def beginning(
    name: str, seats: tuple[str, ...], seed: int
) -> tuple[Case, Mapping[str, float | str], Start]:
    """What a game begins with."""
    case = load(name)
    return case, *first_of(case, seed, "", seats)


def session(name: str, *seats: str, seed: int = 0, hand_over: bool = False) -> Session:
    """A session that keeps nothing, begun."""
    case, values, start = beginning(name, seats, seed)
    game = Game(case, name, values, start)
    found = Session(game, lambda _: None, Path("game.jsonl"), hand_over=hand_over)
    found.begin()
    return found


def answering() -> Session:
    """The union, first asked to answer a text that it may accept."""
    return session("labour-dispute", "union", seed=2)


def said(at: Session, line: str) -> str:
    """What a line is answered with, in one line."""
    return " ".join(" ".join(at.enter(line)).split())


@pytest.mark.parametrize("kind", OPEN)
def test_what_may_be_written_is_what_the_engine_takes(kind: str) -> None:
    assert {VERBS.get(word, word) for word in OPEN[kind]} == set(ENGINE_OPEN[kind])


def test_the_seed_that_gives_everybodys_numbers_is_not_told() -> None:
    game = session("labour-dispute", "union", seed=71_993).game
    page = Session(game, lambda _: None, Path("game.jsonl"), hand_over=False).begin()
    assert "You play Union." in page
    assert not [line for line in page if "71993" in line or "71,993" in line or "seed" in line]


@pytest.mark.parametrize("name", shipped_scenarios())
def test_without_people_it_is_the_run_of_that_seed(name: str) -> None:
    case = load(name)
    for seed in range(3):
        values, start = first_of(case, seed)
        assert Game(case, name, values, start).events == play_run(case, seed, 0, 100)[0]


MISTAKES = [
    ("acept", "no command 'acept': write ? to see what you can write"),
    ("w", "w could be wait, withdraw or worth: write more of it"),
    ("table", "table is not what is asked now: write accept, criticise, reject or wait [days]"),
    ("say 70", "say is not what is asked now"),
    ("accept now", "accept takes nothing after it: write accept"),
    ("wait soon", "'soon' is no number of days: write one from 1 to 365, as wait 3"),
    ("wait 0", "'0' is no number of days"),
    ("wait -2", "'-2' is no number of days"),
    ("wait 99999999999999999999", "is no number of days"),
    ("commit", "no issue is named: write one of wages, week, term, as commit wages"),
    ("commit moon", "no issue is called 'moon': write one of wages, week, term, as commit wages"),
    ("commit w", "w could be wages or week: write more of it"),
    ("worth wages=moon", "no option of wages is called 'moon': write one of zero, two, three"),
    ("worth wages=9", "no option 9 of wages: write one from 1 to 5"),
    ("worth wages", "'wages': write ISSUE=OPTION, as wages=five"),
    ("worth moon=1", "no issue is called 'moon': write one of wages, week, term"),
    ("worth days=x", "'x' is no number of days"),
    ("worth label=x", "no label is called 'x': write one of draft, bridging, final"),
    ("? moon", "no command 'moon'"),
    ("undo", "You have decided nothing yet."),
    ("\x00", "no command"),
]


@pytest.mark.parametrize(("line", "cure"), MISTAKES)
def test_a_mistake_is_told_with_its_cure_and_changes_nothing(line: str, cure: str) -> None:
    at = answering()
    before, prompt = list(at.game.events), at.prompt
    assert cure in said(at, line)
    assert (at.game.events, at.prompt, at.over) == (before, prompt, False)


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("ACCEPT", "TextAccepted"),
        ("a", "TextAccepted"),
        ("crit", "TextCriticised"),
        ("criticize", "TextCriticised"),
        ("reject", "TextRejected"),
        ("wait", "DecisionPassed"),
        ("pass 3 days", "DecisionPassed"),
        ("keep", "DecisionPassed"),
        ("commit wa", "RedLineStated"),
        ("withdraw term", "DemandWithdrawn"),
    ],
)
def test_a_decision_is_one_event(line: str, event: str) -> None:
    at = answering()
    due = at.game.state.seq
    at.enter(line)
    assert type(at.game.events[due]).__name__ == event
    assert at.game.events[due].provenance == "chosen"
    assert len(at.game.choices) == 1


def test_what_is_besides_leaves_the_question_open() -> None:
    at = answering()
    page = said(at, "commit wages")
    assert page.startswith("You commit yourself in public on wages.")
    assert "Text 2 is put to you. What do you answer?" in page


LOOKS = [
    "?",
    "help",
    "? accept",
    "?accept",
    "text",
    "worth",
    "worth wages=five",
    "news",
    "brief",
    "",
]


@pytest.mark.parametrize("line", LOOKS)
@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("labour-dispute", "union"),
        ("cairo-2024", "egypt"),
        ("flat-sale", "buyer"),
        ("council-quota", "chair"),
    ],
)
def test_looking_changes_nothing(name: str, seat: str, line: str) -> None:
    at = session(name, seat)
    events = list(at.game.events)
    shown = at.enter(line.replace("wages=five", ""))
    assert shown
    assert misfits("\n".join(shown)) == []
    assert at.game.events == events


def test_the_worth_of_other_terms_is_worked_out_and_told_to_nobody() -> None:
    at = session("labour-dispute", "union")
    now, other = said(at, "worth"), said(at, "worth wages=five, term=1")
    assert "3 percent" in now
    assert "5 percent" in other
    assert int(re.findall(r"WORTH TO YOU (\d+)", other)[0]) > int(
        re.findall(r"WORTH TO YOU (\d+)", now)[0]
    )


def test_a_hard_red_line_leaves_no_yes() -> None:
    case = load("labour-dispute", ["union.wages.red_line=hard"])
    values, start = first_of(case, 0, "", ("union",))
    at = Session(Game(case, "x", values, start), lambda _: None, Path("x"), hand_over=False)
    at.begin()
    while "Text 2 is put to you" not in (page := said(at, "")):
        at.enter("pass")
    assert "Write: criticise, reject, wait [days]" in page
    page = said(at, "text")
    assert "It crosses your HARD RED LINE on wages: you cannot accept it." in page
    events = list(at.game.events)
    assert "so that you cannot accept it: write criticise, reject or wait" in said(at, "accept")
    assert at.game.events == events


def test_a_text_is_composed_issue_by_issue() -> None:
    at = session("labour-dispute", "mediator", seed=1)
    while "table one?" not in " ".join(at.enter("")):
        at.enter("pass")
    menu = at.enter("table")
    assert misfits("\n".join(menu)) == []
    assert "Management   Union" in "\n".join(menu)
    for line in ("moon", "99"):
        assert "no option" in said(at, line)
    assert "Enter takes what is in [ ]" in said(at, "?")
    for line in ("4", "", "back", "week"):
        at.enter(line)
    assert "no option of week is called 'week'" in said(at, "week")
    for line in ("38 hours f", "", "final", "0"):
        page = said(at, line)
    assert "'0' is no number of days" in page
    page = said(at, "10")
    assert "THE TEXT, final, 10 days to answer" in page
    assert "write yes to table it, no to begin again, or cancel" in said(at, "perhaps")
    due = at.game.state.seq
    at.enter("yes")
    tabled = at.game.events[due]
    assert isinstance(tabled, TextTabled)
    assert tabled.terms == {"wages": "four", "week": "mixed", "term": "three"}
    assert (tabled.label, tabled.answer_days) == ("final", 10.0)


@pytest.mark.parametrize("line", ["cancel", "quit"])
def test_a_text_is_given_up(line: str) -> None:
    at = session("flat-sale", "seller")
    while "offer" not in " ".join(at.enter("")):
        at.enter("crit")
    at.enter("table")
    assert said(at, line) == "Nothing is tabled."
    assert not at.over
    assert at.prompt.startswith("seller +")


def test_a_text_in_one_line_takes_the_rest_from_the_last() -> None:
    at = session("labour-dispute", "mediator", seed=1)
    while "table one?" not in " ".join(at.enter("")):
        at.enter("pass")
    due = at.game.state.seq
    at.enter("table wages=four week=3, label=final; days=5")
    tabled = at.game.events[due]
    assert isinstance(tabled, TextTabled)
    assert tabled.terms == {"wages": "four", "week": "thirtyeight", "term": "three"}
    assert (tabled.label, tabled.answer_days) == ("final", 5.0)


def test_the_first_offer_must_say_everything() -> None:
    at = session("flat-sale", "seller", "buyer")
    assert "nothing is said on price: add price=OPTION" in said(at, "table days=3")
    due = at.game.state.seq
    at.enter("table price=330000")
    assert isinstance(at.game.events[due], TextTabled)


def test_a_wait_beyond_the_text_is_pointed_out() -> None:
    at = answering()
    assert "The text will be gone by then: it lapses in" in said(at, "wait 30")


def test_undo_is_as_if_it_had_never_been_decided() -> None:
    at, other = answering(), answering()
    for line in ("wait 2", "undo", "criticise"):
        at.enter(line)
    other.enter("criticise")
    assert at.game.events == other.game.events
    assert at.game.choices == other.game.choices


def test_undo_takes_what_others_decided_with_it() -> None:
    at = session("labour-dispute", "union", "management")
    first = at.game.whose
    at.enter("criticise" if "criticise" in said(at, "") else "pass")
    while at.game.whose == first or first not in {one.actor for one in at.game.choices[:-1]}:
        at.enter("pass")
    while at.game.whose != first:
        at.enter("pass")
    assert "What others decided since is taken back with it." in said(at, "undo")
    assert at.game.whose == first


def test_the_others_see_a_formal_answer_again_and_no_silence() -> None:
    at = session("cairo-2024", "israel", "egypt", seed=1)
    assert at.game.whose == "israel"
    due = at.game.state.seq
    at.enter("accept")
    again = at.game.events[due]
    assert isinstance(again, AnswerRevised)
    assert again.answer == again.before == "accept"
    assert "Israel stands by its yes to text 1" in said(at, "news")
    other = session("cairo-2024", "israel", "egypt", seed=1)
    other.enter("keep")
    assert isinstance(other.game.events[due], DecisionPassed)
    assert "stands by" not in said(other, "news")


def test_nobody_sees_the_page_of_another_before_sitting_down() -> None:
    at = session("labour-dispute", "union", "management", hand_over=True)
    assert at.prompt == "Enter> "
    seen = 0
    while not at.over:
        waits = at.prompt == "Enter> "
        page = at.enter("" if waits else "pass" if "accept" not in said(at, "") else "reject")
        if at.prompt == "Enter> ":
            shown = [line for line in page if line]
            assert at.clear
            assert len(shown) == 1
            assert shown[0].startswith("Hand over to ")
            assert not re.search(r"points|gain|worth", " ".join(shown))
            seen += 1
        elif waits:
            assert at.clear
    assert seen >= 1


def test_long_names_fit_too() -> None:
    long = "The committee of the elder captains and stokers of the northern ferries"
    sets = [f"actors.{name}.title={long} {name}" for name in ("management", "union")]
    case = load("labour-dispute", sets)
    for seat in ("mediator", "union"):
        values, start = first_of(case, 1, "", (seat,))
        game = Game(case, "x", values, start)
        at = Session(game, lambda _: None, Path("x"), hand_over=False)
        pages = [*at.begin(), *at.enter("brief"), *at.enter("?"), *at.enter("pass")]
        while "table" not in " ".join(at.enter("")) and seat == "mediator":
            pages += at.enter("pass")
        pages += [*at.enter("table"), *at.enter("1")]
        assert misfits("\n".join(pages)) == []
