"""The role sheet: what a seat is given before a class, and nothing of anybody else's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sim.cli.seat_game import Game, at_the_start, seats_of
from sim.cli.seat_role import brief, role_sheet
from sim.ensemble.inputs import first_of
from sim.scenario.distributions import bounds
from sim.scenario.loading import load
from sim.scenario.shipped import find, shipped_scenarios
from sim.talks.events import RecordClosed
from sim.talks.positions import reservation_of
from sim.telling.common import Common
from sim.telling.listening import Listener
from sim.telling.mind import knowledge
from tests.cli.asking import ask, misfits, told

SEATS = [(name, seat) for name in shipped_scenarios() for seat in seats_of(load(name))]
LONGEST = 95  # lines: a page of a printer, or little more


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_every_seat_has_a_sheet(name: str, seat: str) -> None:
    page = told("brief", name, "--as", seat, "--seed", "3")
    lines = page.splitlines()
    assert misfits(page) == []
    assert len(lines) <= LONGEST
    assert lines[0].startswith("CONFIDENTIAL")
    assert "neither news nor forecast" in page
    assert "seed" not in page
    assert "None" not in page


def test_a_sheet_is_the_same_again() -> None:
    call = ("brief", "cairo-2024", "--as", "us", "--seed", "3")
    assert told(*call) == told(*call)


@pytest.mark.parametrize(("name", "seat"), SEATS)
def test_the_sheet_and_the_game_have_the_same_numbers(name: str, seat: str) -> None:
    case = load(name)
    values, start = first_of(case, 2, "", (seat,))
    at_start = at_the_start(case, values, start, seat)
    events = Game(case, name, values, start).events
    closed = next(k for k, event in enumerate(events) if isinstance(event, RecordClosed))
    known = knowledge(case, events[: closed + 1], seat)
    in_the_game = Listener(Common.of(case), known)
    assert role_sheet(in_the_game) == role_sheet(at_start)
    if at_start.known.me in at_start.tables.consenting:
        no_deal = 100.0 * reservation_of(at_start.known.state, at_start.known.me, at_start.tick)
        page = " ".join(" ".join(role_sheet(at_start)).split())
        assert f"Without a deal you have {no_deal:.0f} of your points today" in page


def test_what_is_told_of_a_party() -> None:
    page = " ".join(told("brief", "labour-dispute", "--as", "union").split())
    for words in (
        "You are Union, a party. Nothing is agreed without your yes.",
        "At the table: Management (party), Mediator (mediator), Union (party).",
        "WAGES: Rise in wages, up to 50; without a deal: none",
        "none 0; 2 percent 10; 3 percent 22; 4 percent 34; 5 percent 50",
        "40 hours 0 (crosses your hard red line)",
        "Then you put it to a vote at home: 6 of 11 must say yes",
        "Weekly meeting every 6 to 8 days",
        "8 Sep session Opening: Management, Mediator, Union",
        "term not reported",
    ):
        assert words in page
    assert "YOUR STAFF" not in page


def test_what_is_told_of_a_mediator() -> None:
    page = " ".join(told("brief", "cairo-2024", "--as", "us").split())
    assert "You are US, a mediator." in page
    assert "You lean towards Hamas" in page
    assert "You can reach Egypt, Israel, Qatar outside the room" in page
    assert re.search(r"Israel: would settle for about \d+", page)
    assert "red line" not in page.partition("WHAT IS REPORTED")[0]
    assert "WITHOUT A DEAL" not in page


def test_a_stakeholder_who_mediates_has_both() -> None:
    page = " ".join(told("brief", "cairo-2024", "--as", "egypt", "--seed", "2").split())
    assert "You are Egypt, a stakeholder and mediator." in page
    assert "Nothing is agreed without your yes. You may also bring the others texts." in page
    assert "WITHOUT A DEAL" in page
    assert "WHAT YOUR STAFF BELIEVE" in page


def test_a_stakeholder_asked_on_change_is_told_on_which_issues() -> None:
    call = ("brief", "cairo-2024", "--as", "egypt", "--set", "egypt.needed=on change")
    page = " ".join(told(*call).split())
    assert "A text that departs on corridor from what holds without a deal needs your yes" in page


def test_votes_and_vetoes_are_told() -> None:
    town = " ".join(told("brief", "council-quota", "--as", "town").split())
    head = " ".join(told("brief", "council-quota", "--as", "headwater").split())
    assert "80 in 100 of the parties' votes; Headwater must be among them" in town
    assert "You alone cannot stop a text" in town
    assert "You have a veto" in head


@pytest.mark.parametrize(
    ("name", "seat", "others"),
    [
        ("labour-dispute", "union", ("management", "mediator")),
        ("cairo-2024", "israel", ("egypt", "hamas", "qatar", "us")),
        ("flat-sale", "buyer", ("seller",)),
    ],
)
def test_no_number_of_the_others_is_on_it(name: str, seat: str, others: tuple[str, ...]) -> None:
    case = load(name)
    values, start = first_of(case, 1, "", (seat,))
    as_it_is = "\n".join(brief(at_the_start(case, values, start, seat)))
    taken = set(re.findall(r"\d+(?:\.\d+)?", as_it_is))
    marked, numbers = dict(values), set()
    for one in case.inputs:
        ends = bounds(one.dist)
        if ends is None or not one.path.startswith(tuple(f"{other}." for other in others)):
            continue
        low, high = ends
        steps = [low + (high - low) * k / 101 for k in range(1, 101)]
        # A value that would be seen, were it printed: no such number is on the sheet.
        free = [x for x in steps if not {f"{x:.0f}", f"{x:.1f}", f"{x:.2f}"} & taken]
        if one.uncertain and free:
            marked[one.path] = free[len(free) // 2]
            numbers |= {f"{marked[one.path]:.{digits}f}" for digits in (0, 1, 2)}
    assert len(numbers) >= 3
    page = "\n".join(brief(at_the_start(case, marked, start, seat)))
    assert page == as_it_is
    assert set(re.findall(r"\d+(?:\.\d+)?", page)) & numbers == set()


def test_a_sheet_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "union.txt"
    args = ("brief", "labour-dispute", "--as", "union")
    assert told(*args, "-o", str(path)) == f"Written to {path}\n"
    assert path.read_text(encoding="utf-8") == told(*args)
    result = ask(*args, "-o", str(path))
    assert result.exit_code == 2
    assert "add --force" in result.stderr
    path.chmod(0o600)
    assert ask(*args, "-o", str(path), "--force").exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "seat", "variant", "secret"),
    [
        ("labour-dispute", "union", "called-final", "management.no_deal.worth=31.25"),
        ("flat-sale", "buyer", "patient-seller", "seller.no_deal.worth=31.25"),
    ],
)
def test_what_is_played_is_told_to_who_hands_sheets_out_and_is_not_on_them(
    tmp_path: Path, name: str, seat: str, variant: str, secret: str
) -> None:
    path = tmp_path / "they-are-bluffing.yaml"
    shutil.copy(find(name), path)
    how = ("--seed", "5", "--set", secret, "--what-if", variant)
    result = ask("brief", str(path), "--as", seat, *how)
    call = f"detente play {path} --as {seat} --seed 5 --what-if {variant} --set {secret}"
    assert call in " ".join(result.stderr.split())
    title = load(name).what_if[variant].title
    for word in (variant, "31.25", "bluffing", "seed", "What if", title):
        assert word not in result.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("labour-dispute", "--as", "chair"), "no actor is called chair: write one of management"),
        (("labour-dispute", "--as", "Union"), "no actor is called Union: did you mean union?"),
        (("labour-dispute",), "Missing option '--as'"),
        (("nowhere", "--as", "union"), "no scenario and no file 'nowhere'"),
    ],
)
def test_a_sheet_of_nobody_is_refused(args: tuple[str, ...], words: str) -> None:
    result = ask("brief", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
