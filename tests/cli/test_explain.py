from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from sim.engine.play import Start, play
from sim.model.constants import MINUTES_A_DAY
from sim.report.blocks import Heading, Table, Text
from sim.report.terminal import lines
from sim.scenario.loading import load_text
from sim.scenario.moves import Move
from sim.scenario.shipped import find
from sim.studies.explain.study import explained
from sim.talks.choices import given
from sim.talks.event import Answer
from sim.talks.events import AnyEvent, TextAccepted, TextCriticised
from sim.telling.line import line
from sim.telling.numbers import Points
from sim.telling.reasons import reasons
from sim.telling.story import story
from sim.telling.tale import Tale
from tests.cli.asking import SCENARIOS, ask, misfits, tale, told
from tests.often import tried
from tests.telling.seated import played

SEEDS = range(8)


def page(run: Tale, seq: int) -> list[str]:
    return lines(explained(run, seq).document())


ANOTHER = "WHAT WOULD HAVE MADE IT ANOTHER ANSWER"
STORMS = "{storm: {title: A storm, hazard: 5 a day, shift: {buyer: -5}}}"


def with_all_that_ships_lack() -> Tale:
    """A run with a shock, a demand withdrawn and an input changed."""
    text = find("flat-sale").read_text(encoding="utf-8")
    case = load_text(text, "flat.yaml", [f"shocks={STORMS}"])
    now = case.day_tick(case.now) + MINUTES_A_DAY
    moves = (
        Move("a", now + 9, -1, "set", provenance="chosen", sets=(("buyer.firmness", "high"),)),
        Move("b", now + 99, 1, "withdraw", 0, provenance="chosen"),
    )
    values = case.draw(lambda _: 0.5)
    return Tale(case, play(case, values, Start(seed=3), moves)[0], full=True, script=moves)


@pytest.fixture(scope="module")
def tales() -> list[Tale]:
    return [*(tale(name, seed) for name in SCENARIOS for seed in SEEDS)]


