"""Whole games at a pseudo-terminal, as somebody plays them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from sim.engine.verifying import verify
from sim.scenario.loading import load_text
from sim.talks.event import Answer
from sim.talks.events import OUTCOMES, AnyEvent, StatementMade, TextTabled
from sim.talks.fold import fold
from sim.talks.log import read_log
from tests.cli.asking import misfits
from tests.cli.keyboard import CLEARED, Keyboard

# What only the engine, or the end of a game, tells.
NEVER = re.compile(r"holds out|\b(luck|draw|precision|aspiration|nash|seq|event)\b|u\(")


def kept(path: Path) -> tuple[list[AnyEvent], str]:
    """The events of a game that is kept, verified, and its outcome."""
    log = read_log(path)
    case = load_text(log.header.scenario, log.header.name)
    assert verify(case, log.events).equal
    return log.events, fold(case, log.events).outcome


def gain(screen: str) -> int:
    """What the text on the table gives the seat over no deal."""
    return int(re.findall(r"gain over no deal +([+-]?\d+)", screen)[-1])


class Player:
    """Somebody who takes what is better than nothing by so many points, and tables in turn."""

    def __init__(self, enough: int) -> None:
        self.enough, self.turn = enough, 0

    def __call__(self, screen: str) -> str:
        asked = screen.splitlines()[-1]
        if "table it?" in asked:
            return "yes"
        if asked.startswith(("draft, bridging", "days to answer")):
            return ""
        if re.match(r"[a-z ]+( \[.*\])?> $", asked) and " +" not in asked:  # an issue
            self.turn += 1
            return "" if self.turn % 2 else str(1 + self.turn % 3)
        return self.decision(screen)

    def decision(self, screen: str) -> str:
        words = re.findall(r"^  Write: (.*)$", screen, re.MULTILINE)[-1]
        if "accept" in words:
            return "acc" if gain(screen) >= self.enough else "CRIT"
        if "criticise" in words:
            return "criticise"  # it crosses a hard red line
        if "table" in words:
            return "table"
        return "say 65" if "say" in words else "pass"


def test_a_party_of_mediated_talks(tmp_path: Path) -> None:
    with Keyboard(tmp_path, "play", "labour-dispute", "--as", "union", "--seed", "0") as at:
        told = at.play(Player(20))
        assert at.code == 0
    events, outcome = kept(tmp_path / "labour-dispute-union.jsonl")
    assert outcome in OUTCOMES
    mine = [e for e in events if isinstance(e, Answer) and e.actor == "union" and e.tick > 57600]
    assert mine
    assert {e.provenance for e in mine} == {"chosen"}
    of_a_game(told)


def of_a_game(told: str) -> None:
    """What every game tells, and what none does."""
    assert misfits(told) == []
    assert "neither news nor forecast" in told
    assert "THE GAME IS OVER" in told
    assert "detente replay" in told
    assert NEVER.findall(told.partition("NOW ALL IS OPEN")[0]) == []
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("name", "seat", "seed", "kind"),
    [
        ("labour-dispute", "mediator", "1", TextTabled),
        ("flat-sale", "seller", "6", TextTabled),
        ("cairo-2024", "israel", "1", Answer),
        ("cairo-2024", "egypt", "2", Answer),  # a stakeholder who mediates
        ("cairo-2024", "qatar", "3", StatementMade),
    ],
)
def test_each_role_to_its_end(
    tmp_path: Path, name: str, seat: str, seed: str, kind: type[AnyEvent]
) -> None:
    with Keyboard(tmp_path, "play", name, "--as", seat, "--seed", seed) as at:
        told = at.play(Player(15))
        assert at.code == 0
    events, outcome = kept(tmp_path / f"{name}-{seat}.jsonl")
    assert outcome
    mine = [e for e in events if isinstance(e, kind) and e.actor == seat]
    assert any(e.provenance == "chosen" for e in mine)
    assert all(e.provenance != "simulated" for e in mine)
    of_a_game(told)


def test_two_at_one_keyboard_do_not_see_each_other(tmp_path: Path) -> None:
    args = ("play", "labour-dispute", "--as", "union", "--as", "management", "--seed", "0")
    player, screens = Player(40), []

    def decide(screen: str) -> str:
        screens.append(screen)
        if screen.endswith("Enter> "):
            assert re.fullmatch(r"(.*\n)*\nHand over to (Union|Management)\..*\nEnter> ", screen)
            assert "points" not in screen or len(screens) == 1
            return ""
        return player(screen)

    with Keyboard(tmp_path, *args) as at:
        told = at.play(decide)
        assert at.code == 0
    hands = [k for k, screen in enumerate(screens) if screen.endswith("Enter> ")]
    assert len(hands) >= 3
    for before, after in pairwise(hands):
        whose = re.findall(r"Hand over to (\w+)", screens[before])[0]
        asked = [screen.splitlines()[-1] for screen in screens[before + 1 : after]]
        assert asked[0].startswith(f"{whose.lower()} +")
        # What is asked while a text is written names no seat; all else names this one.
        assert {line.partition(" +")[0] for line in asked if " +" in line} == {whose.lower()}
    assert at.raw.count(CLEARED) >= 2 * len(hands) - 1
    assert set(re.findall(r"^(UNION|MANAGEMENT)$", told, re.MULTILINE)) == {"UNION", "MANAGEMENT"}
    _, outcome = kept(tmp_path / "labour-dispute-management-union.jsonl")
    assert outcome


@pytest.mark.parametrize("leave", ["quit", b"\x03", b"\x04"], ids=["quit", "ctrl-c", "ctrl-d"])
def test_who_leaves_goes_on_where_it_was(tmp_path: Path, leave: str | bytes) -> None:
    file = "labour-dispute-union.jsonl"
    with Keyboard(tmp_path, "play", "labour-dispute", "--as", "union", "--seed", "6") as at:
        at.screen()
        at.type("wait 2")
        told = at.type(leave) if isinstance(leave, str) else at.press(leave)
        assert f"detente play --resume {file}" in told
        assert at.code == (130 if leave == b"\x03" else 0)
    assert kept(tmp_path / file)[1] == ""
    with Keyboard(tmp_path, "play", "--resume", file) as at:
        screen = at.screen()
        assert "NEW SINCE YOUR LAST DECISION" in screen
        assert screen.endswith("union +2> ")
        at.play(Player(20), screen)
    assert kept(tmp_path / file)[1] in OUTCOMES