@tried(5, 500, "each")
def test_every_event_of_the_shipped_scenarios_is_explained(tales: list[Tale], each: int) -> None:
    seen = set()
    for run in tales:
        for event in run.events[:: 1 + len(run.events) // each]:
            found = reasons(run, event.seq)
            seen.add(type(event))
            assert misfits("\n".join(page(run, event.seq))) == []
            assert found.what or found.when
            assert [one.seq for one in found.chain] == sorted(
                (one.seq for one in found.chain), reverse=True
            )
            assert event.seq == 0 or found.chain[-1].seq == 0
    assert len(seen) > 15


def test_every_event_type_is_told_and_explained(tales: list[Tale]) -> None:
    first: dict[type, tuple[Tale, AnyEvent]] = {}
    extra = with_all_that_ships_lack()
    game = played("labour-dispute", 0)
    seated = Tale(game.case, game.events, full=True)
    for run in [*tales, extra, seated]:
        for event in run.events:
            first.setdefault(type(event), (run, event))
    assert set(first) == set(get_args(AnyEvent))
    for run, event in first.values():
        text = "\n".join(page(run, event.seq))
        assert f"EVENT {event.seq}: {type(event).__name__}" in text
        assert misfits(text) == []


def test_the_numbers_told_are_those_of_the_log(tales: list[Tale]) -> None:
    answers = [e for run in tales for e in run.answers if e.weighing is not None]
    assert len(answers) > 100
    for event in answers:
        assert event.weighing is not None
        seen = Points.of(event.weighing)
        margin = seen.worth - seen.holds_out - seen.aversion + seen.luck
        assert margin == pytest.approx(seen.margin)
        accepted = seen.margin > seen.yes and not seen.hard
        says = getattr(event, "answer", "accept" if isinstance(event, TextAccepted) else "")
        assert (says == "accept") == accepted
        shown = [round(x, seen.digits) for x in (seen.margin, seen.yes, seen.no)]
        assert (shown[0] > shown[1]) == (seen.margin > seen.yes)
        assert (shown[0] < shown[2]) == (seen.margin < seen.no)


def test_the_draw_told_is_the_one_that_was_used() -> None:
    hazards = ("RedLineStated", "TalksResumed", "TalksCollapsed", "ItemSettled")
    runs = [tale("cairo-2024", seed) for seed in SEEDS]
    for run, event in [(r, e) for r in runs for e in r.events if type(e).__name__ in hazards]:
        if event.provenance == "simulated":
            when = reasons(run, event.seq).when
            drawn = re.search(r"exponential, ([\d.]+) \(draw \S.* = ([\d.]+)\)", when)
            assert drawn is not None, when
            unit, u = drawn.groups()
            assert float(unit) == pytest.approx(-math.log1p(-float(u)), rel=0.01, abs=0.002)


def test_a_hard_red_line_is_said_in_words(tales: list[Tale]) -> None:
    found = [
        (run, e)
        for run in tales
        for e in run.answers
        if e.weighing is not None and e.weighing.hard and type(e).__name__ == "TextCriticised"
    ]
    for run, event in found:
        lines = {one.seq: one for one in story(run).simulated}
        assert "crosses its hard red line: no yes possible" in lines[event.seq].notes[0]


def test_a_revised_answer_says_what_prompted_it(tales: list[Tale]) -> None:
    revised = [
        (run, e) for run in tales for e in run.answers if type(e).__name__ == "AnswerRevised"
    ]
    assert revised
    for run, event in revised:
        text = next(one.text for one in story(run).simulated if one.seq == event.seq)
        assert "[time: waiting]" in text or "[news: " in text


def test_a_log_explains_as_its_scenario_does(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    told("run", "labour-dispute", "--seed", "5", "--log", str(path))
    pages = told("explain", str(path), "13"), told("explain", "labour-dispute", "13", "--seed", "5")
    first, second = (text.partition("\nAGAIN ")[0] for text in pages)
    assert first == second


def test_facts_are_named_with_their_attribution() -> None:
    events = tale("cairo-2024", 7).events
    seq = next(e.seq for e in events if isinstance(e, TextCriticised) and e.actor == "hamas")
    text = told("explain", "cairo-2024", str(seq), "--seed", "7")
    assert "ON WHOSE WORD" in text
    assert "hamas-criticises" in text
    assert "(reported, par." in text or "(claimed by" in text


def test_reasons_as_data() -> None:
    found = json.loads(told("explain", "flat-sale", "2", "--json"))
    assert found["event"]["seq"] == found["reasons"]["line"]["seq"] == 2


def test_what_would_have_flipped_an_answer_is_a_row_a_way(tales: list[Tale]) -> None:
    rows = 0
    for run in tales[::8]:
        for event in [e for e in run.answers if e.weighing is not None][:3]:
            found = reasons(run, event.seq)
            document = explained(run, event.seq).document()
            heads = [one.text for one in document if isinstance(one, Heading)]
            assert ANOTHER in heads
            [table] = [one for one in document if isinstance(one, Table) and one.columns]
            left = list(table.rows)
            assert found.flips is not None
            for one in found.flips.inputs:
                for way in one.flips:
                    row = left.pop(0)
                    assert row.label == one.name
                    assert row.cells[1].startswith(f"{way.value:.{way.digits}f}")
                    assert row.cells[2:] == (f"{way.change:+.{way.digits}f}", way.answer)
                    rows += 1
                if not one.flips:
                    assert left.pop(0).cells[3] == "no value does"
            assert left == []
            said = " ".join(one.text for one in document if isinstance(one, Text))
            assert "at this moment" in said
            assert "same luck" in said
    assert rows > 20


def test_long_names_of_inputs_are_folded(tales: list[Tale]) -> None:
    run = tales[0]
    found = reasons(run, next(e.seq for e in run.answers if e.weighing is not None))
    assert found.flips is not None
    longer = [replace(one, name="salience of " + 30 * "much ") for one in found.flips.inputs]
    folded = replace(found, flips=replace(found.flips, inputs=longer))
    result = replace(explained(run, found.line.seq), reasons=folded)
    text = "\n".join(lines(result.document()))
    assert text.count("much") == 30 * len(longer)
    assert misfits(text) == []


def test_flips_as_data() -> None:
    run = tale("labour-dispute", 5)
    event = next(e for e in run.answers if e.weighing is not None)
    found = json.loads(told("explain", "labour-dispute", str(event.seq), "--seed", "5", "--json"))
    found = found["reasons"]["flips"]
    assert found["given"] == given(event)
    assert found["inputs"][0]["path"].startswith(f"{event.actor}.")
    assert {"answer", "near", "value", "last", "change"} <= set(found["inputs"][0]["flips"][0])
    assert json.loads(told("explain", "flat-sale", "0", "--json"))["reasons"]["flips"] is None


@pytest.mark.parametrize("seq", ["9999", "-1", "x"])
def test_no_other_event_is_explained(seq: str) -> None:
    result = ask("explain", "flat-sale", seq)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_a_recorded_answer_is_not_given_numbers() -> None:
    run = tale("cairo-2024", 7)
    event = next(e for e in run.events if isinstance(e, Answer))
    assert event.weighing is None
    found = reasons(run, event.seq)
    assert "Played as recorded" in found.what[0]
    assert found.flips is None
    assert ANOTHER not in page(run, event.seq)
    assert line(run.labels, event, "x", "y").mark in "rca"
